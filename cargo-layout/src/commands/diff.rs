//! `cargo layout diff OLD [NEW]`: what changed since a git revision, a saved report, or another file.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::Path;

use layout_core::debug_info::DebugType;
use layout_core::registry::ProgramReport;

use super::{one_target, write};
use crate::build::Packages;
use crate::cli::{Cli, MessageFormat};
use crate::failure::Failure;
use crate::output::note;
use crate::revision::Checkout;
use crate::subject::Subject;

pub(super) fn run(cli: &Cli, old: &OsStr, new: Option<&OsStr>) -> Result<(), Failure> {
    let older = side(cli, old)?;
    let newer = match new {
        Some(new) => side(cli, new)?,
        None => Side::of(cli, &Subject::load(&cli.build, one_target(cli)?)?),
    };
    let diff = newer.report.diff(&older.report);
    let text = match cli.form.message_format {
        MessageFormat::Human => diff.to_string() + &futures(&older, &newer, false),
        MessageFormat::Markdown => diff.to_markdown() + &futures(&older, &newer, true),
        MessageFormat::Json | MessageFormat::Sarif => {
            return Err(Failure::Use(
                "`diff` writes text or a table only; use `--message-format human` or `markdown`"
                    .into(),
            ));
        }
    };
    write(&cli.form, &text)
}

/// The types of one side: of a file if there is one of that name, or of a revision.
fn side(cli: &Cli, name: &OsStr) -> Result<Side, Failure> {
    let path = Path::new(name);
    if path.is_file() {
        return of_file(cli, path);
    }
    let Some(revision) = name.to_str() else {
        return Err(Failure::Use(format!("there is no file `{}`", path.display())));
    };
    if cli.build.binary.is_some() {
        return Err(Failure::Use(format!(
            "there is no file `{revision}`, and a git revision is compared with a build of the package; remove `--binary`, or \
             name a file"
        )));
    }
    let packages = Packages::find(&cli.build)?;
    let checkout = Checkout::of(revision, &packages.places)?;
    let mut build = cli.build.clone();
    build.manifest_path = Some(checkout.manifest());
    build.target_dir = Some(packages.places.target);
    let subject = Subject::load(&build, one_target(cli)?)?;
    Ok(Side::of(cli, &subject))
}

fn of_file(cli: &Cli, path: &Path) -> Result<Side, Failure> {
    let text = std::fs::read(path).map_err(|error| Failure::file("read", path, &error))?;
    // No program begins so.
    if text.first() == Some(&b'{') {
        let read = ProgramReport::from_json(&String::from_utf8_lossy(&text));
        let report = read.map_err(|error| {
            let path = path.display();
            Failure::Use(format!(
                "cannot read `{path}`: {error}; write one with `cargo layout --message-format json`"
            ))
        })?;
        return Ok(Side { report, futures: None });
    }
    Ok(Side::of(cli, &Subject::of_file(path)?))
}

/// What is compared.
struct Side {
    report: ProgramReport,
    /// The sizes of the futures of each name; none of a saved report, which does not have them.
    futures: Option<BTreeMap<String, Vec<usize>>>,
}

impl Side {
    fn of(cli: &Cli, subject: &Subject) -> Self {
        let mut futures: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let types = subject.types(&cli.choice).filter(DebugType::is_future);
        for it in &types {
            futures.entry(it.name()).or_default().push(it.size());
        }
        for sizes in futures.values_mut() {
            sizes.sort_unstable();
        }
        let report = subject.declared_types(&cli.choice).report();
        Self { report, futures: Some(futures) }
    }
}

/// Which futures changed their size. Nothing else of them is compared: no other program reads their bytes.
fn futures(older: &Side, newer: &Side, is_markdown: bool) -> String {
    let (Some(older), Some(newer)) = (&older.futures, &newer.futures) else {
        note(&"futures are not compared, because a saved report does not contain them");
        return String::new();
    };
    let sizes = |sizes: Option<&Vec<usize>>| match sizes {
        None => "-".into(),
        Some(sizes) => sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    };
    let mut names: Vec<&String> = older.keys().chain(newer.keys()).collect();
    names.sort();
    names.dedup();
    names.retain(|name| older.get(*name) != newer.get(*name));
    if names.is_empty() {
        return String::new();
    }
    let count = names.len();
    let mut text = String::new();
    // Writing to a text does not fail.
    let _ = if is_markdown {
        writeln!(
            text,
            "\n<details><summary>futures that changed size ({count})</summary>\n\n| future | size | was |\n| :-- | --: | --: |"
        )
    } else {
        writeln!(text, "\nfutures that changed size ({count}), `-` where there is none:")
    };
    for name in names {
        let (now, was) = (sizes(newer.get(name)), sizes(older.get(name)));
        let _ = if is_markdown {
            writeln!(text, "| `{name}` | {now} | {was} |")
        } else {
            writeln!(text, "  {was} -> {now}  {name}")
        };
    }
    if is_markdown {
        text.push_str("\n</details>\n");
    }
    text
}
