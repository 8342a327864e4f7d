//! The command on a workspace of four crates: what each command prints, and how each fails.
//!
//! `SNAPSHOTS=overwrite cargo test -p cargo-layout` writes what is printed into `snapshots/`.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

mod check;
mod compare;
mod diff;
mod files;
mod formats;
mod interrupted;
mod support;
mod targets;
mod wrong;

use snapbox::assert_data_eq;
use support::{layout, snapshot};

#[test]
fn types_that_waste_most_come_first() {
    let run = layout(["-p", "plain"]);
    assert_data_eq!(run.succeeds(), snapshot("list.txt"));
    assert_data_eq!(run.stderr.clone(), snapshot("list.err"));
}

/// The page shows what the command prints.
#[test]
fn the_readme_has_the_beginning_of_the_table() {
    let page = include_str!("../../README.md");
    let table = include_str!("snapshots/list.txt");
    let beginning: String = table.split_inclusive('\n').take(7).collect();
    assert!(page.contains(&beginning), "README.md has not\n{beginning}");
}

/// As cargo calls it, and as a person does.
#[test]
fn both_forms_are_one_command() {
    let of_cargo = layout(["layout", "-p", "plain"]);
    let of_person = layout(["-p", "plain"]);
    assert_eq!(of_cargo.succeeds(), of_person.succeeds());
}

#[test]
fn types_are_ranked_filtered_and_counted() {
    let run = layout(["-p", "plain", "--sort", "size", "-n", "2", "--min-size", "9"]);
    assert_data_eq!(run.succeeds(), snapshot("by-size.txt"));
    let run = layout(["-p", "plain", "--sort", "lines", "--filter", "wire|Message"]);
    assert_data_eq!(run.succeeds(), snapshot("by-lines.txt"));
    let run = layout(["-p", "plain", "--sort", "findings", "-n", "3"]);
    assert_data_eq!(run.succeeds(), snapshot("by-findings.txt"));
}

#[test]
fn a_workspace_is_all_its_default_members() {
    let text = layout(["-n", "100"]).succeeds();
    for name in ["plain::Session", "bare::Register", "plain::wire::Packet", "waits::Ready"] {
        assert!(text.contains(name), "{name} is not in\n{text}");
    }
}

#[test]
fn types_of_other_crates_are_listed_on_demand() {
    let text = layout(["-p", "plain", "--all-crates", "--filter", "^alloc::vec::Vec<"]).succeeds();
    assert!(text.contains("vec::Vec<"), "{text}");
    assert!(!text.contains("plain::"), "{text}");
}

/// What only an example uses, what only a feature enables, and what another profile builds.
#[test]
fn options_of_cargo_choose_what_is_built() {
    let run = layout(["-p", "plain", "--example", "uses", "--filter", "Unused"]);
    assert!(run.succeeds().contains("Unused<usize>"), "{}", run.stdout);
    let run = layout(["-p", "plain", "--lib", "--features", "extra", "--filter", "Extra"]);
    assert!(run.succeeds().contains("Extra (plain/src/lib.rs:"), "{}", run.stdout);
    let run = layout(["-p", "plain", "--bin", "plain", "--filter", "Options"]);
    assert!(run.succeeds().contains("Options (plain/src/main.rs:"), "{}", run.stdout);
    let run = layout(["-p", "waits", "--release"]);
    assert!(run.succeeds().contains("Ready"), "{}", run.stdout);
}

/// Each reads the files that it built, though the next replaces them.
#[test]
fn commands_with_other_features_do_not_read_each_others_files() {
    let of = |words: &'static [&'static str], expected: &'static str| {
        for _ in 0..4 {
            let run = layout(["-p", "plain", "--lib", "--filter", "Extra"].iter().chain(words));
            assert!(run.succeeds().starts_with(expected), "{words:?}: {}", run.stdout);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| of(&["--features", "extra"], "1 type "));
            scope.spawn(|| of(&[], "0 types "));
        }
    });
}

#[test]
fn a_type_is_shown_byte_by_byte() {
    let run = layout(["-p", "plain", "show", "wire::Packet"]);
    assert_data_eq!(run.succeeds(), snapshot("show.txt"));
    let run = layout(["show", "plain::Message"]);
    assert_data_eq!(run.succeeds(), snapshot("show-enum.txt"));
    let run = layout(["show", "Ring<u32>", "-p", "plain"]);
    assert!(run.succeeds().starts_with("plain::Ring<u32>"), "{}", run.stdout);
}

#[test]
fn futures_are_a_tree() {
    let run = layout(["-p", "waits", "futures"]);
    assert_data_eq!(run.succeeds(), snapshot("futures.txt"));
    let run = layout(["-p", "waits", "show", "serve::{async fn}"]);
    assert_data_eq!(run.succeeds(), snapshot("show-future.txt"));
}

#[test]
fn help_fits_a_terminal() {
    let help = layout(["--help"]).succeeds();
    for word in ["show", "futures", "diff", "check", "compare", "html", "Exit codes"] {
        assert!(help.contains(word), "{word} is not in\n{help}");
    }
    let man = layout(["man"]).succeeds();
    assert!(man.starts_with(".ie"), "{man}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = layout(["completions", shell]).succeeds();
        assert!(script.contains("all-crates"), "{shell}: {script}");
    }
}

/// What is printed fits a terminal, and has no colors where it is none.
#[test]
fn lines_are_of_80_characters_at_most() {
    for words in [&["-p", "plain"][..], &["show", "plain::Message"], &["futures"]] {
        let text = layout(words.iter().copied()).succeeds();
        for line in text.lines() {
            assert!(line.chars().count() <= 80, "{words:?}: {line}");
        }
        assert!(!text.contains('\x1b'), "{text}");
    }
    let colored = layout(["-p", "plain", "--color", "always"]).succeeds();
    assert!(colored.contains("\x1b[1m"), "{colored}");
}
