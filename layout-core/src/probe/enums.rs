//! What the derive's output names for an enum.

use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::ptr;

use super::measured::{self, Measurements};
use crate::layout::{
    EnumParts, FieldType, Kind, LARGEST_SAMPLED, Live, Repr, TypeLayout, VariantList, Variants,
};

/// What is written down of an enum `T`: an entry of text for each variant, and for the fields of all
/// variants what a struct has for its own; and the function that tells the variant of a value, if the layout
/// is the compiler's to choose.
#[must_use]
pub const fn parts<T, const MOST: usize>(
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    variants: &'static str,
    fields: &'static str,
    types: &'static [FieldType],
    live: fn(&T) -> LiveOf<MOST>,
) -> EnumParts {
    let live = Some(Live::new(live));
    EnumParts { live, ..tagged_parts(name, module_path, repr, variants, fields, types) }
}

/// The same of an enum whose layout is defined, or which has no variants.
#[must_use]
#[inline]
pub const fn tagged_parts(
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    variants: &'static str,
    fields: &'static str,
    types: &'static [FieldType],
) -> EnumParts {
    EnumParts { name, module_path, repr, variants, fields, types, live: None }
}

/// The variants of an enum with `N` fields.
struct Listed<T, const N: usize>(PhantomData<T>);

impl<T: crate::Layout, const N: usize> Listed<T, N> {
    const TAGGED_OFFSETS: [usize; N] =
        T::__PARTS.tagged_offsets(T::__DISCRIMINANTS, size_of::<T>(), align_of::<T>());
    const TAGGED: VariantList = T::__PARTS.list(T::__DISCRIMINANTS, &Self::TAGGED_OFFSETS, None);
    const UNTAGGED: VariantList = {
        // SAFETY: the derive has written it, by way of `finish`.
        let (offsets, sample) = unsafe { measured::read(T::__MEASURED) };
        T::__PARTS.list(T::__DISCRIMINANTS, offsets, sample)
    };
}

/// An enum whose layout is defined.
#[must_use]
pub const fn tagged<T: crate::Layout, const N: usize>() -> TypeLayout {
    enumeration::<T>(&Listed::<T, N>::TAGGED)
}

/// An enum whose layout is the compiler's to choose.
#[must_use]
pub const fn untagged<T: crate::Layout>() -> TypeLayout {
    enumeration::<T>(&Listed::<T, 0>::UNTAGGED)
}

const fn enumeration<T: crate::Layout>(variants: &'static VariantList) -> TypeLayout {
    TypeLayout {
        kind: Kind::Enum,
        repr: T::__PARTS.repr,
        variants: Some(variants),
        ..TypeLayout::unmeasured::<T>(T::__PARTS.name, T::__PARTS.module_path)
    }
}

/// What the function that looks at a value returns: the place of its variant in the declaration, and the
/// addresses of its fields, of which no variant has more than `MOST`.
pub type LiveOf<const MOST: usize> = (usize, [*const (); MOST]);

/// The same of most enums. That it is one type saves the compiler much of its work on them.
pub type Eight = LiveOf<8>;

macro_rules! at {
    ($($function:ident $($field:ident $ty:ident)*;)*) => {$(
        /// The fields of a variant, of which there are so many.
        #[allow(clippy::too_many_arguments, reason = "each is a field")]
        #[inline]
        #[must_use]
        pub const fn $function<$($ty),*>(variant: usize $(, $field: &$ty)*) -> Eight {
            at(variant, [$(ptr::from_ref($field).cast()),*])
        }
    )*};
}

at! {
    at0;
    at1 a A;
    at2 a A b B;
    at3 a A b B c C;
    at4 a A b B c C d D;
    at5 a A b B c C d D e E;
    at6 a A b B c C d D e E f F;
    at7 a A b B c C d D e E f F g G;
    at8 a A b B c C d D e E f F g G h H;
}

/// The fields of a variant, by their addresses.
#[must_use]
pub const fn at<const MOST: usize, const FIELDS: usize>(
    variant: usize,
    fields: [*const (); FIELDS],
) -> LiveOf<MOST> {
    let mut all = [ptr::null(); MOST];
    let mut index = 0;
    while index < FIELDS {
        all[index] = fields[index];
        index += 1;
    }
    (variant, all)
}

