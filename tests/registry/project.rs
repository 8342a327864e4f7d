//! Cargo projects that a test writes and runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A project of a test's own, below cargo's directory for tests.
pub(crate) struct Project {
    directory: PathBuf,
}

impl Project {
    pub(crate) fn new(name: &str) -> Self {
        let project = Self { directory: root().join(name) };
        let _ = fs::remove_dir_all(&project.directory);
        // The versions that this workspace is tested with, all of them downloaded already.
        project.write("Cargo.lock", include_str!("../../Cargo.lock"));
        project
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.directory.join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        let parent = path.parent().expect("a file lies in a directory");
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, text))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// Replaces a text that is there once.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "{from:?} in\n{text}");
        self.write(path, &text.replace(from, to));
    }

    /// Writes all files of a directory, but what is built in it.
    pub(crate) fn copy(&self, from: &Path, to: &str) {
        for entry in fs::read_dir(from).expect("the directory can be read") {
            let entry = entry.expect("the directory can be read on");
            let name = entry.file_name().into_string().expect("names are text");
            let to = Path::new(to).join(&name).to_str().expect("names are text").to_owned();
            if name == "target" || name == "Cargo.lock" {
                continue;
            }
            if entry.path().is_dir() {
                self.copy(&entry.path(), &to);
            } else {
                let text = fs::read_to_string(entry.path()).expect("the files are text");
                self.write(&to, &text);
            }
        }
    }

    /// A command in the project. All projects have one target directory, in which dependencies are built
    /// once, and which the next run finds.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = match words[0] {
            "cargo" => Command::new(cargo),
            word => Command::new(word),
        };
        command
            .args(&words[1..])
            .current_dir(&self.directory)
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TERM_COLOR", "never")
            .env("CARGO_TARGET_DIR", target_directory())
            .env_remove("CARGO_BUILD_TARGET")
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("LAYOUT_LOCK");
        command
    }

    /// What a command printed, and whether it succeeded.
    pub(crate) fn run(&self, words: &[&str]) -> (bool, String) {
        outcome(&mut self.command(words))
    }

    /// The same of a command that must succeed.
    pub(crate) fn succeed(&self, words: &[&str]) -> String {
        let (succeeded, output) = self.run(words);
        assert!(succeeded, "{}:\n{output}", words.join(" "));
        output
    }
}

pub(crate) fn outcome(command: &mut Command) -> (bool, String) {
    let Output { status, stdout, stderr } =
        command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    (status.success(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("registry")
}

/// Where cargo puts what it builds of the projects.
pub(crate) fn target_directory() -> PathBuf {
    root().join("target")
}

/// Where this workspace lies.
pub(crate) fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).expect("the package lies in the workspace").to_path_buf()
}
