//! Enums of many shapes: generic, of odd names, in one another.
#![allow(non_camel_case_types, reason = "raw names are what is tested")]

use std::cell::Cell;
use std::marker::PhantomData;

use layout_core::Layout;
use layout_core::layout::{Kind, Tagging, VariantKind};

use crate::case::{Expected, assert_true, case};

#[derive(Layout)]
enum Generic<'a, T: Clone, E = (), const N: usize = 2>
where
    E: 'a,
{
    One(T),
    Many([T; N], u8),
    Failed { error: E, at: &'a u8 },
    Marker(PhantomData<E>),
    Nothing,
}

#[derive(Layout)]
enum Bounded<T: Layout, U>
where
    U: Layout + Default,
{
    Both(u8, T, U),
    Wrapped { cell: Cell<T>, array: [U; 3] },
    Nothing,
}

#[derive(Layout)]
#[repr(u8)]
enum GenericTagged<T, const N: usize> {
    One(T),
    Many([T; N], u8),
    Nothing,
}

#[derive(Layout)]
#[repr(C)]
enum GenericLikeC<'a, T: ?Sized> {
    Borrowed(&'a T),
    Pointer(u8, *const T),
    Nothing,
}

#[test]
fn generic_enums() {
    static BYTE: u8 = 1;
    type Default1 = Generic<'static, u32>;
    type Strings = Generic<'static, String, u8, 5>;
    let honest = [
        case!(Default1 {
            One { 0 } = Generic::One(1);
            Many { 0, 1 } = Generic::Many([1, 2], 3);
            Failed { error, at } = Generic::Failed { error: (), at: &BYTE };
            Marker { 0 } = Generic::Marker(PhantomData);
            Nothing {} = Generic::Nothing;
        }),
        case!(Strings {
            One { 0 } = Generic::One(String::new());
            Many { 0, 1 } = Generic::Many([const { String::new() }; 5], 3);
            Failed { error, at } = Generic::Failed { error: 1, at: &BYTE };
            Marker { 0 } = Generic::Marker(PhantomData);
            Nothing {} = Generic::Nothing;
        }),
    ];
    assert_true(&honest, Expected::Honest);
    // What does not hang on a parameter is known all the same.
    assert!(Default1::LAYOUT.variant("Marker").unwrap().is_placed());
}

#[test]
fn generic_enums_with_a_bound_know_their_places() {
    type Numbers = Bounded<u64, u16>;
    type Texts = Bounded<(String, u8), Vec<u8>>;
    let known = [
        case!(Numbers {
            Both { 0, 1, 2 } = Bounded::Both(1, 2, 3);
            Wrapped { cell, array } = Bounded::Wrapped { cell: Cell::new(1), array: [1; 3] };
            Nothing {} = Bounded::Nothing;
        }),
        case!(Texts {
            Both { 0, 1, 2 } = Bounded::Both(1, (String::new(), 1), vec![]);
            Wrapped { cell, array } = Bounded::Wrapped {
                cell: Cell::new((String::new(), 1)),
                array: [const { Vec::new() }; 3],
            };
            Nothing {} = Bounded::Nothing;
        }),
    ];
    assert_true(&known, Expected::Known);
}

#[test]
fn generic_enums_of_defined_layout_know_their_places() {
    type Bytes = GenericTagged<u8, 7>;
    type Wides = GenericTagged<u64, 2>;
    type Text = GenericLikeC<'static, str>;
    type Number = GenericLikeC<'static, u8>;
    static BYTE: u8 = 1;
    let known = [
        case!(Bytes {
            One { 0 } = GenericTagged::One(1);
            Many { 0, 1 } = GenericTagged::Many([1; 7], 1);
            Nothing {} = GenericTagged::Nothing;
        }),
        case!(Wides {
            One { 0 } = GenericTagged::One(1);
            Many { 0, 1 } = GenericTagged::Many([1; 2], 1);
            Nothing {} = GenericTagged::Nothing;
        }),
        case!(Text {
            Borrowed { 0 } = GenericLikeC::Borrowed("text");
            Pointer { 0, 1 } = GenericLikeC::Pointer(1, "text");
            Nothing {} = GenericLikeC::Nothing;
        }),
        case!(Number {
            Borrowed { 0 } = GenericLikeC::Borrowed(&BYTE);
            Pointer { 0, 1 } = GenericLikeC::Pointer(1, &raw const BYTE);
            Nothing {} = GenericLikeC::Nothing;
        }),
    ];
    assert_true(&known, Expected::Known);
}

#[derive(Layout)]
enum r#enum {
    r#type(u8),
    r#fn { r#match: u16, r#loop: u32, plain: u8 },
    r#async,
}

