//! Unions, and a tagged union by hand beside the enum that it imitates.

use std::io;

use layout_core::Layout;

use super::super::book::{Book, Bytes};
use super::super::kinds::{Data, IntOrFloat, TaggedEnum, TaggedUnion, Value};

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("Unions");
    book.show::<IntOrFloat>()?;
    let mut value = IntOrFloat { i: 42 };
    // SAFETY: every bit pattern is a value of either type, and all 4 bytes are written.
    let as_float = unsafe { value.f };
    value.f = 2.75_f32;
    // SAFETY: as above.
    let as_int = unsafe { value.i };
    book.say(&format!(
        "The bits of the integer 42, read as a float, are {as_float:e}; those of the float {:?}, read as \
         an integer, are {as_int:#x}. f32::to_bits says {:#x}, and needs no union.",
        2.75_f32,
        2.75_f32.to_bits(),
    ));
    book.heading("A tagged union by hand");
    book.show::<TaggedUnion>()?;
    book.show::<Data>()?;
    book.show::<TaggedEnum>()?;
    let by_hand = (TaggedUnion::LAYOUT.size, TaggedUnion::LAYOUT.offset("data"));
    let by_enum = (TaggedEnum::LAYOUT.size, TaggedEnum::LAYOUT.offset("Integer.0"));
    book.say(&format!(
        "By hand: {}, the payload at offset {}. By the enum: {}, the payload at offset {}. {} the compiler \
         checks each use of the enum, and no use of the union.",
        Bytes(by_hand.0),
        offset(by_hand.1),
        Bytes(by_enum.0),
        offset(by_enum.1),
        if by_hand == by_enum { "The bytes are the same;" } else { "They differ; and" },
    ));
    book.show::<Value>()?;
    round_trip(book);
    Ok(())
}

fn offset(offset: Option<usize>) -> String {
    offset.map_or_else(|| "?".to_owned(), |offset| offset.to_string())
}

/// Reads by the enum what was written by hand.
fn round_trip(book: &mut Book) {
    let by_hand = TaggedUnion { tag: 1, data: Data { floating: 2.5 } };
    // SAFETY: `repr(C, u8)` defines the enum as a `repr(C)` struct of a `u8` and a union of the payloads
    // in the order of the variants, which `TaggedUnion` is; 1 is the tag of `Floating`, and that payload
    // is written. https://doc.rust-lang.org/reference/type-layout.html#combining-primitive-representations-of-enums-with-fields-and-reprc
    let value: TaggedEnum = unsafe { std::mem::transmute(by_hand) };
    let told = match value {
        TaggedEnum::Integer(number) => format!("Integer({number})"),
        TaggedEnum::Floating(number) => format!("Floating({number})"),
        TaggedEnum::Pointer(pointer) => format!("Pointer({pointer:?})"),
    };
    book.say(&format!(
        "Tag 1 with the payload 2.5, written by hand and read as the enum, is {told}."
    ));
}
