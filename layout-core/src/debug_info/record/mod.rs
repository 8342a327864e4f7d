//! Types of debug info as the records that every output takes.

mod enums;
mod fields;
mod future;
mod padding;
mod primitive;

pub(super) use enums::value as constant;
pub(super) use fields::field_name;
pub(super) use padding::find_known;

use core::cell::Cell;
use std::boxed::Box;
use std::string::{String, ToString as _};
use std::vec::Vec;

use super::finish::is_trait_object;
use super::graph::{Generic, Graph, Node, NodeId, Place, TailKind};
use super::human;
use super::raw::{NONE, RawKind};
use crate::layout::{BaseRepr, Kind, Repr, Tail};
use crate::record::{FieldRecord, GenericRecord, SourcePlace, TypeRecord};

/// Types within types at most.
const MOST_DEPTH: usize = 64;
/// Records of types within a type at most: beyond, they are said to be unknown.
const MOST_RECORDS: usize = 10_000;

/// The record of a type, with those of all that it holds by value.
pub(super) fn record(graph: &Graph, id: NodeId) -> TypeRecord {
    Records { graph, left: Cell::new(MOST_RECORDS) }.of(id, 0)
}

/// The record of a type, without those of what it holds.
pub(super) fn outline(graph: &Graph, id: NodeId) -> TypeRecord {
    Records { graph, left: Cell::new(0) }.of(id, 0)
}

/// What a type holds by value, in the order of its [`outline`] record: the types of its fields, of its
/// variants' fields, or of its elements.
#[cfg(feature = "registry")]
pub(super) fn held(graph: &Graph, id: NodeId) -> Vec<Option<NodeId>> {
    let Some(id) = graph.resolved(id).some() else { return Vec::new() };
    let node = graph.node(id);
    let name = graph.text(node.name);
    let of_members = |node: &Node| -> Vec<Option<NodeId>> {
        graph.members(node).iter().map(|it| graph.resolved(it.ty).some()).collect()
    };
    match node.kind {
        RawKind::Struct if is_pointer(name) => Vec::new(),
        RawKind::Struct if node.has_variants => {
            let payloads = graph.variants(node).iter().filter_map(|it| graph.payload(it));
            payloads.flat_map(|(_, payload)| of_members(payload)).collect()
        }
        RawKind::Struct if node.is_declaration || is_trait_object(name) => Vec::new(),
        RawKind::Struct | RawKind::Union => of_members(node),
        RawKind::Array => Vec::from([graph.resolved(node.target).some()]),
        _ => Vec::new(),
    }
}

/// Where a type is declared, if that is known.
pub(super) fn declared_at(graph: &Graph, id: NodeId) -> Option<SourcePlace> {
    Records { graph, left: Cell::new(0) }.declared_at(graph.node(graph.resolved(id)))
}

struct Records<'g> {
    graph: &'g Graph,
    /// How many more records may be made.
    left: Cell<usize>,
}

