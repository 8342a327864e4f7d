//! The table printed, and the limit on the ratio.

use std::error::Error;
use std::fmt::Write as _;
use std::time::Duration;

use crate::args::{Dependencies, Options};
use crate::chart::{self, Bar};
use crate::generate::GeneratedCrate;
use crate::measure;
use crate::variant::Variant;

const HEADER: [&str; 8] = [
    "variant",
    "CPU ms per crate, median",
    "min",
    "ms per type over no derive, median",
    "min",
    "ratio to Zeroable",
    "rmeta kB",
    "rlib kB",
];

/// A statistic over rounds, in milliseconds.
#[derive(Clone, Copy)]
struct Summary {
    median: f64,
    min: f64,
}

/// One variant's results.
struct Row {
    variant: Variant,
    label: String,
    per_crate: Summary,
    /// What each struct adds to the baseline; `None` for the baseline itself.
    per_struct: Option<Summary>,
    /// The size in bytes of the crate's metadata.
    metadata_size: Option<u64>,
    /// The size in bytes of the library, if it was built.
    library_size: Option<u64>,
}

pub(crate) struct Report {
    title: String,
    rows: Vec<Row>,
}

impl Report {
    /// Summarizes the times of each crate, the first of which is the baseline.
    pub(crate) fn new(
        options: &Options,
        crates: &[GeneratedCrate],
        times: Vec<Vec<Duration>>,
    ) -> Result<Self, Box<dyn Error>> {
        let labels = crates
            .iter()
            .map(|generated| {
                let version = generated.package_version()?;
                Ok((generated.variant, label(generated.variant, version, options.checks)))
            })
            .collect::<Result<Vec<_>, Box<dyn Error>>>()?;
        let title = format!(
            "{}; cargo {}{}; {} types ({}) of {} {}; {} rounds",
            measure::rustc_version()?,
            measure::command(options),
            if options.dependencies == Dependencies::BuiltAnew { " of all" } else { "" },
            options.structs,
            options.kind.name(),
            options.fields,
            options.kind.parts(),
            options.rounds
        );
        let summaries = times.into_iter().map(summarize);
        let mut rows = rows(labels, summaries, options.structs);
        for (row, generated) in rows.iter_mut().zip(crates) {
            row.metadata_size = Some(generated.size_of(".rmeta")?);
            row.library_size = options.build.then(|| generated.size_of(".rlib")).transpose()?;
        }
        Ok(Self { title, rows })
    }

    /// A table aligned for a terminal.
    pub(crate) fn text(&self) -> String {
        let lines = self.cells();
        let widths = widths(&lines);
        let mut text = format!("{}\n\n", self.title);
        for line in lines {
            let _ = write!(text, "{:<width$}", line[0], width = widths[0]);
            for (cell, width) in line.iter().zip(widths).skip(1) {
                let _ = write!(text, "  {cell:>width$}");
            }
            text.push('\n');
        }
        text
    }

    pub(crate) fn markdown(&self) -> String {
        let mut lines = self.cells().into_iter().map(|line| format!("| {} |\n", line.join(" | ")));
        let mut text = format!("{}\n\n", self.title);
        text.extend(lines.next());
        text.push_str("|:--|--:|--:|--:|--:|--:|--:|--:|\n");
        text.extend(lines);
        text
    }

    /// The costs as a chart, in SVG, the least first: of each the minimum, since what else the machine
    /// does can only add to it.
    pub(crate) fn chart(&self) -> String {
        let zeroable = self.row(Variant::Zeroable);
        let unit = zeroable.and_then(|row| row.per_struct).map(|summary| summary.min);
        let bar = |row: &Row| {
            let cost = row.per_struct?.min;
            Some(Bar {
                label: row.label.clone(),
                cost,
                ratio: unit.filter(|&unit| unit > 0.0).map(|unit| cost / unit),
                is_ours: row.variant == Variant::Layout,
            })
        };
        let mut bars: Vec<Bar> = self.rows.iter().filter_map(bar).collect();
        bars.sort_by(|one, other| one.cost.total_cmp(&other.cost));
        chart::draw(&format!("{}, the least", self.title), &bars)
    }

    /// What a type costs by a variant: milliseconds over no derive, the least.
    pub(crate) fn least(&self, variant: Variant) -> Option<f64> {
        Some(self.row(variant)?.per_struct?.min)
    }

    /// What a type adds to the sizes of the metadata and of the library, in bytes.
    pub(crate) fn growth(&self, variant: Variant, types: u32) -> Option<(f64, f64)> {
        let (none, row) = (self.row(Variant::None)?, self.row(variant)?);
        let per_type = |with: Option<u64>, without: Option<u64>| {
            Some(
                (f64::from(u32::try_from(with?).ok()?) - f64::from(u32::try_from(without?).ok()?))
                    / f64::from(types),
            )
        };
        Some((
            per_type(row.metadata_size, none.metadata_size)?,
            per_type(row.library_size, none.library_size)?,
        ))
    }

    fn row(&self, variant: Variant) -> Option<&Row> {
        self.rows.iter().find(|row| row.variant == variant)
    }

    /// Fails if Layout costs more than `max` times Zeroable.
    pub(crate) fn check_ratio(&self, max: f64) -> Result<(), Box<dyn Error>> {
        let layout = self.row(Variant::Layout);
        let ratio = layout.and_then(|row| self.ratio(row)).ok_or(
            "no ratio of Layout to Zeroable: the cost of Zeroable was lost in the noise \
             (use more structs or rounds)",
        )?;
        if ratio > max {
            return Err(format!(
                "Layout costs {ratio:.2} times Zeroable, more than the limit of {max} (--max-ratio)"
            )
            .into());
        }
        Ok(())
    }

