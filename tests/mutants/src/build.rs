//! Builds the suites with all mutants in them, but for those that do not compile.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::Result;
use crate::args::Args;
use crate::list::Mutant;
use crate::suite;
use crate::switch::OfLines;
use crate::tree::{Lines, Tree};

/// The program of a suite.
pub(crate) struct Program {
    pub(crate) suite: String,
    pub(crate) path: PathBuf,
    /// Where it expects to run.
    pub(crate) directory: PathBuf,
}

/// Tells the mutants that compile, and builds them.
pub(crate) fn build(args: &Args, tree: &Tree, mutants: &mut [Mutant]) -> Result<Vec<Program>> {
    loop {
        let lines = tree.write(mutants)?;
        let mut culprits = BTreeSet::new();
        let mut programs = Vec::new();
        for suite in &args.suites {
            match compile(args, tree, suite, mutants, &lines)? {
                Compiled::Program(program) => programs.push(program),
                Compiled::Errors(found) => {
                    culprits = found;
                    break;
                }
            }
        }
        if culprits.is_empty() {
            return Ok(programs);
        }
        println!("{} do not compile", culprits.len());
        for mutant in mutants.iter_mut().filter(|mutant| culprits.contains(&mutant.id)) {
            mutant.compiles = false;
        }
    }
}

enum Compiled {
    Program(Program),
    /// The mutants that errors are about.
    Errors(BTreeSet<usize>),
}

fn compile(
    args: &Args,
    tree: &Tree,
    suite: &str,
    mutants: &[Mutant],
    lines: &Lines,
) -> Result<Compiled> {
    let mut command = Command::new("cargo");
    command.args(["test", "--no-run", "--locked", "--message-format=json"]);
    command.args(suite::target(&args.package, suite)).stderr(Stdio::inherit());
    command.current_dir(&tree.root).env("CARGO_TARGET_DIR", args.out.join("target"));
    // Only these: others ask whether the compiler is a stable one.
    command.env("RUSTC_BOOTSTRAP", "layout_core,layout_derive,golden");
    command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    let output = command.output()?;
    let messages = String::from_utf8(output.stdout)?;
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let (mut culprits, mut texts) = (BTreeSet::new(), String::new());
    let mut program = None;
    for message in messages {
        if let (Some(path), true) =
            (message["executable"].as_str(), message["profile"]["test"] == true)
        {
            let manifest = PathBuf::from(message["manifest_path"].as_str().unwrap_or_default());
            let directory = manifest.parent().unwrap_or(&tree.root).to_owned();
            program = Some(Program { suite: suite.to_owned(), path: path.into(), directory });
        }
        if message["message"]["level"] == "error" {
            let error = &message["message"];
            let mut blamed = blamed(error, tree, lines);
            if blamed.is_empty() {
                blamed = suspected(error, tree, mutants, lines);
            }
            if blamed.is_empty() {
                texts += message["message"]["rendered"].as_str().unwrap_or_default();
            }
            culprits.extend(blamed);
        }
    }
    match program {
        _ if !culprits.is_empty() => Ok(Compiled::Errors(culprits)),
        Some(program) if output.status.success() => Ok(Compiled::Program(program)),
        _ => Err(format!("`{suite}` does not compile without mutants either:\n{texts}").into()),
    }
}

/// The mutants on whose lines the spans of an error lie.
fn blamed(message: &Value, tree: &Tree, lines: &Lines) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut left: Vec<&Value> = vec![message];
    while let Some(value) = left.pop() {
        if let Some((of_lines, line, end)) = place(value, tree, lines) {
            // A place of many lines is that of something around.
            if end <= line + 2 {
                found.extend(of_lines.range(line..=end).flat_map(|(_, mutants)| mutants));
            }
        }
        left.extend(value["spans"].as_array().into_iter().flatten());
        // What a note says is looked at only if the error itself says nothing.
        if found.is_empty() {
            left.extend(value["children"].as_array().into_iter().flatten());
            left.extend(value["expansion"].as_object().map(|it| &it["span"]));
        }
    }
    found
}

/// The mutants that an error is likely about whose place is in what was there before: those that return
/// early from the function, or arms of a `match` that lacks some.
fn suspected(message: &Value, tree: &Tree, mutants: &[Mutant], lines: &Lines) -> BTreeSet<usize> {
    let is_of_arms = message["code"]["code"] == "E0004";
    let genre = if is_of_arms { "MatchArm" } else { "FnValue" };
    let is_of_genre = |id: &&usize| mutants[**id - 1].genre == genre;
    let mut found = BTreeSet::new();
    let spans = message["spans"].as_array().into_iter().flatten();
    for (of_lines, line, _) in spans.filter_map(|span| place(span, tree, lines)) {
        let of_genre = |(_, ids): (_, &Vec<usize>)| ids.iter().find(is_of_genre).copied();
        if is_of_arms {
            // Up to the next function.
            let below = of_lines.range(line..);
            let is_function =
                |ids: &[usize]| ids.iter().any(|id| mutants[id - 1].genre == "FnValue");
            let arms = below.take_while(|(_, ids)| !is_function(ids));
            found.extend(arms.filter_map(of_genre));
        } else if let Some(nearest) = of_lines.range(..=line).rev().find_map(of_genre) {
            let at = |mutant: &&Mutant| {
                let near = &mutants[nearest - 1];
                (&mutant.file, mutant.start) == (&near.file, near.start) && mutant.genre == genre
            };
            let of_function = mutants.iter().filter(at).filter(|mutant| mutant.compiles);
            found.extend(of_function.map(|mutant| mutant.id));
        }
    }
    found
}

/// The mutants of each line of a file, and the first and the last line of a place in it.
type Place<'a> = (&'a OfLines, usize, usize);

/// The place of a span, if its file has mutants.
fn place<'a>(span: &Value, tree: &Tree, lines: &'a Lines) -> Option<Place<'a>> {
    let file = Path::new(span["file_name"].as_str()?);
    let number = |end: &str| usize::try_from(span[end].as_u64()?).ok();
    let (line, end) = (number("line_start")?, number("line_end")?);
    // Suites of the crate's own modules are told of them by way of `..`.
    let full = tree.root.join(file).canonicalize();
    let full = full.or_else(|_| tree.root.join("tests").join(file).canonicalize()).ok()?;
    let name = full.strip_prefix(&tree.root).ok()?.to_str()?;
    Some((lines.get(name)?, line, end))
}
