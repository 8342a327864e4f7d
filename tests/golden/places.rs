//! At which place of the source the expansion of a field's type stands: where that type lacks something,
//! the compiler says so of the expansion too, and once only if both places are one.

use proc_macro2::{Ident, TokenStream, TokenTree};

/// The part of the source at which what is known of the field's type stands.
fn place_of_known(ty: &str) -> String {
    let source = format!("struct Holder<T> {{ field: {ty} }}");
    let input = source.parse().unwrap_or_else(|error| panic!("{source}: {error}"));
    let idents = idents(crate::expand::derive(input, true));
    let at = |name: &str| {
        let found = idents.iter().position(|ident| ident == name);
        found.unwrap_or_else(|| panic!("no `{name}` in {idents:?}"))
    };
    // It begins with the `__layout_` in front.
    let end = idents.iter().position(|ident| {
        ident == "__tail" || ident == "__TAIL" || ident == "__field" || ident == "__FIELD"
    });
    let at_end = end.unwrap_or_else(|| panic!("nothing is known of the field in {idents:?}"));
    let (first, last) = (&idents[at("LayoutProbe") - 1], &idents[at_end]);
    source[first.span().start().column..last.span().end().column].to_owned()
}

fn idents(tokens: TokenStream) -> Vec<Ident> {
    let inner = |token| match token {
        TokenTree::Ident(ident) => vec![ident],
        TokenTree::Group(group) => idents(group.stream()),
        _ => Vec::new(),
    };
    tokens.into_iter().flat_map(inner).collect()
}

#[test]
fn a_type_that_may_ask_for_something_is_blamed() {
    for ty in [
        "Ring<T>",
        "Ring<Ring<T>>",
        "<Option<Ring<T>>>::Item",
        // None in them is known to be at fault, or there is none.
        "Option<T>",
        "[Option<T>; 2]",
        "(Ring<T>, Option<Ring<u8>>)",
        "HashMap<Ring<u8>, Ring<T>>",
    ] {
        assert_eq!(place_of_known(ty), ty);
    }
}

#[test]
fn of_what_asks_for_nothing_the_one_inside_that_may_is_blamed() {
    for ty in [
        "Option<Ring<T>>",
        "Option<Vec<Box<Ring<T>>>>",
        "std::sync::Arc<Mutex<Ring<T>>>",
        "HashMap<u8, Ring<T>>",
        "Result<Ring<T>, Box<u8>>",
        "(u8, [Ring<T>; 2])",
        "Option<&'static Ring<T>>",
        "*const [Ring<T>]",
        "fn(u8, Ring<T>)",
        "fn() -> Ring<T>",
        "(Option<Ring<T>>, u8)",
    ] {
        assert_eq!(place_of_known(ty), "Ring<T>", "{ty}");
    }
}

/// The part of the source at which the call stands that asks what is known of a field's type.
fn place_of_call(ty: &str, function: &str) -> Option<String> {
    let source = format!("enum Holder<T> {{ First {{ it: {ty} }}, Last(T) }}");
    let input = source.parse().unwrap_or_else(|error| panic!("{source}: {error}"));
    let idents = idents(crate::expand::derive(input, true));
    let called = idents.iter().position(|ident| ident == function);
    let at = called.unwrap_or_else(|| panic!("no `{function}` in {idents:?}"));
    let (start, end) = (idents[at - 1].span(), idents[at].span());
    assert_eq!(idents[at - 1], "__layout_");
    // What is written as text stands where it does in that text.
    let is_placed = idents[at].span().source_text().as_deref() != Some(function);
    is_placed.then(|| source[start.start().column..end.end().column].to_owned())
}

/// The call stands where the type does if that may ask something of its parameters, and else nowhere.
#[test]
fn calls_stand_at_the_type_that_may_ask_for_something() {
    for function in ["field", "sampled"] {
        for (ty, place) in [
            ("Ring<T>", Some("Ring<T>")),
            ("<T as Trait>::Item", Some("<T as Trait>::Item")),
            ("Option<Ring<T>>", Some("Ring<T>")),
            ("Foreign", None),
            ("foreign::Foreign", None),
            ("(u8, Foreign)", None),
        ] {
            assert_eq!(place_of_call(ty, function).as_deref(), place, "{ty}");
        }
    }
}
