//! Parts of an arena's memory that are given back before the arena is.

use core::cell::Cell;
use core::fmt::{self, Debug, Formatter};
use core::mem::ManuallyDrop;
use core::ops::Deref;
use core::ptr::NonNull;

use super::cursor::Cursor;
use super::growing::Bump;
use super::meter::Meter;
use crate::alloc::source::{ChunkSource, Global};

/// The free part of the current piece of an arena, as lent to the arena of a scope in it.
pub(super) struct Tail<const MIN_ALIGN: usize> {
    /// Where the scope's arena began.
    pub(super) lent: Cursor<MIN_ALIGN, true>,
    /// Where allocation stopped, once the scope's arena has gone on to a chunk.
    pub(super) used_to: Cell<NonNull<u8>>,
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Bump<MIN_ALIGN, A> {
    /// Calls `work` with an arena whose memory is given back when it returns or unwinds.
    ///
    /// The inner arena goes on where the outer one stands and shares its limit and its chunks, so
    /// opening and closing a scope moves a few words, and frees nothing: chunks that were added wait
    /// to be used again. What was allocated outside stays usable inside. Nothing that was allocated
    /// inside can be taken out:
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new();
    /// let words = bump.alloc_slice_copy(&["b", "a"]);
    /// let first = bump.scope(|scratch| {
    ///     let sorted = scratch.alloc_slice_copy(words);
    ///     sorted.sort_unstable();
    ///     sorted[0]
    /// });
    /// assert_eq!(first, "a");
    /// ```
    ///
    /// ```compile_fail
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new();
    /// let kept: &mut i32 = bump.scope(|scratch| scratch.alloc(1)); // error: lifetime
    /// ```
    ///
    /// The outer arena can be used meanwhile. As its free memory is lent to the scope, the first such
    /// allocation takes another chunk, and what was lent stays unused from the end of the scope to the next
    /// reset. From then on the outer arena keeps its memory, and scopes in it begin in chunks of their own,
    /// which serve one scope after the other.
    #[inline(always)]
    pub fn scope<R>(&self, work: impl FnOnce(&Self) -> R) -> R {
        work(&self.open_scope())
    }

    /// The arena of a new scope, which ends when the guard is dropped: [`scope`](Self::scope) without a
    /// closure.
    ///
    /// A guard that is forgotten gives nothing back: what it used stays used until the arena is dropped
    /// or reset, and chunks that it added are leaked.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new();
    /// let kept = bump.alloc(1);
    /// let scratch = bump.open_scope();
    /// let sum = scratch.alloc(*kept + 1);
    /// assert_eq!(*sum, 2);
    /// drop(scratch); // `sum` cannot be used after this
    /// assert_eq!((*kept, bump.statistics().used), (1, 4));
    /// ```
    #[inline(always)]
    #[must_use = "the scope ends when the guard is dropped"]
    pub fn open_scope(&self) -> Scope<'_, MIN_ALIGN, A> {
        if self.cursor.is_nowhere() || self.keeps.get() {
            return self.open_scope_slow();
        }
        let lent = self.cursor.take();
        self.lent.set(Some(lent.pos()));
        Scope { inner: ManuallyDrop::new(self.inner(lent.copy(), lent, None)), outer: self }
    }

    /// [`open_scope`](Self::open_scope) of an arena that has no memory, or has lent it already, or keeps
    /// it, or counts.
    #[cold]
    #[inline(never)]
    fn open_scope_slow(&self) -> Scope<'_, MIN_ALIGN, A> {
        let lent = if self.keeps.get() {
            Cursor::empty()
        } else {
            // If the free memory is lent already, this is empty.
            let lent = self.cursor().take();
            if self.lent.get().is_none() {
                self.lent.set(Some(lent.pos()));
            }
            lent
        };
        let inner = match &self.meter {
            None => self.inner(lent.copy(), lent, None),
            Some(_) => self.inner(Cursor::empty(), lent.copy(), Meter::boxed_at(lent)),
        };
        Scope { inner: ManuallyDrop::new(inner), outer: self }
    }
}

/// The arena of a scope: a [`Bump`], used through this guard, whose memory goes back to the outer arena
/// when the guard is dropped. Made by [`Bump::open_scope`].
pub struct Scope<'b, const MIN_ALIGN: usize = 1, A: ChunkSource = Global> {
    /// Dropped by `drop` only.
    inner: ManuallyDrop<Bump<MIN_ALIGN, A>>,
    /// Borrowed, so that it stays where it is: the inner arena points to it.
    outer: &'b Bump<MIN_ALIGN, A>,
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Deref for Scope<'_, MIN_ALIGN, A> {
    type Target = Bump<MIN_ALIGN, A>;

    fn deref(&self) -> &Self::Target {
        &self.inner
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Drop for Scope<'_, MIN_ALIGN, A> {
    #[inline(always)]
    fn drop(&mut self) {
        if self.inner.chunks.first().is_some() || self.inner.meter.is_some() {
            return self.close();
        }
        // It holds nothing else that has to be given back; and the outer arena has no meter either.
        self.return_lent(&self.outer.cursor);
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Scope<'_, MIN_ALIGN, A> {
    /// Sets the outer arena, of which this is the cursor, back to where it stood, unless it has gone on to
    /// another chunk.
    #[inline(always)]
    fn return_lent(&self, cursor: &Cursor<MIN_ALIGN, true>) {
        let Some(Tail { lent, .. }) = &self.inner.tail else { return };
        // Otherwise the free memory was lent to another scope before this one, or the outer arena has gone
        // on to another chunk, and stays there. No two pieces that are lent begin at one place, but empty
        // ones, which are all the same.
        if self.outer.lent.get() == Some(lent.pos()) {
            self.outer.lent.set(None);
            cursor.set(lent);
        }
    }

    /// Drops the inner arena. Called by `drop` only.
    #[cold]
    #[inline(never)]
    fn close(&mut self) {
        self.return_lent(self.outer.cursor());
        if let Some(meter) = &self.inner.meter {
            self.outer.supply().count(0, meter.counts().used());
        }
        // SAFETY: the field is not used after this.
        unsafe { ManuallyDrop::drop(&mut self.inner) }
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Debug for Scope<'_, MIN_ALIGN, A> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").field("inner", &**self).finish_non_exhaustive()
    }
}
