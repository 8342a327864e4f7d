use std_alloc::boxed::Box;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::TypeRecord;
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
    /// Whether no value of the enum is of this variant, as far as is known.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "core::ops::Not::not"))]
    pub is_uninhabited: bool,
}

impl From<VariantLayout> for VariantRecord {
    fn from(variant: VariantLayout) -> Self {
        Self {
            name: variant.name.into(),
            kind: variant.kind,
            discriminant: variant.discriminant,
            fields: variant.fields().map(FieldRecord::from).collect(),
            is_uninhabited: variant.is_uninhabited(),
        }
    }
}
