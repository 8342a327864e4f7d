use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Wrapper<#[layout(size == 4)] T> {
    value: T,
}

fn main() {}
