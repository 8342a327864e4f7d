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
    text.push_all(ty.tokens().to_vec());
    text.out
}

/// The text of the tokens of a type.
pub(crate) fn tokens_text(tokens: TokenStream) -> String {
    let mut text = Text::default();
    text.push_all(tokens.into_iter().collect());
    text.out
}

#[derive(Default)]
struct Text {
    out: String,
    last: Last,
    /// Whether the last word is a lifetime, behind which parentheses are no arguments.
    ends_in_lifetime: bool,
    /// Whether the tokens are of an expression, in which marks are operators.
    in_expression: bool,
    /// How many generic arguments are open in an expression.
    depth: usize,
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
    fn push_all(&mut self, tokens: Vec<TokenTree>) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) => {
                    let word = ident.to_string();
                    // A name within a path, which `dyn` is in old editions.
                    let is_in_path = self.out.ends_with("::");
                    self.push_word(word.strip_prefix("r#").unwrap_or(&word));
                    let is_loose = match word.as_str() {
                        _ if is_in_path => false,
                        "as" | "const" | "dyn" | "impl" | "mut" => true,
                        "if" | "in" | "match" | "return" | "while" => self.in_expression,
                        _ => false,
                    };
                    if is_loose {
                        self.last = Last::Loose;
                    }
                }
                TokenTree::Literal(literal) => self.push_word(&visible(&literal.to_string())),
                TokenTree::Group(group) => self.push_group(group.delimiter(), group.stream()),
                TokenTree::Punct(punct) if self.in_expression && self.depth == 0 => {
                    let mut operator = String::from(punct.as_char());
                    let mut joint = punct.spacing() == Spacing::Joint;
                    while let Some(TokenTree::Punct(next)) = tokens.peek().filter(|_| joint) {
                        if !continues(&operator, next.as_char()) {
                            break;
                        }
                        operator.push(next.as_char());
                        joint = next.spacing() == Spacing::Joint;
                        tokens.next();
                    }
                    self.push_operator(&operator);
                }
                TokenTree::Punct(punct) => {
                    let joint = punct.spacing() == Spacing::Joint;
                    let pair = match tokens.peek() {
                        Some(TokenTree::Punct(next)) if joint => Some(next.as_char()),
                        _ => None,
                    };
                    match (punct.as_char(), pair) {
                        (':', Some(':')) => self.push_path_separator(),
                        ('-', Some('>')) => self.push_spaced("->"),
                        (char, _) => {
                            if self.in_expression {
                                self.depth += usize::from(char == '<');
                                self.depth -= usize::from(char == '>');
                            }
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
        self.ends_in_lifetime = self.out.ends_with('\'');
        self.out.push_str(word);
        self.last = Last::Word;
    }

    fn push_group(&mut self, delimiter: Delimiter, inner: TokenStream) {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace if inner.is_empty() => ("{", "}"),
            Delimiter::Brace => ("{ ", " }"),
            // A type that a macro was given: the delimiters are not there in the source.
            Delimiter::None => return self.push_all(inner.into_iter().collect()),
        };
        let glued = self.last == Last::Word
            && !self.ends_in_lifetime
            && (delimiter == Delimiter::Parenthesis
                || delimiter == Delimiter::Bracket && self.in_expression);
        if self.last == Last::Loose || (self.last == Last::Word && !glued) {
            self.out.push(' ');
        }
        self.out.push_str(open);
        self.last = Last::Tight;
        self.ends_in_lifetime = false;
        let outer = (self.in_expression, self.depth);
        self.in_expression |= delimiter == Delimiter::Brace;
        self.depth = 0;
        self.push_all(inner.into_iter().collect());
        (self.in_expression, self.depth) = outer;
        self.out.push_str(close);
        self.last = Last::Word;
    }

    /// A mark of an expression: an operator between operands has spaces around it.
    fn push_operator(&mut self, operator: &str) {
        match operator {
            "::" => self.push_path_separator(),
            "." | ".." | "..=" if self.last != Last::Loose => {
                self.push_punct(operator, Last::Tight);
            }
            "?" => self.push_punct("?", Last::Word),
            "<" if self.last != Last::Word => {
                // Behind `::`, or where an operand is due.
                self.space_if_loose();
                self.depth = 1;
                self.push_punct("<", Last::Tight);
            }
            "," | ";" | ":" => self.push_punct(operator, Last::Loose),
            "=>" | "=" => self.push_spaced(operator),
            "'" | "!" | "#" | "$" => self.push_char(operator.chars().next().unwrap_or_default()),
            _ if self.last == Last::Word => self.push_spaced(operator),
            _ => {
                self.space_if_loose();
                self.push_punct(operator, Last::Tight);
            }
        }
    }

    /// `::`, which begins a path after a lifetime and after a keyword.
    fn push_path_separator(&mut self) {
        if self.last == Last::Loose || self.last == Last::Word && self.ends_in_lifetime {
            self.out.push(' ');
        }
        self.push_punct("::", Last::Tight);
    }

    fn push_char(&mut self, char: char) {
        match char {
            ';' => {
                // What follows is an array's length.
                self.in_expression = true;
                self.push_punct(";", Last::Loose);
            }
            ',' | ':' => self.push_punct(&char.to_string(), Last::Loose),
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
        self.ends_in_lifetime = false;
    }

    fn push_spaced(&mut self, punct: &str) {
        self.out.push(' ');
        self.push_punct(punct, Last::Loose);
    }
}

/// The text of a literal. What breaks a line, cannot be seen or changes the order of what is shown is escaped:
/// the text stands in tables, and in messages of the compiler.
fn visible(literal: &str) -> String {
    let mut text = String::new();
    for c in literal.chars() {
        match c {
            '\\' | '\'' | '"' => text.push(c),
            c => text.extend(c.escape_debug()),
        }
    }
    text
}

/// Whether a mark belongs to an operator that begins so.
fn continues(operator: &str, next: char) -> bool {
    const OPERATORS: &str =
        ":: .. ..= == != <= >= && || << >> => -> += -= *= /= %= ^= &= |= <<= >>=";
    let longer = format!("{operator}{next}");
    OPERATORS.split(' ').any(|known| known == longer)
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
            "&'a ::core::primitive::u8",
            "&'static mut <T as Iterator>::Item",
            "Box<dyn Fn(&'a ::core::primitive::u8) + 'a>",
            "::crate_2015::dyn::async::Name",
            "&'a (dyn Fn(u8) + 'a)",
            "Box<dyn Call<'a>(&'a (u8, u16))>",
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
            "[u8; if N > 2 { 3 } else { 4 }]",
            "[u8; { let x = [1, 2]; x[1] }]",
            "[u8; [1, 2].len()]",
            "[u8; [1, 2][0]]",
            "[u8; match N { 3 => 1, _ => -2 }]",
            "[u8; (1 < 2) as usize + (N >> 1) * !0 & 3]",
            "[u8; size_of::<[u16; 1 << 2]>() - size_of::<Vec<Vec<u8>>>()]",
            "[u8; <u8 as Trait>::LEN]",
            "[u8; A::<{ N * 2 }>::LEN]",
            "[u8; (2..5).end]",
            "[u8; { let mut n = 0; while n < 5 && n != 4 { n += 1; } n }]",
            "[u8; { {} }]",
            "[u8; if !A { 3 } else { 4 }]",
            "[u8; match (1, 2) { 2.. => 1, _ => 2 }]",
            "[u8; { let r = ..3; r.end }]",
            "[u8; { for n in [1, 2] { return -n; } 1 }]",
            "[u8; { let mut n = 8; n >>= 1; n <<= 2; n }]",
            "[u8; match N { 1..=3 => size()?, _ => f()? + 1 }]",
            "[[u8; N * 2]; *&2]",
            "Bytes<{ if 1 < N { -2 } else { 3 } }>",
            "fn([u8; -A + B]) -> [u8; length(\"<,>\")]",
            "[u8; concat!(1, 2).0]",
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
    fn literals_are_on_one_line_and_seen() {
        for (literal, text) in [
            ("\"one\n\ttwo\n\"", "\"one\\n\\ttwo\\n\""),
            ("r#\"a\n\"b\"#", "r#\"a\\n\"b\"#"),
            ("b\"a\nb\\x1b\"", "b\"a\\nb\\x1b\""),
            ("'\u{202e}'", "'\\u{202e}'"),
            (
                "\"\u{2066}\u{200b}\u{feff}\u{2028}\u{7f}\"",
                "\"\\u{2066}\\u{200b}\\u{feff}\\u{2028}\\u{7f}\"",
            ),
            ("\"ä | ` <b> 'c' \\\\ \\\" 字\"", "\"ä | ` <b> 'c' \\\\ \\\" 字\""),
        ] {
            let ty = format!("[u8; {literal}.len()]").parse().unwrap();
            assert_eq!(tokens_text(ty), format!("[u8; {text}.len()]"));
        }
    }

    #[test]
    fn raw_identifiers_are_names() {
        assert_eq!(tokens_text("Box<r#mut::r#type>".parse().unwrap()), "Box<mut::type>");
    }
}
