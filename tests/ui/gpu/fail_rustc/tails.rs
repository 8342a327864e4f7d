use layout_core::Layout;

#[derive(Clone, Copy)]
#[repr(align(16))]
struct Vec4([f32; 4]);

#[derive(Layout)]
#[repr(C)]
#[layout(std140)]
struct Kernel {
    count: u32,
    weights: [f32],
}

#[derive(Layout)]
#[repr(C)]
#[layout(std430)]
struct Nested {
    count: u32,
    kernel: Kernel,
}

#[derive(Layout)]
#[repr(C)]
#[layout(std430)]
struct Foreign {
    count: u32,
    #[layout(gpu = vec4)]
    points: [Vec4],
}

#[derive(Layout)]
#[repr(C)]
#[layout(std430)]
struct Unmarked {
    count: u32,
    points: [Vec4],
}

fn main() {
    let _ = Vec4([0.0; 4]).0;
}
