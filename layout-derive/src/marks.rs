//! What `#[layout(...)]` says of a field beside checks: `hot`, `cold`, `redact`, `contended = "name"`, `private`,
//! `gpu = vec3`.

use proc_macro2::{Span, TokenTree};
use syn::parse::{ParseStream, Parser, Result};
use syn::{Error, Ident, LitInt, LitStr, Token, token};

use crate::check::skip_to_comma;
use crate::nearest::nearest;

/// The marks of a field.
#[derive(Default)]
pub(crate) struct Marks {
    /// One of [`LETTERS`] for each that is set.
    letters: String,
    /// What a shader makes of the field, in the letters of [`gpu_shape`].
    shape: Option<String>,
    group: Option<String>,
    /// Where `private` stands: nothing is told of the inside of the field.
    pub(crate) private: Option<Span>,
}

/// How `layout_core` reads the marks `hot`, `cold`, `redact`, `fixed` and `private`; then that the type is a parameter,
/// and that the length of an array is.
const LETTERS: &str = "hcrfvtn";

/// The words that begin a mark.
const MARKS: [&str; 7] = ["hot", "cold", "redact", "fixed", "contended", "private", "gpu"];

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
            self.letters.push('v');
            if self.private.replace(word.span()).is_some() {
                return Err(Error::new(word.span(), "`private` is set twice"));
            }
            return expect_end(word, input);
        }
        if word == "gpu" {
            let shape = parse_shape_of(word.span(), input)?;
            if self.shape.replace(shape).is_some() {
                return Err(Error::new(word.span(), "`gpu` is set twice"));
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
        text.push_str(self.shape.as_deref().unwrap_or_default());
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

/// The `= vec3` behind `gpu`.
fn parse_shape_of(word: Span, input: ParseStream<'_>) -> Result<String> {
    if !input.peek(Token![=]) || input.peek(Token![==]) {
        return Err(Error::new(word, EXPECTED_SHAPE));
    }
    input.parse::<Token![=]>()?;
    if input.is_empty() { Err(Error::new(word, EXPECTED_SHAPE)) } else { parse_shape(input) }
}

const EXPECTED_SHAPE: &str = "expected the type in the shader: `gpu = scalar`, `vec3`, `dvec3`, `mat4x4`, \
                              `dmat4x4`, `array`, `[vec3; 8]` or `padding`";

const EXPECTED_LENGTH: &str =
    "the length of the array comes after its element, as a number: `[vec3; 8]`";

/// `vec3`, or `[vec3; 8]`.
fn parse_shape(input: ParseStream<'_>) -> Result<String> {
    if !input.peek(token::Bracket) {
        let place = input.span();
        let name: Ident = input.parse().map_err(|_| Error::new(place, EXPECTED_SHAPE))?;
        return gpu_shape(&name.to_string()).ok_or_else(|| unknown_shape(&name));
    }
    let place = input.span();
    let TokenTree::Group(brackets) = input.parse()? else {
        return Err(Error::new(place, EXPECTED_SHAPE));
    };
    let parser = |inner: ParseStream<'_>| {
        let element = parse_shape(inner)?;
        if element == "P" || element == "A" {
            return Err(Error::new(
                place,
                "the elements of an array are scalars, vectors or matrices",
            ));
        }
        inner.parse::<Token![;]>().map_err(|_| Error::new(place, EXPECTED_LENGTH))?;
        let len: LitInt = inner.parse().map_err(|_| Error::new(place, EXPECTED_LENGTH))?;
        let len: u32 = len.base10_parse()?;
        if !inner.is_empty() {
            return Err(inner.error(EXPECTED_LENGTH));
        }
        Ok(format!("L{len}{element}"))
    };
    parser.parse2(brackets.stream())
}

/// How `layout_core` reads a shader's type: a capital letter, and what counts its components.
fn gpu_shape(name: &str) -> Option<String> {
    let shape = match name {
        "scalar" => "S",
        "array" => "A",
        "padding" => "P",
        _ => {
            let (letter, counts) = SHAPES
                .iter()
                .find_map(|(prefix, letter)| Some((letter, name.strip_prefix(prefix)?)))?;
            let counts: Vec<char> = counts.chars().collect();
            let is_count = |count: &char| matches!(count, '2'..='4');
            return match (letter, counts.as_slice()) {
                ('V' | 'W', [rows]) if is_count(rows) => Some(format!("{letter}{rows}")),
                ('M' | 'N', [columns, 'x', rows]) if is_count(columns) && is_count(rows) => {
                    Some(format!("{letter}{columns}{rows}"))
                }
                // As GLSL calls a square one.
                ('M' | 'N', [count]) if is_count(count) => Some(format!("{letter}{count}{count}")),
                _ => None,
            };
        }
    };
    Some(shape.to_owned())
}

/// The beginnings of the names of vectors and matrices, with components of 4 or, in front of `d`, 8 bytes.
const SHAPES: [(&str, char); 4] = [("vec", 'V'), ("dvec", 'W'), ("mat", 'M'), ("dmat", 'N')];

/// The error of a name that is no shader's type here.
fn unknown_shape(name: &Ident) -> Error {
    let known =
        ["scalar", "vec2", "vec3", "vec4", "mat2x2", "mat3x3", "mat4x4", "array", "padding"];
    let text = name.to_string();
    let message = match (text.as_str(), nearest(&text.to_lowercase(), &known)) {
        ("f32" | "i32" | "u32" | "float" | "int" | "uint", _) => {
            format!("`{text}` is a `scalar` here: a layout depends on its size alone")
        }
        (_, Some(near)) => format!("unknown shader type `{text}`, did you mean `{near}`?"),
        (_, None) => EXPECTED_SHAPE.to_owned(),
    };
    Error::new(name.span(), message)
}

fn expect_end(word: &Ident, input: ParseStream<'_>) -> Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(());
    }
    let message = match word.to_string().as_str() {
        "contended" => "expected `,` after the name of the group".to_owned(),
        "gpu" => "expected `,` after the shader's type".to_owned(),
        _ => format!("`{word}` takes no value"),
    };
    Err(input.error(message))
}
