use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(deny(padding-waste))]
struct Padded {
    a: u8,
    b: u32,
    c: u8,
}

fn main() {}
