use layout_core::{Layout, copy_with_zeroed_padding};

#[derive(Layout)]
#[repr(C)]
struct Value {
    is_float: bool,
    number: Number,
}

#[derive(Layout)]
#[repr(C)]
union Number {
    int: u32,
    float: f64,
}

fn main() {
    copy_with_zeroed_padding(&Value { is_float: false, number: Number { int: 1 } }, &mut [0; 64]);
}
