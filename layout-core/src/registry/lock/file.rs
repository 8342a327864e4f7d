//! The file: read whole, written whole, by one process at a time.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std_alloc::format;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::LockError;

/// How long a process waits for another one that writes the file.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(2);

/// The text of a file; `None` if there is none.
pub(in crate::registry) fn read(path: &Path) -> Result<Option<String>, LockError> {
    match fs::read(path) {
        Ok(bytes) => {
            decode(bytes).map(Some).map_err(|what| LockError::Encoding { path: path.into(), what })
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(LockError::Io { path: path.into(), verb: "read", source }),
    }
}

/// The bytes as text, or why they are none.
fn decode(bytes: Vec<u8>) -> Result<String, String> {
    let mark = match bytes.as_slice() {
        [0xef, 0xbb, 0xbf, ..] => Some("UTF-8"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        _ => None,
    };
    if let Some(encoding) = mark {
        return Err(format!("begins with a byte order mark of {encoding}"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("is not UTF-8: byte {at} is {:#04x}", error.as_bytes()[at])
    })
}

/// What a path leads to through links, whether that is there or not.
fn followed(path: &Path) -> PathBuf {
    // As many as Linux follows.
    const MOST_LINKS: usize = 40;
    if let Ok(target) = fs::canonicalize(path) {
        return target;
    }
    let mut target = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = target.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return target,
        }
    }
    path.into()
}

/// The next state of a file, that is being written beside it, and takes its place at once.
///
/// While it is there no other process begins one, as git does with its `index.lock`: who reads the file
/// while holding one, reads the last state.
pub(in crate::registry) struct Draft {
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
    pub(in crate::registry) fn begin(path: &Path) -> Result<Self, LockError> {
        // What a link leads to is written, not the link.
        let target = followed(path);
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
    pub(in crate::registry) fn commit(mut self, text: &str) -> Result<(), LockError> {
        self.write(text).map_err(|source| LockError::Io {
            path: self.target.clone(),
            verb: "write",
            source,
        })
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        self.file.write_all(text.as_bytes())?;
        if let Ok(metadata) = fs::metadata(&self.target) {
            // Not every system has permissions to copy (WASI has none), and the layouts are no secret.
            let _ = self.file.set_permissions(metadata.permissions());
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
