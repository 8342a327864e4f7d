//! Instructions kept in a file of the repository, which ours are compared with.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// By how much ours may grow, in the figures of the same compiler.
const MARGIN: f64 = 0.03;

/// By how much, if another compiler made the file: it may well do better or worse in places.
const MARGIN_OF_ANOTHER: f64 = 0.2;

/// The instructions per operation of a contestant.
#[derive(Debug, PartialEq)]
pub(super) struct Figure {
    pub(super) workload: String,
    pub(super) contestant: String,
    pub(super) instructions: f64,
}

/// The figures of a suite, and what they were counted with.
#[derive(Debug, PartialEq)]
pub(super) struct Committed {
    suite: String,
    compiler: String,
    figures: Vec<Figure>,
}

impl Committed {
    /// What has just been counted.
    pub(super) fn counted(suite: &str, figures: Vec<Figure>) -> Result<Self, Box<dyn Error>> {
        Ok(Self { suite: suite.to_owned(), compiler: compiler()?, figures })
    }

    /// What the repository holds.
    pub(super) fn read(suite: &str) -> Result<Self, Box<dyn Error>> {
        let path = path(suite);
        let text = fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}; --bless writes it", path.display()))?;
        Self::parse(suite, &text).map_err(|line| format!("{}: {line}", path.display()).into())
    }

    pub(super) fn write(&self) -> io::Result<PathBuf> {
        let path = path(&self.suite);
        fs::write(&path, self.text())?;
        Ok(path)
    }

    /// How far the figures of `now` may be above these, and a sentence if that is not as usual.
    pub(super) fn margin(&self, now: &Self) -> (f64, Option<String>) {
        if self.compiler == now.compiler {
            return (MARGIN, None);
        }
        let (theirs, ours) = (&self.compiler, &now.compiler);
        let sentence = format!(
            "the committed figures are of {theirs}, these of {ours}: \
             they may grow by {:.0} % rather than {:.0} %",
            MARGIN_OF_ANOTHER * 100.0,
            MARGIN * 100.0
        );
        (MARGIN_OF_ANOTHER, Some(sentence))
    }

    /// A sentence for each figure of `now` that is more than `margin` above its own here, or has none
    /// here; and for each here that `now` has not, if it ought to have all.
    pub(super) fn faults(&self, now: &Self, margin: f64, is_all: bool) -> Vec<String> {
        let mut faults = Vec::new();
        for Figure { workload, contestant, instructions } in &now.figures {
            match self.find(workload, contestant) {
                Some(before) if *instructions <= before * (1.0 + margin) => {}
                Some(before) => faults.push(format!(
                    "{workload}: {contestant} takes {instructions:.2} instructions, \
                     {:.1} % more than the committed {before:.2}",
                    (instructions / before - 1.0) * 100.0
                )),
                None => faults.push(format!("{workload}: {contestant} has no committed figure")),
            }
        }
        let gone =
            self.figures.iter().filter(|it| now.find(&it.workload, &it.contestant).is_none());
        if is_all {
            faults.extend(gone.map(|Figure { workload, contestant, .. }| {
                format!("{workload}: {contestant} is committed, and was not counted")
            }));
        }
        faults
    }

    /// The contestants that got better by more than `margin`, so that the file should hold it.
    pub(super) fn improved(&self, now: &Self, margin: f64) -> Vec<String> {
        let better =
            now.figures.iter().filter_map(|Figure { workload, contestant, instructions }| {
                let before = self.find(workload, contestant)?;
                (*instructions < before * (1.0 - margin)).then(|| {
                    format!("{workload}: {contestant} takes {instructions:.2}, before {before:.2}")
                })
            });
        better.collect()
    }

    fn find(&self, workload: &str, contestant: &str) -> Option<f64> {
        let mut figures = self.figures.iter();
        let found = figures.find(|it| it.workload == workload && it.contestant == contestant);
        found.map(|figure| figure.instructions)
    }

    fn text(&self) -> String {
        let Self { suite, compiler, figures } = self;
        let mut text = format!(
            "# Instructions of {suite}\n\nWritten by `{suite} --bless`, compared by `{suite} --committed`: see \
             `benches/README.md`.\n\nCounted with {compiler}\n\n\
             | workload | contestant | instructions per operation |\n|:--|:--|--:|\n"
        );
        for Figure { workload, contestant, instructions } in figures {
            let _ = writeln!(text, "| {workload} | {contestant} | {instructions:.2} |");
        }
        text
    }

    /// Reads what [`text`](Self::text) writes; the error is the line that cannot be read.
    fn parse(suite: &str, text: &str) -> Result<Self, String> {
        let compiler = text.lines().find_map(|line| line.strip_prefix("Counted with "));
        let compiler = compiler.ok_or("no line begins with `Counted with `")?.to_owned();
        let rows = text.lines().filter(|line| line.starts_with("| ")).skip(1);
        let figures = rows
            .map(|line| {
                let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
                let figure = match cells[..] {
                    [workload, contestant, instructions] => {
                        instructions.parse().ok().map(|instructions| Figure {
                            workload: workload.to_owned(),
                            contestant: contestant.to_owned(),
                            instructions,
                        })
                    }
                    _ => None,
                };
                figure.ok_or_else(|| format!("cannot be read: {line}"))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { suite: suite.to_owned(), compiler, figures })
    }
}

