//! All bars of the allocators and pools in one table: the suites `alloc-bump` and `alloc-pool` are run, and
//! their values held against what was asked for.
//!
//! See `benches/README.md` for the command.

mod bar;
mod list;
mod machine;
mod values;

use std::env;
use std::error::Error;
use std::process::ExitCode;

use bar::Row;
use values::Values;

const USAGE: &str = "\
Usage: bars [OPTIONS]

Prints one Markdown table of all bars of the allocators and pools, measured in
one run of alloc-bump and alloc-pool, which are built first. Needs valgrind.

Options:
  --repeats N  how often the times are taken: the ratios are the medians of
               these, and the table shows the least and the greatest [default: 5]
  --rounds N   rounds of each [default: 201]
  --help       print this
";

struct Options {
    repeats: usize,
    rounds: usize,
}

fn main() -> ExitCode {
    let options = match parse(env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("bars: {message}\n\n{}", USAGE.trim_end());
            return ExitCode::from(2);
        }
    };
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bars: {error}");
            ExitCode::FAILURE
        }
    }
}

fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options { repeats: 5, rounds: 201 };
    while let Some(name) = arguments.next() {
        let number = match name.as_str() {
            "--repeats" => &mut options.repeats,
            "--rounds" => &mut options.rounds,
            "--help" | "-h" => return Ok(None),
            _ => return Err(format!("unknown argument `{name}`")),
        };
        let value = arguments.next().ok_or(format!("{name} needs a value"))?;
        *number = value.parse().map_err(|_| format!("{name}: `{value}` is not a number"))?;
        if *number == 0 {
            return Err(format!("{name} must be at least 1"));
        }
    }
    Ok(Some(options))
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let suites = ["alloc-bump", "alloc-pool"];
    values::build(&suites)?;
    let load = machine::load();
    let mut values = Values::default();
    for suite in suites {
        values.add_run(suite, &["--instructions"])?;
    }
    for repeat in 0..options.repeats {
        eprintln!("times, {} of {}", repeat + 1, options.repeats);
        for suite in suites {
            values.add_run(suite, &["--time", "--rounds", &options.rounds.to_string()])?;
        }
    }
    println!("{}\n", machine::describe(&load)?);
    let rows = list::bars().iter().map(|bar| bar.row(&values)).collect::<Result<Vec<Row>, _>>()?;
    print!("{}", bar::markdown(&rows));
    Ok(())
}
