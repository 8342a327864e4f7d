use core::fmt;
use core::iter::FusedIterator;
use core::mem::ManuallyDrop;

use super::AlignedVec;
use super::raw::Room;

/// An iterator that moves the elements out of an [`AlignedVec`]. Created by `into_iter`.
pub struct AlignedVecIntoIter<T, const ALIGN: usize> {
    // The elements from `next` to `end` are initialized and owned.
    next: usize,
    end: usize,
    room: Room<T, ALIGN>,
}

impl<T, const ALIGN: usize> AlignedVecIntoIter<T, ALIGN> {
    /// Returns the elements that are left.
    #[must_use]
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        // SAFETY: so many elements from `next` on are initialized, and borrowed as `self` is.
        unsafe {
            core::slice::from_raw_parts(self.room.start().add(self.next), self.end - self.next)
        }
    }
}

impl<T, const ALIGN: usize> IntoIterator for AlignedVec<T, ALIGN> {
    type Item = T;
    type IntoIter = AlignedVecIntoIter<T, ALIGN>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        let this = ManuallyDrop::new(self);
        // SAFETY: `this` is not dropped, so that the room is moved out.
        let room = unsafe { core::ptr::read(&raw const this.room) };
        AlignedVecIntoIter { next: 0, end: this.len, room }
    }
}

impl<T, const ALIGN: usize> Iterator for AlignedVecIntoIter<T, ALIGN> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.next == self.end {
            return None;
        }
        let index = self.next;
        self.next += 1;
        // SAFETY: the element was initialized and owned, and is not counted any more.
        Some(unsafe { self.room.start().add(index).read() })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.next, Some(self.end - self.next))
    }
}

impl<T, const ALIGN: usize> DoubleEndedIterator for AlignedVecIntoIter<T, ALIGN> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if self.next == self.end {
            return None;
        }
        self.end -= 1;
        // SAFETY: the element was initialized and owned, and is not counted any more.
        Some(unsafe { self.room.start().add(self.end).read() })
    }
}

impl<T, const ALIGN: usize> ExactSizeIterator for AlignedVecIntoIter<T, ALIGN> {}
impl<T, const ALIGN: usize> FusedIterator for AlignedVecIntoIter<T, ALIGN> {}

impl<T, const ALIGN: usize> Drop for AlignedVecIntoIter<T, ALIGN> {
    #[inline]
    fn drop(&mut self) {
        let (first, count) = (self.room.start().wrapping_add(self.next), self.end - self.next);
        // SAFETY: these elements are initialized and owned, and nobody uses them after this; the room goes after
        // them, with the field, also if one of them panics.
        unsafe { core::ptr::slice_from_raw_parts_mut(first, count).drop_in_place() }
    }
}

impl<T: fmt::Debug, const ALIGN: usize> fmt::Debug for AlignedVecIntoIter<T, ALIGN> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AlignedVecIntoIter").field(&self.as_slice()).finish()
    }
}
