use std::num::NonZeroU64;

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(u32)]
enum Mode {
    _Fast,
}

#[derive(Layout)]
#[repr(C)]
union Bits {
    number: u32,
    float: f32,
}

assert_layout!((f32, bool), std140);
assert_layout!((u8, f32), std140);
assert_layout!((u64, f32), std140);
assert_layout!((usize, f32), std140);
assert_layout!((char, f32), std140);
assert_layout!((f64, f32), wgsl(storage));
assert_layout!((&f32, f32), std430);
assert_layout!((Mode, f32), std430);
assert_layout!((Bits, f32), std430);
assert_layout!(Option<f32>, std430);
assert_layout!((NonZeroU64, f32), std430);
assert_layout!([f32; 0], std430);
assert_layout!((), std430);

fn main() {}
