//! Contestants that do the same work on memory that lies otherwise.

use std::time::{Duration, Instant};

/// One way to lay out or to visit memory.
pub(crate) struct Contestant<'a> {
    name: &'static str,
    run: Box<dyn FnMut() -> Duration + 'a>,
}

impl<'a> Contestant<'a> {
    /// The work is timed from its call to its return.
    pub(crate) fn new<R>(name: &'static str, mut work: impl FnMut() -> R + 'a) -> Self {
        Self::timed(name, move || {
            let start = Instant::now();
            std::hint::black_box(work());
            start.elapsed()
        })
    }

    /// The work times itself.
    pub(crate) fn timed(name: &'static str, run: impl FnMut() -> Duration + 'a) -> Self {
        Self { name, run: Box::new(run) }
    }
}

/// What was measured of contestants, the first of which the others are compared with.
pub(crate) struct Comparison {
    pub(crate) title: String,
    /// What one operation is.
    pub(crate) unit: &'static str,
    pub(crate) rows: Vec<Row>,
}

pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// Nanoseconds an operation: the median of the rounds.
    pub(crate) nanoseconds: f64,
    /// The least and the most.
    pub(crate) range: (f64, f64),
}

/// The difference that counts as none: what two runs of one program differ by on a quiet machine.
const NOISE: f64 = 0.1;

impl Comparison {
    /// Runs all contestants in turn, `rounds` times, so that what else the machine does falls on all.
    #[allow(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub(crate) fn measure(
        title: String,
        unit: &'static str,
        operations: usize,
        rounds: usize,
        mut contestants: Vec<Contestant<'_>>,
    ) -> Self {
        let mut times: Vec<Vec<f64>> = vec![Vec::new(); contestants.len()];
        // The first round warms up, and counts not.
        for round in 0..=rounds {
            for (contestant, times) in contestants.iter_mut().zip(&mut times) {
                let time = (contestant.run)().as_secs_f64() * 1e9 / operations as f64;
                if round > 0 {
                    times.push(time);
                }
            }
        }
        let rows = contestants.iter().zip(times).map(|(contestant, mut times)| {
            times.sort_by(f64::total_cmp);
            Row {
                name: contestant.name,
                nanoseconds: times[times.len() / 2],
                range: (times[0], times[times.len() - 1]),
            }
        });
        Self { title, unit, rows: rows.collect() }
    }

    /// How many times as long as the first.
    pub(crate) fn ratio(&self, row: &Row) -> f64 {
        row.nanoseconds / self.rows[0].nanoseconds
    }

    /// What the figures show, in a sentence; also if it is nothing. On a busy machine medians can differ by
    /// what else it did, so the lesser difference counts, of the medians and of the leasts.
    pub(crate) fn finding(&self) -> String {
        let first = &self.rows[0];
        let others = self.rows[1..].iter().map(|row| {
            let (medians, leasts) = (self.ratio(row), row.range.0 / first.range.0);
            let (low, high) = (medians.min(leasts), medians.max(leasts));
            if low > 1.0 + NOISE {
                format!("\"{}\" takes {low:.1} times as long as \"{}\"", row.name, first.name)
            } else if high < 1.0 - NOISE {
                format!("\"{}\" is {:.1} times as fast as \"{}\"", row.name, 1.0 / high, first.name)
            } else {
                format!("\"{}\" shows no effect here", row.name)
            }
        });
        others.collect::<Vec<_>>().join("; ") + "."
    }
}

#[cfg(test)]
mod tests {
    use super::{Comparison, Row};

    #[test]
    fn a_difference_counts_if_medians_and_leasts_show_it() {
        let row = |name, nanoseconds, least| Row { name, nanoseconds, range: (least, 9.0) };
        let rows = vec![
            row("a", 2.0, 1.0),
            row("slow", 6.0, 2.0),
            row("quick", 1.0, 0.25),
            row("unsure", 4.0, 1.05),
            row("same", 2.1, 1.0),
        ];
        let comparison = Comparison { title: String::new(), unit: "", rows };
        let expected = "\"slow\" takes 2.0 times as long as \"a\"; \"quick\" is 2.0 times as fast as \"a\"; \
                        \"unsure\" shows no effect here; \"same\" shows no effect here.";
        assert_eq!(comparison.finding(), expected);
    }
}
