//! What sort of type it is, as far as both languages have the sort.

use crate::debug_info::graph::{Graph, Node, NodeId};
use crate::debug_info::raw::{RawKind, RawValue};
use crate::debug_info::record::is_pointer;

/// A sort of types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Signed,
    Unsigned,
    Float,
    Pointer,
    Array,
    /// A struct or a union.
    Compound {
        is_union: bool,
    },
    /// An enum without fields.
    Enumeration,
    /// An enum whose variants have fields.
    Variants,
    Other,
}

impl Sort {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Signed => "a signed integer",
            Self::Unsigned => "an unsigned integer",
            Self::Float => "a float",
            Self::Pointer => "a pointer",
            Self::Array => "an array",
            Self::Compound { is_union: false } => "a struct",
            Self::Compound { is_union: true } => "a union",
            Self::Enumeration => "an enum",
            Self::Variants => "an enum with fields",
            Self::Other => "a type of another sort",
        }
    }

    /// Whether a value is a number, or is stored as one.
    pub(super) fn is_integer(self) -> bool {
        matches!(self, Self::Signed | Self::Unsigned | Self::Enumeration)
    }
}

impl Graph {
    pub(super) fn sort(&self, id: NodeId) -> Sort {
        let Some(id) = self.resolved(id).some() else { return Sort::Other };
        let node = self.node(id);
        match node.kind {
            RawKind::Struct if is_pointer(self.text(node.name)) => Sort::Pointer,
            RawKind::Struct if node.has_variants => Sort::Variants,
            RawKind::Struct => Sort::Compound { is_union: false },
            RawKind::Union => Sort::Compound { is_union: true },
            RawKind::Enumeration => Sort::Enumeration,
            RawKind::Base(encoding) => match gimli::DwAte(encoding) {
                gimli::DW_ATE_float | gimli::DW_ATE_complex_float => Sort::Float,
                _ if self.signed(id).is_some() => Sort::Signed,
                _ => Sort::Unsigned,
            },
            RawKind::Pointer | RawKind::MemberPointer => Sort::Pointer,
            RawKind::Array => Sort::Array,
            RawKind::Alias | RawKind::Function | RawKind::Unspecified => Sort::Other,
        }
    }

    /// The only thing with bytes in a type, if that takes all of them: the field of a wrapper, or the pointer
    /// in an `Option` of one.
    pub(super) fn only_part(&self, id: NodeId) -> Option<NodeId> {
        let id = self.resolved(id).some()?;
        let size = self.size(id)?;
        let node = self.node(id);
        if node.has_variants {
            let variants = self.variants(node);
            let is_niche = variants.iter().any(|it| it.value == RawValue::Nothing);
            let holder = variants.iter().find(|it| it.value == RawValue::Nothing)?;
            let (_, payload) = self.payload(holder)?;
            return (is_niche && variants.len() == 2).then(|| self.only_field(payload, size))?;
        }
        let is_compound = matches!(self.sort(id), Sort::Compound { .. });
        if is_compound { self.only_field(node, size) } else { None }
    }

    fn only_field(&self, node: &Node, size: u64) -> Option<NodeId> {
        let has_bytes = |ty: NodeId| self.size(ty) != Some(0);
        let mut fields = self.members(node).iter().filter(|member| has_bytes(member.ty));
        let (first, second) = (fields.next()?, fields.next());
        let is_all = first.offset == 0 && self.size(first.ty) == Some(size);
        (second.is_none() && first.bits.is_none() && is_all).then_some(first.ty)
    }

    /// The elements of an array, of arrays of arrays those within.
    pub(super) fn element(&self, id: NodeId) -> Option<NodeId> {
        let mut id = self.resolved(id);
        while let Some(node) = id.some().map(|id| self.node(id)) {
            if node.kind != RawKind::Array {
                return Some(id);
            }
            id = self.resolved(node.target);
        }
        None
    }
}
