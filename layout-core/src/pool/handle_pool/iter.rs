//! Going through the values of a [`HandlePool`](super::HandlePool).

use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::num::NonZeroU32;

use super::chunks::{Chunks, log_of};
use super::handle::FIRST;
use super::slot::Slot;
use super::{Handle, HandlePool};

/// What is left to go through: `left` values, all in slots from number `front` on, and before number `back`.
///
/// Each method is given the slots of the same pool, whose values in between stay.
#[derive(Clone, Debug)]
pub(super) struct Cursor {
    front: u64,
    back: u64,
    /// Where the chunk of `back` begins: there is a value between, or `back` goes to another chunk.
    back_chunk: u64,
    left: usize,
}

impl Cursor {
    pub(super) fn new<T>(pool: &HandlePool<T>) -> Self {
        const END: u64 = 1 << u32::BITS;
        Self { front: u64::from(FIRST), back: END, back_chunk: END, left: pool.len() }
    }

    /// The next value from the front.
    #[inline]
    fn next<T>(&mut self, chunks: &Chunks<T>) -> Option<Handle<T>> {
        if self.left == 0 {
            return None;
        }
        loop {
            let number = NonZeroU32::new(u32::try_from(self.front).ok()?)?;
            let Some(slot) = chunks.place(number) else {
                self.front = 2 << log_of(number);
                continue;
            };
            // SAFETY: the slot is initialized, and nobody writes to its generation meanwhile.
            match unsafe { Slot::look(slot) } {
                Ok(generation) => {
                    self.front += 1;
                    self.left -= 1;
                    return Some(Handle::new(number, generation));
                }
                Err(run) => self.front += u64::from(run),
            }
        }
    }

    /// The next value from the back.
    fn next_back<T>(&mut self, chunks: &Chunks<T>) -> Option<Handle<T>> {
        if self.left == 0 {
            return None;
        }
        loop {
            if self.back == self.back_chunk {
                self.back_chunk /= 2;
                let log = self.back_chunk.checked_ilog2().filter(|&log| log >= FIRST.ilog2())?;
                self.back = Self::end_of_values(chunks, log);
                continue;
            }
            self.back -= 1;
            let number = NonZeroU32::new(u32::try_from(self.back).ok()?)?;
            // SAFETY: as in `next`.
            if let Ok(generation) = unsafe { Slot::look(chunks.place(number)?) } {
                self.left -= 1;
                return Some(Handle::new(number, generation));
            }
        }
    }

    /// The number after the last value of a chunk. Touches no slot after that but one, as the rest of the
    /// chunk may never have been used.
    fn end_of_values<T>(chunks: &Chunks<T>, log: u32) -> u64 {
        let (mut end, mut next) = (1_u64 << log, 1_u64 << log);
        while let Some(number) = u32::try_from(next).ok().and_then(NonZeroU32::new) {
            if log_of(number) != log {
                break;
            }
            let Some(slot) = chunks.place(number) else { break };
            // SAFETY: as in `next`.
            match unsafe { Slot::look(slot) } {
                Ok(_) => {
                    next += 1;
                    end = next;
                }
                // Slots that a limit forbids.
                Err(0) => break,
                Err(run) => next += u64::from(run),
            }
        }
        end
    }
}

/// Implements the traits of iterators with a `cursor`, for an item that is found by its handle.
macro_rules! impl_iterator {
    ([$($parameters:tt)*] $iterator:ty, $item:ty, |$this:ident| $chunks:expr, |$handle:ident| $get:expr) => {
        impl<$($parameters)*> Iterator for $iterator {
            type Item = $item;

            #[inline]
            fn next(&mut self) -> Option<Self::Item> {
                let $this = self;
                let $handle = $this.cursor.next($chunks)?;
                $get
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.cursor.left, Some(self.cursor.left))
            }
        }

        impl<$($parameters)*> DoubleEndedIterator for $iterator {
            #[inline]
            fn next_back(&mut self) -> Option<Self::Item> {
                let $this = self;
                let $handle = $this.cursor.next_back($chunks)?;
                $get
            }
        }

        impl<$($parameters)*> ExactSizeIterator for $iterator {}
        impl<$($parameters)*> FusedIterator for $iterator {}

        impl<$($parameters)*> fmt::Debug for $iterator {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($iterator))
                    .field("len", &self.cursor.left)
                    .finish_non_exhaustive()
            }
        }
    };
}

