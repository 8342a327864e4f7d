use super::field::FieldFlags;
use super::{FieldLayout, FieldType, TypeLayout};

/// The fields of a type, in the compact form that the derive writes.
///
/// All names and types are one text, which is split when it is read. So a type whose metadata is never used
/// costs its user little.
///
/// The text has an entry for each field. It begins with a character whose code is the number of bytes that
/// follow. Then comes `name: type`, with the [`FieldFlags`] of the field, if any, between the colon and the
/// space. The length at the front lets a reader skip an entry in one step. In a `const` every step costs
/// time, and a call costs most, so the functions here make few calls.
#[derive(Clone, Copy)]
pub(crate) struct FieldList {
    pub(super) entries: &'static [u8],
    pub(crate) types: &'static [FieldType],
    /// As many as there are types.
    pub(crate) offsets: &'static [usize],
}

impl FieldList {
    /// Marks an offset that is not known. No type is this large.
    pub(crate) const UNKNOWN_OFFSET: usize = usize::MAX;

    pub(crate) const EMPTY: Self = Self { entries: &[], types: &[], offsets: &[] };

    /// Creates a list from an entry, a type and an offset for each field.
    ///
    /// # Panics
    ///
    /// Panics if there are not as many offsets as types.
    #[inline]
    pub(crate) const fn new(
        entries: &'static str,
        types: &'static [FieldType],
        offsets: &'static [usize],
    ) -> Self {
        assert!(types.len() == offsets.len(), "a field has one type and one offset");
        Self { entries: entries.as_bytes(), types, offsets }
    }

    #[inline]
    pub(crate) const fn len(self) -> usize {
        self.types.len()
    }

    /// Whether the first field's entry ends without the text of its type, as all do in a tuple.
    #[inline]
    pub(super) const fn has_no_texts(self) -> bool {
        let [len, ..] = self.entries else { return true };
        *len < 0x80 && matches!(self.entries.split_at(*len as usize + 1).0, [.., b':', b' '])
    }

    #[inline]
    pub(crate) const fn iter(self) -> Fields {
        Fields { list: self, at: 0, next: 0 }
    }

    #[inline]
    pub(crate) const fn offset(self, index: usize) -> Option<usize> {
        match self.offsets[index] {
            Self::UNKNOWN_OFFSET => None,
            offset => Some(offset),
        }
    }

    #[inline]
    pub(crate) const fn size(self, index: usize) -> usize {
        self.types[index].size
    }

    #[inline]
    pub(crate) const fn align(self, index: usize) -> usize {
        self.types[index].align
    }

    /// The first `count` fields, and the others.
    #[inline]
    pub(super) const fn split(self, count: usize) -> (Self, Self) {
        let mut head = self.iter();
        let mut index = 0;
        while index < count {
            head.pass_unseen();
            index += 1;
        }
        let (first_entries, entries) = self.entries.split_at(head.at);
        let (first_types, types) = self.types.split_at(count);
        let (first_offsets, offsets) = self.offsets.split_at(count);
        (
            Self { entries: first_entries, types: first_types, offsets: first_offsets },
            Self { entries, types, offsets },
        )
    }

    /// Whether the type of a field has no values, so that the type with these fields has none either.
    #[inline]
    pub(super) const fn are_uninhabited(self) -> bool {
        let mut left = self.types;
        while let [first, others @ ..] = left {
            if first.is_uninhabited {
                return true;
            }
            left = others;
        }
        false
    }

    /// Whether a field has flags, such as that of `#[layout(hot)]`.
    #[inline]
    pub(crate) const fn have_flags(self) -> bool {
        let entries = self.entries;
        let mut at = 0;
        while at < entries.len() {
            let (start, len) = header(entries, at);
            at = start + len;
            assert!(at <= entries.len(), "entries are malformed");
            let mut colon = start;
            while colon < at && entries[colon] != b':' {
                colon += 1;
            }
            if colon + 1 < at && entries[colon + 1] != b' ' {
                return true;
            }
        }
        false
    }

