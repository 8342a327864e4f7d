//! Structs whose last field is not sized.
#![deny(warnings)]

use std::fmt::Debug;

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(align == 4, fields == 3, offset(body) == 6, offset(length) == 4)]
struct Message {
    tag: u32,
    length: u16,
    #[layout(offset == 6)]
    body: [u8],
}

#[derive(Layout)]
struct Name(u8, str);

#[derive(Layout)]
struct Task {
    id: u32,
    run: dyn Debug + Send,
}

#[derive(Layout)]
#[repr(C)]
struct Boxed<T: ?Sized> {
    length: u16,
    body: T,
}

#[derive(Layout)]
struct Where<'a, T, U>(&'a u16, [T; 2], U)
where
    T: Copy,
    U: ?Sized;

type Text = str;

#[derive(Layout)]
#[repr(C)]
#[layout(offset(text) == 2)]
struct Hidden {
    length: u16,
    #[layout(unsized)]
    text: Text,
}

#[derive(Layout)]
#[repr(C)]
struct Nested(u8, #[layout(unsized)] Message);

assert_layout!(Message, align == 4, offset(body) == 6);
assert_layout!(Boxed<u32>, align == 4);

fn main() {
    assert!(!Message::LAYOUT.is_sized());
    assert_eq!(Message::LAYOUT.tail().unwrap().offset, Some(6));
    assert_eq!(Name::LAYOUT.fields().len(), 2);
    assert_eq!(Task::LAYOUT.fields().len(), 2);
    assert_eq!(Boxed::<str>::LAYOUT.fields().len(), 2);
    assert_eq!(Where::<u8, [u8]>::LAYOUT.fields().len(), 3);
    assert_eq!(Hidden::LAYOUT.offset("text"), Some(2));
    assert_eq!(Nested::LAYOUT.offset("1"), Some(4));
}
