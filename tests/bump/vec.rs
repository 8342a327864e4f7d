//! Vectors that become slices.

use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use layout_core::alloc::{AllocError, Bump, BumpArray, BumpString, BumpVec, SyncBump};
use proptest::prelude::*;

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

/// What is done to a vector of ours and to one of `std`.
#[derive(Clone, Debug)]
enum Step {
    Push(u8),
    Pop,
    Insert(usize, u8),
    Remove(usize),
    SwapRemove(usize),
    Truncate(usize),
    Resize(usize),
    Retain(u8),
    Dedup,
    Drain(usize, usize, usize),
    Extend(Vec<u8>),
    SplitOff(usize),
    Reserve(usize),
    Shrink,
    /// Something else in the arena, so that it cannot grow where it lies.
    Other,
}

fn step() -> impl Strategy<Value = Step> {
    let index = || 0..40_usize;
    prop_oneof![
        4 => (0..5_u8).prop_map(Step::Push),
        1 => Just(Step::Pop),
        2 => (index(), 0..5_u8).prop_map(|(index, value)| Step::Insert(index, value)),
        1 => index().prop_map(Step::Remove),
        1 => index().prop_map(Step::SwapRemove),
        1 => index().prop_map(Step::Truncate),
        1 => index().prop_map(Step::Resize),
        1 => (0..5_u8).prop_map(Step::Retain),
        1 => Just(Step::Dedup),
        2 => (index(), index(), 0..4_usize).prop_map(|(a, b, taken)| Step::Drain(a, b, taken)),
        2 => proptest::collection::vec(0..5_u8, 0..20).prop_map(Step::Extend),
        1 => index().prop_map(Step::SplitOff),
        1 => index().prop_map(Step::Reserve),
        1 => Just(Step::Shrink),
        1 => Just(Step::Other),
    ]
}

