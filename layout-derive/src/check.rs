//! The grammar of checks: `property OP constant` or a word, one after the other with commas.
//!
//! `#[layout(...)]` on a type, on a field, and `assert_layout!` are all read here.

use proc_macro2::{Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Result};
use syn::{Error, Ident, Lit, Token, token};

use crate::nearest::nearest;
use crate::value::parse_value;

/// One check and the place that is to blame when it fails.
pub(crate) struct Check {
    pub(crate) what: What,
    pub(crate) extent: Extent,
}

/// What a check asks for.
pub(crate) enum What {
    /// `property OP value`
    Compare(Property, Operator, TokenStream),
    /// `no_holes`
    NoHoles,
    /// `no_padding`
    NoPadding,
}

/// What a check compares.
#[derive(Clone)]
pub(crate) enum Property {
    Size,
    Align,
    Padding,
    Fields,
    CacheLines,
    OffsetOf(FieldPath),
    SizeOf(FieldPath),
    AlignOf(FieldPath),
}

/// How a check compares: the name of the `Op` variant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Operator(pub(crate) &'static str);

/// A path such as `header.len`, and where it stands.
#[derive(Clone)]
pub(crate) struct FieldPath {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// The first and the last token of a piece of source.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

/// What the checks speak of.
#[derive(Clone, Copy)]
pub(crate) enum Scope<'a> {
    /// A type: every check applies.
    Type,
    /// The field at the end of that path, implied in each check.
    Field(&'a str),
}

const TYPE_WORDS: [&str; 8] =
    ["size", "align", "padding", "fields", "cache_lines", "offset", "no_padding", "no_holes"];
const FIELD_WORDS: [&str; 3] = ["offset", "size", "align"];

impl Scope<'_> {
    /// The words that begin a check.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Type => &TYPE_WORDS,
            Self::Field(_) => &FIELD_WORDS,
        }
    }

    fn knows(self, word: &Ident) -> bool {
        self.words().iter().any(|known| word == known)
    }
}

/// Reads checks up to the end of the input. A fault costs its own check only: the others are read on.
pub(crate) fn parse_checks(
    input: ParseStream<'_>,
    scope: Scope<'_>,
    checks: &mut Vec<Check>,
    errors: &mut Vec<Error>,
) {
    while !input.is_empty() {
        match parse_check(input, scope) {
            Ok(check) => checks.push(check),
            Err(error) => {
                errors.push(error);
                skip_to_comma(input);
            }
        }
        if input.is_empty() {
            return;
        }
        if let Err(error) = input.parse::<Token![,]>() {
            errors.push(error);
            skip_to_comma(input);
            let _ = input.parse::<Option<Token![,]>>();
        }
    }
}

fn parse_check(input: ParseStream<'_>, scope: Scope<'_>) -> Result<Check> {
    let word = parse_word(input, scope)?;
    let first = word.span();
    let (what, last) = match (word.to_string().as_str(), scope) {
        ("no_padding", Scope::Type) => (What::NoPadding, first),
        ("no_holes", Scope::Type) => (What::NoHoles, first),
        (name, _) => {
            let property = parse_property(name, &word, input, scope)?;
            let (operator, place) = parse_operator(input, first)?;
            let (value, last) = parse_value(input, place, |word| scope.knows(word))?;
            (What::Compare(property, operator, value), last)
        }
    };
    if matches!(what, What::NoPadding | What::NoHoles) && !at_end_of_check(input) {
        let is_check = input.fork().parse::<Ident>().is_ok_and(|word| scope.knows(&word));
        return Err(input.error(if is_check || input.peek(Token![;]) {
            "expected `,` between checks".to_owned()
        } else {
            format!("`{word}` stands alone: it takes no field and no operator")
        }));
    }
    Ok(Check { what, extent: Extent { first, last } })
}

fn parse_word(input: ParseStream<'_>, scope: Scope<'_>) -> Result<Ident> {
    let known = scope.words();
    let Ok(word) = input.call(Ident::parse_any) else {
        return Err(input.error("expected a check such as `size == 8`: the property comes first"));
    };
    let text = word.to_string();
    if known.contains(&text.as_str()) {
        return Ok(word);
    }
    let message = match (scope, nearest(&text, known.iter().copied())) {
        _ if text == "crate" => "`crate = path` stands first, on the type".to_owned(),
        _ if text == "lock" => "`lock` stands first, on the type".to_owned(),
        _ if text == "sample" => {
            "`sample = expression` stands first, on a variant or its field".to_owned()
        }
        _ if text == "unsized" => {
            "`unsized` stands first, on the last field of a struct".to_owned()
        }
        (Scope::Field(_), _) if TYPE_WORDS.contains(&text.as_str()) => {
            format!("`{text}` is a check of a whole type: write it on the struct")
        }
        (_, Some(word)) => format!("unknown check `{text}`, did you mean `{word}`?"),
        (_, None) => format!("unknown check `{text}`, expected one of: {}", known.join(", ")),
    };
    Err(Error::new(word.span(), message))
}

