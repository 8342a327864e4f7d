//! The functions that the derive's output calls in constants, called by a running program: what the compiler's
//! interpreter made of them is what the processor makes of them, and both are what is true. Constants
//! that hold are seen by every other test; here also what they refuse is.

#![allow(dead_code, reason = "what counts is where the fields lie")]

use std::cmp::Reverse;
use std::convert::Infallible;
use std::fmt::Debug;
use std::mem::offset_of;
use std::num::{NonZeroU64, Wrapping};

use layout_core::__private::{
    self as private, FieldType, FindingId, LayoutProbe, Repr, TailProbeFallback, UNKNOWN_OFFSET,
};
use layout_core::layout::Tagging;
use layout_core::{Layout, TypeLayout};

/// That both say the same in full.
#[track_caller]
fn assert_same(made: TypeLayout, constant: TypeLayout) {
    assert_eq!(format!("{made:?}"), format!("{constant:?}"));
    assert_eq!(made.fingerprint(), constant.fingerprint());
    assert_eq!((made.is_sized(), made.tail()), (constant.is_sized(), constant.tail()));
}

#[derive(Layout)]
#[repr(C)]
struct Named {
    a: u8,
    b: u32,
}

#[derive(Layout)]
#[repr(C)]
struct Pair(u8, u16);

#[derive(Layout)]
#[repr(C, align(2))]
struct Unit;

#[derive(Layout)]
#[repr(C)]
union Either {
    word: u64,
    bytes: [u8; 3],
}

#[test]
fn structs_and_unions() {
    let named = private::named::<Named>(
        "Named",
        module_path!(),
        Repr::C,
        "\u{5}a: u8\u{6}b: u32",
        &[LayoutProbe::<u8>::__FIELD, LayoutProbe::<u32>::__FIELD],
    );
    assert_same(named, Named::LAYOUT);
    let pair = private::tuple::<Pair>(
        "Pair",
        module_path!(),
        Repr::C,
        "\u{5}0: u8\u{6}1: u16",
        &[LayoutProbe::<u8>::__FIELD, LayoutProbe::<u16>::__FIELD],
    );
    assert_same(pair, Pair::LAYOUT);
    assert_same(private::unit::<Unit>("Unit", module_path!(), Repr::C.aligned(2)), Unit::LAYOUT);
    let either = private::union::<Either>(
        "Either",
        module_path!(),
        Repr::C,
        "\u{9}word: u64\u{e}bytes: [u8; 3]",
        &[LayoutProbe::<u64>::__FIELD, LayoutProbe::<[u8; 3]>::__FIELD],
    );
    assert_same(either, Either::LAYOUT);
}

#[test]
fn allowed_findings() {
    // One that is written twice is still allowed.
    let ids = [FindingId::Reorder, FindingId::TargetDependent, FindingId::Reorder];
    let allowing = private::allowing(Named::LAYOUT, &ids);
    for &id in FindingId::ALL {
        assert_eq!(allowing.allows(id), ids.contains(&id), "{id}");
    }
    assert!(FindingId::ALL.iter().all(|&id| !private::allowing(Named::LAYOUT, &[]).allows(id)));
}

#[derive(Layout)]
#[repr(C)]
struct Tailed<T: ?Sized> {
    len: u16,
    tail: T,
}

impl<T: ?Sized> Tailed<T> {
    const TYPES: [FieldType; 2] =
        [LayoutProbe::<u16>::__FIELD, <LayoutProbe<T> as TailProbeFallback>::__TAIL];
}

/// A `Tailed` of that representation, as far as it is told. Only a `const` may ask for it.
const fn tailed<T: ?Sized>(repr: Repr) -> TypeLayout
where
    Tailed<T>: Layout,
{
    let types = &Tailed::<T>::TYPES;
    let entries = "\u{8}len: u16\u{8}tail:t T";
    private::tailed_named::<Tailed<T>>("Tailed", module_path!(), repr, entries, types)
}

