//! The command line.

use std::path::PathBuf;
use std::str::FromStr;

use crate::kind::Kind;
use crate::variant::Variant;

pub(crate) const USAGE: &str = "\
Usage: derive-cost [OPTIONS]

Measures the CPU time of `cargo check` of generated crates which derive
layout_core::Layout and its peers, over a crate with no derive.

Options:
  --kind K        what the types are: struct, generic, enum or enum-u16
                  [default: struct]
  --structs N     types in a crate [default: 300]
  --fields F      fields in a struct, or variants in an enum, at most 1000
                  [default: 8]
  --build         measure `cargo build` instead of `cargo check`
  --cold          measure it with all dependencies, which are built anew
  --rounds R      measurements of each crate [default: 7]
  --only A,B      variants to measure besides `none`, of: debug, layout,
                  layout-alone (with --cold), zeroable, known-layout,
                  type-layout, facet [default: all that take the kind]
  --checks K      passing #[layout(...)] checks on each struct of the layout
                  variant [default: 0]
  --bars          count the instructions of the compiler for derives and checks,
                  and hold them against their bars: takes only --workloads
  --workloads A,B rows of --bars with A or B in their name [default: all]
  --matrix        measure types of all kinds and sizes, by check and by build, and
                  print Markdown tables of all: takes only --rounds and --only
  --max-ratio X   exit with 1 if layout costs more than X times zeroable
  --svg PATH      write the costs as a chart
  --markdown      print a Markdown table
  --help          print this
";

/// With fields of at most eight bytes, no more than for which the generated
/// check `size <= 8192` holds.
const MAX_FIELDS: usize = 1000;

/// What the user asked for.
#[derive(Debug, PartialEq)]
pub(crate) enum Request {
    Run(Options),
    Help,
}

/// When the dependencies of the crates are built.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Dependencies {
    /// Before anything is measured.
    BuiltFirst,
    /// They have been, for other types.
    Built,
    /// In each measurement.
    BuiltAnew,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Options {
    pub(crate) kind: Kind,
    pub(crate) structs: u32,
    pub(crate) fields: usize,
    pub(crate) rounds: usize,
    /// In the order of [`Variant::ALL`], which puts the baseline first.
    pub(crate) variants: Vec<Variant>,
    pub(crate) checks: usize,
    pub(crate) max_ratio: Option<f64>,
    /// Whether to build, not only to check.
    pub(crate) build: bool,
    pub(crate) dependencies: Dependencies,
    pub(crate) markdown: bool,
    /// Whether to hold derives and checks against their bars.
    pub(crate) bars: bool,
    /// Parts of the names of the rows of the bars; none for all.
    pub(crate) workloads: Vec<String>,
    /// Whether to measure all kinds and sizes of types.
    pub(crate) matrix: bool,
    /// Where a chart is written.
    pub(crate) svg: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            kind: Kind::Struct,
            structs: 300,
            fields: 8,
            rounds: 7,
            variants: Variant::ALL.to_vec(),
            checks: 0,
            max_ratio: None,
            build: false,
            dependencies: Dependencies::BuiltFirst,
            markdown: false,
            bars: false,
            workloads: Vec::new(),
            matrix: false,
            svg: None,
        }
    }
}

/// Parses the arguments which follow the program's name.
pub(crate) fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Request, String> {
    let mut options = Options::default();
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (argument.as_str(), None),
        };
        if matches!(
            name,
            "--bars" | "--markdown" | "--matrix" | "--build" | "--cold" | "--help" | "-h"
        ) {
            if inline.is_some() {
                return Err(format!("{name} takes no value"));
            }
            match name {
                "--markdown" => options.markdown = true,
                "--bars" => options.bars = true,
                "--matrix" => options.matrix = true,
                "--build" => options.build = true,
                "--cold" => options.dependencies = Dependencies::BuiltAnew,
                _ => return Ok(Request::Help),
            }
            continue;
        }
        let mut value = || {
            inline
                .clone()
                .or_else(|| arguments.next())
                .ok_or_else(|| format!("{name} needs a value"))
        };
        match name {
            "--workloads" => options.workloads = value()?.split(',').map(str::to_owned).collect(),
            "--kind" => options.kind = kind(&value()?)?,
            "--structs" => options.structs = number(name, &value()?)?,
            "--fields" => options.fields = number(name, &value()?)?,
            "--rounds" => options.rounds = number(name, &value()?)?,
            "--checks" => options.checks = number(name, &value()?)?,
            "--max-ratio" => options.max_ratio = Some(number(name, &value()?)?),
            "--svg" => options.svg = Some(value()?.into()),
            "--only" => options.variants = variants(&value()?)?,
            _ => return Err(format!("unknown argument `{argument}`")),
        }
    }
    validate(&options)?;
    options.variants.retain(|variant| options.matrix || variant.takes(options.kind));
    if options.dependencies != Dependencies::BuiltAnew {
        options.variants.retain(|variant| *variant != Variant::LayoutAlone);
    }
    Ok(Request::Run(options))
}

