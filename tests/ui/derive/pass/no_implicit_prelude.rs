//! A crate in which no name is given for free.
#![no_implicit_prelude]
#![deny(warnings)]

#[derive(::layout_core::Layout)]
#[repr(C)]
#[layout(size == 8, padding == 3)]
struct Packet {
    version: u8,
    #[layout(offset == 4)]
    length: u32,
}

#[derive(::layout_core::Layout)]
#[layout(size == N)]
struct Bytes<const N: usize>([u8; N]);

#[derive(::layout_core::Layout)]
#[layout(fields == 0)]
struct Unit;

::layout_core::assert_layout!(Packet, size == 8, offset(length) == 4);
::layout_core::assert_layout!(Bytes<3>, size == 3, no_padding);
::layout_core::assert_layout!(::core::option::Option<&'static u8>, size >= 4);

fn main() {
    ::std::assert_eq!(<Packet as ::layout_core::Layout>::LAYOUT.padding(), 3);
    ::std::assert_eq!(<Unit as ::layout_core::Layout>::LAYOUT.size, 0);
}
