//! Structs that are not sized: the place and the stride of their tail, against values in memory.
#![allow(clippy::cast_ptr_alignment, reason = "`MEMORY` is aligned for every type here")]

use std::cell::Cell;
use std::fmt::Debug;
use std::mem::offset_of;
use std::ptr::slice_from_raw_parts;

use layout_core::layout::{Kind, Tail};
use layout_core::{Layout, TypeLayout, assert_layout};

/// Zeros to put values into.
#[repr(C, align(256))]
struct Memory([u8; 4096]);

static MEMORY: Memory = Memory([0; 4096]);

/// A pointer to a value whose tail has `len` elements.
macro_rules! value {
    ($ty:ty, $len:expr) => {
        slice_from_raw_parts((&raw const MEMORY).cast::<()>(), $len) as *const $ty
    };
}

/// The offset of a field, by its address in a value.
macro_rules! offset_in {
    ($value:expr, $($field:tt).+) => {{
        let value = $value;
        // SAFETY: the value lies within `MEMORY`, whose zeros are a value, and nothing writes to it.
        let place = unsafe { &raw const (*value).$($field).+ };
        place.cast::<u8>().addr() - value.cast::<u8>().addr()
    }};
}

#[expect(clippy::unnecessary_wraps, reason = "a tail that is stated is wrapped")]
fn tail(offset: usize, stride: usize) -> Option<Tail> {
    let tail = Sliced::LAYOUT.tail().unwrap();
    // `Tail` can be extended, so that it is not written out here.
    let mut expected = tail;
    expected.offset = Some(offset);
    expected.stride = Some(stride);
    Some(expected)
}

#[derive(Layout)]
struct Sliced {
    small: u8,
    wide: u32,
    tail: [u16],
}

#[derive(Layout)]
#[repr(C)]
struct LikeC {
    wide: u64,
    small: u8,
    tail: [Element],
}

#[derive(Layout, Clone, Copy)]
#[repr(C)]
struct Element {
    a: u8,
    b: u16,
}

#[derive(Layout)]
struct Text(u32, u8, str);

#[derive(Layout)]
#[repr(C, packed)]
struct Packed {
    small: u8,
    wide: u64,
    tail: [u32],
}

#[derive(Layout)]
#[repr(C, packed(2))]
struct PackedTwo(u8, u64, [u64]);

#[derive(Layout)]
#[repr(C, align(64))]
struct Aligned {
    small: u8,
    tail: [u16],
}

#[derive(Layout)]
#[repr(transparent)]
struct Transparent([u64]);

#[derive(Layout)]
struct Alone {
    tail: str,
}

#[derive(Layout)]
#[repr(C)]
struct Nested {
    first: u8,
    #[layout(unsized)]
    rest: LikeC,
}

#[derive(Layout)]
struct NestedTwice(u8, u16, #[layout(unsized)] Nested);

#[derive(Layout)]
struct Unbound<T, const N: usize> {
    first: [u8; N],
    second: T,
    tail: [T],
}

#[derive(Layout)]
struct Cells(u8, [Cell<u32>]);

#[derive(Layout)]
struct ZeroSized(u32, [()]);

#[derive(Layout)]
struct Owning<'a> {
    name: &'a str,
    values: [String],
}

#[derive(Layout)]
#[repr(C)]
struct Undescribed(u8, [Foreign]);

/// A type that is not described.
#[allow(dead_code, reason = "its layout is what counts")]
struct Foreign(u16, u64);

