use std::fmt::Write;

use proc_macro2::Delimiter;

use super::known::{FieldTypes, ROW, is_seldom_sized, may_lack_something};
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
    let listed: Vec<&Field> = fields.iter().collect();
    let types = FieldTypes::new(input, &listed);
    let tail = input.tail();
    let mut arguments = Out::default();
    push_name(&mut arguments, input);
    let _ = write!(arguments, "{}, {:?}, ", repr(input.repr), text::fields(&listed));
    types.push_to(&mut arguments);
    let tailed = if tail.is_some() { "tailed_" } else { "" };
    let mut layout = Out::text(&format!("__layout_::{tailed}{function}::<Self>"));
    layout.group(Delimiter::Parenthesis, arguments);

    let mut beside = Out::default();
    types.push_constant(input, &mut beside);
    match (tail, fields.split_last()) {
        (Some(tail), Some((_, others))) => {
            beside.push_out(&Out::krate(input));
            let of_object = if input.shows_object(tail) { "offset_of" } else { "unknown" };
            beside.push("::__private::offsets_of_tailed!(");
            let _ = write!(beside, "{} {of_object} ", word(&tail.member));
            push_members(&mut beside, others);
            beside.push("); ");
        }
        (None, Some(_)) => {
            beside.push_out(&Out::krate(input));
            push_offsets(&mut beside, input, fields);
        }
        (_, None) => {}
    }
    let layout = with_names(input, &layout);
    Implementation { layout, beside, ..Implementation::default() }
}

/// The members whose offsets are measured, in rows.
fn push_offsets(out: &mut Out, input: &Input, fields: &[Field]) {
    let may_lack_something = fields
        .iter()
        .any(|field| may_lack_something(&field.ty) || is_seldom_sized(input, &field.ty));
    let mark = if may_lack_something { "; " } else { "" };
    if fields.len() <= ROW {
        let _ = write!(out, "::__private::offsets_of!({mark}");
        push_members(out, fields);
    } else {
        let rows = fields.chunks(ROW);
        let _ = write!(out, "::__private::offsets_of_rows!({mark}{} {} ", fields.len(), rows.len());
        for row in rows {
            out.push("(");
            push_members(out, row);
            out.push(") ");
        }
    }
    out.push("); ");
}

fn push_members(out: &mut Out, fields: &[Field]) {
    for field in fields {
        let _ = write!(out, "{} ", word(&field.member));
    }
}
