//! What all outputs say in the same words: the heading, the summary, the lines of a row.

use core::fmt::Write;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use crate::analysis::tenths_of_percent;
use crate::const_fns::plural;
use crate::layout::{BaseRepr, Kind, Tagging, Tail};
use crate::placement::Gap;
use crate::put::{Digits, Put, put};
use crate::record::{LayoutRecord, NichePlace, Part, Row, RowKind, TypeRecord, Visible};

/// A text in pieces, each with whether it is code: what stands between two backticks.
pub(crate) fn spans(text: &str) -> Vec<(&str, bool)> {
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some((plain, behind)) = rest.split_once('`') {
        let Some((code, behind)) = behind.split_once('`') else { break };
        spans.extend([(plain, false), (code, true)]);
        rest = behind;
    }
    spans.push((rest, false));
    spans
}

/// `size 8, align 4, repr(C)`
pub(crate) struct Heading<'a>(pub(crate) &'a TypeRecord);

impl Put for Heading<'_> {
    #[inline]
    fn put(&self, text: &mut String) {
        let TypeRecord { size, align, repr, kind, tail, .. } = self.0;
        match tail {
            None => put!(text, "size ", size, ", align ", align),
            Some(Tail { stride: Some(stride), .. }) => {
                put!(text, "size ", size, " with an empty tail of ", stride, " byte");
                put!(text, plural(*stride), " an element, align ", align);
            }
            Some(_) => put!(text, "size not known, align at least ", align),
        }
        if kind.has_fields() || *kind == Kind::Enum {
            // Writing to a text does not fail.
            let _ = write!(text, ", {repr}");
        }
        if *kind == Kind::Union {
            text.push_str(", a union");
        }
    }
}

/// `1 of 8 bytes is padding (12.5 %), in 1 hole; 1 cache line of 64 bytes`, of a record and its rows.
pub(crate) struct Summary<'a>(pub(crate) &'a LayoutRecord, pub(crate) &'a [Part<'a>]);

impl Put for Summary<'_> {
    #[inline]
    fn put(&self, text: &mut String) {
        let Self(record, parts) = self;
        let layout = &record.layout;
        if layout.kind.has_fields() {
            put_padding(text, layout, parts);
            text.push_str("; ");
        }
        if let Some(tagging) = layout.tagging {
            let variants = layout.variants.len();
            put!(text, variants, " variant", plural(variants), ", told apart by ");
            match tagging {
                Tagging::Tag { size, .. } => put!(text, "a tag of ", size, " byte", plural(size)),
                Tagging::Niche => {
                    text.push_str("a niche");
                    if let Some(NichePlace { offset, size }) = layout.niche {
                        put!(text, " of ", size, " byte", plural(size), " at ", offset);
                    }
                }
                Tagging::Single if variants > 1 => text.push_str(ONE_CAN_BE),
                Tagging::Single => text.push_str("nothing"),
                Tagging::Unknown if has_one_inhabited(layout) => {
                    put!(text, ONE_CAN_BE, ", though there may be a tag");
                }
                Tagging::Unknown => text.push_str("a tag or a niche"),
            }
            text.push_str("; ");
        }
        if layout.tail.is_some() {
            return text.push_str("cache lines by the length of the tail");
        }
        let line = record.target.cache_line;
        let lines = layout.size.div_ceil(line.max(1));
        put!(text, lines, " cache line", plural(lines), " of ", line, " bytes");
    }
}

const ONE_CAN_BE: &str = "nothing, as no more than one of them can be";

/// Whether no more than one variant can be.
#[inline]
fn has_one_inhabited(layout: &TypeRecord) -> bool {
    layout.variants.iter().filter(|variant| !variant.is_uninhabited).count() <= 1
}

