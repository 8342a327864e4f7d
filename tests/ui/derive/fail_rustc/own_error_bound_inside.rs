use layout_core::Layout;

#[derive(Layout)]
struct Set<T: Copy> {
    first: T,
}

#[derive(Layout)]
struct Names {
    names: Option<Vec<Set<String>>>,
    count: u32,
}

#[derive(Layout)]
enum Name {
    None,
    Some(Option<Set<String>>),
}

fn main() {}
