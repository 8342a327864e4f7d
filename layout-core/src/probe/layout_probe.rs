//! Finds out what is known of a type, without a bound that asks for it.

use core::marker::PhantomData;

use super::target::{SizeAlignOnly, Tailed};
use crate::layout::{FieldType, Opaque, Sample, TypeLayout};

/// Finds out in a `const` whether `T` is described, without asking for a bound: its own constants
/// exist if `T: Layout` is known, and win over those of [`ProbeFallback`], which always exist.
pub struct LayoutProbe<T: ?Sized>(PhantomData<T>);

impl<T: crate::Layout> LayoutProbe<T> {
    /// A field of type `T`.
    pub const __FIELD: FieldType = FieldType::of::<T>(Some(&T::LAYOUT));
    /// What [`field`] makes of `T`. It is not called.
    #[must_use]
    #[inline]
    pub const fn __field() -> PhantomData<T> {
        PhantomData
    }
    /// A tail of type `[T]`.
    pub const __SLICE: FieldType = FieldType::tail::<[T]>(&<[T] as crate::Layout>::LAYOUT);
    /// `T` as the target of a check, which also runs the checks of its own.
    pub const __TARGET: PhantomData<T> = {
        let () = T::__CHECKED;
        PhantomData
    };
}

impl<T> LayoutProbe<T> {
    /// A field of which nothing is told but its size and alignment, described or not.
    pub const __PRIVATE: FieldType = FieldType::of::<T>(None);
}

/// A field of a type that may be the user's, and may hold others: by a function of [`LayoutProbe`] that is not
/// called, as its type tells all. Then the constants of a type that cannot be are not evaluated where it is
/// declared, and those of the types within a type are evaluated one after the other: each waits for one
/// other at most, however deep they are nested.
#[must_use]
pub const fn field<T: FieldOf>(_: fn() -> T) -> FieldType {
    evaluate::<T::Described>();
    field_type::<T>()
}

/// What is known of a field's type.
pub trait FieldOf {
    /// The type if it is described, or another that is.
    type Described: crate::Layout + ?Sized;
    /// The field.
    const FIELD: FieldType;
}

impl<T: crate::Layout> FieldOf for PhantomData<T> {
    type Described = T;
    const FIELD: FieldType = FieldType::of::<T>(Some(&T::LAYOUT));
}

/// A type that is not described.
pub struct NotDescribed<T>(pub(super) PhantomData<T>);

impl<T> FieldOf for NotDescribed<T> {
    type Described = u8;
    const FIELD: FieldType = FieldType::of::<T>(None);
}

/// The described type of a struct's last field, which need not be sized.
pub struct TailOf<T: ?Sized>(PhantomData<T>);

impl<T: crate::Layout + ?Sized> FieldOf for TailOf<T> {
    type Described = T;
    const FIELD: FieldType = FieldType::tail::<T>(&T::LAYOUT);
}

/// The type of a struct's last field, which is not described and need not be sized.
pub struct UndescribedTail<T: ?Sized>(PhantomData<T>);

impl<T: ?Sized> FieldOf for UndescribedTail<T> {
    type Described = u8;
    const FIELD: FieldType = FieldType::undescribed_tail::<T>();
}

/// A field of a described type, as [`field`] makes it.
pub(crate) const fn described<T: crate::Layout>() -> FieldType {
    field(LayoutProbe::<T>::__field)
}

/// Has the constants evaluated that those of `T` wait for. The compiler evaluates what a function names when
/// it is called.
const fn evaluate<T: crate::Layout + ?Sized>() {
    let _ = T::__TYPES.len();
}

const fn field_type<T: FieldOf>() -> FieldType {
    T::FIELD
}

/// The types of the fields of a type by a constant of its own.
#[must_use]
pub const fn types<T: crate::Layout + ?Sized>() -> &'static [FieldType] {
    T::__TYPES
}

/// The type itself, under a name that can stand at another place of the source.
pub type Same<T> = T;

/// What shows a value of a type, described or not.
pub trait EmptyOf {
    /// The layout of an empty value, if the type has one.
    const EMPTY: Option<&'static TypeLayout>;
}

impl<T: ?Sized> EmptyOf for UndescribedTail<T> {
    const EMPTY: Option<&'static TypeLayout> = None;
}

