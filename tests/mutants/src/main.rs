//! Runs the tests against small changes of the code: does one fail of each?
//!
//! The changes are those that `cargo mutants` lists. It builds each of them anew, which takes a day for this
//! workspace; here all are built into one program, and a variable of the environment chooses among them, so
//! that a mutant costs no more than the run of the tests that reach it.
//!
//! What a `const` evaluates stays as it was written: a mutant lives in what tests call while they run.

mod args;
mod build;
mod hook;
mod list;
mod run;
mod suite;
mod switch;
mod tree;

use std::error::Error;
use std::process::ExitCode;

use args::Args;
use build::build;
use run::{Outcome, run};
use tree::Tree;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match Args::parse(std::env::args().skip(1)).and_then(|args| mutate(&args)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("layout-mutants: {error}");
            ExitCode::from(2)
        }
    }
}

fn mutate(args: &Args) -> Result<()> {
    let mut mutants = list::list(args)?;
    println!("{} mutants", mutants.len());
    let tree = Tree::copy(args)?;
    let programs = build(args, &tree, &mut mutants)?;
    let left = mutants.iter().filter(|mutant| mutant.compiles).count();
    println!("{left} of them compile");
    let outcomes = run(args, &mutants, &programs)?;
    let count = |wanted: &Outcome| outcomes.iter().filter(|(_, it)| it == wanted).count();
    for (mutant, outcome) in &outcomes {
        if let Outcome::Missed | Outcome::NotReached = outcome {
            println!("{outcome:?}: {}", mutant.name);
        }
    }
    println!(
        "{} mutants: {} do not compile, {} caught, {} without end, {} missed, {} not reached",
        mutants.len(),
        mutants.len() - left,
        count(&Outcome::Caught),
        count(&Outcome::WithoutEnd),
        count(&Outcome::Missed),
        count(&Outcome::NotReached),
    );
    Ok(())
}
