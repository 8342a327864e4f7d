//! What tokens are.

use std::ops::Range;

use proc_macro2::{Delimiter, Spacing, TokenTree};

pub(super) fn range(token: &TokenTree) -> Range<usize> {
    token.span().byte_range()
}

pub(super) fn is_punct(token: &TokenTree, what: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == what)
}

pub(super) fn is_joint(token: &TokenTree, what: char) -> bool {
    matches!(token, TokenTree::Punct(punct)
        if punct.as_char() == what && punct.spacing() == Spacing::Joint)
}

pub(super) fn is_ident(token: &TokenTree, what: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == what)
}

pub(super) fn is_braces(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}
