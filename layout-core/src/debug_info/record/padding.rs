//! What is known of the padding of a type.

use std::string::String;
use std::vec::Vec;

use super::{is_pointer, primitive};
use crate::debug_info::finish::is_trait_object;
use crate::debug_info::graph::{Graph, Member, Node, NodeId, TailKind};
use crate::debug_info::human;
use crate::debug_info::names::Name;
use crate::debug_info::raw::{NONE, RawKind};
use crate::layout::Kind;
use crate::record::{FieldRecord, TypeRecord};

/// Finds the types that have no part which is not known. What a type holds comes before it.
pub(in crate::debug_info) fn find_known(graph: &mut Graph) {
    for at in 0..graph.nodes.len() {
        graph.nodes[at].is_known = is_known(graph, &graph.nodes[at]);
    }
}

/// Whether a type has no part that is not known; `false` where only its record can tell.
fn is_known(graph: &Graph, node: &Node) -> bool {
    let is_type_known = |id: NodeId| id.some().is_some_and(|id| graph.node(id).is_known);
    let name = graph.text(node.name);
    let has_captures = human::has_captures(name);
    let are_members_known = |node: &Node| {
        let members = graph.members(node);
        members.iter().all(|member| member.offset != NONE && is_type_known(member.ty))
            && !(has_captures && has_doubled_name(members))
    };
    match node.kind {
        RawKind::Base(encoding) => {
            let size = usize::try_from(node.size).unwrap_or(usize::MAX);
            primitive::kind(name, encoding, size) != Kind::Opaque
        }
        RawKind::Pointer | RawKind::MemberPointer | RawKind::Enumeration => true,
        RawKind::Struct if is_pointer(name) => true,
        RawKind::Struct if node.has_variants => {
            let mut payloads = graph.variants(node).iter().filter_map(|it| graph.payload(it));
            payloads.all(|(_, payload)| are_members_known(payload))
        }
        RawKind::Struct | RawKind::Union => {
            let is_all = !node.is_declaration && node.tail == TailKind::Sized;
            is_all && !is_trait_object(name) && are_members_known(node)
        }
        RawKind::Array => node.count != NONE && is_type_known(node.target),
        RawKind::Alias => is_type_known(node.target),
        RawKind::Function | RawKind::Unspecified => false,
    }
}

/// Whether two members have one name, so that the compiler made them one entry.
fn has_doubled_name(members: &[Member]) -> bool {
    let mut names: Vec<Name> = members.iter().map(|member| member.name).collect();
    names.sort_unstable();
    names.windows(2).any(|pair| pair[0] == pair[1])
}

/// The path of the first part of a type that may have padding which is not known; empty if that is the type
/// itself.
pub(super) fn first_unknown(record: &TypeRecord) -> Option<String> {
    match record.kind {
        // These hold values of their own, or nothing at all.
        Kind::Primitive(_) | Kind::Pointer => None,
        Kind::Opaque if record.size == 0 && record.tail.is_none() => None,
        Kind::Opaque => Some(String::new()),
        Kind::Slice | Kind::Array { .. } => match &record.element {
            Some(element) => element.unknown_inside.clone(),
            None if record.size == 0 => None,
            None => Some(String::new()),
        },
        Kind::Enum => record.variants.iter().find_map(|variant| {
            let path = first_of_fields(&variant.fields)?;
            Some(std::format!("{}.{path}", variant.name))
        }),
        _ => first_of_fields(&record.fields),
    }
}

/// The paths of the first such part of each field after the one with the first; none of an enum.
pub(super) fn more_unknown(record: &TypeRecord) -> Vec<String> {
    let fields = if record.kind.has_fields() { record.fields.as_slice() } else { &[] };
    unknown_in_fields(fields).skip(1).collect()
}

fn first_of_fields(fields: &[FieldRecord]) -> Option<String> {
    unknown_in_fields(fields).next()
}

fn unknown_in_fields(fields: &[FieldRecord]) -> impl Iterator<Item = String> {
    fields.iter().filter_map(|field| {
        if field.offset.is_none() {
            return Some(String::from(&*field.name));
        }
        let inside = field.layout.as_ref()?.unknown_inside.as_ref()?;
        let dot = if inside.is_empty() { "" } else { "." };
        Some(std::format!("{}{dot}{inside}", field.name))
    })
}
