//! Arbitrary bytes as tokens.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// The bytes as both sorts of tokens.
pub struct Input {
    /// The bytes as source text, if they are that.
    pub text: Option<TokenStream>,
    /// Each byte as a token: any bytes are some.
    pub words: TokenStream,
}

/// Reads a fuzzer's bytes.
pub fn input(bytes: &[u8]) -> Input {
    let text = std::str::from_utf8(bytes).ok();
    let text = text.filter(|text| has_few_levels(text)).and_then(|text| text.parse().ok());
    Input { text, words: words(&mut bytes.iter(), 0) }
}

/// The lexer calls itself for each level of brackets, as the compiler's does, which sets a limit of its
/// own.
fn has_few_levels(text: &str) -> bool {
    text.matches(['(', '[', '{', '<', '&', '*', '-', '!']).count() < 200
}

const WORDS: [&str; 78] = [
    "size",
    "align",
    "padding",
    "fields",
    "cache_lines",
    "offset",
    "line",
    "discriminant",
    "no_padding",
    "no_holes",
    "niche",
    "same_line",
    "separate_lines",
    "starts_line",
    "line_size",
    "portable",
    "same_as",
    "fingerprint",
    "sample",
    "unsized",
    "crate",
    "layout",
    "repr",
    "allow",
    "head",
    "tail",
    "Quit",
    "Move",
    "x",
    "Packet",
    "Message",
    "Self",
    "T",
    "N",
    "u8",
    "str",
    "C",
    "transparent",
    "packed",
    "struct",
    "enum",
    "union",
    "pub",
    "where",
    "const",
    "as",
    "if",
    "else",
    "match",
    "mut",
    "dyn",
    "fn",
    "impl",
    "for",
    "in",
    "unsafe",
    "return",
    "move",
    "true",
    "r#type",
    "r#size",
    "_",
    "static",
    "type",
    "let",
    "loop",
    "break",
    "async",
    "await",
    "extern",
    "ref",
    "use",
    "mod",
    "trait",
    "super",
    "self",
    "while",
    "ä",
];

const LITERALS: [&str; 16] = [
    "0",
    "1",
    "8",
    "0x10",
    "1_000",
    "8usize",
    "1.0",
    "0.1",
    "1e9",
    "\"text\"",
    "'c'",
    "b'x'",
    "c\"c\"",
    "340282366920938463463374607431768211456",
    "0b2",
    "r#\"raw\"#",
];

const MARKS: [char; 20] = [
    '=', '<', '>', '!', ',', ';', ':', '.', '#', '&', '|', '+', '-', '*', '/', '?', '@', '$', '\'',
    '^',
];

/// One token for each byte, up to the end of the group that the tokens are in.
fn words(bytes: &mut std::slice::Iter<'_, u8>, depth: usize) -> TokenStream {
    let mut tokens = TokenStream::new();
    while let Some(&byte) = bytes.next() {
        let byte = usize::from(byte);
        let token = match byte {
            0..78 => word(WORDS[byte]),
            78..94 => match LITERALS[byte - 78].parse::<Literal>() {
                Ok(literal) => literal.into(),
                Err(_) => continue,
            },
            94..134 => {
                let mark = (byte - 94) / 2;
                let spacing = if byte % 2 == 0 { Spacing::Joint } else { Spacing::Alone };
                Punct::new(MARKS[mark], spacing).into()
            }
            134..138 if depth < 32 => {
                let delimiters =
                    [Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::Brace, Delimiter::None];
                Group::new(delimiters[byte - 134], words(bytes, depth + 1)).into()
            }
            134..160 => return tokens,
            // What is likely to make a check, so that arbitrary bytes often do.
            160..178 => word(WORDS[byte - 160]),
            178..184 => {
                let operators = ["==", "!=", "<=", ">=", "<", ">"];
                let operator = operators[byte - 178].parse::<TokenStream>();
                tokens.extend(operator.unwrap_or_default());
                continue;
            }
            184..220 => Punct::new(',', Spacing::Alone).into(),
            _ => Literal::usize_unsuffixed(byte - 184).into(),
        };
        tokens.extend([token]);
    }
    tokens
}

fn word(word: &str) -> TokenTree {
    match word.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()).into(),
        None => Ident::new(word, Span::call_site()).into(),
    }
}
