//! The derive, written before every struct, union and enum of a source file that is not ours.

use std::fmt::Write as _;
use std::ops::Range;

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// What is written before each item, behind its other attributes.
const DERIVE: &str = "#[derive(::layout_core::Layout)] ";

/// A source file with the derive before its types.
pub(super) struct Injected {
    pub(super) text: String,
    /// How many types have the derive.
    pub(super) derived: usize,
}

/// Adds the derive. Types that stand in calls of one of `macros` get it too; what stands in other
/// macros is none of ours. Each type that needs no type or constant argument also adds itself to
/// those that the program prints. Types called as in `without` stay as they are.
pub(super) fn inject(
    source: &str,
    macros: &[&str],
    without: &[&str],
) -> Result<Injected, proc_macro2::LexError> {
    let tokens: TokenStream = source.parse()?;
    let mut injector = Injector { macros, without, source, insertions: Vec::new(), derived: 0 };
    injector.walk(tokens, None);
    let Injector { mut insertions, derived, .. } = injector;
    insertions.sort_by_key(|insertion| insertion.at);
    let mut text = String::new();
    let mut copied = 0;
    for Insertion { at, what } in insertions {
        text.push_str(&source[copied..at]);
        text.push_str(&what);
        copied = at;
    }
    text.push_str(&source[copied..]);
    Ok(Injected { text, derived })
}

struct Injector<'a> {
    macros: &'a [&'a str],
    without: &'a [&'a str],
    source: &'a str,
    insertions: Vec<Insertion>,
    derived: usize,
}

struct Insertion {
    at: usize,
    what: String,
}

impl Injector<'_> {
    /// Walks the tokens of a file or of a group. In the call of a macro, what belongs behind a type
    /// goes to the end of the call.
    fn walk(&mut self, tokens: TokenStream, call_end: Option<usize>) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut index = 0;
        while index < tokens.len() {
            let rest = &tokens[index..];
            index += if let Some((name, group, len)) = macro_call(rest) {
                if self.macros.contains(&name.as_str()) {
                    let end = call_end.unwrap_or_else(|| range(&rest[len - 1]).end);
                    self.walk(group.stream(), Some(end));
                } else if name == "cfg_if" {
                    self.walk(group.stream(), call_end);
                }
                len
            } else if let Some(item) = Item::read(&tokens, index) {
                if !self.without.contains(&item.name.as_str()) {
                    self.add(&item, call_end);
                }
                item.len
            } else if is_punct(&rest[0], '#') {
                // The attribute's group must not be walked: it may hold anything.
                2
            } else {
                if let TokenTree::Group(group) = &rest[0] {
                    self.walk(group.stream(), call_end);
                }
                1
            };
        }
    }

    fn add(&mut self, item: &Item, call_end: Option<usize>) {
        self.derived += 1;
        self.insertions.push(Insertion { at: item.start, what: DERIVE.to_owned() });
        let Some(ty) = &item.instance else { return };
        let mut what = String::new();
        for attribute in &item.conditions {
            let _ = write!(what, " {}", &self.source[attribute.clone()]);
        }
        let _ = write!(
            what,
            " const _: () = {{ \
                 extern \"C\" fn register() {{ \
                     ::scale_support::register( \
                         ::core::any::type_name::<{ty}>(), \
                         &<{ty} as ::layout_core::Layout>::LAYOUT, \
                     ); \
                 }} \
                 #[used] #[link_section = \".init_array\"] \
                 static REGISTER: extern \"C\" fn() = register; \
             }};"
        );
        self.insertions.push(Insertion { at: call_end.unwrap_or(item.end), what });
    }
}

/// A struct, union or enum.
struct Item {
    name: String,
    /// Where its visibility or its keyword begins.
    start: usize,
    end: usize,
    /// How many tokens it has from its keyword on.
    len: usize,
    /// Its `cfg` attributes.
    conditions: Vec<Range<usize>>,
    /// The type, if it needs no arguments but lifetimes.
    instance: Option<String>,
}

impl Item {
    /// The item whose keyword is at an index.
    fn read(tokens: &[TokenTree], keyword: usize) -> Option<Self> {
        let name = match tokens.get(keyword..keyword + 3)? {
            [TokenTree::Ident(keyword), TokenTree::Ident(name), after] => {
                let begins = match keyword.to_string().as_str() {
                    "struct" => true,
                    "enum" | "union" => {
                        is_punct(after, '<') || is_braces(after) || is_ident(after, "where")
                    }
                    _ => false,
                };
                begins.then(|| name.to_string())?
            }
            _ => return None,
        };
        let is_end = |token: &TokenTree| is_braces(token) || is_punct(token, ';');
        let end = keyword + 2 + tokens[keyword + 2..].iter().position(is_end)?;
        let start = start_of_visibility(tokens, keyword);
        Some(Self {
            start: range(&tokens[start]).start,
            end: range(&tokens[end]).end,
            len: end + 1 - keyword,
            conditions: conditions(tokens, start),
            instance: instance(&name, &tokens[keyword + 2..end]),
            name,
        })
    }
}

/// The index of the first token of the visibility before a keyword; that of the keyword if there is
/// none.
fn start_of_visibility(tokens: &[TokenTree], keyword: usize) -> usize {
    match &tokens[..keyword] {
        [.., before, TokenTree::Group(_)] if is_ident(before, "pub") => keyword - 2,
        [.., before] if is_ident(before, "pub") => keyword - 1,
        _ => keyword,
    }
}

