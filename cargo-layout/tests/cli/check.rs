//! Rules in CI.

use snapbox::assert_data_eq;

use std::fs;

use crate::support::{Run, command, fixture, layout, scratch, snapshot};

#[test]
fn rules_that_hold_are_fine() {
    let run = layout(["-p", "plain", "check", "--max-size", "404", "--deny", "option-niche"]);
    assert!(run.succeeds().ends_with("pass all checks\n"), "{}", run.stdout);
    // That no lock file was compared is said, unless none was meant to be.
    let none = "only the rules were checked: there is no lock file; ";
    assert!(run.stderr.contains(none), "{}", run.stderr);
    let run = layout(["-p", "plain", "check", "--max-size", "404", "--no-lock"]);
    assert!(run.succeeds().ends_with("pass all checks\n"), "{}", run.stdout);
    assert!(!run.stderr.contains("lock file"), "{}", run.stderr);
}

#[test]
fn types_that_break_a_rule_are_named() {
    let run = layout(["-p", "plain", "check", "--max-size", "256", "--deny", "reorder"]);
    assert_data_eq!(run.fails(1), snapshot("check.err"));
    let run =
        layout(["-p", "plain", "check", "--max-padding", "50", "--message-format", "markdown"]);
    assert_data_eq!(run.stdout.clone(), snapshot("check.md"));
    run.fails(1);
}

#[test]
fn a_check_without_rules_or_types_fails() {
    assert!(layout(["-p", "plain", "check"]).fails(2).contains("nothing to check"));
    let alone = layout(["-p", "plain", "check", "--baseline", "baseline.txt"]).fails(2);
    assert!(alone.contains("`--baseline` is for rules"), "{alone}");
    let run = layout(["-p", "plain", "check", "--max-size", "1", "--filter", "^nothing$"]);
    assert!(run.fails(1).contains("no types to check"), "{}", run.stderr);
    // Debug info does not tell which fields are marked.
    let run = layout(["-p", "plain", "check", "--deny", "hot-straddle"]);
    assert!(run.fails(1).contains("cannot tell whether"), "{}", run.stderr);
    let run = layout(["check", "--deny", "reoder"]);
    assert!(run.fails(2).contains("padding-waste"), "{}", run.stderr);
}

#[test]
fn what_a_baseline_has_is_no_fault() {
    let file = scratch("baselines").join("layout baseline.txt");
    let path = file.to_str().unwrap();
    let rules = ["-p", "plain", "check", "--max-size", "256", "--baseline", path];
    let run = layout(rules);
    assert!(!matches!(run.code, Some(0)), "there is no baseline: {}", run.stdout);
    layout(rules.into_iter().chain(["--update"])).succeeds();
    let run = layout(rules);
    assert!(!run.stderr.contains("better"), "{}", run.stderr);
    run.succeeds();
    // What is better than it was can stay so.
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("plain::Message: size 404, "), "{text}");
    fs::write(&file, text.replace("size 404, ", "size 408, ")).unwrap();
    let run = layout(rules);
    assert!(run.stderr.contains("1 type is better than in "), "{}", run.stderr);
    assert!(run.stderr.contains("plain::Message; add `--update`"), "{}", run.stderr);
    run.succeeds();
    layout(rules.into_iter().chain(["--update"])).succeeds();
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    let more = ["-p", "plain", "check", "--max-size", "20", "--baseline", path];
    let said = layout(more).fails(1);
    assert!(said.contains("plain::Session") && !said.contains("Message"), "{said}");
}

