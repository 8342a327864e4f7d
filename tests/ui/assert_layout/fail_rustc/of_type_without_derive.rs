use layout_core::assert_layout;

struct Plain {
    _value: u32,
}

assert_layout!(Plain, size == 8);

fn main() {}
