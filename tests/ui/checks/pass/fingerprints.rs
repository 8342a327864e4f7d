//! Fingerprints as constants, in checks and in patterns.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(fingerprint == Self::KNOWN, fingerprint != 0)]
struct Header {
    magic: u32,
    count: u32,
}

impl Header {
    const KNOWN: u64 = 0xb1ad_1e42_cb70_ddb7;
}

const CURRENT: u64 = Header::LAYOUT.fingerprint();

assert_layout!(Header, fingerprint == CURRENT);
assert_layout!([Header; 4], fingerprint != CURRENT);
assert_layout!(u8, fingerprint == <u8>::LAYOUT.fingerprint());

fn main() {
    let read = Header { magic: 1, count: 2 };
    assert_eq!(read.magic + read.count, 3);
    match CURRENT {
        Header::KNOWN => {}
        other => panic!("{other:#x}"),
    }
}
