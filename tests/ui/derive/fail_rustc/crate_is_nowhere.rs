//! A path to the crate that leads nowhere is one error, however often the expansion would name it.
use layout_core::Layout;

#[derive(Layout)]
#[layout(crate = nope, size == 8, no_holes)]
#[repr(C)]
struct Packet {
    version: u8,
    length: Option<u32>,
}

#[derive(Layout)]
#[layout(crate = crate::inner::nope, lock)]
enum Message {
    Quit(Box<u8>),
    Move { x: Vec<Packet> },
}

#[derive(Layout)]
#[layout(crate = nope::layout_core)]
struct Ring<'a, T, const N: usize>(&'a T, [Packet; N], [T]);

mod inner {}

fn main() {
    println!("{}", Packet::LAYOUT.size);
}
