//! What each command does.

mod check;
mod compare;
mod diff;
mod futures;
mod html;
mod list;
mod lock;
mod pick;
mod several;
mod show;

use std::io;

use crate::cli::{self, Cli, Command, Form};
use crate::failure::Failure;
use crate::output;

/// The width of what is printed.
pub(crate) const WIDTH: usize = 80;

pub(crate) fn run(cli: &Cli) -> Result<(), Failure> {
    match &cli.command {
        None => list::run(cli),
        Some(Command::Show { name, format, deep }) => show::run(cli, name, *format, *deep),
        Some(Command::Futures) => futures::run(cli),
        Some(Command::Diff { old, new }) => diff::run(cli, old, new.as_deref()),
        Some(Command::Lock { lock, overwrite }) => lock::write(cli, lock.as_deref(), *overwrite),
        Some(Command::Check(rules)) => check::run(cli, rules),
        Some(Command::Compare { object, rename, system }) => {
            compare::run(cli, object, rename, *system)
        }
        Some(Command::Html { open }) => html::run(cli, *open),
        Some(Command::Completions { shell }) => {
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut cli::command(), "cargo-layout", &mut text);
            write(&cli.form, &String::from_utf8_lossy(&text))
        }
        Some(Command::Man) => {
            let mut text = Vec::new();
            let failed = |error: io::Error| Failure::Use(error.to_string());
            clap_mangen::Man::new(cli::command()).render(&mut text).map_err(failed)?;
            write(&cli.form, &String::from_utf8_lossy(&text))
        }
    }
}

/// Writes data to stdout, or to the file that was asked for.
pub(crate) fn write(form: &Form, text: &str) -> Result<(), Failure> {
    match &form.output {
        Some(path) => output::write_file(path, text),
        None => output::print(&text),
    }
}

/// The targets to build for; `None` is the host.
pub(crate) fn targets(cli: &Cli) -> Result<Vec<Option<&str>>, Failure> {
    let targets = &cli.build.target;
    if cli.build.binary.is_some() && !targets.is_empty() {
        return Err(Failure::Use(
            "`--binary` reads a file that was built for one target; remove `--target`".into(),
        ));
    }
    Ok(match &targets[..] {
        [] => vec![None],
        targets => targets.iter().map(|it| Some(it.as_str())).collect(),
    })
}

/// The one target of a command that takes no more.
pub(crate) fn one_target(cli: &Cli) -> Result<Option<&str>, Failure> {
    match targets(cli)?[..] {
        [target] => Ok(target),
        _ => Err(Failure::Use(
            "this command takes one target at a time; name one with `--target`".into(),
        )),
    }
}
