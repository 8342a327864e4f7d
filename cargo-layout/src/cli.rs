//! The command line.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use layout_core::FindingId;
use layout_core::registry::Rank;
use regex_lite::Regex;

const AFTER_HELP: &str = "\
Examples:
  cargo layout                             List the types that waste most bytes
  cargo layout show wire::Header           Show one type, byte by byte
  cargo layout futures                     List futures, the largest first
  cargo layout diff main                   Show what changed since `main`
  cargo layout lock                        Write layout.lock for `check`
  cargo layout check --deny reorder        Fail if a rule is broken, in CI
  cargo layout --binary target/debug/app   Read a file without a build

Exit codes:
    0  success
    1  a check failed
    2  wrong usage, or a file that cannot be read or written
  101  cargo failed
  130  interrupted";

/// See how the types of a crate lie in memory, without changing the crate
///
/// Builds the package with full debug info in `target/layout`, and lists the types that lose most bytes to padding.
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
        /// Path of the type, or its last segments, such as `wire::Header`
        #[arg(value_name = "TYPE")]
        name: String,
        /// Output format
        #[arg(long, value_name = "FMT", default_value = "text")]
        format: ShowFormat,
        /// Also show the fields inside each field
        #[arg(long)]
        deep: bool,
    },
    /// List async state machines, with what they hold and await
    Futures,
    /// Show what changed since a git revision, saved report or file
    Diff {
        /// A git revision, a report saved by `--message-format json`, or a file with debug info
        old: OsString,
        /// What to compare with OLD, in the same forms [default: the package as it is now]
        new: Option<OsString>,
    },
    /// Write the layouts of all types to a lock file for `check`
    Lock {
        /// Lock file to write [default: `layout.lock` in the workspace root]
        #[arg(long, value_name = "FILE")]
        lock: Option<PathBuf>,
        /// Replace the file, even if it is damaged
        #[arg(long)]
        overwrite: bool,
    },
    /// Check types against rules and the lock file
    Check(Check),
    /// Compare types with the types of the same names in C
    Compare {
        /// Object file, library or program that a C compiler built with `-g`
        object: PathBuf,
        /// Name of a type or field in C, such as `Packet=packet_t` or `Packet.kind=packet_t.type`
        #[arg(long, value_name = "RUST=C", value_parser = parse_rename)]
        rename: Vec<(String, String)>,
        /// Also compare C types that system headers declare
        #[arg(long)]
        system: bool,
    },
    /// Write an HTML page with a picture of each type
    Html {
        /// Open the page in a browser
        #[arg(long)]
        open: bool,
    },
    /// Print a completion script for a shell
    #[command(hide = true)]
    Completions {
        /// Shell to complete for
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
    /// Fail if a type is larger than this
    #[arg(long, value_name = "BYTES")]
    pub(crate) max_size: Option<usize>,
    /// Fail if padding takes more than this share of a type
    #[arg(long, value_name = "PERCENT")]
    pub(crate) max_padding: Option<u32>,
    /// Fail if a type has one of these findings (comma-separated)
    #[arg(long, value_name = "FINDING", value_delimiter = ',', value_parser = parse_finding)]
    pub(crate) deny: Vec<FindingId>,
    /// Fail if a type differs from this lock file [default: `layout.lock` in the workspace root, if it exists]
    #[arg(long, value_name = "FILE")]
    pub(crate) lock: Option<PathBuf>,
    /// Check the rules alone, without a lock file
    #[arg(long, conflicts_with = "lock")]
    pub(crate) no_lock: bool,
    /// Allow types that are not in the lock file
    #[arg(long)]
    pub(crate) allow_additions: bool,
    /// Allow changes after which old and new code can read each other's data
    #[arg(long)]
    pub(crate) allow_compatible: bool,
    /// Allow fields that a different compiler version placed elsewhere
    #[arg(long)]
    pub(crate) allow_reordered: bool,
    /// Allow what is recorded in this file, unless it gets worse: for `--max-size`, `--max-padding` and `--deny`
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write the baseline file
    #[arg(long, requires = "baseline")]
    pub(crate) update: bool,
}

