extern crate self as core;

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[layout(siz == 4)]
pub struct Packet {
    #[layout(ofset == 2)]
    pub length: u16,
}

assert_layout!(Packet, algin == 2);

fn main() {}
