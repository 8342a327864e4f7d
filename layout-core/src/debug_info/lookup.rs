//! Finding a type by its name: what [`core::any::type_name`] prints differs from what debug info has.

use core::fmt;
use std::format;
use std::string::String;
use std::vec::Vec;

use super::types::{DebugType, Types};
use crate::choice;
use crate::record::LayoutRecord;
use crate::record::name::full_name;

/// Why a type was not found in debug info, or not with certainty.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LookupError {
    /// The debug info has no type with this name and, if known, this size and alignment.
    Missing {
        /// The name that was looked for.
        name: String,
        /// The most similar names, the nearest first.
        near: Vec<String>,
    },
    /// Types with this name have another size or alignment. The debug info belongs to another program, or describes
    /// another version of the type's crate.
    Differs {
        /// The name that was looked for.
        name: String,
        /// The types with this name, each as `name (size 8, align 4)`.
        candidates: Vec<String>,
    },
    /// Several types match, and they differ.
    Ambiguous {
        /// The name that was looked for.
        name: String,
        /// The types that match, each as [`DebugType::told_apart`] shows it.
        candidates: Vec<String>,
    },
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { name, near } if !near.is_empty() => {
                write!(f, "{}", choice::missing(name, near))
            }
            Self::Missing { name, .. } => write!(
                f,
                "the debug info has no type `{name}`: it has only types that the program uses; check that a value of \
                 the type is created, and that the type's crate is built with `debug = 2`"
            ),
            Self::Differs { name, candidates } => {
                write!(
                    f,
                    "the debug info has `{name}` with another size or alignment; check that it belongs to this program:"
                )?;
                write_list(f, candidates)
            }
            Self::Ambiguous { name, candidates } => {
                let count = candidates.len();
                write!(
                    f,
                    "the debug info has {count} different types called `{name}`; `types().named(…)` returns all of them:"
                )?;
                write_list(f, candidates)
            }
        }
    }
}

fn write_list(f: &mut fmt::Formatter<'_>, candidates: &[String]) -> fmt::Result {
    candidates.iter().take(MOST).try_for_each(|it| write!(f, "\n  {it}"))?;
    match candidates.len().saturating_sub(MOST) {
        0 => Ok(()),
        more => write!(f, "\n  and {more} more"),
    }
}

/// How many types a message lists.
const MOST: usize = 12;

impl core::error::Error for LookupError {}

/// The record of the only type there is.
pub(super) fn only(types: &Types<'_>, name: &str) -> Result<LayoutRecord, LookupError> {
    let mut found = types.iter();
    let Some(first) = found.next() else {
        let all = types.program().types();
        let candidates = candidates(&all.clone().named(name));
        let name = String::from(name);
        return Err(if candidates.is_empty() {
            let near = all.nearest(&name, 3);
            LookupError::Missing { name, near }
        } else {
            LookupError::Differs { name, candidates }
        });
    };
    let record = first.record();
    // Types of equal names and equal layouts are as good as one.
    if found.all(|other| other.layout() == record.layout) {
        Ok(record)
    } else {
        Err(LookupError::Ambiguous { name: name.into(), candidates: candidates(types) })
    }
}

/// Types of one name, with what tells them apart.
fn candidates(types: &Types<'_>) -> Vec<String> {
    types.iter().map(|it| it.told_apart()).collect()
}

impl DebugType<'_> {
    /// Returns the name with details that distinguish the type from others with that name: `a::B (v1.2.3, size 8,
    /// align 4, src/a.rs:1)`.
    ///
    /// The version comes from [`crate_version`](Self::crate_version), and the place from
    /// [`declared_at`](Self::declared_at).
    #[must_use]
    pub fn told_apart(&self) -> String {
        let version = self.crate_version().map(|it| format!("v{it}, ")).unwrap_or_default();
        let place = self.declared_at().map(|place| format!(", {place}")).unwrap_or_default();
        format!("{} ({version}size {}, align {}{place})", self.name(), self.size(), self.align())
    }
}

/// A name that types are compared with.
pub(super) struct Wanted {
    tokens: Vec<String>,
    /// A word that a name has if it is the same, so that others are told quickly.
    word: String,
}

impl Wanted {
    pub(super) fn new(name: &str) -> Self {
        let name = full_name(name);
        let words = tokens(&name).filter(|token| token.starts_with(is_word));
        let word = words.max_by_key(|word| word.len()).unwrap_or_default().into();
        Self { tokens: without_sugar(tokens(&name)).into_iter().map(String::from).collect(), word }
    }

