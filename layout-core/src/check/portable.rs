//! The check that a layout is the same on all targets.

use core::marker::PhantomData;

use super::CheckTarget;
use super::message::{Text, about, fail, push_part};
use crate::Layout;
use crate::placement::{Breach, Fault, portability_of};

/// `portable`: no size and no offset differs from target to target.
#[track_caller]
#[inline]
pub const fn portable<S: CheckTarget>(_: PhantomData<S>, name: &str) {
    if let Err(breach) = portability_of(spelled::<S>(name), &layout!(S)) {
        let text = push_fault(about(name), &breach).str(", required portable: ");
        fail::<S>(push_advice(text, &breach));
    }
}

/// How the user spelled the type that a check is of. In the attributes of a generic type that is nowhere to be seen.
#[inline]
pub(super) const fn spelled<S: CheckTarget>(name: &str) -> Option<&str> {
    if S::Described::__IS_IN_OWN_CHECK { None } else { Some(name) }
}

/// What is wrong, and where.
#[inline]
pub(super) const fn push_fault(text: Text, breach: &Breach) -> Text {
    match breach.fault {
        Fault::Word { .. } => {
            push_field(text, breach).str(" is as large as a pointer, which differs by target")
        }
        Fault::Pointer => {
            push_field(text, breach).str(" is a pointer, whose size differs by target")
        }
        Fault::Named(_) => push_field(text, breach).str(" differs in size by target"),
        Fault::Alias(name) => {
            push_field(text, breach).str(" is `").str(name).str("` here and may differ by target")
        }
        Fault::Length => push_field(text, breach).str(" has a length that may differ by target"),
        Fault::Argument => push_field(text, breach).str(" has arguments that may differ by target"),
        Fault::Order => push_of(text.str("the order of the fields"), breach).str(" is not defined"),
        Fault::Tag => push_of(text.str("the size of the tag"), breach).str(" is not defined"),
        Fault::Opaque { is_foreign: true } => {
            push_of(text.str("the layout"), breach).str(" is not defined")
        }
        Fault::Opaque { is_foreign: false } => {
            push_of(text.str("the layout"), breach).str(" is not described")
        }
        Fault::Private => push_field(text, breach)
            .str(" is private to the type of another crate, and not known on other targets"),
        Fault::Wide => push_field(text, breach)
            .str(" has 16 bytes, and its alignment there depends on the version of the compiler"),
        Fault::Variant => text.str("the offset of a field of an enum is known on this target only"),
        Fault::Unsized => push_field(text, breach)
            .str(" is not sized, and its layout is known on this target only"),
        Fault::Payload => push_of(text.str("the offset of the payload"), breach)
            .str(" after the tag differs by target"),
        Fault::Moves { most, least } => push_field(text, breach)
            .str(" comes after ")
            .count(most, "byte")
            .str(" of padding on some targets and ")
            .number(least)
            .str(" on others"),
        Fault::Grows { most, least, .. } => push_of(text.str("the end"), breach)
            .str(" has ")
            .count(most, "byte")
            .str(" of padding on some targets and ")
            .number(least)
            .str(" on others"),
    }
}

/// What to write instead.
#[inline]
pub(super) const fn push_advice(text: Text, breach: &Breach) -> Text {
    match breach.fault {
        Fault::Word { signed: false } => text.str("write `u32` or `u64`"),
        Fault::Word { signed: true } => text.str("write `i32` or `i64`"),
        Fault::Pointer => text.str("write an index or an offset of fixed size"),
        Fault::Named(instead) => text.str("write ").str(instead),
        Fault::Alias(_) => push_vouching(text.str("write the type itself"), breach),
        Fault::Length => push_vouching(text.str("write the length as a number"), breach),
        Fault::Argument => {
            push_vouching(text.str("name the types directly, and write lengths as numbers"), breach)
        }
        Fault::Order if matches!(breach.ty.as_bytes(), [b'(', ..]) => {
            text.str("write a struct with `#[repr(C)]`")
        }
        Fault::Order => text.str("add `#[repr(C)]`"),
        Fault::Payload => text.str("write a larger tag, such as `#[repr(C, u64)]`"),
        Fault::Private => text.str("check the layout that it has on this target"),
        Fault::Wide => text.str("write `[u64; 2]`, or check other targets"),
        Fault::Variant | Fault::Unsized => text.str("check it by `#[cfg_attr(target_arch = \"...\", layout(...))]`, and build for that target"),
        Fault::Tag => text.str("add `#[repr(u8)]` or another integer"),
        Fault::Opaque { is_foreign: true } => text.str("write integers or arrays of them"),
        Fault::Opaque { is_foreign: false } => text.str("add `#[derive(Layout)]` to the type"),
        Fault::Moves { most, .. } => {
            text.str("write the padding as a field before it, `[u8; ").number(most).str("]`")
        }
        Fault::Grows { union: Some(size), .. } => {
            text.str("write a field as large as the whole, `[u8; ").number(size).str("]`")
        }
        Fault::Grows { most, .. } => {
            text.str("write the padding as a last field, `[u8; ").number(most).str("]`")
        }
    }
}

/// The word that says of a field what its type does not show.
#[inline]
const fn push_vouching(text: Text, breach: &Breach) -> Text {
    if breach.path.is_empty() {
        return text;
    }
    text.str(", or mark the field with `#[layout(fixed)]` if it is the same on every target")
}

/// The field that is to blame, or the type itself.
#[inline]
const fn push_field(text: Text, breach: &Breach) -> Text {
    push_part(text, &breach.path, breach.ty)
}

/// `` of `header: Header` ``; nothing if the type itself is to blame.
#[inline]
const fn push_of(text: Text, breach: &Breach) -> Text {
    if breach.path.is_empty() { text } else { push_field(text.str(" of "), breach) }
}
