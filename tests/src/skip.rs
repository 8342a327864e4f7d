//! How a test says that it does not run.

use std::io::Write;

/// Says past the test harness, which hides what a test prints, that the current test does not run, and why.
pub fn skip(reason: &str) {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    // Where nothing can be printed, nothing can be said.
    let _ = writeln!(std::io::stderr(), "test {test} is skipped: {reason}");
}

/// The same where a program is missing, which `.ci/run` installs: it sets `LAYOUT_TOOLS_REQUIRED`.
///
/// # Panics
///
/// `LAYOUT_TOOLS_REQUIRED` is set.
#[track_caller]
pub fn skip_without(tool: &str, remedy: &str) {
    let reason = format!("there is no {tool}; {remedy}");
    assert!(std::env::var_os("LAYOUT_TOOLS_REQUIRED").is_none(), "{reason}");
    skip(&reason);
}
