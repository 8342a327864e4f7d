//! Limits, capacities, growth.

use layout_core::alloc::{AllocError, Bump};

use crate::source::{Source, least};

/// Whenever it is set: before the first chunk, between chunks, below what is taken already.
/// (In bumpalo it does not hold of the chunks that exist: fitzgen/bumpalo#244.)
#[test]
fn a_limit_is_exact_whenever_it_is_set() {
    for first in [0, 1, 100, 496, 497, 5000] {
        for limit in (0..3000).step_by(37) {
            let source = Source::default();
            let bump: Bump<1, _> = Bump::new_in(source.clone());
            for _ in 0..first {
                bump.alloc(1_u8);
            }
            let taken = source.bytes();
            bump.set_limit(Some(limit));
            while bump.try_alloc(1_u8).is_ok() {}
            assert!(source.bytes() <= limit.max(taken), "{} of {limit}", source.bytes());
            // As good as all of it is used: no chunk for a byte, which takes 48, fits any more.
            assert!(source.bytes() + least(1) > limit, "{} of {limit}", source.bytes());
            assert_eq!(bump.limit(), Some(limit));
            let error = AllocError::Limit { size: least(1), limit, allocated: source.bytes() };
            assert_eq!(bump.try_alloc(1_u8), Err(error));
            bump.set_limit(None);
            assert!(bump.try_alloc(1_u8).is_ok() && bump.limit().is_none());
        }
    }
}

#[test]
fn a_limit_holds_for_arena_and_scopes_together() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    bump.set_limit(Some(10_000));
    bump.alloc([0_u8; 3000]);
    bump.scope(|inner| {
        while inner.try_alloc(0_u64).is_ok() {}
        assert!(source.bytes() <= 10_000 && source.bytes() > 9_900);
        assert!(bump.try_alloc(0_u64).is_err(), "the outer arena has the same limit");
        inner.set_limit(Some(20_000));
        assert_eq!(bump.limit(), Some(20_000));
    });
    assert!(bump.try_alloc([0_u8; 5000]).is_ok(), "the chunks of the scope are free");
    assert!(source.bytes() <= 20_000);
    bump.set_limit(Some(10_000));
    assert!(
        bump.try_alloc([0_u8; 1000]).is_ok(),
        "and go back to the source if the limit asks for it"
    );
}

#[test]
fn with_capacity_needs_one_chunk() {
    for capacity in [0, 1, 15, 16, 17, 463, 464, 465, 496, 1000, 4096, 100_000] {
        let bump = Bump::with_capacity(capacity);
        let before = bump.allocated_bytes();
        for _ in 0..capacity {
            bump.alloc(1_u8);
        }
        assert_eq!(bump.allocated_bytes(), before, "capacity {capacity}");
        assert!(bump.capacity() >= capacity);
    }
}

#[test]
fn chunks_double_up_to_the_largest() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    let mut sizes = Vec::new();
    let mut last = 0;
    while sizes.len() < 6 {
        bump.alloc(0_u64);
        if source.bytes() > last {
            sizes.push(source.bytes() - last);
            last = source.bytes();
        }
    }
    // 16 bytes less than a power of two, for what the global allocator adds.
    assert_eq!(sizes, [496, 1008, 2032, 4080, 8176, 16368]);

    bump.set_largest_chunk(2048);
    bump.alloc_slice_fill_with(20_000, |_| 0_u8);
    assert_eq!(source.bytes() - last, least(20_000), "what needs more gets what it needs");
    last = source.bytes();
    bump.alloc(0_u64);
    assert_eq!(source.bytes() - last, 2048);
}

#[test]
fn a_reset_keeps_the_largest_chunk_or_all() {
    let source = Source::default();
    let mut bump: Bump<1, _> = Bump::new_in(source.clone());
    let fill = |bump: &Bump<1, Source>| {
        for n in 0..3000_u64 {
            bump.alloc(n);
        }
    };
    fill(&bump);
    let (all, chunks) = (source.bytes(), source.chunks());
    bump.reset_keeping_chunks();
    assert_eq!((source.bytes(), source.chunks()), (all, chunks));
    fill(&bump);
    assert_eq!((source.bytes(), source.chunks()), (all, chunks), "all chunks are used again");

    bump.reset();
    assert_eq!(source.chunks(), 1);
    assert!(source.bytes() > all / 3, "it is the largest");
    let calls = source.calls();
    for n in 0..2000_u64 {
        bump.alloc(n);
    }
    assert_eq!(source.calls(), calls);
    bump.reset();
    bump.reset_keeping_chunks();
    assert_eq!(source.chunks(), 1);
}

