//! Panics, re-entrancy, iterators that lie, values that are forgotten.

use std::alloc::Layout;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;
use std::rc::Rc;

use layout_core::alloc::{Bump, BumpArray, BumpBox, ChunkSource, Global};

/// Counts how often it is dropped.
#[derive(Clone)]
struct Counted(Rc<Cell<usize>>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

fn panics<R>(work: impl FnOnce() -> R) {
    assert!(catch_unwind(AssertUnwindSafe(work)).is_err(), "it was to panic");
}

#[test]
fn a_closure_that_panics_leaves_the_arena_usable() {
    let bump = Bump::new();
    panics(|| bump.alloc_with(|| -> String { panic!("on purpose") }).len());
    panics(|| bump.alloc_box_with(|| -> String { panic!("on purpose") }).len());
    panics(|| bump.alloc_try_with(|| -> Result<String, ()> { panic!("on purpose") }).is_ok());
    assert_eq!(bump.alloc_str("fine"), "fine");
    let mut memory = BumpArray::<64>::new();
    let fixed = memory.bump();
    panics(|| *fixed.alloc_with(|| -> u64 { panic!("on purpose") }));
    assert_eq!(*fixed.alloc(2), 2);
}

/// The fourth cannot be cloned.
struct Fragile(Counted, usize);
impl Clone for Fragile {
    fn clone(&self) -> Self {
        assert!(self.1 != 3, "on purpose");
        Self(self.0.clone(), self.1)
    }
}

#[test]
fn what_was_made_before_a_panic_is_dropped() {
    let drops = Rc::new(Cell::new(0));
    let bump = Bump::new();
    panics(|| {
        bump.alloc_slice_fill_with(10, |n| {
            assert!(n < 7, "on purpose");
            Counted(drops.clone())
        })
        .len()
    });
    assert_eq!(drops.take(), 7);

    let values: Vec<_> = (0..5).map(|n| Fragile(Counted(drops.clone()), n)).collect();
    panics(|| bump.alloc_slice_clone(&values).len());
    assert_eq!(drops.take(), 3);

    let values = (0..9).map(|n| {
        assert!(n < 4, "on purpose");
        Counted(drops.clone())
    });
    panics(|| bump.alloc_slice_fill_iter(exact(values)).len());
    assert_eq!(drops.take(), 4);
    let values = (0..9).map(|n| {
        assert!(n < 5, "on purpose");
        Counted(drops.clone())
    });
    panics(|| bump.alloc_box_slice(exact(values)).len());
    assert_eq!(drops.take(), 5);
}

/// An iterator that says another length than it has.
struct Lying<I> {
    values: I,
    says: usize,
}

impl<I: Iterator> Iterator for Lying<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.values.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.says, Some(self.says))
    }
}

impl<I: Iterator> ExactSizeIterator for Lying<I> {}

fn exact<I: Iterator>(values: I) -> Lying<I> {
    let says = values.size_hint().0;
    Lying { values, says }
}

#[test]
fn an_iterator_that_has_less_makes_a_shorter_slice() {
    let bump = Bump::new();
    let slice = bump.alloc_slice_fill_iter(Lying { values: 0..3_u64, says: 1000 });
    assert_eq!(slice, [0, 1, 2]);
    let next = bump.alloc(9_u64);
    assert_eq!(
        std::ptr::from_mut(next).addr(),
        slice.as_ptr().addr() + 24,
        "the rest is given back"
    );
    assert!(bump.alloc_slice_fill_iter(Lying { values: 0..0_u8, says: 5 }).is_empty());
    let refused = bump.try_alloc_slice_fill_iter(Lying { values: 0..3_u64, says: usize::MAX });
    assert!(refused.is_err());
}

#[test]
fn an_iterator_that_has_more_is_cut_off() {
    let drops = Rc::new(Cell::new(0));
    let bump = Bump::new();
    let values = (0..100).map(|_| Counted(drops.clone()));
    let boxed = bump.alloc_box_slice(Lying { values, says: 2 });
    assert_eq!((boxed.len(), drops.get()), (2, 0));
    drop(boxed);
    assert_eq!(drops.get(), 2);
    assert!(bump.alloc_slice_fill_iter(Lying { values: 0..9, says: 0 }).is_empty());
}

#[test]
fn a_closure_may_use_the_arena() {
    let bump = Bump::new();
    let outer = bump.alloc_with(|| {
        let inner =
            bump.alloc_slice_fill_with(100, |n| *bump.alloc(n) + bump.alloc_str("abc").len());
        bump.scope(|scratch| scratch.alloc([0; 1000]).len()) + inner.len()
    });
    assert_eq!(*outer, 1100);

    // The room of what failed is not the last any more, and so is not given back.
    let mut inside = None;
    let failed = bump.alloc_try_with(|| {
        inside = Some(bump.alloc(77_u64));
        Err::<[u64; 4], _>("no")
    });
    assert_eq!(failed, Err("no"));
    let after = bump.alloc([0_u64; 8]);
    assert_eq!((inside.map(|n| *n), after[7]), (Some(77), 0));

    let slice = bump.alloc_slice_fill_iter((0..50).map(|n| {
        bump.alloc(n);
        *bump.alloc(n)
    }));
    assert_eq!(slice.iter().sum::<i32>(), 49 * 25);
    // One that has less, after the arena was used.
    let values = (0..3).map(|n| *bump.alloc(n));
    let short = bump.alloc_slice_fill_iter(Lying { values, says: 10 });
    let after = bump.alloc([9; 10]);
    assert_eq!((&*short, after[0]), (&[0, 1, 2][..], 9));
}

