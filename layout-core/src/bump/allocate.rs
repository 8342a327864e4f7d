//! What all arenas have in common: the [`Arena`] trait, by which they hand out memory; functions that put values
//! there; and the methods that users call, which a macro writes for each arena. Each function serves both the
//! methods that return errors and those that panic, by its parameter `F`.

use core::alloc::Layout;
use core::ffi::CStr;
use core::marker::PhantomData;
use core::mem::{ManuallyDrop, MaybeUninit, forget, needs_drop};
use core::ptr::{self, NonNull};
use core::slice;

use super::boxed::BumpBox;
use crate::alloc_error::Failure;
use crate::const_fns::const_max;

/// Hands out memory: implemented by references to arenas.
///
/// Memory of no bytes is a well-aligned pointer. Otherwise a method fails if there is no room, as `F`
/// says.
///
/// # Safety
///
/// Memory that is handed out is of the layout asked for, valid for reads and writes during `'a`, and
/// handed out once, until it is given back by [`resize`](Self::resize).
#[allow(unreachable_pub, reason = "a bound of public types, which nobody else implements")]
pub unsafe trait Arena<'a>: Copy {
    /// Whether values that need drop do not compile, unless something owns them that drops them.
    const REFUSES_DROP: bool = false;

    /// Memory for one `T`.
    #[track_caller]
    fn alloc_type<T, F: Failure>(self) -> Result<NonNull<T>, F>;

    /// Memory for as many `T` as the slice has.
    #[track_caller]
    fn alloc_like<T, F: Failure>(self, values: &[T]) -> Result<NonNull<T>, F>;

    /// Memory for `len` of `T`.
    #[track_caller]
    fn alloc_array<T, F: Failure>(self, len: usize) -> Result<NonNull<T>, F>;

    /// Memory for one `T` at the alignment `align`, a power of two that is known to the compiler and no
    /// less than that of `T`.
    #[track_caller]
    fn alloc_aligned<T, F: Failure>(self, align: usize) -> Result<NonNull<T>, F>;

    /// Memory for one `T` on as few lines of `line` bytes, a power of two, as its size allows.
    #[track_caller]
    fn alloc_in_line<T, F: Failure>(self, line: usize) -> Result<NonNull<T>, F>;

    /// Memory of any layout.
    #[track_caller]
    fn alloc_any<F: Failure>(self, layout: Layout) -> Result<NonNull<u8>, F>;

    /// Changes the size of the last allocation where it lies. `None`, and nothing has changed, if it is
    /// not the last, or there is no room.
    ///
    /// # Safety
    ///
    /// `memory` was handed out by this arena with `old` bytes; of those that go, none is used any more.
    /// `new` is at most `isize::MAX`.
    unsafe fn resize(self, memory: NonNull<u8>, old: usize, new: usize) -> Option<NonNull<u8>>;
}

/// What is handed out for a size of 0: an aligned pointer to nowhere.
#[inline]
pub(super) const fn dangling(align: usize) -> NonNull<u8> {
    match NonNull::new(core::ptr::without_provenance_mut(align)) {
        Some(dangling) => dangling,
        None => panic!("an alignment is not 0"),
    }
}

/// Stops the build where a value that needs drop would lie in an arena that [refuses](Arena::REFUSES_DROP) it.
///
/// Each method calls it in a constant of its own: so the error names the line of the user's that calls the method.
pub(super) const fn refuse_drop<T>(refuses: bool) {
    assert!(
        !refuses || !needs_drop::<T>(),
        "a `NoDrop` arena refuses a type that needs drop, because it would never be dropped: allocate it with \
         `alloc_box` or in a `TypedBump`, or put a reference or a copy there"
    );
}

#[inline(always)]
#[track_caller]
pub(super) fn with<'a, T, F: Failure>(
    arena: impl Arena<'a>,
    make: impl FnOnce() -> T,
) -> Result<&'a mut T, F> {
    let memory = arena.alloc_type::<T, F>()?;
    // SAFETY: the memory was just handed out for a `T`, ours during `'a`, and is initialized here.
    unsafe {
        let room = Room::new(arena, memory, 1);
        memory.write(make());
        forget(room);
        Ok(&mut *memory.as_ptr())
    }
}

