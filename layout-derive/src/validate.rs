//! What cannot be, said at the token to blame.

use syn::{Error, GenericParam, Type, TypeParam, TypeParamBound};

use crate::check::Check;
use crate::model::Struct;
use crate::nearest::nearest;

/// Finds the faults of a struct that its own text shows, and drops the checks that have one.
///
/// # Errors
///
/// The struct cannot be described at all.
pub(crate) fn validate(input: &mut Struct, errors: &mut Vec<Error>) -> Result<(), Error> {
    if has_unsized_tail(input) {
        let message = "`Layout` cannot be derived for structs with an unsized tail yet";
        return Err(Error::new(input.ident.span(), message));
    }
    let checks = std::mem::take(&mut input.checks);
    for check in checks {
        match unknown_field(&check, input) {
            Some(error) => errors.push(error),
            None => input.checks.push(check),
        }
    }
    Ok(())
}

/// The error of a check whose path begins with a field that the struct has not.
fn unknown_field(check: &Check, input: &Struct) -> Option<Error> {
    let crate::check::What::Compare(property, ..) = &check.what else { return None };
    let path = property.path()?;
    if input.fields.iter().any(|field| field.name == path.first) {
        return None;
    }
    let names = input.fields.iter().map(|field| field.name.as_str());
    let ident = input.name();
    let hint = nearest(&path.first, names).map(|near| format!(", did you mean `{near}`?"));
    let message = format!("`{ident}` has no field `{}`{}", path.first, hint.unwrap_or_default());
    Some(Error::new(path.span, message))
}

/// Whether the last field is unsized by its own text or by a bound of its parameter.
fn has_unsized_tail(input: &Struct) -> bool {
    let Some(last) = input.fields.last() else { return false };
    match &last.ty {
        Type::Slice(_) | Type::TraitObject(_) => true,
        Type::Path(path) => path.path.get_ident().is_some_and(|ident| {
            ident == "str"
                || input.generics.params.iter().any(|param| is_maybe_unsized(param, ident, input))
        }),
        _ => false,
    }
}

fn is_maybe_unsized(param: &GenericParam, name: &syn::Ident, input: &Struct) -> bool {
    let GenericParam::Type(TypeParam { ident, bounds, .. }) = param else { return false };
    if ident != name {
        return false;
    }
    let in_where = input.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let in_where = in_where.filter_map(|predicate| match predicate {
        syn::WherePredicate::Type(predicate) => match &predicate.bounded_ty {
            Type::Path(path) if path.path.is_ident(name) => Some(&predicate.bounds),
            _ => None,
        },
        _ => None,
    });
    bounds.iter().chain(in_where.flatten()).any(is_relaxed)
}

fn is_relaxed(bound: &TypeParamBound) -> bool {
    matches!(bound, TypeParamBound::Trait(bound) if bound.maybe.is_some())
}
