use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Sun {
    brightness: f32,
    color: [f32; 3],
}

#[derive(Layout)]
#[repr(C)]
#[layout(wgsl(uniform))]
struct Scene {
    ambient: [f32; 4],
    suns: [Sun; 2],
}

fn main() {}
