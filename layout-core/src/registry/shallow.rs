//! Records of types without what lies within their fields: where all types are listed, the types of the
//! fields are listed too.

use std_alloc::boxed::Box;
use std_alloc::string::ToString;
use std_alloc::vec::Vec;

use crate::layout::{FieldLayout, Fields, TypeLayout};
use crate::record::name::full_name;
use crate::record::{FieldRecord, TypeRecord, VariantRecord};

/// The record of a type whose fields are of types that are only named. Names are without lifetimes.
pub(super) fn shallow(layout: &TypeLayout) -> TypeRecord {
    let variants = layout.variants().map(|variant| VariantRecord {
        name: variant.name.into(),
        kind: variant.kind,
        discriminant: variant.discriminant,
        is_uninhabited: variant.is_uninhabited(),
        fields: fields(variant.fields()),
        stored: None,
        declared_at: None,
    });
    TypeRecord {
        name: layout.name.into(),
        module_path: layout.module_path.into(),
        type_name: full_name(layout.type_name()),
        kind: layout.kind,
        repr: layout.repr,
        size: layout.size,
        align: layout.align,
        tail: layout.tail(),
        fields: fields(layout.fields()),
        variants: variants.collect(),
        tagging: layout.tagging(),
        unknown_inside: layout.first_unknown_inside().map(|unknown| unknown.to_string()),
        element: layout.element().map(|element| Box::new(shallow(element))),
        held: layout.held().iter().map(|&held| shallow(held)).collect(),
        niche: None,
        generics: Vec::new(),
        declared_at: None,
    }
}

fn fields(fields: Fields) -> Vec<FieldRecord> {
    let record = |field: FieldLayout| FieldRecord {
        name: field.name.into(),
        ty: field.ty.into(),
        type_name: full_name(field.type_name()).into(),
        offset: field.offset,
        size: field.size,
        align: field.align,
        layout: None,
        bits: None,
        declared_at: None,
    };
    fields.map(record).collect()
}
