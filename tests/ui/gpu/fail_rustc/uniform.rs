use std::sync::atomic::AtomicU32;

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(wgsl(storage), wgsl(uniform))]
struct Kernel {
    weights: [f32; 8],
}

#[derive(Layout)]
#[repr(C)]
struct Small {
    factor: f32,
}

#[derive(Layout)]
#[repr(C)]
#[layout(wgsl(storage), wgsl(uniform))]
struct Late {
    time: f32,
    small: Small,
}

#[derive(Layout)]
#[repr(C)]
#[layout(wgsl(storage), wgsl(uniform))]
struct Near {
    small: Small,
    time: f32,
}

assert_layout!([[f32; 4]], wgsl(uniform));
assert_layout!((AtomicU32, f32), wgsl(uniform));

fn main() {}
