//! The declaration of a type, split into its parts. The compiler has read it before and found no fault.

use proc_macro2::{Delimiter, Group, Ident, Literal, TokenStream, TokenTree};

use super::Shape;
use crate::attr::Attribute;
use crate::generics::Generics;
use crate::tokens::{
    Tokens, as_group, closing, is_punct, is_word, next_ident, take_item, unwrapped,
};
use crate::type_tokens::TypeTokens;
use crate::value::take_expression;

/// The declaration of a struct, union or enum.
pub(super) struct Item {
    pub(super) attributes: Vec<Attribute>,
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) body: ItemBody,
}

pub(super) enum ItemBody {
    Struct(Shape, Vec<ItemField>),
    Union(Vec<ItemField>),
    Enum(Vec<ItemVariant>),
}

/// The declaration of a field.
pub(super) struct ItemField {
    pub(super) attributes: Vec<Attribute>,
    /// Its name or index.
    pub(super) member: TokenTree,
    pub(super) ty: TypeTokens,
}

/// The declaration of a variant.
pub(super) struct ItemVariant {
    pub(super) attributes: Vec<Attribute>,
    pub(super) ident: Ident,
    pub(super) shape: Shape,
    pub(super) fields: Vec<ItemField>,
    pub(super) discriminant: Option<TokenStream>,
}

impl Item {
    /// Splits a declaration. What is none, or of another kind, has no parts.
    pub(super) fn read(declaration: TokenStream) -> Option<Self> {
        let mut tokens = unwrapped(declaration);
        let attributes = Attribute::read_all(&mut tokens);
        skip_visibility(&mut tokens);
        let keyword = next_ident(&mut tokens)?.to_string();
        let ident = next_ident(&mut tokens)?;
        let rest: Vec<TokenTree> = tokens.collect();
        let (params, rest) = if is_punct(rest.first(), '<') {
            let end = closing(&rest)?;
            (rest[1..end].iter().cloned().collect(), &rest[end + 1..])
        } else {
            (TokenStream::new(), rest.as_slice())
        };
        let (last, rest) = rest.split_last()?;
        let (body, where_clause) = match (keyword.as_str(), last) {
            ("struct", TokenTree::Punct(_)) => match as_group(rest.first(), Delimiter::Parenthesis)
            {
                Some(group) => (ItemBody::Struct(Shape::Tuple, unnamed(group)), &rest[1..]),
                None => (ItemBody::Struct(Shape::Unit, Vec::new()), rest),
            },
            ("struct", TokenTree::Group(group)) => {
                (ItemBody::Struct(Shape::Named, named(group)), rest)
            }
            ("union", TokenTree::Group(group)) => (ItemBody::Union(named(group)), rest),
            ("enum", TokenTree::Group(group)) => (ItemBody::Enum(variants(group)), rest),
            _ => return None,
        };
        let generics = Generics::read(params, where_clause.to_vec());
        Some(Self { attributes, ident, generics, body })
    }
}

/// Passes over `pub`, `pub(super)` and the like, and over what a macro was given as such.
fn skip_visibility(tokens: &mut Tokens) {
    let is_given = as_group(tokens.peek(), Delimiter::None).is_some_and(|group| {
        let first = group.stream().into_iter().next();
        first.is_none() || is_word(first.as_ref(), "pub")
    });
    if is_given {
        tokens.next();
    } else if is_word(tokens.peek(), "pub") {
        tokens.next();
        // As well the type of a tuple's field may stand in parentheses.
        if as_group(tokens.peek(), Delimiter::Parenthesis).is_some_and(is_restriction) {
            tokens.next();
        }
    }
}

/// Whether parentheses behind `pub` say where what is declared is visible.
fn is_restriction(group: &Group) -> bool {
    let mut inner = group.stream().into_iter();
    let first = inner.next();
    is_word(first.as_ref(), "in")
        || (["crate", "self", "super"].iter().any(|word| is_word(first.as_ref(), word))
            && inner.next().is_none())
}

/// The fields between braces.
fn named(group: &Group) -> Vec<ItemField> {
    let mut tokens = group.stream().into_iter().peekable();
    let mut fields = Vec::new();
    while tokens.peek().is_some() {
        let attributes = Attribute::read_all(&mut tokens);
        skip_visibility(&mut tokens);
        let Some(name) = next_ident(&mut tokens) else {
            take_item(&mut tokens);
            continue;
        };
        // The colon.
        tokens.next();
        let ty = TypeTokens::new(take_item(&mut tokens));
        fields.push(ItemField { attributes, member: name.into(), ty });
    }
    fields
}

/// The fields between parentheses.
fn unnamed(group: &Group) -> Vec<ItemField> {
    let mut tokens = group.stream().into_iter().peekable();
    let mut fields = Vec::new();
    while tokens.peek().is_some() {
        let attributes = Attribute::read_all(&mut tokens);
        skip_visibility(&mut tokens);
        let member = Literal::usize_unsuffixed(fields.len()).into();
        let ty = TypeTokens::new(take_item(&mut tokens));
        fields.push(ItemField { attributes, member, ty });
    }
    fields
}

fn variants(group: &Group) -> Vec<ItemVariant> {
    let mut tokens = group.stream().into_iter().peekable();
    let mut variants = Vec::new();
    while tokens.peek().is_some() {
        let attributes = Attribute::read_all(&mut tokens);
        skip_visibility(&mut tokens);
        let Some(ident) = next_ident(&mut tokens) else {
            take_item(&mut tokens);
            continue;
        };
        let (shape, fields) = match tokens.next_if(|token| matches!(token, TokenTree::Group(_))) {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                (Shape::Named, named(&group))
            }
            Some(TokenTree::Group(group)) => (Shape::Tuple, unnamed(&group)),
            _ => (Shape::Unit, Vec::new()),
        };
        let discriminant = tokens.next_if(|token| is_punct(Some(token), '='));
        let discriminant = discriminant.map(|_| take_expression(&mut tokens));
        // The comma, which an expression leaves.
        take_item(&mut tokens);
        variants.push(ItemVariant { attributes, ident, shape, fields, discriminant });
    }
    variants
}
