use layout_core::assert_layout;

#[expect(dead_code)]
struct Plain(u32);

assert_layout!(Plain, niche);

fn main() {}
