//! The members of two types, found in one another by their names.

use std::borrow::ToOwned as _;
use std::format;
use std::string::String;
use std::vec::Vec;

use super::difference::{Difference, DifferenceKind};
use super::kinds::Sort;
use super::{ComparedType, Names, count, plain};
use crate::debug_info::graph::{Graph, NodeId};
use crate::debug_info::raw::NONE;
use crate::debug_info::record::{constant, field_name};
use crate::debug_info::types::DebugType;
use crate::layout::Discriminant;
use crate::record::Target;

/// Types of types within types are compared to this depth.
const MOST_DEPTH: usize = 32;

/// A type of Rust, and its counterpart in C.
#[derive(Clone, Copy)]
pub(super) struct Pair<'r, 'c> {
    pub(super) rust: DebugType<'r>,
    pub(super) c: DebugType<'c>,
}

/// A field, a bit-field or a member of a union.
struct Member {
    name: String,
    /// `None` where the file does not say it.
    offset: Option<u64>,
    size: Option<u64>,
    bits: Option<(u64, u64)>,
    ty: NodeId,
}

impl Member {
    fn end(&self) -> Option<u64> {
        match self.bits {
            Some((first, count)) => Some(first.checked_add(count)?.div_ceil(8)),
            None => self.offset?.checked_add(self.size?),
        }
    }

    fn start(&self) -> Option<u64> {
        self.bits.map_or(self.offset, |(first, _)| Some(first / 8))
    }

    fn place(&self) -> String {
        let offset = self.start().map_or_else(|| "?".into(), |offset| format!("{offset}"));
        match (self.bits, self.size) {
            (Some((first, bits)), _) => format!("{} from bit {first}", count(bits, "bit")),
            (None, Some(size)) => format!("{} at offset {offset}", count(size, "byte")),
            (None, None) => format!("at offset {offset}"),
        }
    }
}

/// Whether a type has a field or a variant of that name.
pub(super) fn has_member(it: DebugType<'_>, name: &str) -> bool {
    let graph = &it.program().graph;
    let node = graph.node(graph.resolved(it.id()));
    let enumerators = node.enumerators.of(&graph.enumerators);
    members(graph, it.id()).iter().any(|member| member.name == name)
        || enumerators.iter().any(|it| graph.text(it.name) == name)
}

fn members(graph: &Graph, id: NodeId) -> Vec<Member> {
    let node = graph.node(graph.resolved(id));
    let members = graph.members(node).iter().map(|member| Member {
        name: field_name(graph.text(member.name)).to_owned(),
        offset: (member.offset != NONE).then_some(member.offset),
        size: if graph.is_function_item(member) { Some(0) } else { graph.size(member.ty) },
        bits: member.bits.map(|(first, count)| (first, count.into())),
        ty: member.ty,
    });
    members.collect()
}

impl<'r, 'c> Pair<'r, 'c> {
    pub(super) fn target(&self) -> (&'r Target, &'c Target) {
        (&self.rust.program().target, &self.c.program().target)
    }

    pub(super) fn compared(self, pairs: &[Self], names: Names<'_>) -> ComparedType {
        let (rust, c) = (&self.rust.program().graph, &self.c.program().graph);
        let mut walk = Walk { rust, c, pair: self, pairs, names, found: Vec::new() };
        walk.of_types();
        ComparedType { rust: self.rust.name(), c: self.c.name(), differences: walk.found }
    }
}

struct Walk<'w, 'r, 'c> {
    rust: &'r Graph,
    c: &'c Graph,
    pair: Pair<'r, 'c>,
    pairs: &'w [Pair<'r, 'c>],
    names: Names<'w>,
    found: Vec<Difference>,
}