#[derive(Layout)]
#[repr(C)]
enum r#union_like {
    r#type(u8),
    r#fn { r#match: u16 },
    lower,
}

#[test]
fn raw_names_are_stated_without_their_mark() {
    let cases = [
        case!(r#enum {
            r#type { 0 } = r#enum::r#type(1);
            r#fn { r#match, r#loop, plain } = r#enum::r#fn { r#match: 1, r#loop: 2, plain: 3 };
            r#async {} = r#enum::r#async;
        }),
        case!(r#union_like {
            r#type { 0 } = r#union_like::r#type(1);
            r#fn { r#match } = r#union_like::r#fn { r#match: 1 };
            lower {} = r#union_like::lower;
        }),
    ];
    assert_true(&cases, Expected::Known);
    assert_eq!(r#enum::LAYOUT.name, "enum");
    assert_eq!(
        r#enum::LAYOUT.variants().map(|it| it.name).collect::<Vec<_>>(),
        ["type", "fn", "async"]
    );
    assert!(r#enum::LAYOUT.offset("fn.match").is_some());
    assert!(r#enum::LAYOUT.offset("r#fn.r#match").is_none());
}

#[derive(Layout)]
enum Leaf {
    Small(u8),
    Wide { value: u64 },
    None,
}

#[derive(Layout)]
enum Branch {
    Leaf(Leaf),
    Pair(Leaf, Leaf),
    Empty,
}

#[derive(Layout)]
enum Tree {
    Branch { inner: Branch, weight: u16 },
    Option(Option<Branch>),
    Array([Branch; 3]),
    Bool(bool),
    Nothing,
}

#[test]
fn enums_in_enums() {
    let cases = [
        case!(Branch {
            Leaf { 0 } = Branch::Leaf(Leaf::Small(1));
            Pair { 0, 1 } = Branch::Pair(Leaf::Wide { value: 1 }, Leaf::None);
            Empty {} = Branch::Empty;
        }),
        case!(Tree {
            Branch { inner, weight } = Tree::Branch { inner: Branch::Empty, weight: 1 };
            Option { 0 } = Tree::Option(Some(Branch::Leaf(Leaf::None)));
            Array { 0 } = Tree::Array([Branch::Empty, Branch::Empty, Branch::Empty]);
            Bool { 0 } = Tree::Bool(true);
            Nothing {} = Tree::Nothing;
        }),
    ];
    assert_true(&cases, Expected::Known);
}

#[test]
fn variants_state_how_they_list_their_fields() {
    let kinds: Vec<_> = Tree::LAYOUT.variants().map(|it| (it.index, it.kind)).collect();
    assert_eq!(
        kinds,
        [
            (0, VariantKind::Struct),
            (1, VariantKind::Tuple),
            (2, VariantKind::Tuple),
            (3, VariantKind::Tuple),
            (4, VariantKind::Unit),
        ]
    );
    assert_eq!((Tree::LAYOUT.kind, Tree::LAYOUT.fields().len()), (Kind::Enum, 0));
    assert_eq!((Tree::LAYOUT.padding(), Tree::LAYOUT.holes().count()), (0, 0));
    assert_eq!(Tree::LAYOUT.variant("Array").unwrap().field("0").unwrap().ty, "[Branch; 3]");
    for name in ["", "tree", "Tree", "Bool ", "Boo", "Boole", "0"] {
        assert!(Tree::LAYOUT.variant(name).is_none(), "`{name}`");
    }
}

/// A niche is claimed only of an enum which is as large as one of its payloads, and in which more
/// than one variant can exist.
#[test]
fn niches_and_tags() {
    #[derive(Layout)]
    enum ByReference {
        Some(&'static u8),
        None,
    }
    #[derive(Layout)]
    enum ByBool {
        Flag(bool),
        Neither,
        Both,
    }
    #[derive(Layout)]
    enum Number {
        Some(u32),
        None,
    }

    assert_eq!(ByReference::LAYOUT.tagging(), Some(Tagging::Niche));
    assert_eq!(ByBool::LAYOUT.tagging(), Some(Tagging::Niche));
    assert_eq!(Number::LAYOUT.tagging(), Some(Tagging::Unknown));
    let cases = [
        case!(ByReference {
            Some { 0 } = ByReference::Some(&1);
            None {} = ByReference::None;
        }),
        case!(ByBool {
            Flag { 0 } = ByBool::Flag(true);
            Neither {} = ByBool::Neither;
            Both {} = ByBool::Both;
        }),
        case!(Number {
            Some { 0 } = Number::Some(1);
            None {} = Number::None;
        }),
    ];
    assert_true(&cases, Expected::Known);
}
