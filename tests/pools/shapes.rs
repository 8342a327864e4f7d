//! Values of every size and alignment: their slots are aligned, apart, and stay where they are.

use std::ptr;

use layout_core::CACHE_LINE;
use layout_core::alloc::{FixedSyncPool, HandlePool, ObjectPool, Pool, SyncObjectPool, SyncPool};

/// Checks that places do not overlap.
fn assert_apart<T>(places: &[&T], align: usize) {
    let mut addresses: Vec<usize> =
        places.iter().map(|&place| ptr::from_ref(place).addr()).collect();
    addresses.sort_unstable();
    for address in &addresses {
        assert_eq!(address % align, 0, "a slot at {address:#x} is not aligned to {align}");
    }
    if size_of::<T>() > 0 {
        for pair in addresses.windows(2) {
            assert!(pair[1] - pair[0] >= size_of::<T>(), "two slots overlap: {pair:x?}");
        }
    }
}

/// Puts `count` values into each pool; they stay what they are, while others come and go.
fn try_shape<T: Clone + PartialEq + Send + 'static>(count: usize, make: impl Fn(usize) -> T) {
    let values: Vec<T> = (0..count).map(&make).collect();

    let pool = Pool::new();
    let mut guards: Vec<_> = values.iter().map(|value| pool.insert(value.clone())).collect();
    let places: Vec<*const T> = guards.iter().map(|guard| ptr::from_ref(&**guard)).collect();
    for _ in 0..2 {
        for index in (0..count).step_by(3) {
            guards[index] = pool.insert(values[index].clone());
        }
    }
    assert_eq!(pool.len(), count);
    assert!(pool.capacity() >= count);
    assert_apart(&guards.iter().map(|guard| &**guard).collect::<Vec<_>>(), align_of::<T>());
    for (index, guard) in guards.iter().enumerate() {
        assert!(**guard == values[index], "value {index} changed");
        assert!(index % 3 == 0 || ptr::from_ref(&**guard) == places[index], "{index} moved");
    }
    drop(guards);
    assert!(pool.is_empty());

    let pool = SyncPool::new();
    let guards: Vec<_> = values.iter().map(|value| pool.insert(value.clone())).collect();
    assert_apart(&guards.iter().map(|guard| &**guard).collect::<Vec<_>>(), align_of::<T>());
    assert!(guards.iter().zip(&values).all(|(guard, value)| **guard == *value));
    assert_eq!(pool.len(), count);
    drop(guards);
    assert!(pool.is_empty());

    let mut pool = HandlePool::new();
    let handles: Vec<_> = values.iter().map(|value| pool.insert(value.clone())).collect();
    assert_apart(&pool.iter().map(|(_, value)| value).collect::<Vec<_>>(), align_of::<T>());
    assert!(handles.iter().zip(&values).all(|(&handle, value)| pool[handle] == *value));

    let pool = ObjectPool::with_closures(|| make(0), |_: &mut T| ());
    let guards: Vec<_> = (0..count).map(|_| pool.acquire()).collect();
    assert_apart(&guards.iter().map(|guard| &**guard).collect::<Vec<_>>(), align_of::<T>());
    drop(guards);
    assert_eq!(pool.statistics().idle, count);

    let pool = SyncObjectPool::with_closures(|| make(0), |_: &mut T| ());
    let guards: Vec<_> = (0..count).map(|_| pool.acquire()).collect();
    assert_apart(&guards.iter().map(|guard| &**guard).collect::<Vec<_>>(), align_of::<T>());
    drop(guards);
    assert_eq!(pool.statistics().idle, count);
}

#[derive(Clone, PartialEq)]
#[repr(align(4096))]
struct Page(u8);

#[derive(Clone, PartialEq)]
#[repr(align(4096))]
struct NoPage;

#[derive(Clone, PartialEq)]
#[repr(align(64))]
struct Line([u8; 65]);

#[test]
fn small_values() {
    try_shape(1000, |number| u8::try_from(number % 251).unwrap());
    try_shape(1000, |number| u16::try_from(number).unwrap());
    try_shape(5000, |number| number);
    try_shape(1000, |number| [u8::try_from(number % 251).unwrap(); 13]);
}

