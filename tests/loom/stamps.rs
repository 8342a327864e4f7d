//! Something for each slot that only its owner may touch.

use loom::cell::UnsafeCell;

/// Cells which stop the model when two threads that are not ordered use one.
pub(crate) struct Stamps(Vec<UnsafeCell<usize>>);

impl Stamps {
    pub(crate) fn new(count: usize) -> Self {
        Self((0..count).map(|_| UnsafeCell::new(0)).collect())
    }

    /// Uses a slot as the value in it does.
    pub(crate) fn touch(&self, slot: usize) {
        // SAFETY: loom stops the program before two threads use the pointer at once.
        self.0[slot].with_mut(|stamp| unsafe { *stamp += 1 });
    }
}

/// Checks that the slots which are left, wherever they are, are all slots, each once.
pub(crate) fn assert_all_once(mut slots: Vec<usize>, count: usize) {
    slots.sort_unstable();
    assert_eq!(slots, (0..count).collect::<Vec<_>>(), "a slot was handed out twice, or lost");
}
