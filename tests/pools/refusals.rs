//! Full pools: the methods that panic say what the fallible ones return, nothing is made in vain, and nothing
//! has changed.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use layout_core::alloc::{
    FixedSyncPool, HandlePool, ObjectPool, Pool, PoolError, SyncObjectPool, SyncPool,
};

/// What a panic says.
fn panic_of<R>(work: impl FnOnce() -> R) -> String {
    let payload = catch_unwind(AssertUnwindSafe(work)).err().expect("it panics");
    payload.downcast_ref::<String>().expect("it says something").clone()
}

const FULL: PoolError = PoolError::Full { limit: 1 };

#[test]
fn full_pools_panic_with_the_reason() {
    let said = FULL.to_string();
    assert_eq!(said, "the pool is full: all 1 of its slots are taken");

    let count = Cell::new(0_u64);
    let make = || count.replace(count.get() + 1);
    let pool = Pool::new().with_limit(1);
    let value = pool.insert(7);
    assert_eq!(panic_of(|| pool.insert(8)), said);
    assert_eq!(panic_of(|| pool.insert_with(make)), said);
    assert_eq!(pool.try_insert_with(make).err(), Some(FULL));
    assert_eq!(panic_of(|| pool.reserve(1)), said);
    assert_eq!((pool.len(), *value, count.get()), (1, 7, 0));

    let pool = FixedSyncPool::<u64, 1>::new();
    let value = pool.insert(7);
    assert_eq!(panic_of(|| pool.insert(8)), said);
    assert_eq!(panic_of(|| pool.insert_with(make)), said);
    assert_eq!(pool.try_insert_with(make).err(), Some(FULL));
    assert_eq!((pool.len(), *value, count.get()), (1, 7, 0));

    let mut pool = HandlePool::new().with_limit(1);
    let handle = pool.insert(7);
    assert_eq!(panic_of(|| pool.insert(8)), said);
    assert_eq!(panic_of(|| pool.insert_with(|_| make())), said);
    assert_eq!(pool.try_insert_with(|_| make()).err(), Some(FULL));
    assert_eq!((pool.len(), pool[handle], count.get()), (1, 7, 0));
}

#[test]
fn object_pools_that_have_lent_all_panic_with_the_reason() {
    let said = FULL.to_string();
    let pool = ObjectPool::with_closures(|| 7, |_| ()).with_limit(1);
    let object = pool.acquire();
    assert_eq!(panic_of(|| pool.acquire()), said);
    drop(object);
    assert_eq!(*pool.acquire(), 7);

    let pool = SyncObjectPool::with_closures(|| 7, |_| ()).with_limit(1);
    let object = pool.acquire();
    assert_eq!(panic_of(|| pool.acquire()), said);
    drop(object);
    assert_eq!(*pool.acquire(), 7);
}

#[test]
fn what_has_room_is_made_in_its_slot() {
    let pool = Pool::new().with_limit(1);
    assert_eq!(pool.try_insert_with(|| [7_u8; 9]).as_deref(), Ok(&[7; 9]));
    let pool = FixedSyncPool::<[u8; 9], 1>::new();
    assert_eq!(pool.try_insert_with(|| [7; 9]).as_deref(), Ok(&[7; 9]));
    let pool = SyncPool::new();
    assert_eq!(pool.try_insert_with(|| [7; 9]).as_deref(), Ok(&[7; 9]));
    let mut pool = HandlePool::new().with_limit(1);
    let handle = pool.try_insert_with(|_| [7; 9]).unwrap();
    assert_eq!(pool[handle], [7; 9]);
}

#[test]
fn pools_tell_how_many_values_are_left() {
    let mut pool = HandlePool::default();
    let first = pool.insert("first");
    pool.insert("second");
    let mut left = pool.iter();
    assert_eq!((left.size_hint(), left.len()), ((2, Some(2)), 2));
    left.next();
    assert_eq!(left.size_hint(), (1, Some(1)));
    pool.remove(first);
    assert_eq!((&pool).into_iter().count(), 1);
}
