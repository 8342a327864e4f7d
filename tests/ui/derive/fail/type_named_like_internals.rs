use layout_core::Layout;

mod __layout_ {
    pub type FieldType = std::mem::MaybeUninit<u64>;
}

#[derive(Layout)]
#[repr(C)]
struct Name {
    value: [__layout_::FieldType; 2],
}

fn main() {}
