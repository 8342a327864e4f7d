//! Names of types: what the compiler prints, without what changes from one compiler to the next.

use core::fmt::{self, Display, Formatter};
use std_alloc::borrow::Cow;
use std_alloc::format;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::Visible;

/// The compiler's name of a type without lifetimes: `a::Text` for `a::Text<'_>`.
///
/// Compilers before 1.89 or so print none, newer ones print `'_`; a name must not change with that.
///
/// Nor does it have the `r#` of raw identifiers, which compilers print for modules and debug info has for nothing.
#[inline]
pub(crate) fn full_name(type_name: &str) -> String {
    let type_name = &*without_raw(type_name);
    if !type_name.contains('\'') {
        return type_name.into();
    }
    let mut name = String::new();
    let mut rest = type_name;
    while let Some(at) = rest.find('\'') {
        name.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let end = behind.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(behind.len());
        if behind[end..].starts_with('\'') || end == 0 {
            // A character as an argument begins here, or ends: `Separated<','>`.
            name.push('\'');
            rest = behind;
            continue;
        }
        rest = &behind[end..];
        if let Some(without) = name.strip_suffix(" + ") {
            name.truncate(without.len());
        } else {
            rest = rest.strip_prefix(", ").or(rest.strip_prefix(' ')).unwrap_or(rest);
            if rest.starts_with('>') {
                close(&mut name, &mut rest);
            }
        }
    }
    name.push_str(rest);
    name
}

/// A path or a name without the `r#` of raw identifiers: `a::type` for `a::r#type`.
pub(crate) fn without_raw(name: &str) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut start = 0;
    for (at, _) in name.match_indices("r#") {
        let is_first = !name[..at].ends_with(is_word);
        if is_first && name[at + 2..].starts_with(is_word) {
            plain.push_str(&name[start..at]);
            start = at + 2;
        }
    }
    if start == 0 {
        return name.into();
    }
    plain.push_str(&name[start..]);
    plain.into()
}

/// Ends arguments that are empty without the lifetimes, which come before all others.
#[inline]
fn close(name: &mut String, rest: &mut &str) {
    if name.ends_with('<') {
        name.pop();
        *rest = &rest[1..];
        if name.ends_with("for") && rest.starts_with(' ') {
            name.truncate(name.len() - 3);
            *rest = &rest[1..];
        }
    }
}

/// Types that a source file names without importing them.
const PRELUDE: [(&str, &str); 5] = [
    ("boxed", "Box"),
    ("option", "Option"),
    ("result", "Result"),
    ("string", "String"),
    ("vec", "Vec"),
];
/// Types of `std::collections` that a user names without a further module.
const COLLECTIONS: [&str; 7] =
    ["BTreeMap", "BTreeSet", "BinaryHeap", "HashMap", "HashSet", "LinkedList", "VecDeque"];

