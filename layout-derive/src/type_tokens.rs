//! A type as the user wrote it, and the little that its tokens tell.
//!
//! The compiler reads the tokens: an array's length, or an argument of a constant, can be any expression, of
//! which nothing is understood here.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};
use syn::parse::{Parse, ParseStream, Result};

use crate::tokens::{as_group, closing, is_joint, is_punct, is_word, items, lifetime_len};

/// The tokens of a type.
#[derive(Clone)]
pub(crate) struct TypeTokens(Vec<TokenTree>);

/// A type, as far as its tokens are understood.
pub(crate) enum Form {
    /// `Vec<u8>`, `<T as Trait>::Item`
    Path(TypePath),
    /// `(A, B)`
    Tuple(Vec<TypeTokens>),
    /// `[T; N]`
    Array(TypeTokens),
    /// `[T]`
    Slice(TypeTokens),
    /// `&T`, `*const T`
    Pointer(TypeTokens),
    /// `fn(A) -> B`: the types of its arguments, and of what it returns if that is written.
    Function(Vec<TypeTokens>),
    /// `dyn Trait`, also without the `dyn`.
    TraitObject,
    /// `!`
    Never,
    /// A macro's call, or what is not understood.
    Other,
}

/// A path to a type.
pub(crate) struct TypePath {
    /// The `T` of `<T as Trait>::Item`.
    pub(crate) of: Option<TypeTokens>,
    pub(crate) segments: Vec<Segment>,
    /// All but the arguments of the last segment.
    without_arguments: Vec<TokenTree>,
}

/// A part of a path between `::`.
pub(crate) struct Segment {
    pub(crate) ident: Ident,
    pub(crate) arguments: Arguments,
}

/// What stands behind the name of a segment.
pub(crate) enum Arguments {
    None,
    /// `<'a, T, N>`: an argument that is surely no type is `None`.
    Angles(Vec<Option<TypeTokens>>),
    /// `(A) -> B`
    Parentheses,
}

impl TypeTokens {
    pub(crate) fn new(tokens: Vec<TokenTree>) -> Self {
        Self(tokens)
    }

    pub(crate) fn tokens(&self) -> &[TokenTree] {
        &self.0
    }

    /// The name that the type is, as most are: `u8`.
    pub(crate) fn as_ident(&self) -> Option<&Ident> {
        match self.0.as_slice() {
            [TokenTree::Ident(ident)] => Some(ident),
            _ => None,
        }
    }

    /// The type without the parentheses, or the invisible delimiters of a macro's argument, around it.
    pub(crate) fn form(&self) -> Form {
        form(&self.0)
    }
}

impl ToTokens for TypeTokens {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.0);
    }
}

impl From<TokenStream> for TypeTokens {
    fn from(tokens: TokenStream) -> Self {
        Self(tokens.into_iter().collect())
    }
}

/// Reads a type among other tokens, and no further.
impl Parse for TypeTokens {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let ahead: Vec<TokenTree> = input.fork().parse::<TokenStream>()?.into_iter().collect();
        let mut rest = ahead.as_slice();
        if skip_type(&mut rest).is_none() {
            return Err(input.error("expected a type"));
        }
        let count = ahead.len() - rest.len();
        let tokens = (0..count).map(|_| input.parse()).collect::<Result<_>>()?;
        Ok(Self(tokens))
    }
}

impl TypePath {
    /// The name that the path is.
    pub(crate) fn as_ident(&self) -> Option<&Ident> {
        match self.segments.as_slice() {
            [Segment { ident, arguments: Arguments::None }]
                if self.without_arguments.len() == 1 =>
            {
                Some(ident)
            }
            _ => None,
        }
    }

    pub(crate) fn without_arguments(&self) -> TokenStream {
        self.without_arguments.iter().cloned().collect()
    }

    /// Reads a path, and whether nothing stands behind it.
    fn read(tokens: &[TokenTree]) -> Option<Self> {
        let mut path = Self { of: None, segments: Vec::new(), without_arguments: Vec::new() };
        let mut rest = tokens;
        if is_punct(rest.first(), '<') {
            let end = closing(rest)?;
            path.of = Some(TypeTokens(before_as(&rest[1..end]).to_vec()));
            rest = &rest[end + 1..];
        }
        loop {
            skip_separator(&mut rest);
            let (first, behind) = rest.split_first()?;
            let ident = match first {
                TokenTree::Ident(ident) => ident.clone(),
                _ => return None,
            };
            path.without_arguments = tokens[..tokens.len() - behind.len()].to_vec();
            rest = behind;
            let arguments = Arguments::read(&mut rest)?;
            path.segments.push(Segment { ident, arguments });
            if rest.is_empty() {
                return Some(path);
            }
            if !is_joint(rest.first(), ':') {
                return None;
            }
        }
    }
}

