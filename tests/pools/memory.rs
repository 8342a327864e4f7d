//! Memory: when there is none, when it is reserved, when it goes back.

use std::alloc::Layout;
use std::cell::Cell;
use std::time::Duration;

use layout_core::alloc::{
    BlockPool, HandlePool, ObjectPool, Pool, PoolError, SyncObjectPool, SyncPool, SyncPoolBox,
};

use crate::support::{Ledger, failing_after, gives_all_back};

/// Runs `work` with 0, 1, 2 ... allocations that succeed, until it does.
///
/// `work` returns whether it did all it wanted to, and frees all that it allocates.
fn with_each_failure(work: impl Fn() -> bool) {
    let _ = std::thread::spawn(|| ()); // what starting a thread allocates once
    for count in 0.. {
        assert!(count < 1000, "1000 allocations are not enough");
        if gives_all_back(|| failing_after(count, &work)) {
            assert!(count > 0, "nothing was allocated, so nothing was tried");
            return;
        }
    }
}

#[test]
fn pools_without_memory_refuse() {
    let ledger = Ledger::default();
    with_each_failure(|| {
        let pool = Pool::new();
        let mut guards = Vec::new();
        if guards.try_reserve_exact(300).is_err() {
            return false;
        }
        for number in 0..300 {
            match pool.try_insert(ledger.value(number)) {
                Ok(guard) => guards.push(guard),
                Err(refused) => {
                    assert!(matches!(refused.reason(), PoolError::OutOfMemory { .. }));
                    assert_eq!(refused.into_value().checked(), number, "another value came back");
                    break;
                }
            }
        }
        assert_eq!(pool.len(), guards.len());
        let done = guards.len() == 300;
        drop(guards);
        assert!(pool.is_empty());
        done
    });
    assert_eq!(ledger.count(), 0);

    with_each_failure(|| {
        let pool = SyncPool::new();
        let insert = |_: &i32| pool.try_insert([1_u8; 100]).map(SyncPoolBox::leak).is_err();
        (0..300).filter(insert).count() == 0
    });

    with_each_failure(|| {
        let (pool, count) = (SyncPool::new(), Cell::new(0));
        let make = || count.replace(count.get() + 1);
        let insert = |_: &i32| pool.try_insert_with(make).map(SyncPoolBox::leak).is_err();
        let refused = (0..300).filter(insert).count();
        assert_eq!(count.get() + refused, 300, "a value was made in vain");
        refused == 0
    });

    with_each_failure(|| {
        let mut pool = HandlePool::new();
        (0..300).filter(|&number| pool.try_insert(number).is_err()).count() == 0
    });

    with_each_failure(|| {
        let pool = BlockPool::new(Layout::new::<[u64; 20]>());
        (0..300).filter(|_| pool.try_acquire().is_err()).count() == 0
    });
}

#[test]
fn object_pools_without_memory_refuse() {
    let ledger = Ledger::default();
    with_each_failure(|| {
        let pool = ObjectPool::with_closures(|| [1_u64; 10], |_| ());
        let done = pool.try_prefill(100).is_ok();
        let stats = pool.statistics();
        assert_eq!((stats.live, stats.idle == 100), (0, done));
        done
    });
    with_each_failure(|| {
        let pool = SyncObjectPool::with_closures(|| [1_u64; 10], |_| ());
        let done = pool.try_prefill(200).is_ok();
        let stats = pool.statistics();
        assert_eq!((stats.live, stats.idle == 200), (0, done));
        let waited = pool.acquire_timeout(Duration::ZERO);
        assert!(waited.is_ok() || stats.idle == 0);
        done
    });
    // With memory again, a pool that refused works as if nothing had happened.
    let pool = SyncObjectPool::with_closures(|| ledger.value(1), |_| ()).with_limit(100);
    for count in 0..3 {
        let _ = failing_after(count, || pool.try_prefill(100));
    }
    pool.try_prefill(100).unwrap();
    assert_eq!((pool.statistics().idle, ledger.count()), (100, 100));
}