impl Walk<'_, '_, '_> {
    fn add(&mut self, path: &str, kind: DifferenceKind) {
        self.found.push(Difference { path: path.to_owned(), kind });
    }

    fn of_types(&mut self) {
        let (rust, c) = (self.pair.rust.id(), self.pair.c.id());
        self.sizes("", self.rust.size(rust), self.c.size(c));
        let (of_rust, of_c) = (self.pair.rust.align() as u64, self.pair.c.align() as u64);
        if of_rust != of_c {
            self.add("", DifferenceKind::Align { rust: of_rust, c: of_c });
        }
        self.insides("", rust, c, 0);
    }

    fn sizes(&mut self, path: &str, rust: Option<u64>, c: Option<u64>) {
        match (rust, c) {
            (Some(rust), Some(c)) if rust == c => {}
            (Some(rust), Some(c)) => self.add(path, DifferenceKind::Size { rust, c }),
            _ => self.add(path, DifferenceKind::NotCompared("a size is not known".into())),
        }
    }

    /// Compares two types whose sizes and places have been compared.
    fn insides(&mut self, path: &str, rust: NodeId, c: NodeId, depth: usize) {
        let is_pair = |pair: &Pair<'_, '_>| {
            (pair.rust.id(), pair.c.id()) == (self.rust.resolved(rust), self.c.resolved(c))
        };
        if depth > 0 && self.pairs.iter().any(is_pair) {
            return;
        }
        if depth > MOST_DEPTH {
            return self.add(path, DifferenceKind::NotCompared("it lies too deep".into()));
        }
        match (self.rust.sort(rust), self.c.sort(c)) {
            (Sort::Compound { is_union: one }, Sort::Compound { is_union: other })
                if one == other =>
            {
                self.members(path, rust, c, depth);
            }
            (Sort::Enumeration, Sort::Enumeration) => self.enumerators(path, rust, c),
            (Sort::Array, Sort::Array) => self.elements(path, rust, c, depth),
            (one @ (Sort::Signed | Sort::Unsigned), other @ (Sort::Signed | Sort::Unsigned)) => {
                // `char` has a sign on some machines, and is any byte.
                if one != other && self.rust.size(rust) != Some(1) {
                    self.add(path, DifferenceKind::Kind { rust: one.words(), c: other.words() });
                }
            }
            (one, other) if one == other && one != Sort::Variants => {}
            (one, other) if one.is_integer() && other.is_integer() => {}
            (one, other) => {
                let (part_of_rust, part_of_c) = (self.rust.only_part(rust), self.c.only_part(c));
                match (part_of_rust, part_of_c) {
                    (Some(part), _) => self.insides(path, part, c, depth + 1),
                    (None, Some(part)) => self.insides(path, rust, part, depth + 1),
                    (None, None) if one == Sort::Variants => self.add(
                        path,
                        DifferenceKind::NotCompared(format!(
                            "C has nothing like an enum with fields; here it is {}",
                            other.words()
                        )),
                    ),
                    _ => {
                        self.add(
                            path,
                            DifferenceKind::Kind { rust: one.words(), c: other.words() },
                        );
                    }
                }
            }
        }
    }

    fn elements(&mut self, path: &str, rust: NodeId, c: NodeId, depth: usize) {
        let (rust, c) = (self.rust.element(rust), self.c.element(c));
        let (Some(rust), Some(c)) = (rust, c) else {
            return self.add(path, DifferenceKind::NotCompared("an element is not known".into()));
        };
        let path = format!("{path}[]");
        let before = self.found.len();
        self.sizes(&path, self.rust.size(rust), self.c.size(c));
        if self.found.len() == before {
            self.insides(&path, rust, c, depth + 1);
        }
    }

    /// The members of structs or unions.
    fn members(&mut self, path: &str, rust: NodeId, c: NodeId, depth: usize) {
        let of_rust = members(self.rust, rust);
        let holder = DebugType::new(self.pair.rust.program(), self.rust.resolved(rust));
        let called: Vec<String> =
            of_rust.iter().map(|it| self.names.of_member(&holder, &it.name)).collect();
        let of_c = flattened(self.c, c, &called);
        let mut is_used = std::vec![false; of_rust.len()];
        let (mut bits, mut holders) = (Vec::new(), Vec::new());
        for member in &of_c {
            let at = called.iter().position(|name| *name == member.name && !name.is_empty());
            let at = at.or_else(|| unnamed_at(self.rust, &of_rust, &called, &of_c, member));
            match at {
                Some(at) if of_rust[at].bits.is_none() && member.bits.is_some() => {
                    holders.push(at);
                    bits.push(member);
                }
                Some(at) => {
                    is_used[at] = true;
                    self.member(&join(path, &of_rust[at].name), &of_rust[at], member, depth);
                }
                None if member.bits.is_some() => bits.push(member),
                // An array without elements at the end.
                None if member.size == Some(0) => {}
                None => self.add(
                    &join(path, shown(&member.name)),
                    DifferenceKind::OnlyInC { place: member.place() },
                ),
            }
        }
        let is_free = |at: usize| !is_used[at] || holders.contains(&at);
        let held = self.bit_fields(path, &bits, &of_rust, is_free);
        held.into_iter().chain(holders).for_each(|at| is_used[at] = true);
        for (member, _) in of_rust.iter().zip(is_used).filter(|(_, is_used)| !is_used) {
            // A marker has no bytes, and C no markers.
            if member.size != Some(0) {
                let place = member.place();
                self.add(&join(path, &member.name), DifferenceKind::OnlyInRust { place });
            }
        }
    }

    fn member(&mut self, path: &str, rust: &Member, c: &Member, depth: usize) {
        if let (Some(rust), Some(c)) = (rust.bits, c.bits) {
            if rust != c {
                self.add(path, DifferenceKind::Bits { rust, c });
            }
            return;
        }
        match (rust.offset, c.offset) {
            (Some(rust), Some(c)) if rust == c => {}
            (Some(rust), Some(c)) => self.add(path, DifferenceKind::Offset { rust, c }),
            _ => self.add(path, DifferenceKind::NotCompared("an offset is not known".into())),
        }
        self.sizes(path, rust.size, c.size);
        // Of others a size that differs says all.
        let is_compound = |sort| matches!(sort, Sort::Compound { .. });
        let are_compound = is_compound(self.rust.sort(rust.ty)) && is_compound(self.c.sort(c.ty));
        if rust.size == c.size || are_compound {
            self.insides(path, rust.ty, c.ty, depth + 1);
        }
    }

    /// Bit-fields of C that lie side by side, each run of which has one field in Rust. Returns these.
    fn bit_fields(
        &mut self,
        path: &str,
        bits: &[&Member],
        of_rust: &[Member],
        is_free: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let mut runs: Vec<(u64, u64, Vec<&str>)> = Vec::new();
        for member in bits {
            let (Some(start), Some(end)) = (member.start(), member.end()) else { continue };
            match runs.last_mut() {
                Some((_, last, names)) if start <= *last => {
                    *last = end.max(*last);
                    names.push(&member.name);
                }
                _ => runs.push((start, end, Vec::from([&*member.name]))),
            }
        }
        let mut held = Vec::new();
        for (start, end, names) in runs {
            let covers = |(at, it): (usize, &Member)| {
                let ends_behind = it.end().is_some_and(|last| last >= end);
                is_free(at) && it.offset == Some(start) && ends_behind && it.size != Some(0)
            };
            match of_rust.iter().enumerate().position(covers) {
                Some(at) => held.push(at),
                None => self.add(
                    &join(path, &names.join(", ")),
                    DifferenceKind::OnlyInC {
                        place: format!(
                            "bit-fields in bytes {start} to {}, for which Rust has no field",
                            end.saturating_sub(1)
                        ),
                    },
                ),
            }
        }
        held
    }

    fn enumerators(&mut self, path: &str, rust: NodeId, c: NodeId) {
        let stored = |graph: &Graph, id| (graph.size(id), graph.signed(id).is_some());
        let (one, other) = (stored(self.rust, rust), stored(self.c, c));
        let of_rust = enumerators(self.rust, rust);
        let of_c = enumerators(self.c, c);
        // The sign is that of the values: without negative ones it says nothing.
        let is_negative = |it: &(String, Option<i128>)| it.1.is_some_and(|value| value < 0);
        let has_negative = of_rust.iter().chain(&of_c).any(is_negative);
        if one.0 == other.0 && one.1 != other.1 && has_negative {
            let words = |is_signed| if is_signed { Sort::Signed } else { Sort::Unsigned }.words();
            self.add(path, DifferenceKind::Kind { rust: words(one.1), c: words(other.1) });
        }
        let holder = DebugType::new(self.pair.rust.program(), self.rust.resolved(rust));
        let called: Vec<String> =
            of_rust.iter().map(|(name, _)| self.names.of_member(&holder, name)).collect();
        let mut is_used = std::vec![false; of_rust.len()];
        for (name, value) in &of_c {
            let is_same = |it: &String| it == name;
            let at = called.iter().position(is_same).or_else(|| prefixed(&called, name));
            match at.map(|at| (at, of_rust[at].1)) {
                Some((at, of_rust)) => {
                    is_used[at] = true;
                    match (of_rust, *value) {
                        (Some(rust), Some(c)) if rust == c => {}
                        (Some(rust), Some(c)) => {
                            self.add(&join(path, name), DifferenceKind::Value { rust, c });
                        }
                        _ => self.add(
                            &join(path, name),
                            DifferenceKind::NotCompared("a value is not known".into()),
                        ),
                    }
                }
                None => {
                    let place = value.map_or_else(|| "?".into(), |it| format!("value {it}"));
                    self.add(&join(path, name), DifferenceKind::OnlyInC { place });
                }
            }
        }
        for ((name, value), _) in of_rust.iter().zip(is_used).filter(|(_, is_used)| !is_used) {
            let place = value.map_or_else(|| "?".into(), |it| format!("value {it}"));
            self.add(&join(path, name), DifferenceKind::OnlyInRust { place });
        }
    }
}

