use layout_core::Layout;

#[derive(Layout)]
#[layout(size <= 8)]
struct Lines<'a> {
    text: &'a [u64; 2],
    rest: [u64; 2],
}

fn main() {}
