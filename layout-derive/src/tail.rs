//! The tails of structs that are not sized, as far as their own text shows.

use syn::{GenericParam, Ident, Type, TypeParam, TypeParamBound, WherePredicate};

use crate::model::{Body, Field, Input};

/// The last field of a struct that is not sized.
#[derive(Clone, Copy)]
pub(crate) enum Tail {
    /// `[T]`, `str`, or a struct that ends in one: its place can be measured.
    Slice,
    /// `dyn Trait`, or a parameter that is `?Sized`: its place differs, or cannot be measured.
    Unknown,
}

impl Input {
    /// The tail of the type, if it has one.
    pub(crate) fn tail(&self) -> Option<Tail> {
        let Body::Struct(_, fields) = &self.body else { return None };
        let Field { ty, is_unsized, .. } = fields.last()?;
        match bare(ty) {
            _ if *is_unsized => Some(Tail::Slice),
            Type::Slice(_) => Some(Tail::Slice),
            Type::TraitObject(_) => Some(Tail::Unknown),
            Type::Path(path) => {
                let name = path.path.get_ident()?;
                if name == "str" {
                    return Some(Tail::Slice);
                }
                self.has_unsized_parameter(name).then_some(Tail::Unknown)
            }
            _ => None,
        }
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
