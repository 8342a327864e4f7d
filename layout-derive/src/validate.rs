//! What cannot be, said at the token to blame.

use syn::{Error, GenericParam, Ident, Type, TypeParam, TypeParamBound, WherePredicate};

use crate::check::{Check, FieldPath, Property, What};
use crate::model::{Body, Field, Input};
use crate::nearest::nearest;

/// Finds the faults of a type that its own text shows, and drops the checks that have one.
///
/// # Errors
///
/// The type cannot be described at all.
pub(crate) fn validate(input: &mut Input, errors: &mut Vec<Error>) -> Result<(), Error> {
    if has_unsized_tail(input) {
        let message = "`Layout` cannot be derived for structs with an unsized tail yet";
        return Err(Error::new(input.ident.span(), message));
    }
    let checks = std::mem::take(&mut input.checks);
    for check in checks {
        match fault(&check, input) {
            Some(error) => errors.push(error),
            None => input.checks.push(check),
        }
    }
    Ok(())
}

/// What is wrong with a check of this type.
fn fault(check: &Check, input: &Input) -> Option<Error> {
    if let Body::Enum(_) = input.body {
        if let Some(word) = check.what.name_if_of_fields() {
            let message = format!("`{word}` cannot be checked of an enum: it differs by variant");
            return Some(Error::new(check.extent.first, message));
        }
    }
    let What::Compare(property, ..) = &check.what else { return None };
    let path = property.path()?;
    let message = wrong_path(path, input)?;
    Some(Error::new(path.span, message))
}

/// Why a path does not lead to a field, as far as the type's own text shows.
fn wrong_path(path: &FieldPath, input: &Input) -> Option<String> {
    let mut names = path.text.split('.');
    let first = names.next()?;
    match &input.body {
        Body::Struct(_, fields) | Body::Union(fields) => {
            unknown_field(&input.name(), first, fields)
        }
        Body::Enum(variants) => {
            let Some(variant) = variants.iter().find(|variant| variant.name() == first) else {
                let known: Vec<_> = variants.iter().map(crate::model::Variant::name).collect();
                let known = known.iter().map(String::as_str);
                return Some(unknown(&input.name(), "variant", first, known));
            };
            match names.next() {
                Some(field) => {
                    unknown_field(&format!("{}::{first}", input.name()), field, &variant.fields)
                }
                None => {
                    Some(format!("`{first}` is a variant: name a field of it, `{first}.field`"))
                }
            }
        }
    }
}

fn unknown_field(of: &str, name: &str, fields: &[Field]) -> Option<String> {
    let mut known = fields.iter().map(|field| field.name.as_str());
    if known.clone().any(|field| field == name) {
        return None;
    }
    Some(unknown(of, "field", name, &mut known))
}

fn unknown<'a>(of: &str, kind: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let hint = nearest(name, known).map(|near| format!(", did you mean `{near}`?"));
    format!("`{of}` has no {kind} `{name}`{}", hint.unwrap_or_default())
}

impl What {
    /// The word of a check that looks at all fields of a type.
    fn name_if_of_fields(&self) -> Option<&'static str> {
        match self {
            Self::NoHoles => Some("no_holes"),
            Self::NoPadding => Some("no_padding"),
            Self::Compare(Property::Padding, ..) => Some("padding"),
            Self::Compare(Property::Fields, ..) => Some("fields"),
            Self::Compare(..) => None,
        }
    }
}

/// Whether the last field is unsized by its own text or by a bound of its parameter.
fn has_unsized_tail(input: &Input) -> bool {
    let Body::Struct(_, fields) = &input.body else { return false };
    let Some(last) = fields.last() else { return false };
    match &last.ty {
        Type::Slice(_) | Type::TraitObject(_) => true,
        Type::Path(path) => path.path.get_ident().is_some_and(|ident| {
            ident == "str" || input.generics.params.iter().any(|it| is_unsized(it, ident, input))
        }),
        _ => false,
    }
}

/// Whether a parameter is the one of that name, and may be unsized.
fn is_unsized(param: &GenericParam, name: &Ident, input: &Input) -> bool {
    let GenericParam::Type(TypeParam { ident, bounds, .. }) = param else { return false };
    if ident != name {
        return false;
    }
    let predicates = input.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let of_param = predicates.filter_map(|predicate| match predicate {
        WherePredicate::Type(predicate) => match &predicate.bounded_ty {
            Type::Path(path) if path.path.is_ident(name) => Some(&predicate.bounds),
            _ => None,
        },
        _ => None,
    });
    bounds.iter().chain(of_param.flatten()).any(is_relaxed)
}

fn is_relaxed(bound: &TypeParamBound) -> bool {
    matches!(bound, TypeParamBound::Trait(bound) if bound.maybe.is_some())
}
