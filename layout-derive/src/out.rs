//! Output in the making, as text and as tokens: what is written by name, and what as a template.

use std::fmt::{self, Display, Write};
use std::str::FromStr;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Span, TokenStream, TokenTree};
use syn::Error;
use syn::buffer::TokenBuffer;

/// Tokens as they are written, with the value of a variable for each `#variable`, and those of all items of a list for
/// `#(#list ...)*`, or `#(#list),*` with commas between them.
///
/// This is what the crate `quote` has, less what the derive does not need. A user's build would compile that crate for
/// this one, and it makes each token by itself, where this writes text.
macro_rules! quote {
    ($($tokens:tt)*) => {{
        #[allow(unused_mut, reason = "a template may be empty")]
        let mut out = $crate::out::Out::default();
        $crate::out::quoted!(out [] $($tokens)*);
        out.finish()
    }};
}

/// The same, where what is written stands at a place of the user's source.
macro_rules! quote_spanned {
    ($place:expr=> $($tokens:tt)*) => {{
        #[allow(unused_mut, reason = "a template may be empty")]
        let mut out = $crate::out::Out::at($place);
        $crate::out::quoted!(out [] $($tokens)*);
        out.finish()
    }};
}

/// Adds tokens to an [`Out`]. In the first brackets is the text that was seen and is not added yet.
macro_rules! quoted {
    ($out:ident []) => {};
    ($out:ident [$($text:tt)+]) => { $out.push(concat!(stringify!($($text)+), " ")); };
    ($out:ident [$($text:tt)*] # $variable:ident $($rest:tt)*) => {
        $crate::out::quoted!($out [$($text)*]);
        $out.push_quoted(&$variable);
        $crate::out::quoted!($out [] $($rest)*);
    };
    ($out:ident [$($text:tt)*] #(#$list:ident),* $($rest:tt)*) => {
        $crate::out::quoted!($out [$($text)*]);
        for (index, item) in $list.into_iter().enumerate() {
            if index > 0 {
                $out.push(", ");
            }
            $out.push_quoted(&item);
        }
        $crate::out::quoted!($out [] $($rest)*);
    };
    ($out:ident [$($text:tt)*] #(#$list:ident $($behind:tt)*)* $($rest:tt)*) => {
        $crate::out::quoted!($out [$($text)*]);
        for item in $list {
            $out.push_quoted(&item);
            $crate::out::quoted!($out [] $($behind)*);
        }
        $crate::out::quoted!($out [] $($rest)*);
    };
    ($out:ident [$($text:tt)*] ($($inner:tt)*) $($rest:tt)*) => {
        $crate::out::quoted!(@ $out [$($text)*] Parenthesis ($($inner)*) $($rest)*);
    };
    ($out:ident [$($text:tt)*] [$($inner:tt)*] $($rest:tt)*) => {
        $crate::out::quoted!(@ $out [$($text)*] Bracket ($($inner)*) $($rest)*);
    };
    ($out:ident [$($text:tt)*] {$($inner:tt)*} $($rest:tt)*) => {
        $crate::out::quoted!(@ $out [$($text)*] Brace ($($inner)*) $($rest)*);
    };
    (@ $out:ident [$($text:tt)*] $delimiter:ident ($($inner:tt)*) $($rest:tt)*) => {
        $crate::out::quoted!($out [$($text)*]);
        #[allow(unused_mut, reason = "brackets may be empty")]
        let mut inner = $out.inside();
        $crate::out::quoted!(inner [] $($inner)*);
        $out.group(proc_macro2::Delimiter::$delimiter, inner);
        $crate::out::quoted!($out [] $($rest)*);
    };
    ($out:ident [$($text:tt)*] $token:tt $($rest:tt)*) => {
        $crate::out::quoted!($out [$($text)* $token] $($rest)*);
    };
}

pub(crate) use {quote, quote_spanned, quoted};

/// An error at all of the tokens, from the first to the last.
pub(crate) fn error_at(tokens: &impl ToTokens, message: impl Display) -> Error {
    let buffer = TokenBuffer::new2(tokens.to_token_stream());
    let (begin, mut end) = (buffer.begin(), buffer.begin());
    while let Some((_, behind)) = end.token_tree() {
        end = behind;
    }
    Error::new_range(begin..end, message)
}

/// What a template takes.
pub(crate) trait ToTokens {
    fn to_tokens(&self, tokens: &mut TokenStream);

    fn to_token_stream(&self) -> TokenStream {
        let mut tokens = TokenStream::new();
        self.to_tokens(&mut tokens);
        tokens
    }
}

/// Output in the making: text, and the user's tokens within it.
///
/// The compiler reads text faster than it takes tokens one by one from a macro that is not optimized. What
/// the user wrote stays as it is, since its places and the meaning of its names are in its tokens.
#[derive(Clone, Default)]
pub(crate) struct Out {
    /// What stands before the text.
    tokens: TokenStream,
    text: String,
    /// The place of the text, if it is not that of the macro's call.
    place: Option<Span>,
}

impl Out {
    pub(crate) fn text(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// Output that stands at a place of the user's source.
    pub(crate) fn at(place: Span) -> Self {
        Self { place: Some(place), ..Self::default() }
    }

    /// Output for within brackets of this.
    pub(crate) fn inside(&self) -> Self {
        Self { place: self.place, ..Self::default() }
    }

    /// Adds text, which has as many closing brackets as opening ones.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(crate) fn push_out(&mut self, other: &Self) {
        if !other.tokens.is_empty() {
            self.flush();
            self.tokens.extend(other.tokens.clone());
        }
        self.text.push_str(&other.text);
    }

