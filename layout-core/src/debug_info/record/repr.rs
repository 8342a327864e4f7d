//! What the layout of a type tells of its representation, which debug info does not have.

use crate::debug_info::graph::{Graph, Node};
use crate::layout::{BaseRepr, Kind, Repr};
use crate::record::{FieldRecord, TypeRecord};

/// The representation of a type: that of C for a type of C, and `packed` and `align` where alignments show
/// them.
pub(super) fn of(record: &TypeRecord, node: &Node, graph: &Graph) -> Repr {
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
