//! Stands in for the linker of another target.
//!
//! To read the layouts of a program for another target, it need not be linked, and the linker of that target need
//! not be installed. Cargo is told that this program is the linker. It puts the object files that it is given into
//! an archive in place of the program, from where their debug info is read.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The environment variable by which a linker is told from a command.
const VARIABLE: &str = "CARGO_LAYOUT_IS_LINKER";

/// Has cargo use this program in place of the linker of a target, unless that is the host.
pub(crate) fn stand_in(command: &mut Command, target: &str) {
    let Ok(this) = std::env::current_exe() else { return };
    if host().as_deref() == Some(target) {
        return;
    }
    // A target may be a file of its description.
    let path = Path::new(target);
    let is_file = path.extension().is_some_and(|it| it == "json");
    let stem = path.file_stem().filter(|_| is_file).and_then(OsStr::to_str);
    let name = stem.unwrap_or(target).to_uppercase().replace(['-', '.'], "_");
    command.env(format!("CARGO_TARGET_{name}_LINKER"), this).env(VARIABLE, "1");
}

/// The target that the compiler is for.
fn host() -> Option<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned)
}

/// Links, if the compiler called this program to do that.
pub(crate) fn run_if_called() -> Option<ExitCode> {
    std::env::var_os(VARIABLE)?;
    // Cargo calls no command of its own here, so that there is no other reason.
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    Some(match link(words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            crate::output::note(&format!("cannot keep the objects: {error}"));
            ExitCode::FAILURE
        }
    })
}

fn link(words: Vec<OsString>) -> io::Result<()> {
    let words = expanded(words)?;
    let wrong = || io::Error::new(ErrorKind::InvalidInput, "no output is named");
    let output = output_of(&words).ok_or_else(wrong)?;
    let mut archive = b"!<arch>\n".to_vec();
    for path in words.iter().map(Path::new) {
        if path.extension().is_some_and(|it| it == "o" || it == "obj") && path.is_file() {
            push_member(&mut archive, &fs::read(path)?);
        }
    }
    fs::write(output, archive)
}

/// The words, with those of files that are named by `@file`.
fn expanded(words: Vec<OsString>) -> io::Result<Vec<OsString>> {
    let mut all = Vec::new();
    for word in words {
        match word.to_str().and_then(|word| word.strip_prefix('@')) {
            Some(path) => {
                let bytes = fs::read(path)?;
                all.extend(words_in(&text_of(&bytes)).map(OsString::from));
            }
            None => all.push(word),
        }
    }
    Ok(all)
}

/// The text of a file of words, which Microsoft's linker takes as UTF-16.
fn text_of(bytes: &[u8]) -> String {
    match bytes {
        [0xff, 0xfe, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
            String::from_utf16_lossy(&units.collect::<Vec<u16>>())
        }
        bytes => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The words of a file that has one in each line, quoted or with escapes.
fn words_in(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(|line| {
        let line = line.trim();
        match line.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
            Some(quoted) => quoted.replace("\\\"", "\"").replace("\\\\", "\\"),
            None => line.replace("\\ ", " ").replace("\\\\", "\\"),
        }
    })
}

/// The file that is to be written: `-o FILE`, or `/OUT:FILE`.
fn output_of(words: &[OsString]) -> Option<PathBuf> {
    let after = words.iter().position(|word| word == "-o").and_then(|at| words.get(at + 1));
    let joined = || {
        let mut texts = words.iter().filter_map(|word| word.to_str());
        texts.find_map(|word| word.strip_prefix("/OUT:")).map(PathBuf::from)
    };
    after.map(PathBuf::from).or_else(joined)
}

/// Adds an object to an archive.
fn push_member(archive: &mut Vec<u8>, object: &[u8]) {
    let header = format!("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", "o/", 0, 0, 0, 644, object.len());
    archive.extend_from_slice(header.as_bytes());
    archive.extend_from_slice(object);
    if object.len() % 2 == 1 {
        archive.push(b'\n');
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{output_of, push_member, text_of, words_in};

    #[test]
    fn outputs_are_named_in_each_way() {
        let output = |words: &[&str]| output_of(&words.iter().map(Into::into).collect::<Vec<_>>());
        assert_eq!(output(&["a.o", "-o", "b c", "-L"]), Some(PathBuf::from("b c")));
        assert_eq!(output(&["a.o", "/OUT:b.exe"]), Some(PathBuf::from("b.exe")));
        assert_eq!(output(&["a.o", "-o"]), None);
    }

    #[test]
    fn words_of_files_are_read() {
        let words = |text| words_in(text).collect::<Vec<_>>();
        assert_eq!(words("-o\na\\ b\n\"c\\\\d\"\n"), ["-o", "a b", "c\\d"]);
        assert_eq!(text_of(b"\xff\xfea\0b\0"), "ab");
    }

    #[test]
    fn members_have_headers_of_60_bytes() {
        let mut archive = Vec::new();
        push_member(&mut archive, b"abc");
        assert_eq!(
            (archive.len(), &archive[58..60], &archive[60..]),
            (64, &b"`\n"[..], &b"abc\n"[..])
        );
    }
}
