use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(std430)]
struct Mesh {
    corners: [[f32; 3]; 8],
}

fn main() {}
