//! Fields placed one after the other, for the sizes that a type would have.

use crate::const_fns::{const_max, const_min};
use crate::layout::{FieldLayout, Repr};

/// The fields of a type, or of a variant of an enum, as they are placed in the declared order and in
/// the best one.
#[derive(Clone, Copy)]
pub(crate) struct Placing {
    repr: Repr,
    /// The end of the last field in the declared order.
    pub(crate) end: usize,
    /// The greatest alignment so far.
    pub(crate) align: usize,
    /// The bytes of the fields of each alignment, by its logarithm.
    bytes: [usize; usize::BITS as usize],
}

impl Placing {
    /// Fields of a type of that representation, the first of which may begin at `start`.
    #[inline]
    pub(crate) const fn from(start: usize, repr: Repr) -> Self {
        Self { repr, end: start, align: 1, bytes: [0; usize::BITS as usize] }
    }

    #[inline]
    pub(crate) const fn new(repr: Repr) -> Self {
        Self::from(0, repr)
    }

    /// Places something at the next multiple of its alignment.
    #[inline]
    pub(crate) const fn place(&mut self, size: usize, align: usize) {
        // 0 is the alignment of no type, but of a layout that is not true.
        let align = const_max(limited(align, self.repr), 1);
        self.end = round_up(self.end, align).saturating_add(size);
        self.align = const_max(align, self.align);
        let class = &mut self.bytes[align.trailing_zeros() as usize];
        *class = class.saturating_add(size);
    }

    /// Places a field.
    #[inline]
    pub(crate) const fn field(&mut self, field: &FieldLayout) {
        self.place(field.size, field.align);
    }

    /// The bytes of all fields: where they end in an order by falling alignment, which leaves no
    /// padding between them.
    #[inline]
    pub(crate) const fn total(&self) -> usize {
        let mut total: usize = 0;
        let mut class = 0;
        while class < self.bytes.len() {
            total = total.saturating_add(self.bytes[class]);
            class += 1;
        }
        total
    }

    /// The bytes of the fields that have more than some alignment.
    #[inline]
    pub(crate) const fn bytes_aligned_above(&self, align: usize) -> usize {
        let mut above: usize = 0;
        let mut class = align.ilog2() as usize + 1;
        while class < self.bytes.len() {
            above = above.saturating_add(self.bytes[class]);
            class += 1;
        }
        above
    }

    /// Where the fields end in an order by rising alignment, from `start`: the least that they need
    /// after a tag.
    #[inline]
    pub(crate) const fn rising_end(&self, start: usize) -> usize {
        let mut end = start;
        let mut class = 0;
        while class < self.bytes.len() && 1 << class <= self.align {
            if self.bytes[class] > 0 || 1 << class == self.align {
                end = round_up(end, 1 << class).saturating_add(self.bytes[class]);
            }
            class += 1;
        }
        end
    }

    /// The alignment of the whole.
    #[inline]
    pub(crate) const fn whole_align(&self) -> usize {
        match self.repr.align {
            Some(minimum) => const_max(minimum, self.align),
            None => self.align,
        }
    }

    /// The size of a struct of the fields, in the declared order or in that of the compiler.
    #[inline]
    pub(crate) const fn size(&self) -> usize {
        let end = if self.repr.is_reorderable() { self.total() } else { self.end };
        round_up(end, self.whole_align())
    }

    /// The size of a struct of the fields in the best order.
    #[inline]
    pub(crate) const fn least_size(&self) -> usize {
        round_up(self.total(), self.whole_align())
    }
}

/// The next multiple of an alignment, or the greatest number if there is none.
#[inline]
pub(crate) const fn round_up(offset: usize, align: usize) -> usize {
    match offset.checked_next_multiple_of(align) {
        Some(offset) => offset,
        None => usize::MAX,
    }
}

/// The alignment with which a type of that representation places a field.
#[inline]
pub(crate) const fn placed_align(field: &FieldLayout, repr: Repr) -> usize {
    limited(field.align, repr)
}

/// The alignment with which a type of that representation places what has another.
#[inline]
pub(crate) const fn limited(align: usize, repr: Repr) -> usize {
    match repr.packed {
        Some(limit) => const_min(limit, align),
        None => align,
    }
}

/// The alignment of an integer of that many bytes, which on some targets is less than its size.
#[inline]
pub(crate) const fn align_of_integer(bytes: usize) -> usize {
    match bytes {
        0 | 1 => align_of::<u8>(),
        2 => align_of::<u16>(),
        4 => align_of::<u32>(),
        8 => align_of::<u64>(),
        _ => align_of::<u128>(),
    }
}
