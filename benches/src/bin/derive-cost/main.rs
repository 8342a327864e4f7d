//! Measures what deriving `layout_core::Layout` costs at compile time, against
//! other derives over the same types.
//!
//! See `benches/README.md` for the commands and how to read their output.

mod args;
mod bars;
mod chart;
mod cpu;
mod generate;
mod kind;
mod matrix;
mod measure;
mod report;
mod variant;

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use args::{Options, Request};
use generate::GeneratedCrate;
use report::Report;

/// The exit status for bad arguments; a failed run or check exits with 1.
const BAD_ARGUMENTS: u8 = 2;

fn main() -> ExitCode {
    let arguments = env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    let options = match args::parse(arguments) {
        Ok(Request::Run(options)) => options,
        Ok(Request::Help) => {
            print!("{}", args::USAGE);
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("derive-cost: {message}\n\n{}", args::USAGE.trim_end());
            return ExitCode::from(BAD_ARGUMENTS);
        }
    };
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("derive-cost: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    if options.bars {
        print!("{}\n\n{}", measure::rustc_version()?, bars::measured(&options.workloads)?);
        return Ok(());
    }
    if options.matrix {
        print!("{}", matrix::measured(options)?);
        return Ok(());
    }
    let report = measured(options)?;
    if options.markdown {
        print!("{}", report.markdown());
    } else {
        print!("{}", report.text());
    }
    if let Some(path) = &options.svg {
        fs::write(path, report.chart())?;
    }
    if let Some(max) = options.max_ratio {
        report.check_ratio(max)?;
    }
    Ok(())
}

/// Measures the crates of all variants.
fn measured(options: &Options) -> Result<Report, Box<dyn Error>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .ok_or("the manifest directory has no parent")?;
    let crates = options
        .variants
        .iter()
        .map(|&variant| GeneratedCrate::create(workspace, variant, options))
        .collect::<Result<Vec<_>, _>>()?;
    let times = measure::run(&crates, options)?;
    Report::new(options, &crates, times)
}
