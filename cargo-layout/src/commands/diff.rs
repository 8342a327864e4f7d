//! `cargo layout diff OLD [NEW]`: what changed since a git revision, a saved report, or another file.

use std::ffi::OsStr;
use std::path::Path;

use layout_core::registry::ProgramReport;

use super::{one_target, write};
use crate::build::Packages;
use crate::cli::{Cli, MessageFormat};
use crate::failure::Failure;
use crate::revision::Checkout;
use crate::subject::Subject;

pub(super) fn run(cli: &Cli, old: &OsStr, new: Option<&OsStr>) -> Result<(), Failure> {
    let older = side(cli, old)?;
    let newer = match new {
        Some(new) => side(cli, new)?,
        None => report(cli, &Subject::load(&cli.build, one_target(cli)?)?),
    };
    let diff = newer.diff(&older);
    let text = match cli.form.message_format {
        MessageFormat::Human => diff.to_string(),
        MessageFormat::Markdown => diff.to_markdown(),
        MessageFormat::Json | MessageFormat::Sarif => {
            return Err(Failure::Use(
                "differences are written for people: `--message-format human` or `markdown`".into(),
            ));
        }
    };
    write(&cli.form, &text)
}

/// The types of one side: of a file if there is one of that name, or of a revision.
fn side(cli: &Cli, name: &OsStr) -> Result<ProgramReport, Failure> {
    let path = Path::new(name);
    if path.is_file() {
        return of_file(cli, path);
    }
    let Some(revision) = name.to_str() else {
        return Err(Failure::Use(format!("there is no file {}", path.display())));
    };
    let packages = Packages::find(&cli.build)?;
    let checkout = Checkout::of(revision, &packages.places)?;
    let mut build = cli.build.clone();
    build.manifest_path = Some(checkout.manifest());
    build.target_dir = Some(packages.places.target);
    let subject = Subject::load(&build, one_target(cli)?)?;
    Ok(report(cli, &subject))
}

fn of_file(cli: &Cli, path: &Path) -> Result<ProgramReport, Failure> {
    let text = std::fs::read(path).map_err(|error| Failure::file("read", path, &error))?;
    // No program begins so.
    if text.first() == Some(&b'{') {
        let read = ProgramReport::from_json(&String::from_utf8_lossy(&text));
        return read.map_err(|error| Failure::file("read", path, &error));
    }
    Ok(report(cli, &Subject::of_file(path)?))
}

fn report(cli: &Cli, subject: &Subject) -> ProgramReport {
    subject.declared_types(&cli.choice).report()
}