/// The name of a type, the same in each release of the compiler and different for different types.
///
/// Types of the standard library are called as in source, because the modules that the compiler prints for
/// them are private and move: `std::sync::Mutex` for `std::sync::poison::mutex::Mutex`. All other types keep
/// their whole path: two types of one name in two modules differ.
#[inline]
pub(crate) fn stable_name(type_name: &str) -> String {
    let full = full_name(type_name);
    let mut name = String::with_capacity(full.len());
    let mut rest = full.as_str();
    let mut is_path_start = true;
    while let Some(first) = rest.chars().next() {
        if !is_word(first) {
            name.push(first);
            is_path_start = first != ':';
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let path = &rest[..path_len(rest)];
        rest = &rest[path.len()..];
        match of_std(path).filter(|_| is_path_start && !rest.starts_with("::")) {
            Some(short) => name.push_str(&short),
            None => name.push_str(path),
        }
        is_path_start = true;
    }
    name
}

/// The length of the path that a text begins with: words, and `::` between them.
#[inline]
fn path_len(text: &str) -> usize {
    let mut end = 0;
    loop {
        let word = text[end..].find(|c: char| !is_word(c)).unwrap_or(text.len() - end);
        end += word;
        let is_followed = text[end..].strip_prefix("::").is_some_and(|it| it.starts_with(is_word));
        if !is_followed {
            return end;
        }
        end += 2;
    }
}

/// The name of a type of the standard library, of which this is the path.
#[inline]
fn of_std(path: &str) -> Option<String> {
    let mut words: Vec<&str> = path.split("::").collect();
    if words.len() < 3 || !["core", "alloc", "std"].contains(&words[0]) {
        return None;
    }
    let name = words.pop()?;
    let module = words[1];
    if PRELUDE.contains(&(module, name)) {
        return Some(name.into());
    }
    match words.get(2) {
        Some(inner) if module == "collections" && !COLLECTIONS.contains(&name) => {
            Some(format!("std::collections::{inner}::{name}"))
        }
        _ => Some(format!("std::{module}::{name}")),
    }
}

#[inline]
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A type's name without the modules in it: `Ring<u32, 8>` for `my_crate::Ring<u32, 8>`.
pub(crate) struct ShortName<'a>(pub(crate) &'a str);

impl Display for ShortName<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while !rest.is_empty() {
            let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
            if word > 0 && rest[word..].starts_with("::") {
                rest = &rest[word + 2..];
                continue;
            }
            let next = rest[word..].chars().next().map_or(word, |c| word + c.len_utf8());
            Visible(&rest[..next]).fmt(f)?;
            rest = &rest[next..];
        }
        Ok(())
    }
}

/// The crate that a name begins with, of a type that is declared by one.
#[cfg(feature = "registry")]
#[inline]
pub(crate) fn crate_of(name: &str) -> &str {
    name.split_once("::").map_or(name, |(name, _)| name)
}

/// The names of types that a name is made of, itself first: `Option<[a::B; 2]>`, `[a::B; 2]`, `a::B`.
#[cfg(any(feature = "registry", test))]
#[inline]
pub(crate) fn parts(name: &str) -> impl Iterator<Item = &str> {
    let starts = name.char_indices().filter_map(|(at, c)| "<([,;&".contains(c).then_some(at + 1));
    let part = |at: usize| {
        let text = name[at..].trim_start_matches([' ', '&']);
        &text[..part_len(text)]
    };
    core::iter::once(name).chain(starts.map(part)).filter(|part| !part.is_empty())
}

