//! Fields in rows: what the compiler takes at once of several, which costs the user's build less than one by one.

use core::marker::PhantomData;

use super::layout_probe::{LayoutProbe, NotDescribed};
use super::place::PLACE;
use crate::Layout;
use crate::layout::FieldType;

/// What is known of the types of a row of fields.
pub trait Row {
    /// The types in their order.
    const TYPES: &'static [FieldType];
}

/// What is known of a row of which one type at least is not described.
pub trait RowFallback {
    /// The row.
    type Row: Row;
    /// What [`row`] makes of the types. It is not called.
    #[must_use]
    fn __row() -> Self::Row;
}

/// The types of a row, by a function of [`LayoutProbe`] that is not called: its type tells all. Then no constant
/// is evaluated where the type is declared.
#[must_use]
pub const fn row<R: Row>(_: fn() -> R) -> &'static [FieldType] {
    R::TYPES
}

/// Types, as a tuple.
pub trait Sizes {
    /// The sum of their sizes.
    const SUM: usize;
}

/// The sum of the sizes of so many types.
#[must_use]
#[inline]
pub const fn sizes<R: Sizes>() -> usize {
    R::SUM
}

/// Pointers to fields, as a tuple.
///
/// # Safety
///
/// The type has no bytes but those of so many pointers as `Offsets` are, which lie at these offsets.
pub unsafe trait Pointers: Copy {
    /// An array of `usize`.
    type Offsets: Copy;
    /// Where the pointers lie in the tuple.
    const PLACES: Self::Offsets;
}

macro_rules! rows {
    ($($($ty:ident $index:tt)+;)*) => {$(
        impl<$($ty: Layout),+> LayoutProbe<($($ty,)+)> {
            /// What [`row`] makes of the types. It is not called.
            #[must_use]
            pub const fn __row() -> PhantomData<($($ty,)+)> {
                PhantomData
            }
        }

        impl<$($ty),+> RowFallback for LayoutProbe<($($ty,)+)> {
            type Row = NotDescribed<($($ty,)+)>;
            #[inline]
            fn __row() -> Self::Row {
                NotDescribed(PhantomData)
            }
        }

        impl<$($ty: Layout),+> Row for PhantomData<($($ty,)+)> {
            const TYPES: &'static [FieldType] = &[$(FieldType::of::<$ty>(Some(&$ty::LAYOUT))),+];
        }

        impl<$($ty),+> Row for NotDescribed<($($ty,)+)> {
            const TYPES: &'static [FieldType] = &[$(FieldType::of::<$ty>(None)),+];
        }

        impl<$($ty),+> Sizes for ($($ty,)+) {
            const SUM: usize = 0 $(+ size_of::<$ty>())+;
        }

        // SAFETY: the offsets are the compiler's, one for each pointer.
        unsafe impl<$($ty),+> Pointers for ($(*const $ty,)+) {
            type Offsets = [usize; [$($index),+].len()];
            const PLACES: Self::Offsets = [$(core::mem::offset_of!(Self, $index)),+];
        }
    )*};
}

rows! {
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
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13 O 14;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13 O 14 P 15;
}

/// The distances of fields from the start of the value at `place` that they are part of.
///
/// # Safety
///
/// All pointers are derived from that of `place`.
#[must_use]
pub const unsafe fn distances<P: Pointers>(fields: P) -> P::Offsets {
    let mut offsets = P::PLACES;
    let numbers = (&raw mut offsets).cast::<usize>();
    let count = size_of::<P::Offsets>() / size_of::<usize>();
    let fields = (&raw const fields).cast::<*const u8>();
    let mut index = 0;
    while index < count {
        // SAFETY: by the contract of `Pointers` there are so many numbers, each the offset of a pointer; by the
        // caller's contract that is to the object at `PLACE`.
        #[expect(clippy::cast_sign_loss, reason = "nothing lies before the start of an object")]
        unsafe {
            let number = numbers.add(index);
            let field = fields.byte_add(*number).read();
            *number = field.offset_from(PLACE.cast()) as usize;
        }
        index += 1;
    }
    offsets
}

/// The numbers of all rows, one after the other.
#[must_use]
pub const fn flattened<const N: usize, const ROWS: usize>(rows: [&[usize]; ROWS]) -> [usize; N] {
    let mut numbers = [0; N];
    let (mut index, mut row, mut column) = (0, 0, 0);
    while index < N {
        numbers[index] = rows[row][column];
        index += 1;
        column += 1;
        if column == rows[row].len() {
            (row, column) = (row + 1, 0);
        }
    }
    numbers
}

/// The types of fields in their order: `p` for each that is in `rows`, and another letter for each of the others.
#[must_use]
pub const fn merged<const N: usize, const ROWS: usize, const OTHERS: usize>(
    order: &str,
    rows: [&[FieldType]; ROWS],
    others: [FieldType; OTHERS],
) -> [FieldType; N] {
    let order = order.as_bytes();
    let mut types = [FieldType::of::<()>(None); N];
    let (mut index, mut row, mut column, mut other) = (0, 0, 0, 0);
    while index < N {
        if order[index] == b'p' {
            types[index] = rows[row][column];
            column += 1;
            if column == rows[row].len() {
                (row, column) = (row + 1, 0);
            }
        } else {
            types[index] = others[other];
            other += 1;
        }
        index += 1;
    }
    types
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::{Row, RowFallback as _, flattened, merged, row};
    use crate::layout::FieldType;
    use crate::probe::LayoutProbe;

    #[allow(dead_code, reason = "its layout is what counts")]
    struct Bare(u8, u16);

    /// The sizes and alignments of types, and what those are called that are described.
    fn told(types: &[FieldType]) -> Vec<(usize, usize, Option<&'static str>)> {
        types.iter().map(|it| (it.size, it.align, it.layout().map(|it| it.name))).collect()
    }

    /// By the function of a probe, called.
    fn called<R: Row>(_: R) -> &'static [FieldType] {
        R::TYPES
    }

    #[test]
    fn a_row_is_described_if_all_its_types_are() {
        let described = [(1, 1, Some("u8")), (4, 4, Some("u32")), (2, 2, Some("i16"))];
        assert_eq!(told(row(LayoutProbe::<(u8, u32, i16)>::__row)), described);
        assert_eq!(told(called(LayoutProbe::<(u8, u32, i16)>::__row())), described);

        let bare = [(1, 1, None), (4, 2, None)];
        assert_eq!(told(row(LayoutProbe::<(u8, Bare)>::__row)), bare);
        assert_eq!(told(called(LayoutProbe::<(u8, Bare)>::__row())), bare);
    }

    #[test]
    fn rows_are_put_one_after_the_other() {
        let numbers: [usize; 6] = flattened([&[5, 3], &[2], &[0, 7, 9]]);
        assert_eq!(numbers, [5, 3, 2, 0, 7, 9]);
        assert_eq!(flattened::<0, 0>([]), [0; 0]);
    }

    #[test]
    fn other_fields_stand_where_the_order_has_them() {
        let first = row(LayoutProbe::<(u8, u32)>::__row);
        let second = row(LayoutProbe::<(i16,)>::__row);
        let others = [FieldType::of::<u64>(None), FieldType::of::<Bare>(None)];
        let types: [FieldType; 5] = merged("opppo", [first, second], others);
        let expected = [
            (8, align_of::<u64>(), None),
            (1, 1, Some("u8")),
            (4, 4, Some("u32")),
            (2, 2, Some("i16")),
            (4, 2, None),
        ];
        assert_eq!(told(&types), expected);
    }
}
