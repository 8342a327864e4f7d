//! What is known of the bytes inside a type, and that nothing else is said to be.
#![allow(dead_code, reason = "the types are looked at, not used")]

use std::cell::{Cell, OnceCell, RefCell, UnsafeCell};
use std::cmp::{Ordering, Reverse};
use std::marker::PhantomData;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::num::{NonZeroU8, NonZeroU128, Saturating, Wrapping};
use std::ops::{Bound, ControlFlow, Range, RangeInclusive};
use std::pin::Pin;
use std::ptr::NonNull;
use std::rc::Rc;
use std::sync::atomic::{AtomicPtr, AtomicU32};
use std::sync::{Mutex, OnceLock, RwLock};
use std::task::Poll;
use std::time::Duration;

use layout_core::Layout;
use layout_core::layout::{Inside, UnknownReason};

struct Foreign {
    a: u8,
    b: u32,
}

#[derive(Layout, Clone, Copy)]
#[repr(C)]
struct Pad {
    a: u8,
    b: u32,
}

#[derive(Layout)]
#[repr(transparent)]
struct Handle(NonNull<u8>, PhantomData<u8>);

#[derive(Layout)]
enum Untagged {
    A(u8),
    B(u32),
}

#[derive(Layout)]
#[repr(align(8))]
enum Aligned {
    A,
    B,
}

#[derive(Layout)]
#[repr(u8)]
enum Tagged {
    A(u8),
    B(u32),
}

#[derive(Layout)]
#[repr(u8, align(2))]
enum Single {
    A,
}

#[derive(Layout)]
enum Fieldless {
    A,
    B,
}

#[derive(Layout)]
enum One {
    Only(u8, u32),
}

#[derive(Layout)]
#[repr(u8)]
enum OfForeign {
    Nothing,
    Some { foreign: Foreign },
}

#[derive(Layout)]
#[repr(C)]
union Either {
    word: u32,
    foreign: ManuallyDrop<Pad>,
}

#[derive(Layout)]
union OfUnknown {
    word: u64,
    maybe: MaybeUninit<u32>,
}

#[derive(Layout)]
struct Generic<T> {
    value: T,
}

#[derive(Layout)]
struct Bounded<T: Layout> {
    value: T,
}

#[derive(Layout)]
struct Tail {
    len: u32,
    tail: [u16],
}

#[derive(Layout)]
struct Object {
    len: u32,
    #[layout(unsized)]
    tail: dyn std::fmt::Debug,
}

#[derive(Layout)]
struct ForeignTail {
    len: u32,
    tail: [Foreign],
}

#[derive(Layout)]
#[repr(C)]
struct Nested {
    id: u32,
    rows: [[Outer; 2]; 3],
}

#[derive(Layout)]
#[repr(C)]
struct Outer {
    empty: [Foreign; 0],
    pair: (u32, Option<u32>),
}

/// The path, the type and the reason of the first part that is unknown inside.
fn unknown<T: Layout + ?Sized>() -> Option<(String, &'static str, UnknownReason)> {
    let unknown = T::LAYOUT.first_unknown_inside();
    assert_eq!(T::LAYOUT.padding_is_known(), unknown.is_none());
    assert_eq!(T::LAYOUT.deep_padding().is_some(), unknown.is_none());
    unknown.map(|it| (it.to_string(), it.ty, it.reason))
}

