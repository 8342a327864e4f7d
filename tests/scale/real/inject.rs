//! The derive, written before every struct, union and enum of a source file that is not ours.

use std::fmt::Write as _;
use std::ops::Range;

use proc_macro2::{Group, TokenStream, TokenTree};

use super::item::{Item, conditions};
use super::tokens::{is_punct, range};

/// What is written before each item, behind its other attributes.
const DERIVE: &str = "#[derive(::layout_core::Layout)] ";

/// A source file with the derive before its types.
pub(super) struct Injected {
    pub(super) text: String,
    /// How many types have the derive.
    pub(super) derived: usize,
}

/// Where the derive goes, and what goes with it.
#[derive(Clone, Copy, Default)]
pub(super) struct Injection<'a> {
    /// The macros that pass the items and the attributes which they are given through: types that stand
    /// in calls of them get the derive.
    pub(super) macros: &'a [&'a str],
    /// Whether types that other macros of the file make get it too, where the macro is defined.
    pub(super) has_templates: bool,
    /// What types are called that stay as they are.
    pub(super) without: &'a [&'a str],
    /// What types are called of which the derive is to be told that their last field is not sized.
    pub(super) tailed: &'a [&'a str],
    /// Whether each type for whose parameters arguments are known also adds itself to those that the
    /// program prints.
    pub(super) registers: bool,
}

/// Adds the derive.
pub(super) fn inject(
    source: &str,
    injection: Injection<'_>,
) -> Result<Injected, proc_macro2::LexError> {
    let tokens: TokenStream = source.parse()?;
    let mut injector = Injector { injection, source, insertions: Vec::new(), derived: 0 };
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
    injection: Injection<'a>,
    source: &'a str,
    insertions: Vec<Insertion>,
    derived: usize,
}

/// The call of a macro that passes items: what belongs behind a type in it goes behind it.
struct Call {
    end: usize,
    /// Its `cfg` attributes.
    conditions: String,
}

struct Insertion {
    at: usize,
    what: String,
}

impl Injector<'_> {
    /// Walks the tokens of a file or of a group, which may be that of a macro's call.
    fn walk(&mut self, tokens: TokenStream, call: Option<&Call>) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut index = 0;
        while index < tokens.len() {
            let rest = &tokens[index..];
            index += if let Some(inner) = MacroCall::read(rest) {
                if self.passes_items(&inner.name) {
                    let conditions = self.conditions(&conditions(&tokens, index));
                    let end = range(&rest[inner.len - 1]).end;
                    let outer = Call { end, conditions };
                    self.walk(inner.group.stream(), Some(call.unwrap_or(&outer)));
                } else if inner.name == "cfg_if" {
                    self.walk(inner.group.stream(), call);
                } else if self.has_templates(&inner) {
                    self.walk_templates(inner.group.stream());
                }
                inner.len
            } else if let Some(item) = Item::read(&tokens, index) {
                if !self.injection.without.contains(&item.name.as_str()) {
                    self.add(&item, call);
                }
                item.len
            } else if is_punct(&rest[0], '#') {
                // The attribute's group must not be walked: it may hold anything.
                2
            } else {
                if let TokenTree::Group(group) = &rest[0] {
                    self.walk(group.stream(), call);
                }
                1
            };
        }
    }

    fn passes_items(&self, of: &str) -> bool {
        self.injection.macros.contains(&of)
    }

    /// Whether it defines a macro that makes types which get no derive where it is called.
    fn has_templates(&self, call: &MacroCall<'_>) -> bool {
        let defines = call.defines.as_ref();
        self.injection.has_templates && defines.is_some_and(|name| !self.passes_items(name))
    }

    /// Walks what a macro's definition says that its calls become: the groups behind `=>`.
    fn walk_templates(&mut self, arms: TokenStream) {
        let arms: Vec<TokenTree> = arms.into_iter().collect();
        for arm in arms.windows(3) {
            if let [equals, greater, TokenTree::Group(template)] = arm {
                if is_punct(equals, '=') && is_punct(greater, '>') {
                    self.walk(template.stream(), None);
                }
            }
        }
    }

    fn add(&mut self, item: &Item, call: Option<&Call>) {
        self.derived += 1;
        self.insertions.push(Insertion { at: item.start, what: DERIVE.to_owned() });
        if self.injection.tailed.contains(&item.name.as_str()) {
            let what = "#[layout(unsized)] ".to_owned();
            self.insertions.extend(item.last_field.map(|at| Insertion { at, what }));
        }
        let Some(ty) = item.instance.as_ref().filter(|_| self.injection.registers) else { return };
        let mut what = self.conditions(&item.conditions);
        if let Some(call) = call {
            what += &call.conditions;
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
                 #[used] #[unsafe(link_section = \".init_array\")] \
                 static REGISTER: extern \"C\" fn() = register; \
             }};"
        );
        let at = call.map_or(item.end, |call| call.end);
        self.insertions.push(Insertion { at, what });
    }

    /// The attributes at these places.
    fn conditions(&self, places: &[Range<usize>]) -> String {
        let attributes = places.iter().flat_map(|place| [" ", &self.source[place.clone()]]);
        attributes.collect()
    }
}

/// The call of a macro, or the definition of one.
struct MacroCall<'a> {
    name: String,
    /// The macro that is defined.
    defines: Option<String>,
    group: &'a Group,
    /// How many tokens it has up to the end of the statement.
    len: usize,
}

