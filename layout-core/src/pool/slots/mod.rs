//! Slots of one size: the free list, and the memory behind it. Single-threaded; each pool is built on it.
//!
//! See the [picture](super) of a page.
//!
//! A segment is a block of memory with as many pages as the ones before it together, up to 1 MiB. Its
//! pages join the free list one at a time, when the list is empty, so that memory which is not needed is
//! not touched.

#[cfg(debug_assertions)]
pub(crate) mod debug;
mod hot;
mod layout;
mod segment;
mod shrink;

use core::alloc;
use core::cell::Cell;
use core::num::NonZero;
use core::ptr::{self, NonNull};
use std_alloc::vec::Vec;

pub(crate) use hot::{Header, Hot};
pub(crate) use layout::{HeaderPlace, SlotLayout};
use segment::Segment;

use super::PoolError;

/// A segment that no one asked for grows no further than this, in bytes (or one page).
const SEGMENT_MAX: usize = 1 << 20;

/// What a free slot holds.
pub(crate) struct Link {
    pub(crate) next: *mut Link,
}

impl Link {
    /// Makes a slot lead to another.
    ///
    /// # Safety
    ///
    /// The slot has the size and the alignment of a link at least, and nobody else uses it.
    #[inline(always)]
    pub(crate) unsafe fn set(slot: NonNull<Link>, next: *mut Link) {
        // SAFETY: by the caller.
        unsafe { slot.write(Link { next }) };
    }
}

/// The free list of one owner, and the memory that its slots lie in.
///
/// Each method that takes a [`SlotLayout`] must be given the same one, always.
///
/// Invariants: `free` is null or leads to a list of slots, each once, which nobody else uses and whose
/// first word is the link to the next. This owner alone uses the `segments`. Those before `first_unused`
/// have no unused slots. In debug builds they are always sorted by address.
pub(crate) struct Slots {
    free: Cell<*mut Link>,
    segments: Cell<Vec<Segment>>,
    first_unused: Cell<usize>,
    capacity: Cell<usize>,
}

impl Slots {
    /// No slots, no memory.
    #[inline]
    pub(crate) const fn new() -> Self {
        Self {
            free: Cell::new(ptr::null_mut()),
            segments: Cell::new(Vec::new()),
            first_unused: Cell::new(0),
            capacity: Cell::new(0),
        }
    }

    /// How many slots there are, free and taken.
    #[inline]
    pub(crate) fn capacity(&self) -> usize {
        self.capacity.get()
    }

    /// Takes a slot from the free list.
    #[inline(always)]
    pub(crate) fn pop(&self) -> Option<NonNull<u8>> {
        let slot = NonNull::new(self.free.get())?;
        // SAFETY: the slots of the list are ours, and their first word is the link.
        self.free.set(unsafe { (*slot.as_ptr()).next });
        Some(slot.cast())
    }

    /// Gives a slot to the free list.
    ///
    /// # Safety
    ///
    /// `slot` is one of this layout, of a segment that lives as long as `self`, and nobody uses it.
    #[inline(always)]
    pub(crate) unsafe fn push(&self, slot: NonNull<u8>) {
        let link = slot.cast::<Link>();
        // SAFETY: a slot has the size and the alignment of a link at least, and nobody uses this one.
        unsafe { Link::set(link, self.free.get()) };
        self.free.set(link.as_ptr());
    }

    /// Takes over a list of free slots.
    ///
    /// # Safety
    ///
    /// The free list is empty, and each slot of `list` is as [`Slots::push`] asks.
    #[cfg(feature = "std")]
    #[inline]
    pub(crate) unsafe fn adopt(&self, list: *mut Link) {
        debug_assert!(self.free.get().is_null());
        self.free.set(list);
    }

    /// Adds a list of free slots before those of the free list, and returns how many they are.
    ///
    /// # Safety
    ///
    /// Each slot of `list` is as [`Slots::push`] asks.
    #[cfg(feature = "std")]
    #[inline]
    pub(crate) unsafe fn join(&self, list: *mut Link) -> usize {
        let mut count = 0;
        let mut next = list;
        while let Some(slot) = NonNull::new(next) {
            // SAFETY: the slots of the list are ours, and their first word is the link.
            next = unsafe { (*slot.as_ptr()).next };
            // SAFETY: by the caller.
            unsafe { self.push(slot.cast()) };
            count += 1;
        }
        count
    }