/// An iterator over the values of a pool and their handles. Created by [`HandlePool::iter`].
pub struct HandleIter<'p, T> {
    cursor: Cursor,
    chunks: &'p Chunks<T>,
}

impl<'p, T> HandleIter<'p, T> {
    #[inline]
    pub(super) fn new(pool: &'p HandlePool<T>) -> Self {
        Self { cursor: Cursor::new(pool), chunks: &pool.chunks }
    }
}

impl<T> Clone for HandleIter<'_, T> {
    #[inline]
    fn clone(&self) -> Self {
        Self { cursor: self.cursor.clone(), chunks: self.chunks }
    }
}

impl_iterator!(['p, T] HandleIter<'p, T>, (Handle<T>, &'p T), |this| this.chunks, |handle| {
    let value = this.chunks.slot(handle.number())?.get(handle.generation())?;
    Some((handle, value))
});

/// An iterator over mutable values of a pool and their handles. Created by [`HandlePool::iter_mut`].
pub struct HandleIterMut<'p, T> {
    cursor: Cursor,
    /// The slots, which nobody else uses while this is there.
    chunks: &'p Chunks<T>,
    values: PhantomData<&'p mut T>,
}

// SAFETY: it gives out each `&mut T` once, and uses the slots for nothing else.
unsafe impl<T: Send> Send for HandleIterMut<'_, T> {}

impl<'p, T> HandleIterMut<'p, T> {
    #[inline]
    pub(super) fn new(pool: &'p mut HandlePool<T>) -> Self {
        Self { cursor: Cursor::new(pool), chunks: &pool.chunks, values: PhantomData }
    }
}

impl_iterator!(['p, T] HandleIterMut<'p, T>, (Handle<T>, &'p mut T), |this| this.chunks, |handle| {
    let place = this.chunks.place(handle.number())?;
    // SAFETY: the pool was borrowed mutably for `'p` to make this, and the cursor comes to each value once.
    let value = unsafe { Slot::value_at(place) };
    Some((handle, value))
});

/// An iterator that moves the values out of a pool, with their handles. Created by `into_iter` of a [`HandlePool`].
pub struct HandleIntoIter<T> {
    cursor: Cursor,
    pool: HandlePool<T>,
}

impl<T> HandleIntoIter<T> {
    #[inline]
    pub(super) fn new(pool: HandlePool<T>) -> Self {
        Self { cursor: Cursor::new(&pool), pool }
    }
}

impl_iterator!([T] HandleIntoIter<T>, (Handle<T>, T), |this| &this.pool.chunks, |handle| {
    Some((handle, this.pool.remove(handle)?))
});

/// An iterator that removes all values of a pool, with their handles. Created by [`HandlePool::drain`].
///
/// Dropping it drops the remaining values. If you forget it, they stay in the pool.
pub struct HandleDrain<'p, T> {
    cursor: Cursor,
    pool: &'p mut HandlePool<T>,
}

impl<'p, T> HandleDrain<'p, T> {
    #[inline]
    pub(super) fn new(pool: &'p mut HandlePool<T>) -> Self {
        Self { cursor: Cursor::new(pool), pool }
    }
}

impl_iterator!(['p, T] HandleDrain<'p, T>, (Handle<T>, T), |this| &this.pool.chunks, |handle| {
    Some((handle, this.pool.remove(handle)?))
});

impl<T> Drop for HandleDrain<'_, T> {
    #[inline]
    fn drop(&mut self) {
        // Also brings the free slots into order again.
        self.pool.clear();
    }
}
