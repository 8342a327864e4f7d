//! What the derive's output names. Not part of the API: it changes with the derive, without notice.

mod enums;

use core::cell::{Cell, RefCell};
use core::mem::ManuallyDrop;

pub use core::marker::{PhantomData, Sized};
pub use core::mem::{MaybeUninit, offset_of};
pub use core::option::Option::{None, Some};
pub use core::primitive::{bool, i128, usize};
pub use core::{column, compile_error, file, line, module_path, option_env};

pub use enums::{
    Eight, Found, LiveOf, at, at0, at1, at2, at3, at4, at5, at6, at7, at8, cursor, discriminant,
    discriminant_of, finish, initialized, next, no_sample, parts, sampled, see, tagged,
    tagged_parts, untagged, words,
};

pub use crate::check::quick::*;
pub use crate::check::{
    Bare, Names, Op, Required, Tailed, Unchecked, UncheckedTailed, align, align_of_field,
    cache_lines, denied, discriminant_of_variant, fields, fingerprint, integer, line_of_field,
    niche, no_holes, no_padding, offset_of_field, padding, portable, same_as, same_line,
    separate_lines, size, size_of_field, starts_line,
};
pub use crate::layout::{
    CACHE_LINE, Discriminants, EMPTY_TAIL, EnumParts, FieldType, FindingId, IntRepr, Kind,
    Measured, Repr, TypeLayout, distances, place, size_align, tail_offset, thin,
};
use crate::layout::{FieldList, FindingSet, Niches, Opaque, Sample};
#[cfg(feature = "registry")]
pub use crate::registry::Entry;
pub use crate::{__measured as measured, __offsets_of as offsets_of, Layout};
#[cfg(feature = "registry")]
pub use inventory;
#[cfg(feature = "derive")]
pub use layout_derive::assert_layout;

/// What the checks of `assert_layout!` name, to be imported all at once.
pub mod names {
    pub use crate::__private as __layout_;

    pub use super::{Unknown as _, UnknownTail as _, Unsized as _};
}

/// Finds out in a `const` whether `T` is described, without asking for a bound: its own constants
/// exist if `T: Layout` is known, and win over those of [`Unknown`], which always exist.
pub struct Known<T: ?Sized>(PhantomData<T>);

impl<T: crate::Layout> Known<T> {
    /// A field of type `T`.
    pub const __FIELD: FieldType = FieldType::of::<T>(Some(&T::LAYOUT));
    /// What [`field`] makes of `T`. It is not called.
    #[must_use]
    pub const fn __field() -> PhantomData<T> {
        PhantomData
    }
    /// A tail of type `[T]`.
    pub const __SLICE: FieldType = FieldType::tail::<[T]>(&<[T] as crate::Layout>::LAYOUT);
    /// `T` as the subject of a check, which also runs the checks of its own.
    pub const __SUBJECT: PhantomData<T> = {
        let () = T::__CHECKED;
        PhantomData
    };
}

/// A field of a type that may be the user's, and may hold others: by a function of [`Known`] that is not
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
    type Described: crate::Layout;
    /// The field.
    const FIELD: FieldType;
}

impl<T: crate::Layout> FieldOf for PhantomData<T> {
    type Described = T;
    const FIELD: FieldType = FieldType::of::<T>(Some(&T::LAYOUT));
}

/// A type that is not described.
pub struct NotDescribed<T>(PhantomData<T>);

impl<T> FieldOf for NotDescribed<T> {
    type Described = u8;
    const FIELD: FieldType = FieldType::of::<T>(None);
}

/// A described type that is not sized.
pub struct TailOf<T: ?Sized>(PhantomData<T>);

impl<T: crate::Layout + ?Sized> FieldOf for TailOf<T> {
    type Described = u8;
    const FIELD: FieldType = FieldType::tail::<T>(&T::LAYOUT);
}

/// A field of a described type, as [`field`] makes it.
pub(crate) const fn described<T: crate::Layout>() -> FieldType {
    field(Known::<T>::__field)
}

