//! The lock-free parts of the pools, each alone in its file.
//!
//! These files take their atomics from `primitives`, and nothing else from the crate, so that the models
//! in `tests/loom` compile the very same files with loom's atomics.

#[cfg(feature = "std")]
mod ids;
mod index_stack;
mod primitives;
#[cfg(feature = "std")]
mod remote;
mod shard;

use core::sync::atomic::{AtomicU32, AtomicU64};

#[cfg(feature = "std")]
pub(crate) use ids::IdBlock;
pub(crate) use index_stack::{IndexStack, Links};
#[cfg(feature = "std")]
pub(crate) use remote::Remote;
use shard::Shard;

/// A value with cache lines of its own: two, as processors fetch them in pairs.
#[repr(align(128))]
pub(crate) struct Padded<T>(pub(crate) T);

/// How many threads have a shard of their own: those with the lowest numbers. Without `std` there is no
/// cheap way to tell threads apart.
const OWN: usize = if cfg!(feature = "std") { 32 } else { 0 };

/// How many shards the other threads have between them: some meet at one.
const SHARED: usize = if cfg!(feature = "std") { 8 } else { 1 };

/// Indices in shards: one for each of a few threads, and one for each of a few groups of the others.
pub(crate) struct Shards {
    own: [Padded<Shard>; OWN],
    shared: [Padded<Shard>; SHARED],
}

impl Shards {
    pub(crate) const fn new() -> Self {
        Self { own: [const { Self::empty() }; OWN], shared: [const { Self::empty() }; SHARED] }
    }

    const fn empty() -> Padded<Shard> {
        let stack = IndexStack { head: AtomicU64::new(0) };
        Padded(Shard { last: AtomicU32::new(0), stack })
    }

    /// Takes the index that is at hand in the shard that is this thread's own.
    #[inline(always)]
    pub(crate) fn take_last(&self) -> Option<u32> {
        self.own()?.take_last()
    }

    /// Takes an index from the shard of this thread.
    #[inline(never)]
    pub(crate) fn take(&self, links: &impl Links) -> Option<u32> {
        self.own().unwrap_or_else(|| self.shared()).take(links)
    }

    /// Adds an index, which must be the caller's own, to the shard of this thread.
    #[inline(always)]
    pub(crate) fn give(&self, links: &impl Links, index: u32) {
        match self.own() {
            Some(shard) => shard.give_alone(links, index),
            None => self.give_shared(links, index),
        }
    }

    /// As [`give`](Shards::give), by a `SeqCst` write.
    #[cfg(feature = "std")]
    #[inline(always)]
    pub(crate) fn give_in_order(&self, links: &impl Links, index: u32) {
        match self.own() {
            Some(shard) => shard.give(links, index),
            None => self.give_shared(links, index),
        }
    }

    #[inline(never)]
    fn give_shared(&self, links: &impl Links, index: u32) {
        self.shared().give(links, index);
    }

    /// The shard that no other thread adds indices to, if this one has such a shard.
    #[inline(always)]
    #[cfg_attr(not(feature = "std"), expect(clippy::unused_self, reason = "no thread has one"))]
    fn own(&self) -> Option<&Shard> {
        #[cfg(feature = "std")]
        let shard = self.own.get(super::threads::current()).map(|shard| &shard.0);
        #[cfg(not(feature = "std"))]
        let shard = None;
        shard
    }

    fn shared(&self) -> &Shard {
        #[cfg(feature = "std")]
        let shard = super::threads::number() % SHARED;
        #[cfg(not(feature = "std"))]
        let shard = 0;
        &self.shared[shard].0
    }

    /// Takes an index from any shard.
    #[cold]
    #[inline(never)]
    pub(crate) fn take_any(&self, links: &impl Links) -> Option<u32> {
        self.all().find_map(|shard| shard.take(links))
    }

    /// How many indices there are. Exact while nobody adds or takes one.
    #[inline(never)]
    pub(crate) fn len(&self, links: &impl Links) -> usize {
        self.all().map(|shard| shard.len(links)).sum()
    }

    fn all(&self) -> impl Iterator<Item = &Shard> {
        self.own.iter().chain(&self.shared).map(|shard| &shard.0)
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use core::ptr;
    use core::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, Ordering};

    use super::{IdBlock, IndexStack, Links, Shard};

    /// Each index has its link at its place.
    struct Beside([AtomicU64; 4]);

    impl Links for Beside {
        fn link(&self, index: u32) -> &AtomicU64 {
            &self.0[index as usize]
        }
    }

    const fn links() -> Beside {
        Beside([const { AtomicU64::new(0) }; 4])
    }

    #[test]
    fn the_lowest_free_number_is_claimed() {
        let block = IdBlock { taken: AtomicU64::new(0), next: AtomicPtr::new(ptr::null_mut()) };
        for number in 0..IdBlock::LEN {
            assert_eq!(block.claim(), Some(number));
        }
        assert_eq!(block.claim(), None);
        for number in [17, 63, 40] {
            assert!(!block.claim_this(number));
            block.release(number);
            assert!(block.claim_this(number));
            block.release(number);
        }
        assert_eq!([block.claim(), block.claim(), block.claim()], [17, 40, 63].map(Some));
    }

    /// Though the same index is on top again: see [`IndexStack`].
    #[test]
    fn the_head_of_a_stack_is_another_each_time() {
        let (stack, links) = (IndexStack { head: AtomicU64::new(0) }, links());
        let mut heads = std_alloc::vec::Vec::new();
        for _ in 0..10 {
            stack.push(&links, 3);
            heads.push(stack.head.load(Ordering::Relaxed));
            assert_eq!((stack.len(&links), stack.pop(&links)), (1, Some(3)));
        }
        heads.dedup();
        assert_eq!(heads.len(), 10);
    }

    #[test]
    fn a_shard_has_the_first_index_at_hand() {
        let stack = IndexStack { head: AtomicU64::new(0) };
        let (shard, links) = (Shard { last: AtomicU32::new(0), stack }, links());
        for index in 0..4 {
            shard.give_alone(&links, index);
        }
        assert_eq!((shard.len(&links), shard.take_last(), shard.take_last()), (4, Some(0), None));
        shard.give_alone(&links, 0);
        let taken = [(); 5].map(|()| shard.take(&links));
        assert_eq!(taken, [Some(0), Some(3), Some(2), Some(1), None]);
    }
}
