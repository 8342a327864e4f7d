//! Types of every kind, whose reports are turned into everything.
#![allow(dead_code, reason = "the types are looked at, not used")]

use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::atomic::AtomicU64;

use layout_core::{Layout, LayoutRecord};

#[derive(Layout)]
#[repr(C)]
pub(crate) struct Packet {
    version: u8,
    length: u16,
    checksum: u32,
}

#[derive(Layout)]
#[repr(C)]
pub(crate) struct Frame {
    kind: u8,
    packet: Packet,
    trailer: (),
    pair: (u16, u16),
    r#type: u8,
}

#[derive(Layout)]
#[repr(C)]
pub(crate) struct Session {
    id: u64,
    is_open: bool,
    peer: Peer,
    window: [u16; 4],
    retries: u8,
    name: String,
    buffer: [u8; 100],
    frames: [Packet; 2],
    seen: Cell<Packet>,
    counter: AtomicU64,
}

#[derive(Layout)]
#[repr(C)]
pub(crate) struct Peer {
    address: [u8; 4],
    port: u16,
    flags: u8,
    weight: u32,
}

#[derive(Layout)]
pub(crate) enum Message {
    Quit,
    Move { x: i32, y: i32 },
    Write(String),
    Color(u8, u8, u8),
}

#[derive(Layout)]
#[repr(u8)]
pub(crate) enum Command {
    Stop = 1,
    Go { speed: u32, packet: Packet } = 5,
    Turn(i16) = 9,
}

#[derive(Layout)]
#[repr(u64)]
pub(crate) enum Wide {
    Low = 0,
    Exact = 1 << 53,
    Above = (1 << 53) + 1,
    High = u64::MAX,
}

#[derive(Layout)]
#[repr(i64)]
pub(crate) enum Signed {
    Least = i64::MIN,
    Minus = -1,
    Most = i64::MAX,
}

#[derive(Layout)]
pub(crate) enum Unplaced<T> {
    None,
    Some(T, u32),
}

#[derive(Layout)]
#[repr(C)]
pub(crate) union Number {
    int: u32,
    float: f64,
    bytes: [u8; 3],
}

#[derive(Layout)]
#[repr(C)]
pub(crate) struct Tailed {
    len: u32,
    tag: u8,
    items: [u16],
}

#[derive(Layout)]
#[repr(C, packed(2))]
pub(crate) struct Entry(u8, u32, [Packet; 2]);

#[derive(Layout)]
#[repr(transparent)]
pub(crate) struct Handle(u32, PhantomData<u8>);

#[derive(Layout)]
pub(crate) struct Marker;

#[derive(Layout)]
pub(crate) struct Generic<'a, T: Layout, const N: usize> {
    items: [T; N],
    text: &'a str,
    next: Option<Box<Self>>,
    call: fn(u8) -> u8,
}

#[derive(Layout)]
#[repr(C, align(4096))]
pub(crate) struct Page {
    head: Packet,
    body: [u8; 5000],
}

/// The record of each.
pub(crate) fn all() -> Vec<LayoutRecord> {
    fn of<T: Layout + ?Sized>() -> LayoutRecord {
        T::layout_report().record()
    }
    vec![
        of::<Packet>(),
        of::<Frame>(),
        of::<Session>(),
        of::<Message>(),
        of::<Command>(),
        of::<Wide>(),
        of::<Signed>(),
        of::<Unplaced<u64>>(),
        of::<Number>(),
        of::<Tailed>(),
        of::<Entry>(),
        of::<Handle>(),
        of::<Marker>(),
        of::<Generic<'static, Packet, 3>>(),
        of::<Page>(),
        of::<u64>(),
        of::<[Packet; 3]>(),
        of::<[u8; 40]>(),
        of::<(u8, Packet, u64)>(),
        of::<str>(),
        of::<[Packet]>(),
        of::<()>(),
        of::<Option<String>>(),
        of::<&'static str>(),
    ]
}

/// A name that a file can have.
pub(crate) fn file_name(record: &LayoutRecord) -> String {
    let name: String = record.layout.short_name();
    let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    format!("{}-{}", name.trim_matches('-'), record.layout.size)
}

/// A struct with a field for each name.
macro_rules! large {
    ($($name:ident)*) => {
        /// 25 fields of 40 fields each, and an array.
        #[derive(Layout)]
        #[repr(C)]
        pub(crate) struct Large {
            items: [Packet; 16],
            $($name: Forty,)*
        }
    };
}

/// 40 fields with a gap behind every other.
#[derive(Layout)]
#[repr(C)]
pub(crate) struct Forty {
    a0: u8,
    b0: u16,
    a1: u8,
    b1: u16,
    a2: u8,
    b2: u16,
    a3: u8,
    b3: u16,
    a4: u8,
    b4: u16,
    a5: u8,
    b5: u16,
    a6: u8,
    b6: u16,
    a7: u8,
    b7: u16,
    a8: u8,
    b8: u16,
    a9: u8,
    b9: u16,
    c0: u8,
    d0: u16,
    c1: u8,
    d1: u16,
    c2: u8,
    d2: u16,
    c3: u8,
    d3: u16,
    c4: u8,
    d4: u16,
    c5: u8,
    d5: u16,
    c6: u8,
    d6: u16,
    c7: u8,
    d7: u16,
    c8: u8,
    d8: u16,
    c9: u8,
    d9: u16,
}

large! { a b c d e f g h i j k l m n o p q r s t u v w x y }

/// Each of them with each, the same with itself among them.
pub(crate) fn pairs() -> Vec<(LayoutRecord, LayoutRecord)> {
    let all = all();
    let with_all = |older: &LayoutRecord| {
        all.iter().map(|newer| (older.clone(), newer.clone())).collect::<Vec<_>>()
    };
    all.iter().flat_map(with_all).collect()
}
