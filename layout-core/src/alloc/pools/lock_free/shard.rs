//! A stack of indices with the last one at hand.

use super::index_stack::{IndexStack, Links};
use super::primitives::{AtomicU32, Ordering};

/// Indices that any thread adds to and takes from; made for few threads at a time.
///
/// The index that was added last does not join the stack if there is room beside it: where indices come
/// and go one at a time, no link is read or written. It is taken by an exchange with 0, so that only one
/// thread gets it; there is no ABA problem, as nothing is concluded from its old value.
pub(crate) struct Shard {
    /// An index plus 1, or 0.
    pub(crate) last: AtomicU32,
    pub(crate) stack: IndexStack,
}

impl Shard {
    /// Takes an index.
    // SeqCst, here and in `give`: see the wait of `SyncObjectPool`. It costs no more than Acquire.
    #[inline(always)]
    pub(crate) fn take(&self, links: &impl Links) -> Option<u32> {
        if self.last.load(Ordering::SeqCst) != 0 {
            let last = self.last.swap(0, Ordering::SeqCst);
            if last != 0 {
                return Some(last - 1);
            }
        }
        self.stack.pop(links)
    }

    /// Adds an index, which must be the caller's own.
    #[inline(always)]
    pub(crate) fn give(&self, links: &impl Links, index: u32) {
        let room = self.last.compare_exchange(0, index + 1, Ordering::SeqCst, Ordering::Relaxed);
        if room.is_err() {
            self.stack.push(links, index);
        }
    }

    /// How many indices there are. Exact while nobody adds or takes one.
    pub(crate) fn len(&self, links: &impl Links) -> usize {
        self.stack.len(links) + usize::from(self.last.load(Ordering::Relaxed) != 0)
    }
}
