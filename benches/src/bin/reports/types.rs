//! The types whose reports are made: what both derives take.

use layout_core::Layout;
use type_layout::TypeLayout;

#[derive(Layout, TypeLayout)]
#[repr(C)]
pub(crate) struct Packet {
    version: u8,
    length: u16,
    checksum: u32,
}

#[derive(Layout, TypeLayout)]
#[repr(C)]
pub(crate) struct Session {
    id: u64,
    is_open: bool,
    packet: Packet,
    is_secure: bool,
    address: [u8; 4],
    port: u16,
    retries: u8,
    sent: u64,
    received: u64,
    key: [u8; 32],
    timeout: Option<u32>,
    flags: [bool; 5],
}

/// Not from a macro: the output of type-layout's derive does not compile in one.
#[derive(Layout, TypeLayout)]
#[repr(C)]
pub(crate) struct Fields32 {
    f0: u8,
    f1: u64,
    f2: u16,
    f3: u8,
    f4: u32,
    f5: bool,
    f6: [u8; 3],
    f7: u16,
    f8: u8,
    f9: u64,
    f10: u16,
    f11: u8,
    f12: u32,
    f13: bool,
    f14: [u8; 3],
    f15: u16,
    f16: u8,
    f17: u64,
    f18: u16,
    f19: u8,
    f20: u32,
    f21: bool,
    f22: [u8; 3],
    f23: u16,
    f24: u8,
    f25: u64,
    f26: u16,
    f27: u8,
    f28: u32,
    f29: bool,
    f30: [u8; 3],
    f31: u16,
}
