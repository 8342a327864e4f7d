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
    let pool = SyncObjectPool::new(|| ledger.value(1), |_| ());
    thread::scope(|scope| {
        for guard in (0..20).map(|_| pool.acquire()).collect::<Vec<_>>() {
            scope.spawn(move || drop(guard));
        }
    });
    let guards: Vec<_> = (0..20).map(|_| pool.acquire()).collect();
    assert_eq!(ledger.count(), 20, "new objects were made while others were idle");
    let stats = pool.stats();
    assert_eq!((stats.hits, stats.misses, stats.live, stats.idle), (20, 20, 20, 0));
    assert_eq!(stats.high_water, 20);
    drop(guards);
    drop(pool);
    assert_eq!(ledger.count(), 0);
}

#[test]
fn limits_hold() {
    let ledger = Ledger::default();
    let pool = SyncObjectPool::new(|| ledger.value(1), |_| ()).with_limit(3).with_idle_limit(2);
    assert_eq!(pool.prefill(3), Err(PoolError::Full { limit: 2 }));
    pool.prefill(2).unwrap();
    let guards = [pool.acquire(), pool.acquire(), pool.acquire()];
    assert_eq!(pool.try_acquire().err(), Some(PoolError::Full { limit: 3 }));
    drop(guards);
    let stats = pool.stats();
    assert_eq!((stats.live, stats.idle, stats.high_water, ledger.count()), (0, 2, 3, 2));
    assert_eq!((stats.hits, stats.misses), (2, 1));
    pool.clear();
    assert_eq!((pool.stats().idle, ledger.count()), (0, 0));

    let detached = SyncPooled::detach(pool.acquire());
    assert_eq!((pool.stats().live, detached.checked()), (0, 1));
}

#[test]
fn a_wait_ends_in_time() {
    let pool = SyncObjectPool::new(|| 1, |_| ()).with_limit(1);
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
        let pool = SyncObjectPool::new((|| 1) as fn() -> u64, reset).with_limit(1);
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
    let pool = SyncObjectPool::new(|| 0_u64, |_| ()).with_limit(2);
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