#[test]
fn values_without_bytes() {
    try_shape(1000, |_| ());
    try_shape(20, |_| NoPage);
}

/// Each has a slot, and a header of its own beside the link of a free slot.
#[test]
fn values_without_bytes_of_the_largest_alignments() {
    #[derive(Clone, PartialEq)]
    #[repr(align(16384))]
    struct Nothing;

    try_shape(20, |_| Nothing);
    let pool = Pool::<(), 16_384>::aligned();
    for _ in 0..2 {
        let guards = [pool.insert(()), pool.insert(()), pool.insert(())];
        assert_eq!(pool.len(), guards.len());
    }
    let small = Pool::<u8, 16_384>::aligned();
    for _ in 0..2 {
        let guards: Vec<_> = (0..20).map(|number| small.insert(number)).collect();
        assert!(guards.iter().zip(0..).all(|(guard, number)| **guard == number));
    }
}

#[test]
fn values_aligned_to_a_page() {
    try_shape(50, |number| Page(u8::try_from(number).unwrap()));
}

#[test]
fn values_aligned_to_a_line() {
    try_shape(500, |number| Line([u8::try_from(number % 251).unwrap(); 65]));
}

/// Around the size from which a slot has a page of its own.
#[test]
fn values_of_some_kilobytes() {
    try_shape(40, |number| [number; 512]);
    try_shape(40, |number| [number; 1024]);
    try_shape(40, |number| [number; 1025]);
}

#[allow(clippy::large_stack_arrays, reason = "that it is large is the point")]
fn large(number: u8) -> [u8; 1 << 20] {
    [number; 1 << 20]
}

/// A build that is not optimized moves a value over the stack some times, even with `insert_with`.
#[test]
fn values_of_a_mebibyte() {
    let work = || {
        let pool = Pool::new();
        let guards: Vec<_> = (0..5_u8).map(|number| pool.insert_with(|| large(number))).collect();
        for (guard, number) in guards.iter().zip(0..) {
            assert!(guard.iter().all(|&byte| byte == number));
        }
        let pool = SyncPool::new();
        let guards: Vec<_> = (0..5_u8).map(|number| pool.insert_with(|| large(number))).collect();
        for (guard, number) in guards.iter().zip(0..) {
            assert!(guard.iter().all(|&byte| byte == number));
        }
    };
    std::thread::Builder::new().stack_size(64 << 20).spawn(work).unwrap().join().unwrap();
}

#[test]
fn each_value_on_a_line_of_its_own() {
    let pool = Pool::<u64, CACHE_LINE>::aligned();
    let guards: Vec<_> = (0..500).map(|number| pool.insert(number)).collect();
    let mut lines: Vec<_> =
        guards.iter().map(|guard| ptr::from_ref(&**guard).addr() / CACHE_LINE).collect();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), 500);

    let pool = SyncPool::<u64, CACHE_LINE>::aligned();
    let guards: Vec<_> = (0..500).map(|number| pool.insert(number)).collect();
    assert!(guards.iter().all(|guard| ptr::from_ref(&**guard).addr() % CACHE_LINE == 0));
}

/// A slot has no more bytes than its value: so many values fit into a page.
#[test]
fn slots_have_no_header() {
    let pool = Pool::<[u8; 64]>::new().with_limit(63);
    let guards: Vec<_> = (0..63).map(|_| pool.insert([0; 64])).collect();
    let page = ptr::from_ref(&*guards[0]).addr() / 4096;
    assert!(guards.iter().all(|guard| ptr::from_ref(&**guard).addr() / 4096 == page));
}

#[test]
fn a_static_pool_without_a_heap() {
    static POOL: FixedSyncPool<[u64; 3], 100> = FixedSyncPool::new();
    let guards: Vec<_> = (0..100).map(|number| POOL.insert([number; 3])).collect();
    assert_apart(&guards.iter().map(|guard| &**guard).collect::<Vec<_>>(), 8);
    assert!(guards.iter().zip(0..).all(|(guard, number)| **guard == [number; 3]));
    assert!(POOL.try_insert([0; 3]).is_err());
    drop(guards);
    assert_eq!((POOL.len(), POOL.capacity()), (0, 100));
}
