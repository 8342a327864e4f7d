//! What all outputs say in the same words: the heading, the summary, the lines of a row.

use core::fmt::{self, Display, Formatter};

use crate::analysis::tenths_of_percent;
use crate::layout::{Kind, Tagging, Tail};
use crate::placement::Gap;
use crate::record::{LayoutRecord, NichePlace, Part, Row, RowKind, TypeRecord, Visible};

/// `size 8, align 4, repr(C)`
pub(crate) struct Heading<'a>(pub(crate) &'a TypeRecord);

impl Display for Heading<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let TypeRecord { size, align, repr, kind, tail, .. } = self.0;
        match tail {
            None => write!(f, "size {size}, align {align}")?,
            Some(Tail { stride: Some(stride), .. }) => write!(
                f,
                "size {size} with an empty tail of {stride} byte{} an element, align {align}",
                plural(*stride)
            )?,
            Some(_) => write!(f, "size not known, align at least {align}")?,
        }
        if kind.has_fields() || *kind == Kind::Enum {
            write!(f, ", {repr}")?;
        }
        if *kind == Kind::Union { f.write_str(", a union") } else { Ok(()) }
    }
}

/// `1 of 8 bytes is padding (12.5 %), in 1 hole; 1 cache line of 64 bytes`, of a record and its rows.
pub(crate) struct Summary<'a>(pub(crate) &'a LayoutRecord, pub(crate) &'a [Part<'a>]);

impl Display for Summary<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(record, parts) = self;
        let layout = &record.layout;
        if layout.kind.has_fields() {
            write_padding(f, layout, parts)?;
            f.write_str("; ")?;
        }
        if let Some(tagging) = layout.tagging {
            let variants = layout.variants.len();
            write!(f, "{variants} variant{}, told apart by ", plural(variants))?;
            match tagging {
                Tagging::Tag { size, .. } => write!(f, "a tag of {size} byte{}", plural(size))?,
                Tagging::Niche => {
                    f.write_str("a niche")?;
                    if let Some(NichePlace { offset, size }) = layout.niche {
                        write!(f, " of {size} byte{} at {offset}", plural(size))?;
                    }
                }
                Tagging::Single if variants > 1 => {
                    f.write_str("nothing, as no more than one of them can be")?;
                }
                Tagging::Single => f.write_str("nothing")?,
                Tagging::Unknown => f.write_str("a tag or a niche")?,
            }
            f.write_str("; ")?;
        }
        if layout.tail.is_some() {
            return f.write_str("cache lines by the length of the tail");
        }
        let line = record.target.cache_line;
        let lines = layout.size.div_ceil(line.max(1));
        write!(f, "{lines} cache line{} of {line} bytes", plural(lines))
    }
}

/// What is said of a type's padding: never that there is none where there may be some.
fn write_padding(f: &mut Formatter<'_>, layout: &TypeRecord, parts: &[Part<'_>]) -> fmt::Result {
    let own = layout.padding();
    let inside = layout.least_deep_padding().saturating_sub(own);
    let is_union = layout.kind == Kind::Union;
    let (up_to, place) =
        if is_union { ("up to ", "beside or inside fields") } else { ("", "inside fields") };
    let mut separator = "";
    if own > 0 {
        write_share(f, own, layout, parts)?;
        separator = "; ";
    }
    if inside > 0 {
        f.write_str(separator)?;
        match own {
            0 => write!(f, "{up_to}{inside} byte{} of padding {place}", plural(inside))?,
            _ => write!(f, "{up_to}{inside} more {place}")?,
        }
        separator = "; ";
    }
    match &layout.unknown_inside {
        Some(path) if path.is_empty() => write!(f, "{separator}padding unknown"),
        Some(path) => write!(f, "{separator}padding unknown inside `{}`", Visible(path)),
        None if separator.is_empty() => f.write_str("no padding"),
        None => Ok(()),
    }
}

