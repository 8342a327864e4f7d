//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use layout_core::FindingId;
use layout_core::registry::Rank;
use regex_lite::Regex;

const AFTER_HELP: &str = "\
Exit codes: 0 fine, 1 a check failed, 2 wrong use or a file that cannot be read, 101 cargo failed,
130 interrupted.

Examples:
  cargo layout                           the types that waste most
  cargo layout show wire::Header         one type, byte by byte
  cargo layout futures                   the async state machines, the largest first
  cargo layout diff main                 what changed since a git revision
  cargo layout lock                      write layout.lock, which `check` compares
  cargo layout check --deny reorder      for CI
  cargo layout --binary target/debug/app a file that is built already";

/// See how the types of a crate lie in memory, without changing it.
///
/// The package is built with full debug info in `target/layout`. The table ranks its types by the bytes that they
/// lose to padding.
#[derive(Parser, Debug)]
#[command(name = "cargo-layout", bin_name = "cargo layout", version, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) choice: Choice,
    #[command(flatten)]
    pub(crate) form: Form,
    #[command(flatten)]
    pub(crate) build: Build,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Show a type byte by byte, with its findings
    Show {
        /// The type: its path, or the end of it
        #[arg(value_name = "TYPE")]
        name: String,
        /// The form of the report
        #[arg(long, value_name = "FORM", default_value = "text")]
        format: ShowFormat,
        /// Show the fields of fields too
        #[arg(long)]
        deep: bool,
    },
    /// List the async state machines, with what they hold and await
    Futures,
    /// Show what changed since a git revision, a saved report, or another file
    Diff {
        /// A git revision, a report saved by `--message-format json`, or a file with debug info
        old: OsString,
        /// The same for the other side [default: the package as it is]
        new: Option<OsString>,
    },
    /// Write the layouts of the package's types into a lock file, which `check` compares
    Lock {
        /// The file [default: `layout.lock` in the workspace]
        #[arg(long, value_name = "FILE")]
        lock: Option<PathBuf>,
        /// Replace a file that is damaged
        #[arg(long)]
        overwrite: bool,
    },
    /// Check that types keep to rules, and are as the lock file has them
    Check(Check),
    /// Compare types with those of the same names in a C object file, by its debug info
    Compare {
        /// An object file, a library or a program that a C compiler made with `-g`
        object: PathBuf,
        /// What a type or a field is called in C: `Packet=packet_t`, `Packet.kind=packet_t.type`
        #[arg(long, value_name = "RUST=C", value_parser = parse_rename)]
        rename: Vec<(String, String)>,
        /// Compare also types of C that system headers declare
        #[arg(long)]
        system: bool,
    },
    /// Write a page with a picture of each type
    Html {
        /// Open the page in the browser
        #[arg(long)]
        open: bool,
    },
    /// Print the completions of a shell
    #[command(hide = true)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(hide = true)]
    Man,
}

/// The rules of `cargo layout check`.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "they are switches")]
pub(crate) struct Check {
    /// The largest size of a type, in bytes
    #[arg(long, value_name = "BYTES")]
    pub(crate) max_size: Option<usize>,
    /// The most that padding may take of a type, in percent
    #[arg(long, value_name = "PERCENT")]
    pub(crate) max_padding: Option<u32>,
    /// No type may have one of these findings
    #[arg(long, value_name = "FINDING", value_delimiter = ',', value_parser = parse_finding)]
    pub(crate) deny: Vec<FindingId>,
    /// Types must be as this file has them [default: `layout.lock` in the workspace, if it is there]
    #[arg(long, value_name = "FILE")]
    pub(crate) lock: Option<PathBuf>,
    /// Types that the lock file does not have are no fault
    #[arg(long)]
    pub(crate) allow_additions: bool,
    /// Changes after which old and new code read each other's data are no fault
    #[arg(long)]
    pub(crate) allow_compatible: bool,
    /// Fields that another version of the compiler placed otherwise are no fault
    #[arg(long)]
    pub(crate) allow_reordered: bool,
    /// What types did when this file was written is no fault, unless it gets worse
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write the baseline
    #[arg(long, requires = "baseline")]
    pub(crate) update: bool,
}

/// Which types a command is about.
#[derive(Args, Debug)]
#[command(next_help_heading = "Types")]
pub(crate) struct Choice {
    /// The types of all crates, also those of dependencies and of the standard library
    #[arg(long, global = true)]
    pub(crate) all_crates: bool,
    /// Types whose full name matches a regular expression
    #[arg(long, global = true, value_name = "REGEX", value_parser = Regex::new)]
    pub(crate) filter: Option<Regex>,
    /// Types of so many bytes or more
    #[arg(
        long,
        global = true,
        value_name = "BYTES",
        default_value_t = 0,
        hide_default_value = true
    )]
    pub(crate) min_size: usize,
    /// List also findings of less weight: notes, orders of `repr(C)` types, and boxes for most enums
    #[arg(long, global = true)]
    pub(crate) notes: bool,
    /// What types are ranked by
    #[arg(long, global = true, value_name = "ORDER", default_value = "lost")]
    pub(crate) sort: Order,
    /// How many types are listed at most
    #[arg(short = 'n', long, global = true, value_name = "COUNT", default_value_t = 10)]
    pub(crate) number: usize,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Order {
    /// Bytes that are padding in every value
    Lost,
    /// Size
    Size,
    /// Warnings, then notes
    Findings,
    /// Cache lines
    Lines,
}

