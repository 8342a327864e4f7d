//! Which bytes of a type belong to no field.

use super::{FieldList, Holes, Kind, Tagging, Tail, TypeLayout};

impl TypeLayout {
    /// Returns the holes of the type in order of their offsets. Padding inside fields is not included.
    #[must_use]
    #[inline]
    pub const fn holes(&self) -> Holes {
        Holes::new(self.walk())
    }

    /// Returns the number of bytes that belong to no field. Padding inside fields is not counted.
    ///
    /// 0 for types that do not list their fields. Takes time linear in the number of fields.
    #[must_use]
    #[inline]
    pub const fn padding(&self) -> usize {
        if !self.kind.has_fields() {
            return 0;
        }
        if let Kind::Union = self.kind {
            return self.trailing_padding();
        }
        self.known_size().saturating_sub(self.fields.total_size())
    }

    /// Returns the number of padding bytes after the last field.
    #[must_use]
    #[inline]
    pub const fn trailing_padding(&self) -> usize {
        if !self.kind.has_fields() {
            return 0;
        }
        let mut last = 0;
        let mut index = 0;
        while index < self.fields.len() {
            if let Some(offset) = self.fields.offset(index) {
                let end = offset.saturating_add(self.fields.size(index));
                if end > last {
                    last = end;
                }
            }
            index += 1;
        }
        self.known_size().saturating_sub(last)
    }

    /// The number of bytes that are known to belong to a field or to be padding.
    ///
    /// In a type whose tail is not a slice, nothing is known from the tail's start on: a longer tail covers
    /// those bytes.
    #[inline]
    pub(super) const fn known_size(&self) -> usize {
        let count = self.fields.len();
        match self.tail() {
            Some(Tail { stride: None, .. }) if count > 0 => {}
            _ => return self.size,
        }
        match self.fields.offset(count - 1) {
            Some(offset) => {
                let end = offset.saturating_add(self.fields.size(count - 1));
                if end < self.size { end } else { self.size }
            }
            None => self.size,
        }
    }

    /// Returns the number of padding bytes of the type and of everything inside it: fields, the fields of
    /// fields, and the elements of arrays.
    ///
    /// `None` if some part may hide padding: see [`first_unknown_inside`](Self::first_unknown_inside).
    ///
    /// A union or an enum counts the padding of its worst case: the field or the variant that leaves the most
    /// bytes unused. [Uninhabited](super::VariantLayout::is_uninhabited) variants are ignored.
    ///
    /// ```
    /// # use layout_core::Layout;
    /// #[derive(Layout)]
    /// #[repr(C)]
    /// struct Header {
    ///     kind: u8,
    ///     len: u16,
    /// }
    ///
    /// #[derive(Layout)]
    /// #[repr(C)]
    /// struct Frame {
    ///     header: Header,
    ///     time: [u32; 2],
    ///     last: u8,
    /// }
    ///
    /// assert_eq!(Frame::LAYOUT.padding(), 3);
    /// assert_eq!(Frame::LAYOUT.deep_padding(), Some(4)); // and one byte in `header`
    /// ```
    #[must_use]
    #[inline]
    pub const fn deep_padding(&self) -> Option<usize> {
        if self.padding_is_known() { Some(self.least_deep_padding()) } else { None }
    }

    /// Returns the number of padding bytes that are known, in the type and in everything inside it.
    ///
    /// This is a lower bound. It equals [`deep_padding`](Self::deep_padding) if that is not `None`.
    #[must_use]
    #[inline]
    pub const fn least_deep_padding(&self) -> usize {
        match (self.kind, self.element) {
            (Kind::Array { len }, Some(element)) => {
                len.saturating_mul(element.least_deep_padding())
            }
            (Kind::Opaque, Some(element)) => element.least_deep_padding(),
            (Kind::Union, _) => self.most_beside_a_field(),
            (Kind::Enum, _) => self.most_in_a_variant(),
            _ => self.padding().saturating_add(self.fields.deep_padding()),
        }
    }

    #[inline]
    const fn most_beside_a_field(&self) -> usize {
        let mut most = self.padding();
        let mut index = 0;
        while index < self.fields.len() {
            let beside = self.size.saturating_sub(self.fields.size(index));
            let all = beside.saturating_add(self.fields.deep_padding_of(index));
            most = if all > most { all } else { most };
            index += 1;
        }
        most
    }

    #[inline]
    const fn most_in_a_variant(&self) -> usize {
        self.most_padded_variant().0
    }

    /// The name of the first variant that has the most padding, if one has any.
    #[inline]
    pub(crate) const fn variant_with_most_padding(&self) -> Option<&'static str> {
        self.most_padded_variant().1
    }

    #[inline]
    const fn most_padded_variant(&self) -> (usize, Option<&'static str>) {
        let tag = match self.tagging() {
            Some(Tagging::Tag { size, .. }) => size,
            Some(Tagging::Single) => 0,
            _ => return (0, None),
        };
        let mut most = 0;
        let mut name = None;
        let mut variants = self.variants();
        while let Some(variant) = variants.next() {
            if variant.is_uninhabited() {
                continue;
            }
            let used = tag.saturating_add(variant.fields.total_size());
            let between = self.size.saturating_sub(used);
            let all = between.saturating_add(variant.fields.deep_padding());
            if all > most {
                most = all;
                name = Some(variant.name);
            }
        }
        (most, name)
    }

    /// Returns which bytes of the type are padding. Padding inside fields is not included.
    ///
    /// `N` is the size of the type: `T::LAYOUT.padding_mask::<{ size_of::<T>() }>()`.
    ///
    /// ```
    /// # use layout_core::Layout;
    /// #[derive(Layout)]
    /// #[repr(C)]
    /// struct Packet {
    ///     version: u8,
    ///     length: u16,
    /// }
    ///
    /// const MASK: [bool; 4] = Packet::LAYOUT.padding_mask();
    /// assert_eq!(MASK, [false, true, false, false]);
    /// ```
    #[must_use]
    pub const fn padding_mask<const N: usize>(&self) -> [bool; N] {
        let mut mask = [false; N];
        let mut holes = self.holes();
        while let Some(hole) = holes.next() {
            let mut byte = hole.offset;
            while byte < hole.end() && byte < N {
                mask[byte] = true;
                byte += 1;
            }
        }
        mask
    }
}