impl Arguments {
    /// Reads what stands behind a name and belongs to it.
    fn read(rest: &mut &[TokenTree]) -> Option<Self> {
        // Behind `::` as well.
        let angles = if is_joint(rest.first(), ':') { rest.get(2..)? } else { *rest };
        if is_punct(angles.first(), '<') {
            let end = closing(angles)?;
            *rest = &angles[end + 1..];
            return Some(Self::Angles(items(&angles[1..end]).into_iter().map(argument).collect()));
        }
        if as_group(rest.first(), Delimiter::Parenthesis).is_some() {
            *rest = &rest[1..];
            if is_joint(rest.first(), '-') {
                *rest = rest.get(2..)?;
                skip_type(rest)?;
            }
            return Some(Self::Parentheses);
        }
        Some(Self::None)
    }
}

/// A generic argument, if it may be a type.
fn argument(tokens: &[TokenTree]) -> Option<TypeTokens> {
    let mut rest = tokens;
    let is_type = lifetime_len(rest) == 0 && skip_type(&mut rest).is_some() && rest.is_empty();
    is_type.then(|| TypeTokens(tokens.to_vec()))
}

/// What stands before the `as` in the angle brackets that begin a path.
fn before_as(tokens: &[TokenTree]) -> &[TokenTree] {
    let mut rest = tokens;
    match skip_type(&mut rest) {
        Some(()) => &tokens[..tokens.len() - rest.len()],
        None => tokens,
    }
}

fn skip_separator(rest: &mut &[TokenTree]) {
    if is_joint(rest.first(), ':') && is_punct(rest.get(1), ':') {
        *rest = &rest[2..];
    }
}

fn form(tokens: &[TokenTree]) -> Form {
    let Some((first, rest)) = tokens.split_first() else { return Form::Other };
    match first {
        TokenTree::Group(group) if rest.is_empty() => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            match group.delimiter() {
                Delimiter::None => form(&inner),
                Delimiter::Parenthesis => {
                    let types = types(&inner);
                    let is_tuple = types.len() != 1 || is_punct(inner.last(), ',');
                    if is_tuple { Form::Tuple(types) } else { form(&inner) }
                }
                Delimiter::Bracket => {
                    match inner.iter().position(|token| is_punct(Some(token), ';')) {
                        Some(end) => Form::Array(TypeTokens(inner[..end].to_vec())),
                        None => Form::Slice(TypeTokens(inner)),
                    }
                }
                Delimiter::Brace => Form::Other,
            }
        }
        TokenTree::Group(_) | TokenTree::Literal(_) => Form::Other,
        TokenTree::Punct(punct) => match punct.as_char() {
            '!' if rest.is_empty() => Form::Never,
            '&' => Form::Pointer(TypeTokens(pointee(rest).to_vec())),
            '*' => Form::Pointer(TypeTokens(rest.get(1..).unwrap_or_default().to_vec())),
            '?' | '\'' => Form::TraitObject,
            _ => path(tokens),
        },
        TokenTree::Ident(ident) => match ident.to_string().as_str() {
            "dyn" | "impl" if begins_bounds(rest) => Form::TraitObject,
            "for" => {
                let end = closing(rest).map_or(rest.len(), |end| end + 1);
                match form(&rest[end..]) {
                    function @ Form::Function(_) => function,
                    _ => Form::TraitObject,
                }
            }
            "unsafe" | "extern" | "fn" => function(tokens),
            _ => path(tokens),
        },
    }
}

/// The types between commas.
fn types(tokens: &[TokenTree]) -> Vec<TypeTokens> {
    items(tokens).into_iter().map(|item| TypeTokens(item.to_vec())).collect()
}

/// What stands behind `&`, `'a` and `mut`.
fn pointee(mut rest: &[TokenTree]) -> &[TokenTree] {
    rest = rest.get(lifetime_len(rest)..).unwrap_or_default();
    if is_word(rest.first(), "mut") {
        rest = &rest[1..];
    }
    rest
}

