//! What types broke rules before, and how badly: a rule that is new to a program is about what gets worse.

use core::fmt::{self, Display, Formatter};
use std::path::Path;
use std_alloc::collections::{BTreeMap, BTreeSet};
use std_alloc::format;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::LockMode;
use super::lock::{Draft, LockError, name_of, read_text};
use crate::record::Target;

/// The environment variable that says what a gate does with its baseline.
const VARIABLE: &str = "LAYOUT_BASELINE";
/// The first line of the file.
const MAGIC: &str = "layout-baseline 1";
/// The last line, without which the file is not whole.
const END: &str = "end";
const HEAD: &str = "\
# Types that broke a rule for layouts when this file was written. Checks fail where one is worse now.
# To accept the present state, write the file again: `LAYOUT_BASELINE=update cargo test`, or `--update` of `cargo layout check`
";

/// A type as it was: its size, the bytes lost, and the rules that it broke, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) size: usize,
    pub(super) lost: usize,
    pub(super) rules: BTreeSet<String>,
}

/// The types of a target by their names.
pub(super) type Section = BTreeMap<String, Known>;

/// A baseline: the types of each target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Baseline(BTreeMap<String, Section>);

/// What a gate does with its baseline, as the environment says.
pub(super) fn mode() -> Result<LockMode, String> {
    LockMode::of_value(std::env::var_os(VARIABLE)).map_err(|value| {
        format!("{VARIABLE} is `{value}`; set it to `check`, `update` or `overwrite`, or unset it")
    })
}

/// The types of a target in a file.
pub(super) fn read(path: &Path, target: &Target) -> Result<Section, String> {
    let text = text(path)?.ok_or_else(|| {
        format!(
            "there is no baseline {}; create it: `LAYOUT_BASELINE=update cargo test`",
            path.display()
        )
    })?;
    let mut baseline = parse(path, &text)?;
    Ok(baseline.0.remove(&name_of(target)).unwrap_or_default())
}

/// Replaces the types of a target in a file by what `next` makes of them.
pub(super) fn update(
    path: &Path,
    mode: LockMode,
    target: &Target,
    next: impl FnOnce(&mut Section),
) -> Result<(), String> {
    let draft = Draft::begin(path).map_err(|error| error.to_string())?;
    let read = || match text(path)? {
        Some(text) => parse(path, &text),
        None => Ok(Baseline::default()),
    };
    let mut baseline = match read() {
        Err(_) if mode == LockMode::Overwrite => Baseline::default(),
        baseline => baseline?,
    };
    let target = name_of(target);
    next(baseline.0.entry(target.clone()).or_default());
    if baseline.0.get(&target).is_some_and(BTreeMap::is_empty) {
        baseline.0.remove(&target);
    }
    draft.commit(&baseline.to_string()).map_err(|error| error.to_string())
}

fn text(path: &Path) -> Result<Option<String>, String> {
    read_text(path).map_err(|error| match error {
        LockError::Encoding { what, .. } => {
            format!("{} {what}; save it as UTF-8 without a byte order mark", path.display())
        }
        error => error.to_string(),
    })
}

fn parse(path: &Path, text: &str) -> Result<Baseline, String> {
    let restore = "restore it from version control, or replace it: `LAYOUT_BASELINE=overwrite cargo \
                   test`";
    let mut baseline = Baseline::default();
    let mut target = None;
    let (mut has_begun, mut has_ended) = (false, false);
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if !has_begun {
            if line != MAGIC {
                return Err(format!("{} does not begin with `{MAGIC}`; {restore}", path.display()));
            }
            has_begun = true;
        } else if has_ended {
            return Err(format!("{}:{}: unexpected text after `{END}`", path.display(), index + 1));
        } else if line == END {
            has_ended = true;
        } else if let Some(name) = line
            .strip_prefix('[')
            .and_then(|it| it.strip_suffix(']'))
            .filter(|it| !it.contains("::"))
        {
            target = Some(name.to_string());
        } else {
            let entry = parse_entry(line).zip(target.as_ref());
            let ((name, known), target) = entry.ok_or_else(|| {
                format!(
                    "{}:{}: expected `[target]`, or a type such as `a::B: size 24, lost 7, reorder`; \
                     {restore}",
                    path.display(),
                    index + 1
                )
            })?;
            baseline.0.entry(target.clone()).or_default().insert(name, known);
        }
    }
    if !has_begun {
        return Err(format!("{} does not begin with `{MAGIC}`; {restore}", path.display()));
    }
    if !has_ended {
        return Err(format!(
            "{} is truncated: its last line is not `{END}`; {restore}",
            path.display()
        ));
    }
    Ok(baseline)
}

fn parse_entry(line: &str) -> Option<(String, Known)> {
    let (name, rest) = line.rsplit_once(": ")?;
    let mut words = rest.split(", ");
    let size = words.next()?.strip_prefix("size ")?.parse().ok()?;
    let lost = words.next()?.strip_prefix("lost ")?.parse().ok()?;
    Some((name.into(), Known { size, lost, rules: words.map(String::from).collect() }))
}

impl Display for Baseline {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEAD}\n{MAGIC}")?;
        for (target, types) in &self.0 {
            writeln!(f, "\n[{target}]")?;
            for (name, Known { size, lost, rules }) in types {
                let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
                writeln!(f, "{name}: size {size}, lost {lost}, {}", rules.join(", "))?;
            }
        }
        writeln!(f, "\n{END}")
    }
}

#[cfg(test)]
mod tests {
    use std::format;
    use std::path::Path;
    use std::string::String;

    use super::{END, MAGIC, parse};

    /// Why a file is not read.
    fn fault(text: &str) -> String {
        parse(Path::new("a/b.txt"), text).err().unwrap_or_default()
    }

    #[test]
    fn a_file_that_is_not_whole_is_told_by_line() {
        let whole = format!("# a comment\n\n{MAGIC}\n{END}\n");
        assert_eq!(fault(&whole), "");
        let other = fault("another file\n");
        assert!(other.starts_with(&format!("a/b.txt does not begin with `{MAGIC}`; ")), "{other}");
        assert!(other.contains("LAYOUT_BASELINE=overwrite"), "{other}");
        let more = fault(&format!("{whole}more\n"));
        assert!(more.starts_with("a/b.txt:5: "), "{more}");
        assert!(more.contains(END), "{more}");
        let cut_off = fault(&format!("{MAGIC}\n"));
        assert!(cut_off.starts_with("a/b.txt"), "{cut_off}");
    }
}
