//! `--target A,B`: types on several targets, with a column for each.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use layout_core::LayoutRecord;
use layout_core::record::FieldRecord;
use layout_core::registry::{Rank, TypeSummary};

use super::pick::pick;
use super::{WIDTH, write};
use crate::cli::{Cli, MessageFormat};
use crate::failure::Failure;
use crate::subject::Subject;

/// The columns of a number.
const NUMBER: usize = 8;
/// The columns of what the numbers are.
const LABEL: usize = 30;

/// The width of the column of a target in a list, for `1234 (56)`.
const FIGURES: usize = 13;
/// The least width of the column of names.
const NAME: usize = 24;

/// Lists the types that rank first on any of the targets, with their sizes and lost bytes on each.
pub(super) fn list(cli: &Cli, targets: &[Option<&str>]) -> Result<(), Failure> {
    let is_markdown = match cli.form.message_format {
        MessageFormat::Human => false,
        MessageFormat::Markdown => true,
        MessageFormat::Json | MessageFormat::Sarif => {
            return Err(Failure::Use(
                "this format describes one target; name one `--target`, or use `--message-format human` or `markdown`".into(),
            ));
        }
    };
    let rank = cli.choice.sort.rank();
    if rank == Rank::Findings {
        return Err(Failure::Use(
            "findings depend on the target, so several targets cannot be sorted by them; name one `--target`, or use another `--sort`".into(),
        ));
    }
    let mut types: BTreeMap<String, Vec<Option<TypeSummary>>> = BTreeMap::new();
    for (column, &target) in targets.iter().enumerate() {
        let subject = Subject::load(&cli.build, target)?;
        let report = subject.declared_types(&cli.choice).report();
        let mut columns: BTreeMap<&str, usize> = BTreeMap::new();
        for summary in report.types() {
            // Of several types of one name, which are which is not known: each has a row of its own.
            let number = columns.entry(summary.name()).or_default();
            *number += 1;
            let name = match *number {
                1 => summary.name().to_owned(),
                number => format!("{} ({number})", summary.name()),
            };
            let row = types.entry(name).or_insert_with(|| vec![None; targets.len()]);
            row[column] = Some(summary.clone());
        }
    }
    let mut rows: Vec<(String, Vec<Option<TypeSummary>>)> = types.into_iter().collect();
    rows.sort_by_key(|(_, row)| Reverse(row.iter().flatten().map(|it| figures(rank, it)).max()));
    let names: Vec<&str> = targets.iter().map(|target| target.unwrap_or("host")).collect();
    let table = if is_markdown { markdown } else { listing };
    let text = table(&names, &rows, cli.choice.number);
    write(&cli.form, &text)
}

/// What a type is ranked by: as in the list of one target, without the findings, which are of one target.
fn figures(rank: Rank, it: &TypeSummary) -> [usize; 2] {
    match rank {
        Rank::Size => [it.size(), it.lost()],
        Rank::CacheLines => [it.cache_lines(), it.size()],
        Rank::Name => [0, 0],
        _ => [it.lost(), it.size()],
    }
}

/// `64 (14)`: the size, and the bytes lost.
fn figures_of(it: Option<&TypeSummary>) -> String {
    it.map_or_else(|| "-".into(), |it| format!("{} ({})", it.size(), it.lost()))
}

fn listing(targets: &[&str], rows: &[(String, Vec<Option<TypeSummary>>)], most: usize) -> String {
    let mut text = String::from("size (bytes lost) by target\n\n");
    // Writing to a text does not fail.
    for (index, target) in targets.iter().enumerate() {
        let _ = writeln!(text, "{:>4}  {target}", index + 1);
    }
    let room = WIDTH.saturating_sub(targets.len() * FIGURES + 2).max(NAME);
    text.push('\n');
    for number in 1..=targets.len() {
        let _ = write!(text, "{number:>FIGURES$}");
    }
    text.push_str("  type\n");
    for (name, row) in rows.iter().take(most) {
        for it in row {
            let _ = write!(text, "{:>FIGURES$}", figures_of(it.as_ref()));
        }
        // The end of a path says more than its start.
        let long = name.chars().count().saturating_sub(room);
        let cut: String =
            if long > 0 { name.chars().skip(long + 1).collect() } else { name.clone() };
        let _ = writeln!(text, "  {}{cut}", if long > 0 { "…" } else { "" });
    }
    if rows.len() > most {
        let _ = writeln!(text, "and {} more", rows.len() - most);
    }
    text
}

