//! Aligned vectors against `Vec`, which the same is done to.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use layout_core::alloc::{AlignedVec, AllocError};

use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Push(u8),
    Extend(Vec<u8>),
    Resize(usize, u8),
    Truncate(usize),
    Pop,
    Reserve(usize),
    Clear,
    Clone,
    Insert(usize, u8),
    Remove(usize),
    SwapRemove(usize),
    Retain(u8),
    Dedup(u8),
    Drain(usize, usize),
    Append(Vec<u8>),
    ResizeWith(usize),
    ShrinkToFit,
    Iterate(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any::<u8>().prop_map(Step::Push),
        proptest::collection::vec(any::<u8>(), 0..200).prop_map(Step::Extend),
        (0..300_usize, any::<u8>()).prop_map(|(len, value)| Step::Resize(len, value)),
        (0..300_usize).prop_map(Step::Truncate),
        Just(Step::Pop),
        (0..1000_usize).prop_map(Step::Reserve),
        Just(Step::Clear),
        Just(Step::Clone),
        (any::<usize>(), any::<u8>()).prop_map(|(at, value)| Step::Insert(at, value)),
        any::<usize>().prop_map(Step::Remove),
        any::<usize>().prop_map(Step::SwapRemove),
        any::<u8>().prop_map(Step::Retain),
        any::<u8>().prop_map(Step::Dedup),
        (any::<usize>(), any::<usize>()).prop_map(|(at, len)| Step::Drain(at, len)),
        proptest::collection::vec(any::<u8>(), 0..200).prop_map(Step::Append),
        (0..300_usize).prop_map(Step::ResizeWith),
        Just(Step::ShrinkToFit),
        (0..20_usize).prop_map(Step::Iterate),
    ]
}

/// The steps, with elements that `make` makes of numbers; each is an `Rc`, whose count tells whether it
/// has been dropped.
fn run<const ALIGN: usize>(steps: &[Step]) -> Result<(), TestCaseError> {
    let pool: Vec<Rc<u8>> = (0..=u8::MAX).map(Rc::new).collect();
    let of = |value: &u8| Rc::clone(&pool[usize::from(*value)]);
    let (mut vec, mut model) = (AlignedVec::<Rc<u8>, ALIGN>::new(), Vec::new());
    for step in steps {
        match step {
            Step::Push(value) => {
                vec.push(of(value));
                model.push(of(value));
            }
            Step::Extend(values) => {
                let values: Vec<_> = values.iter().map(of).collect();
                vec.extend_from_slice(&values);
                model.extend_from_slice(&values);
            }
            Step::Resize(len, value) => {
                vec.resize(*len, of(value));
                model.resize(*len, of(value));
            }
            Step::Truncate(len) => {
                vec.truncate(*len);
                model.truncate(*len);
            }
            Step::Pop => prop_assert_eq!(vec.pop(), model.pop()),
            Step::Reserve(more) => {
                vec.reserve(*more);
                prop_assert!(vec.capacity() >= vec.len() + more);
            }
            Step::Clear => {
                vec.clear();
                model.clear();
            }
            Step::Clone => vec = vec.clone(),
            Step::Insert(at, value) => {
                let at = at % (model.len() + 1);
                vec.insert(at, of(value));
                model.insert(at, of(value));
            }
            Step::Remove(at) if !model.is_empty() => {
                let at = at % model.len();
                prop_assert_eq!(vec.remove(at), model.remove(at));
            }
            Step::SwapRemove(at) if !model.is_empty() => {
                let at = at % model.len();
                prop_assert_eq!(vec.swap_remove(at), model.swap_remove(at));
            }
            Step::Remove(_) | Step::SwapRemove(_) => {}
            Step::Retain(mask) => {
                vec.retain(|value| **value & mask == 0);
                model.retain(|value| **value & mask == 0);
            }
            Step::Dedup(mask) => {
                vec.dedup_by(|one, before| **one & mask == **before & mask);
                model.dedup_by(|one, before| **one & mask == **before & mask);
                vec.dedup();
                model.dedup();
            }
            Step::Drain(at, len) => {
                let start = at % (model.len() + 1);
                let end = start + len % (model.len() + 1 - start);
                prop_assert!(vec.drain(start..end).eq(model.drain(start..end)));
            }
            Step::Append(values) => {
                let mut other: AlignedVec<_, 32> = values.iter().map(of).collect();
                vec.append(&mut other);
                prop_assert!(other.is_empty());
                model.extend(values.iter().map(of));
            }
            Step::ResizeWith(len) => {
                vec.resize_with(*len, || of(&9));
                model.resize_with(*len, || of(&9));
            }
            Step::ShrinkToFit => {
                vec.shrink_to_fit();
                prop_assert_eq!(vec.capacity(), vec.len());
            }
            Step::Iterate(count) => {
                // Some from each end; the rest is dropped with the iterator.
                let (mut left, mut right) = (vec.clone().into_iter(), model.clone().into_iter());
                for _ in 0..*count {
                    prop_assert_eq!(left.next(), right.next());
                    prop_assert_eq!(left.next_back(), right.next_back());
                    prop_assert_eq!(left.len(), right.len());
                    prop_assert_eq!(left.as_slice(), right.as_slice());
                }
            }
        }
        prop_assert_eq!(&vec[..], &model[..]);
        prop_assert_eq!(vec.as_ptr().addr() % ALIGN, 0);
    }
    drop(vec);
    for element in &pool {
        let held = model.iter().filter(|other| Rc::ptr_eq(element, other)).count();
        prop_assert_eq!(Rc::strong_count(element), 1 + held, "{} is held by others", element);
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_vector_holds_what_a_vec_holds(steps in proptest::collection::vec(step(), 0..40)) {
        run::<1>(&steps)?;
        run::<64>(&steps)?;
        run::<4096>(&steps)?;
        run::<1_048_576>(&steps[..steps.len().min(4)])?;
    }
}

#[test]
fn values_without_size_need_no_memory() {
    let mut vec = AlignedVec::<(), 256>::new();
    vec.resize(1000, ());
    assert_eq!((vec.len(), vec.capacity()), (1000, usize::MAX));
    assert_eq!(vec.try_reserve(usize::MAX), Err(AllocError::Overflow));
    assert_eq!(vec.as_ptr().addr() % 256, 0);
    assert_eq!(vec.pop(), Some(()));
    vec.push(());
}

#[test]
fn what_cannot_be_had_is_an_error_and_changes_nothing() {
    let mut vec = AlignedVec::<u32, 64>::new();
    vec.extend([1, 2, 3]);
    let limit = isize::MAX.unsigned_abs() / 4;
    for more in [usize::MAX, usize::MAX / 4, limit, limit - 16] {
        let error = vec.try_reserve(more).expect_err("no machine has so much");
        assert!(matches!(error, AllocError::Overflow), "{more}: {error}");
    }
    // The most that there can be, nearly: where addresses have 64 bits, no machine has it.
    let error = vec.try_reserve(limit - 1000);
    if cfg!(target_pointer_width = "64") {
        assert!(matches!(error, Err(AllocError::OutOfMemory { .. })), "{error:?}");
        assert!(AlignedVec::<u8, 1>::try_with_capacity(isize::MAX.unsigned_abs()).is_err());
        assert!(catch_unwind(AssertUnwindSafe(|| vec.reserve(limit - 1000))).is_err());
    }
    assert_eq!(vec[..], [1, 2, 3]);
}

/// An element whose clone, or whose drop, panics once.
#[derive(Debug)]
struct Fragile<'a> {
    fuse: &'a std::cell::Cell<i32>,
    live: &'a std::cell::Cell<i32>,
    in_drop: bool,
}

