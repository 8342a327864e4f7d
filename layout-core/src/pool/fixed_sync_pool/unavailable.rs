//! What takes the place of the pool on targets without atomic read-modify-write.

use core::marker::PhantomData;

/// A pool that needs atomic read-modify-write operations, which this target does not have: making one does
/// not compile, and the error says so. The documentation for another target tells which have them.
#[derive(Debug)]
pub struct FixedSyncPool<T, const N: usize>(PhantomData<[T; N]>);

impl<T, const N: usize> FixedSyncPool<T, N> {
    /// Does not compile for this target.
    #[expect(clippy::new_without_default, reason = "it cannot be made")]
    #[inline]
    pub const fn new() -> Self {
        const {
            panic!(
                "`FixedSyncPool` needs atomic read-modify-write operations, which this target lacks (see \
                 `rustc --print cfg --target …`: no `target_has_atomic`); use a `FixedBump`, or a `Pool` \
                 inside of the critical section that your platform offers"
            )
        }
    }
}
