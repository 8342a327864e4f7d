//! The arena that drops its values.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use layout_core::alloc::{AllocError, TypedBump};
use proptest::prelude::*;

/// Notes in a list that it was dropped.
struct Noted<'a> {
    number: u64,
    list: &'a RefCell<Vec<u64>>,
    panics: bool,
}

impl Drop for Noted<'_> {
    fn drop(&mut self) {
        self.list.borrow_mut().push(self.number);
        assert!(!self.panics, "as told");
    }
}

#[test]
fn values_stay_where_they_are() {
    let bump = TypedBump::new();
    let values: Vec<&mut u64> = (0..10_000).map(|number| bump.alloc(number)).collect();
    assert_eq!(bump.len(), 10_000);
    assert!(bump.capacity() >= 10_000);
    assert!(values.iter().map(|value| **value).eq(0..10_000));
    let mut addresses: Vec<usize> =
        values.iter().map(|value| (&raw const **value).addr()).collect();
    addresses.sort_unstable();
    assert!(addresses.windows(2).all(|pair| pair[1] - pair[0] >= 8));
}

/// Slices do not make the chunk grow where it lies, which would move what lies in it.
#[test]
fn slices_stay_where_they_are() {
    let bump = TypedBump::new();
    let first: &u64 = bump.alloc(1000);
    let mut slices = Vec::new();
    for len in 0..200_u64 {
        let slice = bump.try_alloc_vec((0..len).collect()).expect("there is memory");
        slices.push((len, slice.as_ptr().addr(), slice));
    }
    for (len, address, slice) in &slices {
        assert_eq!((slice.as_ptr().addr(), slice.len() as u64), (*address, *len));
        assert!(slice.iter().copied().eq(0..*len), "the slice of {len} changed");
    }
    assert_eq!(*first, 1000);
    let mut bump = bump;
    let starts: Vec<usize> = bump.iter_mut().map(|value| (&raw const *value).addr()).collect();
    // After the first value come the slices, in their order, each in one piece.
    let mut index = 1;
    for len in 1..200 {
        assert!(starts[index..index + len].is_sorted_by(|a, b| b - a == size_of::<u64>()));
        index += len;
    }
    assert_eq!(index, starts.len());
}

/// A chunk takes as many values as it has room for.
#[test]
fn chunks_are_filled_before_there_is_another() {
    let bump = TypedBump::with_capacity(200);
    assert_eq!(bump.capacity(), 200);
    bump.alloc_vec(vec![1_u64; 120]);
    bump.reserve(80);
    bump.alloc_vec(vec![2_u64; 80]);
    assert_eq!((bump.len(), bump.capacity()), (200, 200));
    bump.alloc(3);
    assert_eq!((bump.len(), bump.capacity()), (201, 600));
    bump.alloc_vec(vec![4_u64; 400]);
    // Less than half of the last chunk was used, so that the next one is as large.
    assert_eq!((bump.len(), bump.capacity()), (601, 1000));
    assert_eq!(format!("{bump:?}"), "TypedBump { len: 601, capacity: 1000, .. }");
    let values = bump.into_vec();
    assert!(values.len() == 601 && values.capacity() < 700, "{} for 601", values.capacity());
}

#[test]
fn the_first_chunk_has_a_kibibyte_or_four_values() {
    fn first_capacity<T: Default>() -> usize {
        let bump = TypedBump::new();
        bump.alloc(T::default());
        bump.capacity()
    }
    assert_eq!(first_capacity::<u8>(), 1024);
    assert_eq!(first_capacity::<u64>(), 128);
    assert_eq!(first_capacity::<[[u64; 32]; 1]>(), 4);
    assert_eq!(first_capacity::<[[u64; 32]; 32]>(), 4);
}

