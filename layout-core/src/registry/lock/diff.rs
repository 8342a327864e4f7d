use core::fmt::{self, Display, Formatter};
use std_alloc::boxed::Box;
use std_alloc::collections::BTreeMap;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::current::Current;
use super::document::{LockedType, Role, Section};
use crate::LayoutRecord;
use crate::diff::LayoutDiff;
use crate::record::{Target, TypeRecord};
use crate::report::ShortName;

/// What is not as the lock file has it. `{}` names each type with what changed in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LockDiff {
    /// The changes in the order of the types' names; types that lie within others come last.
    pub changes: Vec<LockChange>,
    /// The number of types that were compared, or should have been.
    pub types: usize,
    /// The target.
    pub target: Target,
}

/// What happened to a type since the lock file was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LockChange {
    /// The full name of the type, with a number if there are several of the name.
    pub name: String,
    /// The file and line of the type, unless it is gone or lies within another one.
    pub place: Option<String>,
    /// What happened.
    pub what: WhatChanged,
}

/// What happened to a type of a lock file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhatChanged {
    /// It is not in the file.
    Added {
        /// Its layout.
        layout: String,
    },
    /// It is in the file only.
    Removed,
    /// Its layout is another.
    Changed(Box<LayoutDiff>),
    /// What is known of its layout is another: where stable Rust tells a place, or no longer does.
    Known {
        /// The lines that are in the file only.
        older: Vec<String>,
        /// The lines that are not in the file.
        newer: Vec<String>,
    },
}

impl LockDiff {
    /// Compares the types of the program with the section of its target.
    pub(super) fn new(section: Option<&Section>, current: &Current, target: &Target) -> Self {
        let locked = section.map(|section| section.types.as_slice()).unwrap_or_default();
        let older: BTreeMap<&str, &LockedType> =
            locked.iter().map(|locked| (locked.name.as_str(), locked)).collect();
        let others = section.map(|section| current.others(section)).unwrap_or_default();
        let mut is_gone = older.clone();
        for other in others {
            is_gone.remove(other.name.as_str());
        }

        let sides = Sides { target, older: Names::new(locked), newer: Names::new(&current.types) };
        let mut changes = Vec::new();
        for newer in &current.types {
            is_gone.remove(newer.name.as_str());
            let what = match older.get(newer.name.as_str()) {
                None => Some(WhatChanged::Added {
                    layout: newer.texts().next().unwrap_or("").trim().into(),
                }),
                Some(older) if older.is_same_layout(newer) => None,
                Some(older) => Some(sides.change(older, newer)),
            };
            let (name, place) = (newer.name.clone(), current.place(&newer.name));
            changes.extend(what.map(|what| (newer.role, LockChange { name, place, what })));
        }
        for (name, locked) in is_gone {
            let change = LockChange { name: name.into(), place: None, what: WhatChanged::Removed };
            changes.push((locked.role, change));
        }
        changes.sort_by(|(one_role, one), (role, other)| {
            (one_role, &one.name).cmp(&(role, &other.name))
        });
        Self {
            changes: changes.into_iter().map(|(_, change)| change).collect(),
            types: current.types.iter().filter(|it| it.role == Role::Type).count(),
            target: target.clone(),
        }
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether there are types that the file does not have, and no other change.
    #[must_use]
    pub fn only_adds(&self) -> bool {
        self.changes.iter().all(|change| matches!(change.what, WhatChanged::Added { .. }))
    }

    /// The number of types whose change makes newer code misread older bytes.
    #[must_use]
    pub fn breaking(&self) -> usize {
        self.changes.iter().filter(|change| change.is_breaking()).count()
    }
}

impl LockChange {
    /// Whether newer code misreads older bytes: [`LayoutDiff::is_breaking`].
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        matches!(&self.what, WhatChanged::Changed(diff) if diff.is_breaking())
    }
}

/// The types of a section by their short names; none where several types have one.
struct Names<'a>(BTreeMap<String, Option<&'a TypeRecord>>);