impl<'a> MacroCall<'a> {
    /// The one that begins the tokens.
    fn read(tokens: &'a [TokenTree]) -> Option<Self> {
        let (name, defines, group, len) = match tokens {
            [TokenTree::Ident(name), bang, TokenTree::Group(group), ..] if is_punct(bang, '!') => {
                (name, None, group, 3)
            }
            // macro_rules! name { ... }
            [TokenTree::Ident(name), bang, TokenTree::Ident(of), TokenTree::Group(group), ..]
                if is_punct(bang, '!') =>
            {
                (name, Some(of.to_string()), group, 4)
            }
            _ => return None,
        };
        let is_ended = tokens.get(len).is_some_and(|token| is_punct(token, ';'));
        let len = if is_ended { len + 1 } else { len };
        Some(Self { name: name.to_string(), defines, group, len })
    }
}

#[cfg(test)]
mod tests {
    use super::{DERIVE, Injection, inject};

    const INJECTION: Injection<'_> = Injection {
        macros: &["items"],
        has_templates: false,
        without: &["Without"],
        tailed: &["Tailed"],
        registers: true,
    };

    fn marked(source: &str) -> String {
        marked_by(INJECTION, source)
    }

    /// The source with `@` for the derive, and `+` for what registers a type.
    fn marked_by(injection: Injection<'_>, source: &str) -> String {
        let text = inject(source, injection).expect("the source has tokens").text;
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
    fn tails_are_said_to_be_unsized() {
        for (source, expected) in [
            (
                "struct Tailed(u8, A<u8, u8>);",
                "@struct Tailed(u8, #[layout(unsized)] A<u8, u8>); +Tailed",
            ),
            (
                "struct Tailed<F: Fn(u8) -> u8>(pub F, pub u8,) where F: G;",
                "@struct Tailed<F: Fn(u8) -> u8>(pub F, #[layout(unsized)] pub u8,) where F: G;",
            ),
            (
                "struct Tailed { a: B<fn() -> u8, u8>, }",
                "@struct Tailed { #[layout(unsized)] a: B<fn() -> u8, u8>, } +Tailed",
            ),
        ] {
            assert_eq!(marked(source), expected);
        }
    }

    #[test]
    fn types_whose_parameters_take_anything_register_an_instance() {
        for (source, expected) in [
            ("struct A<T>(T);", "@struct A<T>(T); +A<u32>"),
            ("struct A<const N: usize>;", "@struct A<const N: usize>; +A<3>"),
            ("struct A<const B: bool, T = u8>;", "@struct A<const B: bool, T = u8>; +A<true>"),
            ("struct A<T = u8>(T);", "@struct A<T = u8>(T); +A<>"),
            (
                "struct A<'a, 'b: 'a> where 'a: 'b { a: &'a u8 }",
                "@struct A<'a, 'b: 'a> where 'a: 'b { a: &'a u8 } +A<'static, 'static>",
            ),
            ("struct A<F = fn() -> u8>(F);", "@struct A<F = fn() -> u8>(F); +A<>"),
            (
                "struct A<T: ?Sized + 'static + fmt::Debug>(T);",
                "@struct A<T: ?Sized + 'static + fmt::Debug>(T); +A<u32>",
            ),
            ("struct A<T, B: C = D>(T, B);", "@struct A<T, B: C = D>(T, B); +A<u32>"),
        ] {
            assert_eq!(marked(source), expected);
        }
    }

    #[test]
    fn types_that_ask_for_more_register_none() {
        for source in [
            "struct A<T: Fn(u8) -> B<u8, u8>>(T);",
            "struct A<T: Iterator + Clone>(T);",
            "struct A<T: Iterator<Item = u8>>(T);",
            "struct A<T> where T: Iterator { t: T }",
            "struct A<#[a] T>(T);",
            "struct A<T, B: C<T> = D>(T, B);",
        ] {
            assert_eq!(marked(source), format!("@{source}"));
        }
    }

    #[test]
    fn types_that_macros_make_get_the_derive_where_they_are_defined() {
        let injection = Injection { has_templates: true, ..INJECTION };
        for (source, expected) in [
            (
                "macro_rules! m { (struct $a:ident) => { $(#[$b])* $vis struct $a; struct B; } }",
                "macro_rules! m { (struct $a:ident) => { $(#[$b])* @$vis struct $a; +$a @struct B; +B } }",
            ),
            (
                "macro_rules! m { () => { #[cfg(b)] $(#[$c])* struct A; } }",
                "macro_rules! m { () => { #[cfg(b)] $(#[$c])* @struct A; #[cfg(b)] +A } }",
            ),
            (
                "macro_rules! m { () => { struct A<$t>; } }",
                "macro_rules! m { () => { @struct A<$t>; } }",
            ),
            (
                "macro_rules! items { ($a:item) => { struct A; } }",
                "macro_rules! items { ($a:item) => { struct A; } }",
            ),
        ] {
            assert_eq!(marked_by(injection, source), expected);
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
                "#[cfg(a)] items!(#[cfg(b)] struct A;);",
                "#[cfg(a)] items!(#[cfg(b)] @struct A;); #[cfg(b)] #[cfg(a)] +A",
            ),
            (
                "/* struct A; */ \"struct A;\" // struct A;",
                "/* struct A; */ \"struct A;\" // struct A;",
            ),
        ] {
            assert_eq!(marked(source), expected);
        }
    }
}
