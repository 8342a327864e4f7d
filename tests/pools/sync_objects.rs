//! `SyncObjectPool`.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use layout_core::alloc::{PoolError, SyncObjectPool, SyncPooled};

use crate::support::Ledger;

const LONG: Duration = Duration::from_secs(60);

#[test]
fn strings_keep_their_capacity() {
    static POOL: SyncObjectPool<String> = SyncObjectPool::new(String::new, String::clear);
    let mut text = POOL.acquire();
    text.push_str(&"long ".repeat(1000));
    let (place, capacity) = (text.as_ptr().addr(), text.capacity());
    // Given back by another thread, and found by this one.
    thread::spawn(move || drop(text)).join().unwrap();
    let text = POOL.acquire();
    assert_eq!((text.len(), text.as_ptr().addr(), text.capacity()), (0, place, capacity));
}

/// An idle object is found wherever it lies: as many threads as there are shards, and more, give one
/// back.
#[test]
fn idle_objects_of_other_threads_are_found() {
    let ledger = Ledger::default();
    let pool = SyncObjectPool::with_closures(|| ledger.value(1), |_| ());
    thread::scope(|scope| {
        for guard in (0..20).map(|_| pool.acquire()).collect::<Vec<_>>() {
            scope.spawn(move || drop(guard));
        }
    });
    let guards: Vec<_> = (0..20).map(|_| pool.acquire()).collect();
    assert_eq!(ledger.count(), 20, "new objects were made while others were idle");
    let stats = pool.statistics();
    assert_eq!((stats.hits, stats.misses, stats.live, stats.idle), (20, 20, 20, 0));
    assert_eq!(stats.high_water, 20);
    drop(guards);
    drop(pool);
    assert_eq!(ledger.count(), 0);
}

#[test]
fn limits_hold() {
    let ledger = Ledger::default();
    let pool =
        SyncObjectPool::with_closures(|| ledger.value(1), |_| ()).with_limit(3).with_idle_limit(2);
    assert_eq!(pool.try_prefill(3), Err(PoolError::Full { limit: 2 }));
    pool.try_prefill(2).unwrap();
    let guards = [pool.acquire(), pool.acquire(), pool.acquire()];
    assert_eq!(pool.try_acquire().err(), Some(PoolError::Full { limit: 3 }));
    drop(guards);
    let stats = pool.statistics();
    assert_eq!((stats.live, stats.idle, stats.high_water, ledger.count()), (0, 2, 3, 2));
    assert_eq!((stats.hits, stats.misses), (2, 1));
    pool.clear();
    assert_eq!((pool.statistics().idle, ledger.count()), (0, 0));

    let detached = SyncPooled::detach(pool.acquire());
    assert_eq!((pool.statistics().live, detached.checked()), (0, 1));
}

#[test]
fn a_wait_ends_in_time() {
    let pool = SyncObjectPool::with_closures(|| 1, |_| ()).with_limit(1);
    let guard = pool.acquire();
    let start = Instant::now();
    let refused = pool.acquire_timeout(Duration::from_millis(50));
    assert_eq!(refused.err(), Some(PoolError::Full { limit: 1 }));
    assert!(start.elapsed() >= Duration::from_millis(50));
    assert!(pool.acquire_timeout(Duration::ZERO).is_err());
    drop(guard);
    assert!(pool.acquire_timeout(Duration::MAX).is_ok());
}

/// What ends a wait: an object that comes back, and one that goes for good.
#[test]
fn a_wait_ends_when_there_is_an_object() {
    type End = fn(SyncPooled<'_, u64>);
    let ends: [End; 3] = [
        |guard| drop(guard),
        |guard| assert_eq!(SyncPooled::detach(guard), 1),
        |mut guard| {
            *guard = 13;
            let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(guard)));
            assert!(result.is_err());
        },
    ];
    for end in ends {
        let reset: fn(&mut u64) = |number| {
            if *number == 13 {
                std::panic::resume_unwind(Box::new("unlucky"));
            }
        };
        let pool = SyncObjectPool::with_closures((|| 1) as fn() -> u64, reset).with_limit(1);
        let guard = pool.acquire();
        thread::scope(|scope| {
            let waiting = scope.spawn(|| pool.acquire_timeout(LONG).is_ok());
            thread::sleep(Duration::from_millis(20));
            end(guard);
            assert!(waiting.join().unwrap(), "the wait timed out");
        });
    }
}

