//! What cannot be, said at the token to blame.

use syn::Error;

use crate::check::{Check, FieldPath, Names, Operand, SameAs, Takes, drop_contradictions};
use crate::model::{Body, Field, Input, Variant};
use crate::nearest::nearest;
use crate::type_tokens::Form;

/// Finds the faults of a type that its own text shows, and drops what has one.
pub(crate) fn validate(input: &mut Input, errors: &mut Vec<Error>) {
    if !input.repr.has_valid_numbers() {
        // The compiler leaves out such a `repr` and says so, and a check of the rest would only mislead.
        input.checks.clear();
        input.levels.denied.clear();
    }
    let checks = std::mem::take(&mut input.checks);
    let checks = checks.into_iter().filter(|check| match fault(check, input) {
        Some(error) => {
            errors.push(error);
            false
        }
        None => true,
    });
    input.checks = checks.collect();
    drop_contradictions(&mut input.checks, errors);
    errors.extend(faults_of_remote(input));
    errors.extend(misplaced_unsized(input));
    misplaced_samples(input, errors);
    errors.extend(reserved_name(input));
    misplaced_attributes(input, errors);
}

/// What cannot be said of a type of another crate. A description that has a fault describes nothing.
fn faults_of_remote(input: &mut Input) -> Vec<Error> {
    let Some(remote) = &input.remote else {
        let places = input.body.fields().into_iter().filter_map(|field| field.private);
        let message = "`private` is for the description of a type of another crate: it stands beside \
                       `#[layout(remote = path)]` on the type";
        return places.map(|place| Error::new(place, message)).collect();
    };
    let mut errors = Vec::new();
    if !matches!(remote.form(), Form::Path(path) if path.of.is_none()) {
        let message = "expected the path of a struct, union or enum: `remote = libc::timespec`";
        errors.push(Error::new_spanned(remote, message));
    }
    if let Some(tail) = input.unsized_tail() {
        let message = "a description is of a type with a size: this field has none";
        errors.push(Error::new_spanned(&tail.ty, message));
    }
    if let Body::Enum(variants) = &input.body {
        let with_fields = variants.iter().find(|variant| !variant.fields.is_empty());
        errors.extend(with_fields.map(|variant| {
            let message = "an enum of another crate can be described if no variant has fields: stable Rust \
                           does not tell where those lie, but debug info does (`cargo layout show`)";
            Error::new_spanned(&variant.ident, message)
        }));
    }
    if !errors.is_empty() {
        input.remote = None;
    }
    errors
}

/// The error of `#[layout(unsized)]` on a field that cannot be a tail.
fn misplaced_unsized(input: &Input) -> Option<Error> {
    let fields: Vec<&Field> = match &input.body {
        Body::Struct(_, fields) => fields.iter().rev().skip(1).collect(),
        Body::Union(_) | Body::Enum(_) => input.body.fields(),
    };
    let field = fields.into_iter().find(|field| field.is_unsized)?;
    Some(Error::new_spanned(&field.ty, "`unsized` is for the last field of a struct"))
}

/// The errors of `#[layout(sample = ...)]` where no sample is needed.
fn misplaced_samples(input: &Input, errors: &mut Vec<Error>) {
    let (Body::Struct(_, fields) | Body::Union(fields)) = &input.body else { return };
    for field in fields {
        if let Some(sample) = &field.sample {
            let message = "a sample is for the fields of an enum";
            errors.push(Error::new_spanned(sample, message));
        }
    }
}

/// The error of a field's type that names something like what the derive imports, which would be another
/// type in what the derive writes.
fn reserved_name(input: &Input) -> Option<Error> {
    let field = input.body.fields().into_iter().find(|field| names(&field.type_text, RESERVED))?;
    Some(Error::new_spanned(&field.ty, format!("`{RESERVED}` is a name of the derive's own")))
}

/// What the derive calls `layout_core::__private`.
const RESERVED: &str = "__layout_";