#[test]
fn values_may_refer_to_each_other() {
    struct Node<'a> {
        name: String,
        next: Cell<Option<&'a Node<'a>>>,
    }
    let bump = TypedBump::new();
    let nodes: Vec<&Node<'_>> = (0..100)
        .map(|number| &*bump.alloc(Node { name: number.to_string(), next: Cell::new(None) }))
        .collect();
    for (index, node) in nodes.iter().enumerate() {
        node.next.set(Some(nodes[(index + 1) % 100]));
    }
    let mut at = nodes[0];
    for step in 0..250 {
        assert_eq!(at.name, (step % 100).to_string());
        at = at.next.get().unwrap();
    }
}

#[test]
fn each_value_is_dropped_once() {
    let list = RefCell::new(Vec::new());
    let noted = |number| Noted { number, list: &list, panics: false };
    let mut bump = TypedBump::new();
    for number in 0..300 {
        bump.alloc(noted(number));
    }
    assert!(list.borrow().is_empty());
    bump.reset();
    let mut dropped = list.take();
    dropped.sort_unstable();
    assert!(dropped.iter().copied().eq(0..300));
    assert!(bump.is_empty() && bump.capacity() > 0);

    bump.alloc(noted(7));
    bump.alloc_slice_fill_iter((8..2000).map(noted));
    drop(bump);
    let mut dropped = list.take();
    dropped.sort_unstable();
    assert!(dropped.iter().copied().eq(7..2000));
}

#[test]
fn a_panic_in_a_drop_leaves_out_none() {
    for resets in [true, false] {
        let list = RefCell::new(Vec::new());
        let mut bump = TypedBump::new();
        for number in 0..300 {
            bump.alloc(Noted { number, list: &list, panics: number == 5 });
        }
        assert!(
            catch_unwind(AssertUnwindSafe(|| {
                if resets { bump.reset() } else { drop(std::mem::take(&mut bump)) }
            }))
            .is_err()
        );
        let mut dropped = list.take();
        dropped.sort_unstable();
        assert!(dropped.iter().copied().eq(0..300));
        assert!(bump.is_empty());
        drop(bump);
        assert!(list.take().is_empty());
    }
}

#[test]
fn the_iterator_may_use_the_arena() {
    let bump = TypedBump::new();
    let inner: RefCell<Vec<&mut String>> = RefCell::new(Vec::new());
    let outer = bump.alloc_slice_fill_iter((0..50).map(|number| {
        inner.borrow_mut().push(bump.alloc(format!("inner {number}")));
        format!("outer {number}")
    }));
    for (number, (outer, inner)) in outer.iter().zip(inner.borrow().iter()).enumerate() {
        assert_eq!((outer, &**inner), (&format!("outer {number}"), &format!("inner {number}")));
    }
    assert_eq!(bump.len(), 100);
}

#[test]
fn values_without_size_are_counted_and_dropped() {
    thread_local! {
        static DROPPED: Cell<u32> = const { Cell::new(0) };
    }
    struct Nothing;
    impl Drop for Nothing {
        fn drop(&mut self) {
            DROPPED.set(DROPPED.get() + 1);
        }
    }
    let bump = TypedBump::with_capacity(10);
    for _ in 0..1000 {
        bump.alloc(Nothing);
    }
    assert_eq!(bump.alloc_vec(vec![Nothing, Nothing]).len(), 2);
    assert_eq!((bump.len(), DROPPED.get()), (1002, 0));
    drop(bump);
    assert_eq!(DROPPED.get(), 1002);

    let full = TypedBump::new();
    assert_eq!(full.alloc_vec(vec![(); usize::MAX]).len(), usize::MAX);
    assert_eq!(full.try_reserve(0), Ok(()));
}

#[test]
fn what_is_too_large_is_refused() {
    let bump = TypedBump::new();
    bump.alloc([1_u64; 4]);
    assert_eq!(bump.try_reserve(usize::MAX), Err(AllocError::Overflow));
    assert_eq!(bump.try_reserve(usize::MAX / 32 + 1), Err(AllocError::Overflow));
    // Addresses of 32 bits may have room for a quarter of them.
    if cfg!(target_pointer_width = "64") {
        let size = 1 << (usize::BITS - 2);
        assert_eq!(bump.try_reserve(size / 32), Err(AllocError::OutOfMemory { size }));
    }
    assert!(TypedBump::<u64>::try_with_capacity(usize::MAX).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| bump.reserve(usize::MAX))).is_err());
    assert_eq!(*bump.try_alloc([2; 4]).unwrap(), [2; 4]);
    assert_eq!(bump.into_vec(), [[1; 4], [2; 4]]);
}

