use layout_core::Layout;

#[derive(Layout)]
#[repr(usize)]
#[layout(portable)]
enum Kind {
    One,
    Two,
}

fn main() {}
