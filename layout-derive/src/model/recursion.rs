//! Types that may hold themselves, as far as their own text shows.
//!
//! One that holds itself by value, or by way of another, has no size, which the compiler says well. It must
//! not also say it of each constant that the derive writes, so that these are written to be evaluated when
//! they are used.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;

use super::Body;
use crate::generics::Generics;
use crate::std_types::{StdType, is_closed};
use crate::type_tokens::{Arguments, Form, TypeTokens};

/// What a type's fields have to do with the type.
pub(crate) struct Recursion {
    /// How the type holds itself by value, if it is seen to.
    pub(crate) holds_itself: Option<HoldsItself>,
    /// Whether the compiler refuses the declaration for another reason.
    is_refused: bool,
}

/// How a type holds itself by value.
pub(crate) enum HoldsItself {
    /// As a field, or in a tuple or an array: it has no size.
    Plainly,
    /// In a type of that path, which is called as a type of std that [holds](StdType::holds) its parameter: it has no size, if that is what it
    /// seems. The path is without arguments.
    In(TokenStream),
}

impl Recursion {
    pub(crate) fn of(ident: &Ident, generics: &Generics, body: &Body) -> Self {
        let name = ident.unraw().to_string();
        let may_name = |text: &str| text.contains(&name) || text.contains("Self");
        let is_possible = generics.has_only_lifetimes()
            && body
                .fields()
                .iter()
                .any(|field| may_name(&field.type_text) || may_hold_others(&field.ty));
        let mut holds_itself = None;
        if is_possible {
            for field in body.fields() {
                match (held_by(ident, &field.ty), &holds_itself) {
                    (Some(HoldsItself::Plainly), _) => holds_itself = Some(HoldsItself::Plainly),
                    (how, None) => holds_itself = how,
                    _ => {}
                }
            }
        }
        Self { holds_itself, is_refused: body.is_refused(generics) }
    }

    /// Whether the type has no size, whatever its fields' types are. The compiler says why at the declaration,
    /// and would say it again of an expansion that names its parts.
    pub(crate) fn is_endless(&self) -> bool {
        self.is_refused || matches!(self.holds_itself, Some(HoldsItself::Plainly))
    }
}

/// How a value of that type holds one of the type called `ident`.
fn held_by(ident: &Ident, ty: &TypeTokens) -> Option<HoldsItself> {
    let path = match ty.form() {
        Form::Tuple(types) => return types.iter().find_map(|ty| held_by(ident, ty)),
        Form::Array(ty) => return held_by(ident, &ty),
        Form::Path(path) if path.of.is_none() => path,
        _ => return None,
    };
    let last = path.segments.last()?;
    if path.segments.len() == 1 && (last.ident == "Self" || last.ident == *ident) {
        return Some(HoldsItself::Plainly);
    }
    let is_called_so = StdType::called(&last.ident).is_some_and(StdType::holds);
    match &last.arguments {
        // One of the user's with another number of parameters is none of them.
        Arguments::Angles(arguments) if is_called_so && arguments.len() == 1 => {
            held_by(ident, arguments[0].as_ref()?)?;
            Some(HoldsItself::In(path.without_arguments()))
        }
        _ => None,
    }
}

/// Whether a value of that type may hold, by value, one of a type that the user declared.
pub(crate) fn may_hold_others(ty: &TypeTokens) -> bool {
    if let Some(ident) = ty.as_ident() {
        // As most are.
        return !is_closed(&ident.to_string());
    }
    match ty.form() {
        Form::Tuple(types) => types.iter().any(may_hold_others),
        Form::Array(ty) => may_hold_others(&ty),
        Form::Path(path) => {
            let Some(last) = path.segments.last().filter(|_| path.of.is_none()) else {
                return true;
            };
            match &last.arguments {
                Arguments::Angles(arguments) if last.ident == "Option" => {
                    arguments.iter().any(|argument| argument.as_ref().is_none_or(may_hold_others))
                }
                Arguments::None => !is_closed(&last.ident.to_string()),
                _ => !StdType::called(&last.ident).is_some_and(StdType::holds_none),
            }
        }
        Form::Other => true,
        Form::Slice(_) | Form::Pointer(_) | Form::Function(_) | Form::TraitObject | Form::Never => {
            false
        }
    }
}
