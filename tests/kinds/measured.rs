//! What constants measure with pointers to memory that is nowhere, measured by a running program: here there is
//! some. What it finds is what `offset_of!` and values tell.

#![allow(dead_code, reason = "what counts is where the fields lie")]

use std::ffi::CStr;
use std::fmt::Debug;
use std::mem::offset_of;

use layout_core::__private::{self as private, FieldType, LayoutProbe, Repr, TailProbeFallback};
use layout_core::{Layout, TypeLayout};

/// Memory for the types of this module.
#[repr(C, align(4096))]
struct Place([u8; 1 << 16]);

/// The library declares both, and no program has them: only constants use their addresses.
#[unsafe(no_mangle)]
static LAYOUT_PLACE: Place = Place([0; 1 << 16]);
#[unsafe(no_mangle)]
static LAYOUT_ALIGNED_PLACE: Place = Place([0; 1 << 16]);

struct Mixed {
    flag: bool,
    word: u64,
    bytes: [u8; 5],
    half: u16,
}

#[test]
fn distances_are_offsets() {
    let place = private::place::<Mixed>();
    // SAFETY: `Mixed` fits in the memory that is there, and the pointers are derived from its start.
    let offsets = unsafe {
        private::distances((
            &raw const (*place).flag,
            &raw const (*place).word,
            &raw const (*place).bytes,
            &raw const (*place).half,
        ))
    };
    let expected = [
        offset_of!(Mixed, flag),
        offset_of!(Mixed, word),
        offset_of!(Mixed, bytes),
        offset_of!(Mixed, half),
    ];
    assert_eq!(offsets, expected);
}

#[repr(C)]
struct Ends<T: ?Sized> {
    id: u32,
    len: u8,
    tail: T,
}

/// The distances of the fields of an [`Ends`].
fn distances<T: ?Sized>() -> [usize; 3] {
    // SAFETY: the tests ask for slices and sized types that fit in the memory that is there.
    unsafe {
        let place = private::place_of::<Ends<T>>();
        private::tailed_distances([
            (&raw const (*place).id).cast(),
            (&raw const (*place).len).cast(),
            (&raw const (*place).tail).cast(),
        ])
    }
}

#[test]
fn distances_of_tails_are_offsets() {
    assert_eq!(distances::<[u8]>(), [0, 4, offset_of!(Ends<u8>, tail)]);
    assert_eq!(distances::<[u16]>(), [0, 4, offset_of!(Ends<u16>, tail)]);
    assert_eq!(distances::<str>(), [0, 4, offset_of!(Ends<u8>, tail)]);
    assert_eq!(distances::<u64>(), [0, 4, offset_of!(Ends<u64>, tail)]);
    assert_eq!(distances::<Ends<[u64]>>(), [0, 4, offset_of!(Ends<u64>, tail)]);
}

#[derive(Layout)]
#[repr(C)]
struct Tailed<T: ?Sized> {
    len: u16,
    tail: T,
}

#[derive(Layout)]
#[repr(C)]
struct Numbered<T: ?Sized>(u16, T);

const ENTRIES: [&str; 2] = ["\u{8}len: u16\u{8}tail:t T", "\u{6}0: u16\u{5}1:t T"];

/// The types of the fields of a [`Tailed`], and of a [`Numbered`].
fn types<T: ?Sized + 'static>() -> &'static [FieldType] {
    struct Types<T: ?Sized>(T);
    impl<T: ?Sized> Types<T> {
        const TYPES: &'static [FieldType] =
            &[LayoutProbe::<u16>::__FIELD, <LayoutProbe<T> as TailProbeFallback>::__TAIL];
    }
    Types::<T>::TYPES
}

fn named<T: ?Sized + 'static>(repr: Repr) -> TypeLayout
where
    Tailed<T>: Layout,
{
    private::tailed_named::<Tailed<T>>("Tailed", module_path!(), repr, ENTRIES[0], types::<T>())
}

fn numbered<T: ?Sized + 'static>(repr: Repr) -> TypeLayout
where
    Numbered<T>: Layout,
{
    let entries = ENTRIES[1];
    private::tailed_tuple::<Numbered<T>>("Numbered", module_path!(), repr, entries, types::<T>())
}

/// Size and alignment, and whether it is sized.
fn told(layout: TypeLayout) -> (usize, usize, bool) {
    (layout.size, layout.align, layout.is_sized())
}

#[test]
fn structs_with_a_tail_are_as_large_as_with_an_empty_one() {
    let align = align_of::<u64>();
    let size = size_of::<Tailed<u64>>();
    assert_eq!(told(named::<u64>(Repr::C)), (size, align, true));
    assert_eq!(told(numbered::<u64>(Repr::C)), (size, align, true));
    assert_eq!(told(named::<[u64]>(Repr::C)), (align, align, false));
    assert_eq!(told(numbered::<[u64]>(Repr::C)), (align, align, false));
    assert_eq!(told(named::<str>(Repr::C)), (2, 2, false));
    assert_eq!(named::<[u64]>(Repr::C).offset("tail"), Some(offset_of!(Tailed<u64>, tail)));
    assert_eq!(numbered::<[u32]>(Repr::C).offset("1"), Some(4));

    // As constants make them.
    for (made, constant) in [
        (named::<[u64]>(Repr::C), <Tailed<[u64]> as Layout>::LAYOUT),
        (named::<u64>(Repr::C), <Tailed<u64> as Layout>::LAYOUT),
        (numbered::<str>(Repr::C), <Numbered<str> as Layout>::LAYOUT),
    ] {
        assert_eq!(told(made), told(constant), "{constant:?}");
        assert_eq!(made.fingerprint(), constant.fingerprint(), "{constant:?}");
    }
}

/// There is no empty trait object: what the alignment is at least follows from the fields before it and the
/// `repr`.
#[test]
fn trait_objects_leave_the_least_alignment() {
    for (repr, align) in [
        (Repr::C, 2),
        (Repr::C.packed(1), 1),
        (Repr::C.packed(2), 2),
        (Repr::C.packed(8), 2),
        (Repr::C.aligned(1), 2),
        (Repr::C.aligned(16), 16),
    ] {
        assert_eq!(told(named::<dyn Debug>(repr)), (0, align, false), "{repr}");
        assert_eq!(told(numbered::<dyn Debug>(repr)), (0, align, false), "{repr}");
    }
}

#[test]
fn the_place_is_that_of_the_tail() {
    // SAFETY: the types end in slices, and their empty values fit in the memory that is there.
    let sizes = unsafe {
        [
            size_of_val(&*private::place_of::<CStr>()),
            size_of_val(&*private::place_of::<Ends<[u16]>>()),
            size_of_val(&*private::place_of::<[u64]>()),
        ]
    };
    assert_eq!(sizes, [0, size_of::<Ends<[u16; 0]>>(), 0]);
}