#[test]
fn what_is_not_as_the_lock_file_has_it_fails() {
    let file = scratch("locks").join("layout.lock");
    let path = file.to_str().unwrap();
    let missing = layout(["-p", "plain", "check", "--lock", path]);
    let create = "create it: `cargo layout lock -p plain --lock ";
    assert!(missing.fails(2).contains(create), "{}", missing.stderr);
    // Each says what it did not see, where the types that it is about are meant.
    for words in [&["lock"][..], &["check"], &["check", "--max-size", "404"]] {
        let run = layout([words, &["-p", "plain", "--lock", path]].concat());
        assert!(run.stderr.contains("plain::Unused"), "{}", run.stderr);
        run.succeeds();
    }
    let run = layout(["-p", "plain", "check", "--lock", path, "--filter", "^plain::wire::"]);
    assert!(!run.stderr.contains("plain::Unused"), "{}", run.stderr);
    // The advice is about the same types.
    let advice = "cargo layout lock -p plain --filter '^plain::wire::' --lock ";
    fs::write(&file, fs::read_to_string(&file).unwrap().replace("checksum: u32", "sum: u32"))
        .unwrap();
    let run = layout(["-p", "plain", "check", "--lock", path, "--filter", "^plain::wire::"]);
    assert!(run.fails(1).contains(advice), "{}", run.stderr);
    layout(["-p", "plain", "lock", "--lock", path]).succeeds();
    assert_data_eq!(lasting(&fs::read_to_string(&file).unwrap(), path), snapshot("layout.lock"));
    layout(["-p", "plain", "check", "--lock", path]).succeeds();
    let run = layout([
        "-p",
        "plain",
        "check",
        "--lock",
        path,
        "--max-size",
        "1",
        "--filter",
        "^nothing$",
    ]);
    assert_eq!(run.fails(1).matches("no types to check").count(), 1, "{}", run.stderr);

    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("checksum: u32", "sum: u32")).unwrap();
    let run = layout(["-p", "plain", "check", "--lock", path]);
    assert_data_eq!(lasting(&run.fails(1), path), snapshot("lock.err"));
    layout(["-p", "plain", "check", "--lock", path, "--allow-compatible"]).succeeds();
    let both = ["-p", "plain", "check", "--lock", path, "--max-size", "256"];
    let said = layout(both).fails(1);
    assert!(said.contains("checksum") && said.contains("required <= 256"), "{said}");

    fs::write(&file, "nothing").unwrap();
    let said = layout(["-p", "plain", "check", "--lock", path]).fails(2);
    assert!(
        said.contains("cargo layout lock -p plain --lock ") && said.contains(" --overwrite`"),
        "{said}"
    );
    layout(["-p", "plain", "lock", "--lock", path, "--overwrite"]).succeeds();
    layout(["-p", "plain", "check", "--lock", path]).succeeds();
}

