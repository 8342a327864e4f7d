//! Running the suites, and what they print.

use std::collections::HashMap;
use std::env;
use std::error::Error;
use std::process::{Command, Stdio};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Measure {
    Instructions,
    Time,
}

impl Measure {
    fn of_unit(unit: &str) -> Option<Self> {
        match unit {
            "instructions per operation" => Some(Self::Instructions),
            "nanoseconds per operation" => Some(Self::Time),
            _ => None,
        }
    }

    pub(crate) fn unit(self) -> &'static str {
        match self {
            Self::Instructions => "instructions",
            Self::Time => "ns",
        }
    }
}

/// A workload's values by contestant, one of each run.
type OfWorkload = Vec<(String, Vec<f64>)>;

/// All values of all runs.
#[derive(Default)]
pub(crate) struct Values(HashMap<(Measure, String), OfWorkload>);

impl Values {
    /// Runs a suite, and adds its values.
    pub(crate) fn add_run(
        &mut self,
        suite: &str,
        arguments: &[&str],
    ) -> Result<(), Box<dyn Error>> {
        let program = env::current_exe()?.with_file_name(suite);
        let output = Command::new(&program)
            .args(arguments)
            .arg("--values")
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        if !output.status.success() {
            return Err(format!("{suite} {} failed", arguments.join(" ")).into());
        }
        self.add(&String::from_utf8(output.stdout)?)
            .map_err(|line| format!("{suite}: {line}").into())
    }

    /// Adds values by a line for each; the error is a line that cannot be read.
    fn add(&mut self, lines: &str) -> Result<(), String> {
        for line in lines.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            let [unit, workload, contestant, value] = cells[..] else {
                return Err(line.to_owned());
            };
            let (Some(measure), Ok(value)) = (Measure::of_unit(unit), value.parse()) else {
                return Err(line.to_owned());
            };
            let values = self.0.entry((measure, workload.to_owned())).or_default();
            match values.iter_mut().find(|(name, _)| name == contestant) {
                Some((_, values)) => values.push(value),
                None => values.push((contestant.to_owned(), vec![value])),
            }
        }
        Ok(())
    }

    /// The values of a workload by contestant.
    pub(crate) fn of(&self, measure: Measure, workload: &str) -> &[(String, Vec<f64>)] {
        self.0.get(&(measure, workload.to_owned())).map_or(&[], Vec::as_slice)
    }

    #[cfg(test)]
    pub(crate) fn from_lines(lines: &str) -> Self {
        let mut values = Self::default();
        values.add(lines).expect("the lines are of values");
        values
    }
}

/// Builds suites as this program was built: in release mode.
pub(crate) fn build(suites: &[&str]) -> Result<(), Box<dyn Error>> {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(["build", "--locked", "--release", "--quiet", "-p", "layout-benches"]);
    command.args(["--features", "peers"]);
    command.args(suites.iter().flat_map(|&suite| ["--bin", suite]));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    if command.status()?.success() { Ok(()) } else { Err("cargo build failed".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_several_runs_stand_together() {
        let line = "nanoseconds per operation\tthrow\tours\t";
        let values = Values::from_lines(&format!("{line}1.5\n{line}2.5\n"));
        assert_eq!(values.of(Measure::Time, "throw"), [("ours".to_owned(), vec![1.5, 2.5])]);
        assert!(values.of(Measure::Instructions, "throw").is_empty());
    }

    #[test]
    fn what_is_no_value_is_named() {
        let mut values = Values::default();
        assert_eq!(values.add("grams\ta\tb\t1"), Err("grams\ta\tb\t1".to_owned()));
        assert_eq!(values.add("a line"), Err("a line".to_owned()));
    }
}
