//! `cargo layout lock`: the layouts of the package's types in a file that is committed.

use std::path::{Path, PathBuf};

use layout_core::registry::{
    Lock, LockChange, LockDiff, LockError, LockMode, LockOutcome, TypeChange,
};

use super::one_target;
use crate::build::Packages;
use crate::cli::{Check, Cli};
use crate::failure::Failure;
use crate::interrupt;
use crate::output;
use crate::search::{NotSought, Search};
use crate::subject::Subject;

/// Writes the lock file.
pub(super) fn write(cli: &Cli, path: Option<&Path>, is_new: bool) -> Result<(), Failure> {
    let path = path.map_or_else(|| default_path(cli), |path| Ok(path.to_owned()))?;
    let subject = Subject::load(&cli.build, one_target(cli)?)?;
    let types = subject.locked_types(&cli.choice);
    let mode = if is_new { LockMode::Overwrite } else { LockMode::Update };
    let search = subject.search(&cli.choice);
    let lock = lock(&path, &search).mode(mode).written_by(&command(cli));
    let outcome = interrupt::whole(|| lock.check(&types))
        .map_err(|error| Failure::Use(words(&error, cli)))?;
    let LockDiff { types: count, kept, .. } = &outcome.diff;
    let (path, plural) = (path.display(), if *count == 1 { "" } else { "s" });
    output::print(&match &outcome {
        LockOutcome { is_new: true, .. } => format!("wrote {count} type{plural} to {path}"),
        LockOutcome { diff, .. } if diff.is_empty() => {
            format!("{path} is up to date: {count} type{plural}")
        }
        LockOutcome { diff, .. } => format!("wrote {count} type{plural} to {path}: {diff}"),
    })?;
    if !kept.is_empty() {
        let plural = if kept.len() == 1 { "" } else { "s" };
        output::note(&format!(
            "kept {} other type{plural} of {path}: {}; to drop what is gone, remove its lines",
            kept.len(),
            search.reasons(kept)
        ));
    }
    subject.note_unused(&subject.declared(), &cli.choice);
    Ok(())
}

/// A lock file, and what of it a search judges.
fn lock(path: &Path, search: &Search) -> Lock {
    let kept = search.clone();
    Lock::at(path)
        .crates(search.crates().iter().map(String::as_str))
        .keep(move |name| kept.why_not(name).is_some())
}

/// Compares types with the lock file. The text says what is not as the file has it.
pub(super) fn compare(
    path: &Path,
    cli: &Cli,
    rules: &Check,
    subject: &Subject,
) -> Result<Option<String>, Failure> {
    let search = subject.search(&cli.choice);
    let mut lock = lock(path, &search).mode(LockMode::Check);
    if rules.allow_additions {
        lock = lock.allow_additions();
    }
    if rules.allow_compatible {
        lock = lock.allow_compatible();
    }
    if rules.allow_reordered {
        lock = lock.allow_reordered();
    }
    let (diff, fault) = match lock.check(&subject.locked_types(&cli.choice)) {
        Ok(LockOutcome { diff, .. }) => (diff, None),
        Err(error) => {
            let text = words(&error, cli);
            match error {
                LockError::Changed { diff, .. } => {
                    let more = other_command(path, cli, &diff).unwrap_or_default();
                    (*diff, Some(text + &more))
                }
                LockError::NoTypes { .. } => return Ok(Some(text)),
                _ => return Err(Failure::Use(text)),
            }
        }
    };
    note_kept(path, &diff, &search);
    let faults: Vec<String> = fault.into_iter().chain(undecided(path, &diff, &search)).collect();
    Ok((!faults.is_empty()).then(|| faults.join("\n")))
}

/// Which types of the file were looked for and cannot be compared: whether they are as the file has them is not known.
fn undecided(path: &Path, diff: &LockDiff, search: &Search) -> Option<String> {
    let is_unbuilt = |name: &&String| search.why_not(name) == Some(NotSought::Build);
    let names: Vec<&String> = diff.kept.iter().filter(is_unbuilt).collect();
    let (count, plural) = (names.len(), if names.len() == 1 { "" } else { "s" });
    let them = if count == 1 { "it" } else { "them" };
    (count > 0).then(|| {
        format!(
            "{}: {count} type{plural} cannot be compared: the source declares {them}, but this build has no code that uses \
             {them}: {}\n  give `check` the same features and targets as `lock`, or remove {them} from the file",
            path.display(),
            output::some_of(&names)
        )
    })
}

/// Says how many types of the file were not to be compared, and why.
fn note_kept(path: &Path, diff: &LockDiff, search: &Search) {
    let is_left_out = |name: &&String| search.why_not(name) != Some(NotSought::Build);
    let kept: Vec<String> = diff.kept.iter().filter(is_left_out).cloned().collect();
    let count = kept.len();
    if count > 0 {
        let (types, were) = if count == 1 { ("type", "was") } else { ("types", "were") };
        let reasons = search.reasons(&kept);
        let path = path.display();
        output::note(&format!("{count} other {types} of {path} {were} not compared: {reasons}"));
    }
}

/// The command that wrote a file, where it chose other types than a check that finds types to add.
fn other_command(path: &Path, cli: &Cli, diff: &LockDiff) -> Option<String> {
    let is_added = |it: &LockChange| matches!(it.what, TypeChange::Added { .. });
    if !diff.changes.iter().any(is_added) {
        return None;
    }
    let text = std::fs::read_to_string(path).ok()?;
    let mut lines = text.lines().take_while(|line| line.starts_with('#'));
    let writer = lines.find_map(|line| line.strip_suffix('`')?.split_once("`cargo layout lock"))?.1;
    (writer != cli.selection()).then(|| {
        format!("\nthe file was first written by `cargo layout lock{writer}`; to compare the same types, give `check` the same options")
    })
}

/// The command that writes what a command is about.
fn command(cli: &Cli) -> String {
    format!("cargo layout lock{}", cli.selection())
}

/// What the library says, with the commands of this program for those of a test. They are about the types that this
/// one is about.
fn words(error: &LockError, cli: &Cli) -> String {
    let command = command(cli);
    let text = error.to_string();
    let text = text.replace("LAYOUT_LOCK=update cargo test", &command);
    text.replace("LAYOUT_LOCK=overwrite cargo test", &format!("{command} --overwrite"))
}

/// The lock file of a workspace.
pub(super) fn default_path(cli: &Cli) -> Result<PathBuf, Failure> {
    if cli.build.binary.is_some() {
        return Err(Failure::Use("with `--binary`, name the lock file with `--lock`".into()));
    }
    let path = Packages::find(&cli.build)?.places.workspace.join("layout.lock");
    // A message, or a comment on a pull request, says no more than it must.
    let here = std::env::current_dir().unwrap_or_default();
    Ok(path.strip_prefix(here).map(Path::to_owned).unwrap_or(path))
}
