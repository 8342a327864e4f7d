//! The generic parameters of a type, as its `impl` repeats them.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

use crate::attr::Attribute;
use crate::tokens::{Tokens, flattened, is_joint, is_punct, is_word, items, next_ident, take_item};
use crate::type_tokens::{Form, TypeTokens};

/// The parameters of a type, and what its `where` clause says of them.
#[derive(Default)]
pub(crate) struct Generics {
    pub(crate) params: Vec<Param>,
    /// With the word `where`, or empty.
    pub(crate) where_clause: Vec<TokenTree>,
}

/// A generic parameter.
pub(crate) struct Param {
    pub(crate) kind: ParamKind,
    /// The name, for a lifetime without the `'`.
    pub(crate) ident: Ident,
    /// What stands on it, which the `impl` does not repeat.
    pub(crate) attributes: Vec<Attribute>,
    /// What is written, without attributes and without a default: `'a: 'b`, `T: Trait`, `const N: usize`.
    declared: Vec<TokenTree>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParamKind {
    Lifetime,
    Type,
    Const,
}

impl Generics {
    /// Reads what stands between `<` and `>`.
    pub(crate) fn read(params: TokenStream, where_clause: Vec<TokenTree>) -> Self {
        let mut tokens = flattened(params).into_iter().peekable();
        let mut params = Vec::new();
        while tokens.peek().is_some() {
            let attributes = Attribute::read_all(&mut tokens);
            params.extend(Param::read(attributes, &mut tokens));
        }
        Self { params, where_clause }
    }

    /// Whether all layouts are one: lifetimes make no difference.
    pub(crate) fn has_only_lifetimes(&self) -> bool {
        self.params.iter().all(|param| param.kind == ParamKind::Lifetime)
    }

    pub(crate) fn has_no_lifetime(&self) -> bool {
        self.params.iter().all(|param| param.kind != ParamKind::Lifetime)
    }

    /// Whether the where-clause says of lifetimes alone that they outlive others.
    pub(crate) fn has_where_of_lifetimes(&self) -> bool {
        let mut follows_mark = false;
        self.where_clause.iter().skip(1).all(|token| match token {
            TokenTree::Punct(mark) => {
                follows_mark = mark.as_char() == '\'';
                follows_mark || matches!(mark.as_char(), ':' | '+' | ',')
            }
            TokenTree::Ident(_) => std::mem::take(&mut follows_mark),
            _ => false,
        })
    }

    /// Whether a type, or what it is an array or a slice of, is a parameter; and whether a length is, and the others are
    /// parameters or numbers.
    pub(crate) fn parameters_in(&self, ty: &TypeTokens) -> (bool, bool) {
        if self.has_only_lifetimes() {
            return (false, false);
        }
        let is_param = |ident: &Ident, kind| {
            self.params.iter().any(|param| param.kind == kind && param.ident == *ident)
        };
        let mut ty = ty.clone();
        let (mut has_parameter, mut has_other) = (false, false);
        loop {
            let element = match ty.form() {
                Form::Array(element) => element,
                Form::Slice(element) => {
                    ty = element;
                    continue;
                }
                _ => break,
            };
            let length: Vec<TokenTree> = match ty.tokens() {
                // Behind the `;`.
                [TokenTree::Group(group)] => {
                    group.stream().into_iter().skip(element.tokens().len() + 1).collect()
                }
                _ => Vec::new(),
            };
            match length.as_slice() {
                [TokenTree::Ident(ident)] if is_param(ident, ParamKind::Const) => {
                    has_parameter = true;
                }
                [TokenTree::Literal(_)] => {}
                _ => has_other = true,
            }
            ty = element;
        }
        let is_of_parameter = ty.as_ident().is_some_and(|ident| is_param(ident, ParamKind::Type));
        (is_of_parameter, has_parameter && !has_other)
    }

    /// `<'a, T: Trait, const N: usize>`, for after `impl`.
    pub(crate) fn declared(&self) -> TokenStream {
        self.in_angles(|param, tokens| {
            tokens.extend(param.declared.iter().cloned());
        })
    }

