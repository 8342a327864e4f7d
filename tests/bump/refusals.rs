//! A source that fails at the N-th call, for every N: an error each time, nothing lost, and the arena is
//! still usable.

use layout_core::alloc::{AllocError, Bump, Global};

use crate::source::{Source, least};

/// Work that takes well over 200 chunks.
fn work(bump: &Bump<1, Source>, mut refused: impl FnMut(AllocError)) -> Vec<(usize, u64)> {
    let mut sums = Vec::new();
    let mut kept: Vec<(&[u64], u64)> = Vec::new();
    for n in 0..600_u64 {
        let len = 20 + usize::try_from(n % 13).expect("a small number") * 10;
        loop {
            match bump.try_alloc_slice_fill_with(len, |_| n) {
                Ok(slice) => break kept.push((slice, n)),
                Err(error) => refused(error),
            }
        }
        if n % 10 == 0 {
            let sum = loop {
                let inner = bump.scope(|inner| {
                    inner
                        .try_alloc_slice_fill_with(500, |i| i)
                        .map(|slice| slice.iter().sum::<usize>())
                });
                match inner {
                    Ok(sum) => break sum,
                    Err(error) => refused(error),
                }
            };
            sums.push((sum, n));
        }
    }
    for (slice, n) in kept {
        assert!(slice.iter().all(|value| *value == n), "slice {n} was overwritten");
    }
    sums
}

#[test]
fn the_nth_call_fails_for_every_n_up_to_200() {
    for n in 0..200 {
        let source = Source::default();
        let mut bump: Bump<1, _> = Bump::new_in(source.clone());
        // Small chunks, so that there are many.
        bump.set_largest_chunk(512);
        source.refuse_after(n);
        let mut errors = Vec::new();
        let sums = work(&bump, |error| errors.push(error));
        assert_eq!(sums.len(), 60);
        assert!(source.calls() > 201, "only {} calls", source.calls());
        // A chunk that is larger than it must be is tried a second time, smaller; so not every refusal is
        // an error, and none is two.
        assert!(errors.len() <= 1, "call {n}: {errors:?}");
        assert!(errors.iter().all(|error| matches!(error, AllocError::OutOfMemory { .. })));
        assert_eq!(bump.allocated_bytes(), source.bytes());
        bump.reset();
        assert_eq!(source.chunks(), 1);
        drop(bump);
        assert_eq!(source.bytes(), 0);
    }
}

/// The same where each chunk is as small as it can be: then each refusal is an error, unless there are free chunks,
/// which go back to the source before it is asked again.
#[test]
fn without_a_smaller_chunk_each_refusal_is_an_error() {
    for n in 0..200 {
        let source = Source::default();
        let bump: Bump<1, _> = Bump::new_in(source.clone());
        bump.set_largest_chunk(1);
        source.refuse_after(n);
        let mut errors = 0;
        work(&bump, |_| {
            errors += 1;
            assert_eq!(bump.statistics().free_chunks, 0, "call {n}");
        });
        assert!(errors <= 1 && (n > 0 || errors == 1), "call {n}: {errors}");
    }
}

#[test]
fn every_method_reports() {
    let source = Source::default();
    source.refuse_all(true);
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    let size = least(1);
    let error = AllocError::OutOfMemory { size };
    assert_eq!(bump.try_alloc(1_u8), Err(error));
    assert_eq!(bump.try_alloc_with(|| -> u8 { panic!("called without memory") }), Err(error));
    let refused = bump.try_alloc_try_with(|| -> Result<u8, ()> { panic!("called without memory") });
    assert_eq!(refused, Err(layout_core::alloc::InitError::Alloc(error)));
    assert!(bump.try_alloc_uninit::<u8>().is_err());
    assert!(bump.try_alloc_slice_uninit::<u8>(1).is_err());
    assert_eq!(bump.try_alloc_slice_copy(&[1_u8]), Err(error));
    assert_eq!(bump.try_alloc_slice_clone(&[1_u8]), Err(error));
    assert_eq!(bump.try_alloc_slice_fill_with(1, |_| 1_u8), Err(error));
    assert_eq!(bump.try_alloc_slice_fill_iter([1_u8]), Err(error));
    assert_eq!(bump.try_alloc_str("a"), Err(error));
    assert_eq!(bump.try_alloc_cstr(c""), Err(error));
    assert_eq!(bump.try_alloc_aligned::<1, _>(1_u8), Err(error));
    assert!(bump.try_alloc_cache_aligned(1_u8).is_err());
    assert!(bump.try_alloc_line_packed(1_u8).is_err());
    assert!(bump.try_alloc_box(1_u8).is_err());
    assert!(bump.try_alloc_box_with(|| 1_u8).is_err());
    assert!(bump.try_alloc_box_slice([1_u8]).is_err());
    assert!(bump.try_alloc_layout(std::alloc::Layout::new::<u8>()).is_err());
    assert!(bump.try_reserve(1).is_err());
    assert_eq!(source.bytes(), 0);
    source.refuse_all(false);
    assert_eq!(bump.try_alloc(1_u8), Ok(&mut 1));
}

#[test]
fn the_methods_without_try_panic_with_the_reason() {
    let bump = Bump::<1, _>::new_in(Source::default());
    bump.set_limit(Some(100));
    let panic =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| bump.alloc([0_u8; 99]).len()));
    let message = panic.expect_err("above the limit").downcast::<String>().expect("a message");
    let size = least(99);
    let expected =
        format!("a chunk of {size} bytes exceeds the limit: 0 of 100 bytes are allocated");
    assert_eq!(*message, expected);
    assert_eq!(*bump.alloc(1), 1);
}

/// When doubling fails, a smaller chunk is tried, down to what is needed (fitzgen/bumpalo#3).
#[test]
fn a_refused_chunk_is_tried_smaller() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    bump.alloc([0_u8; 10_000]);
    source.refuse_above(3000);
    assert!(bump.try_alloc([0_u8; 1000]).is_ok());
    assert!(source.bytes() < 13_100, "a chunk of less than 3,000 bytes came");
    assert_eq!(
        bump.try_alloc([0_u8; 5000]),
        Err(AllocError::OutOfMemory { size: least(5000) }),
        "the least that would have done"
    );
    assert!(bump.try_alloc([0_u8; 1000]).is_ok());
}

#[test]
fn errors_say_what_was_asked_for() {
    let bump = Bump::<1, Global>::new_in(Global);
    bump.set_limit(Some(10));
    let error = bump.try_alloc(1_u64).expect_err("above the limit");
    assert_eq!(error, AllocError::Limit { size: least(8), limit: 10, allocated: 0 });
    let error = AllocError::Limit { size: 48, limit: 10, allocated: 0 };
    for (error, text) in [
        (error, "a chunk of 48 bytes exceeds the limit: 0 of 10 bytes are allocated"),
        (AllocError::Overflow, "the allocation exceeds `isize::MAX` bytes"),
        (
            AllocError::OutOfMemory { size: 48 },
            "out of memory: the allocator refused a chunk of 48 bytes",
        ),
        (AllocError::Full { size: 9, remaining: 8 }, "9 bytes do not fit: 8 bytes are left"),
    ] {
        assert_eq!(error.to_string(), text);
    }
}
