//! Types of units become those of a program: equal ones become one.

use std::collections::HashMap;
use std::string::String;
use std::vec::Vec;

use super::digest::Ready;
use super::graph::{Enumerator, Generic, Graph, Member, Node, NodeId, Place, TailKind, Variant};
use super::identity::{At, Group, Identities};
use super::names::Name;
use super::raw::{NONE, RawKind, RawMember, RawUnit, Ref, Span, index};
use super::release::{self, Release};

/// Gives the name of a source file of a unit.
pub(super) trait Files {
    fn name(&mut self, unit: &RawUnit<'_>, file: u64) -> Option<std::string::String>;
}

#[derive(Debug, Default)]
pub(super) struct Merger {
    pub(super) graph: Graph,
    by_digest: HashMap<u128, NodeId, Ready>,
}

impl Merger {
    /// Takes in the types of units that refer to none but each other.
    pub(super) fn add(
        &mut self,
        group: &Group<'_, '_>,
        identities: &Identities,
        files: &mut dyn Files,
    ) {
        let mut work = Work::new(self, group, files);
        for &at in &identities.order {
            let node = work.merged(at, identities.digests[group.index(at)]);
            work.nodes[group.index(at)] = node;
        }
        work.link();
        work.add_bodies();
        for unit in group.units.iter().filter(|it| it.root.is_rust && !it.types.is_empty()) {
            let text = String::from_utf8_lossy(unit.root.producer);
            if !self.graph.producers.contains(&*text) {
                self.graph.producers.insert(text.into_owned());
            }
        }
    }
}

struct Work<'a, 'g, 'd> {
    merger: &'a mut Merger,
    group: &'a Group<'g, 'd>,
    files: &'a mut dyn Files,
    /// The crate of each unit and its version, where the unit tells it.
    releases: Vec<Option<(&'d str, Name)>>,
    /// The node of each type of all units; [`NodeId::NONE`] of those that are still to come.
    nodes: Vec<NodeId>,
    /// The text of the path of each scope that was asked for.
    modules: HashMap<(u32, u32), Name>,
    /// Nodes whose targets are not held by value, and the types in whose entries they stand.
    to_link: Vec<(NodeId, At)>,
}

impl<'a, 'g, 'd> Work<'a, 'g, 'd> {
    fn new(merger: &'a mut Merger, group: &'a Group<'g, 'd>, files: &'a mut dyn Files) -> Self {
        let mut release = |it: &RawUnit<'d>| {
            let (krate, version) = release::of(&it.root)?;
            Some((krate, merger.graph.names.add(version.as_bytes())))
        };
        let releases = group.units.iter().map(&mut release).collect();
        Self {
            merger,
            group,
            files,
            releases,
            nodes: std::vec![NodeId::NONE; group.len()],
            modules: HashMap::new(),
            to_link: Vec::new(),
        }
    }

    fn node(&self, unit: u32, target: Ref) -> NodeId {
        self.group.find(unit, target).map_or(NodeId::NONE, |at| self.nodes[self.group.index(at)])
    }

    /// The node of a type: that of an equal one, or a new one.
    fn merged(&mut self, at: At, digest: u128) -> NodeId {
        let node = match self.merger.by_digest.get(&digest) {
            Some(&node) => node,
            None => {
                let node = self.new_node(at);
                self.merger.by_digest.insert(digest, node);
                node
            }
        };
        self.add_release(at, node);
        node
    }

    /// A type of the unit's own crate is of the version that the unit is of.
    fn add_release(&mut self, at: At, node: NodeId) {
        let Some((krate, version)) = self.releases[at.unit as usize] else { return };
        let release = &mut self.merger.graph.nodes[node.index()].release;
        if self.group.unit(at).root_of(self.group.raw(at).scope) == krate.as_bytes() {
            *release = release.and(version);
        }
    }

