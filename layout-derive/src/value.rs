//! What stands after the property of a check: an operator, and a constant. Where the constant ends is all
//! that is read of it.

use proc_macro2::{Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::buffer::Cursor;
use syn::parse::{ParseStream, Result};
use syn::{Error, Ident, Lit, Token, token};

use crate::tokens::{Tokens, is_punct, parenthesized};

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

    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }

    pub(crate) fn is_equality(self) -> bool {
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
pub(crate) fn parse_operator(input: ParseStream<'_>, before: Span) -> Result<(Operator, Span)> {
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
    let is_end = input.is_empty() || input.peek(Token![,]);
    let place = if is_end { before } else { input.span() };
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

impl Value {
    /// The constant; a literal without a type, or the negative of one, as of the widest integer type that
    /// has it, so that it is not taken for an `i32`.
    pub(crate) fn widest(&self) -> TokenStream {
        let tokens = self.to_token_stream();
        let mut left: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let is_signed =
            matches!(left.first(), Some(TokenTree::Punct(mark)) if mark.as_char() == '-');
        let Some(TokenTree::Literal(literal)) = left.pop() else { return tokens };
        if left.len() != usize::from(is_signed) {
            return tokens;
        }
        let Lit::Int(int) = Lit::new(literal.clone()) else { return tokens };
        let suffix = match int.base10_parse::<i128>() {
            _ if !int.suffix().is_empty() => return tokens,
            Ok(_) => "i128",
            Err(_) => "u128",
        };
        let Ok(mut wide) = format!("{literal}{suffix}").parse::<Literal>() else { return tokens };
        wide.set_span(literal.span());
        left.push(wide.into());
        left.into_iter().collect()
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
    let mut value = Vec::new();
    let mut last = before;
    let mut state = State::default();
    while !input.is_empty() && (!input.peek(Token![,]) || state.depth > 0) {
        if state.operand_ended && is_behind_comma(input, &starts_check) {
            return Err(input.error("expected `,` between checks"));
        }
        let token: TokenTree = input.parse()?;
        last = token.span();
        state.see(&token);
        value.push(token);
    }
    if value.is_empty() {
        return Err(Error::new(before, "expected a constant after the operator"));
    }
    if state.operand_is_due() && state.depth == 0 {
        return Err(Error::new(last, "expected an operand after this operator"));
    }
    Ok((parenthesized(value).into_iter().collect(), last))
}

/// The tokens of an expression that the compiler has read, up to a comma that is not inside of it.
pub(crate) fn take_expression(tokens: &mut Tokens) -> TokenStream {
    let mut state = State::default();
    let mut expression = Vec::new();
    while let Some(token) = tokens.next_if(|token| state.depth > 0 || !is_punct(Some(token), ',')) {
        state.see(&token);
        expression.push(token);
    }
    parenthesized(expression).into_iter().collect()
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
/// separate nothing of ours, from the operators: a `<` opens arguments where an operand is due, as it is
/// behind `::`.
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
    /// Whether the last tokens are `as` and the begin of a type, so that a `<` opens arguments.
    in_cast: bool,
}

impl State {
    fn operand_is_due(&self) -> bool {
        !self.operand_ended && self.last.is_some_and(|last| last != '>')
    }

    fn see(&mut self, token: &TokenTree) {
        match token {
            TokenTree::Punct(punct) => self.see_punct(punct),
            TokenTree::Ident(ident) => {
                self.see_operand(!is_prefix(ident));
                self.in_cast |= ident == "as";
            }
            TokenTree::Literal(_) | TokenTree::Group(_) => {
                self.see_operand(true);
                self.in_cast = false;
            }
        }
    }

    fn see_operand(&mut self, ended: bool) {
        self.operand_ended = ended;
        self.last = None;
        self.half_shift = false;
    }

    fn see_punct(&mut self, punct: &Punct) {
        let char = punct.as_char();
        let is_shift = char == '<' && self.half_shift;
        let opens = self.depth > 0 || !self.operand_ended || self.in_cast;
        // The type may be a path or a pointer.
        self.in_cast &= char == ':' || !self.operand_ended;
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

#[cfg(test)]
mod tests {
    use proc_macro2::{Span, TokenStream};
    use syn::parse::{ParseStream, Parser, Result};

    use super::{Value, parse_operator, parse_value};
    use crate::type_text::tokens_text;

    /// The tokens of a constant in front of others, if `align` and `size` begin checks.
    fn read(text: &str) -> Result<(TokenStream, TokenStream)> {
        let parser = |input: ParseStream<'_>| {
            let starts_check = |word: &syn::Ident| word == "align" || word == "size";
            let (value, _) = parse_value(input, Span::call_site(), starts_check)?;
            Ok((value, input.parse()?))
        };
        parser.parse_str(text)
    }

    #[test]
    fn a_constant_ends_at_the_comma_behind_it() {
        for text in [
            "8",
            "-8",
            "!0 >> N",
            "A < B",
            "1 << 3",
            "1 << N << 3",
            "if A < B { 1 } else { 2 }",
            "f(1, 2)",
            "f::<u8, 2>()",
            "Foo::<Bar<u8, 2>, 3>::N",
            "Foo::<Bar<u8, 2>>::N",
            "<M<u8, 2> as Trait<u8, 2>>::N",
            "A < <M<u8, 2> as Trait>::N",
            "1 << <M<u8, 2> as Trait>::N",
            "1 << Foo::<u8, 2>::N",
            "-<M<u8, 2>>::N",
            "N as <M<u8, 2> as Trait>::Int",
            "N as Same<u8, 2>",
            "N as m::Same<u8, 2> as *const m::Same<u8, 2>",
            "N as u8 + A < B",
            "N as u8 * A < B",
            "f::<fn(u8) -> u8, 2>()",
            "f::<dyn Iterator<Item = u8>, 2>()",
            "Foo::<'a, 2>::N",
            "N >> M",
            "N?",
            "N as size",
            "N - size",
            "N >> size",
            "-size",
            "align",
            "Foo::size",
        ] {
            let (value, rest) = read(&format!("{text}, align == 4"))
                .unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(value.to_string(), text.parse::<TokenStream>().unwrap().to_string());
            assert_eq!(tokens_text(rest), ", align = = 4");
        }
    }

    #[test]
    fn a_comma_that_is_missing_is_found() {
        for value in
            ["8", "N", "f::<u8>()", "Foo::<u8>", "Foo::<u8, 2>", "[1, 2][0]", "N?", "1 << 3"]
        {
            for next in [" align == 4", " size(len) == 2", " size", " && size == 8", "; N"] {
                let error = read(&format!("{value}{next}")).expect_err(value).to_string();
                assert_eq!(error, "expected `,` between checks", "{value}{next}");
            }
        }
    }

    #[test]
    fn an_operator_needs_something_behind_it() {
        for text in ["1 +", "N -", "1 <<", "-", "N &&, align == 4"] {
            let error = read(text).expect_err(text).to_string();
            assert_eq!(error, "expected an operand after this operator", "{text}");
        }
        // What else is wrong is the compiler's to say.
        for text in ["N >", "N?", "return", "f::<u8", "f::<u8, -"] {
            assert!(read(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn integers_are_literals_and_their_negatives() {
        let integer = |text: &str| {
            let parser = |input: ParseStream<'_>| Value::parse(input, Span::call_site(), |_| false);
            parser.parse_str(text).unwrap_or_else(|error| panic!("{text}: {error}")).0.integer()
        };
        for (text, expected) in [
            ("8", Some(8)),
            ("1_000", Some(1000)),
            ("0x10usize", Some(16)),
            ("-8", Some(-8)),
            ("-0b11", Some(-3)),
            ("!8", None),
            ("--8", None),
            ("-N", None),
            ("-8 + 1", None),
            ("N", None),
            ("(8)", None),
            ("\"8\"", None),
        ] {
            assert_eq!(integer(text), expected, "{text}");
        }
    }

    fn read_operator(text: &str) -> Result<(&'static str, String)> {
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
                let read = read_operator(&format!("{symbol}{constant}"));
                assert_eq!(read.expect(symbol), (symbol, kept.to_owned()), "{constant}");
            }
        }
        // Not one of ours, whose constant begins with the rest.
        for (text, symbol) in
            [("<<T>::N", "<"), ("== =8", "=="), ("< =8", "<"), ("< >8", "<"), ("!==8", "!=")]
        {
            assert_eq!(read_operator(text).expect(text).0, symbol);
        }
    }

    #[test]
    fn other_marks_are_no_operator() {
        for text in
            ["=", "= 8", "= =8", "!", "! =8", "=>", "=<8", "===8", "=== 8", "<>8", "+ 8", "8", ""]
        {
            assert!(read_operator(text).is_err(), "{text}");
        }
    }
}
