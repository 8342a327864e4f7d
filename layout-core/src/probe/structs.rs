//! Layouts of structs and unions, by what the derive writes down of them.

use super::tail::{is_thin, size_align};
use crate::findings::FindingId;
use crate::layout::{
    AllowedFindings, FieldList, FieldType, Kind, Niches, Opaque, Repr, TypeLayout,
};

/// A struct with named fields: an entry of text for each (see `FieldList`), and their types by
/// `LayoutProbe::__FIELD`. Their offsets are `T::__OFFSETS`.
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
        allowed: AllowedFindings::NONE,
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
#[inline]
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

/// A struct with named fields, the last of which may be of a type that is not sized.
#[must_use]
pub const fn tailed_named<T: crate::Layout + ?Sized>(
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    entries: &'static str,
    types: &'static [FieldType],
) -> TypeLayout {
    tailed::<T>(Kind::Struct, name, module_path, repr, entries, types)
}

/// A struct with numbered fields, the last of which may be of a type that is not sized.
#[must_use]
pub const fn tailed_tuple<T: crate::Layout + ?Sized>(
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    entries: &'static str,
    types: &'static [FieldType],
) -> TypeLayout {
    tailed::<T>(Kind::TupleStruct, name, module_path, repr, entries, types)
}

/// If the struct is not sized, the size and the alignment are those of a value whose tail is empty, where
/// there is one.
const fn tailed<T: crate::Layout + ?Sized>(
    kind: Kind,
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    entries: &'static str,
    types: &'static [FieldType],
) -> TypeLayout {
    let fields = FieldList::new(entries, types, T::__OFFSETS);
    let (size, align) = match size_align::<T>() {
        Some(size_align) => size_align,
        None => (0, least_align(repr, fields.greatest_align())),
    };
    let layout = TypeLayout::unsized_of::<T>(name, module_path, size, align);
    TypeLayout { repr, kind, fields, is_sized: is_thin::<T>(), ..layout }
}

/// The least alignment that a struct of that representation has, whose fields ask for `fields`.
#[inline]
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

/// The offset of a field that is not known.
pub const UNKNOWN_OFFSET: usize = FieldList::UNKNOWN_OFFSET;

/// Offsets that are not known.
#[must_use]
pub const fn unknown_offsets<const N: usize>() -> [usize; N] {
    [UNKNOWN_OFFSET; N]
}

/// A layout with findings that its type allows.
#[must_use]
#[inline]
pub const fn allowing(layout: TypeLayout, ids: &[FindingId]) -> TypeLayout {
    layout.allowing(ids)
}