    /// Gives away the whole free list.
    #[cfg(feature = "std")]
    #[inline]
    pub(crate) fn take_list(&self) -> *mut Link {
        self.free.replace(ptr::null_mut())
    }

    /// How many slots were never in the free list.
    #[cfg(feature = "std")]
    #[inline]
    fn unused(&self) -> usize {
        let first = self.first_unused.get();
        self.with_segments(|segments| segments[first..].iter().map(Segment::unused).sum())
    }

    /// How many slots are not taken, or any number that is not below `enough`.
    ///
    /// Goes through up to `enough` free slots.
    #[cfg(feature = "std")]
    #[inline]
    pub(crate) fn not_taken(&self, enough: usize) -> usize {
        let mut count = self.unused();
        let mut next = self.free.get();
        while let Some(slot) = NonNull::new(next).filter(|_| count < enough) {
            count += 1;
            // SAFETY: the slots of the list are ours, and their first word is the link.
            next = unsafe { (*slot.as_ptr()).next };
        }
        count
    }

    /// Whether there are slots that were never in the free list.
    #[cfg(feature = "std")]
    #[inline]
    pub(crate) fn has_unused(&self) -> bool {
        self.with_segments(|segments| self.find_unused(segments).is_some())
    }

    /// The first segment with slots that were never in the free list.
    #[inline]
    fn find_unused<'s>(&self, segments: &'s mut [Segment]) -> Option<&'s mut Segment> {
        while segments.get(self.first_unused.get())?.unused() == 0 {
            self.first_unused.set(self.first_unused.get() + 1);
        }
        segments.get_mut(self.first_unused.get())
    }

    /// Puts slots into the empty free list: those of the next page, or of a new segment.
    ///
    /// # Errors
    ///
    /// Fails if there are `limit` slots already, or no memory for more.
    ///
    /// # Safety
    ///
    /// `owner` is what the headers of the pages shall lead to, if the layout has any.
    #[cold]
    #[inline(never)]
    pub(crate) unsafe fn refill(
        &self,
        layout: &SlotLayout,
        limit: usize,
        owner: NonNull<u8>,
    ) -> Result<(), PoolError> {
        // SAFETY: `owner` by the caller.
        if unsafe { self.thread_page(layout, owner) } {
            return Ok(());
        }
        self.grow(layout, self.next_growth(layout), limit)?;
        // SAFETY: the same.
        let threaded = unsafe { self.thread_page(layout, owner) };
        debug_assert!(threaded, "a new segment has slots");
        Ok(())
    }

    /// Makes room for `additional` slots more than there are now, of which `free` are not taken.
    ///
    /// # Errors
    ///
    /// As [`Slots::refill`]; then nothing has changed.
    #[inline]
    pub(crate) fn reserve(
        &self,
        layout: &SlotLayout,
        additional: usize,
        free: usize,
        limit: usize,
    ) -> Result<(), PoolError> {
        let Some(missing) = additional.checked_sub(free).filter(|&missing| missing > 0) else {
            return Ok(());
        };
        if limit.saturating_sub(self.capacity()) < missing {
            return Err(PoolError::Full { limit });
        }
        let slots = missing.checked_next_multiple_of(layout.slots).unwrap_or(missing);
        // At least what the pool would grow by: else one who reserves room for each value would get a
        // segment for each page.
        self.grow(layout, slots.max(self.next_growth(layout)), limit)
    }

    /// How many slots the next segment should have: as many as there are, in whole pages.
    #[inline]
    fn next_growth(&self, layout: &SlotLayout) -> usize {
        let most = (SEGMENT_MAX / layout.page).max(1) * layout.slots;
        self.capacity().next_multiple_of(layout.slots).clamp(layout.slots, most)
    }

    /// Allocates a segment of up to so many slots. None of them is in the free list.
    #[inline]
    fn grow(&self, layout: &SlotLayout, slots: usize, limit: usize) -> Result<(), PoolError> {
        let slots = slots.min(limit.saturating_sub(self.capacity()));
        if slots == 0 {
            return Err(PoolError::Full { limit });
        }
        self.with_segments(|segments| {
            segments
                .try_reserve(1)
                .map_err(|_| PoolError::OutOfMemory { layout: alloc::Layout::new::<Segment>() })?;
            let segment = Segment::allocate(layout, slots)?;
            let place = if cfg!(debug_assertions) {
                segments.partition_point(|other| other.address() < segment.address())
            } else {
                segments.len()
            };
            segments.insert(place, segment);
            self.first_unused.set(self.first_unused.get().min(place));
            self.capacity.set(self.capacity() + slots);
            Ok(())
        })
    }

    /// Links the slots of the next page that was never used, in the order of their addresses, before the
    /// free list. `false` if there is no such page.
    ///
    /// # Safety
    ///
    /// `owner` is as for [`Slots::refill`].
    #[inline]
    unsafe fn thread_page(&self, layout: &SlotLayout, owner: NonNull<u8>) -> bool {
        self.with_segments(|segments| {
            let Some(segment) = self.find_unused(segments) else { return false };
            // Whole pages were threaded before, or the segment had been exhausted.
            // SAFETY: slot `threaded` exists, so its page does.
            let page = unsafe { segment.page(layout, segment.threaded / layout.slots) };
            let count = layout.slots.min(segment.unused());
            segment.threaded += count;
            // SAFETY: the page is one of this layout, and has so many slots that nobody uses.
            unsafe { self.thread_slots(layout, page, count, owner) };
            true
        })
    }

    /// Links the first `count` slots of a page, and writes the headers of the page.
    ///
    /// # Safety
    ///
    /// The page is one of ours that was never used and has at least so many slots; `owner` is as for
    /// [`Slots::refill`].
    #[inline]
    unsafe fn thread_slots(
        &self,
        layout: &SlotLayout,
        page: NonNull<u8>,
        count: usize,
        owner: NonNull<u8>,
    ) {
        if layout.header == HeaderPlace::PageStart {
            // SAFETY: the page begins with room for the header, before `first`.
            unsafe { page.cast::<Header>().write(Header::new(owner)) };
        }
        for index in (0..count).rev() {
            // SAFETY: the page has `layout.slots` slots.
            let slot = unsafe { page.byte_add(layout.first + index * layout.stride) };
            if let HeaderPlace::AfterValue(offset) = layout.header {
                // SAFETY: the page has room for the header there.
                unsafe { slot.byte_add(offset).cast::<Header>().write(Header::new(owner)) };
            }
            #[cfg(debug_assertions)]
            // SAFETY: the slot is ours, and was never handed out.
            unsafe {
                debug::poison(layout, slot);
            }
            // SAFETY: the same.
            unsafe { self.push(slot) };
        }
    }

    /// Works on the segments. `work` calls nothing that uses them again.
    fn with_segments<R>(&self, work: impl FnOnce(&mut Vec<Segment>) -> R) -> R {
        let mut segments = self.segments.take();
        let result = work(&mut segments);
        self.segments.set(segments);
        result
    }
}

impl Drop for Slots {
    #[inline]
    fn drop(&mut self) {
        self.release_all();
    }
}

/// The header of the page that a slot is in.
///
/// # Safety
///
/// `slot` is one of this layout, which has headers, and its memory is not freed for `'a`.
#[inline(always)]
pub(crate) unsafe fn header_of<'a>(layout: &SlotLayout, slot: NonNull<u8>) -> &'a Header {
    let place = match layout.header {
        // SAFETY: `thread_page` wrote the header there.
        HeaderPlace::AfterValue(offset) => unsafe { slot.byte_add(offset) },
        // The page is aligned to its size, and a slot's pointer may go anywhere in its block.
        _ => {
            let mask = !(layout.page - 1);
            slot.map_addr(|address| {
                // SAFETY: no page begins at address 0, where no allocation is.
                unsafe { NonZero::new_unchecked(address.get() & mask) }
            })
        }
    };
    // SAFETY: `thread_page` wrote the header there before it handed out the slot. Nobody makes a mutable
    // reference to it.
    unsafe { place.cast::<Header>().as_ref() }
}