/// The length of the name that a text begins with.
#[inline]
pub(crate) fn part_len(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '<' | '(' | '[' => depth += 1,
            // The arrow of a function is no bracket.
            '>' if previous == '-' => {}
            '>' | ')' | ']' | ',' | ';' if depth == 0 => return at,
            '>' | ')' | ']' => depth -= 1,
            _ => {}
        }
        previous = c;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use std_alloc::string::ToString;
    use std_alloc::vec::Vec;

    use super::{ShortName, full_name, parts, stable_name};

    #[test]
    fn short_names_drop_modules_everywhere() {
        for (long, short) in [
            ("u8", "u8"),
            ("a::b::Ring<std_alloc::vec::Vec<u8>, 8>", "Ring<Vec<u8>, 8>"),
            ("&mut a::B", "&mut B"),
            ("<a::B as c::D>::E", "<B as D>::E"),
            ("(a::B, [c::D; 3])", "(B, [D; 3])"),
            ("dyn core::ops::Fn(a::Ä) -> b::C + Send", "dyn Fn(Ä) -> C + Send"),
        ] {
            assert_eq!(ShortName(long).to_string(), short);
        }
    }

    #[test]
    fn lifetimes_are_left_out() {
        for (printed, name) in [
            ("a::B", "a::B"),
            ("a::B<'_>", "a::B"),
            ("a::r#mod::r#type<'r#fn, r#u8>", "a::mod::type<u8>"),
            ("bar#a::B", "bar#a::B"),
            ("a::B<'_, '_>", "a::B"),
            ("a::B<'_, u8>", "a::B<u8>"),
            ("a::B<&'_ str, a::C<'_>>", "a::B<&str, a::C>"),
            ("&'static mut u8", "&mut u8"),
            ("dyn a::T<'_> + '_", "dyn a::T"),
            ("dyn a::T + '_ + core::marker::Send", "dyn a::T + core::marker::Send"),
            ("for<'a> fn(&'a u8) -> &'a u8", "fn(&u8) -> &u8"),
            ("for<'a, 'b> fn(&'a u8, &'b u8)", "fn(&u8, &u8)"),
            ("a::B<'x'>", "a::B<'x'>"),
            ("a::B<','>", "a::B<','>"),
            ("a::B<'_, ','>", "a::B<','>"),
            ("a::B<'x', a::C<'_>>", "a::B<'x', a::C>"),
            ("a::B<'é', a::C<'_>>", "a::B<'é', a::C>"),
            (r"a::B<'\'', a::C<'_>>", r"a::B<'\'', a::C>"),
            (r"a::B<'\\', a::C<'_>>", r"a::B<'\\', a::C>"),
            (r"a::B<'\u{1}', a::C<'_>>", r"a::B<'\u{1}', a::C>"),
        ] {
            assert_eq!(full_name(printed), name);
        }
    }

    #[test]
    fn types_of_std_are_called_as_in_source_and_others_by_their_whole_path() {
        for (printed, name) in [
            ("u8", "u8"),
            ("a::b::Ring<alloc::vec::Vec<u8>, 8>", "a::b::Ring<Vec<u8>, 8>"),
            ("core::option::Option<m1::Id>", "Option<m1::Id>"),
            ("std::sync::poison::mutex::Mutex<u8>", "std::sync::Mutex<u8>"),
            ("std::sync::mutex::Mutex<u8>", "std::sync::Mutex<u8>"),
            ("core::cell::Cell<(m::A, [m::B; 3])>", "std::cell::Cell<(m::A, [m::B; 3])>"),
            ("std::collections::hash::map::HashMap<u8, u8>", "std::collections::HashMap<u8, u8>"),
            (
                "alloc::collections::vec_deque::into_iter::IntoIter<u8>",
                "std::collections::vec_deque::IntoIter<u8>",
            ),
            ("alloc::vec::into_iter::IntoIter<u8>", "std::vec::IntoIter<u8>"),
            ("std::io::error::Error", "std::io::Error"),
            ("core::fmt::Error", "std::fmt::Error"),
            ("a::f::{{closure}}::L", "a::f::{{closure}}::L"),
            ("a::core::option::Option<u8>", "a::core::option::Option<u8>"),
            ("&mut a::B<'_>", "&mut a::B"),
            ("dyn core::ops::Fn(a::Ä) -> b::C + Send", "dyn std::ops::Fn(a::Ä) -> b::C + Send"),
            ("core::Thing", "core::Thing"),
        ] {
            assert_eq!(stable_name(printed), name);
        }
    }

    #[test]
    fn a_name_is_made_of_names() {
        for (name, expected) in [
            ("a::B", &["a::B"][..]),
            ("Option<[a::B; 2]>", &["Option<[a::B; 2]>", "[a::B; 2]", "a::B", "2"]),
            ("(a::B, &c::D<u8>)", &["(a::B, &c::D<u8>)", "a::B", "c::D<u8>", "c::D<u8>", "u8"]),
            ("fn(a::B) -> c::D", &["fn(a::B) -> c::D", "a::B"]),
            ("[fn() -> u8; 2]", &["[fn() -> u8; 2]", "fn() -> u8", "2"]),
            ("()", &["()"]),
        ] {
            assert_eq!(parts(name).collect::<Vec<_>>(), expected, "{name}");
        }
    }
}
