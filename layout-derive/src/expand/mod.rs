//! From tokens to tokens: what the two macros do, stage by stage.

mod assertion;
mod checks;
mod denied;
mod enumeration;
mod known;
mod out;
mod quick;
mod recursive;
mod registration;
mod structure;
mod tailed;
mod text;

use std::fmt::Write;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::quote;
use syn::Error;

pub(crate) use assertion::assert_layout;
use out::Out;

use crate::attr::{BaseRepr, Repr};
use crate::krate::is_edition_2015;
use crate::model::{Body, Input};
use crate::validate::validate;

/// The output of `#[derive(Layout)]`.
///
/// A fault in an attribute is reported beside the implementation, so that the user sees that fault
/// and not also the lack of the implementation wherever it is used.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let mut errors = Vec::new();
    let Some(mut input) = Input::read(input, &mut errors) else {
        let message = "expected a struct, an enum or a union";
        return error(&Error::new(Span::call_site(), message));
    };
    validate(&mut input, &mut errors);
    with_errors(&input.krate.with_import(expand(&input)), &errors)
}

fn with_errors(output: &TokenStream, errors: &[Error]) -> TokenStream {
    let errors = errors.iter().map(error);
    quote!(#output #(#errors)*)
}

/// An error as the compiler is told it, at the user's place.
fn error(error: &Error) -> TokenStream {
    let error = error.to_compile_error();
    // The path to the macro in it is of the user's edition. A place of this crate's would be shown with more
    // words, so it is taken only where the path has another meaning.
    if is_edition_2015() { at_own_edition(error) } else { error }
}

fn at_own_edition(tokens: TokenStream) -> TokenStream {
    let relocate = |mut token: TokenTree| {
        let place = Span::call_site().located_at(token.span());
        if let TokenTree::Group(group) = &mut token {
            *group = Group::new(group.delimiter(), at_own_edition(group.stream()));
        }
        token.set_span(place);
        token
    };
    tokens.into_iter().map(relocate).collect()
}

/// What the `impl` of a type holds.
#[derive(Default)]
struct Implementation {
    /// The value of `LAYOUT`.
    layout: Out,
    /// The items beside it.
    beside: Out,
    /// Functions of the type's own, which a `const` may call, unlike those of a trait.
    inherent: Out,
}

/// The implementation of `Layout`, and the checks that run beside it.
fn expand(input: &Input) -> TokenStream {
    let Implementation { layout, beside, inherent } = match (&input.body, input.tail()) {
        _ if input.recursion.is_endless() => recursive::without_size(input),
        (Body::Struct(shape, fields), Some(tail)) => tailed::tailed(input, *shape, fields, tail),
        (Body::Struct(shape, fields), None) => structure::structure(input, *shape, fields),
        (Body::Union(fields), _) => structure::union(input, fields),
        (Body::Enum(variants), _) => enumeration::enumeration(input, variants),
    };
    let layout = with_allowed(input, layout);
    let mut members = Out::default();
    let mut items = TokenStream::new();
    if checks::run_in_layout(input) {
        push_checked(&mut members, input, &layout);
    } else {
        push_constant(&mut members, input, "LAYOUT", &layout);
        items = checks::items(input);
    }
    if input.is_locked {
        members.push("const __IS_LOCKED: ");
        members.push_out(&Out::krate(input));
        members.push("::__private::bool = true; ");
    }
    members.push_out(&beside);
    // SAFETY: sizes, alignments and offsets in it are of the compiler's own making, of the very type
    // and of all of its fields; where it tells none, the expansion has none.
    let mut out = Out::text("#[automatically_derived] ");
    let mut of = Out::krate(input);
    of.push("::Layout for ");
    let lints = if inherent.is_empty() { LINTS } else { LINTS_OF_SAMPLES };
    push_impl(&mut out, input, lints, "unsafe impl", &of, members);
    if !inherent.is_empty() {
        push_impl(&mut out, input, LINTS_OF_MATCH, "impl", &Out::default(), inherent);
    }
    out.push_stream(items);
    out.push_stream(registration::registration(input));
    out.finish()
}

/// What is said of the user's types and expressions where they stand in source.
const LINTS: &str = "#[allow(deprecated, unused_braces, unused_parens)] ";
/// The same where samples are made too, which may be of variants that cannot be.
const LINTS_OF_SAMPLES: &str =
    "#[allow(deprecated, unreachable_code, unused_braces, unused_parens)] ";

/// What is said of the user's fields and lifetimes where they are repeated.
const LINTS_OF_MATCH: &str = "#[allow(deprecated, single_use_lifetimes)] ";

/// An `impl` of the type.
fn push_impl(out: &mut Out, input: &Input, lints: &str, word: &str, of: &Out, members: Out) {
    let Input { ident, generics, allows, .. } = input;
    out.push(lints);
    out.push_stream(allows.clone());
    out.push(word);
    out.push(" ");
    if !generics.params.is_empty() {
        out.push_stream(generics.declared());
    }
    out.push_out(of);
    out.push_tokens([ident.clone().into()]);
    if !generics.params.is_empty() {
        out.push_stream(generics.arguments());
    }
    out.push_stream(generics.where_clause());
    out.group(Delimiter::Brace, members);
}

/// A constant that is a layout.
fn push_constant(out: &mut Out, input: &Input, name: &str, layout: &Out) {
    out.push("const ");
    out.push(name);
    out.push(": ");
    out.push_out(&Out::krate(input));
    out.push("::TypeLayout = ");
    out.push_out(layout);
    out.push("; ");
}

/// `LAYOUT`, which waits for the checks of each instance of a generic type.
fn push_checked(out: &mut Out, input: &Input, layout: &Out) {
    let krate = input.krate();
    let checks = checks::statements(input);
    out.push_stream(quote! {
        const LAYOUT: #krate::TypeLayout = {
            let () = <Self as #krate::Layout>::__CHECKED;
            <Self as #krate::Layout>::__UNCHECKED
        };
        const __CHECKED: () = {
            use #krate::__private as __layout_;
            #checks
        };
    });
    push_constant(out, input, "__UNCHECKED", layout);
}

