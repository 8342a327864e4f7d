//! What one thread at a time has, and how it goes to another: the numbers of threads, and the shards of
//! `SyncPool` that they stand for.

use std::ptr::{self, NonNull};

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::thread;

use crate::broken;
use crate::check;
use crate::ids::IdBlock;
use crate::primitives::{AtomicPtr, AtomicU64, AtomicUsize, Link};
use crate::remote::Remote;
use crate::stamps::{Stamps, assert_all_once};

/// What the models do with the numbers, or with a broken copy of them.
pub(crate) trait Ids: Send + Sync + 'static {
    fn free() -> Self;
    fn claim(&self) -> Option<usize>;
    fn claim_this(&self, id: usize) -> bool;
    fn release(&self, id: usize);
}

impl Ids for IdBlock {
    fn free() -> Self {
        Self { taken: AtomicU64::new(0), next: AtomicPtr::new(ptr::null_mut()) }
    }

    fn claim(&self) -> Option<usize> {
        Self::claim(self)
    }

    fn claim_this(&self, id: usize) -> bool {
        Self::claim_this(self, id)
    }

    fn release(&self, id: usize) {
        Self::release(self, id);
    }
}

/// So many threads come, use what belongs to their number, and go.
fn come_and_go<I: Ids>(threads: usize) {
    let shared = Arc::new((I::free(), Stamps::new(threads)));
    let work = |(ids, stamps): &(I, Stamps)| {
        let id = ids.claim().expect("there are 64");
        stamps.touch(id);
        ids.release(id);
    };
    let others: Vec<_> = (1..threads)
        .map(|_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || work(&shared))
        })
        .collect();
    work(&shared);
    for other in others {
        other.join().unwrap();
    }
}

/// A shard as that of `SyncPool`, less the memory: the owner's list, and what came back from others.
struct Shard {
    list: UnsafeCell<Vec<usize>>,
    remote: Remote,
}

struct Pool<I> {
    ids: I,
    shards: [Shard; 2],
    slots: Vec<Link>,
    stamps: Stamps,
}

// SAFETY: what is not atomic are loom's cells, which stop the model when that goes wrong.
unsafe impl<I: Ids> Sync for Pool<I> {}
// SAFETY: the same.
unsafe impl<I: Ids> Send for Pool<I> {}

impl<I: Ids> Pool<I> {
    /// A pool where two slots are taken, and both come from shard 0.
    fn new() -> Arc<Self> {
        let shard = || Shard {
            list: UnsafeCell::new(Vec::new()),
            remote: Remote { head: AtomicPtr::new(ptr::null_mut()), count: AtomicUsize::new(0) },
        };
        let slots = (0..2).map(|number| Link { next: UnsafeCell::new(ptr::null_mut()), number });
        Arc::new(Self {
            ids: I::free(),
            shards: [shard(), shard()],
            slots: slots.collect(),
            stamps: Stamps::new(2),
        })
    }

    /// `RawSyncPool::release`.
    fn release(&self, slot: usize, id: Option<usize>) {
        self.stamps.touch(slot);
        if id == Some(0) {
            // SAFETY: loom stops the program before two threads use the pointer at once.
            self.shards[0].list.with_mut(|list| unsafe { (*list).push(slot) });
        } else {
            // SAFETY: the slot is there as long as the model.
            unsafe { self.shards[0].remote.push(NonNull::from(&self.slots[slot])) };
        }
    }

    /// `RawSyncPool::steal`: what can be had of shard 0.
    fn steal(&self) -> Vec<usize> {
        if !self.ids.claim_this(0) {
            return Vec::new();
        }
        // SAFETY: as above.
        let mut stolen = self.shards[0].list.with_mut(|list| unsafe { std::mem::take(&mut *list) });
        let mut next = self.shards[0].remote.take_all();
        while let Some(slot) = NonNull::new(next) {
            // SAFETY: the slots are there as long as the model.
            let slot = unsafe { slot.as_ref() };
            // SAFETY: as above.
            next = slot.next.with(|link| unsafe { *link });
            stolen.push(slot.number);
        }
        for &slot in &stolen {
            self.stamps.touch(slot);
        }
        self.ids.release(0);
        stolen
    }
}

/// The owner of shard 0 removes a value and ends; another thread removes the other value; a third one
/// looks for memory. Nothing is found twice, and in the end all is found.
fn end_and_steal<I: Ids>() {
    let pool = Pool::<I>::new();
    let id = pool.ids.claim();
    assert_eq!(id, Some(0));
    let other = thread::spawn({
        let pool = Arc::clone(&pool);
        move || pool.release(1, None)
    });
    let thief = thread::spawn({
        let pool = Arc::clone(&pool);
        move || pool.steal()
    });
    pool.release(0, id);
    pool.ids.release(0);

    other.join().unwrap();
    let mut all = thief.join().unwrap();
    all.extend(pool.steal());
    assert_all_once(all, 2);
}

#[test]
fn numbers_with_2_threads() {
    check(|| come_and_go::<IdBlock>(2));
}

#[test]
fn numbers_with_3_threads() {
    check(|| come_and_go::<IdBlock>(3));
}

#[test]
fn slots_of_a_thread_that_ended_are_found_once() {
    check(end_and_steal::<IdBlock>);
}

#[test]
#[should_panic(expected = "Causality violation")]
fn finds_numbers_that_are_not_released() {
    check(|| come_and_go::<broken::IdsWithoutRelease>(2));
}

#[test]
#[should_panic(expected = "Causality violation")]
fn finds_a_theft_from_a_living_thread() {
    check(end_and_steal::<broken::IdsWithoutClaim>);
}
