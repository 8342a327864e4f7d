//! A stack of indices with the last one at hand.

use super::index_stack::{IndexStack, Links};
use super::primitives::{AtomicU32, Ordering};

/// Indices that any thread adds to and takes from; made for few threads at a time.
///
/// The index that was added last lies beside the stack, which the one before it joins then: so the last to come is
/// the first to go, and where indices come and go one at a time, no link is read or written. It is taken by an
/// exchange with 0, so that only one thread gets it; there is no ABA problem, as an index that came back is as
/// good as before. Between the two steps of adding an index, nobody finds the one before it: as if the thread
/// had that one in its hand, instead of the one that it adds.
pub(crate) struct Shard {
    /// An index plus 1, or 0.
    pub(crate) last: AtomicU32,
    pub(crate) stack: IndexStack,
}

impl Shard {
    /// Takes an index.
    #[inline(always)]
    pub(crate) fn take(&self, links: &impl Links) -> Option<u32> {
        self.take_last().or_else(|| self.stack.pop(links))
    }

    /// Takes the index at hand.
    // SeqCst, here and in `give`: see the wait of `SyncObjectPool`. It costs no more than Acquire.
    #[inline(always)]
    pub(crate) fn take_last(&self) -> Option<u32> {
        let last = self.last.load(Ordering::SeqCst);
        // Nothing is written but where an index was: see `give_alone`.
        (last != 0 && self.exchange(last, 0)).then(|| last - 1)
    }

    /// Adds an index, which must be the caller's own.
    #[inline(always)]
    pub(crate) fn give(&self, links: &impl Links, index: u32) {
        // SeqCst: see above.
        let before = self.last.swap(index + 1, Ordering::SeqCst);
        if before != 0 {
            self.stack.push(links, before - 1);
        }
    }

    /// As [`give`](Shard::give), out of line: where indices come and go one at a time, it is not needed.
    #[cold]
    #[inline(never)]
    fn give_over(&self, links: &impl Links, index: u32) {
        self.give(links, index);
    }

    #[inline(always)]
    fn exchange(&self, old: u32, new: u32) -> bool {
        self.last.compare_exchange(old, new, Ordering::SeqCst, Ordering::Relaxed).is_ok()
    }

    /// Adds an index, which must be the caller's own, as the only thread that adds any.
    ///
    /// If two threads do so at once, an index may be lost.
    #[inline(always)]
    pub(crate) fn give_alone(&self, links: &impl Links, index: u32) {
        // The others only make 0 of what is not, so that it needs no exchange: what is 0 here stays so.
        // Release: who takes the index sees what was done before.
        if self.last.load(Ordering::Relaxed) == 0 {
            self.last.store(index + 1, Ordering::Release);
        } else {
            self.give_over(links, index);
        }
    }

    /// How many indices there are. Exact while nobody adds or takes one.
    #[inline]
    pub(crate) fn len(&self, links: &impl Links) -> usize {
        self.stack.len(links) + usize::from(self.last.load(Ordering::Relaxed) != 0)
    }
}
