//! The fast path: two pointers, and the arithmetic of an allocation between them.
//!
//! Allocations go upward. `pos` is the first free address, `end` the first that is not ours: `pos <= end`, and
//! both are multiples of the minimum alignment. The functions on plain addresses answer `None` if there is not
//! enough room; then nothing is to be changed.

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;

#[cfg(feature = "alloc")]
use crate::alloc_error::AllocError;

/// As many addresses at the top of the address space are never used, so that adding a small size and
/// a small alignment to an address cannot overflow.
pub(super) const SLACK: usize = 4096;

/// Where an allocation goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Placement {
    /// Its address.
    start: usize,
    /// The first free address after it.
    next: usize,
}

/// `address` or the next multiple of `align`. Wraps at the top of the address space.
#[inline(always)]
pub(super) const fn align_up(address: usize, align: usize) -> usize {
    address.wrapping_add(align - 1) & !(align - 1)
}

/// Whether [`place_small`] may be used.
#[inline]
const fn is_small(size: usize, align: usize) -> bool {
    align < SLACK && size <= SLACK - align
}

/// The place of a layout that [is small](is_small) and known to the compiler, where `end` is at least
/// [`SLACK`] below the top of the address space.
///
/// What an arena's speed depends on is the number of steps from one `pos` to the next: an allocation cannot
/// begin before the one before it has stored its `next`. For a size that is a multiple of the alignment,
/// `next` takes two steps, and `start` is computed from it aside.
#[inline(always)]
const fn place_small(
    pos: usize,
    end: usize,
    layout: Layout,
    min_align: usize,
) -> Option<Placement> {
    let (size, align) = (layout.size(), layout.align());
    // No sum overflows: `pos` is at most `end`, and size and alignment together at most `SLACK`.
    let (start, next) = if align <= min_align {
        (pos, pos + align_up(size, min_align))
    } else if size % align == 0 {
        let next = align_up(pos + size, align);
        (next - size, next)
    } else {
        let start = align_up(pos, align);
        (start, start + align_up(size, min_align))
    };
    if next <= end { Some(Placement { start, next }) } else { None }
}

/// The place of any layout, for any `pos` and `end` that are at most `isize::MAX` apart.
#[inline(always)]
const fn place(pos: usize, end: usize, layout: Layout, min_align: usize) -> Option<Placement> {
    // As `align_up`, in one instruction less if the alignment is not known to the compiler.
    let start = (pos.wrapping_sub(1) | (layout.align() - 1)).wrapping_add(1);
    let next = start.wrapping_add(align_up(layout.size(), min_align));
    checked(start, next, end, layout.size())
}

/// As [`place`], of a layout whose alignment is known to the compiler.
#[inline(always)]
const fn place_sized(
    pos: usize,
    end: usize,
    layout: Layout,
    min_align: usize,
) -> Option<Placement> {
    let start = if layout.align() > min_align { align_up(pos, layout.align()) } else { pos };
    let next = start.wrapping_add(align_up(layout.size(), min_align));
    checked(start, next, end, layout.size())
}

/// As [`place_sized`], of a layout whose size is a multiple of its alignment, as that of an array: in two
/// steps from `pos` to `next`, see [`place_small`].
#[inline(always)]
const fn place_array(
    pos: usize,
    end: usize,
    layout: Layout,
    min_align: usize,
) -> Option<Placement> {
    let (size, align) = (layout.size(), layout.align());
    if align <= min_align {
        return place_sized(pos, end, layout, min_align);
    }
    // As both sums wrap alike, `start` is `pos` rounded up, as in `place_sized`.
    let next = align_up(pos.wrapping_add(size), align);
    checked(next.wrapping_sub(size), next, end, size)
}

/// The place, if the `size` bytes at `start`, which is `pos` rounded up, end no later than `end`.
#[inline(always)]
#[allow(clippy::cast_possible_wrap, reason = "the comparison is meant to be signed")]
const fn checked(start: usize, next: usize, end: usize, size: usize) -> Option<Placement> {
    // Negative if the alignment alone leads beyond the end: by less than the alignment, which is at most
    // `isize::MAX + 1`. If it wrapped, `start` is 0, and `pos` and `end` are above `isize::MAX`, for they
    // are less than an alignment below the top: this is negative too.
    let room = end.wrapping_sub(start) as isize;
    // As `end` is a multiple of the minimum alignment, `next`, which is rounded up to it, is not beyond.
    if size as isize <= room { Some(Placement { start, next }) } else { None }
}

/// The place of a layout such that no more lines of `line` bytes, a power of two, are touched than
/// its size makes necessary: on one line if it is no larger than a line, at the start of one if it
/// is.
#[inline]
const fn place_in_line(
    pos: usize,
    end: usize,
    layout: Layout,
    min_align: usize,
    line: usize,
) -> Option<Placement> {
    let Some(place_anywhere) = place(pos, end, layout, min_align) else {
        return None;
    };
    let in_line = place_anywhere.start & (line - 1);
    if layout.size() <= line - in_line || in_line == 0 {
        return Some(place_anywhere);
    }
    match layout.align_to(line) {
        Ok(layout) => place(pos, end, layout, min_align),
        Err(_) => None,
    }
}

