use layout_core::Layout;

pub struct Option<T>(Box<T>);

#[derive(Layout)]
#[layout(fields == 3)]
pub struct List {
    value: u64,
    next: Option<List>,
}

fn main() {}
