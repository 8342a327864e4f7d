//! `cargo layout futures`: the async state machines, the largest first.

use layout_core::debug_info::DebugType;

use super::{WIDTH, one_target, write};
use crate::cli::{Cli, MessageFormat};
use crate::failure::Failure;
use crate::output::note;
use crate::subject::{self, Subject};

pub(super) fn run(cli: &Cli) -> Result<(), Failure> {
    let subject = Subject::load(&cli.build, one_target(cli)?)?;
    let futures = subject.types(&cli.choice).filter(DebugType::is_future).by_size();
    let listed = || subject::report(&subject, &futures, &cli.choice, &subject.declared()).0;
    let text = match cli.form.message_format {
        MessageFormat::Human => format!("{:.WIDTH$}", futures.tree().top(cli.choice.number)),
        MessageFormat::Markdown => futures.tree().top(cli.choice.number).to_markdown(),
        MessageFormat::Json => listed().to_json(),
        MessageFormat::Sarif => listed().to_sarif(),
    };
    write(&cli.form, &text)?;
    if futures.is_empty() {
        note(
            &"no futures found: debug info has only the futures that the build creates; build code that creates them with `--bin`, `--example` or `--test`, or list those of other crates with `--all-crates`",
        );
    }
    Ok(())
}
