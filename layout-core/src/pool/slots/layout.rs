//! Where the slots of a page lie: pure arithmetic, done by the compiler when the type is known.

use core::alloc::Layout;

use super::hot::Header;
use crate::const_fns::const_max;

/// A page is at least this long, where it holds several slots: the size of a page of memory on most
/// machines, so that a pool of a few small values takes one.
const PAGE_MIN: usize = 4096;

/// Slots above this size get a header each, instead of one for the page.
const SHARED_MAX: usize = 8192;

/// A shared page has room for at least this many slots, so that its header, which takes as much as a
/// slot's alignment, costs at most an eighth.
const SHARED_SLOTS: usize = 8;

/// A free slot holds the link to the next one.
pub(crate) const LINK: Layout = Layout::new::<*mut u8>();

const HEADER: Layout = Layout::new::<Header>();

/// Where the [`Header`] of a page is, which says to whom its slots go back: so that a slot can be given
/// back by its address alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeaderPlace {
    /// There is none: who gives a slot back says to whom.
    Nowhere,
    /// At the start of the page, which is aligned to its size.
    PageStart,
    /// So many bytes after the start of the slot, the only one of the page.
    AfterValue(usize),
}

/// The places of the slots in a page. All quantities are bytes but `slots`.
///
/// Invariants: `align` is a power of two, no less than that of a pointer; `stride` and `first` are
/// multiples of it; `page` holds `first + slots * stride` bytes; `slots` is not 0; a page whose header
/// is at its start has a power of two as `page` and `page_align`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SlotLayout {
    /// From one slot to the next.
    pub(crate) stride: usize,
    /// What a slot is aligned to.
    pub(crate) align: usize,
    /// From one page to the next.
    pub(crate) page: usize,
    /// What a page is aligned to.
    pub(crate) page_align: usize,
    /// From the start of a page to its first slot.
    pub(crate) first: usize,
    /// How many slots a page has.
    pub(crate) slots: usize,
    pub(crate) header: HeaderPlace,
}

impl SlotLayout {
    /// Slots for values of this layout, whose header can be found by the address of a slot. They are
    /// aligned to `slot_align` at least, so that with a cache line's size no two of them share a line.
    #[inline]
    pub(crate) const fn owned(value: Layout, slot_align: usize) -> Self {
        let (stride, align) = slot(value, slot_align);
        if stride > SHARED_MAX {
            return Self::single(value, align);
        }
        let room = (stride * SHARED_SLOTS).next_power_of_two();
        let page = const_max(room, PAGE_MIN);
        let first = HEADER.size().next_multiple_of(align);
        let slots = (page - first) / stride;
        let header = HeaderPlace::PageStart;
        Self { stride, align, page, page_align: page, first, slots, header }
    }

    /// A page for each slot, with its header after the value, or after the link of a value without bytes.
    #[inline]
    const fn single(value: Layout, align: usize) -> Self {
        let header = const_max(value.size(), LINK.size()).next_multiple_of(HEADER.align());
        let stride = (header + HEADER.size()).next_multiple_of(align);
        Self {
            stride,
            align,
            page: stride,
            page_align: align,
            first: 0,
            slots: 1,
            header: HeaderPlace::AfterValue(header),
        }
    }

    /// Slots for values of this layout, without a header.
    #[inline]
    pub(crate) const fn plain(value: Layout) -> Self {
        let (stride, align) = slot(value, 1);
        let slots = const_max(PAGE_MIN / stride, 1);
        let page = stride * slots;
        let header = HeaderPlace::Nowhere;
        Self { stride, align, page, page_align: align, first: 0, slots, header }
    }
}

