use layout_core::Layout;

#[derive(Layout)]
#[layout(fields == 1)]
struct List {
    next: Option<List>,
}

fn main() {}