    /// Glances at the entry at `at`: where the next entry begins, whether the name begins with `_`, and
    /// whether there are flags. In a `const` this costs less than to parse the entry.
    #[inline]
    pub(crate) const fn glance(self, at: usize) -> (usize, bool, bool) {
        let entries = self.entries;
        if at >= entries.len() {
            return (at, false, false);
        }
        let (start, len) = match entries[at] {
            len @ ..0x80 => (at + 1, len as usize),
            _ => header(entries, at),
        };
        let end = start + len;
        assert!(end <= entries.len(), "entries are malformed");
        let mut colon = start;
        while colon < end && entries[colon] != b':' {
            colon += 1;
        }
        let has_flags = colon + 1 < end && entries[colon + 1] != b' ';
        (end, colon > start && entries[start] == b'_', has_flags)
    }

    /// The known padding inside the fields.
    #[inline]
    pub(super) const fn deep_padding(self) -> usize {
        let mut padding: usize = 0;
        let mut index = 0;
        while index < self.types.len() {
            padding = padding.saturating_add(self.deep_padding_of(index));
            index += 1;
        }
        padding
    }

    /// The known padding inside a field.
    #[inline]
    pub(super) const fn deep_padding_of(self, index: usize) -> usize {
        match self.types[index].layout() {
            Some(layout) => layout.least_deep_padding(),
            None => 0,
        }
    }

    /// The greatest alignment of the fields' types, at least 1.
    #[inline]
    pub(crate) const fn greatest_align(self) -> usize {
        let mut greatest = 1;
        let mut index = 0;
        while index < self.types.len() {
            if self.types[index].align > greatest {
                greatest = self.types[index].align;
            }
            index += 1;
        }
        greatest
    }

    /// The sum of the fields' sizes.
    #[inline]
    pub(super) const fn total_size(self) -> usize {
        let mut total: usize = 0;
        // No index, which would be compared with the length each time, and no call of `saturating_add`:
        // each step costs the user's build something.
        let mut left = self.types;
        while let [first, others @ ..] = left {
            total = if first.size > usize::MAX - total { usize::MAX } else { total + first.size };
            left = others;
        }
        total
    }

    #[inline]
    pub(super) const fn layout(self, index: usize) -> Option<&'static TypeLayout> {
        self.types[index].layout()
    }

    /// The fields from the one called `name[start..end]` onward. Empty if no field has this name.
    #[inline]
    pub(super) const fn find(self, name: &[u8], start: usize, end: usize) -> Fields {
        let entries = self.entries;
        let mut at = 0;
        let mut next = 0;
        while at < entries.len() && next < self.types.len() {
            let (entry, len) = match entries[at] {
                len @ ..0x80 => (at + 1, len as usize),
                _ => header(entries, at),
            };
            let behind = entry + len;
            let colon = entry + (end - start);
            if colon < behind && entries[colon] == b':' {
                let mut index = 0;
                while index < end - start
                    && entries[entry + index] == name[start + index]
                    // A name ends at its colon, whatever is looked for.
                    && name[start + index] != b':'
                {
                    index += 1;
                }
                if index == end - start {
                    return Fields { list: self, at, next };
                }
            }
            at = behind;
            next += 1;
        }
        Fields { list: self, at: entries.len(), next: self.types.len() }
    }
}

impl core::fmt::Debug for FieldList {
    #[inline]
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.iter().fmt(f)
    }
}

/// An iterator over the fields of a type, in the order of declaration.
///
/// [`TypeLayout::fields`](super::TypeLayout::fields) returns it. In a `const`, call the inherent methods
/// [`next`](Self::next), [`len`](Self::len) and [`get`](Self::get), which are `const fn`.
#[derive(Clone)]
pub struct Fields {
    list: FieldList,
    /// Where the entry of the next field begins.
    at: usize,
    /// The index of the next field.
    next: usize,
}

