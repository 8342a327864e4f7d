//! What is inside of a type that is not described may change, and the fingerprint would not.
use layout_core::{Layout, assert_layout};

pub struct Foreign(u8, u16);

#[derive(Layout)]
#[repr(C)]
#[layout(fingerprint == 1)]
pub struct Packet {
    kind: u8,
    foreign: [Foreign; 2],
}

#[derive(Layout)]
#[repr(C)]
pub struct Ring<T> {
    items: [T; 2],
}

#[derive(Layout)]
#[repr(u8)]
pub enum Message {
    Empty,
    Ring { ring: Ring<u8> },
}

assert_layout!(Message, fingerprint != 1);

fn main() {}
