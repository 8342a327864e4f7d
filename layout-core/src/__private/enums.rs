//! What the derive's output names for an enum.

use core::marker::PhantomData;
use core::mem::MaybeUninit;

use crate::layout::{EnumParts, FieldType, Kind, Repr, Sample, Tag, TypeLayout, VariantList};

/// What is written down of an enum: an entry of text for each variant, and for the fields of all
/// variants what a struct has for its own; the explicit discriminants with the index of their variant.
#[expect(clippy::too_many_arguments, reason = "one call for all costs the user least")]
#[must_use]
pub const fn parts(
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    tag: Option<Tag>,
    variants: &'static str,
    fields: &'static str,
    types: &'static [FieldType],
    discriminants: &'static [(usize, i128)],
) -> EnumParts {
    EnumParts { name, module_path, repr, tag, variants, fields, types, discriminants }
}

/// A tag of type `T`, of an enum whose layout is defined.
#[must_use]
pub const fn tag<T>() -> Option<Tag> {
    Some(Tag { size: size_of::<T>(), align: align_of::<T>() })
}

/// The variants of an enum with `N` fields.
struct Variants<T, const N: usize>(PhantomData<T>);

impl<T: crate::Layout, const N: usize> Variants<T, N> {
    const TAGGED_OFFSETS: [usize; N] = T::__PARTS.tagged_offsets(size_of::<T>(), align_of::<T>());
    const TAGGED: VariantList = T::__PARTS.list(&Self::TAGGED_OFFSETS);
    const UNTAGGED: VariantList = T::__PARTS.list(T::__OFFSETS);
}

/// An enum whose layout is defined.
#[must_use]
pub const fn tagged<T: crate::Layout, const N: usize>() -> TypeLayout {
    enumeration::<T>(&Variants::<T, N>::TAGGED)
}

/// An enum whose layout is the compiler's to choose.
#[must_use]
pub const fn untagged<T: crate::Layout>() -> TypeLayout {
    enumeration::<T>(&Variants::<T, 0>::UNTAGGED)
}

const fn enumeration<T: crate::Layout>(variants: &'static VariantList) -> TypeLayout {
    TypeLayout {
        kind: Kind::Enum,
        repr: T::__PARTS.repr,
        variants: Some(variants),
        sample: Some(&T::__SAMPLE),
        ..TypeLayout::opaque::<T>(T::__PARTS.name, T::__PARTS.module_path)
    }
}

/// The offsets of the `N` fields of an enum that follow from its size.
#[must_use]
pub const fn deduced<T: crate::Layout, const N: usize>() -> [usize; N] {
    T::__PARTS.deduced_offsets(size_of::<T>())
}

/// Whether there are samples of all fields of an enum from index `from` to before `to`, but for those
/// whose index is `given`.
#[must_use]
pub const fn has_samples<T: crate::Layout>(from: usize, to: usize, given: &[usize]) -> bool {
    let mut index = from;
    let mut given = given;
    while index < to {
        match given {
            [next, rest @ ..] if *next == index => given = rest,
            _ => match T::__PARTS.types[index].layout() {
                Some(layout) if layout.has_sample() => {}
                _ => return false,
            },
        }
        index += 1;
    }
    true
}

/// The sample of an enum's field.
///
/// # Safety
///
/// `F` is the type of the field of `T` with that index, and [has a sample](has_samples).
#[must_use]
pub const unsafe fn sampled<T: crate::Layout, F>(index: usize) -> F {
    match T::__PARTS.types[index].layout() {
        // SAFETY: the caller's contract is passed on: the layout is that of the field's type.
        Some(layout) => unsafe { crate::layout::sampled(layout) },
        None => panic!("the field has no sample"),
    }
}