#[inline(always)]
#[track_caller]
pub(super) fn try_with<'a, T, E, F: Failure>(
    arena: impl Arena<'a>,
    make: impl FnOnce() -> Result<T, E>,
) -> Result<Result<&'a mut T, E>, F> {
    let memory = arena.alloc_type::<T, F>()?;
    // SAFETY: the memory was just handed out for a `T`.
    let room = unsafe { Room::new(arena, memory, 1) };
    match make() {
        Ok(value) => {
            forget(room);
            // SAFETY: the memory is for a `T`, ours during `'a`, and initialized here.
            unsafe {
                memory.write(value);
                Ok(Ok(&mut *memory.as_ptr()))
            }
        }
        Err(error) => Ok(Err(error)),
    }
}

#[inline(always)]
#[track_caller]
pub(super) fn uninit<'a, T, F: Failure>(
    arena: impl Arena<'a>,
) -> Result<&'a mut MaybeUninit<T>, F> {
    let memory = arena.alloc_type::<MaybeUninit<T>, F>()?;
    // SAFETY: the memory is for a `T` and ours during `'a`; it need not be initialized.
    Ok(unsafe { &mut *memory.as_ptr() })
}

#[inline(always)]
#[track_caller]
pub(super) fn aligned<'a, const ALIGN: usize, T, F: Failure>(
    arena: impl Arena<'a>,
    value: T,
) -> Result<&'a mut T, F> {
    const { assert!(ALIGN.is_power_of_two(), "the alignment must be a power of two") };
    let memory = arena.alloc_aligned::<T, F>(const { const_max(ALIGN, align_of::<T>()) })?;
    // SAFETY: the memory is for a `T`, ours during `'a`, and initialized here.
    unsafe {
        memory.write(value);
        Ok(&mut *memory.as_ptr())
    }
}

#[inline(always)]
#[track_caller]
pub(super) fn in_line<'a, T, F: Failure>(
    arena: impl Arena<'a>,
    value: T,
    line: usize,
) -> Result<&'a mut T, F> {
    let memory = arena.alloc_in_line::<T, F>(line)?;
    // SAFETY: the memory is for a `T`, ours during `'a`, and initialized here.
    unsafe {
        memory.write(value);
        Ok(&mut *memory.as_ptr())
    }
}

#[inline(always)]
#[track_caller]
pub(super) fn slice_copy<'a, T: Copy, F: Failure>(
    arena: impl Arena<'a>,
    values: &[T],
) -> Result<&'a mut [T], F> {
    let memory = arena.alloc_like::<T, F>(values)?;
    // SAFETY: the memory is for as many `T`, ours during `'a`, not where `values` are since it is ours
    // alone, and initialized here.
    unsafe {
        copy_short(values.as_ptr().cast(), memory.as_ptr().cast(), size_of_val(values));
        Ok(slice::from_raw_parts_mut(memory.as_ptr(), values.len()))
    }
}

#[inline(always)]
#[track_caller]
pub(super) fn slice_clone<'a, T: Clone, F: Failure>(
    arena: impl Arena<'a>,
    values: &[T],
) -> Result<&'a mut [T], F> {
    let memory = arena.alloc_like::<T, F>(values)?;
    let mut values = values.iter();
    // SAFETY: the memory is for as many `T` as there are values, and ours during `'a`.
    Ok(unsafe { fill(arena, memory, values.len(), || values.next().cloned()) })
}

#[inline(always)]
#[track_caller]
pub(super) fn slice_with<'a, T, F: Failure>(
    arena: impl Arena<'a>,
    len: usize,
    mut make: impl FnMut(usize) -> T,
) -> Result<&'a mut [T], F> {
    let memory = arena.alloc_array::<T, F>(len)?;
    let mut indices = 0..len;
    // SAFETY: the memory is for `len` of `T`, and ours during `'a`.
    Ok(unsafe { fill(arena, memory, len, || indices.next().map(&mut make)) })
}

#[inline(always)]
#[track_caller]
pub(super) fn slice_iter<'a, T, F: Failure>(
    arena: impl Arena<'a>,
    mut values: impl ExactSizeIterator<Item = T>,
) -> Result<&'a mut [T], F> {
    let len = values.len();
    let memory = arena.alloc_array::<T, F>(len)?;
    // SAFETY: the memory is for `len` of `T`, and ours during `'a`.
    Ok(unsafe { fill(arena, memory, len, || values.next()) })
}