impl TypeLayout {
    /// Returns which bytes of the type are padding in every value, including padding inside fields.
    ///
    /// `N` is the size of the type. In a union or an enum, a byte counts as padding if no field or variant
    /// uses it. Bytes that are not known to be padding are `false`. Takes time linear in `N` and in the
    /// number of fields.
    #[must_use]
    pub const fn deep_padding_mask<const N: usize>(&self) -> [bool; N] {
        self.covered(0, [true; N])
    }

    /// The mask without the bytes that a value at offset `base` may use.
    const fn covered<const N: usize>(&self, base: usize, mut mask: [bool; N]) -> [bool; N] {
        match (self.kind, self.element()) {
            (Kind::Array { len }, Some(element)) if element.least_deep_padding() > 0 => {
                let (mut index, mut at) = (0, base);
                // What is not true ends too: elements that lie behind the mask, or have no bytes.
                while index < len && at < N && element.size > 0 {
                    mask = element.covered(at, mask);
                    at = at.saturating_add(element.size);
                    index += 1;
                }
                mask
            }
            (Kind::Opaque, Some(element)) => element.covered(base, mask),
            (Kind::Enum, _) => self.covered_by_variants(base, mask),
            (kind, _) if kind.has_fields() => covered_by_fields(self.fields, base, mask),
            _ => fill(mask, base, self.size),
        }
    }

    const fn covered_by_variants<const N: usize>(&self, base: usize, mask: [bool; N]) -> [bool; N] {
        let mut mask = match self.tagging() {
            Some(Tagging::Tag { offset, size }) => fill(mask, base.saturating_add(offset), size),
            Some(Tagging::Single) => mask,
            _ => return fill(mask, base, self.size),
        };
        let mut variants = self.variants();
        while let Some(variant) = variants.next() {
            if variant.is_uninhabited() {
                continue;
            }
            if !variant.is_placed() {
                return fill(mask, base, self.size);
            }
            mask = covered_by_fields(variant.fields, base, mask);
        }
        mask
    }
}

const fn covered_by_fields<const N: usize>(
    fields: FieldList,
    base: usize,
    mut mask: [bool; N],
) -> [bool; N] {
    let mut index = 0;
    while index < fields.len() {
        if let Some(offset) = fields.offset(index) {
            mask = match fields.layout(index) {
                Some(layout) => layout.covered(base.saturating_add(offset), mask),
                None => fill(mask, base.saturating_add(offset), fields.size(index)),
            };
        }
        index += 1;
    }
    mask
}

/// The mask without some bytes.
const fn fill<const N: usize>(mut mask: [bool; N], offset: usize, size: usize) -> [bool; N] {
    let mut byte = offset;
    while byte < offset.saturating_add(size) && byte < N {
        mask[byte] = false;
        byte += 1;
    }
    mask
}

#[cfg(feature = "alloc")]
mod deep {
    use std_alloc::vec::Vec;

    use super::super::{Hole, Kind, TypeLayout};

    impl TypeLayout {
        /// Returns the holes of the type and of everything inside it whose fields are known, in order of
        /// their offsets from the start of the type.
        ///
        /// Each element of an array lists its holes. Holes inside the fields of a union are left out, because
        /// it is not known which field is in use.
        #[must_use]
        #[inline]
        pub fn deep_holes(&self) -> Vec<Hole> {
            let mut holes = Vec::new();
            self.push_holes(0, self.size, &mut holes);
            holes.sort_by_key(|hole| hole.offset);
            holes
        }

        /// Adds the holes of a type that begins at offset `base`. Stops at `end`, which no hole of a true
        /// layout passes.
        #[inline]
        fn push_holes(&self, base: usize, end: usize, holes: &mut Vec<Hole>) {
            match (self.kind, self.element) {
                (Kind::Array { len }, Some(element))
                    if element.size > 0 && element.least_deep_padding() > 0 =>
                {
                    for start in (base..end).step_by(element.size).take(len) {
                        element.push_holes(start, end, holes);
                    }
                }
                (Kind::Opaque, Some(element)) => element.push_holes(base, end, holes),
                _ => {}
            }
            let own = self.holes().map(|hole| (base.saturating_add(hole.offset), hole));
            let own = own.filter(|(offset, _)| *offset < end);
            holes.extend(own.map(|(offset, hole)| Hole { offset, ..hole }));
            if self.kind == Kind::Union {
                return;
            }
            for field in self.fields() {
                if let (Some(offset), Some(nested)) = (field.offset, field.layout()) {
                    nested.push_holes(base.saturating_add(offset), end, holes);
                }
            }
        }
    }
}
