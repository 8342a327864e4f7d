use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(std430, std140)]
struct Kernel {
    weights: [f32; 8],
}

fn main() {}
