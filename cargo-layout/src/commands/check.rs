//! `cargo layout check`: whether types keep to rules.

use layout_core::debug_info::{Gate, GateError};
use layout_core::registry::LockMode;

use super::{one_target, write};
use crate::cli::{Check, Cli, MessageFormat};
use crate::failure::Failure;
use crate::output;
use crate::subject::Subject;

pub(super) fn run(cli: &Cli, rules: &Check) -> Result<(), Failure> {
    if rules.max_size.is_none() && rules.max_padding.is_none() && rules.deny.is_empty() {
        return Err(Failure::Use(
            "there is no rule to check; give `--max-size`, `--max-padding` or `--deny`".into(),
        ));
    }
    let subject = Subject::load(&cli.build, one_target(cli)?)?;
    let types = subject.types(&cli.choice);
    let result = gate(rules).check(&types);
    if let (Ok(()), Some(path), true) = (&result, &rules.baseline, rules.update) {
        output::note(&format!("wrote {}", path.display()));
    }
    if let Err(GateError::Baseline(text)) = &result {
        return Err(Failure::Use(text.clone()));
    }
    let broken = result.err();
    let text = match cli.form.message_format {
        MessageFormat::Human => None,
        MessageFormat::Markdown => Some(markdown(broken.as_ref())),
        MessageFormat::Json => Some(subject.report(&types, &cli.choice).to_json()),
        MessageFormat::Sarif => Some(subject.report(&types, &cli.choice).to_sarif()),
    };
    match &text {
        Some(text) => write(&cli.form, text)?,
        None if broken.is_none() => {
            let count = types.len();
            let plural = if count == 1 { " keeps" } else { "s keep" };
            write(&cli.form, &format!("{count} type{plural} to the rules\n"))?;
        }
        None => {}
    }
    broken.map_or(Ok(()), |error| Err(Failure::Check(error.to_string())))
}

fn gate(rules: &Check) -> Gate {
    let mut gate = Gate::new().deny(&rules.deny);
    if let Some(bytes) = rules.max_size {
        gate = gate.max_size(bytes);
    }
    if let Some(percent) = rules.max_padding {
        gate = gate.max_padding(percent);
    }
    if let Some(path) = &rules.baseline {
        let mode = if rules.update { LockMode::Update } else { LockMode::Check };
        gate = gate.baseline(path).baseline_mode(mode);
    }
    gate
}

/// A comment for a pull request.
fn markdown(broken: Option<&GateError>) -> String {
    match broken {
        None => "Layouts: all types keep to the rules.\n".into(),
        Some(error) => {
            let text = error.to_string();
            let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
            format!("**Layouts: {first}**\n\n```text\n{rest}\n```\n")
        }
    }
}
