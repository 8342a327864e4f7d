//! Paths such as `header.len` or `pair.0`: resolved in a `const`, and put together on the way out of a type.

use core::fmt;

use super::{FieldList, Kind, ResolvedField, TypeLayout};

/// Why a path leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathError {
    /// A type along the path has no field of that name.
    NoField,
    /// The type of what the path's first so many bytes name does not describe its fields.
    Opaque(usize),
    /// What the path's first so many bytes name is of a type of the language that has no fields: one of that
    /// name, or a pointer.
    Fieldless(usize, Option<&'static str>),
    /// The path ends at a variant, which is not a field.
    Variant,
}

/// The names on the way to a part of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FieldPath {
    /// The innermost first, as a part is found before what it is in. The outermost are those that do not fit.
    names: [&'static str; Self::MOST],
    len: usize,
}

impl FieldPath {
    const MOST: usize = 16;

    /// The way to the type itself.
    pub(crate) const EMPTY: Self = Self { names: [""; Self::MOST], len: 0 };

    /// The same, seen from outside a field or a variant of that name.
    #[inline]
    pub(crate) const fn within(mut self, name: &'static str) -> Self {
        if self.len < Self::MOST {
            self.names[self.len] = name;
            self.len += 1;
        }
        self
    }

    /// How many names there are, as far as they are kept.
    #[inline]
    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(crate) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The name at that index, from the outermost on. `None` behind the last.
    #[inline]
    pub(crate) const fn name(&self, index: usize) -> Option<&'static str> {
        if index < self.len { Some(self.names[self.len - 1 - index]) } else { None }
    }

    /// The field of the type itself; `None` if there is none, or if it may be one that did not fit.
    #[inline]
    pub(crate) const fn outermost(&self) -> Option<&'static str> {
        if self.len < Self::MOST { self.name(0) } else { None }
    }

    /// The field at the end.
    #[inline]
    pub(crate) const fn innermost(&self) -> Option<&'static str> {
        if self.len > 0 { Some(self.names[0]) } else { None }
    }
}

impl fmt::Display for FieldPath {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.names.iter().take(self.len).rev().enumerate() {
            f.write_str(if index == 0 { "" } else { "." })?;
            f.write_str(name)?;
        }
        Ok(())
    }
}

impl TypeLayout {
    /// The offset of the field of that name; [`FieldList::UNKNOWN_OFFSET`] if there is none, or if the
    /// entry of a field before it is long.
    ///
    /// For a check that is made often: in few steps of the compiler, and without a call.
    #[inline]
    pub(crate) const fn offset_of_named(&self, name: &str) -> usize {
        let FieldList { entries, offsets, .. } = self.fields;
        let name = name.as_bytes();
        let mut at = 0;
        let mut next = 0;
        while at < entries.len() && entries[at] < 0x80 {
            let mut letter = at + 1;
            let colon = letter + name.len();
            at = letter + entries[at] as usize;
            if colon < at && entries[colon] == b':' {
                let mut rest = name;
                while let [first, others @ ..] = rest {
                    if entries[letter] != *first {
                        break;
                    }
                    letter += 1;
                    rest = others;
                }
                if letter == colon {
                    return offsets[next];
                }
            }
            next += 1;
        }
        FieldList::UNKNOWN_OFFSET
    }

    /// Follows a path of field names and indices, separated by dots.
    #[inline]
    pub(crate) const fn resolve(&self, path: &str) -> Result<ResolvedField, PathError> {
        let path = path.as_bytes();
        let mut layout = self;
        let mut offset = Some(0_usize);
        let mut start = 0;
        loop {
            let mut end = segment_end(path, start);
            let found = if let Kind::Enum = layout.kind {
                let Some(variant) = layout.variants().find(path, start, end) else {
                    return Err(PathError::NoField);
                };
                if end == path.len() {
                    return Err(PathError::Variant);
                }
                start = end + 1;
                end = segment_end(path, start);
                member_of(variant.fields, path, start, end)
            } else {
                layout.member(path, start, end)
            };
            let place = match found {
                Ok(place) => place,
                Err(PathError::Opaque(_)) => {
                    let end = start.saturating_sub(1);
                    return Err(match layout.kind {
                        Kind::Pointer => PathError::Fieldless(end, None),
                        Kind::Primitive(_) => PathError::Fieldless(end, Some(layout.name)),
                        _ => PathError::Opaque(end),
                    });
                }
                Err(error) => return Err(error),
            };
            offset = match (offset, place.offset) {
                (Some(outer), Some(inner)) => outer.checked_add(inner),
                _ => None,
            };
            if end == path.len() {
                return Ok(ResolvedField { offset, ..place });
            }
            layout = match place.layout {
                Some(layout) => layout,
                None => return Err(PathError::Opaque(end)),
            };
            start = end + 1;
        }
    }

