//! A flag for each slot of a fixed pool.

use super::primitives::{AtomicBool, AtomicUsize, Ordering};

/// Slots that any thread takes and gives back, each with a flag that is set while it is taken.
///
/// A thread takes a slot by setting its flag, which one thread alone finds clear. Nothing is read before that
/// and relied on after it, so there is no ABA problem, and no counter that could come round: the form for
/// targets whose atomics are too narrow for an index and a counter.
pub(crate) struct SlotFlags {
    /// Where to look first. Any number is right.
    pub(crate) hint: AtomicUsize,
}

impl SlotFlags {
    /// Takes a slot whose flag was seen clear.
    ///
    /// Looks at each flag once, from the slot that was given back last; or from the one after the slot that was
    /// taken last.
    #[inline(always)]
    pub(crate) fn take(&self, taken: &[AtomicBool]) -> Option<usize> {
        let start = self.hint.load(Ordering::Relaxed);
        let (before, after) = taken.split_at(if start < taken.len() { start } else { 0 });
        let numbers = (before.len()..taken.len()).chain(0..before.len());
        let (index, _) = numbers.zip(after.iter().chain(before)).find(|(_, flag)| {
            // A look first, so that nothing is written to a line of a slot that is taken.
            !flag.load(Ordering::Relaxed)
                // Acquire: who takes a slot sees what was done to it before.
                && flag.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_ok()
        })?;
        self.hint.store(index + 1, Ordering::Relaxed);
        Some(index)
    }

    /// Gives back a slot, which must be the caller's own.
    #[inline(always)]
    pub(crate) fn give(&self, taken: &[AtomicBool], index: usize) {
        // Release: see `take`.
        taken[index].store(false, Ordering::Release);
        self.hint.store(index, Ordering::Relaxed);
    }

    /// How many slots are taken. Exact while nobody takes or gives one.
    #[inline]
    pub(crate) fn count(taken: &[AtomicBool]) -> usize {
        taken.iter().filter(|flag| flag.load(Ordering::Relaxed)).count()
    }
}