/// Plays the steps with values that count how many of them there are.
macro_rules! play {
    ($steps:expr, $arena:expr) => {{
        let arena = $arena;
        let alive = Rc::new(());
        let make = |value: u8| (value, Rc::clone(&alive));
        let mut ours = BumpVec::new_in(arena);
        let mut theirs: Vec<u8> = Vec::new();
        for step in $steps {
            let len = theirs.len();
            match step.clone() {
                Step::Push(value) => {
                    ours.push(make(value));
                    theirs.push(value);
                }
                Step::Pop => assert_eq!(ours.pop().map(|value| value.0), theirs.pop()),
                Step::Insert(at, value) => {
                    ours.insert(at % (len + 1), make(value));
                    theirs.insert(at % (len + 1), value);
                }
                Step::Remove(at) if len > 0 => {
                    assert_eq!(ours.remove(at % len).0, theirs.remove(at % len));
                }
                Step::SwapRemove(at) if len > 0 => {
                    assert_eq!(ours.swap_remove(at % len).0, theirs.swap_remove(at % len));
                }
                Step::Remove(_) | Step::SwapRemove(_) => {}
                Step::Truncate(to) => {
                    ours.truncate(to);
                    theirs.truncate(to);
                }
                Step::Resize(to) => {
                    ours.resize(to, make(3));
                    theirs.resize(to, 3);
                }
                Step::Retain(unwanted) => {
                    ours.retain(|value| value.0 != unwanted);
                    theirs.retain(|value| *value != unwanted);
                }
                Step::Dedup => {
                    ours.dedup();
                    theirs.dedup();
                }
                Step::Drain(one, other, taken) => {
                    let (one, other) = (one % (len + 1), other % (len + 1));
                    let range = one.min(other)..one.max(other);
                    let mut drained = ours.drain(range.clone());
                    let mut expected = theirs.drain(range);
                    for n in 0..taken {
                        let value = if n % 2 == 0 { drained.next() } else { drained.next_back() };
                        let right = if n % 2 == 0 { expected.next() } else { expected.next_back() };
                        assert_eq!(value.map(|value| value.0), right);
                        assert_eq!(drained.len(), expected.len());
                    }
                }
                Step::Extend(values) => {
                    ours.extend(values.iter().map(|value| make(*value)));
                    theirs.extend(values);
                }
                Step::SplitOff(at) => {
                    let rest = ours.split_off(at % (len + 1));
                    let expected = theirs.split_off(at % (len + 1));
                    assert!(rest.into_iter().map(|value| value.0).eq(expected));
                }
                Step::Reserve(more) => {
                    ours.reserve(more);
                    assert!(ours.capacity() - ours.len() >= more);
                }
                Step::Shrink => ours.shrink_to_fit(),
                Step::Other => {
                    arena.alloc(1_u8);
                }
            }
            assert!(ours.iter().map(|value| value.0).eq(theirs.iter().copied()), "{step:?}");
            assert_eq!(Rc::strong_count(&alive), 1 + theirs.len(), "{step:?}");
        }
        let mut left = ours.into_iter();
        assert_eq!(left.len(), theirs.len());
        assert_eq!(left.next_back().map(|value| value.0), theirs.pop());
        assert!(left.by_ref().take(2).map(|value| value.0).eq(theirs.iter().copied().take(2)));
        drop(left);
        assert_eq!(Rc::strong_count(&alive), 1, "each value is dropped once");
    }};
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn it_does_what_a_vector_does(steps in proptest::collection::vec(step(), 0..40)) {
        play!(&steps, &Bump::new());
        let mut memory = BumpArray::<65536>::new();
        play!(&steps, &memory.bump());
        let sync: SyncBump = SyncBump::new();
        play!(&steps, &sync.local());
    }

    #[test]
    fn it_does_what_a_string_does(
        start in "[a-cé😀]{0,12}",
        steps in proptest::collection::vec((0..9_u8, 0..20_usize, 0..20_usize, "[xé😀]{0,5}"), 0..20),
    ) {
        let bump = Bump::new();
        let mut ours = BumpString::from_str_in(&start, &bump);
        let mut theirs = start;
        for (kind, one, other, text) in steps {
            let at = |index: usize| {
                let index = index.min(theirs.len());
                (0..=index).rev().find(|index| theirs.is_char_boundary(*index)).unwrap_or(0)
            };
            let (one, other) = (at(one), at(other));
            let range = one.min(other)..one.max(other);
            match kind {
                0 => {
                    ours += &text;
                    theirs += &text;
                }
                1 => prop_assert_eq!(ours.pop(), theirs.pop()),
                2 => {
                    ours.replace_range(range.clone(), &text);
                    theirs.replace_range(range, &text);
                }
                3 => {
                    ours.insert_str(one, &text);
                    theirs.insert_str(one, &text);
                }
                4 => {
                    let gone = text.chars().next().unwrap_or('a');
                    ours.retain(|character| character != gone);
                    theirs.retain(|character| character != gone);
                }
                5 => {
                    let (mut drained, mut expected) = (ours.drain(range.clone()), theirs.drain(range));
                    prop_assert_eq!(drained.next(), expected.next());
                    prop_assert_eq!(drained.next_back(), expected.next_back());
                }
                6 => {
                    let rest = ours.split_off(one);
                    prop_assert_eq!(&*rest, &*theirs.split_off(one));
                }
                7 if one < theirs.len() => prop_assert_eq!(ours.remove(one), theirs.remove(one)),
                7 => {}
                _ => {
                    ours.truncate(one);
                    theirs.truncate(one);
                }
            }
            prop_assert_eq!(&*ours, &*theirs);
            prop_assert!(std::str::from_utf8(ours.as_bytes()).is_ok());
        }
    }
}

#[test]
fn texts_are_cut_between_characters_only() {
    let cuts: [fn(&mut BumpString); 7] = [
        |text| text.truncate(1),
        |text| text.insert(1, 'a'),
        |text| text.replace_range(1.., ""),
        |text| drop(text.drain(..1)),
        |text| drop(text.split_off(1)),
        |text| assert_eq!(text.remove(1), 'x'),
        |text| assert_eq!(text.remove(2), 'x'),
    ];
    for (n, cut) in cuts.iter().enumerate() {
        let bump = Bump::new();
        let mut text = BumpString::from_str_in("é", &bump);
        assert!(catch_unwind(AssertUnwindSafe(|| cut(&mut text))).is_err(), "number {n}");
        assert_eq!(text, "é", "number {n}");
    }
    let bump = Bump::new();
    assert!(BumpString::from_utf8(BumpVec::from_iter_in([0xff_u8], &bump)).is_err());
    assert_eq!(BumpString::from_fmt_in(format_args!("{:>3}", 1), &bump), "  1");
}