impl Fields {
    /// Returns the number of fields that are left.
    #[must_use]
    #[inline]
    pub const fn len(&self) -> usize {
        self.list.types.len() - self.next
    }

    /// Returns whether no fields are left.
    #[must_use]
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.next == self.list.types.len()
    }

    /// Returns the next field. It is the iterator's `next` as a `const fn`.
    #[inline]
    pub const fn next(&mut self) -> Option<FieldLayout> {
        if self.next == self.list.types.len() {
            return None;
        }
        let (name, flags, ty) = self.pass();
        let field = &self.list.types[self.next - 1];
        let (FieldType { size, align, type_name, .. }, layout) = (*field, field.layout());
        let offset = self.list.offset(self.next - 1);
        let ty = match layout {
            Some(layout) if ty.is_empty() => layout.name,
            _ => ty,
        };
        Some(FieldLayout { name, ty, offset, size, align, type_name, layout, flags })
    }

    /// Returns the field that comes after `index` others, without advancing the iterator.
    ///
    /// Takes time linear in `index`.
    #[must_use]
    #[inline]
    pub const fn get(&self, index: usize) -> Option<FieldLayout> {
        if index >= self.len() {
            return None;
        }
        self.copy().seek(self.next + index)
    }

    /// `Clone` in a `const`.
    #[inline]
    pub(crate) const fn copy(&self) -> Self {
        Self { ..*self }
    }

    /// The index of the next field.
    #[inline]
    pub(super) const fn index(&self) -> usize {
        self.next
    }

    /// The field at an index of the whole list. Continues from here if possible, and otherwise starts over.
    #[inline]
    pub(crate) const fn seek(&mut self, index: usize) -> Option<FieldLayout> {
        if index < self.next {
            *self = self.list.iter();
        }
        while self.next < index && self.next < self.list.types.len() {
            self.pass_unseen();
        }
        self.next()
    }

    /// Passes over the entry of the next field without a look at it.
    #[inline]
    const fn pass_unseen(&mut self) {
        self.next += 1;
        if self.at < self.list.entries.len() {
            let (start, len) = header(self.list.entries, self.at);
            self.at = start + len;
        }
    }

    /// Passes over the entry of the next field: its name, its flags and its type.
    #[inline]
    const fn pass(&mut self) -> (&'static str, FieldFlags, &'static str) {
        self.next += 1;
        let entries = self.list.entries;
        if self.at >= entries.len() {
            return ("", FieldFlags::NONE, "");
        }
        let (start, len) = header(entries, self.at);
        let end = start + len;
        // Known once, it need not be compared at each byte.
        assert!(end <= entries.len(), "entries are malformed");
        self.at = end;
        let mut colon = start;
        while colon < end && entries[colon] != b':' {
            colon += 1;
        }
        let name = slice(entries, start, colon);
        // Most fields have no flags.
        if end - colon > 2 && entries[colon + 1] == b' ' {
            return (name, FieldFlags::NONE, slice(entries, colon + 2, end));
        }
        let mut space = colon + 1;
        while space < end && entries[space] != b' ' {
            space += 1;
        }
        let flags = if space > colon + 1 {
            FieldFlags::new(slice(entries, colon + 1, space))
        } else {
            FieldFlags::NONE
        };
        let ty = if space + 1 < end { slice(entries, space + 1, end) } else { "" };
        (name, flags, ty)
    }
}

impl Iterator for Fields {
    type Item = FieldLayout;

    #[inline]
    fn next(&mut self) -> Option<FieldLayout> {
        self.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len(), Some(self.len()))
    }
}

impl ExactSizeIterator for Fields {}

impl core::iter::FusedIterator for Fields {}

