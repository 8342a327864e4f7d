//! The lock file: what it holds, what it finds, and what it survives.

mod changes;
mod debug_info;
mod edits;
mod faults;
mod processes;
#[cfg(target_os = "linux")]
mod refused;
#[cfg(target_os = "linux")]
mod scale;

use std::fs;
use std::path::{Path, PathBuf};

use layout_core::registry::{Lock, LockError, LockMode, LockOutcome, Types};

/// A lock file of a test's own.
struct File(PathBuf);

impl File {
    /// One that does not exist, for the test of that name.
    fn new(test: &str) -> Self {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("locks").join(test);
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).expect("the directory can be made");
        Self(directory.join("layout.lock"))
    }

    /// One with the types in it.
    fn of(test: &str, types: &Types) -> Self {
        let file = Self::new(test);
        assert!(file.update(types).unwrap().is_written);
        file
    }

    fn update(&self, types: &Types) -> Result<LockOutcome, LockError> {
        Lock::at(&self.0).mode(LockMode::Update).check(types)
    }

    fn check(&self, types: &Types) -> Result<LockOutcome, LockError> {
        Lock::at(&self.0).mode(LockMode::Check).check(types)
    }

    /// What a check that fails says.
    fn failure(&self, types: &Types) -> String {
        let error = self.check(types).expect_err("the check fails");
        error.to_string().replace(&self.0.display().to_string(), "layout.lock")
    }

    fn read(&self) -> String {
        fs::read_to_string(&self.0).expect("the file can be read")
    }

    fn write(&self, text: &str) {
        fs::write(&self.0, text).expect("the file can be written");
    }

    /// Replaces a text that is there once.
    fn edit(&self, from: &str, to: &str) {
        let text = self.read();
        assert_eq!(text.matches(from).count(), 1, "{from:?} in\n{text}");
        self.write(&text.replace(from, to));
    }

    /// The names of the files in its directory.
    fn neighbors(&self) -> Vec<String> {
        let directory = fs::read_dir(self.0.parent().unwrap()).unwrap();
        directory.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

/// How a file calls the target of this program.
fn section() -> String {
    let bits = usize::BITS;
    let os = std::env::consts::OS;
    let env = if cfg!(target_env = "gnu") { "gnu" } else { "none" };
    format!("[{}-{os}-{env} {bits}-bit little-endian]", std::env::consts::ARCH)
}

/// How a file calls the compiler of this program.
fn compiler() -> String {
    let file = File::of("compiler", &crate::types_of("zoo::wire"));
    let text = file.read();
    let line = text.lines().find(|line| line.starts_with("rustc "));
    line.unwrap_or_else(|| panic!("no compiler in\n{text}")).to_owned()
}
