//! What is read of the user's tokens without understanding them: where a list's items end, and which
//! angle brackets belong together.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};

/// Tokens that are being read.
pub(crate) type Tokens = Peekable<IntoIter>;

/// The tokens of a stream. Those that a macro was given stand in a group without delimiters, which is opened
/// if it comes first.
pub(crate) fn unwrapped(stream: TokenStream) -> Tokens {
    let mut tokens = stream.into_iter().peekable();
    while let Some(group) = as_group(tokens.peek(), Delimiter::None) {
        let mut opened = group.stream();
        opened.extend(tokens.skip(1));
        tokens = opened.into_iter().peekable();
    }
    tokens
}

pub(crate) fn is_punct(token: Option<&TokenTree>, char: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == char)
}

/// The tokens with what a macro was given among them, such as a lifetime, out of its group.
pub(crate) fn flattened(stream: TokenStream) -> TokenStream {
    let mut tokens = Vec::new();
    push_flattened(stream, &mut tokens);
    tokens.into_iter().collect()
}

fn push_flattened(stream: TokenStream, tokens: &mut Vec<TokenTree>) {
    for token in stream {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                push_flattened(group.stream(), tokens);
            }
            token => tokens.push(token),
        }
    }
}

/// The tokens of a type or an expression, with parentheses around what a macro was given and what is more than
/// one operand: the `1 + 2` of `2 * $e`, and the `dyn A + B` of `&$t`. The compiler reads the output of a
/// macro of this sort as if the group without delimiters were not there.
pub(crate) fn parenthesized(mut tokens: Vec<TokenTree>) -> Vec<TokenTree> {
    for index in 0..tokens.len() {
        let TokenTree::Group(group) = &tokens[index] else { continue };
        let mut delimiter = group.delimiter();
        if delimiter == Delimiter::None {
            let (inner, behind) = (group.stream(), &tokens[index + 1..]);
            let before = &tokens[..index];
            let is_argument = is_punct(before.last(), '<')
                && (is_punct(behind.first(), '>') || is_punct(behind.first(), ','));
            let is_operand = !is_argument && (ends_in_operator(before) || goes_on(behind));
            if is_operand && has_operator(&inner) || is_called(behind) && is_prefixed(&inner) {
                delimiter = Delimiter::Parenthesis;
            }
        }
        let inner = parenthesized(group.stream().into_iter().collect());
        let mut written = Group::new(delimiter, inner.into_iter().collect());
        written.set_span(group.span());
        tokens[index] = written.into();
    }
    tokens
}

const BINARY: &str = "+-*/%^&|<>";

/// Whether an operand is due behind these tokens; as behind the `&` of a reference, and what follows it.
fn ends_in_operator(before: &[TokenTree]) -> bool {
    match before {
        [.., TokenTree::Punct(first), TokenTree::Punct(second)] if second.as_char() == '=' => {
            first.spacing() == Spacing::Joint && "=<>!".contains(first.as_char())
        }
        // A match's arm is an expression of its own.
        [.., TokenTree::Punct(first), TokenTree::Punct(second)] if second.as_char() == '>' => {
            first.as_char() != '='
        }
        [.., TokenTree::Punct(mark)] => BINARY.contains(mark.as_char()) || mark.as_char() == '!',
        [.., TokenTree::Punct(mark), TokenTree::Ident(word)] => {
            mark.as_char() == '\'' || word == "mut" || word == "const"
        }
        [.., TokenTree::Ident(word)] => word == "mut" || word == "as",
        // The lifetime that a macro was given.
        [.., TokenTree::Punct(mark), TokenTree::Group(group)] => {
            mark.as_char() == '&' && group.delimiter() == Delimiter::None
        }
        _ => false,
    }
}

/// Whether what follows an operand goes on with it. It may be the end of what stands in angle brackets.
fn goes_on(behind: &[TokenTree]) -> bool {
    match behind {
        [TokenTree::Punct(first), TokenTree::Punct(second), ..]
            if first.spacing() == Spacing::Joint && "=!".contains(first.as_char()) =>
        {
            second.as_char() == '='
        }
        [TokenTree::Punct(mark), ..] => BINARY.contains(mark.as_char()) || is_called(behind),
        [TokenTree::Ident(word), ..] => word == "as",
        _ => is_called(behind),
    }
}