/// Which types a command is about.
#[derive(Args, Debug, Clone)]
#[command(next_help_heading = "Types")]
pub(crate) struct Choice {
    /// Include types of dependencies and of the standard library
    #[arg(long, global = true)]
    pub(crate) all_crates: bool,
    /// Only types whose full name matches this regular expression
    #[arg(long, global = true, value_name = "REGEX", value_parser = Regex::new)]
    pub(crate) filter: Option<Regex>,
    /// Only types of at least this size
    #[arg(
        long,
        global = true,
        value_name = "BYTES",
        default_value_t = 0,
        hide_default_value = true
    )]
    pub(crate) min_size: usize,
    /// Also list minor findings: notes, the order of fields in `repr(C)` types, and boxes for most enums
    #[arg(long, global = true)]
    pub(crate) notes: bool,
    /// Sort order of the types
    #[arg(long, global = true, value_name = "ORDER", default_value = "lost")]
    pub(crate) sort: Order,
    /// Maximum number of types to list
    #[arg(short = 'n', long, global = true, value_name = "COUNT", default_value_t = 10)]
    pub(crate) number: usize,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Order {
    /// Bytes that are padding in every value
    Lost,
    /// Size in bytes
    Size,
    /// Number of warnings, then of notes
    Findings,
    /// Number of cache lines
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
    /// Output format of lists and checks
    #[arg(long, global = true, value_name = "FMT", default_value = "human")]
    pub(crate) message_format: MessageFormat,
    /// Write to a file instead of stdout
    #[arg(short, long, global = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Coloring
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// Tables for a terminal
    Human,
    /// Tables for a pull request
    Markdown,
    /// Data for programs
    Json,
    /// Findings for code scanning
    Sarif,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ShowFormat {
    Text,
    Markdown,
    Json,
    Svg,
    Html,
    /// C11 assertions
    C,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    /// If the output is a terminal
    Auto,
    Always,
    Never,
}

/// What is built: the options of `cargo build`.
#[derive(Args, Debug, Clone)]
#[command(next_help_heading = "Build")]
#[expect(clippy::struct_excessive_bools, reason = "they are the switches of cargo")]
pub(crate) struct Build {
    /// Read this file instead of building the package
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) binary: Option<PathBuf>,
    /// Package to build (see `cargo help pkgid`)
    #[arg(short, long, global = true, value_name = "SPEC")]
    pub(crate) package: Vec<String>,
    /// Build all packages in the workspace
    #[arg(long, global = true)]
    pub(crate) workspace: bool,
    /// Build only this package's library
    #[arg(long, global = true)]
    pub(crate) lib: bool,
    /// Build only the specified binary
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) bin: Vec<String>,
    /// Build only the specified example
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) example: Vec<String>,
    /// Build only the specified test target
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) test: Vec<String>,
    /// Build all targets: library, binaries, examples, tests and benches
    #[arg(long, global = true)]
    pub(crate) all_targets: bool,
    /// Space or comma separated list of features to activate
    #[arg(short = 'F', long, global = true, value_name = "FEATURES")]
    pub(crate) features: Vec<String>,
    /// Activate all available features
    #[arg(long, global = true)]
    pub(crate) all_features: bool,
    /// Do not activate the `default` feature
    #[arg(long, global = true)]
    pub(crate) no_default_features: bool,
    /// Build with this profile, and full debug info
    #[arg(long, global = true, value_name = "NAME", default_value = "dev")]
    pub(crate) profile: String,
    /// Build with the `release` profile
    #[arg(short, long, global = true, conflicts_with = "profile")]
    pub(crate) release: bool,
    /// Build for the target triple (comma-separated for a column each)
    #[arg(long, global = true, value_name = "TRIPLE", value_delimiter = ',')]
    pub(crate) target: Vec<String>,
    /// Path to Cargo.toml
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// Directory for all generated artifacts [default: `layout` in the target directory]
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) target_dir: Option<PathBuf>,
    /// Assert that Cargo.lock will remain unchanged
    #[arg(long, global = true)]
    pub(crate) locked: bool,
    /// Run without accessing the network
    #[arg(long, global = true)]
    pub(crate) offline: bool,
    /// Show the output of `cargo build`
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
}

impl Cli {
    /// The options that choose types, what is built, and the lock file, for another command about the same types.
    pub(crate) fn selection(&self) -> String {
        let Self { choice, build, command, .. } = self;
        let mut options = String::new();
        let mut add = |name: &str, value: Option<&OsStr>| {
            options.push(' ');
            options.push_str(name);
            if let Some(value) = value {
                options.push(' ');
                options.push_str(&quoted(&value.to_string_lossy()));
            }
        };
        let lists = [
            ("-p", &build.package),
            ("--bin", &build.bin),
            ("--example", &build.example),
            ("--test", &build.test),
            ("--features", &build.features),
            ("--target", &build.target),
        ];
        for (name, values) in lists {
            for value in values {
                add(name, Some(value.as_ref()));
            }
        }
        let switches = [
            ("--workspace", build.workspace),
            ("--lib", build.lib),
            ("--all-targets", build.all_targets),
            ("--all-features", build.all_features),
            ("--no-default-features", build.no_default_features),
            ("--all-crates", choice.all_crates),
        ];
        for (name, _) in switches.iter().filter(|it| it.1) {
            add(name, None);
        }
        if build.profile() != "dev" {
            add("--profile", Some(build.profile().as_ref()));
        }
        if let Some(path) = &build.manifest_path {
            add("--manifest-path", Some(path.as_ref()));
        }
        if let Some(path) = &build.binary {
            add("--binary", Some(path.as_ref()));
        }
        if let Some(filter) = &choice.filter {
            add("--filter", Some(filter.as_str().as_ref()));
        }
        if let Some(Command::Check(Check { lock: Some(path), .. })) = command {
            add("--lock", Some(path.as_ref()));
        }
        if let Some(Command::Lock { lock: Some(path), .. }) = command {
            add("--lock", Some(path.as_ref()));
        }
        options
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./=:,+".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.into();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
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
        format!("no such finding; the findings are {}", all.join(", "))
    })
}

