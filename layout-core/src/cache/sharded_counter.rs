use core::fmt;
use core::sync::atomic::{AtomicU64, Ordering};

use super::CacheAligned;

/// A counter that several threads increment without waiting for each other.
///
/// The count has `SHARDS` parts on separate cache lines, and each thread adds to its own part. The sum is exact: every
/// addition is atomic, even if more than `SHARDS` threads share the parts. Counting is cheap. Reading adds up all
/// parts, which reads `SHARDS` cache lines.
///
/// The count wraps around at 2^64. Additions are not ordered with other memory accesses
/// ([`Relaxed`](Ordering::Relaxed)); after you join the adding threads, their additions are visible.
///
/// ```
/// use layout_core::cache::ShardedCounter;
///
/// static REQUESTS: ShardedCounter = ShardedCounter::new();
///
/// std::thread::scope(|scope| {
///     for _ in 0..4 {
///         scope.spawn(|| {
///             for _ in 0..1000 {
///                 REQUESTS.increment();
///             }
///         });
///     }
/// });
/// assert_eq!(REQUESTS.sum(), 4000);
/// ```
///
/// # The pattern
///
/// The same works for everything whose parts can be combined later, such as histograms, minima, or lists. You need an
/// array of [`CacheAligned`] parts, an index for each thread, and a loop over the parts to read. It costs `SHARDS`
/// times [`DESTRUCTIVE_INTERFERENCE_SIZE`](super::DESTRUCTIVE_INTERFERENCE_SIZE) bytes.
///
/// Exists only on targets with 64-bit atomics.
#[doc(alias = "LongAdder")]
pub struct ShardedCounter<const SHARDS: usize = 16> {
    shards: [CacheAligned<AtomicU64>; SHARDS],
}

impl<const SHARDS: usize> ShardedCounter<SHARDS> {
    /// Creates a counter at 0.
    ///
    /// `SHARDS` must be at least 1. More parts than counting threads gain nothing.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        const { assert!(SHARDS > 0, "a counter must have at least one shard") }
        Self { shards: [const { CacheAligned::new(AtomicU64::new(0)) }; SHARDS] }
    }

    /// Adds `n` to the part of the calling thread.
    ///
    /// A thread gets its part when it first adds to any counter; parts are assigned in turn.
    #[cfg(feature = "std")]
    #[inline]
    pub fn add(&self, n: u64) {
        self.add_to(thread_number(), n);
    }

    /// Adds 1 to the part of the calling thread.
    #[cfg(feature = "std")]
    #[inline]
    pub fn increment(&self) {
        self.add(1);
    }

    /// Subtracts `n` from the part of the calling thread, which may differ from the part that it was added to.
    ///
    /// A concurrent sum may include the subtraction but not an earlier addition on another thread. It is then negative,
    /// which reads as almost 2^64; `sum() as i64` shows it.
    #[cfg(feature = "std")]
    #[inline]
    pub fn sub(&self, n: u64) {
        self.sub_from(thread_number(), n);
    }

    /// Subtracts 1 from the part of the calling thread: see [`sub`](Self::sub).
    #[cfg(feature = "std")]
    #[inline]
    pub fn decrement(&self) {
        self.sub(1);
    }

    /// Subtracts `n` from the part with index `thread % SHARDS`: see [`add_to`](Self::add_to).
    #[inline]
    pub fn sub_from(&self, thread: usize, n: u64) {
        self.shards[thread % SHARDS].fetch_sub(n, Ordering::Relaxed);
    }

    /// Adds `n` to the part with index `thread % SHARDS`. Use it on targets without `std`, where you know the number of
    /// the core or the thread.
    #[inline]
    pub fn add_to(&self, thread: usize, n: u64) {
        self.shards[thread % SHARDS].fetch_add(n, Ordering::Relaxed);
    }

    /// Returns the sum of all additions, minus all subtractions.
    ///
    /// Concurrent additions may or may not be counted; none is counted twice.
    #[must_use]
    #[inline]
    pub fn sum(&self) -> u64 {
        let parts = self.shards.iter().map(|shard| shard.load(Ordering::Relaxed));
        parts.fold(0, u64::wrapping_add)
    }

    /// Sets the counter to 0 and returns the previous sum.
    ///
    /// Nothing is lost: a concurrent addition is part of this sum or of the next one.
    #[must_use = "to set the counter to 0 loses the count"]
    #[inline]
    pub fn take(&self) -> u64 {
        let parts = self.shards.iter().map(|shard| shard.swap(0, Ordering::Relaxed));
        parts.fold(0, u64::wrapping_add)
    }
}

impl<const SHARDS: usize> Default for ShardedCounter<SHARDS> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<const SHARDS: usize> fmt::Debug for ShardedCounter<SHARDS> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ShardedCounter").field(&self.sum()).finish()
    }
}

/// The number of the calling thread, counted from 0 in the order in which threads first ask.
#[cfg(feature = "std")]
#[inline]
fn thread_number() -> usize {
    use core::sync::atomic::AtomicUsize;

    static NEXT: AtomicUsize = AtomicUsize::new(0);
    std::thread_local! {
        static NUMBER: usize = NEXT.fetch_add(1, Ordering::Relaxed);
    }
    // Without a destructor, a thread's number can be read as long as the thread runs.
    NUMBER.with(|number| *number)
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use std::thread;

    use super::*;

    /// Threads that follow one another count on different shards: that is what it is for.
    #[test]
    fn each_thread_has_a_shard_of_its_own() {
        static COUNTER: ShardedCounter<64> = ShardedCounter::new();
        // Other tests begin threads as well, so that some numbers are not among these.
        for _ in 0..8 {
            thread::spawn(|| COUNTER.increment()).join().expect("it does not panic");
        }
        let counts = COUNTER.shards.iter().map(|shard| shard.load(Ordering::Relaxed));
        let used = counts.filter(|count| *count > 0).count();
        assert!(used > 4, "8 threads counted on {used} shards");
        assert_eq!(COUNTER.sum(), 8);
    }
}
