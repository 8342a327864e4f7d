use core::cell::LazyCell;
use core::fmt::{self, Display, Formatter};
use std_alloc::boxed::Box;
use std_alloc::collections::{BTreeMap, BTreeSet};
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::current::{Current, CurrentType};
use super::document::{LockedName, LockedType, Role, Section};
use super::pairing::Pairing;
use super::{body, reference};
use crate::LayoutRecord;
use crate::const_fns::plural;
use crate::diff::{DiffVerdict, Insides, LayoutDiff, Listed, compare};
use crate::layout::{BaseRepr, Tagging};
use crate::record::{FieldRecord, Target, TypeRecord};

/// The differences between types and a lock file. `{}` names each type with what changed in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LockDiff {
    /// The changes in the order of the types' names; types that lie within others come last.
    pub changes: Vec<LockChange>,
    /// The number of types that were compared, or should have been.
    pub types: usize,
    /// The target whose section was compared.
    pub target: Target,
    /// The names of the types that only the file has, and that were not looked for: of other crates or modules, or
    /// [kept](super::Lock::keep).
    pub kept: Vec<String>,
}

/// What happened to a type since the lock file was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LockChange {
    /// The full name of the type. If several types have it, the release of the crate or a number follows.
    pub name: String,
    /// The file and line of the type, unless it is gone or lies within another one.
    pub place: Option<String>,
    /// How the type changed.
    pub what: TypeChange,
}

/// How a type differs from the lock file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TypeChange {
    /// The file does not have the type.
    Added {
        /// Its layout.
        layout: String,
    },
    /// Only the file has the type.
    Removed,
    /// The layout differs.
    Changed(Box<LayoutDiff>),
    /// The layout differs, but the fields and their types are the same. The type has no `repr`, and another version
    /// of the compiler laid it out differently.
    Reordered {
        /// The compiler whose layout the file has, such as `rustc 1.95.0`.
        older: String,
        /// The compiler of this program.
        newer: String,
        /// What changed.
        diff: Box<LayoutDiff>,
    },
    /// What is known of the layout differs: stable Rust shows a place that it did not show before, or the reverse.
    Known {
        /// The lines that are in the file only.
        older: Vec<String>,
        /// The lines that are not in the file.
        newer: Vec<String>,
    },
}

impl LockDiff {
    /// Compares the types of the program with the section of its target. Linear in the size of both, but for
    /// sorts.
    pub(super) fn new(section: Option<&Section>, current: &Current) -> Self {
        let locked = section.map(|section| section.types.as_slice()).unwrap_or_default();
        let is_other = section.map(|section| current.others(section)).unwrap_or_default();
        let sides = Sides::new(locked, current);
        let (mut changes, mut kept) = (Vec::new(), Vec::new());
        for (index, newer) in current.types.iter().enumerate() {
            let what = match sides.pairing.older_of[index].map(|older| &locked[older]) {
                None => Some(TypeChange::Added {
                    layout: newer.locked.texts().next().unwrap_or("").trim().into(),
                }),
                Some(older) if sides.is_same_layout(older, &newer.locked) => None,
                Some(older) => {
                    let of_section = section.and_then(|section| section.compiler.as_deref());
                    let older_compiler = older.compiler.as_deref().or(of_section);
                    Some(sides.change(older, newer, (older_compiler, current.compiler.as_deref())))
                }
            };
            let (name, place) = (newer.locked.name.to_string(), newer.place());
            changes.extend(what.map(|what| (newer.locked.role, LockChange { name, place, what })));
        }
        for (index, locked) in locked.iter().enumerate() {
            if sides.pairing.newer_of[index].is_some() {
                continue;
            }
            let name = locked.name.to_string();
            if !is_other[index] {
                let what = TypeChange::Removed;
                changes.push((locked.role, LockChange { name, place: None, what }));
            } else if locked.role == Role::Type {
                kept.push(name);
            }
        }
        changes.sort_by(|(one_role, one), (role, other)| {
            (one_role, &one.name).cmp(&(role, &other.name))
        });
        Self {
            changes: changes.into_iter().map(|(_, change)| change).collect(),
            types: current.types.iter().filter(|it| it.locked.role == Role::Type).count(),
            target: current.target.clone(),
            kept,
        }
    }

    /// Returns whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns whether the program has types that the file does not have, and nothing else changed.
    #[must_use]
    pub fn only_adds(&self) -> bool {
        self.changes.iter().all(|change| matches!(change.what, TypeChange::Added { .. }))
    }

    /// Returns the number of types whose change makes older or newer code misread the other's bytes.
    #[must_use]
    pub fn breaking(&self) -> usize {
        self.changes.iter().filter(|change| change.verdict().is_breaking()).count()
    }
}