fn markdown(targets: &[&str], rows: &[(String, Vec<Option<TypeSummary>>)], most: usize) -> String {
    let mut text = String::from("Size (bytes lost) by target.\n\n| type |");
    for target in targets {
        let _ = write!(text, " {target} |");
    }
    let _ = writeln!(text, "\n| :-- |{}", " --: |".repeat(targets.len()));
    for (name, row) in rows.iter().take(most) {
        let _ = write!(text, "| `{}` |", name.replace('|', "\\|"));
        for it in row {
            let _ = write!(text, " {} |", figures_of(it.as_ref()));
        }
        text.push('\n');
    }
    if rows.len() > most {
        let _ = writeln!(text, "\nand {} more", rows.len() - most);
    }
    text
}

/// Shows one type on each target.
pub(super) fn show(cli: &Cli, name: &str, targets: &[Option<&str>]) -> Result<(), Failure> {
    let mut records = Vec::new();
    for &target in targets {
        let subject = Subject::load(&cli.build, target)?;
        records.push(pick(&subject, &cli.choice, name)?.record());
    }
    let names: Vec<&str> = targets.iter().map(|target| target.unwrap_or("host")).collect();
    write(&cli.form, &table(&names, &records))
}

/// A column for each target, and a row for each number.
fn table(targets: &[&str], records: &[LayoutRecord]) -> String {
    let mut text = String::new();
    // Writing to a text does not fail.
    if let Some(first) = records.first() {
        let _ = writeln!(text, "{}\n", first.layout.type_name);
    }
    for (index, target) in targets.iter().enumerate() {
        let _ = writeln!(text, "{:>4}  {target}", index + 1);
    }
    let numbers = (1..=targets.len()).map(|number| number.to_string()).collect();
    push_row(&mut text, "", numbers);
    let of = |number: fn(&LayoutRecord) -> usize| {
        records.iter().map(|it| number(it).to_string()).collect::<Vec<_>>()
    };
    push_row(&mut text, "size", of(|it| it.layout.size));
    push_row(&mut text, "align", of(|it| it.layout.align));
    push_row(&mut text, "padding", of(|it| it.layout.padding()));
    let mut paths: Vec<String> = Vec::new();
    for (path, _) in records.iter().flat_map(members) {
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    for path in paths {
        let offset = |record| {
            let found = members(record).into_iter().find(|(it, _)| *it == path);
            match found {
                None => "-".into(),
                Some((_, field)) => {
                    field.offset.map_or_else(|| "?".into(), |offset| offset.to_string())
                }
            }
        };
        push_row(&mut text, &format!("offset of {path}"), records.iter().map(offset).collect());
    }
    text
}

/// The fields, each with its variant if there is one.
fn members(record: &LayoutRecord) -> Vec<(String, &FieldRecord)> {
    let own = record.layout.fields.iter().map(|field| (field.name.to_string(), field));
    let of_variants = record.layout.variants.iter().flat_map(|variant| {
        let path = |field: &FieldRecord| format!("{}.{}", variant.name, field.name);
        variant.fields.iter().map(move |field| (path(field), field))
    });
    own.chain(of_variants).collect()
}

fn push_row(text: &mut String, label: &str, numbers: Vec<String>) {
    let _ = write!(text, "  {label:<LABEL$}");
    for number in numbers {
        let _ = write!(text, "{number:>NUMBER$}");
    }
    text.push('\n');
}
