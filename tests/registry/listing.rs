//! What is in the list, and where it says that it is declared.

use layout_core::registry;
use layout_registry as _; // a crate that is not named is not linked

use crate::types_of;

fn names(module: &str) -> Vec<String> {
    let prefix = format!("registry::{module}::");
    let types = types_of(module);
    types.iter().map(|entry| entry.name().replacen(&prefix, "", 1)).collect()
}

#[test]
fn every_type_without_parameters_is_listed_once_and_in_order() {
    assert_eq!(names("zoo::wire"), ["Frame", "Message", "Packet", "Word"]);
    assert_eq!(
        names("zoo::hidden"),
        [
            "FromMacro",
            "Kept",
            "Made",
            "Old",
            "Private",
            "Renamed",
            "locals::Local",
            "locals::Local",
        ]
    );
}

#[test]
fn instances_are_listed_once_however_often_they_are_registered() {
    assert_eq!(
        names("zoo::state"),
        ["Counters", "Ring<registry::zoo::wire::Packet>", "Ring<u32>", "Session"]
    );
}

#[test]
fn types_of_other_crates_are_listed() {
    let other = registry::all().in_crate("layout_registry");
    let names: Vec<_> = other.iter().map(registry::Entry::name).collect();
    assert_eq!(names, ["layout_registry::Elsewhere"]);
    assert_eq!(other.iter().next().unwrap().crate_name(), "layout_registry");
}

#[test]
fn types_are_found_by_name_and_by_type() {
    let all = registry::all;
    assert_eq!(all().named("registry::zoo::wire::Packet").len(), 1);
    assert!(all().named("registry::zoo::wire").is_empty());
    assert!(all().named("Packet").is_empty());
    let found = all().of::<crate::zoo::wire::Packet>();
    let names: Vec<_> = found.iter().map(layout_core::registry::Entry::name).collect();
    assert_eq!(names, ["registry::zoo::wire::Packet"]);
    assert!(all().of::<String>().is_empty());
}

#[test]
fn an_entry_has_the_report_of_its_type() {
    for entry in types_of("zoo::wire") {
        let text = entry.report().to_string();
        let head = format!("{}: size {}", entry.layout().name, entry.layout().size);
        assert!(text.starts_with(&head), "{head}: {text}");
    }
}

#[test]
fn filters_take_whole_names_of_modules() {
    assert!(registry::all().in_module("registry::zoo::wir").is_empty());
    assert!(registry::all().in_module("registry::zoo::wire::Packet").is_empty());
    assert_eq!(registry::all().in_module("registry::zoo").len(), 16);
    assert!(registry::all().in_crate("registry").len() >= 16);
    let locked: Vec<_> = types_of("zoo").locked().into_iter().map(|it| it.layout().name).collect();
    assert_eq!(locked, ["Old", "Renamed", "Message", "Packet"]);
}

mod r#mod {
    pub(super) mod r#fn {
        #[derive(layout_core::Layout)]
        struct r#Raw {
            r#type: u8,
        }
    }
    pub(super) const PATH: &str = module_path!();
}

#[test]
fn raw_names_of_modules_are_found_with_and_without_their_marks() {
    let in_module = |path: &str| registry::all().in_module(path).len();
    assert!(r#mod::PATH.ends_with("::listing::r#mod"), "{}", r#mod::PATH);
    assert_eq!(in_module(r#mod::PATH), 1);
    for path in ["mod", "r#mod", "mod::fn", "mod::r#fn", "r#mod::fn", "r#mod::r#fn"] {
        assert_eq!(in_module(&format!("registry::listing::{path}")), 1, "{path}");
    }
    for path in ["mo", "mod::f", "mod::fn::Raw", "r#mod::r#", "fn", "r#"] {
        assert_eq!(in_module(&format!("registry::listing::{path}")), 0, "{path}");
    }
    let types = registry::all().in_module("registry::listing::mod");
    let names: Vec<_> = types.iter().map(registry::Entry::name).collect();
    assert_eq!(names, ["registry::listing::mod::fn::Raw"]);
}

/// The source is searched for the very name at the line and column that an entry tells.
#[test]
fn places_are_those_of_the_names() {
    let workspace = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    for entry in &types_of("zoo") {
        let source = std::fs::read_to_string(workspace.join(entry.file())).unwrap();
        let line = source.lines().nth(entry.line() as usize - 1).unwrap();
        let there: String = line.chars().skip(entry.column() as usize - 1).collect();
        let expected = match entry.layout().name {
            "FromMacro" => "make!(",
            "Ring" => "register_layout!(",
            name => name,
        };
        assert!(there.starts_with(expected), "{entry:?} is at {there:?}");
    }
}

#[test]
fn layouts_are_those_of_the_types() {
    let types = types_of("zoo::wire");
    let packet = types.iter().find(|entry| entry.layout().name == "Packet").unwrap();
    assert_eq!(packet.layout().offset("length"), Some(2));
    let locals = types_of("zoo::hidden").filter(|entry| entry.layout().name == "Local");
    assert_eq!(locals.iter().map(|it| it.layout().size).collect::<Vec<_>>(), [1, 2]);
    crate::zoo::hidden::locals();
}

#[test]
fn debug_names_the_type_and_its_place() {
    let types = types_of("zoo::wire").locked();
    let packet = types.iter().find(|entry| entry.layout().name == "Packet").unwrap();
    let expected = format!(
        "Entry {{ name: \"registry::zoo::wire::Packet\", file: \"tests/registry/zoo.rs\", line: {}, column: {}, \
         is_locked: true, .. }}",
        packet.line(),
        packet.column()
    );
    assert_eq!(format!("{packet:?}"), expected);
}