#[test]
fn tails() {
    const SIZED: TypeLayout = tailed::<u64>(Repr::C);
    const SLICED: TypeLayout = tailed::<[u64]>(Repr::C);
    const OBJECT: TypeLayout = tailed::<dyn Debug>(Repr::C);

    assert_same(SIZED, Tailed::<u64>::LAYOUT);
    assert_eq!(SIZED.offset("tail"), Some(offset_of!(Tailed<u64>, tail)));

    assert_same(SLICED, Tailed::<[u64]>::LAYOUT);
    assert_eq!(SLICED.offset("tail"), Some(offset_of!(Tailed<u64>, tail)));

    assert_same(OBJECT, Tailed::<dyn Debug>::LAYOUT);
    assert_eq!(OBJECT.offset("tail"), None);
}

/// Nothing is known of the tail: what the alignment is at least follows from the fields before it and the
/// `repr`.
#[test]
fn least_alignment_of_unknown_tails() {
    const LAYOUTS: [TypeLayout; 6] = [
        tailed::<dyn Debug>(Repr::C),
        tailed::<dyn Debug>(Repr::C.packed(1)),
        tailed::<dyn Debug>(Repr::C.packed(2)),
        tailed::<dyn Debug>(Repr::C.packed(8)),
        tailed::<dyn Debug>(Repr::C.aligned(1)),
        tailed::<dyn Debug>(Repr::C.aligned(16)),
    ];
    for (layout, align) in LAYOUTS.iter().zip([2, 1, 2, 2, 2, 16]) {
        assert_eq!((layout.size, layout.align), (0, align), "{}", layout.repr);
    }
}

#[test]
fn trait_objects_are_told_from_slices() {
    use private::ends_in_object;

    assert!(!ends_in_object::<u8>() && !ends_in_object::<Tailed<u64>>());
    assert!(!ends_in_object::<str>() && !ends_in_object::<[u8]>());
    assert!(!ends_in_object::<Tailed<std::path::Path>>());
    assert!(ends_in_object::<dyn Debug>() && ends_in_object::<Tailed<dyn Fn() + Send>>());
    assert_eq!(private::unknown_offsets(), [private::UNKNOWN_OFFSET; 3]);
}

#[derive(Layout, Debug, PartialEq)]
struct Inner {
    a: u8,
    b: u32,
}

#[derive(Layout)]
enum Sampled {
    Nothing,
    Plain(u32, [u16; 5], (u8, bool)),
    Owned { text: String, lists: [Vec<u8>; 3], boxed: Option<Box<u8>> },
    Never(Infallible, u8),
    Wrapped(Reverse<Wrapping<u64>>, Inner),
}

/// The variants that samples are to be made of, and what goes through them.
fn found<const GIVEN: usize>(given: [usize; GIVEN]) -> Vec<private::Found> {
    // SAFETY: the tests ask for the fields of variants that have samples, by their types.
    let mut cursor = unsafe { private::cursor::<Sampled, 10, 16>() };
    let next = || Some(private::next(&mut cursor, given));
    std::iter::from_fn(next).take_while(|found| found.variant < usize::MAX).collect()
}

/// The sample of a field.
fn sampled<F>(index: usize) -> F {
    private::sampled(found([])[0], index)
}

#[test]
fn samples_are_values() {
    assert_eq!(sampled::<u32>(0), 0);
    assert_eq!(sampled::<[u16; 5]>(1), [0; 5]);
    assert_eq!(sampled::<(u8, bool)>(2), (0, false));
    assert_eq!(sampled::<String>(3), "");
    assert_eq!(sampled::<[Vec<u8>; 3]>(4), [const { Vec::<u8>::new() }; 3]);
    assert_eq!(sampled::<Option<Box<u8>>>(5), None);
    assert_eq!(sampled::<Reverse<Wrapping<u64>>>(8), Reverse(Wrapping(0)));
    assert_eq!(sampled::<Inner>(9), Inner { a: 0, b: 0 });
}

