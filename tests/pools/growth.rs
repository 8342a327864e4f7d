//! What an operation costs does not grow with what the pool held at some time.

use std::alloc::Layout;
use std::time::Duration;

use layout_core::alloc::{BlockPool, Pool, PoolBox, SyncPool};

/// The least time of a few runs: what else the machine does only adds to it.
pub(crate) fn least<R>(mut run: impl FnMut() -> (Duration, R)) -> Duration {
    (0..5).map(|_| run().0).min().expect("there were runs")
}

/// Runs something, and returns the time of the processor that it took.
pub(crate) fn timed<R>(work: impl FnOnce() -> R) -> (Duration, R) {
    let start = now();
    let result = work();
    (now().saturating_sub(start), result)
}

/// The time of the processor that this thread has had: what others do while it waits is not in it.
#[cfg(unix)]
fn now() -> Duration {
    // SAFETY: zeros are a time.
    let mut time: libc::timespec = unsafe { std::mem::zeroed() };
    // SAFETY: it is written to.
    let result = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    assert_eq!(result, 0, "each thread has a clock");
    let seconds = u64::try_from(time.tv_sec).expect("time is not negative");
    let nanoseconds = u32::try_from(time.tv_nsec).expect("less than a second");
    Duration::new(seconds, nanoseconds)
}

#[cfg(not(unix))]
fn now() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

/// The numbers below `count` in an order without pattern.
pub(crate) fn shuffled(count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for last in (1..count).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        order.swap(last, usize::try_from(state >> 33).unwrap() % (last + 1));
    }
    order
}

/// Blocks above a mebibyte have a segment each: so there are many segments without much memory.
fn large_blocks() -> BlockPool {
    BlockPool::new(Layout::from_size_align((1 << 20) + 8, 8).unwrap())
}

/// Giving back and taking one of many blocks, in a debug build, does not go through all segments.
#[test]
fn a_pool_of_many_segments_is_as_fast_as_one_of_few() {
    let [few, many] = [20, 2000].map(|count| {
        let pool = large_blocks();
        let mut blocks: Vec<_> = (0..count).map(|_| pool.acquire()).collect();
        assert_eq!(pool.capacity(), count);
        let order = shuffled(count);
        let time = least(|| {
            timed(|| {
                for turn in 0..2000 {
                    let block = &mut blocks[order[turn % count]];
                    // SAFETY: the block is this pool's, and is replaced by the next one.
                    unsafe { pool.release(*block) };
                    *block = pool.acquire();
                }
            })
        });
        for block in blocks {
            // SAFETY: the block is this pool's, and is not used any more.
            unsafe { pool.release(block) };
        }
        time
    });
    println!("{few:?} with 20 segments, {many:?} with 2000");
    // Where a search of all segments took more than 100 µs each. (That of 20 misses no cache.)
    let most = few + 2000 * Duration::from_micros(40);
    assert!(many < most, "{few:?} with 20 segments, {many:?} with 2000");
}

/// Shrinking takes a bounded time for each free slot, whatever the order they were freed in and however
/// many segments there are.
#[test]
fn shrinking_is_linear() {
    // Two blocks in a segment, of which one is freed: so there is nothing to give back, and all to search.
    let shrink = |count: usize| {
        let pool = BlockPool::new(Layout::from_size_align(400 << 10, 8).unwrap());
        let blocks: Vec<_> = (0..2 * count).map(|_| pool.acquire()).collect();
        for index in shuffled(count) {
            // SAFETY: the block is this pool's, and each is given back once.
            unsafe { pool.release(blocks[2 * index]) };
        }
        let time = least(|| timed(|| pool.shrink_to_fit()));
        assert_eq!(pool.len(), count);
        time
    };
    let (few, many) = (shrink(200), shrink(2000));
    println!("{few:?} with 200 segments, {many:?} with 2000");
    assert!(many < few * 40, "{few:?} with 200 segments, {many:?} with 2000");
}

/// The free list leads through all segments that stay, and through no other.
#[test]
fn what_is_left_after_shrinking_is_whole() {
    const COUNT: usize = 60_000;
    for (step, leak) in [(1, true), (2, false), (5000, false), (59_999, true)] {
        let pool = Pool::new();
        let mut guards: Vec<Option<PoolBox<'_, [usize; 2]>>> =
            (0..COUNT).map(|number| Some(pool.insert([number; 2]))).collect();
        for index in shuffled(COUNT) {
            if index % step != 0 {
                guards[index] = None;
            }
        }
        let before = pool.capacity();
        pool.shrink_to_fit();
        let capacity = pool.capacity();
        assert!(capacity < before || step < 5000, "{capacity} of {before} are left");
        assert_eq!(pool.len(), guards.iter().flatten().count());
        let more: Vec<_> = (pool.len()..capacity).map(|number| pool.insert([number; 2])).collect();
        assert_eq!(pool.capacity(), capacity, "a slot was lost");
        assert!(guards.iter().enumerate().all(|(number, guard)| match guard {
            Some(guard) => **guard == [number; 2],
            None => number % step != 0,
        }));
        if leak {
            guards.into_iter().flatten().take(1).for_each(|guard| {
                PoolBox::leak(guard);
            });
            drop(more);
            pool.shrink_to_fit();
            assert_eq!(pool.len(), 1);
            assert!((1..=capacity).contains(&pool.capacity()));
        }
    }
}

/// A thread that reserves room again and again for as many values as it had takes no more memory.
#[test]
fn reserving_again_takes_no_memory() {
    let pool = SyncPool::<[u64; 4]>::new();
    let mut capacity = None;
    for round in 0..100 {
        pool.try_reserve(1000).unwrap();
        let guards: Vec<_> = (0..1000).map(|_| pool.insert([0; 4])).collect();
        // In turn freed by this thread, and by another one.
        if round % 2 == 0 {
            drop(guards);
        } else {
            std::thread::scope(|scope| scope.spawn(|| drop(guards)).join().unwrap());
        }
        assert_eq!(pool.capacity(), *capacity.get_or_insert(pool.capacity()), "round {round}");
    }
}

/// One who reserves room for each value gets segments that grow, as one who does not.
#[test]
fn reserving_for_each_value_is_not_slower() {
    let time = |reserve: bool| {
        least(|| {
            timed(|| {
                let pool = Pool::<[u64; 64]>::new();
                for _ in 0..20_000 {
                    if reserve {
                        pool.reserve(1);
                    }
                    PoolBox::leak(pool.insert([0; 64]));
                }
            })
        })
    };
    let (without, with) = (time(false), time(true));
    assert!(with < without * 8, "{without:?} without, {with:?} with");
}