#[test]
fn what_was_allocated_can_be_looked_at() {
    let mut bump = Bump::new();
    for n in 0..1000_u32 {
        bump.alloc(n);
    }
    let mut numbers = Vec::new();
    for part in bump.iter_allocated() {
        let (before, part, after) = {
            // SAFETY: only `u32` were allocated, all of them initialized, without bytes between.
            unsafe { part.align_to::<u32>() }
        };
        assert!(before.is_empty() && after.is_empty());
        numbers.push(part.to_vec());
    }
    numbers.reverse();
    assert_eq!(numbers.concat(), (0..1000).collect::<Vec<_>>());
    bump.reset();
    assert_eq!(bump.iter_allocated().map(<[_]>::len).sum::<usize>(), 0);
    assert_eq!(Bump::new().iter_allocated().count(), 0);
}

/// A value that is not made gives its room back, so that an arena does not grow by failures
/// (fitzgen/bumpalo#314).
#[test]
fn failures_do_not_make_an_arena_grow() {
    let bump = Bump::new();
    let layout = std::alloc::Layout::from_size_align(139_040, 128).expect("a valid layout");
    for _ in 0..3 {
        bump.alloc_layout(layout);
    }
    assert!(bump.alloc_try_with(|| Err::<[u8; 128], _>(())).is_err());
    let before = bump.allocated_bytes();
    for _ in 0..1000 {
        assert!(bump.alloc_try_with(|| Err::<[u8; 128], _>(())).is_err());
    }
    assert_eq!(bump.allocated_bytes(), before);
}

/// Room is not made again while there is enough, in the chunk or in a free one.
#[test]
fn room_is_reserved_once() {
    let bump: Bump = Bump::new();
    assert_eq!(bump.remaining(), 0);
    bump.alloc(1_u8);
    let (remaining, before) = (bump.remaining(), bump.allocated_bytes());
    bump.alloc(2_u8);
    assert_eq!(bump.remaining(), remaining - 1);
    bump.reserve(remaining - 1);
    assert_eq!(bump.allocated_bytes(), before);
    bump.reserve(remaining);
    let after = bump.allocated_bytes();
    assert!(after >= before + remaining, "{after} after {before}");
    assert_eq!(bump.remaining(), remaining - 1, "the chunk in use stays");
    bump.reserve(remaining);
    assert_eq!(bump.allocated_bytes(), after, "a free chunk has the room");
    bump.alloc_slice_fill_with(remaining, |_| 3_u8);
    assert_eq!(bump.allocated_bytes(), after, "and is used");
}

/// The least limit under which an allocation succeeds is what it takes.
#[test]
fn a_limit_may_be_reached() {
    let limited = |limit| {
        let bump: Bump = Bump::new();
        bump.set_limit(Some(limit));
        bump.try_alloc([0_u8; 100]).is_ok().then(|| bump.allocated_bytes())
    };
    let (limit, taken) = (0..).find_map(|limit| Some((limit, limited(limit)?))).unwrap();
    assert_eq!(taken, limit);
}

#[test]
fn a_reset_keeps_a_free_chunk_that_is_larger() {
    let mut bump: Bump = Bump::new();
    bump.alloc(1_u8);
    bump.scope(|inner| inner.alloc([0_u8; 10_000]).len());
    assert_eq!((bump.statistics().chunks, bump.statistics().free_chunks), (1, 1));
    bump.reset();
    assert_eq!((bump.statistics().chunks, bump.statistics().free_chunks), (1, 0));
    assert!(bump.remaining() >= 10_000, "{bump:?}");
}

