//! Scopes and checkpoints.

use std::panic::{AssertUnwindSafe, catch_unwind};

use layout_core::alloc::Bump;

use crate::source::Source;

#[test]
fn a_scope_gives_its_memory_back() {
    let bump = Bump::with_capacity(1000);
    let kept = bump.alloc(1_u64);
    let used = bump.statistics().used;
    for n in 0..10_000_u64 {
        let sum = bump.scope(|inner| *inner.alloc(n) + *inner.alloc(*kept));
        assert_eq!(sum, n + 1);
        assert_eq!(bump.statistics().used, used);
    }
    assert_eq!(bump.statistics().chunks, 1);
}

#[test]
fn the_outer_arena_stays_usable() {
    let bump = Bump::with_capacity(1000);
    let before = bump.alloc(1);
    let (inside, copy) = bump.scope(|inner| {
        let scratch = inner.alloc(2);
        let inside = bump.alloc(3); // from another chunk, and it stays
        *scratch += *inside + *before;
        (inside, *scratch)
    });
    let after = bump.alloc(4);
    assert_eq!((*before, *inside, *after, copy), (1, 3, 4, 6));
}

/// Results that outlive a scratch scope, in a loop and in a recursion: memory grows as what is asked for, not
/// as how often it is.
#[test]
fn results_outside_of_scopes_take_no_chunk_each() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    let mut results = Vec::new();
    for n in 0..1000_u64 {
        let result: &u64 = bump.scope(|scratch| {
            let half = scratch.alloc_slice_fill_with(50, |_| n / 2);
            let result = bump.alloc(half[49] + half[0]);
            scratch.alloc(*result);
            result
        });
        results.push(result);
    }
    assert!(results.iter().zip(0..).all(|(&&result, n)| result == n / 2 * 2));
    let statistics = bump.statistics();
    assert_eq!(statistics.used, 8 * 1000);
    assert!(statistics.chunks <= 7 && source.bytes() <= 4 * 8 * 1000, "{statistics:?}");
}

#[test]
fn results_outside_of_nested_scopes_take_little() {
    fn sum(bump: &Bump<1, Source>, depth: u64) -> u64 {
        bump.scope(|scratch| {
            let result = bump.alloc(depth);
            let first = if depth == 0 { 0 } else { sum(scratch, depth - 1) };
            // A second scope of this arena, which begins without memory.
            *result + first + bump.scope(|empty| *empty.alloc(0_u64))
        })
    }
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    // Otherwise there is nothing to lend.
    bump.alloc(0_u8);
    assert_eq!(sum(&bump, 200), 200 * 201 / 2);
    assert!(source.bytes() <= 201 * 2048, "{bump:?}");
}

/// Scopes whose requests grow a little each time.
#[test]
fn spares_that_are_outgrown_do_not_pile_up() {
    let bump: Bump = Bump::new();
    for len in (0..1000).map(|n| 1000 + n * 16) {
        bump.scope(|scratch| scratch.alloc_slice_fill_with(len, |_| 1_u8).len());
    }
    assert!(bump.allocated_bytes() <= 4 * 17_000, "{bump:?}");
}

/// A scope that begins without memory, in one that does, and so on: none of them has used up a chunk.
#[test]
fn chunks_of_scopes_without_memory_do_not_double() {
    fn open(bump: &Bump<1, Source>, depth: usize) {
        let _first = bump.open_scope();
        let second = bump.open_scope();
        second.alloc(1_u8);
        if depth > 0 {
            open(&second, depth - 1);
        }
    }
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    bump.alloc(1_u8);
    open(&bump, 100);
    assert!(source.bytes() <= 102 * 512, "{bump:?}");
}

#[test]
fn scopes_nest_and_overlap() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    let outer = bump.alloc(0);
    let first = bump.open_scope();
    let a = first.alloc([1; 50]);
    let second = first.open_scope();
    let b = second.alloc([2; 50]);
    // Beside the first: the arena's free memory is lent already.
    let third = bump.open_scope();
    let c = third.alloc([3; 50]);
    assert_eq!((*outer, a[49], b[49], c[49]), (0, 1, 2, 3));
    // Ended in another order than opened.
    drop(first_ends_last(second, third));
    assert_eq!(a[0], 1);
    drop(first);
    let calls = source.calls();
    bump.scope(|inner| inner.alloc([4_u8; 100]).len());
    assert_eq!(source.calls(), calls, "the chunks are there again");
}

/// Ends the first and returns the second.
fn first_ends_last<A, B>(first: A, second: B) -> B {
    drop(first);
    second
}

