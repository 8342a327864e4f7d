//! The checks that most types have, in the fewest steps of the compiler.
//!
//! `#[layout(...)]` writes a call of one of these where a number is compared with a literal. Each argument
//! of a call costs the user's build something, texts and paths most of all: so these have a type, the
//! index of a field, a sign and a number. If one does not hold, the function of the whole check says so.

use core::marker::PhantomData;

use super::op::{Op, holds};
use super::{member, whole};
use crate::Layout;
use crate::layout::{FieldList, TypeLayout};

/// The operator that a sign stands for: one character, as that is the cheapest argument that can be read.
/// In place of a call, which costs more.
macro_rules! operator {
    ($sign:ident) => {
        match $sign {
            '=' => Op::Eq,
            '≠' => Op::Ne,
            '<' => Op::Lt,
            '≤' => Op::Le,
            '>' => Op::Gt,
            _ => Op::Ge,
        }
    };
}

/// `size OP n`
#[track_caller]
pub const fn size_is<T: Layout>(sign: char, required: usize) {
    let op = operator!(sign);
    if !holds!(op, size_of::<T>(), required) {
        failed_size::<T>(op, required);
    }
}

/// `align OP n`
#[track_caller]
pub const fn align_is<T: Layout>(sign: char, required: usize) {
    let op = operator!(sign);
    if !holds!(op, align_of::<T>(), required) {
        failed_align::<T>(op, required);
    }
}

/// `padding OP n`
#[track_caller]
pub const fn padding_is<T: Layout>(sign: char, required: usize) {
    let op = operator!(sign);
    let layout = &T::LAYOUT;
    if !layout.kind.has_fields() || !holds!(op, layout.padding(), required) {
        whole::padding::<T>(PhantomData, layout.name, op, required);
    }
}

/// `fields OP n`, of a type that lists `count` fields.
#[track_caller]
pub const fn fields_is<T: Layout>(count: usize, sign: char, required: usize) {
    let op = operator!(sign);
    if !holds!(op, count, required) {
        failed_fields::<T>(op, required);
    }
}

/// `offset(field) OP n`, of the field of that index.
#[track_caller]
pub const fn offset_is<T: Layout>(index: usize, sign: char, required: usize) {
    let op = operator!(sign);
    let offset = T::LAYOUT.fields.offsets[index];
    if offset == FieldList::UNKNOWN_OFFSET || !holds!(op, offset, required) {
        let (name, path) = (T::LAYOUT.name, field_name(&T::LAYOUT, index));
        member::offset_of_field::<T>(PhantomData, name, path, op, required);
    }
}

/// `size(field) OP n`, of the field of that index.
#[track_caller]
pub const fn size_of_field_is<T: Layout>(index: usize, sign: char, required: usize) {
    let op = operator!(sign);
    if !holds!(op, T::LAYOUT.fields.types[index].size, required) {
        let (name, path) = (T::LAYOUT.name, field_name(&T::LAYOUT, index));
        member::size_of_field::<T>(PhantomData, name, path, op, required);
    }
}

/// `align(field) OP n`, of the field of that index.
#[track_caller]
pub const fn align_of_field_is<T: Layout>(index: usize, sign: char, required: usize) {
    let op = operator!(sign);
    if !holds!(op, T::LAYOUT.fields.types[index].align, required) {
        let (name, path) = (T::LAYOUT.name, field_name(&T::LAYOUT, index));
        member::align_of_field::<T>(PhantomData, name, path, op, required);
    }
}

// The compiler evaluates all constants that a function names before it runs it, such as `LAYOUT`: where
// only a failure needs that, another function names it.

#[cold]
#[track_caller]
const fn failed_size<T: Layout>(op: Op, required: usize) {
    whole::size::<T>(PhantomData, T::LAYOUT.name, op, required);
}

#[cold]
#[track_caller]
const fn failed_align<T: Layout>(op: Op, required: usize) {
    whole::align::<T>(PhantomData, T::LAYOUT.name, op, required);
}

#[cold]
#[track_caller]
const fn failed_fields<T: Layout>(op: Op, required: usize) {
    whole::fields::<T>(PhantomData, T::LAYOUT.name, op, required);
}

#[cold]
const fn field_name(layout: &TypeLayout, index: usize) -> &'static str {
    let mut fields = layout.fields();
    let mut left = index;
    while let Some(field) = fields.next() {
        if left == 0 {
            return field.name;
        }
        left -= 1;
    }
    ""
}
