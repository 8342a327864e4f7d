use layout_core::Layout;

struct Vec3([f64; 3]);

#[derive(Layout)]
#[repr(C)]
#[layout(std430)]
struct Light {
    #[layout(gpu = vec3)]
    position: Vec3,
    intensity: f32,
}

fn main() {
    let _ = Vec3([0.0; 3]).0;
}
