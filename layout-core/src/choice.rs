//! Choosing types by their names: by a pattern, by the end of a path, and by what is like a name.

use core::fmt;
use std_alloc::format;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use crate::record::name::without_raw;

/// A regular expression that is looked for in names.
pub(crate) struct Pattern {
    regex: regex_lite::Regex,
    /// That without the `r#` of raw identifiers, if it has any: names have none.
    plain: Option<regex_lite::Regex>,
}

impl Pattern {
    #[inline]
    pub(crate) fn new(pattern: &str) -> Result<Self, PatternError> {
        let regex = regex_lite::Regex::new(pattern);
        let regex = regex.map_err(|error| PatternError { pattern: pattern.into(), error })?;
        let plain = without_raw_in_pattern(pattern);
        // One that is none without `r#` means it in another way, as `r#?` does.
        let plain = plain.and_then(|plain| regex_lite::Regex::new(&plain).ok());
        Ok(Self { regex, plain })
    }

    #[inline]
    pub(crate) fn is_in(&self, name: &str) -> bool {
        self.regex.is_match(name) || self.plain.as_ref().is_some_and(|plain| plain.is_match(name))
    }
}

/// A pattern without the `r#` of raw identifiers, if it has any. In a class of characters it is none.
fn without_raw_in_pattern(pattern: &str) -> Option<String> {
    let mut plain = String::with_capacity(pattern.len());
    let (mut is_in_class, mut before) = (false, ' ');
    let mut signs = pattern.char_indices();
    while let Some((at, sign)) = signs.next() {
        let is_first = !(before.is_alphanumeric() || before == '_' || before == '\\');
        let is_repeated = |rest: &str| rest.starts_with(['?', '*', '+', '{']);
        if !is_in_class
            && is_first
            && pattern[at..].starts_with("r#")
            && !is_repeated(&pattern[at + 2..])
        {
            signs.next();
            before = '#';
            continue;
        }
        match sign {
            _ if before == '\\' => {}
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            _ => {}
        }
        plain.push(sign);
        before = if before == '\\' { ' ' } else { sign };
    }
    (plain.len() < pattern.len()).then_some(plain)
}

/// Whether a path is that of a module or leads into it, with or without the `r#` of raw identifiers.
pub(crate) fn is_within(path: &str, module: &str) -> bool {
    let (path, module) = (without_raw(path), without_raw(module));
    let rest = path.strip_prefix(&*module);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The error of [`Types::try_matching`](crate::types::Types::try_matching): the text is not a regular expression.
#[derive(Clone, Debug)]
pub struct PatternError {
    pattern: String,
    error: regex_lite::Error,
}

impl fmt::Display for PatternError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a valid regular expression: {}", self.pattern, self.error)
    }
}

impl core::error::Error for PatternError {}

/// Says that no type has a name, and what names are near.
#[inline]
pub(crate) fn missing(name: &str, near: &[String]) -> String {
    let near: Vec<String> = near.iter().map(|it| format!("`{it}`")).collect();
    match near.as_slice() {
        [] => format!("no type is called `{name}`"),
        near => format!("no type is called `{name}`; did you mean {}?", near.join(" or ")),
    }
}

/// The names most like one, the nearest first: those whose last part is, or has it within.
#[inline]
pub(crate) fn nearest(names: impl Iterator<Item = String>, name: &str, most: usize) -> Vec<String> {
    let name = &*without_raw(name);
    let wanted = last_of(name).to_lowercase();
    let far = (wanted.chars().count() / 3).max(1);
    let mut near = Vec::new();
    for full in names {
        let last = last_of(&full).to_lowercase();
        let apart = distance(&wanted, &last, far);
        let is_part = wanted.len() >= 3 && last.contains(&wanted);
        if let Some(apart) = apart.or(is_part.then_some(far)) {
            // Of several types of one name, that of the module that is most like the one that was meant.
            let whole = distance(name, &full, usize::MAX);
            near.push((apart, whole, full));
        }
    }
    near.sort();
    near.dedup();
    near.into_iter().take(most).map(|(_, _, name)| name).collect()
}

/// Whether a path is the end of a name, or of the name without its arguments.
#[inline]
pub(crate) fn is_end_of(path: &str, name: &str) -> bool {
    let is_end_of = |name: &str| {
        let before = name.strip_suffix(path);
        before.is_some_and(|before| before.is_empty() || before.ends_with("::"))
    };
    is_end_of(name) || is_end_of(without_arguments(name))
}

