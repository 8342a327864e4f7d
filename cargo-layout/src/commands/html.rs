//! `cargo layout html`: a page with a picture of each type.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::one_target;
use crate::build::Packages;
use crate::cli::Cli;
use crate::failure::Failure;
use crate::output;
use crate::subject::{self, Subject};

pub(super) fn run(cli: &Cli, is_opened: bool) -> Result<(), Failure> {
    let subject = Subject::load(&cli.build, one_target(cli)?)?;
    let types = subject.declared_types(&cli.choice);
    let path = match &cli.form.output {
        Some(path) => path.clone(),
        None => default_path(cli)?,
    };
    let (report, _) = subject::report(&subject, &types, &cli.choice, &subject.declared());
    output::write_file(&path, &report.to_html())?;
    output::print(&path.display())?;
    if is_opened { open(&path) } else { Ok(()) }
}

fn default_path(cli: &Cli) -> Result<PathBuf, Failure> {
    if cli.build.binary.is_some() {
        return Err(Failure::Use("with `--binary`, name the page to write with `--output`".into()));
    }
    Ok(Packages::find(&cli.build)?.places.target.join("layouts.html"))
}

/// Has the system open a file.
fn open(path: &Path) -> Result<(), Failure> {
    let program = if cfg!(windows) {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(program);
    command.arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let failed = |why: &dyn std::fmt::Display| {
        Failure::Use(format!("cannot open `{}` with `{program}`: {why}", path.display()))
    };
    let status = command.status().map_err(|error| failed(&error))?;
    // The one of Windows fails when it does what it should.
    if status.success() || cfg!(windows) { Ok(()) } else { Err(failed(&status)) }
}
