//! `ObjectPool`.

use std::cell::Cell;

use layout_core::alloc::{ObjectPool, PoolError, Pooled};

use crate::support::Ledger;

/// What the tutorials' pool of strings is for: the memory of the text is used again.
#[test]
fn strings_keep_their_capacity() {
    let pool = ObjectPool::new(|| String::with_capacity(1024), String::clear);
    let mut text = pool.acquire();
    text.push_str(&"long ".repeat(1000));
    let (place, capacity) = (text.as_ptr(), text.capacity());
    drop(text);
    for _ in 0..100 {
        let mut text = pool.acquire();
        assert_eq!((text.len(), text.as_ptr(), text.capacity()), (0, place, capacity));
        text.push_str("short");
    }
    let stats = pool.stats();
    assert_eq!((stats.hits, stats.misses, stats.live, stats.idle), (100, 1, 0, 1));
}

#[test]
fn the_last_object_to_come_back_is_the_next_to_go() {
    let number = Cell::new(0);
    let pool = ObjectPool::new(|| number.replace(number.get() + 1), |_| ());
    let (a, b, c) = (pool.acquire(), pool.acquire(), pool.acquire());
    drop((b, c, a));
    for _ in 0..2 {
        assert_eq!(*pool.acquire(), 0);
    }
    let guards = [pool.acquire(), pool.acquire(), pool.acquire(), pool.acquire()];
    assert_eq!(guards.each_ref().map(|guard| **guard), [0, 2, 1, 3]);
}

#[test]
fn limits_hold() {
    let ledger = Ledger::default();
    let pool = ObjectPool::new(|| ledger.value(1), |_| ()).with_limit(3).with_idle_limit(2);
    assert_eq!(pool.prefill(3), Err(PoolError::Full { limit: 2 }));
    pool.prefill(2).unwrap();
    let guards = [pool.acquire(), pool.acquire(), pool.acquire()];
    assert_eq!(pool.try_acquire().err(), Some(PoolError::Full { limit: 3 }));
    assert_eq!(pool.prefill(1), Err(PoolError::Full { limit: 3 }));
    drop(guards);
    let stats = pool.stats();
    assert_eq!((stats.live, stats.idle, stats.high_water, ledger.count()), (0, 2, 3, 2));
    assert_eq!((stats.hits, stats.misses), (2, 1));

    pool.clear();
    assert_eq!((pool.stats().idle, ledger.count()), (0, 0));
    assert!(pool.try_acquire().is_ok());
}

/// There are more slots than the limit, and objects in all or none of them.
#[test]
fn a_limit_that_is_set_later_holds_for_new_objects() {
    let crowded = || {
        let pool = ObjectPool::new(|| [0_u8; 32], |_| ());
        drop((0..1000).map(|_| pool.acquire()).collect::<Vec<_>>());
        pool
    };
    let full = Err(PoolError::Full { limit: 5 });
    let lent = |pool: &ObjectPool<[u8; 32], _, _>| {
        let guards: Vec<_> = (0..2000).map_while(|_| pool.try_acquire().ok()).collect();
        assert_eq!(pool.try_acquire().map(drop), full);
        guards.len()
    };
    let pool = crowded().with_limit(5);
    assert_eq!(lent(&pool), 1000);
    pool.clear();
    assert_eq!((lent(&pool), pool.prefill(6)), (5, full));
}

#[test]
fn a_detached_object_is_the_callers() {
    let ledger = Ledger::default();
    let pool = ObjectPool::new(|| ledger.value(1), |_| panic!("it was reset")).with_limit(1);
    let detached = Pooled::detach(pool.acquire());
    assert_eq!((pool.stats().live, ledger.count()), (0, 1));
    let other = std::mem::ManuallyDrop::new(pool.acquire());
    assert_eq!(other.checked() + detached.checked(), 2);
    drop(Pooled::detach(std::mem::ManuallyDrop::into_inner(other)));
    drop(pool);
    drop(detached);
    assert_eq!(ledger.count(), 0);
}

#[test]
fn a_pool_may_move_while_nothing_is_lent() {
    let pool = ObjectPool::new(Vec::<u8>::new, Vec::clear);
    pool.prefill(10).unwrap();
    let pool = Box::new(pool);
    let moved = std::thread::spawn(move || {
        pool.acquire().push(1);
        pool
    });
    assert_eq!(moved.join().unwrap().stats().idle, 10);
}

#[test]
fn the_high_water_mark_is_of_those_in_use() {
    let pool = ObjectPool::new(|| 0, |_| ());
    drop([pool.acquire(), pool.acquire(), pool.acquire()]);
    drop([pool.acquire(), pool.acquire()]);
    let stats = pool.stats();
    assert_eq!((stats.high_water, stats.live, stats.idle), (3, 0, 3));
}
