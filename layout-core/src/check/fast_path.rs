//! The checks that most types have, in the fewest steps of the compiler.
//!
//! `#[layout(...)]` writes a call of one of these where a number is compared with a literal. Each argument
//! of a call costs the user's build something, texts and paths most of all: so these have a type, the
//! index of a field and a number, and an operator by their name. If one does not hold, the function of the
//! whole check says so.

use core::marker::PhantomData;

use super::Op;
use super::{member, whole};
use crate::Layout;
use crate::layout::TypeLayout;

/// A function for each operator. What it compares is a property of the type, and of the field of that
/// index if it takes one.
macro_rules! comparisons {
    ($doc:literal, $index:tt => $property:expr, $failed:ident: $($name:ident $operator:tt $op:ident)*) => {
        $(comparison! { $doc, $index => $property, $failed: $name $operator $op })*
    };
}

macro_rules! comparison {
    (
        $doc:literal, ($ty:ident $($index:ident)?) => $property:expr, $failed:ident:
        $name:ident $operator:tt $op:ident
    ) => {
        #[doc = $doc]
        #[track_caller]
        pub const fn $name<$ty: Layout>($($index: usize,)? required: usize) {
            if !($property $operator required) {
                $failed::<$ty>($($index,)? Op::$op, required);
            }
        }
    };
}

comparisons! {
    "`size OP n`", (T) => size_of::<T>(), failed_size:
    size_eq == Eq size_ne != Ne size_lt < Lt size_le <= Le size_gt > Gt size_ge >= Ge
}

comparisons! {
    "`align OP n`", (T) => align_of::<T>(), failed_align:
    align_eq == Eq align_ne != Ne align_lt < Lt align_le <= Le align_gt > Gt align_ge >= Ge
}

comparisons! {
    "`padding OP n`, of a type with fields.", (T) => T::LAYOUT.padding(), failed_padding:
    padding_eq == Eq padding_ne != Ne padding_lt < Lt padding_le <= Le padding_gt > Gt
    padding_ge >= Ge
}

comparisons! {
    "`fields OP n`, of a type that lists so many.", (T count) => count, failed_fields:
    fields_eq == Eq fields_ne != Ne fields_lt < Lt fields_le <= Le fields_gt > Gt fields_ge >= Ge
}

comparisons! {
    "`offset(field) OP n`, of the field of that index of a type whose offsets are known.", (T index) => T::__OFFSETS[index], failed_offset:
    offset_eq == Eq offset_ne != Ne offset_lt < Lt offset_le <= Le offset_gt > Gt offset_ge >= Ge
}

comparisons! {
    "`size(field) OP n`, of the field of that index.", (T index) => T::LAYOUT.fields.types[index].size, failed_size_of_field:
    size_of_field_eq == Eq size_of_field_ne != Ne size_of_field_lt < Lt size_of_field_le <= Le
    size_of_field_gt > Gt size_of_field_ge >= Ge
}

comparisons! {
    "`align(field) OP n`, of the field of that index.", (T index) => T::LAYOUT.fields.types[index].align, failed_align_of_field:
    align_of_field_eq == Eq align_of_field_ne != Ne align_of_field_lt < Lt align_of_field_le <= Le
    align_of_field_gt > Gt align_of_field_ge >= Ge
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
const fn failed_padding<T: Layout>(op: Op, required: usize) {
    whole::padding::<T>(PhantomData, T::LAYOUT.name, op, required);
}

#[cold]
#[track_caller]
const fn failed_fields<T: Layout>(_count: usize, op: Op, required: usize) {
    whole::fields::<T>(PhantomData, T::LAYOUT.name, op, required);
}

#[cold]
#[track_caller]
const fn failed_offset<T: Layout>(index: usize, op: Op, required: usize) {
    let path = field_name(&T::LAYOUT, index);
    member::offset_of_field::<T>(PhantomData, T::LAYOUT.name, path, op, required);
}

#[cold]
#[track_caller]
const fn failed_size_of_field<T: Layout>(index: usize, op: Op, required: usize) {
    let path = field_name(&T::LAYOUT, index);
    member::size_of_field::<T>(PhantomData, T::LAYOUT.name, path, op, required);
}

#[cold]
#[track_caller]
const fn failed_align_of_field<T: Layout>(index: usize, op: Op, required: usize) {
    let path = field_name(&T::LAYOUT, index);
    member::align_of_field::<T>(PhantomData, T::LAYOUT.name, path, op, required);
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
