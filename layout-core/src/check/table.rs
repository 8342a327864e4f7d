use super::text::Text;
use crate::layout::{Slot, TypeLayout};

/// The most rows a message shows: enough to see the fault, short enough to read in a terminal, and
/// well within what a compiler evaluates in a `const` without complaint.
const MOST_ROWS: usize = 80;

const OFFSET_WIDTH: usize = 8;
const SIZE_WIDTH: usize = 5;

/// Adds the table of a type's fields and padding, in memory order; nothing if it lists no fields.
pub(super) const fn push_table(mut text: Text, layout: &TypeLayout) -> Text {
    if layout.fields().is_empty() {
        return text;
    }
    text = text.str("\n  offset size  field");
    let mut walk = layout.walk();
    let mut rows = 0;
    while let Some(slot) = walk.next() {
        if rows < MOST_ROWS {
            text = push_row(text.str("\n"), slot);
        }
        rows += 1;
        if rows > MOST_ROWS {
            return text.str("\n  (").number(layout.fields().len()).str(" fields in all)");
        }
    }
    text
}

const fn push_row(text: Text, slot: Slot) -> Text {
    match slot {
        Slot::Field(field) => {
            let text = match field.offset {
                Some(offset) => text.column(offset, OFFSET_WIDTH),
                None => text.spaces(OFFSET_WIDTH - 1).str("?"),
            };
            text.column(field.size, SIZE_WIDTH).str("  ").str(field.name).str(": ").str(field.ty)
        }
        Slot::Padding(hole) => {
            text.column(hole.offset, OFFSET_WIDTH).column(hole.size, SIZE_WIDTH).str("  (padding)")
        }
    }
}
