//! What a failed check says.

use super::{CheckTarget, Op};
use crate::layout::{
    Discriminant, FieldLayout, FieldPath, Hole, Kind, Slot, TypeLayout, VariantLayout, Walk,
};
use crate::placement::{Elsewhere, Order};

/// The beginning of every message: which type it speaks of.
#[inline]
pub(crate) const fn about(name: &str) -> Text {
    Text::new().str("layout of `").str(name).str("`: ")
}

/// `size is 12, required == 8`, and the table.
#[cold]
#[track_caller]
#[inline]
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
#[inline]
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
    let text = match (property, Elsewhere::OTHER.extent(&layout!(S))) {
        (Ordered::Size, Some((there, _))) => push_elsewhere(text, there, op, required),
        _ => text,
    };
    panic!("{}", text.as_str())
}

/// Says so if an exact pin fails here and holds on another target.
#[inline]
pub(super) const fn push_elsewhere(text: Text, there: usize, op: Op, required: usize) -> Text {
    if !matches!(op, Op::Eq) || there != required {
        return text;
    }
    let text = text.str("\n  it is ").number(there).str(" on ").str(Elsewhere::OTHER.name);
    text.str(": a pin that depends on the target needs a `cfg_attr`, or `on(")
        .str(Elsewhere::OTHER.word_of_check)
        .str(", ...)`")
}

/// A number that depends on the order of the fields.
#[derive(Clone, Copy)]
pub(super) enum Ordered {
    Size,
    Padding,
}