#[test]
fn alignments_are_kept() {
    #[derive(Clone, Copy)]
    #[repr(align(4096))]
    struct Page(u8);
    let bump = TypedBump::new();
    for number in 0..20 {
        let page = bump.alloc(Page(number));
        assert_eq!(((&raw const *page).addr() % 4096, page.0), (0, number));
    }
}

#[test]
fn one_chunk_becomes_a_vector_as_it_is() {
    let bump = TypedBump::with_capacity(100);
    let start = &raw const *bump.alloc(0_u64);
    for number in 1..100 {
        bump.alloc(number);
    }
    let values = bump.into_vec();
    assert_eq!(values.as_ptr(), start);
    assert!(values.into_iter().eq(0..100));
}

#[derive(Clone, Debug)]
enum Step {
    One,
    Slice(usize),
    Vector(usize),
    Reserve(usize),
    Change,
    Reset,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => Just(Step::One),
        4 => (0..400_usize).prop_map(Step::Slice),
        4 => (0..400_usize).prop_map(Step::Vector),
        1 => (0..1000_usize).prop_map(Step::Reserve),
        2 => Just(Step::Change),
        1 => Just(Step::Reset),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// It holds what a vector holds after the same steps, in the same order.
    #[test]
    fn it_holds_what_a_vector_holds(steps in prop::collection::vec(step(), 1..60)) {
        let count = Rc::new(());
        let mut bump = TypedBump::new();
        let mut model: Vec<u64> = Vec::new();
        let mut next = 0_u64;
        let mut values = |count_of: usize| -> Vec<u64> {
            (0..count_of).map(|_| { next += 1; next }).collect()
        };
        for step in steps {
            match step {
                Step::One => {
                    let new = values(1);
                    prop_assert_eq!(bump.alloc((new[0], Rc::clone(&count))).0, new[0]);
                    model.extend(new);
                }
                Step::Slice(len) => {
                    let new = values(len);
                    let slice = bump.alloc_slice_fill_iter(new.iter().map(|&n| (n, Rc::clone(&count))));
                    prop_assert!(slice.iter().map(|value| value.0).eq(new.iter().copied()));
                    model.extend(new);
                }
                Step::Vector(len) => {
                    let new = values(len);
                    let vector = new.iter().map(|&n| (n, Rc::clone(&count))).collect();
                    prop_assert_eq!(bump.alloc_vec(vector).len(), len);
                    model.extend(new);
                }
                Step::Reserve(additional) => bump.reserve(additional),
                Step::Change => {
                    bump.iter_mut().for_each(|value| value.0 *= 3);
                    for value in &mut model {
                        *value *= 3;
                    }
                }
                Step::Reset => {
                    bump.reset();
                    model.clear();
                }
            }
            prop_assert_eq!((bump.len(), bump.is_empty()), (model.len(), model.is_empty()));
            prop_assert!(bump.capacity() >= model.len());
            prop_assert_eq!(Rc::strong_count(&count), model.len() + 1);
            prop_assert!(bump.iter_mut().map(|value| value.0).eq(model.iter().copied()));
        }
        prop_assert!(bump.into_vec().into_iter().map(|value| value.0).eq(model));
        prop_assert_eq!(Rc::strong_count(&count), 1);
    }
}

/// As many as can be counted, and not one more.
#[test]
fn zero_sized_values_do_not_overflow_the_count() {
    let bump = TypedBump::new();
    bump.alloc_vec(vec![(); usize::MAX]);
    assert_eq!(bump.len(), usize::MAX);
    assert_eq!(bump.try_alloc(()), Err(AllocError::Overflow));
    assert!(bump.try_alloc_vec(vec![(); usize::MAX]).is_err() && bump.try_reserve(1).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| bump.alloc_vec(vec![()]).len())).is_err());
    assert_eq!((bump.len(), bump.capacity()), (usize::MAX, usize::MAX));
}