/// The free part of a piece of memory, from which allocations are taken upwards.
///
/// With `HAS_SLACK`, the end is at least [`SLACK`] below the top of the address space, which
/// saves an instruction or two.
pub(super) struct Cursor<const MIN_ALIGN: usize, const HAS_SLACK: bool> {
    /// The first free byte. Its provenance covers the memory from the last allocation up to `end`.
    /// The distance to `end` is at most `isize::MAX`. Its address and that of `end` are multiples of
    /// `MIN_ALIGN`.
    pos: Cell<NonNull<u8>>,
    /// One past the last free byte; not below `pos`.
    end: Cell<*mut u8>,
}

impl<const MIN_ALIGN: usize, const HAS_SLACK: bool> Cursor<MIN_ALIGN, HAS_SLACK> {
    /// A cursor over the memory from `pos` to `end`.
    ///
    /// # Safety
    ///
    /// The memory is valid for reads and writes, and used by nobody else, as long as the cursor is asked
    /// for memory and what it gives is used; its size is at most `isize::MAX`; the addresses of `pos`
    /// and `end` are multiples of `MIN_ALIGN`; with `HAS_SLACK`, `end` is that far from the top.
    #[inline]
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

    #[inline(always)]
    pub(super) fn pos(&self) -> NonNull<u8> {
        self.pos.get()
    }

    /// Lends what is free, but for the first `kept` bytes, a multiple of the minimum alignment of which there
    /// are so many: a cursor over it. This one ends where that begins, until it gets it
    /// [back](Self::take_back).
    #[inline(always)]
    pub(super) fn lend(&self, kept: usize) -> Self {
        let (pos, end) = (self.pos.get(), self.end.get());
        // SAFETY: there are so many bytes between `pos` and `end`.
        let start = unsafe { pos.add(kept) };
        self.end.set(start.as_ptr());
        Self { pos: Cell::new(start), end: Cell::new(end) }
    }

    /// Takes back what was lent, from `start` to `end`, unless this cursor was set to another piece meanwhile: says
    /// whether it did. No other piece ends where that began, but for empty ones.
    ///
    /// # Safety
    ///
    /// Nobody uses that memory any more. It was lent by the cursor that was set here or is set here.
    #[inline(always)]
    pub(super) unsafe fn take_back(&self, start: NonNull<u8>, end: *mut u8) -> bool {
        let is_there = self.end.get() == start.as_ptr();
        if is_there {
            self.end.set(end);
        }
        is_there
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
        let place = if HAS_SLACK && is_small(layout.size(), layout.align()) {
            place_small(pos, end, layout, MIN_ALIGN)
        } else {
            place_sized(pos, end, layout, MIN_ALIGN)
        };
        Some(self.advance(place?))
    }

    /// Memory for an array, of which the compiler knows the alignment.
    #[inline(always)]
    pub(super) fn alloc_array(&self, layout: Layout) -> Option<NonNull<u8>> {
        let (pos, end) = self.addresses();
        Some(self.advance(place_array(pos, end, layout, MIN_ALIGN)?))
    }

    /// Memory of any layout.
    #[inline(always)]
    pub(super) fn alloc_layout(&self, layout: Layout) -> Option<NonNull<u8>> {
        let (pos, end) = self.addresses();
        Some(self.advance(place(pos, end, layout, MIN_ALIGN)?))
    }

    /// Memory of a layout on as few lines of `line` bytes, a power of two, as its size allows.
    #[inline(always)]
    pub(super) fn alloc_in_line(&self, layout: Layout, line: usize) -> Option<NonNull<u8>> {
        let (pos, end) = self.addresses();
        Some(self.advance(place_in_line(pos, end, layout, MIN_ALIGN, line)?))
    }

    #[inline(always)]
    fn addresses(&self) -> (usize, usize) {
        (self.pos.get().addr().get(), self.end.get().addr())
    }

