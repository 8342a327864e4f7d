//! The types of well-known crates: their sources are copied from cargo's registry, and each type
//! gets the derive.

mod copy;
mod crates;
mod inject;
mod instance;
mod item;
mod manifest;
mod named;
mod tokens;
mod warnings;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use layout_tests::type_sizes::{ListedField, ListedType};

use crate::compare::{Comparison, Subject};
use crate::holes::compare_holes;
use crate::known_offsets::Share;
use crate::listing::{Listing, fields};
use crate::project::{Built, Project, stdout_of};
use crate::table::{Row, Table, parse};
use copy::{Role, Source};
use crates::{CRATES, Real};
use inject::Injection;

/// Each crate has enough types to learn something from it.
const LEAST_TYPES: usize = 50;

#[test]
fn types_of_well_known_crates_are_laid_out_as_stated() {
    let metadata = metadata();
    let mut all = Vec::new();
    let mut types = 0;
    for real in &CRATES {
        let stated = state(real, &source_directory(&metadata, real.name, real.version));
        assert!(stated.tables.len() >= LEAST_TYPES, "{} has lost its types", real.name);
        let comparison = stated.compare();
        stated.print(&comparison);
        types += stated.tables.len();
        let differences = comparison.differences.into_iter();
        all.extend(differences.map(|(_, line)| format!("{}: {line}", real.name)));
    }
    println!("{types} types of {} crates", CRATES.len());
    assert!(all.is_empty(), "types are laid out otherwise than stated:\n{}", all.join("\n"));
}

/// Builds a copy of a crate, with the derive, and runs it.
fn state(real: &Real, directory: &Path) -> Stated {
    let project = Project::new("real", real.project);
    project.write_manifest(&real.manifest());
    let source = Source {
        name: real.name,
        directory,
        root: "src/lib.rs",
        is_of_2015: false,
        injection: Injection {
            macros: real.macros,
            without: real.without,
            tailed: &[],
            has_templates: false,
            registers: true,
        },
    };
    let derived = source.copy(&project, Role::Program);
    Stated::new(directory, real.project, derived, &project.build())
}

/// The types of a crate with what their program says of them, by their paths.
struct Stated {
    /// The name and version of the crate.
    name: String,
    /// How many types have the derive, generic ones too.
    derived: usize,
    tables: BTreeMap<String, Table>,
    listing: Listing,
}

impl Stated {
    /// The heading of a table with a row for each crate.
    const HEADING: &str = "\
        | crate | derive on | types compared | facts equal | differences | variants known |\n\
        | --- | --- | --- | --- | --- | --- |";

    /// From what a program prints that holds the crate in that directory, with so many derives.
    fn new(directory: &Path, program: &str, derived: usize, built: &Built) -> Self {
        let crate_name = format!("{program}::");
        let tables = parse(&built.run())
            .into_iter()
            .map(|(path, table)| (path.replace(&crate_name, ""), table));
        let name = directory.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { name, derived, tables: tables.collect(), listing: Listing::parse(&built.listing) }
    }

    fn print(&self, comparison: &Comparison) {
        let Self { name, derived, tables, .. } = self;
        let (count, equal) = (tables.len(), comparison.facts - comparison.differences.len());
        println!(
            "{name}: the derive on {derived} types; of {count}, {equal} facts equal to rustc's;"
        );
        self.known().print("variants with a payload have known offsets");
    }

    fn row(&self, comparison: &Comparison) -> String {
        let Self { name, derived, tables, .. } = self;
        let differences = comparison.differences.len();
        let (count, equal) = (tables.len(), comparison.facts - differences);
        format!("| {name} | {derived} | {count} | {equal} | {differences} | {} |", self.known())
    }

    /// Of how many of the variants with a payload the offsets are known.
    fn known(&self) -> Share {
        let mut known = Share::default();
        for variant in self.tables.values().flat_map(|table| &table.variants) {
            if !variant.fields.is_empty() {
                known.add(variant.fields.iter().all(|row| row.offset.is_some()));
            }
        }
        known
    }

    fn compare(&self) -> Comparison {
        let mut comparison = Comparison::default();
        for (number, (path, table)) in self.tables.iter().enumerate() {
            let comparison = &mut comparison;
            let mut subject = Subject { comparison, number, name: path, truth: "rustc" };
            match self.listing.by_plain_name(path) {
                Some(listed) => compare(&mut subject, listed, table),
                None => subject.fail("not in rustc's listing"),
            }
        }
        comparison
    }
}

fn compare(subject: &mut Subject<'_>, listed: &ListedType, table: &Table) {
    subject.check("size", &listed.size, &table.size);
    subject.check("alignment", &listed.align, &table.align);
    compare_holes(subject, listed, table);
    if table.variants.is_empty() {
        compare_fields(subject, "", fields(listed), &table.fields);
        return;
    }
    for variant in &table.variants {
        let place = format!("{}.", variant.name);
        // rustc leaves out some variants that can never exist.
        if let Some(listed) = listed.variants.iter().find(|listed| listed.name == variant.name) {
            compare_fields(subject, &place, &listed.fields, &variant.fields);
        }
    }
    for variant in &listed.variants {
        let is_stated = table.variants.iter().any(|stated| stated.name == variant.name);
        subject.check_that(&format!("{} is not known to LAYOUT", variant.name), is_stated);
    }
}

/// Offsets of an enum's fields need not be known.
fn compare_fields(subject: &mut Subject<'_>, place: &str, listed: &[ListedField], stated: &[Row]) {
    subject.check(&format!("{place}count of fields"), &listed.len(), &stated.len());
    for field in listed {
        let place = format!("{place}{}", field.name);
        let Some(row) = stated.iter().find(|row| row.name == field.name) else {
            subject.fail(&format!("{place} is not known to LAYOUT"));
            continue;
        };
        subject.check_if_known(&format!("{place}: size"), Some(field.size), row.size);
        subject.check_if_known(&format!("{place}: alignment"), field.align, row.align);
        let must_be_known = !place.contains('.') || row.offset.is_some();
        let offset = must_be_known.then_some(field.offset);
        subject.check_if_known(&format!("{place}: offset"), offset, row.offset);
    }
}

/// What cargo knows of the workspace and all it depends on.
fn metadata() -> String {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let triple = crate::project::triple();
    command
        .args(["metadata", "--format-version=1", "--filter-platform", &triple])
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    stdout_of(&mut command)
}

/// Where the sources of a crate lie, of which cargo knows one version that begins so.
fn source_directory(metadata: &str, name: &str, version: &str) -> PathBuf {
    // A package begins with its name and version; the mention of a dependency has no version.
    let mark = format!(r#"{{"name":"{name}","version":"{version}"#);
    let manifest = metadata
        .split_once(&mark)
        .and_then(|(_, package)| package.split_once(r#""manifest_path":""#))
        .and_then(|(_, path)| path.split_once('"'))
        .map(|(path, _)| PathBuf::from(path.replace(r"\\", r"\")));
    let manifest = manifest.unwrap_or_else(|| panic!("there is no dependency on {name} {version}"));
    manifest.parent().expect("a manifest lies in a directory").to_owned()
}
