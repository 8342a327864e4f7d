//! From tokens to checks.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Result};
use syn::{Error, Ident, Token, token};

use super::conflict::drop_duplicates;
use super::operator::parse_operator;
use super::path::{parse_field, parse_fields, parse_operand, parse_renamed, parse_variant};
use super::{Check, Extent, FieldPath, Names, Property, SameAs, Scope, What};
use crate::nearest::nearest;
use crate::type_tokens::TypeTokens;
use crate::value::{Value, parse_value};

/// Reads checks up to the end of the input. A fault costs its own check only: the others are read on.
pub(crate) fn parse_checks(
    input: ParseStream<'_>,
    scope: Scope<'_>,
    checks: &mut Vec<Check>,
    errors: &mut Vec<Error>,
) {
    let mut list = List { scope, checks: Vec::new(), line_size: None };
    while !input.is_empty() {
        if let Err(error) = list.read(input) {
            errors.push(error);
            skip_to_comma(input);
        }
        if input.is_empty() {
            break;
        }
        if let Err(error) = input.parse::<Token![,]>() {
            errors.push(error);
            skip_to_comma(input);
            let _ = input.parse::<Option<Token![,]>>();
        }
    }
    errors.extend(list.set_line_size().err());
    drop_duplicates(&mut list.checks, errors);
    checks.append(&mut list.checks);
}

/// A list of checks that is being read.
struct List<'a> {
    scope: Scope<'a>,
    checks: Vec<Check>,
    /// `line_size(N)`, and the place of the word.
    line_size: Option<(TokenStream, Span)>,
}

impl List<'_> {
    /// Reads one check, or a setting of the others.
    fn read(&mut self, input: ParseStream<'_>) -> Result<()> {
        let word = parse_word(input, self.scope)?;
        let first = word.span();
        if word == "line_size" {
            return self.read_line_size(first, input);
        }
        let (what, last) = parse_what(&word, input, self.scope)?;
        if !matches!(what, What::Compare(..)) {
            expect_end(&word, input, self.scope)?;
        }
        self.checks.push(Check { what, extent: Extent { first, last }, line_size: None });
        Ok(())
    }

    /// The `(128)` of `line_size(128)`.
    fn read_line_size(&mut self, place: Span, input: ParseStream<'_>) -> Result<()> {
        const EXPECTED: &str = "`line_size` takes a constant in parentheses: `line_size(128)`";
        if !input.peek(token::Paren) {
            return Err(Error::new(place, EXPECTED));
        }
        let (size, _) = parse_operand(input, EXPECTED, |inner| {
            let (size, _) = parse_value(inner, place, |_| false)?;
            if inner.is_empty() { Ok(size) } else { Err(inner.error(EXPECTED)) }
        })?;
        if !at_end_of_check(input) {
            return Err(input.error("`line_size(128)` stands alone, beside checks of lines"));
        }
        if self.line_size.is_some() {
            return Err(Error::new(place, "`line_size` is set twice"));
        }
        self.line_size = Some((size, place));
        Ok(())
    }

    /// Tells the checks of lines how large a line is.
    fn set_line_size(&mut self) -> Result<()> {
        let Some((size, place)) = self.line_size.take() else { return Ok(()) };
        let checks = self.checks.iter_mut();
        let mut checks = checks.filter(|check| check.what.is_of_lines()).peekable();
        if checks.peek().is_none() {
            let message = "`line_size` stands beside the checks that it is for: `cache_lines`, `line`, \
                           `starts_line`, `same_line`, `separate_lines`";
            return Err(Error::new(place, message));
        }
        checks.for_each(|check| check.line_size = Some(size.clone()));
        Ok(())
    }
}

fn parse_word(input: ParseStream<'_>, scope: Scope<'_>) -> Result<Ident> {
    let Ok(word) = input.call(Ident::parse_any) else {
        return Err(input.error("expected a check such as `size == 8`: the property comes first"));
    };
    if scope.knows(&word) {
        Ok(word)
    } else {
        Err(Error::new(word.span(), scope.unknown(&word.to_string())))
    }
}