impl Order {
    pub(crate) fn rank(self) -> Rank {
        match self {
            Self::Lost => Rank::Lost,
            Self::Size => Rank::Size,
            Self::Findings => Rank::Findings,
            Self::Lines => Rank::CacheLines,
        }
    }
}

/// How the answer is written.
#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct Form {
    /// The form of tables and checks
    #[arg(long, global = true, value_name = "FORM", default_value = "human")]
    pub(crate) message_format: MessageFormat,
    /// Write to a file in place of stdout
    #[arg(short, long, global = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// When to use colors
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For a terminal
    Human,
    /// For pull requests
    Markdown,
    /// For programs
    Json,
    /// For code scanning
    Sarif,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ShowFormat {
    Text,
    Markdown,
    Json,
    Svg,
    Html,
    /// Assertions in C11
    C,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    Auto,
    Always,
    Never,
}

/// What is built: the options of `cargo build`.
#[derive(Args, Debug, Clone)]
#[command(next_help_heading = "Build")]
#[expect(clippy::struct_excessive_bools, reason = "they are the switches of cargo")]
pub(crate) struct Build {
    /// Read a file that is built already, in place of a build
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) binary: Option<PathBuf>,
    /// Packages to build
    #[arg(short, long, global = true, value_name = "SPEC")]
    pub(crate) package: Vec<String>,
    /// All packages of the workspace
    #[arg(long, global = true)]
    pub(crate) workspace: bool,
    /// Only the library
    #[arg(long, global = true)]
    pub(crate) lib: bool,
    /// Only a binary
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) bin: Vec<String>,
    /// Only an example
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) example: Vec<String>,
    /// Only a test
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) test: Vec<String>,
    /// All binaries, examples and tests, and the library
    #[arg(long, global = true)]
    pub(crate) all_targets: bool,
    /// Features to enable
    #[arg(short = 'F', long, global = true, value_name = "FEATURES")]
    pub(crate) features: Vec<String>,
    /// All features
    #[arg(long, global = true)]
    pub(crate) all_features: bool,
    /// No default features
    #[arg(long, global = true)]
    pub(crate) no_default_features: bool,
    /// The profile, with full debug info
    #[arg(long, global = true, value_name = "NAME", default_value = "dev")]
    pub(crate) profile: String,
    /// The same as `--profile release`
    #[arg(short, long, global = true, conflicts_with = "profile")]
    pub(crate) release: bool,
    /// Targets to build for; nothing is run there
    #[arg(long, global = true, value_name = "TRIPLE", value_delimiter = ',')]
    pub(crate) target: Vec<String>,
    /// Path to Cargo.toml
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// Directory of what is built [default: `layout` in cargo's target directory]
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) target_dir: Option<PathBuf>,
    /// Cargo.lock must stay as it is
    #[arg(long, global = true)]
    pub(crate) locked: bool,
    /// Do not use the network
    #[arg(long, global = true)]
    pub(crate) offline: bool,
    /// Show what cargo prints
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
}

impl Build {
    pub(crate) fn profile(&self) -> &str {
        if self.release { "release" } else { &self.profile }
    }

    /// Whether some of the targets of a package are chosen.
    pub(crate) fn chooses(&self) -> bool {
        let lists = [&self.bin, &self.example, &self.test];
        self.lib || self.all_targets || lists.iter().any(|list| !list.is_empty())
    }
}

fn parse_finding(text: &str) -> Result<FindingId, String> {
    text.parse().map_err(|_| {
        let all: Vec<&str> = FindingId::ALL.iter().map(|id| id.as_str()).collect();
        format!("it is none of {}", all.join(", "))
    })
}

fn parse_rename(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((rust, c)) if !rust.is_empty() && !c.is_empty() => Ok((rust.into(), c.into())),
        _ => Err("write it as `Packet=packet_t`".into()),
    }
}

/// The command line, as cargo calls it (`cargo-layout layout …`) or a person does.
pub(crate) fn parse() -> Cli {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    if words.get(1).is_some_and(|word| word == "layout") {
        words.remove(1);
    }
    let cli = Cli::parse_from(words);
    match cli.form.color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
    cli
}

/// The command line as data, for completions and the manual page.
pub(crate) fn command() -> clap::Command {
    Cli::command().name("cargo-layout")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use clap::{CommandFactory as _, Parser as _};

    use super::Cli;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    /// Each command that a page tells is one.
    #[test]
    fn commands_of_the_documentation_are_taken() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut count = 0;
        for page in [
            "docs/guide/src/recipes/ci.md",
            "README.md",
            "cargo-layout/README.md",
            "cargo-layout/examples/layouts.yml",
        ] {
            let text = std::fs::read_to_string(root.join(page)).unwrap();
            for line in text.lines() {
                let line =
                    line.trim_start().trim_start_matches("- run: ").trim_start_matches("run: ");
                let line = line.trim_start_matches("$ ");
                if !line.starts_with("cargo layout") {
                    continue;
                }
                let words =
                    line.split(" > ").next().unwrap_or(line).split('#').next().unwrap_or(line);
                let words = words.split_whitespace().map(|word| word.trim_matches(['\'', '"']));
                let parsed = Cli::try_parse_from(words.skip(1));
                assert!(parsed.is_ok(), "{page}: {line}: {:?}", parsed.err());
                count += 1;
            }
        }
        assert!(count > 8, "{count} commands were found");
    }
}
