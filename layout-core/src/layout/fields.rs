use super::{FieldLayout, TypeLayout};

/// What the compiler knows of a field's type: everything but its name, text and place.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct FieldType {
    pub(super) size: usize,
    pub(super) align: usize,
    pub(super) type_name: fn() -> &'static str,
    pub(super) layout: Option<&'static TypeLayout>,
}

impl FieldType {
    pub(crate) const fn of<T>(layout: Option<&'static TypeLayout>) -> Self {
        Self {
            size: size_of::<T>(),
            align: align_of::<T>(),
            type_name: core::any::type_name::<T>,
            layout,
        }
    }
}

/// The fields of a type as the derive writes them down, so that a type whose metadata is never used
/// costs its user little: all names and types are one text, put apart when they are read.
#[derive(Clone, Copy)]
pub(crate) struct FieldList {
    /// A line `name: type` for each field; without the type's text where nobody wrote one.
    lines: &'static [u8],
    types: &'static [FieldType],
    /// As many as there are types.
    offsets: &'static [usize],
}

impl FieldList {
    /// What stands for an offset that is not known: no type is as large.
    const UNKNOWN_OFFSET: usize = usize::MAX;

    pub(crate) const EMPTY: Self = Self::new("", &[], &[]);

    /// Fields by a line `name: type`, a type and an offset for each.
    ///
    /// # Panics
    ///
    /// There are not as many offsets as types.
    pub(crate) const fn new(
        lines: &'static str,
        types: &'static [FieldType],
        offsets: &'static [usize],
    ) -> Self {
        assert!(types.len() == offsets.len(), "a field has one type and one offset");
        Self { lines: lines.as_bytes(), types, offsets }
    }

    pub(super) const fn len(self) -> usize {
        self.types.len()
    }

    pub(super) const fn iter(self) -> Fields {
        Fields { list: self, lines: self.lines, next: 0 }
    }

    pub(super) const fn offset(self, index: usize) -> Option<usize> {
        match self.offsets[index] {
            Self::UNKNOWN_OFFSET => None,
            offset => Some(offset),
        }
    }

    pub(super) const fn size(self, index: usize) -> usize {
        self.types[index].size
    }

    pub(super) const fn layout(self, index: usize) -> Option<&'static TypeLayout> {
        self.types[index].layout
    }

    /// The field called `name[start..end]`.
    pub(super) const fn find(self, name: &[u8], start: usize, end: usize) -> Option<FieldLayout> {
        let mut fields = self.iter();
        while !fields.is_empty() {
            if is_name(fields.lines, name, start, end) {
                return fields.next();
            }
            fields.skip_one();
        }
        None
    }
}

impl core::fmt::Debug for FieldList {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.iter().fmt(f)
    }
}

/// The fields of a type in the order of their declaration: see
/// [`TypeLayout::fields`](super::TypeLayout::fields).
///
/// An iterator whose [`next`](Self::next), [`len`](Self::len) and [`get`](Self::get) are `const fn`.
#[derive(Clone)]
pub struct Fields {
    list: FieldList,
    /// The lines of the list from index `next` on.
    lines: &'static [u8],
    next: usize,
}

impl Fields {
    /// The number of fields that are still to come.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.list.len() - self.next
    }

    /// Whether no field is to come.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The next field; the same as the iterator's `next`, for use in a `const`.
    pub const fn next(&mut self) -> Option<FieldLayout> {
        if Self::is_empty(self) {
            return None;
        }
        let (line, lines) = split(self.lines, b"\n");
        let (name, ty) = split(line, b": ");
        let FieldType { size, align, type_name, layout } = self.list.types[self.next];
        let offset = self.list.offset(self.next);
        let ty = match layout {
            Some(layout) if ty.is_empty() => layout.name,
            _ => text(ty),
        };
        self.lines = lines;
        self.next += 1;
        Some(FieldLayout { name: text(name), ty, offset, size, align, type_name, layout })
    }

    /// The field that comes after `index` others; linear in `index`.
    #[must_use]
    pub const fn get(&self, index: usize) -> Option<FieldLayout> {
        let mut fields = Self { ..*self };
        let mut skipped = 0;
        while skipped < index && !fields.is_empty() {
            fields.skip_one();
            skipped += 1;
        }
        fields.next()
    }

    /// The field at an index of the whole list, found by going on from here where that is possible.
    pub(super) const fn seek(&mut self, index: usize) -> Option<FieldLayout> {
        if index < self.next {
            *self = self.list.iter();
        }
        while self.next < index && !Self::is_empty(self) {
            self.skip_one();
        }
        self.next()
    }

    const fn skip_one(&mut self) {
        let (_, lines) = split(self.lines, b"\n");
        self.lines = lines;
        self.next += 1;
    }
}

impl Iterator for Fields {
    type Item = FieldLayout;

    fn next(&mut self) -> Option<FieldLayout> {
        self.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len(), Some(self.len()))
    }
}

impl core::iter::FusedIterator for Fields {}

impl core::fmt::Debug for Fields {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// What stands before the first `separator`, which is not empty, and what stands behind it.
const fn split<'a>(text: &'a [u8], separator: &[u8]) -> (&'a [u8], &'a [u8]) {
    let mut end = 0;
    while end < text.len() {
        if starts_with(text, end, separator) {
            let (_, rest) = text.split_at(end + separator.len());
            return (text.split_at(end).0, rest);
        }
        end += 1;
    }
    (text, &[])
}

const fn starts_with(text: &[u8], at: usize, prefix: &[u8]) -> bool {
    let mut index = 0;
    while index < prefix.len() {
        if at + index >= text.len() || text[at + index] != prefix[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Whether the first of `lines` is that of the field called `name[start..end]`.
const fn is_name(lines: &[u8], name: &[u8], start: usize, end: usize) -> bool {
    let len = end - start;
    let mut index = 0;
    while index < len {
        if index >= lines.len() || lines[index] != name[start + index] {
            return false;
        }
        index += 1;
    }
    starts_with(lines, len, b": ")
}

const fn text(bytes: &[u8]) -> &str {
    // SAFETY: `bytes` is a part of the `str` that `FieldList::new` was given, cut at bytes that are
    // ASCII characters of their own, so it is UTF-8.
    unsafe { core::str::from_utf8_unchecked(bytes) }
}

#[cfg(test)]
mod tests {
    use super::{is_name, split};

    #[test]
    fn texts_are_cut_at_the_first_separator() {
        assert_eq!(split(b"a: b: c", b": "), (&b"a"[..], &b"b: c"[..]));
        assert_eq!(split(b"a:b", b": "), (&b"a:b"[..], &b""[..]));
        assert_eq!(split(b"", b"\n"), (&b""[..], &b""[..]));
        assert_eq!(split(b"a\n", b"\n"), (&b"a"[..], &b""[..]));
    }

    #[test]
    fn names_are_compared_whole() {
        let is =
            |lines: &str, name: &str| is_name(lines.as_bytes(), name.as_bytes(), 0, name.len());
        assert!(is("len: u8\nlength: u16", "len"));
        assert!(!is("length: u16", "len"));
        assert!(!is("len: u8", "length"));
        assert!(!is("", "len"));
        assert!(is("x: ", "x"));
    }
}
