//! Types, traits, modules and macros named as those that the derive's code uses.
#![deny(warnings)]
#![allow(non_camel_case_types, unused_macros, reason = "the names are what is tested")]
#![allow(dead_code, reason = "most of the types stand here for their names")]

use layout_core::Layout as Described;

mod core {}
mod std {}
mod alloc {}
mod __private {}
mod discriminant {}

macro_rules! shadow {
    ($($name:ident)*) => {$(struct $name;)*};
}

macro_rules! module_path {
    ($($t:tt)*) => {
        compile_error!("the user's own macro")
    };
}
macro_rules! offset_of {
    ($($t:tt)*) => {
        compile_error!("the user's own macro")
    };
}
macro_rules! measure {
    ($($t:tt)*) => {
        compile_error!("the user's own macro")
    };
}
macro_rules! visit {
    ($($t:tt)*) => {
        compile_error!("the user's own macro")
    };
}
macro_rules! panic {
    ($($t:tt)*) => {
        compile_error!("the user's own macro")
    };
}
macro_rules! concat {
    ($($t:tt)*) => {
        compile_error!("the user's own macro")
    };
}

shadow!(Some None Ok Err Vec String Box Known Unsized EnumParts TypeLayout FieldType Visit);
shadow!(MaybeUninit PhantomData Repr IntRepr Kind Tag Sample __Tag);

struct Option<T>(T);
struct Result;
struct u8(::core::primitive::u8);
struct u16;
struct u32;
struct i8;
struct i32;
struct isize;
struct usize;
struct bool;
struct str;
trait Unknown {}
trait Sized_ {}
trait Copy {}
trait FnMut {}
trait Drop {}

struct __T(Word);

type Byte = ::core::primitive::u8;
type Word = ::core::primitive::u16;

#[derive(Described)]
enum Plain {
    One(Byte, Word),
    Two { a: Option<Byte>, b: ::std::vec::Vec<Byte> },
    Three,
}

#[derive(Described)]
#[repr(u8)]
enum Tagged {
    One(Byte, Word) = 3,
    Two,
}

#[derive(Described)]
#[repr(isize)]
enum Wide {
    One = -1,
    Two(Byte) = 8,
}

#[derive(Described)]
#[repr(C)]
enum LikeC {
    One(Byte),
    Two,
}

#[derive(Described)]
enum Fieldless {
    One = 1,
    Two = 2,
}

#[derive(Described)]
#[repr(C)]
enum FieldlessC {
    One = 1,
    Two = 2,
}

#[derive(Described)]
#[repr(C)]
union Union {
    one: Byte,
    two: Word,
}

#[derive(Described)]
struct Tailed {
    one: Byte,
    two: [Word],
}

#[derive(Described)]
struct Text(Byte, #[layout(unsized)] ::core::primitive::str);

#[derive(Described)]
struct Generic<T: ?::core::marker::Sized>(Byte, T);

/// What refers to itself is described in functions.
#[derive(Described)]
struct List {
    next: ::core::option::Option<::std::boxed::Box<List>>,
    item: __T,
}

#[derive(Described)]
enum Rest {
    More(::std::boxed::Box<Rest>, __T),
    None,
}

#[derive(Described)]
struct Chain<__T> {
    next: ::core::option::Option<::std::boxed::Box<Chain<__T>>>,
    item: __T,
}

layout_core::assert_layout!(Tagged, offset(One.1) == 2);
layout_core::assert_layout!(List, size(item) == 2, align(item) == 2);
layout_core::assert_layout!(Rest, size(More.1) == 2, align(More.1) == 2);
layout_core::assert_layout!(Chain<Word>, size(item) == 2, align(item) == 2);
layout_core::assert_layout!(LikeC, offset(One.0) == 4);
layout_core::assert_layout!(Tailed, align == 2);

#[test]
fn names_of_types_stay_the_users() {
    assert_eq!(Plain::LAYOUT.variants().count(), 3);
    assert_eq!(
        Plain::LAYOUT.variant("One").map(|it| it.is_placed()),
        ::core::option::Option::Some(true)
    );
    assert_eq!(Wide::LAYOUT.variants().count(), 2);
    assert_eq!((Fieldless::LAYOUT.size, FieldlessC::LAYOUT.size), (1, 4));
    assert_eq!(Union::LAYOUT.size, 2);
    assert_eq!(Text::LAYOUT.fields().len() + Generic::<Byte>::LAYOUT.fields().len(), 4);
}