#[inline(always)]
#[track_caller]
pub(super) fn slice_try_with<'a, T, E, F: Failure>(
    arena: impl Arena<'a>,
    len: usize,
    mut make: impl FnMut(usize) -> Result<T, E>,
) -> Result<Result<&'a mut [T], E>, F> {
    slice_try_iter(arena, (0..len).map(&mut make))
}

#[inline(always)]
#[track_caller]
pub(super) fn slice_try_iter<'a, T, E, F: Failure>(
    arena: impl Arena<'a>,
    mut values: impl ExactSizeIterator<Item = Result<T, E>>,
) -> Result<Result<&'a mut [T], E>, F> {
    let len = values.len();
    let memory = arena.alloc_array::<T, F>(len)?;
    // SAFETY: the memory was just handed out for `len` of `T`, and is ours during `'a`.
    let mut filled = Filled { room: unsafe { Room::new(arena, memory, len) }, len: 0 };
    while filled.len < len {
        match values.next() {
            None => break,
            // SAFETY: fewer than `len` values are there, by the loop's condition.
            Some(Ok(value)) => unsafe { filled.push(value) },
            Some(Err(error)) => return Ok(Err(error)),
        }
    }
    Ok(Ok(filled.into_slice()))
}

#[inline(always)]
#[track_caller]
pub(super) fn slice_uninit<'a, T, F: Failure>(
    arena: impl Arena<'a>,
    len: usize,
) -> Result<&'a mut [MaybeUninit<T>], F> {
    let memory = arena.alloc_array::<MaybeUninit<T>, F>(len)?;
    // SAFETY: the memory is for `len` of `T` and ours during `'a`; it need not be initialized.
    Ok(unsafe { slice::from_raw_parts_mut(memory.as_ptr(), len) })
}

#[inline(always)]
#[track_caller]
pub(super) fn str<'a, F: Failure>(arena: impl Arena<'a>, text: &str) -> Result<&'a mut str, F> {
    let len = text.len();
    let memory = arena.alloc_like::<u8, F>(text.as_bytes())?;
    // SAFETY: the memory is for as many bytes, ours during `'a`, not where the text is since it is ours
    // alone, and initialized here, with what is UTF-8.
    unsafe {
        copy_short(text.as_ptr(), memory.as_ptr(), len);
        Ok(core::str::from_utf8_unchecked_mut(slice::from_raw_parts_mut(memory.as_ptr(), len)))
    }
}

/// Copies bytes, of which there are likely to be few: two copies of a fixed length, which overlap, take
/// less time than a call. No byte is read as a value, as it may be padding, or part of a pointer.
///
/// # Safety
///
/// That of [`ptr::copy_nonoverlapping`].
#[inline(always)]
unsafe fn copy_short(from: *const u8, to: *mut u8, len: usize) {
    let ends = |size: usize| {
        // SAFETY: `len` is at least `size`, so that both copies lie within what the caller promises.
        unsafe {
            ptr::copy_nonoverlapping(from, to, size);
            ptr::copy_nonoverlapping(from.add(len - size), to.add(len - size), size);
        }
    };
    match len {
        8..=16 => ends(8),
        4..8 => ends(4),
        17..=32 => ends(16),
        33..=64 => ends(32),
        // SAFETY: there is a byte, and these are the first, the middle and the last one.
        1..4 => unsafe {
            ends(1);
            ptr::copy_nonoverlapping(from.add(len / 2), to.add(len / 2), 1);
        },
        // SAFETY: the caller's contract is passed on.
        _ => unsafe { ptr::copy_nonoverlapping(from, to, len) },
    }
}

#[inline(always)]
#[track_caller]
pub(super) fn cstr<'a, F: Failure>(arena: impl Arena<'a>, text: &CStr) -> Result<&'a CStr, F> {
    let bytes = slice_copy(arena, text.to_bytes_with_nul())?;
    // SAFETY: a copy of the bytes of a `CStr`.
    Ok(unsafe { CStr::from_bytes_with_nul_unchecked(bytes) })
}

#[inline(always)]
#[track_caller]
pub(super) fn boxed<'a, T, F: Failure>(
    arena: impl Arena<'a>,
    make: impl FnOnce() -> T,
) -> Result<BumpBox<'a, T>, F> {
    let value = with(arena, make)?;
    // SAFETY: the value was just made, and its only reference becomes the box.
    Ok(unsafe { BumpBox::from_raw(NonNull::from(value)) })
}

