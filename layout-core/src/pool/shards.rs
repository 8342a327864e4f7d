//! Indices in shards, one for each thread.

use core::sync::atomic::{AtomicU32, AtomicU64};

use super::lock_free::{IndexStack, Links, Padded, Shard};
#[cfg(feature = "std")]
use super::threads;

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
    #[inline]
    pub(crate) const fn new() -> Self {
        Self { own: [const { Self::empty() }; OWN], shared: [const { Self::empty() }; SHARED] }
    }

    #[inline]
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
        let shard = self.own.get(threads::current()).map(|shard| &shard.0);
        #[cfg(not(feature = "std"))]
        let shard = None;
        shard
    }

    #[inline]
    fn shared(&self) -> &Shard {
        #[cfg(feature = "std")]
        let shard = threads::number() % SHARED;
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

    #[inline]
    fn all(&self) -> impl Iterator<Item = &Shard> {
        self.own.iter().chain(&self.shared).map(|shard| &shard.0)
    }
}
