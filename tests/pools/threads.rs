//! Threads that begin and end, and pools that outlive them.

use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use layout_core::alloc::{FixedSyncPool, SyncObjectPool, SyncPool, SyncPoolBox};

use crate::support::Ledger;

/// What a test holds that counts on most numbers of threads, or takes most of them.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tries it until it holds, for half a minute: a thread of another test may have got the number of the one that
/// ended, and with it the slots until it ends too.
fn holds_in_the_end(does_hold: impl Fn() -> bool) -> bool {
    let start = Instant::now();
    while !does_hold() {
        if start.elapsed() > Duration::from_secs(30) {
            return false;
        }
        thread::sleep(Duration::from_millis(10));
    }
    true
}

#[test]
fn slots_of_a_thread_that_ended_are_found_again() {
    let are_found_again = || {
        let pool = SyncPool::new();
        let fill = || {
            let guards: Vec<_> = (0..5000_u64).map(|number| pool.insert(number)).collect();
            guards.iter().map(|guard| **guard).sum::<u64>()
        };
        // This thread has a number of its own, so it can only look for those of the others.
        drop(pool.insert(0));
        let both = Barrier::new(2);
        let fill_beside = || {
            both.wait();
            fill();
            both.wait();
        };
        thread::scope(|scope| {
            scope.spawn(fill_beside);
            scope.spawn(fill_beside);
        });
        let capacity = pool.capacity();
        let guards: Vec<_> = (0..10_000).map(|number| pool.insert(number)).collect();
        guards.len() == 10_000 && pool.capacity() <= capacity + 512
    };
    assert!(holds_in_the_end(are_found_again), "other memory was taken each time");
}

/// Those that it never used too, at the same risk.
#[test]
fn what_a_thread_that_ended_reserved_is_used() {
    let is_used = || {
        let pool = SyncPool::new();
        drop(pool.insert(0_u64));
        let reserve = || pool.try_reserve(5000).unwrap();
        thread::scope(|scope| scope.spawn(reserve).join().unwrap());
        let capacity = pool.capacity();
        let guards: Vec<_> = (0..4000).map(|number| pool.insert(number)).collect();
        guards.len() == 4000 && pool.capacity() <= capacity + 512
    };
    assert!(holds_in_the_end(is_used), "other memory was taken each time");
}

/// A thread after another: the memory of the first serves them all.
#[test]
fn threads_that_come_and_go_do_not_leak() {
    let _alone = alone();
    let pool = SyncPool::new();
    let mut most = 0;
    for turn in 0..50_u64 {
        thread::scope(|scope| {
            scope.spawn(|| {
                let guards: Vec<_> = (0..1000).map(|number| pool.insert(turn * number)).collect();
                assert!(guards.iter().zip(0..).all(|(guard, number)| **guard == turn * number));
            });
        });
        most = most.max(pool.capacity());
    }
    assert!(pool.is_empty());
    // What a thread of another test has taken the number of waits until that ends.
    assert!(most < 50 * 1000 / 2, "{most} slots for 1000 values at a time");
}

/// More threads at once than the first table of shards has room for, in several pools.
#[test]
fn two_hundred_threads_at_once() {
    let _alone = alone();
    let pools: Vec<SyncPool<usize>> = (0..3).map(|_| SyncPool::new()).collect();
    let objects = SyncObjectPool::with_closures(|| 0_usize, |_| ());
    let barrier = Barrier::new(200);
    thread::scope(|scope| {
        for number in 0..200 {
            let (pools, objects, barrier) = (&pools, &objects, &barrier);
            scope.spawn(move || {
                let guards: Vec<_> = pools.iter().map(|pool| pool.insert(number)).collect();
                let object = objects.acquire();
                barrier.wait();
                assert!(guards.iter().all(|guard| **guard == number));
                drop(object);
            });
        }
    });
    assert!(pools.iter().all(SyncPool::is_empty));
    assert_eq!((objects.statistics().live, objects.statistics().idle), (0, 200));
}

/// One thread makes what another one removes.
#[test]
fn a_producer_and_a_consumer() {
    let ledger = Ledger::default();
    let pool = SyncPool::new();
    thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel(64);
        let (pool, ledger) = (&pool, &ledger);
        scope.spawn(move || {
            for number in 0..20_000 {
                send.send(pool.insert(ledger.value(number))).unwrap();
            }
        });
        for (guard, number) in receive.iter().zip(0..) {
            assert_eq!(guard.checked(), number);
        }
    });
    assert_eq!((pool.len(), ledger.count()), (0, 0));
    assert!(pool.capacity() < 5000, "{} slots for 66 values at a time", pool.capacity());
}

static STATIC: SyncPool<u64> = SyncPool::new();
static FIXED: FixedSyncPool<u64, 4> = FixedSyncPool::new();
static OBJECTS: SyncObjectPool<Vec<u8>> = SyncObjectPool::with_closures(Vec::new, Vec::clear);

