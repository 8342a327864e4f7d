//! What the entries of a program do not say but let one find, once all of them are read.

use std::borrow::Cow;
use std::collections::HashMap;
use std::vec::Vec;

use super::graph::{Graph, NodeId, TailKind};
use super::names::Name;
use super::raw::{NONE, RawKind};
use super::record;

impl Graph {
    /// Finds what is to be found of all types. Nothing is added after it.
    pub(super) fn finish(&mut self) {
        self.name_the_nameless();
        self.define_declared();
        self.find_alignments();
        self.find_empty();
        self.find_tails();
        record::find_known(self);
        self.names.shrink();
        self.list();
    }

    /// A C type without a name is called as the first `typedef` of it.
    fn name_the_nameless(&mut self) {
        for at in 0..self.nodes.len() {
            let (name, module, target) = {
                let node = &self.nodes[at];
                if node.kind != RawKind::Alias || node.name.is_empty() {
                    continue;
                }
                (node.name, node.module, self.resolved(node.target))
            };
            if let Some(target) = target.some() {
                let node = &mut self.nodes[target.index()];
                let can_be_named =
                    matches!(node.kind, RawKind::Struct | RawKind::Union | RawKind::Enumeration);
                if can_be_named && node.name.is_empty() {
                    (node.name, node.module) = (name, module);
                }
            }
        }
    }

    /// Pointers to types that are but announced point to those that are described, where it is certain which.
    fn define_declared(&mut self) {
        let mut defined: HashMap<(Name, Name), Option<NodeId>> = HashMap::new();
        for (at, node) in self.nodes.iter().enumerate() {
            if !node.is_declaration && !node.name.is_empty() && node.is_composite() {
                let of_name = defined.entry((node.module, node.name));
                // Of two it is not known which.
                of_name.and_modify(|it| *it = None).or_insert(Some(NodeId::new(at)));
            }
        }
        for at in 0..self.nodes.len() {
            let node = &self.nodes[at];
            let Some(target) = node.target.some().map(|target| self.node(target)) else { continue };
            if node.kind.is_pointer() && target.is_declaration {
                if let Some(Some(definition)) = defined.get(&(target.module, target.name)) {
                    self.nodes[at].target = *definition;
                }
            }
        }
    }

    /// Members carry the alignment of their types, which those of numbers, pointers and arrays do not. What
    /// no member has is aligned as the rules of C have it.
    fn find_alignments(&mut self) {
        // C can align a member to more than its type is.
        let mut is_of_c = std::vec![false; self.members.len()];
        for node in self.nodes.iter().filter(|node| !node.is_rust) {
            is_of_c[node.members.start as usize..node.members.end as usize].fill(true);
        }
        for at in (0..self.members.len()).filter(|&at| !is_of_c[at]) {
            let member = &self.members[at];
            let (align, mut id) = (member.align, member.ty);
            // A qualifier or a name is aligned as what it is of.
            while let Some(some) = id.some() {
                let node = &mut self.nodes[some.index()];
                let is_open = matches!(
                    node.kind,
                    RawKind::Base(_)
                        | RawKind::Pointer
                        | RawKind::MemberPointer
                        | RawKind::Array
                        | RawKind::Alias
                );
                if !is_open {
                    break;
                }
                node.align = node.align.max(align);
                id = if node.kind == RawKind::Alias { node.target } else { NodeId::NONE };
            }
        }
        self.find_alignments_of_functions();
        for at in 0..self.nodes.len() {
            if self.nodes[at].align == 0 {
                self.nodes[at].align = self.natural_align(NodeId::new(at));
            }
        }
    }

    /// A function as a value is aligned to 1, and has the type of a pointer to it. Where no member is such a pointer,
    /// others tell how it is aligned.
    fn find_alignments_of_functions(&mut self) {
        let pointers = self.nodes.iter().filter(|node| node.kind == RawKind::Pointer);
        let greatest = pointers.map(|node| node.align).max().unwrap_or(0);
        let align = match greatest {
            // There is no other pointer. Those of two bytes may be aligned to 1.
            0 | 1 if self.pointer_size >= 4 => self.pointer_size.into(),
            // C can align a member to more than its type.
            greatest => greatest.min(self.pointer_size.into()),
        };
        for at in 0..self.nodes.len() {
            if self.nodes[at].is_rust_pointer_to(self, RawKind::Function) {
                self.nodes[at].align = self.nodes[at].align.max(align);
            }
        }
    }