fn kind(name: &str) -> Result<Kind, String> {
    Kind::from_name(name).ok_or_else(|| format!("--kind: unknown kind `{name}`"))
}

fn number<T: FromStr>(name: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("{name}: `{value}` is not a valid number"))
}

fn variants(list: &str) -> Result<Vec<Variant>, String> {
    let named = list
        .split(',')
        .map(|name| {
            Variant::from_name(name).ok_or_else(|| format!("--only: unknown variant `{name}`"))
        })
        .collect::<Result<Vec<_>, _>>()?;
    // Every cost is counted from the baseline, so it is always measured.
    Ok(Variant::ALL
        .into_iter()
        .filter(|variant| *variant == Variant::None || named.contains(variant))
        .collect())
}

fn validate(options: &Options) -> Result<(), String> {
    if options.structs == 0 {
        return Err("--structs must be at least 1".into());
    }
    if !(1..=MAX_FIELDS).contains(&options.fields) {
        return Err(format!("--fields must be from 1 to {MAX_FIELDS}"));
    }
    if options.rounds == 0 {
        return Err("--rounds must be at least 1".into());
    }
    if options.matrix {
        let Options { rounds, ref variants, .. } = *options;
        let variants = variants.clone();
        let allowed = Options { rounds, variants, matrix: true, ..Options::default() };
        if *options != allowed {
            return Err("--matrix takes only --rounds and --only".into());
        }
    }
    let has = |variant: Variant| options.variants.contains(&variant) && variant.takes(options.kind);
    if options.checks > 0 && options.kind != Kind::Struct {
        return Err("--checks needs the kind struct".into());
    }
    if options.checks > 0 && !has(Variant::Layout) {
        return Err("--checks needs the variant layout".into());
    }
    if let Some(max) = options.max_ratio {
        if !(max.is_finite() && max > 0.0) {
            return Err("--max-ratio must be a positive number".into());
        }
        if !(has(Variant::Layout) && has(Variant::Zeroable)) {
            return Err("--max-ratio needs the variants layout and zeroable".into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> Result<Request, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    /// The defaults, without what counts only where dependencies are built anew.
    fn built_first() -> Options {
        let mut options = Options::default();
        options.variants.retain(|variant| *variant != Variant::LayoutAlone);
        options
    }

    #[test]
    fn no_arguments_are_the_defaults() {
        assert_eq!(parse_line(""), Ok(Request::Run(built_first())));
    }

    #[test]
    fn both_forms_of_a_value() {
        let expected =
            Options { structs: 10, max_ratio: Some(1.5), markdown: true, ..built_first() };
        assert_eq!(
            parse_line("--structs 10 --max-ratio=1.5 --markdown"),
            Ok(Request::Run(expected))
        );
    }

    #[test]
    fn only_keeps_the_baseline_and_the_order() {
        let Ok(Request::Run(options)) = parse_line("--only zeroable,layout") else {
            panic!("a valid command line");
        };
        assert_eq!(options.variants, [Variant::None, Variant::Layout, Variant::Zeroable]);
    }

    #[test]
    fn a_matrix_keeps_what_takes_any_kind() {
        let Ok(Request::Run(options)) = parse_line("--matrix --rounds 2 --only layout,facet")
        else {
            panic!("a valid command line");
        };
        assert_eq!(options.variants, [Variant::None, Variant::Layout, Variant::Facet]);
        assert!(options.matrix && options.rounds == 2);
    }

    #[test]
    fn a_dependency_with_fewer_features_counts_where_it_is_built() {
        let variants = |line: &str| match parse_line(line) {
            Ok(Request::Run(options)) => options.variants,
            other => panic!("{line}: {other:?}"),
        };
        assert_eq!(variants("--cold"), Variant::ALL);
        assert!(!variants("--build").contains(&Variant::LayoutAlone));
    }

    #[test]
    fn help_is_not_an_error() {
        assert_eq!(parse_line("--help"), Ok(Request::Help));
    }

    #[test]
    fn bad_arguments_are_named() {
        for (line, part) in [
            ("--frobnicate", "`--frobnicate`"),
            ("layout", "`layout`"),
            ("--structs", "--structs needs a value"),
            ("--structs many", "`many`"),
            ("--structs 0", "--structs"),
            ("--fields 0", "--fields"),
            ("--fields 1001", "--fields"),
            ("--kind union", "`union`"),
            ("--kind enum --checks 1", "--checks"),
            ("--build=yes", "--build takes no value"),
            ("--rounds 0", "--rounds"),
            ("--only layout,serde", "`serde`"),
            ("--only=", "unknown variant"),
            ("--matrix --structs 5", "--matrix"),
            ("--markdown=yes", "--markdown takes no value"),
            ("--max-ratio nan", "--max-ratio"),
            ("--max-ratio 2 --only layout", "zeroable"),
            ("--checks 2 --only debug", "layout"),
        ] {
            let message = parse_line(line).expect_err(line);
            assert!(message.contains(part), "{line}: {message}");
        }
    }
}
