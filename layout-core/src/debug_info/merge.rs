//! Types of units become those of a program: equal ones become one.

use std::collections::{BTreeSet, HashMap};
use std::string::String;
use std::vec::Vec;

use super::DebugInfoError;
use super::digest::{Digest, Ready};
use super::graph::{Enumerator, Generic, Graph, Member, Node, NodeId, Place, TailKind, Variant};
use super::names::Name;
use super::raw::{NONE, RawKind, RawMember, RawType, RawUnit, RawValue, Ref, Span, index};
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
    /// Takes in the types of units that refer to none but each other, in the order of their places in the file.
    pub(super) fn add(
        &mut self,
        units: &[RawUnit<'_>],
        files: &mut dyn Files,
    ) -> Result<(), DebugInfoError> {
        let mut work = Work::new(self, units, files);
        let types = units
            .iter()
            .enumerate()
            .flat_map(|(unit, it)| (0..it.types.len()).map(move |at| At { unit, at }));
        for at in types {
            work.visit(at)?;
        }
        work.link();
        work.add_bodies();
        let of_rust = units.iter().filter(|unit| unit.root.is_rust && !unit.types.is_empty());
        let producers = of_rust.map(|unit| unit.root.producer);
        for producer in producers.collect::<BTreeSet<_>>() {
            let text = String::from_utf8_lossy(producer).into_owned();
            self.graph.producers.insert(text);
        }
        Ok(())
    }
}

/// A type of a unit.
#[derive(Clone, Copy)]
struct At {
    unit: usize,
    at: usize,
}

struct Work<'a, 'd> {
    merger: &'a mut Merger,
    units: &'a [RawUnit<'d>],
    files: &'a mut dyn Files,
    /// The crate of each unit and its version, where the unit tells it.
    releases: Vec<Option<(&'d str, Name)>>,
    /// The number of types in all units before each.
    bases: Vec<usize>,
    /// The node of each type of all units.
    nodes: Vec<State>,
    /// The digest of the path of each scope of each unit that was asked for.
    paths: Vec<Vec<Option<u128>>>,
    /// For the scopes between one and the root.
    between: Vec<u32>,
    /// The text of the path of each scope that was asked for.
    modules: HashMap<(usize, u32), Name>,
    by_signature: HashMap<u64, At>,
    /// Nodes whose targets are not held by value, and the types in whose entries they stand.
    to_link: Vec<(NodeId, At)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done(NodeId),
}

impl<'a, 'd> Work<'a, 'd> {
    fn new(merger: &'a mut Merger, units: &'a [RawUnit<'d>], files: &'a mut dyn Files) -> Self {
        let mut bases = Vec::with_capacity(units.len());
        let mut count = 0;
        let mut by_signature = HashMap::new();
        for (unit, it) in units.iter().enumerate() {
            bases.push(count);
            count += it.types.len();
            if let Some((signature, offset)) = it.signature {
                if let Some(at) = it.type_at(offset) {
                    by_signature.insert(signature, At { unit, at: at as usize });
                }
            }
        }
        let mut release = |it: &RawUnit<'d>| {
            let (krate, version) = release::of(&it.root)?;
            Some((krate, merger.graph.names.add(version.as_bytes())))
        };
        let releases = units.iter().map(&mut release).collect();
        Self {
            merger,
            units,
            files,
            releases,
            bases,
            nodes: std::vec![State::New; count],
            paths: units.iter().map(|it| std::vec![None; it.scopes.len()]).collect(),
            between: Vec::new(),
            modules: HashMap::new(),
            by_signature,
            to_link: Vec::new(),
        }
    }

    fn raw(&self, at: At) -> &'a RawType<'d> {
        &self.units[at.unit].types[at.at]
    }

    fn state(&mut self, at: At) -> &mut State {
        &mut self.nodes[self.bases[at.unit] + at.at]
    }

    /// The type that an entry of a unit refers to.
    fn find(&self, unit: usize, target: Ref) -> Option<At> {
        match target {
            Ref::Nothing => None,
            Ref::Here(at) => Some(At { unit, at: at as usize }),
            Ref::Elsewhere(offset) => {
                let section = self.units[unit].section;
                let is_before = |it: &RawUnit<'_>| (it.section, it.start) <= (section, offset);
                let unit = self.units.partition_point(is_before).checked_sub(1)?;
                let it = &self.units[unit];
                if it.section != section {
                    return None;
                }
                let at = it.type_at(offset - it.start)?;
                Some(At { unit, at: at as usize })
            }
            Ref::Signature(signature) => self.by_signature.get(&signature).copied(),
        }
    }