/// Whether what follows binds closer than any operator.
fn is_called(behind: &[TokenTree]) -> bool {
    match behind.first() {
        Some(TokenTree::Punct(mark)) => ".?".contains(mark.as_char()),
        Some(TokenTree::Group(group)) => {
            matches!(group.delimiter(), Delimiter::Parenthesis | Delimiter::Bracket)
        }
        _ => false,
    }
}

fn is_prefixed(operand: &TokenStream) -> bool {
    let first = operand.clone().into_iter().next();
    matches!(first, Some(TokenTree::Punct(mark)) if "-!*&|".contains(mark.as_char()))
}

/// Whether an operator joins what stands there, which is an expression or a type. Generic arguments are none.
fn has_operator(operand: &TokenStream) -> bool {
    let mut depth = 0_i32;
    let mut is_found = false;
    // What stands before is an operand.
    let mut is_behind = false;
    let mut before = ' ';
    let mut tokens = operand.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let mark = match &token {
            TokenTree::Punct(mark) => mark.as_char(),
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                is_found |= depth == 0 && has_operator(&group.stream());
                ' '
            }
            TokenTree::Ident(word) if word == "as" && depth == 0 => {
                is_found = true;
                ' '
            }
            _ => ' ',
        };
        match mark {
            // Of another sort, such as an item.
            ';' => return false,
            '<' => depth += 1,
            '-' if is_punct(tokens.peek(), '>') => {}
            '>' if before == '-' || before == '=' => {}
            '>' => depth -= 1,
            '|' => is_found = true,
            '-' | '*' | '&' | '+' | '/' | '%' | '^' if depth == 0 && is_behind => {
                is_found = true;
            }
            '=' if depth == 0 && "=!".contains(before) => is_found = true,
            _ => {}
        }
        let is_arrow = mark == '>' && before == '-';
        is_behind = match token {
            TokenTree::Punct(_) => mark == '>' && !is_arrow || mark == '?',
            TokenTree::Ident(_) | TokenTree::Literal(_) | TokenTree::Group(_) => true,
        };
        before = mark;
    }
    is_found || depth != 0
}

/// Whether braces are among tokens.
pub(crate) fn has_block(tokens: &TokenStream) -> bool {
    for token in tokens.clone() {
        if let TokenTree::Group(group) = token {
            if group.delimiter() == Delimiter::Brace || has_block(&group.stream()) {
                return true;
            }
        }
    }
    false
}

/// How many tokens of a lifetime stand first: none, or one if a macro was given it.
pub(crate) fn lifetime_len(tokens: &[TokenTree]) -> usize {
    match tokens.first() {
        first if is_punct(first, '\'') => 2,
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
            usize::from(is_punct(group.stream().into_iter().next().as_ref(), '\''))
        }
        _ => 0,
    }
}

/// Whether a mark is the first half of `->`, `=>` or `::`.
pub(crate) fn is_joint(token: Option<&TokenTree>, char: char) -> bool {
    let joint = Spacing::Joint;
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == char && punct.spacing() == joint)
}

pub(crate) fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == word)
}

pub(crate) fn as_group(token: Option<&TokenTree>, delimiter: Delimiter) -> Option<&Group> {
    match token {
        Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
        _ => None,
    }
}

/// The next token, if it is an identifier.
pub(crate) fn next_ident(tokens: &mut Tokens) -> Option<Ident> {
    match tokens.next_if(|token| matches!(token, TokenTree::Ident(_)))? {
        TokenTree::Ident(ident) => Some(ident),
        _ => None,
    }
}

/// How many generic arguments are open, among tokens in which `<` and `>` are never operators.
#[derive(Default)]
pub(crate) struct Angles {
    depth: usize,
    /// Whether a `-` or `=` stands last, which makes an arrow of a `>`.
    in_arrow: bool,
}

