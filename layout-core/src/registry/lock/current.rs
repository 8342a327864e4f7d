//! The types of the program as they would be written in a lock file.

use std_alloc::boxed::Box;
use std_alloc::collections::{BTreeMap, BTreeSet};
use std_alloc::format;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::body;
use super::document::{LockedName, LockedType, Role, Section};
use super::{Kept, reference};
use crate::diff::{Niche, niche_of_holder};
use crate::layout::{Kind, Tagging};
use crate::record::name::{parts, stable_name};
use crate::record::{Target, TypeRecord};

/// The types that are locked, and those that lie within them.
#[doc(hidden)]
#[derive(Debug)]
pub struct Current {
    /// In the order of a section.
    pub(super) types: Vec<CurrentType>,
    /// The crates whose types these are: those of others are not this program's to judge.
    pub(super) crates: BTreeSet<String>,
    pub(super) scope: Option<String>,
    /// What stays of a lock file, if it is not among these.
    pub(super) kept: Option<Kept>,
    /// What the types were laid out for.
    pub(super) target: Target,
    /// The compiler that laid them out, if there is one that is known.
    pub(super) compiler: Option<String>,
}

/// A type of the program.
#[derive(Debug)]
pub(super) struct CurrentType {
    pub(super) locked: LockedType,
    /// What is known of it besides its layout, if it is locked itself.
    origin: Option<Origin>,
    /// Whether a type that holds it is told apart by the values that it leaves unused.
    pub(super) niche: Niche,
    /// Whether the places of its fields are the compiler's choice.
    pub(super) is_reorderable: bool,
}

/// The releases that a version is compatible with: `v1` of `1.2.3`, `v0.2` of `0.2.3`.
pub(super) fn release(version: &str) -> String {
    let numbers: Vec<&str> = version.split(['.', '-', '+']).collect();
    let first = numbers.iter().take(3).position(|number| *number != "0").unwrap_or(0);
    format!("v{}", numbers[..=first].join("."))
}

/// Where a type comes from that is locked itself.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// The crate that decides whether the type is in the program.
    pub(super) owner: String,
    /// The file and line of its declaration, where that is known.
    pub(super) place: Option<String>,
    /// The releases of its package that are compatible with this one, where that is known.
    pub(super) release: Option<String>,
}

impl CurrentType {
    /// Where the type is declared, if it is locked itself and that is known.
    pub(super) fn place(&self) -> Option<String> {
        self.origin.as_ref()?.place.clone()
    }

    /// The release of the package that registers it.
    pub(super) fn release(&self) -> Option<String> {
        self.origin.as_ref()?.release.clone()
    }
}

/// A type of a program as the lock file needs to know it, whoever tells of it.
pub(super) trait Source: Copy {
    /// What tells it from other types.
    type Key: Ord;

    fn key(self) -> Self::Key;

    /// The record without what lies within the fields, with the names that the compiler prints.
    fn record(self) -> TypeRecord;

    /// What lies within: the types that are meant by each field, by the fields of each variant, by the
    /// element, and by what it holds besides.
    fn held(self) -> Vec<Vec<Self>>;

    /// The releases of its package that are compatible with that which declares it, where that is known.
    fn release(self) -> Option<String>;

    /// Whether the type has an entry where it lies within another one.
    fn is_listed(self) -> bool;

    /// Whether the places of the fields are the compiler's choice, as far as is known.
    fn is_reorderable(self) -> bool;
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
    /// The types of a source, each with where it comes from, and what lies within them.
    ///
    /// `within` are types that lie within them and are looked at first, so that no chain of types is
    /// followed deeper than the stack is.
    pub(super) fn new<S: Source>(
        types: impl Iterator<Item = (S, Origin)>,
        within: impl Iterator<Item = S>,
        scope: Option<String>,
        target: Target,
        compiler: Option<String>,
    ) -> Self {
        let (mut nodes, mut crates) = (Nodes::default(), BTreeSet::new());
        for source in within {
            nodes.add_inner(source);
        }
        for (source, origin) in types {
            crates.insert(origin.owner.clone());
            let node = nodes.add(source);
            nodes.list[node].origins.push(origin);
        }
        Self { types: nodes.into_types(), crates, scope, kept: None, target, compiler }
    }

    /// Whether a type of a lock file would be among these if it still was in the program, and no other program
    /// registered it.
    fn is_ours(&self, locked: &LockedType) -> bool {
        self.is_in_scope(locked) && locked.owners().all(|owner| self.crates.contains(owner))
    }

