//! `ObjectPool`.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use layout_core::alloc::{ObjectPool, PoolError, Pooled};

use crate::support::{Ledger, Tracked, failing_after};

/// What the tutorials' pool of strings is for: the memory of the text is used again.
#[test]
fn strings_keep_their_capacity() {
    let pool = ObjectPool::with_closures(|| String::with_capacity(1024), String::clear);
    let mut text = pool.acquire();
    text.push_str(&"long ".repeat(1000));
    let (place, capacity) = (text.as_ptr(), text.capacity());
    drop(text);
    for _ in 0..100 {
        let mut text = pool.acquire();
        assert_eq!((text.len(), text.as_ptr(), text.capacity()), (0, place, capacity));
        text.push_str("short");
    }
    let stats = pool.statistics();
    assert_eq!((stats.hits, stats.misses, stats.live, stats.idle), (100, 1, 0, 1));
}

#[test]
fn the_last_object_to_come_back_is_the_next_to_go() {
    let number = Cell::new(0);
    let pool = ObjectPool::with_closures(|| number.replace(number.get() + 1), |_| ());
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
    let pool =
        ObjectPool::with_closures(|| ledger.value(1), |_| ()).with_limit(3).with_idle_limit(2);
    assert_eq!(pool.try_prefill(3), Err(PoolError::Full { limit: 2 }));
    pool.try_prefill(2).unwrap();
    let guards = [pool.acquire(), pool.acquire(), pool.acquire()];
    assert_eq!(pool.try_acquire().err(), Some(PoolError::Full { limit: 3 }));
    assert_eq!(pool.try_prefill(1), Err(PoolError::Full { limit: 3 }));
    drop(guards);
    let stats = pool.statistics();
    assert_eq!((stats.live, stats.idle, stats.high_water, ledger.count()), (0, 2, 3, 2));
    assert_eq!((stats.hits, stats.misses), (2, 1));

    pool.clear();
    assert_eq!((pool.statistics().idle, ledger.count()), (0, 0));
    assert!(pool.try_acquire().is_ok());
}

/// There are more slots than the limit, and objects in all or none of them.
#[test]
fn a_limit_that_is_set_later_holds_for_new_objects() {
    let crowded = || {
        let pool = ObjectPool::with_closures(|| [0_u8; 32], |_| ());
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
    assert_eq!((lent(&pool), pool.try_prefill(6)), (5, full));
}

#[test]
fn a_detached_object_is_the_callers() {
    let ledger = Ledger::default();
    let pool =
        ObjectPool::with_closures(|| ledger.value(1), |_| panic!("it was reset")).with_limit(1);
    let detached = Pooled::detach(pool.acquire());
    assert_eq!((pool.statistics().live, ledger.count()), (0, 1));
    let other = std::mem::ManuallyDrop::new(pool.acquire());
    assert_eq!(other.checked() + detached.checked(), 2);
    drop(Pooled::detach(std::mem::ManuallyDrop::into_inner(other)));
    drop(pool);
    drop(detached);
    assert_eq!(ledger.count(), 0);
}

#[test]
fn a_pool_may_move_while_nothing_is_lent() {
    let pool = ObjectPool::with_closures(Vec::<u8>::new, Vec::clear);
    pool.try_prefill(10).unwrap();
    let pool = Box::new(pool);
    let moved = std::thread::spawn(move || {
        pool.acquire().push(1);
        pool
    });
    assert_eq!(moved.join().unwrap().statistics().idle, 10);
}

#[test]
fn the_high_water_mark_is_of_those_in_use() {
    let pool = ObjectPool::with_closures(|| 0, |_| ());
    drop([pool.acquire(), pool.acquire(), pool.acquire()]);
    drop([pool.acquire(), pool.acquire()]);
    let stats = pool.statistics();
    assert_eq!((stats.high_water, stats.live, stats.idle), (3, 0, 3));
}

/// What happened to an object during a panic stays in it, unless the pool is told to drop such objects.
#[test]
fn objects_in_use_during_a_panic_can_be_discarded() {
    let ledger = Ledger::default();
    let resets = Cell::new(0);
    let make = || {
        ObjectPool::with_closures(
            || ledger.value(0),
            |_: &mut Tracked| resets.set(resets.get() + 1),
        )
    };
    let panics = |pool: &ObjectPool<Tracked, _, _>| {
        let result = catch_unwind(AssertUnwindSafe(|| {
            let _one = pool.acquire();
            let _two = pool.acquire();
            panic!("with two objects");
        }));
        result.unwrap_err();
    };
    let kept = make();
    panics(&kept);
    assert_eq!((kept.statistics().idle, resets.get()), (2, 2));

    let picky = make().with_idle_limit(2).with_discard_on_panic();
    drop(picky.acquire());
    let outside = picky.acquire();
    resets.set(0);
    panics(&picky);
    // A broken object is not shown to `reset` either.
    assert_eq!((picky.statistics().idle, picky.statistics().live, resets.get()), (0, 1, 0));
    drop(outside);
    let four = [(); 4].map(|()| picky.acquire());
    drop(four);
    assert_eq!((picky.statistics().idle, resets.get()), (2, 5), "the idle limit holds as well");
    drop((kept, picky));
    assert_eq!(ledger.count(), 0);
}

/// The two settings do not undo each other, whatever their order.
#[test]
fn an_idle_limit_and_discarding_go_together() {
    let pools = [
        ObjectPool::new(String::new, String::clear).with_discard_on_panic().with_idle_limit(1),
        ObjectPool::new(String::new, String::clear).with_idle_limit(1).with_discard_on_panic(),
    ];
    for pool in pools {
        drop([pool.acquire(), pool.acquire()]);
        assert_eq!(pool.statistics().idle, 1);
        catch_unwind(AssertUnwindSafe(|| {
            let _text = pool.acquire();
            panic!("with an object");
        }))
        .unwrap_err();
        assert_eq!(pool.statistics().idle, 0);
    }
}

#[test]
fn objects_from_elsewhere_become_the_pools() {
    let ledger = Ledger::default();
    let pool = ObjectPool::with_closures(|| ledger.value(1), |_| ()).with_limit(2);
    drop(pool.attach(ledger.value(2)).unwrap());
    let statistics = pool.statistics();
    assert_eq!((statistics.idle, statistics.hits, statistics.misses), (1, 0, 0));
    assert_eq!(statistics.high_water, 1);
    let two = pool.acquire();
    assert_eq!(two.checked(), 2, "the object that was attached is the one that is idle");
    let three = pool.try_acquire_or(|| ledger.value(3)).unwrap();
    assert_eq!(three.checked(), 3);
    let refused = pool.attach(ledger.value(4)).unwrap_err();
    assert_eq!(refused.reason(), PoolError::Full { limit: 2 });
    assert_eq!(refused.into_value().checked(), 4);
    assert!(pool.try_acquire_or(|| unreachable!()).is_err());
    drop((two, three));
    assert_eq!(pool.try_acquire_or(|| unreachable!()).unwrap().checked(), 3);
    drop(pool);
    assert_eq!(ledger.count(), 0);
}

/// Wherever memory runs out, an object that was to be attached comes back.
#[test]
fn an_object_that_found_no_memory_comes_back() {
    for count in 0..6 {
        let pool = ObjectPool::new(|| 0_u64, |_| ());
        let text = failing_after(count, || match pool.attach(7) {
            Ok(guard) => *guard,
            Err(refused) => refused.into_value(),
        });
        assert_eq!((text, pool.statistics().live), (7, 0));
        drop(pool.acquire());
    }
}