impl Angles {
    pub(crate) fn see(&mut self, token: &TokenTree) {
        let TokenTree::Punct(punct) = token else {
            self.in_arrow = false;
            return;
        };
        match punct.as_char() {
            '<' => self.depth += 1,
            '>' if !self.in_arrow => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.in_arrow = matches!(punct.as_char(), '-' | '=') && punct.spacing() == Spacing::Joint;
    }

    pub(crate) fn are_closed(&self) -> bool {
        self.depth == 0
    }
}

/// The tokens of a type, or of other things without operators, up to a comma that is not inside of it. The
/// comma is passed over.
pub(crate) fn take_item(tokens: &mut Tokens) -> Vec<TokenTree> {
    let mut angles = Angles::default();
    let mut item = Vec::new();
    for token in tokens {
        if angles.are_closed() && is_punct(Some(&token), ',') {
            break;
        }
        angles.see(&token);
        item.push(token);
    }
    item
}

/// The items between commas. One that is empty is none: a comma may stand last.
pub(crate) fn items(tokens: &[TokenTree]) -> Vec<&[TokenTree]> {
    let mut angles = Angles::default();
    let separated = tokens.split(|token| {
        angles.see(token);
        angles.are_closed() && is_punct(Some(token), ',')
    });
    separated.filter(|item| !item.is_empty()).collect()
}

/// The place of the `>` that closes the `<` which stands first.
pub(crate) fn closing(tokens: &[TokenTree]) -> Option<usize> {
    let mut angles = Angles::default();
    tokens.iter().position(|token| {
        angles.see(token);
        angles.are_closed()
    })
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

    use super::parenthesized;

    /// The tokens of a text, in which `#` stands for what a macro was given.
    fn given(text: &str, operand: &str) -> String {
        let operand: TokenStream = operand.parse().expect(operand);
        let group = TokenTree::from(Group::new(Delimiter::None, operand));
        let text: TokenStream = text.parse().expect(text);
        let tokens = text.into_iter().map(|token| match &token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => group.clone(),
            _ => token,
        });
        let written: TokenStream = parenthesized(tokens.collect()).into_iter().collect();
        written.to_string().replace(' ', "")
    }

    #[test]
    fn operands_stand_in_parentheses() {
        for (text, operand, expected) in [
            ("2 * #", "1 + 2", "2*(1+2)"),
            ("# as usize", "1 + 2", "(1+2)asusize"),
            ("#.pow(2)", "-3", "(-3).pow(2)"),
            ("x == #", "a | b", "x==(a|b)"),
            ("# != x", "a as u8", "(aasu8)!=x"),
            ("!#", "a < b", "!(a<b)"),
            ("#[0]", "&x", "(&x)[0]"),
            ("&#", "dyn A + B", "&(dynA+B)"),
            ("&'static mut #", "dyn A + 'a", "&'staticmut(dynA+'a)"),
            ("fn() -> #", "dyn A + B", "fn()->(dynA+B)"),
            ("*const #", "A + B", "*const(A+B)"),
        ] {
            assert_eq!(given(text, operand), expected, "{operand} in {text}");
        }
    }

    #[test]
    fn what_is_one_operand_stays_as_it_is() {
        for (text, operand) in [
            ("#", "1 + 2"),
            ("2 * #", "1"),
            ("2 * #", "f::<u8>(1 + 2)"),
            ("2 * #", "-3"),
            ("Vec<#>", "dyn A + B"),
            ("Vec<#, u8>", "&'a u8"),
            ("&#", "Vec<u8>"),
            ("&#", "fn(u8) -> u8"),
            ("&#", "dyn Fn(u8) -> Vec<u8>"),
            ("&# u8", "'a"),
            ("<#>::BITS", "u8"),
            ("# x", "const X: usize = 1 + 2;"),
            ("# => 1", "a | b"),
        ] {
            let expected = text.replace('#', operand).replace(' ', "");
            assert_eq!(given(text, operand), expected, "{operand} in {text}");
        }
    }
}