impl Fragile<'_> {
    fn burn(&self) {
        self.fuse.set(self.fuse.get() - 1);
        if self.fuse.get() == 0 {
            std::panic::panic_any("burnt");
        }
    }
}

impl Clone for Fragile<'_> {
    fn clone(&self) -> Self {
        if !self.in_drop {
            self.burn();
        }
        self.live.set(self.live.get() + 1);
        Self { ..*self }
    }
}

impl Drop for Fragile<'_> {
    fn drop(&mut self) {
        self.live.set(self.live.get() - 1);
        if self.in_drop {
            self.burn();
        }
    }
}

fn first_again<'a>(
    fuse: &'a std::cell::Cell<i32>,
    live: &'a std::cell::Cell<i32>,
    in_drop: bool,
) -> Fragile<'a> {
    live.set(live.get() + 1);
    Fragile { fuse, live, in_drop }
}

#[test]
fn a_panic_of_an_element_drops_each_of_them_once() {
    use std::cell::Cell;

    for in_drop in [false, true] {
        for fuse in 1..20 {
            let (fuse, live) = (Cell::new(fuse), Cell::new(1));
            let result = catch_unwind(AssertUnwindSafe(|| {
                let first = Fragile { fuse: &fuse, live: &live, in_drop };
                let mut vec = AlignedVec::<_, 128>::new();
                vec.extend_from_slice(&[first]);
                vec.resize(5, vec[0].clone());
                vec.truncate(3);
                let _ = vec.clone();
                vec.retain(|element| element.fuse.get() % 2 == 0);
                vec.resize_with(4, || first_again(&fuse, &live, in_drop));
                drop(vec.into_iter().next());
            }));
            assert_eq!(live.get(), 0, "in drop: {in_drop}, fuse {fuse:?}, {result:?}");
        }
    }
}