impl LockChange {
    /// Returns who misreads whose bytes. For a removed type that is unknown. A new type has no old bytes to misread.
    #[must_use]
    pub fn verdict(&self) -> DiffVerdict {
        match &self.what {
            TypeChange::Added { .. } => DiffVerdict::Compatible,
            TypeChange::Removed | TypeChange::Known { .. } => DiffVerdict::Unknown,
            TypeChange::Changed(diff) | TypeChange::Reordered { diff, .. } => diff.verdict(),
        }
    }
}

type ByName<'a> = BTreeMap<String, (usize, &'a TypeRecord)>;

/// Both sides of a comparison.
struct Sides<'a> {
    target: &'a Target,
    /// The types of each by name; most checks find no change and need none of it.
    older: LazyCell<ByName<'a>, Box<dyn FnOnce() -> ByName<'a> + 'a>>,
    newer: LazyCell<ByName<'a>, Box<dyn FnOnce() -> ByName<'a> + 'a>>,
    pairing: Pairing,
    /// Whether several types of a side have one name, so that lines do not compare as texts.
    has_labels: bool,
}

impl Listed for Sides<'_> {
    fn older(&self, name: &str) -> Option<&TypeRecord> {
        self.older.get(name).map(|(_, record)| *record)
    }

    fn newer(&self, name: &str) -> Option<&TypeRecord> {
        self.newer.get(name).map(|(_, record)| *record)
    }

    fn is_same(&self, older: &str, newer: &str) -> bool {
        if !self.has_labels {
            return older == newer;
        }
        let ((older_name, of_older), (newer_name, of_newer)) =
            (reference::read(older), reference::read(newer));
        let bases: BTreeSet<&str> =
            of_older.iter().chain(&of_newer).map(|name| name.base.as_str()).collect();
        older_name == newer_name
            && bases.into_iter().all(|base| {
                // A side that does not say which has one of that name.
                let meant = |list: &[LockedName]| {
                    let name = list.iter().find(|name| name.base == base);
                    name.map_or_else(|| base.into(), ToString::to_string)
                };
                let (older, newer) = (meant(&of_older), meant(&of_newer));
                match (self.older.get(&older), self.newer.get(&newer)) {
                    (Some((older, _)), Some((newer, _))) => {
                        self.pairing.newer_of[*older] == Some(*newer)
                    }
                    _ => older == newer,
                }
            })
    }
}

impl<'a> Sides<'a> {
    fn new(older: &'a [LockedType], newer: &'a Current) -> Self {
        let target = &newer.target;
        let pairing = Pairing::new(older, &newer.types);
        let newer = newer.types.iter().map(|current| &current.locked);
        let has_labels =
            older.iter().chain(newer.clone()).any(|locked| locked.name.label.is_some());
        let of_newer = newer.clone();
        Self {
            target,
            older: LazyCell::new(Box::new(move || by_name(older.iter()))),
            newer: LazyCell::new(Box::new(move || by_name(of_newer))),
            pairing,
            has_labels,
        }
    }

    /// Whether both have the same layout, with the same types within.
    fn is_same_layout(&self, older: &LockedType, newer: &LockedType) -> bool {
        if !self.has_labels {
            return older.texts().eq(newer.texts());
        }
        let is_same = |older: &str, newer: &str| match (body::type_in(older), body::type_in(newer))
        {
            (Some((older, older_type)), Some((newer, newer_type))) => {
                older == newer && self.is_same(older_type, newer_type)
            }
            _ => older == newer,
        };
        let mut lines = (older.texts(), newer.texts());
        loop {
            match (lines.0.next(), lines.1.next()) {
                (Some(older), Some(newer)) if is_same(older.trim(), newer.trim()) => {}
                (None, None) => return true,
                _ => return false,
            }
        }
    }

    fn change(
        &self,
        older: &LockedType,
        newer: &CurrentType,
        compilers: (Option<&str>, Option<&str>),
    ) -> TypeChange {
        let (mut before, mut after) = (older.record.clone(), newer.locked.record.clone());
        body::shorten(&mut before);
        body::shorten(&mut after);
        before.type_name.clone_from(&after.type_name);
        before.name.clone_from(&after.name);
        take_known(&mut before, &mut after);
        let by_other = compilers.0.zip(compilers.1).filter(|(older, newer)| older != newer);
        let by_other =
            by_other.filter(|_| newer.is_reorderable && self.has_same_members(&before, &after));
        let record = |layout| LayoutRecord::of(self.target.clone(), layout, &[]);
        let diff = compare(&record(before), &record(after), Insides::Listed(self), newer.niche);
        if diff.changes.is_empty() {
            return known(older, &newer.locked);
        }
        let diff = Box::new(diff);
        match by_other {
            Some((older, newer)) => {
                TypeChange::Reordered { older: older.into(), newer: newer.into(), diff }
            }
            None => TypeChange::Changed(diff),
        }
    }

