//! One arena for many threads.

use std::sync::Barrier;
use std::thread;

use layout_core::alloc::{BumpBox, SyncBump};

#[test]
fn what_threads_allocate_outlives_them() {
    let arena: SyncBump = SyncBump::new();
    let barrier = Barrier::new(4);
    let slices: Vec<&mut [usize]> = thread::scope(|threads| {
        let workers: Vec<_> = (0..4)
            .map(|id| {
                let (arena, barrier) = (&arena, &barrier);
                threads.spawn(move || {
                    let local = arena.local();
                    barrier.wait(); // all have an arena at once
                    (0..500)
                        .map(|n| local.alloc_slice_fill_with(n % 17, |_| id))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect()
    });
    for (n, slice) in slices.iter().enumerate() {
        assert_eq!(**slice, vec![n / 500; n % 500 % 17]);
    }
    assert!(arena.allocated_bytes() > 4 * 500 * 8 * size_of::<usize>() / 2);
}

#[test]
fn arenas_are_handed_on() {
    let arena: SyncBump = SyncBump::new();
    let mut kept = Vec::new();
    for n in 0..1000_u64 {
        // Dropped at once, while what it allocated is used.
        kept.push(arena.local().alloc(n));
    }
    assert!(kept.iter().map(|number| **number).eq(0..1000));
    assert!(arena.allocated_bytes() < 20_000, "one arena was enough");

    let several: Vec<_> = (0..100).map(|_| arena.local()).collect();
    assert!(several.iter().zip(0..).all(|(local, n)| *local.alloc(n) == n));
    drop(several);
    assert_eq!(*arena.local().alloc(1), 1);
}

#[test]
fn a_local_arena_may_be_forgotten() {
    let mut arena: SyncBump = SyncBump::new();
    let local = arena.local();
    local.alloc(1);
    std::mem::forget(local);
    assert_eq!(*arena.local().alloc(2), 2);
    arena.reset();
    assert_eq!(*arena.local().alloc(3), 3);
}

#[test]
fn a_thread_that_panics_gives_its_arena_back() {
    let arena: SyncBump = SyncBump::new();
    let result = thread::scope(|threads| {
        let worker = threads.spawn(|| {
            let local = arena.local();
            local.alloc_slice_fill_with(100, |n| {
                assert!(n < 50, "on purpose");
                n
            });
        });
        worker.join()
    });
    assert!(result.is_err());
    assert!(arena.allocated_bytes() > 0);
    assert_eq!(*arena.local().alloc(4), 4);
}

#[test]
fn boxes_and_scopes_of_local_arenas() {
    let arena: SyncBump<8> = SyncBump::new();
    let text: BumpBox<String> = arena.local().alloc_box(String::from("moved to another thread"));
    let len = thread::scope(|threads| threads.spawn(move || text.len()).join());
    assert_eq!(len.ok(), Some(23));
    let local = arena.local();
    let before = local.allocated_bytes();
    for _ in 0..100 {
        assert_eq!(local.scope(|inner| inner.alloc([1; 20]).iter().sum::<i32>()), 20);
    }
    assert_eq!(local.allocated_bytes(), before);
}

#[test]
fn a_reset_keeps_the_largest_chunks() {
    let mut arena: SyncBump = SyncBump::new();
    assert_eq!(arena.allocated_bytes(), 0);
    let local = arena.local();
    for n in 0..1000_u32 {
        local.alloc(n);
    }
    let taken = local.allocated_bytes();
    assert!(taken >= 4000, "{taken}");
    drop(local);
    assert_eq!(arena.allocated_bytes(), taken);
    arena.reset();
    let kept = arena.allocated_bytes();
    assert!(kept < taken && kept >= taken / 2, "{kept} of {taken}");
}