/// A type that is not described, of which there is a value all the same.
pub struct Undescribed<T>(pub(crate) PhantomData<T>);

impl<T> Undescribed<T> {
    #[inline]
    pub(crate) const fn sampled(sample: &'static Sample) -> TypeLayout {
        TypeLayout {
            opaque: Opaque::Undescribed,
            sample: Some(sample),
            ..TypeLayout::opaque::<T>("", "")
        }
    }
}

/// A field of a type that is empty in one of its values, which shows where the fields of an enum lie also
/// if what the type may hold is not described. By a function of [`LayoutProbe`] as in [`field`].
#[must_use]
pub const fn or_empty<E: EmptyOf>(field: FieldType, _: fn() -> E) -> FieldType {
    if field.layout().is_some() { field } else { empty::<E>(field) }
}

const fn empty<E: EmptyOf>(field: FieldType) -> FieldType {
    match E::EMPTY {
        Some(empty) => field.or_sampled(empty),
        None => field,
    }
}

/// What is known of a described type that is not sized.
pub trait UnsizedProbe {
    /// The target of a check.
    type Tailed;
    /// The type as the target of a check.
    const __TARGET: PhantomData<Self::Tailed>;
}

impl<T: crate::Layout + ?Sized> UnsizedProbe for LayoutProbe<T> {
    type Tailed = Tailed<T>;
    const __TARGET: PhantomData<Tailed<T>> = {
        let () = T::__CHECKED;
        PhantomData
    };
}

impl<T: crate::Layout + ?Sized> LayoutProbe<T> {
    /// The last field of a struct.
    pub const __TAIL: FieldType = FieldType::tail::<T>(&T::LAYOUT);
    /// What [`field`] makes of the last field of a struct. It is not called.
    #[must_use]
    #[inline]
    pub const fn __tail() -> TailOf<T> {
        TailOf(PhantomData)
    }
}

/// What is known of every type that may be that of a struct's last field.
pub trait TailProbeFallback {
    /// What is known of a tail of the type.
    type UndescribedTail;
    /// The last field of a struct.
    const __TAIL: FieldType;
    /// What [`field`] makes of the last field of a struct. It is not called.
    #[must_use]
    fn __tail() -> Self::UndescribedTail;
    /// What [`or_empty`] makes of the type. It is not called.
    #[must_use]
    fn __empty() -> Self::UndescribedTail;
}

impl<T: ?Sized> TailProbeFallback for LayoutProbe<T> {
    type UndescribedTail = UndescribedTail<T>;
    const __TAIL: FieldType = FieldType::undescribed_tail::<T>();
    #[inline]
    fn __tail() -> UndescribedTail<T> {
        UndescribedTail(PhantomData)
    }
    #[inline]
    fn __empty() -> UndescribedTail<T> {
        UndescribedTail(PhantomData)
    }
}

/// What is known of every sized type.
pub trait ProbeFallback {
    /// The target of a check that looks at the size and alignment only.
    type SizeAlignOnly;
    /// A field of the type.
    const __FIELD: FieldType;
    /// A tail that is a slice of the type.
    const __SLICE: FieldType;
    /// The type as the target of a check.
    const __TARGET: PhantomData<Self::SizeAlignOnly>;
    /// What is known of a field of the type.
    type NotDescribed;
    /// What [`field`] makes of the type. It is not called.
    #[must_use]
    fn __field() -> Self::NotDescribed;
    /// Whether the type is known to hold a value of its parameter.
    const __HOLDS: bool = false;
}

impl<T> ProbeFallback for LayoutProbe<T> {
    type SizeAlignOnly = SizeAlignOnly<T>;
    type NotDescribed = NotDescribed<T>;
    #[inline]
    fn __field() -> NotDescribed<T> {
        NotDescribed(PhantomData)
    }
    const __FIELD: FieldType = FieldType::of::<T>(None);
    const __SLICE: FieldType = FieldType::tail::<[T]>(&Elements::<T>::SLICE);
    const __TARGET: PhantomData<SizeAlignOnly<T>> = PhantomData;
}

/// The layout of a slice of a type that is not described.
struct Elements<T>(PhantomData<T>);

impl<T> Elements<T> {
    const ELEMENT: TypeLayout = TypeLayout::unmeasured::<T>("", "");
    const SLICE: TypeLayout = TypeLayout::slice_of::<T>(&Self::ELEMENT);
}
