//! Why a command fails, and the exit code that says so.

use std::fmt::{self, Display, Formatter};
use std::path::Path;
use std::process::ExitCode;

use layout_core::debug_info::DebugInfoError;

/// Why a command fails.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What was checked is not so.
    Check(String),
    /// Wrong use, or a file that cannot be read or written.
    Use(String),
    /// Cargo failed. The text is what it printed.
    Cargo(String),
}

impl Failure {
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Check(_) => 1,
            Self::Use(_) => 2,
            Self::Cargo(_) => 101,
        })
    }

    /// A file that cannot be read or written, and why.
    pub(crate) fn file(verb: &str, path: &Path, error: &dyn Display) -> Self {
        Self::Use(format!("cannot {verb} `{}`: {error}", path.display()))
    }

    /// A file whose types cannot be read, and why.
    pub(crate) fn types(path: &Path, error: &DebugInfoError) -> Self {
        Self::Use(match error {
            // It names the file.
            DebugInfoError::Io { .. } => error.to_string(),
            error => format!("cannot read the types of `{}`: {error}", path.display()),
        })
    }

    /// A program that cannot be started.
    pub(crate) fn start(program: &Path, error: &dyn Display) -> Self {
        Self::Cargo(format!("cannot start `{}`: {error}", program.display()))
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (Self::Check(text) | Self::Use(text) | Self::Cargo(text)) = self;
        f.write_str(text.trim_end())
    }
}
