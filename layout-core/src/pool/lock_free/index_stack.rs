//! A stack of indices.

#![expect(
    clippy::cast_possible_truncation,
    reason = "an index is masked to 24 bits, a depth is below"
)]

use super::primitives::{AtomicU64, Ordering};

/// Where the links of an [`IndexStack`] are: beside the values, not in them, as a thread may read the
/// link of an index that another one has just taken.
pub(crate) trait Links {
    /// The link of an index, which only the stack uses while the index is in it.
    fn link(&self, index: u32) -> &AtomicU64;
}

/// A stack of indices that any thread adds to and takes from (Treiber's, IBM RJ 5118, 1986).
///
/// The head counts how often an index was taken. A thread that read a head, and was then overtaken by
/// others who took that index and put it back on top of other ones, finds another count, and begins
/// again (the ABA problem). The count has 40 bits: it would take a thread that sleeps while 2^40 indices
/// are taken, and no other number of them, to be deceived.
pub(crate) struct IndexStack {
    /// The count of pops in the upper 40 bits; in the lower 24 the index on top plus 1, or 0.
    pub(crate) head: AtomicU64,
}

/// How many bits of the head are the index.
const INDEX_BITS: u32 = 24;
const INDEX_MASK: u64 = (1 << INDEX_BITS) - 1;

impl IndexStack {
    /// Indices are below this.
    pub(crate) const MAX: u32 = INDEX_MASK as u32;

    /// Takes the index that was added last.
    #[inline(always)]
    pub(crate) fn pop(&self, links: &impl Links) -> Option<u32> {
        // SeqCst, here and in `push`: see the wait of `SyncObjectPool`. It costs no more than Acquire.
        let mut head = self.head.load(Ordering::SeqCst);
        loop {
            let index = (head & INDEX_MASK).checked_sub(1)? as u32;
            // It may be another index's turn already; then the exchange fails.
            let next = links.link(index).load(Ordering::Relaxed) & INDEX_MASK;
            let popped = (head & !INDEX_MASK).wrapping_add(1 << INDEX_BITS) | next;
            match self.head.compare_exchange_weak(head, popped, Ordering::SeqCst, Ordering::SeqCst)
            {
                Ok(_) => return Some(index),
                Err(now) => head = now,
            }
        }
    }

    /// Adds an index, which must be the caller's own.
    #[inline(always)]
    pub(crate) fn push(&self, links: &impl Links, index: u32) {
        debug_assert!(index < Self::MAX);
        let mut head = self.head.load(Ordering::SeqCst);
        loop {
            let below = depth(head, links);
            let link = (below + 1) << INDEX_BITS | head & INDEX_MASK;
            links.link(index).store(link, Ordering::Relaxed);
            let pushed = head & !INDEX_MASK | u64::from(index + 1);
            match self.head.compare_exchange_weak(head, pushed, Ordering::SeqCst, Ordering::SeqCst)
            {
                Ok(_) => return,
                Err(now) => head = now,
            }
        }
    }

    /// How many indices there are. Exact while nobody adds or takes one.
    #[inline]
    pub(crate) fn len(&self, links: &impl Links) -> usize {
        depth(self.head.load(Ordering::SeqCst), links) as usize
    }
}

/// How many indices are in the stack with this head: the one on top knows, from its `push`.
#[inline(always)]
fn depth(head: u64, links: &impl Links) -> u64 {
    match (head & INDEX_MASK).checked_sub(1) {
        Some(index) => links.link(index as u32).load(Ordering::Relaxed) >> INDEX_BITS,
        None => 0,
    }
}
