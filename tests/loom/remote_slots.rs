//! Slots that other threads give back to their owner: `SyncPool`.

use std::ptr::{self, NonNull};

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::thread;

use crate::broken;
use crate::check;
use crate::primitives::{AtomicPtr, AtomicUsize, Link};
use crate::remote::Remote;
use crate::stamps::{Stamps, assert_all_once};

/// What the models do with the list, or with a broken copy of it.
pub(crate) trait List: Send + Sync + 'static {
    fn empty() -> Self;
    /// # Safety
    ///
    /// As of `Remote::push`.
    unsafe fn push(&self, slot: NonNull<Link>);
    fn take_all(&self) -> *mut Link;
}

impl List for Remote {
    fn empty() -> Self {
        Self { head: AtomicPtr::new(ptr::null_mut()), count: AtomicUsize::new(0) }
    }

    unsafe fn push(&self, slot: NonNull<Link>) {
        // SAFETY: by the caller.
        unsafe { Self::push(self, slot) };
    }

    fn take_all(&self) -> *mut Link {
        Self::take_all(self)
    }
}

/// A list, and the slots that are not in it yet.
struct Away<L> {
    list: L,
    slots: Vec<Link>,
    stamps: Stamps,
}

// SAFETY: the links are written through loom's cells, which stop the model when that goes wrong.
unsafe impl<L: List> Sync for Away<L> {}
// SAFETY: the same.
unsafe impl<L: List> Send for Away<L> {}

impl<L: List> Away<L> {
    fn new(count: usize) -> Arc<Self> {
        let slots =
            (0..count).map(|number| Link { next: UnsafeCell::new(ptr::null_mut()), number });
        Arc::new(Self { list: L::empty(), slots: slots.collect(), stamps: Stamps::new(count) })
    }

    /// Removes the value of a slot: touches it for the last time, and gives it back.
    fn free(&self, number: usize) {
        self.stamps.touch(number);
        // SAFETY: the slot is there as long as the model.
        unsafe { self.list.push(NonNull::from(&self.slots[number])) };
    }

    /// Takes over what came back, and uses each slot.
    fn take_over(&self) -> Vec<usize> {
        let mut next = self.list.take_all();
        let mut taken = Vec::new();
        while let Some(slot) = NonNull::new(next) {
            // SAFETY: the slots are there as long as the model.
            let slot = unsafe { slot.as_ref() };
            // SAFETY: loom stops the program before two threads use the pointer at once.
            next = slot.next.with(|link| unsafe { *link });
            self.stamps.touch(slot.number);
            taken.push(slot.number);
        }
        taken
    }
}

/// Two threads give slots back while the owner takes them over, uses one and gets it back.
fn give_back<L: List>(others: usize) {
    let away = Away::<L>::new(others + 1);
    let threads: Vec<_> = (0..others)
        .map(|number| {
            let away = Arc::clone(&away);
            thread::spawn(move || away.free(number))
        })
        .collect();
    // The slot that comes back to the list under the feet of those who push.
    away.free(others);
    let mut all = away.take_over();
    let again = all.pop();
    if let Some(number) = again {
        away.free(number);
    }
    for thread in threads {
        thread.join().unwrap();
    }
    all.extend(away.take_over());
    assert_all_once(all, others + 1);
}

/// Two threads take over at once: the owner, and one that steals.
fn take_over_twice<L: List>() {
    let away = Away::<L>::new(2);
    away.free(0);
    let thief = thread::spawn({
        let away = Arc::clone(&away);
        move || away.take_over()
    });
    away.free(1);
    let mut all = away.take_over();
    all.extend(thief.join().unwrap());
    all.extend(away.take_over());
    assert_all_once(all, 2);
}

#[test]
fn slots_come_back_from_1_thread() {
    check(|| give_back::<Remote>(1));
}

#[test]
fn slots_come_back_from_2_threads() {
    check(|| give_back::<Remote>(2));
}

#[test]
fn slots_are_stolen_once() {
    check(take_over_twice::<Remote>);
}

#[test]
#[should_panic(expected = "Causality violation")]
fn finds_a_list_that_does_not_release() {
    check(|| give_back::<broken::RemoteWithoutRelease>(1));
}

#[test]
#[should_panic(expected = "Causality violation")]
fn finds_a_list_that_is_read_before_it_is_taken() {
    check(take_over_twice::<broken::RemoteWithoutExchange>);
}
