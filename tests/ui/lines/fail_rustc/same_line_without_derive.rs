use layout_core::assert_layout;

#[expect(dead_code)]
struct Plain(u32, u32);

assert_layout!(Plain, same_line(0, 1));

fn main() {}
