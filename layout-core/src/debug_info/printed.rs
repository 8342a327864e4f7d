//! Names as [`core::any::type_name`] prints them, from those of debug info.

use std::string::String;
use std::vec::Vec;

use super::lookup::{FUNCTIONS, closing, tokens};

/// The name that `type_name` prints for a type that debug info calls so.
///
/// Debug info has all arguments, and those that are the default are left out where they are std's:
/// `alloc::vec::Vec<u8>`. Of other types nobody knows here what the default is.
pub(super) fn printed(raw: &str) -> String {
    let is_plain = !raw.contains([',', '(', '=']) && !raw.contains(DEFAULTS[0]);
    if is_plain {
        return raw.into();
    }
    let tokens: Vec<&str> = tokens(raw).collect();
    let mut name = String::with_capacity(raw.len());
    push(&tokens, &mut name);
    name
}

/// Arguments that are the default.
const DEFAULTS: [&str; 2] = ["alloc::alloc::Global", "std::hash::random::RandomState"];
/// How the paths begin of the types whose default these are.
const OF_STD: [&str; 2] = ["alloc::", "std::"];

fn push(mut tokens: &[&str], name: &mut String) {
    while let [first, rest @ ..] = tokens {
        tokens = rest;
        match (*first, rest) {
            // A trait object is in brackets where it has several traits.
            ("(", ["dyn", ..]) => {
                let end = closing(rest);
                push(&rest[..end], name);
                tokens = rest.get(end + 1..).unwrap_or(&[]);
            }
            ("(", _) => {
                let end = closing(rest);
                let is_list_of_function = name.ends_with("fn");
                name.push('(');
                push(&rest[..end], name);
                let is_single = end > 0 && arguments(&rest[..end]).len() == 1;
                name.push_str(if is_single && !is_list_of_function { ",)" } else { ")" });
                tokens = rest.get(end + 1..).unwrap_or(&[]);
            }
            // The name of an ABI.
            ("\"", _) => {
                let end = rest.iter().position(|token| *token == "\"").unwrap_or(rest.len());
                name.push_str(" \"");
                name.push_str(&rest[..end].concat());
                name.push('"');
                tokens = rest.get(end + 1..).unwrap_or(&[]);
            }
            (function, ["<", "(", ..]) if FUNCTIONS.contains(&function) => {
                let end = closing(&rest[1..]);
                push_function(function, &rest[1..=end], name);
                tokens = rest.get(end + 2..).unwrap_or(&[]);
            }
            (_, ["<", ..]) if is_word(first) => {
                let end = closing(&rest[1..]);
                push_generic(first, &rest[1..=end], name);
                tokens = rest.get(end + 2..).unwrap_or(&[]);
            }
            (token, _) => push_token(token, name),
        }
    }
}

/// A trait of functions with what it takes and what it returns: `Fn(u8) -> u8` for `Fn<(u8), Output=u8>`.
fn push_function(function: &str, arguments_of_it: &[&str], name: &mut String) {
    push_token(function, name);
    for argument in arguments(arguments_of_it) {
        match argument {
            ["(", taken @ .., ")"] => {
                name.push('(');
                push(taken, name);
                name.push(')');
            }
            ["Output", "=", "(", ")"] => {}
            ["Output", "=", output @ ..] => {
                name.push_str(" -> ");
                push(output, name);
            }
            other => push(other, name),
        }
    }
}

fn push_generic(word: &str, list: &[&str], name: &mut String) {
    push_token(word, name);
    let path = path_at_end(name);
    let mut kept = arguments(list);
    let is_default = |argument: &[&str]| {
        let text = argument.concat();
        DEFAULTS.contains(&&*text) && OF_STD.iter().any(|start| path.starts_with(start))
    };
    while kept.last().is_some_and(|argument| is_default(argument)) {
        kept.pop();
    }
    if kept.is_empty() {
        return;
    }
    name.push('<');
    for (index, argument) in kept.into_iter().enumerate() {
        if index > 0 {
            name.push_str(", ");
        }
        push(argument, name);
    }
    name.push('>');
}

/// The path that a name ends with.
fn path_at_end(name: &str) -> String {
    let start = name.rfind(|c: char| !(c.is_alphanumeric() || "_:".contains(c)));
    name[start.map_or(0, |at| at + 1)..].into()
}