/// Goes through the variants of the enum `T`, which has `N` fields, and measures where the fields of their
/// samples lie. One sample is kept, if `WORDS` are enough for it.
pub struct Cursor<const N: usize, const WORDS: usize> {
    variants: Variants,
    types: &'static [FieldType],
    is_small: bool,
    /// The index in the enum of the next variant's first field.
    next: usize,
    has_unit: bool,
    is_at_end: bool,
    found: Measurements<N, WORDS>,
}

/// A variant that a sample is to be made of, by the right to take those of its fields.
#[derive(Clone, Copy)]
pub struct Found {
    /// The place of the variant in the declaration; or behind the last, when all have been found.
    pub variant: usize,
    first: usize,
    end: usize,
    types: &'static [FieldType],
}

/// In front of the first variant of `T`.
///
/// # Safety
///
/// Of each variant that [`next`] finds, the samples of fields are taken each as a value of the field's type,
/// unless they are given; and [`see`] is given the fields of the value.
#[must_use]
pub const unsafe fn cursor<T: crate::Layout, const N: usize, const WORDS: usize>()
-> Cursor<N, WORDS> {
    Cursor {
        variants: T::__PARTS.iter::<N>(T::__DISCRIMINANTS),
        types: T::__PARTS.types,
        is_small: size_of::<T>() as u64 <= LARGEST_SAMPLED,
        next: 0,
        has_unit: false,
        is_at_end: false,
        found: Measurements::new(T::__PARTS.deduced_offsets(size_of::<T>())),
    }
}

/// The next variant to make a sample of: one of which all fields have samples or are among those whose
/// samples are `given`, or the first without fields, as long as there is no sample. None is as large as
/// `usize::MAX`, which stands behind the last.
pub const fn next<const N: usize, const WORDS: usize, const GIVEN: usize>(
    cursor: &mut Cursor<N, WORDS>,
    given: [usize; GIVEN],
) -> Found {
    let types = cursor.types;
    let end = Found { variant: usize::MAX, first: 0, end: 0, types };
    if !cursor.is_small {
        cursor.is_at_end = true;
        return end;
    }
    while let Some((variant, count)) = cursor.variants.next_count() {
        let first = cursor.next;
        let end = first + count;
        cursor.next = end;
        let is_found = if first == end {
            let is_first = !cursor.has_unit;
            cursor.has_unit = true;
            is_first && !cursor.found.has_sample()
        } else {
            has_samples(cursor.types, first, end, &given)
        };
        if is_found {
            return Found { variant, first, end, types };
        }
    }
    cursor.is_at_end = true;
    end
}

/// Notes where the fields of a sample lie, which are those of the value. One of another variant tells nothing.
pub const fn see<T, const N: usize, const WORDS: usize, const MOST: usize>(
    cursor: &mut Cursor<N, WORDS>,
    found: Found,
    value: &Undropped<T>,
    (variant, fields): LiveOf<MOST>,
) {
    let value = value.bytes();
    if !cursor.found.has_sample() {
        cursor.found.keep(value);
    }
    if variant != found.variant {
        return;
    }
    let start = ptr::from_ref(value).cast::<u8>();
    let mut index = found.first;
    while index < found.end {
        let field = fields[index - found.first].cast::<u8>();
        // SAFETY: by the contract of `cursor` both pointers are of one object.
        #[expect(clippy::cast_sign_loss, reason = "no field lies before its value")]
        let offset = unsafe { field.offset_from(start) as usize };
        cursor.found.place(index, offset);
        index += 1;
    }
}

/// All that was measured.
///
/// # Panics
///
/// A variant that was found has no sample, so that others were not looked for.
#[must_use]
pub const fn finish<const N: usize, const WORDS: usize>(
    cursor: Cursor<N, WORDS>,
) -> Measurements<N, WORDS> {
    assert!(cursor.is_at_end, "a variant has no sample");
    cursor.found
}

/// A value that is not dropped.
#[repr(transparent)]
pub struct Undropped<T>(ManuallyDrop<T>);

impl<T> Undropped<T> {
    #[inline]
    const fn bytes(&self) -> &MaybeUninit<T> {
        // SAFETY: both types have the layout of `T`, and an initialized value is one that may not be.
        unsafe { &*ptr::from_ref(self).cast() }
    }
}

/// A value that is not dropped: a `const` can drop none.
#[must_use]
pub const fn undropped<T>(value: T) -> Undropped<T> {
    Undropped(ManuallyDrop::new(value))
}

