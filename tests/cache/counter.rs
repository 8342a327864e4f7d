//! The sum of the counter is exact, however many threads add to however few shards.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use layout_core::cache::{DESTRUCTIVE_INTERFERENCE_SIZE, ShardedCounter};

const PER_THREAD: u64 = 10_000;

fn count<const SHARDS: usize>(threads: usize) -> u64 {
    let counter = ShardedCounter::<SHARDS>::new();
    let start = Barrier::new(threads);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                start.wait();
                (0..PER_THREAD).for_each(|_| counter.increment());
                counter.add(3);
            });
        }
    });
    counter.sum()
}

#[test]
fn the_sum_is_exact() {
    for threads in [1, 2, 7, 40] {
        let expected = threads as u64 * (PER_THREAD + 3);
        assert_eq!(count::<1>(threads), expected, "{threads} threads, 1 shard");
        assert_eq!(count::<3>(threads), expected, "{threads} threads, 3 shards");
        assert_eq!(count::<16>(threads), expected, "{threads} threads, 16 shards");
    }
}

/// A sum that is read meanwhile never goes back, and `take` loses nothing.
#[test]
fn reading_meanwhile_loses_nothing() {
    let counter = ShardedCounter::<4>::new();
    let (done, taken) = (AtomicBool::new(false), AtomicU64::new(0));
    thread::scope(|scope| {
        let adding: Vec<_> = (0..3)
            .map(|_| scope.spawn(|| (0..PER_THREAD).for_each(|_| counter.increment())))
            .collect();
        scope.spawn(|| {
            while !done.load(Ordering::Acquire) {
                taken.fetch_add(counter.take(), Ordering::Relaxed);
            }
        });
        for thread in adding {
            thread.join().expect("a thread that adds does not panic");
        }
        done.store(true, Ordering::Release);
    });
    assert_eq!(taken.into_inner() + counter.take(), 3 * PER_THREAD);
    assert_eq!(counter.sum(), 0);
}

#[test]
fn shards_share_no_line() {
    assert_eq!(size_of::<ShardedCounter<5>>(), 5 * DESTRUCTIVE_INTERFERENCE_SIZE);
    assert_eq!(align_of::<ShardedCounter<5>>(), DESTRUCTIVE_INTERFERENCE_SIZE);
}

#[test]
fn any_number_of_a_thread_has_a_shard() {
    static COUNTER: ShardedCounter<2> = ShardedCounter::new();
    for thread in [0, 1, 2, usize::MAX] {
        COUNTER.add_to(thread, 1);
    }
    COUNTER.add_to(0, u64::MAX);
    assert_eq!(COUNTER.sum(), 3, "4 and 2^64 - 1 more, modulo 2^64");
    assert_eq!(format!("{COUNTER:?}"), "ShardedCounter(3)");
}

/// What one thread adds, another subtracts.
#[test]
fn additions_and_subtractions_cancel_out() {
    static COUNTER: ShardedCounter<4> = ShardedCounter::new();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..1000).for_each(|_| COUNTER.add(3)));
            scope.spawn(|| (0..1000).for_each(|_| COUNTER.sub(3)));
        }
    });
    assert_eq!(COUNTER.sum(), 0);
    COUNTER.decrement();
    assert_eq!(COUNTER.sum(), u64::MAX);
    COUNTER.sub_from(7, 4);
    COUNTER.add_to(2, 10);
    COUNTER.increment();
    assert_eq!(COUNTER.take(), 6);
}
