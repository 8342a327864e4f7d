//! The lock-free parts of the pools, each alone in its file.
//!
//! These files take their atomics from `primitives`, and nothing else from the crate, so that the models
//! in `tests/loom` compile the very same files with loom's atomics.

#[cfg(all(feature = "std", target_has_atomic = "64"))]
mod ids;
#[cfg(target_has_atomic = "64")]
mod index_stack;
mod primitives;
#[cfg(all(feature = "std", target_has_atomic = "64"))]
mod remote;
#[cfg(target_has_atomic = "64")]
mod shard;
#[cfg(any(layout_narrow_atomics, not(target_has_atomic = "64")))]
mod slot_flags;

#[cfg(all(feature = "std", target_has_atomic = "64"))]
pub(crate) use ids::IdBlock;
#[cfg(target_has_atomic = "64")]
pub(crate) use index_stack::{IndexStack, Links};
#[cfg(all(feature = "std", target_has_atomic = "64"))]
pub(crate) use remote::Remote;
#[cfg(target_has_atomic = "64")]
pub(crate) use shard::Shard;
#[cfg(any(layout_narrow_atomics, not(target_has_atomic = "64")))]
pub(crate) use slot_flags::SlotFlags;

/// A value with cache lines of its own: two, as processors fetch them in pairs.
#[cfg(target_has_atomic = "64")]
#[repr(align(128))]
pub(crate) struct Padded<T>(pub(crate) T);

#[cfg(all(test, feature = "std", target_has_atomic = "64"))]
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
    fn the_last_index_to_come_is_the_first_to_go() {
        let stack = IndexStack { head: AtomicU64::new(0) };
        let (shard, links) = (Shard { last: AtomicU32::new(0), stack }, links());
        for index in 0..4 {
            shard.give_alone(&links, index);
        }
        assert_eq!((shard.len(&links), shard.take_last(), shard.take_last()), (4, Some(3), None));
        shard.give(&links, 3);
        let taken = [(); 5].map(|()| shard.take(&links));
        assert_eq!(taken, [Some(3), Some(2), Some(1), Some(0), None]);
    }
}
