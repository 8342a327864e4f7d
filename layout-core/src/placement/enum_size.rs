//! The size that an enum would have with other fields.

use super::place::{Placing, align_of_integer, round_up};
use crate::const_fns::const_max;
use crate::layout::{BaseRepr, FieldLayout, Niches, Repr, Tagging, TypeLayout};

/// A size, and whether it is known to be exactly that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Promise {
    pub(crate) size: usize,
    /// Otherwise it is the most that it can be.
    pub(crate) is_exact: bool,
}

/// An enum that would hold up to so many bytes in a variant.
pub(crate) struct EnumSize {
    repr: Repr,
    tag: usize,
    /// Where the variants end after the tag, or of `repr(C)` after the start of the payload.
    end: usize,
    align: usize,
    payload_align: usize,
    variants: usize,
    /// Of the variants without a tag the largest, and the size and the alignment of the others.
    largest: Payload,
    others: usize,
    others_align: usize,
}

/// The fields of a variant.
#[derive(Clone, Copy)]
pub(crate) struct Payload {
    placing: Placing,
    niches: Niches,
    /// The first of the fields with the greatest niche that is known.
    holder: Option<Holder>,
    /// The greatest of their groups.
    holders_group: usize,
    /// The greatest group of the fields whose niches may be greater than what is known.
    unsure_group: usize,
}

#[derive(Clone, Copy)]
struct Holder {
    size: usize,
    align: usize,
}

impl Holder {
    /// The alignment that the compiler orders the field by: it counts a field of a size that is a multiple of the
    /// greatest alignment among those that have it.
    #[inline]
    const fn group(self) -> usize {
        1 << const_max(self.align, self.size).trailing_zeros()
    }
}

impl Payload {
    #[inline]
    pub(crate) const fn new(start: usize, repr: Repr) -> Self {
        let placing = Placing::from(start, repr);
        Self { placing, niches: Niches::NONE, holder: None, holders_group: 1, unsure_group: 1 }
    }

    #[inline]
    pub(crate) const fn place(&mut self, size: usize, align: usize, niches: Niches) {
        self.placing.place(size, align);
        let holder = Holder { size, align };
        if niches.least > self.niches.least {
            self.holder = Some(holder);
            self.holders_group = holder.group();
        } else if niches.least > 0 && niches.least == self.niches.least {
            self.holders_group = const_max(holder.group(), self.holders_group);
        }
        if !niches.is_exact {
            self.unsure_group = const_max(holder.group(), self.unsure_group);
        }
        self.niches = self.niches.or(niches);
    }

    #[inline]
    pub(crate) const fn field(&mut self, field: &FieldLayout) {
        self.place(field.size, field.align, Niches::of(field));
    }

    /// The size of a struct of the fields.
    #[inline]
    pub(crate) const fn struct_size(&self) -> usize {
        self.placing.size()
    }

    /// The size without a tag.
    #[inline]
    const fn size(&self) -> usize {
        round_up(self.placing.total(), self.placing.align)
    }
}

impl EnumSize {
    #[inline]
    pub(crate) const fn of(layout: &TypeLayout) -> Self {
        let tag = tag_size(layout);
        Self::with_tag(layout.repr, tag)
    }

    #[inline]
    pub(crate) const fn with_tag(repr: Repr, tag: usize) -> Self {
        Self {
            repr,
            tag,
            end: 0,
            align: align_of_integer(tag),
            payload_align: 1,
            variants: 0,
            largest: Payload::new(0, repr),
            others: 0,
            others_align: 1,
        }
    }

    /// No fields yet.
    #[inline]
    pub(crate) const fn payload(&self) -> Payload {
        let start = match self.repr.base {
            BaseRepr::C => 0,
            _ => self.tag,
        };
        Payload::new(start, self.repr)
    }

    /// With a variant of these fields, in the declared order or in the compiler's.
    #[inline]
    pub(crate) const fn add(&mut self, payload: &Payload) {
        if self.repr.is_reorderable() {
            self.add_sorted(payload);
        } else {
            self.add_ending(payload, payload.placing.end);
        }
    }

    /// With a variant of these fields in the best order.
    #[inline]
    pub(crate) const fn add_sorted(&mut self, payload: &Payload) {
        let end = match self.repr.base {
            BaseRepr::C => payload.placing.total(),
            _ if self.tag == 0 => payload.placing.total(),
            _ => payload.placing.rising_end(self.tag),
        };
        self.add_ending(payload, end);
    }

    #[inline]
    const fn add_ending(&mut self, payload: &Payload, end: usize) {
        self.variants += 1;
        self.end = const_max(end, self.end);
        self.payload_align = const_max(payload.placing.align, self.payload_align);
        self.align = const_max(payload.placing.align, self.align);
        let size = payload.size();
        let other = if self.variants == 1 || size >= self.largest.size() {
            core::mem::replace(&mut self.largest, *payload)
        } else {
            *payload
        };
        self.others = const_max(other.size(), self.others);
        self.others_align = const_max(other.placing.align, self.others_align);
    }

    /// The size with a tag of an enum with no other variant than this one.
    #[inline]
    pub(crate) const fn tagged_with(&self, payload: &Payload) -> usize {
        let mut whole = Self::with_tag(self.repr, self.tag);
        whole.payload_align = self.payload_align;
        whole.align = self.align;
        whole.add(payload);
        whole.tagged()
    }

    /// The size with a tag.
    #[inline]
    pub(crate) const fn tagged(&self) -> usize {
        let minimum = match self.repr.align {
            Some(minimum) => minimum,
            None => 1,
        };
        let end = match self.repr.base {
            BaseRepr::C => {
                let union = round_up(self.end, self.payload_align);
                round_up(self.tag, self.payload_align).saturating_add(union)
            }
            _ => const_max(self.end, self.tag),
        };
        round_up(end, const_max(self.align, minimum))
    }

