use std_alloc::borrow::Cow;
use std_alloc::boxed::Box;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::name::ShortName;
use super::{BitField, GenericRecord, NichePlace, SourcePlace, Stored};
use crate::layout::{
    Discriminant, FieldLayout, Kind, Repr, Tagging, Tail, TypeLayout, VariantKind, VariantLayout,
};
use crate::sorted::sorted;

/// The layout of a type as owned data: a [`TypeLayout`] without references.
///
/// Padding is not stored. It consists of the bytes that no field covers: see [`padding`](Self::padding).
/// Sizes, alignments and offsets are in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct TypeRecord {
    /// The type's name, without its module and generic arguments.
    pub name: String,
    /// The module that declares the type.
    pub module_path: String,
    /// The full name of the type as the compiler resolves it.
    pub type_name: String,
    /// What sort of type it is.
    pub kind: Kind,
    /// The declared representation.
    pub repr: Repr,
    /// The type's size. For a type with a tail, the size of a value whose tail is empty.
    pub size: usize,
    /// The type's alignment.
    pub align: usize,
    /// The tail of a type that is not sized, and `None` for sized types.
    pub tail: Option<Tail>,
    /// The fields in the order of declaration.
    pub fields: Vec<FieldRecord>,
    /// The variants of an enum in the order of declaration.
    pub variants: Vec<VariantRecord>,
    /// How the variants of an enum are told apart.
    pub tagging: Option<Tagging>,
    /// The path of the first part that may hide padding: see [`TypeLayout::first_unknown_inside`].
    ///
    /// Empty if that part is the type itself. `None` if all padding is known.
    // Not taken for known where it is missing.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "serde::Deserialize::deserialize"))]
    pub unknown_inside: Option<String>,
    /// The paths of the first such part in each of the other fields of a struct or union.
    #[cfg_attr(feature = "serde", serde(default))]
    pub more_unknown_inside: Vec<String>,
    /// The layout of the elements of an array or a slice, or of the value in a wrapper such as `Cell`.
    pub element: Option<Box<TypeRecord>>,
    /// The types that a type of the standard library holds by value at unknown offsets, such as the `T` of an
    /// `Option<T>`: see [`TypeLayout::held`].
    pub held: Vec<TypeRecord>,
    /// The place of the niche that tells the variants of an enum apart, if debug info records it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub niche: Option<NichePlace>,
    /// The generic arguments, if debug info records them.
    #[cfg_attr(feature = "serde", serde(default))]
    pub generics: Vec<GenericRecord>,
    /// The place of the type's declaration, if debug info records it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub declared_at: Option<SourcePlace>,
}

impl TypeRecord {
    /// Whether the record tells more than size and alignment: fields, variants, or elements that do.
    #[inline]
    pub(crate) fn has_inside(&self) -> bool {
        !self.fields.is_empty()
            || !self.variants.is_empty()
            || self.element.as_ref().is_some_and(|element| element.has_inside())
            || self.held.iter().any(|held| held.has_inside() || held.kind.has_fields())
    }

    /// The record of a field's type, where it tells more than the field itself.
    #[inline]
    pub(super) fn inside(layout: Option<&'static TypeLayout>) -> Option<Box<Self>> {
        // Types without bytes can hold any number of each other.
        let layout = layout.filter(|layout| layout.size > 0 || !layout.is_sized())?;
        tells_more(layout).then(|| Box::new(Self::from(layout)))
    }

    /// Returns the type's name without modules, but with its generic arguments: `Ring<u32, 8>`.
    #[must_use]
    #[inline]
    pub fn short_name(&self) -> String {
        // Closures and futures are called as people write them, with the function that they are of.
        if self.name.starts_with('{') {
            let function = self.module_path.rsplit("::").next().unwrap_or_default();
            return std_alloc::format!("{function}::{}", self.name);
        }
        std_alloc::format!("{}", ShortName(&self.type_name))
    }

    /// Returns the number of bytes that belong to no field.
    ///
    /// For a union, the number of bytes that belong to none of its fields. 0 for types that list no fields.
    #[must_use]
    #[inline]
    pub fn padding(&self) -> usize {
        match self.kind {
            Kind::Union => {
                let sizes = self.fields.iter().map(|field| field.size);
                self.size.saturating_sub(sizes.max().unwrap_or(0))
            }
            kind if kind.has_fields() => self.known_size().saturating_sub(used(&self.fields, None)),
            _ => 0,
        }
    }

