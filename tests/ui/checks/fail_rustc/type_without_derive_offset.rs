use layout_core::assert_layout;

struct Plain {
    _value: u32,
}

assert_layout!(Plain, offset(_value) == 0);

fn main() {}
