use std_alloc::boxed::Box;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::{FieldRecord, GenericRecord, NichePlace, SourcePlace, VariantRecord};
use crate::layout::{Kind, Repr, Tagging, Tail, TypeLayout};

/// The layout of a type as data that owns itself: a [`TypeLayout`] without references.
///
/// As a `TypeLayout` it holds no padding: that is what no field covers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct TypeRecord {
    /// The type's name, without its module and its generic arguments.
    pub name: String,
    /// The module that declares the type.
    pub module_path: String,
    /// The full name of the type as the compiler resolved it.
    pub type_name: String,
    /// What sort of type it is.
    pub kind: Kind,
    /// The representation it was declared with.
    pub repr: Repr,
    /// The type's size; of a type with a tail, that of a value whose tail is empty.
    pub size: usize,
    /// The type's alignment.
    pub align: usize,
    /// The tail, of a type that is not sized.
    pub tail: Option<Tail>,
    /// The fields in the order of their declaration.
    pub fields: Vec<FieldRecord>,
    /// The variants of an enum in the order of their declaration.
    pub variants: Vec<VariantRecord>,
    /// How the variants of an enum are told apart.
    pub tagging: Option<Tagging>,
    /// The path of the first part that may have padding which is not known: see
    /// [`TypeLayout::first_unknown_inside`]. Empty if that is the type itself; `None` if all padding is
    /// known.
    // Not taken for known where it is missing.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "serde::Deserialize::deserialize"))]
    pub unknown_inside: Option<String>,
    /// The layout of the elements of an array or a slice, or of what a wrapper such as `Cell` holds.
    pub element: Option<Box<TypeRecord>>,
    /// What a type of the standard library holds by value at places that are not known, such as the `T` of
    /// an `Option<T>`: see [`TypeLayout::held`].
    pub held: Vec<TypeRecord>,
    /// Where the niche lies that tells the variants of an enum apart, if the debug info says it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub niche: Option<NichePlace>,
    /// The generic arguments, if the debug info says them.
    #[cfg_attr(feature = "serde", serde(default))]
    pub generics: Vec<GenericRecord>,
    /// Where the type is declared, if the debug info says it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub declared_at: Option<SourcePlace>,
}

impl TypeRecord {
    /// Whether the record tells more than size and alignment: fields, variants, or elements that do.
    pub(crate) fn has_inside(&self) -> bool {
        !self.fields.is_empty()
            || !self.variants.is_empty()
            || self.element.as_ref().is_some_and(|element| element.has_inside())
            || self.held.iter().any(|held| held.has_inside() || held.kind.has_fields())
    }

    /// The record of a field's type, where it tells more than the field itself.
    pub(super) fn inside(layout: Option<&'static TypeLayout>) -> Option<Box<Self>> {
        // Types without bytes can hold any number of each other.
        let record = Self::from(layout.filter(|layout| layout.size > 0 || !layout.is_sized())?);
        record.has_inside().then(|| Box::new(record))
    }

    /// The type's name without the modules in it, but with its generic arguments: `Ring<u32, 8>`.
    #[must_use]
    pub fn short_name(&self) -> String {
        std_alloc::format!("{}", crate::report::ShortName(&self.type_name))
    }

    /// The bytes of the type that belong to no field; of a union, to none of its fields. 0 for types that
    /// list no fields.
    #[must_use]
    pub fn padding(&self) -> usize {
        match self.kind {
            Kind::Union => {
                let sizes = self.fields.iter().map(|field| field.size);
                self.size.saturating_sub(sizes.max().unwrap_or(0))
            }
            kind if kind.has_fields() => self.size.saturating_sub(used(&self.fields, None)),
            _ => 0,
        }
    }

    /// The padding bytes of the type and of everything inside it; `None` if there may be more that is not
    /// known. As [`TypeLayout::deep_padding`].
    #[must_use]
    pub fn deep_padding(&self) -> Option<usize> {
        match self.unknown_inside {
            Some(_) => None,
            None => Some(self.least_deep_padding()),
        }
    }

    /// The padding bytes of the type and of everything inside it, as far as is known; as
    /// [`TypeLayout::least_deep_padding`].
    #[must_use]
    pub fn least_deep_padding(&self) -> usize {
        let inside = |field: &FieldRecord| {
            field.layout.as_ref().map_or(0, |layout| layout.least_deep_padding())
        };
        // What is left beside fields that are in use at once, and within them.
        let beside = |fields: &[FieldRecord], mark: Option<(usize, usize)>| {
            let unused = self.size.saturating_sub(used(fields, mark));
            fields.iter().map(inside).fold(unused, usize::saturating_add)
        };
        match (self.kind, &self.element) {
            (Kind::Array { len }, Some(element)) => {
                len.saturating_mul(element.least_deep_padding())
            }
            (Kind::Opaque, Some(element)) => element.least_deep_padding(),
            (Kind::Union, _) => {
                let fields = self.fields.iter();
                let most = fields.map(|field| beside(core::slice::from_ref(field), None)).max();
                most.unwrap_or(0).max(self.padding())
            }
            (Kind::Enum, _) => {
                let mark = match (self.tagging, self.niche) {
                    (Some(Tagging::Tag { offset, size }), _) => Some((offset, size)),
                    (Some(Tagging::Single), _) => None,
                    (_, Some(niche)) => Some((niche.offset, niche.size)),
                    _ => return 0,
                };
                self.variants.iter().map(|it| beside(&it.fields, mark)).max().unwrap_or(0)
            }
            (kind, _) if kind.has_fields() => beside(&self.fields, None),
            _ => 0,
        }
    }
}

/// The bytes that fields have, and what tells a variant from others, each counted once. A field of which the
/// place is not known is taken to lie beside the others.
fn used(fields: &[FieldRecord], mark: Option<(usize, usize)>) -> usize {
    let elsewhere = fields.iter().filter(|field| field.offset.is_none()).map(|field| field.size);
    let mut used = elsewhere.fold(0, usize::saturating_add);
    let places = fields.iter().filter_map(|field| Some((field.offset?, field.size)));
    let mut places: Vec<(usize, usize)> = places.chain(mark).collect();
    places.sort_unstable();
    let mut end = 0;
    for (start, size) in places {
        let (start, stop) = (start.max(end), start.saturating_add(size));
        used = usize::saturating_add(used, stop.saturating_sub(start));
        end = end.max(stop);
    }
    used
}

impl From<&TypeLayout> for TypeRecord {
    fn from(layout: &TypeLayout) -> Self {
        Self {
            name: layout.name.into(),
            module_path: layout.module_path.into(),
            type_name: layout.type_name().into(),
            kind: layout.kind,
            repr: layout.repr,
            size: layout.size,
            align: layout.align,
            tail: layout.tail(),
            fields: layout.fields().map(FieldRecord::from).collect(),
            variants: layout.variants().map(VariantRecord::from).collect(),
            tagging: layout.tagging(),
            unknown_inside: layout.first_unknown_inside().map(|unknown| unknown.to_string()),
            element: layout.element().map(|element| Box::new(Self::from(element))),
            held: layout.held().iter().map(|&held| Self::from(held)).collect(),
            niche: None,
            generics: Vec::new(),
            declared_at: None,
        }
    }
}
