//! The structs of the tutorials, as `tour` shows them and as `tests/truth` measures them.
//!
//! `tour` cuts them out of this text. So each stands in rustfmt's form, its doc comment first and
//! then one attribute a line; the doc comment says what the struct shows, and no number in it
//! depends on the target.

#![allow(unreachable_pub, reason = "the structs read as a library's would")]
#![allow(clippy::struct_excessive_bools, reason = "`BigFlags` shows what that costs")]
#![allow(clippy::repr_packed_without_abi, reason = "`PackedStruct` shows what that leaves open")]

use std::collections::VecDeque;
use std::ffi::{c_int, c_long};
use std::sync::Mutex;

use layout_core::Layout;

/// A wide field between two narrow ones. Without a `repr`, the compiler may reorder the fields to need less
/// padding.
#[derive(Layout)]
pub struct Example {
    pub a: u8,
    pub b: u32,
    pub c: u8,
}

/// The same fields in the declared order. The hole before `b` aligns `b`; the one after `c` aligns the `b` of
/// the next element of an array.
#[derive(Layout)]
#[repr(C)]
pub struct Padded {
    pub a: u8,
    pub b: u32,
    pub c: u8,
}

/// Of a field that owns heap memory, only the handle is in the struct: a pointer, a length and a capacity.
#[derive(Layout)]
pub struct Person {
    pub name: String,
    pub age: u32,
    pub active: bool,
}

/// With `repr(C)` the fields lie in the declared order, each at the next multiple of its alignment:
/// what a C compiler does with the same declaration.
#[derive(Layout)]
#[repr(C)]
pub struct CCompatible {
    pub a: u8,
    pub b: u32,
    pub c: u8,
}

/// With `repr(transparent)` a struct of one field is laid out, and passed to functions, as that
/// field alone.
#[derive(Layout)]
#[repr(transparent)]
pub struct Wrapper(pub u32);

/// Each field needs an offset that is a multiple of its own alignment, and the size is rounded up
/// to a multiple of the greatest of them.
#[derive(Layout)]
#[repr(C)]
pub struct AlignedStruct {
    pub a: u8,
    pub b: u32,
    pub c: u8,
    pub d: u16,
}

/// With `repr(packed)` nothing is aligned and nothing is padded. The order of the fields is still
/// the compiler's to choose.
#[derive(Layout)]
#[repr(packed)]
pub struct PackedStruct {
    pub a: u8,
    pub b: u32,
    pub c: u8,
}

/// With `repr(C, packed)` the order is the declared one too: the form for bytes that come from
/// outside, such as a header in a file.
#[derive(Layout)]
#[repr(C, packed)]
pub struct Packed {
    pub a: u8,
    pub b: u32,
    pub c: u8,
}

/// With `repr(align(64))` a value begins at a multiple of that many bytes, and its size is rounded
/// up to one.
#[derive(Layout)]
#[repr(align(64))]
pub struct CacheAligned {
    pub data: [u8; 32],
}

/// The fields that a hot loop reads are declared side by side, before those that it does not.
#[derive(Layout)]
pub struct CacheFriendly {
    pub id: u32,
    pub active: bool,
    pub priority: u8,
    pub description: String,
    pub metadata: Vec<u8>,
}

/// The same fields, with those of the hot loop scattered among the others.
#[derive(Layout)]
pub struct CacheUnfriendly {
    pub description: String,
    pub id: u32,
    pub metadata: Vec<u8>,
    pub active: bool,
    pub priority: u8,
}

/// The twin of `struct Point { double x; double y; };`
#[derive(Layout)]
#[repr(C)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// The twin of `struct Packet { uint8_t version; uint16_t length; uint32_t checksum; };`, padding
/// included.
#[derive(Layout)]
#[repr(C)]
pub struct Packet {
    pub version: u8,
    pub length: u16,
    pub checksum: u32,
}

/// The twin of `struct Point3 { float x, y, z; };`
#[derive(Layout)]
#[repr(C)]
pub struct Point3 {
    pub x: f32,
    pub y: f32,
    pub z: f32,
}

/// Fixed-width integers have one size on every target, though not one alignment; C's `int` and
/// `long` are as wide as the target's C compiler makes them.
#[derive(Layout)]
#[repr(C)]
pub struct Portable {
    pub a: i32,
    pub b: i64,
    pub c: u32,
    pub d: c_int,
    pub e: c_long,
}

/// A bump allocator: pointers and `usize` are as wide as the target's addresses.
#[derive(Layout)]
pub struct CustomAllocator {
    pub memory: *mut u8,
    pub size: usize,
    pub offset: usize,
}

/// A pool of objects: a lock holds the target's own kind of lock word beside what it guards, and a
/// function pointer is as wide as an address on most targets.
#[derive(Layout)]
pub struct MemoryPool<T> {
    pub objects: Mutex<VecDeque<Box<T>>>,
    pub factory: fn() -> T,
}

/// Declared without a thought to order; the compiler sorts the fields.
#[derive(Layout)]
pub struct Large {
    pub a: u8,
    pub b: u64,
    pub c: u8,
    pub d: u32,
}

/// The same declaration in `repr(C)`, where nobody sorts the fields.
#[derive(Layout)]
#[repr(C)]
pub struct LargeC {
    pub a: u8,
    pub b: u64,
    pub c: u8,
    pub d: u32,
}

/// The same fields sorted by hand, the widest first.
#[derive(Layout)]
pub struct Compact {
    pub b: u64,
    pub d: u32,
    pub a: u8,
    pub c: u8,
}

/// A byte for each yes or no.
#[derive(Layout)]
pub struct BigFlags {
    pub is_active: bool,
    pub is_visible: bool,
    pub is_enabled: bool,
    pub is_selected: bool,
}

/// A bit for each yes or no, read and set by masks.
#[derive(Layout)]
pub struct CompactFlags {
    pub flags: u8,
}
