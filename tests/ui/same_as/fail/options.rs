use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(same_as(Other, rename(leng = len)))]
struct Packet {
    length: u16,
}

#[derive(Layout)]
#[repr(C)]
struct Other {
    len: u16,
}

assert_layout!(Packet, same_as(Other, renamed(length = len)));
assert_layout!(Packet, same_as(Other, rename));
assert_layout!(Packet, same_as(Other, rename()));
assert_layout!(Packet, same_as(Other, rename(length == len)));
assert_layout!(Packet, same_as(Other, rename(length)));
assert_layout!(Packet, same_as(Other, rename(length = len, length = len)));
assert_layout!(Packet, same_as(Other, positional, rename(length = len)));
assert_layout!(Packet, same_as(Other, 8));
assert_layout!(Packet, same_as(Other, opaque));
assert_layout!(Packet, same_as(Other, opaque()));
assert_layout!(Packet, same_as(Other, opaque(length), opaque(length)));
assert_layout!(Packet, same_as(Other, opaque(length) rename(length = len)));
assert_layout!(Packet, same_as(Other, opague(length)));
assert_layout!(Packet, same_as(Other, opaque(length, length)));

#[derive(Layout)]
#[repr(C)]
#[layout(same_as(Other, opaque(leng)))]
struct Unknown {
    length: u16,
}

fn main() {}
