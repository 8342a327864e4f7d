//! A check may be repeated in another list: on the field, or by a macro.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

macro_rules! packet {
    ($(#[$attribute:meta])* $name:ident) => {
        #[derive(Layout)]
        #[layout(size == 8, offset(length) == 4)]
        $(#[$attribute])*
        #[repr(C)]
        struct $name {
            version: u8,
            #[layout(offset == 4)]
            length: u32,
        }
    };
}

packet! {
    #[layout(size == 8, size >= 8, size < 9)]
    Packet
}

assert_layout!(Packet, size == 8);

fn main() {
    let packet = Packet { version: 1, length: 2 };
    assert_eq!(u32::from(packet.version) + packet.length, 3);
}