fn path(tokens: &[TokenTree]) -> Form {
    match TypePath::read(tokens) {
        Some(path) => Form::Path(path),
        None => {
            let mut rest = tokens;
            // A trait object of the edition 2015.
            let is_sum = skip_path(&mut rest).is_some() && is_punct(rest.first(), '+');
            if is_sum { Form::TraitObject } else { Form::Other }
        }
    }
}

fn function(tokens: &[TokenTree]) -> Form {
    let arguments = tokens.iter().position(|token| matches!(token, TokenTree::Group(_)));
    let Some(at) = arguments else { return Form::Other };
    let Some(arguments) = as_group(tokens.get(at), Delimiter::Parenthesis) else {
        return Form::Other;
    };
    let arguments: Vec<TokenTree> = arguments.stream().into_iter().collect();
    let mut types: Vec<_> =
        items(&arguments).into_iter().map(|item| TypeTokens(without_name(item).to_vec())).collect();
    if let Some(output) = tokens.get(at + 3..).filter(|output| !output.is_empty()) {
        types.push(TypeTokens(output.to_vec()));
    }
    Form::Function(types)
}

/// The type of an argument, which may have attributes and a name.
fn without_name(mut item: &[TokenTree]) -> &[TokenTree] {
    while is_punct(item.first(), '#') {
        item = item.get(2..).unwrap_or_default();
    }
    let is_named = matches!(item.first(), Some(TokenTree::Ident(_)))
        && is_punct(item.get(1), ':')
        && !is_joint(item.get(1), ':');
    if is_named { &item[2..] } else { item }
}

/// Passes over a type.
fn skip_type(rest: &mut &[TokenTree]) -> Option<()> {
    let (first, behind) = rest.split_first()?;
    match first {
        TokenTree::Group(group) => {
            *rest = behind;
            return (group.delimiter() != Delimiter::Brace).then_some(());
        }
        TokenTree::Literal(_) => return None,
        TokenTree::Punct(punct) => match punct.as_char() {
            '!' => *rest = behind,
            '&' => {
                *rest = pointee(behind);
                return skip_type(rest);
            }
            '*' => {
                *rest = behind.get(1..)?;
                return skip_type(rest);
            }
            '?' => skip_bounds(rest)?,
            // The first half of a path.
            '<' | ':' => skip_path(rest)?,
            _ => return None,
        },
        TokenTree::Ident(ident) => match ident.to_string().as_str() {
            "dyn" | "impl" if begins_bounds(behind) => {
                *rest = behind;
                skip_bounds(rest)?;
            }
            "for" => {
                *rest = &behind[closing(behind)? + 1..];
                return skip_type(rest);
            }
            "unsafe" => {
                *rest = behind;
                return skip_type(rest);
            }
            "extern" => {
                let has_name = matches!(behind.first(), Some(TokenTree::Literal(_)));
                *rest = &behind[usize::from(has_name)..];
                return skip_type(rest);
            }
            "fn" => {
                as_group(behind.first(), Delimiter::Parenthesis)?;
                *rest = &behind[1..];
                if is_joint(rest.first(), '-') {
                    *rest = rest.get(2..)?;
                    return skip_type(rest);
                }
            }
            "as" | "const" | "mut" | "in" | "where" => return None,
            _ => {
                skip_path(rest)?;
                if is_punct(rest.first(), '+') {
                    *rest = &rest[1..];
                    skip_bounds(rest)?;
                }
            }
        },
    }
    Some(())
}

/// Whether bounds stand behind `dyn`, which is a name in the edition 2015.
fn begins_bounds(rest: &[TokenTree]) -> bool {
    match rest.first() {
        Some(TokenTree::Ident(ident)) => ident != "as",
        Some(TokenTree::Group(group)) => group.delimiter() != Delimiter::Bracket,
        Some(TokenTree::Punct(_)) => {
            ['\'', '?'].iter().any(|&char| is_punct(rest.first(), char))
                || is_joint(rest.first(), ':')
        }
        Some(TokenTree::Literal(_)) | None => false,
    }
}

/// Passes over bounds with `+` between them.
fn skip_bounds(rest: &mut &[TokenTree]) -> Option<()> {
    loop {
        let lifetime = lifetime_len(rest);
        if lifetime > 0 {
            *rest = rest.get(lifetime..)?;
        } else if matches!(rest.first(), Some(TokenTree::Group(_))) {
            *rest = &rest[1..];
        } else {
            if is_punct(rest.first(), '?') {
                *rest = &rest[1..];
            }
            if is_word(rest.first(), "for") {
                *rest = &rest[1 + closing(&rest[1..])? + 1..];
            }
            skip_path(rest)?;
        }
        if !is_punct(rest.first(), '+') {
            return Some(());
        }
        *rest = &rest[1..];
    }
}

