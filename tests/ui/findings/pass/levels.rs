//! Findings that types allow, and such as they deny and do not give cause for.
#![deny(warnings)]

use layout_core::FindingId;
use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(deny(
    padding-waste,
    reorder,
    repr-c-cost,
    large-variant,
    bool-cluster,
    contended-line,
    hot-straddle,
    hot-cold-mix,
    unaligned-field,
    target-dependent,
))]
struct Packet {
    #[layout(hot)]
    checksum: u32,
    #[layout(hot)]
    length: u16,
    version: u8,
    flags: u8,
}

#[derive(Layout)]
#[layout(deny(large-variant), allow(bool-cluster))]
enum Choice {
    One(u8),
    Other(Box<[u8; 100]>),
}

#[derive(Layout)]
#[repr(C)]
#[layout(deny(reorder), fields == 2)]
struct Generic<'a, T: ?Sized> {
    text: &'a T,
    small: u8,
}

#[derive(Layout)]
#[layout(deny(contended-line))]
struct Tail {
    len: u8,
    text: str,
}

assert_layout!(Generic<'_, u8>, align >= 4);

fn main() {
    assert!(Choice::LAYOUT.allows(FindingId::BoolCluster));
    let packet = Packet { checksum: 1, length: 2, version: 3, flags: 4 };
    assert_eq!((packet.checksum, packet.length, packet.version, packet.flags), (1, 2, 3, 4));
    for choice in [Choice::One(1), Choice::Other(Box::new([1; 100]))] {
        assert!(match choice {
            Choice::One(one) => one == 1,
            Choice::Other(bytes) => bytes[0] == 1,
        });
    }
    assert_eq!(Tail::LAYOUT.fields().len(), 2);
    assert_eq!(Generic { text: "", small: 1 }.small, 1);
}
