//! One command at a time builds in a target directory and reads what it built: the next may replace those files,
//! as one that enables other features does.

use std::fs::{self, File};
use std::path::Path;

use crate::failure::Failure;
use crate::progress::Progress;

/// The file by which commands wait for one another.
const NAME: &str = ".cargo-layout.lock";

/// The directory is this command's until this is dropped, or the process ends.
pub(crate) struct Turn(#[expect(dead_code, reason = "held, not read")] File);

impl Turn {
    /// Waits until no other command uses the target directory.
    pub(crate) fn take(target: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(target).map_err(|error| Failure::file("create", target, &error))?;
        let path = target.join(NAME);
        let file = File::options().create(true).append(true).open(&path);
        let file = file.map_err(|error| Failure::file("open", &path, &error))?;
        let _progress =
            Progress::new("waiting for another `cargo layout` that uses this target directory");
        // A file system that has no locks, as some of networks, leaves it to the user to run one at a time.
        let _ = file.lock();
        Ok(Self(file))
    }
}
