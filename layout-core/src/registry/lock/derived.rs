//! The types that the derive lists, as a lock file needs to know them.

use std_alloc::collections::BTreeMap;
use std_alloc::format;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use rustc_version_runtime::{VersionMeta, version_meta};

use super::Lockable;
use super::current::{Current, Origin, Source, release};
use crate::layout::{FieldLayout, Kind, TypeLayout};
use crate::record::name::{parts, stable_name};
use crate::record::{Target, TypeRecord};
use crate::registry::{Entry, Types};

impl Lockable for &'static Entry {
    fn current(listed: &Types) -> Current {
        let mut all = BTreeMap::new();
        for entry in crate::registry::all() {
            let list: &mut Vec<_> = all.entry(stable_name(entry.layout().type_name())).or_default();
            list.push(entry.layout());
        }
        let types = listed.iter().map(|entry| {
            let origin = Origin {
                owner: entry.owner().into(),
                place: Some(format!("{}:{}", entry.file(), entry.line())),
                release: entry.version().map(release),
            };
            (Derived { layout: entry.layout(), all: &all }, origin)
        });
        Current::new(
            types,
            core::iter::empty(),
            listed.scope().map(String::from),
            Target::this(),
            Some(this_compiler()),
        )
    }
}

/// The name and the version of the compiler of this program, and of one that is made each night the date: `rustc 1.95.0`.
fn this_compiler() -> String {
    let VersionMeta { semver, commit_date, .. } = version_meta();
    match commit_date.filter(|_| !semver.pre.is_empty()) {
        Some(date) => format!("rustc {semver} ({date})"),
        None => format!("rustc {semver}"),
    }
}

/// All types of the program that the derive lists, by name: fields whose type is a parameter without the bound
/// `Layout` do not know the layouts of theirs.
type ByName = BTreeMap<String, Vec<&'static TypeLayout>>;

/// A type that the derive describes.
#[derive(Clone, Copy)]
struct Derived<'a> {
    layout: &'static TypeLayout,
    all: &'a ByName,
}

impl Source for Derived<'_> {
    type Key = *const TypeLayout;

    fn key(self) -> Self::Key {
        self.layout
    }

    fn record(self) -> TypeRecord {
        TypeRecord::outline(self.layout)
    }

    fn held(self) -> Vec<Vec<Self>> {
        let layout = self.layout;
        let of_variants = layout.variants().flat_map(|variant| variant.fields());
        let of_field = |field: FieldLayout| match field.layout() {
            Some(layout) => Vec::from([Self { layout, ..self }]),
            None => self.named(field.type_name()),
        };
        let of_fields = layout.fields().chain(of_variants).map(of_field);
        let inner = layout.element().into_iter().chain(layout.held().iter().copied());
        of_fields.chain(inner.map(|layout| Vec::from([Self { layout, ..self }]))).collect()
    }

    fn is_listed(self) -> bool {
        self.layout.kind.has_fields() || self.layout.kind == Kind::Enum
    }

    /// That of an entry is known, not that of what lies within it.
    fn release(self) -> Option<String> {
        None
    }

    fn is_reorderable(self) -> bool {
        self.layout.repr.is_reorderable()
    }
}

impl Derived<'_> {
    /// Of a type that is not described, those of the program's types that its name has in it.
    fn named(self, type_name: &str) -> Vec<Self> {
        let name = stable_name(type_name);
        let lists = parts(&name).filter_map(|part| self.all.get(part));
        lists.flatten().map(|&layout| Self { layout, ..self }).collect()
    }
}