    /// Whether a compiler that is free to lay out both may have made one of the other.
    fn has_same_members(&self, older: &TypeRecord, newer: &TypeRecord) -> bool {
        let variants = |record: &TypeRecord| -> Vec<_> {
            let variants = record.variants.iter();
            variants.map(|it| (it.name.clone(), it.kind, it.discriminant)).collect()
        };
        let (of_older, of_newer) = (members(older), members(newer));
        let mut pairs = of_older.iter().zip(&of_newer);
        older.kind == newer.kind
            && older.repr == newer.repr
            && variants(older) == variants(newer)
            && of_older.len() == of_newer.len()
            && pairs.all(|(older, newer)| {
                (&older.of, older.name) == (&newer.of, newer.name)
                    && self.is_same(older.type_name, newer.type_name)
            })
    }
}

/// Of a type that a derive tells on one side, and debug info on the other, each has from the other what it does not
/// tell: the representation, which shows in the layout, and what stable Rust does not tell of variants.
fn take_known(older: &mut TypeRecord, newer: &mut TypeRecord) {
    let is_known = |record: &TypeRecord| record.repr.base != BaseRepr::Unknown;
    match (is_known(older), is_known(newer)) {
        (false, true) => older.repr = newer.repr,
        (true, false) => newer.repr = older.repr,
        _ => return,
    }
    match (older.tagging, newer.tagging) {
        (Some(Tagging::Unknown), Some(_)) => older.tagging = newer.tagging,
        (Some(_), Some(Tagging::Unknown)) => newer.tagging = older.tagging,
        _ => {}
    }
}

/// A field, of a variant if it is one of an enum.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Member<'a> {
    of: String,
    name: &'a str,
    type_name: &'a str,
}

/// The fields of a type, in an order that does not depend on its layout.
fn members<'a>(record: &'a TypeRecord) -> Vec<Member<'a>> {
    let of_type = record.fields.iter().map(|field| (String::new(), field));
    let of_variants = record.variants.iter().flat_map(|variant| {
        let of = std_alloc::format!("{} {}", variant.name, variant.discriminant);
        variant.fields.iter().map(move |field| (of.clone(), field))
    });
    let member = |(of, field): (String, &'a FieldRecord)| Member {
        of,
        name: &field.name,
        type_name: &field.type_name,
    };
    let mut members: Vec<Member<'_>> = of_type.chain(of_variants).map(member).collect();
    members.sort();
    members
}

fn by_name<'a>(types: impl Iterator<Item = &'a LockedType>) -> ByName<'a> {
    let entry = |(index, locked): (usize, &'a LockedType)| {
        (locked.name.to_string(), (index, &locked.record))
    };
    types.enumerate().map(entry).collect()
}

/// The lines of each that the other has not.
fn known(older: &LockedType, newer: &LockedType) -> TypeChange {
    let lines = |one: &LockedType, other: &LockedType| {
        let others: BTreeSet<&str> = other.texts().collect();
        let new = one.texts().filter(|line| !others.contains(line));
        new.map(|line| line.trim().into()).collect()
    };
    TypeChange::Known { older: lines(older, newer), newer: lines(newer, older) }
}

impl Display for LockDiff {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (count, breaking) = (self.changes.len(), self.breaking());
        write!(f, "{count} layout change{} for {}", plural(count), self.target)?;
        // It breaks nobody if all programs that have the bytes are built anew.
        let (verb, whose): (String, _) = match (count, breaking) {
            (1, 1) => ("it breaks".into(), "its"),
            (_, 1) => ("1 breaks".into(), "its"),
            _ => (std_alloc::format!("{breaking} break"), "their"),
        };
        if breaking > 0 {
            write!(f, "; {verb} files and programs that share {whose} bytes")?;
        }
        for change in &self.changes {
            write!(f, "\n{change}")?;
        }
        Ok(())
    }
}

impl Display for LockChange {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sign = match self.what {
            TypeChange::Added { .. } => '+',
            TypeChange::Removed => '-',
            _ => '~',
        };
        write!(f, "{sign} {}", self.name)?;
        if let Some(place) = &self.place {
            write!(f, " ({place})")?;
        }
        match &self.what {
            TypeChange::Added { layout } => write!(f, ": added, {layout}"),
            TypeChange::Removed => f.write_str(": removed"),
            TypeChange::Changed(diff) => write_diff(f, diff),
            TypeChange::Reordered { older, newer, diff } => {
                write!(
                    f,
                    ": reordered by {newer} (was {}); its fields and their types are the same",
                    older.strip_prefix("rustc ").unwrap_or(older),
                )?;
                write_diff(f, diff)
            }
            TypeChange::Known { older, newer } => {
                f.write_str(": what is known of it changed")?;
                older.iter().try_for_each(|line| write!(f, "\n    - {line}"))?;
                newer.iter().try_for_each(|line| write!(f, "\n    + {line}"))
            }
        }
    }
}

fn write_diff(f: &mut Formatter<'_>, diff: &LayoutDiff) -> fmt::Result {
    diff.to_string().lines().try_for_each(|line| write!(f, "\n    {line}"))
}
