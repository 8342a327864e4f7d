//! What makes sure that the description of a type of another crate is true: the type that the derive stands on
//! lies in memory as the foreign one does.

use super::Op;
use super::message::{Text, about as about_type, compared};
use crate::Layout;
use crate::layout::{Kind, Slot, TypeLayout};
use crate::probe::distances;

/// A type of a field that is the same in the description.
#[diagnostic::on_unimplemented(
    message = "the field is described as `{T}`, but its type is `{Self}`",
    label = "expected `{Self}`",
    note = "a field of a description has the very type that the field of the foreign type has"
)]
pub trait DescribedAs<T> {}

impl<T> DescribedAs<T> for T {}

/// A value of a field, for what is never called.
#[must_use]
#[inline]
pub fn any<T>() -> T {
    unreachable!("no description makes a value")
}

/// A field of the description `S` that has the index, and the place of the same field in the foreign type.
///
/// # Safety
///
/// The pointer is derived from that of [`place`](crate::probe::place) for the foreign type.
#[track_caller]
#[inline]
pub const unsafe fn remote_field<S: Layout, T, F: DescribedAs<T>>(
    remote: &str,
    index: usize,
    field: *const F,
) {
    // SAFETY: by the caller's contract.
    let [there] = unsafe { distances((field,)) };
    let here = S::__OFFSETS[index];
    if here != there {
        misplaced::<S>(remote, index, here, there);
    }
}

#[cold]
#[track_caller]
#[inline]
const fn misplaced<S: Layout>(remote: &str, index: usize, here: usize, there: usize) -> ! {
    let layout = &S::__UNCHECKED;
    let name = match layout.fields().get(index) {
        Some(field) => field.name,
        None => "?",
    };
    let text = about(layout, remote).str("`").str(name).str("` lies at offset ").number(there);
    let text = text.str(" there and at ").number(here).str(" here\n  ");
    panic!("{}", push_order(text, layout).as_str())
}

/// A variant of a description without fields, and the discriminants of both.
///
/// # Panics
///
/// If they differ, which stops the build.
#[track_caller]
#[inline]
pub const fn remote_variant(remote: &str, variant: &str, there: u128, here: u128) {
    if there != here {
        let text = Text::new().str("description of `").str(remote).str("`: the discriminant of `");
        let text = push_signed(text.str(variant).str("` is "), there).str(" there and ");
        panic!("{}", push_signed(text, here).str(" here").as_str())
    }
}

/// A discriminant, which has been an integer of any type.
#[inline]
const fn push_signed(text: Text, value: u128) -> Text {
    if value > i128::MAX as u128 {
        text.str("-").wide(value.wrapping_neg())
    } else {
        text.wide(value)
    }
}

/// The size and the alignment of the description `S` are those of the foreign type `R`. If fields of that are
/// private, each byte is a field's: nobody else can tell which of the others are padding.
#[track_caller]
#[inline]
pub const fn remote<S: Layout, R>(remote: &str, has_private: bool) {
    let layout = &S::__UNCHECKED;
    if size_of::<S>() != size_of::<R>() {
        differs(layout, remote, "size", size_of::<R>(), size_of::<S>());
    }
    if align_of::<S>() != align_of::<R>() {
        differs(layout, remote, "align", align_of::<R>(), align_of::<S>());
    }
    if has_private {
        require_filled(layout, remote);
    }
}

#[cold]
#[track_caller]
#[inline]
const fn differs(
    layout: &TypeLayout,
    remote: &str,
    property: &str,
    there: usize,
    here: usize,
) -> ! {
    let text = about(layout, remote).str(property).str(" is ").number(there).str(" there and ");
    let text = text.number(here).str(" here\n  ");
    let text = match (layout.kind, property.as_bytes()) {
        (Kind::Enum, _) => text.str("give the description the `repr` of that enum"),
        (Kind::Union, b"size") if there > here => {
            text.str("a field is missing; if it is private, describe it with `#[layout(private)]`")
        }
        (_, b"size") if there > here => text
            .str("describe private fields, which have so many bytes, by one such as ")
            .str("`#[layout(private)] _rest: [u8; ")
            .number(there - here)
            .str("]`"),
        (_, b"align") if there > here => {
            text.str("add `align(").number(there).str(")` to the `repr` of the description")
        }
        _ => text.str(
            "give the description the `repr` of that type, such as `packed`, and private fields no more \
             bytes and alignment than they have there, such as `[u8; N]`",
        ),
    };
    panic!("{}", text.as_str())
}

