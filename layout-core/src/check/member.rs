//! Checks of a field, or of what lies at the end of a path of fields.

use core::marker::PhantomData;

use super::CheckTarget;
use super::Op;
use super::message::Text;
use super::message::{about, compared, fail, push_elsewhere, push_table, undescribed};
use crate::Layout;
use crate::layout::{PathError, TypeLayout};
use crate::placement::Elsewhere;

/// `offset(path) OP n`, in bytes from the start of the type.
#[track_caller]
#[inline]
pub const fn offset_of_field<S: CheckTarget>(
    _: PhantomData<S>,
    name: &str,
    path: &str,
    op: Op,
    required: usize,
) {
    // Most paths are a field's name, and most checks hold.
    let actual = layout!(S).offset_of_named(path);
    if actual == usize::MAX || !holds!(op, actual, required) {
        offset_at_path::<S>(name, path, op, required);
    }
}

fast_path! {
    "`offset(field) OP n`, of the field of that index, which lies at `actual`.",
    (T index actual) => actual, failed_offset:
    offset_of_field_eq offset_of_field_ne offset_of_field_lt offset_of_field_le offset_of_field_gt offset_of_field_ge
}

#[cold]
#[track_caller]
#[inline]
const fn failed_offset<T: Layout>(index: usize, actual: usize, op: Op, required: usize) {
    let path = field_name(&T::LAYOUT, index);
    comparison::<T>(T::LAYOUT.name, "offset", path, actual, op, required);
}

/// The same, of any path.
#[track_caller]
#[inline]
const fn offset_at_path<S: CheckTarget>(name: &str, path: &str, op: Op, required: usize) {
    match layout!(S).resolve(path) {
        Ok(place) => match place.offset {
            Some(actual) if holds!(op, actual, required) => {}
            Some(actual) => comparison::<S>(name, "offset", path, actual, op, required),
            None => unknown::<S>(name, "offset", path),
        },
        Err(error) => nowhere::<S>(name, "offset", path, error),
    }
}

/// `size(path) OP n`, in bytes.
#[track_caller]
#[inline]
pub const fn size_of_field<S: CheckTarget>(
    _: PhantomData<S>,
    name: &str,
    path: &str,
    op: Op,
    required: usize,
) {
    match layout!(S).resolve(path) {
        Ok(place) if holds!(op, place.size, required) => {}
        Ok(place) => comparison::<S>(name, "size", path, place.size, op, required),
        Err(error) => nowhere::<S>(name, "size", path, error),
    }
}

fast_path! {
    "`size(field) OP n`, of the field of that index, whose type has the size `actual`.",
    (T index actual) => actual, failed_size_of_field:
    size_of_field_eq size_of_field_ne size_of_field_lt size_of_field_le size_of_field_gt size_of_field_ge
}

#[cold]
#[track_caller]
#[inline]
const fn failed_size_of_field<T: Layout>(index: usize, actual: usize, op: Op, required: usize) {
    let path = field_name(&T::LAYOUT, index);
    comparison::<T>(T::LAYOUT.name, "size", path, actual, op, required);
}

/// `align(path) OP n`, in bytes: the alignment of the field's type.
#[track_caller]
#[inline]
pub const fn align_of_field<S: CheckTarget>(
    _: PhantomData<S>,
    name: &str,
    path: &str,
    op: Op,
    required: usize,
) {
    match layout!(S).resolve(path) {
        Ok(place) if holds!(op, place.align, required) => {}
        Ok(place) => comparison::<S>(name, "align", path, place.align, op, required),
        Err(error) => nowhere::<S>(name, "align", path, error),
    }
}

fast_path! {
    "`align(field) OP n`, of the field of that index, whose type has the alignment `actual`.",
    (T index actual) => actual, failed_align_of_field:
    align_of_field_eq align_of_field_ne align_of_field_lt align_of_field_le align_of_field_gt align_of_field_ge
}

#[cold]
#[track_caller]
#[inline]
const fn failed_align_of_field<T: Layout>(index: usize, actual: usize, op: Op, required: usize) {
    let path = field_name(&T::LAYOUT, index);
    comparison::<T>(T::LAYOUT.name, "align", path, actual, op, required);
}

/// `offset of `len` is 4, required == 2`, and the table.
#[cold]
#[track_caller]
#[inline]
const fn comparison<S: CheckTarget>(
    name: &str,
    property: &str,
    path: &str,
    actual: usize,
    op: Op,
    required: usize,
) -> ! {
    let text = compared(about_field(name, property, path), actual, op, required);
    if !matches!(property.as_bytes(), b"offset") {
        fail::<S>(text);
    }
    let text = push_table(text, &layout!(S), None);
    let text = match Elsewhere::OTHER.offset_of_named(&layout!(S), path) {
        Some(there) => push_elsewhere(text, there, op, required),
        None => text,
    };
    panic!("{}", text.as_str())
}

/// What a check says of a place that stable Rust does not tell.
#[cold]
#[track_caller]
#[inline]
pub(super) const fn unknown<S: CheckTarget>(name: &str, property: &str, path: &str) -> ! {
    let text = about_field(name, property, path).str(" is not known");
    let layout = &layout!(S);
    if !layout.is_sized() && layout.fields().len() > 1 && layout.fields.offset(0).is_none() {
        // The derive did not see that the struct ends so.
        fail::<S>(text.str(", as the last field ends in a trait object: mark that field `#[layout(unsized)]` to get the other offsets"));
    }
    fail::<S>(text)
}

/// What a check says whose path leads nowhere.
#[cold]
#[track_caller]
#[inline]
pub(super) const fn nowhere<S: CheckTarget>(
    name: &str,
    property: &str,
    path: &str,
    error: PathError,
) -> ! {
    match error {
        PathError::NoField => fail::<S>(about(name).str("there is no field `").str(path).str("`")),
        PathError::Variant => {
            let text =
                about(name).str("`").str(path).str("` is a variant: name a field of it, as in `");
            fail::<S>(text.str(path).str(".x` or `").str(path).str(".0`"))
        }
        PathError::Fieldless(end, ty) => {
            let text = about_field(name, property, path).str(" cannot be checked: `");
            let text = if end == 0 { text.str(name) } else { text.part(path, end).str("` is ") };
            let text = match ty {
                _ if end == 0 => text.str("` has no fields"),
                Some(ty) => text.str("of type `").str(ty).str("`, which has no fields"),
                None => text.str("a pointer, which has no fields"),
            };
            fail::<S>(text)
        }
        PathError::Opaque(0) => undescribed::<S>(about_field(name, property, path), name),
        PathError::Opaque(end) => {
            let text = about_field(name, property, path).str(" cannot be checked: the fields of `");
            fail::<S>(text.part(path, end).str("` are not described"))
        }
    }
}

#[inline]
const fn about_field(name: &str, property: &str, path: &str) -> Text {
    about(name).str(property).str(" of `").str(path).str("`")
}

/// The name of the field of that index.
#[cold]
#[inline]
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