#[inline(always)]
#[track_caller]
pub(super) fn boxed_slice<'a, T, F: Failure>(
    arena: impl Arena<'a>,
    values: impl ExactSizeIterator<Item = T>,
) -> Result<BumpBox<'a, [T]>, F> {
    let values = slice_iter(arena, values)?;
    // SAFETY: the values were just made, and their only reference becomes the box.
    Ok(unsafe { BumpBox::from_raw(NonNull::from(values)) })
}

#[inline(always)]
#[track_caller]
pub(super) fn layout<'a, F: Failure>(
    arena: impl Arena<'a>,
    layout: Layout,
) -> Result<NonNull<u8>, F> {
    arena.alloc_any(layout)
}

/// Fills memory with the values of `next`, at most `len`; if there are fewer, the rest of the memory is given back.
/// If it panics, the values made so far are dropped, and the memory is given back.
///
/// # Safety
///
/// The memory was handed out by the arena for `len` of `T`, and nobody else knows of it.
#[inline(always)]
unsafe fn fill<'a, T>(
    arena: impl Arena<'a>,
    memory: NonNull<T>,
    len: usize,
    mut next: impl FnMut() -> Option<T>,
) -> &'a mut [T] {
    // SAFETY: the contract is the same.
    let mut filled = Filled { room: unsafe { Room::new(arena, memory, len) }, len: 0 };
    while filled.len < len {
        let Some(value) = next() else { break };
        // SAFETY: fewer than `len` values are there, by the loop's condition.
        unsafe { filled.push(value) };
    }
    filled.into_slice()
}

/// Memory that is given back when this is dropped, if it is still the last that was handed out.
struct Room<'a, T, A: Arena<'a>> {
    arena: A,
    memory: NonNull<T>,
    /// How many values there is room for.
    len: usize,
    arenas: PhantomData<&'a ()>,
}

impl<'a, T, A: Arena<'a>> Room<'a, T, A> {
    /// # Safety
    ///
    /// The memory was handed out by the arena for `len` of `T`, and nobody else knows of it.
    #[inline(always)]
    unsafe fn new(arena: A, memory: NonNull<T>, len: usize) -> Self {
        Self { arena, memory, len, arenas: PhantomData }
    }

    /// Gives back what lies behind the first `len` values.
    #[inline(always)]
    fn shrink(&self, len: usize) {
        if size_of::<T>() > 0 {
            let (old, new) = (self.len * size_of::<T>(), len * size_of::<T>());
            // SAFETY: by the contract of `new`; of what goes, nothing is used.
            unsafe { self.arena.resize(self.memory.cast(), old, new) };
        }
    }
}

impl<'a, T, A: Arena<'a>> Drop for Room<'a, T, A> {
    #[inline]
    fn drop(&mut self) {
        self.shrink(0);
    }
}

/// The values made so far, dropped if making the next one fails.
struct Filled<'a, T, A: Arena<'a>> {
    room: Room<'a, T, A>,
    len: usize,
}

impl<'a, T, A: Arena<'a>> Filled<'a, T, A> {
    /// # Safety
    ///
    /// There is room.
    #[inline(always)]
    unsafe fn push(&mut self, value: T) {
        // SAFETY: the memory is ours, and there is room by the contract.
        unsafe { self.room.memory.add(self.len).write(value) };
        self.len += 1;
    }

    /// The values; memory that they do not need is given back.
    #[inline(always)]
    fn into_slice(self) -> &'a mut [T] {
        let filled = ManuallyDrop::new(self);
        if filled.len < filled.room.len {
            filled.room.shrink(filled.len);
        }
        // SAFETY: so many values were written, to memory that is ours during `'a`.
        unsafe { slice::from_raw_parts_mut(filled.room.memory.as_ptr(), filled.len) }
    }
}

impl<'a, T, A: Arena<'a>> Drop for Filled<'a, T, A> {
    #[inline]
    fn drop(&mut self) {
        if needs_drop::<T>() {
            let values = NonNull::slice_from_raw_parts(self.room.memory, self.len);
            // SAFETY: so many values were written, and nobody else knows of them.
            unsafe { values.drop_in_place() };
        }
    }
}