fn parse_property(
    name: &str,
    word: &Ident,
    input: ParseStream<'_>,
    scope: Scope<'_>,
) -> Result<Property> {
    let path = if input.peek(token::Paren) { Some(parse_operand(input)?) } else { None };
    let path = match (path, scope) {
        (Some(path), Scope::Field(_)) => {
            let message = format!("the field is implied here: write `{name}` alone");
            return Err(Error::new(path.span, message));
        }
        (None, Scope::Field(field)) => Some(FieldPath::of_field(field, word.span())),
        (path, Scope::Type) => path,
    };
    match (name, path) {
        ("size", None) => Ok(Property::Size),
        ("align", None) => Ok(Property::Align),
        ("padding", None) => Ok(Property::Padding),
        ("fields", None) => Ok(Property::Fields),
        ("cache_lines", None) => Ok(Property::CacheLines),
        ("offset", Some(path)) => Ok(Property::OffsetOf(path)),
        ("size", Some(path)) => Ok(Property::SizeOf(path)),
        ("align", Some(path)) => Ok(Property::AlignOf(path)),
        ("offset", None) => {
            Err(Error::new(word.span(), "`offset` needs a field: `offset(field) == 4`"))
        }
        (_, Some(path)) => Err(Error::new(path.span, format!("`{name}` takes no field"))),
        (_, None) => Err(Error::new(word.span(), format!("unknown check `{name}`"))),
    }
}

/// The `(header.len)` behind a property.
fn parse_operand(input: ParseStream<'_>) -> Result<FieldPath> {
    let inner;
    let paren = syn::parenthesized!(inner in input);
    if inner.is_empty() {
        return Err(Error::new(paren.span.join(), EXPECTED_FIELD));
    }
    let path = parse_path(&inner);
    // What is left of a fault is not a second one.
    while inner.parse::<TokenTree>().is_ok() {}
    path
}

const EXPECTED_FIELD: &str = "expected a field such as `len`, `header.len` or `0`";

fn parse_path(input: ParseStream<'_>) -> Result<FieldPath> {
    let span = input.span();
    let mut names = Vec::new();
    loop {
        parse_names(input, &mut names)?;
        if input.is_empty() {
            return Ok(FieldPath { text: names.join("."), span });
        }
        if !input.peek(Token![.]) {
            return Err(input.error(EXPECTED_FIELD));
        }
        let dot: Token![.] = input.parse()?;
        if input.is_empty() {
            return Err(Error::new(dot.span, EXPECTED_FIELD));
        }
    }
}

/// One name or index of a path; or two indices, as `0.1` is one token.
fn parse_names(input: ParseStream<'_>, names: &mut Vec<String>) -> Result<()> {
    if input.peek(Ident::peek_any) {
        names.push(input.call(Ident::parse_any)?.unraw().to_string());
        return Ok(());
    }
    let literal: Lit = input.parse().map_err(|error| Error::new(error.span(), EXPECTED_FIELD))?;
    let text = literal.to_token_stream().to_string();
    let is_index = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    // `0.1.x` is lexed as `0.1` `.` `x`, and `x.0.1` as `x` `.` `0.1`.
    if !text.split('.').all(is_index) {
        return Err(Error::new(literal.span(), EXPECTED_FIELD));
    }
    names.extend(text.split('.').map(str::to_owned));
    Ok(())
}

/// The operator and its place. If nothing is left, `before` is to blame.
fn parse_operator(input: ParseStream<'_>, before: Span) -> Result<(Operator, Span)> {
    macro_rules! operators {
        ($($token:tt $name:literal),*) => {
            $(if input.peek(Token![$token]) {
                let place = input.span();
                input.parse::<Token![$token]>()?;
                return Ok((Operator($name), place));
            })*
        };
    }
    for (wrong, right) in [("=>", ">="), ("=<", "<="), ("===", "=="), ("<>", "!=")] {
        if starts_with(input, wrong) {
            let message = format!("unknown operator `{wrong}`, use `{right}`");
            return Err(input.error(message));
        }
    }
    // The longer ones first: `<` also begins `<=`.
    operators!(== "Eq", != "Ne", <= "Le", >= "Ge", < "Lt", > "Gt");
    if input.peek(Token![=]) {
        return Err(input.error("use `==` to compare"));
    }
    let place = if at_end_of_check(input) { before } else { input.span() };
    let message = "expected an operator and a constant, such as `== 8`; the operators are `==`, `!=`, \
                   `<`, `<=`, `>` and `>=`";
    Err(Error::new(place, message))
}

/// Whether the next tokens are the marks of an operator, written together.
fn starts_with(input: ParseStream<'_>, operator: &str) -> bool {
    let ahead = input.fork();
    let mut marks = operator.chars().peekable();
    while let Some(mark) = marks.next() {
        match ahead.parse::<TokenTree>() {
            Ok(TokenTree::Punct(punct)) if punct.as_char() == mark => {
                if marks.peek().is_some() && punct.spacing() != Spacing::Joint {
                    return false;
                }
            }
            _ => return false,
        }
    }
    true
}

fn at_end_of_check(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![,])
}

/// Passes over what is left of a faulty check.
pub(crate) fn skip_to_comma(input: ParseStream<'_>) {
    while !at_end_of_check(input) {
        if input.parse::<TokenTree>().is_err() {
            return;
        }
    }
}

impl FieldPath {
    fn of_field(path: &str, span: Span) -> Self {
        Self { text: path.to_owned(), span }
    }
}

impl Property {
    /// The path that the property is asked of, if it is one of a field.
    pub(crate) fn path(&self) -> Option<&FieldPath> {
        match self {
            Self::OffsetOf(path) | Self::SizeOf(path) | Self::AlignOf(path) => Some(path),
            Self::Size | Self::Align | Self::Padding | Self::Fields | Self::CacheLines => None,
        }
    }
}
