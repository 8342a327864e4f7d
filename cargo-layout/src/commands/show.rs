//! `cargo layout show TYPE`: one type, byte by byte.

use layout_core::LayoutRecord;
use layout_core::debug_info::DebugType;

use super::pick::pick;
use super::{WIDTH, several, write};
use crate::cli::{Cli, ShowFormat};
use crate::failure::Failure;
use crate::subject::Subject;

pub(super) fn run(cli: &Cli, name: &str, format: ShowFormat, deep: bool) -> Result<(), Failure> {
    let targets = super::targets(cli)?;
    if targets.len() > 1 {
        return several::show(cli, name, &targets);
    }
    let subject = Subject::load(&cli.build, targets[0])?;
    let it = pick(&subject, &cli.choice, name)?;
    let mut record = it.record();
    if record.layout.declared_at.is_none() {
        let path = format!("{}::{}", record.layout.module_path, record.layout.name);
        record.layout.declared_at = subject.declared().place(&path);
    }
    let is_colored = cli.form.output.is_none();
    let text = match format {
        ShowFormat::Text => text(it, &record, is_colored, deep),
        ShowFormat::Markdown => record.to_markdown(),
        ShowFormat::Json => json(&record)?,
        ShowFormat::Svg => record.to_svg(),
        ShowFormat::Html => record.to_html(),
        ShowFormat::C => {
            let asserts = record.to_c_asserts();
            asserts.map_err(|error| Failure::Use(error.to_string()))?.to_string()
        }
    };
    write(&cli.form, &text)
}

fn text(it: DebugType<'_>, record: &LayoutRecord, is_colored: bool, deep: bool) -> String {
    if let Some(future) = it.future() {
        return if deep { format!("{future:#.WIDTH$}") } else { format!("{future:.WIDTH$}") };
    }
    let place = record.layout.declared_at.as_ref().map(|place| format!(" ({place})"));
    let styled = record.styled().colored(is_colored);
    let body = if deep { format!("{styled:#.WIDTH$}") } else { format!("{styled:.WIDTH$}") };
    format!("{}{}\n{body}", it.name(), place.unwrap_or_default())
}

fn json(record: &LayoutRecord) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(record);
    text.map(|it| it + "\n").map_err(|error| Failure::Use(error.to_string()))
}