/// Has the constants evaluated that those of `T` wait for. The compiler evaluates what a function names when
/// it is called.
const fn evaluate<T: crate::Layout>() {
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

macro_rules! holders {
    ($($holder:ty)*) => {$(
        impl<T> Known<$holder> {
            /// Whether the type is known to hold a value of its parameter.
            pub const __HOLDS: bool = true;
        }
    )*};
}

// As `HOLDERS` of the derive.
holders! { Option<T> ManuallyDrop<T> MaybeUninit<T> Cell<T> RefCell<T> }

/// `holder => empty value;`
macro_rules! empties {
    ($($holder:ty => $empty:expr;)*) => {$(
        impl<T> Undescribed<$holder> {
            const SAMPLE: Sample = if Sample::has_room_for::<$holder>() {
                Sample::new::<$holder>(MaybeUninit::new($empty))
            } else {
                Sample::NONE
            };
        }

        impl<T> EmptyOf for Undescribed<$holder> {
            const EMPTY: Option<&'static TypeLayout> = Some(&Self::sampled(&Self::SAMPLE));
        }

        impl<T> Known<$holder> {
            /// What [`or_empty`] makes of the type. It is not called.
            #[must_use]
            pub const fn __empty() -> Undescribed<$holder> {
                Undescribed(PhantomData)
            }
        }

        impl<T, const N: usize> Undescribed<[$holder; N]> {
            const SAMPLE: Sample = if Sample::has_room_for::<[$holder; N]>() {
                Sample::new::<[$holder; N]>(MaybeUninit::new([const { $empty }; N]))
            } else {
                Sample::NONE
            };
        }

        impl<T, const N: usize> EmptyOf for Undescribed<[$holder; N]> {
            const EMPTY: Option<&'static TypeLayout> = Some(&Self::sampled(&Self::SAMPLE));
        }

        impl<T, const N: usize> Known<[$holder; N]> {
            /// What [`or_empty`] makes of the type. It is not called.
            #[must_use]
            pub const fn __empty() -> Undescribed<[$holder; N]> {
                Undescribed(PhantomData)
            }
        }
    )*};
}

// As `EMPTIES` of the derive.
empties! {
    Option<T> => None;
    MaybeUninit<T> => MaybeUninit::uninit();
    core::cell::OnceCell<T> => core::cell::OnceCell::new();
}
#[cfg(feature = "std")]
empties! { std::sync::OnceLock<T> => std::sync::OnceLock::new(); }

/// What shows a value of a type, described or not.
pub trait EmptyOf {
    /// The layout of an empty value, if the type has one.
    const EMPTY: Option<&'static TypeLayout>;
}

impl<T> EmptyOf for NotDescribed<T> {
    const EMPTY: Option<&'static TypeLayout> = None;
}

/// A type that is not described, of which there is a value all the same.
pub struct Undescribed<T>(PhantomData<T>);

impl<T> Undescribed<T> {
    const fn sampled(sample: &'static Sample) -> TypeLayout {
        TypeLayout {
            opaque: Opaque::Undescribed,
            sample: Some(sample),
            ..TypeLayout::opaque::<T>("", "")
        }
    }
}

/// A field of a type that is empty in one of its values, which shows where the fields of an enum lie also
/// if what the type may hold is not described. By a function of [`Known`] as in [`field`].
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
pub trait Unsized {
    /// The subject of a check.
    type Tailed;
    /// What is known of a field that ends a type.
    type Tail;
    /// A field that ends a type.
    const __FIELD: FieldType;
    /// What [`field`] makes of the type. It is not called.
    #[must_use]
    fn __field() -> Self::Tail;
    /// The type as the subject of a check.
    const __SUBJECT: PhantomData<Self::Tailed>;
}

impl<T: crate::Layout + ?Sized> Unsized for Known<T> {
    type Tailed = Tailed<T>;
    type Tail = TailOf<T>;
    fn __field() -> TailOf<T> {
        TailOf(PhantomData)
    }
    const __FIELD: FieldType = FieldType::tail::<T>(&T::LAYOUT);
    const __SUBJECT: PhantomData<Tailed<T>> = {
        let () = T::__CHECKED;
        PhantomData
    };
}

impl<T: crate::Layout + ?Sized> Known<T> {
    /// A tail of the type, which is described.
    pub const __TAIL: Option<FieldType> = Some(FieldType::tail::<T>(&T::LAYOUT));
}

/// What is known of every type that may be a tail.
pub trait UnknownTail {
    /// A tail of the type, if it is described.
    const __TAIL: Option<FieldType> = None;
}

impl<T: ?Sized> UnknownTail for Known<T> {}

/// A tail of a type that is described, or whose empty value tells its size and alignment.
///
/// # Safety
///
/// `empty` points to memory as large as the value, and as aligned.
#[must_use]
pub const unsafe fn tail<T: ?Sized>(known: Option<FieldType>, empty: *const T) -> FieldType {
    // SAFETY: the caller's contract is passed on.
    match (known, unsafe { size_align(empty) }) {
        (Some(tail), _) => tail,
        (None, Some((size, align))) => FieldType::unknown_tail::<T>(size, align),
        (None, None) => FieldType::unknown_tail::<T>(0, 1),
    }
}

/// What is known of every sized type.
pub trait Unknown {
    /// The subject of a check that looks at the size and alignment only.
    type Bare;
    /// A field of the type.
    const __FIELD: FieldType;
    /// A tail that is a slice of the type.
    const __SLICE: FieldType;
    /// The type as the subject of a check.
    const __SUBJECT: PhantomData<Self::Bare>;
    /// What is known of a field of the type.
    type NotDescribed;
    /// What [`field`] makes of the type. It is not called.
    #[must_use]
    fn __field() -> Self::NotDescribed;
    /// Whether the type is known to hold a value of its parameter.
    const __HOLDS: bool = false;
    /// What [`or_empty`] makes of the type. It is not called.
    #[must_use]
    fn __empty() -> Self::NotDescribed;
}

impl<T> Unknown for Known<T> {
    type Bare = Bare<T>;
    type NotDescribed = NotDescribed<T>;
    fn __field() -> NotDescribed<T> {
        NotDescribed(PhantomData)
    }
    fn __empty() -> NotDescribed<T> {
        NotDescribed(PhantomData)
    }
    const __FIELD: FieldType = FieldType::of::<T>(None);
    const __SLICE: FieldType = FieldType::tail::<[T]>(&Elements::<T>::SLICE);
    const __SUBJECT: PhantomData<Bare<T>> = PhantomData;
}

/// A struct with named fields: an entry of text for each (see `FieldList`), and their types by
/// [`Known::__FIELD`]. Their offsets are `T::__OFFSETS`.
///
/// The line that names `T` stands in the compiler's message when that is not sized.
#[must_use]
#[rustfmt::skip]
pub const fn named<T: crate::Layout>( // a last field that is not sized needs `#[layout(unsized)]`
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    entries: &'static str,
    types: &'static [FieldType],
) -> TypeLayout {
    with_fields::<T>(Kind::Struct, name, module_path, repr, entries, types, T::__OFFSETS)
}

/// A struct with numbered fields.
#[must_use]
#[rustfmt::skip]
pub const fn tuple<T: crate::Layout>( // a last field that is not sized needs `#[layout(unsized)]`
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    entries: &'static str,
    types: &'static [FieldType],
) -> TypeLayout {
    with_fields::<T>(Kind::TupleStruct, name, module_path, repr, entries, types, T::__OFFSETS)
}

/// A type as large and as aligned as `T`, with fields at these offsets.
#[must_use]
pub const fn with_fields<T>(
    kind: Kind,
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    entries: &'static str,
    types: &'static [FieldType],
    offsets: &'static [usize],
) -> TypeLayout {
    // Not `opaque` with other fields: the compiler would make that one first, for each type.
    TypeLayout {
        name,
        module_path,
        size: size_of::<T>(),
        align: align_of::<T>(),
        repr,
        kind,
        is_sized: true,
        type_name: core::any::type_name::<T>,
        fields: FieldList::new(entries, types, offsets),
        element: None,
        opaque: Opaque::Private,
        held: &[],
        variants: None,
        sample: None,
        niches: Niches::UNKNOWN,
        allowed: FindingSet::EMPTY,
    }
}

/// A struct without a field list.
#[must_use]
pub const fn unit<T>(name: &'static str, module_path: &'static str, repr: Repr) -> TypeLayout {
    TypeLayout { repr, kind: Kind::UnitStruct, ..TypeLayout::unmeasured::<T>(name, module_path) }
}

/// A type that the compiler refuses, such as one that holds a value of itself.
///
/// # Panics
///
/// Always: the compiler says at the declaration what is wrong with it.
#[must_use]
pub const fn no_size() -> TypeLayout {
    panic!("a type that does not compile has no layout")
}

/// A union: as a struct with named fields.
#[must_use]
pub const fn union<T: crate::Layout>(
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    entries: &'static str,
    types: &'static [FieldType],
) -> TypeLayout {
    with_fields::<T>(Kind::Union, name, module_path, repr, entries, types, T::__OFFSETS)
}

/// The layout of a slice of a type that is not described.
struct Elements<T>(PhantomData<T>);

impl<T> Elements<T> {
    const ELEMENT: TypeLayout = TypeLayout::unmeasured::<T>("", "");
    const SLICE: TypeLayout = TypeLayout::slice_of::<T>(&Self::ELEMENT);
}

/// A struct that is not sized, or ends in a parameter that need not be, whose offsets are
/// `T::__OFFSETS`. The size and the alignment are those of a value whose tail is empty, where they are
/// known.
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
    let fields = FieldList::new(entries, types, T::__OFFSETS);
    let (size, align) = match size_align {
        Some(size_align) => size_align,
        None => (0, least_align(repr, fields.greatest_align())),
    };
    let layout = TypeLayout::unsized_of::<T>(name, module_path, size, align);
    TypeLayout { repr, kind, fields, is_sized: thin::<T>().is_some(), ..layout }
}

