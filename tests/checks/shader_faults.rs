//! What no shader has: each is told with what to write instead.

use core::sync::atomic::{AtomicU32, AtomicU64};

use expect_test::expect;
use layout_core::__private::{AddressSpace, Tailed};
use layout_core::Layout;

use crate::{call, said, told};

#[derive(Layout)]
#[repr(C)]
struct Holds<T: Layout> {
    number: u32,
    part: T,
}

#[derive(Layout)]
#[repr(u32)]
enum Kind {
    One,
}

#[derive(Layout)]
#[repr(C)]
union Either {
    float: f32,
    word: u32,
}

struct Foreign([f32; 3]);

#[derive(Layout)]
#[repr(C)]
struct NoLength {
    #[layout(gpu = [vec3; 0])]
    foreign: Foreign,
}

#[derive(Layout)]
#[repr(C)]
struct Short {
    #[layout(gpu = dvec3)]
    foreign: Foreign,
}

#[derive(Layout)]
#[repr(C)]
struct MarkedTail {
    count: u32,
    #[layout(unsized, gpu = vec4)]
    list: [Foreign],
}

#[derive(Layout)]
#[repr(C)]
struct Ends {
    count: u32,
    list: [u32],
}

#[derive(Layout)]
#[repr(C)]
struct NestedTail {
    count: u32,
    ends: Ends,
}

#[derive(Layout)]
#[repr(C)]
struct ArrayTail {
    count: u32,
    #[layout(gpu = array)]
    list: [u32],
}

#[derive(Layout)]
#[repr(C)]
struct One {
    number: f32,
}

#[derive(Layout)]
#[repr(C)]
struct Near {
    one: One,
    next: f32,
}

#[derive(Layout)]
#[repr(C)]
struct Vectors {
    number: f32,
    _vector: [f32; 3],
}

#[derive(Layout)]
#[repr(C)]
struct WideVectors {
    number: f32,
    _vector: [f64; 3],
}

#[derive(Layout)]
#[repr(C)]
struct Arrays {
    number: f32,
    _array: [f32; 5],
}

#[test]
fn numbers_and_types_of_no_shader_are_told() {
    let said = [
        told!(Holds<usize>: std430()),
        told!(Holds<i128>: std430()),
        told!(Holds<&'static u8>: std430()),
        told!(Holds<Kind>: std430()),
        told!(Holds<Either>: std430()),
        told!(Holds<AtomicU32>: wgsl(AddressSpace::Uniform)),
        told!(Holds<AtomicU32>: wgsl(AddressSpace::Storage)),
        told!(Holds<AtomicU64>: std430()),
        told!(Holds<[f32; 0]>: std430()),
        told!([f32; 0]: std430()),
    ];
    expect![[r#"
        std430(): `part: T` is as large as a pointer of this target, required std430: write `u32`, `i32` or `f32`
        std430(): `part: T` is a number that no shader has, required std430: write `u32`, `i32` or `f32`
        std430(): `part: T` is a pointer, which a shader cannot follow, required std430: write an index, `u32`
        std430(): `part: T` is an enum, which shaders do not have, required std430: write its number, `u32`, or mark an enum of 4 bytes with `#[layout(gpu = scalar)]`
        std430(): `part: T` is a union, which shaders do not have, required std430: mark the field with what the shader has, as in `#[layout(gpu = vec3)]`
        wgsl(AddressSpace::Uniform): `part: T` is atomic, which a uniform buffer of WGSL does not take, required wgsl(uniform): check `wgsl(storage)` and declare the buffer `var<storage>`
        wgsl(AddressSpace::Storage): holds
        std430(): what `part: T` is in a shader is not described, required std430: mark the field with what the shader has, as in `#[layout(gpu = vec3)]`
        std430(): `part: T` is an array without elements, which shaders do not have, required std430: remove it
        std430(): the type is an array without elements, which shaders do not have, required std430: remove it
    "#]].assert_eq(&said.concat());
    // Where `f64` is aligned to 4 bytes it lies elsewhere than in a shader.
    let of_double = told!(Holds<f64>: std430());
    assert_eq!(of_double.ends_with("holds\n"), align_of::<f64>() == 8, "{of_double}");
}

#[test]
fn marks_and_tails_of_no_shader_are_told() {
    let said = [
        told!(NoLength: std430()),
        told!(Short: std430()),
        told!(Tailed<MarkedTail>: std430()),
        told!(Tailed<NestedTail>: std430()),
        told!(Tailed<ArrayTail>: std430()),
        told!(Near: wgsl(AddressSpace::Uniform)),
        told!(Near: wgsl(AddressSpace::Storage)),
        told!(Vectors: std430()),
        told!(WideVectors: std430()),
        told!(Arrays: std430()),
    ];
    expect![[r#"
        std430(): `foreign: Foreign` is an array without elements, which shaders do not have, required std430: remove it
        std430(): `foreign: Foreign` has 12 bytes, which is not the size of what `gpu` says, required std430: expected 24 bytes or 32
        std430(): the elements of `list: [Foreign]` are not described, nor how far apart they are, required std430: wrap what they are in a `#[derive(Layout)] #[repr(transparent)]` struct whose field has the mark, and write a slice of that
        std430(): `ends: Ends` ends in an array of any length, which a shader has only at the end of a buffer, required std430: write its fields here
        std430(): holds
        wgsl(AddressSpace::Uniform): `next: f32` follows a struct at offset 4 in the shader, and in a uniform buffer of WGSL must be at 16 or after that, required wgsl(uniform): fill the gap with members that both declare, or use `wgsl(storage)`
        wgsl(AddressSpace::Storage): holds
        std430(): `_vector: [f32; 3]` may be padding or a member of the shader's struct, required std430: write `#[layout(gpu = padding)]` if the shader does not declare it, or else `#[layout(gpu = vec3)]`
        std430(): `_vector: [f64; 3]` may be padding or a member of the shader's struct, required std430: write `#[layout(gpu = padding)]` if the shader does not declare it, or else `#[layout(gpu = dvec3)]`
        std430(): `_array: [f32; 5]` may be padding or a member of the shader's struct, required std430: write `#[layout(gpu = padding)]` if the shader does not declare it, or else `#[layout(gpu = array)]`
    "#]].assert_eq(&said.concat());
}

/// Of a struct with very many fields some rows are shown, and how many there are.
#[test]
fn long_tables_are_cut_off() {
    #[derive(Layout)]
    #[repr(C)]
    struct Many {
        f01: f32,
        f02: f32,
        f03: f32,
        f04: f32,
        f05: f32,
        f06: f32,
        f07: f32,
        f08: f32,
        f09: f32,
        f10: f32,
        f11: f32,
        f12: f32,
        f13: f32,
        f14: f32,
        f15: f32,
        f16: f32,
        f17: f32,
        f18: f32,
        f19: f32,
        f20: f32,
        f21: f32,
        f22: f32,
        f23: f32,
        f24: f32,
        f25: f32,
        f26: f32,
        f27: f32,
        f28: f32,
        f29: f32,
        f30: f32,
        f31: f32,
        f32: f32,
        f33: f32,
        f34: f32,
        f35: f32,
        f36: f32,
        f37: f32,
        f38: f32,
        f39: f32,
        f40: f32,
        f41: f32,
        f42: f32,
        f43: f32,
        vector: [f32; 4],
    }
    let said = said(call!(Many: std430()));
    assert!(said.contains("(44 fields in all)"), "{said}");
    assert!(said.lines().count() < 50, "{said}");
}
