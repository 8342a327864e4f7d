//! Flags of slots: `FixedSyncPool` on targets whose atomics are narrower than 64 bits.

use loom::sync::Arc;
use loom::thread;

use crate::broken;
use crate::check;
use crate::primitives::{AtomicBool, AtomicUsize};
use crate::slot_flags::SlotFlags;
use crate::stamps::{Stamps, assert_all_once};

/// What the models do with flags, or with a broken copy of them.
pub(crate) trait Flags: Send + Sync + 'static {
    fn new() -> Self;
    fn take(&self, taken: &[AtomicBool]) -> Option<usize>;
    fn give(&self, taken: &[AtomicBool], index: usize);
}

impl Flags for SlotFlags {
    fn new() -> Self {
        Self { hint: AtomicUsize::new(0) }
    }

    fn take(&self, taken: &[AtomicBool]) -> Option<usize> {
        Self::take(self, taken)
    }

    fn give(&self, taken: &[AtomicBool], index: usize) {
        Self::give(self, taken, index);
    }
}

struct Slots<F> {
    flags: F,
    taken: Vec<AtomicBool>,
    stamps: Stamps,
}

impl<F: Flags> Slots<F> {
    fn new(count: usize) -> Arc<Self> {
        let taken = (0..count).map(|_| AtomicBool::new(false)).collect();
        Arc::new(Self { flags: F::new(), taken, stamps: Stamps::new(count) })
    }

    fn take(&self) -> Option<usize> {
        let index = self.flags.take(&self.taken)?;
        self.stamps.touch(index);
        Some(index)
    }

    fn give(&self, index: usize) {
        self.stamps.touch(index);
        self.flags.give(&self.taken, index);
    }

    fn check_all(&self, kept: impl IntoIterator<Item = usize>) {
        let mut all: Vec<_> = kept.into_iter().collect();
        all.extend(std::iter::from_fn(|| self.take()));
        assert_all_once(all, self.taken.len());
    }
}

/// The order in which a stack of indices meets the ABA problem: one thread takes two and gives the first
/// back, while another one takes two.
fn take_under_the_feet<F: Flags>() {
    let slots = Slots::<F>::new(3);
    let other = thread::spawn({
        let slots = Arc::clone(&slots);
        move || {
            let first = slots.take();
            let kept = slots.take();
            if let Some(first) = first {
                slots.give(first);
            }
            kept
        }
    });
    let mine = [slots.take(), slots.take()];
    let theirs = other.join().unwrap();
    slots.check_all(mine.into_iter().flatten().chain(theirs));
}

/// So many threads take one and give it back. With a slot for each, each gets one.
fn take_and_give<F: Flags>(threads: usize, count: usize) {
    let slots = Slots::<F>::new(count);
    let others: Vec<_> = (1..threads)
        .map(|_| {
            let slots = Arc::clone(&slots);
            thread::spawn(move || slots.take().into_iter().for_each(|index| slots.give(index)))
        })
        .collect();
    slots.take().into_iter().for_each(|index| slots.give(index));
    for other in others {
        other.join().unwrap();
    }
    slots.check_all([]);
}

/// Slots that all threads keep are theirs alone, and none is refused while there are enough.
fn take_and_keep<F: Flags>(threads: usize, count: usize) {
    let slots = Slots::<F>::new(count);
    let others: Vec<_> = (1..threads)
        .map(|_| {
            let slots = Arc::clone(&slots);
            thread::spawn(move || slots.take())
        })
        .collect();
    let mine = slots.take();
    let mut kept: Vec<_> = others.into_iter().map(|other| other.join().unwrap()).collect();
    kept.push(mine);
    assert_eq!(kept.iter().flatten().count(), threads.min(count), "a thread was refused");
    slots.check_all(kept.into_iter().flatten());
}

#[test]
fn flags_without_aba() {
    check(take_under_the_feet::<SlotFlags>);
}

#[test]
fn flags_of_slots_that_come_and_go() {
    check(|| take_and_give::<SlotFlags>(2, 1));
    check(|| take_and_give::<SlotFlags>(2, 2));
    check(|| take_and_give::<SlotFlags>(3, 2));
}

#[test]
fn flags_of_slots_that_are_kept() {
    check(|| take_and_keep::<SlotFlags>(2, 1));
    check(|| take_and_keep::<SlotFlags>(2, 2));
    check(|| take_and_keep::<SlotFlags>(3, 3));
}

#[test]
#[should_panic(expected = "Causality violation")]
fn finds_flags_that_are_looked_at_and_then_set() {
    check(|| take_and_give::<broken::FlagsWithoutSwap>(2, 1));
}

#[test]
#[should_panic(expected = "Causality violation")]
fn finds_flags_that_do_not_release() {
    check(|| take_and_give::<broken::FlagsWithoutRelease>(2, 1));
}
