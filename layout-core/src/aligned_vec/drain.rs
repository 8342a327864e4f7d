use core::fmt;
use core::iter::FusedIterator;
use core::ptr;

use super::Rest;

/// An iterator over removed elements: see [`AlignedVec::drain`](super::AlignedVec::drain).
pub struct AlignedVecDrain<'v, T, const ALIGN: usize> {
    // The elements from `next` to `end` are initialized, in the gap before `rest`.
    next: usize,
    end: usize,
    rest: Rest<'v, T, ALIGN>,
}

impl<'v, T, const ALIGN: usize> AlignedVecDrain<'v, T, ALIGN> {
    /// The elements from `start` on, which are all there, to the end of the gap.
    #[inline]
    pub(super) fn new(rest: Rest<'v, T, ALIGN>, start: usize) -> Self {
        Self { next: start, end: rest.next, rest }
    }

    /// Returns the elements that are left.
    #[must_use]
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        // SAFETY: so many elements from `next` on are initialized, and borrowed as `self` is.
        unsafe {
            let first = self.rest.vec.room.start().add(self.next);
            core::slice::from_raw_parts(first, self.end - self.next)
        }
    }
}

impl<T, const ALIGN: usize> Iterator for AlignedVecDrain<'_, T, ALIGN> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        (self.next < self.end).then(|| {
            self.next += 1;
            // SAFETY: the element was initialized, and is not counted any more.
            unsafe { self.rest.vec.room.start().add(self.next - 1).read() }
        })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.next, Some(self.end - self.next))
    }
}

impl<T, const ALIGN: usize> DoubleEndedIterator for AlignedVecDrain<'_, T, ALIGN> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        (self.next < self.end).then(|| {
            self.end -= 1;
            // SAFETY: the element was initialized, and is not counted any more.
            unsafe { self.rest.vec.room.start().add(self.end).read() }
        })
    }
}

impl<T, const ALIGN: usize> ExactSizeIterator for AlignedVecDrain<'_, T, ALIGN> {}
impl<T, const ALIGN: usize> FusedIterator for AlignedVecDrain<'_, T, ALIGN> {}

impl<T, const ALIGN: usize> Drop for AlignedVecDrain<'_, T, ALIGN> {
    #[inline]
    fn drop(&mut self) {
        let first = self.rest.vec.room.start().wrapping_add(self.next);
        // SAFETY: these elements are initialized, and nobody uses them after this. The gap is closed after them, with
        // the field, also if one of them panics.
        unsafe { ptr::slice_from_raw_parts_mut(first, self.end - self.next).drop_in_place() }
    }
}

impl<T: fmt::Debug, const ALIGN: usize> fmt::Debug for AlignedVecDrain<'_, T, ALIGN> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AlignedVecDrain").field(&self.as_slice()).finish()
    }
}
