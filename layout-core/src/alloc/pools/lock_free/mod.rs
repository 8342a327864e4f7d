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

/// How many shards the threads have between them: of more threads, some meet at one shard. Without
/// `std` there is no cheap way to tell threads apart.
const SHARDS: usize = if cfg!(feature = "std") { 8 } else { 1 };

/// Indices in shards, one for each of a few groups of threads.
pub(crate) struct Shards([Padded<Shard>; SHARDS]);

impl Shards {
    pub(crate) const fn new() -> Self {
        let shards = [const {
            let stack = IndexStack { head: AtomicU64::new(0) };
            Padded(Shard { last: AtomicU32::new(0), stack })
        }; SHARDS];
        Self(shards)
    }

    /// The shard for this thread.
    #[inline(always)]
    pub(crate) fn near(&self) -> &Shard {
        #[cfg(feature = "std")]
        let shard = super::threads::number() % SHARDS;
        #[cfg(not(feature = "std"))]
        let shard = 0;
        &self.0[shard].0
    }

    /// Takes an index from any shard.
    #[cold]
    #[inline(never)]
    pub(crate) fn take_any(&self, links: &impl Links) -> Option<u32> {
        self.0.iter().find_map(|shard| shard.0.take(links))
    }

    /// How many indices there are. Exact while nobody adds or takes one.
    pub(crate) fn len(&self, links: &impl Links) -> usize {
        self.0.iter().map(|shard| shard.0.len(links)).sum()
    }
}
