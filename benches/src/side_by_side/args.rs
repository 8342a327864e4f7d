//! The command line of a suite.

use std::str::FromStr;

pub(super) const OPTIONS: &str = "\
Options:
  --time          measure wall time: medians of interleaved rounds
  --instructions  count instructions under valgrind, one contestant at a time
                  [default: both]
  --rounds N      rounds of --time [default: 201]
  --only A,B      measure only workloads and contestants with A or B in their
                  name; `W/C` stands for contestants with C in workloads with W
  --committed     count the instructions of ours only, and exit with 1 if one
                  grew by more than 3 % over benches/instructions/*.md
  --bless         count them, and write that file
  --max-ratio X   exit with 1 if the best of ours is more than X times the best
                  of the others, in any workload and measure
  --markdown      print Markdown tables
  --values        print a line for each value, for programs to read: measure,
                  workload, contestant and value, with tabs between them
  --help          print this
";

/// What the user asked for.
#[derive(Debug, PartialEq)]
pub(super) enum Request {
    Measure(Options),
    /// Run one contestant: what `--instructions` starts under valgrind.
    Run {
        workload: usize,
        contestant: usize,
        calls: u32,
    },
    Help,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Measure {
    Time,
    Instructions,
}

/// What is done with the committed instructions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Keep {
    Compare,
    Bless,
}

#[derive(Debug, PartialEq)]
pub(super) struct Options {
    pub(super) measures: Vec<Measure>,
    pub(super) rounds: usize,
    only: Vec<String>,
    pub(super) keep: Option<Keep>,
    pub(super) max_ratio: Option<f64>,
    pub(super) format: Format,
}

/// How values are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Format {
    /// A table for a terminal.
    #[default]
    Text,
    Markdown,
    /// A line for each value.
    Values,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            measures: Vec::new(),
            rounds: 201,
            only: Vec::new(),
            keep: None,
            max_ratio: None,
            format: Format::Text,
        }
    }
}

impl Options {
    /// Whether nothing is left out by `--only`.
    pub(super) fn is_all(&self) -> bool {
        self.only.is_empty()
    }

    /// Whether this contestant is to be measured in this workload.
    pub(super) fn wants(&self, workload: &str, contestant: &str) -> bool {
        self.only.is_empty()
            || self.only.iter().any(|part| match part.split_once('/') {
                Some((of_workload, of_contestant)) => {
                    workload.contains(of_workload) && contestant.contains(of_contestant)
                }
                None => workload.contains(part.as_str()) || contestant.contains(part.as_str()),
            })
    }
}

/// Parses the arguments which follow the program's name.
pub(super) fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Request, String> {
    let mut options = Options::default();
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (argument.as_str(), None),
        };
        let mut value =
            || inline.clone().or_else(|| arguments.next()).ok_or(format!("{name} needs a value"));
        match name {
            "--rounds" => options.rounds = number(name, &value()?)?,
            "--only" => options.only.extend(value()?.split(',').map(str::to_owned)),
            "--max-ratio" => options.max_ratio = Some(number(name, &value()?)?),
            "--run" => return run(&value()?),
            _ if inline.is_some() => return Err(format!("unknown argument `{argument}`")),
            "--time" => options.measures.push(Measure::Time),
            "--instructions" => options.measures.push(Measure::Instructions),
            "--committed" => options.keep = Some(Keep::Compare),
            "--bless" => options.keep = Some(Keep::Bless),
            "--markdown" => options.format = Format::Markdown,
            "--values" => options.format = Format::Values,
            "--help" | "-h" => return Ok(Request::Help),
            _ => return Err(format!("unknown argument `{argument}`")),
        }
    }
    if options.measures.is_empty() {
        options.measures = vec![Measure::Time, Measure::Instructions];
    }
    if options.rounds == 0 {
        return Err("--rounds must be at least 1".into());
    }
    if options.keep == Some(Keep::Bless) && !options.is_all() {
        return Err("--bless writes all figures, and takes no --only".into());
    }
    if options.max_ratio.is_some_and(|max| !(max.is_finite() && max > 0.0)) {
        return Err("--max-ratio must be a positive number".into());
    }
    Ok(Request::Measure(options))
}

fn number<T: FromStr>(name: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("{name}: `{value}` is not a valid number"))
}

/// `workload,contestant,calls`, counted from 0.
fn run(value: &str) -> Result<Request, String> {
    let numbers =
        value.split(',').map(|part| number("--run", part)).collect::<Result<Vec<u32>, _>>()?;
    let [workload, contestant, calls] = numbers[..] else {
        return Err("--run takes three numbers".into());
    };
    Ok(Request::Run { workload: workload as usize, contestant: contestant as usize, calls })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> Result<Request, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    fn options(line: &str) -> Options {
        match parse_line(line) {
            Ok(Request::Measure(options)) => options,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn both_measures_unless_one_is_named() {
        assert_eq!(options("").measures, [Measure::Time, Measure::Instructions]);
        assert_eq!(options("--instructions").measures, [Measure::Instructions]);
    }

    #[test]
    fn only_matches_workload_or_contestant_or_both() {
        let one = options("--only bumpalo,u64");
        assert!(one.wants("u64, warm", "layout"));
        assert!(one.wants("str", "bumpalo min-align 8"));
        assert!(!one.wants("str", "layout"));
        let both = options("--only u64/layout");
        assert!(both.wants("u64, warm", "layout"));
        assert!(!both.wants("u64, warm", "bumpalo"));
        assert!(options("").wants("anything", "anyone"));
    }

    #[test]
    fn a_run_is_three_numbers() {
        let expected = Request::Run { workload: 1, contestant: 2, calls: 3 };
        assert_eq!(parse_line("--run 1,2,3"), Ok(expected));
        assert!(parse_line("--run 1,2").is_err());
    }

    #[test]
    fn bad_arguments_are_named() {
        for (line, part) in [
            ("--frobnicate", "`--frobnicate`"),
            ("--time=yes", "`--time=yes`"),
            ("--rounds", "--rounds needs a value"),
            ("--rounds 0", "--rounds"),
            ("--bless --only u64", "--bless"),
            ("--max-ratio nan", "--max-ratio"),
            ("--max-ratio -1", "--max-ratio"),
        ] {
            let message = parse_line(line).expect_err(line);
            assert!(message.contains(part), "{line}: {message}");
        }
    }
}
