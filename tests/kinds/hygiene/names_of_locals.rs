//! Constants, statics, functions and unit structs named as the variables of the derive's code.
#![deny(warnings)]
#![allow(non_upper_case_globals, non_camel_case_types, reason = "the names are what is tested")]
#![allow(clippy::cast_possible_truncation, reason = "the casts are of small constants")]

use layout_core::{Layout, assert_layout};

const value: usize = 1;
static offsets: usize = 2;
const visit: usize = 3;
static fields: usize = 4;
struct index(u8);
const given: usize = 7;
const first: usize = 8;
const start: usize = 9;
mod __layout {}
mod layout_core_ {}

fn sample(number: usize) -> usize {
    number + value + offsets + visit + fields + given + first + start
}

const fn sampled() -> u8 {
    1
}

/// A type that is not described.
#[expect(dead_code, reason = "its layout is what counts")]
struct Foreign(u8);

#[derive(Layout)]
enum Plain {
    One(u8, u32),
    Two {
        value: u8,
        offsets: u16,
        visit: u8,
        fields: u64,
        __0: u8,
        __1: u16,
    },
    Given(#[layout(sample = sampled())] u8, #[layout(sample = Foreign(value as u8))] Foreign),
    #[layout(sample = Self::Whole(Foreign(visit as u8), given as u16))]
    Whole(Foreign, u16),
    Nothing,
}

#[allow(dead_code, reason = "the layout is what counts")]
#[derive(Layout)]
#[repr(C, u16)]
enum LikeC {
    One(u8, u32) = value as u16,
    Two { value: u8, offsets: u16 } = given as u16,
}

#[derive(Layout)]
#[repr(C)]
union Union {
    value: u8,
    offsets: u16,
}

#[derive(Layout)]
struct Tailed {
    value: u8,
    empty: [u16],
}

assert_layout!(LikeC, offset(Two.offsets) == 6 + value - 1);
assert_layout!(Union, size == 2 * value);
assert_layout!(Tailed, align == 2 * value);

#[test]
fn names_of_the_users_items_stay_his() {
    let _ = (index(0).0, sample(0));
    assert!(Plain::LAYOUT.variants().all(|variant| variant.is_placed()));
    assert_eq!(LikeC::LAYOUT.variant("Two").unwrap().discriminant.as_i128(), Some(7));
    let two = Plain::Two { value: 1, offsets: 2, visit: 3, fields: 4, __0: 5, __1: 6 };
    assert_eq!(two.layout_report_of().variant().unwrap().name, "Two");
    let plain = [Plain::One(1, 2), Plain::Given(1, Foreign(1)), Plain::Whole(Foreign(1), 1)];
    assert!(plain.iter().all(|it| it.layout_report_of().fields().count() == 2));
    assert_eq!(Plain::Nothing.layout_report_of().fields().count(), 0);
    let one = LikeC::One(1, 2).layout_report_of();
    let two = LikeC::Two { value: 1, offsets: 2 }.layout_report_of();
    assert_eq!(one.fields().count() + two.fields().count(), 4);
    // SAFETY: the fields were written.
    let sum = unsafe { u16::from(Union { value: 1 }.value) + Union { offsets: 2 }.offsets };
    assert_eq!(sum, 3);
    let _: fn(&Tailed) -> usize = |tailed| tailed.empty.len() + usize::from(tailed.value);
}