    fn new_node(&mut self, at: At) -> NodeId {
        let (raw, unit) = (self.group.raw(at), self.group.unit(at));
        let members: Vec<Member> =
            raw.members.of(&unit.members).iter().map(|it| self.member(at.unit, it)).collect();
        let members = append(&mut self.merger.graph.members, members);
        let variants: Vec<Variant> = raw
            .variants
            .of(&unit.variants)
            .iter()
            .map(|variant| Variant {
                value: variant.value,
                member: variant.member.map(|member| self.add_member(at.unit, member)),
            })
            .collect();
        let tag = raw.tag.map(|tag| self.add_member(at.unit, tag));
        let module = self.module(at.unit, raw.scope);
        let place = self.place(at.unit, raw.file, raw.line);
        let target = match raw.kind {
            RawKind::Pointer | RawKind::MemberPointer | RawKind::Function => NodeId::NONE,
            _ => self.node(at.unit, raw.target),
        };
        let graph = &mut self.merger.graph;
        let enumerators: Vec<Enumerator> = raw
            .enumerators
            .of(&unit.enumerators)
            .iter()
            .map(|it| Enumerator { name: graph.names.add_text(it.name), value: it.value })
            .collect();
        let generics: Vec<Generic> = raw
            .generics
            .of(&unit.generics)
            .iter()
            .map(|it| Generic {
                name: graph.names.add_text(it.name),
                ty: NodeId::NONE,
                value: it.value,
            })
            .collect();
        let node = Node {
            kind: raw.kind,
            name: graph.names.add_text(raw.name),
            module,
            size: raw.size,
            align: raw.align,
            target,
            count: raw.count,
            members,
            variants: append(&mut graph.variants, variants),
            generics: append(&mut graph.generics, generics),
            enumerators: append(&mut graph.enumerators, enumerators),
            has_variants: raw.has_variants,
            tag,
            is_declaration: raw.is_declaration,
            is_payload: raw.is_payload,
            is_rust: unit.root.is_rust,
            place,
            is_empty: false,
            tail: TailKind::Sized,
            is_known: false,
            release: Release::Unknown,
        };
        if graph.pointer_size == 0 {
            graph.pointer_size = unit.address_size;
        }
        graph.nodes.push(node);
        let id = NodeId::new(graph.nodes.len() - 1);
        if raw.kind.is_pointer() || raw.generics.len() > 0 {
            self.to_link.push((id, at));
        }
        id
    }

    fn add_member(&mut self, unit: u32, member: u32) -> u32 {
        let member = self.member(unit, &self.group.units[unit as usize].members[member as usize]);
        self.merger.graph.members.push(member);
        index(self.merger.graph.members.len() - 1)
    }

    fn member(&mut self, unit: u32, raw: &RawMember<'_>) -> Member {
        Member {
            name: self.merger.graph.names.add_text(raw.name),
            ty: self.node(unit, raw.ty),
            offset: raw.offset,
            align: raw.align,
            bits: raw.bits,
            place: self.place(unit, raw.file, raw.line),
        }
    }

    fn place(&mut self, unit: u32, file: u64, line: u32) -> Place {
        if line == 0 || file == NONE {
            return Place::NONE;
        }
        let Some(file) = self.files.name(&self.group.units[unit as usize], file) else {
            return Place::NONE;
        };
        Place { file: self.merger.graph.names.add(file.as_bytes()), line }
    }

    /// The path of a scope.
    fn module(&mut self, unit: u32, scope: u32) -> Name {
        if scope == 0 {
            return Name::EMPTY;
        }
        if let Some(&name) = self.modules.get(&(unit, scope)) {
            return name;
        }
        let scopes = &self.group.units[unit as usize].scopes;
        let mut words = Vec::new();
        let mut at = scope;
        while at != 0 {
            let it = &scopes[at as usize];
            if !it.name.is_empty() {
                words.push(it.name.bytes);
            }
            at = it.parent;
        }
        words.reverse();
        let name = self.merger.graph.names.add(&words.join(&b"::"[..]));
        self.modules.insert((unit, scope), name);
        name
    }

    /// Adds what is referred to, now that all types have their nodes.
    fn link(&mut self) {
        for (id, at) in core::mem::take(&mut self.to_link) {
            let (raw, unit) = (self.group.raw(at), self.group.unit(at));
            if raw.kind.is_pointer() {
                self.merger.graph.nodes[id.index()].target = self.node(at.unit, raw.target);
            }
            let start = self.merger.graph.nodes[id.index()].generics.start as usize;
            for (at_list, it) in raw.generics.of(&unit.generics).iter().enumerate() {
                self.merger.graph.generics[start + at_list].ty = self.node(at.unit, it.ty);
            }
        }
    }

    fn add_bodies(&mut self) {
        for (at, unit) in self.group.units.iter().enumerate() {
            let at = index(at);
            for body in &unit.bodies {
                let module = self.module(at, body.scope);
                let name = self.merger.graph.names.add(body.name);
                if !self.merger.graph.bodies.contains_key(&(module, name)) {
                    let place = self.place(at, body.file, body.line);
                    self.merger.graph.bodies.insert((module, name), place);
                }
            }
        }
    }
}

fn append<T>(list: &mut Vec<T>, mut items: Vec<T>) -> Span {
    Span::append(list, &mut items)
}