/// A type that a command does not look for stays in the file, and is not called removed.
#[test]
fn what_is_not_looked_for_is_kept() {
    let file = scratch("kept").join("layout.lock");
    let path = file.to_str().unwrap();
    let lock = ["--lock", path];
    let said = layout([&["lock"][..], &lock].concat()).succeeds();
    assert!(said.starts_with("wrote ") && said.ends_with(&format!(" types to {path}\n")), "{said}");
    let whole = fs::read_to_string(&file).unwrap();
    let names = ["bare::Register", "plain::wire::Packet", "waits::Ready"];
    assert!(names.iter().all(|name| whole.contains(&format!("\ntype {name}\n"))), "{whole}");

    // Another package, a member's directory, and a filter.
    let of_crates = "of crates that this command does not read (plain, waits)";
    let choices: [(&[&str], &str); 3] = [
        (&["-p", "bare"], of_crates),
        (&["-p", "plain", "--filter", "^plain::wire::Session"], " that `--filter` leaves out"),
        (
            &["-p", "plain", "--filter", "Session"],
            "of crates that this command does not read (bare, waits)",
        ),
    ];
    for (choice, why) in choices {
        let run = layout([choice, &["lock"], &lock].concat());
        assert!(run.stderr.contains("note: kept ") && run.stderr.contains(why), "{}", run.stderr);
        assert!(run.succeeds().contains(" is up to date: "), "{}", run.stdout);
        assert_eq!(fs::read_to_string(&file).unwrap(), whole, "{choice:?}");
        let run = layout([choice, &["check"], &lock].concat());
        assert!(
            run.stderr.contains(" not compared: ") && run.stderr.contains(why),
            "{}",
            run.stderr
        );
        run.succeeds();
    }
    for word in ["lock", "check"] {
        let mut member = command(&fixture().join("bare"));
        let run: Run = member.args([word]).args(lock).output().unwrap().into();
        assert!(run.stderr.contains(of_crates), "{}", run.stderr);
        run.succeeds();
        assert_eq!(fs::read_to_string(&file).unwrap(), whole, "{word}");
    }

    // Other features.
    let extra = layout([&["-p", "plain", "lock", "--features", "extra"][..], &lock].concat());
    assert!(extra.succeeds().contains("+ plain::Extra"), "{}", extra.stdout);
    let with_extra = fs::read_to_string(&file).unwrap();
    let run = layout([&["-p", "plain", "lock"][..], &lock].concat());
    let why = "1 that the source declares and this build does not have (plain::Extra)";
    assert!(run.stderr.contains(why), "{}", run.stderr);
    run.succeeds();
    assert_eq!(fs::read_to_string(&file).unwrap(), with_extra);
    // It is among what a check looks for, and whether it is as it was is not known.
    let said = layout([&["-p", "plain", "check"][..], &lock].concat()).fails(1);
    assert!(
        said.contains("1 type cannot be compared: ") && said.contains("plain::Extra"),
        "{said}"
    );
    for choice in [&["--features", "extra"][..], &["--filter", "::wire::"]] {
        layout([&["-p", "plain", "check"][..], choice, &lock].concat()).succeeds();
    }

    // What is looked for and not found is gone.
    let gone = "type plain::Gone\n  struct, size 1, align 1, repr(?)\n       0     1  on: bool\n\n";
    let at = with_extra.find("type plain::Message").unwrap();
    fs::write(&file, [&with_extra[..at], gone, &with_extra[at..]].concat()).unwrap();
    layout([&["-p", "bare", "check"][..], &lock].concat()).succeeds();
    layout([&["-p", "plain", "check", "--filter", "::wire::"][..], &lock].concat()).succeeds();
    let said = layout([&["-p", "plain", "check"][..], &lock].concat()).fails(1);
    assert!(said.contains("- plain::Gone: removed") && !said.contains("Extra: removed"), "{said}");
    let run = layout([&["-p", "plain", "lock"][..], &lock].concat());
    assert!(run.succeeds().contains("- plain::Gone: removed"), "{}", run.stdout);
    assert_eq!(fs::read_to_string(&file).unwrap(), with_extra);
}

/// The file names the command that wrote it, and a check of other types says so.
#[test]
fn the_file_says_which_types_it_is_about() {
    let file = scratch("command").join("layout.lock");
    let path = file.to_str().unwrap();
    layout(["-p", "plain", "lock", "--filter", "^plain::wire::", "--lock", path]).succeeds();
    let text = fs::read_to_string(&file).unwrap();
    let written = "`cargo layout lock -p plain --filter '^plain::wire::' --lock ";
    assert!(text.contains(&format!("write the file again: {written}")), "{text}");
    layout(["-p", "plain", "check", "--filter", "^plain::wire::", "--lock", path]).succeeds();
    let said = layout(["-p", "plain", "check", "--lock", path]).fails(1);
    assert!(said.contains(&format!("the file was first written by {written}")), "{said}");
}

/// A text without the path of the lock file, and without the version of the compiler.
fn lasting(text: &str, path: &str) -> String {
    let line = |line: &str| {
        if line.starts_with("rustc ") {
            "rustc (its version)".into()
        } else {
            line.replace(path, "layout.lock")
        }
    };
    text.lines().map(|it| line(it) + "\n").collect()
}
