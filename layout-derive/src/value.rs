//! The constant behind a check's operator: where it ends, which is all that is read of it.

use proc_macro2::{Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Result};
use syn::{Error, Ident, Lit, Token, token};

/// A constant that a check compares with.
#[derive(Clone)]
pub(crate) enum Value {
    /// A literal, its text, and the integer that it is.
    Literal(Literal, String, Option<i128>),
    Expression(TokenStream),
}

impl Value {
    /// Reads a constant, as [`parse_value`] does.
    pub(crate) fn parse(
        input: ParseStream<'_>,
        before: Span,
        starts_check: impl Fn(&Ident) -> bool,
    ) -> Result<(Self, Span)> {
        if let Some((literal, rest)) = input.cursor().literal() {
            let is_alone =
                rest.eof() || rest.punct().is_some_and(|(mark, _)| mark.as_char() == ',');
            if is_alone {
                // As most are written: all else below costs more.
                input.parse::<Literal>()?;
                let span = literal.span();
                let text = literal.to_string();
                let number = integer(&literal, &text);
                return Ok((Self::Literal(literal, text, number), span));
            }
        }
        let (tokens, last) = parse_value(input, before, starts_check)?;
        Ok((Self::Expression(tokens), last))
    }

    /// The integer that the constant is, if it is a literal or the negative of one.
    pub(crate) fn integer(&self) -> Option<i128> {
        let tokens = match self {
            Self::Literal(_, _, number) => return *number,
            Self::Expression(tokens) => tokens.clone(),
        };
        let mut tokens = tokens.into_iter();
        match (tokens.next()?, tokens.next()?, tokens.next()) {
            (TokenTree::Punct(punct), TokenTree::Literal(literal), None)
                if punct.as_char() == '-' =>
            {
                let text = literal.to_string();
                Some(-integer(&literal, &text)?)
            }
            _ => None,
        }
    }
}

impl ToTokens for Value {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Literal(literal, ..) => literal.to_tokens(tokens),
            Self::Expression(expression) => expression.to_tokens(tokens),
        }
    }
}

/// The integer that a literal of that text is.
fn integer(literal: &Literal, text: &str) -> Option<i128> {
    // As most are written.
    if let Ok(integer) = text.parse() {
        return Some(integer);
    }
    match Lit::new(literal.clone()) {
        Lit::Int(literal) => literal.base10_parse().ok(),
        _ => None,
    }
}

/// The tokens of a constant expression, up to a comma that is not inside of it, and the last's place.
///
/// They are passed on as they are: the compiler says what is wrong with them. If there are none, what
/// stands before them is to blame. `starts_check` tells the words that begin a check, so that a comma
/// which is missing before one is found.
pub(crate) fn parse_value(
    input: ParseStream<'_>,
    before: Span,
    starts_check: impl Fn(&Ident) -> bool,
) -> Result<(TokenStream, Span)> {
    let mut value = TokenStream::new();
    let mut last = before;
    let mut state = State::default();
    while !input.is_empty() && (!input.peek(Token![,]) || state.depth > 0) {
        if state.operand_ended && is_behind_comma(input, &starts_check) {
            return Err(input.error("expected `,` between checks"));
        }
        let token: TokenTree = input.parse()?;
        last = token.span();
        state.see(&token);
        value.extend([token]);
    }
    if value.is_empty() {
        return Err(Error::new(before, "expected a constant behind the operator"));
    }
    if state.operand_is_due() && state.depth == 0 {
        return Err(Error::new(last, "expected something behind this operator"));
    }
    Ok((value, last))
}

/// Whether the next token cannot go on with the expression that it follows: a comma is missing.
fn is_behind_comma(input: ParseStream<'_>, starts_check: &impl Fn(&Ident) -> bool) -> bool {
    if input.peek(Token![;]) || input.peek(Token![&&]) && is_check(input, 2, starts_check) {
        return true;
    }
    is_check(input, 0, starts_check)
}

/// Whether a check begins behind `skip` tokens: its word, and what must follow that.
fn is_check(input: ParseStream<'_>, skip: usize, starts_check: &impl Fn(&Ident) -> bool) -> bool {
    let ahead = input.fork();
    for _ in 0..skip {
        let _ = ahead.parse::<TokenTree>();
    }
    if !ahead.parse::<Ident>().is_ok_and(|word| starts_check(&word)) {
        return false;
    }
    let is_compared = ahead.peek(token::Paren)
        // As well `==`, `<=` and `>=`.
        || ahead.peek(Token![=])
        || ahead.peek(Token![<])
        || ahead.peek(Token![>])
        || ahead.peek(Token![!=]);
    is_compared || ahead.is_empty() || ahead.peek(Token![,])
}

/// How far an expression was read. Tells the angle brackets of generic arguments, whose commas
/// separate nothing of ours, from the operators: a `<` opens arguments behind `::` and where an operand
/// is due.
#[derive(Default)]
struct State {
    /// How many generic arguments are open.
    depth: usize,
    /// The last token, if it was a punctuation mark.
    last: Option<char>,
    /// Whether the last token was the first half of `<<`.
    half_shift: bool,
    /// Whether an operand stands last, so that an operator or the end is due.
    operand_ended: bool,
    started: bool,
}

impl State {
    fn operand_is_due(&self) -> bool {
        !self.operand_ended && self.last.is_some_and(|last| last != '>')
    }

    fn see(&mut self, token: &TokenTree) {
        match token {
            TokenTree::Punct(punct) => self.see_punct(punct),
            TokenTree::Ident(ident) => self.see_operand(!is_prefix(ident)),
            TokenTree::Literal(_) | TokenTree::Group(_) => self.see_operand(true),
        }
        self.started = true;
    }

    fn see_operand(&mut self, ended: bool) {
        self.operand_ended = ended;
        self.last = None;
        self.half_shift = false;
    }

    fn see_punct(&mut self, punct: &Punct) {
        let char = punct.as_char();
        let is_shift = char == '<' && self.half_shift;
        let opens = self.depth > 0 || self.last == Some(':') || !self.operand_ended;
        self.half_shift = false;
        match char {
            '<' if is_shift => {}
            '<' if opens => self.depth += 1,
            '<' => self.half_shift = punct.spacing() == Spacing::Joint,
            '>' if !matches!(self.last, Some('-' | '=')) && self.depth > 0 => self.depth -= 1,
            _ => {}
        }
        // Behind generic arguments and `?` an expression may end.
        self.operand_ended =
            (char == '>' && self.depth == 0 && self.last != Some('>')) || char == '?';
        self.last = Some(char);
    }
}

/// Whether a word needs an operand behind it.
fn is_prefix(ident: &Ident) -> bool {
    ["as", "const", "if", "else", "match", "move", "mut", "return", "unsafe"]
        .iter()
        .any(|word| ident == word)
}
