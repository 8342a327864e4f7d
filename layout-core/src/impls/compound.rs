use core::mem::offset_of;

use crate::Layout;
use crate::layout::{FieldList, FieldType, Kind, TypeLayout};
use crate::probe::described;

// SAFETY: `opaque` takes size and alignment from the compiler. Element `i` of an array lies at
// `i * size_of::<T>()`: https://doc.rust-lang.org/reference/type-layout.html#array-layout
unsafe impl<T: Layout, const N: usize> Layout for [T; N] {
    const LAYOUT: TypeLayout = TypeLayout {
        kind: Kind::Array { len: N },
        element: Some(&T::LAYOUT),
        ..TypeLayout::unmeasured::<Self>("array", "core::primitive")
    };
    const __CHECKED: () = T::__CHECKED;
    #[expect(
        clippy::let_and_return,
        reason = "a value without a variable would be one more constant"
    )]
    const __TYPES: &'static [FieldType] = &{
        let list = [described::<T>()];
        list
    };
}

// SAFETY: an empty slice has no bytes, and a slice has the alignment of its elements:
// https://doc.rust-lang.org/reference/type-layout.html#slice-layout
unsafe impl<T: Layout> Layout for [T] {
    const LAYOUT: TypeLayout = TypeLayout::slice_of::<T>(&T::LAYOUT);
}

// SAFETY: a `str` is laid out as a `[u8]`:
// https://doc.rust-lang.org/reference/type-layout.html#str-layout
unsafe impl Layout for str {
    const LAYOUT: TypeLayout = TypeLayout {
        kind: Kind::Slice,
        element: Some(&u8::LAYOUT),
        ..TypeLayout::unsized_of::<Self>("str", "core::primitive", 0, 1)
    };
}

/// The entry of a tuple's field, which has no text of its type: see `FieldList`.
macro_rules! entry {
    (10) => {
        "\x0410: "
    };
    (11) => {
        "\x0411: "
    };
    ($index:tt) => {
        concat!("\x03", stringify!($index), ": ")
    };
}

macro_rules! tuples {
    ($($($param:ident $index:tt)*;)*) => {$(
        // SAFETY: `opaque` takes size and alignment from the compiler, and so does `offset_of!` the
        // offsets.
        unsafe impl<$($param: Layout),*> Layout for ($($param,)*) {
            const LAYOUT: TypeLayout = TypeLayout {
                kind: Kind::Tuple,
                fields: FieldList::new(
                    concat!($(entry!($index)),*),
                    Self::__TYPES,
                    &[$(offset_of!(Self, $index)),*],
                ),
                ..TypeLayout::unmeasured::<Self>("tuple", "core::primitive")
            };
            const __TYPES: &'static [FieldType] = &{
                let list = [$(described::<$param>()),*];
                list
            };
        }
    )*};
}

tuples! {
    ;
    A 0;
    A 0 B 1;
    A 0 B 1 C 2;
    A 0 B 1 C 2 D 3;
    A 0 B 1 C 2 D 3 E 4;
    A 0 B 1 C 2 D 3 E 4 F 5;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11;
}