    /// `<'a, T, { N }>`, for after the type's name. A constant's name may be a type's too, which goes first
    /// where there are no braces.
    pub(crate) fn arguments(&self) -> TokenStream {
        self.in_angles(|param, tokens| match param.kind {
            ParamKind::Lifetime => tokens.extend(param.declared.iter().take(2).cloned()),
            ParamKind::Type => param.ident.to_tokens(tokens),
            ParamKind::Const => {
                Group::new(Delimiter::Brace, param.ident.to_token_stream()).to_tokens(tokens);
            }
        })
    }

    fn in_angles(&self, push: impl Fn(&Param, &mut TokenStream)) -> TokenStream {
        let mut tokens = TokenStream::new();
        if self.params.is_empty() {
            return tokens;
        }
        Punct::new('<', Spacing::Alone).to_tokens(&mut tokens);
        for param in &self.params {
            push(param, &mut tokens);
            Punct::new(',', Spacing::Alone).to_tokens(&mut tokens);
        }
        Punct::new('>', Spacing::Alone).to_tokens(&mut tokens);
        tokens
    }

    /// The `where` clause as tokens, which may be none.
    pub(crate) fn where_clause(&self) -> TokenStream {
        self.where_clause.iter().cloned().collect()
    }

    /// Whether a type is a parameter of that name.
    pub(crate) fn has_type(&self, name: &Ident) -> bool {
        self.params.iter().any(|param| param.kind == ParamKind::Type && param.ident == *name)
    }

    /// Whether the type has a lifetime of that name, without the `'`.
    pub(crate) fn has_lifetime(&self, name: &Ident) -> bool {
        self.params.iter().any(|param| param.kind == ParamKind::Lifetime && param.ident == *name)
    }

    /// Whether the type has a parameter of that name that may be unsized.
    pub(crate) fn is_maybe_unsized(&self, name: &Ident) -> bool {
        self.params.iter().any(|param| {
            let is_it = param.kind == ParamKind::Type && param.ident == *name;
            is_it && (is_relaxed(&param.declared) || self.is_relaxed_in_where(name))
        })
    }

    fn is_relaxed_in_where(&self, name: &Ident) -> bool {
        let predicates = self.where_clause.split_first().map_or(&[][..], |(_, rest)| rest);
        items(predicates).into_iter().any(|predicate| {
            let of_name = match predicate.split_first() {
                Some((TokenTree::Ident(first), rest)) if first == name => Some(rest),
                Some((TokenTree::Group(group), rest)) => {
                    let is_name =
                        group.delimiter() == Delimiter::None && *name == group.stream().to_string();
                    is_name.then_some(rest)
                }
                _ => None,
            };
            of_name.is_some_and(|rest| {
                is_punct(rest.first(), ':') && !is_joint(rest.first(), ':') && is_relaxed(rest)
            })
        })
    }
}

/// Whether `?Sized` is among bounds.
fn is_relaxed(bounds: &[TokenTree]) -> bool {
    bounds.iter().any(|token| is_punct(Some(token), '?'))
}

impl Param {
    fn read(attributes: Vec<Attribute>, tokens: &mut Tokens) -> Option<Self> {
        let mut declared = Vec::new();
        let kind = if is_punct(tokens.peek(), '\'') {
            ParamKind::Lifetime
        } else if is_word(tokens.peek(), "const") {
            ParamKind::Const
        } else {
            ParamKind::Type
        };
        if kind != ParamKind::Type {
            declared.extend(tokens.next());
        }
        let Some(ident) = next_ident(tokens) else {
            take_item(tokens);
            return None;
        };
        declared.push(ident.clone().into());
        declared.extend(without_default(take_item(tokens)));
        Some(Self { kind, ident, attributes, declared })
    }
}

/// What stands before the `=` of a default.
fn without_default(mut declared: Vec<TokenTree>) -> Vec<TokenTree> {
    let mut angles = crate::tokens::Angles::default();
    let end = declared.iter().position(|token| {
        angles.see(token);
        angles.are_closed() && is_punct(Some(token), '=')
    });
    declared.truncate(end.unwrap_or(declared.len()));
    declared
}
