//! The slot that was freed last, at hand in the header of its page.

use core::ptr::{self, NonNull};
use core::sync::atomic::{AtomicPtr, Ordering};

/// What a page begins with.
///
/// Invariant: `last` is null or a free slot of this page that is in no list, if a [`Hot`] leads to this
/// header; otherwise it is neither.
pub(crate) struct Header {
    /// What the slots of the page go back to.
    pub(crate) owner: NonNull<u8>,
    /// Written by the owner's thread only. It is atomic for those who count.
    last: AtomicPtr<u8>,
}

/// The page whose header may hold the slot that was freed last.
///
/// Where values come and go one at a time, neither a link nor a count is written. And as the address of
/// a header follows from that of a slot, a processor knows early where the slot is stored to, so that it
/// does not wait there with loading it again.
pub(crate) struct Hot {
    /// The header of a page of the owner's, or `NOWHERE`.
    header: AtomicPtr<Header>,
}

struct Nowhere(Header);

// SAFETY: nobody writes to it: its `last` is null, so that `take` has no reason to, and it is the header
// of no slot; `move_to` and `leave` look for it.
unsafe impl Sync for Nowhere {}

static NOWHERE: Nowhere =
    Nowhere(Header { owner: NonNull::dangling(), last: AtomicPtr::new(ptr::null_mut()) });

impl Header {
    /// The header of a page to which no [`Hot`] leads.
    #[inline]
    pub(crate) const fn new(owner: NonNull<u8>) -> Self {
        // Not null, and not a slot.
        Self { owner, last: AtomicPtr::new(owner.as_ptr()) }
    }

    /// Keeps a slot at hand, if there is room.
    #[inline(always)]
    pub(crate) fn keep(&self, slot: NonNull<u8>) -> bool {
        let room = self.has_room();
        // In a branch, though it takes more instructions: what is stored does not wait for what was loaded.
        if room {
            // Relaxed, here and below, where nothing else is said: nobody else stores.
            self.last.store(slot.as_ptr(), Ordering::Relaxed);
            // Where many values are alive: there each step counts, and here is but one value.
            unlikely();
        }
        room
    }

    /// Whether a slot may be kept at hand here. For the owner's thread only.
    #[inline(always)]
    fn has_room(&self) -> bool {
        // Not an atomic load, which the compiler does not join with the comparison.
        // SAFETY: only this thread writes to it, and it is not doing so now.
        unsafe { *self.last.as_ptr() }.is_null()
    }
}

/// Tells the compiler which branch is to make the jump.
#[cold]
#[inline(always)]
const fn unlikely() {}

impl Hot {
    #[inline]
    pub(crate) const fn new() -> Self {
        Self { header: AtomicPtr::new(ptr::from_ref(&NOWHERE.0).cast_mut()) }
    }

    #[inline(always)]
    fn header(&self) -> &Header {
        // SAFETY: it leads to a page of the owner's, which is there until `leave`, or to a static. Only
        // shared references to headers are made.
        unsafe { &*self.header.load(Ordering::Relaxed) }
    }

    /// Takes the slot at hand.
    #[inline(always)]
    pub(crate) fn take(&self) -> Option<NonNull<u8>> {
        let header = self.header();
        let slot = NonNull::new(header.last.load(Ordering::Relaxed))?;
        header.last.store(ptr::null_mut(), Ordering::Relaxed);
        Some(slot)
    }

    /// Whether there is no slot at hand.
    #[inline(always)]
    pub(crate) fn is_empty(&self) -> bool {
        self.header().has_room()
    }

    /// As [`is_empty`](Hot::is_empty), for any thread. It may be different already.
    #[cfg(feature = "std")]
    #[inline]
    pub(crate) fn looks_empty(&self) -> bool {
        // Acquire: the header was written before `move_to` led to it.
        // SAFETY: as in `header`; pages stay while the pool is shared.
        let header = unsafe { &*self.header.load(Ordering::Acquire) };
        header.last.load(Ordering::Relaxed).is_null()
    }

    /// Keeps a slot at hand in the header of its page, to which this did not lead. There is none at hand.
    #[cold]
    #[inline(never)]
    pub(crate) fn move_to(&self, header: &Header, slot: NonNull<u8>) {
        debug_assert!(self.is_empty() && !ptr::eq(self.header(), header));
        self.leave();
        header.last.store(slot.as_ptr(), Ordering::Relaxed);
        // Release: see `looks_empty`.
        self.header.store(ptr::from_ref(header).cast_mut(), Ordering::Release);
    }

    /// Leads to no page any more. There is no slot at hand.
    #[inline]
    pub(crate) fn leave(&self) {
        let header = self.header();
        if !ptr::eq(header, &raw const NOWHERE.0) {
            header.last.store(header.owner.as_ptr(), Ordering::Relaxed);
            self.header.store(ptr::from_ref(&NOWHERE.0).cast_mut(), Ordering::Relaxed);
        }
    }
}