/// Passes over a path, or over a macro's call.
fn skip_path(rest: &mut &[TokenTree]) -> Option<()> {
    if is_punct(rest.first(), '<') {
        *rest = &rest[closing(rest)? + 1..];
    }
    loop {
        skip_separator(rest);
        if !matches!(rest.first(), Some(TokenTree::Ident(_))) {
            return None;
        }
        *rest = &rest[1..];
        Arguments::read(rest)?;
        if is_punct(rest.first(), '!') && matches!(rest.get(1), Some(TokenTree::Group(_))) {
            *rest = &rest[2..];
            return Some(());
        }
        if !is_joint(rest.first(), ':') {
            return Some(());
        }
    }
}

#[cfg(test)]
mod tests {
    use syn::parse::{ParseStream, Parser};

    use super::{Form, TypeTokens};
    use crate::type_text::tokens_text;

    fn form_of(text: &str) -> Form {
        TypeTokens::from(text.parse::<proc_macro2::TokenStream>().expect(text)).form()
    }

    #[test]
    fn a_type_ends_where_others_begin() {
        for ty in [
            "u8",
            "Vec<u8>",
            "Vec<Vec<u8>>",
            "Vec::<u8>",
            "a::b::<'a, 3>::C",
            "::core::primitive::u8",
            "<T as Trait<u8, 2>>::Item",
            "<T>::Item",
            "<<T as A>::B as C>::D",
            "&'a mut [u8; { let x = 2; x }]",
            "&&u8",
            "*const *mut u8",
            "(u8, u16)",
            "[u8; if N > 2 { 3 } else { 4 }]",
            "C<{ match N { 3 => 1, _ => 2 } }>",
            "C<-1>",
            "!",
            "dyn Fn(u8) -> u8 + Send + 'static",
            "dyn for<'a> Fn(&'a u8)",
            "for<'a> fn(&'a u8) -> Vec<u8>",
            "unsafe extern \"C\" fn(u8, ...)",
            "extern fn()",
            "Box<dyn Fn(u8) -> Vec<u8>>",
            "Display + Send",
            "foreign!(u8)",
            "a::foreign![u8]",
            "$crate::Item",
            "<dyn as Trait>::Item",
            "?Sized + Send",
            "r#type",
            "_",
        ] {
            for (behind, kept) in [
                ("", ""),
                (", size == 8", ", size = = 8"),
                (" size == 8", "size = = 8"),
                (" != 8", "! = 8"),
            ] {
                let parser = |input: ParseStream<'_>| {
                    Ok((input.parse::<TypeTokens>()?, input.parse::<proc_macro2::TokenStream>()?))
                };
                // As a `$` is a mark of its own outside of a macro's expansion.
                let text = format!("{}{behind}", ty.replace('$', ""));
                let (read, rest) =
                    parser.parse_str(&text).unwrap_or_else(|it| panic!("{text}: {it}"));
                let expected: proc_macro2::TokenStream = ty.replace('$', "").parse().expect(ty);
                assert_eq!(
                    tokens_text(read.tokens().iter().cloned().collect()),
                    tokens_text(expected)
                );
                assert_eq!(tokens_text(rest), kept, "{text}");
            }
        }
        for text in ["", "8", ", u8", "== 8", "{ 8 }", "as u8", "Vec<u8", "\"u8\"", "#[a] u8"] {
            assert!(syn::parse_str::<TypeTokens>(text).is_err(), "{text}");
        }
        // None begins with such a word, whatever follows.
        let begins = |input: ParseStream<'_>| {
            let begins = input.parse::<TypeTokens>().is_ok();
            Ok((begins, input.parse::<proc_macro2::TokenStream>()?))
        };
        for text in ["as u8", "const u8", "mut u8", "in u8", "where u8", "fn", "fn u8"] {
            let (begins, _) = begins.parse_str(text).expect(text);
            assert!(!begins, "{text}");
        }
        // A name in the edition 2015.
        for text in ["dyn, size == 8", "dyn == 8"] {
            let (begins, rest) = begins.parse_str(text).expect(text);
            assert!(begins && format!("dyn{rest}").replace(' ', "") == text.replace(' ', ""));
        }
    }

    #[test]
    fn forms_of_types() {
        let called = |text: &str| match form_of(text) {
            Form::Path(path) if path.of.is_some() => "path of a type",
            Form::Path(_) => "path",
            Form::Tuple(_) => "tuple",
            Form::Array(_) => "array",
            Form::Slice(_) => "slice",
            Form::Pointer(_) => "pointer",
            Form::Function(_) => "function",
            Form::TraitObject => "object",
            Form::Never => "never",
            Form::Other => "other",
        };
        for (text, form) in [
            ("u8", "path"),
            ("(u8)", "path"),
            ("(u8,)", "tuple"),
            ("()", "tuple"),
            ("<T as Trait>::Item", "path of a type"),
            ("<dyn as Trait>::Item", "path of a type"),
            ("dyn", "path"),
            ("dyn::Item", "object"),
            ("dyn Trait", "object"),
            ("dyn (Trait)", "object"),
            ("dyn 'static + Trait", "object"),
            ("dyn ?Sized + Trait", "object"),
            ("impl Trait", "object"),
            ("'static + Trait", "object"),
            ("?Sized + Trait", "object"),
            ("Trait + Send", "object"),
            ("for<'a> Fn(&'a u8) + Send", "object"),
            ("for<'a> fn(&'a u8)", "function"),
            ("for<'a> unsafe extern \"C\" fn(&'a u8)", "function"),
            ("fn()", "function"),
            ("&dyn Trait", "pointer"),
            ("*const u8", "pointer"),
            ("!", "never"),
            ("!Send", "other"),
            ("[u8]", "slice"),
            ("[u8; 2]", "array"),
            ("foreign!(u8)", "other"),
            // Nothing of these is one type.
            ("(Trait) + Send", "other"),
            ("(u8) (u16)", "other"),
            ("[u8; 2] [u8]", "other"),
            ("{ u8 }", "other"),
            ("8", "other"),
            ("", "other"),
        ] {
            assert_eq!(called(text), form, "{text}");
        }
    }

    /// What a macro was given stands in a group without delimiters.
    #[test]
    fn lifetimes_that_a_macro_was_given_are_no_part_of_a_pointee() {
        use proc_macro2::{Delimiter, Group, TokenTree};
        use quote::quote;

        let lifetime = TokenTree::from(Group::new(Delimiter::None, quote!('a)));
        for ty in [quote!(&#lifetime mut [u8]), quote!(&#lifetime [u8]), quote!(&'a mut [u8])] {
            let Form::Pointer(pointee) = TypeTokens::from(ty).form() else {
                panic!("it is a pointer");
            };
            assert_eq!(crate::type_text::type_text(&pointee), "[u8]");
        }
        let Form::Path(path) = TypeTokens::from(quote!(Foreign<#lifetime, u8>)).form() else {
            panic!("it is a path");
        };
        let super::Arguments::Angles(arguments) = &path.segments[0].arguments else {
            panic!("it has arguments");
        };
        let are_types: Vec<_> = arguments.iter().map(Option::is_some).collect();
        assert_eq!(are_types, [false, true]);
    }

    #[test]
    fn types_of_functions() {
        let types = |text: &str| match form_of(text) {
            Form::Function(types) => {
                types.iter().map(crate::type_text::type_text).collect::<Vec<_>>()
            }
            _ => panic!("{text} is a function"),
        };
        assert_eq!(types("fn(a: u8, b::C) -> D"), ["u8", "b::C", "D"]);
        assert_eq!(types("fn(#[a] b: &'static u8, _: ::C)"), ["&'static u8", "::C"]);
        assert_eq!(types("for<'a> extern \"C\" fn(&'a u8)"), ["&'a u8"]);
        assert!(types("fn()").is_empty());
    }

    #[test]
    fn lengths_and_constants_are_not_read() {
        assert!(
            matches!(form_of("[u8; { let x = [1; 2]; x.len() }]"), Form::Array(ty) if ty.as_ident().is_some())
        );
        assert!(matches!(form_of("[[u8; 2]]"), Form::Slice(_)));
        let Form::Path(path) = form_of("C<{ 1 > 2 }, -1, u8, Item = u8, 'a, 'c', Vec<u8>, N>")
        else {
            panic!("it is a path");
        };
        let super::Arguments::Angles(arguments) = &path.segments[0].arguments else {
            panic!("it has arguments");
        };
        let are_types: Vec<_> = arguments.iter().map(Option::is_some).collect();
        assert_eq!(are_types, [false, false, true, false, false, false, true, true]);
    }
}
