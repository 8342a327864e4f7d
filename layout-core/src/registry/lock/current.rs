//! The types of the program as they would be written in a lock file.

use std_alloc::boxed::Box;
use std_alloc::collections::{BTreeMap, BTreeSet};
use std_alloc::format;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::body;
use super::document::{LockedName, LockedType, Role, Section};
use super::reference;
use crate::diff::{Niche, niche_of_holder};
use crate::layout::{FieldLayout, Kind, Tagging, TypeLayout};
use crate::record::name::{parts, stable_name};
use crate::record::{Target, TypeRecord};
use crate::registry::shallow::shallow;
use crate::registry::{Entry, Types};

/// The types that are locked, and those that lie within them.
pub(super) struct Current {
    /// In the order of a section.
    pub(super) types: Vec<CurrentType>,
    /// The crates whose types these are: those of others are not this program's to judge.
    pub(super) crates: BTreeSet<&'static str>,
    scope: Option<String>,
}

/// A type of the program.
pub(super) struct CurrentType {
    pub(super) locked: LockedType,
    /// Where it is declared, if it is locked itself.
    entry: Option<&'static Entry>,
    /// Whether a type that holds it is told apart by the values that it leaves unused.
    pub(super) niche: Niche,
}

impl CurrentType {
    /// Where the type is declared, if it is locked itself.
    pub(super) fn place(&self) -> Option<String> {
        self.entry.map(|entry| format!("{}:{}", entry.file(), entry.line()))
    }

    /// The release of the package that registers it.
    pub(super) fn release(&self) -> Option<String> {
        self.entry.and_then(Entry::version).map(release)
    }
}

/// How a section calls a target: its name, and what layouts depend on.
pub(in crate::registry) fn name_of(target: &Target) -> String {
    let endian = match target.endian {
        crate::record::Endian::Little => "little",
        crate::record::Endian::Big => "big",
    };
    format!("{target} {}-bit {endian}-endian", target.pointer_size * 8)
}

impl Current {
    pub(super) fn new(types: &Types) -> Self {
        let mut nodes = Nodes::default();
        for entry in crate::registry::all() {
            let list = nodes.derived.entry(stable_name(entry.layout().type_name())).or_default();
            list.push(entry.layout());
        }
        for entry in types {
            let node = nodes.add(entry.layout());
            nodes.list[node].entries.push(entry);
        }
        Self {
            types: nodes.into_types(),
            crates: types.iter().map(Entry::owner).collect(),
            scope: types.scope.clone(),
        }
    }

    /// Whether a type of a lock file would be among these if it still was in the program, and no other program
    /// registered it.
    fn is_ours(&self, locked: &LockedType) -> bool {
        self.is_in_scope(locked) && locked.owners().all(|owner| self.crates.contains(owner))
    }

    /// Whether a type of a lock file is of the module that was asked for.
    fn is_in_scope(&self, locked: &LockedType) -> bool {
        let is_within = |scope: &String| {
            locked.name.base.strip_prefix(scope.as_str()).is_some_and(|rest| rest.starts_with("::"))
        };
        self.scope.as_ref().is_none_or(is_within)
    }

    /// Leaves a type that is in this program no more to the others that registered it.
    pub(super) fn give_up(&self, locked: &mut LockedType) {
        if self.is_in_scope(locked) {
            let given_up = locked.clone();
            let others = given_up.owners().filter(|owner| !self.crates.contains(owner));
            let others: BTreeSet<&str> = others.collect();
            if !others.is_empty() {
                locked.set_owners(others);
            }
        }
    }

    /// Which types of a section are not this program's to judge: those of other crates, and what lies within
    /// them. Linear in the size of the section, but for a sort.
    pub(super) fn others(&self, section: &Section) -> Vec<bool> {
        let mut within: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut is_other: Vec<bool> = Vec::with_capacity(section.types.len());
        for (index, locked) in section.types.iter().enumerate() {
            is_other.push(locked.role == Role::Type && !self.is_ours(locked));
            if locked.role == Role::Within {
                within.entry(&locked.name.base).or_default().push(index);
            }
        }
        let mut open: Vec<usize> = (0..is_other.len()).filter(|&index| is_other[index]).collect();
        while let Some(index) = open.pop().filter(|_| !within.is_empty()) {
            let record = &section.types[index].record;
            let inner = record.element.as_deref().into_iter().chain(&record.held);
            let inner = inner.map(|inner| inner.type_name.as_str());
            let names = body::fields(record).map(|field| &*field.type_name).chain(inner);
            for name in names.flat_map(|text| text.split(" with ")).flat_map(parts) {
                // Each is looked at once, however many hold it.
                for inner in within.remove(LockedName::base_of(name)).unwrap_or_default() {
                    is_other[inner] = true;
                    open.push(inner);
                }
            }
        }
        is_other
    }
}

