//! The table printed, and the limit on the ratio.

use std::fmt::Write as _;

struct Row {
    workload: String,
    /// Contestant and value.
    values: Vec<(String, f64)>,
}

/// Values by workload (rows) and contestant (columns).
pub(super) struct Table {
    unit: &'static str,
    subject: &'static str,
    rows: Vec<Row>,
}

impl Table {
    pub(super) fn new(unit: &'static str, subject: &'static str) -> Self {
        Self { unit, subject, rows: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn push(&mut self, workload: &str, values: Vec<(String, f64)>) {
        self.rows.push(Row { workload: workload.to_owned(), values });
    }

    /// A sentence for each workload in which ours is more than `max` times the best of the others.
    pub(super) fn above(&self, max: f64) -> Vec<String> {
        self.rows
            .iter()
            .filter_map(|row| {
                let ratio = self.ratio(row)?;
                let worse = ratio > max;
                worse.then(|| {
                    format!(
                        "{}: {} is {ratio:.3} times the best of the others in {}, above {max}",
                        row.workload, self.subject, self.unit
                    )
                })
            })
            .collect()
    }

    /// Aligned for a terminal.
    pub(super) fn text(&self) -> String {
        let lines = self.cells();
        let columns = lines[0].len();
        let widths: Vec<usize> = (0..columns)
            .map(|column| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0))
            .collect();
        let mut text = String::new();
        for line in &lines {
            let _ = write!(text, "{:<width$}", line[0], width = widths[0]);
            for (cell, width) in line.iter().zip(&widths).skip(1) {
                let _ = write!(text, "  {cell:>width$}");
            }
            text.push('\n');
        }
        text
    }

    pub(super) fn markdown(&self) -> String {
        let mut text = String::new();
        for (index, line) in self.cells().into_iter().enumerate() {
            // A renderer would take `<u64>` for a tag.
            let _ = writeln!(text, "| {} |", line.join(" | ").replace('<', "\\<"));
            if index == 0 {
                let _ = writeln!(text, "|:--{}|", "|--:".repeat(line.len() - 1));
            }
        }
        text
    }

    /// A line for each value: the unit, the workload, the contestant and the value.
    pub(super) fn values(&self) -> String {
        let mut text = String::new();
        for Row { workload, values } in &self.rows {
            for (contestant, value) in values {
                let _ = writeln!(text, "{}\t{workload}\t{contestant}\t{value}", self.unit);
            }
        }
        text
    }

    /// The best of ours by the best of the others. `None` if one side did not take part.
    fn ratio(&self, row: &Row) -> Option<f64> {
        let best = |ours: bool| {
            let side = row.values.iter().filter(|(name, _)| name.starts_with(self.subject) == ours);
            side.map(|&(_, value)| value).min_by(f64::total_cmp)
        };
        Some(best(true)? / best(false)?)
    }

    fn cells(&self) -> Vec<Vec<String>> {
        let mut contestants: Vec<&str> = Vec::new();
        for (name, _) in self.rows.iter().flat_map(|row| &row.values) {
            if !contestants.contains(&name.as_str()) {
                contestants.push(name);
            }
        }
        let mut header = vec![format!("workload ({})", self.unit)];
        header.extend(contestants.iter().map(|&name| name.to_owned()));
        header.push(format!("{} / best of the others", self.subject));
        let rows = self.rows.iter().map(|row| {
            let mut cells = vec![row.workload.clone()];
            cells.extend(contestants.iter().map(|&contestant| {
                let value = row.values.iter().find(|(name, _)| name == contestant);
                value.map_or(String::new(), |&(_, value)| figures(value))
            }));
            cells.push(self.ratio(row).map_or(String::new(), |ratio| format!("{ratio:.2}")));
            cells
        });
        std::iter::once(header).chain(rows).collect()
    }
}

/// Two decimals of a small value, one of a greater one: what a comparison needs.
fn figures(value: f64) -> String {
    if value < 10.0 { format!("{value:.2}") } else { format!("{value:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new("grams", "ours");
        table.push(
            "stones",
            vec![("ours".into(), 3.0), ("ours, wet".into(), 2.0), ("theirs".into(), 1.6)],
        );
        table.push("feathers", vec![("theirs".into(), 0.5)]);
        table
    }

    #[test]
    fn the_best_of_each_side_is_compared() {
        assert!(table().above(1.25).is_empty());
        let above = table().above(1.2);
        assert_eq!(above.len(), 1);
        assert!(above[0].contains("1.250"), "{above:?}");
    }

    #[test]
    fn values_are_in_full() {
        let mut table = Table::new("grams", "ours");
        table.push("stones", vec![("ours".into(), 1.0 / 3.0)]);
        assert_eq!(table.values(), format!("grams\tstones\tours\t{}\n", 1.0 / 3.0));
    }

    #[test]
    fn who_did_not_take_part_has_an_empty_cell() {
        let markdown = table().markdown();
        let lines: Vec<&str> = markdown.lines().collect();
        assert_eq!(lines[1], "|:--|--:|--:|--:|--:|");
        assert_eq!(lines[2], "| stones | 3.00 | 2.00 | 1.60 | 1.25 |");
        assert_eq!(lines[3], "| feathers |  |  | 0.50 |  |");
    }
}