impl core::fmt::Debug for Fields {
    #[inline]
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// Where the text of the entry at `at` begins, and its length. The character that holds the length has one to
/// three bytes.
#[inline]
pub(super) const fn header(entries: &[u8], at: usize) -> (usize, usize) {
    let byte = entries[at] as usize;
    match byte {
        ..0x80 => (at + 1, byte),
        0x80..0xe0 => (at + 2, (byte & 0x1f) << 6 | entries[at + 1] as usize & 0x3f),
        _ => {
            let low = (entries[at + 1] as usize & 0x3f) << 6 | entries[at + 2] as usize & 0x3f;
            (at + 3, (byte & 0x0f) << 12 | low)
        }
    }
}

/// The text between two places of `entries`, which is a `str`.
///
/// # Panics
///
/// Panics if one of the places is within a character, or out of bounds.
#[inline]
pub(super) const fn slice(entries: &'static [u8], start: usize, end: usize) -> &'static str {
    assert!(is_boundary(entries, start) && is_boundary(entries, end), "entries are malformed");
    let (_, rest) = entries.split_at(start);
    let (part, _) = rest.split_at(end - start);
    // SAFETY: `FieldList::new` took the bytes from a `str`, and what lies between two boundaries of
    // the characters of a `str` is one.
    unsafe { core::str::from_utf8_unchecked(part) }
}

#[inline]
const fn is_boundary(text: &[u8], at: usize) -> bool {
    // The bytes of a character but the first have the form 0b10xxxxxx.
    at == text.len() || text[at] & 0xc0 != 0x80
}

#[cfg(test)]
mod tests {
    use core::str;
    use std_alloc::format;
    use std_alloc::string::String;
    use std_alloc::vec::Vec;

    use super::{FieldList, FieldType};

    fn list(entries: &str, count: usize) -> FieldList {
        let types: Vec<FieldType> = (0..count).map(|_| FieldType::of::<u8>(None)).collect();
        let offsets: Vec<usize> = (0..count).collect();
        FieldList::new(String::from(entries).leak(), types.leak(), offsets.leak())
    }

    fn entry(text: &str) -> String {
        format!("{}{text}", char::from_u32(u32::try_from(text.len()).unwrap()).unwrap())
    }

    fn texts(list: FieldList) -> Vec<String> {
        list.iter().map(|field| format!("{}|{}", field.name, field.ty)).collect()
    }

    #[test]
    fn entries_of_every_length_come_apart() {
        for len in [3, 10, 126, 127, 128, 129, 2047, 2048, 2049, 50_000] {
            let ty = "ä".repeat(len / 2);
            let entries = entry("first: u8") + &entry(&format!("x: {ty}")) + &entry("last: u16");
            let list = list(&entries, 3);
            assert_eq!(texts(list), ["first|u8", &format!("x|{ty}"), "last|u16"], "{len}");
            assert_eq!(list.find(b"last", 0, 4).next().unwrap().name, "last");
        }
    }

    #[test]
    fn flags_stand_before_the_type() {
        let list = list(&(entry("a:h u8") + &entry("ä:crgq u8 u8") + &entry("c: h u8")), 3);
        let fields: Vec<_> = list.iter().collect();
        assert_eq!(texts(list), ["a|u8", "ä|u8 u8", "c|h u8"]);
        assert_eq!(
            fields.iter().map(super::FieldLayout::is_hot).collect::<Vec<_>>(),
            [true, false, false]
        );
        assert_eq!(
            fields.iter().map(super::FieldLayout::is_cold).collect::<Vec<_>>(),
            [false, true, false]
        );
        assert_eq!(fields[1].contended(), Some("q"));
        let flags: Vec<_> = fields.iter().map(|field| format!("{:?}", field.flags)).collect();
        assert_eq!(flags, ["FieldFlags(\"h\")", "FieldFlags(\"crgq\")", "FieldFlags(\"\")"]);
        assert_eq!(list.find("ä".as_bytes(), 0, 2).next().unwrap().name, "ä");
    }

    #[test]
    fn names_are_found_whole() {
        let list = list(&(entry("length: u8") + &entry("len: u8") + &entry("l: a::b")), 3);
        let find = |name: &str| list.find(name.as_bytes(), 0, name.len()).index();
        assert_eq!(["length", "len", "l"].map(find), [0, 1, 2]);
        assert_eq!(["", "leng", "lengthy", "u8", "l: a"].map(find), [3; 5]);
    }

    #[test]
    fn fields_are_reached_in_any_order() {
        let list = list(&(entry("a: u8") + &entry("b: u8") + &entry("c: u8")), 3);
        let mut fields = list.iter();
        for (index, name) in [(2, "c"), (0, "a"), (1, "b"), (1, "b")] {
            assert_eq!(fields.seek(index).unwrap().name, name);
        }
        assert!(fields.seek(3).is_none());
        assert!(fields.seek(usize::MAX).is_none());
        assert_eq!(list.iter().get(1).unwrap().name, "b");
        assert!(list.iter().get(3).is_none());
        let mut rest = list.iter();
        rest.next();
        assert_eq!((rest.len(), rest.get(1).unwrap().name), (2, "c"));
    }

    #[test]
    fn an_entry_may_lack_a_type() {
        for last in ["d:h", "d: ", "d"] {
            let entries = entry("a: u8") + &entry("b:h") + &entry("c") + &entry(last);
            let list = list(&entries, 4);
            assert_eq!(texts(list), ["a|u8", "b|", "c|", "d|"], "{last:?} is the last");
            let hot: Vec<bool> = list.iter().map(|field| field.is_hot()).collect();
            assert_eq!(hot, [false, true, false, last == "d:h"], "{last:?} is the last");
        }
    }

    #[test]
    fn sizes_that_no_type_has_are_added_up_to_the_largest_number() {
        for (sizes, total) in [
            ([usize::MAX - 1, 1], usize::MAX),
            ([usize::MAX - 1, 2], usize::MAX),
            ([usize::MAX, usize::MAX], usize::MAX),
            ([0, 3], 3),
        ] {
            let types = sizes.map(|size| FieldType::of_size_align(size, 1));
            let list = FieldList::new("", Vec::from(types).leak(), &[0, 0]);
            assert_eq!(list.total_size(), total, "of {sizes:?}");
        }
    }

    /// A field whose entry or type is missing has no name, and is not found by one.
    #[test]
    fn a_list_ends_with_the_shorter_of_its_parts() {
        let entries = entry("a: u8") + &entry("b: u8") + &entry("c: u8");
        for count in 0..=3 {
            let list = list(&entries, count);
            let find = |name: &str| list.find(name.as_bytes(), 0, name.len()).index();
            let expected: Vec<usize> = (0..3).map(|index| index.min(count)).collect();
            assert_eq!(["a", "b", "c"].map(find), *expected, "{count} types");
            assert_eq!(find("d"), count, "{count} types");
        }
        let list = list(&entry("a: u8"), 2);
        assert_eq!(texts(list), ["a|u8", "|"]);
        assert_eq!(list.find(b"b", 0, 1).index(), 2);
    }

    #[test]
    fn what_is_left_is_told_before_it_is_read() {
        let mut fields = list(&(entry("a: u8") + &entry("b: u8") + &entry("c: u8")), 3).iter();
        for left in (0..=3).rev() {
            assert_eq!(fields.size_hint(), (left, Some(left)));
            assert_eq!((fields.len(), fields.is_empty()), (left, left == 0));
            assert_eq!(fields.next().is_some(), left > 0);
        }
    }

    #[test]
    fn malformed_entries_panic_and_never_cut_a_character() {
        for entries in ["\u{3}ä: x", "\u{2}aä", "\u{10000}abc", "\u{800}", "\u{7f}a", "\u{80}"] {
            let list = list(entries, 1);
            let name = std::panic::catch_unwind(|| list.iter().next().map(|field| field.name));
            if let Ok(Some(name)) = name {
                assert!(str::from_utf8(name.as_bytes()).is_ok());
            }
        }
    }
}