#[test]
fn vectors_are_compared_shown_and_sent_as_their_elements() {
    let of = |elements: &[u8]| -> AlignedVec<u8, 64> { elements.iter().copied().collect() };
    assert_eq!(of(&[1, 2]), of(&[1, 2]));
    assert!(of(&[1, 2]) != of(&[1, 3]) && of(&[1, 2]) != of(&[1]), "they are not compared");
    static_assertions::assert_impl_all!(AlignedVec<u8, 16>: Send, Sync);
    static_assertions::assert_not_impl_any!(AlignedVec<Rc<u8>, 16>: Send, Sync);
    let vec: AlignedVec<u16, 16> = (0..4).collect();
    assert_eq!((format!("{vec:?}"), vec.clone() == vec), ("[0, 1, 2, 3]".into(), true));
    assert_eq!((&vec).into_iter().sum::<u16>(), 6);
    let mut bytes = AlignedVec::<u8, 512>::default();
    bytes.write_all(b"page").expect("there is memory");
    assert_eq!(bytes.as_ref(), b"page");
}

#[test]
fn a_vector_is_changed_as_a_slice_and_written_to() {
    let mut vec = AlignedVec::<u8, 64>::try_with_capacity(4).expect("there is memory");
    vec.try_push(3).expect("there is room");
    vec.try_resize(3, 1).expect("there is room");
    vec.sort_unstable();
    assert_eq!(vec[..], [1, 1, 3]);
    for value in &mut vec {
        *value *= 2;
    }
    vec.try_resize(2, 0).expect("it becomes shorter");
    vec.write_all(&[9]).and_then(|()| vec.flush()).expect("there is room");
    assert_eq!((&vec[..], format!("{vec:?}")), (&[2, 2, 9][..], "[2, 2, 9]".into()));
    assert!(vec.try_resize(usize::MAX, 0).is_err());
    assert_eq!(vec.len(), 3);
}

/// The first element makes room for a cache line, and what does not suffice is doubled; what is asked for
/// is not moved.
#[test]
fn room_is_made_by_lines_and_doubled() {
    let line = layout_core::CACHE_LINE;
    let mut vec = AlignedVec::<u32, 64>::new();
    let mut capacities = vec![vec.capacity()];
    for number in 0..200 {
        vec.push(number);
        if capacities.last() != Some(&vec.capacity()) {
            capacities.push(vec.capacity());
        }
    }
    let doubled = (0..).map(|times| (line / 4) << times);
    let expected: Vec<usize> = std::iter::once(0).chain(doubled).take(capacities.len()).collect();
    assert_eq!(capacities, expected);

    let mut vec = AlignedVec::<[u8; 200], 64>::new();
    vec.push([0; 200]);
    assert_eq!(vec.capacity(), 1, "an element that is larger than a line");

    let mut vec = AlignedVec::<u32, 64>::with_capacity(1000);
    assert!(vec.is_empty() && vec.capacity() == 1000, "{} elements have room", vec.capacity());
    let start = vec.as_ptr();
    vec.extend_from_slice(&[7; 1000]);
    assert_eq!((vec.as_ptr(), vec.capacity()), (start, 1000));
}

/// What has not been looked at stays, and each element is dropped once.
#[test]
fn a_panic_in_retain_drops_nothing_twice() {
    for at in 0..6 {
        let count = Rc::new(());
        let mut vec: AlignedVec<Rc<()>, 64> = std::iter::repeat_n(Rc::clone(&count), 6).collect();
        let mut asked = 0;
        let result = catch_unwind(AssertUnwindSafe(|| {
            vec.retain(|_| {
                asked += 1;
                if asked > at {
                    std::panic::panic_any("no");
                }
                asked % 2 == 0
            });
        }));
        assert!(result.is_err());
        assert_eq!(vec.len(), at / 2 + (6 - at));
        assert_eq!(Rc::strong_count(&count), 1 + vec.len());
        drop(vec);
        assert_eq!(Rc::strong_count(&count), 1);
    }
}

#[test]
fn indices_that_there_are_not_are_named() {
    let said = |act: fn(&mut AlignedVec<u8, 64>)| {
        let mut vec: AlignedVec<u8, 64> = AlignedVec::from([1, 2]);
        let panic = catch_unwind(AssertUnwindSafe(|| act(&mut vec))).expect_err("it panics");
        assert_eq!(vec, [1, 2]);
        panic.downcast_ref::<String>().expect("it is a text").clone()
    };
    assert_eq!(said(|vec| vec.insert(3, 0)), "the index to insert at is 3, but the length is 2");
    assert_eq!(said(|vec| _ = vec.remove(2)), "the index to remove is 2, but the length is 2");
    assert_eq!(said(|vec| _ = vec.swap_remove(9)), "the index to remove is 9, but the length is 2");
}

