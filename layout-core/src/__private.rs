//! What the derive's output names. Not part of the API: it changes with the derive, without notice.

pub use core::marker::PhantomData;
pub use core::mem::MaybeUninit;

pub use crate::check::{
    Bare, Op, Tailed, Unchecked, UncheckedTailed, align, align_of_field, cache_lines, fields,
    no_holes, no_padding, offset_of_field, padding, size, size_of_field,
};
pub use crate::layout::EnumParts;
pub use crate::layout::{
    EMPTY_TAIL, FieldType, IntRepr, Kind, Repr, Sample, Sampled, distance, offset_in, tail_offset,
};
use crate::layout::{FieldList, Tag, TypeLayout, VariantList};
#[cfg(feature = "derive")]
pub use layout_derive::assert_layout;

/// Finds out in a `const` whether `T` is described, without asking for a bound: its own constants
/// exist if `T: Layout` is known, and win over those of [`Unknown`], which always exist.
pub struct Known<T: ?Sized>(PhantomData<T>);

impl<T: crate::Layout> Known<T> {
    /// A field of type `T`.
    pub const FIELD: FieldType = FieldType::of::<T>(Some(&T::LAYOUT));
    /// A tail of type `[T]`.
    pub const SLICE: FieldType = FieldType::tail::<[T]>(&<[T] as crate::Layout>::LAYOUT);
    /// A sample of `T`.
    pub const SAMPLE: Sampled<T> = Sampled::of(&T::LAYOUT);
    /// `T` as the subject of a check.
    pub const SUBJECT: PhantomData<T> = PhantomData;
}

/// What is known of a described type that is not sized.
pub trait Unsized {
    /// The subject of a check.
    type Tailed;
    /// A field that ends a type.
    const FIELD: FieldType;
    /// The type as the subject of a check.
    const SUBJECT: PhantomData<Self::Tailed>;
}

impl<T: crate::Layout + ?Sized> Unsized for Known<T> {
    type Tailed = Tailed<T>;
    const FIELD: FieldType = FieldType::tail::<T>(&T::LAYOUT);
    const SUBJECT: PhantomData<Tailed<T>> = PhantomData;
}

/// What is known of every sized type.
pub trait Unknown {
    /// The type.
    type Type;
    /// The subject of a check that looks at the size and alignment only.
    type Bare;
    /// A field of the type.
    const FIELD: FieldType;
    /// A tail that is a slice of the type.
    const SLICE: FieldType;
    /// No sample.
    const SAMPLE: Sampled<Self::Type>;
    /// The type as the subject of a check.
    const SUBJECT: PhantomData<Self::Bare>;
}

impl<T> Unknown for Known<T> {
    type Type = T;
    type Bare = Bare<T>;
    const FIELD: FieldType = FieldType::of::<T>(None);
    const SLICE: FieldType = FieldType::tail::<[T]>(&Elements::<T>::SLICE);
    const SAMPLE: Sampled<T> = Sampled::UNKNOWN;
    const SUBJECT: PhantomData<Bare<T>> = PhantomData;
}

/// A struct with named fields: an entry of text for each (see `FieldList`), their types by
/// [`Known::FIELD`], and their offsets.
#[must_use]
pub const fn named<T>(
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    entries: &'static str,
    types: &'static [FieldType],
    offsets: &'static [usize],
) -> TypeLayout {
    TypeLayout {
        repr,
        kind: Kind::Struct,
        fields: FieldList::new(entries, types, offsets),
        ..TypeLayout::opaque::<T>(name, module_path)
    }
}

/// A struct with numbered fields.
#[must_use]
pub const fn tuple<T>(
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    entries: &'static str,
    types: &'static [FieldType],
    offsets: &'static [usize],
) -> TypeLayout {
    TypeLayout {
        kind: Kind::TupleStruct,
        ..named::<T>(name, module_path, repr, entries, types, offsets)
    }
}

/// A struct without a field list.
#[must_use]
pub const fn unit<T>(name: &'static str, module_path: &'static str, repr: Repr) -> TypeLayout {
    TypeLayout { repr, kind: Kind::UnitStruct, ..TypeLayout::opaque::<T>(name, module_path) }
}

/// A union: as a struct with named fields.
#[must_use]
pub const fn union<T>(
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    entries: &'static str,
    types: &'static [FieldType],
    offsets: &'static [usize],
) -> TypeLayout {
    TypeLayout { kind: Kind::Union, ..named::<T>(name, module_path, repr, entries, types, offsets) }
}

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
    const TAGGED_OFFSETS: [usize; N] = T::PARTS.tagged_offsets(size_of::<T>(), align_of::<T>());
    const TAGGED: VariantList = T::PARTS.list(&Self::TAGGED_OFFSETS);
    const UNTAGGED: VariantList = T::PARTS.list(T::OFFSETS);
}

/// An enum whose layout is defined.
#[must_use]
pub const fn tagged<T: crate::Layout, const N: usize>(sample: &'static Sample) -> TypeLayout {
    enumeration::<T>(&Variants::<T, N>::TAGGED, sample)
}

/// An enum whose layout is the compiler's to choose.
#[must_use]
pub const fn untagged<T: crate::Layout>(sample: &'static Sample) -> TypeLayout {
    enumeration::<T>(&Variants::<T, 0>::UNTAGGED, sample)
}

const fn enumeration<T: crate::Layout>(
    variants: &'static VariantList,
    sample: &'static Sample,
) -> TypeLayout {
    TypeLayout {
        kind: Kind::Enum,
        repr: T::PARTS.repr,
        variants: Some(variants),
        sample: Some(sample),
        ..TypeLayout::opaque::<T>(T::PARTS.name, T::PARTS.module_path)
    }
}

/// The offsets of the `N` fields of an enum that follow from its size.
#[must_use]
pub const fn deduced<T: crate::Layout, const N: usize>() -> [usize; N] {
    T::PARTS.deduced_offsets(size_of::<T>())
}

/// No sample.
pub const NO_SAMPLE: &Sample = &Sample::NONE;

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

/// The layout of a slice of a type that is not described.
struct Elements<T>(PhantomData<T>);

impl<T> Elements<T> {
    const ELEMENT: TypeLayout = TypeLayout::opaque::<T>("", "");
    const SLICE: TypeLayout = TypeLayout::slice_of::<T>(&Self::ELEMENT);
}

/// A struct that is not sized, whose offsets are `T::OFFSETS`. The size and the alignment are those of a
/// value whose tail is empty, where they are known.
#[must_use]
pub const fn tailed<T: crate::Layout + ?Sized>(
    kind: Kind,
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    entries: &'static str,
    types: &'static [FieldType],
    size_align: Option<(usize, usize)>,
) -> TypeLayout {
    let fields = FieldList::new(entries, types, T::OFFSETS);
    let (size, align) = match size_align {
        Some(size_align) => size_align,
        None => (0, fields.greatest_align()),
    };
    let layout = TypeLayout::unsized_of::<T>(name, module_path, size, align);
    TypeLayout { repr, kind, fields, ..layout }
}

/// A tail of which nothing is known.
#[must_use]
pub const fn unknown_tail<T: ?Sized>() -> FieldType {
    FieldType::unknown_tail::<T>()
}

/// The offset of a field that is not known.
pub const UNKNOWN_OFFSET: usize = FieldList::UNKNOWN_OFFSET;
