//! Text to the terminal and into files: whole or not at all.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::interrupt;

/// Prints data to stdout. A reader that has gone away, such as `head`, wants no more, which is no failure.
pub(crate) fn print(text: &dyn Display) -> Result<(), Failure> {
    let mut text = text.to_string();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Use(format!("cannot write to stdout: {error}")))
        }
        _ => Ok(()),
    }
}

/// Says something beside the data, on stderr.
pub(crate) fn note(text: &dyn Display) {
    // What is said beside the data is not worth a failure.
    let _ = writeln!(anstream::stderr(), "\x1b[1;36mnote\x1b[0m: {text}");
}

/// The first three of some names, and whether there are more.
pub(crate) fn some_of(names: &[impl AsRef<str>]) -> String {
    let first: Vec<&str> = names.iter().take(3).map(AsRef::as_ref).collect();
    let more = if names.len() > first.len() { ", …" } else { "" };
    first.join(", ") + more
}

/// Says why a command fails, on stderr.
pub(crate) fn complain(failure: &Failure) -> io::Result<()> {
    let mut stderr = anstream::stderr().lock();
    match failure {
        // Cargo has a form of its own.
        Failure::Cargo(text) if text.contains("error") => writeln!(stderr, "{}", text.trim_end()),
        failure => writeln!(stderr, "\x1b[1;31merror\x1b[0m: {failure}"),
    }
}

/// Gives a file this text, or leaves it as it was.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::file("write", path, &error);
    // A device or a pipe is not replaced by a file.
    let is_special = fs::metadata(path).is_ok_and(|it| !it.is_file());
    if is_special {
        return fs::write(path, text).map_err(failed);
    }
    // A link stays one, and the file that it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    interrupt::whole(|| {
        let draft = Draft { path: draft_of(&path) };
        let mut file = File::create(&draft.path)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all())?;
        fs::rename(&draft.path, &path)
    })
    .map_err(failed)
}

/// A file that is gone at the end if it was not moved into place.
struct Draft {
    path: PathBuf,
}

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// The name of a draft beside its file: another one for each process.
fn draft_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    name.into()
}
