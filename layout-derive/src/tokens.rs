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
