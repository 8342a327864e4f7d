use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Bytes<#[layout(size == 4)] const N: usize> {
    value: [u8; N],
}

fn main() {}
