use layout_core::Layout;

#[derive(Layout)]
struct Order {
    number: u32,
    lines: [Line; 2],
}

#[derive(Layout)]
struct Line {
    order: Option<Order>,
    sum: u32,
}

#[derive(Layout)]
union Either {
    word: u64,
    other: std::mem::ManuallyDrop<Other>,
}

#[derive(Layout)]
struct Other(u8, Either);

fn main() {}
