//! Types of all sorts, to begin with.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64};

use layout_core::layout::TypeLayout;
use layout_core::{Layout, LayoutReport};

#[derive(Layout)]
#[repr(C)]
pub(crate) struct Packet {
    version: u8,
    length: u16,
    checksum: u32,
}

#[derive(Layout)]
#[layout(lock)]
pub(crate) struct Session {
    #[layout(hot)]
    open: bool,
    #[layout(cold)]
    name: String,
    #[layout(contended = "a")]
    received: AtomicU64,
    #[layout(contended = "b")]
    sent: AtomicU64,
    #[layout(redact)]
    secret: [u8; 5],
    packets: [Packet; 3],
    flags: (bool, bool, AtomicBool),
    last: Option<Cell<u16>>,
}

#[derive(Layout)]
#[repr(u8)]
#[layout(lock)]
pub(crate) enum Message {
    Quit = 3,
    Move { x: i32, y: i32 },
    Write(Packet),
}

#[derive(Layout)]
pub(crate) enum Tree {
    Leaf,
    Node(Box<Tree>, u64),
    Large([u8; 200]),
}

#[derive(Layout)]
#[repr(C, i16)]
pub(crate) enum Signed {
    Less = -7,
    More(u64),
}

#[derive(Layout)]
pub(crate) enum Never {}

#[derive(Layout)]
#[repr(C)]
pub(crate) union Word {
    bytes: [u8; 6],
    number: u32,
    packet: std::mem::ManuallyDrop<(u8, u32)>,
}

#[derive(Layout)]
#[repr(C, packed(2))]
pub(crate) struct Packed {
    a: u8,
    b: u64,
}

#[derive(Layout)]
#[repr(C)]
pub(crate) struct Frame {
    kind: u8,
    body: [Packet],
}

#[derive(Layout)]
pub(crate) struct Boxed {
    kind: u8,
    body: dyn std::fmt::Debug,
}

#[derive(Layout)]
#[repr(align(64))]
pub(crate) struct Unit;

/// A layout that is true of no type: that of `Packet`, or of an array of it, with other numbers.
pub(crate) struct Untrue<const KIND: u8, const SIZE: usize, const ALIGN: usize>;

// SAFETY: it is not true, which is the point; nothing here relies on it but reports, which must bear it.
unsafe impl<const KIND: u8, const SIZE: usize, const ALIGN: usize> Layout
    for Untrue<KIND, SIZE, ALIGN>
{
    const LAYOUT: TypeLayout = {
        let mut layout = match KIND {
            0 => Packet::LAYOUT,
            1 => <[Packet; 3]>::LAYOUT,
            2 => Message::LAYOUT,
            3 => Word::LAYOUT,
            4 => Frame::LAYOUT,
            _ => u32::LAYOUT,
        };
        if let layout_core::Kind::Array { len } = &mut layout.kind {
            *len = usize::MAX / ALIGN_OR_ONE[(ALIGN > 0) as usize];
        }
        layout.size = SIZE;
        layout.align = ALIGN;
        layout
    };
}

const ALIGN_OR_ONE: [usize; 2] = [1, 3];

/// A record to compare others with.
pub(crate) fn packet() -> LayoutReport {
    Packet::layout_report()
}

/// The true ones.
pub(crate) const TRUE: [TypeLayout; 22] = [
    Packet::LAYOUT,
    Session::LAYOUT,
    Message::LAYOUT,
    Tree::LAYOUT,
    Signed::LAYOUT,
    Never::LAYOUT,
    Word::LAYOUT,
    Packed::LAYOUT,
    Frame::LAYOUT,
    Boxed::LAYOUT,
    Unit::LAYOUT,
    u8::LAYOUT,
    <[Session; 4]>::LAYOUT,
    <[Packet; 0]>::LAYOUT,
    <[[Packet; 1000]; 1000]>::LAYOUT,
    <[Packet]>::LAYOUT,
    str::LAYOUT,
    <(u8, u32, Packet)>::LAYOUT,
    <&'static str>::LAYOUT,
    <Vec<Packet>>::LAYOUT,
    <Cell<Packet>>::LAYOUT,
    <Option<Session>>::LAYOUT,
];
