//! What fits in the padding of a type, and the fields that would make the padding explicit.

use std_alloc::string::String;
use std_alloc::vec::Vec;

use crate::const_fns::{const_min, plural};
use crate::layout::{Hole, Kind, Repr, Slot, TypeLayout};
use crate::put::{Put, put};

/// Padding between the fields of a struct, and the field that it lies before.
#[derive(Clone, Copy)]
pub(crate) struct Gap<'a> {
    pub(crate) offset: usize,
    pub(crate) bytes: usize,
    /// `None` of padding behind the last field.
    pub(crate) before: Option<&'a str>,
}

impl<'a> Gap<'a> {
    /// Whether the other begins where this one ends: a field without bytes does not end a hole.
    #[inline]
    fn is_continued_by(&self, other: &Self) -> bool {
        self.offset.saturating_add(self.bytes) == other.offset
    }

    /// Gaps as holes: those that no byte lies between are one.
    #[inline]
    pub(crate) fn joined(gaps: &[Self]) -> impl Iterator<Item = Self> {
        gaps.chunk_by(Self::is_continued_by).map(|gaps| {
            let bytes = gaps.iter().map(|gap| gap.bytes).fold(0, usize::saturating_add);
            Self { bytes, ..gaps[0] }
        })
    }

    /// Those of a struct, in the order of memory.
    #[inline]
    pub(crate) fn of(layout: &'a TypeLayout) -> Vec<Self> {
        let mut gaps: Vec<Self> = Vec::new();
        let mut is_open = false;
        for slot in layout.walk() {
            match slot {
                Slot::Padding(Hole { offset, size: bytes, .. }) => {
                    gaps.push(Self { offset, bytes, before: None });
                    is_open = true;
                }
                Slot::Field(field) => {
                    if let Some(gap) = gaps.last_mut().filter(|_| is_open) {
                        gap.before = Some(field.name);
                    }
                    is_open = false;
                }
            }
        }
        gaps
    }
}

/// What still fits in the gaps of a struct without a greater size: `a field of up to 3 bytes, alignment 1,
/// fits at 13`.
#[inline]
pub(crate) fn rooms(size: usize, repr: Repr, gaps: &[Gap<'_>]) -> String {
    /// More are hard to read.
    const MOST: usize = 4;

    let mut text = String::with_capacity(128);
    if repr.is_reorderable() {
        // The compiler puts the field where it fits.
        let bytes = gaps.iter().map(|gap| gap.bytes).fold(0, usize::saturating_add);
        let align = least_set_bit(size.saturating_sub(bytes), bytes);
        return Room { bytes, align }.to_text();
    }
    for (index, gap) in Gap::joined(gaps).take(MOST).enumerate() {
        let separator = if index == 0 { "" } else { "; " };
        let Gap { offset, bytes, .. } = gap;
        let room = Room { bytes, align: least_set_bit(offset, bytes) };
        put!(&mut text, separator, room, " at ", offset);
    }
    let count = Gap::joined(gaps).count();
    if count > MOST {
        put!(&mut text, " and more in ", count - MOST, " other holes");
    }
    text
}

/// The greatest alignment that an offset and a number of bytes allow.
#[inline]
const fn least_set_bit(offset: usize, bytes: usize) -> usize {
    if bytes == 0 {
        return 1;
    }
    let of_bytes = 1 << bytes.ilog2();
    if offset == 0 { of_bytes } else { const_min(1 << offset.trailing_zeros(), of_bytes) }
}

struct Room {
    bytes: usize,
    align: usize,
}

impl Put for Room {
    #[inline]
    fn put(&self, text: &mut String) {
        let Self { bytes, align } = self;
        let up_to = if *align == 1 { "" } else { "up to " };
        put!(
            text,
            "a field of up to ",
            bytes,
            " byte",
            plural(*bytes),
            ", alignment ",
            up_to,
            align
        );
        text.push_str(", fits");
    }
}

/// The fields that make the gaps of a struct explicit, and where they go: `` `_pad0: [u8; 4]` before `b`,
/// `_pad1: [u8; 3]` at the end ``. Empty if there is no gap. `names` are those that are taken.
#[inline]
pub(crate) fn fillers<'a>(
    kind: Kind,
    gaps: &[Gap<'_>],
    names: impl Iterator<Item = &'a str>,
) -> String {
    let taken: Vec<&str> = names.filter(|name| name.starts_with("_pad")).collect();
    let is_taken =
        |number: usize| !taken.is_empty() && taken.contains(&&*std_alloc::format!("_pad{number}"));
    let mut text = String::with_capacity(128);
    let mut number = 0;
    for Gap { bytes, before, .. } in gaps {
        let separator = if text.is_empty() { "" } else { ", " };
        text.push_str(separator);
        match kind {
            // Its fields have no names.
            Kind::TupleStruct => put!(&mut text, "`[u8; ", bytes, "]`"),
            _ => {
                while is_taken(number) {
                    number += 1;
                }
                put!(&mut text, "`_pad", number, ": [u8; ", bytes, "]`");
            }
        }
        match before {
            Some(name) => put!(&mut text, " before `", *name, "`"),
            None => text.push_str(" at the end"),
        }
        number += 1;
    }
    text
}

#[cfg(all(test, feature = "derive"))]
mod tests {
    use std_alloc::string::String;

    use super::Gap;
    use crate::Layout;
    use crate::layout::TypeLayout;

    fn fillers(layout: &TypeLayout) -> String {
        super::fillers(layout.kind, &Gap::of(layout), layout.fields().map(|field| field.name))
    }

    fn rooms(layout: &TypeLayout) -> String {
        super::rooms(layout.size, layout.repr, &Gap::of(layout))
    }

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
