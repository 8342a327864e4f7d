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
    /// The same of the probe of a place.
    #[must_use]
    pub const fn __field_there(self) -> PhantomData<T> {
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

/// The probe of the type that a field has, by a function that tells the place of the field. It is not called.
/// Then the text of the type is not repeated, and what the compiler finds wrong with it is told once.
#[must_use]
#[inline]
pub const fn there<S: ?Sized, T: ?Sized>(_: fn(*const S) -> *const T) -> LayoutProbe<T> {
    LayoutProbe(PhantomData)
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
    /// The same of the probe of a place.
    #[must_use]
    pub const fn __tail_there(self) -> TailOf<T> {
        TailOf(PhantomData)
    }
}

/// What is known of every type that may be that of a struct's last field.
pub trait TailProbeFallback: Sized {
    /// What is known of a tail of the type.
    type UndescribedTail;
    /// The last field of a struct.
    const __TAIL: FieldType;
    /// What [`field`] makes of the last field of a struct. It is not called.
    #[must_use]
    fn __tail() -> Self::UndescribedTail;
    /// The same of the probe of a place.
    #[must_use]
    fn __tail_there(self) -> Self::UndescribedTail;
    /// What [`or_empty`] makes of the type. It is not called.
    #[must_use]
    fn __empty() -> Self::UndescribedTail;
    /// The same of the probe of a place.
    #[must_use]
    fn __empty_there(self) -> Self::UndescribedTail;
}

impl<T: ?Sized> TailProbeFallback for LayoutProbe<T> {
    type UndescribedTail = UndescribedTail<T>;
    const __TAIL: FieldType = FieldType::undescribed_tail::<T>();
    #[inline]
    fn __tail() -> UndescribedTail<T> {
        UndescribedTail(PhantomData)
    }
    #[inline]
    fn __tail_there(self) -> UndescribedTail<T> {
        UndescribedTail(PhantomData)
    }
    #[inline]
    fn __empty() -> UndescribedTail<T> {
        UndescribedTail(PhantomData)
    }
    fn __empty_there(self) -> UndescribedTail<T> {
        UndescribedTail(PhantomData)
    }
}

/// What is known of every sized type.
pub trait ProbeFallback: Sized {
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
    /// The same of the probe of a place.
    #[must_use]
    fn __field_there(self) -> Self::NotDescribed;
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
    fn __field_there(self) -> NotDescribed<T> {
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

#[cfg(test)]
mod tests {
    use core::fmt::Debug;

    use super::{
        EmptyOf, FieldOf, LayoutProbe, ProbeFallback as _, TailProbeFallback as _, Undescribed,
        described, field, or_empty, there,
    };
    use crate::Layout;
    use crate::layout::{FieldType, Kind, Sample, TypeLayout};

    #[allow(dead_code, reason = "its layout is what counts")]
    struct Bare(u8, u16);

    #[allow(dead_code, reason = "its layout is what counts")]
    struct Ends<T: ?Sized>(u32, T);

    /// The size and alignment of a field's type, and what it is called if it is described.
    fn told(field: FieldType) -> (usize, usize, Option<&'static str>) {
        (field.size, field.align, field.layout().map(|it| it.name))
    }

    /// By the function of a probe, called.
    fn called<T: FieldOf>(_: T) -> FieldType {
        T::FIELD
    }

    fn called_empty<E: EmptyOf>(_: E) -> Option<&'static TypeLayout> {
        E::EMPTY
    }

    #[test]
    fn a_field_is_described_if_its_type_is() {
        let word = (4, 4, Some("u32"));
        assert_eq!(told(field(LayoutProbe::<u32>::__field)), word);
        assert_eq!(told(called(LayoutProbe::<u32>::__field())), word);
        assert_eq!(told(described::<u32>()), word);
        assert_eq!(told(FieldType::of::<u32>(Some(&u32::LAYOUT))), word);

        let bare = (4, 2, None);
        assert_eq!(told(field(LayoutProbe::<Bare>::__field)), bare);
        assert_eq!(told(called(LayoutProbe::<Bare>::__field())), bare);
    }

    #[test]
    fn a_tail_has_the_size_of_an_empty_one() {
        let slice = (0, 2, Some("slice"));
        assert_eq!(told(field(LayoutProbe::<[u16]>::__tail)), slice);
        assert_eq!(told(called(LayoutProbe::<[u16]>::__tail())), slice);
        assert_eq!(told(FieldType::tail::<[u16]>(&<[u16]>::LAYOUT)), slice);

        // What ends in a slice has an empty value, and what ends in a trait object has none.
        let ends = (4, 4, None);
        assert_eq!(told(field(LayoutProbe::<Ends<[u16]>>::__tail)), ends);
        assert_eq!(told(called(LayoutProbe::<Ends<[u16]>>::__tail())), ends);
        assert_eq!(told(field(LayoutProbe::<Ends<dyn Debug>>::__tail)), (0, 1, None));
    }

    #[test]
    fn slices_of_what_is_not_described_have_a_stride() {
        let slice = LayoutProbe::<Bare>::__SLICE.layout().expect("slices are described");
        assert_eq!((slice.kind, slice.size, slice.align), (Kind::Slice, 0, 2));
        assert_eq!(slice.tail().and_then(|it| it.stride), Some(4));
        // Of an instance of its own.
        let sampled = Undescribed::<Bare>::sampled(&Sample::NONE);
        assert_eq!((sampled.size, sampled.align, sampled.has_sample()), (4, 2, false));
    }

    /// An empty value of what is not described is a sample, and no description.
    #[test]
    fn an_empty_value_is_taken_where_nothing_is_described() {
        struct Empty;
        static EMPTY: TypeLayout = Undescribed::<Bare>::sampled(&Sample::NONE);
        impl EmptyOf for Empty {
            const EMPTY: Option<&'static TypeLayout> = Some(&EMPTY);
        }
        let is_sampled = |field: FieldType| field.sampled_layout().is_some();
        let (word, bare) = (FieldType::of::<u32>(Some(&u32::LAYOUT)), FieldType::of::<Bare>(None));

        let kept = or_empty(word, || Empty);
        assert_eq!(told(kept), (4, 4, Some("u32")));
        let taken = or_empty(bare, || Empty);
        assert_eq!((told(taken), is_sampled(taken)), ((4, 2, None), true));

        let none = or_empty(bare, LayoutProbe::<Bare>::__empty);
        assert_eq!((told(none), is_sampled(none)), ((4, 2, None), false));
        assert!(called_empty(LayoutProbe::<Bare>::__empty()).is_none());
    }

    /// By a function of a probe of a place, of a field that lies there.
    fn found<T: FieldOf>(_: T) -> FieldType {
        T::FIELD
    }

    #[test]
    fn a_field_is_found_by_its_place() {
        fn of_word(place: *const (u8, u32)) -> *const u32 {
            place.cast()
        }
        fn of_bare(place: *const u8) -> *const Bare {
            place.cast()
        }
        fn of_slice(_: *const u8) -> *const [u16] {
            core::ptr::slice_from_raw_parts(core::ptr::null(), 0)
        }
        fn of_ends(_: *const u8) -> *const Ends<[u16]> {
            core::ptr::slice_from_raw_parts(core::ptr::null::<u32>(), 0) as *const Ends<[u16]>
        }
        assert_eq!(told(found(there(of_word).__field_there())), (4, 4, Some("u32")));
        assert_eq!(told(found(there(of_bare).__field_there())), (4, 2, None));
        assert_eq!(told(found(there(of_slice).__tail_there())), (0, 2, Some("slice")));
        assert_eq!(told(found(there(of_ends).__tail_there())), (4, 4, None));
        assert!(called_empty(there(of_bare).__empty_there()).is_none());
    }

    /// The types of `std` that have an empty value whatever their parameter is, also in an array.
    #[test]
    fn types_of_std_have_an_empty_value() {
        fn of_option(place: *const u8) -> *const Option<Bare> {
            place.cast()
        }
        fn of_array(place: *const u8) -> *const [Option<Bare>; 3] {
            place.cast()
        }
        let size = |empty: Option<&'static TypeLayout>| empty.map(|it| (it.size, it.has_sample()));
        let (option, array) = (size_of::<Option<Bare>>(), size_of::<[Option<Bare>; 3]>());
        assert_eq!(
            size(called_empty(LayoutProbe::<Option<Bare>>::__empty())),
            Some((option, true))
        );
        assert_eq!(size(called_empty(there(of_option).__empty_there())), Some((option, true)));
        let probed = called_empty(LayoutProbe::<[Option<Bare>; 3]>::__empty());
        assert_eq!(size(probed), Some((array, true)));
        assert_eq!(size(called_empty(there(of_array).__empty_there())), Some((array, true)));
        // Of one that is too large to be kept there is none.
        let large = called_empty(LayoutProbe::<Option<[Bare; 100]>>::__empty());
        assert_eq!(size(large), Some((size_of::<Option<[Bare; 100]>>(), false)));
        let many = called_empty(LayoutProbe::<[Option<Bare>; 100]>::__empty());
        assert_eq!(size(many), Some((size_of::<[Option<Bare>; 100]>(), false)));
    }
}