    /// Whether a type of a lock file was not looked for, though it is of these crates.
    fn is_kept(&self, locked: &LockedType) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.0(&locked.name.base))
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
        if self.is_in_scope(locked) && !self.is_kept(locked) {
            let given_up = locked.clone();
            let others = given_up.owners().filter(|owner| !self.crates.contains(*owner));
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
        let of_program = self.types.iter().map(|it| &it.locked).filter(|_| self.kept.is_some());
        let found: BTreeSet<&str> =
            of_program.filter(|it| it.role == Role::Type).map(|it| it.name.base.as_str()).collect();
        for (index, locked) in section.types.iter().enumerate() {
            let is_kept = || !found.contains(&*locked.name.base) && self.is_kept(locked);
            is_other.push(locked.role == Role::Type && (!self.is_ours(locked) || is_kept()));
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
    /// Those of the types that are locked and have this layout.
    origins: Vec<Origin>,
    niche: Niche,
    /// What tells each of its entries from others of its name: types may have one name and one layout.
    labels: Vec<String>,
    is_listed: bool,
    is_reorderable: bool,
    release: Option<String>,
}

impl Node {
    /// The name of one of its entries.
    fn entry_name(&self, entry: usize) -> LockedName {
        LockedName { base: self.name.clone(), label: self.labels.get(entry).cloned() }
    }

    /// Whether a section has an entry of it.
    fn is_listed(&self) -> bool {
        !self.origins.is_empty() || self.is_listed
    }
}

/// What tells layouts apart: the name, what is written of them, and the layouts within.
type Identity = (String, Vec<String>, Vec<Vec<usize>>);

struct Nodes<K> {
    list: Vec<Node>,
    /// `None` for what is being added, and for what there is no more to tell of than its name.
    by_key: BTreeMap<K, Option<usize>>,
    by_identity: BTreeMap<Identity, usize>,
}

impl<K> Default for Nodes<K> {
    fn default() -> Self {
        Self { list: Vec::new(), by_key: BTreeMap::new(), by_identity: BTreeMap::new() }
    }
}

impl<K: Ord> Nodes<K> {
    /// The node of a type, with those of all that lies within it.
    fn add<S: Source<Key = K>>(&mut self, source: S) -> usize {
        if let Some(Some(node)) = self.by_key.get(&source.key()) {
            return *node;
        }
        // A type of no bytes may hold itself.
        self.by_key.insert(source.key(), None);
        let record = renamed(source.record());
        let held = source.held();
        let inside: Vec<Vec<usize>> = held.into_iter().map(|it| self.add_held(it)).collect();
        let identity = (record.type_name.clone(), body::lines(&record), inside.clone());
        // A type may have several keys, as a constant may have several addresses.
        let new = self.list.len();
        let node = *self.by_identity.entry(identity).or_insert(new);
        if node == new {
            self.list.push(Node {
                name: record.type_name.clone(),
                record,
                inside,
                origins: Vec::new(),
                niche: Niche::None,
                labels: Vec::new(),
                is_listed: source.is_listed(),
                is_reorderable: source.is_reorderable(),
                release: source.release(),
            });
        }
        self.by_key.insert(source.key(), Some(node));
        node
    }

    /// The nodes of types within another one of which there is more to tell than their names.
    fn add_held<S: Source<Key = K>>(&mut self, held: Vec<S>) -> Vec<usize> {
        let nodes = held.into_iter().filter_map(|inner| self.add_inner(inner));
        let mut nodes: Vec<usize> = nodes.collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    fn add_inner<S: Source<Key = K>>(&mut self, source: S) -> Option<usize> {
        if let Some(node) = self.by_key.get(&source.key()) {
            return *node;
        }
        let has_inside = source.is_listed() || !source.held().is_empty();
        has_inside.then(|| self.add(source))
    }

    fn into_types(mut self) -> Vec<CurrentType> {
        self.mark_niches();
        self.label();
        let mut types = Vec::new();
        for node in &self.list {
            let record = self.with_references(node);
            let of = |locked, origin| CurrentType {
                locked,
                origin,
                niche: node.niche,
                is_reorderable: node.is_reorderable,
            };
            for (index, origin) in node.origins.iter().enumerate() {
                let name = node.entry_name(index);
                let mut locked = LockedType::new(Role::Type, name, record.clone());
                locked.set_owners(BTreeSet::from([origin.owner.as_str()]));
                types.push(of(locked, Some(origin.clone())));
            }
            if node.origins.is_empty() && node.is_listed() {
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
            group.extend(node.origins.iter().map(|origin| (index, origin.release.clone())));
            if node.origins.is_empty() && node.is_listed() {
                group.push((index, node.release.clone()));
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
            let mut seen = BTreeSet::new();
            for &inner in inside.next().into_iter().flatten() {
                self.labeled(inner, &mut labeled, &mut seen);
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
    fn labeled(&self, index: usize, list: &mut Vec<LockedName>, seen: &mut BTreeSet<usize>) {
        let node = &self.list[index];
        if !seen.insert(index) {
            return;
        }
        if !node.labels.is_empty() {
            let name = node.entry_name(0);
            if !list.contains(&name) {
                list.push(name);
            }
        } else if !node.is_listed() {
            node.inside.iter().flatten().for_each(|&inner| self.labeled(inner, list, seen));
        }
    }
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
