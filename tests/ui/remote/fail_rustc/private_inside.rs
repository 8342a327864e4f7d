//! Nobody knows what is inside a private field, and no derive could tell.
use layout_core::{Layout, assert_layout};

mod foreign {
    #[repr(C)]
    pub struct Header {
        pub kind: u32,
        secret: [u16; 2],
    }
}

#[derive(Layout)]
#[layout(remote = foreign::Header)]
#[repr(C)]
struct Header {
    kind: u32,
    #[layout(private)]
    _secret: [u16; 2],
}

#[derive(Layout)]
#[repr(C)]
struct Own {
    kind: u32,
    _secret: [u16; 2],
}

#[derive(Layout)]
#[repr(C)]
struct Packet {
    header: Header,
}

#[derive(Layout)]
#[repr(C)]
struct OwnPacket {
    header: Own,
}

assert_layout!(Header, same_as(Own));
assert_layout!(Own, same_as(Header));
assert_layout!(OwnPacket, same_as(Packet));
assert_layout!(Header, same_as(Own, opaque(_secret)));
assert_layout!(OwnPacket, same_as(Packet, opaque(header._secret)));
assert_layout!(Packet, no_padding);
assert_layout!(Header, portable);
assert_layout!(Header, on(i686, size == 8));
assert_layout!(Header, fingerprint != 0);

fn main() {}
