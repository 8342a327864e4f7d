//! What cannot be, said at the token to blame.

use syn::Error;

use crate::check::{Check, FieldPath, Property, What};
use crate::model::{Body, Field, Input};
use crate::nearest::nearest;

/// Finds the faults of a type that its own text shows, and drops the checks that have one.
pub(crate) fn validate(input: &mut Input, errors: &mut Vec<Error>) {
    let checks = std::mem::take(&mut input.checks);
    if !input.repr.has_valid_numbers() {
        // The compiler leaves out such a `repr` and says so, and a check of the rest would only mislead.
        return;
    }
    for check in checks {
        match fault(&check, input) {
            Some(error) => errors.push(error),
            None => input.checks.push(check),
        }
    }
    errors.extend(misplaced_unsized(input));
}

/// The error of `#[layout(unsized)]` on a field that cannot be a tail.
fn misplaced_unsized(input: &Input) -> Option<Error> {
    let fields: Vec<&Field> = match &input.body {
        Body::Struct(_, fields) => fields.iter().rev().skip(1).collect(),
        Body::Union(fields) => fields.iter().collect(),
        Body::Enum(variants) => variants.iter().flat_map(|variant| &variant.fields).collect(),
    };
    let field = fields.into_iter().find(|field| field.is_unsized)?;
    Some(Error::new_spanned(&field.ty, "`unsized` is for the last field of a struct"))
}

/// What is wrong with a check of this type.
fn fault(check: &Check, input: &Input) -> Option<Error> {
    if let Some(message) = not_of_kind(&check.what, input) {
        return Some(Error::new(check.extent.first, message));
    }
    let What::Compare(property, ..) = &check.what else { return None };
    let path = property.path()?;
    let message = wrong_path(path, input)?;
    Some(Error::new(path.span, message))
}

/// Why a check cannot be made of a type of this kind.
fn not_of_kind(what: &What, input: &Input) -> Option<String> {
    let word = what.word();
    match (&input.body, what) {
        (_, What::Compare(Property::Align, ..)) => None,
        (_, What::Compare(property, ..)) if property.path().is_some() => None,
        (Body::Enum(_), What::Compare(Property::Size | Property::CacheLines, ..)) => None,
        (Body::Enum(_), _) => {
            Some(format!("`{word}` cannot be checked of an enum: it differs by variant"))
        }
        (_, What::Compare(Property::Fields, ..)) => None,
        _ if input.tail().is_some() => {
            Some(format!("`{word}` cannot be checked of an unsized type: it differs by value"))
        }
        _ => None,
    }
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
    /// The word that begins the check.
    fn word(&self) -> &'static str {
        match self {
            Self::NoHoles => "no_holes",
            Self::NoPadding => "no_padding",
            Self::Compare(property, ..) => match property {
                Property::Size | Property::SizeOf(_) => "size",
                Property::Align | Property::AlignOf(_) => "align",
                Property::Padding => "padding",
                Property::Fields => "fields",
                Property::CacheLines => "cache_lines",
                Property::OffsetOf(_) => "offset",
            },
        }
    }
}
