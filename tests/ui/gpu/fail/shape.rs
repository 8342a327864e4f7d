use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Light {
    #[layout(gpu)]
    a: [f32; 3],
    #[layout(gpu = )]
    b: [f32; 3],
    #[layout(gpu = vec5)]
    c: [f32; 3],
    #[layout(gpu = Vec3)]
    d: [f32; 3],
    #[layout(gpu = mat3x5)]
    e: [f32; 3],
    #[layout(gpu = f32)]
    f: f32,
    #[layout(gpu = "vec3")]
    g: [f32; 3],
    #[layout(gpu = vec3 size == 12)]
    h: [f32; 3],
    #[layout(gpu = vec3, gpu = vec4)]
    i: [f32; 3],
    #[layout(gpu = [vec3])]
    j: [f32; 3],
    #[layout(gpu = [vec3; N])]
    k: [f32; 3],
    #[layout(gpu = [padding; 3])]
    l: [f32; 3],
    #[layout(size == 12, gpu = vec3)]
    m: [f32; 3],
    #[layout(gpu = sampler)]
    n: [f32; 3],
}

#[derive(Layout)]
#[layout(gpu = vec3)]
struct Type {
    a: [f32; 3],
}

fn main() {}
