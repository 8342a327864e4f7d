//! `cargo layout`: the types that waste most.

use super::{WIDTH, several, targets, write};
use crate::cli::{Cli, MessageFormat};
use crate::failure::Failure;
use crate::output::note;
use crate::subject::{self, Subject};

pub(super) fn run(cli: &Cli) -> Result<(), Failure> {
    let targets = targets(cli)?;
    if targets.len() > 1 {
        return several::list(cli, &targets);
    }
    let subject = Subject::load(&cli.build, targets[0])?;
    let types = subject.declared_types(&cli.choice);
    let declared = subject.declared();
    let (report, left_out) = subject::report(&subject, &types, &cli.choice, &declared);
    let report = report.top(cli.choice.number);
    let text = match cli.form.message_format {
        MessageFormat::Human => {
            let is_colored = cli.form.output.is_none();
            format!("{:.*}", WIDTH, report.styled().colored(is_colored))
        }
        MessageFormat::Markdown => report.to_markdown(),
        MessageFormat::Json => report.to_json(),
        MessageFormat::Sarif => report.to_sarif(),
    };
    write(&cli.form, &text)?;
    if cli.form.message_format == MessageFormat::Human {
        if types.is_empty() {
            note(&"no types found; add `--all-crates` to list types of other crates");
        }
        if report.target().pointer_size != size_of::<usize>() {
            note(
                &"no findings: they are only available for targets whose pointers are as wide as on this machine",
            );
        }
        if left_out > 0 {
            let plural = if left_out == 1 { "" } else { "s" };
            note(&format!(
                "{left_out} minor finding{plural} not listed; add `--notes` to list them"
            ));
        }
        subject.note_unused(&declared, &cli.choice);
    }
    Ok(())
}