    /// The field or element called `name[start..end]`.
    #[inline]
    const fn member(
        &self,
        name: &[u8],
        start: usize,
        end: usize,
    ) -> Result<ResolvedField, PathError> {
        if let (Kind::Array { len }, Some(element)) = (self.kind, self.element) {
            return match parse_index(name, start, end) {
                Some(index) if index < len => Ok(ResolvedField {
                    offset: index.checked_mul(element.size),
                    size: element.size,
                    align: element.align,
                    layout: Some(element),
                }),
                _ => Err(PathError::NoField),
            };
        }
        if !self.kind.has_fields() {
            return Err(PathError::Opaque(0));
        }
        member_of(self.fields, name, start, end)
    }
}

/// The field called `name[start..end]`.
#[inline]
const fn member_of(
    fields: FieldList,
    name: &[u8],
    start: usize,
    end: usize,
) -> Result<ResolvedField, PathError> {
    let index = fields.find(name, start, end).index();
    if index == fields.len() {
        return Err(PathError::NoField);
    }
    Ok(ResolvedField {
        offset: fields.offset(index),
        size: fields.size(index),
        align: fields.align(index),
        layout: fields.layout(index),
    })
}

#[inline]
const fn segment_end(path: &[u8], start: usize) -> usize {
    let mut end = start;
    while end < path.len() && path[end] != b'.' {
        end += 1;
    }
    end
}

#[inline]
const fn parse_index(text: &[u8], start: usize, end: usize) -> Option<usize> {
    let has_leading_zero = end - start > 1 && text[start] == b'0';
    if start == end || has_leading_zero {
        return None;
    }
    let mut value: usize = 0;
    let mut at = start;
    while at < end {
        let digit = text[at].wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = match value.checked_mul(10) {
            Some(tens) => match tens.checked_add(digit as usize) {
                Some(sum) => sum,
                None => return None,
            },
            None => return None,
        };
        at += 1;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use std::format;
    use std::string::{String, ToString as _};

    use super::FieldPath;
    use crate::layout::{FieldList, FieldType, Kind, TypeLayout};

    /// A struct of bytes with those fields, each an entry of text.
    fn layout(entries: String, offsets: &'static [usize]) -> TypeLayout {
        let types = std::vec![FieldType::of::<u8>(None); offsets.len()].leak();
        let fields = FieldList::new(entries.leak(), types, offsets);
        TypeLayout { kind: Kind::Struct, fields, ..TypeLayout::opaque::<u64>("S", "") }
    }

    #[test]
    fn paths_are_read_from_the_outermost_name_on() {
        let path = FieldPath::EMPTY;
        assert_eq!((path.to_string(), path.len(), path.is_empty()), (String::new(), 0, true));
        assert_eq!((path.name(0), path.outermost(), path.innermost()), (None, None, None));
        let path = path.within("c").within("b").within("a");
        assert_eq!((path.to_string(), path.len(), path.is_empty()), ("a.b.c".into(), 3, false));
        assert_eq!(
            [0, 1, 2, 3].map(|index| path.name(index)),
            [Some("a"), Some("b"), Some("c"), None]
        );
        assert_eq!((path.outermost(), path.innermost()), (Some("a"), Some("c")));
    }

    /// The outermost names are those that do not fit; then it is not said which field of the type it is.
    #[test]
    fn long_ways_are_cut_off() {
        let mut path = FieldPath::EMPTY;
        for _ in 0..15 {
            path = path.within("inner");
        }
        assert_eq!(path.outermost(), Some("inner"));
        let full = path.within("last");
        assert_eq!(full, full.within("outer"));
        assert_eq!((full.len(), full.name(0), full.outermost()), (16, Some("last"), None));
    }

    #[test]
    fn the_quick_way_to_an_offset_finds_what_the_slow_one_does() {
        let entries = "\u{6}ab: u8\u{5}a: u8\u{7}abc: u8\u{8}b:hc: u8";
        let layout = layout(entries.into(), &[4, 0, 2, 7]);
        for name in ["ab", "a", "abc", "b"] {
            assert_eq!(Some(layout.offset_of_named(name)), layout.offset(name), "{name}");
        }
        // The last is as long as an entry.
        for name in ["", "abcd", "c", "u8", "ab.a", "b:hc: u9"] {
            assert_eq!(layout.offset_of_named(name), FieldList::UNKNOWN_OFFSET, "{name}");
        }
    }

    /// A long entry has a length of more than one byte, which takes more steps to read.
    #[test]
    fn the_quick_way_ends_at_a_long_entry() {
        let long = format!("\u{5}a: u8\u{80}b: {}\u{5}c: u8", "x".repeat(0x80 - 3));
        let layout = layout(long, &[0, 1, 2]);
        assert_eq!(["a", "b", "c"].map(|name| layout.offset(name)), [Some(0), Some(1), Some(2)]);
        assert_eq!(
            ["a", "b", "c"].map(|name| layout.offset_of_named(name)),
            [0, FieldList::UNKNOWN_OFFSET, FieldList::UNKNOWN_OFFSET]
        );
    }
}
