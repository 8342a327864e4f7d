use core::alloc::Layout;
use core::convert::Infallible;
use core::mem::MaybeUninit;
use core::ptr::NonNull;

use super::allocate::{self, Arena, allocation_methods};
use super::boxed::BumpBox;
use crate::alloc_error::{AllocError, Failure, InitError};

/// A reference to an arena that accepts only types without drop glue; other types do not compile.
///
/// An arena drops no values, so a `String` in it leaks its text. Allocate through a `NoDrop` where that must not happen
/// by accident. Values that an owner drops are still allowed: [`alloc_box`](Self::alloc_box), and the values of a
/// [`BumpVec`](super::BumpVec) until it becomes a slice.
///
/// It wraps a reference to any arena, such as a `&Bump`, including the arena of a scope. It costs nothing.
///
/// ```
/// use layout_core::alloc::{BumpArray, NoDrop};
///
/// let mut memory = BumpArray::<256>::new();
/// let bump = memory.bump();
/// let arena = NoDrop::new(&bump);
/// let name: &str = arena.alloc_str("copied");
/// let pair = arena.alloc((name, 1_u32));
/// let dropped_with_its_box = arena.alloc_box(Vec::<u8>::new());
/// # assert!(pair.0 == "copied" && dropped_with_its_box.is_empty());
/// ```
///
/// ```compile_fail,E0080
/// # use layout_core::alloc::{BumpArray, NoDrop};
/// # let mut memory = BumpArray::<256>::new();
/// # let bump = memory.bump();
/// NoDrop::new(&bump).alloc(String::from("leaks")); // a `NoDrop` arena refuses a type that needs drop
/// ```
#[derive(Clone, Copy, Debug)]
pub struct NoDrop<B> {
    arena: B,
}

impl<B> NoDrop<B> {
    /// Wraps a reference to an arena.
    #[inline]
    pub const fn new<'a>(arena: B) -> Self
    where
        B: Arena<'a>,
    {
        Self { arena }
    }

    /// Returns the reference to the arena, which accepts all types.
    #[inline]
    pub const fn arena(&self) -> B
    where
        B: Copy,
    {
        self.arena
    }
}

impl<'a, B: Arena<'a>> NoDrop<B> {
    allocation_methods!(
        "let mut memory = BumpArray::<2048>::new();
    let arena = memory.bump();
    let bump = NoDrop::new(&arena);",
        'a
    );
}

// SAFETY: the arena that it wraps hands out the memory.
unsafe impl<'a, B: Arena<'a>> Arena<'a> for &NoDrop<B> {
    const REFUSES_DROP: bool = true;

    #[inline(always)]
    #[track_caller]
    fn alloc_type<T, F: Failure>(self) -> Result<NonNull<T>, F> {
        self.arena.alloc_type()
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_like<T, F: Failure>(self, values: &[T]) -> Result<NonNull<T>, F> {
        self.arena.alloc_like(values)
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_array<T, F: Failure>(self, len: usize) -> Result<NonNull<T>, F> {
        self.arena.alloc_array(len)
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_aligned<T, F: Failure>(self, align: usize) -> Result<NonNull<T>, F> {
        self.arena.alloc_aligned(align)
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_in_line<T, F: Failure>(self, line: usize) -> Result<NonNull<T>, F> {
        self.arena.alloc_in_line(line)
    }

    #[inline(always)]
    #[track_caller]
    fn alloc_any<F: Failure>(self, layout: Layout) -> Result<NonNull<u8>, F> {
        self.arena.alloc_any(layout)
    }

    #[inline(always)]
    unsafe fn resize(self, memory: NonNull<u8>, old: usize, new: usize) -> Option<NonNull<u8>> {
        // SAFETY: the contract is the same.
        unsafe { self.arena.resize(memory, old, new) }
    }
}
