//! `cargo layout check`: whether types keep to rules.

use std::path::{Path, PathBuf};

use layout_core::debug_info::{Gate, GateError, Types};
use layout_core::registry::LockMode;

use super::{lock, one_target, write};
use crate::cli::{Check, Cli, MessageFormat};
use crate::failure::Failure;
use crate::output;
use crate::subject::{self, Subject};

pub(super) fn run(cli: &Cli, rules: &Check) -> Result<(), Failure> {
    let lock = lock_file(cli, rules)?;
    let has_rules =
        rules.max_size.is_some() || rules.max_padding.is_some() || !rules.deny.is_empty();
    if !has_rules && rules.baseline.is_some() {
        return Err(Failure::Use(
            "`--baseline` is for rules, and no rule was given; pass `--max-size`, `--max-padding` or `--deny`".into(),
        ));
    }
    if !has_rules && lock.is_none() {
        return Err(Failure::Use(
            "nothing to check: there is no lock file, and no rule was given; write one with `cargo layout lock`, or pass \
             `--max-size`, `--max-padding` or `--deny`"
                .into(),
        ));
    }
    let subject = Subject::load(&cli.build, one_target(cli)?)?;
    let types = subject.types(&cli.choice);
    let mut faults = Vec::new();
    if has_rules {
        faults.extend(broken(rules, &types)?);
    }
    if let Some(path) = &lock {
        let fault = lock::compare(path, cli, rules, &subject)?;
        // That there are no types is said once.
        faults.extend(fault.filter(|fault| !faults.contains(fault)));
    }
    let declared = subject.declared();
    let report = || subject::report(&subject, &types, &cli.choice, &declared).0;
    let text = match cli.form.message_format {
        MessageFormat::Human if faults.is_empty() => {
            let count = types.len();
            let plural = if count == 1 { " passes" } else { "s pass" };
            Some(format!("{count} type{plural} all checks\n"))
        }
        MessageFormat::Human => None,
        MessageFormat::Markdown => Some(markdown(&faults)),
        MessageFormat::Json => Some(report().to_json()),
        MessageFormat::Sarif => Some(report().to_sarif()),
    };
    if let Some(text) = text {
        write(&cli.form, &text)?;
    }
    if lock.is_none() && !rules.no_lock {
        note_no_lock(cli);
    }
    // They are not checked.
    subject.note_unused(&declared, &cli.choice);
    if faults.is_empty() { Ok(()) } else { Err(Failure::Check(faults.join("\n"))) }
}

/// The lock file that types are compared with: the one that is named, or the one that is there.
fn lock_file(cli: &Cli, rules: &Check) -> Result<Option<PathBuf>, Failure> {
    match &rules.lock {
        Some(path) => Ok(Some(path.clone())),
        None if rules.no_lock || cli.build.binary.is_some() => Ok(None),
        None => Ok(Some(lock::default_path(cli)?).filter(|path| path.is_file())),
    }
}

/// Says that nothing but the rules was checked, and how to check more.
fn note_no_lock(cli: &Cli) {
    let how = if cli.build.binary.is_some() {
        "name one with `--lock` to compare it"
    } else {
        "write one with `cargo layout lock`, or pass `--no-lock`"
    };
    output::note(&format!("only the rules were checked: there is no lock file; {how}"));
}

/// The rules that types break, if they do.
fn broken(rules: &Check, types: &Types<'_>) -> Result<Option<String>, Failure> {
    match gate(rules).check(types) {
        Ok(()) => {
            if let Some(path) = &rules.baseline {
                note_baseline(rules, types, path)?;
            }
            Ok(None)
        }
        Err(error @ GateError::Baseline(_)) => Err(Failure::Use(words(&error))),
        Err(error) => Ok(Some(words(&error))),
    }
}

/// Says that the baseline was written, or which types are better than it has them.
fn note_baseline(rules: &Check, types: &Types<'_>, path: &Path) -> Result<(), Failure> {
    if rules.update {
        output::note(&format!("wrote {}", path.display()));
        return Ok(());
    }
    let better = gate(rules).better_than_baseline(types);
    let better = better.map_err(|error| Failure::Use(words(&error)))?;
    if better.is_empty() {
        return Ok(());
    }
    let (types, are) = if better.len() == 1 { ("type", "is") } else { ("types", "are") };
    output::note(&format!(
        "{} {types} {are} better than in {}: {}; add `--update` to write it again, so that they stay so",
        better.len(),
        path.display(),
        output::some_of(&better),
    ));
    Ok(())
}

/// What the library says, with the options of this program for a variable of a test.
fn words(error: &GateError) -> String {
    let text = error.to_string();
    text.replace("LAYOUT_BASELINE=update cargo test", "cargo layout check … --update")
        .replace("LAYOUT_BASELINE=overwrite cargo test", "remove the file and add `--update`")
}

fn gate(rules: &Check) -> Gate {
    let mut gate = Gate::new().deny(&rules.deny);
    if let Some(bytes) = rules.max_size {
        gate = gate.max_size(bytes);
    }
    if let Some(percent) = rules.max_padding {
        gate = gate.max_padding(percent);
    }
    if let Some(path) = &rules.baseline {
        let mode = if rules.update { LockMode::Update } else { LockMode::Check };
        gate = gate.baseline(path).baseline_mode(mode);
    }
    gate
}

/// A comment for a pull request.
fn markdown(faults: &[String]) -> String {
    if faults.is_empty() {
        return "Layouts: all types pass all checks.\n".into();
    }
    let section = |fault: &String| {
        let (first, rest) = fault.split_once('\n').unwrap_or((fault, ""));
        format!("**Layouts: {first}**\n\n```text\n{rest}\n```\n")
    };
    faults.iter().map(section).collect::<Vec<_>>().join("\n")
}
