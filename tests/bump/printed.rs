//! What arenas and what is in them print, and what else is expected of values of the library.

use std::borrow::BorrowMut;
use std::fmt::Debug;

use layout_core::CACHE_LINE;
use layout_core::alloc::{AllocError, Bump, BumpArray, BumpString, BumpVec, InitError, SyncBump};

fn printed(value: &impl Debug) -> String {
    format!("{value:?}")
}

/// Of an arena, how full it is: what is in it, it does not know.
#[test]
fn arenas_are_printed_by_their_statistics() {
    let bump = <Bump>::default();
    bump.alloc([1_u8; 3]);
    let expected = format!("Bump {{ statistics: {:?}, .. }}", bump.statistics());
    assert_eq!(printed(&bump), expected);
    assert!(expected.contains("used: 3"), "{expected}");

    let start = printed(&bump.checkpoint());
    assert!(start.starts_with("Checkpoint { pos: ") && start.ends_with(", .. }"), "{start}");
    let text = bump.scope(|scope| {
        scope.alloc([1_u8; 5]);
        printed(scope)
    });
    assert!(text.starts_with("Bump { statistics: ") && text.contains("used: 5"), "{text}");

    let mut array = BumpArray::<16>::default();
    assert_eq!(printed(&array), "BumpArray { size: 16, .. }");
    assert_eq!(array.bump().capacity(), 16);
}

#[test]
fn shared_arenas_are_printed_with_those_that_are_not_in_use() {
    let sync = <SyncBump>::default();
    assert_eq!(printed(&sync), "SyncBump { idle: [] }");
    let local = sync.local();
    local.alloc(1_u64);
    let text = printed(&local);
    assert!(text.starts_with("LocalBump(Bump { statistics: "), "{text}");
    assert_eq!(printed(&sync), "SyncBump { idle: [] }", "the arena of a thread is in use");
    drop(local);
    let text = printed(&sync);
    assert!(text.starts_with("SyncBump { idle: [Bump { "), "{text}");
}

#[test]
fn what_is_in_an_arena_is_printed_as_elsewhere() {
    let bump = Bump::new();
    let mut vec = BumpVec::new_in(&bump);
    vec.extend([1, 2]);
    assert_eq!(printed(&vec), "[1, 2]");
    let mut text = BumpString::new_in(&bump);
    text.push_str("a\"b");
    assert_eq!((printed(&text), text.to_string()), ("\"a\\\"b\"".into(), "a\"b".into()));
    let boxed = bump.alloc_box("a\"b");
    assert_eq!((printed(&boxed), boxed.to_string()), ("\"a\\\"b\"".into(), "a\"b".into()));
}

#[test]
fn a_box_lends_its_value() {
    let bump = Bump::new();
    let mut boxed = bump.alloc_box(vec![1]);
    boxed.as_mut().push(2);
    let borrowed: &mut Vec<i32> = boxed.borrow_mut();
    borrowed.push(3);
    assert_eq!(*boxed, [1, 2, 3]);
}

/// The two reasons are told in their own words.
#[test]
fn a_failed_initialization_says_why() {
    let parsed = "no".parse::<i32>();
    let error = parsed.clone().expect_err("it is no number");
    let bump = Bump::new();
    let failed = bump.try_alloc_try_with(|| parsed).expect_err("it is no number");
    assert_eq!((failed.to_string(), &failed), (error.to_string(), &InitError::Init(error)));

    let mut memory = BumpArray::<4>::new();
    let fixed = memory.bump();
    let make = || -> Result<[u8; 5], std::fmt::Error> { unreachable!("there is no room for it") };
    let refused = fixed.try_alloc_try_with(make).expect_err("there are 4 bytes");
    let full = AllocError::Full { size: 5, remaining: 4 };
    assert_eq!((refused.to_string(), refused), (full.to_string(), InitError::Alloc(full)));
}

#[test]
fn values_start_a_line_and_texts_end_with_zero() {
    let bump = Bump::new();
    bump.alloc(1_u8);
    let value = bump.alloc_cache_aligned(7_u8);
    assert_eq!((std::ptr::from_mut(value).addr() % CACHE_LINE, *value), (0, 7));
    assert_eq!(bump.alloc_cstr(c"abc"), c"abc");
    assert_eq!(*bump.alloc_uninit().write(5_u16), 5);

    let sync = <SyncBump>::new();
    let local = sync.local();
    local.alloc(1_u8);
    let value = local.alloc_line_packed([7_u8; 40]);
    let start = std::ptr::from_mut(value).addr() % CACHE_LINE;
    assert!(start + 40 <= CACHE_LINE, "the value lies on two lines");
    assert_eq!(local.alloc_slice_clone(&["a".to_owned()])[0], "a");
}
