//! What fits in the padding of a type, and the fields that would make the padding explicit.

use core::fmt::Write as _;

use std_alloc::string::String;

use crate::const_fns::const_min;
use crate::layout::{Hole, Kind, Slot, TypeLayout};

/// What still fits without a greater size: `a field of up to 3 bytes, alignment 1, fits at 13`.
pub(crate) fn rooms(layout: &TypeLayout) -> String {
    /// More are hard to read.
    const MOST: usize = 4;

    let mut text = String::new();
    if layout.repr.is_reorderable() {
        // The compiler puts the field where it fits.
        let bytes = layout.padding();
        let align = least_set_bit(layout.size.saturating_sub(bytes), bytes);
        let _ = write!(text, "{}", Room { bytes, align });
        return text;
    }
    let count = layout.holes().count();
    for (index, hole) in layout.holes().take(MOST).enumerate() {
        let separator = if index == 0 { "" } else { "; " };
        let Hole { offset, size: bytes, .. } = hole;
        let room = Room { bytes, align: least_set_bit(offset, bytes) };
        let _ = write!(text, "{separator}{room} at {offset}");
    }
    if count > MOST {
        let _ = write!(text, " and more in {} other holes", count - MOST);
    }
    text
}

/// The greatest alignment that an offset and a number of bytes allow.
const fn least_set_bit(offset: usize, bytes: usize) -> usize {
    let of_bytes = 1 << bytes.ilog2();
    if offset == 0 { of_bytes } else { const_min(1 << offset.trailing_zeros(), of_bytes) }
}

struct Room {
    bytes: usize,
    align: usize,
}

impl core::fmt::Display for Room {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self { bytes, align } = self;
        let up_to = if *align == 1 { "" } else { "up to " };
        let plural = if *bytes == 1 { "" } else { "s" };
        write!(f, "a field of up to {bytes} byte{plural}, alignment {up_to}{align}, fits")
    }
}

/// The fields that make the padding of a struct explicit, and where they go: `` `_pad0: [u8; 4]` before
/// `b`, `_pad1: [u8; 3]` at the end ``. Empty if there is none.
pub(crate) fn fillers(layout: &TypeLayout) -> String {
    let mut text = String::new();
    let mut number = 0;
    let has_fillers = layout.fields().any(|field| field.name.starts_with("_pad"));
    let mut push = |bytes: usize, before: Option<&str>| {
        // A name that is not taken.
        let is_taken = |number| layout.field(&std_alloc::format!("_pad{number}")).is_some();
        while has_fillers && is_taken(number) {
            number += 1;
        }
        let separator = if text.is_empty() { "" } else { ", " };
        let _ = match layout.kind {
            // Its fields have no names.
            Kind::TupleStruct => write!(text, "{separator}`[u8; {bytes}]`"),
            _ => write!(text, "{separator}`_pad{number}: [u8; {bytes}]`"),
        };
        let _ = match before {
            Some(name) => write!(text, " before `{name}`"),
            None => write!(text, " at the end"),
        };
        number += 1;
    };
    let mut hole = None;
    for slot in layout.walk() {
        match slot {
            Slot::Padding(Hole { size, .. }) => hole = Some(size),
            Slot::Field(field) => {
                if let Some(bytes) = hole.take() {
                    push(bytes, Some(field.name));
                }
            }
        }
    }
    if let Some(bytes) = hole {
        push(bytes, None);
    }
    text
}

#[cfg(all(test, feature = "derive"))]
mod tests {
    use super::{fillers, rooms};
    use crate::Layout;

    /// Beside a field that is called as the first filler would be.
    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(C)]
    struct Named {
        _pad0: u8,
        a: u32,
        b: u8,
        c: u16,
        d: [u8; 5],
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(C)]
    struct Numbered(u8, u32);

    #[derive(Layout)]
    #[layout(crate = crate)]
    struct Free(u8, u32);

    #[test]
    fn names_are_not_taken_and_places_are_true() {
        assert_eq!(
            fillers(&Named::LAYOUT),
            "`_pad1: [u8; 3]` before `a`, `_pad2: [u8; 1]` before `c`, `_pad3: [u8; 3]` at the end"
        );
        assert_eq!(
            rooms(&Named::LAYOUT),
            "a field of up to 3 bytes, alignment 1, fits at 1; a field of up to 1 byte, alignment 1, fits at \
             9; a field of up to 3 bytes, alignment 1, fits at 17"
        );
        assert_eq!(fillers(&Numbered::LAYOUT), "`[u8; 3]` before `1`");
        assert_eq!(rooms(&Free::LAYOUT), "a field of up to 3 bytes, alignment 1, fits");
    }
}
