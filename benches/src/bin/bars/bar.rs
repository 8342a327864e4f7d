//! A bar: what ours is to reach in a workload, and what was measured.

use std::fmt::Write as _;

use layout_benches::side_by_side;

use crate::values::{Measure, Values};

/// By how much two counts of the same instructions may differ: starting up is not counted exactly.
const COUNTING: f64 = 0.005;

/// What ours is to reach.
#[derive(Clone, Copy)]
pub(crate) enum Rule {
    /// No more than a number.
    AtMost(f64),
    /// No more than that part of what the best of the others takes, among those named (all, if none is).
    OfOthers(f64, &'static [&'static str]),
    /// No more than the same takes in another workload.
    AsIn(&'static str),
}

pub(crate) struct Bar {
    pub(crate) measure: Measure,
    pub(crate) workload: &'static str,
    /// What the names of those of ours that count are; or `*` for the best of all.
    pub(crate) ours: &'static str,
    pub(crate) rule: Rule,
}

/// A bar with what was measured.
pub(crate) struct Row {
    cells: [String; 7],
    pub(crate) is_met: bool,
}

/// The values of one contestant, one of each run.
type Contestant<'a> = (&'a str, &'a [f64]);

impl Bar {
    /// What was measured. The error says what was not.
    pub(crate) fn row(&self, values: &Values) -> Result<Row, String> {
        let ours = self.best(values, |name| match self.ours {
            "*" => is_ours(name),
            ours => name == ours,
        })?;
        let (other, rule) = match self.rule {
            Rule::AtMost(limit) => {
                (self.best(values, |name| !is_ours(name))?, format!("at most {limit}"))
            }
            Rule::OfOthers(part, named) => {
                let is_named = |name: &str| named.is_empty() || named.contains(&name);
                let other = self.best(values, |name| !is_ours(name) && is_named(name))?;
                (other, in_words(part))
            }
            Rule::AsIn(workload) => {
                let bar = Self { workload, ..*self };
                let same = bar.best(values, |name| name == ours.0)?;
                ((workload, same.1), "no more".to_owned())
            }
        };
        let ratios: Vec<f64> =
            ours.1.iter().zip(other.1).map(|(ours, other)| ours / other).collect();
        let ratio = median(&ratios);
        let is_met = match self.rule {
            Rule::AtMost(limit) => median(ours.1) <= limit * (1.0 + COUNTING),
            Rule::OfOthers(part, _) => ratio <= part * (1.0 + self.tolerance()),
            Rule::AsIn(_) => ratio <= 1.0,
        };
        let cells = [
            // A renderer would take `<u64>` for a tag.
            self.workload.replace('<', "\\<"),
            self.measure.unit().to_owned(),
            format!("{} {}", ours.0, figure(median(ours.1))),
            format!("{} {}", other.0, figure(median(other.1))),
            range(&ratios),
            rule,
            if is_met { "met" } else { "**missed**" }.to_owned(),
        ];
        Ok(Row { cells, is_met })
    }

    /// The contestant with the least median.
    fn best<'a>(
        &self,
        values: &'a Values,
        counts: impl Fn(&str) -> bool,
    ) -> Result<Contestant<'a>, String> {
        let all = values.of(self.measure, self.workload).iter();
        let counted = all.filter(|(name, _)| counts(name));
        counted
            .map(|(name, values)| (name.as_str(), values.as_slice()))
            .min_by(|one, other| median(one.1).total_cmp(&median(other.1)))
            .ok_or_else(|| {
                format!("{}: nobody was measured of those asked for ({})", self.workload, self.ours)
            })
    }

    fn tolerance(&self) -> f64 {
        if self.measure == Measure::Instructions { COUNTING } else { 0.0 }
    }
}

fn median(values: &[f64]) -> f64 {
    side_by_side::median(values.to_vec())
}

fn is_ours(name: &str) -> bool {
    name.starts_with("layout")
}

/// The table, and how many bars are met.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let mut text = "| workload | in | ours | held against | ratio (least to most) | bar | |\n\
                    |:--|:--|--:|--:|--:|:--|:--|\n"
        .to_owned();
    for row in rows {
        let _ = writeln!(text, "| {} |", row.cells.join(" | "));
    }
    let met = rows.iter().filter(|row| row.is_met).count();
    let _ = writeln!(text, "\n{met} of {} bars are met.", rows.len());
    text
}

fn range(ratios: &[f64]) -> String {
    let mut sorted = ratios.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted[..] {
        [least, .., most] => format!("{:.2} ({least:.2} to {most:.2})", median(ratios)),
        _ => format!("{:.2}", median(ratios)),
    }
}

/// That part of what another takes, as a bar.
fn in_words(part: f64) -> String {
    if part < 1.0 {
        format!("at most {:.0} % of it", part * 100.0)
    } else if part > 1.0 {
        format!("at most {:.0} % more", (part - 1.0) * 100.0)
    } else {
        "no more".to_owned()
    }
}

/// Two decimals of a small value, one of a greater one.
fn figure(value: f64) -> String {
    if value < 10.0 { format!("{value:.2}") } else { format!("{value:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Values {
        let line = |workload: &str, contestant: &str, value: f64| {
            format!("nanoseconds per operation\t{workload}\t{contestant}\t{value}\n")
        };
        let mut lines = String::new();
        for (ours, other) in [(2.0, 2.0), (3.0, 2.0), (2.1, 2.0)] {
            lines += &line("throw", "layout", ours);
            lines += &line("throw", "layout, far", ours + 1.0);
            lines += &line("throw", "stone", other);
            lines += &line("throw", "feather", 10.0);
            lines += &line("fall", "layout", 2.5);
        }
        Values::from_lines(&lines)
    }

    fn row(ours: &'static str, rule: Rule) -> Row {
        let bar = Bar { measure: Measure::Time, workload: "throw", ours, rule };
        bar.row(&values()).expect("it was measured")
    }

    #[test]
    fn the_median_of_the_ratios_decides() {
        assert!(row("*", Rule::OfOthers(1.05, &[])).is_met);
        assert!(!row("*", Rule::OfOthers(1.04, &[])).is_met);
        assert!(row("layout, far", Rule::OfOthers(0.5, &["feather"])).is_met);
        assert!(!row("layout, far", Rule::OfOthers(1.0, &[])).is_met);
    }

    #[test]
    fn a_number_and_another_workload() {
        assert!(row("layout", Rule::AtMost(2.1)).is_met);
        assert!(!row("layout", Rule::AtMost(2.0)).is_met);
        assert!(row("layout", Rule::AsIn("fall")).is_met);
    }

    #[test]
    fn the_table_shows_both_sides_and_who_missed() {
        let rows = [row("*", Rule::OfOthers(1.05, &[])), row("*", Rule::AtMost(1.0))];
        let text = markdown(&rows);
        let line = "| throw | ns | layout 2.10 | stone 2.00 | 1.05 (1.00 to 1.50) | \
                    at most 5 % more | met |";
        assert!(text.contains(line), "{text}");
        assert!(text.contains("**missed**") && text.ends_with("1 of 2 bars are met.\n"), "{text}");
    }

    #[test]
    fn what_was_not_measured_is_named() {
        let bar = Bar {
            measure: Measure::Instructions,
            workload: "throw",
            ours: "*",
            rule: Rule::AtMost(1.0),
        };
        assert!(bar.row(&values()).err().is_some_and(|error| error.contains("throw")));
    }
}
