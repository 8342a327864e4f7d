//! Types that name themselves in their fields, as far as their own text shows.
//!
//! One that holds itself by value has no size, which the compiler says well. It must not also say it of
//! each constant that the derive writes, so that these are written to be evaluated when they are used.

use syn::ext::IdentExt;
use syn::{GenericArgument, GenericParam, Generics, Ident, Path, PathArguments, Type};

use crate::model::{Body, Field};
use crate::tail::bare;

/// What a type's fields have to do with the type.
pub(crate) struct Recursion {
    /// Whether the constants of the type are to wait until they are used: a field's type may name it.
    /// Those of a generic type do so anyhow.
    pub(crate) is_possible: bool,
    /// How the type holds itself by value, if it is seen to.
    pub(crate) holds_itself: Option<HoldsItself>,
}

/// How a type holds itself by value.
pub(crate) enum HoldsItself {
    /// As a field, or in a tuple or an array: it has no size.
    Plainly,
    /// In a type of that path, which is called as one of [`HOLDERS`]: it has no size, if that is what it
    /// seems. The path is without arguments.
    In(Path),
}

/// The common types of `core` that hold a value of their parameter, as `Known::__HOLDS` of `layout_core`
/// confirms.
const HOLDERS: [&str; 5] = ["Option", "ManuallyDrop", "MaybeUninit", "Cell", "RefCell"];

impl Recursion {
    pub(crate) fn of(ident: &Ident, generics: &Generics, body: &Body) -> Self {
        let is_lifetime = |param: &GenericParam| matches!(param, GenericParam::Lifetime(_));
        let name = ident.unraw().to_string();
        let may_name = |text: &str| text.contains(&name) || text.contains("Self");
        let is_possible = generics.params.iter().all(is_lifetime)
            && fields(body).any(|field| may_name(&field.type_text));
        let mut holds_itself = None;
        if is_possible {
            let mut found = fields(body).filter_map(|field| held_by(ident, &field.ty));
            holds_itself = found.next();
            let plainly = found.find(|how| matches!(how, HoldsItself::Plainly));
            holds_itself = plainly.or(holds_itself);
        }
        Self { is_possible, holds_itself }
    }

    /// Whether the type has no size, whatever its fields' types are.
    pub(crate) fn is_endless(&self) -> bool {
        matches!(self.holds_itself, Some(HoldsItself::Plainly))
    }
}

fn fields(body: &Body) -> impl Iterator<Item = &Field> {
    let (fields, variants) = match body {
        Body::Struct(_, fields) | Body::Union(fields) => (fields.as_slice(), [].as_slice()),
        Body::Enum(variants) => ([].as_slice(), variants.as_slice()),
    };
    fields.iter().chain(variants.iter().flat_map(|variant| &variant.fields))
}

/// How a value of that type holds one of the type called `ident`.
fn held_by(ident: &Ident, ty: &Type) -> Option<HoldsItself> {
    match bare(ty) {
        Type::Tuple(tuple) => tuple.elems.iter().find_map(|ty| held_by(ident, ty)),
        Type::Array(array) => held_by(ident, &array.elem),
        Type::Path(path) if path.qself.is_none() => {
            let last = path.path.segments.last()?;
            if path.path.segments.len() == 1 && (last.ident == "Self" || last.ident == *ident) {
                return Some(HoldsItself::Plainly);
            }
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
            let is_called_so = HOLDERS.iter().any(|holder| last.ident == holder);
            // One of the user's with another number of parameters is none of them.
            match (arguments.args.first()?, arguments.args.len()) {
                (GenericArgument::Type(inner), 1) if is_called_so => {
                    held_by(ident, inner).map(|_| HoldsItself::In(without_arguments(&path.path)))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn without_arguments(path: &Path) -> Path {
    let mut path = path.clone();
    if let Some(last) = path.segments.last_mut() {
        last.arguments = PathArguments::None;
    }
    path
}