#[test]
fn room_is_filled_by_hand_and_given_back() {
    let mut vec: AlignedVec<u16, 128> = AlignedVec::with_capacity(100);
    for (place, number) in vec.spare_capacity_mut().iter_mut().zip(0..50) {
        place.write(number);
    }
    // SAFETY: the first 50 have been written.
    unsafe { vec.set_len(50) };
    vec.shrink_to_fit();
    assert!(vec.capacity() == 50 && vec.iter().copied().eq(0..50), "{vec:?}");
    assert_eq!(vec.as_ptr().addr() % 128, 0);
    vec.clear();
    vec.shrink_to_fit();
    assert_eq!(vec.capacity(), 0);
    vec.extend(&[3, 4]);
    let set = std::collections::HashSet::from([vec.clone()]);
    let greater = AlignedVec::from([4]);
    assert!(set.contains(&[3_u16, 4][..]) && vec < greater, "{vec:?}");
    vec.as_mut_slice()[0] = 5;
    assert_eq!(vec.as_slice(), [5, 4]);
    assert_eq!(vec.as_mut(), [5, 4]);
}

/// To add nothing takes no step for each: at four a nanosecond, these would take a minute or more.
#[test]
#[cfg(all(not(debug_assertions), target_pointer_width = "64"))]
fn many_values_without_size_take_no_time() {
    let before = std::time::Instant::now();
    let mut vec = AlignedVec::<(), 8>::new();
    vec.resize(1 << 38, ());
    assert!(before.elapsed().as_secs() < 20 && vec.len() == 1 << 38, "{:?}", before.elapsed());
}

/// From each end, some or all, or none; and what is forgotten is lost, not dropped twice.
#[test]
fn a_drain_takes_a_range_out() {
    use std::ops::Bound::{Excluded, Included, Unbounded};

    let count = Rc::new(());
    for (start, end) in [(0, 0), (0, 3), (2, 5), (3, 10), (0, 10), (10, 10)] {
        for taken in 0..3 {
            let mut vec: AlignedVec<(usize, Rc<()>), 64> =
                (0..10).map(|number| (number, Rc::clone(&count))).collect();
            let mut model: Vec<_> = vec.iter().cloned().collect();
            {
                let (mut left, mut right) = (vec.drain(start..end), model.drain(start..end));
                for _ in 0..taken {
                    assert_eq!((left.next(), left.next_back()), (right.next(), right.next_back()));
                    assert_eq!((left.len(), left.as_slice()), (right.len(), right.as_slice()));
                }
            }
            assert_eq!(vec[..], model[..]);
            assert_eq!(Rc::strong_count(&count), 1 + 2 * vec.len());
            drop(model);
            std::mem::forget(vec.drain(vec.len() / 2..));
            let left = vec.len();
            drop(vec);
            assert!(Rc::strong_count(&count) > left, "{left}");
            while Rc::strong_count(&count) > 1 {
                // SAFETY: what was forgotten holds these counts, and nobody drops it.
                unsafe { Rc::decrement_strong_count(Rc::as_ptr(&count)) };
            }
        }
    }
    let outside = |range: (std::ops::Bound<usize>, std::ops::Bound<usize>)| {
        let mut vec: AlignedVec<u8, 8> = AlignedVec::from([1, 2]);
        let result = catch_unwind(AssertUnwindSafe(|| vec.drain(range).count()));
        assert_eq!(vec, [1, 2]);
        assert!(result.is_err(), "{range:?}");
    };
    outside((Unbounded, Included(usize::MAX)));
    outside((Excluded(usize::MAX), Unbounded));
    outside((Included(1), Excluded(0)));
    outside((Unbounded, Excluded(3)));
    let mut nothings: AlignedVec<(), 64> = std::iter::repeat_n((), 9).collect();
    assert_eq!((nothings.drain(2..=4).count(), nothings.len()), (3, 6));
}

/// A value whose drop panics while a range goes: the others go too, and the gap is closed.
#[test]
fn a_panic_while_a_range_is_dropped_closes_the_gap() {
    struct Loud<'a>(u8, &'a std::cell::Cell<usize>);
    impl Drop for Loud<'_> {
        fn drop(&mut self) {
            self.1.set(self.1.get() + 1);
            if self.0 == 3 {
                std::panic::panic_any("three");
            }
        }
    }
    let dropped = std::cell::Cell::new(0);
    let mut vec: AlignedVec<Loud<'_>, 64> = (0..8).map(|number| Loud(number, &dropped)).collect();
    assert!(catch_unwind(AssertUnwindSafe(|| drop(vec.drain(2..6)))).is_err());
    assert_eq!(dropped.get(), 4);
    assert!(vec.iter().map(|loud| loud.0).eq([0, 1, 6, 7]), "the gap is open");
    drop(vec);
    assert_eq!(dropped.get(), 8);
}