/// What is stated of a type with a slice for a tail, against values of several lengths.
macro_rules! assert_tail {
    ($ty:ty { $($prefix:tt),* } $last:tt $(. $deeper:tt)* : [$element:ty]) => {{
        type Measured = $ty;
        let layout: TypeLayout = Measured::LAYOUT;
        assert!(!layout.is_sized());
        $(
            assert_eq!(
                layout.offset(stringify!($prefix)),
                Some(offset_of!(Measured, $prefix)),
                "{} of {}", stringify!($prefix), layout.name
            );
        )*
        for len in [0, 1, 5] {
            let value = value!(Measured, len);
            let at = offset_in!(value, $last $(. $deeper)*);
            assert_eq!(layout.tail(), tail(at, size_of::<$element>()), "{}", layout.name);
            assert_eq!(layout.offset(stringify!($last)), Some(offset_in!(value, $last)));
            // SAFETY: zeros are a value of each type that is measured here, but nothing is read.
            let value = unsafe { &*value };
            assert_eq!(layout.align, align_of_val(value), "{}", layout.name);
            let end = at + len * size_of::<$element>();
            let size = end.next_multiple_of(layout.align);
            assert!(size_of_val(value) == size, "{}: {} with {len}", layout.name, size);
            if len == 0 {
                assert_eq!(layout.size, size_of_val(value), "{}", layout.name);
            }
        }
    }};
}

#[test]
fn tails_are_placed_truly() {
    assert_tail!(Sliced { small, wide } tail: [u16]);
    assert_tail!(LikeC { wide, small } tail: [Element]);
    assert_tail!(Text { 0, 1 } 2: [u8]);
    assert_tail!(Packed { small, wide } tail: [u32]);
    assert_tail!(PackedTwo { 0, 1 } 2: [u64]);
    assert_tail!(Aligned { small } tail: [u16]);
    assert_tail!(Transparent {} 0: [u64]);
    assert_tail!(Alone {} tail: [u8]);
    assert_tail!(Nested { first } rest.tail: [Element]);
    assert_tail!(NestedTwice { 0, 1 } 2.rest.tail: [Element]);
    assert_tail!(Unbound<u64, 3> { first, second } tail: [u64]);
    assert_tail!(Unbound<u8, 0> { first, second } tail: [u8]);
    assert_tail!(Cells { 0 } 1: [Cell<u32>]);
    assert_tail!(ZeroSized { 0 } 1: [()]);
    assert_tail!(Owning<'static> { name } values: [String]);
    assert_tail!(Undescribed { 0 } 1: [Foreign]);
}

#[test]
fn elements_lie_a_stride_apart() {
    let value = value!(LikeC, 3);
    let first = offset_in!(value, tail);
    // SAFETY: zeros are a value of the type, which lies within `MEMORY`.
    let tail = unsafe { &(*value).tail };
    let stride = LikeC::LAYOUT.tail().unwrap().stride.unwrap();
    for (index, element) in tail.iter().enumerate() {
        let at = (&raw const *element).addr() - value.cast::<u8>().addr();
        assert_eq!(at, first + index * stride);
    }
    let element = LikeC::LAYOUT.field("tail").unwrap().layout().unwrap().element().unwrap();
    assert_eq!((element.name, element.size), ("Element", stride));
}

#[derive(Layout)]
#[repr(C)]
struct Generic<T: ?Sized> {
    small: u8,
    wide: u32,
    tail: T,
}

#[derive(Layout)]
struct Where<'a, U, T>(&'a u8, U, T)
where
    U: Copy,
    T: ?Sized + Debug + 'a;

#[derive(Layout)]
struct Task {
    id: u32,
    run: dyn Fn(u8) -> u8 + Send,
}

#[derive(Layout)]
#[repr(C)]
struct Behind {
    id: u64,
    #[layout(unsized)]
    tail: Generic<[u16]>,
}

/// The places of the sized fields are known, that of the tail is told or left open.
fn assert_prefix<T: ?Sized>(layout: &TypeLayout, prefix: &[(&str, usize)], value: &T, tail: usize) {
    // With an argument that is sized the struct is sized, and nothing is left open.
    let is_sized = size_of::<&T>() == size_of::<usize>();
    assert_eq!(layout.is_sized(), is_sized, "{}", layout.name);
    if is_sized {
        assert_eq!((layout.size, layout.align), (size_of_val(value), align_of_val(value)));
        assert_eq!(layout.fields().last().unwrap().offset, Some(tail), "{}", layout.name);
        return;
    }
    for (name, offset) in prefix {
        assert_eq!(layout.offset(name), Some(*offset), "{name} of {}", layout.name);
    }
    let last = layout.fields().last().unwrap();
    assert!(last.offset.is_none_or(|offset| offset == tail), "{last:?}");
    assert!(layout.tail().unwrap().offset.is_none_or(|offset| offset == tail), "{layout:?}");
    assert!(layout.align <= align_of_val(value), "{} of {}", layout.align, align_of_val(value));
    assert!(layout.size <= size_of_val(value));
}