#[test]
fn what_the_documentation_leaves_no_room_in_is_known() {
    macro_rules! known {
        ($($ty:ty => $padding:literal,)*) => {$(
            assert_eq!(unknown::<$ty>(), None, "{}", stringify!($ty));
            assert_eq!(<$ty>::LAYOUT.deep_padding(), Some($padding), "{}", stringify!($ty));
        )*};
    }
    known! {
        u8 => 0, i128 => 0, usize => 0, f64 => 0, bool => 0, char => 0, () => 0,
        *const u8 => 0, &'static u8 => 0, &'static mut [u8] => 0, &'static str => 0, fn(u8) -> u8 => 0,
        &'static dyn std::fmt::Debug => 0,
        NonZeroU8 => 0, Option<NonZeroU8> => 0, Option<NonZeroU128> => 0, Option<&'static Foreign> => 0,
        Option<&'static mut u8> => 0, Option<Box<Foreign>> => 0, Option<NonNull<u8>> => 0,
        Option<fn()> => 0, Option<unsafe extern "C" fn(u8)> => 0, Option<Handle> => 0,
        Box<Foreign> => 0, Box<[u8]> => 0, NonNull<Foreign> => 0,
        AtomicU32 => 0, AtomicPtr<Foreign> => 0, Ordering => 0, std::net::Ipv4Addr => 0,
        std::net::Ipv6Addr => 0,
        Cell<u8> => 0, UnsafeCell<u32> => 0, Wrapping<u8> => 0, Saturating<u8> => 0, ManuallyDrop<u8> => 0,
        Reverse<u8> => 0, Pin<&'static u8> => 0, Cell<[Option<NonZeroU8>; 3]> => 0,
        [u16; 5] => 0, [[&'static u8; 2]; 3] => 0, (u8, u8) => 0, (u8, u32) => 3, [Pad; 2] => 6,
        Cell<Pad> => 3, ManuallyDrop<[Pad; 2]> => 6, Handle => 0,
        Tagged => 6, Single => 1, Fieldless => 0, One => 3, [Single; 3] => 3, Either => 4,
        Bounded<Pad> => 3, Bounded<Option<NonZeroU8>> => 0,
        PhantomData<Foreign> => 0, [Foreign2; 0] => 0, std::convert::Infallible => 0, [u8] => 0, str => 0,
        Tail => 0,
    }
}

/// A type without bytes has none that are unknown.
type Foreign2 = Option<u32>;

#[test]
fn what_is_not_told_is_unknown() {
    use UnknownReason::{Private, Tag, Tail, Undescribed};
    macro_rules! unknown {
        ($($ty:ty => $path:literal $name:literal $reason:ident,)*) => {$(
            let expected = Some(($path.into(), $name, $reason));
            assert_eq!(unknown::<$ty>(), expected, "{}", stringify!($ty));
        )*};
    }
    unknown! {
        Duration => "" "Duration" Private,
        Option<u32> => "" "Option" Private,
        Option<&'static str> => "" "Option" Private, // a `None` has but one word
        Option<&'static dyn std::fmt::Debug> => "" "Option" Private,
        Option<Box<[u8]>> => "" "Option" Private,
        Option<Option<NonZeroU8>> => "" "Option" Private,
        Option<Wrapping<u8>> => "" "Option" Private,
        Option<*const u8> => "" "Option" Private,
        Result<u32, u8> => "" "Result" Private,
        Range<Pad> => "" "Range" Private,
        MaybeUninit<u8> => "" "MaybeUninit" Private,
        RefCell<u8> => "" "RefCell" Private,
        Mutex<u8> => "" "Mutex" Private,
        String => "" "String" Private,
        Vec<u8> => "" "Vec" Private,
        Rc<u8> => "" "Rc" Private,
        std::any::TypeId => "" "TypeId" Private,
        Cell<Option<u32>> => "" "Option" Private,
        (u32, [Option<u32>; 2]) => "1" "Option" Private,
        Untagged => "" "Untagged" Tag,
        Aligned => "" "Aligned" Tag,
        (u8, [Untagged; 2]) => "1" "Untagged" Tag,
        OfForeign => "Some.foreign" "Foreign" Undescribed,
        Generic<u8> => "value" "T" Undescribed,
        Bounded<Generic<u8>> => "value.value" "T" Undescribed,
        OfUnknown => "maybe" "MaybeUninit<u32>" Private,
        Nested => "rows.pair.1" "Option" Private,
        Object => "tail" "dyn std::fmt::Debug" Tail,
        ForeignTail => "tail" "[Foreign]" Undescribed,
    }
}

#[test]
fn the_notion_of_the_type_itself_is_told() {
    assert_eq!(u8::LAYOUT.inside(), Inside::Plain);
    assert_eq!(AtomicU32::LAYOUT.inside(), Inside::Plain);
    assert_eq!(Cell::<u8>::LAYOUT.inside(), Inside::AsElement);
    assert_eq!(Pad::LAYOUT.inside(), Inside::Listed);
    assert_eq!(<[u8; 2]>::LAYOUT.inside(), Inside::Listed);
    assert_eq!(Tagged::LAYOUT.inside(), Inside::Listed);
    assert_eq!(Duration::LAYOUT.inside(), Inside::Unknown);
}

#[test]
fn what_std_types_hold_by_value_is_listed() {
    fn held<T: Layout>() -> Vec<&'static str> {
        T::LAYOUT.held().iter().map(|layout| layout.name).collect()
    }
    assert_eq!(held::<Option<Pad>>(), ["Pad"]);
    assert_eq!(held::<Option<&'static Pad>>(), ["&"]);
    assert_eq!(held::<Result<Pad, u8>>(), ["Pad", "u8"]);
    assert_eq!(held::<ControlFlow<Pad, u8>>(), ["Pad", "u8"]);
    assert_eq!(held::<Range<Pad>>(), ["Pad"]);
    assert_eq!(held::<RangeInclusive<Pad>>(), ["Pad"]);
    assert_eq!(held::<Bound<Pad>>(), ["Pad"]);
    assert_eq!(held::<Poll<Pad>>(), ["Pad"]);
    assert_eq!(held::<MaybeUninit<Pad>>(), ["Pad"]);
    assert_eq!(held::<RefCell<Pad>>(), ["Pad"]);
    assert_eq!(held::<OnceCell<Pad>>(), ["Pad"]);
    assert_eq!(held::<OnceLock<Pad>>(), ["Pad"]);
    assert_eq!(held::<Mutex<Pad>>(), ["Pad"]);
    assert_eq!(held::<RwLock<Pad>>(), ["Pad"]);
    assert_eq!(held::<std::borrow::Cow<'static, Pad>>(), ["Pad"]);
    for pointer in [held::<Box<Pad>>(), held::<Vec<Pad>>(), held::<Rc<Pad>>(), held::<&Pad>()] {
        assert_eq!(pointer, [""; 0], "what is pointed to is elsewhere");
    }
}

/// A holder of a type that is not described is not described either. Yet it has a value that shows where
/// the fields of an enum lie.
#[test]
fn undescribed_holders_still_have_a_sample() {
    #[derive(Layout)]
    struct Inner {
        maybe: Option<Foreign>,
        many: [OnceLock<Foreign>; 2],
    }

    #[derive(Layout)]
    enum Samples<T> {
        Option(u8, Option<Foreign>),
        Uninit(u16, std::mem::MaybeUninit<Foreign>),
        Cell(OnceCell<Foreign>, u8),
        Parameter(u64, Option<T>),
        Array(u8, [Option<Foreign>; 3]),
        Inner(u8, Inner),
    }

    for variant in Samples::<Foreign>::LAYOUT.variants() {
        assert!(variant.is_placed(), "{}", variant.name);
    }
    let field = |path| Samples::<Foreign>::LAYOUT.place(path).unwrap();
    assert!(field("Option.1").layout.is_none());
    assert!(field("Inner.1").layout.unwrap().field("maybe").unwrap().layout().is_none());
    let value = Samples::<Foreign>::Option(7, None);
    let report = value.layout_report_of();
    let live = report.variant().unwrap().field("1").unwrap().offset;
    assert_eq!(live, field("Option.1").offset);
}

/// A type of the user's own that is called as one of std is no trouble.
#[test]
fn other_types_of_these_names_are_as_any() {
    struct Option<T>(T);

    #[derive(Layout)]
    struct MaybeUninit<T>(T);

    #[derive(Layout)]
    struct Fields {
        foreign: Option<Foreign>,
        described: MaybeUninit<Foreign>,
    }

    let described = |name| Fields::LAYOUT.field(name).unwrap().layout().is_some();
    assert!(!described("foreign") && described("described"));
}

#[test]
fn fingerprints_see_what_is_held() {
    #[derive(Layout)]
    #[repr(C)]
    struct Of<T: Layout>(T);

    macro_rules! differ {
        ($($one:ty, $two:ty;)*) => {$(
            assert_ne!(
                Of::<$one>::LAYOUT.fingerprint(),
                Of::<$two>::LAYOUT.fingerprint(),
                "{}", stringify!($one)
            );
            assert_eq!(size_of::<$one>(), size_of::<$two>());
        )*};
    }
    differ! {
        Option<u32>, Option<f32>;
        Option<bool>, Option<Ordering>;
        Option<&'static u8>, Option<NonNull<u8>>;
        Range<u32>, Range<f32>;
        RangeInclusive<u32>, RangeInclusive<f32>;
        Result<u32, u8>, Result<f32, u8>;
        Result<u32, u8>, Result<u32, bool>;
        MaybeUninit<u32>, MaybeUninit<f32>;
        RefCell<u32>, RefCell<f32>;
        Mutex<u32>, Mutex<f32>;
        RwLock<u32>, RwLock<f32>;
        OnceCell<u32>, OnceCell<f32>;
        OnceLock<u32>, OnceLock<f32>;
        Poll<u32>, Poll<f32>;
        Bound<u32>, Bound<f32>;
        ControlFlow<u32, u8>, ControlFlow<f32, u8>;
        Option<Option<u32>>, Option<Option<f32>>;
        [Option<(u8, u32)>; 2], [Option<(u8, f32)>; 2];
        Option<Pad>, Option<(u32, u8)>;
    }
}
