//! `cargo layout show TYPE --target A,B`: one type on several targets.

use std::fmt::Write as _;

use layout_core::LayoutRecord;
use layout_core::record::FieldRecord;

use super::pick::pick;
use super::write;
use crate::cli::Cli;
use crate::failure::Failure;
use crate::subject::Subject;

/// The columns of a number.
const NUMBER: usize = 8;
/// The columns of what the numbers are.
const LABEL: usize = 30;

pub(super) fn run(cli: &Cli, name: &str, targets: &[Option<&str>]) -> Result<(), Failure> {
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
