//! What the examples do when they are run.

use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::text::{self, Style};
use super::{book, html};

const USAGE: &str = "\
options:
  --html PATH            write the page with pictures to PATH
  --without-measured     leave out what may differ in the next run or on the next machine
";

/// What the user asks for.
#[derive(Default)]
struct Options {
    html: Option<PathBuf>,
    without_measured: bool,
}

/// Prints the chapters with these names. Without names prints all chapters, and writes `tour.html`.
pub(crate) fn run(names: &[&str]) -> ExitCode {
    let result = options().and_then(|options| print(names, &options));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // The reader has seen enough, as `head` has.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody can be told if this fails too.
            let _ = writeln!(io::stderr(), "tour: {error}");
            ExitCode::FAILURE
        }
    }
}

fn options() -> io::Result<Options> {
    let mut options = Options::default();
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--without-measured") => options.without_measured = true,
            Some("--html") => options.html = arguments.next().map(PathBuf::from),
            _ => {
                let argument = argument.to_string_lossy();
                let message = format!("unknown option {argument}\n{USAGE}");
                return Err(io::Error::new(ErrorKind::InvalidInput, message));
            }
        }
    }
    Ok(options)
}

fn print(names: &[&str], options: &Options) -> io::Result<()> {
    let book = book(names)?;
    let stdout = io::stdout().lock();
    // https://no-color.org
    let colors =
        stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty());
    let mut out = BufWriter::new(stdout);
    let entries = book.entries.iter();
    let entries = entries.filter(|entry| !(options.without_measured && entry.measured));
    text::write(&mut out, entries, Style { colors }).map_err(|error| cannot_write(&error))?;
    let path = match &options.html {
        Some(path) => Some(path.clone()),
        None if names.is_empty() && !options.without_measured => Some(default_path()),
        None => None,
    };
    if let Some(path) = path {
        std::fs::write(&path, html::write(&book)).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", path.display()))
        })?;
        let path = path.canonicalize().unwrap_or(path);
        writeln!(out, "The same with pictures: {}", path.display())
            .map_err(|error| cannot_write(&error))?;
    }
    out.flush().map_err(|error| cannot_write(&error))
}

fn cannot_write(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot write: {error}"))
}

/// In cargo's target directory, if this is an example where cargo put it, `TARGET/PROFILE/examples/tour`. A
/// program that was copied elsewhere leaves the page among the temporary files.
fn default_path() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    let examples = program.parent().filter(|directory| directory.ends_with("examples"));
    let target = examples.and_then(Path::parent).and_then(Path::parent);
    target.map_or_else(std::env::temp_dir, Path::to_path_buf).join("tour.html")
}
