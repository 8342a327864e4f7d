//! Types of all kinds and sizes, checked and built.

use std::error::Error;
use std::fmt::Write as _;

use crate::args::{Dependencies, Options};
use crate::kind::Kind;
use crate::measure;
use crate::report::Report;
use crate::variant::Variant;

/// Kinds of types, how many of them, and of how many fields or variants each. Fewer of larger ones: the
/// source of each crate has at most some thousands of them.
const CELLS: [(Kind, u32, usize); 11] = [
    (Kind::Struct, 100, 8),
    (Kind::Struct, 300, 8),
    (Kind::Struct, 1000, 8),
    (Kind::Struct, 100, 32),
    (Kind::Struct, 30, 128),
    (Kind::Struct, 4, 1000),
    (Kind::Generic, 300, 8),
    (Kind::Enum, 300, 8),
    (Kind::Enum, 8, 300),
    (Kind::EnumU16, 300, 8),
    (Kind::EnumU16, 8, 300),
];

/// One cell, measured.
struct Cell {
    name: String,
    types: u32,
    report: Report,
}

/// The tables.
pub(crate) fn measured(options: &Options) -> Result<String, Box<dyn Error>> {
    let rounds = options.rounds;
    let mut text = format!("{}; the least of rounds: {rounds}\n", measure::rustc_version()?);
    for build in [false, true] {
        let cells = CELLS
            .iter()
            .enumerate()
            .map(|(index, &cell)| {
                // The first has structs, which all derives take.
                let dependencies =
                    if index == 0 { Dependencies::BuiltFirst } else { Dependencies::Built };
                measured_cell(&Options { build, dependencies, ..options.clone() }, cell)
            })
            .collect::<Result<Vec<_>, _>>()?;
        let command = if build { "build" } else { "check" };
        text += &table(
            &format!("CPU ms that a type adds to `cargo {command}`"),
            &options.variants,
            &cells,
            |cell, variant| cell.report.least(variant).map(|cost| format!("{cost:.2}")),
        );
        if build {
            text += &table(
                "kB that a type adds to `.rmeta`; to `.rlib`",
                &options.variants,
                &cells,
                |cell, variant| {
                    let (metadata, library) = cell.report.growth(variant, cell.types)?;
                    Some(format!("{:.1}; {:.1}", metadata / 1000.0, library / 1000.0))
                },
            );
        }
    }
    Ok(text)
}

fn measured_cell(
    options: &Options,
    (kind, structs, fields): (Kind, u32, usize),
) -> Result<Cell, Box<dyn Error>> {
    let name = format!("{structs} {}, {fields} {}", kind.plural(), kind.parts());
    eprintln!("{name}");
    let mut variants = options.variants.clone();
    variants.retain(|variant| variant.takes(kind));
    let options = Options { kind, structs, fields, variants, ..options.clone() };
    Ok(Cell { name, types: structs, report: crate::measured(&options)? })
}

/// A table with a row for each cell and a column for each derive.
fn table(
    title: &str,
    variants: &[Variant],
    cells: &[Cell],
    figure: impl Fn(&Cell, Variant) -> Option<String>,
) -> String {
    let derives = || variants.iter().filter(|&&variant| variant != Variant::None);
    let mut text = format!("\n| {title} |");
    for variant in derives() {
        let name = variant.derive().unwrap_or_default();
        let _ = write!(text, " {} |", name.rsplit("::").next().unwrap_or(name));
    }
    let _ = writeln!(text, "\n|:--|{}", "--:|".repeat(derives().count()));
    for cell in cells {
        let _ = write!(text, "| {} |", cell.name);
        for &variant in derives() {
            let _ = write!(text, " {} |", figure(cell, variant).unwrap_or_default());
        }
        text.push('\n');
    }
    text
}
