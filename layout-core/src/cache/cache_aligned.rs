use core::mem::ManuallyDrop;

use super::Aligned;
use super::DESTRUCTIVE_INTERFERENCE_SIZE;
use super::wrapper::impl_wrapper;

/// A value on its own cache lines, so threads that write to it and threads that write to its neighbors do not slow each
/// other down. See [false sharing](crate::guide::concepts::false_sharing).
///
/// It has the layout of a `#[repr(C, align(N))]` struct with the field `value`, where `N` is
/// [`DESTRUCTIVE_INTERFERENCE_SIZE`]: 128 bytes on x86-64, aarch64 and powerpc64; 32, 64, 16 or 256
/// elsewhere. The value is at offset 0, and its size is rounded up to a multiple of `N`.
///
/// ```
/// use core::sync::atomic::AtomicUsize;
/// use layout_core::cache::CacheAligned;
///
/// /// Its ends are moved by two threads.
/// struct Queue {
///     head: CacheAligned<AtomicUsize>,
///     tail: CacheAligned<AtomicUsize>,
/// }
///
/// static QUEUE: Queue = Queue {
///     head: CacheAligned::new(AtomicUsize::new(0)),
///     tail: CacheAligned::new(AtomicUsize::new(0)),
/// };
/// # use core::sync::atomic::Ordering::Relaxed;
/// assert_eq!(QUEUE.head.fetch_add(1, Relaxed), 0);
/// ```
///
/// It costs padding, which takes up cache. Do not use it for values that only one thread uses.
#[doc(alias = "CachePadded")]
#[repr(transparent)]
pub struct CacheAligned<T: ?Sized> {
    value: Aligned<T, DESTRUCTIVE_INTERFERENCE_SIZE>,
}

impl<T> CacheAligned<T> {
    const MIN_ALIGN: usize = DESTRUCTIVE_INTERFERENCE_SIZE;

    /// Puts a value on its own cache lines.
    #[inline]
    pub const fn new(value: T) -> Self {
        Self { value: Aligned::new(value) }
    }

    /// Returns the value.
    #[inline]
    pub const fn into_inner(self) -> T {
        // The wrapper has no destructor, but what it wraps may have one, so it is moved out by hand.
        let this = ManuallyDrop::new(self);
        // SAFETY: `repr(transparent)` is the same as its field, which is moved out once.
        let value = unsafe {
            core::mem::transmute_copy::<ManuallyDrop<Self>, Aligned<T, DESTRUCTIVE_INTERFERENCE_SIZE>>(
                &this,
            )
        };
        value.into_inner()
    }
}

impl_wrapper!(CacheAligned<T>, "CacheAligned");
