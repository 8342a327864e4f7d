//! Panics in the user's code: no slot is lost, no value is lost or dropped twice.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use layout_core::alloc::{FixedSyncPool, HandlePool, ObjectPool, Pool, SyncObjectPool, SyncPool};

use crate::support::Ledger;

/// Runs what must panic, silently.
fn panics<R>(work: impl FnOnce() -> R) {
    assert!(catch_unwind(AssertUnwindSafe(work)).is_err(), "there was no panic");
}

/// A panic that prints nothing.
fn give_up() -> ! {
    std::panic::resume_unwind(Box::new("a panic of the user's"))
}

/// Panics when it is dropped, if it is to.
struct Angry(bool);

impl Drop for Angry {
    fn drop(&mut self) {
        if self.0 && !std::thread::panicking() {
            give_up();
        }
    }
}

#[test]
fn insert_with_gives_the_slot_back() {
    let pool = Pool::<u64>::new().with_limit(1);
    panics(|| pool.insert_with(|| give_up()));
    assert!(pool.is_empty() && pool.try_insert(1).is_ok());

    let pool = SyncPool::<u64>::new();
    panics(|| pool.insert_with(|| give_up()));
    assert!(pool.is_empty());
    let place = std::ptr::from_ref(&*pool.insert(1));
    panics(|| pool.insert_with(|| give_up()));
    assert_eq!(std::ptr::from_ref(&*pool.insert(1)), place, "the slot was not given back");

    let pool = FixedSyncPool::<u64, 1>::new();
    panics(|| pool.insert_with(|| give_up()));
    assert!(pool.is_empty() && pool.try_insert(1).is_ok());

    let mut pool = HandlePool::<u64>::new().with_limit(1);
    panics(|| pool.insert_with(|_| give_up()));
    assert!(pool.is_empty() && pool.try_insert(1).is_ok());
}

#[test]
fn a_drop_that_panics_gives_the_slot_back() {
    let pool = Pool::new().with_limit(1);
    panics(|| drop(pool.insert(Angry(true))));
    assert!(pool.is_empty() && pool.try_insert(Angry(false)).is_ok());

    let pool = SyncPool::new();
    panics(|| drop(pool.insert(Angry(true))));
    assert!(pool.is_empty());

    let pool = FixedSyncPool::<Angry, 1>::new();
    panics(|| drop(pool.insert(Angry(true))));
    assert!(pool.is_empty() && pool.try_insert(Angry(false)).is_ok());

    let mut pool = HandlePool::new().with_limit(1);
    let handle = pool.insert(Angry(true));
    panics(|| drop(pool.remove(handle)));
    assert!(pool.is_empty() && pool.try_insert(Angry(false)).is_ok());
}

#[test]
fn clear_goes_on_after_a_panic() {
    let mut pool = HandlePool::new();
    for number in 0..10 {
        pool.insert(Angry(number == 3));
    }
    panics(|| pool.clear());
    pool.clear();
    assert!(pool.is_empty());
}

#[test]
fn guards_that_unwind_give_back() {
    let ledger = Ledger::default();
    let pool = Pool::new();
    let sync = SyncPool::new();
    let objects = ObjectPool::with_closures(|| ledger.value(1), |_| ());
    let shared = SyncObjectPool::with_closures(|| ledger.value(2), |_| ());
    panics(|| {
        let _guards = (
            pool.insert(ledger.value(3)),
            sync.insert(ledger.value(4)),
            objects.acquire(),
            shared.acquire(),
        );
        give_up();
    });
    assert!(pool.is_empty() && sync.is_empty());
    assert_eq!((objects.statistics().live, objects.statistics().idle), (0, 1));
    assert_eq!((shared.statistics().live, shared.statistics().idle), (0, 1));
    drop((objects, shared));
    assert_eq!(ledger.count(), 0);
}

#[test]
fn a_factory_that_panics_makes_nothing() {
    let angry = Cell::new(true);
    let factory = || if angry.get() { give_up() } else { 1_u64 };
    let pool = ObjectPool::with_closures(factory, |_| ()).with_limit(1);
    panics(|| pool.acquire());
    panics(|| pool.try_prefill(1));
    assert_eq!(pool.statistics(), layout_core::alloc::ObjectStatistics::default());
    angry.set(false);
    assert!(pool.try_acquire().is_ok());

    angry.set(true);
    let pool = SyncObjectPool::with_closures(factory, |_| ()).with_limit(1);
    panics(|| pool.acquire());
    panics(|| pool.acquire_timeout(std::time::Duration::ZERO));
    assert_eq!(pool.statistics(), layout_core::alloc::ObjectStatistics::default());
    angry.set(false);
    assert!(pool.try_acquire().is_ok());
}

#[test]
fn a_reset_that_panics_drops_the_object() {
    let ledger = Ledger::default();
    let reset = |value: &mut crate::support::Tracked| {
        if value.checked() == 13 {
            give_up();
        }
    };
    let numbers = Cell::new(12);
    let factory = || {
        numbers.set(numbers.get() + 1);
        ledger.value(numbers.get())
    };
    let pool = ObjectPool::with_closures(factory, reset).with_limit(1);
    panics(|| drop(pool.acquire()));
    assert_eq!((pool.statistics().live, pool.statistics().idle, ledger.count()), (0, 0, 0));
    drop(pool.acquire());
    assert_eq!((pool.statistics().live, pool.statistics().idle, ledger.count()), (0, 1, 1));
    drop(pool);

    numbers.set(12);
    let pool = SyncObjectPool::with_closures(factory, reset).with_limit(1);
    panics(|| drop(pool.acquire()));
    assert_eq!((pool.statistics().live, pool.statistics().idle, ledger.count()), (0, 0, 0));
    drop(pool.acquire());
    assert_eq!((pool.statistics().live, pool.statistics().idle, ledger.count()), (0, 1, 1));
    drop(pool);
    assert_eq!(ledger.count(), 0);
}

/// The other idle objects are dropped all the same.
#[test]
fn a_pool_whose_object_panics_drops_the_others() {
    #[expect(dead_code, reason = "the fields are there to be dropped")]
    struct Both(crate::support::Tracked, Angry);

    let ledger = Ledger::default();
    let number = Cell::new(0);
    let factory = || {
        number.set(number.get() + 1);
        Both(ledger.value(number.get()), Angry(number.get() == 5))
    };
    let pool = ObjectPool::with_closures(factory, |_| ());
    pool.try_prefill(10).unwrap();
    panics(|| drop(pool));
    assert_eq!(ledger.count(), 0);

    number.set(0);
    let pool = SyncObjectPool::with_closures(factory, |_| ());
    pool.try_prefill(10).unwrap();
    panics(|| drop(pool));
    assert_eq!(ledger.count(), 0);
}
