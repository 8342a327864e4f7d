//! The grammar of checks: `property OP constant` or a word, one after the other with commas.
//!
//! `#[layout(...)]` on a type, on a variant, on a field, and `assert_layout!` are all read here.

mod conflict;
mod operator;
mod parse;
mod path;
mod words;

use proc_macro2::{Span, TokenStream};

pub(crate) use conflict::drop_contradictions;
pub(crate) use operator::Operator;
pub(crate) use parse::{parse_checks, skip_to_comma};
pub(crate) use path::FieldPath;
pub(crate) use words::Scope;

use crate::type_tokens::TypeTokens;
use crate::value::Value;

/// One check and the place that is to blame when it fails.
#[derive(Clone)]
pub(crate) struct Check {
    pub(crate) what: What,
    pub(crate) extent: Extent,
    /// The `line_size(N)` that stands beside a check of cache lines.
    pub(crate) line_size: Option<TokenStream>,
}

/// What a check asks for.
#[derive(Clone)]
pub(crate) enum What {
    /// `property OP value`
    Compare(Property, Operator, Value),
    /// `no_holes`
    NoHoles,
    /// `no_padding`
    NoPadding,
    /// `niche`
    Niche,
    /// `portable`
    Portable,
    /// `same_line(a, b)`
    SameLine(Vec<FieldPath>),
    /// `separate_lines(a, b)`
    SeparateLines(Vec<FieldPath>),
    /// `starts_line(a)`
    StartsLine(FieldPath),
    /// `same_as(Other)`
    SameAs(SameAs),
}

/// What stands in the parentheses of `same_as`.
#[derive(Clone)]
pub(crate) struct SameAs {
    pub(crate) other: TypeTokens,
    pub(crate) names: Names,
}

/// How fields are found in the other type.
#[derive(Clone)]
pub(crate) enum Names {
    /// `rename(a = b)`: by name, but for some.
    Renamed(Vec<(FieldPath, String)>),
    /// `positional`
    Positional,
}

/// What a check compares.
#[derive(Clone)]
pub(crate) enum Property {
    Size,
    Align,
    Padding,
    Fields,
    CacheLines,
    Fingerprint,
    OffsetOf(FieldPath),
    SizeOf(FieldPath),
    AlignOf(FieldPath),
    LineOf(FieldPath),
    /// Of the variant of that name.
    Discriminant(FieldPath),
}

/// The first and the last token of a piece of source.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

impl What {
    /// The word that begins the check.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::NoHoles => "no_holes",
            Self::NoPadding => "no_padding",
            Self::Niche => "niche",
            Self::Portable => "portable",
            Self::SameLine(_) => "same_line",
            Self::SeparateLines(_) => "separate_lines",
            Self::StartsLine(_) => "starts_line",
            Self::SameAs(_) => "same_as",
            Self::Compare(property, ..) => property.word(),
        }
    }

    /// Whether it compares with a literal, or with nothing, so that it holds no expression.
    pub(crate) fn is_plain(&self) -> bool {
        match self {
            Self::Compare(Property::Discriminant(_), ..) => false,
            Self::Compare(_, _, value) => matches!(value, Value::Literal(..)),
            _ => true,
        }
    }

    /// The paths of the fields that the check speaks of.
    pub(crate) fn fields(&self) -> &[FieldPath] {
        match self {
            Self::SameLine(paths) | Self::SeparateLines(paths) => paths,
            Self::StartsLine(path) => std::slice::from_ref(path),
            Self::Compare(property, ..) => property.field().map_or(&[], std::slice::from_ref),
            Self::NoHoles | Self::NoPadding | Self::Niche | Self::Portable | Self::SameAs(_) => &[],
        }
    }

    /// Whether the check depends on the size of a cache line.
    pub(crate) fn is_of_lines(&self) -> bool {
        match self {
            Self::SameLine(_) | Self::SeparateLines(_) | Self::StartsLine(_) => true,
            Self::Compare(property, ..) => {
                matches!(property, Property::CacheLines | Property::LineOf(_))
            }
            Self::NoHoles | Self::NoPadding | Self::Niche | Self::Portable | Self::SameAs(_) => {
                false
            }
        }
    }
}

impl Property {
    /// The word that begins a check of the property.
    fn word(&self) -> &'static str {
        match self {
            Self::Size | Self::SizeOf(_) => "size",
            Self::Align | Self::AlignOf(_) => "align",
            Self::Padding => "padding",
            Self::Fields => "fields",
            Self::CacheLines => "cache_lines",
            Self::Fingerprint => "fingerprint",
            Self::OffsetOf(_) => "offset",
            Self::LineOf(_) => "line",
            Self::Discriminant(_) => "discriminant",
        }
    }

    /// The path that the property is asked of, if it is one of a field.
    pub(crate) fn field(&self) -> Option<&FieldPath> {
        match self {
            Self::OffsetOf(path)
            | Self::SizeOf(path)
            | Self::AlignOf(path)
            | Self::LineOf(path) => Some(path),
            _ => None,
        }
    }

    /// What stands in the parentheses of the property, if anything.
    pub(crate) fn operand(&self) -> Option<&FieldPath> {
        match self {
            Self::Discriminant(variant) => Some(variant),
            property => property.field(),
        }
    }
}
