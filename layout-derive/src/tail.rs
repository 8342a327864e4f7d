//! The tails of structs that are not sized, as far as their own text shows.

use proc_macro2::{Ident, TokenTree};

use crate::model::{Body, Field, Input};
use crate::type_tokens::{Arguments, Form, TypePath, TypeTokens};

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
            let is_unknown = self.names_unsized_parameter(ty.tokens())
                || is_unknown(ty, &|path| self.is_of_parameter(path));
            return Some(if is_unknown { Tail::Unknown } else { Tail::Slice });
        }
        let is_parameter = |name: &Ident| self.generics.is_maybe_unsized(name);
        if let Some(ident) = ty.as_ident() {
            // As most are.
            return if ident == "str" {
                Some(Tail::Slice)
            } else {
                is_parameter(ident).then_some(Tail::Unknown)
            };
        }
        match ty.form() {
            Form::Slice(_) => Some(Tail::Slice),
            Form::Path(path) if path.as_ident().is_some_and(|ident| ident == "str") => {
                Some(Tail::Slice)
            }
            _ => is_unknown(ty, &|path| path.as_ident().is_some_and(is_parameter))
                .then_some(Tail::Unknown),
        }
    }

    /// Whether a type is a parameter, or associated with one.
    fn is_of_parameter(&self, path: &TypePath) -> bool {
        match &path.of {
            Some(of) => matches!(of.form(), Form::Path(of) if self.is_of_parameter(&of)),
            None => path.segments.first().is_some_and(|first| self.generics.has_type(&first.ident)),
        }
    }

    /// Whether a parameter that may be unsized is among the tokens.
    fn names_unsized_parameter(&self, tokens: &[TokenTree]) -> bool {
        tokens.iter().any(|token| match token {
            TokenTree::Ident(name) => self.generics.is_maybe_unsized(name),
            TokenTree::Group(group) => {
                let inner: Vec<_> = group.stream().into_iter().collect();
                self.names_unsized_parameter(&inner)
            }
            _ => false,
        })
    }
}

/// Whether a type need not be sized, and cannot be known to end in a slice: `dyn Trait`, one that is such
/// a parameter, or one of [`WRAPPERS`] around either.
fn is_unknown(ty: &TypeTokens, is_parameter: &dyn Fn(&TypePath) -> bool) -> bool {
    match ty.form() {
        Form::TraitObject => true,
        Form::Path(path) => {
            is_parameter(&path) || wrapped(&path).is_some_and(|ty| is_unknown(ty, is_parameter))
        }
        _ => false,
    }
}

/// The type that one of [`WRAPPERS`] holds.
fn wrapped(path: &TypePath) -> Option<&TypeTokens> {
    let last = path.segments.last()?;
    match &last.arguments {
        Arguments::Angles(arguments) if WRAPPERS.iter().any(|name| last.ident == name) => {
            arguments.first()?.as_ref()
        }
        _ => None,
    }
}
