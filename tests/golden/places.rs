//! At which place of the source the expansion of a field's type stands: where that type lacks something,
//! the compiler says so of the expansion too, and once only if both places are one.

use proc_macro2::{Ident, TokenStream, TokenTree};

/// The part of the source at which what is known of the field's type stands.
fn place_of_known(ty: &str) -> String {
    let source = format!("struct Holder<T> {{ field: {ty} }}");
    let input = source.parse().unwrap_or_else(|error| panic!("{source}: {error}"));
    let idents = idents(crate::expand::derive(input));
    let at = |name: &str| {
        let found = idents.iter().position(|ident| ident == name);
        found.unwrap_or_else(|| panic!("no `{name}` in {idents:?}"))
    };
    // It begins with the `__layout_` in front.
    let (first, last) = (&idents[at("Known") - 1], &idents[at("__FIELD")]);
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
fn a_type_with_parameters_is_blamed_as_a_whole() {
    for ty in [
        "Ring<T>",
        "Option<T>",
        "[Option<T>; 2]",
        "(Option<Ring<T>>, u8)",
        "Cell<Ring<T>>",
        "my::Option<Ring<T>>",
        "Vec<Ring<T>, A>",
        "<Option<Ring<T>>>::Item",
    ] {
        assert_eq!(place_of_known(ty), ty);
    }
}

#[test]
fn of_what_the_prelude_holds_the_held_type_is_blamed() {
    for ty in ["Option<Ring<T>>", "Box<Ring<T>>", "Vec<Ring<T>>", "Option<Vec<Box<Ring<T>>>>"] {
        assert_eq!(place_of_known(ty), "Ring<T>", "{ty}");
    }
    assert_eq!(place_of_known("Option<&'static Ring<T>>"), "&'static Ring<T>");
}
