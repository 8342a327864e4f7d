//! What makes a type of a unit what it is: a digest, by which the merger finds the equal types of other units.

use std::collections::HashMap;
use std::vec::Vec;

use super::DebugInfoError;
use super::digest::Digest;
use super::raw::{NONE, RawKind, RawMember, RawType, RawUnit, RawValue, Ref, index};

/// A type of a unit of a [`Group`].
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    pub(super) unit: u32,
    pub(super) at: u32,
}

/// Units that refer to none but each other.
pub(super) struct Group<'a, 'd> {
    pub(super) units: &'a [RawUnit<'d>],
    /// The number of types in all units before each.
    bases: Vec<usize>,
    by_signature: HashMap<u64, At>,
}

impl<'a, 'd> Group<'a, 'd> {
    /// The units are in the order of their places in the file.
    pub(super) fn new(units: &'a [RawUnit<'d>]) -> Self {
        let mut bases = Vec::with_capacity(units.len() + 1);
        bases.push(0);
        let (mut count, mut by_signature) = (0, HashMap::new());
        for (unit, it) in units.iter().enumerate() {
            count += it.types.len();
            bases.push(count);
            if let Some((signature, offset)) = it.signature {
                if let Some(at) = it.type_at(offset) {
                    by_signature.insert(signature, At { unit: index(unit), at });
                }
            }
        }
        Self { units, bases, by_signature }
    }

    pub(super) fn unit(&self, at: At) -> &'a RawUnit<'d> {
        &self.units[at.unit as usize]
    }

    pub(super) fn raw(&self, at: At) -> &'a RawType<'d> {
        &self.unit(at).types[at.at as usize]
    }

    /// The number of types.
    pub(super) fn len(&self) -> usize {
        self.bases[self.units.len()]
    }

    /// The number of types before one.
    pub(super) fn index(&self, at: At) -> usize {
        self.bases[at.unit as usize] + at.at as usize
    }

    /// The type that an entry of a unit refers to.
    pub(super) fn find(&self, unit: u32, target: Ref) -> Option<At> {
        match target {
            Ref::Nothing => None,
            Ref::Here(at) => Some(At { unit, at }),
            Ref::Elsewhere(offset) => {
                let section = self.units[unit as usize].section;
                let is_before = |it: &RawUnit<'_>| (it.section, it.start) <= (section, offset);
                let unit = self.units.partition_point(is_before).checked_sub(1)?;
                let it = &self.units[unit];
                if it.section != section {
                    return None;
                }
                let at = it.type_at(offset - it.start)?;
                Some(At { unit: index(unit), at })
            }
            Ref::Signature(signature) => self.by_signature.get(&signature).copied(),
        }
    }

    /// What a type holds by value.
    fn held(&self, at: At, held: &mut Vec<At>) {
        let (raw, unit) = (self.raw(at), self.unit(at));
        if !raw.kind.is_pointer() && raw.kind != RawKind::Function {
            held.extend(self.find(at.unit, raw.target));
        }
        let variants = raw.variants.of(&unit.variants).iter().filter_map(|it| it.member);
        let others = variants.chain(raw.tag).map(|member| &unit.members[member as usize]);
        let members = raw.members.of(&unit.members).iter().chain(others);
        held.extend(members.filter_map(|member| self.find(at.unit, member.ty)));
    }
}

/// The digest of each type of a group.
#[derive(Debug, Default)]
pub(super) struct Identities {
    /// By the [index](Group::index) of the type.
    pub(super) digests: Vec<u128>,
    /// All types, each after those that it holds by value.
    pub(super) order: Vec<At>,
}

