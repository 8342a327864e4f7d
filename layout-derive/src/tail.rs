//! Which structs may end in a field that is not sized, as far as their own text shows.
//!
//! Most texts show nothing: `Path` may be that of `std` or the user's own, which is sized. The expansion asks
//! the type then, which costs the user's build a little more.

use proc_macro2::{Ident, TokenTree};

use crate::model::{Body, Field, Input};
use crate::std_types::is_primitive;
use crate::type_tokens::{Form, TypeTokens};

impl Input {
    /// The last field of a struct, if it may be of a type that is not sized.
    pub(crate) fn tail(&self) -> Option<&Field> {
        let Body::Struct(_, fields) = &self.body else { return None };
        fields.last().filter(|field| field.is_unsized || !self.is_sized(&field.ty))
    }

    /// The last field of a struct, if its type is seen not to be sized.
    pub(crate) fn unsized_tail(&self) -> Option<&Field> {
        self.tail().filter(|field| matches!(field.ty.form(), Form::Slice(_) | Form::TraitObject))
    }

    /// Whether a tail is seen to be a trait object, or that a parameter may make it one.
    pub(crate) fn shows_object(&self, tail: &Field) -> bool {
        tail.is_unsized
            || matches!(tail.ty.form(), Form::TraitObject)
            || self.names_object(tail.ty.tokens())
    }

    fn names_object(&self, tokens: &[TokenTree]) -> bool {
        tokens.iter().any(|token| match token {
            TokenTree::Ident(name) => name == "dyn" || self.generics.is_maybe_unsized(name),
            TokenTree::Group(group) => {
                let inner: Vec<_> = group.stream().into_iter().collect();
                self.names_object(&inner)
            }
            _ => false,
        })
    }

    /// Whether a type is seen to be sized: a primitive, a parameter, or one that is made of others.
    fn is_sized(&self, ty: &TypeTokens) -> bool {
        let is_sized = |ident: &Ident| {
            is_primitive(&ident.to_string()) && ident != "str"
                || self.generics.has_type(ident) && !self.generics.is_maybe_unsized(ident)
        };
        if let Some(ident) = ty.as_ident() {
            // As most are.
            return is_sized(ident);
        }
        match ty.form() {
            Form::Array(_) | Form::Pointer(_) | Form::Function(_) | Form::Never => true,
            Form::Tuple(types) => types.last().is_none_or(|last| self.is_sized(last)),
            // In the invisible delimiters of a macro's argument.
            Form::Path(path) => path.as_ident().is_some_and(is_sized),
            Form::Slice(_) | Form::TraitObject | Form::Other => false,
        }
    }
}
