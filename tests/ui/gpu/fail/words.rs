use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(wgsl, wgsl(), wgsl(Uniform), wgsl(private), wgsl(uniform, storage), wgsl(storage) == 3)]
struct One {
    #[layout(std140)]
    a: f32,
}

assert_layout!(f32, std141);
assert_layout!(f32, std140(4));
assert_layout!(f32, std430 == 4);
assert_layout!(f32, std430, std430);
assert_layout!(f32, wgsl(uniform), wgsl(storage), wgsl(uniform));
assert_layout!(f32, gpu = scalar);
assert_layout!(async serve, std140);

async fn serve() {}

fn main() {}
