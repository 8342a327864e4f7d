use core::fmt::{self, Display, Formatter};
use std_alloc::string::ToString;

use super::LayoutReport;
use super::name::ShortName;
use crate::layout::{
    CACHE_LINE, FieldLayout, Fields, Hole, Kind, Slot, Tagging, Tail, TypeLayout, VariantLayout,
    Walk,
};

impl Display for LayoutReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let layout = &self.layout;
        write_heading(f, layout)?;
        let mut rows = Rows { f, missing: false };
        if layout.kind.has_fields() || layout.kind == Kind::Enum {
            rows.columns()?;
            rows.of_type(layout, Place::default())?;
        }
        if rows.missing {
            f.write_str(if layout.is_sized() { NO_SAMPLE } else { NO_PLACE })?;
        }
        write_summary(f, layout)
    }
}

const NO_SAMPLE: &str = "  ? an offset that stable Rust does not tell: no sample of the variant can be \
                         made in a `const`;\n    give one by `#[layout(sample = ...)]`, or ask a \
                         value by `layout_report_of`\n";

const NO_PLACE: &str = "  ? the tail's place, which stable Rust does not tell: that of a trait object \
                        differs from value to value\n";

fn write_heading(f: &mut Formatter<'_>, layout: &TypeLayout) -> fmt::Result {
    write!(f, "{}: ", ShortName(layout.type_name()))?;
    match layout.tail() {
        None => write!(f, "size {}, align {}", layout.size, layout.align)?,
        Some(Tail { stride: Some(stride), .. }) => write!(
            f,
            "size {} with an empty tail of {stride} byte{} an element, align {}",
            layout.size,
            plural(stride),
            layout.align
        )?,
        Some(_) => write!(f, "size not known, align at least {}", layout.align)?,
    }
    if layout.kind.has_fields() || layout.kind == Kind::Enum {
        write!(f, ", {}", layout.repr)?;
    }
    if layout.kind == Kind::Union {
        f.write_str(", a union")?;
    }
    writeln!(f)
}

/// Where the type lies whose rows are written.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Its offset in the outermost type.
    base: usize,
    /// How many types it lies within.
    depth: usize,
}

/// Writes the rows of the table.
struct Rows<'a, 'b> {
    f: &'a mut Formatter<'b>,
    /// Whether a row had no offset.
    missing: bool,
}

impl Rows<'_, '_> {
    fn columns(&mut self) -> fmt::Result {
        writeln!(self.f, "  offset  size  align  line  field")
    }

    fn of_type(&mut self, layout: &TypeLayout, place: Place) -> fmt::Result {
        match (layout.kind, layout.tagging()) {
            (Kind::Enum, Some(tagging)) => self.of_enum(layout, tagging, place),
            (Kind::Union, _) => self.of_union(layout, place),
            _ => {
                self.of_walk(layout.walk(), place, "(padding)")?;
                self.unplaced(layout.fields(), place)
            }
        }
    }

    fn of_enum(&mut self, layout: &TypeLayout, tagging: Tagging, place: Place) -> fmt::Result {
        if let Tagging::Tag { offset, size } = tagging {
            self.hole(offset, size, place, "(tag)")?;
        }
        for variant in layout.variants() {
            self.variant(&variant, place)?;
            let inside = Place { depth: place.depth + 1, ..place };
            let between = tagging.between_fields(&variant);
            self.of_walk(layout.walk_variant(&variant), inside, between)?;
            self.unplaced(variant.fields(), inside)?;
        }
        Ok(())
    }

    /// The fields that a walk cannot place.
    fn unplaced(&mut self, fields: Fields, place: Place) -> fmt::Result {
        for field in fields.filter(|field| field.offset.is_none()) {
            self.field(&field, place)?;
        }
        Ok(())
    }

    /// The fields of a union, each with the bytes behind it that it does not use.
    fn of_union(&mut self, layout: &TypeLayout, place: Place) -> fmt::Result {
        for field in layout.fields() {
            self.field(&field, place)?;
            match field.end() {
                Some(end) if end < layout.size => {
                    self.hole(end, layout.size - end, place, "(padding)")?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn of_walk(&mut self, walk: Walk, place: Place, between: &str) -> fmt::Result {
        for slot in walk {
            match slot {
                Slot::Field(field) => self.field(&field, place)?,
                Slot::Padding(Hole { offset, size, .. }) => {
                    self.hole(offset, size, place, between)?;
                }
            }
        }
        Ok(())
    }

    fn variant(&mut self, variant: &VariantLayout, place: Place) -> fmt::Result {
        let VariantLayout { name, discriminant, .. } = variant;
        writeln!(
            self.f,
            "{:>28}{:indent$}{name} = {discriminant}",
            "",
            "",
            indent = 2 * place.depth
        )
    }

    fn field(&mut self, field: &FieldLayout, place: Place) -> fmt::Result {
        let FieldLayout { name, ty, size, align, .. } = field;
        let indent = 2 * place.depth;
        let Some(offset) = field.offset else {
            self.missing = true;
            return writeln!(
                self.f,
                "{:>8} {size:>5} {align:>6} {:>5}  {:indent$}{name}: {ty}",
                "?", "?", ""
            );
        };
        let offset = place.base + offset;
        let line = Lines { offset, size: *size };
        writeln!(self.f, "{offset:>8} {size:>5} {align:>6} {line:>5}  {:indent$}{name}: {ty}", "")?;
        match field.layout() {
            Some(nested) if self.f.alternate() => {
                self.of_type(nested, Place { base: offset, depth: place.depth + 1 })
            }
            _ => Ok(()),
        }
    }

    fn hole(&mut self, offset: usize, size: usize, place: Place, what: &str) -> fmt::Result {
        let (offset, indent) = (place.base + offset, 2 * place.depth);
        writeln!(self.f, "{offset:>8} {size:>5}{:>13}  {:indent$}{what}", "", "")
    }
}

fn write_summary(f: &mut Formatter<'_>, layout: &TypeLayout) -> fmt::Result {
    f.write_str("  ")?;
    if layout.kind.has_fields() {
        write_padding(f, layout)?;
        f.write_str("; ")?;
    }
    if let Some(tagging) = layout.tagging() {
        let variants = layout.variants().count();
        let how = match tagging {
            Tagging::Tag { size: 1, .. } => "a tag of 1 byte".to_string(),
            Tagging::Tag { size, .. } => std_alloc::format!("a tag of {size} bytes"),
            Tagging::Niche => "a niche".to_string(),
            Tagging::Single => "nothing".to_string(),
            Tagging::Unknown => "a tag or a niche".to_string(),
        };
        write!(f, "{variants} variant{}, told apart by {how}; ", plural(variants))?;
    }
    if !layout.is_sized() {
        return writeln!(f, "cache lines by the length of the tail");
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
    match layout.kind {
        _ if inside == 0 => Ok(()),
        Kind::Union => write!(f, "; up to {inside} more beside or inside fields"),
        _ => write!(f, "; {inside} more inside fields"),
    }
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
        f.pad(&std_alloc::format!("{first}-{last}"))
    }
}
