//! Fields whose type is an associated type or depends on an associated constant.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

trait Format {
    type Header;
    type Words<'a, T: 'a>;
    const LEN: usize;
}

struct Wire;

impl Format for Wire {
    type Header = u32;
    type Words<'a, T: 'a> = &'a [T];
    const LEN: usize = 3;
}

#[derive(Layout)]
#[repr(C)]
#[layout(offset(body) == 4)]
struct Frame<F: Format> {
    header: F::Header,
    body: <F as Format>::Header,
}

#[derive(Layout)]
struct Lines<'a, F: Format, I: Iterator<Item = u8>> {
    words: F::Words<'a, u8>,
    last: Option<<I as Iterator>::Item>,
}

#[derive(Layout)]
struct Fixed {
    bytes: [u8; <Wire as Format>::LEN],
    header: <Wire as Format>::Header,
}

assert_layout!(Frame<Wire>, size == 8);
assert_layout!(<Wire as Format>::Header, size == 4);
assert_layout!(<Frame<Wire> as Held>::Inner, size == 8, offset(body) == 4);

trait Held {
    type Inner;
}

impl<T> Held for T {
    type Inner = T;
}

fn main() {
    assert_eq!(Frame::<Wire>::LAYOUT.field("header").unwrap().ty, "F::Header");
    assert_eq!(Fixed::LAYOUT.field("bytes").unwrap().size, 3);
    type OfWire<'a> = Lines<'a, Wire, std::vec::IntoIter<u8>>;
    assert_eq!(OfWire::LAYOUT.field("words").unwrap().size, 2 * size_of::<usize>());
}
