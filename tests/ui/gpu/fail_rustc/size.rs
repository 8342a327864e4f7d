use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(std140)]
struct Globals {
    resolution: [f32; 2],
    time: f32,
}

fn main() {}
