use core::error::Error;
use core::fmt::{self, Display, Formatter};
use std::io;
use std::path::PathBuf;
use std_alloc::boxed::Box;
use std_alloc::string::String;

use super::LockDiff;
use super::document::Fault;
use crate::gate::NoTypes;

/// Why a check of a lock file fails. `{}` says what is true, and what to do.
#[derive(Debug)]
#[non_exhaustive]
pub enum LockError {
    /// Types differ from the file.
    Changed {
        /// The file.
        path: PathBuf,
        /// What changed.
        diff: Box<LockDiff>,
    },
    /// There is no such file.
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file is not a lock file.
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file is not text in UTF-8 without a byte order mark.
    Encoding {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The lock file has a form that this version of the crate does not know.
    Version {
        /// The file.
        path: PathBuf,
    },
    /// The file has conflict markers of a merge.
    Conflict {
        /// The file.
        path: PathBuf,
        /// The line of the first marker, from 1.
        line: usize,
    },
    /// The file ends before its last line, `end`.
    Truncated {
        /// The file.
        path: PathBuf,
    },
    /// A line of the file cannot be read.
    Corrupt {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The file cannot be read or written.
    Io {
        /// The file.
        path: PathBuf,
        /// The operation that failed: `read`, `create` or `write`.
        verb: &'static str,
        /// The error of the system.
        source: io::Error,
    },
    /// Another process has been writing the file for a long time, or was killed while it did.
    Busy {
        /// The temporary file that it writes.
        path: PathBuf,
    },
    /// `LAYOUT_LOCK` has an unknown value.
    Variable {
        /// The value.
        value: String,
    },
    /// There is no type to check.
    NoTypes {
        /// The module or crate that was chosen.
        scope: Option<String>,
        /// Similar names and the like, if a name was chosen that no type has.
        missing: Option<String>,
    },
}

impl LockError {
    pub(super) fn malformed(path: PathBuf, fault: Fault) -> Self {
        match fault {
            Fault::Foreign => Self::Foreign { path },
            Fault::Version => Self::Version { path },
            Fault::Truncated => Self::Truncated { path },
            Fault::Conflict(line) => Self::Conflict { path, line },
            Fault::Line(line, what) => Self::Corrupt { path, line, what },
        }
    }

    /// Whether there is a file that cannot be read as a lock file.
    pub(super) fn is_malformed(&self) -> bool {
        matches!(
            self,
            Self::Foreign { .. }
                | Self::Encoding { .. }
                | Self::Version { .. }
                | Self::Truncated { .. }
                | Self::Conflict { .. }
                | Self::Corrupt { .. }
        )
    }
}

/// What to do about a file that is not one of ours, or not whole.
const RESTORE: &str = "restore it from version control, or replace it with the types of this program \
                       alone: `LAYOUT_LOCK=overwrite cargo test`";

impl Display for LockError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { path, diff } => write!(
                f,
                "{}: {diff}\n\nif the change is intended, update the file: `LAYOUT_LOCK=update cargo test`",
                path.display()
            ),
            Self::Missing { path } => write!(
                f,
                "there is no lock file {}; create it: `LAYOUT_LOCK=update cargo test`",
                path.display()
            ),
            Self::Foreign { path } => write!(
                f,
                "{} is not a layout lock file: it does not begin with `layout-lock`; {RESTORE}",
                path.display()
            ),
            Self::Encoding { path, what } => write!(
                f,
                "{} {what}; save it as UTF-8 without a byte order mark, or {RESTORE}",
                path.display()
            ),
            Self::Version { path } => write!(
                f,
                "{} has a format that layout-core {} does not know; use the version that wrote it, or {RESTORE}",
                path.display(),
                env!("CARGO_PKG_VERSION"),
            ),
            Self::Conflict { path, line } => write!(
                f,
                "{}:{line}: the file has merge conflicts; keep one side of each, then run \
                 `LAYOUT_LOCK=update cargo test`",
                path.display()
            ),
            Self::Truncated { path } => {
                write!(f, "{} is truncated: its last line is not `end`; {RESTORE}", path.display())
            }
            Self::Corrupt { path, line, what } => {
                write!(f, "{}:{line}: {what}; fix the line, or {RESTORE}", path.display())
            }
            Self::Io { path, verb, source } => {
                write!(f, "cannot {verb} {}: {source}", path.display())
            }
            Self::Busy { path } => write!(
                f,
                "{} has existed for a while: another process is writing the lock file, or was killed while \
                 writing it; if none is, delete it",
                path.display()
            ),
            Self::Variable { value } => write!(
                f,
                "LAYOUT_LOCK is `{value}`; set it to `check`, `update` or `overwrite`, or unset it"
            ),
            Self::NoTypes { scope, missing } => {
                NoTypes { scope: scope.as_deref(), missing: missing.as_deref() }.fmt(f)
            }
        }
    }
}

impl Error for LockError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
