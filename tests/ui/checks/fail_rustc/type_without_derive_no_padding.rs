use layout_core::assert_layout;

struct Plain {
    _value: u32,
}

assert_layout!(Plain, size == 4, no_padding);

fn main() {}
