//! What the user asks for.

use std::path::PathBuf;

pub(crate) const USAGE: &str = "\
options:
  --mib N       size of the large arrays, in MiB (64)
  --rounds N    measurements of each contestant; the median counts (15)
  --svg PATH    where the chart is written (target/access-patterns.svg)
  --markdown    print Markdown tables";

/// The options, as they are used.
pub(crate) struct Args {
    pub(crate) mib: usize,
    pub(crate) rounds: usize,
    pub(crate) svg: PathBuf,
    pub(crate) markdown: bool,
}

impl Args {
    /// How many elements of that size fill a large array.
    pub(crate) fn elements(&self, size: usize) -> usize {
        (self.mib << 20) / size
    }
}

pub(crate) enum Outcome {
    Run(Args),
    Help,
    Wrong(String),
}

pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Outcome {
    let svg = PathBuf::from("target/access-patterns.svg");
    let mut args = Args { mib: 64, rounds: 15, svg, markdown: false };
    while let Some(word) = words.next() {
        let value = match word.as_str() {
            "--help" | "-h" => return Outcome::Help,
            "--markdown" => {
                args.markdown = true;
                continue;
            }
            "--mib" | "--rounds" | "--svg" => words.next(),
            _ => return Outcome::Wrong(format!("unknown option {word}")),
        };
        let Some(value) = value else { return Outcome::Wrong(format!("{word} needs a value")) };
        if word == "--svg" {
            args.svg = value.into();
            continue;
        }
        match value.parse() {
            Ok(number @ 1..=4096) if word == "--mib" => args.mib = number,
            Ok(number @ 1..=4096) => args.rounds = number,
            _ => {
                return Outcome::Wrong(format!(
                    "{word} takes a number from 1 to 4096, not {value}"
                ));
            }
        }
    }
    Outcome::Run(args)
}
