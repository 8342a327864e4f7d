//! The file: read whole, written whole, by one process at a time.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std_alloc::string::String;

use super::LockError;

/// How long a process waits for another one that writes the file.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(2);

/// The text of a file; `None` if there is none.
pub(super) fn read(path: &Path) -> Result<Option<String>, LockError> {
    match fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(LockError::Foreign { path: path.into() }),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(LockError::Io { path: path.into(), verb: "read", source }),
    }
}

/// The next state of a file, that is being written beside it, and takes its place at once.
///
/// While it is there no other process begins one, as git does with its `index.lock`: who reads the file
/// while holding one, reads the last state.
pub(super) struct Draft {
    /// The file that it becomes.
    target: PathBuf,
    /// Where it is until then.
    path: PathBuf,
    file: File,
    /// Whether it took the file's place, so that one of its name is another process's.
    is_in_place: bool,
}

impl Draft {
    /// Begins one, when no other process has one.
    pub(super) fn begin(path: &Path) -> Result<Self, LockError> {
        // What a link leads to is written, not the link.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.into());
        let mut draft = target.clone().into_os_string();
        draft.push(".new");
        let path = PathBuf::from(draft);
        let started = Instant::now();
        loop {
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok(Self { target, path, file, is_in_place: false }),
                Err(error) if is_taken(&error) && started.elapsed() < PATIENCE => sleep(PAUSE),
                Err(error) if is_taken(&error) => return Err(LockError::Busy { path }),
                Err(source) => return Err(LockError::Io { path, verb: "create", source }),
            }
        }
    }

    /// Gives the file this text.
    pub(super) fn commit(mut self, text: &str) -> Result<(), LockError> {
        self.write(text).map_err(|source| LockError::Io {
            path: self.target.clone(),
            verb: "write",
            source,
        })
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        self.file.write_all(text.as_bytes())?;
        if let Ok(metadata) = fs::metadata(&self.target) {
            self.file.set_permissions(metadata.permissions())?;
        }
        // A crash of the machine must not leave the new name with no bytes behind it.
        self.file.sync_all()?;
        fs::rename(&self.path, &self.target)?;
        self.is_in_place = true;
        Ok(())
    }
}

/// Whether another process has the draft; on Windows a file that is about to vanish denies access.
fn is_taken(error: &io::Error) -> bool {
    error.kind() == ErrorKind::AlreadyExists
        || cfg!(windows) && error.kind() == ErrorKind::PermissionDenied
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.is_in_place {
            let _ = fs::remove_file(&self.path);
        }
    }
}
