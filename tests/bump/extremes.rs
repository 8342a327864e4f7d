//! Sizes near the greatest, alignments up to 2^29 and above, zero-sized types, other targets' words.

use std::alloc::Layout;
use std::mem::MaybeUninit;

use layout_core::alloc::{AllocError, Bump, BumpArray, BumpVec, FixedBump, SyncBump};

use crate::source::Source;

const GREATEST: usize = isize::MAX as usize;

fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).expect("a valid layout")
}

#[test]
fn a_size_near_the_greatest_is_an_error() {
    let bump = Bump::new();
    let kept = bump.alloc(7);
    for less in [0, 1, 15, 16, 31, 32, 33, 47, 48, 100, 4096, 1 << 20] {
        for align in [1, 2, 16, 4096] {
            let size = (GREATEST - less) & !(align - 1);
            let Err(refused) = bump.try_alloc_layout(layout(size, align)) else {
                // Two gigabytes can be had.
                if usize::BITS < 64 {
                    continue;
                }
                panic!("{size} bytes were had")
            };
            let known = matches!(refused, AllocError::OutOfMemory { .. } | AllocError::Overflow);
            assert!(known, "{size}: {refused}");
        }
    }
    assert!(matches!(bump.try_alloc_slice_uninit::<u64>(usize::MAX), Err(AllocError::Overflow)));
    assert!(matches!(
        bump.try_alloc_slice_uninit::<u64>(GREATEST / 8 + 1),
        Err(AllocError::Overflow)
    ));
    assert!(bump.try_alloc_slice_uninit::<u8>(GREATEST).is_err());
    assert!(bump.try_reserve(usize::MAX).is_err());
    assert!(bump.try_reserve(GREATEST).is_err());
    assert!(Bump::try_with_capacity(usize::MAX - 3).is_err());
    assert_eq!((*kept, *bump.alloc(8)), (7, 8));
    let chunks = bump.statistics().chunks;
    assert!(chunks == 1 || usize::BITS < 64, "nothing was added for what was refused");
}

#[test]
fn every_alignment_up_to_2_pow_29() {
    let source = Source::default();
    let mut bump: Bump<1, _> = Bump::new_in(source.clone());
    for shift in 0..=29 {
        let align = 1 << shift;
        for size in [0, 1, 7, 100] {
            bump.alloc(1_u8);
            let memory = bump.alloc_layout(layout(size, align));
            assert_eq!(memory.addr().get() % align, 0, "{size} at {align}");
            if size > 0 {
                // SAFETY: the arena has handed out so many bytes.
                unsafe { memory.write_bytes(0xee, size) };
            }
        }
        bump.reset();
        bump.set_largest_chunk(1 << 16);
    }
    drop(bump);
    assert_eq!(source.bytes(), 0);
}

/// Alignments that no type has, but a `Layout` may.
#[test]
fn alignments_beyond_that_are_refused_or_right() {
    // Valgrind's allocator does not bear them.
    let source = Source::default();
    source.refuse_alignments_above(1 << 29);
    let bump: Bump<1, _> = Bump::new_in(source);
    bump.alloc(1_u8);
    for shift in 40..usize::BITS {
        let align = 1_usize << shift;
        for size in [1, GREATEST.saturating_sub(align - 1).max(1)] {
            let Ok(layout) = Layout::from_size_align(size, align) else { continue };
            if let Ok(memory) = bump.try_alloc_layout(layout) {
                assert_eq!(memory.addr().get() % align, 0);
            }
        }
        let nothing = bump.alloc_layout(layout(0, align));
        assert_eq!(nothing.addr().get() % align, 0);
    }
    assert_eq!(*bump.alloc(3), 3);
}

#[test]
fn a_type_of_great_alignment() {
    #[repr(align(65536))]
    struct Wide(u8);

    let bump = Bump::new();
    bump.alloc(1_u8);
    let wide = bump.alloc(Wide(5));
    assert_eq!((std::ptr::from_mut(wide).addr() % 65536, wide.0), (0, 5));
    let boxed = bump.alloc_box_with(|| Wide(6));
    assert_eq!(boxed.0, 6);
}

#[test]
fn zero_sized_values_take_nothing() {
    #[repr(align(4096))]
    struct Nothing;

    let bump = Bump::new();
    for _ in 0..100 {
        let nothing: *mut Nothing = bump.alloc(Nothing);
        assert_eq!(nothing.addr() % 4096, 0);
    }
    assert_eq!(bump.alloc_slice_fill_with(1000, |_| ()).len(), 1000);
    assert_eq!(bump.alloc_slice_uninit::<()>(usize::MAX).len(), usize::MAX);
    assert_eq!(bump.alloc_slice_copy::<u64>(&[]), [0_u64; 0]);
    assert_eq!(bump.alloc_str(""), "");
    assert_eq!(bump.allocated_bytes(), 0, "nothing was allocated");

    let mut memory = BumpArray::<0>::new();
    let fixed = memory.bump();
    let nothing: *mut Nothing = fixed.alloc(Nothing);
    assert_eq!(nothing.addr() % 4096, 0);
    assert_eq!(fixed.alloc_layout(layout(0, 4096)).addr().get() % 4096, 0);
    assert_eq!(fixed.alloc_slice_copy::<u64>(&[]), [0_u64; 0]);
    let nothing: *mut Nothing = fixed.alloc_aligned::<8192, _>(Nothing);
    assert_eq!(nothing.addr() % 8192, 0);
    assert_eq!(std::ptr::from_mut(fixed.alloc_line_packed(Nothing)).addr() % 4096, 0);
}