    /// The size, with a tag or with a niche in its place.
    #[inline]
    pub(crate) const fn promise(&self) -> Promise {
        let tagged = self.tagged();
        let exact = Promise { size: tagged, is_exact: true };
        if !self.repr.is_reorderable() || self.variants < 2 {
            return exact;
        }
        let minimum = match self.repr.align {
            Some(minimum) => const_max(minimum, self.others_align),
            None => self.others_align,
        };
        let with_niche = round_up(self.largest.size(), minimum);
        if with_niche >= tagged {
            return exact;
        }
        let is_sure = self.largest.niches.least as usize >= self.variants - 1;
        if !is_sure && self.largest.niches.is_exact {
            return exact;
        }
        match self.fits() {
            Fit::Never => exact,
            Fit::Always if is_sure => Promise { size: with_niche, is_exact: true },
            _ => Promise { size: tagged, is_exact: false },
        }
    }

    /// Whether the other variants have room beside the niche of the largest one.
    ///
    /// The compiler puts the field with the niche first or last among those of its alignment, which it
    /// orders by falling alignment.
    #[inline]
    const fn fits(&self) -> Fit {
        if self.others == 0 {
            return Fit::Always;
        }
        let size = self.largest.size();
        let Some(Holder { size: holder, align }) = self.largest.holder else {
            return if self.others < size { Fit::Perhaps } else { Fit::Never };
        };
        let (least, most) = match self.largest.niches.bytes {
            0 => (1, align),
            bytes => (bytes as usize, bytes as usize),
        };
        if self.others.saturating_add(least) > size {
            return Fit::Never;
        }
        let is_at_edge = Holder { size: holder, align }.group() >= self.largest.placing.align;
        let beside = size.saturating_sub(round_up(holder, self.others_align));
        // Inside a field of several words the niche is one word at a place that is not known.
        let inside = holder.saturating_sub(most) / 2 / self.others_align * self.others_align;
        // Whichever field has the niche, those with more alignment than all such lie before it.
        let group = const_max(self.largest.holders_group, self.largest.unsure_group);
        let before = self.largest.placing.bytes_aligned_above(group);
        if is_at_edge && (self.others <= beside || self.others <= inside) || self.others <= before {
            Fit::Always
        } else {
            Fit::Perhaps
        }
    }
}

enum Fit {
    Always,
    Perhaps,
    Never,
}

/// The size of the tag; where it is not known, the least that tells the variants apart.
#[inline]
const fn tag_size(layout: &TypeLayout) -> usize {
    match layout.tagging() {
        Some(Tagging::Tag { size, .. }) => size,
        Some(Tagging::Single) => 0,
        _ => {
            let mut count: usize = 0;
            let mut variants = layout.variants();
            while variants.next().is_some() {
                count += 1;
            }
            least_tag(count)
        }
    }
}

/// The bytes of the least tag of so many variants.
#[inline]
pub(crate) const fn least_tag(variants: usize) -> usize {
    if variants <= 256 { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::EnumSize;
    use crate::layout::{IntRepr, Niches, Repr};

    /// The size and the alignment of a field.
    type Field = (usize, usize);

    fn tagged(repr: Repr, tag: usize, variants: &[&[Field]], is_sorted: bool) -> usize {
        let mut whole = EnumSize::with_tag(repr, tag);
        for fields in variants {
            let mut payload = whole.payload();
            for &(size, align) in *fields {
                payload.place(size, align, Niches::NONE);
            }
            if is_sorted {
                whole.add_sorted(&payload);
            } else {
                whole.add(&payload);
            }
        }
        whole.tagged()
    }

    /// Calls a function with each order of some fields.
    fn permute(fields: &mut [Field], from: usize, visit: &mut impl FnMut(&[Field])) {
        if from == fields.len() {
            return visit(fields);
        }
        for index in from..fields.len() {
            fields.swap(from, index);
            permute(fields, from + 1, visit);
            fields.swap(from, index);
        }
    }

    /// Behind a tag the order by rising alignment needs least, and that by falling alignment where all
    /// payloads begin at one place.
    #[test]
    fn no_order_of_a_variant_needs_less() {
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut below = |bound: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % bound).expect("a small bound")
        };
        let int = |int| Repr::RUST.tagged(int);
        let reprs = [
            (int(IntRepr::U8), 1),
            (int(IntRepr::U16), 2),
            (int(IntRepr::U32), 4),
            (int(IntRepr::U8).aligned(16), 1),
            (Repr::C, 4),
            (Repr::C.tagged(IntRepr::U8), 1),
        ];
        let mut is_smaller = 0;
        for round in 0..600 {
            let (repr, tag) = reprs[round % reprs.len()];
            let field = |below: &mut dyn FnMut(u64) -> usize| {
                let align = 1 << below(5);
                (align * below(4), align)
            };
            let mut fields: Vec<Field> = (0..=below(5)).map(|_| field(&mut below)).collect();
            let other = [field(&mut below)];
            let declared = tagged(repr, tag, &[&fields, &other], false);
            let sorted = tagged(repr, tag, &[&fields, &other], true);
            let mut least = usize::MAX;
            let shown = std::format!("{fields:?} and {other:?} in {repr}");
            permute(&mut fields, 0, &mut |fields| {
                least = least.min(tagged(repr, tag, &[fields, &other], false));
            });
            assert_eq!(sorted, least, "{shown}");
            is_smaller += usize::from(sorted < declared);
        }
        assert!(is_smaller > 50, "{is_smaller} can be smaller: too easy");
    }
}
