use core::alloc::Layout;
#[cfg(target_has_atomic = "8")]
use core::cell::UnsafeCell;
use core::convert::Infallible;
use core::fmt::{self, Debug, Formatter};
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
#[cfg(target_has_atomic = "8")]
use core::sync::atomic::{AtomicBool, Ordering};

use super::allocate::{self, Arena, allocation_methods, dangling};
use super::boxed::BumpBox;
use super::cursor::Cursor;

use crate::alloc_error::{AllocError, Failure, InitError};

/// An arena in a buffer that you provide. It needs no heap, never grows, and works in `no_std` programs.
///
/// When the buffer is full, the `try_` methods return [`AllocError::Full`] and the others panic. Like other arenas, it
/// does not drop values.
///
/// ```
/// use core::mem::MaybeUninit;
/// use layout_core::alloc::FixedBump;
///
/// let mut buffer = [MaybeUninit::uninit(); 256];
/// let bump = FixedBump::new(&mut buffer);
/// let name = bump.alloc_str("sensor");
/// let samples = bump.alloc_slice_fill_with(8, |n| n as u16 * 100);
/// assert_eq!((&*name, samples[7]), ("sensor", 700));
/// assert!(bump.try_alloc([0_u8; 256]).is_err());
/// ```
pub struct FixedBump<'buf> {
    cursor: Cursor<1, false>,
    start: NonNull<u8>,
    buffer: PhantomData<&'buf mut [MaybeUninit<u8>]>,
}

// SAFETY: the buffer is borrowed mutably, and `&mut [MaybeUninit<u8>]` is `Send`.
unsafe impl Send for FixedBump<'_> {}

impl<'buf> FixedBump<'buf> {
    /// Creates an arena in a buffer.
    #[must_use]
    #[inline]
    pub const fn new(buffer: &'buf mut [MaybeUninit<u8>]) -> Self {
        let len = buffer.len();
        let start = buffer.as_mut_ptr().cast::<u8>();
        // SAFETY: a reference is not null, and the buffer has `len` bytes, which are ours alone during
        // `'buf`; every address is a multiple of 1.
        unsafe {
            let start = NonNull::new_unchecked(start);
            let cursor = Cursor::new(start, start.as_ptr().add(len));
            Self { cursor, start, buffer: PhantomData }
        }
    }

    /// Forgets all allocations.
    ///
    /// ```
    /// # use layout_core::alloc::BumpArray;
    /// let mut memory = BumpArray::<64>::new();
    /// let mut bump = memory.bump();
    /// bump.alloc([0_u8; 64]);
    /// bump.reset();
    /// assert_eq!(bump.remaining(), 64);
    /// ```
    #[inline]
    pub fn reset(&mut self) {
        // SAFETY: as in `new`; what was allocated borrowed the arena, which is borrowed mutably now.
        unsafe { self.cursor.restart(self.start) }
    }

