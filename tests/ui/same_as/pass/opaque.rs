//! Fields whose inside is not described, which the user vouches for.
#![deny(warnings)]
#![allow(dead_code)]

use core::time::Duration;

use layout_core::{Layout, assert_layout};

/// Of another crate.
#[repr(C)]
struct Foreign(u16, u16);

#[allow(non_camel_case_types)]
mod ffi {
    #[derive(layout_core::Layout)]
    #[repr(C)]
    pub struct packet {
        pub type_: u32,
        pub inner: [super::Foreign; 2],
        pub wait: core::time::Duration,
        pub last: inner,
    }

    #[derive(layout_core::Layout)]
    #[repr(C)]
    pub struct inner {
        pub flags: u16,
        pub stamp: super::Foreign,
    }

    #[derive(layout_core::Layout)]
    #[repr(u8)]
    pub enum event {
        Start(super::Foreign),
        Stop,
    }
}

#[derive(Layout)]
#[repr(C)]
#[layout(same_as(
    ffi::packet,
    opaque(inner, last.r#stamp),
    rename(kind = type_, last.bits = flags),
))]
struct Packet {
    kind: u32,
    inner: [Foreign; 2],
    // Known to be the same type.
    wait: Duration,
    last: Inner,
}

#[derive(Layout)]
#[repr(C)]
struct Inner {
    bits: u16,
    stamp: Foreign,
}

#[derive(Layout)]
#[repr(u8)]
enum Event {
    Started(Foreign),
    Stop,
}

assert_layout!(Event, same_as(ffi::event, rename(Started = Start), opaque(Started.0)));
assert_layout!(Event, same_as(ffi::event, positional, opaque(Started.0),));

// What is behind a pointer, or has no bytes, is not inside.
#[derive(Layout)]
#[repr(C)]
#[layout(same_as(Self))]
struct Pointers<'a> {
    reference: &'a Foreign,
    boxed: Box<Foreign>,
    maybe: Option<&'a mut Foreign>,
    function: Option<extern "C" fn(*const Foreign) -> Foreign>,
    nothing: [Foreign; 0],
}

#[derive(Layout)]
#[repr(C)]
struct Batch<T> {
    count: u32,
    rows: [T],
}

assert_layout!(Batch<Foreign>, same_as(Batch<Foreign>, opaque(rows)));

fn main() {}