/// What a check asks for, and the place of its last token.
fn parse_what(word: &Ident, input: ParseStream<'_>, scope: Scope<'_>) -> Result<(What, Span)> {
    let place = word.span();
    match word.to_string().as_str() {
        "no_padding" => Ok((What::NoPadding, place)),
        "no_holes" => Ok((What::NoHoles, place)),
        "niche" => Ok((What::Niche, place)),
        "portable" => Ok((What::Portable, place)),
        "same_line" => {
            let (paths, last) = parse_together(word, input, scope)?;
            Ok((What::SameLine(paths), last))
        }
        "separate_lines" => {
            let (paths, last) = parse_together(word, input, scope)?;
            Ok((What::SeparateLines(paths), last))
        }
        "starts_line" => {
            let (path, last) = parse_path_of(word, input, scope)?;
            let path = path.ok_or_else(|| {
                Error::new(place, "`starts_line` needs a field: `starts_line(field)`")
            })?;
            Ok((What::StartsLine(path), last))
        }
        "same_as" => {
            let (same, last) = parse_same_as(input, place)?;
            Ok((What::SameAs(same), last))
        }
        _ => parse_comparison(word, input, scope),
    }
}

/// The `(Other, rename(a = b))` behind `same_as`.
fn parse_same_as(input: ParseStream<'_>, place: Span) -> Result<(SameAs, Span)> {
    const EXPECTED: &str = "`same_as` needs a type: `same_as(ffi::Packet)`";
    const OPTIONS: &str = "expected `rename(name = other_name)` or `positional`";
    if !input.peek(token::Paren) {
        return Err(Error::new(place, EXPECTED));
    }
    parse_operand(input, EXPECTED, |inner| {
        let place = inner.span();
        let other: TypeTokens = inner.parse().map_err(|_| Error::new(place, EXPECTED))?;
        let mut names = Names::Renamed(Vec::new());
        if inner.is_empty() {
            return Ok(SameAs { other, names });
        }
        if inner.parse::<Token![,]>().is_err() {
            return Err(inner.error(EXPECTED));
        }
        let place = inner.span();
        match inner.parse::<Ident>() {
            Ok(word) if word == "positional" => names = Names::Positional,
            Ok(word) if word == "rename" && inner.peek(token::Paren) => {
                names = Names::Renamed(parse_renamed(inner)?);
            }
            Ok(word) if word == "rename" => {
                let message = "`rename` takes names: `rename(name = other_name)`";
                return Err(Error::new(word.span(), message));
            }
            Ok(word) => {
                let near = nearest(&word.to_string(), ["rename", "positional"]);
                let hint =
                    near.map_or_else(String::new, |near| format!(", did you mean `{near}`?"));
                return Err(Error::new(place, format!("{OPTIONS}{hint}")));
            }
            Err(_) if inner.is_empty() => return Ok(SameAs { other, names }),
            Err(_) => return Err(Error::new(place, OPTIONS)),
        }
        let _ = inner.parse::<Option<Token![,]>>();
        if inner.is_empty() { Ok(SameAs { other, names }) } else { Err(inner.error(OPTIONS)) }
    })
}

/// The fields of a check that needs several, of which a field's own attribute implies one.
fn parse_together(
    word: &Ident,
    input: ParseStream<'_>,
    scope: Scope<'_>,
) -> Result<(Vec<FieldPath>, Span)> {
    let implied = match scope {
        Scope::Field(path) => Some(FieldPath { text: path.to_owned(), span: word.span() }),
        _ => None,
    };
    let example = if implied.is_some() { "(other)" } else { "(one, other)" };
    let needed = 2 - usize::from(implied.is_some());
    let too_few = |place| {
        let fields = if needed == 1 { "another field" } else { "two fields" };
        Error::new(place, format!("`{word}` needs {fields}: `{word}{example}`"))
    };
    if !input.peek(token::Paren) {
        return Err(too_few(word.span()));
    }
    let (paths, last) = parse_fields(input)?;
    match paths.as_slice() {
        [path, ..] if paths.len() < needed => return Err(too_few(path.span)),
        _ => {}
    }
    if let (Some(implied), Some((variant, _))) =
        (&implied, implied.as_ref().and_then(|implied| implied.text.split_once('.')))
    {
        // Beside a variant's field, its siblings are named alone.
        let siblings = paths.into_iter().map(|path| {
            let text = format!("{variant}.{}", path.text);
            FieldPath { text, ..path }
        });
        return distinct(std::iter::once(implied.clone()).chain(siblings).collect(), last);
    }
    distinct(implied.into_iter().chain(paths).collect(), last)
}