/// Uses pools while its thread ends, before or after the thread has lost its number.
struct Late(Option<SyncPoolBox<'static, u64>>);

impl Drop for Late {
    fn drop(&mut self) {
        assert_eq!(self.0.take().map(|guard| *guard), Some(7));
        let guards = [STATIC.insert(8), STATIC.insert(9)];
        assert_eq!(*guards[0] + *guards[1], 17);
        assert_eq!(*FIXED.insert(1), 1);
        OBJECTS.acquire().push(1);
    }
}

thread_local! {
    static EARLY: RefCell<Option<Late>> = const { RefCell::new(None) };
    static LATE: RefCell<Option<Late>> = const { RefCell::new(None) };
}

#[test]
fn pools_are_used_while_a_thread_ends() {
    for _ in 0..20 {
        thread::spawn(|| {
            // Dropped in an order that differs between platforms: one is registered before the thread
            // gets its number, the other after that.
            EARLY.with(|early| drop(early.borrow_mut().take()));
            let guard = STATIC.insert(7);
            EARLY.with(|early| *early.borrow_mut() = Some(Late(Some(guard))));
            LATE.with(|late| *late.borrow_mut() = Some(Late(Some(STATIC.insert(7)))));
        })
        .join()
        .unwrap();
    }
    assert_eq!((STATIC.len(), FIXED.len(), OBJECTS.statistics().live), (0, 0, 0));
    assert!(STATIC.capacity() < 5000);
}

/// The guards of a pool that is dropped by another thread than those that used it.
#[test]
fn a_pool_is_dropped_anywhere() {
    let ledger = Ledger::default();
    let pool = Arc::new(SyncPool::new());
    let guards: Vec<_> = (0..4)
        .map(|number| {
            let (pool, ledger) = (Arc::clone(&pool), ledger.clone());
            thread::spawn(move || {
                let guards = (0..100).map(|_| pool.insert_owned(ledger.value(number)));
                guards.collect::<Vec<_>>()
            })
        })
        .flat_map(|thread| thread.join().unwrap())
        .collect();
    drop(pool);
    thread::spawn(move || drop(guards)).join().unwrap();
    assert_eq!(ledger.count(), 0);
}

#[test]
fn a_fixed_pool_can_be_emptied_by_one_thread() {
    let pool = FixedSyncPool::<usize, 100>::new();
    for _ in 0..3 {
        // Each of 20 threads gives some back, to the shard of its own.
        thread::scope(|scope| {
            for guards in (0..20).map(|number| [(); 5].map(|()| pool.insert(number))) {
                scope.spawn(move || drop(guards));
            }
        });
        let guards: Vec<_> = (0..100).map(|number| pool.try_insert(number).unwrap()).collect();
        assert!(pool.try_insert(0).is_err());
        assert_eq!((guards.len(), pool.len()), (100, 100));
    }
    assert!(pool.is_empty());
}

/// While threads take memory, move from page to page and go, another one counts what is there.
#[test]
fn counting_meets_threads_at_work() {
    let pool = SyncPool::new();
    let fixed = FixedSyncPool::<u64, 300>::new();
    let objects = SyncObjectPool::with_closures(|| 0_u64, |_| ());
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let counter = scope.spawn(|| {
            let mut most = 0;
            while !done.load(Ordering::Relaxed) {
                most = most.max(pool.len());
                assert!(format!("{pool:?}{fixed:?}{objects:?}").len() > 20);
                assert!(fixed.len() <= 300 && objects.statistics().idle <= 1000);
                most = most.max(pool.capacity().min(pool.len()));
            }
            most
        });
        for _ in 0..20 {
            scope
                .spawn(|| {
                    let guards: Vec<_> = (0..2000_u64).map(|n| pool.insert(n)).collect();
                    let some: Vec<_> = (0..100).filter_map(|n| fixed.try_insert(n).ok()).collect();
                    let lent: Vec<_> = (0..100).map(|_| objects.acquire()).collect();
                    // Taken out of different pages, so that the slot at hand changes its page.
                    for (n, guard) in guards.into_iter().enumerate().step_by(7) {
                        assert_eq!(*guard, n as u64);
                    }
                    drop((some, lent));
                })
                .join()
                .unwrap();
        }
        done.store(true, Ordering::Relaxed);
        // No more than 2000 at a time; but one may see a thread before it gives back, and the next after it took.
        assert!(counter.join().unwrap() <= 20 * 2000);
    });
    assert_eq!((pool.len(), fixed.len(), objects.statistics().live), (0, 0, 0));
}

/// Each thread has a stack of indices of its own for a time: none is lost when it ends, or when others
/// take from it meanwhile.
#[test]
fn no_index_is_lost_among_threads_that_come_and_go() {
    let fixed = FixedSyncPool::<u64, 40>::new();
    let objects = SyncObjectPool::with_closures(|| 0_u64, |_| ());
    let limited = SyncObjectPool::with_closures(|| 0_u64, |_| ()).with_limit(40);
    let turn = |number: u64| {
        for step in 0..200_u64 {
            let guards: Vec<_> = (0..3).filter_map(|_| fixed.try_insert(number).ok()).collect();
            assert!(guards.iter().all(|guard| **guard == number));
            let lent: Vec<_> = (0..=step % 3).map(|_| objects.acquire()).collect();
            let few: Vec<_> = (0..3).filter_map(|_| limited.try_acquire().ok()).collect();
            drop((guards, lent, few));
        }
    };
    for _ in 0..10 {
        thread::scope(|scope| {
            for number in 0..12 {
                scope.spawn(move || turn(number));
            }
        });
        let all: Vec<_> = (0..40).map(|_| fixed.insert(1)).collect();
        assert!(fixed.try_insert(2).is_err());
        drop(all);
    }
    let (stats, limits) = (objects.statistics(), limited.statistics());
    assert_eq!((stats.live, limits.live, fixed.len()), (0, 0, 0));
    assert!(stats.idle <= 36 + 12 && limits.idle <= 40, "{stats:?} {limits:?}");
    let all: Vec<_> = (0..stats.idle).map(|_| objects.acquire()).collect();
    assert_eq!(objects.statistics().misses, stats.misses, "an object was lost: {stats:?}");
    drop(all);
}
