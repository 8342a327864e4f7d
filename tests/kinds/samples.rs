//! Samples that a user gives where the library has none.

use std::cell::Cell;
use std::num::NonZeroU32;

use layout_core::Layout;

use crate::case::{Expected, assert_true, case};

/// A type that is not described.
#[derive(Clone, Copy)]
struct Foreign(u8, u64);

impl Foreign {
    const ZERO: Self = Self::new(0);

    const fn new(value: u8) -> Self {
        Self(value, 0)
    }

    fn sum(self) -> u64 {
        u64::from(self.0) + self.1
    }
}

/// A type with something to drop, which no sample ever does.
struct Guard(NonZeroU32);

impl Drop for Guard {
    fn drop(&mut self) {
        assert_eq!(self.0.get(), 5, "a sample was dropped");
    }
}

const GUARD: u32 = 77;

#[derive(Layout)]
enum OnFields {
    Nothing,
    One(#[layout(sample = Foreign::ZERO)] Foreign),
    Beside(u8, #[layout(sample = Foreign::new(1))] Foreign, String),
    Two {
        #[layout(sample = Foreign(1, 2))]
        a: Foreign,
        between: u16,
        #[layout(sample = Foreign(1, 2))]
        b: Foreign,
    },
    Guarded(#[layout(sample = Guard(NonZeroU32::new(GUARD).unwrap()))] Guard, u8),
    /// The sample of a field that would not need one.
    Known(#[layout(sample = 3)] u8, u32),
    Dyn(u8, #[layout(sample = &0_u8)] &'static (dyn Sync + 'static)),
    Open(u8, Foreign),
}

#[derive(Layout)]
enum OnVariants {
    Nothing,
    #[layout(sample = Self::One(Foreign::ZERO, 1))]
    One(Foreign, u8),
    #[layout(sample = OnVariants::Two { b: 7, a: Foreign(1, 2), c: Cell::new(1) })]
    Two {
        a: Foreign,
        b: u16,
        c: Cell<u8>,
    },
    #[layout(sample = sample())]
    Called(Result<u8, Foreign>, u32),
    /// One that has no fields.
    #[layout(sample = Self::Unit)]
    Unit,
}

const fn sample() -> OnVariants {
    OnVariants::Called(Err(Foreign::ZERO), 1)
}

/// A sample of another variant tells nothing.
#[derive(Layout)]
enum Mistaken {
    #[layout(sample = Self::Two(Foreign::ZERO))]
    One(u8, Foreign),
    Two(Foreign),
}

#[derive(Layout)]
#[repr(u8)]
enum NotNeeded {
    #[layout(sample = Self::One(Foreign::ZERO))]
    One(Foreign),
    Two(#[layout(sample = Foreign::ZERO, offset == align_of::<u64>())] Foreign),
}

trait Empty {
    const EMPTY: Self;
}

impl Empty for Foreign {
    const EMPTY: Self = Self::ZERO;
}

#[derive(Layout)]
enum Generic<T: Empty, const N: usize> {
    One(u8, #[layout(sample = T::EMPTY)] T),
    Many {
        #[layout(sample = (T::EMPTY, N))]
        values: (T, usize),
        count: u8,
    },
    Nothing,
}

#[test]
fn samples_of_fields() {
    let guard = || Guard(NonZeroU32::new(5).unwrap());
    let cases = [case!(OnFields {
        Nothing {} = OnFields::Nothing;
        One { 0 } = OnFields::One(Foreign(1, 2));
        Beside { 0, 1, 2 } = OnFields::Beside(1, Foreign(1, 2), String::new());
        Two { a, between, b } =
            OnFields::Two { a: Foreign(1, 2), between: 1, b: Foreign(1, 2) };
        Guarded { 0, 1 } = OnFields::Guarded(guard(), 1);
        Known { 0, 1 } = OnFields::Known(1, 2);
        Dyn { 0, 1 } = OnFields::Dyn(1, &2_u8);
    })];
    assert_true(&cases, Expected::Known);
    let open = [case!(OnFields { Open { 0, 1 } = OnFields::Open(1, Foreign(1, 2)); })];
    assert_true(&open, Expected::Honest);
    assert!(!OnFields::LAYOUT.variant("Open").unwrap().is_placed());
}

#[test]
fn samples_of_variants() {
    let cases = [case!(OnVariants {
        Nothing {} = OnVariants::Nothing;
        One { 0, 1 } = OnVariants::One(Foreign(1, 2), 3);
        Two { a, b, c } = OnVariants::Two { a: Foreign(1, 2), b: 1, c: Cell::new(1) };
        Called { 0, 1 } = sample();
        Unit {} = OnVariants::Unit;
    })];
    assert_true(&cases, Expected::Known);
}

#[test]
fn samples_of_the_wrong_variant_state_nothing_wrong() {
    let cases = [case!(Mistaken {
        One { 0, 1 } = Mistaken::One(1, Foreign(1, 2));
        Two { 0 } = Mistaken::Two(Foreign(1, 2));
    })];
    assert_true(&cases, Expected::Honest);
    let text = Mistaken::layout_report().to_string();
    assert!(text.contains("give one with `#[layout(sample = ...)]`"), "{text}");
}

#[test]
fn samples_where_none_is_needed() {
    let cases = [case!(NotNeeded {
        One { 0 } = NotNeeded::One(Foreign(1, 2));
        Two { 0 } = NotNeeded::Two(Foreign(1, 2));
    })];
    assert_true(&cases, Expected::Known);
    assert_eq!(Foreign(1, 2).sum(), 3);
}

#[test]
fn samples_of_generic_fields() {
    type Three = Generic<Foreign, 3>;
    let cases = [case!(Three {
        One { 0, 1 } = Generic::One(1, Foreign(1, 2));
        Many { values, count } = Generic::Many { values: (Foreign(1, 2), 3), count: 1 };
        Nothing {} = Generic::Nothing;
    })];
    assert_true(&cases, Expected::Known);
}
