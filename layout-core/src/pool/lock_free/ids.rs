//! Numbers that one thread at a time may have.

use super::primitives::{AtomicPtr, AtomicU64, Ordering};

/// 64 numbers, each free or claimed by one thread.
///
/// Who claims a number sees what was written by those who had it before: a claim reads, with
/// [`Ordering::Acquire`], what the last release wrote with [`Ordering::Release`].
pub(crate) struct IdBlock {
    /// A bit for each number, set if it is claimed.
    pub(crate) taken: AtomicU64,
    /// The numbers after these, or null. Never changed once it is set.
    pub(crate) next: AtomicPtr<IdBlock>,
}

impl IdBlock {
    pub(crate) const LEN: usize = 64;

    /// Claims the lowest free number.
    #[inline]
    pub(crate) fn claim(&self) -> Option<usize> {
        let mut taken = self.taken.load(Ordering::Relaxed);
        loop {
            let bit = taken.trailing_ones();
            if bit == u64::BITS {
                return None;
            }
            let claimed = taken | 1 << bit;
            match self.taken.compare_exchange_weak(
                taken,
                claimed,
                Ordering::Acquire,
                Ordering::Relaxed,
            ) {
                Ok(_) => return Some(bit as usize),
                Err(now) => taken = now,
            }
        }
    }

    /// Claims this number, if it is free.
    #[inline]
    pub(crate) fn claim_this(&self, number: usize) -> bool {
        let bit = 1 << number;
        // A look first, so that the line of a number that is not free stays shared.
        self.taken.load(Ordering::Relaxed) & bit == 0
            && self.taken.fetch_or(bit, Ordering::Acquire) & bit == 0
    }

    /// Gives a number back, which the caller has claimed.
    #[inline]
    pub(crate) fn release(&self, number: usize) {
        let before = self.taken.fetch_and(!(1 << number), Ordering::Release);
        debug_assert!(before & 1 << number != 0, "number {number} was not claimed");
    }
}