#[test]
fn reserve_takes_memory_at_once() {
    let pool = Pool::<[u64; 4]>::new();
    pool.try_reserve(1000).unwrap();
    let capacity = pool.capacity();
    assert!(capacity >= 1000);
    // Only the vector needs memory.
    let guards: Vec<_> = failing_after(1, || (0..1000).map(|_| pool.insert([0; 4])).collect());
    assert_eq!((guards.len(), pool.capacity()), (1000, capacity));
    pool.try_reserve(0).unwrap();
    assert_eq!(pool.try_reserve(usize::MAX), Err(PoolError::Full { limit: usize::MAX }));
    assert_eq!(pool.try_reserve(usize::MAX / 64), Err(PoolError::Overflow));
    assert_eq!(pool.capacity(), capacity);

    let pool = SyncPool::<[u64; 4]>::new();
    pool.try_reserve(1000).unwrap();
    let capacity = pool.capacity();
    let guards: Vec<_> = failing_after(1, || (0..1000).map(|_| pool.insert([0; 4])).collect());
    assert_eq!((guards.len(), pool.capacity()), (1000, capacity));

    let pool = Pool::<[u64; 4]>::new().with_limit(10);
    assert_eq!(pool.try_reserve(11), Err(PoolError::Full { limit: 10 }));
    pool.try_reserve(10).unwrap();
    assert_eq!(pool.capacity(), 10);

    let pool = Pool::<()>::new().with_limit(10);
    let _guard = pool.insert(());
    assert!(pool.try_reserve(9).is_ok() && pool.try_reserve(10).is_err());
}

/// Values without size take no slot, but count.
#[test]
fn a_bounded_pool_of_nothing_is_full_in_time() {
    let pool = Pool::new().with_limit(2);
    let (first, _second) = (pool.insert(()), pool.insert(()));
    let refused = pool.try_insert(()).map(drop).unwrap_err();
    assert_eq!(refused.reason(), PoolError::Full { limit: 2 });
    drop(first);
    assert_eq!(pool.len(), 1);
    assert!(pool.try_insert(()).is_ok());
}

/// Segments go from between others that stay, whichever those are.
#[test]
fn shrink_leaves_the_segments_in_use() {
    gives_all_back(|| {
        for (kept, step) in [(2, 997), (2000, 499), (9_000, 100)] {
            let pool = Pool::new();
            let mut guards: Vec<_> = (0..10_000_u64).map(|number| pool.insert(number)).collect();
            guards.retain(|guard| **guard >= kept && **guard < kept + step || **guard == 0);
            let full = pool.capacity();
            pool.shrink_to_fit();
            let left = pool.capacity();
            assert!(left < full && left >= guards.len(), "{left} of {full} slots are left");
            assert!(guards.iter().skip(1).zip(kept..).all(|(guard, number)| **guard == number));
            let more: Vec<_> = (0..20_000_u64).map(|number| pool.insert(number)).collect();
            assert!(more.iter().zip(0..).all(|(guard, number)| **guard == number));
            assert!(guards.iter().skip(1).zip(kept..).all(|(guard, number)| **guard == number));
        }
    });
}

#[test]
fn shrink_gives_empty_segments_back() {
    gives_all_back(|| {
        let pool = Pool::new();
        let mut guards: Vec<_> = (0..10_000_u64).map(|number| pool.insert(number)).collect();
        let full = pool.capacity();
        guards.truncate(10);
        pool.shrink_to_fit();
        assert!(pool.capacity() < full / 10, "{} of {full} slots are left", pool.capacity());
        assert!(guards.iter().zip(0..).all(|(guard, number)| **guard == number));
        guards.extend((10..10_000).map(|number| pool.insert(number)));
        assert!(guards.iter().zip(0..).all(|(guard, number)| **guard == number));
        guards.clear();
        pool.shrink_to_fit();
        assert_eq!((pool.len(), pool.capacity()), (0, 0));
        assert_eq!(*pool.insert(1), 1);
    });

    let mut pool = SyncPool::new();
    let guards: Vec<_> = (0..10_000_u64).map(|number| pool.insert(number)).collect();
    std::thread::scope(|scope| scope.spawn(|| drop(guards)).join().unwrap());
    pool.shrink_to_fit();
    assert_eq!((pool.len(), pool.capacity()), (0, 0));
    assert_eq!(*pool.insert(1), 1);
}

