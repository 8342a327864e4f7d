//! Checks of a field, or of what lies at the end of a path of fields.

use core::marker::PhantomData;

use super::CheckTarget;
use super::Op;
use super::message::Text;
use super::message::{about, compared, fail, undescribed};
use crate::layout::PathError;

/// `offset(path) OP n`, in bytes from the start of the type.
#[track_caller]
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

/// The same, of any path.
#[track_caller]
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

/// `align(path) OP n`, in bytes: the alignment of the field's type.
#[track_caller]
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

/// `offset of `len` is 4, required == 2`, and the table.
#[cold]
#[track_caller]
const fn comparison<S: CheckTarget>(
    name: &str,
    property: &str,
    path: &str,
    actual: usize,
    op: Op,
    required: usize,
) -> ! {
    fail::<S>(compared(about_field(name, property, path), actual, op, required))
}

/// What a check says of a place that stable Rust does not tell.
#[cold]
#[track_caller]
pub(super) const fn unknown<S: CheckTarget>(name: &str, property: &str, path: &str) -> ! {
    fail::<S>(about_field(name, property, path).str(" is not known"))
}

/// What a check says whose path leads nowhere.
#[cold]
#[track_caller]
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
        PathError::Opaque(0) => undescribed::<S>(about_field(name, property, path), name),
        PathError::Opaque(end) => {
            let text = about_field(name, property, path).str(" cannot be checked: the fields of `");
            fail::<S>(text.part(path, end).str("` are not described"))
        }
    }
}

const fn about_field(name: &str, property: &str, path: &str) -> Text {
    about(name).str(property).str(" of `").str(path).str("`")
}
