use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use crate::type_tokens::{Arguments, Form, Segment, TypeTokens};

/// A field's type as a value of `layout_core::__private::FieldType`.
pub(super) fn field(ty: &Type) -> TokenStream {
    let field = known(ty, "__FIELD");
    if !may_be_empty(ty) {
        return field;
    }
    let empty = known(ty, "__EMPTY");
    // A constant, which the others can refer to.
    quote!(const { __layout_::or_empty(#field, #empty) })
}

/// The common types of `std` that have a value which holds none of their parameter, as `Known::__EMPTY` of
/// `layout_core` shows it.
const EMPTIES: [&str; 4] = ["Option", "MaybeUninit", "OnceCell", "OnceLock"];

/// Whether a type is called as one of [`EMPTIES`], of a parameter that may not be described; or an array of
/// such.
fn may_be_empty(ty: &Type) -> bool {
    match bare(ty) {
        Type::Array(array) => may_be_empty(&array.elem),
        Type::Path(TypePath { qself: None, path, .. }) => {
            let Some(PathSegment { ident, arguments }) = path.segments.last() else { return false };
            let PathArguments::AngleBracketed(arguments) = arguments else { return false };
            EMPTIES.iter().any(|empty| ident == empty)
                && !matches!(arguments.args.first(), Some(GenericArgument::Type(ty)) if is_described(ty))
        }
        _ => false,
    }
}

/// Whether a type is called as a primitive or as a common pointer to a sized type, and so is described.
fn is_described(ty: &Type) -> bool {
    const PRIMITIVES: &str =
        "u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 bool char String";
    const POINTERS: &str = "Box Vec Rc Arc NonNull";
    let is_path = |ty: &Type| matches!(ty, Type::Path(_));
    let is_among = |name: &Ident, names: &str| names.split(' ').any(|other| name == other);
    match ty {
        Type::Reference(reference) => is_path(&reference.elem),
        Type::Path(TypePath { qself: None, path, .. }) => {
            let Some(PathSegment { ident, arguments }) = path.segments.last() else { return false };
            match arguments {
                PathArguments::None => is_among(ident, PRIMITIVES),
                PathArguments::AngleBracketed(arguments) if is_among(ident, POINTERS) => {
                    matches!(arguments.args.first(), Some(GenericArgument::Type(ty)) if is_path(ty))
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// What is known of a field's type: an item of `layout_core::__private::Known`.
///
/// Where a parameter of that type lacks what the type asks of it, the compiler says so of this place too:
/// once, if both places are one.
pub(super) fn known(ty: &TypeTokens, item: &str) -> TokenStream {
    if is_plain(ty) {
        let item = Ident::new(item, Span::call_site());
        return quote!(__layout_::Known::<#ty>::#item);
    }
    let (tokens, (start, end)) = at_place_of_fault(ty);
    let item = Ident::new(item, end);
    let mut known = quote_spanned!(start=> __layout_::Known::<);
    known.extend(tokens);
    known.extend(quote_spanned!(end=> >::#item));
    known
}

/// The variable of `__samples` in `layout_core::__private` that samples are taken from.
pub(super) const SAMPLES: &str = "__from";

/// The sample of an enum's field as an expression that stands, as [`known`] does, where its type does.
pub(super) fn sampled(ty: &TypeTokens, index: &Literal) -> TokenStream {
    let (start, end) =
        if is_plain(ty) { (Span::call_site(), Span::call_site()) } else { at_place_of_fault(ty).1 };
    let function = Ident::new("sampled", end);
    let function = quote_spanned!(start=> __layout_::#function);
    let from = Ident::new(SAMPLES, Span::mixed_site());
    let mut arguments = Group::new(Delimiter::Parenthesis, quote!(#from, #index));
    arguments.set_span(end);
    quote!(#function #arguments)
}

/// Whether a type has no parameters, as most have not.
pub(super) fn is_plain(ty: &TypeTokens) -> bool {
    ty.as_ident().is_some()
}

/// A type's tokens, and where they begin and end: where the compiler tells of what the type lacks, which is
/// the part of it that is at fault.
fn at_place_of_fault(ty: &TypeTokens) -> (TokenStream, (Span, Span)) {
    let tokens = ty.to_token_stream();
    let mut suspects = Vec::new();
    let is_suspect = find_suspects(ty, &mut suspects);
    // Of several none is known to be at fault; of one that is all there is, the place is its own.
    let [suspect] = suspects.as_slice() else { return (tokens, ends(ty.tokens())) };
    let (start, end) = ends(suspect.tokens());
    if is_suspect {
        return (tokens, (start, end));
    }
    let mut same = quote_spanned!(start=> __layout_::Same<);
    same.extend(tokens);
    same.extend(quote_spanned!(end=> >));
    (same, (start, end))
}

/// The common types of `std` that ask nothing of their parameters.
const UNDEMANDING: &str = "Option Vec Box Result Rc Arc Weak Cell RefCell UnsafeCell OnceCell Mutex RwLock \
    OnceLock LazyLock PhantomData ManuallyDrop MaybeUninit NonNull Pin Wrapping Reverse VecDeque \
    LinkedList BTreeMap BTreeSet HashMap HashSet";

/// Finds the parts of a type that may ask something of their parameters, and whether it is one itself.
fn find_suspects(ty: &TypeTokens, suspects: &mut Vec<TypeTokens>) -> bool {
    if ty.as_ident().is_some() {
        return false;
    }
    let parts = match ty.form() {
        Form::Tuple(parts) | Form::Function(parts) => parts,
        Form::Array(part) | Form::Slice(part) | Form::Pointer(part) => vec![part],
        Form::Path(mut path) if path.of.is_none() => match path.segments.pop() {
            Some(Segment { arguments: Arguments::None, .. }) => return false,
            Some(Segment { ident, arguments: Arguments::Angles(arguments) })
                if asks_nothing(&ident) =>
            {
                arguments.into_iter().flatten().collect()
            }
            _ => {
                suspects.push(ty.clone());
                return true;
            }
        },
        Form::Path(_) | Form::TraitObject | Form::Never | Form::Other => {
            suspects.push(ty.clone());
            return true;
        }
    };
    for part in &parts {
        find_suspects(part, suspects);
    }
    false
}

fn asks_nothing(name: &Ident) -> bool {
    UNDEMANDING.split(' ').any(|other| name == other)
}

/// The places of the first and of the last token.
fn ends(tokens: &[TokenTree]) -> (Span, Span) {
    let start = tokens.first().map_or_else(Span::call_site, TokenTree::span);
    (start, tokens.last().map_or(start, TokenTree::span))
}
