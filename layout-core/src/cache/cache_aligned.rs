use core::mem::ManuallyDrop;

use super::Aligned;
use super::DESTRUCTIVE_INTERFERENCE_SIZE;
use super::wrapper::impl_wrapper;

/// A value with cache lines of its own: threads that write to neighbors of it do not slow down those
/// that use it, and the other way round ("false sharing").
///
/// It is laid out as a struct with `#[repr(C, align(N))]` and the field `value`, where `N` is
/// [`DESTRUCTIVE_INTERFERENCE_SIZE`]: 128 bytes on x86-64, aarch64 and powerpc64, 32, 64, 16 or 256
/// elsewhere. So the value is at offset 0, and its size is rounded up to a multiple of `N`.
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
/// It costs the padding, and the cache that this takes up: do not use it for what one thread uses.
#[repr(transparent)]
pub struct CacheAligned<T: ?Sized> {
    value: Aligned<T, DESTRUCTIVE_INTERFERENCE_SIZE>,
}

impl<T> CacheAligned<T> {
    const MIN_ALIGN: usize = DESTRUCTIVE_INTERFERENCE_SIZE;

    /// Gives a value lines of its own.
    #[inline]
    pub const fn new(value: T) -> Self {
        Self { value: Aligned::new(value) }
    }

    /// The value itself.
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