#[test]
fn variants_with_samples_are_found_in_order() {
    let variants =
        |found: Vec<private::Found>| -> Vec<usize> { found.iter().map(|it| it.variant).collect() };
    // `Infallible` has no value, given or not.
    for found in [found([]), found([6]), found([7]), found([6, 7])] {
        assert_eq!(variants(found), [0, 1, 2, 4]);
    }
}

#[test]
fn offsets_are_measured_in_the_variant_that_a_value_is() {
    let undropped = private::undropped(Sampled::Plain(1, [2; 5], (3, true)));
    let value = private::value_of(&undropped);
    let expected = {
        let Sampled::Plain(a, b, c) = value else { unreachable!() };
        let fields = [&raw const *a as usize, &raw const *b as usize, &raw const *c as usize];
        fields.map(|field| field - &raw const *value as usize)
    };
    let measured = |variant| {
        // SAFETY: the fields are those of the value.
        let mut cursor = unsafe { private::cursor::<Sampled, 10, 16>() };
        private::see(&mut cursor, found([])[variant], &undropped, value.__layout_fields());
        while private::next(&mut cursor, []).variant < usize::MAX {}
        private::finish(cursor).offsets()
    };
    let plain = measured(1);
    assert_eq!(plain[..3], expected);
    assert_eq!(plain[3..], [UNKNOWN_OFFSET; 7]);
    assert_eq!(measured(2), [UNKNOWN_OFFSET; 10], "of another variant nothing is told");
}

#[derive(Layout)]
enum Filled {
    Nothing,
    Word(NonZeroU64),
}

#[derive(Layout)]
#[repr(C, u8)]
enum Tagged {
    Nothing,
    Byte(u8),
    Words { small: u16, large: u64 } = 7,
}

#[test]
fn enums() {
    assert_same(private::untagged::<Sampled>(), Sampled::LAYOUT);
    assert_same(private::untagged::<Filled>(), Filled::LAYOUT);
    assert_same(private::tagged::<Tagged, 3>(), Tagged::LAYOUT);
    // The word fills the enum, so that it lies at its start.
    assert_eq!(Filled::LAYOUT.variant("Word").unwrap().field("0").unwrap().offset, Some(0));
}

/// Where the tag lies of an enum that is aligned to more than it needs is not told.
#[test]
fn tags_of_enums_without_fields() {
    #[derive(Layout)]
    enum Plain {
        A,
        B,
    }
    #[derive(Layout)]
    #[repr(align(4))]
    enum Aligned {
        A,
        B,
    }
    #[derive(Layout)]
    enum Alone {
        A(()),
        B(Infallible),
    }
    assert_eq!(Plain::LAYOUT.tagging(), Some(Tagging::Tag { offset: 0, size: 1 }));
    assert_eq!(Aligned::LAYOUT.tagging(), Some(Tagging::Unknown));
    // One variant has a value: there is nothing to tell, and no byte to tell it by.
    assert_eq!((Alone::LAYOUT.size, Alone::LAYOUT.tagging()), (0, Some(Tagging::Single)));
}

/// What a failed assertion of a user shows.
#[test]
fn debug_texts_tell_variants() {
    let text = format!("{:?}", Tagged::LAYOUT.variant("Words"));
    for part in ["Words", "index: 2", "kind: Struct", "discriminant: 7", "small", "large"] {
        assert!(text.contains(part), "`{part}` is not in {text}");
    }
    let whole = format!("{:?}", Tagged::LAYOUT);
    for part in ["Tagged", "repr", "Nothing", "Byte", "Words", "large", "discriminant: 7"] {
        assert!(whole.contains(part), "`{part}` is not in {whole}");
    }
}

#[test]
fn what_the_derive_never_asks_for_panics() {
    // SAFETY: no sample is taken.
    let cursor = || unsafe { private::cursor::<Sampled, 10, 16>() };
    assert!(std::panic::catch_unwind(|| private::finish(cursor())).is_err());
    assert!(std::panic::catch_unwind(private::no_size).is_err());
}
