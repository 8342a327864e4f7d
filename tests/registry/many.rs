//! A thousand types: ten of a hundred modules each, which hold one another.

#![allow(dead_code, reason = "the layouts are what counts")]

/// Types as programs have them.
macro_rules! ten {
    ($($module:ident)*) => {$(
        pub(crate) mod $module {
            use std::sync::atomic::AtomicU32;

            use layout_core::Layout;

            #[derive(Layout)]
            #[repr(C)]
            pub(crate) struct Header { version: u8, length: u32, flags: u8 }
            #[derive(Layout)]
            pub(crate) struct Packet { header: Header, body: Vec<u8>, headers: [Header; 3] }
            #[derive(Layout)]
            #[repr(u8)]
            pub(crate) enum Message { Quit, Move { x: i32, y: i32 }, Send(Packet), Key(char) }
            #[derive(Layout)]
            #[repr(C)]
            pub(crate) union Word { bytes: [u8; 4], number: u32, header: std::mem::ManuallyDrop<Header> }
            #[derive(Layout)]
            pub(crate) struct Flags { a: bool, b: bool, c: bool, d: bool, size: u64 }
            #[derive(Layout)]
            pub(crate) struct Counters { hits: AtomicU32, misses: AtomicU32, name: String }
            #[derive(Layout)]
            #[repr(C, packed)]
            pub(crate) struct Wire { kind: u8, offset: u64, port: u16 }
            #[derive(Layout)]
            pub(crate) struct Page { data: [u8; 200], next: Option<Box<Packet>>, count: u16 }
            #[derive(Layout)]
            pub(crate) struct Point(f32, f32, f32);
            #[derive(Layout)]
            pub(crate) enum Answer { Yes, No, Later(std::time::Duration) }
        }
    )*};
}

macro_rules! hundred {
    ($($module:ident)*) => {$(
        pub(crate) mod $module {
            ten!(n0 n1 n2 n3 n4 n5 n6 n7 n8 n9);
        }
    )*};
}

hundred!(m0 m1 m2 m3 m4 m5 m6 m7 m8 m9);