#[test]
fn iterators_know_how_many_values_are_left() {
    let mut bump = TypedBump::new();
    for n in 0..1000_u64 {
        bump.alloc(n);
    }
    let mut values = bump.iter_mut();
    assert_eq!((values.len(), values.size_hint()), (1000, (1000, Some(1000))));
    assert_eq!((values.next().copied(), values.next_back().copied()), (Some(0), Some(999)));
    assert_eq!(values.len(), 998);
    assert!(values.rev().map(|value| *value).eq((1..999).rev()));
    assert_eq!(TypedBump::<u8>::new().iter_mut().len(), 0);
}

#[test]
fn room_is_initialized_by_the_caller() {
    let list = RefCell::default();
    let bump = TypedBump::new();
    bump.alloc(Noted { number: 0, list: &list, panics: false });
    // SAFETY: all values are initialized right away.
    let room = unsafe { bump.alloc_slice_uninit(100) };
    for (number, place) in (1..).zip(room) {
        place.write(Noted { number, list: &list, panics: false });
    }
    drop(bump);
    let mut numbers = list.take();
    numbers.sort_unstable();
    assert!(numbers.into_iter().eq(0..=100));
}

/// A large slice leaves the next chunk small; many slices, each a little larger than a chunk, do not get one each.
#[test]
fn large_slices_do_not_make_an_arena_large() {
    let bump = TypedBump::new();
    bump.alloc(1_u64);
    bump.alloc_vec(vec![2; 1 << 20]);
    bump.alloc(3);
    assert!(bump.capacity() < (1 << 20) + 1000, "{bump:?}");
    let bump = TypedBump::new();
    let (mut chunks, mut before) = (0, 0);
    for _ in 0..1000 {
        bump.alloc_vec(vec![4_u64; 200]);
        chunks += usize::from(bump.capacity() != before);
        before = bump.capacity();
    }
    assert!(chunks < 20 && before < 3 * 200 * 1000, "{chunks} chunks: {bump:?}");
    // And both in turn.
    let bump = TypedBump::new();
    for _ in 0..100 {
        bump.alloc(5_u64);
        bump.alloc_vec(vec![6; 10_000]);
    }
    assert!(bump.capacity() < 3 * bump.len(), "{bump:?}");
}

/// A million values touch no more pages than in a plain list of vectors, each made before it is noted, which is what
/// typed-arena is. (To make room in the list first cost 29 % more: the C library then gave back, and took anew, what
/// an arena before had used.)
#[test]
#[cfg(target_os = "linux")]
fn an_arena_made_anew_touches_no_more_pages_than_vectors() {
    fn page_faults() -> i64 {
        // SAFETY: zeros are numbers.
        let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
        // SAFETY: it is written to.
        assert_eq!(unsafe { libc::getrusage(libc::RUSAGE_THREAD, &raw mut usage) }, 0);
        #[allow(clippy::useless_conversion, reason = "it has 32 bits where words do")]
        i64::from(usage.ru_minflt)
    }
    fn counted(work: impl Fn()) -> i64 {
        let before = page_faults();
        (0..3).for_each(|_| work());
        page_faults() - before
    }
    let plain = || {
        let (mut full, mut current) = (Vec::new(), Vec::with_capacity(128));
        for n in 0..1_000_000_u64 {
            if current.len() == current.capacity() {
                let next = Vec::with_capacity(2 * current.len());
                full.push(std::mem::replace(&mut current, next));
            }
            current.push(n);
        }
        std::hint::black_box((full, current));
    };
    let ours = || {
        let bump = TypedBump::new();
        for n in 0..1_000_000_u64 {
            bump.alloc(n);
        }
        std::hint::black_box(&bump);
    };
    let rounds: Vec<(i64, i64)> = (0..3).map(|_| (counted(ours), counted(plain))).collect();
    // In any round after the first: the heap itself grows in that.
    assert!(rounds[1..].iter().any(|(ours, plain)| *ours <= plain + plain / 20), "{rounds:?}");
}
