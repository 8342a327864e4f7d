use super::text::Text;
use crate::layout::{Kind, Slot, TypeLayout, VariantLayout, Walk};

/// The most rows a message shows: enough to see the fault, short enough to read in a terminal, and
/// well within what a compiler evaluates in a `const` without complaint.
const MOST_ROWS: usize = 80;

const OFFSET_WIDTH: usize = 8;
const SIZE_WIDTH: usize = 4;

/// Adds the table of a type's fields and padding, in memory order; nothing if it lists no fields.
pub(super) const fn push_table(text: Text, layout: &TypeLayout) -> Text {
    let table = Table { text, rows: 0 };
    if let (Kind::Enum, Some(tagging)) = (layout.kind, layout.tagging()) {
        let mut table = Table { text: table.text.str(HEADING), ..table };
        let mut variants = layout.variants();
        let mut count = 0;
        while let Some(variant) = variants.next() {
            table = table.line().variant(&variant);
            let between = tagging.between_fields(&variant);
            table = table.walk(layout.walk_variant(&variant), between);
            count += 1;
        }
        return table.finish(count, "variant");
    }
    if layout.fields().is_empty() {
        return table.text;
    }
    let table = Table { text: table.text.str(HEADING), ..table };
    table.walk(layout.walk(), "(padding)").finish(layout.fields().len(), "field")
}

const HEADING: &str = "\n  offset size  field";

struct Table {
    text: Text,
    /// The rows so far, of which no more than [`MOST_ROWS`] are written.
    rows: usize,
}

impl Table {
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
            self.text = self.text.str("  ").str(variant.name);
        }
        self
    }

    const fn walk(mut self, mut walk: Walk, between: &str) -> Self {
        while !self.is_full() {
            let Some(slot) = walk.next() else { return self };
            self = self.line();
            if !self.is_full() {
                self.text = push_row(self.text, slot, between);
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

const fn push_row(text: Text, slot: Slot, between: &str) -> Text {
    match slot {
        Slot::Field(field) => {
            let text = match field.offset {
                Some(offset) => text.column(offset, OFFSET_WIDTH),
                None => text.spaces(OFFSET_WIDTH - 1).str("?"),
            };
            text.str(" ")
                .column(field.size, SIZE_WIDTH)
                .str("  ")
                .str(field.name)
                .str(": ")
                .str(field.ty)
        }
        Slot::Padding(hole) => text
            .column(hole.offset, OFFSET_WIDTH)
            .column(hole.size, SIZE_WIDTH)
            .str("  ")
            .str(between),
    }
}