#[test]
fn a_scope_that_unwinds_gives_its_memory_back() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    let kept = bump.alloc(5);
    let before = bump.statistics().used;
    let caught = catch_unwind(AssertUnwindSafe(|| {
        bump.scope(|inner| {
            inner.alloc([0_u64; 1000]);
            inner.scope(|innermost| {
                innermost.alloc([1_u64; 1000]);
                panic!("on purpose")
            })
        })
    }));
    assert!(caught.is_err());
    let statistics = bump.statistics();
    assert_eq!((statistics.used, *kept), (before, 5));
    assert_eq!(statistics.spare_chunks, source.chunks() - 1);
    bump.release_spare_chunks();
    assert_eq!(source.chunks(), 1);
}

#[test]
fn chunks_of_a_scope_are_used_again() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    for _ in 0..100 {
        bump.scope(|inner| {
            for n in 0..2000_u64 {
                inner.alloc(n);
            }
        });
    }
    assert!(source.calls() <= 7, "{} calls for 100 equal scopes", source.calls());
}

/// Defined, and tested under the sanitizers: the arena goes on elsewhere.
#[test]
fn a_scope_may_be_forgotten() {
    let source = Source::default();
    let mut bump: Bump<1, _> = Bump::new_in(source.clone());
    let kept = bump.alloc(1);
    let scope = bump.open_scope();
    scope.alloc(2);
    std::mem::forget(scope); // It had no chunk of its own, so none is leaked.
    let next = bump.alloc(3);
    assert_eq!((*kept, *next), (1, 3));
    assert_eq!(bump.statistics().chunks, 2);
    bump.scope(|inner| *inner.alloc(4));
    bump.reset();
    assert_eq!(source.chunks(), 1);
    drop(bump);
    assert_eq!(source.chunks(), 0);
}

#[test]
fn rewinding_goes_back_over_chunks_and_scopes() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::measured_in(source.clone());
    let nothing = bump.checkpoint();
    bump.alloc(1_u8);
    let some = bump.checkpoint();
    let before = bump.statistics();
    bump.alloc(1_u16);
    bump.scope(|inner| inner.alloc([0_u64; 500]).len());
    bump.alloc([0_u64; 500]);
    // SAFETY: nothing that was allocated since is used.
    unsafe { bump.rewind(some) };
    let after = bump.statistics();
    assert_eq!((after.used, after.chunks, after.counts), (before.used, 1, before.counts));
    assert_eq!(bump.types().len(), 1);
    // SAFETY: nothing that was allocated since is used.
    unsafe { bump.rewind(nothing) };
    let after = bump.statistics();
    assert_eq!((after.used, after.chunks, bump.types().len()), (0, 0, 0));
    let calls = source.calls();
    bump.alloc([0_u64; 400]);
    assert_eq!(source.calls(), calls, "the chunks are there again");
}

#[test]
fn an_empty_arena_has_scopes() {
    let bump = Bump::new();
    assert_eq!(bump.scope(|_| 1), 1);
    assert_eq!(bump.allocated_bytes(), 0);
    assert_eq!(bump.scope(|inner| inner.scope(|innermost| *innermost.alloc(2))), 2);
    assert_eq!(*bump.alloc(3), 3);
}

/// Within a chunk, over chunks, over a scope that was forgotten, while it unwinds, and nested.
#[test]
fn a_scope_of_the_whole_arena_gives_its_memory_back() {
    let source = Source::default();
    let mut bump: Bump<1, _> = Bump::new_in(source.clone());
    assert_eq!(bump.scope_mut(|inner| *inner.alloc(1)), 1, "an arena without memory");
    assert_eq!((bump.statistics().used, bump.statistics().chunks), (0, 0));
    bump.alloc(2_u64);
    let calls = source.calls();
    for n in 0..1000_u64 {
        assert_eq!(bump.scope_mut(|inner| *inner.alloc(n) + *inner.alloc(1)), n + 1);
    }
    assert_eq!((source.calls(), bump.statistics().used), (calls, 8));

    bump.scope_mut(|inner| {
        inner.alloc([0_u64; 500]);
        let kept = inner.alloc(3);
        std::mem::forget(inner.open_scope());
        assert_eq!(inner.scope(|innermost| *innermost.alloc(4)) + *kept + *inner.alloc(5), 12);
        std::mem::forget(inner.open_scope());
    });
    assert_eq!((bump.statistics().used, bump.statistics().chunks), (8, 1));
    let at_end = bump.remaining();
    let caught = catch_unwind(AssertUnwindSafe(|| {
        bump.scope_mut(|inner| {
            inner.alloc([1_u64; 2000]);
            panic!("on purpose")
        })
    }));
    assert!(caught.is_err());
    assert_eq!((bump.remaining(), bump.statistics().used), (at_end, 8));

    std::mem::forget(bump.open_scope());
    assert_eq!(bump.scope_mut(|inner| *inner.alloc(6)), 6, "the free memory is lent for good");
    assert_eq!(bump.statistics().used, 8);
    drop(bump);
    assert_eq!(source.bytes(), 0);
}
