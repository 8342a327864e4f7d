//! Measures how long the text of a report takes.
//!
//! `report-speed [--max-growth X]`: fails if a field of a type of 1,024 takes more than so many times as
//! long as one of a type of 64. How long one report may take is held in instructions, by the suite
//! `reports`, since a time depends on the machine and on what else it does.

mod types;

use std::fmt::Write;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use layout_core::{Layout, LayoutReport};
use types::{C8, C64, C1024, Message, Packet, Rust8, Rust64, Rust1024, Session};

/// The rounds of which the fastest counts: the others were disturbed.
const ROUNDS: usize = 30;

/// The least time of a round.
const ROUND: Duration = Duration::from_millis(5);

/// The time that the text of a report takes.
struct Measured {
    name: &'static str,
    fields: usize,
    bytes: usize,
    micros: f64,
}

fn measure<T: Layout>() -> Measured {
    let report = T::layout_report();
    let mut text = String::new();
    let mut best = f64::INFINITY;
    let mut repeats = 1_u32;
    for _ in 0..ROUNDS {
        let time = time(&report, repeats, &mut text);
        best = best.min(time.as_secs_f64() * 1e6 / f64::from(repeats));
        if time < ROUND {
            repeats = repeats.saturating_mul(2);
        }
    }
    let of_variants: usize = T::LAYOUT.variants().map(|variant| variant.fields().len()).sum();
    let fields = T::LAYOUT.fields().len() + of_variants;
    Measured { name: T::LAYOUT.name, fields, bytes: text.len(), micros: best }
}

fn time(report: &LayoutReport, repeats: u32, text: &mut String) -> Duration {
    let started = Instant::now();
    for _ in 0..repeats {
        text.clear();
        write!(text, "{}", black_box(report)).expect("a String takes all that is written");
        black_box(&text);
    }
    started.elapsed()
}

fn main() -> ExitCode {
    let max_growth = match limit(std::env::args().skip(1)) {
        Ok(limit) => limit,
        Err(message) => {
            eprintln!("report-speed: {message}");
            return ExitCode::from(2);
        }
    };
    let all = [
        measure::<Packet>(),
        measure::<Session>(),
        measure::<Message>(),
        measure::<C8>(),
        measure::<C64>(),
        measure::<C1024>(),
        measure::<Rust8>(),
        measure::<Rust64>(),
        measure::<Rust1024>(),
    ];
    println!("| type | fields | bytes of text | µs | µs a field |");
    println!("|:--|--:|--:|--:|--:|");
    for Measured { name, fields, bytes, micros } in &all {
        println!("| {name} | {fields} | {bytes} | {micros:.1} | {:.2} |", per_field(&all, name));
    }
    let mut ok = true;
    for (few, many) in [("C64", "C1024"), ("Rust64", "Rust1024")] {
        let growth = per_field(&all, many) / per_field(&all, few);
        println!("A field of {many} takes {growth:.2} times as long as one of {few}.");
        ok &= growth <= max_growth;
    }
    if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The time of a type's report by its fields.
fn per_field(all: &[Measured], name: &str) -> f64 {
    let found = all.iter().find(|it| it.name == name);
    found.map_or(f64::NAN, |it| {
        it.micros / f64::from(u32::try_from(it.fields).expect("at most 1,024 fields"))
    })
}

fn limit(mut arguments: impl Iterator<Item = String>) -> Result<f64, String> {
    let Some(option) = arguments.next() else { return Ok(f64::INFINITY) };
    if option != "--max-growth" {
        return Err(format!("unknown option `{option}`"));
    }
    match (arguments.next().map(|value| value.parse()), arguments.next()) {
        (Some(Ok(limit)), None) => Ok(limit),
        (_, Some(more)) => Err(format!("unexpected argument `{more}`")),
        _ => Err(format!("`{option}` takes a number")),
    }
}
