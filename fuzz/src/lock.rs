//! Lock files with anything in them.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use layout_core::registry::{self, Lock, LockMode, Types};

/// A file of this process, in memory where the system has that.
static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let directory = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let directory = directory.join(format!("layout-fuzz-{}", std::process::id()));
    fs::create_dir_all(&directory).expect("the directory can be made");
    directory.join("layout.lock")
});

/// Checks and updates a lock file that holds the bytes.
pub fn read(bytes: &[u8]) {
    let types = registry::in_module("layout_fuzz::types");
    write(bytes);
    let _ = with(LockMode::Check, &types).map_err(|error| error.to_string());
    assert_eq!(file(), bytes, "a check has written");
    match with(LockMode::Update, &types) {
        Ok(_) => {
            let updated = file();
            with(LockMode::Check, &types).expect("what was updated is up to date");
            let again = with(LockMode::Update, &types).expect("what was updated can be updated");
            assert!(again.diff.is_empty(), "an update changed what was up to date: {}", again.diff);
            assert_eq!(file(), updated, "a second update is not the first");
        }
        Err(error) => {
            let _ = error.to_string();
            assert_eq!(file(), bytes, "an update that failed has written");
            with(LockMode::Overwrite, &types).expect("anything may be overwritten");
            with(LockMode::Check, &types).expect("what was overwritten is up to date");
        }
    }
}

fn with(mode: LockMode, types: &Types) -> Result<registry::LockOutcome, registry::LockError> {
    Lock::at(&*FILE).mode(mode).check(types)
}

fn file() -> Vec<u8> {
    fs::read(&*FILE).expect("the file can be read")
}

fn write(bytes: &[u8]) {
    fs::write(&*FILE, bytes).expect("the file can be written");
}
