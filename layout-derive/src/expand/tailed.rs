use std::fmt::Write;

use proc_macro2::Delimiter;
use quote::ToTokens;

use super::known::known;
use super::out::{Out, word};
use super::{Implementation, push_name, repr, text, with_names};
use crate::model::{Field, Input, Shape};
use crate::tail::Tail;
use crate::type_tokens::{Form, TypeTokens};

/// The implementation for a struct that is not sized.
pub(super) fn tailed(input: &Input, shape: Shape, fields: &[Field], tail: Tail) -> Implementation {
    let mut offsets = Out::text("use ");
    offsets.push_out(&Out::krate(input));
    offsets.push("::__private as __layout_; ");
    push_offsets(&mut offsets, fields, tail);
    let mut beside = Out::text("const __OFFSETS: &'static ");
    let mut usize = Out::krate(input);
    usize.push("::__private::usize");
    beside.group(Delimiter::Bracket, usize);
    beside.push(" = &");
    beside.group(Delimiter::Brace, offsets);
    beside.push("; ");
    let layout = with_names(input, &layout(input, shape, fields, tail));
    Implementation { layout, beside, ..Implementation::default() }
}

fn layout(input: &Input, shape: Shape, fields: &[Field], tail: Tail) -> Out {
    let kind = if shape == Shape::Tuple { "TupleStruct" } else { "Struct" };
    let mut layout = Out::text("__layout_::tailed::<Self>");
    let Some((last, prefix)) = fields.split_last() else { return layout };
    let mut types = Out::default();
    for field in prefix {
        types.push_out(&known(input, &field.ty, "__FIELD"));
        types.push(", ");
    }
    types.push_out(&tail_type(input, &last.ty, tail));
    let mut arguments = Out::default();
    let _ = write!(arguments, "__layout_::Kind::{kind}, ");
    push_name(&mut arguments, input);
    let _ = write!(arguments, "{}, {:?}, &", repr(input.repr), text::fields(fields));
    arguments.group(Delimiter::Bracket, types);
    arguments.push(match tail {
        Tail::Unknown => ", __layout_::thin_size_align::<Self>()",
        // SAFETY: the pointer is to memory for the value; where a type asks for more than there is,
        // the evaluation stops with an error.
        Tail::Slice => ", unsafe { __layout_::size_align(__layout_::EMPTY_TAIL as *const Self) }",
    });
    layout.group(Delimiter::Parenthesis, arguments);
    layout
}

/// What is known of the tail's type.
fn tail_type(input: &Input, ty: &TypeTokens, tail: Tail) -> Out {
    match (ty.form(), tail) {
        (Form::Slice(element), _) => known(input, &element, "__SLICE"),
        (_, Tail::Slice) => {
            let mut arguments = known(input, ty, "__TAIL");
            arguments.push(", ");
            arguments.push("__layout_::EMPTY_TAIL as *const ");
            arguments.push_stream(ty.to_token_stream());
            let mut call = Out::text("__layout_::tail");
            call.group(Delimiter::Parenthesis, arguments);
            // SAFETY: the pointer is to memory for a value, as in `layout`.
            let mut tail = Out::text("unsafe ");
            tail.group(Delimiter::Brace, call);
            tail
        }
        (_, Tail::Unknown) => {
            let mut unknown = Out::text("__layout_::unknown_tail::<");
            unknown.push_stream(ty.to_token_stream());
            unknown.push(">()");
            unknown
        }
    }
}

/// The offsets of the fields, the tail last.
fn push_offsets(out: &mut Out, fields: &[Field], tail: Tail) {
    let Some((last, prefix)) = fields.split_last() else { return };
    let member = word(&last.member);
    match tail {
        // SAFETY: in both, the second pointer is to a field of what the first one points to.
        Tail::Unknown => {
            let _ = write!(
                out,
                "let __layout_tail = match __layout_::thin::<Self>() {{ \
                     __layout_::Some(__layout_value) => unsafe {{ \
                         __layout_::tail_offset(\
                             __layout_value, &raw const (*__layout_value).{member} as *const ()) \
                     }}, \
                     __layout_::None => __layout_::UNKNOWN_OFFSET \
                 }}; "
            );
        }
        // SAFETY: as above; `EMPTY_TAIL` points to memory for the value.
        Tail::Slice => {
            let _ = write!(
                out,
                "let __layout_value = __layout_::EMPTY_TAIL as *const Self; \
                 let __layout_tail = unsafe {{ \
                     __layout_::tail_offset(\
                         __layout_value, &raw const (*__layout_value).{member} as *const ()) \
                 }}; "
            );
        }
    }
    out.push("[");
    for field in prefix {
        let _ = write!(out, "__layout_::offset_of!(Self, {}), ", word(&field.member));
    }
    out.push("__layout_tail]");
}
