//! A type as text, spaced as rustfmt would.
//!
//! `TokenStream::to_string` is not used: its spacing changes with the compiler, and the text stands
//! in users' snapshots.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::ext::IdentExt;

use crate::type_tokens::TypeTokens;

/// The text of a type, such as `HashMap<&'a str, [u8; 4]>`.
pub(crate) fn type_text(ty: &TypeTokens) -> String {
    if let Some(ident) = ty.as_ident() {
        // As most are.
        return ident.unraw().to_string();
    }
    let mut text = Text::default();
    text.push_all(ty.tokens().iter().cloned());
    text.out
}

/// The text of the tokens of a type.
pub(crate) fn tokens_text(tokens: TokenStream) -> String {
    let mut text = Text::default();
    text.push_all(tokens);
    text.out
}

#[derive(Default)]
struct Text {
    out: String,
    last: Last,
}

/// What was written last, as far as the space behind it depends on it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Start,
    /// An identifier, literal or closing delimiter: a word behind it needs a space.
    Word,
    /// Something that a word follows without a space: `&`, `<`, `::`, `'`.
    Tight,
    /// Something that a space follows: `,`, `;`, `:`, `+`, `=`, `->`, or a keyword such as `mut`.
    Loose,
}

impl Text {
    fn push_all(&mut self, tokens: impl IntoIterator<Item = TokenTree>) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) => {
                    let word = ident.to_string();
                    self.push_word(word.strip_prefix("r#").unwrap_or(&word));
                    if ["as", "const", "dyn", "impl", "mut"].contains(&word.as_str()) {
                        self.last = Last::Loose;
                    }
                }
                TokenTree::Literal(literal) => self.push_word(&literal.to_string()),
                TokenTree::Group(group) => self.push_group(group.delimiter(), group.stream()),
                TokenTree::Punct(punct) => {
                    let joint = punct.spacing() == Spacing::Joint;
                    let pair = match tokens.peek() {
                        Some(TokenTree::Punct(next)) if joint => Some(next.as_char()),
                        _ => None,
                    };
                    match (punct.as_char(), pair) {
                        (':', Some(':')) => {
                            self.space_if_loose();
                            self.push_punct("::", Last::Tight);
                        }
                        ('-', Some('>')) => self.push_spaced("->"),
                        (char, _) => {
                            self.push_char(char);
                            continue;
                        }
                    }
                    tokens.next();
                }
            }
        }
    }

    fn push_word(&mut self, word: &str) {
        if matches!(self.last, Last::Word | Last::Loose) {
            self.out.push(' ');
        }
        self.out.push_str(word);
        self.last = Last::Word;
    }

    fn push_group(&mut self, delimiter: Delimiter, inner: TokenStream) {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{ ", " }"),
            // A type that a macro was given: the delimiters are not there in the source.
            Delimiter::None => return self.push_all(inner),
        };
        let glued = delimiter == Delimiter::Parenthesis && self.last == Last::Word;
        if self.last == Last::Loose || (self.last == Last::Word && !glued) {
            self.out.push(' ');
        }
        self.out.push_str(open);
        self.last = Last::Tight;
        self.push_all(inner);
        self.out.push_str(close);
        self.last = Last::Word;
    }

    fn push_char(&mut self, char: char) {
        match char {
            ',' | ';' | ':' => self.push_punct(&char.to_string(), Last::Loose),
            '+' | '=' => self.push_spaced(&char.to_string()),
            '>' => self.push_punct(">", Last::Word),
            '<' => {
                self.space_if_loose();
                self.push_punct("<", Last::Tight);
            }
            _ => {
                // Behind a word `!` is that of a macro.
                if self.last == Last::Loose || (self.last == Last::Word && char != '!') {
                    self.out.push(' ');
                }
                self.push_punct(&char.to_string(), Last::Tight);
            }
        }
    }

    fn space_if_loose(&mut self) {
        if self.last == Last::Loose {
            self.out.push(' ');
        }
    }

    fn push_punct(&mut self, punct: &str, last: Last) {
        self.out.push_str(punct);
        self.last = last;
    }

    fn push_spaced(&mut self, punct: &str) {
        self.out.push(' ');
        self.push_punct(punct, Last::Loose);
    }
}

#[cfg(test)]
mod tests {
    use super::tokens_text;

    #[test]
    fn types_read_as_rustfmt_writes_them() {
        for text in [
            "u8",
            "Vec<u8>",
            "std::collections::HashMap<&'a str, [u8; 4]>",
            "&'a mut [T]",
            "*const u8",
            "*mut core::ffi::c_void",
            "Box<dyn Fn(&str, u8) -> Result<(), E> + Send + 'static>",
            "for<'a> fn(&'a u8, u16) -> &'a u8",
            "unsafe extern \"C\" fn(u8)",
            "fn(length: ::core::ffi::c_int) -> !",
            "(::core::primitive::u8, ::core::primitive::u16, !)",
            "&'a mut ::core::primitive::u8",
            "*const (u8, u16)",
            "*mut <T as Iterator>::Item",
            "Box<dyn ::core::fmt::Debug>",
            "<T as ::core::iter::Iterator>::Item",
            "foreign!(u8)",
            "<T as Iterator>::Item",
            "Option<<T as Iterator>::Item>",
            "[u8; { N + 1 }]",
            "Ring<u32, 8>",
            "(u8, u16)",
            "()",
            "!",
            "Box<dyn Iterator<Item = u8>>",
            "[T; N]",
            "::core::primitive::u8",
            "PhantomData<fn() -> T>",
            "&dyn Any",
            "Vec<Vec<u8>>",
        ] {
            assert_eq!(tokens_text(text.parse().unwrap()), text);
        }
    }

    #[test]
    fn spacing_of_the_source_does_not_show() {
        let spaced = "Vec < Option < & 'a  [ u8 ;4 ] > >".parse().unwrap();
        assert_eq!(tokens_text(spaced), "Vec<Option<&'a [u8; 4]>>");
    }

    #[test]
    fn raw_identifiers_are_names() {
        assert_eq!(tokens_text("Box<r#mut::r#type>".parse().unwrap()), "Box<mut::type>");
    }
}
