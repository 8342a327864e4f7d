//! The operators of comparisons.

use proc_macro2::{Punct, Spacing, Span, TokenTree};
use syn::buffer::Cursor;
use syn::parse::{ParseStream, Result};
use syn::{Error, Token};

use super::at_end_of_check;

/// How a check compares.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Operator {
    /// The name of the variant of `layout_core::check::Op`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Eq => "Eq",
            Self::Ne => "Ne",
            Self::Lt => "Lt",
            Self::Le => "Le",
            Self::Gt => "Gt",
            Self::Ge => "Ge",
        }
    }

    /// What the names of the functions of `layout_core::check` end in that compare at once.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Lt => "lt",
            Self::Le => "le",
            Self::Gt => "gt",
            Self::Ge => "ge",
        }
    }

    pub(super) fn symbol(self) -> &'static str {
        match self {
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }

    pub(super) fn is_equality(self) -> bool {
        matches!(self, Self::Eq | Self::Ne)
    }
}

/// The operator that stands next, if it is one.
fn next_operator(cursor: Cursor<'_>) -> Option<(Operator, Cursor<'_>)> {
    let (first, rest) = cursor.punct()?;
    let second = joined(&first, rest);
    let third = second.as_ref().and_then(|(mark, rest)| joined(mark, *rest));
    let char = |next: &Option<(Punct, _)>| next.as_ref().map(|(mark, _)| mark.as_char());
    let operator = match (first.as_char(), char(&second), char(&third)) {
        // Another is meant, which the error names.
        ('=', Some('='), Some('=')) | ('<', Some('>'), _) => return None,
        ('=', Some('='), _) => Operator::Eq,
        ('!', Some('='), _) => Operator::Ne,
        ('<', Some('='), _) => Operator::Le,
        ('>', Some('='), _) => Operator::Ge,
        ('<', ..) => return Some((Operator::Lt, rest)),
        ('>', ..) => return Some((Operator::Gt, rest)),
        _ => return None,
    };
    Some((operator, second?.1))
}

/// The mark that is written together with the one before it.
fn joined<'a>(before: &Punct, rest: Cursor<'a>) -> Option<(Punct, Cursor<'a>)> {
    rest.punct().filter(|_| before.spacing() == Spacing::Joint)
}

/// The operator and its place. If nothing is left, `before` is to blame.
pub(super) fn parse_operator(input: ParseStream<'_>, before: Span) -> Result<(Operator, Span)> {
    let place = input.span();
    let next = input.step(|cursor| next_operator(*cursor).ok_or_else(|| cursor.error("")));
    if let Ok(operator) = next {
        return Ok((operator, place));
    }
    for (wrong, right) in [("=>", ">="), ("=<", "<="), ("===", "=="), ("<>", "!=")] {
        if starts_with(input, wrong) {
            let message = format!("unknown operator `{wrong}`, use `{right}`");
            return Err(input.error(message));
        }
    }
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

#[cfg(test)]
mod tests {
    use proc_macro2::{Span, TokenStream};
    use syn::parse::{ParseStream, Parser, Result};

    use super::parse_operator;

    fn read(text: &str) -> Result<(&'static str, String)> {
        let parser = |input: ParseStream<'_>| {
            let (operator, _) = parse_operator(input, Span::call_site())?;
            Ok((operator.symbol(), input.parse::<TokenStream>()?.to_string()))
        };
        parser.parse_str(text)
    }

    #[test]
    fn an_operator_ends_where_its_constant_begins() {
        for symbol in ["==", "!=", "<", "<=", ">", ">="] {
            for (constant, kept) in
                [(" 8", "8"), ("8", "8"), ("-8", "- 8"), (" -8", "- 8"), ("", "")]
            {
                let read = read(&format!("{symbol}{constant}"));
                assert_eq!(read.expect(symbol), (symbol, kept.to_owned()), "{constant}");
            }
        }
        // Not one of ours, whose constant begins with the rest.
        for (text, symbol) in
            [("<<T>::N", "<"), ("== =8", "=="), ("< =8", "<"), ("< >8", "<"), ("!==8", "!=")]
        {
            assert_eq!(read(text).expect(text).0, symbol);
        }
    }

    #[test]
    fn other_marks_are_no_operator() {
        for text in
            ["=", "= 8", "= =8", "!", "! =8", "=>", "=<8", "===8", "=== 8", "<>8", "+ 8", "8", ""]
        {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
