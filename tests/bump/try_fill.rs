//! Slices whose values may fail to be made, in arenas whose memory may end: the error says which of both it was, and
//! the room is given back.

use layout_core::alloc::{Bump, InitError};

/// An arena that takes no more than its first chunk.
fn full() -> Bump {
    let bump = Bump::with_capacity(256);
    bump.set_limit(Some(bump.allocated_bytes()));
    bump
}

#[test]
fn values_that_are_all_made_are_a_slice() {
    let bump = Bump::new();
    let squares = bump.try_alloc_slice_try_fill_with(4, |index| Ok::<_, String>(index * index));
    assert_eq!(squares.unwrap(), [0, 1, 4, 9]);
    let numbers = ["1", "2", "3"].map(str::parse::<u8>);
    assert_eq!(bump.try_alloc_slice_try_fill_iter(numbers).unwrap(), [1, 2, 3]);
    let none = bump.try_alloc_slice_try_fill_with(0, |_| Err::<u64, _>("not called"));
    assert_eq!(none.unwrap(), [0_u64; 0]);
}

#[test]
fn a_value_that_fails_gives_the_room_back() {
    let bump = Bump::with_capacity(256);
    let before = std::ptr::from_mut(bump.alloc(1_u64)).addr();
    let mut made = 0;
    let failed = bump.try_alloc_slice_try_fill_with(4, |index| {
        made += 1;
        if index == 2 { Err("the third") } else { Ok(index as u64) }
    });
    assert_eq!(failed.unwrap_err(), InitError::Init("the third"));
    assert_eq!(made, 3, "the others are not made");
    let numbers = ["1", "x", "3"].map(str::parse::<u64>);
    let failed = bump.try_alloc_slice_try_fill_iter(numbers);
    assert!(matches!(failed, Err(InitError::Init(_))));
    // The next value lies beside the one before both.
    let after = std::ptr::from_mut(bump.alloc(2_u64)).addr();
    assert_eq!(before.abs_diff(after), size_of::<u64>());
}

#[test]
fn without_memory_no_value_is_made() {
    let bump = full();
    let failed = bump.try_alloc_slice_try_fill_with(4096, |_| -> Result<u64, ()> {
        unreachable!("there is no memory for it")
    });
    assert!(matches!(failed, Err(InitError::Alloc(_))));
    let values = (0..4096_u64).collect::<Vec<_>>();
    let failed = bump.try_alloc_slice_try_fill_iter(values.into_iter().map(Ok::<_, ()>));
    assert!(matches!(failed, Err(InitError::Alloc(_))));
    assert_eq!(bump.try_alloc_slice_try_fill_with(2, Ok::<_, ()>).unwrap(), [0, 1]);
}

#[test]
fn an_arena_is_made_with_room_or_not_at_all() {
    let bump = Bump::try_with_capacity(1000).expect("there is memory");
    assert!(bump.allocated_bytes() >= 1000);
    assert!(Bump::try_with_capacity(usize::MAX / 2).is_err());
}
