use layout_core::Layout;

struct Vec3([f32; 3]);

#[derive(Layout)]
#[repr(C)]
#[layout(std430)]
struct Light {
    position: Vec3,
    intensity: f32,
}

fn main() {
    let _ = Vec3([0.0; 3]).0;
}
