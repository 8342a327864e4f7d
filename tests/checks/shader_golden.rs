// Written by `cargo run --manifest-path tests/gpu_truth/Cargo.toml -- --golden tests/checks/shader_golden.rs`, not
// by hand. What stands there of GLSL is of glslang (`glslang version: 11:12.0.0`), what of WGSL is of naga 30.0.2; crevice 0.20.1
// and encase 0.13.0 agree where they can have the struct. The offsets are those of the members, then comes the size.
golden! {
    S5 {
        m0: i32,
        m1: f32,
        m2: [[i32; 4]; 4],
    } [
        "std140" "differs" [0, 4, 16] 80;
        "std430" "differs" [0, 4, 16] 80;
        "wgsl(uniform)" "differs" [0, 4, 16] 80;
        "wgsl(storage)" "differs" [0, 4, 16] 80;
    ]
    S6 {
        m0: [i32; 2],
        m1: u32,
        m2: f32,
    } [
        "std140" "holds" [0, 8, 12] 16;
        "std430" "holds" [0, 8, 12] 16;
        "wgsl(uniform)" "holds" [0, 8, 12] 16;
        "wgsl(storage)" "holds" [0, 8, 12] 16;
    ]
    S10 {
        m0: f32,
        m1: f32,
    } [
        "std140" "differs" [0, 4] 16;
        "std430" "holds" [0, 4] 8;
        "wgsl(uniform)" "holds" [0, 4] 8;
        "wgsl(storage)" "holds" [0, 4] 8;
    ]
    S11 {
        m0: [i32; 1],
        m1: [f32; 6],
    } [
        "std140" "differs" [0, 16] 112;
        "std430" "holds" [0, 4] 28;
        "wgsl(uniform)" "invalid" [0, 4] 28;
        "wgsl(storage)" "holds" [0, 4] 28;
    ]
    S12 {
        m0: i32,
        #[layout(gpu = padding)]
        _pad1: [u32; 3],
        #[layout(gpu = array)]
        m2: [u32; 2],
        #[layout(gpu = padding)]
        _pad3: [u32; 6],
        m4: [f32; 2],
        _pad5: [u8; 8],
        #[layout(gpu = mat2x2)]
        m6: [[f32; 4]; 2],
    } [
        "std140" "differs" [0, 16, 48, 64] 96;
        "std430" "differs" [0, 4, 16, 24] 40;
        "wgsl(uniform)" "invalid" [0, 4, 16, 24] 40;
        "wgsl(storage)" "differs" [0, 4, 16, 24] 40;
    ]
    S14 {
        m0: [f32; 2],
        m1: f32,
        _pad2: [u8; 8],
        m3: [u32; 4],
        m4: [i32; 2],
        m5: [u32; 4],
        _pad6: [u8; 4],
        m7: [[f32; 2]; 1],
        #[layout(gpu = padding)]
        _pad8: [u32; 2],
    } [
        "std140" "differs" [0, 8, 16, 32, 48, 64] 80;
        "std430" "differs" [0, 8, 16, 32, 48, 64] 80;
        "wgsl(uniform)" "invalid" [0, 8, 16, 32, 48, 64] 80;
        "wgsl(storage)" "differs" [0, 8, 16, 32, 48, 64] 80;
    ]
    S15 {
        m0: [f32; 4],
        m1: f32,
        _pad2: [u8; 12],
    } [
        "std140" "holds" [0, 16] 32;
        "std430" "holds" [0, 16] 32;
        "wgsl(uniform)" "holds" [0, 16] 32;
        "wgsl(storage)" "holds" [0, 16] 32;
    ]
    S20 {
        m0: S12,
    } [
        "std140" "differs" [0] 96;
        "std430" "differs" [0] 40;
        "wgsl(uniform)" "invalid" [0] 40;
        "wgsl(storage)" "differs" [0] 40;
    ]
    S22 {
        #[layout(gpu = mat3x3)]
        m0: [[f32; 4]; 3],
        m1: i32,
        m2: i32,
        _pad3: [u8; 8],
    } [
        "std140" "holds" [0, 48, 52] 64;
        "std430" "holds" [0, 48, 52] 64;
        "wgsl(uniform)" "holds" [0, 48, 52] 64;
        "wgsl(storage)" "holds" [0, 48, 52] 64;
    ]
    S29 {
        m0: [f32; 4],
    } [
        "std140" "holds" [0] 16;
        "std430" "holds" [0] 16;
        "wgsl(uniform)" "holds" [0] 16;
        "wgsl(storage)" "holds" [0] 16;
    ]
    S39 {
        m0: f32,
        #[layout(gpu = padding)]
        _pad1: [u32; 3],
        #[layout(gpu = vec3)]
        m2: [i32; 4],
    } [
        "std140" "holds" [0, 16] 32;
        "std430" "holds" [0, 16] 32;
        "wgsl(uniform)" "holds" [0, 16] 32;
        "wgsl(storage)" "holds" [0, 16] 32;
    ]
    S41 {
        #[layout(gpu = array)]
        m0: [u32; 3],
    } [
        "std140" "differs" [0] 48;
        "std430" "holds" [0] 12;
        "wgsl(uniform)" "invalid" [0] 12;
        "wgsl(storage)" "holds" [0] 12;
    ]
    S42 {
        m0: f32,
        m1: i32,
        _pad2: [u8; 8],
        m3: [[f32; 4]; 2],
        #[layout(gpu = mat2x3)]
        m4: [[f32; 4]; 2],
        m5: [f32; 4],
    } [
        "std140" "holds" [0, 4, 16, 48, 80] 96;
        "std430" "holds" [0, 4, 16, 48, 80] 96;
        "wgsl(uniform)" "holds" [0, 4, 16, 48, 80] 96;
        "wgsl(storage)" "holds" [0, 4, 16, 48, 80] 96;
    ]
    S43 {
        m0: [u32; 2],
        _pad1: [u8; 8],
        m2: [[f32; 4]; 6],
        m3: f32,
        m4: f32,
        _pad5: [u8; 8],
    } [
        "std140" "holds" [0, 16, 112, 116] 128;
        "std430" "holds" [0, 16, 112, 116] 128;
        "wgsl(uniform)" "holds" [0, 16, 112, 116] 128;
        "wgsl(storage)" "holds" [0, 16, 112, 116] 128;
    ]
    S47 {
        m0: i32,
        _pad1: [u8; 12],
        #[layout(gpu = mat2x4)]
        m2: [[f32; 4]; 2],
        #[layout(gpu = vec3)]
        m3: [i32; 4],
        m4: [f32; 4],
    } [
        "std140" "holds" [0, 16, 48, 64] 80;
        "std430" "holds" [0, 16, 48, 64] 80;
        "wgsl(uniform)" "holds" [0, 16, 48, 64] 80;
        "wgsl(storage)" "holds" [0, 16, 48, 64] 80;
    ]
    S54 {
        m0: [f32; 1],
    } [
        "std140" "differs" [0] 16;
        "std430" "holds" [0] 4;
        "wgsl(uniform)" "invalid" [0] 4;
        "wgsl(storage)" "holds" [0] 4;
    ]
    S55 {
        m0: [f32; 4],
        #[layout(gpu = [vec3; 1])]
        m1: [[f32; 4]; 1],
    } [
        "std140" "holds" [0, 16] 32;
        "std430" "holds" [0, 16] 32;
        "wgsl(uniform)" "holds" [0, 16] 32;
        "wgsl(storage)" "holds" [0, 16] 32;
    ]
    S62 {
        m0: f32,
        m1: i32,
        #[layout(gpu = vec3)]
        m2: [u32; 4],
    } [
        "std140" "differs" [0, 4, 16] 32;
        "std430" "differs" [0, 4, 16] 32;
        "wgsl(uniform)" "differs" [0, 4, 16] 32;
        "wgsl(storage)" "differs" [0, 4, 16] 32;
    ]
    S64 {
        m0: [f32; 3],
        _pad1: [u8; 4],
    } [
        "std140" "holds" [0] 16;
        "std430" "holds" [0] 16;
        "wgsl(uniform)" "holds" [0] 16;
        "wgsl(storage)" "holds" [0] 16;
    ]
    S67 {
        m0: u32,
    } [
        "std140" "differs" [0] 16;
        "std430" "holds" [0] 4;
        "wgsl(uniform)" "holds" [0] 4;
        "wgsl(storage)" "holds" [0] 4;
    ]
    S71 {
        #[layout(gpu = mat3x2)]
        m0: [[f32; 4]; 3],
    } [
        "std140" "holds" [0] 48;
        "std430" "differs" [0] 24;
        "wgsl(uniform)" "differs" [0] 24;
        "wgsl(storage)" "differs" [0] 24;
    ]
    S73 {
        m0: i32,
        _pad1: [u8; 4],
        m2: [u32; 2],
        m3: S43,
        m4: [[i32; 3]; 5],
        #[layout(gpu = padding)]
        _pad5: [u32; 5],
    } [
        "std140" "differs" [0, 8, 16, 144] 224;
        "std430" "differs" [0, 8, 16, 144] 224;
        "wgsl(uniform)" "differs" [0, 8, 16, 144] 224;
        "wgsl(storage)" "differs" [0, 8, 16, 144] 224;
    ]
    S84 {
        m0: [[S67; 2]; 6],
        m1: f32,
        m2: [[i32; 4]; 5],
    } [
        "std140" "differs" [0, 192, 208] 288;
        "std430" "differs" [0, 48, 64] 144;
        "wgsl(uniform)" "invalid" [0, 48, 64] 144;
        "wgsl(storage)" "differs" [0, 48, 64] 144;
    ]
    S86 {
        m0: [f32; 3],
    } [
        "std140" "differs" [0] 16;
        "std430" "differs" [0] 16;
        "wgsl(uniform)" "differs" [0] 16;
        "wgsl(storage)" "differs" [0] 16;
    ]
    S90 {
        m0: [f32; 3],
        _pad1: [u8; 4],
        #[layout(gpu = mat3x2)]
        m2: [[f32; 4]; 3],
    } [
        "std140" "holds" [0, 16] 64;
        "std430" "differs" [0, 16] 48;
        "wgsl(uniform)" "differs" [0, 16] 48;
        "wgsl(storage)" "differs" [0, 16] 48;
    ]
    S91 {
        m0: [f32; 3],
        #[layout(gpu = padding)]
        _pad1: [u32; 1],
        m2: [f32; 2],
        #[layout(gpu = padding)]
        _pad3: [u32; 2],
    } [
        "std140" "holds" [0, 16] 32;
        "std430" "holds" [0, 16] 32;
        "wgsl(uniform)" "holds" [0, 16] 32;
        "wgsl(storage)" "holds" [0, 16] 32;
    ]
    S92 {
        m0: S5,
    } [
        "std140" "differs" [0] 80;
        "std430" "differs" [0] 80;
        "wgsl(uniform)" "differs" [0] 80;
        "wgsl(storage)" "differs" [0] 80;
    ]
    S94 {
        #[layout(gpu = mat3x4)]
        m0: [[f32; 4]; 3],
        #[layout(gpu = vec3)]
        m1: [u32; 4],
    } [
        "std140" "holds" [0, 48] 64;
        "std430" "holds" [0, 48] 64;
        "wgsl(uniform)" "holds" [0, 48] 64;
        "wgsl(storage)" "holds" [0, 48] 64;
    ]
    S96 {
        m0: [[u32; 4]; 1],
    } [
        "std140" "holds" [0] 16;
        "std430" "holds" [0] 16;
        "wgsl(uniform)" "holds" [0] 16;
        "wgsl(storage)" "holds" [0] 16;
    ]
    S101 {
        #[layout(gpu = vec3)]
        m0: [f32; 4],
        m1: i32,
        m2: [f32; 2],
        m3: S41,
    } [
        "std140" "differs" [0, 12, 16, 32] 80;
        "std430" "differs" [0, 12, 16, 24] 48;
        "wgsl(uniform)" "invalid" [0, 12, 16, 24] 48;
        "wgsl(storage)" "differs" [0, 12, 16, 24] 48;
    ]
    S106 {
        #[layout(gpu = mat4x4)]
        m0: [[f32; 4]; 4],
        m1: [u32; 2],
        m2: [u32; 2],
        m3: f32,
        m4: i32,
        #[layout(gpu = padding)]
        _pad5: [u32; 3],
        #[layout(gpu = vec3)]
        m6: [f32; 4],
    } [
        "std140" "differs" [0, 64, 72, 80, 84, 96] 112;
        "std430" "differs" [0, 64, 72, 80, 84, 96] 112;
        "wgsl(uniform)" "differs" [0, 64, 72, 80, 84, 96] 112;
        "wgsl(storage)" "differs" [0, 64, 72, 80, 84, 96] 112;
    ]
    S112 {
        m0: [[i32; 4]; 4],
    } [
        "std140" "holds" [0] 64;
        "std430" "holds" [0] 64;
        "wgsl(uniform)" "holds" [0] 64;
        "wgsl(storage)" "holds" [0] 64;
    ]
    S122 {
        m0: f32,
    } [
        "std140" "differs" [0] 16;
        "std430" "holds" [0] 4;
        "wgsl(uniform)" "holds" [0] 4;
        "wgsl(storage)" "holds" [0] 4;
    ]
    S123 {
        m0: S47,
    } [
        "std140" "holds" [0] 80;
        "std430" "holds" [0] 80;
        "wgsl(uniform)" "holds" [0] 80;
        "wgsl(storage)" "holds" [0] 80;
    ]
    S126 {
        m0: f32,
        m1: [f32; 2],
    } [
        "std140" "differs" [0, 8] 16;
        "std430" "differs" [0, 8] 16;
        "wgsl(uniform)" "differs" [0, 8] 16;
        "wgsl(storage)" "differs" [0, 8] 16;
    ]
    S138 {
        m0: [f32; 1],
    } [
        "std140" "differs" [0] 16;
        "std430" "holds" [0] 4;
        "wgsl(uniform)" "invalid" [0] 4;
        "wgsl(storage)" "holds" [0] 4;
    ]
    S139 {
        m0: [f32; 2],
        m1: u32,
        _pad2: [u8; 4],
        m3: [f32; 2],
    } [
        "std140" "differs" [0, 8, 16] 32;
        "std430" "holds" [0, 8, 16] 24;
        "wgsl(uniform)" "holds" [0, 8, 16] 24;
        "wgsl(storage)" "holds" [0, 8, 16] 24;
    ]
    S140 {
        m0: [i32; 3],
        _pad1: [u8; 4],
        m2: [u32; 2],
        m3: [f32; 2],
    } [
        "std140" "holds" [0, 16, 24] 32;
        "std430" "holds" [0, 16, 24] 32;
        "wgsl(uniform)" "holds" [0, 16, 24] 32;
        "wgsl(storage)" "holds" [0, 16, 24] 32;
    ]
    S146 {
        m0: i32,
        #[layout(gpu = array)]
        m1: [f32; 4],
        #[layout(gpu = padding)]
        _pad2: [u32; 3],
        #[layout(gpu = vec3)]
        m3: [u32; 4],
    } [
        "std140" "differs" [0, 16, 80] 96;
        "std430" "holds" [0, 4, 32] 48;
        "wgsl(uniform)" "invalid" [0, 4, 32] 48;
        "wgsl(storage)" "holds" [0, 4, 32] 48;
    ]
    S149 {
        m0: u32,
        m1: S90,
    } [
        "std140" "differs" [0, 16] 80;
        "std430" "differs" [0, 16] 64;
        "wgsl(uniform)" "differs" [0, 16] 64;
        "wgsl(storage)" "differs" [0, 16] 64;
    ]
    S151 {
        m0: [[S112; 2]; 6],
    } [
        "std140" "holds" [0] 768;
        "std430" "holds" [0] 768;
        "wgsl(uniform)" "holds" [0] 768;
        "wgsl(storage)" "holds" [0] 768;
    ]
    S154 {
        #[layout(gpu = vec3)]
        m0: [i32; 4],
        m1: [i32; 2],
        m2: f32,
        _pad3: [u8; 4],
    } [
        "std140" "holds" [0, 16, 24] 32;
        "std430" "holds" [0, 16, 24] 32;
        "wgsl(uniform)" "holds" [0, 16, 24] 32;
        "wgsl(storage)" "holds" [0, 16, 24] 32;
    ]
    S160 {
        #[layout(gpu = mat4x2)]
        m0: [[f32; 2]; 4],
        #[layout(gpu = [mat2x4; 2])]
        m1: [[[f32; 4]; 2]; 2],
        m2: [[[u32; 3]; 2]; 6],
        #[layout(gpu = padding)]
        _pad3: [u32; 12],
    } [
        "std140" "differs" [0, 64, 128] 320;
        "std430" "differs" [0, 32, 96] 288;
        "wgsl(uniform)" "differs" [0, 32, 96] 288;
        "wgsl(storage)" "differs" [0, 32, 96] 288;
    ]
    S163 {
        m0: [f32; 5],
        #[layout(gpu = padding)]
        _pad1: [u32; 3],
        m2: [u32; 4],
    } [
        "std140" "differs" [0, 80] 96;
        "std430" "holds" [0, 32] 48;
        "wgsl(uniform)" "invalid" [0, 32] 48;
        "wgsl(storage)" "holds" [0, 32] 48;
    ]
    S165 {
        m0: [u32; 6],
    } [
        "std140" "differs" [0] 96;
        "std430" "holds" [0] 24;
        "wgsl(uniform)" "invalid" [0] 24;
        "wgsl(storage)" "holds" [0] 24;
    ]
    S170 {
        m0: S149,
        m1: [i32; 2],
        #[layout(gpu = padding)]
        _pad2: [u32; 1],
    } [
        "std140" "differs" [0, 80] 96;
        "std430" "differs" [0, 64] 80;
        "wgsl(uniform)" "differs" [0, 64] 80;
        "wgsl(storage)" "differs" [0, 64] 80;
    ]
    S172 {
        m0: u32,
        _pad1: [u8; 12],
        #[layout(gpu = mat4x3)]
        m2: [[f32; 4]; 4],
    } [
        "std140" "holds" [0, 16] 80;
        "std430" "holds" [0, 16] 80;
        "wgsl(uniform)" "holds" [0, 16] 80;
        "wgsl(storage)" "holds" [0, 16] 80;
    ]
    S173 {
        #[layout(gpu = vec3)]
        m0: [u32; 4],
        m1: [i32; 4],
        m2: i32,
        _pad3: [u8; 12],
    } [
        "std140" "holds" [0, 16, 32] 48;
        "std430" "holds" [0, 16, 32] 48;
        "wgsl(uniform)" "holds" [0, 16, 32] 48;
        "wgsl(storage)" "holds" [0, 16, 32] 48;
    ]
    S174 {
        #[layout(gpu = mat3x3)]
        m0: [[f32; 3]; 3],
    } [
        "std140" "differs" [0] 48;
        "std430" "differs" [0] 48;
        "wgsl(uniform)" "differs" [0] 48;
        "wgsl(storage)" "differs" [0] 48;
    ]
    S177 {
        m0: [[[u32; 3]; 2]; 3],
        _pad1: [u8; 24],
        m2: f32,
        m3: [[f32; 4]; 5],
        _pad4: [u8; 12],
        m5: f32,
        _pad6: [u8; 12],
    } [
        "std140" "differs" [0, 96, 112, 192] 208;
        "std430" "differs" [0, 96, 112, 192] 208;
        "wgsl(uniform)" "differs" [0, 96, 112, 192] 208;
        "wgsl(storage)" "differs" [0, 96, 112, 192] 208;
    ]
    S185 {
        m0: S163,
        #[layout(gpu = padding)]
        _pad1: [u32; 12],
    } [
        "std140" "differs" [0] 96;
        "std430" "differs" [0] 48;
        "wgsl(uniform)" "invalid" [0] 48;
        "wgsl(storage)" "differs" [0] 48;
    ]
    S187 {
        m0: [[u32; 2]; 3],
    } [
        "std140" "differs" [0] 48;
        "std430" "holds" [0] 24;
        "wgsl(uniform)" "invalid" [0] 24;
        "wgsl(storage)" "holds" [0] 24;
    ]
    S190 {
        m0: [f32; 2],
        m1: [i32; 2],
        m2: i32,
        m3: i32,
        _pad4: [u8; 8],
    } [
        "std140" "holds" [0, 8, 16, 20] 32;
        "std430" "differs" [0, 8, 16, 20] 24;
        "wgsl(uniform)" "differs" [0, 8, 16, 20] 24;
        "wgsl(storage)" "differs" [0, 8, 16, 20] 24;
    ]
    S192 {
        m0: f32,
    } [
        "std140" "differs" [0] 16;
        "std430" "holds" [0] 4;
        "wgsl(uniform)" "holds" [0] 4;
        "wgsl(storage)" "holds" [0] 4;
    ]
    S193 {
        #[layout(gpu = [vec3; 3])]
        m0: [[i32; 4]; 3],
        m1: [f32; 4],
        #[layout(gpu = mat2x4)]
        m2: [[f32; 4]; 2],
    } [
        "std140" "holds" [0, 48, 64] 96;
        "std430" "holds" [0, 48, 64] 96;
        "wgsl(uniform)" "holds" [0, 48, 64] 96;
        "wgsl(storage)" "holds" [0, 48, 64] 96;
    ]
    S196 {
        m0: [i32; 2],
        m1: [f32; 3],
        _pad2: [u8; 12],
    } [
        "std140" "differs" [0, 16] 32;
        "std430" "differs" [0, 16] 32;
        "wgsl(uniform)" "differs" [0, 16] 32;
        "wgsl(storage)" "differs" [0, 16] 32;
    ]
    S197 {
        #[layout(gpu = mat4x4)]
        m0: [[f32; 4]; 4],
        m1: f32,
        _pad2: [u8; 12],
        m3: [f32; 4],
        m4: i32,
        #[layout(gpu = padding)]
        _pad5: [u32; 3],
        m6: [f32; 4],
        m7: [f32; 4],
    } [
        "std140" "holds" [0, 64, 80, 96, 112, 128] 144;
        "std430" "holds" [0, 64, 80, 96, 112, 128] 144;
        "wgsl(uniform)" "holds" [0, 64, 80, 96, 112, 128] 144;
        "wgsl(storage)" "holds" [0, 64, 80, 96, 112, 128] 144;
    ]
    S199 {
        m0: u32,
        m1: [f32; 2],
    } [
        "std140" "differs" [0, 8] 16;
        "std430" "differs" [0, 8] 16;
        "wgsl(uniform)" "differs" [0, 8] 16;
        "wgsl(storage)" "differs" [0, 8] 16;
    ]
    S200 {
        #[layout(gpu = array)]
        m0: [f32; 4],
        m1: [f32; 4],
        _pad2: [u8; 48],
    } [
        "std140" "differs" [0, 64] 80;
        "std430" "differs" [0, 16] 32;
        "wgsl(uniform)" "invalid" [0, 16] 32;
        "wgsl(storage)" "differs" [0, 16] 32;
    ]
    S202 {
        m0: [u32; 4],
    } [
        "std140" "holds" [0] 16;
        "std430" "holds" [0] 16;
        "wgsl(uniform)" "holds" [0] 16;
        "wgsl(storage)" "holds" [0] 16;
    ]
    S214 {
        m0: i32,
    } [
        "std140" "differs" [0] 16;
        "std430" "holds" [0] 4;
        "wgsl(uniform)" "holds" [0] 4;
        "wgsl(storage)" "holds" [0] 4;
    ]
    S216 {
        m0: [f32; 2],
        #[layout(gpu = padding)]
        _pad1: [u32; 2],
        #[layout(gpu = vec3)]
        m2: [f32; 4],
    } [
        "std140" "holds" [0, 16] 32;
        "std430" "holds" [0, 16] 32;
        "wgsl(uniform)" "holds" [0, 16] 32;
        "wgsl(storage)" "holds" [0, 16] 32;
    ]
    S217 {
        m0: [f32; 4],
    } [
        "std140" "holds" [0] 16;
        "std430" "holds" [0] 16;
        "wgsl(uniform)" "holds" [0] 16;
        "wgsl(storage)" "holds" [0] 16;
    ]
    S221 {
        m0: [i32; 2],
    } [
        "std140" "differs" [0] 16;
        "std430" "holds" [0] 8;
        "wgsl(uniform)" "holds" [0] 8;
        "wgsl(storage)" "holds" [0] 8;
    ]
    S225 {
        m0: u32,
        _pad1: [u8; 12],
        #[layout(gpu = [mat2x2; 3])]
        m2: [[[f32; 2]; 2]; 3],
        #[layout(gpu = vec3)]
        m3: [f32; 4],
    } [
        "std140" "differs" [0, 16, 112] 128;
        "std430" "differs" [0, 8, 64] 80;
        "wgsl(uniform)" "invalid" [0, 8, 64] 80;
        "wgsl(storage)" "differs" [0, 8, 64] 80;
    ]
    S227 {
        m0: [f32; 4],
        m1: u32,
        m2: S54,
        m3: [f32; 4],
        m4: [f32; 4],
        m5: i32,
    } [
        "std140" "differs" [0, 16, 32, 48, 64, 80] 96;
        "std430" "differs" [0, 16, 20, 32, 48, 64] 80;
        "wgsl(uniform)" "invalid" [0, 16, 20, 32, 48, 64] 80;
        "wgsl(storage)" "differs" [0, 16, 20, 32, 48, 64] 80;
    ]
    S229 {
        m0: S214,
    } [
        "std140" "differs" [0] 16;
        "std430" "holds" [0] 4;
        "wgsl(uniform)" "holds" [0] 4;
        "wgsl(storage)" "holds" [0] 4;
    ]
    S233 {
        m0: u32,
    } [
        "std140" "differs" [0] 16;
        "std430" "holds" [0] 4;
        "wgsl(uniform)" "holds" [0] 4;
        "wgsl(storage)" "holds" [0] 4;
    ]
    S236 {
        m0: f32,
        m1: f32,
        _pad2: [u8; 8],
        #[layout(gpu = vec3)]
        m3: [f32; 4],
    } [
        "std140" "holds" [0, 4, 16] 32;
        "std430" "holds" [0, 4, 16] 32;
        "wgsl(uniform)" "holds" [0, 4, 16] 32;
        "wgsl(storage)" "holds" [0, 4, 16] 32;
    ]
    S237 {
        m0: [u32; 2],
        m1: [i32; 4],
    } [
        "std140" "differs" [0, 16] 32;
        "std430" "differs" [0, 16] 32;
        "wgsl(uniform)" "differs" [0, 16] 32;
        "wgsl(storage)" "differs" [0, 16] 32;
    ]
    S239 {
        m0: [f32; 2],
        _pad1: [u8; 8],
        #[layout(gpu = vec3)]
        m2: [f32; 4],
        m3: [f32; 4],
        m4: u32,
        _pad5: [u8; 4],
        m6: [f32; 2],
    } [
        "std140" "holds" [0, 16, 32, 48, 56] 64;
        "std430" "holds" [0, 16, 32, 48, 56] 64;
        "wgsl(uniform)" "holds" [0, 16, 32, 48, 56] 64;
        "wgsl(storage)" "holds" [0, 16, 32, 48, 56] 64;
    ]
    S245 {
        m0: [f32; 4],
        #[layout(gpu = mat4x2)]
        m1: [[f32; 2]; 4],
        #[layout(gpu = mat2x3)]
        m2: [[f32; 4]; 2],
    } [
        "std140" "differs" [0, 16, 80] 112;
        "std430" "holds" [0, 16, 48] 80;
        "wgsl(uniform)" "holds" [0, 16, 48] 80;
        "wgsl(storage)" "holds" [0, 16, 48] 80;
    ]
    S247 {
        m0: [i32; 4],
    } [
        "std140" "holds" [0] 16;
        "std430" "holds" [0] 16;
        "wgsl(uniform)" "holds" [0] 16;
        "wgsl(storage)" "holds" [0] 16;
    ]
    S248 {
        m0: u32,
    } [
        "std140" "differs" [0] 16;
        "std430" "holds" [0] 4;
        "wgsl(uniform)" "holds" [0] 4;
        "wgsl(storage)" "holds" [0] 4;
    ]
}
