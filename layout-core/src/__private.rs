//! What the derive's output names. Not part of the API: it changes with the derive, without notice.

use core::marker::PhantomData;

pub use crate::check::{Op, Subject};
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
    /// The layout of `T`.
    pub const LAYOUT: TypeLayout = T::LAYOUT;
}

/// What is known of every type.
pub trait Unknown {
    /// A field of the type.
    const FIELD: FieldType;
    /// The size and alignment of the type.
    const LAYOUT: TypeLayout;
}

impl<T> Unknown for Known<T> {
    const FIELD: FieldType = FieldType::of::<T>(None);
    const LAYOUT: TypeLayout = TypeLayout::opaque::<T>("", "");
}

/// A struct with named fields: a line `name: type` for each, their types by [`Known::FIELD`], and
/// their offsets.
#[must_use]
pub const fn named<T>(
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    lines: &'static str,
    types: &'static [FieldType],
    offsets: &'static [usize],
) -> TypeLayout {
    TypeLayout {
        repr,
        kind: Kind::Struct,
        fields: FieldList::new(lines, types, offsets),
        ..TypeLayout::opaque::<T>(name, module_path)
    }
}

/// A struct with numbered fields.
#[must_use]
pub const fn tuple<T>(
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    lines: &'static str,
    types: &'static [FieldType],
    offsets: &'static [usize],
) -> TypeLayout {
    TypeLayout {
        kind: Kind::TupleStruct,
        ..named::<T>(name, module_path, repr, lines, types, offsets)
    }
}

/// A struct without a field list.
#[must_use]
pub const fn unit<T>(name: &'static str, module_path: &'static str, repr: Repr) -> TypeLayout {
    TypeLayout { repr, kind: Kind::UnitStruct, ..TypeLayout::opaque::<T>(name, module_path) }
}