/// The methods that allocate, of an arena which is an [`Arena`] by reference.
///
/// `$make` makes one called `bump`, in the examples; `$life` is how long allocations live. Who uses this
/// imports what it names.
macro_rules! allocation_methods {
    ($make:literal, $life:lifetime) => {
        /// Moves a value into the arena.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let number = bump.alloc(1_u64);
        /// *number += 1;
        /// assert_eq!(*number, 2);
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        #[inline(always)]
        #[track_caller]
        pub fn alloc<T>(&self, value: T) -> &$life mut T {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            let Ok(value) = allocate::with::<T, Infallible>(self, || value);
            value
        }

        /// Like [`alloc`](Self::alloc), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc<T>(&self, value: T) -> Result<&$life mut T, AllocError> {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            allocate::with::<T, AllocError>(self, || value)
        }

        /// Allocates the value that a closure returns. The closure runs once there is room, so a large value can be
        /// built in place.
        ///
        /// The closure may use the arena. If it panics, the room is given back, unless the closure allocated something.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let table = bump.alloc_with(|| [0_u8; 1000]);
        /// assert_eq!(table.len(), 1000);
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        /// Panics if the closure panics.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_with<T>(&self, make: impl FnOnce() -> T) -> &$life mut T {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            let Ok(value) = allocate::with::<T, Infallible>(self, make);
            value
        }

        /// Like [`alloc_with`](Self::alloc_with), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory; the closure is then not called.
        #[inline(always)]
        pub fn try_alloc_with<T>(&self, make: impl FnOnce() -> T) -> Result<&$life mut T, AllocError> {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            allocate::with::<T, AllocError>(self, make)
        }

        /// Allocates the value of a closure that may fail. If it fails, the room is given back, unless the closure
        /// allocated something.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// assert!(bump.alloc_try_with(|| "1".parse::<u8>()).is_ok());
        /// assert!(bump.alloc_try_with(|| "one".parse::<u8>()).is_err());
        /// ```
        ///
        /// # Errors
        ///
        /// Returns the closure's error.
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        /// Panics if the closure panics.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_try_with<T, E>(
            &self,
            make: impl FnOnce() -> Result<T, E>,
        ) -> Result<&$life mut T, E> {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            let Ok(value) =
                allocate::try_with::<T, E, Infallible>(self, make);
            value
        }

        /// Like [`alloc_try_with`](Self::alloc_try_with), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory, without calling the closure. Fails if the closure fails.
        #[inline(always)]
        pub fn try_alloc_try_with<T, E>(
            &self,
            make: impl FnOnce() -> Result<T, E>,
        ) -> Result<&$life mut T, InitError<E>> {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            match allocate::try_with(self, make) {
                Ok(value) => value.map_err(InitError::Init),
                Err(error) => Err(InitError::Alloc(error)),
            }
        }

        /// Allocates room for a value, uninitialized.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let number: &mut u32 = bump.alloc_uninit().write(7);
        /// assert_eq!(*number, 7);
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_uninit<T>(&self) -> &$life mut MaybeUninit<T> {
            let Ok(value) = allocate::uninit::<T, Infallible>(self);
            value
        }

        /// Like [`alloc_uninit`](Self::alloc_uninit), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc_uninit<T>(&self) -> Result<&$life mut MaybeUninit<T>, AllocError> {
            allocate::uninit::<T, AllocError>(self)
        }

        /// Allocates room for a layout. The memory stays until the arena is reset or dropped. For a size of 0 the
        /// pointer is only aligned.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let layout = core::alloc::Layout::from_size_align(100, 64).unwrap();
        /// assert_eq!(bump.alloc_layout(layout).addr().get() % 64, 0);
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_layout(&self, layout: core::alloc::Layout) -> core::ptr::NonNull<u8> {
            let Ok(value) = allocate::layout::<Infallible>(self, layout);
            value
        }

        /// Like [`alloc_layout`](Self::alloc_layout), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc_layout(&self, layout: core::alloc::Layout) -> Result<core::ptr::NonNull<u8>, AllocError> {
            allocate::layout::<AllocError>(self, layout)
        }

        /// Moves a value to an address that is a multiple of `ALIGN`, a power of two, and of the value's own alignment.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let bytes = bump.alloc_aligned::<32, _>([0_u8; 5]);
        /// assert_eq!(bytes.as_ptr().addr() % 32, 0);
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_aligned<const ALIGN: usize, T>(&self, value: T) -> &$life mut T {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            let Ok(value) = allocate::aligned::<ALIGN, T, Infallible>(self, value);
            value
        }

        /// Like [`alloc_aligned`](Self::alloc_aligned), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc_aligned<const ALIGN: usize, T>(&self, value: T) -> Result<&$life mut T, AllocError> {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            allocate::aligned::<ALIGN, T, AllocError>(self, value)
        }

        /// Moves a value to the start of a cache line, of [`CACHE_LINE`]($crate::CACHE_LINE) bytes. Later allocations
        /// may share the value's last line.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let counter = bump.alloc_cache_aligned(0_u32);
        /// assert_eq!(core::ptr::from_mut(counter).addr() % layout_core::CACHE_LINE, 0);
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_cache_aligned<T>(&self, value: T) -> &$life mut T {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            let Ok(value) = allocate::aligned::<{ $crate::CACHE_LINE }, T, Infallible>(self, value);
            value
        }

        /// Like [`alloc_cache_aligned`](Self::alloc_cache_aligned), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc_cache_aligned<T>(&self, value: T) -> Result<&$life mut T, AllocError> {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            allocate::aligned::<{ $crate::CACHE_LINE }, T, AllocError>(self, value)
        }

        /// Moves a value to where it covers as few cache lines as its size allows.
        ///
        /// A value that is no larger than a line of [`CACHE_LINE`]($crate::CACHE_LINE) bytes never straddles two. Small
        /// values share lines.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// for _ in 0..10 {
        ///     let start = bump.alloc_line_packed([0_u8; 24]).as_ptr().addr();
        ///     assert_eq!(start / layout_core::CACHE_LINE, (start + 23) / layout_core::CACHE_LINE);
        /// }
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_line_packed<T>(&self, value: T) -> &$life mut T {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            let Ok(value) = allocate::in_line::<T, Infallible>(self, value, $crate::CACHE_LINE);
            value
        }

        /// Like [`alloc_line_packed`](Self::alloc_line_packed), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc_line_packed<T>(&self, value: T) -> Result<&$life mut T, AllocError> {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            allocate::in_line::<T, AllocError>(self, value, $crate::CACHE_LINE)
        }

        /// Copies a slice into the arena.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// assert_eq!(bump.alloc_slice_copy(&[1, 2, 3]), [1, 2, 3]);
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_slice_copy<T: Copy>(&self, values: &[T]) -> &$life mut [T] {
            let Ok(value) = allocate::slice_copy::<T, Infallible>(self, values);
            value
        }

        /// Like [`alloc_slice_copy`](Self::alloc_slice_copy), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc_slice_copy<T: Copy>(&self, values: &[T]) -> Result<&$life mut [T], AllocError> {
            allocate::slice_copy::<T, AllocError>(self, values)
        }

        /// Clones the values of a slice into the arena. If a clone panics, the earlier clones are dropped.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let cells = [std::cell::Cell::new(1), std::cell::Cell::new(2)];
        /// assert_eq!(bump.alloc_slice_clone(&cells), cells);
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory, or if cloning panics.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_slice_clone<T: Clone>(&self, values: &[T]) -> &$life mut [T] {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            let Ok(value) = allocate::slice_clone::<T, Infallible>(self, values);
            value
        }

        /// Like [`alloc_slice_clone`](Self::alloc_slice_clone), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc_slice_clone<T: Clone>(&self, values: &[T]) -> Result<&$life mut [T], AllocError> {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            allocate::slice_clone::<T, AllocError>(self, values)
        }

        /// Allocates a slice of `len` values, each made from its index. If making a value panics, the earlier values
        /// are dropped.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// assert_eq!(bump.alloc_slice_fill_with(4, |n| n * n), [0, 1, 4, 9]);
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        /// Panics if the closure panics.
        #[doc(alias = "alloc_slice_fill_copy")]
        #[doc(alias = "alloc_slice_fill_clone")]
        #[doc(alias = "alloc_slice_fill_default")]
        #[inline(always)]
        #[track_caller]
        pub fn alloc_slice_fill_with<T>(&self, len: usize, make: impl FnMut(usize) -> T) -> &$life mut [T] {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            let Ok(value) = allocate::slice_with::<T, Infallible>(self, len, make);
            value
        }

        /// Like [`alloc_slice_fill_with`](Self::alloc_slice_fill_with), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc_slice_fill_with<T>(&self, len: usize, make: impl FnMut(usize) -> T) -> Result<&$life mut [T], AllocError> {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            allocate::slice_with::<T, AllocError>(self, len, make)
        }

        /// Moves the values of an iterator into the arena, as a slice. It takes at most as many values as the iterator
        /// announces; if there are fewer, the slice is shorter.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// assert_eq!(bump.alloc_slice_fill_iter([3, 5].map(|n| n + 1)), [4, 6]);
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        /// Panics if the iterator panics; the earlier values are dropped.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_slice_fill_iter<T, I>(&self, values: I) -> &$life mut [T] where I: IntoIterator<Item = T, IntoIter: ExactSizeIterator> {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            let Ok(value) = allocate::slice_iter::<T, Infallible>(self, values.into_iter());
            value
        }

        /// Like [`alloc_slice_fill_iter`](Self::alloc_slice_fill_iter), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc_slice_fill_iter<T, I>(&self, values: I) -> Result<&$life mut [T], AllocError> where I: IntoIterator<Item = T, IntoIter: ExactSizeIterator> {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            allocate::slice_iter::<T, AllocError>(self, values.into_iter())
        }

        /// Allocates a slice of `len` values, each made from its index by a closure that may fail.
        ///
        /// If it fails, the earlier values are dropped, and the room is given back, unless the closure allocated
        /// something.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let texts = ["1", "2", "x"];
        /// let two = bump.alloc_slice_try_fill_with(2, |n| texts[n].parse::<u8>());
        /// assert_eq!(two.unwrap(), [1, 2]);
        /// assert!(bump.alloc_slice_try_fill_with(3, |n| texts[n].parse::<u8>()).is_err());
        /// ```
        ///
        /// # Errors
        ///
        /// Returns the closure's error.
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        /// Panics if the closure panics.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_slice_try_fill_with<T, E>(
            &self,
            len: usize,
            make: impl FnMut(usize) -> Result<T, E>,
        ) -> Result<&$life mut [T], E> {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            let Ok(value) = allocate::slice_try_with::<T, E, Infallible>(self, len, make);
            value
        }

        /// Like [`alloc_slice_try_fill_with`](Self::alloc_slice_try_fill_with), but returns an error if there is no
        /// memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory, without calling the closure. Fails if the closure fails.
        #[inline(always)]
        pub fn try_alloc_slice_try_fill_with<T, E>(
            &self,
            len: usize,
            make: impl FnMut(usize) -> Result<T, E>,
        ) -> Result<&$life mut [T], InitError<E>> {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            match allocate::slice_try_with(self, len, make) {
                Ok(value) => value.map_err(InitError::Init),
                Err(error) => Err(InitError::Alloc(error)),
            }
        }

        /// Allocates a slice of the values of an iterator that may yield an error.
        ///
        /// At an error, the earlier values are dropped and the room is given back, unless the iterator allocated
        /// something.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let numbers = ["1", "2"].map(|text| text.parse::<u8>());
        /// assert_eq!(bump.alloc_slice_try_fill_iter(numbers).unwrap(), [1, 2]);
        /// ```
        ///
        /// # Errors
        ///
        /// Returns the iterator's error.
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        /// Panics if the iterator panics.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_slice_try_fill_iter<T, E, I>(&self, values: I) -> Result<&$life mut [T], E>
        where
            I: IntoIterator<Item = Result<T, E>, IntoIter: ExactSizeIterator>,
        {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            let Ok(value) = allocate::slice_try_iter::<T, E, Infallible>(self, values.into_iter());
            value
        }

        /// Like [`alloc_slice_try_fill_iter`](Self::alloc_slice_try_fill_iter), but returns an error if there is no
        /// memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory, or if the iterator yields an error.
        #[inline(always)]
        pub fn try_alloc_slice_try_fill_iter<T, E, I>(
            &self,
            values: I,
        ) -> Result<&$life mut [T], InitError<E>>
        where
            I: IntoIterator<Item = Result<T, E>, IntoIter: ExactSizeIterator>,
        {
            const { allocate::refuse_drop::<T>(<&Self as Arena<'_>>::REFUSES_DROP) };
            match allocate::slice_try_iter(self, values.into_iter()) {
                Ok(value) => value.map_err(InitError::Init),
                Err(error) => Err(InitError::Alloc(error)),
            }
        }

        /// Allocates room for `len` values, uninitialized.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// assert_eq!(bump.alloc_slice_uninit::<u64>(3).len(), 3);
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        #[doc(alias = "alloc_uninitialized")]
        #[doc(alias = "uninitialized_array")]
        #[inline(always)]
        #[track_caller]
        pub fn alloc_slice_uninit<T>(&self, len: usize) -> &$life mut [MaybeUninit<T>] {
            let Ok(value) = allocate::slice_uninit::<T, Infallible>(self, len);
            value
        }

        /// Like [`alloc_slice_uninit`](Self::alloc_slice_uninit), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc_slice_uninit<T>(&self, len: usize) -> Result<&$life mut [MaybeUninit<T>], AllocError> {
            allocate::slice_uninit::<T, AllocError>(self, len)
        }

        /// Copies a string slice into the arena.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let text = bump.alloc_str("bump");
        /// text.make_ascii_uppercase();
        /// assert_eq!(text, "BUMP");
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_str(&self, text: &str) -> &$life mut str {
            let Ok(value) = allocate::str::<Infallible>(self, text);
            value
        }

        /// Like [`alloc_str`](Self::alloc_str), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc_str(&self, text: &str) -> Result<&$life mut str, AllocError> {
            allocate::str::<AllocError>(self, text)
        }

        /// Copies a C string into the arena.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// assert_eq!(bump.alloc_cstr(c"bump"), c"bump");
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_cstr(&self, text: &core::ffi::CStr) -> &$life core::ffi::CStr {
            let Ok(value) = allocate::cstr::<Infallible>(self, text);
            value
        }

        /// Like [`alloc_cstr`](Self::alloc_cstr), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc_cstr(&self, text: &core::ffi::CStr) -> Result<&$life core::ffi::CStr, AllocError> {
            allocate::cstr::<AllocError>(self, text)
        }

        /// Moves a value into the arena, and returns a box that drops it.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let text = bump.alloc_box(String::from("freed"));
        /// assert_eq!(*text, "freed");
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_box<T>(&self, value: T) -> BumpBox<$life, T> {
            let Ok(value) = allocate::boxed::<T, Infallible>(self, || value);
            value
        }

        /// Like [`alloc_box`](Self::alloc_box), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc_box<T>(&self, value: T) -> Result<BumpBox<$life, T>, AllocError> {
            allocate::boxed::<T, AllocError>(self, || value)
        }

        /// Allocates the value that a closure returns, in a box that drops it. The closure runs once there is room.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let words = bump.alloc_box_with(|| vec!["a"; 3]);
        /// assert_eq!(words.len(), 3);
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        /// Panics if the closure panics.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_box_with<T>(&self, make: impl FnOnce() -> T) -> BumpBox<$life, T> {
            let Ok(value) = allocate::boxed::<T, Infallible>(self, make);
            value
        }

        /// Like [`alloc_box_with`](Self::alloc_box_with), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory; the closure is then not called.
        #[inline(always)]
        pub fn try_alloc_box_with<T>(
            &self,
            make: impl FnOnce() -> T,
        ) -> Result<BumpBox<$life, T>, AllocError> {
            allocate::boxed::<T, AllocError>(self, make)
        }

        /// Moves the values of an iterator into the arena, as a boxed slice that drops them. See
        /// [`alloc_slice_fill_iter`](Self::alloc_slice_fill_iter).
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let texts = bump.alloc_box_slice([1, 2].map(|n| n.to_string()));
        /// assert_eq!(*texts, ["1", "2"]);
        /// ```
        ///
        /// # Panics
        ///
        /// Panics if there is no memory.
        /// Panics if the iterator panics; the earlier values are dropped.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_box_slice<T, I>(&self, values: I) -> BumpBox<$life, [T]>
        where
            I: IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
        {
            let Ok(value) = allocate::boxed_slice::<T, Infallible>(self, values.into_iter());
            value
        }

        /// Like [`alloc_box_slice`](Self::alloc_box_slice), but returns an error if there is no memory.
        ///
        /// # Errors
        ///
        /// Fails if there is no memory.
        #[inline(always)]
        pub fn try_alloc_box_slice<T, I>(
            &self,
            values: I,
        ) -> Result<BumpBox<$life, [T]>, AllocError>
        where
            I: IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
        {
            allocate::boxed_slice::<T, AllocError>(self, values.into_iter())
        }
    };
}

pub(super) use allocation_methods;