/// The `cfg` attributes before an index.
fn conditions(tokens: &[TokenTree], start: usize) -> Vec<Range<usize>> {
    let mut conditions = Vec::new();
    let mut rest = &tokens[..start];
    while let [before @ .., hash, TokenTree::Group(group)] = rest {
        if !is_punct(hash, '#') {
            break;
        }
        if group.stream().into_iter().next().is_some_and(|first| is_ident(&first, "cfg")) {
            conditions.push(range(hash).start..group.span().byte_range().end);
        }
        rest = before;
    }
    conditions
}

/// The type with lifetimes as its arguments, from the tokens between the name and the body. `None`
/// if it has other parameters without a default.
fn instance(name: &str, tokens: &[TokenTree]) -> Option<String> {
    if !tokens.first().is_some_and(|token| is_punct(token, '<')) {
        return Some(name.to_owned());
    }
    let mut lifetimes = 0;
    for parameter in parameters(&tokens[1..]) {
        if is_punct(parameter.first()?, '\'') {
            lifetimes += 1;
        } else if !parameter.iter().any(|token| is_punct(token, '=')) {
            return None;
        }
    }
    let lifetimes = vec!["'static"; lifetimes].join(", ");
    Some(format!("{name}<{lifetimes}>"))
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

/// The call of a macro that begins the tokens: its name, its group, and the number of its tokens up
/// to the end of the statement.
fn macro_call(tokens: &[TokenTree]) -> Option<(String, &Group, usize)> {
    let (name, group, len) = match tokens {
        [TokenTree::Ident(name), bang, TokenTree::Group(group), ..] if is_punct(bang, '!') => {
            (name, group, 3)
        }
        // macro_rules! name { ... }
        [TokenTree::Ident(name), bang, TokenTree::Ident(_), TokenTree::Group(group), ..]
            if is_punct(bang, '!') =>
        {
            (name, group, 4)
        }
        _ => return None,
    };
    let is_ended = tokens.get(len).is_some_and(|token| is_punct(token, ';'));
    Some((name.to_string(), group, if is_ended { len + 1 } else { len }))
}

fn range(token: &TokenTree) -> Range<usize> {
    token.span().byte_range()
}

fn is_punct(token: &TokenTree, what: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == what)
}

fn is_joint(token: &TokenTree, what: char) -> bool {
    matches!(token, TokenTree::Punct(punct)
        if punct.as_char() == what && punct.spacing() == Spacing::Joint)
}

fn is_ident(token: &TokenTree, what: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == what)
}

fn is_braces(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

#[cfg(test)]
mod tests {
    use super::{DERIVE, inject};

    /// The source with `@` for the derive, and `+` for what registers a type.
    fn marked(source: &str) -> String {
        let text = inject(source, &["items"], &["Without"]).expect("the source has tokens").text;
        let mut marked = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find("const _: ()") {
            marked.push_str(&rest[..at]);
            let ty = rest.split_once("type_name::<").expect("the type is named").1;
            marked.push('+');
            marked.push_str(ty.split_once(">()").expect("it ends").0);
            rest = rest.split_once("register; };").expect("it ends").1;
        }
        (marked + rest).replace(DERIVE, "@")
    }

    #[test]
    fn types_get_the_derive_and_register_themselves() {
        for (source, expected) in [
            ("struct A;", "@struct A; +A"),
            ("#[x] pub struct A(u8); fn f() {}", "#[x] @pub struct A(u8); +A fn f() {}"),
            ("pub(in a::b) enum A { B }", "@pub(in a::b) enum A { B } +A"),
            ("mod m { union A { b: u8 } }", "mod m { @union A { b: u8 } +A }"),
            ("struct Without;", "struct Without;"),
            ("let union = a; union { x }", "let union = a; union { x }"),
            ("fn f() { struct A { a: u8 } }", "fn f() { @struct A { a: u8 } +A }"),
            (
                "#[cfg(a)] #[b] #[cfg(c)] struct A;",
                "#[cfg(a)] #[b] #[cfg(c)] @struct A; #[cfg(c)] #[cfg(a)] +A",
            ),
        ] {
            assert_eq!(marked(source), expected);
        }
    }

    #[test]
    fn only_types_without_needed_arguments_register_themselves() {
        for (source, expected) in [
            ("struct A<T>(T);", "@struct A<T>(T);"),
            ("struct A<const N: usize>;", "@struct A<const N: usize>;"),
            ("struct A<T = u8>(T);", "@struct A<T = u8>(T); +A<>"),
            (
                "struct A<'a, 'b: 'a> where 'a: 'b { a: &'a u8 }",
                "@struct A<'a, 'b: 'a> where 'a: 'b { a: &'a u8 } +A<'static, 'static>",
            ),
            ("struct A<T: Fn(u8) -> B<u8, u8>>(T);", "@struct A<T: Fn(u8) -> B<u8, u8>>(T);"),
            ("struct A<F = fn() -> u8>(F);", "@struct A<F = fn() -> u8>(F); +A<>"),
        ] {
            assert_eq!(marked(source), expected);
        }
    }

    #[test]
    fn macros_are_left_alone_but_the_known_ones() {
        for (source, expected) in [
            ("macro_rules! m { () => { struct A; } }", "macro_rules! m { () => { struct A; } }"),
            ("other! { struct A; }", "other! { struct A; }"),
            (
                "items! { struct A { a: u8 } pub struct B {} } struct C;",
                "items! { @struct A { a: u8 } @pub struct B {} } +A +B @struct C; +C",
            ),
            ("items!(struct A;); x", "items!(@struct A;); +A x"),
            (
                "/* struct A; */ \"struct A;\" // struct A;",
                "/* struct A; */ \"struct A;\" // struct A;",
            ),
        ] {
            assert_eq!(marked(source), expected);
        }
    }
}
