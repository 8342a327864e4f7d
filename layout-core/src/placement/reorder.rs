//! The order of a struct's fields that makes it smallest.

use super::Order;
use crate::const_fns::const_min;
#[cfg(feature = "alloc")]
use crate::layout::FieldLayout;
use crate::layout::{CACHE_LINE, TypeLayout};

/// The order of a struct's fields that needs the least padding, and what it saves. [`reorder`] returns it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Reordering {
    /// The size of the type in the new order, in bytes.
    pub size: usize,
    /// The number of bytes by which the new order is smaller.
    pub saved: usize,
    /// The number of cache lines that the new order saves, in a value that begins at the start of a line.
    pub cache_lines_saved: usize,
    #[cfg_attr(not(feature = "alloc"), expect(dead_code, reason = "the order needs `alloc`"))]
    layout: TypeLayout,
}

/// Returns the smallest order of the fields of a `repr(C)` struct.
///
/// Returns `None` for types whose field order is not the programmer's choice.
///
/// The order is by alignment, the greatest first. The size of a type is a multiple of its alignment, so no
/// field then needs padding before it, and no other order is smaller. A test compares the result with all
/// permutations.
///
/// The compiler reaches the same size for a struct without a `repr`. So `size` is also the size of the struct
/// without `repr(C)`.
///
/// ```
/// use layout_core::{Layout, analysis};
///
/// #[derive(Layout)]
/// #[repr(C)]
/// struct Record {
///     kind: u8,
///     time: u64,
///     flags: u8,
/// }
///
/// const BEST: analysis::Reordering = analysis::reorder(&Record::LAYOUT).unwrap();
/// # #[cfg(target_pointer_width = "64")]
/// assert_eq!((BEST.size, BEST.saved), (16, 8));
/// let order = BEST.order();
/// assert_eq!(order.iter().map(|field| field.name).collect::<Vec<_>>(), ["time", "kind", "flags"]);
/// ```
#[must_use]
#[inline]
pub const fn reorder(layout: &TypeLayout) -> Option<Reordering> {
    let Some(order) = Order::of(layout) else { return None };
    let size = const_min(order.size(), layout.size);
    Some(Reordering {
        size,
        saved: layout.size - size,
        cache_lines_saved: layout.cache_lines() - size.div_ceil(CACHE_LINE),
        layout: *layout,
    })
}

#[cfg(feature = "alloc")]
impl Reordering {
    /// Returns the fields in the new order, with their new offsets.
    ///
    /// Fields of the same alignment keep the declared order. If the type cannot become smaller, the order and
    /// the offsets are the present ones.
    ///
    /// Takes time linear in the number of fields.
    #[must_use]
    #[inline]
    pub fn order(&self) -> std_alloc::vec::Vec<FieldLayout> {
        let mut order = match Order::of(&self.layout) {
            Some(order) if self.saved > 0 => order,
            _ => return self.layout.fields().collect(),
        };
        let mut end = 0;
        let next = || {
            let field = order.next()?.placed(end);
            end += field.size;
            Some(field)
        };
        core::iter::from_fn(next).collect()
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use std::collections::HashMap;
    use std_alloc::string::String;
    use std_alloc::vec::Vec;

    use super::reorder;
    use crate::layout::{FieldList, FieldType, Kind, Repr, TypeLayout};

    /// The size and the alignment of a field.
    type Field = (usize, usize);

    const MOST: usize = 7;

    /// A `repr(C)` struct of those fields, laid out as the Reference says.
    fn layout(fields: &[Field], repr: Repr) -> TypeLayout {
        let (mut end, mut align) = (0_usize, 1);
        let mut offsets = Vec::new();
        for &(size, own) in fields {
            let own = own.min(repr.packed.unwrap_or(usize::MAX));
            offsets.push(end.next_multiple_of(own));
            end = end.next_multiple_of(own) + size;
            align = own.max(align);
        }
        let align = align.max(repr.align.unwrap_or(1));
        let types = fields.iter().map(|&(size, align)| FieldType::of_size_align(size, align));
        let types: Vec<FieldType> = types.collect();
        let entries = String::from("\u{4}f: T").repeat(fields.len());
        TypeLayout {
            size: end.next_multiple_of(align),
            align,
            repr,
            kind: Kind::Struct,
            fields: FieldList::new(entries.leak(), types.leak(), offsets.leak()),
            ..TypeLayout::opaque::<()>("", "")
        }
    }

    /// All structs of up to so many fields of some kinds: for each how often every kind occurs, the
    /// least size in any order of the fields, by trying all of them.
    struct Brute<'a> {
        kinds: &'a [Field],
        repr: Repr,
        least: HashMap<Vec<u8>, usize>,
    }

    impl Brute<'_> {
        /// Goes on from fields that end there.
        fn try_all(&mut self, counts: &mut Vec<u8>, end: usize, align: usize, left: usize) {
            let whole = align.max(self.repr.align.unwrap_or(1));
            let size = end.next_multiple_of(whole);
            let least = self.least.entry(counts.clone()).or_insert(size);
            *least = size.min(*least);
            if left == 0 {
                return;
            }
            for (kind, &(size, own)) in self.kinds.iter().enumerate() {
                let own = own.min(self.repr.packed.unwrap_or(usize::MAX));
                counts[kind] += 1;
                self.try_all(counts, end.next_multiple_of(own) + size, align.max(own), left - 1);
                counts[kind] -= 1;
            }
        }
    }

    /// Numbers that look random and are the same each time: xorshift64.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, bound: u64) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            usize::try_from(self.0 % bound).expect("a small bound")
        }

        /// A size that is a multiple of its alignment, as that of every type is.
        fn field(&mut self) -> Field {
            let align = 1 << self.below(7);
            (align * self.below(6), align)
        }
    }

    /// Every struct of up to 7 fields of 5 kinds, which are others in each round.
    #[test]
    fn no_permutation_needs_less() {
        let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
        let reprs = [Repr::C, Repr::C, Repr::C.packed(4), Repr::C.aligned(32)];
        for repr in reprs {
            let kinds: Vec<Field> = (0..5).map(|_| numbers.field()).collect();
            let mut brute = Brute { kinds: &kinds, repr, least: HashMap::new() };
            brute.try_all(&mut std::vec![0; kinds.len()], 0, 1, MOST);
            assert_eq!(brute.least.len(), 792, "as many choices of up to 7 of 5 kinds");
            for (counts, &least) in &brute.least {
                let mut fields: Vec<Field> = Vec::new();
                for (kind, count) in counts.iter().enumerate() {
                    fields.extend((0..*count).map(|_| kinds[kind]));
                }
                // Declared in any order: the advice does not depend on it.
                for index in (1..fields.len()).rev() {
                    fields.swap(index, numbers.below(index as u64 + 1));
                }
                let Some(best) = reorder(&layout(&fields, repr)) else {
                    assert!(fields.len() < 2, "no order of {fields:?}");
                    continue;
                };
                assert_eq!(best.size, least, "{fields:?} in {repr}");
                let order: Vec<Field> = best.order().iter().map(|it| (it.size, it.align)).collect();
                assert_eq!(layout(&order, repr).size, least, "{order:?} of {fields:?} in {repr}");
            }
        }
    }
}
