//! `cargo layout compare OBJECT`: types of Rust beside those of the same names in C.

use std::path::Path;

use layout_core::debug_info::{self, DebugType};
use regex_lite::Regex;

use super::{one_target, write};
use crate::cli::Cli;
use crate::failure::Failure;
use crate::output::note;
use crate::subject::Subject;

pub(super) fn run(
    cli: &Cli,
    object: &Path,
    renames: &[(String, String)],
    with_system: bool,
) -> Result<(), Failure> {
    let subject = Subject::load(&cli.build, one_target(cli)?)?;
    let c = debug_info::read(object).map_err(|error| Failure::types(object, &error))?;
    let all = c.types().filter(|it| !it.is_rust());
    let types = all.clone().filter(|it| with_system || !is_of_system(it));
    let left_out = all.iter().filter(is_of_system).count();
    let comparison = debug_info::compare(subject.types(&cli.choice), types);
    let comparison = renames.iter().fold(comparison, |it, (rust, c)| it.rename(rust, c));
    write(&cli.form, &advice(&comparison.to_string()))?;
    if left_out > 0 && !with_system {
        note(&format!(
            "{left_out} types of system headers are not compared; add `--system` to compare them"
        ));
    }
    if comparison.is_same() {
        return Ok(());
    }
    Err(Failure::Check("types differ between Rust and C".into()))
}

/// Whether a header of the system or of the compiler declares a type.
fn is_of_system(it: &DebugType<'_>) -> bool {
    it.declared_at().is_some_and(|place| place.file.starts_with("/usr/"))
}

/// What the library advises, as the options of this command: `--rename A=B` for `.rename("A", "B")`.
fn advice(text: &str) -> String {
    let call = Regex::new(r#"`?\.?\brename\("([^"]*)", "([^"]*)"\)`?"#);
    call.map_or_else(|_| text.into(), |call| call.replace_all(text, "`--rename $1=$2`").into())
}

#[cfg(test)]
mod tests {
    use super::advice;

    #[test]
    fn calls_become_options() {
        for (text, expected) in [
            (
                "if it is `a::B`, add `.rename(\"B\", \"b_t\")`",
                "if it is `a::B`, add `--rename B=b_t`",
            ),
            (
                "`rename(\"B\", \"b_t\")` names a type or field that does not exist",
                "`--rename B=b_t` names a type or field that does not exist",
            ),
        ] {
            assert_eq!(advice(text), expected);
        }
    }
}
