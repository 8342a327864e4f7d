//! A global allocator that fails on demand, and counts.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr;

struct Failing;

thread_local! {
    /// How many allocations of this thread succeed before one fails; `None`: all do.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
    /// The most bytes that an allocation of this thread may have.
    static MOST: Cell<usize> = const { Cell::new(usize::MAX) };
    /// The bytes that this thread allocated less those it freed.
    static BYTES: Cell<isize> = const { Cell::new(0) };
}

#[global_allocator]
static ALLOCATOR: Failing = Failing;

impl Failing {
    fn may_allocate(bytes: usize) -> bool {
        if bytes > MOST.with(Cell::get) {
            return false;
        }
        LEFT.with(|left| match left.get() {
            None => true,
            Some(0) => false,
            Some(more) => {
                left.set(Some(more - 1));
                true
            }
        })
    }

    fn count(bytes: isize) {
        BYTES.with(|total| total.set(total.get() + bytes));
    }
}

fn size(layout: Layout) -> isize {
    isize::try_from(layout.size()).expect("no layout is larger")
}

// SAFETY: what succeeds is the system's.
unsafe impl GlobalAlloc for Failing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !Self::may_allocate(layout.size()) {
            return ptr::null_mut();
        }
        Self::count(size(layout));
        // SAFETY: by the caller.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        Self::count(-size(layout));
        // SAFETY: by the caller.
        unsafe { System.dealloc(block, layout) }
    }
}

/// Lets all allocations of this thread succeed again, also while it unwinds.
struct Restore;

impl Drop for Restore {
    fn drop(&mut self) {
        LEFT.with(|left| left.set(None));
        MOST.with(|most| most.set(usize::MAX));
    }
}

/// Runs `work` on this thread with only `count` allocations that succeed.
pub(crate) fn failing_after<R>(count: usize, work: impl FnOnce() -> R) -> R {
    let _restore = Restore;
    LEFT.with(|left| left.set(Some(count)));
    work()
}

/// Runs `work` on this thread with only allocations that succeed of up to so many bytes.
#[allow(dead_code, reason = "one of the suites that include this file refuses by number only")]
pub(crate) fn failing_above<R>(most: usize, work: impl FnOnce() -> R) -> R {
    let _restore = Restore;
    MOST.with(|bytes| bytes.set(most));
    work()
}

/// Checks that `work`, which must use this thread only, frees all that it allocates.
pub(crate) fn gives_all_back<R>(work: impl FnOnce() -> R) -> R {
    let before = BYTES.with(Cell::get);
    let result = work();
    let after = BYTES.with(Cell::get);
    assert_eq!(after - before, 0, "bytes were allocated and not freed");
    result
}