fn push_token(token: &str, name: &mut String) {
    match token {
        "," => name.push_str(", "),
        ";" => name.push_str("; "),
        "=" => name.push_str(" = "),
        "->" => name.push_str(" -> "),
        "+" => name.push_str(" + "),
        _ => {
            // Blanks stood between words.
            let is_after_word = name.ends_with(|c: char| c.is_alphanumeric() || "_\"".contains(c));
            if is_after_word && is_word(token) {
                name.push(' ');
            }
            name.push_str(token);
            if matches!(token, "mut" | "const") {
                name.push(' ');
            }
        }
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphanumeric() || "_{".contains(c))
}

/// The parts of a list, between the commas that no bracket encloses.
fn arguments<'a, 'b>(mut list: &'b [&'a str]) -> Vec<&'b [&'a str]> {
    let mut parts = Vec::new();
    while !list.is_empty() {
        let end = super::lookup::end_at(list, |token| token == ",");
        // A bracket that was never opened ends no list.
        let end = if end == 0 { 1 } else { end };
        parts.push(&list[..end]);
        list = list.get(end + 1..).unwrap_or(&[]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::printed;

    #[test]
    fn names_are_those_that_the_compiler_prints() {
        for (raw, expected) in [
            ("u8", "u8"),
            ("a::B", "a::B"),
            ("a::B<u8, [u16; 3]>", "a::B<u8, [u16; 3]>"),
            ("alloc::vec::Vec<u8, alloc::alloc::Global>", "alloc::vec::Vec<u8>"),
            ("alloc::raw_vec::RawVecInner<alloc::alloc::Global>", "alloc::raw_vec::RawVecInner"),
            (
                "alloc::vec::Vec<alloc::boxed::Box<a::B, alloc::alloc::Global>, alloc::alloc::Global>",
                "alloc::vec::Vec<alloc::boxed::Box<a::B>>",
            ),
            ("alloc::vec::Vec<u8, a::Memory>", "alloc::vec::Vec<u8, a::Memory>"),
            (
                "std::collections::hash::map::HashMap<u8, a::B, std::hash::random::RandomState, alloc::alloc::Global>",
                "std::collections::hash::map::HashMap<u8, a::B>",
            ),
            ("a::List<u8, alloc::alloc::Global>", "a::List<u8, alloc::alloc::Global>"),
            ("(u8)", "(u8,)"),
            ("((u8), a::B)", "((u8,), a::B)"),
            ("()", "()"),
            ("core::option::Option<(u8)>", "core::option::Option<(u8,)>"),
            ("fn(u8) -> (u8)", "fn(u8) -> (u8,)"),
            ("fn((u8, u16), &mut [a::B])", "fn((u8, u16), &mut [a::B])"),
            ("unsafe extern \"C\" fn(i32, *const u8)", "unsafe extern \"C\" fn(i32, *const u8)"),
            ("&(dyn a::T + core::marker::Send)", "&dyn a::T + core::marker::Send"),
            (
                "alloc::boxed::Box<(dyn core::ops::function::Fn<(u8, &str), Output=(u8)> + core::marker::Send), alloc::alloc::Global>",
                "alloc::boxed::Box<dyn core::ops::function::Fn(u8, &str) -> (u8,) + core::marker::Send>",
            ),
            ("&dyn core::ops::function::FnMut<(), Output=()>", "&dyn core::ops::function::FnMut()"),
            ("&dyn a::It<Item=u8>", "&dyn a::It<Item = u8>"),
            ("&mut dyn a::It<u8, Item=u8>", "&mut dyn a::It<u8, Item = u8>"),
            ("(*const (u8), &mut &u8)", "(*const (u8,), &mut &u8)"),
            ("a::B<-1, {CONST#5d}>", "a::B<-1, {CONST#5d}>"),
        ] {
            assert_eq!(printed(raw), expected, "{raw}");
        }
    }

    #[test]
    fn any_text_has_a_name() {
        for raw in ["(", ")", "<,>", "a<(", "fn(", "\",", ",", ",,", "(,)>", "Fn<(,"] {
            let _ = printed(raw);
        }
    }
}
