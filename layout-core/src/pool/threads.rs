//! A small number for each thread, that no other thread has at the same time.

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::{self, NonNull};
use core::sync::atomic::{AtomicPtr, AtomicU64, Ordering};
use std::thread_local;

use super::lock_free::IdBlock;

static IDS: IdBlock = IdBlock { taken: AtomicU64::new(0), next: AtomicPtr::new(ptr::null_mut()) };

/// The number of a thread that has none: it has not asked yet, or it is ending.
pub(crate) const NONE: usize = usize::MAX;

thread_local! {
    static CURRENT: Cell<usize> = const { Cell::new(NONE) };
    static RELEASE: Release = const { Release };
}

/// Gives the thread's number back when the thread ends.
struct Release;

impl Drop for Release {
    #[inline]
    fn drop(&mut self) {
        let id = CURRENT.replace(NONE);
        if id != NONE {
            release(id);
        }
    }
}

/// The number of this thread, or [`NONE`].
#[inline(always)]
pub(crate) fn current() -> usize {
    CURRENT.get()
}

/// The number of this thread, which gets one if it has none; [`NONE`] while it ends.
#[inline(always)]
pub(crate) fn number() -> usize {
    let id = current();
    if id == NONE { first_number() } else { id }
}

#[cold]
#[inline(never)]
fn first_number() -> usize {
    claim_current().map_or(NONE, |claimed| if claimed.kept { claimed.id } else { NONE })
}

/// The right to act as the thread with this number, which no thread has otherwise.
pub(crate) struct Claimed {
    pub(crate) id: usize,
    /// Whether the number stays this thread's.
    kept: bool,
}

impl Drop for Claimed {
    #[inline]
    fn drop(&mut self) {
        if !self.kept {
            release(self.id);
        }
    }
}

/// This thread's number. If it has none it gets one, for good or, while the thread ends, for as long as
/// the result lives. `None` without memory.
#[inline]
pub(crate) fn claim_current() -> Option<Claimed> {
    let id = current();
    if id != NONE {
        return Some(Claimed { id, kept: true });
    }
    let id = claim()?;
    // Fails when the thread has dropped `RELEASE` already.
    let kept = RELEASE.try_with(|_| CURRENT.set(id)).is_ok();
    Some(Claimed { id, kept })
}

/// A number that no thread has, if it is free: that of a thread that ended, or of none yet.
#[inline]
pub(crate) fn claim_this(id: usize) -> Option<Claimed> {
    let block = block(id / IdBlock::LEN)?;
    // Not `then_some`: a `Claimed` that is made and dropped gives the number back.
    block.claim_this(id % IdBlock::LEN).then(|| Claimed { id, kept: false })
}

#[inline]
fn claim() -> Option<usize> {
    let mut block = &IDS;
    let mut first = 0;
    loop {
        if let Some(number) = block.claim() {
            return Some(first + number);
        }
        block = next(block)?;
        first += IdBlock::LEN;
    }
}

#[inline]
fn release(id: usize) {
    if let Some(block) = block(id / IdBlock::LEN) {
        block.release(id % IdBlock::LEN);
    }
}

/// The block of numbers at this place, if it was made.
#[inline]
fn block(index: usize) -> Option<&'static IdBlock> {
    let mut block = &IDS;
    for _ in 0..index {
        // SAFETY: `next` sets it to a block that is never freed.
        block = unsafe { block.next.load(Ordering::Acquire).as_ref() }?;
    }
    Some(block)
}

/// The block after this one; made if there is none, and then kept, for as many threads as now.
#[inline]
fn next(block: &IdBlock) -> Option<&'static IdBlock> {
    // SAFETY: see below; a block is never freed.
    if let Some(next) = unsafe { block.next.load(Ordering::Acquire).as_ref() } {
        return Some(next);
    }
    let layout = Layout::new::<IdBlock>();
    // SAFETY: an `IdBlock` is not of size 0. Zeros are one without claims and without a next one.
    let made = NonNull::new(unsafe { std_alloc::alloc::alloc_zeroed(layout) })?;
    let made = made.cast::<IdBlock>().as_ptr();
    let raced =
        block.next.compare_exchange(ptr::null_mut(), made, Ordering::AcqRel, Ordering::Acquire);
    let next = match raced {
        Ok(_) => made,
        Err(theirs) => {
            // SAFETY: allocated above with this layout, and nobody knows it.
            unsafe { std_alloc::alloc::dealloc(made.cast(), layout) };
            theirs
        }
    };
    // SAFETY: it is `made`, or another thread's block that went the same way.
    unsafe { next.as_ref() }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::Barrier;
    use std::thread;

    use super::{NONE, claim_current, current, number};

    #[test]
    fn threads_at_the_same_time_have_different_numbers() {
        const THREADS: usize = 8;
        let barrier = Barrier::new(THREADS);
        let at_once = || {
            assert_eq!(current(), NONE);
            let first = number();
            let claimed = claim_current().map(|claimed| claimed.id);
            barrier.wait();
            assert_eq!((claimed, current(), number()), (Some(first), first, first));
            first
        };
        let numbers: HashSet<usize> = thread::scope(|scope| {
            let threads = [(); THREADS].map(|()| scope.spawn(at_once));
            threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        });
        assert_eq!(numbers.len(), THREADS, "{numbers:?}");
    }
}
