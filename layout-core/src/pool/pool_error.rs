//! Why a pool has no slot.

use core::alloc::Layout;
use core::fmt;

/// Why a pool gave no slot. The pool is then unchanged.
///
/// ```
/// use layout_core::alloc::{Pool, PoolError};
///
/// let pool = Pool::<u64>::new().with_limit(10);
/// assert_eq!(pool.try_reserve(11), Err(PoolError::Full { limit: 10 }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PoolError {
    /// Every slot that the pool may have is taken.
    Full {
        /// The maximum number of slots.
        limit: usize,
    },
    /// The global allocator has no memory.
    OutOfMemory {
        /// What the pool asked the allocator for.
        layout: Layout,
    },
    /// The slots would take more than `isize::MAX` bytes.
    Overflow,
}

impl PoolError {
    /// What becomes of an error where there is none to return it to.
    #[cfg(any(feature = "alloc", target_has_atomic = "8"))]
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(crate) fn handle(self) -> ! {
        panic!("{self}");
    }
}

impl fmt::Display for PoolError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full { limit } => {
                write!(f, "the pool is full: all {limit} of its slots are taken")
            }
            Self::OutOfMemory { layout } => write!(
                f,
                "out of memory: the allocator refused a block of {} bytes aligned to {}",
                layout.size(),
                layout.align()
            ),
            Self::Overflow => f.write_str("the slots exceed `isize::MAX` bytes"),
        }
    }
}

impl core::error::Error for PoolError {}

/// A value for which there was no slot, and the reason.
///
/// ```
/// use layout_core::alloc::{Pool, PoolError};
///
/// let pool = Pool::new().with_limit(0);
/// let error = pool.try_insert("value").unwrap_err();
/// assert_eq!(error.reason(), PoolError::Full { limit: 0 });
/// assert_eq!(error.to_string(), "the pool is full: all 0 of its slots are taken");
/// assert_eq!(error.into_value(), "value");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct InsertError<T> {
    value: T,
    reason: PoolError,
}

impl<T> InsertError<T> {
    #[cfg(any(feature = "alloc", target_has_atomic = "8"))]
    #[inline]
    pub(crate) const fn new(value: T, reason: PoolError) -> Self {
        Self { value, reason }
    }

    /// Returns the value that was not inserted.
    #[inline]
    pub fn into_value(self) -> T {
        self.value
    }

    /// Returns why there was no slot.
    #[inline]
    pub const fn reason(&self) -> PoolError {
        self.reason
    }
}

impl<T> fmt::Debug for InsertError<T> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InsertError").field("reason", &self.reason).finish_non_exhaustive()
    }
}

impl<T> fmt::Display for InsertError<T> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(f)
    }
}

impl<T> core::error::Error for InsertError<T> {}
