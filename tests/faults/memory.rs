//! A global allocator that fails at each call, one after the other. The pools have the same in their own
//! suite, and the arenas over a source of their own.

use layout_core::alloc::{AlignedVec, AllocError, Bump, BumpVec, SyncBump, TypedBump};

use crate::failing::{failing_above, failing_after, gives_all_back};

/// Runs `work` with 0, 1, 2 ... allocations that succeed, until it does; it frees all that it allocates.
fn with_each_failure(least: usize, work: impl Fn() -> Result<(), AllocError>) {
    for count in 0.. {
        assert!(count < 1000, "1000 allocations are not enough");
        if gives_all_back(|| failing_after(count, &work)).is_ok() {
            assert!(count >= least, "no more than {count} allocations were tried");
            return;
        }
    }
}

#[test]
fn an_arena_refuses_and_goes_on() {
    with_each_failure(5, || {
        let mut bump = Bump::new();
        let mut all = Vec::new();
        if all.try_reserve_exact(300).is_err() {
            return Err(AllocError::OutOfMemory { size: 300 });
        }
        let mut refused = None;
        for number in 0..300_u64 {
            match bump.try_alloc([number; 4]) {
                Ok(value) => all.push((number, value)),
                Err(error) => refused = Some(error),
            }
        }
        assert!(all.iter().all(|(number, value)| **value == [*number; 4]), "a value changed");
        let scoped = bump.scope(|scope| scope.try_alloc_slice_fill_with(200, |n| n).map(|_| ()));
        bump.reset();
        refused.map_or(scoped, Err)
    });
}

#[test]
fn a_vector_in_an_arena_refuses_and_keeps_what_it_has() {
    with_each_failure(4, || {
        let bump: Bump = Bump::new();
        let mut vec = BumpVec::new_in(&bump);
        let refused = (0..2000_u32).find_map(|number| vec.try_push(number).err());
        assert!(vec.iter().copied().eq(0..u32::try_from(vec.len()).expect("they are few")));
        refused.map_or(Ok(()), Err)
    });
}

#[test]
fn a_typed_arena_refuses_and_keeps_what_it_has() {
    with_each_failure(6, || {
        let bump = TypedBump::new();
        let mut refused = None;
        for number in 0..2000_u32 {
            refused = bump.try_alloc(number).err().or(refused);
        }
        refused = bump.try_reserve(100_000).err().or(refused);
        let mut bump = bump;
        assert!(bump.iter_mut().is_sorted(), "a value changed");
        refused.map_or(Ok(()), Err)
    });
}

/// Where twice as much as before cannot be had, half of that can.
#[test]
fn a_typed_arena_takes_what_there_is() {
    let bump = TypedBump::with_capacity(1000);
    bump.alloc_slice_fill_iter(0..1000_u64);
    let (taken, reserved) = failing_above(12_000, || {
        (bump.try_alloc(1000).map(|value| *value), bump.try_reserve(2000))
    });
    assert_eq!((taken, bump.capacity()), (Ok(1000), 2000));
    assert_eq!(reserved, Err(AllocError::OutOfMemory { size: 16_000 }));
}

#[test]
fn an_aligned_vector_refuses_and_keeps_what_it_has() {
    with_each_failure(4, || {
        let mut vec = AlignedVec::<u32, 64>::new();
        for number in 0..2000 {
            if let Err(error) = vec.try_reserve(1) {
                assert!(vec.iter().copied().eq(0..number), "an element changed");
                return Err(error);
            }
            vec.push(number);
        }
        Ok(())
    });
}

/// The last failure is that of noting that a local arena is back.
#[test]
fn a_local_arena_that_cannot_be_given_back_is_leaked() {
    let arena: SyncBump = SyncBump::new();
    let value = failing_after(1, || {
        let local = arena.local();
        local.try_alloc(7).expect("one allocation succeeds")
    });
    assert_eq!(*value, 7, "what was allocated stays");
    *value = 8;
    assert_eq!(arena.allocated_bytes(), 0, "it did not come back");
    assert_eq!(*arena.local().alloc(9), 9);
    assert_eq!(*value, 8, "what was allocated stays");
}