    /// Whether debug info means the type by a name.
    pub(super) fn is(&self, raw: &str) -> bool {
        if !raw.contains(&self.word) {
            return false;
        }
        let raw: Vec<String> = without_sugar(tokens(raw)).into_iter().map(String::from).collect();
        let (mut wanted, mut raw) = (Cursor { tokens: &self.tokens }, Cursor { tokens: &raw });
        wanted.is_same_as(&mut raw)
    }
}

/// Tokens with trait objects out of the brackets that some of them are in, and with the arguments of
/// functions' traits as those of other traits: `Fn<(u8), Output=u8>` for `Fn(u8) -> u8`.
fn without_sugar<'a>(tokens: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let tokens: Vec<&str> = tokens.collect();
    let mut plain = Vec::with_capacity(tokens.len());
    push_plain(&tokens, &mut plain);
    plain
}

fn push_plain<'a>(mut tokens: &[&'a str], plain: &mut Vec<&'a str>) {
    while let [first, rest @ ..] = tokens {
        tokens = rest;
        match (*first, rest) {
            ("(", ["dyn", ..]) => {
                let end = closing(rest);
                push_plain(&rest[..end], plain);
                tokens = rest.get(end + 1..).unwrap_or(&[]);
            }
            (name, ["(", arguments @ ..]) if FUNCTIONS.contains(&name) => {
                let end = closing(arguments);
                plain.extend([name, "<", "("]);
                push_plain(&arguments[..end], plain);
                plain.extend([")", ",", "Output", "="]);
                tokens = arguments.get(end + 1..).unwrap_or(&[]);
                if let ["->", output @ ..] = tokens {
                    let end = end_of_argument(output);
                    push_plain(&output[..end], plain);
                    tokens = &output[end..];
                } else {
                    plain.extend(["(", ")"]);
                }
                plain.push(">");
            }
            (token, _) => plain.push(token),
        }
    }
}

/// The traits whose arguments are written in brackets.
pub(super) const FUNCTIONS: [&str; 6] =
    ["Fn", "FnMut", "FnOnce", "AsyncFn", "AsyncFnMut", "AsyncFnOnce"];

/// Where the bracket stands that closes one before the tokens.
pub(super) fn closing(tokens: &[&str]) -> usize {
    end_at(tokens, |_| false)
}

/// Where an argument ends, or one of several traits.
fn end_of_argument(tokens: &[&str]) -> usize {
    end_at(tokens, |token| matches!(token, "," | "+"))
}

pub(super) fn end_at<T: AsRef<str>>(tokens: &[T], is_end: impl Fn(&str) -> bool) -> usize {
    let mut depth = 0_usize;
    let is_last = |token: &T| {
        match token.as_ref() {
            "<" | "(" | "[" => depth += 1,
            ">" | ")" | "]" if depth == 0 => return true,
            ">" | ")" | "]" => depth -= 1,
            token => return depth == 0 && is_end(token),
        }
        false
    };
    tokens.iter().position(is_last).unwrap_or(tokens.len())
}

/// The words and the signs of a name, without blanks that say nothing.
pub(super) fn tokens(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    core::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let len = match first {
            // What the compiler calls a scope or a type that has no name.
            '{' => rest
                .find('}')
                .map_or(rest.len(), |at| at + 1 + usize::from(rest[at + 1..].starts_with('}'))),
            _ if is_word(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            '-' if rest.starts_with("->") => 2,
            _ => first.len_utf8(),
        };
        let (token, behind) = rest.split_at(len);
        rest = behind;
        Some(token)
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Tokens that are still to be compared.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    tokens: &'a [String],
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> &'a str {
        self.tokens.first().map_or("", |token| token)
    }

    fn next(&mut self) -> &'a str {
        let token = self.peek();
        self.tokens = self.tokens.get(1..).unwrap_or(&[]);
        token
    }

    /// Goes to the end of an argument.
    fn skip_argument(&mut self) {
        let end = end_at(self.tokens, |token| token == ",");
        self.tokens = &self.tokens[end..];
    }

    /// Goes behind the type that a block of methods is of: `S<u8>`, or `<S as Trait>`.
    fn skip_type(&mut self) {
        if self.peek() != "<" {
            self.next();
        }
        if self.peek() == "::" && self.tokens.get(1).is_some_and(|it| it == "<") {
            self.next();
        }
        if self.peek() == "<" {
            self.next();
            while !matches!(self.peek(), ">" | "") {
                let before = self.tokens.len();
                self.skip_argument();
                if self.peek() == "," || self.tokens.len() == before {
                    self.next();
                }
            }
            self.next();
        }
    }

    /// Compares up to a token that differs, which is the end of both if they are the same.
    fn is_same_as(&mut self, raw: &mut Cursor<'_>) -> bool {
        loop {
            match (self.peek(), raw.peek()) {
                ("", "") => return true,
                // Debug info has all arguments, also those that are the default.
                (">", ",") => {
                    while raw.peek() == "," {
                        raw.next();
                        raw.skip_argument();
                    }
                }
                // It has no comma behind the only field of a tuple.
                (",", ")") => {
                    self.next();
                }
                (wanted, it) if is_same(wanted, it) => {
                    self.next();
                    raw.next();
                }
                // It numbers the blocks of methods where source has the type that these are of.
                (_, block) if block.starts_with("{impl#") => {
                    raw.next();
                    self.skip_type();
                }
                // A name without arguments, all of which are the defaults.
                (_, "<") if !self.ends_word() => {
                    raw.next();
                    raw.skip_argument();
                    while raw.peek() == "," {
                        raw.next();
                        raw.skip_argument();
                    }
                    raw.next();
                }
                _ => return false,
            }
        }
    }

    /// Whether a name goes on here, so that arguments would stand before it.
    fn ends_word(&self) -> bool {
        self.peek() == "::" || self.tokens.first().is_some_and(|it| it.starts_with(is_word))
    }
}