#[test]
fn parameters_that_may_be_unsized() {
    let boxed: Box<Generic<[u16]>> = Box::new(Generic { small: 1, wide: 2, tail: [3_u16; 5] });
    let at = (&raw const boxed.tail).cast::<u8>().addr() - (&raw const *boxed).cast::<u8>().addr();
    let prefix = [("small", 0), ("wide", 4)];
    assert_prefix(&Generic::<[u16]>::LAYOUT, &prefix, &*boxed, at);

    let boxed: Box<Generic<dyn Debug>> = Box::new(Generic { small: 1, wide: 2, tail: 3_u64 });
    let at = (&raw const boxed.tail).cast::<u8>().addr() - (&raw const *boxed).cast::<u8>().addr();
    assert_prefix(&Generic::<dyn Debug>::LAYOUT, &prefix, &*boxed, at);

    let sized = Generic { small: 1, wide: 2, tail: 3_u64 };
    let at = (&raw const sized.tail).addr() - (&raw const sized).addr();
    assert_prefix(&Generic::<u64>::LAYOUT, &prefix, &sized, at);

    let sized = Where(&1, 2_u16, [3_u8; 3]);
    let at = (&raw const sized.2).addr() - (&raw const sized).addr();
    let prefix = [
        ("0", (&raw const sized.0).addr() - (&raw const sized).addr()),
        ("1", (&raw const sized.1).addr() - (&raw const sized).addr()),
    ];
    assert_prefix(&Where::<u16, [u8; 3]>::LAYOUT, &prefix, &sized, at);
    assert_prefix(&Where::<u16, [u8]>::LAYOUT, &[], &sized as &Where<u16, [u8]>, at);
    let names: Vec<_> = Task::LAYOUT.fields().map(|field| field.name).collect();
    assert_eq!((names, Task::LAYOUT.offset("id")), (vec!["id", "run"], Some(0)));
    let _: fn(&Task) -> u8 = |task| (task.run)(u8::from(task.id == 0));
}

/// A slice in place of a parameter is no trait object, and what lies before it may be padding.
#[test]
fn what_is_not_known_of_a_tail_is_said_so() {
    let text = Generic::<dyn Debug>::layout_report().to_string();
    for said in ["? the tail's offset", "padding unknown inside `tail`"] {
        assert!(text.contains(said), "{text}");
    }
    assert!(!text.contains("no padding"), "{text}");
    let text = Generic::<[u16]>::layout_report().to_string();
    assert!(text.contains("padding unknown inside `tail`"), "{text}");
    assert!(!text.contains("no padding"), "{text}");
    assert_eq!(Generic::<[u16]>::LAYOUT.offset("tail"), Some(8));
}

/// What is said to be the least alignment takes the declared one into account.
#[test]
fn the_least_alignment_is_the_declared_one() {
    #[derive(Layout)]
    #[repr(C, align(16))]
    struct Aligned<T: ?Sized> {
        small: u8,
        tail: T,
    }

    #[derive(Layout)]
    #[repr(align(32))]
    struct Task {
        id: u32,
        run: dyn Debug,
    }

    let value = Aligned { small: 1, tail: [2_u8; 2] };
    assert_eq!((value.small, value.tail), (1, [2; 2]));
    assert_eq!(Aligned::<[u8]>::LAYOUT.align, align_of::<Aligned<u8>>());
    assert_eq!(Aligned::<u8>::LAYOUT.align, 16);
    assert_eq!(Task::LAYOUT.align, 32);
    let _: fn(&Task) -> String = |task| format!("{} {:?}", task.id, &task.run);
}

