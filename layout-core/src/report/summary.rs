//! A record in a few words.

use core::fmt::{self, Display, Formatter};
use std_alloc::string::String;

use crate::layout::{Kind, Tagging, Tail};
use crate::record::{LayoutRecord, Row, TypeRecord};

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

/// `1 byte of padding; 1 cache line`
pub(crate) struct Summary<'a>(pub(crate) &'a LayoutRecord);

impl Display for Summary<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let layout = &self.0.layout;
        if layout.kind.has_fields() {
            let padding = layout.padding();
            let words = PaddingWords {
                own: (padding > 0)
                    .then(|| std_alloc::format!("{padding} byte{} of padding", plural(padding))),
                inside: layout.least_deep_padding().saturating_sub(padding),
                is_union: layout.kind == Kind::Union,
                unknown: layout.unknown_inside.clone(),
                separator: ", ",
            };
            write!(f, "{words}; ")?;
        }
        if let Some(tagging) = layout.tagging {
            let variants = layout.variants.len();
            let how = match tagging {
                Tagging::Tag { size: 1, .. } => "a tag of 1 byte".into(),
                Tagging::Tag { size, .. } => std_alloc::format!("a tag of {size} bytes"),
                Tagging::Niche => "a niche".into(),
                Tagging::Single if variants > 1 => ONE_CAN_BE.into(),
                Tagging::Single => "nothing".into(),
                Tagging::Unknown => "a tag or a niche".into(),
            };
            write!(f, "{variants} variant{}, told apart by {how}; ", plural(variants))?;
        }
        if layout.tail.is_some() {
            return f.write_str("cache lines by the length of the tail");
        }
        let lines = layout.size.div_ceil(self.0.target.cache_line.max(1));
        write!(f, "{lines} cache line{} of {} bytes", plural(lines), self.0.target.cache_line)
    }
}

/// By what variants are told apart all but one of which can never be.
pub(super) const ONE_CAN_BE: &str = "nothing, as no more than one of them can be";

/// What is said of a type's padding: never that there is none where there may be some.
pub(super) struct PaddingWords {
    /// What is said of that between its fields and behind them, if there is some.
    pub(super) own: Option<String>,
    /// The bytes inside its fields, as far as is known; of a union also those beside one.
    pub(super) inside: usize,
    pub(super) is_union: bool,
    /// The path of the first part that may have more.
    pub(super) unknown: Option<String>,
    pub(super) separator: &'static str,
}

impl Display for PaddingWords {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { own, inside, is_union, unknown, separator } = self;
        let where_inside = if *is_union { "beside or inside fields" } else { "inside fields" };
        let up_to = if *is_union { "up to " } else { "" };
        match (own, inside) {
            (Some(own), 0) => f.write_str(own)?,
            (Some(own), _) => write!(f, "{own}{separator}{up_to}{inside} more {where_inside}")?,
            (None, 0) if unknown.is_none() => return f.write_str("no padding"),
            (None, 0) => {}
            (None, _) => {
                write!(f, "{up_to}{inside} byte{} of padding {where_inside}", plural(*inside))?;
            }
        }
        let Some(path) = unknown else { return Ok(()) };
        if own.is_some() || *inside > 0 {
            f.write_str(separator)?;
        }
        f.write_str("padding unknown")?;
        if path.is_empty() {
            Ok(())
        } else {
            write!(f, " inside `{}`", crate::record::Visible(path))
        }
    }
}

/// The ending of a noun after that number.
pub(super) const fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// The cache lines that a row covers in a value which begins at the start of one: `0`, or `0-1`;
/// nothing where its place is not known.
pub(super) struct Lines<'a>(pub(super) &'a Row, pub(super) &'a LayoutRecord);

impl Display for Lines<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(row, record) = self;
        let Some(offset) = row.offset else { return Ok(()) };
        let line = record.target.cache_line.max(1);
        let first = offset / line;
        let last = offset.saturating_add(row.size.saturating_sub(1)) / line;
        if first == last { write!(f, "{first}") } else { write!(f, "{first}-{last}") }
    }
}
