//! What a client and a server send to each other: bytes that both must lay out alike.

use layout_core::Layout;

/// What every message begins with.
#[derive(Clone, Copy, Debug, Layout)]
#[repr(C)]
#[layout(lock)]
pub struct Header {
    pub version: u8,
    pub kind: u8,
    pub length: u16,
    pub checksum: u32,
}

/// A measurement.
#[derive(Clone, Copy, Debug, Layout)]
#[repr(C)]
#[layout(lock)]
pub struct Sample {
    pub header: Header,
    pub time: u64,
    pub value: f32,
    pub sensor: u32,
}

/// What a client asks for.
#[derive(Clone, Copy, Debug, Layout)]
#[repr(u8)]
#[layout(lock)]
pub enum Request {
    Stop = 0,
    Start { sensor: u32 } = 1,
    Since(u64) = 2,
}
