//! What `#[layout(...)]` says of a field beside checks: `hot`, `cold`, `redact`, `contended = "name"`, `private`.

use proc_macro2::Span;
use syn::parse::{ParseStream, Result};
use syn::{Error, Ident, LitStr, Token};

use crate::check::skip_to_comma;

/// The marks of a field.
#[derive(Default)]
pub(crate) struct Marks {
    /// One of [`LETTERS`] for each that is set.
    letters: String,
    group: Option<String>,
    /// Where `private` stands: nothing is told of the inside of the field.
    pub(crate) private: Option<Span>,
}

/// How `layout_core` reads the marks `hot`, `cold`, `redact` and `fixed`; then that the type is a parameter,
/// and that the length of an array is.
const LETTERS: &str = "hcrftn";

/// The words that begin a mark.
const MARKS: [&str; 6] = ["hot", "cold", "redact", "fixed", "contended", "private"];

impl Marks {
    /// Reads the marks that stand first.
    pub(crate) fn parse(&mut self, input: ParseStream<'_>, errors: &mut Vec<Error>) {
        while let Some(word) = mark(input) {
            if let Err(error) = self.parse_one(&word, input) {
                errors.push(error);
                skip_to_comma(input);
            }
            let _ = input.parse::<Option<Token![,]>>();
        }
    }

    fn parse_one(&mut self, word: &Ident, input: ParseStream<'_>) -> Result<()> {
        input.parse::<Ident>()?;
        if word == "contended" {
            let group = parse_group(word.span(), input)?;
            if self.group.replace(group).is_some() {
                return Err(Error::new(word.span(), "`contended` is set twice"));
            }
            return expect_end(word, input);
        }
        if word == "private" {
            if self.private.replace(word.span()).is_some() {
                return Err(Error::new(word.span(), "`private` is set twice"));
            }
            return expect_end(word, input);
        }
        let letter = match word.to_string().as_str() {
            "hot" => 'h',
            "cold" => 'c',
            "fixed" => 'f',
            _ => 'r',
        };
        if self.letters.contains(letter) {
            return Err(Error::new(word.span(), format!("`{word}` is set twice")));
        }
        self.letters.push(letter);
        if self.letters.contains('h') && self.letters.contains('c') {
            let message = "a field is `hot` or `cold`, or neither, and not both";
            return Err(Error::new(word.span(), message));
        }
        expect_end(word, input)
    }

    /// Notes what of a field's type is a parameter.
    pub(crate) fn set_parameters(&mut self, (of_type, of_length): (bool, bool)) {
        self.letters.extend(of_type.then_some('t'));
        self.letters.extend(of_length.then_some('n'));
    }

    /// As `layout_core` reads them, in front of the field's type.
    pub(crate) fn encoded(&self) -> String {
        let mut text: String =
            LETTERS.chars().filter(|letter| self.letters.contains(*letter)).collect();
        if let Some(group) = &self.group {
            text.push('g');
            text.push_str(group);
        }
        text
    }
}

/// The word of a mark, if the next token is one.
fn mark(input: ParseStream<'_>) -> Option<Ident> {
    let word: Ident = input.fork().parse().ok()?;
    MARKS.iter().any(|mark| word == mark).then_some(word)
}

/// The `= "name"` behind `contended`.
fn parse_group(word: Span, input: ParseStream<'_>) -> Result<String> {
    const EXPECTED: &str = "expected `contended = \"name\"`, the name of a group of fields";
    if !input.peek(Token![=]) || input.peek(Token![==]) {
        return Err(Error::new(word, EXPECTED));
    }
    input.parse::<Token![=]>()?;
    let name: LitStr = match input.parse() {
        Ok(name) => name,
        Err(error) if !input.is_empty() => return Err(Error::new(error.span(), EXPECTED)),
        Err(_) => return Err(Error::new(word, EXPECTED)),
    };
    let text = name.value();
    if text.is_empty() || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(Error::new(name.span(), "the name of a group is one word"));
    }
    Ok(text)
}

fn expect_end(word: &Ident, input: ParseStream<'_>) -> Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(());
    }
    let message = if word == "contended" {
        "expected `,` behind the name of the group".to_owned()
    } else {
        format!("`{word}` stands alone: it takes no value")
    };
    Err(input.error(message))
}
