//! The mutants that `cargo mutants` knows of.

use std::process::Command;

use serde_json::Value;

use crate::Result;
use crate::args::Args;

/// A small change of the code.
pub(crate) struct Mutant {
    /// What chooses it, from 1.
    pub(crate) id: usize,
    /// How `cargo mutants` calls it, with its place.
    pub(crate) name: String,
    /// The file, from the root of the workspace.
    pub(crate) file: String,
    pub(crate) genre: String,
    /// What stands there instead.
    pub(crate) replacement: String,
    /// The place of what is replaced.
    pub(crate) start: Position,
    pub(crate) end: Position,
    /// Until the compiler says otherwise.
    pub(crate) compiles: bool,
}

/// A line and a column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// The mutants of the crate's files, in the workspace of the current directory.
pub(crate) fn list(args: &Args) -> Result<Vec<Mutant>> {
    let mut command = Command::new("cargo");
    command.args(["mutants", "--list", "--json", "-p", &args.package]);
    for file in &args.files {
        command.args(["--file", file]);
    }
    let output = command.output()?;
    if !output.status.success() {
        return Err(format!("cargo mutants: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let listed: Vec<Value> = serde_json::from_slice(&output.stdout)?;
    (1..).zip(&listed).map(|(id, value)| Mutant::read(id, value)).collect()
}

impl Mutant {
    fn read(id: usize, value: &Value) -> Result<Self> {
        let text = |field: &str| {
            let text = value[field].as_str().map(str::to_owned);
            text.ok_or_else(|| format!("a mutant without `{field}`: {value}"))
        };
        let position = |end: &str| {
            let number = |axis: &str| usize::try_from(value["span"][end][axis].as_u64()?).ok();
            match (number("line"), number("column")) {
                (Some(line), Some(column)) => Ok(Position { line, column }),
                _ => Err(format!("a mutant without a place: {value}")),
            }
        };
        Ok(Self {
            id,
            name: text("name")?,
            file: text("file")?,
            genre: text("genre")?,
            replacement: text("replacement")?,
            start: position("start")?,
            end: position("end")?,
            compiles: true,
        })
    }
}
