//! Full pools: the methods that panic say what the fallible ones return, nothing is made in vain, and nothing
//! has changed.

use std::alloc::Layout;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use layout_core::alloc::{
    BlockPool, FixedSyncPool, HandlePool, ObjectPool, Pool, PoolError, SyncObjectPool, SyncPool,
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
    let pool = Pool::bounded(1);
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

    let mut pool = HandlePool::bounded(1);
    let handle = pool.insert(7);
    assert_eq!(panic_of(|| pool.insert(8)), said);
    assert_eq!(panic_of(|| pool.insert_with(|_| make())), said);
    assert_eq!((pool.len(), pool[handle], count.get()), (1, 7, 0));
}

#[test]
fn object_pools_that_have_lent_all_panic_with_the_reason() {
    let said = FULL.to_string();
    let pool = ObjectPool::new(|| 7, |_| ()).with_limit(1);
    let object = pool.acquire();
    assert_eq!(panic_of(|| pool.acquire()), said);
    drop(object);
    assert_eq!(*pool.acquire(), 7);

    let pool = SyncObjectPool::new(|| 7, |_| ()).with_limit(1);
    let object = pool.acquire();
    assert_eq!(panic_of(|| pool.acquire()), said);
    drop(object);
    assert_eq!(*pool.acquire(), 7);
}

#[test]
fn what_has_room_is_made_in_its_slot() {
    let pool = Pool::bounded(1);
    assert_eq!(pool.try_insert_with(|| [7_u8; 9]).as_deref(), Ok(&[7; 9]));
    let pool = FixedSyncPool::<[u8; 9], 1>::new();
    assert_eq!(pool.try_insert_with(|| [7; 9]).as_deref(), Ok(&[7; 9]));
}

#[test]
fn reasons_are_told_in_words() {
    let layout = Layout::from_size_align(24, 8).expect("it is one");
    let words = [
        (PoolError::Full { limit: 3 }, "the pool is full: all 3 of its slots are taken"),
        (PoolError::OutOfMemory { layout }, "out of memory: no block of 24 bytes, aligned to 8"),
        (PoolError::Overflow, "slots of more than `isize::MAX` bytes"),
    ];
    for (error, text) in words {
        assert_eq!(error.to_string(), text);
    }
    let refused = Pool::bounded(0).try_insert("secret").unwrap_err();
    // The value need not be one that can be printed.
    assert_eq!(format!("{refused:?}"), "InsertError { reason: Full { limit: 0 }, .. }");
}

/// What is in a pool is not printed, as it may be lent out mutably.
#[test]
fn pools_are_printed_by_how_full_they_are() {
    let pool = Pool::<u64>::default();
    let value = pool.insert(7);
    let capacity = pool.capacity();
    assert_eq!(format!("{pool:?}"), format!("Pool {{ len: 1, capacity: {capacity}, .. }}"));
    drop(value);

    let pool = SyncPool::<u64>::default();
    let _value = pool.insert(7);
    let capacity = pool.capacity();
    assert_eq!(format!("{pool:?}"), format!("SyncPool {{ len: 1, capacity: {capacity}, .. }}"));

    let pool = FixedSyncPool::<u64, 3>::default();
    let _value = pool.insert(7);
    assert_eq!(format!("{pool:?}"), "FixedSyncPool { len: 1, capacity: 3, .. }");

    let pool = BlockPool::new(Layout::new::<u64>());
    assert_eq!(pool.block(), Layout::new::<u64>());
    let printed = format!("{pool:?}");
    assert!(printed.starts_with("BlockPool { block: Layout {"), "{printed}");
    assert!(printed.ends_with("len: 0, capacity: 0, .. }"), "{printed}");

    let pool = ObjectPool::new(String::new, String::clear);
    let printed = format!("{pool:?}");
    assert!(printed.starts_with("ObjectPool { objects: "), "{printed}");
}

/// Those of a `HandlePool` cannot be lent out while it is printed.
#[test]
fn handles_and_their_values_are_printed() {
    let mut pool = HandlePool::default();
    let first = pool.insert("first");
    let second = pool.insert("second");
    assert_eq!(format!("{pool:?}"), "{Handle(0v3): \"first\", Handle(1v3): \"second\"}");
    assert!(pool.contains(first) && pool.contains(second));
    let mut left = pool.iter();
    assert_eq!((left.size_hint(), left.len()), ((2, Some(2)), 2));
    left.next();
    assert_eq!(left.size_hint(), (1, Some(1)));
    assert_eq!((&pool).into_iter().count(), 2);

    pool.remove(first);
    assert!(!pool.contains(first));
    let again = pool.insert("again");
    assert_eq!(again.index(), first.index(), "the slot is used again");
    // By the slot, and then by which of its values it is of.
    let mut handles = [second, again, first];
    handles.sort();
    assert_eq!(handles, [first, again, second]);
    assert_eq!(first.partial_cmp(&again), Some(std::cmp::Ordering::Less));
    #[expect(clippy::clone_on_copy, reason = "it is what is tested")]
    let cloned = again.clone();
    assert_eq!(pool[cloned], "again");
}
