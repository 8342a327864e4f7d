//! What arenas are to the methods that they share: memory, and values in it. Each function serves all arenas, and both the methods that
//! return errors and those that panic, by its parameter `F`.

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
pub(super) const fn dangling(align: usize) -> NonNull<u8> {
    match NonNull::new(core::ptr::without_provenance_mut(align)) {
        Some(dangling) => dangling,
        None => panic!("an alignment is not 0"),
    }
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
    fn drop(&mut self) {
        if needs_drop::<T>() {
            let values = NonNull::slice_from_raw_parts(self.room.memory, self.len);
            // SAFETY: so many values were written, and nobody else knows of them.
            unsafe { values.drop_in_place() };
        }
    }
}
