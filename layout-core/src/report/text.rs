use core::fmt::{self, Display, Formatter};

use super::LayoutReport;
use crate::layout::{CACHE_LINE, FieldLayout, Hole, Slot, TypeLayout};

impl Display for LayoutReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let layout = &self.layout;
        write_heading(f, layout)?;
        if layout.kind.has_fields() {
            writeln!(f, "  offset  size  align  line  field")?;
            write_rows(f, layout, 0, 0)?;
        }
        write_summary(f, layout)
    }
}

fn write_heading(f: &mut Formatter<'_>, layout: &TypeLayout) -> fmt::Result {
    write!(f, "{}: size {}, align {}", ShortName(layout.type_name()), layout.size, layout.align)?;
    if layout.kind.has_fields() {
        write!(f, ", {}", layout.repr)?;
    }
    writeln!(f)
}

/// The rows of a type that begins at offset `base` of the outermost one.
fn write_rows(
    f: &mut Formatter<'_>,
    layout: &TypeLayout,
    base: usize,
    depth: usize,
) -> fmt::Result {
    for slot in layout.walk() {
        match slot {
            Slot::Field(field) => write_field(f, &field, base, depth)?,
            Slot::Padding(hole) => write_hole(f, hole, base, depth)?,
        }
    }
    // What a walk cannot place is not lost.
    for field in layout.fields().filter(|field| field.offset.is_none()) {
        write_field(f, &field, base, depth)?;
    }
    Ok(())
}

fn write_field(
    f: &mut Formatter<'_>,
    field: &FieldLayout,
    base: usize,
    depth: usize,
) -> fmt::Result {
    let FieldLayout { name, ty, size, align, .. } = field;
    let indent = 2 * depth;
    let Some(offset) = field.offset else {
        return writeln!(f, "{:>8}{size:>6}{align:>7}{:>6}  {:indent$}{name}: {ty}", "?", "?", "");
    };
    let offset = base + offset;
    let line = Lines { offset, size: *size };
    writeln!(f, "{offset:>8}{size:>6}{align:>7}{line:>6}  {:indent$}{name}: {ty}", "")?;
    match field.layout() {
        Some(nested) if f.alternate() => write_rows(f, nested, offset, depth + 1),
        _ => Ok(()),
    }
}

fn write_hole(f: &mut Formatter<'_>, hole: Hole, base: usize, depth: usize) -> fmt::Result {
    let (offset, size, indent) = (base + hole.offset, hole.size, 2 * depth);
    writeln!(f, "{offset:>8}{size:>6}{:>13}  {:indent$}(padding)", "", "")
}

fn write_summary(f: &mut Formatter<'_>, layout: &TypeLayout) -> fmt::Result {
    f.write_str("  ")?;
    if layout.kind.has_fields() {
        write_padding(f, layout)?;
        f.write_str("; ")?;
    }
    let lines = layout.cache_lines();
    writeln!(f, "{lines} cache line{} of {CACHE_LINE} bytes", plural(lines))
}

fn write_padding(f: &mut Formatter<'_>, layout: &TypeLayout) -> fmt::Result {
    let padding = layout.padding();
    let inside = layout.deep_padding().saturating_sub(padding);
    if padding == 0 {
        f.write_str("no padding")?;
    } else {
        write_share(f, padding, layout)?;
    }
    if inside > 0 {
        write!(f, "; {inside} more inside fields")?;
    }
    Ok(())
}

fn write_share(f: &mut Formatter<'_>, padding: usize, layout: &TypeLayout) -> fmt::Result {
    let (size, holes) = (layout.size, layout.holes().count());
    let verb = if padding == 1 { "is" } else { "are" };
    // In whole thousandths, so that the text is the same on every machine.
    let share = (padding as u128 * 1000 + size as u128 / 2) / size as u128;
    write!(
        f,
        "{padding} of {size} bytes {verb} padding ({}.{} %), in {holes} hole{}",
        share / 10,
        share % 10,
        plural(holes),
    )
}

const fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// The cache lines that a field covers in a value which begins at the start of one: `0`, or `0-1`.
struct Lines {
    offset: usize,
    size: usize,
}

impl Display for Lines {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let first = self.offset / CACHE_LINE;
        let last = (self.offset + self.size.saturating_sub(1)) / CACHE_LINE;
        if first == last {
            return first.fmt(f);
        }
        f.pad(&alloc::format!("{first}-{last}"))
    }
}

/// A type's name without the modules in it: `Ring<u32, 8>` for `my_crate::Ring<u32, 8>`.
struct ShortName(&'static str);

impl Display for ShortName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while !rest.is_empty() {
            let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
            if word > 0 && rest[word..].starts_with("::") {
                rest = &rest[word + 2..];
                continue;
            }
            let next = rest[word..].chars().next().map_or(word, |c| word + c.len_utf8());
            f.write_str(&rest[..next])?;
            rest = &rest[next..];
        }
        Ok(())
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::ShortName;

    #[test]
    fn short_names_drop_modules_everywhere() {
        for (long, short) in [
            ("u8", "u8"),
            ("a::b::Ring<alloc::vec::Vec<u8>, 8>", "Ring<Vec<u8>, 8>"),
            ("&mut a::B", "&mut B"),
            ("<a::B as c::D>::E", "<B as D>::E"),
            ("(a::B, [c::D; 3])", "(B, [D; 3])"),
            ("dyn core::ops::Fn(a::Ä) -> b::C + Send", "dyn Fn(Ä) -> C + Send"),
        ] {
            assert_eq!(ShortName(long).to_string(), short);
        }
    }
}
