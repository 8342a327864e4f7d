//! Places in an arena to go back to.

use core::fmt::{self, Debug, Formatter};
use core::mem::MaybeUninit;
use core::ptr::{self, NonNull};

use super::chunk::Chunk;
use super::cursor::Cursor;
use super::growing::Bump;
use super::meter::Mark;
use crate::alloc::source::ChunkSource;

impl<const MIN_ALIGN: usize, A: ChunkSource> Bump<MIN_ALIGN, A> {
    /// [`scope`](Self::scope) in an arena that is used for nothing else meanwhile: a place is noted, and
    /// gone back to, which costs hardly anything.
    ///
    /// As the arena is borrowed mutably, nothing that was allocated before can be used any more.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let mut bump = Bump::new();
    /// for line in ["1 2 3", "4 5"] {
    ///     let sum = bump.scope_mut(|scratch| {
    ///         let numbers = scratch.alloc_slice_fill_with(3, |n| line.split(' ').nth(n).map(str::len));
    ///         numbers.iter().flatten().sum::<usize>()
    ///     });
    ///     assert_eq!(sum, line.len().div_ceil(2));
    /// }
    /// assert_eq!(bump.statistics().used, 0);
    /// ```
    ///
    /// ```compile_fail
    /// # use layout_core::alloc::Bump;
    /// let mut bump = Bump::new();
    /// let kept: &mut i32 = bump.scope_mut(|scratch| scratch.alloc(1)); // error: lifetime
    /// ```
    #[inline(always)]
    pub fn scope_mut<R>(&mut self, work: impl FnOnce(&Self) -> R) -> R {
        if self.cursor.is_nowhere() {
            return self.scope_mut_nowhere(work);
        }
        let scope = ScopeMut { bump: self, pos: self.cursor.pos(), end: self.cursor.end() };
        work(scope.bump)
    }

    /// [`scope_mut`](Self::scope_mut) in an arena that has no memory, or has lent it, or counts.
    #[cold]
    #[inline(never)]
    fn scope_mut_nowhere<R>(&self, work: impl FnOnce(&Self) -> R) -> R {
        let scope = Rewound { bump: self, start: self.checkpoint() };
        work(scope.bump)
    }

    /// The place up to which memory is in use, for [`rewind`](Self::rewind).
    #[inline(always)]
    pub fn checkpoint(&self) -> Checkpoint {
        if self.cursor.is_nowhere() {
            return self.checkpoint_nowhere();
        }
        let (chunk, pos, end) = (self.chunks.first(), self.cursor.pos(), self.cursor.end());
        Checkpoint { chunk, pos, end, lent: None, mark: MaybeUninit::uninit(), only_end: end }
    }

    /// [`checkpoint`](Self::checkpoint) of an arena that has no memory, or has lent it, or counts.
    #[cold]
    #[inline(never)]
    fn checkpoint_nowhere(&self) -> Checkpoint {
        let cursor = self.cursor();
        Checkpoint {
            chunk: self.chunks.first(),
            pos: cursor.pos(),
            end: cursor.end(),
            lent: self.lent.get(),
            mark: match &self.meter {
                Some(meter) => MaybeUninit::new(meter.mark()),
                None => MaybeUninit::uninit(),
            },
            only_end: ptr::null_mut(),
        }
    }

    /// Gives back what was allocated since the checkpoint. Prefer [`scope`](Self::scope) or
    /// [`scope_mut`](Self::scope_mut), which are safe; this is for places that do not nest.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::new();
    /// let kept = bump.alloc(1);
    /// let here = bump.checkpoint();
    /// bump.alloc([0; 1000]);
    /// // SAFETY: the array is not used any more.
    /// unsafe { bump.rewind(here) };
    /// assert_eq!((*kept, bump.statistics().used), (1, 4));
    /// ```
    ///
    /// # Safety
    ///
    /// - The checkpoint is one of this arena, which was not reset since, nor rewound to an earlier one.
    /// - Nothing that was allocated since is used any more, and no scope that was opened since is open.
    ///
    /// # Panics
    ///
    /// It may if the checkpoint is one of another arena.
    #[inline(always)]
    pub unsafe fn rewind(&self, checkpoint: Checkpoint) {
        if self.cursor.end() == checkpoint.only_end {
            // SAFETY: this is where the cursor stood, in the piece in which it still is; by the contract,
            // nobody uses what it had not handed out yet.
            return unsafe { self.cursor.restart(checkpoint.pos) };
        }
        // SAFETY: the contract is the same.
        unsafe { self.rewind_elsewhere(checkpoint) }
    }

