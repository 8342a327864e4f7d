//! The order of fields that leaves least padding.

use super::place::limited;
use crate::const_fns::const_max;
use crate::layout::{BaseRepr, FieldLayout, Fields, Kind, TypeLayout};

/// The fields of a `repr(C)` struct by falling alignment, the declared order kept among equals.
///
/// As the size of each is a multiple of its alignment, none of them needs padding before it, so that no
/// other order makes the struct smaller.
pub(crate) struct Order {
    layout: TypeLayout,
    /// The alignment of the fields that come next.
    align: usize,
    /// The index of the field that is looked at next.
    index: usize,
    fields: Fields,
}

impl Order {
    /// `None` of types whose order is not the programmer's, or of one field.
    #[inline]
    pub(crate) const fn of(layout: &TypeLayout) -> Option<Self> {
        let is_struct = matches!(layout.kind, Kind::Struct | Kind::TupleStruct);
        let is_declared = matches!(layout.repr.base, BaseRepr::C);
        if !is_struct || !is_declared || !layout.is_sized() || layout.fields().len() < 2 {
            return None;
        }
        let (align, fields) = (greatest_align(layout), layout.fields());
        Some(Self { layout: *layout, align, index: 0, fields })
    }

    /// The number of fields.
    #[inline]
    pub(crate) const fn len(&self) -> usize {
        self.layout.fields().len()
    }

    /// The size that the struct would have.
    #[inline]
    pub(crate) const fn size(&self) -> usize {
        let filled = self.layout.size.saturating_sub(self.layout.padding());
        match filled.checked_next_multiple_of(self.layout.align) {
            Some(size) => size,
            None => self.layout.size,
        }
    }

    /// The padding that the struct would have, all of it behind the last field.
    #[inline]
    pub(crate) const fn padding(&self) -> usize {
        let filled = self.layout.size.saturating_sub(self.layout.padding());
        self.size().saturating_sub(filled)
    }

    /// The next field.
    #[inline]
    pub(crate) const fn next(&mut self) -> Option<FieldLayout> {
        loop {
            let types = self.layout.fields.types;
            while self.index < types.len() {
                let index = self.index;
                self.index += 1;
                if limited(types[index].align, self.layout.repr) == self.align {
                    return self.fields.seek(index);
                }
            }
            if self.align == 1 {
                return None;
            }
            self.align /= 2;
            self.index = 0;
        }
    }
}

#[inline]
const fn greatest_align(layout: &TypeLayout) -> usize {
    let mut greatest = 1;
    let mut types = layout.fields.types;
    while let [first, others @ ..] = types {
        greatest = const_max(greatest, limited(first.align, layout.repr));
        types = others;
    }
    greatest
}
