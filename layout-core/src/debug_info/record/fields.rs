//! The fields of a struct, a union or a variant.

use std::boxed::Box;
use std::format;
use std::string::String;
use std::vec::Vec;

use super::{Records, bytes};
use crate::debug_info::graph::{Member, Node, TailKind};
use crate::debug_info::human;
use crate::debug_info::raw::NONE;
use crate::record::{BitField, FieldRecord};

impl Records<'_> {
    /// The fields of a type that begins so many bytes behind the start of the record's.
    pub(super) fn fields(&self, node: &Node, base: u64, depth: usize) -> Vec<FieldRecord> {
        let members = self.graph.members(node);
        let tail = if node.tail == TailKind::Sized { None } else { self.graph.last_member(node) };
        let field = |member: &Member| {
            let is_tail = tail.is_some_and(|tail| core::ptr::eq(tail, member));
            self.field(member, base, is_tail, depth)
        };
        members.iter().map(field).collect()
    }

    /// The field that a member is.
    pub(super) fn field(
        &self,
        member: &Member,
        base: u64,
        is_tail: bool,
        depth: usize,
    ) -> FieldRecord {
        let name: String = field_name(self.graph.text(member.name)).into();
        let mut type_name: String = match member.ty.some() {
            Some(ty) => self.graph.full_name(ty).into_owned(),
            None => "?".into(),
        };
        let (mut size, mut layout) = (member.ty.some().and_then(|ty| self.graph.size(ty)), None);
        let is_item = self.graph.is_function_item(member);
        let is_slice = is_tail
            && self.graph.type_of(member).is_some_and(|(_, node)| node.tail == TailKind::Sized);
        if is_item {
            // The type of the item itself has no name in the debug info.
            type_name = format!("fn item of {type_name}");
            size = Some(0);
        } else if is_slice {
            if !type_name.starts_with('[') {
                type_name = format!("[{type_name}]");
            }
            size = Some(0);
        } else if size != Some(0) || is_tail {
            layout = self.within(member.ty, depth);
        }
        let mut record = FieldRecord {
            name: name.into(),
            ty: human::written(&type_name).into(),
            type_name: type_name.into(),
            offset: (member.offset != NONE).then(|| bytes(base.saturating_add(member.offset))),
            size: bytes(size.unwrap_or(0)),
            align: self.graph.align_of(member) as usize,
            layout: layout.filter(|it| it.has_inside() || it.tail.is_some()).map(Box::new),
            bits: None,
            declared_at: self.place(member.place),
        };
        if let Some((first, count)) = member.bits {
            place_bits(&mut record, base, first, count);
        }
        record
    }
}

/// Gives a field of bits the bytes that they lie in.
fn place_bits(record: &mut FieldRecord, base: u64, first: u64, count: u32) {
    let (start, within) = (first / 8, first % 8);
    record.offset = Some(bytes(base.saturating_add(start)));
    record.size = bytes((within + u64::from(count)).div_ceil(8));
    record.align = 1;
    record.layout = None;
    record.bits = Some(BitField { offset: u8::try_from(within).unwrap_or(0), size: count });
}

/// The name of a field as source has it: `0` for `__0`.
pub(in crate::debug_info) fn field_name(name: &str) -> &str {
    match name.strip_prefix("__") {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits
        }
        _ => name,
    }
}