    /// The alignment of a type that the file does not tell. What it holds comes before it.
    fn natural_align(&self, id: NodeId) -> u32 {
        let node = self.node(id);
        let size = self.size(id).unwrap_or(0);
        match node.kind {
            RawKind::Alias | RawKind::Array | RawKind::Enumeration
                if node.target.some().is_some() =>
            {
                self.node(node.target).align
            }
            RawKind::Base(_) | RawKind::Pointer | RawKind::Enumeration => {
                let widest = u64::from(self.pointer_size.max(4)).max(self.widest_integer());
                let align = size.clamp(1, widest).next_power_of_two();
                u32::try_from(align).unwrap_or(1)
            }
            RawKind::MemberPointer => self.pointer_size.into(),
            RawKind::Struct | RawKind::Union => {
                let members = self.members(node).iter();
                let greatest = members.map(|member| self.align_of(member)).max().unwrap_or(1);
                // A packed type begins its fields where their types are not aligned. Of a virtual base it is not told
                // where it begins.
                let is_packed = self.members(node).iter().any(|member| {
                    let is_told = member.bits.is_none() && member.offset != NONE;
                    is_told && member.offset % u64::from(self.align_of(member)) != 0
                });
                match size {
                    _ if is_packed => 1,
                    0 => greatest,
                    size => greatest.min(1 << size.trailing_zeros().min(31)),
                }
            }
            // What an alias is of is not told, so that it has no bytes either.
            RawKind::Alias | RawKind::Array | RawKind::Function | RawKind::Unspecified => 1,
        }
    }

    /// The alignment of a member's type, at least 1.
    pub(super) fn align_of(&self, member: &super::graph::Member) -> u32 {
        match member.align {
            0 => member.ty.some().map_or(1, |ty| self.node(ty).align).max(1),
            align => align,
        }
    }

    /// The alignment of the widest integer of C, which on 32-bit x86 is less than its size.
    fn widest_integer(&self) -> u64 {
        if self.aligns_to_words { self.pointer_size.into() } else { 16 }
    }

    /// Finds the types that have no values.
    fn find_empty(&mut self) {
        for at in 0..self.nodes.len() {
            let node = &self.nodes[at];
            self.nodes[at].is_empty = match node.kind {
                RawKind::Base(_) => self.text(node.name) == "!",
                RawKind::Alias => node.target.some().is_some_and(|it| self.node(it).is_empty),
                RawKind::Array => {
                    node.count > 0
                        && node.count != NONE
                        && node.target.some().is_some_and(|it| self.node(it).is_empty)
                }
                RawKind::Struct if node.has_variants => {
                    let has_value =
                        |it| self.payload(it).is_none_or(|(_, payload)| !payload.is_empty);
                    !self.variants(node).iter().any(has_value)
                }
                RawKind::Struct => {
                    let is_empty = |member: &super::graph::Member| {
                        member.ty.some().is_some_and(|it| self.node(it).is_empty)
                    };
                    self.members(node).iter().any(is_empty)
                }
                RawKind::Enumeration => {
                    node.is_rust && !node.is_declaration && node.enumerators.len() == 0
                }
                RawKind::Union
                | RawKind::Pointer
                | RawKind::MemberPointer
                | RawKind::Function
                | RawKind::Unspecified => false,
            };
        }
    }

    /// Finds the types that are not sized: what fat pointers point to, and what reaches beyond its own end.
    fn find_tails(&mut self) {
        let name = |text| self.names.find(text);
        let words =
            [("data_ptr", "length", TailKind::Slice), ("pointer", "vtable", TailKind::Object)];
        let words = words.map(|(pointer, metadata, tail)| (name(pointer), name(metadata), tail));
        let fat: Vec<(NodeId, TailKind)> =
            self.nodes.iter().filter_map(|node| self.behind_fat_pointer(node, &words)).collect();
        for (id, tail) in fat {
            self.nodes[id.index()].tail = tail;
            let mut outer = id;
            while let Some(inner) = self.unsized_within(outer) {
                self.nodes[inner.index()].tail = tail;
                outer = inner;
            }
        }
        for at in 0..self.nodes.len() {
            if let Some(tail) = self.tail_of(NodeId::new(at)) {
                self.nodes[at].tail = tail;
            }
        }
    }

    /// The unsized type that a pointer of two words points to.
    fn behind_fat_pointer(
        &self,
        node: &super::graph::Node,
        words: &[(Option<Name>, Option<Name>, TailKind)],
    ) -> Option<(NodeId, TailKind)> {
        let [pointer, metadata] = self.members(node) else { return None };
        let has_names = |&&(one, other, _): &&(Option<Name>, Option<Name>, TailKind)| {
            (one, other) == (Some(pointer.name), Some(metadata.name))
        };
        let &(_, _, tail) = words.iter().find(has_names)?;
        let (_, pointer) = self.type_of(pointer)?;
        let target = self.resolved(pointer.target).some()?;
        // Of a slice, it points to the element; else to the type that the pointer's name has.
        let name = self.text(node.name);
        let is_itself = name.contains(&*self.full_name(target));
        let is_slice = name.contains(&std::format!("[{}]", self.full_name(target)));
        let is_struct = self.node(target).kind == RawKind::Struct;
        (is_struct && is_itself && !is_slice).then_some((target, tail))
    }

