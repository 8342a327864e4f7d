//! Which slots are free, in two forms: see [`FixedSyncPool`](super::FixedSyncPool), "Targets".

#[cfg(all(target_has_atomic = "64", not(layout_narrow_atomics)))]
pub(super) use stacks::FreeSlots;

#[cfg(not(all(target_has_atomic = "64", not(layout_narrow_atomics))))]
pub(super) use flags::FreeSlots;

/// Stacks of free slots, for targets with 64-bit atomics.
#[cfg(all(target_has_atomic = "64", not(layout_narrow_atomics)))]
mod stacks {
    use core::sync::atomic::{AtomicU32, AtomicU64, Ordering};

    use crate::pool::lock_free::{IndexStack, Links};
    use crate::pool::shards::Shards;

    pub(in super::super) struct FreeSlots<const N: usize> {
        shards: Shards,
        /// How many slots were ever taken: those from here on are in no stack. It may be above `N`.
        used: AtomicU32,
        links: [AtomicU64; N],
    }

    impl<const N: usize> Links for [AtomicU64; N] {
        #[inline(always)]
        fn link(&self, index: u32) -> &AtomicU64 {
            &self[index as usize]
        }
    }

    impl<const N: usize> FreeSlots<N> {
        #[inline]
        pub(in super::super) const fn new() -> Self {
            const {
                assert!(
                    N < IndexStack::MAX as usize,
                    "a `FixedSyncPool` must have fewer than 2^24 slots"
                );
            }
            Self {
                shards: Shards::new(),
                used: AtomicU32::new(0),
                links: [const { AtomicU64::new(0) }; N],
            }
        }

        /// Takes a slot: an index below `N`, which unsafe code relies on.
        #[inline(always)]
        pub(in super::super) fn take(&self) -> Option<u32> {
            self.shards.take_last().or_else(|| self.take_elsewhere())
        }

        /// Takes a slot of this thread's stack, one that was never used, or one of another thread's stack.
        #[inline(never)]
        fn take_elsewhere(&self) -> Option<u32> {
            self.shards
                .take(&self.links)
                .or_else(|| self.use_new_slot())
                .or_else(|| self.shards.take_any(&self.links))
        }

        #[inline]
        fn use_new_slot(&self) -> Option<u32> {
            // Relaxed: nobody has used the slot before.
            self.used
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |used| {
                    ((used as usize) < N).then_some(used + 1)
                })
                .ok()
        }

        /// Gives back a slot, which must be the caller's own.
        #[inline(always)]
        pub(in super::super) fn give(&self, index: u32) {
            self.shards.give(&self.links, index);
        }

        /// How many slots are taken. Exact while nobody takes or gives one.
        #[inline]
        pub(in super::super) fn taken(&self) -> usize {
            let used = (self.used.load(Ordering::Relaxed) as usize).min(N);
            used.saturating_sub(self.shards.len(&self.links))
        }
    }
}

/// A flag for each slot, for targets with narrower atomics.
#[cfg(not(all(target_has_atomic = "64", not(layout_narrow_atomics))))]
mod flags {
    use core::sync::atomic::{AtomicBool, AtomicUsize};

    use crate::pool::lock_free::SlotFlags;

    pub(in super::super) struct FreeSlots<const N: usize> {
        flags: SlotFlags,
        taken: [AtomicBool; N],
    }

    impl<const N: usize> FreeSlots<N> {
        #[inline]
        pub(in super::super) const fn new() -> Self {
            const { assert!(N < 1 << 24, "a `FixedSyncPool` must have fewer than 2^24 slots") };
            Self {
                flags: SlotFlags { hint: AtomicUsize::new(0) },
                taken: [const { AtomicBool::new(false) }; N],
            }
        }

        /// Takes a slot: an index below `N`, which unsafe code relies on.
        #[inline]
        pub(in super::super) fn take(&self) -> Option<u32> {
            // It fits, as there are less than 2^24.
            self.flags.take(&self.taken).and_then(|index| u32::try_from(index).ok())
        }

        /// Gives back a slot, which must be the caller's own.
        #[inline]
        pub(in super::super) fn give(&self, index: u32) {
            self.flags.give(&self.taken, index as usize);
        }

        /// How many slots are taken. Exact while nobody takes or gives one.
        #[inline]
        pub(in super::super) fn taken(&self) -> usize {
            SlotFlags::count(&self.taken)
        }
    }
}
