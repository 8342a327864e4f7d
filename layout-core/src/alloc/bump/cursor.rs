//! The fast path: two pointers, and the allocation between them.

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;

use super::arithmetic::{self, Place, align_up, is_small};

/// The free part of a piece of memory, from which allocations are taken upwards.
///
/// With `SLACK`, the end is at least [`arithmetic::SLACK`] below the top of the address space, which
/// saves an instruction or two.
pub(super) struct Cursor<const MIN_ALIGN: usize, const SLACK: bool> {
    /// The first free byte. Its provenance covers the memory from the last allocation up to `end`.
    /// The distance to `end` is at most `isize::MAX`. Its address and that of `end` are multiples of
    /// `MIN_ALIGN`.
    pos: Cell<NonNull<u8>>,
    /// One past the last free byte; not below `pos`.
    end: Cell<*mut u8>,
}

impl<const MIN_ALIGN: usize, const SLACK: bool> Cursor<MIN_ALIGN, SLACK> {
    /// A cursor over the memory from `pos` to `end`.
    ///
    /// # Safety
    ///
    /// The memory is valid for reads and writes, and used by nobody else, as long as the cursor is asked
    /// for memory and what it gives is used; its size is at most `isize::MAX`; the addresses of `pos`
    /// and `end` are multiples of `MIN_ALIGN`; with `SLACK`, `end` is that far from the top.
    pub(super) const unsafe fn new(pos: NonNull<u8>, end: *mut u8) -> Self {
        Self { pos: Cell::new(pos), end: Cell::new(end) }
    }

    /// Goes back to an earlier place, up to the same end.
    ///
    /// # Safety
    ///
    /// As of [`new`](Self::new).
    #[inline(always)]
    pub(super) unsafe fn restart(&self, pos: NonNull<u8>) {
        self.pos.set(pos);
    }

    #[inline(always)]
    pub(super) fn end(&self) -> *mut u8 {
        self.end.get()
    }

    /// The free bytes.
    #[inline]
    pub(super) fn remaining(&self) -> usize {
        self.end.get().addr() - self.pos.get().addr().get()
    }

    /// Memory for a `T`. If that is zero-sized, none is taken.
    #[inline(always)]
    pub(super) fn alloc_type<T>(&self) -> Option<NonNull<T>> {
        if size_of::<T>() == 0 {
            return Some(NonNull::dangling());
        }
        self.alloc_const(Layout::new::<T>()).map(NonNull::cast)
    }

    /// Memory of a layout that the compiler knows after inlining.
    #[inline(always)]
    pub(super) fn alloc_const(&self, layout: Layout) -> Option<NonNull<u8>> {
        let (pos, end) = self.addresses();
        let place = if SLACK && is_small(layout.size(), layout.align()) {
            arithmetic::place_small(pos, end, layout, MIN_ALIGN)
        } else {
            arithmetic::place_sized(pos, end, layout, MIN_ALIGN)
        };
        Some(self.advance(place?))
    }

    /// Memory of any layout.
    #[inline(always)]
    pub(super) fn alloc_layout(&self, layout: Layout) -> Option<NonNull<u8>> {
        let (pos, end) = self.addresses();
        Some(self.advance(arithmetic::place(pos, end, layout, MIN_ALIGN)?))
    }

    /// Memory of a layout on as few lines of `line` bytes, a power of two, as its size allows.
    #[inline(always)]
    pub(super) fn alloc_in_line(&self, layout: Layout, line: usize) -> Option<NonNull<u8>> {
        let (pos, end) = self.addresses();
        Some(self.advance(arithmetic::place_in_line(pos, end, layout, MIN_ALIGN, line)?))
    }

    #[inline(always)]
    fn addresses(&self) -> (usize, usize) {
        (self.pos.get().addr().get(), self.end.get().addr())
    }

