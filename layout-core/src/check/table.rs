use super::text::Text;
use crate::layout::{Discriminant, FieldLayout, Hole, Kind, Slot, TypeLayout, VariantLayout, Walk};

/// The most rows a message shows: enough to see the fault, short enough to read in a terminal, and
/// well within what a compiler evaluates in a `const` without complaint.
const MOST_ROWS: usize = 80;

const OFFSET_WIDTH: usize = 8;
const SIZE_WIDTH: usize = 4;
const LINE_WIDTH: usize = 5;

/// Adds the table of a type's fields and padding, in memory order; nothing if it lists no fields.
///
/// With a size of lines, each row tells the line on which it begins in a value that begins one.
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
    const fn heading(mut self) -> Self {
        self.text = match self.line_size {
            Some(_) => self.text.str("\n  offset size line  field"),
            None => self.text.str(HEADING),
        };
        self
    }

    const fn is_full(&self) -> bool {
        self.rows > MOST_ROWS
    }

    /// The beginning of a row.
    const fn line(mut self) -> Self {
        self.rows += 1;
        if !self.is_full() {
            self.text = self.text.str("\n");
        }
        self
    }

    const fn variant(mut self, variant: &VariantLayout) -> Self {
        if !self.is_full() {
            self.text = push_variant(self.text, variant);
        }
        self
    }

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
    const fn finish(self, count: usize, noun: &str) -> Text {
        if self.is_full() {
            self.text.str("\n  (").count(count, noun).str(" in all)")
        } else {
            self.text
        }
    }
}

/// A row, with the line on which it begins if lines are told.
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
pub(super) const fn push_variant(text: Text, variant: &VariantLayout) -> Text {
    push_discriminant(text.str("  ").str(variant.name).str(" = "), variant.discriminant)
}

/// The value of a discriminant.
pub(super) const fn push_discriminant(text: Text, discriminant: Discriminant) -> Text {
    match discriminant.as_u128() {
        Some(value) => text.wide(value),
        None => text.str("-").wide(discriminant.bits().unsigned_abs()),
    }
}

/// The row of a field.
pub(super) const fn push_row(text: Text, field: FieldLayout) -> Text {
    push_field(push_place(text, field.offset, field.size), &field)
}

/// Offset and size, in their columns.
const fn push_place(text: Text, offset: Option<usize>, size: usize) -> Text {
    let text = match offset {
        Some(offset) => text.column(offset, OFFSET_WIDTH),
        None => text.spaces(OFFSET_WIDTH - 1).str("?"),
    };
    text.str(" ").column(size, SIZE_WIDTH)
}

const fn push_field(text: Text, field: &FieldLayout) -> Text {
    text.str("  ").str(field.name).str(": ").str(field.ty)
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use std_alloc::string::ToString;

    use super::push_discriminant;
    use crate::check::text::Text;
    use crate::layout::Discriminant;

    /// The greatest discriminant of a `repr(u128)` has the bits of -1.
    #[test]
    fn discriminants_have_their_sign() {
        let text = |bits, is_unsigned| {
            let discriminant = Discriminant::new(bits, is_unsigned);
            push_discriminant(Text::new(), discriminant).as_str().to_string()
        };
        assert_eq!(text(-1, true), u128::MAX.to_string());
        for bits in [-1, 0, 1, i128::MAX, i128::MIN] {
            assert_eq!(text(bits, false), bits.to_string());
        }
    }
}