/// Offsets with those of a variant's fields, whose first has the index `first`, as their addresses in a
/// value tell them.
///
/// # Safety
///
/// The addresses are those of fields of the value.
#[must_use]
pub const unsafe fn measured<T, const N: usize, const FIELDS: usize>(
    mut offsets: [usize; N],
    first: usize,
    value: &MaybeUninit<T>,
    fields: [*const (); FIELDS],
) -> [usize; N] {
    let start = core::ptr::from_ref(value).cast::<u8>();
    let mut index = 0;
    while index < FIELDS {
        // SAFETY: by the caller's contract both pointers are of one object.
        #[expect(clippy::cast_sign_loss, reason = "a field lies behind the start of its value")]
        let offset = unsafe { fields[index].cast::<u8>().offset_from(start) as usize };
        offsets[first + index] = offset;
        index += 1;
    }
    offsets
}

/// Sets the offsets of a variant's fields, whose indices in the enum are `from..to`: makes a value of
/// the variant, of samples or as it is given, and measures in it.
#[doc(hidden)]
#[macro_export]
macro_rules! __measure {
    ($offsets:ident[$from:literal..$to:literal] $variant:ident { $($member:tt $field:ident $index:literal,)* }) => {
        if $crate::__private::has_samples::<Self>($from, $to, &[]) {
            $crate::__measure!($offsets[$from] Self::$variant {
                // SAFETY: the derive counts a field's index as the list of fields does, the type is
                // that of the field, and `has_samples` was asked above.
                $($member: unsafe { $crate::__private::sampled::<Self, _>($index) }),*
            } => $variant { $($member $field,)* });
        }
    };
    ($offsets:ident[$from:literal] $value:expr => $variant:ident { $($member:tt $field:ident,)* }) => {
        let __value = $crate::__private::MaybeUninit::new($value);
        // SAFETY: it was made of a value just now.
        if let Self::$variant { $($member: $field),* } = unsafe { __value.assume_init_ref() } {
            let __fields = [$(&raw const *$field as *const ()),*];
            // SAFETY: the pointers come from a match of the value itself.
            $offsets =
                unsafe { $crate::__private::measured($offsets, $from, &__value, __fields) };
        }
    };
}

/// A sample of the first variant whose fields, of the indices `from..to`, have samples.
#[doc(hidden)]
#[macro_export]
macro_rules! __sample {
    ($([$from:literal..$to:literal] $variant:ident { $($member:tt $index:literal,)* })*) => {
        $(if $crate::__private::has_samples::<Self>($from, $to, &[]) {
            $crate::__private::sample(Self::$variant {
                // SAFETY: as in `__measure`.
                $($member: unsafe { $crate::__private::sampled::<Self, _>($index) }),*
            })
        } else)* {
            $crate::__private::Sample::NONE
        }
    };
}

/// Tells the variant of a live value, and the addresses of its fields.
#[doc(hidden)]
#[macro_export]
macro_rules! __visit {
    ($self:ident $visit:ident $($index:literal $variant:ident { $($member:tt $field:ident,)* })*) => {
        match *$self {
            $(Self::$variant { $($member: ref $field),* } => {
                $visit($index, &[$(&raw const *$field as *const ()),*])
            })*
        }
    };
}

/// The discriminants that an enum writes down, with the index of their variant.
pub type Discriminants = &'static [(usize, i128)];

/// What is told of a live value: the index of its variant, and the addresses of its fields.
pub type Visit<'a> = &'a mut dyn FnMut(usize, &[*const ()]);

/// The sample of a value.
#[must_use]
pub const fn sample<T>(value: T) -> Sample {
    Sample::new(MaybeUninit::new(value))
}

macro_rules! discriminants {
    ($($int:ident)*) => {$(
        /// A discriminant of that type. One of `u128` above `i128::MAX` keeps its bits.
        #[must_use]
        #[allow(clippy::cast_possible_wrap, clippy::cast_lossless, reason = "see its doc")]
        pub const fn $int(value: $int) -> i128 {
            value as i128
        }
    )*};
}

/// The conversions of explicit discriminants, each named after the type.
pub mod discriminant {
    discriminants! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
}