/// Whether that word stands in the text of a type.
fn names(type_text: &str, word: &str) -> bool {
    // As almost none has it at all.
    type_text.contains(word)
        && type_text.split(|c: char| c != '_' && !c.is_alphanumeric()).any(|part| part == word)
}

/// The errors of `#[layout(...)]` on generic parameters.
fn misplaced_attributes(input: &Input, errors: &mut Vec<Error>) {
    for param in &input.generics.params {
        for attribute in &param.attributes {
            if attribute.is("layout") {
                let message = "`layout` must be on a type, a variant or a field";
                errors.push(Error::new_spanned(attribute, message));
            }
        }
    }
}

/// What is wrong with a check of this type.
fn fault(check: &Check, input: &Input) -> Option<Error> {
    if let Some(message) = not_of_kind(check, input) {
        return Some(Error::new(check.extent.first, message));
    }
    if let (Operand::Variant(variant), Some((_, value))) = (&check.operand, &check.comparison) {
        if let Some(message) = unknown_variant(&variant.text, input) {
            return Some(Error::new(variant.span, message));
        }
        let (int, number) = (input.repr.int?, value.integer()?);
        let message = || {
            format!("`{number}` is out of range for `{}`, the type of the discriminants", int.name)
        };
        return (!int.has(number)).then(|| Error::new(check.extent.last, message()));
    }
    if let Operand::Other(SameAs { names, opaque, .. }) = &check.operand {
        let pairs = match names {
            Names::Renamed(pairs) => pairs.as_slice(),
            Names::Positional => &[],
        };
        let renamed = pairs.iter().map(|(path, _)| {
            let is_variant = matches!(&input.body, Body::Enum(_) if !path.text.contains('.'));
            (path, is_variant)
        });
        let opaque = opaque.iter().map(|path| (path, false));
        return renamed.chain(opaque).find_map(|(path, is_variant)| {
            let message = if is_variant {
                unknown_variant(&path.text, input)
            } else {
                wrong_path(path, input)
            };
            Some(Error::new(path.span, message?))
        });
    }
    check.fields().iter().find_map(|path| {
        let message = wrong_path(path, input)?;
        Some(Error::new(path.span, message))
    })
}

/// Why a check cannot be made of a type of this kind.
fn not_of_kind(check: &Check, input: &Input) -> Option<String> {
    let (word, kind) = (check.word(), check.kind);
    match &input.body {
        Body::Struct(..) | Body::Union(_) if kind.takes == Takes::Variant => {
            Some(format!("`{word}` is a check of an enum, which `{}` is not", input.name()))
        }
        Body::Union(_) if word == "separate_lines" => {
            Some("the fields of a union overlap: no two are on separate lines".into())
        }
        _ if !check.fields().is_empty() => None,
        Body::Enum(_) if !kind.of_enums => {
            Some(format!("`{word}` cannot be checked of an enum: it differs by variant"))
        }
        _ if kind.of_unsized || input.unsized_tail().is_none() => None,
        _ if word == "niche" => {
            Some("`niche` cannot be checked of an unsized type: there is no `Option` of it".into())
        }
        _ => Some(format!("`{word}` cannot be checked of an unsized type: it differs by value")),
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
            if let Some(message) = unknown_variant(first, input) {
                return Some(message);
            }
            let variant = variants.iter().find(|variant| variant.name() == first)?;
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

/// Why there is no variant of that name.
fn unknown_variant(name: &str, input: &Input) -> Option<String> {
    let Body::Enum(variants) = &input.body else { return None };
    let known: Vec<String> = variants.iter().map(Variant::name).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let is_known = known.contains(&name);
    (!is_known).then(|| unknown(&input.name(), "variant", name, &known))
}

fn unknown_field(of: &str, name: &str, fields: &[Field]) -> Option<String> {
    let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let is_known = known.contains(&name);
    (!is_known).then(|| unknown(of, "field", name, &known))
}

fn unknown(of: &str, kind: &str, name: &str, known: &[&str]) -> String {
    let hint = nearest(name, known).map(|near| format!(", did you mean `{near}`?"));
    format!("`{of}` has no {kind} `{name}`{}", hint.unwrap_or_default())
}