/// The value that is there.
#[must_use]
pub const fn value_of<T>(value: &Undropped<T>) -> &T {
    // SAFETY: `Undropped` has the layout of `T`, and holds one.
    unsafe { &*ptr::from_ref(value).cast() }
}

#[inline]
const fn has_samples(types: &[FieldType], first: usize, end: usize, given: &[usize]) -> bool {
    let mut index = first;
    while index < end {
        if types[index].is_uninhabited {
            return false;
        }
        let is_known = match types[index].sampled_layout() {
            Some(layout) => layout.has_sample(),
            None => false,
        };
        if !is_known && !is_among(index, given) {
            return false;
        }
        index += 1;
    }
    true
}

#[inline]
const fn is_among(index: usize, indices: &[usize]) -> bool {
    let mut next = 0;
    while next < indices.len() {
        if indices[next] == index {
            return true;
        }
        next += 1;
    }
    false
}

/// The sample of the enum's field with that index: of type `F`, and there, as whoever made the `Cursor` has
/// promised.
///
/// # Panics
///
/// The field has no sample, which `next` has found out.
#[must_use]
pub const fn sampled<F>(found: Found, index: usize) -> F {
    match found.types[index].sampled_layout() {
        // SAFETY: by the contract of `cursor` the layout is that of `F`, which has a sample.
        Some(layout) => unsafe { super::sample::sampled(layout) },
        None => panic!("the field has no sample"),
    }
}

macro_rules! discriminants {
    ($($int:ident)*) => {$(
        /// A discriminant of that type. One of `u128` above `i128::MAX` keeps its bits.
        #[must_use]
        #[allow(clippy::cast_possible_wrap, clippy::cast_lossless, reason = "see its doc")]
        pub const fn $int(value: $int) -> i128 {
            value as i128
        }

        // SAFETY: it is an integer.
        unsafe impl super::DiscriminantInt for $int {}
    )*};
}

/// The conversions of the numbers that discriminants are compared with, each named after the type.
pub mod discriminant {
    discriminants! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
}

/// The type of an enum's discriminants.
///
/// # Safety
///
/// It is an integer: all bytes are values of it, and none is padding.
pub unsafe trait DiscriminantInt: Copy {}

/// The discriminant of a value, in the type of the enum's discriminants.
///
/// # Panics
///
/// Panics if `I` has not that type's size.
#[must_use]
pub const fn discriminant_of<T, I: DiscriminantInt>(value: T) -> I {
    let value = ManuallyDrop::new(value);
    // SAFETY: `ManuallyDrop<T>` has the layout of `T`, and holds one.
    let discriminant = mem::discriminant(unsafe { &*(&raw const value).cast::<T>() });
    assert!(
        size_of::<mem::Discriminant<T>>() == size_of::<I>(),
        "the discriminant has another type"
    );
    // SAFETY: `Discriminant` is a struct around the discriminant, which fills it. `I` is as large, and all bytes
    // are values of it.
    unsafe { mem::transmute_copy(&discriminant) }
}

/// The words of the largest value that is kept.
pub const MOST_WORDS: usize = {
    let most = isize::MAX as usize;
    let is_wider = LARGEST_SAMPLED > most as u64;
    #[expect(clippy::cast_possible_truncation, reason = "it is no wider")]
    let largest = if is_wider { most } else { LARGEST_SAMPLED as usize };
    largest.div_ceil(size_of::<usize>())
};

/// How many words it takes to keep a value: of one that is too large for samples, none are kept.
#[must_use]
pub const fn words<T>() -> usize {
    if size_of::<T>() as u64 > LARGEST_SAMPLED {
        return 0;
    }
    size_of::<T>().div_ceil(size_of::<usize>())
}

#[cfg(all(test, feature = "derive", feature = "std"))]
mod tests {
    #![allow(dead_code, reason = "what counts is whether there are values")]

    use core::convert::Infallible;
    use core::ptr;

    use super::{
        Eight, MOST_WORDS, discriminant, discriminant_of, parts, tagged_parts, untagged, words,
    };
    use crate::Layout;
    use crate::layout::{FieldType, LARGEST_SAMPLED, Repr};

    #[derive(Layout)]
    enum Value {
        Nothing,
        Word(u32, u8),
    }

