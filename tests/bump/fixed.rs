//! Arenas over a buffer.

use std::mem::MaybeUninit;

use layout_core::alloc::{AllocError, BumpArray, FixedBump};

const EMPTY: BumpArray<64> = BumpArray::new(); // in a constant

#[test]
fn all_bytes_of_the_buffer_are_used() {
    for len in 0..100 {
        let mut buffer = vec![MaybeUninit::uninit(); len];
        let bump = FixedBump::new(&mut buffer);
        for n in 0..len {
            assert_eq!(bump.remaining(), len - n);
            bump.alloc(1_u8);
        }
        assert_eq!(bump.try_alloc(1_u8), Err(AllocError::Full { size: 1, remaining: 0 }));
        assert_eq!((bump.remaining(), bump.capacity()), (0, len));
    }
}

#[test]
fn alignment_is_that_of_the_address() {
    let mut memory = BumpArray::<128>::new();
    let mut bytes = [MaybeUninit::<u8>::uninit(); 100];
    for skip in 0..16 {
        let bump = FixedBump::new(&mut bytes[skip..]);
        for _ in 0..5 {
            assert_eq!(std::ptr::from_mut(bump.alloc(1_u64)).addr() % align_of::<u64>(), 0);
            bump.alloc(1_u8);
        }
    }
    let bump = memory.bump();
    assert_eq!(std::ptr::from_mut(bump.alloc(1_u128)).addr() % align_of::<u128>(), 0);
    assert_eq!(bump.remaining(), 112, "the array is aligned, so nothing was lost");
}

#[test]
fn a_reset_gives_all_back() {
    let mut memory = EMPTY;
    let mut bump = memory.bump();
    for n in 0..10_u64 {
        let numbers = bump.alloc_slice_fill_with(8, |_| n);
        assert_eq!(numbers, [n; 8]);
        assert!(bump.try_alloc(0_u8).is_err());
        bump.reset();
    }
    assert_eq!(memory.bump().remaining(), 64);
}

#[test]
fn a_value_that_is_not_made_gives_its_room_back() {
    let mut memory = BumpArray::<64>::new();
    let bump = memory.bump();
    for _ in 0..10 {
        assert_eq!(bump.alloc_try_with(|| Err::<[u8; 64], _>("no")), Err("no"));
    }
    assert_eq!(bump.alloc_slice_fill_iter((0..8_u32).map(|n| n * n)), [0, 1, 4, 9, 16, 25, 36, 49]);
}

#[test]
fn a_fixed_arena_moves_with_what_borrows_nothing() {
    let mut memory = BumpArray::<64>::new();
    let bump = memory.bump();
    bump.alloc(1_u8);
    let moved = Box::new(bump);
    assert_eq!((*moved.alloc(2_u8), moved.remaining()), (2, 62));
    assert_eq!(format!("{moved:?}"), "FixedBump { capacity: 64, remaining: 62 }");
}

/// A line is never straddled, wherever the buffer begins.
#[test]
fn lines_are_not_straddled() {
    let mut bytes = [MaybeUninit::<u8>::uninit(); 2000];
    for skip in 0..64 {
        let bump = FixedBump::new(&mut bytes[skip..]);
        while let Ok(value) = bump.try_alloc_line_packed([0_u8; 24]) {
            assert!(value.as_ptr().addr() % 64 <= 40);
        }
        assert!(bump.remaining() < 24 + 64);
    }
}

/// What is left is lent, given back also if the scope unwinds, and nobody else's meanwhile.
#[test]
fn a_scope_has_what_is_left() {
    let mut memory = BumpArray::<128>::new();
    let bump = memory.bump();
    let kept = bump.alloc(7_u64);
    for n in 0..100_u8 {
        bump.scope(|inner| {
            let bytes = inner.alloc([n; 60]);
            assert!(bump.try_alloc(1_u8).is_err(), "all is lent");
            assert!(bump.scope(|second| second.try_alloc(1_u8).is_err()), "to one scope");
            inner.scope(|innermost| assert_eq!(innermost.alloc([1_u8; 60])[59], 1));
            assert_eq!((bytes[59], inner.remaining(), inner.capacity()), (n, 60, 120));
        });
        assert_eq!(bump.remaining(), 120);
    }
    let unwound = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        bump.scope(|inner| {
            inner.alloc([0_u8; 100]);
            panic!("on purpose")
        })
    }));
    assert!(unwound.is_err());
    assert_eq!((bump.alloc([1_u8; 120])[0], *kept), (1, 7));
}

#[test]
fn a_static_arena_is_taken_once() {
    static MEMORY: layout_core::alloc::StaticBump<64> = layout_core::alloc::StaticBump::new();
    let taken: Vec<_> = std::thread::scope(|scope| {
        let threads = [(); 8].map(|()| scope.spawn(|| MEMORY.take()));
        threads.into_iter().filter_map(|thread| thread.join().expect("it does not panic")).collect()
    });
    assert_eq!(taken.len(), 1);
    assert_eq!(format!("{MEMORY:?}"), "StaticBump { size: 64, is_taken: true, .. }");
    let forever: &'static mut u64 = {
        let bump: &'static FixedBump<'static> = Box::leak(Box::new(taken)).first().expect("one");
        bump.alloc(5)
    };
    assert_eq!((*forever, (&raw const *forever).addr() % 8), (5, 0));
}