    #[inline(always)]
    fn advance(&self, place: Placement) -> NonNull<u8> {
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
    #[inline]
    pub(super) const fn empty() -> Self {
        const {
            assert!(
                MIN_ALIGN.is_power_of_two() && MIN_ALIGN < SLACK,
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
}

/// An allocation that the fast path could not make.
#[cfg(feature = "alloc")]
#[derive(Clone, Copy)]
pub(super) struct Request {
    pub(super) layout: Layout,
    /// The size of a line that must not be straddled, or 1.
    pub(super) line: usize,
    /// The name of the type that is to live there, and whether it needs drop.
    pub(super) of_type: fn() -> (&'static str, bool),
    /// How many of that type; 0 if no type is known.
    pub(super) count: usize,
}

#[cfg(feature = "alloc")]
impl Request {
    /// Bytes of no known type.
    #[inline]
    pub(super) fn bytes(layout: Layout) -> Self {
        Self { layout, line: 1, of_type: || ("", false), count: 0 }
    }

    pub(super) fn of<T>(layout: Layout, count: usize) -> Self {
        let of_type = || (core::any::type_name::<T>(), core::mem::needs_drop::<T>());
        Self { layout, line: 1, of_type, count }
    }

    /// Takes the memory from the cursor if there is room.
    pub(super) fn place<const MIN_ALIGN: usize, const HAS_SLACK: bool>(
        &self,
        cursor: &Cursor<MIN_ALIGN, HAS_SLACK>,
    ) -> Option<NonNull<u8>> {
        match self.line {
            1 => cursor.alloc_layout(self.layout),
            line => cursor.alloc_in_line(self.layout, line),
        }
    }

    /// The layout which a new chunk must begin with room for.
    #[inline]
    pub(super) fn in_a_new_chunk(&self) -> Result<Layout, AllocError> {
        self.layout.align_to(self.line).map_err(|_| AllocError::Overflow)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOP: usize = usize::MAX;

    fn layout(size: usize, align: usize) -> Layout {
        Layout::from_size_align(size, align).expect("a valid layout")
    }

    /// With size and alignment no sum of `place_small` leaves the slack, and with any more one could.
    #[test]
    fn small_is_what_the_slack_has_room_for() {
        assert!(is_small(SLACK - 8, 8) && is_small(0, SLACK / 2) && is_small(SLACK - 1, 1));
        assert!(!is_small(SLACK - 7, 8) && !is_small(0, SLACK) && !is_small(TOP, 1));
        assert!(!is_small(SLACK, 1) && !is_small(1, TOP));
    }

    /// What is right, by search, with numbers that do not overflow.
    fn model(pos: usize, end: usize, layout: Layout, min_align: usize) -> Option<Placement> {
        let up = |address: u128, align: usize| address.div_ceil(align as u128) * align as u128;
        let start = up(pos as u128, layout.align());
        let next = up(start + layout.size() as u128, min_align);
        let narrow = |address: u128| usize::try_from(address).expect("it is at most `end`");
        (next <= end as u128).then(|| Placement { start: narrow(start), next: narrow(next) })
    }

    /// All ends and positions below 100 and next to the top, all sizes up to 40 and the greatest, all
    /// alignments.
    #[test]
    fn every_way_of_placing_agrees_with_the_model() {
        for min_align in [1, 2, 8, 16] {
            for base in [64, TOP - 4096 - 127] {
                let base = base & !15;
                for end in (base..=base + 112).step_by(min_align) {
                    for pos in (base..=end).step_by(min_align) {
                        for align in (0..8).map(|shift| 1 << shift) {
                            for size in 0..40 {
                                one(pos, end, layout(size, align), min_align);
                            }
                        }
                    }
                }
            }
        }
    }

    fn one(pos: usize, end: usize, layout: Layout, min_align: usize) {
        let right = model(pos, end, layout, min_align);
        let case = (pos, end, layout, min_align);
        assert_eq!(place(pos, end, layout, min_align), right, "place {case:?}");
        assert_eq!(place_sized(pos, end, layout, min_align), right, "place_sized {case:?}");
        assert_eq!(place_small(pos, end, layout, min_align), right, "place_small {case:?}");
        if layout.size() % layout.align() == 0 {
            assert_eq!(place_array(pos, end, layout, min_align), right, "place_array {case:?}");
        }
    }

    #[test]
    fn great_sizes_and_alignments_do_not_wrap() {
        let sizes = [0, 1, 4095, 4096, TOP / 4, TOP / 2 - 1, TOP / 2];
        for shift in 0..usize::BITS {
            for size in sizes {
                let Ok(layout) = Layout::from_size_align(size, 1 << shift) else { continue };
                for end in [16, 4096, TOP / 2, TOP / 2 + 1, TOP - 4111, TOP - 15] {
                    let end = end & !15;
                    for room in [0, 16, 4096, end - 16] {
                        let pos = end.saturating_sub(room).max(16);
                        if pos > end || end - pos > TOP / 2 {
                            continue;
                        }
                        let right = model(pos, end, layout, 1);
                        assert_eq!(place(pos, end, layout, 1), right, "{pos} {end} {layout:?}");
                        assert_eq!(
                            place_sized(pos, end, layout, 1),
                            right,
                            "{pos} {end} {layout:?}"
                        );
                        if size % layout.align() == 0 {
                            assert_eq!(
                                place_array(pos, end, layout, 1),
                                right,
                                "{pos} {end} {layout:?}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn in_a_line_nothing_straddles_and_nothing_is_wasted() {
        let end = 64 + 1024;
        for pos in 64..=64 + 200 {
            for align in [1, 2, 4, 8, 64, 128] {
                for size in 0..=200 {
                    let layout = layout(size, align);
                    let Some(found) = place_in_line(pos, end, layout, 1, 64) else {
                        panic!("there is room: {pos} {layout:?}");
                    };
                    let fits = |start: usize| {
                        start % align == 0 && (start % 64 == 0 || start % 64 + size <= 64)
                    };
                    let first = (pos..end).find(|&start| fits(start)).expect("a line starts");
                    assert_eq!(
                        found,
                        Placement { start: first, next: first + size },
                        "{pos} {layout:?}"
                    );
                }
            }
        }
        assert_eq!(place_in_line(60, 66, layout(6, 1), 1, 64), None);
    }
}
