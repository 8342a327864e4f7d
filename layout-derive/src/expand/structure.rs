use std::fmt::Write;

use proc_macro2::Delimiter;

use super::known::{FieldTypes, ROW};
use super::out::{Out, word};
use super::{Implementation, push_name, repr, text, with_names};
use crate::model::{Field, Input, Shape};

/// The implementation for a struct.
pub(super) fn structure(input: &Input, shape: Shape, fields: &[Field]) -> Implementation {
    match shape {
        Shape::Named => described("named", input, fields),
        Shape::Tuple => described("tuple", input, fields),
        Shape::Unit => {
            let mut arguments = Out::default();
            push_name(&mut arguments, input);
            arguments.push(&repr(input.repr));
            let mut layout = Out::text("__layout_::unit::<Self>");
            layout.group(Delimiter::Parenthesis, arguments);
            Implementation { layout: with_names(input, &layout), ..Implementation::default() }
        }
    }
}

/// The implementation for a union.
pub(super) fn union(input: &Input, fields: &[Field]) -> Implementation {
    described("union", input, fields)
}

/// A call of the function of `layout_core::__private` for a type with fields, and where these lie.
fn described(function: &str, input: &Input, fields: &[Field]) -> Implementation {
    let types = FieldTypes::new(input, fields.iter());
    let tail = input.tail();
    let mut arguments = Out::default();
    push_name(&mut arguments, input);
    let _ = write!(arguments, "{}, {:?}, ", repr(input.repr), text::fields(fields));
    types.push_to(&mut arguments);
    let tailed = if tail.is_some() { "tailed_" } else { "" };
    let mut layout = Out::text(&format!("__layout_::{tailed}{function}::<Self>"));
    layout.group(Delimiter::Parenthesis, arguments);

    let mut beside = Out::default();
    types.push_constant(input, &mut beside);
<<<<<<< HEAD
    if !fields.is_empty() {
        beside.push_out(&Out::krate(input));
        push_offsets(&mut beside, fields);
=======
    beside.push_out(&Out::krate(input));
    let others = match (tail, fields.split_last()) {
        (Some(tail), Some((_, others))) => {
            let of_object = if input.shows_object(tail) { "offset_of" } else { "unknown" };
            beside.push("::__private::offsets_of_tailed!(");
            let _ = write!(beside, "{} {of_object} ", word(&tail.member));
            others
        }
        _ => {
            beside.push("::__private::offsets_of!(");
            fields
        }
    };
    for field in others {
        let _ = write!(beside, "{} ", word(&field.member));
>>>>>>> w/tails
    }
    let layout = with_names(input, &layout);
    Implementation { layout, beside, ..Implementation::default() }
}

/// The members whose offsets are measured, in rows.
fn push_offsets(out: &mut Out, fields: &[Field]) {
    let push_row = |out: &mut Out, row: &[Field]| {
        for field in row {
            let _ = write!(out, "{} ", word(&field.member));
        }
    };
    if fields.len() <= ROW {
        out.push("::__private::offsets_of!(");
        push_row(out, fields);
    } else {
        let _ = write!(out, "::__private::offsets_of_rows!({} ", fields.len());
        for row in fields.chunks(ROW) {
            out.push("(");
            push_row(out, row);
            out.push(") ");
        }
    }
    out.push("); ");
}
