//! Whether the text of a field's type shows that it is the same type on all targets.
//!
//! The compiler sees but what a type is on this target: an alias such as `c_long` is an `i64` here. So a
//! primitive counts as fixed where it is called by its own name, an array where its length is a number, and
//! a described type where it is called as its declaration calls it. The parameters of a generic type are
//! fixed where its arguments are.

use super::portability::Fault;
use crate::const_fns::const_bytes_eq;
use crate::layout::{FieldLayout, Kind, Opaque, TypeLayout};

/// What is not shown to be fixed in the type of a field.
#[inline]
pub(super) const fn of_field(field: &FieldLayout, layout: &TypeLayout) -> Option<Fault> {
    if field.is_fixed() {
        return None;
    }
    let by = By { parameter: field.is_by_parameter(), length: field.has_length_by_parameter() };
    fault(field.ty.as_bytes(), layout, by)
}

/// What is not shown to be fixed in the text that calls a type. There is none where a type is the subject of a
/// check in its own attributes: of its arguments nothing is known then.
#[inline]
pub(crate) const fn of_type(text: Option<&str>, layout: &TypeLayout) -> Option<Fault> {
    let Some(text) = text else { return None };
    let text = text.as_bytes();
    if const_bytes_eq(text, layout.name.as_bytes()) && !is_generic(layout) {
        return None;
    }
    fault(text, layout, By { parameter: false, length: false })
}

/// What is spelled by parameters of the type that the text stands in.
#[derive(Clone, Copy)]
struct By {
    parameter: bool,
    length: bool,
}

#[inline]
const fn fault(text: &[u8], layout: &TypeLayout, by: By) -> Option<Fault> {
    // Faults of their own, or nothing that a target could change.
    match layout.kind {
        Kind::Pointer | Kind::Tuple => return None,
        Kind::Opaque if matches!(layout.opaque, Opaque::Marker) => return None,
        _ => {}
    }
    let alias = if by.parameter && is_word(text) { None } else { Some(Fault::Alias(layout.name)) };
    match (layout.kind, layout.element()) {
        (Kind::Array { .. }, Some(element)) => match parts_of_array(text) {
            Some((_, length)) if !by.length && !is_number(length) => Some(Fault::Length),
            Some((inner, _)) => fault(inner, element, by),
            None => alias,
        },
        (Kind::Slice, Some(_)) if const_bytes_eq(text, b"str") => None,
        (Kind::Slice, Some(element)) => match text {
            [b'[', inner @ .., b']'] => fault(inner, element, by),
            _ => alias,
        },
        (Kind::Primitive(_), _) => {
            if is_primitive(text, layout.name.as_bytes()) {
                None
            } else {
                alias
            }
        }
        (Kind::Opaque, element) => {
            let path = Path::of(text);
            match (element, path.arguments) {
                (Some(element), []) if is_nonzero_of(text, element.name.as_bytes()) => None,
                _ if !const_bytes_eq(path.name, layout.name.as_bytes()) => alias,
                (Some(element), arguments) => fault(arguments, element, by),
                (None, _) => None,
            }
        }
        _ => {
            let path = Path::of(text);
            if !const_bytes_eq(path.name, layout.name.as_bytes()) {
                return alias;
            }
            of_arguments(path.arguments, layout)
        }
    }
}

/// What is not shown to be fixed among the arguments of a described type.
#[inline]
const fn of_arguments(arguments: &[u8], layout: &TypeLayout) -> Option<Fault> {
    if arguments.is_empty() {
        // An alias, or defaults.
        return if is_generic(layout) { Some(Fault::Argument) } else { None };
    }
    let mut rest = arguments;
    while !rest.is_empty() {
        let end = end_of_item(rest, b',');
        let (argument, behind) = rest.split_at(end);
        if !is_understood(trimmed(argument), layout) {
            return Some(Fault::Argument);
        }
        rest = match behind {
            [_, behind @ ..] => trimmed(behind),
            [] => behind,
        };
    }
    None
}

/// Whether a generic argument is a number, a lifetime, a fixed primitive, or a type that is called as a field
/// of the generic type is.
#[inline]
const fn is_understood(argument: &[u8], layout: &TypeLayout) -> bool {
    match argument {
        [b'\'', ..] => return true,
        _ if is_number(argument) || is_any_primitive(argument) => return true,
        _ => {}
    }
    if let Some((inner, length)) = parts_of_array(argument) {
        return is_number(length) && is_understood(inner, layout);
    }
    let mut fields = layout.fields();
    while let Some(field) = fields.next() {
        if is_leaf_of(&field, argument) {
            return true;
        }
    }
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        let mut fields = variant.fields();
        while let Some(field) = fields.next() {
            if is_leaf_of(&field, argument) {
                return true;
            }
        }
    }
    false
}

/// Whether an argument is how the type is called that a field has by a parameter.
#[inline]
const fn is_leaf_of(field: &FieldLayout, argument: &[u8]) -> bool {
    let (true, Some(mut leaf)) = (field.is_by_parameter(), field.layout()) else { return false };
    loop {
        match (leaf.kind, leaf.element()) {
            (Kind::Primitive(_), _) => return false,
            (Kind::Array { .. }, Some(element)) => leaf = element,
            _ => return fault(argument, leaf, By { parameter: false, length: false }).is_none(),
        }
    }
}

