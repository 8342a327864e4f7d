use std::fmt::{self, Display, Write};
use std::str::FromStr;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::model::Input;

/// Output in the making: text, and the user's tokens within it.
///
/// The compiler reads text faster than it takes tokens one by one from a macro that is not optimized. What
/// the user wrote stays as it is, since its places and the meaning of its names are in its tokens.
#[derive(Clone, Default)]
pub(super) struct Out {
    /// What stands before the text.
    tokens: TokenStream,
    text: String,
}

impl Out {
    pub(super) fn text(text: &str) -> Self {
        Self { tokens: TokenStream::new(), text: text.to_owned() }
    }

    /// The path of `layout_core` in the user's crate.
    pub(super) fn krate(input: &Input) -> Self {
        match input.krate.as_text() {
            Some(path) => Self::text(path),
            None => Self { tokens: input.krate(), text: String::new() },
        }
    }

    /// Adds text, which has as many closing brackets as opening ones.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn push_out(&mut self, other: &Self) {
        if !other.tokens.is_empty() {
            self.flush();
            self.tokens.extend(other.tokens.clone());
        }
        self.text.push_str(&other.text);
    }

    pub(super) fn push_tokens(&mut self, tokens: impl IntoIterator<Item = TokenTree>) {
        self.flush();
        self.tokens.extend(tokens);
    }

    pub(super) fn push_stream(&mut self, tokens: TokenStream) {
        if tokens.is_empty() {
            return;
        }
        self.flush();
        self.tokens.extend(tokens);
    }

    /// Adds what stands within brackets.
    pub(super) fn group(&mut self, delimiter: Delimiter, inner: Self) {
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
            self.push_tokens([Group::new(delimiter, inner.finish()).into()]);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty() && self.text.is_empty()
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.tokens.extend(parsed(&self.text));
            self.text.clear();
        }
    }

    pub(super) fn finish(mut self) -> TokenStream {
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
pub(super) fn word(word: &TokenTree) -> String {
    let word = word.to_string();
    match word.as_str() {
        "async" | "await" | "dyn" | "gen" | "try" => format!("r#{word}"),
        _ => word,
    }
}