/// The least alignment that a struct of that representation has, whose fields ask for `fields`.
const fn least_align(repr: Repr, fields: usize) -> usize {
    let fields = match repr.packed {
        Some(limit) if limit < fields => limit,
        _ => fields,
    };
    match repr.align {
        Some(minimum) if minimum > fields => minimum,
        _ => fields,
    }
}

/// The size and the alignment of a type that is sized after all.
#[must_use]
pub const fn thin_size_align<T: ?Sized>() -> Option<(usize, usize)> {
    match thin::<T>() {
        // SAFETY: the pointer is to memory that is large enough for all types but the largest, of which
        // the compiler says so.
        Some(value) => unsafe { size_align(value) },
        None => None,
    }
}

/// A tail of a type that may be sized after all.
#[must_use]
pub const fn unknown_tail<T: ?Sized>() -> FieldType {
    let (size, align) = match thin_size_align::<T>() {
        Some(size_align) => size_align,
        None => (0, 1),
    };
    FieldType::unknown_tail::<T>(size, align)
}

/// The offset of a field that is not known.
pub const UNKNOWN_OFFSET: usize = FieldList::UNKNOWN_OFFSET;

/// A layout with findings that its type allows.
#[must_use]
pub const fn allowing(layout: TypeLayout, ids: &[FindingId]) -> TypeLayout {
    let mut allowed = layout.allowed;
    let mut index = 0;
    while index < ids.len() {
        allowed = allowed.with(ids[index]);
        index += 1;
    }
    TypeLayout { allowed, ..layout }
}
