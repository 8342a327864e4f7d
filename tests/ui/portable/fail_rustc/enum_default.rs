use layout_core::Layout;

#[derive(Layout)]
#[layout(portable)]
enum Kind {
    One,
    Two,
}

fn main() {}
