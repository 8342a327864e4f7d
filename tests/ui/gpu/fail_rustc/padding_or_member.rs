use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(std140)]
struct Globals {
    time: f32,
    _pad: [f32; 3],
}

fn main() {}