    #[inline(always)]
    fn advance(&self, place: Place) -> NonNull<u8> {
        let pos = self.pos.get().as_ptr();
        // SAFETY: `arithmetic` places between `pos` and `end`, both in the memory that `pos` may access,
        // so neither pointer is null.
        let (start, next) = unsafe {
            (
                NonNull::new_unchecked(pos.with_addr(place.start)),
                NonNull::new_unchecked(pos.with_addr(place.next)),
            )
        };
        self.pos.set(next);
        start
    }

    /// Whether an allocation of `size` bytes at `memory` is the last that was made.
    #[inline(always)]
    fn is_last(&self, memory: NonNull<u8>, size: usize) -> bool {
        memory.addr().get().wrapping_add(align_up(size, MIN_ALIGN)) == self.pos.get().addr().get()
    }

    /// Changes the size of the last allocation where it lies. `None` if it is not the last, or if there
    /// is not enough room; then nothing has changed.
    ///
    /// # Safety
    ///
    /// `memory` was allocated here with `old` bytes; of those that go, none is used any more. `new` is at
    /// most `isize::MAX`.
    #[inline(always)]
    pub(super) unsafe fn resize(
        &self,
        memory: NonNull<u8>,
        old: usize,
        new: usize,
    ) -> Option<NonNull<u8>> {
        if !self.is_last(memory, old) {
            return None;
        }
        // With the provenance of `pos`: that of `memory` may end with it.
        let start = self.pos.get().as_ptr().with_addr(memory.addr().get());
        let size = align_up(new, MIN_ALIGN);
        if size > self.end.get().addr() - start.addr() {
            return None;
        }
        // SAFETY: `start` is where the last allocation begins, from where on `pos` may access the memory;
        // by the check above the new end is not beyond that of the memory.
        unsafe {
            self.pos.set(NonNull::new_unchecked(start.add(size)));
            Some(NonNull::new_unchecked(start))
        }
    }
}

#[cfg(feature = "alloc")]
impl<const MIN_ALIGN: usize> Cursor<MIN_ALIGN, true> {
    /// No memory: everything but an empty allocation is refused.
    pub(super) const fn empty() -> Self {
        const {
            assert!(
                MIN_ALIGN.is_power_of_two() && MIN_ALIGN < arithmetic::SLACK,
                "the minimum alignment must be a power of two below 4096"
            );
        }
        let nowhere = core::ptr::without_provenance_mut(MIN_ALIGN);
        // SAFETY: an alignment is not 0.
        Self { pos: Cell::new(unsafe { NonNull::new_unchecked(nowhere) }), end: Cell::new(nowhere) }
    }

    /// Goes on where another cursor stands, which is not used any more.
    #[inline(always)]
    pub(super) fn set(&self, other: &Self) {
        self.pos.set(other.pos.get());
        self.end.set(other.end.get());
    }

    /// Whether this is an [empty](Self::empty) cursor. (One over memory that ends at that address too, as
    /// no memory does but on small machines.)
    #[inline(always)]
    pub(super) fn is_nowhere(&self) -> bool {
        self.end.get().addr() == MIN_ALIGN
    }

    /// The cursor itself, leaving an empty one.
    #[inline(always)]
    pub(super) fn take(&self) -> Self {
        let empty = Self::empty();
        Self {
            pos: Cell::new(self.pos.replace(empty.pos.get())),
            end: Cell::new(self.end.replace(empty.end.get())),
        }
    }

    /// A cursor at the same place. Only one of the two may be used.
    #[inline(always)]
    pub(super) fn copy(&self) -> Self {
        Self { pos: Cell::new(self.pos.get()), end: Cell::new(self.end.get()) }
    }

    /// Memory of a layout of which the compiler knows only the alignment.
    #[inline(always)]
    pub(super) fn alloc_sized(&self, layout: Layout) -> Option<NonNull<u8>> {
        let (pos, end) = self.addresses();
        Some(self.advance(arithmetic::place_sized(pos, end, layout, MIN_ALIGN)?))
    }

    #[inline(always)]
    pub(super) fn pos(&self) -> NonNull<u8> {
        self.pos.get()
    }
}