/// `1 of 8 bytes is padding (12.5 %), in 1 hole`
fn write_share(
    f: &mut Formatter<'_>,
    padding: usize,
    layout: &TypeRecord,
    parts: &[Part<'_>],
) -> fmt::Result {
    let holes = match layout.kind {
        // Behind all of its fields.
        Kind::Union => 1,
        _ => parts.iter().map(|part| Gap::joined(&part.gaps()).count()).sum(),
    };
    let verb = if padding == 1 { "is" } else { "are" };
    let tenths = tenths_of_percent(padding, layout.size);
    write!(
        f,
        "{padding} of {} bytes {verb} padding ({}.{} %), in {holes} hole{}",
        layout.size,
        tenths / 10,
        tenths % 10,
        plural(holes),
    )
}

/// The ending of a noun after that number.
pub(crate) const fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// The cache lines that a row covers in a value which begins at the start of one: `0`, or `0-1`.
pub(super) struct Lines {
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Lines {
    /// `None` where the row's place is not known.
    pub(super) fn of(row: &Row<'_>, line_size: usize) -> Option<Self> {
        let (offset, line) = (row.offset?, line_size.max(1));
        let last = offset.saturating_add(row.size.saturating_sub(1)) / line;
        Some(Self { first: offset / line, last })
    }
}

impl Display for Lines {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { first, last } = self;
        if first == last {
            return first.fmt(f);
        }
        f.pad(&std_alloc::format!("{first}-{last}"))
    }
}

/// A row in words: `length: u16, offset 2, 2 bytes, align 2`.
pub(super) struct Words<'a>(pub(super) &'a Part<'a>, pub(super) &'a Row<'a>);

impl Display for Words<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(part, row) = self;
        let (path, size) = (part.path(row), row.size);
        match row.kind {
            RowKind::Field | RowKind::Tail if path.is_empty() => f.write_str("the value")?,
            RowKind::Field | RowKind::Tail => {
                path.fmt(f)?;
                if !row.ty.is_empty() {
                    f.write_str(": ")?;
                    f.write_str(&row.ty)?;
                }
            }
            RowKind::Padding if !path.is_empty() => write!(f, "padding in {path}")?,
            RowKind::Variant => return f.write_str(row.name()),
            _ => f.write_str(row.name())?,
        }
        match row.offset {
            Some(offset) => {
                f.write_str(", offset ")?;
                f.write_str(Digits::of(offset).as_str())?;
            }
            None => f.write_str(", offset not known")?,
        }
        match row.kind {
            RowKind::Tail => f.write_str(", as long as the tail is")?,
            _ => {
                f.write_str(", ")?;
                f.write_str(Digits::of(size).as_str())?;
                f.write_str(if size == 1 { " byte" } else { " bytes" })?;
            }
        }
        let Some(align) = row.align else { return Ok(()) };
        f.write_str(", align ")?;
        f.write_str(Digits::of(align).as_str())
    }
}

/// A number as text. Reports are made of numbers for the most part, and `core::fmt` takes several times as
/// long for one.
pub(super) struct Digits {
    text: [u8; Self::MOST],
    start: usize,
}

impl Digits {
    /// The digits of `u64::MAX`.
    const MOST: usize = 20;

    pub(super) fn of(number: usize) -> Self {
        let mut digits = Self { text: [b'0'; Self::MOST], start: Self::MOST };
        let mut rest = number;
        loop {
            digits.start -= 1;
            digits.text[digits.start] += (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                return digits;
            }
        }
    }

    pub(super) fn as_str(&self) -> &str {
        core::str::from_utf8(&self.text[self.start..]).unwrap_or_default()
    }
}

impl Display for Digits {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::Digits;

    #[test]
    fn numbers_are_written_as_std_writes_them() {
        for number in [0, 1, 9, 10, 99, 100, 65_535, usize::MAX / 2, usize::MAX - 1, usize::MAX] {
            assert_eq!(Digits::of(number).as_str(), number.to_string());
        }
    }
}
