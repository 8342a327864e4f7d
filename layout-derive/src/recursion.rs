//! Types that may hold themselves, as far as their own text shows.
//!
//! One that holds itself by value, or by way of another, has no size, which the compiler says well. It must
//! not also say it of each constant that the derive writes, so that these are written to be evaluated when
//! they are used.

use syn::ext::IdentExt;
use syn::{
    GenericArgument, GenericParam, Generics, Ident, Path, PathArguments, PathSegment, Type,
    TypePath,
};

use crate::model::Body;
use crate::tail::bare;

/// What a type's fields have to do with the type.
pub(crate) struct Recursion {
    /// Whether the constants of the type are to wait until they are used: a field's type may name it, or
    /// be another that holds it. Those of a generic type do so anyhow.
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

/// The common types of `std` that hold no value of their parameter.
const POINTERS: [&str; 6] = ["Box", "Vec", "Rc", "Arc", "NonNull", "PhantomData"];

impl Recursion {
    pub(crate) fn of(ident: &Ident, generics: &Generics, body: &Body) -> Self {
        let is_lifetime = |param: &GenericParam| matches!(param, GenericParam::Lifetime(_));
        let name = ident.unraw().to_string();
        let may_name = |text: &str| text.contains(&name) || text.contains("Self");
        let is_possible = generics.params.iter().all(is_lifetime)
            && body.fields().any(|field| may_name(&field.type_text) || may_hold_others(&field.ty));
        let mut holds_itself = None;
        if is_possible {
            let mut found = body.fields().filter_map(|field| held_by(ident, &field.ty));
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

/// Whether a value of that type may hold, by value, one of a type that the user declared.
fn may_hold_others(ty: &Type) -> bool {
    match bare(ty) {
        Type::Tuple(tuple) => tuple.elems.iter().any(may_hold_others),
        Type::Array(array) => may_hold_others(&array.elem),
        Type::Path(TypePath { qself: None, path, .. }) => {
            let Some(PathSegment { ident, arguments }) = path.segments.last() else { return true };
            match arguments {
                PathArguments::AngleBracketed(arguments) if ident == "Option" => {
                    arguments.args.iter().any(|argument| match argument {
                        GenericArgument::Type(inner) => may_hold_others(inner),
                        _ => true,
                    })
                }
                PathArguments::None => !is_closed(&ident.to_string()),
                _ => !POINTERS.iter().any(|pointer| ident == pointer),
            }
        }
        Type::Path(_) | Type::Macro(_) | Type::Verbatim(_) => true,
        _ => false,
    }
}

/// Whether a type without parameters is called as those of the language or of `std` which hold none of the
/// user's.
fn is_closed(name: &str) -> bool {
    const NAMES: [&str; 8] = ["bool", "char", "f32", "f64", "usize", "isize", "String", "Duration"];
    let is_int = |name: &str| {
        name.strip_prefix(['u', 'i'])
            .is_some_and(|bits| bits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    is_int(name)
        || NAMES.contains(&name)
        || ["c_", "Atomic", "NonZero"].iter().any(|prefix| name.starts_with(prefix))
}

fn without_arguments(path: &Path) -> Path {
    let mut path = path.clone();
    if let Some(last) = path.segments.last_mut() {
        last.arguments = PathArguments::None;
    }
    path
}
