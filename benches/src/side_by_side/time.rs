//! Wall time, in rounds that take all contestants in turn, so that what else the machine does
//! meets all of them alike.

use std::time::{Duration, Instant};

use super::suite::Workload;

/// How long one sample takes, about: long enough for the clock, short enough that most samples are
/// not interrupted, on a busy machine neither.
const SAMPLE: Duration = Duration::from_micros(200);

/// The medians over `rounds` samples of each of the `chosen` contestants, in nanoseconds per operation.
pub(super) fn measure(workload: &Workload, chosen: &[usize], rounds: usize) -> Vec<f64> {
    let mut runs: Vec<_> =
        chosen.iter().map(|&place| workload.contestants[place].set_up()).collect();
    let calls: Vec<u32> = runs.iter_mut().map(calls_in_a_sample).collect();
    let mut samples = vec![Vec::with_capacity(rounds); runs.len()];
    for round in 0..rounds {
        for step in 0..runs.len() {
            // Each round begins with another contestant: nobody always follows the same one.
            let place = (round + step) % runs.len();
            let elapsed = time(&mut runs[place], calls[place]);
            let operations = f64::from(calls[place]) * f64::from(workload.operations);
            samples[place].push(elapsed.as_secs_f64() * 1e9 / operations);
        }
    }
    samples.into_iter().map(median).collect()
}

fn calls_in_a_sample(run: &mut impl FnMut()) -> u32 {
    let mut calls = 1;
    loop {
        let elapsed = time(run, calls);
        if elapsed >= SAMPLE / 2 || calls > u32::MAX / 2 {
            return calls;
        }
        calls *= 2;
    }
}

fn time(run: &mut impl FnMut(), calls: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        run();
    }
    start.elapsed()
}

/// The middle of samples, or the mean of the two that are.
///
/// # Panics
///
/// There is none.
#[must_use]
pub fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    let middle = samples.len() / 2;
    if samples.len() % 2 == 1 {
        samples[middle]
    } else {
        f64::midpoint(samples[middle - 1], samples[middle])
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn median_of_odd_and_even() {
        assert!((median(vec![3.0, 1.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!((median(vec![4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < 1e-9);
    }
}