/// Whether a field is of a type that a parameter of its type names.
#[inline]
const fn is_generic(layout: &TypeLayout) -> bool {
    let mut fields = layout.fields();
    while let Some(field) = fields.next() {
        if field.is_by_parameter() || field.has_length_by_parameter() {
            return true;
        }
    }
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        let mut fields = variant.fields();
        while let Some(field) = fields.next() {
            if field.is_by_parameter() || field.has_length_by_parameter() {
                return true;
            }
        }
    }
    false
}

/// The last name of a path, and what stands between the angle brackets behind it.
struct Path<'a> {
    name: &'a [u8],
    arguments: &'a [u8],
}

impl<'a> Path<'a> {
    #[inline]
    const fn of(text: &'a [u8]) -> Self {
        let none = Self { name: text, arguments: &[] };
        if let [b'<', ..] = text {
            // Of an associated type nothing is shown.
            return Self { name: &[], ..none };
        }
        let (mut start, mut end) = (0, 0);
        while end < text.len() && text[end] != b'<' {
            start = if text[end] == b':' { end + 1 } else { start };
            end += 1;
        }
        let (head, arguments) = text.split_at(end);
        let (_, name) = head.split_at(start);
        match arguments {
            [] => Self { name, ..none },
            [b'<', arguments @ .., b'>'] => Self { name, arguments },
            _ => Self { name: &[], ..none },
        }
    }
}

/// The element and the length of `[T; N]`.
#[inline]
const fn parts_of_array(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let [b'[', inner @ .., b']'] = text else { return None };
    let end = end_of_item(inner, b';');
    match inner.split_at(end) {
        (element, [_, length @ ..]) => Some((trimmed(element), trimmed(length))),
        _ => None,
    }
}

/// Where a separator stands that is not within brackets.
#[inline]
const fn end_of_item(text: &[u8], separator: u8) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    while at < text.len() {
        match text[at] {
            b'(' | b'[' | b'{' | b'<' => depth += 1,
            b')' | b']' | b'}' | b'>' => depth = depth.saturating_sub(1),
            char if char == separator && depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    at
}

/// Whether a text is made of whole numbers and the signs of arithmetic.
#[inline]
const fn is_number(text: &[u8]) -> bool {
    let mut at = 0;
    let mut has_digits = false;
    while at < text.len() {
        if text[at].is_ascii_digit() {
            has_digits = true;
            // With its base, its suffix and its underscores.
            while at < text.len() && is_of_word(text[at]) {
                at += 1;
            }
        } else if matches!(text[at], b' ' | b'+' | b'-' | b'*' | b'/' | b'%' | b'(' | b')') {
            at += 1;
        } else {
            return false;
        }
    }
    has_digits
}

/// Whether a text is that of the primitive of that name.
#[inline]
const fn is_primitive(text: &[u8], name: &[u8]) -> bool {
    let path = Path::of(text);
    if !const_bytes_eq(path.name, name) || !path.arguments.is_empty() {
        return false;
    }
    let (prefix, _) = text.split_at(text.len() - name.len());
    matches!(
        prefix,
        b"" | b"core::primitive::"
            | b"std::primitive::"
            | b"::core::primitive::"
            | b"::std::primitive::"
    )
}

#[inline]
const fn is_any_primitive(text: &[u8]) -> bool {
    const NAMES: [&str; 16] = [
        "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
        "f32", "f64", "bool", "char",
    ];
    let mut index = 0;
    while index < NAMES.len() {
        if is_primitive(text, NAMES[index].as_bytes()) {
            return true;
        }
        index += 1;
    }
    false
}

/// Whether a text is std's alias for `NonZero` of an integer: `NonZeroU32`. In another module than std's it may be
/// another alias.
#[inline]
const fn is_nonzero_of(text: &[u8], integer: &[u8]) -> bool {
    let Path { name, .. } = Path::of(text);
    let (prefix, _) = text.split_at(text.len() - name.len());
    if !matches!(
        prefix,
        b"" | b"num::" | b"core::num::" | b"std::num::" | b"::core::num::" | b"::std::num::"
    ) {
        return false;
    }
    let [b'N', b'o', b'n', b'Z', b'e', b'r', b'o', rest @ ..] = name else { return false };
    match (rest, integer) {
        ([first, rest @ ..], [letter, digits @ ..]) => {
            first.to_ascii_lowercase() == *letter && const_bytes_eq(rest, digits)
        }
        _ => false,
    }
}

/// Whether a text is a single name.
#[inline]
const fn is_word(text: &[u8]) -> bool {
    let mut at = 0;
    while at < text.len() && is_of_word(text[at]) {
        at += 1;
    }
    at == text.len() && at > 0
}

#[inline]
const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

#[inline]
const fn trimmed(text: &[u8]) -> &[u8] {
    text.trim_ascii()
}
