//! What the derive's output names. Not part of the API: it changes with the derive, without notice.

pub use core::marker::PhantomData;

pub use crate::check::{
    Bare, Op, Subject, Unchecked, align, align_of_field, cache_lines, fields, no_holes, no_padding,
    offset_of_field, padding, size, size_of_field,
};
use crate::layout::{FieldList, Kind, TypeLayout};
pub use crate::layout::{FieldType, Repr};
#[cfg(feature = "derive")]
pub use layout_derive::assert_layout;

/// Finds out in a `const` whether `T` is described, without asking for a bound: its own constants
/// exist if `T: Layout` is known, and win over those of [`Unknown`], which always exist.
pub struct Known<T>(PhantomData<T>);

impl<T: crate::Layout> Known<T> {
    /// A field of type `T`.
    pub const FIELD: FieldType = FieldType::of::<T>(Some(&T::LAYOUT));
    /// `T` as the subject of a check.
    pub const SUBJECT: PhantomData<T> = PhantomData;
}

/// What is known of every type.
pub trait Unknown {
    /// The subject of a check that looks at the size and alignment only.
    type Bare;
    /// A field of the type.
    const FIELD: FieldType;
    /// The type as the subject of a check.
    const SUBJECT: PhantomData<Self::Bare>;
}

impl<T> Unknown for Known<T> {
    type Bare = Bare<T>;
    const FIELD: FieldType = FieldType::of::<T>(None);
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