/// The stride and the alignment of slots that hold a value or a link.
#[inline]
const fn slot(value: Layout, slot_align: usize) -> (usize, usize) {
    let align = const_max(const_max(value.align(), slot_align), LINK.align());
    let size = const_max(value.size(), LINK.size());
    // No overflow: a layout's size rounded up to its alignment fits in an `isize`, and so does what
    // `single` adds; what is too large for an address is refused when a segment is made.
    (size.next_multiple_of(align), align)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(size: usize, align: usize) -> Layout {
        Layout::from_size_align(size, align).unwrap()
    }

    /// Checks the invariants by going through every slot of two neighboring pages.
    fn check(value: Layout, slots: SlotLayout) {
        let context = std::format!("{value:?} {slots:?}");
        assert!(slots.slots > 0, "{context}");
        assert!(slots.align.is_power_of_two() && slots.align >= value.align(), "{context}");
        assert_eq!(slots.page % slots.align, 0, "{context}");
        let header_ends = match slots.header {
            HeaderPlace::Nowhere | HeaderPlace::AfterValue(_) => 0,
            HeaderPlace::PageStart => {
                assert!(
                    slots.page.is_power_of_two() && slots.page == slots.page_align,
                    "{context}"
                );
                HEADER.size()
            }
        };
        let mut end = header_ends;
        for page in [0, slots.page] {
            for index in 0..slots.slots {
                let start = page + slots.first + index * slots.stride;
                assert!(start >= end, "{context}: slot {index} overlaps");
                assert_eq!(start % slots.align, 0, "{context}: slot {index}");
                end = start + value.size().max(LINK.size());
                if let HeaderPlace::AfterValue(offset) = slots.header {
                    assert!(
                        start + offset >= end,
                        "{context}: the header is in the value or the link"
                    );
                    assert_eq!((start + offset) % LINK.align(), 0, "{context}");
                    end = start + offset + HEADER.size();
                }
                assert!(end <= page + slots.page, "{context}: slot {index} leaves its page");
            }
            end = page + slots.page + header_ends;
        }
    }

    #[test]
    fn slots_lie_apart_in_their_page() {
        for align in (0..17).map(|bit| 1_usize << bit) {
            for size in
                (0..600).chain([1000, 4096, 8184, 8192, 8193, 20_000, 1 << 20, usize::MAX >> 24])
            {
                let value = layout(size, align);
                for slot_align in [1, 16, 64, 128, 4096] {
                    check(value, SlotLayout::owned(value, slot_align));
                }
                if size < 1 << 30 {
                    check(value, SlotLayout::plain(value));
                }
            }
        }
    }

    #[test]
    fn slots_are_as_they_are_asked_for() {
        let slots = SlotLayout::owned(layout(4, 4), 64);
        assert_eq!((slots.stride, slots.align), (64, 64));
        assert_eq!(SlotLayout::owned(layout(4, 128), 64).align, 128);
        assert_eq!(SlotLayout::owned(layout(SHARED_MAX, 8), 1).header, HeaderPlace::PageStart);
        let above = SlotLayout::owned(layout(SHARED_MAX + 8, 8), 1);
        assert_eq!(above.header, HeaderPlace::AfterValue(SHARED_MAX + 8));
        assert_eq!(SlotLayout::plain(layout(PAGE_MIN, 8)).slots, 1);
        assert_eq!(SlotLayout::plain(layout(PAGE_MIN / 2, 8)).slots, 2);
    }

    #[test]
    fn the_header_costs_little() {
        for size in 1..100_000 {
            let slots = SlotLayout::owned(layout(size, 8), 1);
            let used = slots.slots * size.max(LINK.size()).next_multiple_of(8);
            assert!(slots.page * 7 / 8 <= used, "{size}: {slots:?}");
        }
    }

    #[test]
    fn the_largest_layouts_do_not_overflow() {
        for align in (0..29).map(|bit| 1_usize << bit) {
            let size = (isize::MAX as usize + 1) - align;
            let value = layout(size, align);
            let slots = SlotLayout::owned(value, 1);
            assert!(slots.stride > size, "{slots:?}");
            assert!(SlotLayout::plain(value).stride >= size);
        }
    }
}
