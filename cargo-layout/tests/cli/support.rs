//! Runs the command on a copy of the fixture.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use snapbox::Data;

/// What the command did.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// What it printed, if it did not fail.
    #[track_caller]
    pub(crate) fn succeeds(&self) -> String {
        assert_eq!(self.code, Some(0), "{}\n{}", self.stdout, self.stderr);
        self.stdout.clone()
    }

    /// What it complained of, if it failed with that code.
    #[track_caller]
    pub(crate) fn fails(&self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "{}\n{}", self.stdout, self.stderr);
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self.stderr.clone()
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// The command with these words, in the fixture.
pub(crate) fn layout(words: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
    let mut command = command(fixture());
    command.args(words);
    command.output().expect("the command starts").into()
}

/// The command in a directory, without what the tests' own build set.
pub(crate) fn command(directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-layout"));
    command.current_dir(directory);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let is_of_build = text.starts_with("CARGO_PROFILE")
            || text.starts_with("CARGO_PKG")
            || matches!(
                &*text,
                "CARGO_TARGET_DIR"
                    | "RUSTFLAGS"
                    | "RUSTC_WRAPPER"
                    | "CARGO_BUILD_TARGET"
                    | "NO_COLOR"
            );
        if is_of_build {
            command.env_remove(name);
        }
    }
    command.env("CARGO_INCREMENTAL", "0").env("CARGO_NET_OFFLINE", "true");
    command
}

/// The workspace, in a directory with a space in its name.
pub(crate) fn fixture() -> &'static Path {
    static COPY: OnceLock<PathBuf> = OnceLock::new();
    COPY.get_or_init(|| copy("a fixture"))
}

/// A copy of the fixture of that name.
pub(crate) fn copy(name: &str) -> PathBuf {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture");
    copy_all(&from, &to);
    to
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the directory is made");
    for entry in fs::read_dir(from).expect("the directory is there") {
        let entry = entry.expect("the directory is read");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_name() == "target" {
            continue;
        }
        if from.is_dir() {
            copy_all(&from, &to);
        } else if fs::read(&from).ok() != fs::read(&to).ok() {
            // What did not change is not built again.
            fs::copy(&from, &to).expect("the file is copied");
        }
    }
}

/// An empty directory of that name.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("the directory is made");
    path
}

/// The program of the fixture, with its debug info.
pub(crate) fn program() -> PathBuf {
    layout(["-p", "plain"]).succeeds();
    fixture().join("target/layout/debug/plain")
}

pub(crate) fn snapshot(name: &str) -> Data {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/snapshots").join(name);
    Data::read_from(&path, None).raw()
}

/// Whether a tool is there. Where all tools are required, it is a failure that it is not.
pub(crate) fn has_tool(name: &str, arguments: &[&str]) -> bool {
    let is_there = Command::new(name).args(arguments).output().is_ok_and(|it| it.status.success());
    let is_required = std::env::var_os("LAYOUT_TOOLS_REQUIRED").is_some();
    assert!(is_there || !is_required, "{name} is missing, and LAYOUT_TOOLS_REQUIRED is set");
    if !is_there {
        eprintln!("skipped: {name} is missing");
    }
    is_there
}
