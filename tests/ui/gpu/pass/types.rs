//! Types that lie in memory as shaders read them.

use std::marker::PhantomData;
use std::num::Wrapping;
use std::sync::atomic::AtomicU32;

use layout_core::{Layout, assert_layout};

/// As a foreign crate has it, without a derive.
mod math {
    #[derive(Clone, Copy)]
    pub struct Vec3 {
        pub _x: f32,
        pub _y: f32,
        pub _z: f32,
    }

    #[derive(Clone, Copy)]
    #[repr(C, align(16))]
    pub struct Vec3A(pub [f32; 3]);

    #[derive(Clone, Copy)]
    pub struct Mat4(pub [Vec4; 4]);

    #[derive(Clone, Copy)]
    #[repr(C, align(16))]
    pub struct Vec4(pub [f32; 4]);

    #[derive(Clone, Copy)]
    pub struct Mat3A(pub [Vec3A; 3]);

    #[derive(Clone, Copy)]
    #[repr(C)]
    pub struct DVec3(pub [f64; 3]);
}

#[derive(Layout)]
#[repr(C)]
#[layout(std140, std430, wgsl(uniform), wgsl(storage))]
struct Light {
    position: [f32; 3],
    intensity: f32,
    color: [f32; 4],
    kind: u32,
    _pad0: [u8; 12],
}

#[derive(Layout)]
#[repr(C)]
#[layout(std140, std430, wgsl(uniform), wgsl(storage))]
struct Camera {
    #[layout(gpu = mat4x4)]
    view: math::Mat4,
    #[layout(gpu = mat4)]
    projection: [[f32; 4]; 4],
    #[layout(gpu = vec3)]
    eye: math::Vec3,
    exposure: f32,
    #[layout(gpu = mat3x3)]
    normal: math::Mat3A,
    #[layout(gpu = vec3)]
    up: math::Vec3A,
    light: Light,
    _marker: PhantomData<f64>,
}

/// The members of a struct of std430 need no rounding to 16 bytes.
#[derive(Layout)]
#[repr(C)]
#[layout(std430, wgsl(storage))]
struct Particle {
    position: [f32; 2],
    velocity: [f32; 2],
    ages: [f32; 5],
    #[layout(gpu = array)]
    weights: [f32; 3],
    id: Wrapping<u32>,
    locks: [AtomicU32; 3],
}

#[derive(Layout)]
#[repr(transparent)]
struct Meters(f32);

/// As one has it that speaks for an element of a foreign type.
#[derive(Layout)]
#[repr(transparent)]
struct Point(#[layout(gpu = vec3)] math::Vec3A);

#[derive(Layout)]
#[repr(C)]
#[layout(std140, wgsl(uniform))]
struct Path {
    points: [Point; 4],
    #[layout(gpu = [vec3; 2])]
    ends: [math::Vec3A; 2],
    corner: [Meters; 4],
    #[layout(gpu = scalar)]
    _reserved: u32,
    #[layout(gpu = padding)]
    unused: [f32; 3],
}

#[derive(Layout)]
#[repr(C)]
#[layout(std430, wgsl(storage))]
struct Particles {
    count: u32,
    _pad: [u8; 4],
    list: [Particle],
}

#[derive(Layout)]
#[repr(C)]
#[layout(std140, std430)]
struct Doubles {
    #[layout(gpu = dvec3)]
    center: math::DVec3,
    scale: f64,
    corner: [f64; 2],
    size: f64,
    _pad: [u8; 8],
}

#[derive(Layout)]
#[repr(C)]
#[layout(std430, wgsl(storage))]
struct Buffer<T: Layout, const N: usize> {
    items: [T; N],
}

assert_layout!([Light], std140, std430, wgsl(storage));
assert_layout!([Light; 8], wgsl(uniform));
assert_layout!([f32; 3], std140);
assert_layout!(Buffer<Particle, 4>, std430);
assert_layout!((f32, f32), wgsl(storage));

fn main() {
    let _ = <Buffer<Light, 2> as Layout>::LAYOUT;
}