    /// Calls `work` with an arena over the free bytes, which are given back when `work` returns or unwinds.
    ///
    /// All free bytes are lent, so meanwhile neither the outer arena nor a second scope in it can allocate.
    ///
    /// ```
    /// # use layout_core::alloc::BumpArray;
    /// let mut memory = BumpArray::<64>::new();
    /// let bump = memory.bump();
    /// let kept = bump.alloc(1_u8);
    /// for n in 0..1000 {
    ///     let sum = bump.scope(|scratch| scratch.alloc([n; 10]).iter().sum::<u32>());
    ///     assert_eq!(sum, 10 * n);
    /// }
    /// assert_eq!((*kept, bump.remaining()), (1, 63));
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if `work` panics.
    #[inline]
    pub fn scope<R>(&self, work: impl FnOnce(&FixedBump<'_>) -> R) -> R {
        /// Gives back what was lent.
        struct Lent<'s, 'buf> {
            outer: &'s FixedBump<'buf>,
            start: NonNull<u8>,
            end: *mut u8,
        }

        impl Drop for Lent<'_, '_> {
            #[inline]
            fn drop(&mut self) {
                // SAFETY: the cursor lent it, and what was allocated there borrowed the inner arena.
                unsafe { self.outer.cursor.take_back(self.start, self.end) };
            }
        }

        let cursor = self.cursor.lend(0);
        let (start, end) = (cursor.pos(), cursor.end());
        // Dropped after the arena over what it gives back.
        let _lent = Lent { outer: self, start, end };
        work(&FixedBump { cursor, start, buffer: PhantomData })
    }

    /// Returns the number of free bytes, before alignment.
    #[inline]
    pub fn remaining(&self) -> usize {
        self.cursor.remaining()
    }

    /// Returns the size of the buffer in bytes.
    #[inline]
    pub fn capacity(&self) -> usize {
        self.cursor.end().addr() - self.start.addr().get()
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn full<F: Failure>(&self, layout: Layout) -> Result<NonNull<u8>, F> {
        if layout.size() == 0 {
            return Ok(dangling(layout.align()));
        }
        Err(F::from_error(AllocError::Full { size: layout.size(), remaining: self.remaining() }))
    }

    allocation_methods!(
        "let buffer = &mut [const { core::mem::MaybeUninit::uninit() }; 2048];
    let bump = FixedBump::new(buffer);",
        '_
    );
}

// SAFETY: the cursor hands out each byte of the buffer once, and the buffer stays while the arena is
// borrowed.
unsafe impl<'a> Arena<'a> for &'a FixedBump<'_> {
    #[inline(always)]
    #[track_caller]
    fn alloc_type<T, F: Failure>(self) -> Result<NonNull<T>, F> {
        match self.cursor.alloc_type() {
            Some(memory) => Ok(memory),
            None => self.full(Layout::new::<T>()).map(NonNull::cast),
        }
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_like<T, F: Failure>(self, values: &[T]) -> Result<NonNull<T>, F> {
        let layout = Layout::for_value(values);
        match self.cursor.alloc_array(layout) {
            Some(memory) => Ok(memory.cast()),
            None => self.full(layout).map(NonNull::cast),
        }
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_array<T, F: Failure>(self, len: usize) -> Result<NonNull<T>, F> {
        let Ok(layout) = Layout::array::<T>(len) else {
            return Err(F::from_error(AllocError::Overflow));
        };
        match self.cursor.alloc_array(layout) {
            Some(memory) => Ok(memory.cast()),
            None => self.full(layout).map(NonNull::cast),
        }
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_aligned<T, F: Failure>(self, align: usize) -> Result<NonNull<T>, F> {
        match Layout::new::<T>().align_to(align) {
            Ok(layout) => self.alloc_any(layout).map(NonNull::cast),
            Err(_) => Err(F::from_error(AllocError::Overflow)),
        }
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_in_line<T, F: Failure>(self, line: usize) -> Result<NonNull<T>, F> {
        let layout = Layout::new::<T>();
        match self.cursor.alloc_in_line(layout, line) {
            Some(memory) => Ok(memory.cast()),
            None => self.full(layout).map(NonNull::cast),
        }
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_any<F: Failure>(self, layout: Layout) -> Result<NonNull<u8>, F> {
        match self.cursor.alloc_layout(layout) {
            Some(memory) => Ok(memory),
            None => self.full(layout),
        }
    }

    #[inline(always)]
    unsafe fn resize(self, memory: NonNull<u8>, old: usize, new: usize) -> Option<NonNull<u8>> {
        // SAFETY: the contract of this function is that of the cursor's.
        unsafe { self.cursor.resize(memory, old, new) }
    }
}

impl Debug for FixedBump<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("FixedBump")
            .field("capacity", &self.capacity())
            .field("remaining", &self.remaining())
            .finish()
    }
}

/// Memory for a [`FixedBump`], on the stack or in a static: `SIZE` bytes, aligned to 16.
///
/// ```
/// use layout_core::alloc::BumpArray;
///
/// let mut memory = BumpArray::<128>::new();
/// let bump = memory.bump();
/// let pair = bump.alloc((1_u8, 2_u64));
/// assert_eq!(pair.1, 2);
/// ```
#[repr(C, align(16))]
pub struct BumpArray<const SIZE: usize> {
    bytes: [MaybeUninit<u8>; SIZE],
}

impl<const SIZE: usize> BumpArray<SIZE> {
    /// Creates uninitialized memory, which costs nothing.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self { bytes: [const { MaybeUninit::uninit() }; SIZE] }
    }

    /// Creates an arena in this memory, and forgets what an earlier arena held.
    #[must_use]
    #[inline]
    pub const fn bump(&mut self) -> FixedBump<'_> {
        FixedBump::new(&mut self.bytes)
    }
}

impl<const SIZE: usize> Default for BumpArray<SIZE> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<const SIZE: usize> Debug for BumpArray<SIZE> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("BumpArray").field("size", &SIZE).finish_non_exhaustive()
    }
}

/// Static memory for a [`FixedBump`] that lasts as long as the program: `SIZE` bytes.
///
/// ```
/// use layout_core::alloc::StaticBump;
///
/// static MEMORY: StaticBump<1024> = StaticBump::new();
///
/// let bump = MEMORY.take().expect("nobody has taken it before");
/// assert!(MEMORY.take().is_none(), "there is one arena in it");
/// let forever: &mut u32 = bump.alloc(7);
/// *forever += 1;
/// ```
///
/// To share the arena between functions, keep it with the state of your program, or pass it on.
#[cfg(target_has_atomic = "8")]
pub struct StaticBump<const SIZE: usize> {
    is_taken: AtomicBool,
    memory: UnsafeCell<BumpArray<SIZE>>,
}

// SAFETY: the memory is handed out once, to whoever sets the flag, and not looked at otherwise.
#[cfg(target_has_atomic = "8")]
unsafe impl<const SIZE: usize> Sync for StaticBump<SIZE> {}

#[cfg(target_has_atomic = "8")]
impl<const SIZE: usize> StaticBump<SIZE> {
    /// Creates uninitialized memory, which takes no room in the program's file.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self { is_taken: AtomicBool::new(false), memory: UnsafeCell::new(BumpArray::new()) }
    }

    /// Returns the arena to the first caller, and `None` to all others.
    #[inline]
    pub fn take(&self) -> Option<FixedBump<'_>> {
        if self.is_taken.swap(true, Ordering::Relaxed) {
            return None;
        }
        // SAFETY: the flag was not set before, and is never cleared: so this is the only reference.
        Some(unsafe { &mut *self.memory.get() }.bump())
    }
}

#[cfg(target_has_atomic = "8")]
impl<const SIZE: usize> Default for StaticBump<SIZE> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(target_has_atomic = "8")]
impl<const SIZE: usize> Debug for StaticBump<SIZE> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let is_taken = self.is_taken.load(Ordering::Relaxed);
        f.debug_struct("StaticBump")
            .field("size", &SIZE)
            .field("is_taken", &is_taken)
            .finish_non_exhaustive()
    }
}