/// The paths, unless the implied one is named again.
fn distinct(paths: Vec<FieldPath>, last: Span) -> Result<(Vec<FieldPath>, Span)> {
    let again = paths.iter().skip(1).find(|path| path.text == paths[0].text);
    match again {
        Some(path) => {
            let message = format!("`{}` is the field itself: name another", path.text);
            Err(Error::new(path.span, message))
        }
        None => Ok((paths, last)),
    }
}

/// The path behind a word, or the one that is implied; and the place of the last token.
fn parse_path_of(
    word: &Ident,
    input: ParseStream<'_>,
    scope: Scope<'_>,
) -> Result<(Option<FieldPath>, Span)> {
    let place = word.span();
    let given = if !input.peek(token::Paren) {
        None
    } else if word == "discriminant" {
        Some(parse_variant(input)?)
    } else {
        Some(parse_field(input)?)
    };
    match (given, scope) {
        (Some((path, _)), Scope::Field(_) | Scope::Variant(_)) => {
            let what = if matches!(scope, Scope::Field(_)) { "field" } else { "variant" };
            let message = format!("the {what} is implied here: write `{word}` alone");
            Err(Error::new(path.span, message))
        }
        (None, Scope::Field(path) | Scope::Variant(path)) => {
            Ok((Some(FieldPath { text: path.to_owned(), span: place }), place))
        }
        (Some((path, last)), Scope::Type | Scope::Assertion) => Ok((Some(path), last)),
        (None, Scope::Type | Scope::Assertion) => Ok((None, place)),
    }
}

/// `property OP value`, of which the word is read.
fn parse_comparison(
    word: &Ident,
    input: ParseStream<'_>,
    scope: Scope<'_>,
) -> Result<(What, Span)> {
    let (path, _) = parse_path_of(word, input, scope)?;
    let property = property(word, path)?;
    let (operator, place) = parse_operator(input, word.span())?;
    if matches!(property, Property::Fingerprint) && !operator.is_equality() {
        let message = "a fingerprint has no order: use `==` or `!=`";
        return Err(Error::new(place, message));
    }
    let (value, last) = Value::parse(input, place, |word| scope.knows(word))?;
    Ok((What::Compare(property, operator, value), last))
}

fn property(word: &Ident, path: Option<FieldPath>) -> Result<Property> {
    let name = word.to_string();
    let (kind, form) = match (name.as_str(), path) {
        ("size", None) => return Ok(Property::Size),
        ("align", None) => return Ok(Property::Align),
        ("padding", None) => return Ok(Property::Padding),
        ("fields", None) => return Ok(Property::Fields),
        ("cache_lines", None) => return Ok(Property::CacheLines),
        ("fingerprint", None) => return Ok(Property::Fingerprint),
        ("offset", Some(path)) => return Ok(Property::OffsetOf(path)),
        ("size", Some(path)) => return Ok(Property::SizeOf(path)),
        ("align", Some(path)) => return Ok(Property::AlignOf(path)),
        ("line", Some(path)) => return Ok(Property::LineOf(path)),
        ("discriminant", Some(variant)) => return Ok(Property::Discriminant(variant)),
        ("discriminant", None) => ("variant", "discriminant(Variant) == 1"),
        ("line", None) => ("field", "line(field) == 0"),
        (_, None) => ("field", "offset(field) == 4"),
        (_, Some(path)) => {
            return Err(Error::new(path.span, format!("`{name}` takes no field")));
        }
    };
    Err(Error::new(word.span(), format!("`{name}` needs a {kind}: `{form}`")))
}

/// Finds what stands behind a check that is not a comparison.
fn expect_end(word: &Ident, input: ParseStream<'_>, scope: Scope<'_>) -> Result<()> {
    if at_end_of_check(input) {
        return Ok(());
    }
    let is_check = input.fork().parse::<Ident>().is_ok_and(|word| scope.knows(&word));
    Err(input.error(if is_check || input.peek(Token![;]) {
        "expected `,` between checks".to_owned()
    } else if matches!(word.to_string().as_str(), "no_padding" | "no_holes" | "niche" | "portable")
    {
        format!("`{word}` stands alone: it takes no field and no operator")
    } else {
        format!("`{word}` takes no operator: it holds or it does not")
    }))
}

pub(super) fn at_end_of_check(input: ParseStream<'_>) -> bool {
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
