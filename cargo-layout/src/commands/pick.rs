//! The type that a person names.

use std::fmt::Write as _;

use layout_core::debug_info::{DebugType, Types};

use crate::cli::Choice;
use crate::failure::Failure;
use crate::subject::Subject;

/// How many names are listed.
const MOST: usize = 12;

/// The one type of a name, or of the end of one; one of the packages' own before others.
pub(super) fn pick<'s>(
    subject: &'s Subject,
    choice: &Choice,
    name: &str,
) -> Result<DebugType<'s>, Failure> {
    let named = subject.program.types().named(name);
    let found = if named.is_empty() { by_ending(subject, choice, name) } else { named };
    let mut types = found.iter();
    let Some(first) = types.next() else { return Err(missing(subject, name)) };
    // Types of equal names and equal layouts are as good as one.
    if types.all(|it| it.name() == first.name() && it.layout() == first.layout()) {
        Ok(first)
    } else {
        Err(ambiguous(&found, name))
    }
}

fn by_ending<'s>(subject: &'s Subject, choice: &Choice, name: &str) -> Types<'s> {
    let own = subject.types(choice).ending_with(name);
    if own.is_empty() { subject.program.types().ending_with(name) } else { own }
}

fn missing(subject: &Subject, name: &str) -> Failure {
    let mut text = format!("the debug info has no type `{name}`");
    let mut near = subject.program.types().filter(DebugType::is_compound).nearest(name, 400);
    // The packages' own come first.
    let is_own = |name: &String| {
        subject.crates.iter().any(|own| name.split("::").next() == Some(own.as_str()))
    };
    near.sort_by_key(|it| !is_own(it));
    if near.is_empty() {
        text.push_str(
            "; it has only types that the build uses: if a crate declares it, build code that uses it with \
             `--example`, `--test` or `--all-targets`",
        );
    } else {
        text.push_str("; did you mean one of these?");
        push_names(&mut text, near.into_iter().take(5));
    }
    Failure::Use(text)
}

fn ambiguous(types: &Types<'_>, name: &str) -> Failure {
    let mut text = format!(
        "`{name}` is ambiguous: {} types have this name; use the full path of one:",
        types.len()
    );
    push_names(&mut text, types.iter().take(MOST).map(|it| it.told_apart()));
    if types.len() > MOST {
        let _ = write!(text, "\n  and {} more", types.len() - MOST);
    }
    Failure::Use(text)
}

fn push_names(text: &mut String, names: impl Iterator<Item = String>) {
    for name in names {
        let _ = write!(text, "\n  {name}");
    }
}
