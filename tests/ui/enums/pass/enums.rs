//! Enums of every representation and sort of variant.
#![deny(warnings)]

use std::convert::Infallible;
use std::marker::PhantomData;

use layout_core::layout::Kind;
use layout_core::{Layout, assert_layout};

#[derive(Layout, Clone, Copy)]
#[layout(size == 1, align == 1)]
enum Direction {
    North,
    South,
}

const BASE: u8 = 10;

#[derive(Layout)]
#[repr(u8)]
#[layout(size == 8, align == 4)]
#[layout(offset(Move.x) == 2, offset(Move.y) == 4, offset(Write.0) == 4, size(Write.0) == 4)]
enum Message {
    Quit = BASE,
    Move {
        #[layout(offset == 2, size == 2)]
        x: u16,
        y: u32,
    } = BASE + 3,
    Write(#[layout(offset == 4)] u32),
}

#[derive(Layout)]
#[repr(C)]
#[layout(offset(A.0) == 8, offset(B.inner) == 8)]
enum C {
    A(Eight),
    B { inner: u8 },
}

#[derive(Layout)]
#[repr(C, align(8))]
struct Eight(u32);

#[derive(Layout)]
#[repr(i16, align(8))]
#[layout(size == 8)]
enum Signed {
    Low = -300,
    High = 300,
    Next,
}

#[derive(Layout)]
#[layout(size <= 32, align == 8)]
#[cfg(target_pointer_width = "64")]
enum Payload<'a> {
    Text(&'a str, u8),
    Owned(String),
    Boxed(Box<dyn Fn(u8) -> u8>),
    Number(f32),
    Nothing,
}

#[derive(Layout)]
enum Single {
    Only { a: u8, b: u32 },
}

#[derive(Layout)]
#[layout(size == 0)]
enum Never {}

#[derive(Layout)]
enum Uninhabited {
    Alive(u32),
    Dead(Infallible, u8),
    Gone(Never),
}

#[derive(Layout)]
enum Generic<'a, T: Clone, E = (), const N: usize = 2>
where
    E: 'a,
{
    One(T),
    Many([T; N]),
    Failed { error: E, at: &'a u8 },
    Marker(PhantomData<E>),
}

#[derive(Layout)]
enum List {
    Nil,
    Cons(u32, Box<List>),
}

#[derive(Layout)]
#[non_exhaustive]
#[allow(non_camel_case_types)]
enum r#enum {
    r#type(u8),
    #[deprecated]
    Old(u16),
    #[cfg(any())]
    Absent(Missing),
    #[cfg(all())]
    Present(u8),
    #[non_exhaustive]
    More {
        r#fn: u8,
    },
}

#[derive(Layout)]
enum Names {
    Some(u8),
    None,
    Ok(Option<u8>),
    Err(Direction),
    Self_(Result<u8, u16>),
}

assert_layout!(Message, size == 8, offset(Move.y) == 4);
assert_layout!(Generic<'_, u8, u64, 3>, align >= 4);
assert_layout!(List, size == 2 * size_of::<usize>());
assert_layout!(r#enum, size >= 2);
assert_layout!(Option<Direction>, size == 1);

fn main() {
    assert_eq!(Direction::LAYOUT.kind, Kind::Enum);
    assert_eq!(Direction::LAYOUT.variants().count(), 2);
    let value = |name| Message::LAYOUT.variant(name).unwrap().discriminant.as_i128();
    assert_eq!([value("Quit"), value("Move"), value("Write")], [Some(10), Some(13), Some(14)]);
    assert_eq!(Signed::LAYOUT.variant("Next").unwrap().discriminant.as_i128(), Some(301));
    assert_eq!((Never::LAYOUT.size, Never::LAYOUT.variants().count()), (0, 0));
    assert_eq!(r#enum::LAYOUT.variants().count(), 4);
    assert_eq!(C::LAYOUT.offset("A.0"), Some(8));
    assert_eq!(Single::LAYOUT.variants().count(), 1);
    assert_eq!(Uninhabited::LAYOUT.variants().count(), 3);
    assert_eq!(Generic::<u8>::LAYOUT.variants().count(), 4);
    assert_eq!(Names::LAYOUT.variant("Ok").unwrap().fields().len(), 1);
    assert_eq!(List::LAYOUT.variant("Cons").unwrap().fields().len(), 2);
    #[cfg(target_pointer_width = "64")]
    assert_eq!(Payload::LAYOUT.size, size_of::<Payload<'_>>());
    let report = Direction::layout_report_of(&Direction::South);
    assert_eq!(report.variant().unwrap().name, "South");
}
