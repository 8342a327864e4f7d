//! What a failed check says.

use super::op::{Op, holds};
use super::table::push_table;
use super::target::{CheckTarget, layout};
use super::text::Text;
use crate::layout::{Kind, Slot, TypeLayout};
use crate::placement::Order;

/// The beginning of every message: which type it speaks of.
pub(crate) const fn about(name: &str) -> Text {
    Text::new().str("layout of `").str(name).str("`: ")
}

/// `size is 12, required == 8`, and the table.
#[cold]
#[track_caller]
pub(super) const fn comparison<S: CheckTarget>(
    name: &str,
    property: &str,
    actual: usize,
    op: Op,
    required: usize,
) -> ! {
    fail::<S>(compared(about(name).str(property), actual, op, required))
}

/// The same of a number that depends on the order of the fields: with the order in which the check
/// would hold, if there is one.
#[cold]
#[track_caller]
pub(super) const fn comparison_by_order<S: CheckTarget>(
    name: &str,
    property: Ordered,
    actual: usize,
    op: Op,
    required: usize,
) -> ! {
    let text = compared(about(name).str(property.word()), actual, op, required);
    let text = push_table(text, &layout!(S), None);
    let text = match Order::of(&layout!(S)) {
        Some(order) => {
            let possible = match property {
                Ordered::Size => order.size(),
                Ordered::Padding => order.padding(),
            };
            if holds!(op, possible, required) {
                push_order(text, order).str(property.word()).str(" is ").number(possible)
            } else {
                text
            }
        }
        None => text,
    };
    // More padding than was asked for, that is.
    let text = match (property, op) {
        (Ordered::Padding, Op::Eq | Op::Lt | Op::Le) if actual > required => {
            push_explicit(text, &layout!(S), false)
        }
        _ => text,
    };
    panic!("{}", text.as_str())
}

/// A number that depends on the order of the fields.
#[derive(Clone, Copy)]
pub(super) enum Ordered {
    Size,
    Padding,
}

impl Ordered {
    const fn word(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Padding => "padding",
        }
    }
}

/// Panics with a message, the table of the type, and an order of its fields that leaves no padding, or
/// none but at the end, if there is one.
#[cold]
#[track_caller]
pub(super) const fn fail_of_padding<S: CheckTarget>(text: Text, allows_trailing: bool) -> ! {
    let text = push_table(text, &layout!(S), None);
    let text = match Order::of(&layout!(S)) {
        Some(order) if allows_trailing || order.padding() == 0 => {
            push_order(text, order).str("there is none")
        }
        _ => text,
    };
    panic!("{}", push_explicit(text, &layout!(S), allows_trailing).as_str())
}

/// The most fields that are written out in place of padding.
const MOST_HOLES: usize = 8;

/// The padding as fields, to be pasted: `` write the padding as fields: `_pad0: [u8; 3]` after `kind` ``.
const fn push_explicit(text: Text, layout: &TypeLayout, allows_trailing: bool) -> Text {
    let is_tuple = match layout.kind {
        Kind::Struct => false,
        Kind::TupleStruct => true,
        _ => return text,
    };
    let mut number = numbered_pads(layout);
    let mut text = text.str("\n  write the padding as fields: ");
    let mut count = 0;
    let mut last = "";
    let mut walk = layout.walk();
    while let Some(slot) = walk.next() {
        match slot {
            Slot::Field(field) if field.size > 0 => last = field.name,
            Slot::Field(_) => {}
            Slot::Padding(hole) if allows_trailing && !hole.is_internal() => {}
            Slot::Padding(hole) => {
                if count == MOST_HOLES {
                    return text.str(", ...");
                }
                text = text.str(if count == 0 { "`" } else { ", `" });
                if !is_tuple {
                    text = text.str("_pad").number(number).str(": ");
                }
                text = text.str("[u8; ").number(hole.size).str("]`");
                if !last.is_empty() {
                    text = text.str(" after `").str(last).str("`");
                }
                count += 1;
                number += 1;
            }
        }
    }
    text
}

/// A number that no field called `_pad` with a number has, nor have those above it.
const fn numbered_pads(layout: &TypeLayout) -> usize {
    let mut next = 0;
    let mut fields = layout.fields();
    while let Some(field) = fields.next() {
        if let [b'_', b'p', b'a', b'd', digits @ ..] = field.name.as_bytes() {
            let (mut number, mut index) = (0_usize, 0);
            while index < digits.len() && index < 9 && digits[index].is_ascii_digit() {
                number = number * 10 + (digits[index] - b'0') as usize;
                index += 1;
            }
            next = if number >= next { number + 1 } else { next };
        }
    }
    next
}

/// The most fields that are put in another order: more are easier to sort than to read.
const MOST_FIELDS: usize = 24;

/// `in the order `a`, `b`: `
const fn push_order(text: Text, mut order: Order) -> Text {
    if order.len() > MOST_FIELDS {
        return text.str("\n  with the fields sorted by falling alignment ");
    }
    let mut text = text.str("\n  in the order ");
    let mut separator = "`";
    while let Some(field) = order.next() {
        text = text.str(separator).str(field.name);
        separator = "`, `";
    }
    text.str("` ")
}

/// ` is 12, required == 8`
pub(super) const fn compared(text: Text, actual: usize, op: Op, required: usize) -> Text {
    let text = text.str(" is ").number(actual).str(", required ");
    text.str(op.symbol()).str(" ").number(required)
}

/// Panics with a message and the table of the type.
#[cold]
#[track_caller]
pub(crate) const fn fail<S: CheckTarget>(text: Text) -> ! {
    panic!("{}", push_table(text, &layout!(S), None).as_str())
}

/// The same, with the lines of a value that begins one.
#[cold]
#[track_caller]
pub(super) const fn fail_on_lines<S: CheckTarget>(text: Text, line_size: usize) -> ! {
    panic!("{}", push_table(text, &layout!(S), Some(line_size)).as_str())
}

/// The message of a check that needs the fields of a type which does not describe them.
#[cold]
#[track_caller]
pub(super) const fn undescribed<S: CheckTarget>(text: Text, name: &str) -> ! {
    let text = text.str(" cannot be checked: the fields of `").str(name).str("` are not described");
    // A type that has a layout of its own was described by this crate.
    let is_derivable = layout!(S).name.is_empty();
    fail::<S>(if is_derivable { text.str(", which `#[derive(Layout)]` would do") } else { text })
}
