use layout_core::Layout;

#[repr(align(16))]
struct Vec3A([f32; 3]);

#[derive(Layout)]
#[repr(C)]
#[layout(std430)]
struct Light {
    #[layout(gpu = vec3)]
    position: Vec3A,
    intensity: f32,
}

#[derive(Layout)]
#[repr(C, align(32))]
#[layout(std430)]
struct Slot {
    color: [f32; 4],
}

#[derive(Layout)]
#[layout(std430)]
struct Ordered {
    first: f32,
    position: [f32; 3],
}

fn main() {
    let _ = Vec3A([0.0; 3]).0;
}
