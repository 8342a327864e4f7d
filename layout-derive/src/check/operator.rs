//! The operators of comparisons.

use proc_macro2::{Spacing, Span, TokenTree};
use syn::buffer::Cursor;
use syn::parse::{ParseStream, Result};
use syn::{Error, Token};

use super::parse::at_end_of_check;

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

/// The operator that stands next and alone, if it is one.
fn next_operator(cursor: Cursor<'_>) -> Option<(Operator, Cursor<'_>)> {
    let (first, rest) = cursor.punct()?;
    if first.spacing() == Spacing::Alone {
        return match first.as_char() {
            '<' => Some((Operator::Lt, rest)),
            '>' => Some((Operator::Gt, rest)),
            _ => None,
        };
    }
    let (second, rest) = rest.punct()?;
    if second.spacing() != Spacing::Alone || second.as_char() != '=' {
        return None;
    }
    let operator = match first.as_char() {
        '=' => Operator::Eq,
        '!' => Operator::Ne,
        '<' => Operator::Le,
        '>' => Operator::Ge,
        _ => return None,
    };
    Some((operator, rest))
}

/// The operator and its place. If nothing is left, `before` is to blame.
pub(super) fn parse_operator(input: ParseStream<'_>, before: Span) -> Result<(Operator, Span)> {
    // As most are written: all else below costs more.
    let place = input.span();
    let next = input.step(|cursor| next_operator(*cursor).ok_or_else(|| cursor.error("")));
    if let Ok(operator) = next {
        return Ok((operator, place));
    }
    macro_rules! operators {
        ($($token:tt $name:ident),*) => {
            $(if input.peek(Token![$token]) {
                let place = input.span();
                input.parse::<Token![$token]>()?;
                return Ok((Operator::$name, place));
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
    operators!(== Eq, != Ne, <= Le, >= Ge, < Lt, > Gt);
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
