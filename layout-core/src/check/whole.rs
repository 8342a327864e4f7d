//! Checks of a type as a whole.

use core::marker::PhantomData;

use super::failure::{about, comparison, fail, undescribed};
use super::op::{Op, holds};
use super::subject::{SizedSubject, Subject};
use crate::layout::{Kind, TypeLayout};

/// `size OP n`, in bytes.
#[track_caller]
pub const fn size<S: SizedSubject>(_: PhantomData<S>, name: &str, op: Op, required: usize) {
    let actual = size_of::<S>();
    if !holds!(op, actual, required) {
        comparison::<S>(name, "size", actual, op, required);
    }
}

/// `align OP n`, in bytes.
#[track_caller]
pub const fn align<S: Subject>(_: PhantomData<S>, name: &str, op: Op, required: usize) {
    let actual = S::ALIGN;
    if !holds!(op, actual, required) {
        comparison::<S>(name, "align", actual, op, required);
    }
}

/// `cache_lines OP n`, a count.
#[track_caller]
pub const fn cache_lines<S: SizedSubject>(_: PhantomData<S>, name: &str, op: Op, required: usize) {
    let actual = size_of::<S>().div_ceil(crate::CACHE_LINE);
    if !holds!(op, actual, required) {
        comparison::<S>(name, "cache_lines", actual, op, required);
    }
}

/// `padding OP n`, in bytes of the type itself.
#[track_caller]
pub const fn padding<S: SizedSubject>(_: PhantomData<S>, name: &str, op: Op, required: usize) {
    require_fields::<S>(name, "padding");
    let actual = S::LAYOUT.padding();
    if !holds!(op, actual, required) {
        comparison::<S>(name, "padding", actual, op, required);
    }
}

/// `fields OP n`, a count.
#[track_caller]
pub const fn fields<S: Subject>(_: PhantomData<S>, name: &str, op: Op, required: usize) {
    require_fields::<S>(name, "fields");
    let actual = S::LAYOUT.fields().len();
    if !holds!(op, actual, required) {
        comparison::<S>(name, "fields", actual, op, required);
    }
}

/// `no_holes`: no padding between the type's fields; padding at its end is allowed.
#[track_caller]
pub const fn no_holes<S: SizedSubject>(_: PhantomData<S>, name: &str) {
    require_fields::<S>(name, "no_holes");
    let internal = S::LAYOUT.padding().saturating_sub(S::LAYOUT.trailing_padding());
    if internal > 0 {
        let text = about(name).count(internal, "byte");
        fail::<S>(text.str(" of padding between fields, required no_holes"));
    }
}

/// `no_padding`: no padding in the type, nor in those of its fields whose layout is known.
#[track_caller]
pub const fn no_padding<S: SizedSubject>(_: PhantomData<S>, name: &str) {
    require_fields::<S>(name, "no_padding");
    let own = S::LAYOUT.padding();
    if own > 0 {
        let text = about(name).count(own, "byte");
        fail::<S>(text.str(" of padding, required no_padding"));
    }
    let all = S::LAYOUT.deep_padding();
    if all > 0 {
        let text = about(name).count(all, "byte").str(" of padding");
        let text = match (S::LAYOUT.kind, first_with_padding(&S::LAYOUT)) {
            (Kind::Union, _) => text.str(" beside or inside a field"),
            (_, Some(field)) => text.str(" inside fields, first in `").str(field).str("`"),
            (_, None) => text.str(" inside fields"),
        };
        fail::<S>(text.str(", required no_padding"));
    }
}

/// The name of the first field that has padding inside.
const fn first_with_padding(layout: &TypeLayout) -> Option<&'static str> {
    let mut fields = layout.fields();
    while let Some(field) = fields.next() {
        if let Some(nested) = field.layout() {
            if nested.deep_padding() > 0 {
                return Some(field.name);
            }
        }
    }
    None
}

#[track_caller]
const fn require_fields<S: Subject>(name: &str, check: &str) {
    if !S::LAYOUT.kind.has_fields() {
        undescribed::<S>(about(name).str("`").str(check).str("`"), name);
    }
}