/// A layout of the program, each once.
struct Node {
    name: String,
    record: TypeRecord,
    /// The nodes of what it holds: of each field, of each variant's fields, of the element, of what it holds
    /// besides.
    inside: Vec<Vec<usize>>,
    entries: Vec<&'static Entry>,
    niche: Niche,
    /// What tells each of its entries from others of its name: types may have one name and one layout.
    labels: Vec<String>,
}

impl Node {
    /// The name of one of its entries.
    fn entry_name(&self, entry: usize) -> LockedName {
        LockedName { base: self.name.clone(), label: self.labels.get(entry).cloned() }
    }

    /// Whether a section has an entry of it.
    fn is_listed(&self) -> bool {
        !self.entries.is_empty() || is_listed(self.record.kind)
    }
}

/// What tells layouts apart: the name, what is written of them, and the layouts within.
type Identity = (String, Vec<String>, Vec<Vec<usize>>);

#[derive(Default)]
struct Nodes {
    list: Vec<Node>,
    by_address: BTreeMap<*const TypeLayout, Option<usize>>,
    by_identity: BTreeMap<Identity, usize>,
    /// All types of the program that the derive lists, by name: fields whose type is a parameter without
    /// the bound `Layout` do not know the layouts of theirs.
    derived: BTreeMap<String, Vec<&'static TypeLayout>>,
}

impl Nodes {
    /// The node of a type, with those of all that lies within it.
    fn add(&mut self, layout: &'static TypeLayout) -> usize {
        let address = core::ptr::from_ref(layout);
        if let Some(Some(node)) = self.by_address.get(&address) {
            return *node;
        }
        // A type of no bytes may hold itself.
        self.by_address.insert(address, None);
        let record = renamed(shallow(layout));
        let inside: Vec<Vec<usize>> = held(layout).map(|inner| self.add_held(inner)).collect();
        let identity = (record.type_name.clone(), body::lines(&record), inside.clone());
        // A constant may have several addresses.
        let new = self.list.len();
        let node = *self.by_identity.entry(identity).or_insert(new);
        if node == new {
            let name = record.type_name.clone();
            let entries = Vec::new();
            self.list.push(Node {
                name,
                record,
                inside,
                entries,
                niche: Niche::None,
                labels: Vec::new(),
            });
        }
        self.by_address.insert(address, Some(node));
        node
    }

    /// The nodes of a type within another one. Of one that is not described they are those of the types of
    /// the program that its name has in it.
    fn add_held(&mut self, held: Held) -> Vec<usize> {
        match held {
            Held::Described(layout) => self.add_inner(layout).into_iter().collect(),
            Held::Named(type_name) => {
                let name = stable_name(type_name);
                let derived: Vec<&'static TypeLayout> = parts(&name)
                    .filter_map(|part| self.derived.get(part))
                    .flatten()
                    .copied()
                    .collect();
                let mut nodes: Vec<usize> =
                    derived.into_iter().filter_map(|layout| self.add_inner(layout)).collect();
                nodes.sort_unstable();
                nodes.dedup();
                nodes
            }
        }
    }

    /// The node of a type within another one, if there is more to tell of it than its name.
    fn add_inner(&mut self, layout: &'static TypeLayout) -> Option<usize> {
        if let Some(node) = self.by_address.get(&core::ptr::from_ref(layout)) {
            return *node;
        }
        let has_inside = held(layout).next().is_some() || is_listed(layout.kind);
        has_inside.then(|| self.add(layout))
    }

    fn into_types(mut self) -> Vec<CurrentType> {
        self.mark_niches();
        self.label();
        let mut types = Vec::new();
        for node in &self.list {
            let record = self.with_references(node);
            let of = |locked, entry| CurrentType { locked, entry, niche: node.niche };
            for (index, entry) in node.entries.iter().enumerate() {
                let name = node.entry_name(index);
                let mut locked = LockedType::new(Role::Type, name, record.clone());
                locked.set_owners(BTreeSet::from([entry.owner()]));
                types.push(of(locked, Some(*entry)));
            }
            if node.entries.is_empty() && node.is_listed() {
                types.push(of(LockedType::new(Role::Within, node.entry_name(0), record), None));
            }
        }
        types.sort_by(|one, other| one.locked.key().cmp(&other.locked.key()));
        types
    }

