//! The types of math crates, with the marks that say what a shader has in place of them.

use layout_core::{Layout, assert_layout};

/// As the documentation of `layout-core` lists them.
#[derive(Layout)]
#[repr(C)]
#[layout(std140, std430, wgsl(uniform), wgsl(storage))]
struct OfGlam {
    #[layout(gpu = mat4x4)]
    view: glam::Mat4,
    #[layout(gpu = vec3)]
    eye: glam::Vec3,
    exposure: f32,
    #[layout(gpu = vec3)]
    up: glam::Vec3A,
    #[layout(gpu = mat3x3)]
    normal: glam::Mat3A,
    #[layout(gpu = vec4)]
    color: glam::Vec4,
    #[layout(gpu = vec2)]
    size: glam::Vec2,
    #[layout(gpu = vec2)]
    cell: glam::UVec2,
    #[layout(gpu = [vec4; 3])]
    planes: [glam::Vec4; 3],
    #[layout(gpu = vec4)]
    rotation: glam::Quat,
}

#[derive(Layout)]
#[repr(C)]
#[layout(std140, std430)]
struct OfGlamWide {
    #[layout(gpu = dmat4x4)]
    view: glam::DMat4,
    #[layout(gpu = dvec3)]
    eye: glam::DVec3,
    scale: f64,
}

#[derive(Layout)]
#[repr(C)]
#[layout(std140, std430, wgsl(uniform), wgsl(storage))]
struct OfNalgebra {
    #[layout(gpu = mat4x4)]
    view: nalgebra::Matrix4<f32>,
    #[layout(gpu = vec3)]
    eye: nalgebra::Point3<f32>,
    exposure: f32,
    #[layout(gpu = vec4)]
    color: nalgebra::Vector4<f32>,
    #[layout(gpu = mat3x4)]
    bone: nalgebra::Matrix4x3<f32>,
}

#[derive(Layout)]
#[repr(C)]
#[layout(std140, std430, wgsl(uniform), wgsl(storage))]
struct OfMint {
    #[layout(gpu = mat4x4)]
    view: mint::ColumnMatrix4<f32>,
    #[layout(gpu = vec3)]
    eye: mint::Point3<f32>,
    exposure: f32,
    #[layout(gpu = vec2)]
    cell: mint::Vector2<i32>,
    #[layout(gpu = vec2)]
    size: mint::Vector2<f32>,
}

/// An element that speaks for itself.
#[derive(Layout)]
#[repr(transparent)]
struct Point(#[layout(gpu = vec3)] glam::Vec3A);

#[derive(Layout)]
#[repr(C)]
#[layout(std430, wgsl(storage))]
struct Points {
    count: u32,
    _pad0: [u8; 12],
    list: [Point],
}

/// `Mat3` of `glam` and `mint` has columns of 12 bytes, and a shader reads them 16 bytes apart.
#[derive(Layout)]
#[repr(C)]
struct Tight {
    #[layout(gpu = mat3x3)]
    matrix: glam::Mat3,
}

#[derive(Layout)]
#[repr(C)]
struct TightOfMint {
    #[layout(gpu = mat3x3)]
    matrix: mint::ColumnMatrix3<f32>,
}

assert_layout!([OfGlam; 2], std140, wgsl(uniform));

/// What no attribute shows: that the tight matrices fail in each.
pub fn holds() {
    use layout_core::__private::{AddressSpace, std140, std430, wgsl};
    use std::marker::PhantomData;
    let checks: [fn(); 5] = [
        || std140(PhantomData::<Tight>, "Tight"),
        || std430(PhantomData::<Tight>, "Tight"),
        || wgsl(PhantomData::<Tight>, "Tight", AddressSpace::Storage),
        || wgsl(PhantomData::<TightOfMint>, "TightOfMint", AddressSpace::Uniform),
        || std430(PhantomData::<TightOfMint>, "TightOfMint"),
    ];
    for check in checks {
        let message = crate::said(check).expect("it fails");
        assert!(message.contains("lie 12 bytes apart here and 16 in the shader"), "{message}");
    }
}
