//! Slots that come back from other threads.

use core::ptr::{self, NonNull};

use super::primitives::{AtomicPtr, AtomicUsize, Link, Ordering};

/// A list to which any thread adds slots, and from which they are taken all at once.
///
/// As nobody takes a single slot, no thread reads the link of a slot that another one may take: there is
/// no ABA problem, and no link is read before the slot is the reader's own.
pub(crate) struct Remote {
    /// The slot that came last, which leads to the others, or null.
    pub(crate) head: AtomicPtr<Link>,
    /// How many came so far. (Those that come and go in this moment may be missing.)
    pub(crate) count: AtomicUsize,
}

impl Remote {
    /// Adds a slot.
    ///
    /// # Safety
    ///
    /// The slot has the size and the alignment of a link at least, and nobody else uses it until it is
    /// taken from the list.
    #[inline]
    pub(crate) unsafe fn push(&self, slot: NonNull<Link>) {
        let mut head = self.head.load(Ordering::Relaxed);
        loop {
            // SAFETY: the slot is ours until the exchange succeeds.
            unsafe { Link::set(slot, head) };
            // Release: who takes the slot sees its link, and what was done to the slot before.
            match self.head.compare_exchange_weak(
                head,
                slot.as_ptr(),
                Ordering::Release,
                Ordering::Relaxed,
            ) {
                Ok(_) => break,
                Err(now) => head = now,
            }
        }
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    /// Takes all slots: the last one to come, which leads to the others, or null.
    #[inline]
    pub(crate) fn take_all(&self) -> *mut Link {
        if self.head.load(Ordering::Relaxed).is_null() {
            return ptr::null_mut();
        }
        // Acquire: of each push, as all of them are read-modify-writes after the first one's release.
        self.head.swap(ptr::null_mut(), Ordering::Acquire)
    }

    /// How many slots came so far.
    #[inline]
    pub(crate) fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }
}
