use layout_core::Layout;

#[derive(Layout)]
#[repr(u8, align(64))]
#[layout(separate_lines(Two.0, Two.1))]
enum Pair {
    Two(u64, u64),
}

fn main() {}