    #[derive(Layout)]
    enum Never {
        Nowhere(Infallible),
    }

    #[test]
    fn an_enum_has_a_sample_if_a_variant_has() {
        assert!(untagged::<Value>().has_sample());
        assert!(!untagged::<Never>().has_sample());
    }

    fn live(value: &Value) -> Eight {
        match value {
            Value::Nothing => super::at0(0),
            Value::Word(word, byte) => super::at2(1, word, byte),
        }
    }

    #[test]
    fn parts_are_what_is_written_down() {
        const TYPES: &[FieldType] = &[FieldType::of::<u32>(None), FieldType::of::<u8>(None)];
        let (variants, fields) = ("\u{8}Nothing\u{6}Word(2", "\u{6}0: u32\u{5}1: u8");
        let repr = Repr::RUST.aligned(8);
        let made = parts::<Value, 8>("Value", "here", repr, variants, fields, TYPES, live);
        let of_tag = tagged_parts("Value", "here", repr, variants, fields, TYPES);
        for parts in [made, of_tag] {
            assert_eq!((parts.name, parts.module_path, parts.repr), ("Value", "here", repr));
            assert_eq!((parts.variants, parts.fields), (variants, fields));
            assert!(ptr::eq(parts.types, TYPES));
        }
        assert!(made.live.is_some() && of_tag.live.is_none());
    }

    #[test]
    fn live_values_tell_their_variant_and_fields() {
        let value = Value::Word(7, 1);
        let Value::Word(word, byte) = &value else { unreachable!() };
        let fields = [ptr::from_ref(word).cast(), ptr::from_ref(byte).cast()];
        let (variant, found) = live(&value);
        assert_eq!((variant, &found[..2]), (1, fields.as_slice()));
        assert!(found[2..].iter().all(|field| field.is_null()));
        assert_eq!(live(&Value::Nothing), (0, [ptr::null(); 8]));
    }

    #[test]
    fn discriminants_keep_their_value() {
        #[derive(Clone, Copy)]
        #[repr(i16)]
        enum Signed {
            Least = i16::MIN,
            Next,
        }
        assert_eq!(discriminant_of::<_, i16>(Signed::Least), i16::MIN);
        assert_eq!(discriminant_of::<_, i16>(Signed::Next), -0x7fff);
        assert_eq!(discriminant_of::<_, isize>(Value::Word(1, 2)), 1);
        assert!(std::panic::catch_unwind(|| discriminant_of::<_, u8>(Signed::Next)).is_err());
        assert_eq!(discriminant::i16(i16::MIN), -0x8000);
        assert_eq!(discriminant::u64(u64::MAX), 0xffff_ffff_ffff_ffff);
        assert_eq!(discriminant::i128(i128::MIN), i128::MIN);
        assert_eq!(discriminant::u128(u128::MAX), -1, "it keeps its bits");
    }

    #[test]
    fn what_is_small_is_kept_in_words() {
        const LARGEST: usize = MOST_WORDS * size_of::<usize>();
        let word = size_of::<usize>();
        assert_eq!((words::<()>(), words::<u8>(), words::<usize>()), (0, 1, 1));
        assert_eq!(words::<[u8; 17]>(), 17_usize.div_ceil(word));
        assert_eq!(LARGEST as u64, LARGEST_SAMPLED);
        assert_eq!(words::<[u8; LARGEST]>(), MOST_WORDS);
        assert_eq!(words::<[u8; LARGEST + 1]>(), 0);
    }

    #[test]
    fn a_field_has_a_sample_if_it_is_given_or_made() {
        let bare = FieldType::of::<u8>(None);
        let word = FieldType::of::<u32>(Some(&u32::LAYOUT));
        let never = FieldType::of::<Infallible>(None);
        let types = [word, bare, never, bare];
        assert!(super::has_samples(&types, 0, 1, &[]));
        assert!(!super::has_samples(&types, 0, 2, &[]));
        assert!(super::has_samples(&types, 0, 2, &[0, 1]));
        assert!(super::has_samples(&types, 1, 2, &[3, 1]));
        assert!(!super::has_samples(&types, 1, 2, &[3, 0]));
        assert!(!super::has_samples(&types, 2, 3, &[2]), "there is no value to be given");
        assert!(super::has_samples(&types, 2, 2, &[]), "of no fields");
    }
}