    /// The ratio of the medians. `None` if Zeroable was not measured, or not
    /// found to cost anything.
    fn ratio(&self, row: &Row) -> Option<f64> {
        let zeroable = self.row(Variant::Zeroable)?;
        let unit = zeroable.per_struct?.median;
        (unit > 0.0).then_some(row.per_struct?.median / unit)
    }

    fn cells(&self) -> Vec<[String; HEADER.len()]> {
        let header = HEADER.map(str::to_owned);
        let rows = self.rows.iter().map(|row| {
            [
                row.label.clone(),
                format!("{:.0}", row.per_crate.median),
                format!("{:.0}", row.per_crate.min),
                optional(row.per_struct.map(|summary| summary.median)),
                optional(row.per_struct.map(|summary| summary.min)),
                optional(self.ratio(row)),
                kilobytes(row.metadata_size),
                kilobytes(row.library_size),
            ]
        });
        std::iter::once(header).chain(rows).collect()
    }
}

fn label(variant: Variant, version: Option<String>, checks: usize) -> String {
    let mut label = variant.derive().unwrap_or("no derive").to_owned();
    if let Some(version) = version {
        let _ = write!(label, " {version}");
    }
    if variant == Variant::LayoutAlone {
        label.push_str(", `std` and `derive` alone");
    }
    if variant == Variant::Layout && checks > 0 {
        let _ = write!(label, ", {checks} checks");
    }
    label
}

fn rows(
    labels: Vec<(Variant, String)>,
    summaries: impl Iterator<Item = Summary>,
    structs: u32,
) -> Vec<Row> {
    let mut baseline = None;
    labels
        .into_iter()
        .zip(summaries)
        .map(|((variant, label), per_crate)| {
            let per_struct = baseline.map(|base: Summary| Summary {
                median: (per_crate.median - base.median) / f64::from(structs),
                min: (per_crate.min - base.min) / f64::from(structs),
            });
            baseline.get_or_insert(per_crate);
            Row { variant, label, per_crate, per_struct, metadata_size: None, library_size: None }
        })
        .collect()
}

/// Expects at least one time.
fn summarize(mut times: Vec<Duration>) -> Summary {
    times.sort_unstable();
    let middle = times.len() / 2;
    let median =
        if times.len() % 2 == 0 { (times[middle - 1] + times[middle]) / 2 } else { times[middle] };
    Summary { median: milliseconds(median), min: milliseconds(times[0]) }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn kilobytes(size: Option<u64>) -> String {
    size.map_or_else(|| "-".into(), |size| (size / 1000).to_string())
}

fn optional(value: Option<f64>) -> String {
    value.map_or_else(|| "-".into(), |value| format!("{value:.2}"))
}

fn widths<const N: usize>(lines: &[[String; N]]) -> [usize; N] {
    let mut widths = [0; N];
    for line in lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.len());
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of ten structs each, at the given milliseconds per crate.
    fn report(times: &[(Variant, u64)]) -> Report {
        let labels =
            times.iter().map(|(variant, _)| (*variant, variant.name().to_owned())).collect();
        let summaries = times.iter().map(|(_, time)| summarize(vec![Duration::from_millis(*time)]));
        Report { title: "title".into(), rows: rows(labels, summaries, 10) }
    }

    fn layout_at_twice_zeroable() -> Report {
        report(&[(Variant::None, 100), (Variant::Layout, 160), (Variant::Zeroable, 130)])
    }

    #[test]
    fn median_of_odd_and_even_counts() {
        let summary =
            |times: &[u64]| summarize(times.iter().copied().map(Duration::from_millis).collect());
        let close = |left: f64, right: f64| (left - right).abs() < 1e-9;
        assert!(close(summary(&[9, 1, 5]).median, 5.0));
        assert!(close(summary(&[9, 1, 5, 6]).median, 5.5));
        assert!(close(summary(&[9, 1, 5]).min, 1.0));
    }

    #[test]
    fn costs_are_over_the_baseline() {
        assert_eq!(
            layout_at_twice_zeroable().markdown(),
            "title\n\n\
             | variant | CPU ms per crate, median | min | \
             ms per type over no derive, median | min | ratio to Zeroable | rmeta kB | rlib kB |\n\
             |:--|--:|--:|--:|--:|--:|--:|--:|\n\
             | none | 100 | 100 | - | - | - | - | - |\n\
             | layout | 160 | 160 | 6.00 | 6.00 | 2.00 | - | - |\n\
             | zeroable | 130 | 130 | 3.00 | 3.00 | 1.00 | - | - |\n"
        );
    }

    #[test]
    fn text_is_aligned() {
        let text = layout_at_twice_zeroable().text();
        let lengths: Vec<_> = text.lines().skip(2).map(str::len).collect();
        assert!(lengths.windows(2).all(|pair| pair[0] == pair[1]), "{text}");
    }

    #[test]
    fn ratio_is_limited() {
        let report = layout_at_twice_zeroable();
        assert!(report.check_ratio(2.5).is_ok());
        let message = report.check_ratio(1.5).unwrap_err().to_string();
        assert!(message.contains("2.00 times Zeroable"), "{message}");
    }

    #[test]
    fn no_ratio_to_a_cost_lost_in_noise() {
        let report =
            report(&[(Variant::None, 100), (Variant::Layout, 160), (Variant::Zeroable, 99)]);
        assert!(report.check_ratio(100.0).is_err());
        assert!(report.markdown().contains("| 6.00 | 6.00 | - | - |"));
    }
}
