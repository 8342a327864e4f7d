//! What the compiler and clippy say of a crate with the derive that they do not say without it.

use std::collections::BTreeSet;

use crate::project::{Project, stdout_of};

/// The warnings and errors of a library, by file and line.
pub(super) fn warnings(project: &Project, arguments: &[&str]) -> BTreeSet<String> {
    let mut command = project.cargo("clippy");
    command.args(["--quiet", "--lib", "--message-format=short"]).args(arguments);
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    let warnings: BTreeSet<String> = said.lines().filter_map(without_column).collect();
    if !output.status.success() && warnings.is_empty() {
        // It says the same again, in full.
        stdout_of(&mut command);
    }
    warnings
}

/// `src/a.rs:7: warning: ...` for `src/a.rs:7:12: warning: ...`. The derive stands on the line of the
/// type's name, and moves it.
fn without_column(line: &str) -> Option<String> {
    let mut parts = line.splitn(4, ':');
    let (file, row, column, message) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_place = row.parse::<u32>().is_ok() && column.parse::<u32>().is_ok();
    is_place.then(|| format!("{file}:{row}:{message}"))
}

#[test]
fn warnings_are_known_by_their_lines() {
    let line = "src/a.rs:7:12: warning: unused: `a`";
    assert_eq!(without_column(line).as_deref(), Some("src/a.rs:7: warning: unused: `a`"));
    assert_eq!(without_column("warning: `a` (lib): 2 warnings, 1:2: duplicate"), None);
}
