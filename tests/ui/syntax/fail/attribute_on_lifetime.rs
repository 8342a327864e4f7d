use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Name<#[layout(size == 4)] 'a> {
    value: &'a str,
}

fn main() {}
