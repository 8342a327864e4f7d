//! The figures as tables.

use std::fmt::Write;

use crate::measure::Comparison;

pub(crate) fn text(comparisons: &[Comparison], markdown: bool) -> String {
    let mut text = String::new();
    for comparison in comparisons {
        // Writing to a `String` does not fail.
        let _ = if markdown {
            as_markdown(&mut text, comparison)
        } else {
            plain(&mut text, comparison)
        };
        let _ = writeln!(text, "\n{}\n", comparison.finding());
    }
    text + NOTE
}

/// What a figure of one machine is worth.
const NOTE: &str = "\
Medians, and the least and the most of all rounds: where these are far apart, the machine was busy. A
difference of less than a tenth, of the medians or of the leasts, counts as none. A line that two threads
write to costs nothing while they share a core and its first-level cache, as two hardware threads of one
core do; a virtual machine may be moved from such processors to others between two rounds: then the most
tells what it costs.
";

fn plain(text: &mut String, comparison: &Comparison) -> std::fmt::Result {
    let Comparison { title, unit, rows } = comparison;
    writeln!(text, "{title}\n{:>9} {:>7} {:>17}", "ns", "ratio", "least - most")?;
    for row in rows {
        let (ratio, (least, most)) = (comparison.ratio(row), row.range);
        let range = format!("{least:.2} - {most:.2}");
        writeln!(text, "{:>9.2} {ratio:>7.2} {range:>17}  {}", row.nanoseconds, row.name)?;
    }
    write!(text, "(ns for {unit})")
}

fn as_markdown(text: &mut String, comparison: &Comparison) -> std::fmt::Result {
    let Comparison { title, unit, rows } = comparison;
    writeln!(text, "| {title} | ns for {unit} | ratio | least - most |\n|:--|--:|--:|--:|")?;
    for row in rows {
        let (ratio, (least, most)) = (comparison.ratio(row), row.range);
        writeln!(
            text,
            "| {} | {:.2} | {ratio:.2} | {least:.2} - {most:.2} |",
            row.name, row.nanoseconds
        )?;
    }
    Ok(())
}
