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

use core::sync::atomic::AtomicU64;

#[cfg(feature = "std")]
pub(crate) use ids::IdBlock;
pub(crate) use index_stack::{IndexStack, Links};
#[cfg(feature = "std")]
pub(crate) use remote::Remote;

/// A value with cache lines of its own: two, as processors fetch them in pairs.
#[repr(align(128))]
pub(crate) struct Padded<T>(pub(crate) T);

/// How many stacks share the threads between them: of more threads, some meet at one stack. Without
/// `std` there is no cheap way to tell threads apart.
pub(crate) const SHARDS: usize = if cfg!(feature = "std") { 8 } else { 1 };

/// Stacks of indices, one for each of a few groups of threads, who look into the others' last.
pub(crate) struct Shards([Padded<IndexStack>; SHARDS]);

impl Shards {
    pub(crate) const fn new() -> Self {
        Self([const { Padded(IndexStack { head: AtomicU64::new(0) }) }; SHARDS])
    }

    /// The stack for this thread.
    #[inline(always)]
    pub(crate) fn near(&self) -> &IndexStack {
        #[cfg(feature = "std")]
        let shard = super::threads::number() % SHARDS;
        #[cfg(not(feature = "std"))]
        let shard = 0;
        &self.0[shard].0
    }

    /// Takes an index from any stack.
    #[cold]
    #[inline(never)]
    pub(crate) fn pop_any(&self, links: &impl Links) -> Option<u32> {
        self.0.iter().find_map(|shard| shard.0.pop(links))
    }

    /// How many indices there are. Exact while nobody adds or takes one.
    pub(crate) fn len(&self, links: &impl Links) -> usize {
        self.0.iter().map(|shard| shard.0.len(links)).sum()
    }

    /// How many indices were taken so far.
    #[cfg(feature = "std")]
    pub(crate) fn pops(&self) -> u64 {
        self.0.iter().map(|shard| shard.0.pops()).sum()
    }
}
