//! Types that the derive describes in this program, and debug info in one without a derive.

#![allow(dead_code, reason = "the layouts are what counts")]

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::Arc;

use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
pub(crate) struct Packet {
    version: u8,
    length: u16,
    checksum: u32,
}

#[derive(Layout)]
#[repr(C, packed)]
pub(crate) struct Packed {
    kind: u8,
    value: u32,
}

#[derive(Layout)]
pub(crate) struct Free {
    first: u8,
    second: u32,
    third: u16,
    fourth: u8,
}

#[derive(Layout)]
pub(crate) struct Id(u32);

#[derive(Layout)]
pub(crate) struct Nothing;

#[derive(Layout)]
pub(crate) struct Ring<T> {
    items: [T; 4],
    head: usize,
    marker: PhantomData<T>,
}

#[derive(Layout)]
pub(crate) struct Session {
    id: Id,
    packets: [Packet; 2],
    ring: Ring<u16>,
    names: Vec<String>,
    by_name: HashMap<String, Box<Packet>>,
    last: Option<Box<Packet>>,
    maybe: Option<u32>,
    pair: (u8, u32),
    single: (u16,),
    text: &'static str,
    bytes: &'static mut [u8],
    raw: *const Packet,
    shared: Arc<dyn Fn(u8, &str) -> u32 + Send + Sync>,
    call: fn(u8, (u8,)) -> Result<u8, ()>,
    foreign: unsafe extern "C" fn(*const u8) -> i32,
    unit: (),
}

#[derive(Layout)]
pub(crate) enum Level {
    Low,
    High = 7,
}

#[derive(Layout)]
#[repr(u8)]
pub(crate) enum Message {
    Quit = 3,
    Move { x: i32, y: i32 },
    Write(Packet),
}

#[derive(Layout)]
#[repr(C)]
pub(crate) union Word {
    bytes: [u8; 4],
    number: u32,
}

#[derive(Layout)]
pub(crate) enum Shape {
    Point,
    Circle(u32),
    Square { side: u16 },
}

#[derive(Layout)]
pub(crate) enum Choice {
    Yes(bool),
    No,
    Later,
}

pub(crate) type All<'a> = (
    (&'a Packet, &'a Packed, &'a Free, &'a Id, &'a Nothing),
    (&'a Session, &'a Level, &'a Message, &'a Word, &'a Shape, &'a Choice),
);