#[test]
fn a_fixed_arena_refuses_great_sizes() {
    let mut buffer = [MaybeUninit::uninit(); 100];
    let bump = FixedBump::new(&mut buffer);
    for shift in 0..usize::BITS - 1 {
        let size = GREATEST >> shift;
        for align in [1, 2, 64] {
            if size > 100 && size <= GREATEST - (align - 1) {
                let error = AllocError::Full { size, remaining: 100 };
                assert_eq!(bump.try_alloc_layout(layout(size, align)), Err(error));
            }
        }
    }
    assert!(bump.try_alloc_layout(layout(1, 1 << (usize::BITS - 2))).is_err());
    assert_eq!(bump.alloc_slice_copy(&[1_u8; 100]).len(), 100, "all of it is still there");
}

/// Copies of each length, which neither leave out nor touch a byte beside them.
#[test]
fn slices_of_each_length_are_copied() {
    fn check<T: Copy + PartialEq + std::fmt::Debug>(value: impl Fn(usize) -> T) {
        let bump = Bump::new();
        for len in 0..150 {
            let values: Vec<T> = (0..len).map(&value).collect();
            let before = bump.alloc_slice_copy(&[0xaa_u8; 64]);
            let copy = bump.alloc_slice_copy(&values);
            let after = bump.alloc_slice_copy(&[0xbb_u8; 64]);
            assert_eq!(copy, values);
            assert_eq!((before, after), (&mut [0xaa; 64][..], &mut [0xbb; 64][..]));
        }
    }
    let numbers: Vec<u32> = (0..150).collect();
    check(|n| u8::try_from(n).unwrap_or(0));
    check(|n| u16::try_from(n * 400).unwrap_or(7));
    check(|n| [u8::try_from(n).unwrap_or(0); 3]);
    check(|n| (n, 1_u8));
    check(|n| &numbers[n]);
    check(|n| [n as u64; 5]);
    check(|_| ());
}

/// Of a slice, of an alignment that leaves no room for a value, and of a vector: each arena refuses by its
/// own path.
#[test]
fn more_than_can_be_is_refused_by_each_arena() {
    const HALF: usize = 1 << (usize::BITS - 1);

    let mut memory = BumpArray::<64>::new();
    let (bump, fixed) = (Bump::new(), memory.bump());
    let sync = <SyncBump>::new();
    let local = sync.local();
    macro_rules! each {
        ($($arena:ident)*) => {$(
            let kept = $arena.alloc(7);
            for len in [usize::MAX, GREATEST / 8 + 1] {
                let refused = $arena.try_alloc_slice_uninit::<u64>(len).err();
                assert_eq!(refused, Some(AllocError::Overflow), "{len} of {}", stringify!($arena));
            }
            let refused = $arena.try_alloc_aligned::<HALF, _>(1_u8).err();
            assert_eq!(refused, Some(AllocError::Overflow), "{}", stringify!($arena));
            assert_eq!((*kept, *$arena.alloc(8)), (7, 8));
        )*};
    }
    each! { bump fixed local }

    let mut nothing = BumpVec::new_in(&bump);
    nothing.push(());
    let refused = nothing.try_extend_from_slice(&[(); usize::MAX]);
    assert_eq!((refused, nothing.len()), (Err(AllocError::Overflow), 1));
}

/// Values that are a little larger than a chunk, or whose alignment makes them so, do not get a chunk each for ever.
#[test]
fn values_larger_than_a_chunk_get_few_chunks() {
    fn chunks<const MIN_ALIGN: usize>(count: usize, alloc: impl Fn(&Bump<MIN_ALIGN>)) -> usize {
        let bump = Bump::with_min_align();
        for _ in 0..count {
            alloc(&bump);
        }
        let statistics = bump.statistics();
        assert!(statistics.allocated < 3 * statistics.used + 4096, "{statistics:?}");
        statistics.chunks
    }
    let counts = [
        chunks::<1>(2000, |bump| _ = bump.alloc([0_u8; 465])),
        chunks::<1>(2000, |bump| _ = bump.alloc([0_u8; 600])),
        chunks::<8>(1000, |bump| _ = bump.alloc([0_u8; 5000])),
        chunks::<1>(100, |bump| _ = bump.alloc_slice_fill_with(50_000, |_| 1_u8)),
        chunks::<256>(2000, |bump| _ = bump.alloc(0_u8)),
        chunks::<2048>(2000, |bump| _ = bump.alloc(0_u8)),
        chunks::<1>(1000, |bump| _ = bump.alloc_aligned::<4096, _>(0_u8)),
        chunks::<1>(1000, |bump| _ = bump.scope(|scratch| scratch.alloc([0_u8; 600]).len())),
    ];
    assert!(counts.iter().all(|&count| count <= 24), "{counts:?}");
    // In one scope, as in an arena; and the next takes the same chunks again.
    let bump: Bump = Bump::new();
    let all = || {
        bump.scope(|scratch| {
            for _ in 0..1000 {
                scratch.alloc([0_u8; 600]);
            }
        });
    };
    all();
    let after_one = bump.statistics();
    assert!(after_one.free_chunks <= 16, "{after_one:?}");
    all();
    assert_eq!(bump.statistics().allocated, after_one.allocated);
}