/// Whether two tokens mean the same.
fn is_same(wanted: &str, raw: &str) -> bool {
    let is_numbered = || raw.starts_with('{') && raw.contains('#') && !raw.starts_with("{impl#");
    wanted == raw
        // What `type_name` prints for closures and futures, and for what is declared within them.
        || wanted == "{{closure}}" && is_numbered()
        // As people write it.
        || wanted.starts_with('{') && super::human::short_name(raw) == wanted
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn what_is_printed_is_found_by_what_debug_info_has() {
        for (printed, raw) in [
            ("u8", "u8"),
            ("a::B", "a::B"),
            ("a::B<'_, u8>", "a::B<u8>"),
            ("alloc::vec::Vec<u8>", "alloc::vec::Vec<u8, alloc::alloc::Global>"),
            (
                "alloc::vec::Vec<alloc::boxed::Box<a::B>>",
                "alloc::vec::Vec<alloc::boxed::Box<a::B, alloc::alloc::Global>, alloc::alloc::Global>",
            ),
            ("(u8,)", "(u8)"),
            ("(u8, a::B)", "(u8, a::B)"),
            ("[a::B; 3]", "[a::B; 3]"),
            ("&mut [a::B]", "&mut [a::B]"),
            ("&dyn a::T", "&dyn a::T"),
            (
                "alloc::boxed::Box<dyn a::T + core::marker::Send>",
                "alloc::boxed::Box<(dyn a::T + core::marker::Send), alloc::alloc::Global>",
            ),
            (
                "&dyn core::ops::function::Fn(u8, &str) -> u8 + core::marker::Send",
                "&(dyn core::ops::function::Fn<(u8, &str), Output=u8> + core::marker::Send)",
            ),
            ("&dyn core::ops::function::FnMut()", "&dyn core::ops::function::FnMut<(), Output=()>"),
            ("fn(u8) -> u8", "fn(u8) -> u8"),
            ("a::f::{{closure}}", "a::f::{closure_env#0}"),
            ("a::f::{{closure}}", "a::f::{async_fn_env#0}"),
            ("a::f::{{closure}}::{{closure}}", "a::f::{async_fn#0}::{closure_env#1}"),
            ("a::f::{async fn}", "a::f::{async_fn_env#0}"),
            ("a::S::f::{{closure}}", "a::{impl#0}::f::{closure_env#0}"),
            ("a::S<u8>::f::{{closure}}", "a::{impl#0}::f::{closure_env#0}<u8>"),
        ] {
            assert!(Wanted::new(printed).is(raw), "{printed} and {raw}");
        }
    }

    #[test]
    fn other_names_are_told_apart() {
        for (printed, raw) in [
            ("u8", "u16"),
            ("a::B", "a::B::C"),
            ("a::B", "b::B"),
            ("a::B<u8>", "a::B<u16>"),
            ("a::B<u8, u16>", "a::B<u8>"),
            ("(u8, u8)", "(u8)"),
            ("&a::B", "&mut a::B"),
            ("&a::B", "a::B"),
            ("[a::B; 3]", "[a::B; 2]"),
            ("a::f::{{closure}}", "a::g::{closure_env#0}"),
            ("a::f::{async fn}", "a::f::{async_block_env#0}"),
            ("&dyn core::ops::function::Fn(u8)", "&dyn core::ops::function::Fn<(u16), Output=()>"),
        ] {
            assert!(!Wanted::new(printed).is(raw), "{printed} and {raw}");
        }
    }
}
