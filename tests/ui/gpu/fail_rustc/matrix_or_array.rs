use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(wgsl(storage), wgsl(uniform))]
struct Globals {
    rotation: [[f32; 2]; 2],
}

#[derive(Layout)]
#[repr(C)]
struct Written {
    #[layout(gpu = mat2x2)]
    rotation: [[f32; 2]; 2],
}

assert_layout!(Written, wgsl(uniform));

fn main() {}