/// The enumerators of an enum with their values, where these are understood.
fn enumerators(graph: &Graph, id: NodeId) -> Vec<(String, Option<i128>)> {
    let node = graph.node(graph.resolved(id));
    let signed = graph.signed(id);
    let all = node.enumerators.of(&graph.enumerators).iter().map(|it| {
        let value = constant(it.value, signed).and_then(Discriminant::as_i128);
        (field_name(graph.text(it.name)).to_owned(), value)
    });
    all.collect()
}

/// The only variant whose name is that of an enumerator of C without its prefix: `Red` of `COLOR_RED`.
fn prefixed(called: &[String], name: &str) -> Option<usize> {
    let name = plain(name);
    let ends = |it: &&String| {
        let it = plain(it);
        !it.is_empty() && name.ends_with(&it)
    };
    let longest = called.iter().filter(ends).map(|it| plain(it).len()).max()?;
    let mut found =
        called.iter().enumerate().filter(|(_, it)| ends(it) && plain(it).len() == longest);
    let (at, _) = found.next()?;
    found.next().is_none().then_some(at)
}

/// The members of a type of C. Those of a struct or a union without a name are those of its holder, if Rust has
/// one of their names there.
fn flattened(graph: &Graph, id: NodeId, called: &[String]) -> Vec<Member> {
    let mut all = Vec::new();
    for member in members(graph, id) {
        let is_compound = matches!(graph.sort(member.ty), Sort::Compound { .. });
        if !member.name.is_empty() || !is_compound {
            // Bits without a name only take room.
            if !member.name.is_empty() || member.bits.is_none() {
                all.push(member);
            }
            continue;
        }
        let inner = flattened(graph, member.ty, called);
        if inner.iter().any(|it| called.contains(&it.name)) {
            let base = member.offset;
            all.extend(inner.into_iter().map(|it| Member {
                offset: base.zip(it.offset).and_then(|(base, at)| base.checked_add(at)),
                bits: it.bits.map(|(first, count)| {
                    (base.unwrap_or(0).saturating_mul(8).saturating_add(first), count)
                }),
                ..it
            }));
        } else {
            all.push(member);
        }
    }
    all
}

/// The struct or union of Rust for one of C that has no name: that at its place, or the only one that is left.
fn unnamed_at(
    graph: &Graph,
    of_rust: &[Member],
    called: &[String],
    of_c: &[Member],
    member: &Member,
) -> Option<usize> {
    if !member.name.is_empty() {
        return None;
    }
    let is_left = |at: &usize| {
        let name = &called[*at];
        let is_compound = matches!(graph.sort(of_rust[*at].ty), Sort::Compound { .. });
        is_compound && (name.is_empty() || of_c.iter().all(|it| it.name != *name))
    };
    let left: Vec<usize> = (0..of_rust.len()).filter(is_left).collect();
    let is_only = of_c.iter().filter(|it| it.name.is_empty()).count() == 1;
    match left[..] {
        [at] if is_only => Some(at),
        _ => left.into_iter().find(|&at| of_rust[at].offset == member.offset),
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn shown(name: &str) -> &str {
    if name.is_empty() { "(a member without a name)" } else { name }
}
