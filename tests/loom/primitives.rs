//! What the lock-free files are made of: loom's atomics, and a link whose reads and writes loom sees.

use std::ptr::NonNull;

use loom::cell::UnsafeCell;
pub(super) use loom::sync::atomic::{
    AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize, Ordering,
};

/// A slot. The link is the first word of a free one in the pools.
pub(super) struct Link {
    pub(super) next: UnsafeCell<*mut Link>,
    pub(super) number: usize,
}

impl Link {
    /// As that of the pools.
    ///
    /// # Safety
    ///
    /// `slot` is there. (That nobody else uses it is for loom to find out.)
    pub(super) unsafe fn set(slot: NonNull<Link>, next: *mut Link) {
        // SAFETY: the slot is there; loom stops the program before two threads use the pointer at once.
        unsafe { slot.as_ref().next.with_mut(|link| *link = next) };
    }
}