/// In `retain`, in `dedup_by` and in the drop of a value.
#[test]
fn a_panic_in_the_middle_drops_no_value_twice() {
    struct Bomb(u32, #[expect(dead_code, reason = "it counts")] Rc<()>);
    impl Drop for Bomb {
        fn drop(&mut self) {
            assert!(self.0 != 7 || std::thread::panicking(), "on purpose");
        }
    }
    let works: [fn(&mut BumpVec<Bomb>); 6] = [
        |vec| vec.retain(|bomb| if bomb.0 == 6 { panic!("on purpose") } else { bomb.0 % 2 == 0 }),
        |vec| vec.retain(|bomb| bomb.0 % 2 == 0),
        |vec| vec.dedup_by(|one, before| if one.0 == 5 { panic!() } else { before.0 == 0 }),
        |vec| vec.truncate(2),
        |vec| drop(vec.drain(2..9)),
        |vec| vec.clear(),
    ];
    for (n, work) in works.iter().enumerate() {
        let alive = Rc::new(());
        let bump = Bump::new();
        let mut vec = BumpVec::from_iter_in((0..10).map(|n| Bomb(n, Rc::clone(&alive))), &bump);
        assert!(catch_unwind(AssertUnwindSafe(|| work(&mut vec))).is_err(), "number {n}");
        vec.retain(|bomb| {
            bomb.0 = 1;
            true
        });
        assert_eq!(Rc::strong_count(&alive), 1 + vec.len(), "number {n}");
        drop(vec);
        assert_eq!(Rc::strong_count(&alive), 1, "number {n}");
    }
    let bump = Bump::new();
    let mut text = BumpString::from_str_in("aéb😀c", &bump);
    let stop = |character| if character == 'b' { panic!("on purpose") } else { character != 'a' };
    assert!(catch_unwind(AssertUnwindSafe(|| text.retain(stop))).is_err());
    assert_eq!(text, "é");
}

#[test]
fn a_vector_that_is_forgotten_while_drained_has_what_was_before() {
    let bump = Bump::new();
    let mut numbers = BumpVec::from_iter_in(0..10, &bump);
    std::mem::forget(numbers.drain(3..5));
    assert_eq!(numbers, [0, 1, 2]);
    numbers.extend(&[7, 8]);
    assert_eq!(numbers, [0, 1, 2, 7, 8]);
    let mut text = BumpString::from_str_in("text", &bump);
    std::mem::forget(text.drain(1..));
    assert_eq!(text, "text", "nothing is taken out before the iterator is dropped");
}

/// Doubling is a wish, not a need.
#[test]
fn a_vector_takes_the_last_bytes_of_a_buffer() {
    let mut memory = BumpArray::<100>::new();
    let bump = memory.bump();
    let mut bytes = BumpVec::new_in(&bump);
    while bytes.try_push(1_u8).is_ok() {}
    assert_eq!((bytes.len(), bump.remaining()), (100, 0));
    let mut text = bytes.into_iter();
    assert_eq!((text.next(), text.len(), text.as_slice().len()), (Some(1), 99, 99));
}

#[test]
fn slices_from_iterators_of_unknown_length_and_written_bytes() {
    use std::io::Write as _;
    let sync: SyncBump = SyncBump::new();
    let kept: &mut [u32] = {
        let local = sync.local();
        BumpVec::from_iter_in((0..100).filter(|n| n % 3 == 0), &local).into_slice()
    };
    assert_eq!((kept.len(), kept[33]), (34, 99), "it outlives the part of the arena");
    let bump = Bump::new();
    let mut bytes = BumpVec::new_in(&bump);
    write!(bytes, "{}-{}", 1, 2).expect("there is memory");
    assert_eq!(bytes, b"1-2");
    bump.set_limit(Some(0));
    let error = bytes.write_all(&[0; 10_000]).expect_err("there is none");
    assert_eq!(error.kind(), std::io::ErrorKind::OutOfMemory);
}

/// What a slice can be asked, a vector can.
#[test]
#[expect(clippy::mutable_key_type, reason = "only what is at the address decides")]
fn a_vector_is_borrowed_as_its_slice() {
    use std::borrow::{Borrow, BorrowMut};
    use std::collections::HashMap;

    fn hash(value: impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        hasher.finish()
    }

    let bump = Bump::new();
    let mut numbers: BumpVec<u16> = BumpVec::try_with_capacity_in(4, &bump).expect("memory");
    assert!(numbers.is_empty() && numbers.capacity() >= 4);
    numbers.extend([4, 2, 3]);
    for number in &mut numbers {
        *number *= 10;
    }
    AsMut::<[u16]>::as_mut(&mut numbers)[1] += 1;
    BorrowMut::<[u16]>::borrow_mut(&mut numbers)[2] += 2;
    assert_eq!((&numbers).into_iter().copied().collect::<Vec<_>>(), [40, 21, 32]);
    assert_eq!(AsRef::<[u16]>::as_ref(&numbers), [40, 21, 32]);
    assert_eq!(Borrow::<[u16]>::borrow(&numbers), [40, 21, 32]);
    assert_eq!(hash(&numbers), hash([40_u16, 21, 32].as_slice()), "as the slice that is borrowed");

    // So that a map is asked by a slice.
    let counts = HashMap::from([(numbers, 7)]);
    assert_eq!(counts.get([40, 21, 32].as_slice()), Some(&7));
    assert_eq!(counts.get([40, 21].as_slice()), None);

    let mut text = BumpString::with_capacity_in(20, &bump);
    assert!(text.is_empty() && text.capacity() >= 20);
    text.push_str("gr\u{fc}n");
    assert_eq!(AsRef::<str>::as_ref(&text), "gr\u{fc}n");
    assert_eq!(hash(&text), hash("gr\u{fc}n"));
    let counts = HashMap::from([(text, 3)]);
    assert_eq!((counts.get("gr\u{fc}n"), counts.get("gr")), (Some(&3), None));
}

#[test]
fn strings_have_their_memory_as_vectors_do() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    let mut text = BumpString::new_in(&bump);
    text.push_str("a\u{df}");
    text.reserve(1000);
    assert!(text.capacity() >= 1003);
    let (used, capacity) = (bump.statistics().used, text.capacity());
    text.shrink_to_fit();
    assert_eq!((text.capacity(), &*text), (3, "a\u{df}"));
    assert_eq!(used - bump.statistics().used, capacity - 3, "what it does not need is back");

    source.refuse_all(true);
    let error = text.try_reserve(1 << 20).expect_err("there is no memory");
    assert!(matches!(error, AllocError::OutOfMemory { .. }), "{error}");
    assert_eq!((text.capacity(), &*text), (3, "a\u{df}"));
    source.refuse_all(false);
    text.try_reserve(1 << 20).expect("there is memory again");
    assert!(text.capacity() >= (1 << 20) + 3);
    assert_eq!(text.into_bytes(), "a\u{df}".as_bytes());

    let mut numbers: BumpVec<u64, _> = BumpVec::new_in(&bump);
    source.refuse_all(true);
    assert!(numbers.try_reserve(1 << 20).is_err());
    assert!(BumpVec::<u64, _>::try_with_capacity_in(1 << 20, &bump).is_err());
    assert_eq!(numbers.capacity(), 0);
    source.refuse_all(false);
    numbers.try_reserve(1 << 20).expect("there is memory again");
    assert!(numbers.capacity() >= 1 << 20);
}

#[test]
fn what_is_drained_tells_what_is_left() {
    let bump = Bump::new();
    let mut text = BumpString::from_str_in("a\u{20ac}bcd", &bump);
    let mut drained = text.drain(1..6);
    assert_eq!(
        (drained.size_hint(), drained.next()),
        ("\u{20ac}bc".chars().size_hint(), Some('\u{20ac}'))
    );
    assert_eq!((drained.next_back(), drained.size_hint()), (Some('c'), (1, Some(1))));
    assert_eq!(format!("{drained:?}"), "BumpStringDrain(\"b\")");
    drop(drained);
    assert_eq!(text, "ad");

    let mut numbers = BumpVec::from_iter_in(0..6, &bump);
    let mut drained = numbers.drain(1..5);
    assert_eq!(drained.next(), Some(1));
    assert_eq!(format!("{drained:?}"), "BumpVecDrain { len: 3, .. }");
    drop(drained);
    assert_eq!(numbers, [0, 5]);
}
