//! Searches files, in parallel.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use rayon::prelude::*;
use regex::{Regex, bytes};

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color { Never, Auto, Always }

/// What to search.
#[derive(Debug, Parser)]
struct Options {
    pattern: Option<String>,
    files: Vec<PathBuf>,
    #[arg(long)]
    color: Option<Color>,
    #[arg(short = 'n')]
    numbers: bool,
}

fn main() {
    let options = Options::parse();
    let pattern = options.pattern.as_deref().unwrap_or("[a-z]+");
    let regex = Regex::new(pattern).unwrap();
    let also = bytes::Regex::new(pattern).unwrap();
    let (sender, receiver) = crossbeam::channel::unbounded();
    options.files.par_iter().for_each_with(sender, |sender, file| {
        let Ok(text) = std::fs::read_to_string(file) else { return };
        for (at, line) in text.lines().enumerate() {
            if regex.is_match(line) && also.find(line.as_bytes()).is_some() {
                sender.send((file.clone(), at, line.to_owned())).unwrap();
            }
        }
    });
    let mut found: hashbrown::HashMap<PathBuf, Vec<(usize, String)>> = hashbrown::HashMap::new();
    receiver.iter().for_each(|(file, at, line)| found.entry(file).or_default().push((at, line)));
    println!("{found:?} {:?} {}", options.color, options.numbers);
}