    /// The generic type that an unsized struct ends with, if it is not the element of a slice, which has the same entry.
    fn unsized_within(&self, id: NodeId) -> Option<NodeId> {
        let outer = self.node(id);
        let (inner, node) = self.type_of(self.last_member(outer)?)?;
        let (name, inner_name) = (self.text(outer.name), self.full_name(inner));
        let is_itself = node.kind == RawKind::Struct && !node.has_variants && outer.is_rust;
        let is_argument = name.contains(&*inner_name);
        let is_slice = name.contains(&std::format!("[{inner_name}]"));
        // What a type holds comes before it, so this ends.
        (is_itself && is_argument && !is_slice).then_some(inner)
    }

    /// The tail of a struct that itself shows it.
    fn tail_of(&self, id: NodeId) -> Option<TailKind> {
        let node = self.node(id);
        if node.kind != RawKind::Struct || node.has_variants {
            return None;
        }
        if !node.is_rust {
            // In C, an array of unknown length.
            let (_, ty) = self.type_of(self.last_member(node)?)?;
            return ty.is_array_without_length().then_some(TailKind::Slice);
        }
        if node.size == 0 && is_trait_object(self.text(node.name)) {
            return Some(TailKind::Object);
        }
        let last = self.last_member(node)?;
        let (ty, inner) = self.type_of(last)?;
        if inner.tail != TailKind::Sized {
            return Some(inner.tail);
        }
        let end = last.offset.checked_add(self.size(ty)?)?;
        (end > node.size).then_some(TailKind::Slice)
    }

    /// Lists what a user may ask for, in the order of names.
    fn list(&mut self) {
        let is_listed = |node: &super::graph::Node| {
            let is_described = match node.kind {
                RawKind::Struct | RawKind::Union | RawKind::Enumeration => !node.is_declaration,
                RawKind::Base(_) | RawKind::Pointer | RawKind::MemberPointer | RawKind::Array => {
                    true
                }
                RawKind::Alias | RawKind::Function | RawKind::Unspecified => false,
            };
            is_described && !node.is_payload && !self.text(node.name).ends_with("{vtable_type}")
        };
        let listed = (0..self.nodes.len()).filter(|&at| is_listed(&self.nodes[at]));
        self.listed = self.by_name(&listed.map(NodeId::new).collect::<Vec<_>>());
    }

    /// Types in the order of their full names; those of one name by size and alignment.
    ///
    /// Most names begin as many others do. So words of eight bytes are compared, and each once for all names that are the
    /// same up to it.
    fn by_name(&self, ids: &[NodeId]) -> Vec<NodeId> {
        let names: Vec<_> = ids.iter().map(|&id| self.name_parts(id)).collect();
        let entry = |(name, &id)| Entry { word: 0, name, id };
        let mut entries: Vec<Entry> = (0..).zip(ids).map(entry).collect();
        let own_name = |it: &Entry| {
            let node = self.node(it.id);
            (node.module, node.name)
        };
        // Groups whose names are the same up to there.
        let mut groups = Vec::new();
        if entries.len() > 1 {
            groups.push((0..entries.len(), 0));
        }
        while let Some((group, at)) = groups.pop() {
            let start = group.start;
            let entries = &mut entries[group];
            let (first, rest) = entries.split_first().expect("a group is of two or more");
            let has_name = |it: &Entry| own_name(it) == own_name(first);
            let are_same = !own_name(first).1.is_empty() && rest.iter().all(has_name);
            if are_same || entries.iter().all(|it| len(&names[it.name as usize]) < at) {
                entries.sort_unstable_by_key(|it| {
                    let node = self.node(it.id);
                    (node.size, node.align, it.id)
                });
                continue;
            }
            for it in &mut *entries {
                it.word = word(&names[it.name as usize], at);
            }
            entries.sort_unstable_by_key(|it| it.word);
            let mut from = start;
            for same in entries.chunk_by(|one, other| one.word == other.word) {
                if same.len() > 1 {
                    groups.push((from..from + same.len(), at + 8));
                }
                from += same.len();
            }
        }
        entries.into_iter().map(|it| it.id).collect()
    }
}

/// A type that is to be sorted by its name.
struct Entry {
    /// Eight bytes of the name, so that a lesser name has a lesser number.
    word: u64,
    /// The index of the name.
    name: u32,
    id: NodeId,
}

/// The length of a name in parts.
fn len(name: &[Cow<'_, str>]) -> usize {
    name.iter().map(|part| part.len()).sum()
}

/// Eight bytes of a name in parts, or fewer at its end.
fn word(name: &[Cow<'_, str>], at: usize) -> u64 {
    let (mut bytes, mut found, mut skipped) = ([0; 8], 0, at);
    for part in name {
        let rest = part.as_bytes().get(skipped..).unwrap_or(&[]);
        skipped = skipped.saturating_sub(part.len());
        let len = rest.len().min(bytes.len() - found);
        bytes[found..found + len].copy_from_slice(&rest[..len]);
        found += len;
    }
    u64::from_be_bytes(bytes)
}

/// Whether a name is that of a trait object.
pub(super) fn is_trait_object(name: &str) -> bool {
    name.starts_with("dyn ") || name.starts_with("(dyn ")
}