    pub(crate) fn push_tokens(&mut self, tokens: impl IntoIterator<Item = TokenTree>) {
        self.flush();
        self.tokens.extend(tokens);
    }

    pub(crate) fn push_stream(&mut self, tokens: TokenStream) {
        if tokens.is_empty() {
            return;
        }
        self.flush();
        self.tokens.extend(tokens);
    }

    /// Adds what a template takes.
    pub(crate) fn push_quoted(&mut self, tokens: &impl ToTokens) {
        self.push_stream(tokens.to_token_stream());
    }

    /// Adds what stands within brackets.
    pub(crate) fn group(&mut self, delimiter: Delimiter, inner: Self) {
        if inner.tokens.is_empty() {
            let (open, close) = match delimiter {
                Delimiter::Parenthesis => ('(', ')'),
                Delimiter::Bracket => ('[', ']'),
                _ => ('{', '}'),
            };
            self.text.push(open);
            self.text.push_str(&inner.text);
            self.text.push(close);
        } else {
            let mut group = Group::new(delimiter, inner.finish());
            if let Some(place) = self.place {
                group.set_span(place);
            }
            self.push_tokens([group.into()]);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.tokens.is_empty() && self.text.is_empty()
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            let tokens = parsed(&self.text);
            self.tokens.extend(match self.place {
                Some(place) => placed(tokens, place),
                None => tokens,
            });
            self.text.clear();
        }
    }

    pub(crate) fn finish(mut self) -> TokenStream {
        self.flush();
        self.tokens
    }
}

/// For `write!`.
impl Write for Out {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.push_str(text);
        Ok(())
    }
}

/// The same tokens at that place.
fn placed(tokens: TokenStream, place: Span) -> TokenStream {
    let mut all = Vec::new();
    for token in tokens {
        let mut token = match token {
            TokenTree::Group(group) => {
                Group::new(group.delimiter(), placed(group.stream(), place)).into()
            }
            token => token,
        };
        token.set_span(place);
        all.push(token);
    }
    all.into_iter().collect()
}

fn parsed(text: &str) -> TokenStream {
    // The compiler's own: the other one first reads the text by itself, to be sure that the compiler can.
    if proc_macro::is_available() {
        return read::<proc_macro::TokenStream>(text).into();
    }
    read(text)
}

fn read<T: FromStr<Err: Display>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("`{text}` cannot be read: {error}"))
}

/// An identifier as it may stand in the source of each edition.
pub(crate) fn word(word: &TokenTree) -> String {
    let word = word.to_string();
    match word.as_str() {
        "async" | "await" | "dyn" | "gen" | "try" => format!("r#{word}"),
        _ => word,
    }
}

impl<T: ToTokens> ToTokens for &T {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        (**self).to_tokens(tokens);
    }
}

impl<T: ToTokens> ToTokens for Option<T> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let Some(it) = self {
            it.to_tokens(tokens);
        }
    }
}

impl ToTokens for TokenStream {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.clone());
    }
}

/// Implements the trait for what a token is made of.
macro_rules! tokens {
    ($($ty:ty: $token:expr;)*) => {
        $(impl ToTokens for $ty {
            fn to_tokens(&self, tokens: &mut TokenStream) {
                let token: fn(&Self) -> TokenTree = $token;
                tokens.extend([token(self)]);
            }
        })*
    };
}

tokens! {
    TokenTree: Self::clone;
    Punct: |mark| mark.clone().into();
    Ident: |ident| ident.clone().into();
    Literal: |literal| literal.clone().into();
    Group: |group| group.clone().into();
    &str: |text| Literal::string(text).into();
    String: |text| Literal::string(text).into();
    usize: |number| Literal::usize_suffixed(*number).into();
    bool: |is_so| Ident::new(if *is_so { "true" } else { "false" }, Span::call_site()).into();
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Ident, Span, TokenStream};

    use super::{ToTokens, error_at};

    #[test]
    fn a_template_takes_variables_and_lists() {
        let (word, text, number, is_so) =
            (Ident::new("word", Span::call_site()), "text", 3_usize, true);
        let (list, none) = ([&word, &word], None::<TokenStream>);
        for (tokens, expected) in [
            (quote!(), ""),
            (quote!(#[allow(#word)] use #word::*;), "#[allow(word)] use word::*;"),
            (quote!(use #none word;), "use word;"),
            (quote!({ #word(#text, #number, #is_so) } []), "{ word(\"text\", 3usize, true) } []"),
            (quote!(<#(#list),*>), "<word, word>"),
            (quote!([#(#list: _, (#number),)* ..]), "[word: _, (3usize), word: _, (3usize), ..]"),
            (quote!(&'a #word as *const ()), "&'a word as *const ()"),
            (quote_spanned!(Span::call_site()=> f(#word) => ({ () })), "f(word) => ({ () })"),
        ] {
            let expected: TokenStream = expected.parse().unwrap();
            assert_eq!(tokens.to_string(), expected.to_string());
        }
    }

    #[test]
    // Where it stands is what `layout-ui` tests.
    fn an_error_may_be_of_no_tokens() {
        for text in ["", "one two (three)"] {
            let tokens: TokenStream = text.parse().unwrap();
            assert_eq!(error_at(&tokens.to_token_stream(), "no").to_string(), "no");
        }
    }
}
