//! The enums, the unions and what belongs to them, as the chapters show them and as `tests/truth` measures
//! them. In rustfmt's form, as `structs.rs`.

#![allow(unreachable_pub, reason = "the types read as a library's would")]
#![allow(dead_code, reason = "some are looked at, and never made")]

use layout_core::Layout;

/// With an integer as `repr` the tag of an enum is of that type, and each variant keeps its value.
#[derive(Layout)]
#[repr(u8)]
pub enum SmallEnum {
    A = 0,
    B = 1,
    C = 2,
}

/// The integer may be signed, and wider than the values need.
#[derive(Layout)]
#[repr(i32)]
pub enum SignedEnum {
    Negative = -1,
    Zero = 0,
    Positive = 1,
}

/// With `repr(C)` the tag is what a C compiler of this target takes for an enum: an int, mostly.
#[derive(Layout)]
#[repr(C)]
pub enum CEnum {
    First,
    Second,
    Third,
}

/// Without a `repr`, the compiler chooses an integer that is large enough.
#[derive(Layout)]
pub enum FreeEnum {
    First,
    Second,
    Third,
}

/// Variants of very different size share the same bytes, because only one exists at a time.
#[derive(Layout)]
pub enum Message {
    Quit,
    Move { x: i32, y: i32 },
    Write(String),
    ChangeColor(i32, i32, i32),
}

/// All fields begin at the same byte. Reading one is `unsafe`, because the bytes may have been written as
/// another.
#[derive(Layout)]
#[repr(C)]
pub union IntOrFloat {
    pub i: i32,
    pub f: f32,
}

/// What a C programmer writes: a number that says which field of the union is in use.
#[derive(Layout)]
#[repr(C)]
pub struct TaggedUnion {
    pub tag: u8,
    pub data: Data,
}

/// The payload of `TaggedUnion`.
#[derive(Layout, Clone, Copy)]
#[repr(C)]
pub union Data {
    pub integer: i64,
    pub floating: f64,
    pub pointer: *const u8,
}

/// The enum that it imitates, with the same layout by `repr(C, u8)`.
#[derive(Layout)]
#[repr(C, u8)]
pub enum TaggedEnum {
    Integer(i64),
    Floating(f64),
    Pointer(*const u8),
}

/// The same without a `repr`.
#[derive(Layout)]
pub enum Value {
    Integer(i64),
    Floating(f64),
    Pointer(*const u8),
}