    /// As [`TypeLayout::known_size`].
    #[inline]
    pub(crate) fn known_size(&self) -> usize {
        let is_open = self.tail.is_some_and(|tail| tail.stride.is_none());
        let tail = self.fields.last().filter(|_| is_open);
        tail.and_then(FieldRecord::end).map_or(self.size, |end| end.min(self.size))
    }

    /// Returns the number of padding bytes of the type and of everything inside it, or `None` if some part
    /// may hide padding: see [`TypeLayout::deep_padding`].
    #[must_use]
    #[inline]
    pub fn deep_padding(&self) -> Option<usize> {
        match self.unknown_inside {
            Some(_) => None,
            None => Some(self.least_deep_padding()),
        }
    }

    /// Returns the number of padding bytes that are known, in the type and in everything inside it: see
    /// [`TypeLayout::least_deep_padding`].
    #[must_use]
    #[inline]
    pub fn least_deep_padding(&self) -> usize {
        let inside = |field: &FieldRecord| {
            field.layout.as_ref().map_or(0, |layout| layout.least_deep_padding())
        };
        // What is left beside fields that are in use at once, and within them.
        let beside = |fields: &[FieldRecord], mark: Option<(usize, usize)>| {
            let unused = self.known_size().saturating_sub(used(fields, mark));
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
                let variants = self.variants.iter().filter(|variant| !variant.is_uninhabited);
                variants.map(|variant| beside(&variant.fields, mark)).max().unwrap_or(0)
            }
            (kind, _) if kind.has_fields() => beside(&self.fields, None),
            _ => 0,
        }
    }
}

/// The bytes that fields have, and what tells a variant from others, each counted once. A field of which the
/// place is not known is taken to lie beside the others.
#[inline]
fn used(fields: &[FieldRecord], mark: Option<(usize, usize)>) -> usize {
    let mut used = 0_usize;
    let mut places = Vec::with_capacity(fields.len() + 1);
    for field in fields {
        match field.offset {
            Some(offset) => places.push((offset, field.size)),
            None => used = used.saturating_add(field.size),
        }
    }
    places.extend(mark);
    let mut end = 0;
    if !places.is_sorted() {
        let order = sorted(places.len(), &|one, other| places[one] < places[other]);
        places = order.into_iter().map(|index| places[index]).collect();
    }
    for (start, size) in places {
        let (start, stop) = (start.max(end), start.saturating_add(size));
        used = used.saturating_add(stop.saturating_sub(start));
        end = end.max(stop);
    }
    used
}

/// Whether the record of a type [has an inside](TypeRecord::has_inside).
#[inline]
fn tells_more(layout: &TypeLayout) -> bool {
    !layout.fields().is_empty()
        || layout.variants().next().is_some()
        || layout.element().is_some_and(tells_more)
        || layout.held().iter().any(|held| tells_more(held) || held.kind.has_fields())
}

/// How far a record reaches.
#[derive(Clone, Copy)]
enum Depth {
    /// To the last field inside of a field.
    Whole,
    /// To the fields, whose types are only named, without lifetimes.
    #[cfg(feature = "registry")]
    Outline,
}

