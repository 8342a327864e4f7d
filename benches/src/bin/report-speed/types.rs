//! The types whose reports are timed.

#![allow(clippy::large_enum_variant, clippy::large_stack_arrays, reason = "it is what is reported")]

use layout_core::Layout;

/// What most reports are of: a few fields, padding, findings.
#[derive(Layout)]
#[repr(C)]
pub(crate) struct Packet {
    version: u8,
    length: u16,
    checksum: u32,
}

#[derive(Layout)]
#[repr(C)]
pub(crate) struct Session {
    id: u64,
    is_open: bool,
    #[layout(hot)]
    packet: Packet,
    is_secure: bool,
    #[layout(cold)]
    name: String,
    peers: Vec<Packet>,
    retries: u8,
    sent: std::sync::atomic::AtomicU64,
    received: std::sync::atomic::AtomicU64,
    key: [u8; 32],
    timeout: Option<u32>,
    flags: [bool; 5],
}

#[derive(Layout)]
pub(crate) enum Message {
    Quit,
    Move { x: i32, y: i32 },
    Write(String),
    Color(u8, u8, u8),
    Raw([u8; 256]),
}

/// Declares tuple structs of eight fields times a power of two.
macro_rules! tuples {
    ($(#[$meta:meta])* $name:ident: $($double:tt)*) => {
        tuples! { @ {$(#[$meta])*} $name [u8, u64, u16, u8, u32, bool, [u8; 3], u16,] $($double)* }
    };
    (@ $meta:tt $name:ident [$($ty:ty,)*] * $($double:tt)*) => {
        tuples! { @ $meta $name [$($ty,)* $($ty,)*] $($double)* }
    };
    (@ {$(#[$meta:meta])*} $name:ident [$($ty:ty,)*]) => {
        #[derive(Layout)]
        $(#[$meta])*
        pub(crate) struct $name($($ty),*);
    };
}

tuples! { #[repr(C)] C8: }
tuples! { #[repr(C)] C64: * * * }
tuples! { #[repr(C)] C1024: * * * * * * * }
tuples! { Rust8: }
tuples! { Rust64: * * * }
tuples! { Rust1024: * * * * * * * }
