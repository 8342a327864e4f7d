//! Crates of the registry that `LAYOUT_SCALE_CRATES` names.

use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use super::copy::{Role, Source};
use super::inject::Injection;
use super::manifest::Manifest;
use super::warnings::warnings;
use super::{Stated, source_directory};
use crate::project::{Project, dependency_on_core, stdout_of};

/// The one program of them, which each has in turn.
const PROJECT: &str = "scale_named";

/// What is asked of a crate: `name@version+feature!macro~Type^Type`, where all but the name may be left out,
/// and all but the version be there several times.
#[derive(Debug, Default, PartialEq, Eq)]
struct Asked<'a> {
    name: &'a str,
    version: &'a str,
    features: Vec<&'a str>,
    /// The macros that pass the items and the attributes which they are given through.
    macros: Vec<&'a str>,
    /// The types that stay without the derive; `$name` where a macro makes them.
    without: Vec<&'a str>,
    /// The types that end in one which is not sized though it does not look so.
    tailed: Vec<&'a str>,
}

#[test]
#[ignore = "needs a network, and takes as long as the crates named in LAYOUT_SCALE_CRATES do"]
fn types_of_named_crates_are_laid_out_as_stated() {
    let crates = std::env::var("LAYOUT_SCALE_CRATES").expect("LAYOUT_SCALE_CRATES names crates");
    let mut rows = Vec::new();
    let mut all = Vec::new();
    for asked in crates.split([',', ' ']).filter(|text| !text.is_empty()) {
        let mut faults = Vec::new();
        match catch_unwind(AssertUnwindSafe(|| Asked::read(asked).examine(&mut faults))) {
            Ok(row) => rows.push(row),
            Err(panic) => faults.push(message(&*panic).to_owned()),
        }
        let faults = faults.into_iter().map(|fault| format!("{asked}: {fault}"));
        all.extend(faults.inspect(|fault| println!("  {fault}")));
    }
    println!("{}\n{}", Stated::HEADING, rows.join("\n"));
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

fn message(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<String>().map_or("it panicked", String::as_str)
}

impl<'a> Asked<'a> {
    fn read(text: &'a str) -> Self {
        let marks = ['@', '+', '!', '~', '^'];
        let end = text.find(marks).unwrap_or(text.len());
        let (name, mut rest) = text.split_at(end);
        let mut asked = Self { name, version: "*", ..Self::default() };
        while let Some(mark) = rest.chars().next() {
            let end = rest[1..].find(marks).map_or(rest.len(), |at| at + 1);
            let word = &rest[1..end];
            match mark {
                '@' => asked.version = word,
                '+' => asked.features.push(word),
                '!' => asked.macros.push(word),
                '~' => asked.without.push(word),
                _ => asked.tailed.push(word),
            }
            rest = &rest[end..];
        }
        asked
    }

    /// Compares the types, and adds what differs, and what is warned of. Returns the crate's row in the
    /// table of all.
    fn examine(&self, faults: &mut Vec<String>) -> String {
        let directory = self.fetch();
        let manifest = std::fs::read_to_string(directory.join("Cargo.toml"));
        let manifest = Manifest::new(manifest.expect("each crate has a manifest"));
        let source = Source {
            name: self.name,
            directory: &directory,
            root: manifest.root(),
            is_of_2015: manifest.is_of_2015(),
            injection: Injection {
                macros: &self.macros,
                without: &self.without,
                tailed: &self.tailed,
                has_templates: true,
                registers: true,
            },
        };
        let plain = self.warnings(&source, &manifest, Role::Plain);
        let derived = self.warnings(&source, &manifest, Role::Derived);
        faults.extend(derived.difference(&plain).cloned());

        let project = Project::new("named", PROJECT).online();
        let program = format!(
            "[[bin]]\nname = \"{PROJECT}\"\npath = \"src/main.rs\"\n\n\
             [profile.dev]\ndebug = false\nopt-level = 0\nincremental = false\n\n\
             [dependencies.scale_support]\npath = \"support\"\n\n{}",
            dependency_on_core()
        );
        project.write("Cargo.toml", &manifest.of_copy(false, &program));
        let derived = source.copy(&project, Role::Program);
        let features = self.features.join(",");
        let built = project.build_with(&["--features", &features], &[]);
        let stated = Stated::new(&directory, PROJECT, derived, &built);
        let comparison = stated.compare();
        stated.print(&comparison);
        let row = stated.row(&comparison);
        faults.extend(comparison.differences.into_iter().map(|(_, line)| line));
        row
    }

    fn warnings(&self, source: &Source<'_>, manifest: &Manifest, role: Role) -> BTreeSet<String> {
        let project = Project::new("named", PROJECT).online();
        project.write("Cargo.toml", &manifest.of_copy(true, &dependency_on_core()));
        source.copy(&project, role);
        warnings(&project, &["--features", &self.features.join(",")])
    }

    /// Where the registry's sources of the crate lie.
    fn fetch(&self) -> PathBuf {
        let Self { name, version, .. } = self;
        let project = Project::new("named", PROJECT).online();
        project.write_manifest(&format!("[dependencies]\n{name} = \"{version}\"\n"));
        project.write("src/main.rs", "fn main() {}\n");
        let metadata = stdout_of(project.cargo("metadata").arg("--format-version=1"));
        source_directory(&metadata, name, "")
    }
}

#[test]
fn what_is_asked_of_a_crate_is_read() {
    let all = Asked::read("a-b@1.2+std+c!d!e~F^G");
    let expected = Asked {
        name: "a-b",
        version: "1.2",
        features: vec!["std", "c"],
        macros: vec!["d", "e"],
        without: vec!["F"],
        tailed: vec!["G"],
    };
    assert_eq!(all, expected);
    let nothing = Asked { name: "a-b", version: "*", ..Asked::default() };
    assert_eq!(Asked::read("a-b"), nothing);
}
