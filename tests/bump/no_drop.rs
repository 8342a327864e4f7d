//! An arena that refuses what it would never drop. What does not compile is among the tests of `ui`.

use std::cell::Cell;
use std::mem::ManuallyDrop;

use layout_core::alloc::{Bump, BumpArray, BumpString, BumpVec, NoDrop, SyncBump};

/// Notes that it was dropped.
struct Noted<'a>(&'a Cell<usize>);

impl Drop for Noted<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

#[test]
fn what_needs_no_drop_is_taken_by_each_method() {
    let bump = Bump::new();
    let arena = NoDrop::new(&bump);
    let mut kept: Vec<&[u32]> = vec![
        std::slice::from_ref(arena.alloc(1)),
        std::slice::from_ref(arena.alloc_with(|| 2)),
        std::slice::from_ref(arena.alloc_aligned::<64, _>(3)),
        std::slice::from_ref(arena.alloc_cache_aligned(4)),
        std::slice::from_ref(arena.alloc_line_packed(5)),
        arena.alloc_slice_copy(&[6, 7]),
        arena.alloc_slice_clone(&[8]),
        arena.alloc_slice_fill_with(1, |_| 9),
        arena.alloc_slice_fill_iter([10]),
    ];
    kept.push(arena.alloc_slice_try_fill_with(1, |_| "11".parse()).unwrap());
    assert!(kept.concat().into_iter().eq(1..=11));
    assert_eq!(
        (arena.alloc_str("text"), arena.alloc_cstr(c"c")),
        (&mut *String::from("text"), c"c")
    );
    // By choice: what is wrapped so is not meant to be dropped.
    assert_eq!(**arena.alloc(ManuallyDrop::new(String::new())), "");
    arena.alloc_uninit::<String>();
    assert_eq!(arena.try_alloc(12), Ok(&mut 12));
    assert!(arena.arena().statistics().used > 100);
}

#[test]
fn what_an_owner_drops_is_dropped_once() {
    let dropped = Cell::new(0);
    let mut memory = BumpArray::<1024>::new();
    let bump = memory.bump();
    let arena = NoDrop::new(&bump);
    drop(arena.alloc_box(Noted(&dropped)));
    drop(arena.alloc_box_with(|| Noted(&dropped)));
    drop(arena.alloc_box_slice([Noted(&dropped), Noted(&dropped)]));
    assert_eq!(dropped.get(), 4);
    let mut vec = BumpVec::new_in(&arena);
    vec.extend([(); 5].map(|()| Noted(&dropped)));
    let boxed = vec.into_boxed_slice();
    assert_eq!((boxed.len(), dropped.get()), (5, 4));
    drop(boxed);
    assert_eq!(dropped.get(), 9);
    let text = BumpString::from_str_in("text", &arena);
    assert_eq!(text.into_str(), "text");
}

/// The arena of a scope, a thread's, and one that wraps one that refuses.
#[test]
fn any_arena_can_refuse() {
    let bump = Bump::new();
    let sum = bump.scope(|scratch| {
        let arena = NoDrop::new(scratch);
        let again = NoDrop::new(&arena);
        *arena.alloc(1) + *again.alloc(2)
    });
    assert_eq!((sum, bump.statistics().used), (3, 0));
    let shared: SyncBump = SyncBump::new();
    let local = shared.local();
    let kept = NoDrop::new(&local).alloc_str("kept");
    drop(local);
    assert_eq!(kept, "kept");
    assert_eq!(size_of::<NoDrop<&Bump>>(), size_of::<&Bump>());
}