impl Identities {
    pub(super) fn of(group: &Group<'_, '_>) -> Result<Self, DebugInfoError> {
        let count = group.len();
        let mut work = Work {
            group,
            states: std::vec![State::New; count],
            found: Self { digests: std::vec![0; count], order: Vec::with_capacity(count) },
            paths: group.units.iter().map(|it| std::vec![0; it.scopes.len()]).collect(),
            between: Vec::new(),
        };
        let (mut stack, mut held) = (Vec::new(), Vec::new());
        for (unit, it) in group.units.iter().enumerate() {
            for at in 0..it.types.len() {
                work.visit(At { unit: index(unit), at: index(at) }, &mut stack, &mut held)?;
            }
        }
        Ok(work.found)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

struct Work<'a, 'g, 'd> {
    group: &'a Group<'g, 'd>,
    states: Vec<State>,
    found: Identities,
    /// The digest of the path of each scope of each unit that was asked for, and 0 of the others.
    paths: Vec<Vec<u128>>,
    /// For the scopes between one and the root.
    between: Vec<u32>,
}

impl Work<'_, '_, '_> {
    fn state(&mut self, at: At) -> &mut State {
        &mut self.states[self.group.index(at)]
    }

    /// Takes the digest of a type, after those of what it holds by value.
    fn visit(
        &mut self,
        first: At,
        stack: &mut Vec<At>,
        held: &mut Vec<At>,
    ) -> Result<(), DebugInfoError> {
        stack.push(first);
        while let Some(&at) = stack.last() {
            match *self.state(at) {
                State::Done => {
                    stack.pop();
                }
                State::Open => {
                    stack.pop();
                    let digest = self.digest(at);
                    self.found.digests[self.group.index(at)] = digest;
                    self.found.order.push(at);
                    *self.state(at) = State::Done;
                }
                State::New => {
                    *self.state(at) = State::Open;
                    self.group.held(at, held);
                    for it in held.drain(..) {
                        match *self.state(it) {
                            State::New => stack.push(it),
                            // It is on the stack below.
                            State::Open => {
                                return Err(DebugInfoError::malformed(
                                    "a type holds itself by value",
                                ));
                            }
                            State::Done => {}
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// The digest of a type that another holds by value.
    fn digest_of(&self, unit: u32, target: Ref) -> u128 {
        self.group.find(unit, target).map_or(0, |at| self.found.digests[self.group.index(at)])
    }

    /// A digest of all that makes a type what it is, but for places in source files.
    fn digest(&mut self, at: At) -> u128 {
        let (raw, unit) = (self.group.raw(at), self.group.unit(at));
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
            RawKind::Pointer | RawKind::MemberPointer => {
                self.look(at.unit, raw.target, &mut digest);
            }
            RawKind::Function => {}
            _ => digest.wide(self.digest_of(at.unit, raw.target)),
        }
        let member = |member: &RawMember<'_>, digest: &mut Digest| {
            digest.wide(member.name.digest);
            digest.wide(self.digest_of(at.unit, member.ty));
            digest.word(member.offset);
            let (bit, bits) = member.bits.unwrap_or((NONE, 0));
            digest.word(u64::from(member.align) << 32 | u64::from(bits));
            if bits > 0 {
                digest.word(bit);
            }
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
    fn look(&mut self, mut unit: u32, mut target: Ref, digest: &mut Digest) {
        // Pointers to pointers, arrays and qualifiers have no names; beyond so many they may as well differ.
        for _ in 0..64 {
            let Some(at) = self.group.find(unit, target) else { return digest.word(NONE) };
            let raw = self.group.raw(at);
            digest.word(kind_word(raw.kind));
            digest.wide(self.path(at.unit, raw.scope));
            digest.wide(raw.name.digest);
            digest.word(raw.count);
            if !raw.name.is_empty() || raw.target == Ref::Nothing {
                // A type without a name is told by its shape.
                let members = raw.members.of(&self.group.unit(at).members);
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

    /// The digest of the path of a scope.
    fn path(&mut self, unit: u32, scope: u32) -> u128 {
        let scopes = &self.group.units[unit as usize].scopes;
        let paths = &mut self.paths[unit as usize];
        let mut at = scope;
        let mut path = loop {
            // The first is that of the unit.
            let path = paths[at as usize];
            if path != 0 || at == 0 {
                break path;
            }
            self.between.push(at);
            at = scopes[at as usize].parent;
        };
        while let Some(at) = self.between.pop() {
            let mut digest = Digest::new();
            digest.wide(path);
            digest.wide(scopes[at as usize].name.digest);
            path = digest.finish();
            paths[at as usize] = path;
        }
        path
    }
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
        RawKind::MemberPointer => 9,
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