impl<'a> Names<'a> {
    fn new(types: &'a [LockedType]) -> Self {
        let mut names = BTreeMap::new();
        for locked in types {
            let name = ShortName(&locked.record.type_name).to_string();
            names.entry(name).and_modify(|it| *it = None).or_insert(Some(&locked.record));
        }
        Self(names)
    }

    fn get(&self, name: &str) -> Option<&'a TypeRecord> {
        *self.0.get(name)?
    }
}

/// Both sides of a comparison.
struct Sides<'a> {
    target: &'a Target,
    older: Names<'a>,
    newer: Names<'a>,
}

impl Sides<'_> {
    fn change(&self, older: &LockedType, newer: &LockedType) -> WhatChanged {
        let mut records = (older.record.clone(), newer.record.clone());
        records.0.type_name.clone_from(&records.1.type_name);
        self.fill(&mut records.0, &mut records.1);
        let record = |layout| LayoutRecord::of(self.target.clone(), layout, Vec::new());
        let diff = record(records.1).diff(record(records.0));
        if !diff.is_empty() {
            return WhatChanged::Changed(diff.into());
        }
        let lines = |one: &LockedType, other: &LockedType| {
            let is_new = |line: &&str| !other.texts().any(|it| it == *line);
            one.texts().filter(is_new).map(|line| line.trim().into()).collect()
        };
        WhatChanged::Known { older: lines(older, newer), newer: lines(newer, older) }
    }

    /// Adds the layouts of the fields whose type is another one now, so that it can be seen whether it
    /// means the same. Those of the other fields are compared on their own.
    fn fill(&self, older: &mut TypeRecord, newer: &mut TypeRecord) {
        // Types are compared by what the file has of them.
        for field in fields_of(newer).chain(fields_of(older)) {
            field.ty = ShortName(&field.type_name).to_string();
        }
        let before: BTreeMap<String, String> =
            fields_of(older).map(|field| (field.name.clone(), field.ty.clone())).collect();
        let after: BTreeMap<String, String> =
            fields_of(newer).map(|field| (field.name.clone(), field.ty.clone())).collect();
        for (record, names) in [(older, &self.older), (newer, &self.newer)] {
            for field in fields_of(record) {
                if before.get(&field.name) != after.get(&field.name) {
                    field.layout = names.get(&field.ty).map(|layout| layout.clone().into());
                }
            }
        }
    }
}

fn fields_of(record: &mut TypeRecord) -> impl Iterator<Item = &mut crate::record::FieldRecord> {
    record.fields.iter_mut().chain(record.variants.iter_mut().flat_map(|it| &mut it.fields))
}

impl Display for LockDiff {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let count = self.changes.len();
        let plural = if count == 1 { "" } else { "s" };
        write!(
            f,
            "{count} change{plural} of layouts for {}, {} breaking",
            self.target,
            self.breaking()
        )?;
        for change in &self.changes {
            write!(f, "\n{change}")?;
        }
        Ok(())
    }
}

impl Display for LockChange {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sign = match self.what {
            WhatChanged::Added { .. } => '+',
            WhatChanged::Removed => '-',
            WhatChanged::Changed(_) | WhatChanged::Known { .. } => '~',
        };
        write!(f, "{sign} {}", self.name)?;
        if let Some(place) = &self.place {
            write!(f, " ({place})")?;
        }
        match &self.what {
            WhatChanged::Added { layout } => write!(f, ": added, {layout}"),
            WhatChanged::Removed => f.write_str(": removed"),
            WhatChanged::Changed(diff) => {
                for line in diff.to_string().lines() {
                    write!(f, "\n    {line}")?;
                }
                Ok(())
            }
            WhatChanged::Known { older, newer } => {
                f.write_str(": what is known of it changed")?;
                older.iter().try_for_each(|line| write!(f, "\n    - {line}"))?;
                newer.iter().try_for_each(|line| write!(f, "\n    + {line}"))
            }
        }
    }
}