impl Ordered {
    #[inline]
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
#[inline]
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
#[inline]
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
#[inline]
pub(super) const fn numbered_pads(layout: &TypeLayout) -> usize {
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
#[inline]
const fn push_order(text: Text, mut order: Order) -> Text {
    if order.len() > MOST_FIELDS {
        return text.str("\n  with the fields sorted by alignment, largest first ");
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
#[inline]
pub(super) const fn compared(text: Text, actual: usize, op: Op, required: usize) -> Text {
    let text = text.str(" is ").number(actual).str(", required ");
    text.str(op.symbol()).str(" ").number(required)
}

/// Panics with a message and the table of the type.
#[cold]
#[track_caller]
#[inline]
pub(crate) const fn fail<S: CheckTarget>(text: Text) -> ! {
    panic!("{}", push_table(text, &layout!(S), None).as_str())
}

/// The same, with the lines of a value that begins one.
#[cold]
#[track_caller]
#[inline]
pub(super) const fn fail_on_lines<S: CheckTarget>(text: Text, line_size: usize) -> ! {
    panic!("{}", push_table(text, &layout!(S), Some(line_size)).as_str())
}

/// The message of a check that needs the fields of a type which does not describe them.
#[cold]
#[track_caller]
#[inline]
pub(super) const fn undescribed<S: CheckTarget>(text: Text, name: &str) -> ! {
    let text = text.str(" cannot be checked: the fields of `").str(name).str("` are not described");
    // A type that has a layout of its own was described by this crate.
    let is_derivable = layout!(S).name.is_empty();
    if !is_derivable {
        fail::<S>(text);
    }
    fail::<S>(
        text.str(", which `#[derive(Layout)]` would do")
            .str("\n  if it is of another crate, describe it by a type with `#[layout(remote = ")
            .str(name)
            .str(")]`, or check its public fields by `assert_layout!(remote ")
            .str(name)
            .str(", ...)`"),
    )
}

/// The most rows a message shows: enough to see the fault, short enough to read in a terminal, and
/// well within what a compiler evaluates in a `const` without complaint.
const MOST_ROWS: usize = 80;

pub(super) const OFFSET_WIDTH: usize = 8;
pub(super) const SIZE_WIDTH: usize = 4;
const LINE_WIDTH: usize = 5;

/// Adds the table of a type's fields and padding, in memory order; nothing if it lists no fields.
///
/// With a size of lines, each row tells the line on which it begins in a value that begins one.
#[inline]
pub(super) const fn push_table(text: Text, layout: &TypeLayout, line_size: Option<usize>) -> Text {
    let table = Table { text, rows: 0, line_size };
    if let (Kind::Enum, Some(tagging)) = (layout.kind, layout.tagging()) {
        let mut table = table.heading();
        let mut variants = layout.variants();
        let mut count = 0;
        while let Some(variant) = variants.next() {
            table = table.line().variant(&variant);
            let between = tagging.between_fields(variant.is_placed());
            table = table.walk(layout.walk_variant(&variant), between);
            count += 1;
        }
        return table.finish(count, "variant");
    }
    if layout.fields().is_empty() {
        return table.text;
    }
    table.heading().walk(layout.walk(), "padding").finish(layout.fields().len(), "field")
}

pub(super) const HEADING: &str = "\n  offset size  field";

struct Table {
    text: Text,
    /// The rows so far, of which no more than [`MOST_ROWS`] are written.
    rows: usize,
    line_size: Option<usize>,
}

impl Table {
    #[inline]
    const fn heading(mut self) -> Self {
        self.text = match self.line_size {
            Some(_) => self.text.str("\n  offset size line  field"),
            None => self.text.str(HEADING),
        };
        self
    }

    #[inline]
    const fn is_full(&self) -> bool {
        self.rows > MOST_ROWS
    }

    /// The beginning of a row.
    #[inline]
    const fn line(mut self) -> Self {
        self.rows += 1;
        if !self.is_full() {
            self.text = self.text.str("\n");
        }
        self
    }

    #[inline]
    const fn variant(mut self, variant: &VariantLayout) -> Self {
        if !self.is_full() {
            self.text = push_variant(self.text, variant);
        }
        self
    }

    #[inline]
    const fn walk(mut self, mut walk: Walk, between: &str) -> Self {
        while !self.is_full() {
            let Some(slot) = walk.next() else { return self };
            self = self.line();
            if !self.is_full() {
                self.text = push_slot(self.text, slot, between, self.line_size);
            }
        }
        self
    }

    /// Says how much there is if not all of it was written.
    #[inline]
    const fn finish(self, count: usize, noun: &str) -> Text {
        if self.is_full() {
            self.text.str("\n  (").count(count, noun).str(" in all)")
        } else {
            self.text
        }
    }
}

/// A row, with the line on which it begins if lines are told.
#[inline]
const fn push_slot(text: Text, slot: Slot, between: &str, line_size: Option<usize>) -> Text {
    let (offset, size) = match slot {
        Slot::Field(FieldLayout { offset, size, .. }) => (offset, size),
        Slot::Padding(Hole { offset, size, .. }) => (Some(offset), size),
    };
    let text = push_place(text, offset, size);
    let text = match (line_size, offset, slot) {
        (Some(line_size), Some(offset), Slot::Field(_)) => {
            text.column(offset / line_size, LINE_WIDTH)
        }
        (Some(_), ..) => text.spaces(LINE_WIDTH),
        (None, ..) => text,
    };
    match slot {
        Slot::Field(field) => push_field(text, &field),
        Slot::Padding(_) => text.str("  (").str(between).str(")"),
    }
}

/// A variant as the table names it.
#[inline]
pub(super) const fn push_variant(text: Text, variant: &VariantLayout) -> Text {
    push_discriminant(text.str("  ").str(variant.name).str(" = "), variant.discriminant)
}

/// The value of a discriminant.
#[inline]
pub(super) const fn push_discriminant(text: Text, discriminant: Discriminant) -> Text {
    match discriminant.as_u128() {
        Some(value) => text.wide(value),
        None => text.str("-").wide(discriminant.bits().unsigned_abs()),
    }
}

/// The row of a field.
#[inline]
pub(super) const fn push_row(text: Text, field: FieldLayout) -> Text {
    push_field(push_place(text, field.offset, field.size), &field)
}

/// Offset and size, in their columns.
#[inline]
const fn push_place(text: Text, offset: Option<usize>, size: usize) -> Text {
    let text = match offset {
        Some(offset) => text.column(offset, OFFSET_WIDTH),
        None => text.spaces(OFFSET_WIDTH - 1).str("?"),
    };
    text.str(" ").column(size, SIZE_WIDTH)
}

/// The part of a type that is to blame: `` `header.len: Len` ``, or the type itself. The type of the part may be
/// empty.
#[inline]
pub(crate) const fn push_part(text: Text, path: &FieldPath, ty: &str) -> Text {
    if path.is_empty() {
        return text.str("the type");
    }
    let text = text.str("`").path(path, 0);
    if ty.is_empty() { text.str("`") } else { text.str(": ").str(ty).str("`") }
}

#[inline]
pub(super) const fn push_field(text: Text, field: &FieldLayout) -> Text {
    text.str("  ").str(field.name).str(": ").str(field.ty)
}

/// Text put together in a `const`, for the message of a panic.
///
/// What does not fit is left out from the end; the text stays valid UTF-8.
pub(crate) struct Text {
    bytes: [u8; Self::CAPACITY],
    len: usize,
}

impl Text {
    const CAPACITY: usize = 16 * 1024;

    #[inline]
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; Self::CAPACITY], len: 0 }
    }

    #[must_use]
    #[inline]
    pub(crate) const fn str(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        // Room is asked for the whole of it, so that no character is cut in two.
        if self.len + text.len() <= Self::CAPACITY {
            let mut index = 0;
            while index < text.len() {
                self.bytes[self.len] = text[index];
                self.len += 1;
                index += 1;
            }
        }
        self
    }

    /// The first `len` bytes of a text, which end with a character.
    #[must_use]
    #[inline]
    pub(crate) const fn part(self, text: &str, len: usize) -> Self {
        match core::str::from_utf8(text.as_bytes().split_at(len).0) {
            Ok(part) => self.str(part),
            Err(_) => self,
        }
    }

    /// The names of a path, but for the innermost ones: `header.len`.
    #[must_use]
    #[inline]
    pub(crate) const fn path(mut self, path: &FieldPath, without: usize) -> Self {
        let mut index = 0;
        while index + without < path.len() {
            if let Some(name) = path.name(index) {
                self = self.str(if index == 0 { "" } else { "." }).str(name);
            }
            index += 1;
        }
        self
    }

    #[must_use]
    #[inline]
    pub(crate) const fn spaces(mut self, count: usize) -> Self {
        let mut written = 0;
        while written < count {
            self = self.str(" ");
            written += 1;
        }
        self
    }

    /// A number in decimal digits.
    #[must_use]
    #[inline]
    pub(crate) const fn number(self, value: usize) -> Self {
        self.wide(value as u128)
    }

    /// A number of any width in decimal digits.
    #[must_use]
    #[inline]
    pub(crate) const fn wide(self, value: u128) -> Self {
        self.digits(value, 10)
    }

    /// A number of 64 bits in hexadecimal digits, all of them: `0x0123456789abcdef`.
    #[must_use]
    #[inline]
    pub(crate) const fn hexadecimal(self, value: u64) -> Self {
        let leading = value.leading_zeros() / 4;
        let mut text = self.str("0x");
        let mut zeros = if leading == 16 { 15 } else { leading };
        while zeros > 0 {
            text = text.str("0");
            zeros -= 1;
        }
        text.digits(value as u128, 16)
    }

    #[inline]
    const fn digits(self, value: u128, base: u128) -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [0; 39];
        let mut at = digits.len();
        let mut rest = value;
        loop {
            at -= 1;
            digits[at] = DIGITS[(rest % base) as usize];
            rest /= base;
            if rest == 0 {
                break;
            }
        }
        let (_, digits) = digits.split_at(at);
        match core::str::from_utf8(digits) {
            Ok(digits) => self.str(digits),
            Err(_) => self,
        }
    }