/// What is said of a type's padding: never that there is none where there may be some.
#[inline]
fn put_padding(text: &mut String, layout: &TypeRecord, parts: &[Part<'_>]) {
    let own = layout.padding();
    let inside = layout.least_deep_padding().saturating_sub(own);
    let is_union = layout.kind == Kind::Union;
    let (up_to, place) =
        if is_union { ("up to ", "beside or inside fields") } else { ("", "inside fields") };
    let mut separator = "";
    if own > 0 {
        put_share(text, own, layout, parts);
        separator = "; ";
    }
    if inside > 0 {
        put!(text, separator, up_to, inside);
        match own {
            0 => put!(text, " byte", plural(inside), " of padding ", place),
            _ => put!(text, " more ", place),
        }
        separator = "; ";
    }
    match &layout.unknown_inside {
        Some(path) if path.is_empty() => put!(text, separator, "padding unknown"),
        Some(path) => put_unknown(text, separator, layout, path),
        None if separator.is_empty() => text.push_str("no padding"),
        None => {}
    }
}

/// The fields that are named before the others are counted.
const MOST_NAMES: usize = 3;

/// Says inside which fields the padding is not known, the first of them of that path, and what tells it.
#[inline]
fn put_unknown(text: &mut String, separator: &str, layout: &TypeRecord, first: &String) {
    let paths: Vec<&String> = core::iter::once(first).chain(&layout.more_unknown_inside).collect();
    put!(text, separator, "padding unknown inside ");
    let (named, others) = paths.split_at(paths.len().min(MOST_NAMES));
    for (index, path) in named.iter().enumerate() {
        let is_last = others.is_empty() && index + 1 == named.len();
        let before = if index == 0 {
            ""
        } else if is_last {
            " and "
        } else {
            ", "
        };
        put!(text, before, "`", Visible(path), "`");
    }
    if !others.is_empty() {
        put!(text, " and ", others.len(), " more");
    }
    // Nothing tells more than debug info, and nothing tells what a tail is.
    if layout.repr.base == BaseRepr::Unknown || layout.tail.is_some() {
        return;
    }
    let out_of_reach = paths.iter().filter(|path| is_derived_or_std(layout, path)).count();
    let types = match paths.len() {
        all if out_of_reach == all => {
            text.push_str(" (`cargo layout show` reads it from debug info)");
            return;
        }
        _ if out_of_reach > 0 => "the types that are yours",
        1 => "its type",
        _ => "their types",
    };
    put!(text, " (derive `Layout` for ", types);
    text.push_str(", or use `cargo layout show`, which reads debug info)");
}

/// Whether no derive tells more of the part of a type that has that path: it is of a type of the standard library, or
/// of one that derives `Layout`.
#[inline]
fn is_derived_or_std(layout: &TypeRecord, path: &str) -> bool {
    // Elements have no name of their own.
    let layout = match &layout.element {
        Some(element) if layout.fields.is_empty() => element,
        _ => layout,
    };
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let variant = layout.variants.iter().find(|variant| variant.name == first);
    let (fields, first, rest) = match variant {
        Some(variant) => {
            let (first, rest) = rest.split_once('.').unwrap_or((rest, ""));
            (&variant.fields, first, rest)
        }
        None => (&layout.fields, first, rest),
    };
    let Some(field) = fields.iter().find(|field| field.name == first) else { return false };
    match &field.layout {
        Some(inner) if !rest.is_empty() => is_derived_or_std(inner, rest),
        Some(_) => true,
        None => {
            let name = field.type_name.trim_start_matches(['[', '(']);
            ["core::", "alloc::", "std::"].iter().any(|root| name.starts_with(root))
        }
    }
}

/// `1 of 8 bytes is padding (12.5 %), in 1 hole`
#[inline]
fn put_share(text: &mut String, padding: usize, layout: &TypeRecord, parts: &[Part<'_>]) {
    let holes: usize = match layout.kind {
        // Behind all of its fields.
        Kind::Union => 1,
        _ => parts.iter().map(|part| Gap::joined(&part.gaps()).count()).sum(),
    };
    let verb = if padding == 1 { "is" } else { "are" };
    let tenths = tenths_of_percent(padding, layout.size);
    put!(text, padding, " of ", layout.size, " bytes ", verb, " padding (");
    put!(text, tenths / 10, ".", tenths % 10, " %), in ", holes, " hole", plural(holes));
}

/// The cache lines that a row covers in a value which begins at the start of one: `0`, or `0-1`.
pub(super) struct Lines {
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Lines {
    /// `None` where the row's place is not known.
    #[inline]
    pub(super) fn of(row: &Row<'_>, line_size: usize) -> Option<Self> {
        let (offset, line) = (row.offset?, line_size.max(1));
        let last = offset.saturating_add(row.size.saturating_sub(1)) / line;
        Some(Self { first: offset / line, last })
    }
}

impl Put for Lines {
    #[inline]
    fn put(&self, text: &mut String) {
        let Self { first, last } = self;
        text.push_str(Digits::of(*first).as_str());
        if first != last {
            put!(text, "-", last);
        }
    }
}

/// A row in words: `length: u16, offset 2, 2 bytes, align 2`.
pub(super) struct Words<'a>(pub(super) &'a Part<'a>, pub(super) &'a Row<'a>);

impl Put for Words<'_> {
    #[inline]
    fn put(&self, text: &mut String) {
        let Self(part, row) = self;
        let path = part.path(row);
        match row.kind {
            RowKind::Field | RowKind::Tail if path.is_empty() => text.push_str("the value"),
            RowKind::Field | RowKind::Tail if row.ty.is_empty() => path.put(text),
            RowKind::Field | RowKind::Tail => put!(text, path, ": ", &*row.ty),
            RowKind::Padding if !path.is_empty() => put!(text, "padding in ", path),
            RowKind::Variant => return text.push_str(row.name()),
            _ => text.push_str(row.name()),
        }
        match row.offset {
            Some(offset) => put!(text, ", offset ", offset),
            None => text.push_str(", offset not known"),
        }
        match row.kind {
            RowKind::Tail => text.push_str(", as long as the tail is"),
            _ => put!(text, ", ", row.size, " byte", plural(row.size)),
        }
        if let Some(align) = row.align {
            put!(text, ", align ", align);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::spans;
    use crate::analysis::tenths_of_percent;

    #[test]
    fn code_is_between_two_backticks() {
        for (text, expected) in [
            ("", &[("", false)][..]),
            ("box `a.b` now", &[("box ", false), ("a.b", true), (" now", false)]),
            ("`a` `b`", &[("", false), ("a", true), (" ", false), ("b", true), ("", false)]),
            ("one ` alone", &[("one ` alone", false)]),
        ] {
            assert_eq!(spans(text), expected, "{text:?}");
        }
    }

    #[test]
    fn shares_are_rounded() {
        let shares = [(1, 3), (2, 3), (0, 0), (usize::MAX, usize::MAX)];
        let tenths = shares.map(|(part, whole)| tenths_of_percent(part, whole));
        assert_eq!(tenths, [333, 667, 0, 1000]);
    }
}
