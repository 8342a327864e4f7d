//! What the order and the place of memory accesses cost on this machine.
//!
//! `cargo run --release -p layout-benches --bin access-patterns`; see `benches/README.md`.

mod args;
mod chart;
mod elements;
mod measure;
mod order;
mod table;
mod threads;

use std::process::ExitCode;

use args::{Args, Outcome};
use measure::Comparison;

fn main() -> ExitCode {
    let args = match args::parse(std::env::args().skip(1)) {
        Outcome::Run(args) => args,
        Outcome::Help => {
            println!("{}", args::USAGE);
            return ExitCode::SUCCESS;
        }
        Outcome::Wrong(message) => {
            eprintln!("access-patterns: {message}\n{}", args::USAGE);
            return ExitCode::from(2);
        }
    };
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("access-patterns: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> std::io::Result<()> {
    let mut comparisons: Vec<Comparison> = Vec::new();
    comparisons.extend(order::compare(args));
    comparisons.extend(elements::compare(args));
    comparisons.extend(threads::compare(args));
    print!("{}", table::text(&comparisons, args.markdown));
    std::fs::write(&args.svg, chart::draw(&comparisons))?;
    let path = args.svg.canonicalize().unwrap_or_else(|_| args.svg.clone());
    println!("\nThe same as a chart: {}", path.display());
    Ok(())
}
