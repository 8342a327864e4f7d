//! Why the types of a file cannot be read, and what to do about it.

use core::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::string::String;

/// Why the types of a file cannot be read from its debug info. The message says what is missing and how to get it.
#[derive(Debug)]
#[non_exhaustive]
pub enum DebugInfoError {
    /// The file cannot be read.
    Io {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        error: io::Error,
    },
    /// The file is neither an object file, nor an executable, nor an archive of these.
    NotAnObject {
        /// What the file is, if known.
        what: &'static str,
    },
    /// The file ends too early, or contradicts itself.
    Malformed {
        /// What was being read.
        what: String,
    },
    /// The debug info has a form that this version cannot read.
    Unsupported {
        /// The form.
        what: &'static str,
    },
    /// There is no debug info: it was stripped or never created.
    NoDebugInfo,
    /// There are functions and lines, but no types.
    NoTypes,
    /// The debug info is in Microsoft's PDB format.
    Pdb {
        /// The PDB file, if the program names it.
        path: String,
    },
    /// The debug info is in files that are not where the compiler put them.
    Split {
        /// The first missing file.
        path: PathBuf,
        /// The number of missing files.
        count: usize,
    },
    /// Part of the debug info is in a file that several programs share, as `dwz` creates it.
    Shared {
        /// The file.
        path: PathBuf,
    },
    /// The separate debug info belongs to another build.
    Stale {
        /// The file with the debug info.
        path: PathBuf,
    },
}

impl DebugInfoError {
    pub(super) fn malformed(what: impl fmt::Display) -> Self {
        Self::Malformed { what: std::format!("{what}") }
    }

    pub(super) fn io(path: &Path, error: io::Error) -> Self {
        Self::Io { path: path.into(), error }
    }
}

const PROFILE: &str = "set `debug = 2` and `strip = false` in the profile that builds it \
                       (`[profile.release]` in Cargo.toml; `debug = 2` is the default of `dev`)";

impl fmt::Display for DebugInfoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => write!(f, "cannot read {}: {error}", path.display()),
            Self::NotAnObject { what } => write!(
                f,
                "the file is {what}, not an executable, a library or an object file; give the file that \
                 the linker or the compiler writes"
            ),
            Self::Malformed { what } => {
                write!(f, "the file is truncated or damaged: {what}; build it anew")
            }
            Self::Unsupported { what } => write!(f, "{what}"),
            Self::NoDebugInfo => {
                write!(f, "the file has no debug info: it was stripped or built without; {PROFILE}")
            }
            Self::NoTypes => write!(
                f,
                "the debug info has functions and lines but no types, as `debug = 1`, `debug = \
                 \"line-tables-only\"` or `debug = 0` leave it; {PROFILE}"
            ),
            Self::Pdb { path } => {
                f.write_str("the debug info is in Microsoft's PDB format")?;
                if !path.is_empty() {
                    write!(f, " ({path})")?;
                }
                f.write_str(
                    ", which is not read; build for a `-gnu` target such as `x86_64-pc-windows-gnu`, \
                     whose debug info is DWARF",
                )
            }
            Self::Split { path, count } => {
                write!(f, "the debug info is in {} that cannot be read", path.display())?;
                if *count > 1 {
                    write!(f, ", and in {} more files", count - 1)?;
                }
                f.write_str(
                    "; keep the files of the build where they are, or set `split-debuginfo = \"off\"` in \
                     the profile",
                )
            }
            Self::Shared { path } => write!(
                f,
                "a part of the debug info is in {}, which `dwz` made for several programs and which is not \
                 read; give the file from before `dwz` was run",
                path.display()
            ),
            Self::Stale { path } => write!(
                f,
                "the debug info in {} is that of another build; remove it and build anew",
                path.display()
            ),
        }
    }
}

impl core::error::Error for DebugInfoError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

impl From<object::Error> for DebugInfoError {
    fn from(error: object::Error) -> Self {
        Self::malformed(error)
    }
}

impl From<gimli::Error> for DebugInfoError {
    fn from(error: gimli::Error) -> Self {
        Self::malformed(error)
    }
}
