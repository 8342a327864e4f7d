//! The types of debug info, as a lock file needs to know them.

use std_alloc::collections::BTreeMap;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::Lockable;
use super::current::{Current, Origin, Source, release};
use crate::debug_info::DebugType;
use crate::layout::{BaseRepr, Kind, Repr, Tagging};
use crate::record::{FieldRecord, TypeRecord};
use crate::types::Types;

impl Lockable for DebugType<'_> {
    fn current(listed: &Types<Self>) -> Current {
        let types: Vec<Self> = listed.iter().filter(is_locked).collect();
        let within = within(&types);
        let origin = |it: &DebugType<'_>| Origin {
            owner: it.crate_name().into(),
            place: it.declared_at().map(|place| place.to_string()),
            release: it.crate_version().map(release),
        };
        let compilers = listed.program().compilers();
        Current::new(
            types.iter().map(|it| (*it, origin(it))),
            within.into_values(),
            listed.scope().map(String::from),
            listed.program().target().clone(),
            (!compilers.is_empty()).then(|| compilers.join(" and ")),
        )
    }
}

/// Whether a type has a name of its own that lasts: those of closures, of futures and of what is declared in
/// methods have numbers, which change with what else is in the source.
fn is_locked(it: &DebugType<'_>) -> bool {
    it.is_compound() && !it.is_numbered() && !it.is_unnamed() && is_declared(it)
}

fn is_of_std(it: &DebugType<'_>) -> bool {
    ["core", "alloc", "std"].contains(&it.crate_name())
}

/// What a type holds by value. Of those of the standard library it is what they are made of and what they are
/// arguments of: what else they hold, of crates of its own too, is the compiler's.
fn held(it: DebugType<'_>) -> Vec<Option<DebugType<'_>>> {
    let mut held = it.parts();
    if is_of_std(&it) {
        let name = it.raw_name();
        for inner in &mut held {
            *inner = inner.filter(|inner| {
                is_of_std(inner) || !inner.is_compound() || name.contains(&*inner.raw_name())
            });
        }
    }
    held
}

/// Whether a crate declares the type, or it is one of C: a tuple and a box of a slice are the compiler's.
fn is_declared(it: &DebugType<'_>) -> bool {
    !it.is_rust() || !it.module_path().is_empty()
}

fn is_tuple(it: &DebugType<'_>) -> bool {
    it.module_path().is_empty() && it.raw_name().starts_with('(')
}

/// All that lies within types, each after what it holds itself.
fn within<'p>(types: &[DebugType<'p>]) -> BTreeMap<usize, DebugType<'p>> {
    let mut found = BTreeMap::new();
    let mut open: Vec<DebugType<'p>> = types.to_vec();
    while let Some(it) = open.pop() {
        for inner in held(it).into_iter().flatten() {
            if found.insert(inner.key(), inner).is_none() {
                open.push(inner);
            }
        }
    }
    found
}

impl Source for DebugType<'_> {
    type Key = usize;

    fn key(self) -> usize {
        DebugType::key(&self)
    }

    fn record(self) -> TypeRecord {
        let record = self.outline();
        match record.kind {
            // No tuple has another one.
            Kind::Tuple => TypeRecord { repr: Repr::RUST, ..record },
            _ => record,
        }
    }

    fn held(self) -> Vec<Vec<Self>> {
        let held = held(self).into_iter();
        held.map(|inner| inner.into_iter().collect()).collect()
    }

    /// What lies within types of the standard library is not listed, as it is that of the compiler.
    fn is_listed(self) -> bool {
        let is_known = is_declared(&self) && !is_of_std(&self) || is_tuple(&self);
        self.is_compound() && is_known && !self.is_numbered() && !self.is_unnamed()
    }

    fn release(self) -> Option<String> {
        self.crate_version().map(release)
    }

    /// Fields that do not follow each other as they are declared were placed by the compiler; others may have been
    /// by `repr(C)`.
    fn is_reorderable(self) -> bool {
        let record = self.outline();
        let is_in_order = |fields: &[FieldRecord]| fields.is_sorted_by_key(|field| field.offset);
        let is_in_order = is_in_order(&record.fields)
            && record.variants.iter().all(|variant| is_in_order(&variant.fields));
        let has_niche = record.tagging == Some(Tagging::Niche);
        record.repr.base == BaseRepr::Unknown && (has_niche || !is_in_order)
    }
}
