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
    assert!(source.bytes() <= 201 * 256, "{bump:?}");
}

/// Scopes whose requests grow a little each time.
#[test]
fn free_chunks_that_are_outgrown_do_not_pile_up() {
    let bump: Bump = Bump::new();
    for len in (0..1000).map(|n| 1000 + n * 16) {
        bump.scope(|scratch| scratch.alloc_slice_fill_with(len, |_| 1_u8).len());
    }
    assert!(bump.allocated_bytes() <= 4 * 17_000, "{bump:?}");
}

/// Scopes in each arena of the nest: whichever it is, the new one is the innermost.
#[test]
fn scopes_open_in_any_arena_of_the_nest() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    let outer = bump.alloc(0);
    bump.scope(|first| {
        let a = first.alloc([1_u8; 50]);
        bump.scope(|second| {
            let b = second.alloc([2_u8; 50]);
            first.scope(|third| {
                let c = third.alloc([3_u8; 50]);
                second.scope(|fourth| fourth.alloc([4_u8; 50]).len());
                assert_eq!((a[49], b[49], c[49]), (1, 2, 3));
            });
            assert_eq!((second.alloc([5_u8; 50])[0], b[0]), (5, 2));
        });
        assert_eq!((first.alloc([6_u8; 50])[0], a[0]), (6, 1));
    });
    assert_eq!((*outer, source.calls()), (0, 1), "the first chunk has room for all");
    assert_eq!(bump.remaining(), bump.capacity() - 4, "all is given back");
}

/// A recursion in which each level opens its scope in the one arena, or in the scope before, takes no chunk as
/// long as there is room.
#[test]
fn a_level_of_a_recursion_takes_no_chunk() {
    fn in_the_outer(bump: &Bump<1, Source>, depth: u32) -> u32 {
        bump.scope(|scratch| {
            let number = scratch.alloc(depth);
            *number + if depth == 0 { 0 } else { in_the_outer(bump, depth - 1) }
        })
    }
    fn in_the_inner(bump: &Bump<1, Source>, depth: u32) -> u32 {
        bump.scope(|scratch| {
            let number = scratch.alloc(depth);
            *number + if depth == 0 { 0 } else { in_the_inner(scratch, depth - 1) }
        })
    }
    for recurse in [in_the_outer, in_the_inner] {
        let source = Source::default();
        let bump: Bump<1, _> = Bump::new_in(source.clone());
        bump.alloc(0_u8);
        for _ in 0..3 {
            assert_eq!(recurse(&bump, 100), 50 * 101);
        }
        assert_eq!(source.calls(), 1, "404 bytes fit into the first chunk");
        assert_eq!(recurse(&bump, 600), 300 * 601);
        assert!(source.bytes() <= 5 * 2400 && source.chunks() <= 5, "{bump:?}");
    }
}

/// The same with results in the arena that each level is given, before and after it calls the next.
#[test]
fn results_of_a_recursion_take_no_chunk_each() {
    fn sum(bump: &Bump<1, Source>, depth: u64) -> &u64 {
        let (before, deeper) = bump.scope(|scratch| {
            let before = bump.alloc(depth);
            let deeper = if depth == 0 { 0 } else { *sum(scratch, depth - 1) };
            (before, deeper)
        });
        bump.alloc(*before + deeper)
    }
    let source = Source::default();
    let bump: Bump<1, _> = Bump::with_capacity_in(1 << 20, source.clone());
    let (chunks, bytes) = (source.chunks(), source.bytes());
    for n in 1..100 {
        assert_eq!(*sum(&bump, 300), 150 * 301);
        assert!(source.chunks() <= chunks + 1 && source.bytes() <= bytes + 512, "{n}: {bump:?}");
    }
}

/// An arena that is used inside scopes only doubles as any.
#[test]
fn an_outer_arena_used_in_scopes_doubles() {
    for in_scope in [1, 10, 1000] {
        let source = Source::default();
        let bump: Bump<1, _> = Bump::new_in(source.clone());
        for n in 0..1_000_000_u64 / in_scope {
            bump.scope(|scratch| {
                scratch.alloc(n);
                for _ in 0..in_scope {
                    bump.alloc(n);
                }
                scratch.alloc(n);
            });
        }
        let statistics = bump.statistics();
        assert_eq!(statistics.used, 8_000_000);
        assert!(statistics.chunks <= 22, "{statistics:?}");
        assert!(source.bytes() <= 3 * 8_000_000, "{statistics:?}");
    }
}

/// Nor is a scope of it different from one of a new arena, once it was reset.
#[test]
fn a_reset_forgets_that_an_arena_was_used_in_a_scope() {
    let mut bump = Bump::with_capacity(4000);
    let before = bump.scope(Bump::remaining);
    bump.scope(|_| bump.alloc(1).to_string());
    assert!(bump.scope(Bump::remaining) < before, "some is kept for results");
    bump.reset();
    let after = bump.scope(|inner| (inner.remaining(), bump.remaining()));
    assert_eq!(after, (bump.remaining(), 0), "all is lent");
    bump.scope(|_| bump.alloc(1).to_string());
    bump.reset_keeping_chunks();
    assert_eq!(bump.scope(|_| bump.remaining()), 0);
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
    assert_eq!(statistics.free_chunks, source.chunks() - 1);
    bump.release_free_chunks();
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

/// Within a chunk, over chunks, over scopes, while it unwinds, and nested.
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
        assert_eq!(inner.scope(|innermost| *innermost.alloc(4)) + *kept + *inner.alloc(5), 12);
        inner.scope(|_| inner.alloc([0_u64; 500]).len());
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

    drop(bump);
    assert_eq!(source.bytes(), 0);
}

/// Results that are larger than the first chunk, each made in a scope of its own that takes as much.
#[test]
fn large_results_outside_of_scopes_take_no_chunk_each() {
    for (scratch, result) in [(600, 600), (600, 3000), (3000, 600), (40, 700), (700, 40)] {
        let source = Source::default();
        let bump: Bump<1, _> = Bump::new_in(source.clone());
        for n in 0..1000_usize {
            bump.scope(|inner| {
                inner.alloc_slice_fill_with(scratch, |_| 1_u8);
                bump.alloc_slice_fill_with(result, |_| n.to_le_bytes()[0]);
            });
        }
        let statistics = bump.statistics();
        assert!(
            source.calls() < 160,
            "{scratch}, {result}: {} calls, {statistics:?}",
            source.calls()
        );
        let most = 4 * (statistics.used + scratch);
        assert!(statistics.allocated < most, "{scratch}, {result}: {statistics:?}");
    }
}