/// A layout with the findings that the type allows.
fn with_allowed(input: &Input, layout: Out) -> Out {
    if input.levels.allowed.is_empty() {
        return layout;
    }
    let mut arguments = layout;
    arguments.push(", &");
    let mut allowed = Out::default();
    for level in &input.levels.allowed {
        allowed.push_out(&Out::krate(input));
        allowed.push("::__private::FindingId::");
        allowed.push(level.finding.variant);
        allowed.push(", ");
    }
    arguments.group(Delimiter::Bracket, allowed);
    let mut call = Out::krate(input);
    call.push("::__private::allowing");
    call.group(Delimiter::Parenthesis, arguments);
    call
}

/// The same tokens, meaning the same, at another place of the source.
fn relocated(tokens: &TokenStream, place: Span) -> TokenStream {
    let relocate = |mut token: TokenTree| {
        token.set_span(token.span().located_at(place));
        token
    };
    tokens.clone().into_iter().map(relocate).collect()
}

/// An expression that names what the derive needs of `layout_core`.
fn with_names(input: &Input, expression: &Out) -> Out {
    let mut inner = Out::text("use ");
    inner.push_out(&Out::krate(input));
    inner.push("::__private::names::*; ");
    inner.push_out(expression);
    let mut block = Out::default();
    block.group(Delimiter::Brace, inner);
    block
}

/// The arguments that tell the name of the type, and its module. A macro's path does not begin with a name
/// of a glob import, which one of the user's would make ambiguous.
fn push_name(arguments: &mut Out, input: &Input) {
    arguments.push(&format!("{:?}, ", input.name()));
    arguments.push_out(&Out::krate(input));
    arguments.push("::__private::module_path!(), ");
}

/// A representation as a value of `layout_core::layout::Repr`.
fn repr(repr: Repr) -> String {
    let mut text = String::from(match repr.base {
        BaseRepr::Rust => "__layout_::Repr::RUST",
        BaseRepr::C => "__layout_::Repr::C",
        BaseRepr::Transparent => "__layout_::Repr::TRANSPARENT",
    });
    if let Some(int) = repr.int {
        let _ = write!(text, ".tagged(__layout_::IntRepr::{})", int.variant);
    }
    if let Some(limit) = repr.packed {
        let _ = write!(text, ".packed({limit})");
    }
    if let Some(minimum) = repr.align {
        let _ = write!(text, ".aligned({minimum})");
    }
    text
}
