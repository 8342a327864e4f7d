//! What compilers say of themselves.

use std::format;
use std::string::String;

/// The compiler of Rust that says this of itself: `rustc 1.95.0`, and of one that is made each night the
/// date too, `rustc 1.97.0-nightly (2026-05-01)`. What is not understood stands for itself.
///
/// It is written as `clang LLVM (rustc version 1.95.0 (59807616e 2026-04-14))`.
pub(super) fn compiler(producer: &str) -> String {
    let Some((_, rest)) = producer.split_once("rustc version ") else {
        return format!("rustc of {producer}");
    };
    let version = rest.split([' ', ')']).next().unwrap_or(rest);
    let commit = rest[version.len()..].trim_start().strip_prefix('(');
    let date = commit.and_then(|it| it.split(')').next()?.split(' ').nth(1));
    match date.filter(|_| version.contains('-')) {
        Some(date) => format!("rustc {version} ({date})"),
        None => format!("rustc {version}"),
    }
}

#[cfg(test)]
mod tests {
    use super::compiler;

    #[test]
    fn a_compiler_has_a_version_and_those_of_a_night_a_date() {
        for (producer, expected) in [
            ("clang LLVM (rustc version 1.95.0 (59807616e 2026-04-14))", "rustc 1.95.0"),
            (
                "clang LLVM (rustc version 1.97.0-nightly (f5eca4fcf 2026-05-02))",
                "rustc 1.97.0-nightly (2026-05-02)",
            ),
            (
                "clang LLVM (rustc version 1.85.0 (4d91de4e4 2025-02-17) (built from a source tarball))",
                "rustc 1.85.0",
            ),
            ("clang LLVM (rustc version 1.85.0)", "rustc 1.85.0"),
            ("mrustc", "rustc of mrustc"),
        ] {
            assert_eq!(compiler(producer), expected);
        }
    }
}