/// How a description comes to have the offsets of the foreign type.
#[inline]
const fn push_order(text: Text, layout: &TypeLayout) -> Text {
    if layout.repr.is_reorderable() {
        text.str(
            "give the description the `repr` of that type, or `#[repr(C)]` and the fields in the order of \
             their offsets there",
        )
    } else {
        text.str(
            "declare the fields in the order of their offsets in that type, with the private fields between them",
        )
    }
}

#[track_caller]
#[inline]
const fn require_filled(layout: &TypeLayout, remote: &str) {
    if let Kind::Union = layout.kind {
        return;
    }
    let mut last = "";
    let mut walk = layout.walk();
    while let Some(slot) = walk.next() {
        match slot {
            Slot::Field(field) => last = field.name,
            Slot::Padding(hole) => {
                let text = about(layout, remote).count(hole.size, "byte").str(" at offset ");
                let text =
                    text.number(hole.offset).str(" belong to no field that is described\n  ");
                let text = text.str("some fields are private, so padding cannot be told from fields: describe them by `");
                let text = text.str("#[layout(private)] _rest").number(hole.offset).str(": [u8; ");
                let text = text.number(hole.size).str("]`");
                let text =
                    if last.is_empty() { text } else { text.str(" after `").str(last).str("`") };
                panic!("{}", text.as_str())
            }
        }
    }
}

/// `` `Timespec` does not describe `libc::timespec`:  ``
#[inline]
const fn about(layout: &TypeLayout, remote: &str) -> Text {
    Text::new().str("`").str(layout.name).str("` does not describe `").str(remote).str("`: ")
}

macro_rules! of_places {
    ($($doc:literal $name:ident $property:literal;)*) => {$(
        #[doc = $doc]
        #[track_caller]
        #[inline]
        pub const fn $name(name: &str, path: &str, actual: usize, op: Op, required: usize) {
            if !holds!(op, actual, required) {
                let text = about_type(name).str($property).str(" of `").str(path).str("`");
                panic!("{}", compared(text, actual, op, required).as_str())
            }
        }
    )*};
}

of_places! {
    "`offset(path) OP n` of a type that is not described." offset_of_remote "offset";
    "`size(path) OP n` of a type that is not described." size_of_remote "size";
    "`align(path) OP n` of a type that is not described." align_of_remote "align";
}

/// The size of what a pointer leads to, which the compiler infers.
#[must_use]
#[inline]
pub const fn size_of_pointee<T>(_: *const T) -> usize {
    size_of::<T>()
}

/// The alignment of what a pointer leads to.
#[must_use]
#[inline]
pub const fn align_of_pointee<T>(_: *const T) -> usize {
    align_of::<T>()
}

#[cfg(all(test, feature = "derive", feature = "std"))]
mod tests {
    #![allow(dead_code, reason = "types are declared for their layouts")]

    use std::panic::catch_unwind;
    use std::string::String;

    use super::misplaced;
    use crate::Layout;

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(C)]
    struct OfC {
        a: u8,
        b: u32,
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    struct OfRust(u32);

    /// A field's place is compared in a constant only; what is said of it then is said here.
    #[test]
    fn a_field_at_another_offset_is_told_with_what_to_do() {
        let said = |check: fn() -> u8| -> String {
            *catch_unwind(check).expect_err("it fails").downcast().expect("a message")
        };
        assert_eq!(
            said(|| misplaced::<OfC>("foreign::F", 1, 4, 8)),
            "`OfC` does not describe `foreign::F`: `b` lies at offset 8 there and at 4 here\n  \
             declare the fields in the order of their offsets in that type, with the private fields between them"
        );
        assert_eq!(
            said(|| misplaced::<OfRust>("foreign::F", 0, 0, 2)),
            "`OfRust` does not describe `foreign::F`: `0` lies at offset 2 there and at 0 here\n  \
             give the description the `repr` of that type, or `#[repr(C)]` and the fields in the order of \
             their offsets there"
        );
        assert!(said(|| misplaced::<OfRust>("F", 1, 0, 2)).contains("`?` lies at offset 2"));
    }
}