/// DESIGN.md and the issue ask for offset and stride of a generic tail; what is known must be true.
#[test]
fn tails_behind_tails() {
    let layout = Behind::LAYOUT;
    let value = value!(Behind, 3);
    assert_eq!(layout.offset("tail"), Some(offset_in!(value, tail)));
    let stated = layout.tail().unwrap();
    let at = offset_in!(value, tail.tail);
    assert!(stated.offset.is_none_or(|offset| offset == at), "{stated:?}, is {at}");
    assert!(stated.stride.is_none_or(|stride| stride == 2), "{stated:?}");
}

#[test]
fn slices_are_described_themselves() {
    let slice = <[Element]>::LAYOUT;
    assert_eq!((slice.kind, slice.is_sized(), slice.align), (Kind::Slice, false, 2));
    assert_eq!(slice.tail(), tail(0, 4));
    assert_eq!(slice.element().unwrap().name, "Element");
    let text = <str as Layout>::LAYOUT;
    assert_eq!((text.kind, text.align, text.tail()), (Kind::Slice, 1, tail(0, 1)));
    assert_eq!(u32::LAYOUT.tail(), None);
    assert!(u32::LAYOUT.is_sized());
}

assert_layout!(LikeC, align == align_of::<u64>(), offset(tail) == 10, offset(small) == 8);
assert_layout!(Packed, align == 1, offset(tail) == 9, fields == 3);
assert_layout!(Generic<u32>, align == 4, offset(wide) == 4);
assert_layout!(Nested, offset(rest.tail) == 10 + align_of::<u64>());