fn parse_rename(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((rust, c)) if !rust.is_empty() && !c.is_empty() => Ok((rust.into(), c.into())),
        _ => Err("expected `RUST=C`, such as `Packet=packet_t`".into()),
    }
}

/// The options for all commands that a command has no use for. They are not in its help, and are refused.
const UNUSED: [(&str, &[&str]); 6] = [
    ("show", &["notes", "sort", "number", "message_format"]),
    ("diff", &["notes", "sort", "number"]),
    ("lock", &["min_size", "notes", "sort", "number", "message_format", "output"]),
    ("check", &["sort", "number"]),
    ("compare", &["notes", "sort", "number", "message_format"]),
    ("html", &["number", "message_format"]),
];

impl Cli {
    /// Reads a command line, the first word of which is the program.
    fn try_from_words(words: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let mut command = command();
        let matches = command.try_get_matches_from_mut(words)?;
        let name = matches.subcommand_name().unwrap_or_default();
        for id in unused(name) {
            if matches.value_source(id) == Some(ValueSource::CommandLine) {
                let option = id.replace('_', "-");
                let message = format!("`cargo layout {name}` does not use `--{option}`; remove it");
                return Err(command.error(ErrorKind::ArgumentConflict, message));
            }
        }
        Self::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
    }
}

/// The options that a command has no use for.
fn unused(command: &str) -> &'static [&'static str] {
    UNUSED.iter().find(|(name, _)| *name == command).map_or(&[], |(_, options)| options)
}

/// The command line, as cargo calls it (`cargo-layout layout …`) or a person does.
pub(crate) fn parse() -> Cli {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    if words.get(1).is_some_and(|word| word == "layout") {
        words.remove(1);
    }
    let cli = Cli::try_from_words(words).unwrap_or_else(|error| error.exit());
    match cli.form.color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
    cli
}

/// The command line as data, which completions and the manual page tell too.
pub(crate) fn command() -> clap::Command {
    let mut command = Cli::command().name("cargo-layout");
    for (name, options) in UNUSED {
        // A command keeps an option of its own instead of the one for all commands.
        let hidden = command.get_arguments().filter(|it| options.contains(&it.get_id().as_str()));
        let hidden: Vec<clap::Arg> = hidden.map(|it| it.clone().hide(true)).collect();
        command = command.mut_subcommand(name, |it| it.args(hidden));
    }
    command
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Cli, UNUSED, command};

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }

    /// An option that a command has no use for is neither in its help nor taken, wherever it stands.
    #[test]
    fn options_without_a_use_are_refused() {
        let parse = |words: &[&str]| {
            Cli::try_from_words(["cargo-layout"].iter().chain(words).map(Into::into))
        };
        for (name, options) in UNUSED {
            let mut all = command();
            let sub = all.find_subcommand_mut(name).unwrap();
            let help = sub.render_long_help().to_string();
            let more: &[&str] = match name {
                "show" | "diff" | "compare" => &["a"],
                _ => &[],
            };
            for option in options {
                let option = format!("--{}", option.replace('_', "-"));
                assert!(!help.contains(&option), "{name}: {help}");
                let value = match option.as_str() {
                    "--notes" => None,
                    "--sort" => Some("size"),
                    "--message-format" => Some("json"),
                    _ => Some("1"),
                };
                let with = [Some(option.as_str()), value].into_iter().flatten().collect::<Vec<_>>();
                for words in [[&[name], more, &with].concat(), [&with[..], &[name], more].concat()]
                {
                    let error = parse(&words).expect_err("it has no use").to_string();
                    assert!(error.contains(&format!("does not use `{option}`")), "{error}");
                }
            }
            assert!(parse(&[&[name], more].concat()).is_ok(), "{name}");
        }
        assert!(command().render_long_help().to_string().contains("--sort"));
        assert!(parse(&["--sort", "size", "futures", "-n", "3"]).is_ok());
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
                let parsed = Cli::try_from_words(words.skip(1).map(Into::into));
                assert!(parsed.is_ok(), "{page}: {line}: {:?}", parsed.err());
                count += 1;
            }
        }
        assert!(count > 8, "{count} commands were found");
    }
}