/// A pool that had no value yet has no memory, and shrinking it writes nothing that pools share.
#[test]
fn a_new_pool_takes_no_memory() {
    failing_after(0, || {
        let pool = Pool::<u64>::new();
        pool.shrink_to_fit();
        assert_eq!((pool.len(), pool.capacity()), (0, 0));
        let mut pool = SyncPool::<u64>::new();
        pool.shrink_to_fit();
        assert_eq!((pool.len(), pool.capacity()), (0, 0));
        drop(ObjectPool::with_closures(|| 1, |_: &mut i32| ()));
        drop(SyncObjectPool::with_closures(|| 1, |_: &mut i32| ()));
        drop(BlockPool::of::<u64>());
        drop(HandlePool::<u64>::new());
    });
}

/// Slots that are larger than the memory, or than any address space.
#[cfg(target_pointer_width = "64")]
#[test]
fn the_largest_values_are_refused() {
    type Huge = [u8; 1 << 46];
    let overflow = Err(PoolError::Overflow);
    let pool = Pool::<Huge>::new();
    assert!(matches!(pool.try_reserve(1), Err(PoolError::OutOfMemory { .. })));
    assert_eq!(pool.try_reserve(1 << 20), overflow);
    let pool = SyncPool::<Huge>::new();
    assert!(matches!(pool.try_reserve(1), Err(PoolError::OutOfMemory { .. })));
    assert_eq!(pool.try_reserve(1 << 20), overflow);
    let mut pool = HandlePool::<Huge>::new();
    assert!(matches!(pool.try_reserve(1), Err(PoolError::OutOfMemory { .. })));
}

#[test]
fn the_largest_blocks_are_refused() {
    for align in [1, 16, 1 << 29] {
        let largest = Layout::from_size_align(isize::MAX as usize + 1 - align, align).unwrap();
        let pool = BlockPool::new(largest);
        assert_eq!(pool.try_acquire(), Err(PoolError::Overflow));
        assert_eq!(pool.try_reserve(usize::MAX), Err(PoolError::Overflow));
    }
}

#[test]
fn a_capacity_is_there_from_the_beginning() {
    let pool = Pool::<[u64; 4]>::with_capacity(1000);
    let capacity = pool.capacity();
    assert!(capacity >= 1000, "{capacity}");
    pool.reserve(capacity + 1);
    assert!(pool.capacity() > capacity);
}

/// Each new segment is as large as all before it, up to a mebibyte.
#[test]
fn segments_double_up_to_a_mebibyte() {
    const SIZE: usize = 2048;
    let pool = Pool::<[u64; SIZE / 8]>::new();
    let (mut guards, mut steps) = (Vec::new(), vec![0]);
    while steps.len() < 10 && guards.len() < 5000 {
        guards.push(pool.insert_with(|| [0; SIZE / 8]));
        if pool.capacity() > steps[steps.len() - 1] {
            steps.push(pool.capacity());
        }
    }
    assert_eq!(steps.len(), 10, "{steps:?}");
    let grown: Vec<usize> = steps.windows(2).map(|step| step[1] - step[0]).collect();
    let most = grown[grown.len() - 1];
    for (growth, before) in grown.iter().zip(&steps).skip(1) {
        assert_eq!(*growth, most.min(*before), "{grown:?}");
    }
    assert!(most * SIZE <= 1 << 20 && most * SIZE > 1 << 19, "{grown:?}");
}

/// As many values as there is capacity for need no more, and one more does.
#[test]
fn the_capacity_of_a_shared_pool_is_what_it_holds() {
    let mut pool = SyncPool::<[u64; 4]>::new();
    pool.try_reserve(10).unwrap();
    let first = pool.capacity();
    pool.try_reserve(first + 1).unwrap();
    let capacity = pool.capacity();
    assert!(capacity > first);
    pool.try_reserve(capacity).unwrap();
    assert_eq!(pool.capacity(), capacity, "there is room already");
    let mut guards: Vec<_> = (0..capacity).map(|_| pool.insert([0; 4])).collect();
    assert_eq!(pool.capacity(), capacity);
    guards.push(pool.insert([0; 4]));
    assert!(pool.capacity() > capacity);
    std::mem::forget(guards.swap_remove(0));
    drop(guards);
    pool.shrink_to_fit();
    assert_eq!(pool.len(), 1);
    assert!((1..=capacity).contains(&pool.capacity()), "{pool:?}");
}