    fn node(&self, unit: usize, target: Ref) -> NodeId {
        match self.find(unit, target).map(|at| self.nodes[self.bases[at.unit] + at.at]) {
            Some(State::Done(node)) => node,
            _ => NodeId::NONE,
        }
    }

    /// Makes the node of a type, after those of what it holds by value.
    fn visit(&mut self, first: At) -> Result<(), DebugInfoError> {
        if *self.state(first) != State::New {
            return Ok(());
        }
        let mut stack = Vec::from([first]);
        let mut held = Vec::new();
        while let Some(&at) = stack.last() {
            match *self.state(at) {
                State::Done(_) => {
                    stack.pop();
                }
                State::Open => {
                    stack.pop();
                    let node = self.merged(at);
                    *self.state(at) = State::Done(node);
                }
                State::New => {
                    *self.state(at) = State::Open;
                    self.held(at, &mut held);
                    for it in held.drain(..) {
                        match *self.state(it) {
                            State::New => stack.push(it),
                            // It is on the stack below.
                            State::Open => {
                                return Err(DebugInfoError::malformed(
                                    "a type holds itself by value",
                                ));
                            }
                            State::Done(_) => {}
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// What a type holds by value.
    fn held(&self, at: At, held: &mut Vec<At>) {
        let (raw, unit) = (self.raw(at), &self.units[at.unit]);
        if raw.kind != RawKind::Pointer && raw.kind != RawKind::Function {
            held.extend(self.find(at.unit, raw.target));
        }
        let variants = raw.variants.of(&unit.variants).iter().filter_map(|it| it.member);
        let others = variants.chain(raw.tag).map(|member| &unit.members[member as usize]);
        let members = raw.members.of(&unit.members).iter().chain(others);
        held.extend(members.filter_map(|member| self.find(at.unit, member.ty)));
    }

    /// The node of a type: that of an equal one, or a new one.
    fn merged(&mut self, at: At) -> NodeId {
        let digest = self.digest(at);
        let node = match self.merger.by_digest.get(&digest) {
            Some(&node) => node,
            None => {
                let node = self.new_node(at);
                self.merger.by_digest.insert(digest, node);
                node
            }
        };
        self.add_release(at.unit, node);
        node
    }

    /// A type of the unit's own crate is of the version that the unit is of.
    fn add_release(&mut self, unit: usize, node: NodeId) {
        let Some((krate, version)) = self.releases[unit] else { return };
        let graph = &mut self.merger.graph;
        let Node { release, module, .. } = graph.nodes[node.index()];
        if matches!(release, Release::Several) || release == Release::Is(version) {
            return;
        }
        let rest = graph.text(module).strip_prefix(krate);
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::")) {
            graph.nodes[node.index()].release = release.and(version);
        }
    }

    /// A digest of all that makes a type what it is, but for places in source files.
    fn digest(&mut self, at: At) -> u128 {
        let (raw, unit) = (self.raw(at), &self.units[at.unit]);
        let mut digest = Digest::new();
        digest.word(kind_word(raw.kind));
        digest.wide(self.path(at.unit, raw.scope));
        digest.wide(raw.name.digest);
        digest.word(raw.size);
        digest.word(
            u64::from(raw.align) << 4
                | u64::from(raw.is_declaration) << 1
                | u64::from(raw.has_variants),
        );
        digest.word(raw.count);
        match raw.kind {
            RawKind::Pointer => self.look(at.unit, raw.target, &mut digest),
            RawKind::Function => {}
            _ => digest.word(self.node(at.unit, raw.target).index() as u64),
        }
        let member = |member: &RawMember<'_>, digest: &mut Digest| {
            digest.wide(member.name.digest);
            digest.word(self.node(at.unit, member.ty).index() as u64);
            digest.word(member.offset);
            digest.word(member.align.into());
            let (bit, bits) = member.bits.unwrap_or((NONE, 0));
            digest.word(bit);
            digest.word(bits.into());
        };
        for it in raw.members.of(&unit.members) {
            member(it, &mut digest);
        }
        digest.word(raw.variants.len() as u64);
        for variant in raw.variants.of(&unit.variants) {
            value_word(variant.value, &mut digest);
            if let Some(it) = variant.member {
                member(&unit.members[it as usize], &mut digest);
            }
        }
        if let Some(tag) = raw.tag {
            member(&unit.members[tag as usize], &mut digest);
        }
        for it in raw.enumerators.of(&unit.enumerators) {
            digest.wide(it.name.digest);
            value_word(it.value, &mut digest);
        }
        digest.finish()
    }

    /// What is pointed to, by its name: it may point back.
    fn look(&mut self, mut unit: usize, mut target: Ref, digest: &mut Digest) {
        // Pointers to pointers, arrays and qualifiers have no names; beyond so many they may as well differ.
        for _ in 0..64 {
            let Some(at) = self.find(unit, target) else { return digest.word(NONE) };
            let raw = self.raw(at);
            digest.word(kind_word(raw.kind));
            digest.wide(self.path(at.unit, raw.scope));
            digest.wide(raw.name.digest);
            digest.word(raw.count);
            if !raw.name.is_empty() || raw.target == Ref::Nothing {
                // A type without a name is told by its shape.
                let members = raw.members.of(&self.units[at.unit].members);
                if !raw.is_declaration && raw.name.is_empty() {
                    digest.word(raw.size);
                    for member in members {
                        digest.wide(member.name.digest);
                    }
                }
                return;
            }
            (unit, target) = (at.unit, raw.target);
        }
    }

    fn new_node(&mut self, at: At) -> NodeId {
        let (raw, unit) = (self.raw(at), &self.units[at.unit]);
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
            RawKind::Pointer | RawKind::Function => NodeId::NONE,
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
        if raw.kind == RawKind::Pointer || raw.generics.len() > 0 {
            self.to_link.push((id, at));
        }
        id
    }

    fn add_member(&mut self, unit: usize, member: u32) -> u32 {
        let member = self.member(unit, &self.units[unit].members[member as usize]);
        self.merger.graph.members.push(member);
        index(self.merger.graph.members.len() - 1)
    }

    fn member(&mut self, unit: usize, raw: &RawMember<'_>) -> Member {
        Member {
            name: self.merger.graph.names.add_text(raw.name),
            ty: self.node(unit, raw.ty),
            offset: raw.offset,
            align: raw.align,
            bits: raw.bits,
            place: self.place(unit, raw.file, raw.line),
        }
    }

    fn place(&mut self, unit: usize, file: u64, line: u32) -> Place {
        if line == 0 || file == NONE {
            return Place::NONE;
        }
        let Some(file) = self.files.name(&self.units[unit], file) else { return Place::NONE };
        Place { file: self.merger.graph.names.add(file.as_bytes()), line }
    }

    /// The digest of the path of a scope.
    fn path(&mut self, unit: usize, scope: u32) -> u128 {
        let (scopes, paths) = (&self.units[unit].scopes, &mut self.paths[unit]);
        let mut at = scope;
        let mut path = loop {
            if let Some(path) = paths[at as usize] {
                break path;
            }
            // The first is that of the unit.
            if at == 0 {
                break 0;
            }
            self.between.push(at);
            at = scopes[at as usize].parent;
        };
        while let Some(at) = self.between.pop() {
            let mut digest = Digest::new();
            digest.wide(path);
            digest.bytes(scopes[at as usize].name);
            path = digest.finish();
            paths[at as usize] = Some(path);
        }
        path
    }

    /// The path of a scope.
    fn module(&mut self, unit: usize, scope: u32) -> Name {
        if scope == 0 {
            return Name::EMPTY;
        }
        if let Some(&name) = self.modules.get(&(unit, scope)) {
            return name;
        }
        let scopes = &self.units[unit].scopes;
        let mut words = Vec::new();
        let mut at = scope;
        while at != 0 {
            let it = &scopes[at as usize];
            if !it.name.is_empty() {
                words.push(it.name);
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
            let (raw, unit) = (self.raw(at), &self.units[at.unit]);
            if raw.kind == RawKind::Pointer {
                self.merger.graph.nodes[id.index()].target = self.node(at.unit, raw.target);
            }
            let start = self.merger.graph.nodes[id.index()].generics.start as usize;
            for (at_list, it) in raw.generics.of(&unit.generics).iter().enumerate() {
                self.merger.graph.generics[start + at_list].ty = self.node(at.unit, it.ty);
            }
        }
    }

    fn add_bodies(&mut self) {
        for (at, unit) in self.units.iter().enumerate() {
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

fn kind_word(kind: RawKind) -> u64 {
    match kind {
        RawKind::Struct => 1,
        RawKind::Union => 2,
        RawKind::Enumeration => 3,
        RawKind::Pointer => 4,
        RawKind::Array => 5,
        RawKind::Alias => 6,
        RawKind::Function => 7,
        RawKind::Unspecified => 8,
        RawKind::Base(encoding) => 0x100 | u64::from(encoding),
    }
}

fn value_word(value: RawValue, digest: &mut Digest) {
    match value {
        RawValue::Nothing => digest.word(0),
        RawValue::Unknown => digest.word(1),
        #[expect(clippy::cast_sign_loss, reason = "the bits are what counts")]
        RawValue::Signed(value) => {
            digest.word(2);
            digest.word(value as u64);
        }
        RawValue::Bits(bits, bytes) => {
            digest.word(3 | u64::from(bytes) << 8);
            digest.wide(bits);
        }
    }
}