    /// Labels the entries that have one name.
    fn label(&mut self) {
        let mut by_name: BTreeMap<&str, Vec<(usize, Option<String>)>> = BTreeMap::new();
        for (index, node) in self.list.iter().enumerate() {
            let group = by_name.entry(&node.name).or_default();
            let version = |entry: &&Entry| entry.version().map(release);
            group.extend(node.entries.iter().map(|entry| (index, version(entry))));
            if node.entries.is_empty() && node.is_listed() {
                group.push((index, None));
            }
        }
        let groups = by_name.into_values().filter(|entries| entries.len() > 1);
        for entries in groups.collect::<Vec<_>>() {
            let versions: BTreeSet<&String> =
                entries.iter().filter_map(|it| it.1.as_ref()).collect();
            let has_versions = versions.len() > 1;
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for (node, version) in entries {
                let prefix = version.filter(|_| has_versions).unwrap_or_default();
                let count = counts.entry(prefix.clone()).or_default();
                *count += 1;
                self.list[node].labels.push(match (prefix.as_str(), *count) {
                    ("", count) => format!("{count}"),
                    (_, 1) => prefix,
                    (prefix, count) => format!("{prefix}#{count}"),
                });
            }
        }
    }

    /// Marks what lies within a type that is told apart by the values which it leaves unused.
    fn mark_niches(&mut self) {
        // What a node holds comes before it in the list, but for types of no bytes.
        for index in (0..self.list.len()).rev() {
            let node = &self.list[index];
            let (record, outer) = (&node.record, node.niche);
            let marks: Vec<(usize, Niche)> = node
                .inside
                .iter()
                .flatten()
                .map(|&inner| (inner, outer.max(niche_within(record, &self.list[inner].record))))
                .collect();
            for (inner, niche) in marks {
                let inner = &mut self.list[inner].niche;
                *inner = niche.max(*inner);
            }
        }
    }

    /// The record of a node, with what tells the types of its fields from others of their names.
    fn with_references(&self, node: &Node) -> TypeRecord {
        let mut record = node.record.clone();
        let mut inside = node.inside.iter();
        let mut reference = |name: &str| {
            let mut labeled = Vec::new();
            for &inner in inside.next().into_iter().flatten() {
                self.labeled(inner, &mut labeled);
            }
            reference::write(name, &labeled)
        };
        for field in body::fields_mut(&mut record) {
            field.type_name = reference(&field.type_name).into();
        }
        for inner in record.element.as_deref_mut().into_iter().chain(&mut record.held) {
            inner.type_name = reference(&inner.type_name);
        }
        record
    }

    /// The types with labels that a mention of a node may mean.
    fn labeled(&self, index: usize, list: &mut Vec<LockedName>) {
        let node = &self.list[index];
        if !node.labels.is_empty() {
            let name = node.entry_name(0);
            if !list.contains(&name) {
                list.push(name);
            }
        } else if !node.is_listed() {
            node.inside.iter().flatten().for_each(|&inner| self.labeled(inner, list));
        }
    }
}

/// Whether a type has an entry where it lies within another one.
fn is_listed(kind: Kind) -> bool {
    kind.has_fields() || kind == Kind::Enum
}

/// Whether a type is told apart by what a type that it holds leaves unused.
fn niche_within(holder: &TypeRecord, held: &TypeRecord) -> Niche {
    match holder.kind {
        Kind::Enum if matches!(holder.tagging, Some(Tagging::Niche | Tagging::Unknown)) => {
            Niche::Maybe
        }
        Kind::Opaque if !holder.held.is_empty() => niche_of_holder(holder, held),
        _ => Niche::None,
    }
}

/// A type that lies within another one.
#[derive(Clone, Copy)]
enum Held {
    Described(&'static TypeLayout),
    Named(&'static str),
}

/// The types of the fields, of the variants' fields, of the element, and what is held besides.
fn held(layout: &'static TypeLayout) -> impl Iterator<Item = Held> {
    let of_variants = layout.variants().flat_map(|variant| variant.fields());
    let of_field = |field: FieldLayout| {
        field.layout().map_or_else(|| Held::Named(field.type_name()), Held::Described)
    };
    let of_fields = layout.fields().chain(of_variants).map(of_field);
    let inner = layout.element().into_iter().chain(layout.held().iter().copied());
    of_fields.chain(inner.map(Held::Described))
}

/// The record with the names of a lock file, and of the element no more than that.
fn renamed(mut record: TypeRecord) -> TypeRecord {
    for field in body::fields_mut(&mut record) {
        field.type_name = stable_name(&field.type_name).into();
    }
    record.type_name = stable_name(&record.type_name);
    let named = |record: &TypeRecord| body::empty(&stable_name(&record.type_name));
    record.element = record.element.map(|element| Box::new(named(&element)));
    record.held = record.held.iter().map(named).collect();
    record
}

/// The releases that a version is compatible with: `v1` of `1.2.3`, `v0.2` of `0.2.3`.
fn release(version: &str) -> String {
    let numbers: Vec<&str> = version.split(['.', '-', '+']).collect();
    let first = numbers.iter().take(3).position(|number| *number != "0").unwrap_or(0);
    format!("v{}", numbers[..=first].join("."))
}