/// The path without the arguments of the type that it names.
#[inline]
fn without_arguments(name: &str) -> &str {
    if !name.ends_with('>') {
        return name;
    }
    let mut depth = 0_usize;
    for (at, sign) in name.char_indices().rev() {
        match sign {
            // The arrow of a function.
            '>' if name[..at].ends_with('-') => {}
            '>' => depth += 1,
            '<' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &name[..at];
        }
    }
    name
}

/// The name of the type without module and arguments.
#[inline]
pub(crate) fn last_of(name: &str) -> &str {
    let path = without_arguments(name.trim());
    path.rsplit("::").next().unwrap_or(path)
}

/// The number of insertions, deletions, substitutions and swaps of neighbors between two words, if it is at most
/// `most`: the optimal string alignment distance.
#[inline]
fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let (mut before, mut above) = (Vec::new(), (0..=other.len()).collect::<Vec<usize>>());
    for (i, a) in one.iter().enumerate() {
        let mut row = Vec::with_capacity(above.len());
        row.push(i + 1);
        for (j, b) in other.iter().enumerate() {
            let substituted = above[j] + usize::from(a != b);
            let mut best = substituted.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = core::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|&apart| apart <= most)
}

#[cfg(test)]
mod tests {
    use std_alloc::string::ToString;

    use super::{Pattern, distance, is_within, last_of, missing, without_arguments};

    #[test]
    fn a_pattern_is_looked_for_anywhere_or_says_what_is_wrong() {
        let pattern = |text: &str| Pattern::new(text).expect("it is one");
        assert!(pattern("wire").is_in("app::wire::Packet"));
        assert!(pattern("^app::.*Packet$").is_in("app::wire::Packet"));
        assert!(!pattern("^wire").is_in("app::wire::Packet"));
        let error = Pattern::new("a(").err().expect("a bracket is open").to_string();
        assert!(error.starts_with("`a(` is not a valid regular expression: "), "{error}");
    }

    /// Names have no `r#`, and patterns may have it.
    #[test]
    fn raw_identifiers_are_looked_for_in_both_spellings() {
        for (text, name, is_in) in [
            ("r#mod::r#type", "a::mod::type", true),
            ("mod::type", "a::mod::type", true),
            ("^a::r#mod::type$", "a::mod::type", true),
            ("::r#(mod|fn)::", "a::fn::B", true),
            ("r#.*", "a::fn::B", true),
            ("(r#)?mod", "a::mod::B", true),
            ("r#?mod", "a::mod::B", false),
            ("^a::[r#x]$", "a::r", true),
            ("^a::[^r#x]$", "a::r", false),
            (r"\r#mod", "a::mod::B", false),
            ("bar#a", "a::ba", false),
            (r"^\[r#u8; 2]$", "[u8; 2]", true),
        ] {
            let pattern = Pattern::new(text).expect("it is one");
            assert_eq!(pattern.is_in(name), is_in, "{text} in {name}");
        }
        for (path, module, is_in) in [
            ("a::r#mod::b", "a::mod", true),
            ("a::mod", "a::r#mod", true),
            ("a::r#mod", "a::r#mod", true),
            ("a::module", "a::r#mod", false),
            ("bar#a", "baa", false),
        ] {
            assert_eq!(is_within(path, module), is_in, "{path} in {module}");
        }
    }

    #[test]
    fn what_is_missing_is_said_with_what_is_near() {
        let near = ["a::B".to_string(), "a::C".to_string()];
        assert_eq!(
            missing("a::X", &near),
            "no type is called `a::X`; did you mean `a::B` or `a::C`?"
        );
        assert_eq!(missing("a::X", &[]), "no type is called `a::X`");
    }

    #[test]
    fn names_are_taken_apart() {
        for (name, path, last) in [
            ("a::B<c::D>", "a::B", "B"),
            ("a::B<fn() -> c::D>", "a::B", "B"),
            ("a::B", "a::B", "B"),
            ("<", "<", "<"),
            (">", ">", ">"),
        ] {
            assert_eq!((without_arguments(name), last_of(name)), (path, last), "{name}");
        }
    }

    #[test]
    fn words_are_near_or_not() {
        for (one, other, apart) in [
            ("packet", "packet", Some(0)),
            ("paket", "packet", Some(1)),
            ("pakcet", "packet", Some(1)),
            ("session", "packet", None),
            ("", "ab", Some(2)),
        ] {
            assert_eq!(distance(one, other, 2), apart, "{one} {other}");
        }
    }
}