#[test]
fn a_forgotten_box_leaks_its_value_alone() {
    let drops = Rc::new(Cell::new(0));
    let mut bump = Bump::new();
    std::mem::forget(bump.alloc_box(Counted(drops.clone())));
    bump.alloc(Counted(drops.clone()));
    bump.reset();
    drop(bump.alloc_box(Counted(drops.clone())));
    drop(bump);
    assert_eq!(drops.get(), 1, "plain values and forgotten boxes are not dropped");
}

#[test]
fn a_box_whose_value_panics_on_drop_is_dropped_once() {
    struct Bomb {
        _counted: Counted,
    }
    impl Drop for Bomb {
        fn drop(&mut self) {
            assert!(std::thread::panicking(), "on purpose");
        }
    }
    let drops = Rc::new(Cell::new(0));
    let bump = Bump::new();
    let boxed = bump.alloc_box(Bomb { _counted: Counted(drops.clone()) });
    panics(|| drop(boxed));
    assert_eq!(drops.get(), 1);
    let boxed: BumpBox<[Counted]> = bump.alloc_box_slice([(); 3].map(|()| Counted(drops.clone())));
    drop(boxed);
    assert_eq!(drops.get(), 4);
}

/// What a source does when it is asked.
#[derive(Clone, Default)]
struct Restless {
    arena: Rc<Cell<Option<&'static Bump<1, Restless>>>>,
    panics: Rc<Cell<bool>>,
}

// SAFETY: the memory is that of `Global`.
unsafe impl ChunkSource for Restless {
    fn allocate_chunk(&self, layout: Layout) -> Option<NonNull<u8>> {
        if let Some(arena) = self.arena.take() {
            let inside = arena.alloc([0xab_u8; 100]);
            arena.scope(|scratch| scratch.alloc([0xcd_u8; 2000]).len());
            arena.release_free_chunks();
            assert_eq!(*inside, [0xab; 100]);
            self.arena.set(Some(arena));
        }
        assert!(!self.panics.get(), "on purpose");
        Global.allocate_chunk(layout)
    }

    unsafe fn deallocate_chunk(&self, memory: NonNull<u8>, layout: Layout) {
        // SAFETY: by the contract of this function, and that of `allocate`.
        unsafe { Global.deallocate_chunk(memory, layout) }
    }
}

#[test]
fn a_source_may_use_the_arena_and_unwind() {
    let source = Restless::default();
    // Leaked, so that the source may hold it; taken back below.
    let arena: *mut Bump<1, Restless> = Box::into_raw(Box::new(Bump::new_in(source.clone())));
    {
        // SAFETY: it is there until it is taken back, when the source has forgotten it.
        let bump: &'static Bump<1, Restless> = unsafe { &*arena };
        source.arena.set(Some(bump));
        let kept: Vec<_> = (0..20_u8).map(|n| bump.alloc([n; 1000])).collect();
        bump.reserve(50_000);
        source.panics.set(true);
        panics(|| bump.alloc_slice_fill_with(100_000, |_| 0_u8).len());
        panics(|| bump.reserve(1_000_000));
        source.panics.set(false);
        let after = bump.alloc_slice_fill_with(100_000, |_| 0xff_u8);
        assert!(kept.iter().zip(0..).all(|(bytes, n)| **bytes == [n; 1000]));
        assert_eq!(after[99_999], 0xff);
        let chunks = bump.statistics();
        assert!(chunks.allocated >= chunks.capacity && chunks.capacity >= chunks.used);
        source.arena.set(None);
    }
    // SAFETY: it came from a `Box`, and nobody uses it.
    drop(unsafe { Box::from_raw(arena) });
}

