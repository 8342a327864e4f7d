//! Vectors that become slices.

use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use layout_core::alloc::{AllocError, Bump, BumpString, BumpVec};

use crate::source::Source;

#[test]
fn it_grows_where_it_lies_and_gives_back_the_rest() {
    let bump = Bump::with_capacity(20_000);
    let mut numbers = BumpVec::new_in(&bump);
    numbers.push(0_u64);
    let start = numbers.as_ptr();
    numbers.extend(1..1000);
    assert_eq!((numbers.as_ptr(), numbers.capacity()), (start, 1024));
    assert_eq!(bump.statistics().used, 8192);
    let numbers = numbers.into_slice();
    assert_eq!(bump.statistics().used, 8000);
    let next = bump.alloc(7_u64);
    assert!(numbers.iter().copied().eq(0..1000) && *next == 7);
}

#[test]
fn two_that_take_turns_move() {
    let bump = Bump::new();
    let mut even = BumpVec::new_in(&bump);
    let mut odd = BumpVec::new_in(&bump);
    for n in 0..1000 {
        even.push(n * 2);
        odd.push(n * 2 + 1);
    }
    assert!(even.iter().copied().eq((0..2000).step_by(2)));
    assert!(odd.into_slice().iter().copied().eq((1..2000).step_by(2)));
}

#[test]
fn values_are_dropped_once() {
    let count = Rc::new(());
    let bump = Bump::new();
    let mut values = BumpVec::new_in(&bump);
    values.extend((0..10).map(|_| count.clone()));
    drop(values.pop());
    assert_eq!(Rc::strong_count(&count), 10);
    values.clear();
    assert_eq!(Rc::strong_count(&count), 1);
    values.extend((0..5).map(|_| count.clone()));
    drop(values);
    assert_eq!(Rc::strong_count(&count), 1);
    assert_eq!(bump.statistics().used, 0, "its memory was the last and is given back");

    let mut values = BumpVec::new_in(&bump);
    values.extend((0..5).map(|_| count.clone()));
    let boxed = values.into_boxed_slice();
    assert_eq!(Rc::strong_count(&count), 6);
    drop(boxed);
    assert_eq!(Rc::strong_count(&count), 1);
}

#[test]
fn what_is_refused_changes_nothing() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    let mut numbers = BumpVec::new_in(&bump);
    numbers.extend(0..16_u64);
    source.refuse_all(true);
    let mut refused = 0;
    for n in 16..1000 {
        match numbers.try_push(n) {
            Ok(()) => {}
            Err(AllocError::OutOfMemory { .. }) => refused += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(numbers.len() + refused, 1000);
    assert!(numbers.iter().copied().eq(0..numbers.len() as u64));
    assert!(catch_unwind(AssertUnwindSafe(|| numbers.extend(0..1000))).is_err());
    assert_eq!(numbers[3], 3);
}

#[test]
fn zero_sized_values() {
    let bump = Bump::new();
    let mut nothing = BumpVec::new_in(&bump);
    nothing.extend((0..1000).map(|_| ()));
    assert_eq!((nothing.len(), nothing.capacity()), (1000, usize::MAX));
    assert_eq!(nothing.into_slice().len(), 1000);
    assert_eq!(bump.allocated_bytes(), 0);
}

#[test]
fn alignment_and_scopes() {
    let bump: Bump<1, _> = Bump::measured_in(Source::default());
    bump.alloc(1_u8);
    let mut outer = BumpVec::new_in(&bump);
    outer.push(1_u128);
    bump.scope(|inner| {
        let mut scratch = BumpVec::new_in(inner);
        for n in 0..100 {
            outer.push(n);
            scratch.push(n);
        }
        assert!(outer[1..].iter().eq(scratch.iter()));
    });
    assert_eq!((outer.len(), outer.as_ptr().addr() % align_of::<u128>()), (101, 0));
    let statistics = bump.statistics();
    let counts = statistics.counts.expect("it is measured");
    let sum = counts.requested + counts.lost_to_alignment + counts.given_back;
    assert_eq!(sum, statistics.used);
}

#[test]
fn slices_are_added_whole_or_not_at_all() {
    let bump = Bump::new();
    let mut numbers = BumpVec::new_in(&bump);
    for n in 0..50_u16 {
        numbers.extend_from_slice(&vec![n; n.into()]);
        bump.alloc(n); // so that it moves
    }
    let expected: Vec<u16> = (0..50).flat_map(|n| vec![n; n.into()]).collect();
    assert_eq!(*numbers, *expected);
    bump.set_limit(Some(0));
    let before = numbers.len();
    assert!(numbers.try_extend_from_slice(&vec![1; 10_000]).is_err());
    assert_eq!(numbers.len(), before);

    let mut nothings = BumpVec::new_in(&bump);
    nothings.extend_from_slice(&[(); 3]);
    nothings.extend_from_slice(&[(); usize::MAX - 3]);
    assert!(nothings.try_extend_from_slice(&[(); 1]).is_err());
    assert_eq!(nothings.len(), usize::MAX);
}

#[test]
fn a_text_is_put_together() {
    let bump = Bump::new();
    let mut text = BumpString::new_in(&bump);
    assert_eq!(text.capacity(), 0);
    text.push('é');
    text.extend(["n", "g"]);
    text.extend(['l', '😀']);
    write!(text, " {:?} {text:>1$}", 'x', 3, text = "y").expect("there is memory");
    assert_eq!(*text, *"éngl😀 'x'   y");
    assert_eq!(format!("{text} {text:?}").len(), 2 * text.len() + 3);
    text.make_ascii_uppercase();
    let kept = text.into_str();
    let mut next = BumpString::new_in(&bump);
    next.push_str("next");
    assert_eq!(next.as_ptr().addr(), kept.as_ptr().addr() + kept.len(), "the rest is given back");
    assert_eq!((&*kept, &*next), ("éNGL😀 'X'   Y", "next"));
    next.clear();
    bump.set_limit(Some(0));
    assert!(next.try_push_str(&"x".repeat(5000)).is_err());
    assert!(write!(next, "{}", "x".repeat(5000)).is_err() && next.is_empty());
}

/// The first values get 64 bytes, or room for four.
#[test]
fn few_values_need_no_second_growth() {
    fn first_capacity<T: Default>() -> usize {
        let bump: Bump = Bump::new();
        let mut values = BumpVec::new_in(&bump);
        values.push(T::default());
        values.capacity()
    }

    assert_eq!(first_capacity::<u8>(), 64);
    assert_eq!(first_capacity::<u64>(), 8);
    assert_eq!(first_capacity::<[u64; 2]>(), 4);
    assert_eq!(first_capacity::<[u64; 3]>(), 4);
    assert_eq!(first_capacity::<[u64; 20]>(), 4);
    let bump: Bump = Bump::new();
    let mut text = BumpString::new_in(&bump);
    text.push('a');
    assert_eq!(text.capacity(), 64);
}