impl Records<'_> {
    fn of(&self, id: NodeId, depth: usize) -> TypeRecord {
        // A name of nothing, as C's `void` with a qualifier, stands for itself.
        let id = self.graph.resolved(id).some().unwrap_or(id);
        let node = self.graph.node(id);
        let mut record = self.blank(id, node);
        match node.kind {
            RawKind::Struct if is_pointer(self.graph.text(node.name)) => {
                record.kind = Kind::Pointer;
            }
            RawKind::Struct if node.has_variants => self.variants(&mut record, node, depth),
            RawKind::Struct => self.structure(&mut record, id, depth),
            RawKind::Union => {
                record.kind = Kind::Union;
                record.fields = self.fields(node, 0, depth);
            }
            RawKind::Enumeration => self.enumeration(&mut record, node),
            RawKind::Array => self.array(&mut record, node, depth),
            RawKind::Pointer | RawKind::MemberPointer => record.kind = Kind::Pointer,
            RawKind::Base(encoding) => {
                record.kind = primitive::kind(self.graph.text(node.name), encoding, record.size);
            }
            RawKind::Alias | RawKind::Function | RawKind::Unspecified => {}
        }
        record.repr = repr(&record, node, self.graph);
        record.unknown_inside = padding::first_unknown(&record);
        record.more_unknown_inside = padding::more_unknown(&record);
        record
    }

    /// What does not depend on the kind.
    fn blank(&self, id: NodeId, node: &Node) -> TypeRecord {
        TypeRecord {
            name: human::short_name(&self.graph.short_name(id)),
            module_path: self.graph.text(node.module).into(),
            type_name: self.graph.full_name(id).into_owned(),
            kind: Kind::Opaque,
            repr: Repr::UNKNOWN,
            size: bytes(self.graph.size(id).unwrap_or(0)),
            align: node.align.max(1) as usize,
            tail: None,
            fields: Vec::new(),
            variants: Vec::new(),
            tagging: None,
            unknown_inside: None,
            more_unknown_inside: Vec::new(),
            element: None,
            held: Vec::new(),
            niche: None,
            generics: node
                .generics
                .of(&self.graph.generics)
                .iter()
                .map(|it| self.generic(it))
                .collect(),
            declared_at: self.declared_at(node),
        }
    }

    fn generic(&self, generic: &Generic) -> GenericRecord {
        let value = match enums::value(generic.value, self.graph.signed(generic.ty)) {
            Some(value) => value.to_string(),
            None => self.graph.full_name(generic.ty).into_owned(),
        };
        GenericRecord { name: self.graph.text(generic.name).into(), value }
    }

    /// Where a type is declared: where its entry says, or where the body of the closure or future is.
    fn declared_at(&self, node: &Node) -> Option<SourcePlace> {
        if node.place.line > 0 {
            return self.place(node.place);
        }
        let name = human::body_of(self.graph.text(node.name))?;
        let find = |name: &str| {
            let name = self.graph.names.find(name)?;
            self.graph.bodies.get(&(node.module, name)).copied()
        };
        let place = find(&name).or_else(|| find(name.split('<').next()?));
        place.and_then(|place| self.place(place)).or_else(|| self.of_first_state(node))
    }

    fn place(&self, place: Place) -> Option<SourcePlace> {
        let file: String = self.graph.text(place.file).into();
        (place.line > 0).then_some(SourcePlace { file, line: place.line })
    }

    fn structure(&self, record: &mut TypeRecord, id: NodeId, depth: usize) {
        let node = self.graph.node(id);
        let name = self.graph.text(node.name);
        if node.is_declaration {
            return;
        }
        record.tail = self.tail(id);
        if is_trait_object(name) {
            return;
        }
        record.fields = self.fields(node, 0, depth);
        if human::has_captures(name) {
            future::forget_doubled(&mut record.fields);
        }
        if human::is_closure(name) {
            // What is captured by reference has a prefix.
            for field in &mut record.fields {
                if let Some(captured) = field.name.strip_prefix("_ref__") {
                    field.name = String::from(captured).into();
                }
            }
        }
        let is_numbered = record.fields.first().is_some_and(|field| field.name == "0");
        record.kind = match record.fields.len() {
            _ if name.starts_with('(') => Kind::Tuple,
            0 => Kind::UnitStruct,
            _ if is_numbered => Kind::TupleStruct,
            _ => Kind::Struct,
        };
    }

    /// The tail of a type that is not sized.
    fn tail(&self, id: NodeId) -> Option<Tail> {
        let node = self.graph.node(id);
        if node.tail == TailKind::Sized {
            return None;
        }
        let last = self.graph.last_member(node);
        let unknown = Tail { offset: None, stride: None };
        let Some((last, (ty, inner))) =
            last.and_then(|last| Some((last, self.graph.type_of(last)?)))
        else {
            return Some(unknown);
        };
        match (node.tail, inner.tail) {
            // It begins where what the object is of is aligned.
            (TailKind::Object, _) => Some(unknown),
            (_, TailKind::Sized) => {
                let element = if inner.is_array_without_length() { inner.target } else { ty };
                let stride = self.graph.size(element).map(bytes);
                Some(Tail { offset: Some(bytes(last.offset)), stride })
            }
            _ => self.tail(ty).map(|inner| Tail {
                offset: inner.offset.and_then(|offset| offset.checked_add(bytes(last.offset))),
                ..inner
            }),
        }
    }

    fn array(&self, record: &mut TypeRecord, node: &Node, depth: usize) {
        if node.count == NONE {
            record.kind = Kind::Slice;
            record.tail =
                Some(Tail { offset: Some(0), stride: self.graph.size(node.target).map(bytes) });
        } else {
            record.kind = Kind::Array { len: bytes(node.count) };
        }
        record.element = self.within(node.target, depth).map(Box::new);
    }

    /// The record of a type within another, unless there are too many of them.
    fn within(&self, id: NodeId, depth: usize) -> Option<TypeRecord> {
        id.some()?;
        let left = self.left.get().checked_sub(1).filter(|_| depth < MOST_DEPTH)?;
        self.left.set(left);
        Some(self.of(id, depth + 1))
    }
}

/// Whether a name is that of a reference, a pointer or a box of two words.
pub(super) fn is_pointer(name: &str) -> bool {
    name.starts_with(['&', '*'])
}

/// A number of bytes; the greatest there is, if it is of a file for a larger machine.
fn bytes(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// What the layout of a type tells of its representation, which debug info does not have: that of C for a type of
/// C, and `packed` and `align` where alignments show them.
fn repr(record: &TypeRecord, node: &Node, graph: &Graph) -> Repr {
    let base = if node.is_rust { BaseRepr::Unknown } else { BaseRepr::C };
    let repr = Repr { base, ..Repr::RUST };
    if !matches!(record.kind, Kind::Struct | Kind::TupleStruct | Kind::Union | Kind::Enum) {
        return if record.kind.has_fields() { repr } else { Repr::RUST };
    }
    let fields = || record.fields.iter().chain(record.variants.iter().flat_map(|it| &it.fields));
    let of_tag = node.tag.map_or(1, |tag| graph.align_of(&graph.members[tag as usize]) as usize);
    let of_values = node.target.some().map_or(1, |target| graph.node(target).align as usize);
    let greatest = fields().map(|field| field.align).max().unwrap_or(1).max(of_tag).max(of_values);
    // A bit-field is aligned as none, though its type is.
    let has_bits = fields().any(|field: &FieldRecord| field.bits.is_some());
    Repr {
        packed: (record.align < greatest).then_some(record.align),
        align: (record.align > greatest && !has_bits && node.is_rust).then_some(record.align),
        ..repr
    }
}
