use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
enum Kind {
    One,
    Two,
}

fn main() {}