    /// A number at the right of a column of `width` characters.
    #[must_use]
    #[inline]
    pub(crate) const fn column(self, value: usize, width: usize) -> Self {
        self.spaces(width.saturating_sub(digits(value))).number(value)
    }

    /// A number with its noun: `1 byte`, `2 bytes`.
    #[must_use]
    #[inline]
    pub(crate) const fn count(self, value: usize, noun: &str) -> Self {
        let text = self.number(value).str(" ").str(noun);
        if value == 1 { text } else { text.str("s") }
    }

    #[inline]
    pub(crate) const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.len);
        match core::str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

#[inline]
const fn digits(value: usize) -> usize {
    match value.checked_ilog10() {
        Some(log) => log as usize + 1,
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::ToOwned as _;

    use super::{Text, push_discriminant};
    use crate::layout::Discriminant;

    /// The greatest discriminant of a `repr(u128)` has the bits of -1.
    #[test]
    fn discriminants_have_their_sign() {
        let text = |bits, is_unsigned| {
            let discriminant = Discriminant::new(bits, is_unsigned);
            push_discriminant(Text::new(), discriminant).as_str().to_owned()
        };
        assert_eq!(text(-1, true), std::format!("{}", u128::MAX));
        for bits in [-1, 0, 1, i128::MAX, i128::MIN] {
            assert_eq!(text(bits, false), std::format!("{bits}"));
        }
    }

    #[test]
    fn numbers_stand_at_the_right_of_their_column() {
        let text = Text::new().column(0, 3).column(12, 4).wide(u128::MAX);
        assert_eq!(text.as_str(), std::format!("  0  12{}", u128::MAX));
    }

    #[test]
    fn fingerprints_have_all_their_digits() {
        for value in [0, 1, 0x0123_4567_89ab_cdef, u64::MAX] {
            let text = Text::new().hexadecimal(value);
            assert_eq!(text.as_str(), std::format!("{value:#018x}"));
        }
    }

    #[test]
    fn nouns_take_their_number() {
        let text =
            Text::new().count(1, "byte").str(", ").count(2, "byte").str(", ").count(0, "byte");
        assert_eq!(text.as_str(), "1 byte, 2 bytes, 0 bytes");
    }

    #[test]
    fn what_does_not_fit_is_left_out_whole() {
        let long = "ä".repeat(Text::CAPACITY / 2 - 1);
        let text = Text::new().str(&long).str("xyz").str("ö");
        assert_eq!(text.as_str(), std::format!("{long}ö"));
    }
}
