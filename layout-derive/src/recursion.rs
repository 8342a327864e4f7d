//! Types that name themselves in their fields, as far as their own text shows.
//!
//! One that holds itself by value has no size, which the compiler says well. It must not also say it of
//! each constant that the derive writes, so that these are written to be evaluated when they are used.

use syn::{GenericArgument, GenericParam, Path, PathArguments, Type};

use crate::model::{Body, Field, Input};
use crate::tail::bare;

/// How a type holds itself by value.
#[derive(Clone, Copy)]
pub(crate) enum HoldsItself<'a> {
    /// As a field, or in a tuple or an array: it has no size.
    Plainly,
    /// In a type that is called as one of [`HOLDERS`]: it has no size, if that is what it seems.
    In(&'a Path),
}

/// The common types of `core` that hold a value of their parameter, as `Known::__HOLDS` of `layout_core`
/// confirms.
const HOLDERS: [&str; 5] = ["Option", "ManuallyDrop", "MaybeUninit", "Cell", "RefCell"];

impl Input {
    /// Whether the constants of the type are to wait until they are used: a field's type may name it.
    /// Those of a generic type do so anyhow.
    pub(crate) fn is_recursive(&self) -> bool {
        let is_lifetime = |param: &GenericParam| matches!(param, GenericParam::Lifetime(_));
        if !self.generics.params.iter().all(is_lifetime) {
            return false;
        }
        let name = self.name();
        let mut types = self.fields().map(|field| &field.type_text);
        types.any(|text| text.contains(&name) || text.contains("Self"))
    }

    /// How the type holds itself by value, if it is seen to.
    pub(crate) fn holds_itself(&self) -> Option<HoldsItself<'_>> {
        if !self.is_recursive() {
            return None;
        }
        let mut found = self.fields().filter_map(|field| self.held_by(&field.ty));
        let first = found.next()?;
        Some(found.find(|how| matches!(how, HoldsItself::Plainly)).unwrap_or(first))
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        let (fields, variants) = match &self.body {
            Body::Struct(_, fields) | Body::Union(fields) => (fields.as_slice(), [].as_slice()),
            Body::Enum(variants) => ([].as_slice(), variants.as_slice()),
        };
        fields.iter().chain(variants.iter().flat_map(|variant| &variant.fields))
    }

    /// How a value of that type holds one of the type itself.
    fn held_by<'a>(&self, ty: &'a Type) -> Option<HoldsItself<'a>> {
        match bare(ty) {
            Type::Tuple(tuple) => tuple.elems.iter().find_map(|ty| self.held_by(ty)),
            Type::Array(array) => self.held_by(&array.elem),
            Type::Path(path) if path.qself.is_none() => {
                let path = &path.path;
                let last = path.segments.last()?;
                if path.segments.len() == 1 && (last.ident == "Self" || last.ident == self.ident) {
                    return Some(HoldsItself::Plainly);
                }
                let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
                match arguments.args.first()? {
                    GenericArgument::Type(inner) if HOLDERS.iter().any(|it| last.ident == it) => {
                        self.held_by(inner).map(|_| HoldsItself::In(path))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