impl Depth {
    #[inline]
    fn name(self, type_name: &'static str) -> Cow<'static, str> {
        match self {
            Self::Whole => type_name.into(),
            #[cfg(feature = "registry")]
            Self::Outline => super::name::full_name(type_name).into(),
        }
    }

    #[inline]
    fn of_type(self, layout: &TypeLayout) -> TypeRecord {
        let unknown_inside = layout.first_unknown_inside();
        let more_unknown_inside = match unknown_inside {
            Some(_) => layout.more_unknown_inside().map(|it| it.to_string()).collect(),
            None => Vec::new(),
        };
        TypeRecord {
            name: layout.name.into(),
            module_path: layout.module_path.into(),
            type_name: self.name(layout.type_name()).into(),
            kind: layout.kind,
            repr: layout.repr,
            size: layout.size,
            align: layout.align,
            tail: layout.tail(),
            fields: layout.fields().map(|field| self.of_field(field)).collect(),
            variants: layout.variants().map(|variant| self.of_variant(variant)).collect(),
            tagging: layout.tagging(),
            unknown_inside: unknown_inside.map(|it| it.to_string()),
            more_unknown_inside,
            element: layout.element().map(|element| Box::new(self.of_type(element))),
            held: layout.held().iter().map(|&held| self.of_type(held)).collect(),
            niche: None,
            generics: Vec::new(),
            declared_at: None,
        }
    }

    #[inline]
    fn of_field(self, field: FieldLayout) -> FieldRecord {
        FieldRecord {
            name: field.name.into(),
            ty: field.ty.into(),
            type_name: self.name(field.type_name()),
            offset: field.offset,
            size: field.size,
            align: field.align,
            layout: match self {
                Self::Whole => TypeRecord::inside(field.layout()),
                #[cfg(feature = "registry")]
                Self::Outline => None,
            },
            bits: None,
            declared_at: None,
        }
    }

    #[inline]
    fn of_variant(self, variant: VariantLayout) -> VariantRecord {
        VariantRecord {
            name: variant.name.into(),
            kind: variant.kind,
            discriminant: variant.discriminant,
            is_uninhabited: variant.is_uninhabited(),
            fields: variant.fields().map(|field| self.of_field(field)).collect(),
            stored: None,
            declared_at: None,
        }
    }
}

impl From<&TypeLayout> for TypeRecord {
    #[inline]
    fn from(layout: &TypeLayout) -> Self {
        Depth::Whole.of_type(layout)
    }
}

#[cfg(feature = "registry")]
impl TypeRecord {
    /// The record without what lies within the fields: where all types are listed, the types of the fields are
    /// listed too.
    #[inline]
    pub(crate) fn outline(layout: &TypeLayout) -> Self {
        Depth::Outline.of_type(layout)
    }
}

/// One field of a [`TypeRecord`] or a [`VariantRecord`]. Sizes, alignments and offsets are in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct FieldRecord {
    /// The field's name, or its index as text (`"0"`).
    pub name: Cow<'static, str>,
    /// The field's type as the declaration writes it.
    pub ty: Cow<'static, str>,
    /// The full name of the field's type as the compiler resolves it.
    pub type_name: Cow<'static, str>,
    /// The distance from the value's first byte to the field's first byte, or `None` if stable Rust cannot
    /// determine it.
    pub offset: Option<usize>,
    /// The size of the field's type.
    pub size: usize,
    /// The alignment of the field's type.
    pub align: usize,
    /// The layout of the field's type, if there are fields inside. `None` otherwise, because it would add
    /// nothing.
    pub layout: Option<Box<TypeRecord>>,
    /// The bits of a bit-field. The field's offset and size are then those of the bytes that hold the bits.
    #[cfg_attr(feature = "serde", serde(default))]
    pub bits: Option<BitField>,
    /// The place of the field's declaration, if debug info records it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub declared_at: Option<SourcePlace>,
}

impl FieldRecord {
    /// Returns the offset just past the field's last byte, or `None` if the field's offset is not known.
    #[must_use]
    #[inline]
    pub fn end(&self) -> Option<usize> {
        self.offset?.checked_add(self.size)
    }
}

impl From<FieldLayout> for FieldRecord {
    #[inline]
    fn from(field: FieldLayout) -> Self {
        Depth::Whole.of_field(field)
    }
}

/// One variant in the [`TypeRecord`] of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct VariantRecord {
    /// The variant's name.
    pub name: String,
    /// Whether the variant has named fields, numbered fields or none.
    pub kind: VariantKind,
    /// The variant's discriminant. The bytes in memory may hold another value: see `stored`.
    pub discriminant: Discriminant,
    /// Whether no value can be this variant, because the type of a field has no values.
    pub is_uninhabited: bool,
    /// The fields in the order of declaration. Offsets are from the start of the enum.
    pub fields: Vec<FieldRecord>,
    /// What the tag or the niche holds in a value of this variant, if debug info records it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub stored: Option<Stored>,
    /// The place of the variant's declaration, if debug info records it. For the states of a future, the
    /// place where it waits.
    #[cfg_attr(feature = "serde", serde(default))]
    pub declared_at: Option<SourcePlace>,
}

impl From<VariantLayout> for VariantRecord {
    #[inline]
    fn from(variant: VariantLayout) -> Self {
        Depth::Whole.of_variant(variant)
    }
}
