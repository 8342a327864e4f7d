//! The types of a program, each once, with references to each other.

use std::collections::{BTreeSet, HashMap};
use std::string::String;
use std::vec::Vec;

use super::names::{Name, Names};
use super::raw::{NONE, RawKind, RawValue, Span};
use super::release::Release;

/// The index of a [`Node`]. What a type holds by value has a lesser one than the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(u32);

impl NodeId {
    /// No type, as that behind a `void*` is.
    pub(super) const NONE: Self = Self(u32::MAX);

    pub(super) fn new(at: usize) -> Self {
        Self(super::raw::index(at))
    }

    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }

    pub(super) fn some(self) -> Option<Self> {
        (self != Self::NONE).then_some(self)
    }
}

/// A type.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
pub(super) struct Node {
    pub(super) kind: RawKind,
    /// The name within its module, with generic arguments.
    pub(super) name: Name,
    /// The path of what declares it.
    pub(super) module: Name,
    /// [`NONE`] where the file does not say it.
    pub(super) size: u64,
    /// 0 until it is [found](super::finish).
    pub(super) align: u32,
    pub(super) target: NodeId,
    pub(super) count: u64,
    pub(super) members: Span,
    pub(super) variants: Span,
    pub(super) generics: Span,
    pub(super) enumerators: Span,
    pub(super) has_variants: bool,
    /// The index of the member that tells variants apart.
    pub(super) tag: Option<u32>,
    pub(super) is_declaration: bool,
    pub(super) is_payload: bool,
    pub(super) is_rust: bool,
    pub(super) place: Place,
    /// Whether there is no value of it.
    pub(super) is_empty: bool,
    pub(super) tail: TailKind,
    /// Whether all that lies within it is certainly known, so that its record has no
    /// [`unknown_inside`](crate::record::TypeRecord::unknown_inside).
    pub(super) is_known: bool,
    /// The version of the crate that declares it.
    pub(super) release: Release,
}

/// What is known of the end of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TailKind {
    /// All values have the same size.
    Sized,
    /// The last field is the first element of a slice.
    Slice,
    /// The last field is a trait object.
    Object,
}

/// A place in a source file; the line is 0 where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: Name,
    pub(super) line: u32,
}

impl Place {
    pub(super) const NONE: Self = Self { file: Name::EMPTY, line: 0 };
}

#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) name: Name,
    pub(super) ty: NodeId,
    pub(super) offset: u64,
    pub(super) align: u32,
    pub(super) bits: Option<(u64, u32)>,
    pub(super) place: Place,
}

#[derive(Clone, Debug)]
pub(super) struct Variant {
    pub(super) value: RawValue,
    /// The index of the member that holds the fields.
    pub(super) member: Option<u32>,
}

#[derive(Clone, Debug)]
pub(super) struct Generic {
    pub(super) name: Name,
    pub(super) ty: NodeId,
    pub(super) value: RawValue,
}

#[derive(Clone, Debug)]
pub(super) struct Enumerator {
    pub(super) name: Name,
    pub(super) value: RawValue,
}

#[derive(Debug, Default)]
pub(super) struct Graph {
    pub(super) names: Names,
    pub(super) nodes: Vec<Node>,
    pub(super) members: Vec<Member>,
    pub(super) variants: Vec<Variant>,
    pub(super) generics: Vec<Generic>,
    pub(super) enumerators: Vec<Enumerator>,
    /// Where the bodies of closures and futures are declared, by module and name.
    pub(super) bodies: HashMap<(Name, Name), Place>,
    /// The types that a user may ask for, in the order of their names.
    pub(super) listed: Vec<NodeId>,
    /// What the compilers say of themselves that described types of Rust.
    pub(super) producers: BTreeSet<String>,
    pub(super) pointer_size: u8,
    /// Whether integers that are wider than a pointer are aligned as one: on 32-bit x86.
    pub(super) aligns_to_words: bool,
}

impl Graph {
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    pub(super) fn members(&self, node: &Node) -> &[Member] {
        node.members.of(&self.members)
    }

    pub(super) fn variants(&self, node: &Node) -> &[Variant] {
        node.variants.of(&self.variants)
    }

    pub(super) fn text(&self, name: Name) -> &str {
        self.names.get(name)
    }

    /// The type that a name or a qualifier is of.
    pub(super) fn resolved(&self, mut id: NodeId) -> NodeId {
        // What an alias is of comes before it.
        while let Some(node) = id.some().map(|id| self.node(id)) {
            if node.kind != RawKind::Alias {
                break;
            }
            id = node.target;
        }
        id
    }

    /// The node of a type's member, without names that stand for others.
    pub(super) fn type_of(&self, member: &Member) -> Option<(NodeId, &Node)> {
        let id = self.resolved(member.ty).some()?;
        Some((id, self.node(id)))
    }

    /// The struct that holds the fields of a variant, and the offset at which it lies.
    pub(super) fn payload(&self, variant: &Variant) -> Option<(&Member, &Node)> {
        let member = &self.members[variant.member? as usize];
        Some((member, self.type_of(member)?.1))
    }

    /// The member that lies last.
    pub(super) fn last_member(&self, node: &Node) -> Option<&Member> {
        self.members(node).iter().max_by_key(|member| (member.offset, member.ty))
    }

    /// The size of a type in bytes; `None` where the file does not say it.
    pub(super) fn size(&self, id: NodeId) -> Option<u64> {
        let node = self.node(self.resolved(id).some()?);
        match node.kind {
            _ if node.size != NONE => Some(node.size),
            RawKind::Array if node.count == NONE => Some(0),
            RawKind::Array => self.size(node.target)?.checked_mul(node.count),
            RawKind::Pointer => Some(self.pointer_size.into()),
            // As the Itanium C++ ABI has it, which all compilers with DWARF follow.
            RawKind::MemberPointer => {
                let target = self.resolved(node.target).some()?;
                let words = if self.node(target).kind == RawKind::Function { 2 } else { 1 };
                Some(words * u64::from(self.pointer_size))
            }
            RawKind::Enumeration => self.size(node.target),
            RawKind::Struct | RawKind::Union if !node.is_declaration && node.members.len() == 0 => {
                Some(0)
            }
            _ => None,
        }
    }

    /// Whether what a member has for a pointer to a function is a function itself, which has no bytes: both
    /// have one type in the debug info, but the member is aligned as its own type is.
    pub(super) fn is_function_item(&self, member: &Member) -> bool {
        let Some((_, node)) = self.type_of(member) else { return false };
        let is_pointer = node.is_rust_pointer_to(self, RawKind::Function);
        is_pointer && member.align == 1 && node.align > 1
    }
}

impl Node {
    pub(super) fn is_rust_pointer_to(&self, graph: &Graph, kind: RawKind) -> bool {
        self.kind == RawKind::Pointer
            && graph.resolved(self.target).some().is_some_and(|it| graph.node(it).kind == kind)
    }

    /// Whether the type is an array of which the file does not say how long it is.
    pub(super) fn is_array_without_length(&self) -> bool {
        self.kind == RawKind::Array && self.count == NONE
    }

    /// Whether the type is a number, as those are of which C's start-up files tell.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.kind, RawKind::Base(_))
    }

    /// Whether the type is a struct or an enum whose entry says all of it.
    pub(super) fn is_composite(&self) -> bool {
        matches!(self.kind, RawKind::Struct | RawKind::Union)
    }
}