#[test]
fn reports_say_that_the_size_depends_on_the_tail() {
    #[derive(Layout)]
    #[repr(C)]
    struct Line {
        length: u32,
        kind: u8,
        text: [u16],
    }

    let text = Line::layout_report().to_string();
    if layout_core::CACHE_LINE == 64 {
        expect_test::expect![[r#"
            Line: size 8 with an empty tail of 2 bytes an element, align 4, repr(C)
              offset  size  align  line  map  field
                   0     4      4     0   a   length: u32
                   4     1      1     0   b   kind: u8
                   5     1                .   (padding)
                   6     0      2     0       text: [u16]
                   6     2                .   (padding)
                   0  aaaab...
              3 of 8 bytes are padding (37.5 %), in 1 hole; cache lines by the length of the tail
        "#]]
        .assert_eq(&text);
    }
    assert!(text.ends_with("cache lines by the length of the tail\n"), "{text}");
    let text = Task::layout_report().to_string();
    assert!(text.starts_with("Task: size not known, align at least 4"), "{text}");
    assert!(text.contains('?'), "{text}");
    let text = format!("{:#}", NestedTwice::layout_report());
    assert!(text.contains("tail: [Element]"), "{text}");
    assert!(!text.contains('?'), "{text}");
}

/// A macro's types are tails as well as those written out.
#[test]
fn tails_that_a_macro_writes() {
    macro_rules! declare {
        ($name:ident, $ty:ty) => {
            #[derive(Layout)]
            #[repr(C)]
            struct $name(u8, #[layout(unsized)] $ty);
        };
    }
    declare!(OfSlice, [u16]);
    declare!(OfText, str);
    assert_eq!(OfSlice::LAYOUT.tail(), tail(2, 2));
    assert_eq!(OfText::LAYOUT.tail(), tail(1, 1));
    let _: fn(&OfSlice, &OfText) -> usize = |a, b| a.1.len() + b.1.len() + usize::from(a.0 + b.0);
}

#[test]
fn values_that_are_read_are_those_that_are_meant() {
    // The fields are used, so that none of them counts as dead code.
    let sliced = value!(Sliced, 1);
    // SAFETY: zeros are a value of the type, which lies within `MEMORY`.
    let sliced = unsafe { &*sliced };
    assert_eq!((sliced.small, sliced.wide, sliced.tail[0]), (0, 0, 0));
    assert_eq!((MEMORY.0[0], Element { a: 1, b: 2 }.a), (0, 1));
    assert_eq!(Element { a: 1, b: 2 }.b, 2);
}

/// A type of the user's that is called `str` is no tail.
#[test]
#[allow(non_camel_case_types, reason = "the name is what is tested")]
fn a_sized_type_called_str() {
    #[derive(Layout)]
    struct str(u16);

    #[derive(Layout)]
    #[repr(C)]
    struct Text(u8, str);

    assert!(Text::LAYOUT.is_sized());
    assert_eq!((Text::LAYOUT.size, Text::LAYOUT.padding()), (4, 1));
    assert_eq!((Text(1, str(2)).0, Text(1, str(2)).1.0), (1, 2));
}

/// An instance whose argument is sized has padding like any other struct, and a size.
#[test]
fn instances_with_a_sized_argument() {
    #[derive(Layout)]
    #[repr(C)]
    struct Outer {
        inner: Generic<u8>,
    }

    let value = Generic { small: 1, wide: 2, tail: 3_u8 };
    assert_eq!(size_of_val(&value), 12);
    let text = value.layout_report_of().to_string();
    assert!(!text.starts_with("Generic<u8>: size 0"), "the value has 12 bytes:\n{text}");
    let padding = Outer::LAYOUT.least_deep_padding();
    assert_eq!(padding, 6, "3 bytes behind `small` and 3 behind `tail`");
    let outer = Outer { inner: value };
    assert_eq!((outer.inner.small, outer.inner.wide, outer.inner.tail), (1, 2, 3));
}

/// Whether a type is sized is asked of the type: its name may be the user's own.
mod by_type {
    use std::ffi::{CStr, OsStr};
    use std::fmt::Debug;
    use std::path::Path;

    use layout_core::{Layout, assert_layout};

    type Text = str;
    type Object = dyn Debug;

    #[allow(dead_code, reason = "its layout is what counts")]
    struct Sliced(u32, [u16]);

    #[allow(dead_code, reason = "its layout is what counts")]
    struct WithObject(u32, dyn Debug);

    macro_rules! tailed {
        ($($name:ident: $ty:ty;)*) => {$(
            #[derive(Layout)]
            #[repr(C)]
            #[layout(offset(id) == 0, align >= 2)]
            #[allow(dead_code, reason = "its layout is what counts")]
            struct $name {
                id: u16,
                tail: $ty,
            }
        )*};
    }

    tailed! {
        OfPath: Path;
        OfOsStr: OsStr;
        OfCStr: CStr;
        OfText: Text;
        OfSliced: Sliced;
        OfTuple: (u64, [u8]);
        OfTailed: OfSliced;
        OfBoth: Ends<OfTailed>;
    }

    #[derive(Layout)]
    #[repr(C)]
    #[allow(dead_code, reason = "its layout is what counts")]
    struct Ends<T: ?Sized> {
        first: u8,
        last: T,
    }

    assert_layout!(OfPath, offset(tail) == 2, align == 2);
    assert_layout!(OfCStr, offset(tail) == 2, fields == 2);
    assert_layout!(OfSliced, offset(tail) == 4, align == 4);
    assert_layout!(OfTailed, offset(tail.tail) == 8);
    assert_layout!(OfBoth, offset(tail.last) == 8, offset(tail.first) == 4);
    assert_layout!(Ends<Path>, offset(last) == 1, align == 1);
    assert_layout!(Ends<Sliced>, offset(last) == 4, align == 4);

    #[test]
    fn what_ends_in_a_slice_is_measured() {
        for layout in [OfPath::LAYOUT, OfOsStr::LAYOUT, OfCStr::LAYOUT, OfText::LAYOUT] {
            assert_eq!((layout.size, layout.align), (2, 2), "{layout:?}");
            assert!(!layout.is_sized() && layout.tail().unwrap().offset == Some(2), "{layout:?}");
        }
        // Its own tail is not described.
        assert_eq!((OfSliced::LAYOUT.size, OfSliced::LAYOUT.align), (8, 4));
        assert_eq!(OfTuple::LAYOUT.offset("tail"), Some(align_of::<u64>()));
        assert!(!OfTuple::LAYOUT.is_sized());
        let text = OfPath::layout_report().to_string();
        assert!(text.contains("padding unknown inside `tail`"), "{text}");
    }

    /// There is neither a value to point to, nor a `dyn` to be seen.
    #[test]
    fn a_hidden_trait_object_is_left_open() {
        #[derive(Layout)]
        struct Hidden {
            id: u16,
            tail: WithObject,
        }

        #[derive(Layout)]
        struct Alias {
            id: u16,
            tail: Object,
        }

        #[derive(Layout)]
        struct Shown {
            id: u16,
            #[layout(unsized)]
            tail: WithObject,
        }

        let _: fn(&Hidden, &Alias, &Shown) -> u16 = |a, b, c| {
            let _ = (&a.tail, &b.tail, &c.tail);
            a.id + b.id + c.id
        };
        for layout in [Hidden::LAYOUT, Alias::LAYOUT, Shown::LAYOUT] {
            assert!(!layout.is_sized(), "{layout:?}");
            assert_eq!(layout.offset("tail"), None, "{layout:?}");
            assert_eq!((layout.fields().len(), layout.align), (2, 2), "{layout:?}");
        }
        assert_eq!(Hidden::LAYOUT.offset("id"), None);
        assert_eq!(Shown::LAYOUT.offset("id"), Some(0));
        for report in [Hidden::layout_report(), Alias::layout_report(), Shown::layout_report()] {
            let text = report.to_string();
            assert!(text.contains('?') && !text.contains("no padding"), "{text}");
        }
    }

    #[test]
    fn a_sized_type_of_a_known_name_keeps_its_checks() {
        mod own {
            use layout_core::Layout;

            #[derive(Layout)]
            pub(super) struct Path(pub(super) u32);

            #[derive(Layout)]
            #[repr(C)]
            #[layout(size == 8, align == 4, padding == 3, cache_lines == 1, offset(path.0) == 4)]
            pub(super) struct Named {
                pub(super) id: u8,
                pub(super) path: Path,
            }
        }
        let named = own::Named { id: 1, path: own::Path(2) };
        assert_eq!((named.id, named.path.0), (1, 2));
        assert!(own::Named::LAYOUT.is_sized());
        assert_eq!((own::Named::LAYOUT.size, own::Named::LAYOUT.offset("path.0")), (8, Some(4)));
    }

    /// Neither their size nor their alignment has a bound of ours.
    #[test]
    fn large_types_are_measured() {
        #[derive(Layout)]
        #[repr(C)]
        struct Large {
            first: [u8; 1 << 24],
            tail: Path,
        }

        #[derive(Layout)]
        #[repr(C, align(65536))]
        struct Aligned(u8, Sliced);

        let _: fn(&Large, &Aligned) -> u8 = |a, b| {
            let _ = (&a.tail, &b.1);
            a.first[0] + b.0
        };
        assert_eq!(Large::LAYOUT.offset("tail"), Some(1 << 24));
        assert_eq!(Large::LAYOUT.size, 1 << 24);
        assert_eq!((Aligned::LAYOUT.align, Aligned::LAYOUT.offset("1")), (65536, Some(4)));
    }

    /// What a parameter's associated type is, each instance decides.
    #[test]
    fn associated_types_are_asked_by_instance() {
        trait Store {
            type Kept: ?Sized;
        }
        impl Store for u8 {
            type Kept = [u32];
        }
        impl Store for u16 {
            type Kept = u64;
        }
        impl Store for u32 {
            type Kept = dyn Debug;
        }

        #[derive(Layout)]
        #[repr(C)]
        struct Stored<S: Store>(u8, S::Kept);

        let _: fn(&Stored<u8>, &Stored<u16>, &Stored<u32>) -> u8 = |a, b, c| {
            let _ = (&a.1, &b.1, &c.1);
            a.0 + b.0 + c.0
        };
        assert_eq!(Stored::<u8>::LAYOUT.offset("1"), Some(4));
        assert!(Stored::<u16>::LAYOUT.is_sized());
        assert_eq!(Stored::<u16>::LAYOUT.size, align_of::<u64>() + size_of::<u64>());
        assert_eq!(Stored::<u32>::LAYOUT.offset("1"), None);
    }
}
