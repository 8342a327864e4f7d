use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(std140)]
struct Light {
    position: [f32; 3],
    intensity: f32,
    kind: u32,
    color: [f32; 3],
    direction: [f32; 3],
}

fn main() {}