fn path(suite: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("instructions").join(format!("{suite}.md"))
}

/// The compiler's version and its target: `rustc 1.95.0 (…) for x86_64-unknown-linux-gnu`.
fn compiler() -> Result<String, Box<dyn Error>> {
    let program = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(program).arg("-vV").output()?;
    let text = String::from_utf8(output.stdout)?;
    let mut lines = text.lines();
    let version = lines.next().ok_or("rustc -vV printed nothing")?;
    let host = lines.find_map(|line| line.strip_prefix("host: "));
    Ok(format!("{version} for {}", host.ok_or("rustc -vV names no host")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The suite `stones`, with a figure each for the contestants of one workload.
    fn stones(compiler: &str, figures: &[(&str, f64)]) -> Committed {
        let figure = |&(contestant, instructions): &(&str, f64)| Figure {
            workload: "throw, far".to_owned(),
            contestant: contestant.to_owned(),
            instructions,
        };
        let figures = figures.iter().map(figure).collect();
        Committed { suite: "stones".to_owned(), compiler: compiler.to_owned(), figures }
    }

    #[test]
    fn what_is_written_can_be_read() {
        let committed = stones("rustc 1.2.3 for here", &[("ours", 12.25), ("ours, wet", 3.0)]);
        assert_eq!(Committed::parse("stones", &committed.text()), Ok(committed));
        let wrong = stones("", &[("ours", 1.0)]).text().replace("1.00", "one");
        assert!(Committed::parse("stones", &wrong).unwrap_err().contains("| one |"));
    }

    #[test]
    fn growth_beyond_the_margin_is_a_fault() {
        let before = stones("a", &[("ours", 100.0)]);
        assert!(before.faults(&stones("a", &[("ours", 102.9)]), 0.03, true).is_empty());
        let faults = before.faults(&stones("a", &[("ours", 103.1)]), 0.03, true);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].contains("3.1 % more than the committed 100.00"), "{faults:?}");
        assert!(before.improved(&stones("a", &[("ours", 97.1)]), 0.03).is_empty());
        assert_eq!(before.improved(&stones("a", &[("ours", 96.9)]), 0.03).len(), 1);
    }

    #[test]
    fn both_sides_have_the_same_contestants() {
        let (one, other) = (stones("a", &[("ours", 1.0)]), stones("a", &[("ours, wet", 1.0)]));
        assert_eq!(one.faults(&other, 0.03, true).len(), 2);
        assert_eq!(
            one.faults(&other, 0.03, false),
            ["throw, far: ours, wet has no committed figure"]
        );
    }

    #[test]
    fn another_compiler_has_a_wider_margin_and_is_named() {
        let (one, other) = (stones("a", &[]), stones("b", &[]));
        assert_eq!(one.margin(&one), (MARGIN, None));
        let (margin, sentence) = one.margin(&other);
        assert!(margin > MARGIN && sentence.unwrap().contains("20 % rather than 3 %"));
    }
}
