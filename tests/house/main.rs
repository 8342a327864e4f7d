//! The rooms of both crates: who imports whom is what `docs/ARCHITECTURE.md` allows, and no two rooms import
//! each other, not even by way of others.
//!
//! `exceptions.txt` has the imports that are still to go, and the rooms that are still to come. The list may
//! only shrink: `UPDATE_EXPECT=1 cargo test -p layout-tests --test house` drops the lines that are no longer
//! needed, and adds none.

mod arrows;
mod document;
mod imports;
mod inlined;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use arrows::Arrow;

/// The crates, each with its heading in the document.
const CRATES: [&str; 2] = ["layout-core", "layout-derive"];

/// The imports that are still to go, as `CRATE: ROOM -> ROOM`, and the rooms to come, as `CRATE: + ROOM`.
const EXCEPTIONS: &str = "house/exceptions.txt";

#[test]
fn rooms_import_what_the_document_allows() {
    let mut wrong = Vec::new();
    let mut needed = BTreeSet::new();
    let exceptions = exceptions();
    for name in CRATES {
        let allowed = document::allowed(name);
        let rooms = imports::Crate::read(name);
        for room in rooms.names().filter(|room| !allowed.contains_key(*room)) {
            wrong.push(format!("{name}: the room `{room}` is not in docs/ARCHITECTURE.md"));
        }
        for room in allowed.keys().filter(|room| !rooms.names().any(|name| name == *room)) {
            let line = format!("{name}: + {room}");
            if !exceptions.contains(&line) {
                wrong.push(format!(
                    "{name}: docs/ARCHITECTURE.md has the room `{room}`, which is gone"
                ));
            }
            needed.insert(line);
        }
        for (arrow, places) in rooms.arrows() {
            let Arrow { from, to } = arrow;
            if allowed.get(from).is_some_and(|rooms| rooms.contains(to)) {
                continue;
            }
            let line = format!("{name}: {from} -> {to}");
            if !exceptions.contains(&line) {
                wrong.push(format!(
                    "{line} is not in docs/ARCHITECTURE.md, but in {}",
                    places.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
                ));
            }
            needed.insert(line);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    shrink(&exceptions, &needed);
}

#[test]
fn the_document_has_no_way_around_in_a_circle() {
    for name in CRATES {
        let allowed = document::allowed(name);
        for (from, rooms) in &allowed {
            for to in rooms {
                assert!(
                    allowed.contains_key(to),
                    "{name}: `{from}` may import `{to}`, which has no row"
                );
            }
        }
        let circle = arrows::circle(&allowed);
        assert!(
            circle.is_none(),
            "{name}: rooms import each other: {}",
            circle.unwrap_or_default().join(" -> ")
        );
    }
}

/// The reader of the source sees each way to name another room, and what is for tests alone it does not see.
#[test]
fn imports_of_each_form_are_seen() {
    let root = BTreeMap::from([("Layout".to_owned(), "layout_trait".to_owned())]);
    let rooms = ["layout", "layout_trait", "report", "record", "check"].map(str::to_owned);
    let seen = |path: &[&str], source: &str| {
        let path: Vec<String> = path.iter().map(ToString::to_string).collect();
        let source = syn::parse_file(source).expect("it is Rust");
        let found = imports::imports_of(&source, &path, &rooms, &root);
        found.into_iter().collect::<Vec<_>>()
    };
    for (path, source, expected) in [
        (&["check"][..], "use crate::layout::Hole;", &["layout"][..]),
        (
            &["check"],
            "use crate::{report::draw, record::{A, layout}, Layout};",
            &["layout_trait", "record", "report"],
        ),
        (
            &["check"],
            "fn f() { crate::report::f(); g::<crate::layout::T>() }",
            &["layout", "report"],
        ),
        (&["check"], "fn f() { println!(\"{}\", crate::report::f()) }", &["report"]),
        (&["check"], "use super::layout::T;", &["layout"]),
        (&["check", "text"], "use super::layout::T;", &[]),
        (&["check", "text"], "use super::super::layout::T;", &["layout"]),
        (&["check"], "mod inner { use super::super::record::T; use super::layout; }", &["record"]),
        (&["check"], "use crate::check::text; use self::layout::X; use std::report;", &[]),
        (&["check"], "#[cfg(test)] mod tests { use crate::report::X; }", &[]),
        (&["check"], "#[cfg(all(test, unix))] use crate::report::X;", &[]),
        (&["check"], "#[cfg(any(test, unix))] use crate::report::X;", &["report"]),
        (&["check"], "#[cfg(not(test))] use crate::report::X;", &["report"]),
        // What a macro writes into another crate is no import; what it writes here is.
        (&["check"], "macro_rules! m { () => { $crate::report::X } }", &[]),
        (&["check"], "macro_rules! m { () => { crate::report::X } }", &["report"]),
        (&["check"], "/// See [`X`](crate::report::X).\nfn f() { \"crate::report\"; }", &[]),
    ] {
        assert_eq!(seen(path, source), expected, "{source}");
    }
}

/// Each file that the document names is there.
#[test]
fn the_document_names_no_file_that_is_gone() {
    let document = read(&root().join("docs/ARCHITECTURE.md"));
    let places = ["layout-core/src", "layout-derive/src", "."];
    let files = document
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| Path::new(name).extension().is_some_and(|it| it == "rs"));
    let gone = |file: &&str| !places.iter().any(|place| root().join(place).join(file).exists());
    let gone: Vec<&str> = files.filter(gone).collect();
    assert!(gone.is_empty(), "docs/ARCHITECTURE.md names files that are gone: {gone:?}");
}

/// Each suite has its row in the page that lists them.
#[test]
fn each_suite_is_in_the_readme() {
    let readme = read(&root().join("tests/README.md"));
    let mut suites = 0;
    for package in ["", "outputs/", "registry/", "ui/"] {
        let manifest = read(&root().join(format!("tests/{package}Cargo.toml")));
        for section in manifest.split("[[test]]").skip(1) {
            let name = section.split('"').nth(1).expect("a test has a name");
            assert!(
                readme.contains(&format!("\n| `{name}` ")),
                "tests/README.md has no row of `{name}`"
            );
            suites += 1;
        }
    }
    assert!(suites > 20, "only {suites} suites were found");
}

/// A circle is found however long it is.
#[test]
fn circles_are_found() {
    let allowed = |arrows: &[(&str, &str)]| {
        let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (from, to) in arrows {
            rooms.entry((*from).to_owned()).or_default().insert((*to).to_owned());
        }
        rooms
    };
    assert_eq!(arrows::circle(&allowed(&[("a", "b"), ("b", "c"), ("a", "c")])), None);
    for circle in [
        &[("a", "a")][..],
        &[("a", "b"), ("b", "a")],
        &[("x", "a"), ("a", "b"), ("b", "c"), ("c", "a")],
    ] {
        let found = arrows::circle(&allowed(circle)).expect("there is a circle");
        assert_eq!(found.first(), found.last());
    }
}

fn exceptions() -> BTreeSet<String> {
    let text = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(EXCEPTIONS));
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

/// Fails if there are exceptions that nothing needs, or drops them if that is asked.
fn shrink(exceptions: &BTreeSet<String>, needed: &BTreeSet<String>) {
    let over: Vec<&str> = exceptions.difference(needed).map(String::as_str).collect();
    if over.is_empty() {
        return;
    }
    let over = over.join("\n");
    assert!(
        std::env::var_os("UPDATE_EXPECT").is_some(),
        "these lines of tests/{EXCEPTIONS} are no longer needed. Drop them, or have it done by\n    \
         UPDATE_EXPECT=1 cargo test -p layout-tests --test house\n{over}"
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(EXCEPTIONS);
    let text = read(&path);
    let kept = text.lines().filter(|line| line.starts_with('#') || needed.contains(*line));
    let kept: String = kept.flat_map(|line| [line, "\n"]).collect();
    std::fs::write(&path, kept).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