/// More threads than objects, each of which waits for long: a call that is not heard shows as a wait of
/// a minute.
#[test]
fn no_call_is_lost() {
    let pool = SyncObjectPool::with_closures(|| 0_u64, |_| ()).with_limit(2);
    let start = Instant::now();
    let lent = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                for turn in 0..500 {
                    let mut guard = pool.acquire_timeout(LONG).expect("a wait timed out");
                    assert!(
                        lent.fetch_add(1, Ordering::SeqCst) < 2,
                        "more were lent than there are"
                    );
                    *guard += 1;
                    if turn % 8 == 0 {
                        thread::yield_now();
                    }
                    lent.fetch_sub(1, Ordering::SeqCst);
                    drop(guard);
                }
            });
        }
    });
    assert!(start.elapsed() < LONG, "a call was lost");
    let (one, other) = (pool.acquire(), pool.acquire());
    assert_eq!(*one + *other, 3000);
}

/// What a thread gave back last is what it gets first.
#[test]
fn the_last_object_to_come_back_is_the_next_to_go() {
    let number = AtomicUsize::new(0);
    for limit in [None, Some(100)] {
        number.store(0, Ordering::Relaxed);
        let pool = SyncObjectPool::with_closures(|| number.fetch_add(1, Ordering::Relaxed), |_| ());
        let pool = if let Some(limit) = limit { pool.with_limit(limit) } else { pool };
        let mut guards: Vec<_> = (0..10).map(|_| pool.acquire()).collect();
        assert!(guards.iter().map(|guard| **guard).eq(0..10));
        for round in 0..3 {
            let order: Vec<usize> = guards.iter().map(|guard| **guard).collect();
            guards.drain(..).for_each(drop); // the first one first
            guards.extend((0..10).map(|_| pool.acquire()));
            let lent: Vec<usize> = guards.iter().map(|guard| **guard).collect();
            assert!(lent.iter().eq(order.iter().rev()), "{round}: {order:?}, and then {lent:?}");
        }
    }
}

#[test]
fn objects_in_use_during_a_panic_can_be_discarded() {
    let ledger = Ledger::default();
    let resets = AtomicUsize::new(0);
    for discards in [false, true] {
        let pool = SyncObjectPool::with_closures(
            || ledger.value(0),
            |_| {
                resets.fetch_add(1, Ordering::Relaxed);
            },
        );
        let pool = if discards { pool.with_discard_on_panic() } else { pool };
        resets.store(0, Ordering::Relaxed);
        let outside = pool.acquire();
        thread::scope(|scope| {
            let thread = scope.spawn(|| {
                let _guards = [pool.acquire(), pool.acquire()];
                panic!("with two objects");
            });
            thread.join().unwrap_err();
        });
        let kept = if discards { 0 } else { 2 };
        assert_eq!((pool.statistics().idle, resets.load(Ordering::Relaxed)), (kept, kept));
        drop(outside);
        assert_eq!(pool.statistics().idle, kept + 1);
    }
    assert_eq!(ledger.count(), 0);
}

/// One who waits for an object gets the place of one that was discarded.
#[test]
fn a_discarded_object_leaves_room_for_another() {
    let pool =
        SyncObjectPool::new(String::new, String::clear).with_limit(1).with_discard_on_panic();
    let held = AtomicUsize::new(0);
    thread::scope(|scope| {
        let panics = scope.spawn(|| {
            let _text = pool.acquire();
            held.store(1, Ordering::SeqCst);
            thread::sleep(Duration::from_millis(50));
            panic!("with the only object");
        });
        while held.load(Ordering::SeqCst) == 0 {
            thread::yield_now();
        }
        assert!(pool.acquire_timeout(LONG).is_ok());
        panics.join().unwrap_err();
    });
    assert_eq!(pool.statistics().misses, 2);
}

#[test]
fn objects_from_elsewhere_become_the_pools() {
    let ledger = Ledger::default();
    let pool = SyncObjectPool::with_closures(|| ledger.value(1), |_| ()).with_limit(2);
    drop(pool.attach(ledger.value(2)).unwrap());
    let statistics = pool.statistics();
    assert_eq!((statistics.idle, statistics.hits, statistics.misses), (1, 0, 0));
    let two = pool.acquire();
    assert_eq!(two.checked(), 2);
    let three = pool.try_acquire_or(|| ledger.value(3)).unwrap();
    assert_eq!(three.checked(), 3);
    let refused = pool.attach(ledger.value(4)).unwrap_err();
    assert_eq!(refused.reason(), PoolError::Full { limit: 2 });
    assert_eq!(refused.into_value().checked(), 4);
    assert!(pool.try_acquire_or(|| unreachable!()).is_err());
    let statistics = pool.statistics();
    assert_eq!((statistics.hits, statistics.misses, statistics.live), (1, 1, 2));
    drop((two, three));
    drop(pool);
    assert_eq!(ledger.count(), 0);
}
