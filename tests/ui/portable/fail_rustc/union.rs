use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
union Word {
    bytes: [u8; 12],
    word: u64,
}

fn main() {}
