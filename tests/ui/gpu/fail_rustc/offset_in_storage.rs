use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Ray {
    length: f32,
    origin: [f32; 3],
}

assert_layout!(Ray, wgsl(storage));
assert_layout!([Ray; 2], std430);

fn main() {}
