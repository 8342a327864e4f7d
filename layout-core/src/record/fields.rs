use std_alloc::boxed::Box;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::{BitField, SourcePlace, Stored, TypeRecord};
use crate::layout::{Discriminant, FieldLayout, VariantKind, VariantLayout};

/// One field of a [`TypeRecord`] or a [`VariantRecord`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct FieldRecord {
    /// The field's name, or its index as text.
    pub name: String,
    /// The field's type as the declaration writes it.
    pub ty: String,
    /// The full name of the field's type as the compiler resolved it.
    pub type_name: String,
    /// The distance of the field's first byte from the value's first byte; `None` where stable Rust
    /// does not tell it.
    pub offset: Option<usize>,
    /// The size of the field's type.
    pub size: usize,
    /// The alignment of the field's type.
    pub align: usize,
    /// The layout of the field's type, where it tells more than this: where there are fields inside.
    pub layout: Option<Box<TypeRecord>>,
    /// Of a bit-field, which bits it has. Its offset and size are then those of the bytes that they lie in.
    #[cfg_attr(feature = "serde", serde(default))]
    pub bits: Option<BitField>,
    /// Where the field is declared, if the debug info says it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub declared_at: Option<SourcePlace>,
}

impl FieldRecord {
    /// The offset just behind the field's last byte, where its offset is known.
    #[must_use]
    pub fn end(&self) -> Option<usize> {
        self.offset?.checked_add(self.size)
    }
}

impl From<FieldLayout> for FieldRecord {
    fn from(field: FieldLayout) -> Self {
        Self {
            name: field.name.into(),
            ty: field.ty.into(),
            type_name: field.type_name().into(),
            offset: field.offset,
            size: field.size,
            align: field.align,
            layout: TypeRecord::inside(field.layout()),
            bits: None,
            declared_at: None,
        }
    }
}

/// One variant of an enum's [`TypeRecord`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct VariantRecord {
    /// The variant's name.
    pub name: String,
    /// How the variant lists its fields.
    pub kind: VariantKind,
    /// The value that tells the variant from the others in source.
    pub discriminant: Discriminant,
    /// The fields in the order of their declaration. Their offsets are from the start of the enum.
    pub fields: Vec<FieldRecord>,
    /// What the tag or the niche holds in a value of this variant, if the debug info says it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub stored: Option<Stored>,
    /// Whether no value is of this variant, because a field's type has no values.
    #[cfg_attr(feature = "serde", serde(default))]
    pub is_uninhabited: bool,
    /// Where the variant is declared, if the debug info says it; of a future, where it waits.
    #[cfg_attr(feature = "serde", serde(default))]
    pub declared_at: Option<SourcePlace>,
}

impl From<VariantLayout> for VariantRecord {
    fn from(variant: VariantLayout) -> Self {
        Self {
            name: variant.name.into(),
            kind: variant.kind,
            discriminant: variant.discriminant,
            fields: variant.fields().map(FieldRecord::from).collect(),
            stored: None,
            is_uninhabited: variant.is_uninhabited(),
            declared_at: None,
        }
    }
}
