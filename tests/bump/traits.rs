//! What may go to another thread.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::MutexGuard;

use layout_core::alloc::{
    AllocError, Bump, BumpArray, BumpBox, BumpString, BumpVec, Checkpoint, FixedBump, InitError,
    LocalBump, SyncBump, TypedBump,
};
use static_assertions::{assert_impl_all, assert_not_impl_any};

assert_impl_all!(Bump: Send, Default, std::fmt::Debug);
assert_not_impl_any!(Bump: Sync, Clone);
assert_not_impl_any!(Bump<1, crate::source::Source>: Send, Sync);
assert_impl_all!(FixedBump<'static>: Send);
assert_not_impl_any!(FixedBump<'static>: Sync, Clone);
assert_impl_all!(BumpArray<8>: Send, Sync);
assert_not_impl_any!(Checkpoint: Send, Sync);
assert_impl_all!(SyncBump: Send, Sync);
assert_impl_all!(LocalBump<'static>: Send);
assert_not_impl_any!(LocalBump<'static>: Sync, Clone);

assert_impl_all!(TypedBump<Cell<i32>>: Send, Default, std::fmt::Debug);
assert_not_impl_any!(TypedBump<i32>: Sync, Clone);
assert_not_impl_any!(TypedBump<Rc<i32>>: Send);

assert_impl_all!(BumpBox<'static, i32>: Send, Sync);
assert_impl_all!(BumpBox<'static, dyn Send>: Send);
assert_not_impl_any!(BumpBox<'static, dyn Send>: Sync);
assert_not_impl_any!(BumpBox<'static, Rc<i32>>: Send, Sync);
assert_impl_all!(BumpBox<'static, Cell<i32>>: Send);
assert_not_impl_any!(BumpBox<'static, Cell<i32>>: Sync);
assert_impl_all!(BumpBox<'static, MutexGuard<'static, i32>>: Sync);
assert_not_impl_any!(BumpBox<'static, MutexGuard<'static, i32>>: Send);

assert_not_impl_any!(BumpVec<'static, u8>: Send, Sync, Clone);
assert_not_impl_any!(BumpString<'static>: Send, Sync, Clone);

assert_impl_all!(AllocError: Send, Sync, Copy, std::error::Error);
assert_impl_all!(InitError<AllocError>: Send, Sync, std::error::Error);

/// An arena moves to another thread with what is in it.
#[test]
fn an_arena_moves_to_another_thread() {
    let bump = Bump::new();
    bump.alloc([1_u8; 1000]);
    let used = std::thread::spawn(move || {
        bump.alloc(2);
        bump.statistics().used
    });
    assert_eq!(used.join().ok(), Some(1004));
}

#[test]
fn debug_tells_what_is_held() {
    let bump: Bump = Bump::new();
    bump.alloc(7_u8);
    let arena = format!("Bump {{ statistics: {:?}, .. }}", bump.statistics());
    assert_eq!(format!("{bump:?}"), arena);
    let text = format!("{:?}", bump.checkpoint());
    assert!(text.starts_with("Checkpoint { pos: 0x") && text.ends_with(", .. }"), "{text}");
    bump.scope(|scope| {
        let mut values = BumpVec::new_in(scope);
        values.extend([1, 2]);
        assert_eq!(format!("{values:?}"), "[1, 2]");
    });

    let mut array = BumpArray::<64>::new();
    assert_eq!(format!("{array:?}"), "BumpArray { size: 64, .. }");
    let fixed = array.bump();
    fixed.alloc(7_u8);
    assert_eq!(format!("{fixed:?}"), "FixedBump { capacity: 64, remaining: 63 }");

    let shared: SyncBump = SyncBump::new();
    assert_eq!(format!("{shared:?}"), "SyncBump { idle: [] }");
    let local = format!("{:?}", shared.local());
    assert!(local.starts_with("LocalBump(Bump { statistics: Statistics { chunks: 0,"), "{local}");
}