/// Free chunks go back to the source before a limit refuses anything.
#[test]
fn free_chunks_do_not_count_against_a_limit() {
    fn fill(bump: &Bump<1, Source>) {
        while bump.try_alloc([0_u8; 100]).is_ok() {}
    }
    let limit = 1 << 20;
    let ways: [fn(&mut Bump<1, Source>); 4] = [
        |bump| bump.scope(fill),
        |bump| bump.scope(|inner| inner.scope(fill)),
        |bump| bump.scope_mut(fill),
        |bump| {
            fill(bump);
            bump.reset_keeping_chunks();
        },
    ];
    for (way, use_and_give_back) in ways.iter().enumerate() {
        for size in [600_000, 900_000, limit - 1000] {
            let source = Source::default();
            let mut bump: Bump<1, _> = Bump::new_in(source.clone());
            bump.set_limit(Some(limit));
            use_and_give_back(&mut bump);
            assert!(source.bytes() > limit / 2, "way {way}");
            // After `reset_keeping_chunks` the largest chunk is the current one, and in use.
            let size = if way == 3 { size.min(limit / 2 - 1000) } else { size };
            let bytes = bump.try_alloc_slice_fill_with(size, |_| 1_u8).map(|bytes| bytes.len());
            assert_eq!(bytes, Ok(size), "way {way}: {bump:?}");
            assert!(source.bytes() <= limit);
        }
    }
}

/// Nor before the source has refused.
#[test]
fn free_chunks_go_back_before_an_arena_is_out_of_memory() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    bump.scope(|inner| inner.alloc_slice_fill_with(10_000, |n| n as u64).len());
    assert!(source.bytes() > 80_000);
    source.refuse_while_out(50_000);
    let bytes = bump.try_alloc_slice_fill_with(100_000, |_| 1_u8).map(|bytes| bytes.len());
    assert_eq!((bytes, source.chunks()), (Ok(100_000), 1));
}

/// A large request gets a chunk of its own size, wherever it comes, and does not count for growth.
#[test]
fn one_large_request_does_not_double_the_arena() {
    const MIB: usize = 1 << 20;
    fn large(bump: &Bump<1, Source>) -> usize {
        bump.alloc_slice_fill_with(MIB, |_| 0_u8).len()
    }
    let ways: [fn(&Bump<1, Source>); 5] = [
        |bump| {
            bump.alloc([0_u8; 10]);
            large(bump);
            bump.alloc([0_u8; 10]);
        },
        |bump| {
            large(bump);
            bump.alloc([0_u8; 10]);
        },
        |bump| {
            for _ in 0..50 {
                bump.alloc([0_u8; 10]);
                bump.scope(large);
            }
        },
        |bump| {
            bump.scope(|inner| {
                inner.alloc([0_u8; 10]);
                large(inner);
                inner.alloc([0_u8; 10]);
            });
        },
        |bump| {
            bump.scope(|inner| {
                large(bump);
                inner.alloc([0_u8; 10]);
                bump.alloc([0_u8; 10]);
            });
        },
    ];
    for (way, use_it) in ways.iter().enumerate() {
        let source = Source::default();
        let bump: Bump<1, _> = Bump::new_in(source.clone());
        use_it(&bump);
        assert!(bump.capacity() <= MIB + 4 * 512, "way {way}: {bump:?}");
        // Small ones grow as ever from here on.
        let before = source.bytes();
        for n in 0..1000_u64 {
            bump.alloc(n);
        }
        assert!(source.bytes() - before <= 4 * 8000, "way {way}: {bump:?}");
    }
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    for _ in 0..30 {
        bump.alloc([0_u8; 10]);
        large(&bump);
    }
    assert!(source.bytes() <= 30 * (MIB + 1024), "{bump:?}");
}

/// What is reserved counts: who says that there will be much gets large chunks.
#[test]
fn chunks_after_a_reserved_one_are_as_large() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    bump.reserve(100_000);
    bump.alloc_slice_fill_with(100_000, |_| 0_u8);
    let before = source.bytes();
    bump.alloc(1_u8);
    assert!(source.bytes() - before >= 100_000, "{bump:?}");
}

#[test]
fn a_limit_is_set_when_an_arena_is_made() {
    let source = Source::default();
    let bump: Bump<8, _> = Bump::new_in(source.clone()).with_limit(2000);
    assert_eq!(bump.limit(), Some(2000));
    while bump.try_alloc([0_u64; 4]).is_ok() {}
    assert!((1000..=2000).contains(&source.bytes()), "{}", source.bytes());
    bump.set_limit(None);
    assert!(bump.limit().is_none() && bump.try_alloc([0_u64; 4]).is_ok());
}
