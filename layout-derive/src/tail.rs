//! The tails of structs that are not sized, as far as their own text shows.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    GenericArgument, GenericParam, Ident, Path, PathArguments, Type, TypeParam, TypeParamBound,
    TypePath, WherePredicate,
};

use crate::model::{Body, Field, Input};

/// The last field of a struct that is not sized.
#[derive(Clone, Copy)]
pub(crate) enum Tail {
    /// `[T]`, `str`, or a struct that ends in one: its place can be measured.
    Slice,
    /// `dyn Trait`, or a parameter that is `?Sized`, or a type that ends in one of these or is associated
    /// with the parameter: its place differs, or cannot be measured.
    Unknown,
}

/// The types of `std` that end in a value of their parameter, which need not be sized.
const WRAPPERS: [&str; 6] = ["Cell", "ManuallyDrop", "Mutex", "RefCell", "RwLock", "UnsafeCell"];

impl Input {
    /// The tail of the type, if it has one.
    pub(crate) fn tail(&self) -> Option<Tail> {
        let Body::Struct(_, fields) = &self.body else { return None };
        let Field { ty, is_unsized, .. } = fields.last()?;
        if *is_unsized {
            let is_unknown = self.names_unsized_parameter(ty.to_token_stream())
                || is_unknown(ty, &|path| self.is_of_parameter(path));
            return Some(if is_unknown { Tail::Unknown } else { Tail::Slice });
        }
        match bare(ty) {
            Type::Slice(_) => Some(Tail::Slice),
            Type::Path(path) if path.path.is_ident("str") => Some(Tail::Slice),
            ty => {
                let is_parameter = |name: &Ident| self.has_unsized_parameter(name);
                is_unknown(ty, &|path| path.path.get_ident().is_some_and(is_parameter))
                    .then_some(Tail::Unknown)
            }
        }
    }

    /// Whether a type is a parameter, or associated with one.
    fn is_of_parameter(&self, path: &TypePath) -> bool {
        match &path.qself {
            Some(of) => matches!(bare(&of.ty), Type::Path(of) if self.is_of_parameter(of)),
            None => path.path.segments.first().is_some_and(|first| {
                self.generics.type_params().any(|param| param.ident == first.ident)
            }),
        }
    }

    /// Whether a parameter that may be unsized is among the tokens.
    fn names_unsized_parameter(&self, tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(name) => self.has_unsized_parameter(&name),
            TokenTree::Group(group) => self.names_unsized_parameter(group.stream()),
            _ => false,
        })
    }

    /// Whether the type has a parameter of that name that may be unsized.
    fn has_unsized_parameter(&self, name: &Ident) -> bool {
        self.generics.params.iter().any(|param| match param {
            GenericParam::Type(TypeParam { ident, bounds, .. }) if ident == name => {
                bounds.iter().chain(self.bounds_in_where(name)).any(is_relaxed)
            }
            _ => false,
        })
    }

    /// The bounds that the `where` clause sets on the parameter of that name.
    fn bounds_in_where<'a>(&'a self, name: &'a Ident) -> impl Iterator<Item = &'a TypeParamBound> {
        let predicates = self.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
        predicates.flat_map(move |predicate| match predicate {
            WherePredicate::Type(predicate) if is_type(&predicate.bounded_ty, name) => {
                predicate.bounds.iter().collect()
            }
            _ => Vec::new(),
        })
    }
}

/// Whether a type need not be sized, and cannot be known to end in a slice: `dyn Trait`, one that is such
/// a parameter, or one of [`WRAPPERS`] around either.
fn is_unknown(ty: &Type, is_parameter: &dyn Fn(&TypePath) -> bool) -> bool {
    match bare(ty) {
        Type::TraitObject(_) => true,
        Type::Path(path) => {
            is_parameter(path) || wrapped(&path.path).is_some_and(|ty| is_unknown(ty, is_parameter))
        }
        _ => false,
    }
}

/// The type that one of [`WRAPPERS`] holds.
fn wrapped(path: &Path) -> Option<&Type> {
    let last = path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(ty) if WRAPPERS.iter().any(|name| last.ident == name) => Some(ty),
        _ => None,
    }
}

/// A type without the parentheses, or the invisible delimiters of a macro's argument, around it.
pub(crate) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => bare(&group.elem),
        Type::Paren(paren) => bare(&paren.elem),
        ty => ty,
    }
}

fn is_type(ty: &Type, name: &Ident) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident(name))
}

/// Whether a bound is `?Sized`.
fn is_relaxed(bound: &TypeParamBound) -> bool {
    matches!(bound, TypeParamBound::Trait(bound) if bound.maybe.is_some())
}
