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

use core::cell::Cell;
use core::iter;
use core::num::NonZero;
use core::ptr::{self, NonNull};

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
/// first word is the link to the next. `segments` is a list of segments that this owner alone uses.
pub(crate) struct Slots {
    free: Cell<*mut Link>,
    segments: Cell<*mut Segment>,
    capacity: Cell<usize>,
}

impl Slots {
    /// No slots, no memory.
    pub(crate) const fn new() -> Self {
        Self {
            free: Cell::new(ptr::null_mut()),
            segments: Cell::new(ptr::null_mut()),
            capacity: Cell::new(0),
        }
    }

    /// How many slots there are, free and taken.
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
    pub(crate) unsafe fn adopt(&self, list: *mut Link) {
        debug_assert!(self.free.get().is_null());
        self.free.set(list);
    }

    /// Gives away the whole free list.
    #[cfg(feature = "std")]
    pub(crate) fn take_list(&self) -> *mut Link {
        self.free.replace(ptr::null_mut())
    }

    /// How many slots were never in the free list.
    #[cfg(feature = "std")]
    pub(crate) fn unused(&self) -> usize {
        // SAFETY: the segments of the list are alive.
        self.segments().map(|segment| unsafe { segment.as_ref() }.unused()).sum()
    }

    /// Whether there are slots that were never in the free list.
    #[cfg(feature = "std")]
    pub(crate) fn has_unused(&self) -> bool {
        // SAFETY: the segments of the list are alive.
        self.segments().any(|segment| unsafe { segment.as_ref() }.unused() > 0)
    }

    /// Puts slots into the empty free list: those of the next page, or of a new segment.
    ///
    /// # Errors
    ///
    /// If there are `limit` slots already, or no memory for more.
    ///
    /// # Safety
    ///
    /// `owner` is what the headers of the pages shall lead to, if the layout has one.
    #[cold]
    #[inline(never)]
    pub(crate) unsafe fn refill(
        &self,
        layout: &SlotLayout,
        limit: usize,
        owner: NonNull<u8>,
    ) -> Result<(), PoolError> {
        let unused = |segment: &NonNull<Segment>| {
            // SAFETY: the segments of the list are alive.
            unsafe { segment.as_ref() }.unused() > 0
        };
        let segment = match self.segments().find(unused) {
            Some(segment) => segment,
            None => self.grow(layout, self.next_growth(layout), limit)?,
        };
        // SAFETY: the segment is ours and has slots left; `owner` by the caller.
        unsafe { self.thread_page(layout, segment, owner) };
        Ok(())
    }

    /// Makes room for `additional` slots more than there are now, of which `free` are not taken.
    ///
    /// # Errors
    ///
    /// As [`Slots::refill`]; then nothing has changed.
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
        if limit - self.capacity() < missing {
            return Err(PoolError::Full { limit });
        }
        let slots = missing.checked_next_multiple_of(layout.slots).unwrap_or(missing);
        self.grow(layout, slots, limit).map(|_| ())
    }

    /// How many slots the next segment should have: as many as there are, in whole pages.
    fn next_growth(&self, layout: &SlotLayout) -> usize {
        let most = (SEGMENT_MAX / layout.page).max(1) * layout.slots;
        self.capacity().next_multiple_of(layout.slots).clamp(layout.slots, most)
    }

    /// Allocates a segment of up to so many slots. None of them is in the free list.
    fn grow(
        &self,
        layout: &SlotLayout,
        slots: usize,
        limit: usize,
    ) -> Result<NonNull<Segment>, PoolError> {
        let slots = slots.min(limit - self.capacity());
        if slots == 0 {
            return Err(PoolError::Full { limit });
        }
        let segment = Segment::allocate(layout, slots)?;
        // SAFETY: the segment was made in the line above, and nobody else knows it.
        unsafe { (*segment.as_ptr()).next = self.segments.get() };
        self.segments.set(segment.as_ptr());
        self.capacity.set(self.capacity() + slots);
        Ok(segment)
    }

    /// Links the slots of the next page of a segment, in the order of their addresses, before the free
    /// list.
    ///
    /// # Safety
    ///
    /// The segment is one of ours with `threaded < slots`; `owner` as for [`Slots::refill`].
    unsafe fn thread_page(
        &self,
        layout: &SlotLayout,
        segment: NonNull<Segment>,
        owner: NonNull<u8>,
    ) {
        let segment = segment.as_ptr();
        // SAFETY: the segment is alive, and no reference to it is.
        let (threaded, slots) = unsafe { ((*segment).threaded, (*segment).slots) };
        // Whole pages were threaded before, or the segment had been exhausted.
        // SAFETY: slot `threaded` exists, so its page does.
        let page = unsafe { (*segment).page(layout, threaded / layout.slots) };
        let count = layout.slots.min(slots - threaded);
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
        // SAFETY: as above.
        unsafe { (*segment).threaded = threaded + count };
    }

    /// The segments, the newest first.
    fn segments(&self) -> impl Iterator<Item = NonNull<Segment>> + use<> {
        let first = NonNull::new(self.segments.get());
        // SAFETY: the segments of the list are alive.
        iter::successors(first, |segment| NonNull::new(unsafe { (*segment.as_ptr()).next }))
    }
}

impl Drop for Slots {
    fn drop(&mut self) {
        let mut next = self.segments.get();
        while let Some(segment) = NonNull::new(next) {
            // SAFETY: the segments of the list are alive, until the next line.
            next = unsafe { (*segment.as_ptr()).next };
            // SAFETY: the segment came from `allocate`; it is ours alone, and whoever holds a slot of it
            // borrows, or keeps alive, what contains `self`.
            unsafe { Segment::release(segment) };
        }
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