    /// Goes back over chunks, over scopes that were forgotten, and over what was counted.
    ///
    /// # Safety
    ///
    /// As of [`rewind`](Self::rewind).
    #[cold]
    #[inline(never)]
    unsafe fn rewind_elsewhere(&self, checkpoint: Checkpoint) {
        while self.chunks.first() != checkpoint.chunk {
            let chunk = self.chunks.pop().expect("the checkpoint is one of this arena");
            // SAFETY: the chunk was added since the checkpoint, so by the contract nobody uses it.
            unsafe { self.supply().put(chunk) };
        }
        self.lent.set(checkpoint.lent);
        // SAFETY: this is where the cursor stood, in a piece that is still ours; by the contract, nobody uses
        // what it had not handed out yet.
        self.cursor().set(&unsafe { Cursor::new(checkpoint.pos, checkpoint.end) });
        if let Some(meter) = &self.meter {
            let now = meter.counts().used();
            // SAFETY: the checkpoint is one of this arena, so that it has a mark of this meter.
            meter.rewind(unsafe { checkpoint.mark.assume_init() });
            self.supply().count(meter.counts().used(), now);
        }
    }

    /// Goes back to a place in the piece that ends there, over the chunks that were added since.
    ///
    /// # Safety
    ///
    /// The cursor stood there, in an arena that counts nothing; and nobody uses what was allocated since,
    /// nor a scope that was opened since.
    #[cold]
    #[inline(never)]
    unsafe fn return_to_piece(&self, pos: NonNull<u8>, end: *mut u8) {
        while let Some(chunk) = self.chunks.first().filter(|chunk| chunk.end::<MIN_ALIGN>() != end)
        {
            self.chunks.pop();
            // SAFETY: nobody uses the chunk, by the contract of this function.
            unsafe { self.supply().put(chunk) };
        }
        self.lent.set(None);
        // SAFETY: the piece is still ours; by the contract, nobody uses what lies behind `pos`.
        self.cursor.set(&unsafe { Cursor::new(pos, end) });
    }
}

/// Goes back to a place in the current piece when it is dropped. Made by `scope_mut` alone, as is
/// [`Rewound`].
struct ScopeMut<'b, const MIN_ALIGN: usize, A: ChunkSource> {
    bump: &'b Bump<MIN_ALIGN, A>,
    /// Where the cursor of the arena stood, which had memory: so nothing was lent, and nothing is counted.
    pos: NonNull<u8>,
    end: *mut u8,
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Drop for ScopeMut<'_, MIN_ALIGN, A> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: this is where the cursor stood, in the piece with that end; what was allocated since is
        // not used any more, see `Rewound`.
        unsafe {
            if self.bump.cursor.end() == self.end {
                self.bump.cursor.restart(self.pos);
            } else {
                self.bump.return_to_piece(self.pos, self.end);
            }
        }
    }
}

/// Goes back to a checkpoint of its arena when it is dropped.
struct Rewound<'b, const MIN_ALIGN: usize, A: ChunkSource> {
    bump: &'b Bump<MIN_ALIGN, A>,
    start: Checkpoint,
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Drop for Rewound<'_, MIN_ALIGN, A> {
    fn drop(&mut self) {
        // SAFETY: `scope_mut` borrows the arena mutably, so that nobody uses it but its closure. What that
        // allocates, and the scopes that it opens, borrow a reference that they cannot outlive; it cannot
        // reset the arena, and to rewind it further would break that contract.
        unsafe { self.bump.rewind(self.start) }
    }
}

/// A place in an arena to go back to: made by [`Bump::checkpoint`] for [`Bump::rewind`].
#[derive(Clone, Copy)]
pub struct Checkpoint {
    chunk: Option<Chunk>,
    pos: NonNull<u8>,
    end: *mut u8,
    lent: Option<NonNull<u8>>,
    /// Initialised if the arena has a meter.
    mark: MaybeUninit<Mark>,
    /// As `end`, if there is nothing else to go back to as long as that of the cursor is this one: nothing
    /// was lent, and nothing is counted. Otherwise null, which no end is.
    only_end: *mut u8,
}

impl Debug for Checkpoint {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checkpoint").field("pos", &self.pos).finish_non_exhaustive()
    }
}
