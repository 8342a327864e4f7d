use layout_core::Layout;

#[derive(Layout)]
#[layout(deny(padding-waste), fields == 2)]
struct Scope<'a> {
    name: &'a str,
    outer: Option<Self>,
}

fn main() {}
