//! A type with arguments for its parameters, by which it can be compared.

use proc_macro2::TokenTree;

use super::tokens::{is_ident, is_joint, is_punct};

/// The traits of `core` that `u32` has. A crate which has others of these names is none of those known.
const TRAITS: [&str; 14] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Display",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Send",
    "Sized",
    "Sync",
    "Unpin",
];

/// The type with lifetimes, `u32` and 3 as its arguments, from the tokens between the name and the body.
/// `None` if these may not be what it asks for.
pub(super) fn instance(name: &str, tokens: &[TokenTree]) -> Option<String> {
    // What a macro is given may be anything.
    if tokens.iter().any(|token| is_punct(token, '$')) {
        return None;
    }
    if !tokens.first().is_some_and(|token| is_punct(token, '<')) {
        return Some(name.to_owned());
    }
    let parameters = parameters(&tokens[1..]);
    let needed = parameters.iter().filter(|tokens| !has_default(tokens));
    let arguments = needed.map(|tokens| argument(tokens)).collect::<Option<Vec<_>>>()?;
    let has_given = arguments.iter().any(|argument| *argument != "'static");
    let is_where = |token: &TokenTree| is_ident(token, "where");
    if has_given && (tokens.iter().any(is_where) || is_default_asked(&parameters)) {
        return None;
    }
    Some(format!("{name}<{}>", arguments.join(", ")))
}

/// Whether a parameter has a default.
fn has_default(parameter: &[TokenTree]) -> bool {
    let mut depth = 0;
    parameter.iter().any(|token| {
        depth += i32::from(is_punct(token, '<')) - i32::from(is_punct(token, '>'));
        depth == 0 && is_punct(token, '=')
    })
}

/// Whether something is asked of a parameter with a default that has to do with other parameters.
fn is_default_asked(parameters: &[&[TokenTree]]) -> bool {
    let names: Vec<String> =
        parameters.iter().filter_map(|tokens| tokens.first()).map(ToString::to_string).collect();
    let has_bounds = |tokens: &&&[TokenTree]| tokens.iter().any(|token| is_punct(token, ':'));
    let asked = parameters.iter().filter(|tokens| has_default(tokens)).filter(has_bounds);
    asked.flat_map(|tokens| &tokens[1..]).any(|token| names.contains(&token.to_string()))
}

/// What is given for a parameter.
fn argument(parameter: &[TokenTree]) -> Option<&'static str> {
    match parameter {
        [first, ..] if is_punct(first, '\'') => Some("'static"),
        [first, _, colon, TokenTree::Ident(ty)]
            if is_ident(first, "const") && is_punct(colon, ':') =>
        {
            match ty.to_string().as_str() {
                "bool" => Some("true"),
                "char" => Some("'x'"),
                _ => Some("3"),
            }
        }
        [TokenTree::Ident(_)] => Some("u32"),
        [TokenTree::Ident(_), colon, bounds @ ..] if is_punct(colon, ':') => {
            let mut bounds = bounds.split(|token| is_punct(token, '+'));
            bounds.all(is_met_by_u32).then_some("u32")
        }
        _ => None,
    }
}

fn is_met_by_u32(bound: &[TokenTree]) -> bool {
    match bound {
        [] => true,
        [quote, _] if is_punct(quote, '\'') => true,
        [relaxed, TokenTree::Ident(name)] if is_punct(relaxed, '?') => name == "Sized",
        [path @ .., TokenTree::Ident(name)] => {
            let is_path =
                |token: &TokenTree| matches!(token, TokenTree::Ident(_)) || is_punct(token, ':');
            path.iter().all(is_path) && TRAITS.iter().any(|known| name == known)
        }
        _ => false,
    }
}

/// The generic parameters of which the list begins here, and ends with its `>`.
fn parameters(tokens: &[TokenTree]) -> Vec<&[TokenTree]> {
    let mut depth = 0;
    let mut start = 0;
    let mut parameters = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Punct(punct) = token else { continue };
        // The `>` of `->` closes nothing.
        let is_arrow = index > 0 && is_joint(&tokens[index - 1], '-');
        match punct.as_char() {
            '<' => depth += 1,
            '>' if is_arrow => {}
            '>' if depth > 0 => depth -= 1,
            ',' if depth > 0 => {}
            ',' | '>' => {
                if index > start {
                    parameters.push(&tokens[start..index]);
                }
                start = index + 1;
                if punct.as_char() == '>' {
                    break;
                }
            }
            _ => {}
        }
    }
    parameters
}