/// What was taken for values that were not made is given back, if it is still the last.
#[test]
fn a_panic_gives_the_room_back() {
    fn stop<T>() -> T {
        panic!("on purpose")
    }
    for measured in [false, true] {
        let bump: Bump<1, Global> =
            if measured { Bump::measured_in(Global) } else { Bump::new_in(Global) };
        bump.alloc([0_u8; 8]);
        let text = || -> String { stop() };
        let used = |what: &str| assert_eq!(bump.statistics().used, 8, "{what}");
        panics(|| bump.alloc_with(stop::<[u64; 8]>).len());
        used("alloc_with");
        panics(|| bump.alloc_try_with(stop::<Result<[u64; 8], ()>>).is_ok());
        used("alloc_try_with");
        panics(|| bump.alloc_slice_fill_with(8, |n| if n < 5 { n } else { stop() }).len());
        used("alloc_slice_fill_with");
        panics(|| bump.alloc_slice_fill_iter([(); 8].map(|()| ()).iter().map(|()| text())).len());
        used("alloc_slice_fill_iter");
        panics(|| bump.alloc_box_with(text).len());
        used("alloc_box_with");
        panics(|| bump.alloc_box_slice((0..8).map(|n| if n < 5 { n } else { stop() })).len());
        used("alloc_box_slice");
        let fragile: Vec<_> = (0..5).map(|n| Fragile(Counted(Rc::new(Cell::new(0))), n)).collect();
        panics(|| bump.alloc_slice_clone(&fragile).len());
        used("alloc_slice_clone");
        let failed = bump.alloc_slice_try_fill_with(8, |n| if n < 5 { Ok(n) } else { Err(n) });
        assert_eq!(failed, Err(5));
        used("alloc_slice_try_fill_with");
        let values = [Ok(1_u64), Err("no"), Ok(2)];
        assert_eq!(bump.alloc_slice_try_fill_iter(values), Err("no"));
        used("alloc_slice_try_fill_iter");
        // Not the last any more.
        panics(|| {
            bump.alloc_with(|| {
                bump.alloc(1_u8);
                stop::<[u8; 8]>()
            })
            .len()
        });
        assert_eq!(bump.statistics().used, 17);
    }
}

#[test]
fn values_before_an_error_are_dropped_once() {
    let drops = Rc::new(Cell::new(0));
    let bump = Bump::new();
    let make = |n| if n < 5 { Ok(Counted(drops.clone())) } else { Err("no") };
    assert!(bump.alloc_slice_try_fill_with(8, make).is_err());
    assert_eq!(drops.take(), 5);
    assert_eq!(bump.alloc_slice_try_fill_with(5, make).map(|slice| slice.len()), Ok(5));
    let short = Lying { values: (0..3).map(make), says: 9 };
    assert_eq!(bump.alloc_slice_try_fill_iter(short).map(|slice| slice.len()), Ok(3));
    assert_eq!(drops.take(), 0);
}

/// A panic names the line of the caller.
#[test]
fn panics_are_where_the_caller_is() {
    use layout_core::alloc::{BumpArray, BumpString, BumpVec, SyncBump, TypedBump};
    thread_local! {
        static FILE: Cell<Option<String>> = const { Cell::new(None) };
    }
    fn ignore<T>(_: T) {}
    fn location(work: impl FnOnce()) -> String {
        panics(AssertUnwindSafe(work));
        FILE.take().expect("the hook was called")
    }
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        FILE.set(info.location().map(|location| location.file().to_owned()));
        before(info);
    }));
    let bump = Bump::new();
    bump.set_limit(Some(10));
    let sync: SyncBump = SyncBump::new();
    let (local, typed, huge) = (sync.local(), TypedBump::<[u8; 1 << 20]>::new(), usize::MAX);
    let mut memory = BumpArray::<4>::new();
    let fixed = memory.bump();
    let vec = || BumpVec::<u64>::new_in(&bump);
    let text = || BumpString::new_in(&bump);
    let mut short = BumpVec::new_in(&fixed);
    short.push(1_u8);
    let all: [&mut dyn FnMut(); 23] = [
        &mut || ignore(bump.alloc(1)),
        &mut || ignore(bump.alloc_with(|| 1)),
        &mut || ignore(bump.alloc_try_with(|| Ok::<_, ()>(1))),
        &mut || ignore(bump.alloc_slice_copy(&[1])),
        &mut || ignore(bump.alloc_slice_fill_with(9, |n| n)),
        &mut || ignore(bump.alloc_slice_uninit::<u64>(huge)),
        &mut || ignore(bump.alloc_slice_fill_iter([1, 2])),
        &mut || ignore(bump.alloc_str("text")),
        &mut || ignore(bump.alloc_box(1)),
        &mut || ignore(bump.alloc_aligned::<64, _>(1)),
        &mut || ignore(bump.alloc_line_packed(1)),
        &mut || bump.reserve(100),
        &mut || ignore(fixed.alloc([1; 9])),
        &mut || ignore(fixed.alloc_slice_copy(&[1; 9])),
        &mut || ignore(local.alloc_slice_uninit::<u64>(huge)),
        &mut || typed.reserve(huge),
        &mut || ignore(Bump::with_capacity(huge)),
        &mut || vec().push(1),
        &mut || vec().reserve(huge),
        &mut || vec().extend([1, 2]),
        &mut || text().push_str("text"),
        &mut || text().push('a'),
        &mut || ignore(short.remove(7)),
    ];
    for (n, work) in all.into_iter().enumerate() {
        assert!(location(work).ends_with("panics.rs"), "number {n}");
    }
}
