use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(on(i686, align == 8))]
struct List {
    length: u64,
    items: [u16],
}

fn main() {}
