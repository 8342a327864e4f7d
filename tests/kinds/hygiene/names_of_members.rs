//! Variants, fields, parameters and associated items named as those of the derive's code.
#![deny(warnings)]
#![allow(clippy::upper_case_acronyms, clippy::unused_self, reason = "the names are what is tested")]

use layout_core::{Layout as Described, assert_layout};

#[derive(Described)]
enum Prelude {
    Some(u8),
    None,
    Ok(Option<u8>),
    Err { r#type: u16, r#match: u32 },
    Vec(Vec<u8>),
    String(String),
    Box(Box<u8>),
    Default,
    Layout,
    Self_(u8),
}

#[allow(dead_code, reason = "the layout is what counts")]
#[derive(Described)]
#[repr(u8)]
enum Ours {
    Known,
    Unknown,
    Unsized { offsets: u8 },
    Parts(u16),
    Uninhabited { value: u8, visit: u16, fields: u32 },
    Variants,
    Discriminant,
    Repr,
}

impl Ours {
    const LAYOUT: u8 = 1;
    const PARTS: u8 = 2;
    const OFFSETS: u8 = 3;
    const UNCHECKED: u8 = 4;

    fn visit_variant(&self) -> u8 {
        Self::LAYOUT + Self::PARTS + Self::OFFSETS + Self::UNCHECKED
    }

    fn layout_report_of(&self) -> u8 {
        self.visit_variant()
    }

    fn layout_report() -> u8 {
        5
    }
}

#[derive(Described)]
enum Plain<T, __T, Self_, const N: usize, const OFFSETS: usize> {
    LAYOUT(T),
    PARTS([__T; N]),
    OFFSETS(Self_),
    UNCHECKED([u8; OFFSETS]),
}

/// A trait in scope whose members are called as ours, for every type.
trait Everywhere {
    const FIELD: u8 = 1;
    const SLICE: u8 = 1;
    const SUBJECT: u8 = 1;
    const PARTS: u8 = 1;
    const OFFSETS: u8 = 1;
    const UNCHECKED: u8 = 1;

    fn layout(&self) -> u8 {
        1
    }

    fn has_sample(&self) -> bool {
        true
    }

    fn cast(&self) -> u8 {
        1
    }

    fn assume_init_ref(&self) -> u8 {
        1
    }
}

impl<T: ?Sized> Everywhere for T {}

#[derive(Described)]
struct Tailed<T> {
    first: T,
    tail: [T],
}

#[derive(Described)]
union Union<T: Copy> {
    value: T,
    r#union: u8,
}

#[derive(Described)]
enum Empty {}

assert_layout!(Ours, offset(Uninhabited.fields) == 4);
assert_layout!(Plain<u8, u16, u32, 3, 4>, align == 4);

type Instance = Plain<u8, u16, u32, 3, 4>;

#[test]
fn names_of_members_stay_the_users() {
    assert!(<Prelude as Described>::LAYOUT.variants().all(|variant| variant.is_placed()));
    assert_eq!(<Ours as Described>::LAYOUT.variants().count(), 8);
    assert_eq!(<Instance as Described>::LAYOUT.variants().count(), 4);
    assert_eq!((Ours::Known.layout_report_of(), Ours::layout_report()), (10, 5));
    assert_eq!(Ours::Parts(1).visit_variant(), 10);
    assert_eq!(<Empty as Described>::LAYOUT.size, 0);
    assert_eq!(<Tailed<u8> as Described>::LAYOUT.align, 1);
    assert_eq!(<Union<u8> as Described>::LAYOUT.size, 1);
    let all = <u8 as Everywhere>::FIELD + u8::SLICE + u8::SUBJECT;
    let more = <u8 as Everywhere>::PARTS + <u8 as Everywhere>::OFFSETS;
    let rest = <u8 as Everywhere>::UNCHECKED + 1_u8.layout() + 1_u8.cast();
    assert_eq!(all + more + rest + 1_u8.assume_init_ref() + u8::from(1_u8.has_sample()), 10);
}

/// All of the variants are made, so that none counts as dead code.
#[test]
fn values_of_all_variants() {
    use Prelude::{Box as Boxed, Default, Layout, None, Self_, String as Text, Vec as List};
    let prelude = [
        Prelude::Some(1),
        None,
        Prelude::Ok(Option::None),
        Prelude::Err { r#type: 1, r#match: 2 },
        List(vec![]),
        Text(String::new()),
        Boxed(Box::new(1)),
        Default,
        Layout,
        Self_(1),
    ];
    for (index, value) in prelude.iter().enumerate() {
        assert_eq!(Described::layout_report_of(value).variant().unwrap().index, index);
    }
    let ours = [
        Ours::Known,
        Ours::Unknown,
        Ours::Unsized { offsets: 1 },
        Ours::Parts(1),
        Ours::Uninhabited { value: 1, visit: 2, fields: 3 },
        Ours::Variants,
        Ours::Discriminant,
        Ours::Repr,
    ];
    for (index, value) in ours.iter().enumerate() {
        assert_eq!(Described::layout_report_of(value).variant().unwrap().index, index);
    }
    let plain: [Instance; 4] =
        [Plain::LAYOUT(1), Plain::PARTS([1; 3]), Plain::OFFSETS(1), Plain::UNCHECKED([1; 4])];
    for (index, value) in plain.iter().enumerate() {
        assert_eq!(Described::layout_report_of(value).variant().unwrap().index, index);
    }
    let _: fn(&Tailed<u8>) -> usize = |tailed| tailed.tail.len() + usize::from(tailed.first);
    // SAFETY: the fields were written.
    let sum = unsafe { Union { value: 1_u8 }.value + Union::<u8> { r#union: 1 }.r#union };
    assert_eq!(sum, 2);
}
