//! Which structs may end in a field that is not sized, as far as their text shows.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use crate::model::Input;

/// Whether a struct may end so, and whether it is seen to.
fn tail(source: &str) -> (bool, bool) {
    tail_of(source.parse().unwrap_or_else(|error| panic!("{source}: {error}")))
}

fn tail_of(source: TokenStream) -> (bool, bool) {
    let input = Input::read(source, &mut Vec::new()).expect("it is a struct");
    (input.tail().is_some(), input.unsized_tail().is_some())
}

#[test]
fn tails_that_are_not_sized() {
    for source in [
        "struct Tailed { length: u8, bytes: [u8] }",
        "struct Tailed(([u8]));",
        "struct Tailed(u8, dyn Fn());",
        "struct Tailed(u8, dyn ::std::fmt::Debug);",
        "struct Tailed(u8, dyn for<'a> Fn(&'a u8) + Send);",
        "struct Tailed(u8, dyn (Fn()) + Send);",
        "struct Tailed(u8, Debug + Send);",
        "struct Tailed(u8, pub(crate) ((dyn Fn())));",
        "struct Tailed(u8, #[layout(unsized)] dyn Trait);",
        "struct Tailed(u8, (dyn Fn() + Send));",
    ] {
        assert_eq!(tail(source), (true, true), "{source}");
    }
}

#[test]
fn tails_that_may_be_sized() {
    for source in [
        "struct Tailed(str);",
        "struct Tailed(u8, Path);",
        "struct Tailed(u8, String);",
        "struct Tailed(my::str);",
        "struct Tailed(u8, #[layout(unsized)] u8);",
        "struct Tailed(u8, (u8, [u8]));",
        "struct Tailed(u8, (u8, Path));",
        "struct Tailed(u8, Cell<dyn Fn()>);",
        "struct Tailed(u8, text!());",
        "struct Tailed<T: Trait>(u8, T::Item);",
        "struct Tailed<T: ?Sized>(u8, std::cell::Cell<T>);",
        "struct Tailed<T: ?Sized>(u8, T);",
        "struct Tailed<U, T: Clone + ?Sized>(U, T);",
        "struct Tailed<U, T>(U, T) where U: Clone, T: ?Sized;",
        "struct Tailed<T>(u8, T) where T: Clone, T: ?Sized;",
        "struct Tailed<T>(T, Path);",
        "struct Tailed<const Path: usize>(u8, Path);",
        "struct Tailed<T>(u8, ::T);",
    ] {
        assert_eq!(tail(source), (true, false), "{source}");
    }
}

#[test]
fn what_is_seen_to_be_sized_has_no_tail() {
    for source in [
        "struct Sized;",
        "struct Sized(u32);",
        "struct Sized(&'static [u8]);",
        "struct Sized(*const str);",
        "struct Sized(fn(Box<str>) -> Path);",
        "struct Sized([u8; 4]);",
        "struct Sized(());",
        "struct Sized((Path, u8));",
        "struct Sized<T>(T);",
        "struct Sized<T: Clone>(T) where T: Copy;",
        "struct Sized<U: ?Sized, T>(Box<U>, T);",
        "struct Sized<U, T>(Box<U>, T) where U: ?Sized;",
        "struct Sized<T>(T) where Box<T>: Clone, [T]: ?Sized;",
        "struct Sized<T: Trait>(T) where T::Item: ?Sized;",
        "struct Sized(u8, !);",
        "union Sized { bytes: [u8; 4] }",
        "enum Sized { Bytes([u8; 4]) }",
    ] {
        assert_eq!(tail(source), (false, false), "{source}");
    }
}

/// What a macro was given stands in a group without delimiters.
#[test]
fn names_that_a_macro_was_given_are_read() {
    let given = |tokens: TokenStream| TokenTree::from(Group::new(Delimiter::None, tokens));
    let (name, other) = (given(quote!(T)), given(quote!(U)));
    let path = given(quote!(::T));
    let lifetime = given(quote!('a));
    for (source, expected) in [
        (quote!(struct Sized<T>(u8, #name);), (false, false)),
        (quote!(struct Tailed<T: ?Sized>(u8, #name);), (true, false)),
        (quote!(struct Tailed<T>(u8, #path);), (true, false)),
        (quote!(struct Tailed<T>(u8, T) where #name: ?Sized;), (true, false)),
        (quote!(struct Sized<T, U>(u8, T) where #other: ?Sized;), (false, false)),
        (
            quote!(
                struct Sized<T>(u8, T)
                where
                    (T): ?Sized;
            ),
            (false, false),
        ),
        (quote!(struct Sized<#lifetime, T>(&#lifetime [u8], T);), (false, false)),
        (quote!(struct Sized<T>(T, &#lifetime mut [u8]);), (false, false)),
        (quote!(struct Tailed<#lifetime, T: ?Sized>(u8, T);), (true, false)),
    ] {
        let text = source.to_string();
        assert_eq!(tail_of(source), expected, "{text}");
    }
}

#[test]
fn parameters_and_visibilities_that_a_macro_was_given_are_read() {
    let given = |tokens: TokenStream| TokenTree::from(Group::new(Delimiter::None, tokens));
    let (lifetime, nothing) = (given(quote!('a)), given(quote!()));
    let (visible, restricted) = (given(quote!(pub)), given(quote!(pub(crate))));
    let ty = given(quote!(Path));
    let input = quote! { #visible struct Given<#lifetime, T>(#nothing u8, #restricted T, #ty); };
    let output = crate::without_spaces(&crate::expand::derive(input.clone(), true).to_string());
    assert!(output.contains("unsafeimpl<'a,T,>"), "{output}");
    let input = Input::read(input, &mut Vec::new()).expect("it is a struct");
    let types: Vec<&str> = input.body.fields().iter().map(|it| it.type_text.as_str()).collect();
    assert_eq!(types, ["u8", "T", "Path"]);
}
