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
            Self::Io { path, error } => write!(f, "cannot read `{}`: {error}", path.display()),
            Self::NotAnObject { what } => write!(
                f,
                "the file is {what}, not an executable, a library or an object file; name a file that \
                 the linker or the compiler wrote"
            ),
            Self::Malformed { what } => {
                write!(f, "the file is truncated or damaged: {what}; rebuild it")
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
                    ", which is not supported; build for a `-gnu` target such as `x86_64-pc-windows-gnu`, \
                     whose debug info is DWARF",
                )
            }
            Self::Split { path, count } => {
                write!(f, "the debug info is in {}", path.display())?;
                if *count > 1 {
                    write!(f, " and {} more files", count - 1)?;
                }
                f.write_str(
                    ", which cannot be read; keep the files of the build where they are, or set \
                     `split-debuginfo = \"off\"` in the profile",
                )
            }
            Self::Shared { path } => write!(
                f,
                "part of the debug info is in {}, which `dwz` shares between programs; this is not supported; use \
                 the file from before `dwz` ran",
                path.display()
            ),
            Self::Stale { path } => write!(
                f,
                "the debug info in {} belongs to another build; remove it and build again",
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

#[cfg(test)]
mod tests {
    use core::error::Error as _;
    use std::io;
    use std::string::{String, ToString as _};

    use super::DebugInfoError;

    #[test]
    fn each_error_says_what_to_do() {
        let denied = || io::Error::from(io::ErrorKind::PermissionDenied);
        let path = || "/a/b.dwo".into();
        for (error, parts) in [
            (DebugInfoError::Io { path: path(), error: denied() }, ["/a/b.dwo", "denied"]),
            (DebugInfoError::NotAnObject { what: "a text" }, ["a text", "object file"]),
            (DebugInfoError::malformed("a unit"), ["damaged", "a unit"]),
            (DebugInfoError::Unsupported { what: "DWARF 1" }, ["DWARF 1", ""]),
            (DebugInfoError::NoDebugInfo, ["no debug info", "`debug = 2`"]),
            (DebugInfoError::NoTypes, ["no types", "`debug = 2`"]),
            (DebugInfoError::Pdb { path: String::new() }, ["PDB format, ", "-gnu"]),
            (DebugInfoError::Pdb { path: "b.pdb".into() }, ["PDB format (b.pdb), ", "-gnu"]),
            (
                DebugInfoError::Split { path: path(), count: 1 },
                ["/a/b.dwo", "`split-debuginfo = \"off\"`"],
            ),
            (DebugInfoError::Split { path: path(), count: 3 }, ["/a/b.dwo", "2 more files"]),
            (DebugInfoError::Shared { path: path() }, ["/a/b.dwo", "`dwz`"]),
            (DebugInfoError::Stale { path: path() }, ["/a/b.dwo", "another build"]),
        ] {
            let text = error.to_string();
            assert!(parts.iter().all(|part| text.contains(part)), "{text}");
            assert_eq!(text.contains("more files"), text.contains("2 more"), "{text}");
            let is_of_system = matches!(error, DebugInfoError::Io { .. });
            assert_eq!(error.source().is_some(), is_of_system, "{text}");
        }
    }
}
