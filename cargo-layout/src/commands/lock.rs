//! `cargo layout lock`: the layouts of the package's types in a file that is committed.

use std::path::{Path, PathBuf};

use layout_core::debug_info::Types;
use layout_core::registry::{Lock, LockError, LockMode};

use super::one_target;
use crate::build::Packages;
use crate::cli::{Check, Cli};
use crate::failure::Failure;
use crate::interrupt;
use crate::output;
use crate::subject::Subject;

/// Writes the lock file.
pub(super) fn write(cli: &Cli, path: Option<&Path>, is_new: bool) -> Result<(), Failure> {
    let path = path.map_or_else(|| default_path(cli), |path| Ok(path.to_owned()))?;
    let subject = Subject::load(&cli.build, one_target(cli)?)?;
    let types = subject.declared_types(&cli.choice);
    let mode = if is_new { LockMode::Overwrite } else { LockMode::Update };
    let lock = Lock::at(&path).mode(mode).written_by("cargo layout lock");
    let outcome = interrupt::whole(|| lock.check(&types))
        .map_err(|error| Failure::Use(words(&error, cli)))?;
    output::print(&format!("{}: {}", path.display(), outcome.diff))?;
    subject.note_unused(&subject.declared(), &cli.choice);
    Ok(())
}

/// Compares types with the lock file. The text says what is not as the file has it.
pub(super) fn compare(
    path: &Path,
    cli: &Cli,
    rules: &Check,
    types: &Types<'_>,
) -> Result<Option<String>, Failure> {
    let mut lock = Lock::at(path).mode(LockMode::Check);
    if rules.allow_additions {
        lock = lock.allow_additions();
    }
    if rules.allow_compatible {
        lock = lock.allow_compatible();
    }
    if rules.allow_reordered {
        lock = lock.allow_reordered();
    }
    match lock.check(types) {
        Ok(_) => Ok(None),
        Err(error @ (LockError::Changed { .. } | LockError::NoTypes { .. })) => {
            Ok(Some(words(&error, cli)))
        }
        Err(error) => Err(Failure::Use(words(&error, cli))),
    }
}

/// What the library says, with the commands of this program for those of a test. They are about the types that this
/// one is about.
fn words(error: &LockError, cli: &Cli) -> String {
    let command = format!("cargo layout lock{}", cli.selection());
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
