//! The source as it was at a revision of git.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::build::Places;
use crate::failure::Failure;
use crate::interrupt::Undone;

/// A work tree of a revision, which is removed at the end.
pub(crate) struct Checkout {
    #[expect(dead_code, reason = "held, not read")]
    removed: Undone,
    /// The repository that it is of.
    repository: PathBuf,
    tree: PathBuf,
    /// Where the manifest is in the repository.
    manifest: PathBuf,
}

impl Checkout {
    /// Checks out a revision below the target directory.
    pub(crate) fn of(revision: &str, places: &Places) -> Result<Self, Failure> {
        let directory = places.manifest.parent().unwrap_or(Path::new("."));
        let no_repository = |_| {
            Failure::Use(format!(
                "`{revision}` is not a file, and `{}` is not in a git repository; name a file, such as a report saved with \
                 `--message-format json`",
                directory.display()
            ))
        };
        let top = git(directory, ["rev-parse", "--show-toplevel"]).map_err(no_repository)?;
        let repository = PathBuf::from(line_of(&top));
        let wanted = format!("{revision}^{{commit}}");
        let commit =
            git(&repository, ["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])
                .map_err(|_| {
                    Failure::Use(format!("`{revision}` is neither a file nor a git revision; `git log --oneline` lists revisions"))
                })?;
        let commit = line_of(&commit);
        let manifest = canonical(&places.manifest)?;
        let manifest = manifest.strip_prefix(canonical(&repository)?).map_err(|error| {
            Failure::Use(format!("`{}` is not in the git repository: {error}", manifest.display()))
        })?;
        let tree = places.target.join("revisions").join(format!("{commit}-{}", std::process::id()));
        let (from, at) = (repository.clone(), tree.clone());
        let removed = Undone::at_end(move || remove(&from, &at));
        let checkout = Self { removed, repository, tree, manifest: manifest.to_owned() };
        let words = ["worktree", "add", "--detach", "--force", "--quiet"].map(OsStr::new);
        let words = words.into_iter().chain([checkout.tree.as_os_str(), OsStr::new(&commit)]);
        git(&checkout.repository, words).map_err(|why| {
            Failure::Use(format!("git cannot check out `{revision}`: {}", why.trim()))
        })?;
        checkout.take_lock_file(places);
        Ok(checkout)
    }

    /// A revision without a Cargo.lock is built with today's.
    fn take_lock_file(&self, places: &Places) {
        let Ok(workspace) = canonical(&places.workspace) else { return };
        let Ok(repository) = canonical(&self.repository) else { return };
        let Ok(inside) = workspace.strip_prefix(repository) else { return };
        let lock = self.tree.join(inside).join("Cargo.lock");
        if !lock.exists() {
            // Without it, cargo chooses the versions.
            let _ = fs::copy(workspace.join("Cargo.lock"), lock);
        }
    }

    pub(crate) fn manifest(&self) -> PathBuf {
        self.tree.join(&self.manifest)
    }
}

/// Removes a work tree, also one that git has not finished.
fn remove(repository: &Path, tree: &Path) {
    let words = ["worktree", "remove", "--force"].map(OsStr::new);
    let words = words.into_iter().chain([tree.as_os_str()]);
    if git(repository, words).is_err() {
        let _ = fs::remove_dir_all(tree);
        let _ = git(repository, ["worktree", "prune"]);
    }
}

/// What git prints, or why it fails.
fn git(
    directory: &Path,
    words: impl IntoIterator<Item = impl AsRef<OsStr>>,
) -> Result<Vec<u8>, String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(directory).args(words).stdin(Stdio::null());
    match command.output() {
        Ok(Output { status, stdout, .. }) if status.success() => Ok(stdout),
        Ok(Output { stderr, .. }) => Err(String::from_utf8_lossy(&stderr).into_owned()),
        Err(error) => Err(format!("cannot start git: {error}")),
    }
}

fn line_of(printed: &[u8]) -> String {
    let text = String::from_utf8_lossy(printed);
    text.trim_end_matches(['\n', '\r']).to_owned()
}

fn canonical(path: &Path) -> Result<PathBuf, Failure> {
    path.canonicalize().map_err(|error| Failure::file("find", path, &error))
}
