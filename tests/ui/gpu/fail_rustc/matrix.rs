use layout_core::Layout;

/// As `glam` and `nalgebra` have it.
struct Mat3([f32; 9]);

#[derive(Layout)]
#[repr(C)]
#[layout(std430)]
struct Normals {
    #[layout(gpu = mat3x3)]
    matrix: Mat3,
}

fn main() {
    let _ = Mat3([0.0; 9]).0;
}
