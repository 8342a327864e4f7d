//! Enums: their variants, and what tells these apart.

use std::vec::Vec;

use super::fields::field_name;
use super::{Records, bytes};
use crate::debug_info::graph::{Graph, Node, NodeId, Variant};
use crate::debug_info::raw::{RawKind, RawValue};
use crate::layout::{Discriminant, Kind, Tagging, VariantKind};
use crate::record::{FieldRecord, NichePlace, Stored, TypeRecord, VariantRecord};

impl Records<'_> {
    /// An enum whose variants have fields, or a future.
    pub(super) fn variants(&self, record: &mut TypeRecord, node: &Node, depth: usize) {
        record.kind = Kind::Enum;
        let variants = self.graph.variants(node);
        let tag = node.tag.map(|tag| &self.graph.members[tag as usize]);
        let is_niche = variants.iter().any(|it| it.value == RawValue::Nothing);
        let place = tag.map(|tag| (bytes(tag.offset), bytes(self.graph.size(tag.ty).unwrap_or(0))));
        record.tagging = Some(match place {
            None => Tagging::Single,
            Some(_) if is_niche => Tagging::Niche,
            Some((offset, size)) => Tagging::Tag { offset, size },
        });
        record.niche = place.filter(|_| is_niche).map(|(offset, size)| NichePlace { offset, size });
        let signed = tag.and_then(|tag| self.graph.signed(tag.ty));
        for (index, variant) in variants.iter().enumerate() {
            let stored = match value(variant.value, signed) {
                Some(value) => Some(Stored::Value(value)),
                None => (is_niche && variant.value == RawValue::Nothing).then_some(Stored::Others),
            };
            // What a niche holds is not the discriminant: that is the number of the variant, as no enum with a
            // niche can choose another.
            let discriminant = match (record.tagging, stored) {
                (Some(Tagging::Tag { .. }), Some(Stored::Value(value))) => value,
                _ => Discriminant::new(index as i128, false),
            };
            let variant = self.variant(variant, node, depth);
            record.variants.push(VariantRecord {
                discriminant,
                stored: stored.filter(|_| place.is_some()),
                ..variant
            });
        }
    }

    fn variant(&self, variant: &Variant, node: &Node, depth: usize) -> VariantRecord {
        let mut record = VariantRecord {
            name: std::string::String::new(),
            kind: VariantKind::Unit,
            discriminant: Discriminant::new(0, false),
            fields: Vec::new(),
            stored: None,
            is_uninhabited: false,
            declared_at: None,
        };
        let Some((member, payload)) = self.graph.payload(variant) else { return record };
        // A future calls the member by the number of its state, and the payload by what the state is.
        record.name = self.graph.text(payload.name).into();
        if let Some((name, _)) = record.name.split_once('<') {
            record.name = name.into();
        }
        record.declared_at = self.place(member.place);
        record.is_uninhabited = payload.is_empty;
        record.fields = self.payload_fields(payload, member.offset, node, depth);
        record.kind = kind_of(&record.fields);
        record
    }

    /// An enum whose variants have no fields.
    pub(super) fn enumeration(&self, record: &mut TypeRecord, node: &Node) {
        record.kind = Kind::Enum;
        record.tagging = Some(match record.size {
            0 => Tagging::Single,
            size => Tagging::Tag { offset: 0, size },
        });
        let signed = self.graph.signed(node.target);
        for enumerator in node.enumerators.of(&self.graph.enumerators) {
            let value = value(enumerator.value, signed);
            record.variants.push(VariantRecord {
                name: field_name(self.graph.text(enumerator.name)).into(),
                kind: VariantKind::Unit,
                discriminant: value.unwrap_or(Discriminant::new(0, false)),
                fields: Vec::new(),
                stored: value.filter(|_| record.size > 0).map(Stored::Value),
                is_uninhabited: false,
                declared_at: None,
            });
        }
    }
}

fn kind_of(fields: &[FieldRecord]) -> VariantKind {
    match fields.first() {
        None => VariantKind::Unit,
        Some(field) if field.name == "0" => VariantKind::Tuple,
        Some(_) => VariantKind::Struct,
    }
}

impl Graph {
    /// The bytes of a type whose numbers have a sign.
    pub(in crate::debug_info) fn signed(&self, id: NodeId) -> Option<u64> {
        let id = self.resolved(id).some()?;
        let node = self.node(id);
        match node.kind {
            RawKind::Base(encoding) => {
                let encoding = gimli::DwAte(encoding);
                let is_signed =
                    matches!(encoding, gimli::DW_ATE_signed | gimli::DW_ATE_signed_char);
                is_signed.then_some(node.size)
            }
            RawKind::Enumeration => self.signed(node.target),
            _ => None,
        }
    }
}

/// A constant of a type that has a sign and so many bytes, or none; `None` if it is not understood.
#[expect(clippy::cast_possible_wrap, reason = "the bits are those of an i128 or a u128")]
pub(super) fn value(value: RawValue, signed: Option<u64>) -> Option<Discriminant> {
    match value {
        RawValue::Nothing | RawValue::Unknown => None,
        RawValue::Signed(value) => Some(Discriminant::new(value.into(), false)),
        RawValue::Bits(bits, bytes) if signed.is_some() => {
            // Some compilers write fewer bytes than the type has, some more, and some do not say how many.
            let width = if bytes == 0 { u64::MAX } else { bytes.into() };
            let bytes = signed.unwrap_or(16).min(width);
            let unused = 128 - 8 * u32::try_from(bytes.clamp(1, 16)).unwrap_or(16);
            Some(Discriminant::new((bits << unused) as i128 >> unused, false))
        }
        RawValue::Bits(bits, _) => Some(Discriminant::new(bits as i128, true)),
    }
}

#[cfg(test)]
mod tests {
    use super::value;
    use crate::debug_info::raw::RawValue;
    use crate::layout::Discriminant;

    #[test]
    fn constants_are_extended_from_the_width_of_their_form() {
        let of = |bits: u128, bytes, signed| value(RawValue::Bits(bits, bytes), signed);
        let number = |value: i128| Some(Discriminant::new(value, false));
        assert_eq!(of(0xff, 1, Some(1)), number(-1));
        assert_eq!(of(0xff, 1, None), number(255));
        assert_eq!(of(0xff, 2, Some(2)), number(255));
        assert_eq!(of(0xffff_ffff, 4, Some(4)), number(-1));
        assert_eq!(of(0x80, 0, Some(2)), number(128));
        assert_eq!(of(0xfffe, 0, Some(2)), number(-2));
        assert_eq!(of(0xfffe, 4, Some(2)), number(-2));
        assert_eq!(of(0xff, 1, Some(2)), number(-1));
        assert_eq!(of(0xfffe, 0, None), number(0xfffe));
        assert_eq!(of(1 << 127, 16, Some(16)), number(i128::MIN));
        assert_eq!(of(u128::MAX, 16, None), Some(Discriminant::new(-1, true)));
        assert_eq!(value(RawValue::Signed(-5), None), number(-5));
        assert_eq!(value(RawValue::Unknown, None), None);
    }
}
