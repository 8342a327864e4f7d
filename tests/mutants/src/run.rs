//! Runs the suites with each mutant chosen, one after the other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use crate::Result;
use crate::args::Args;
use crate::build::Program;
use crate::list::Mutant;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A test fails.
    Caught,
    /// The tests take ten times as long.
    WithoutEnd,
    /// All tests pass.
    Missed,
    /// No test asks whether it is the chosen one.
    NotReached,
}

/// A suite as it is without a mutant.
struct Suite<'a> {
    program: &'a Program,
    /// Tests that fail anyhow, in the copy of the workspace.
    skipped: Vec<String>,
    reached: BTreeSet<usize>,
    limit: Duration,
}

pub(crate) fn run<'a>(
    args: &Args,
    mutants: &'a [Mutant],
    programs: &[Program],
) -> Result<Vec<(&'a Mutant, Outcome)>> {
    let mut suites = Vec::new();
    for program in programs {
        suites.push(Suite::new(args, program)?);
    }
    // What takes the least time has the first word.
    suites.sort_by_key(|suite| suite.limit);
    let compiled: Vec<&Mutant> = mutants.iter().filter(|mutant| mutant.compiles).collect();
    let (left, outcomes) = (Mutex::new(compiled.iter()), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..args.jobs {
            scope.spawn(|| {
                loop {
                    let next = left.lock().expect("no thread panics with the lock").next();
                    let Some(mutant) = next else { break };
                    let outcome = outcome(mutant, &suites);
                    let mut outcomes = outcomes.lock().expect("no thread panics with the lock");
                    outcomes.insert(mutant.id, outcome);
                    println!("{}/{} {outcome:?} {}", outcomes.len(), compiled.len(), mutant.name);
                }
            });
        }
    });
    let outcomes = outcomes.into_inner().expect("no thread panics with the lock");
    Ok(compiled.into_iter().map(|mutant| (mutant, outcomes[&mutant.id])).collect())
}

fn outcome(mutant: &Mutant, suites: &[Suite<'_>]) -> Outcome {
    let mut outcome = Outcome::NotReached;
    for suite in suites.iter().filter(|suite| suite.reached.contains(&mutant.id)) {
        outcome = suite.outcome(mutant.id);
        if outcome != Outcome::Missed {
            return outcome;
        }
    }
    outcome
}

impl<'a> Suite<'a> {
    fn new(args: &Args, program: &'a Program) -> Result<Self> {
        let seen = args.out.join(format!("seen-{}", program.suite));
        let mut suite =
            Self { program, skipped: Vec::new(), reached: BTreeSet::new(), limit: Duration::MAX };
        suite.skip(&args.skip)?;
        loop {
            let _ = fs::remove_file(&seen);
            let started = Instant::now();
            let output = suite.command().env("LAYOUT_MUTANTS_SEEN", &seen).output()?;
            suite.limit = started.elapsed() * 10 + Duration::from_secs(10);
            let text = String::from_utf8_lossy(&output.stdout);
            if output.status.success() {
                println!("{}: {:?}; skipped {:?}", program.suite, started.elapsed(), suite.skipped);
                suite.reached = numbers(&seen);
                return Ok(suite);
            }
            let failed = text.lines().filter_map(|line| line.strip_suffix(" ... FAILED"));
            let failed = failed.filter_map(|line| line.strip_prefix("test "));
            let failed: Vec<_> = failed
                .map(|name| name.trim_end_matches(" - should panic").to_owned())
                .filter(|name| !suite.skipped.contains(name))
                .collect();
            if failed.is_empty() {
                let errors = String::from_utf8_lossy(&output.stderr);
                return Err(format!(
                    "{} ends without a test that fails:\n{text}{errors}",
                    program.suite
                )
                .into());
            }
            suite.skipped.extend(failed);
        }
    }

    /// Leaves out the tests with one of these words in their name.
    fn skip(&mut self, words: &[String]) -> Result<()> {
        let output = self.command().arg("--list").output()?;
        let listed = String::from_utf8(output.stdout)?;
        let tests = listed.lines().filter_map(|line| line.strip_suffix(": test"));
        let tests = tests.filter(|test| words.iter().any(|word| test.contains(word.as_str())));
        self.skipped.extend(tests.map(str::to_owned));
        Ok(())
    }

    fn command(&self) -> Command {
        let Self { program, skipped, .. } = self;
        let mut command = Command::new(&program.path);
        command.current_dir(&program.directory).args(["--exact", "--test-threads=2"]);
        for test in skipped {
            command.args(["--skip", test]);
        }
        command.env("CARGO_MANIFEST_DIR", &program.directory);
        for (name, value) in [
            ("LAYOUT_BUMP_SEQUENCES", "20"),
            ("LAYOUT_STRESS_SECONDS", "1"),
            ("PROPTEST_CASES", "16"),
        ] {
            command.env(name, value);
        }
        command
    }

    /// What the suite says of that mutant, up to the first test that fails.
    fn outcome(&self, mutant: usize) -> Outcome {
        let mut command = self.command();
        command.env("LAYOUT_MUTANT", mutant.to_string()).process_group(0);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it ran before");
        let output = child.stdout.take().expect("it is a pipe");
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || sender.send(has_failure(output)));
        let outcome = match receiver.recv_timeout(self.limit) {
            Ok(true) => Outcome::Caught,
            Ok(false) => {
                let status = child.wait().expect("it is a child of this process");
                return if status.success() { Outcome::Missed } else { Outcome::Caught };
            }
            Err(_) => Outcome::WithoutEnd,
        };
        end(&mut child);
        outcome
    }
}

/// Whether a test fails, known as soon as one does.
fn has_failure(output: impl Read) -> bool {
    let mut lines = BufReader::new(output).split(b'\n').map_while(std::result::Result::ok);
    lines.any(|line| line.starts_with(b"test ") && line.ends_with(b" ... FAILED"))
}

/// Ends a process and those that it began.
fn end(child: &mut Child) {
    let group = format!("-{}", child.id());
    let _ = Command::new("kill").args(["-9", "--", &group]).status();
    let _ = child.wait();
}

fn numbers(path: &Path) -> BTreeSet<usize> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| line.parse().ok()).collect()
}
