//! From tokens to tokens: what the two macros do, stage by stage.

mod assertion;
mod checks;
mod denied;
mod enumeration;
mod future;
mod known;
mod out;
mod recursive;
mod registration;
mod remote;
mod structure;
mod text;

use std::fmt::Write;

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Error;

pub(crate) use assertion::assert_layout;
use out::Out;

use crate::attr::{BaseRepr, Repr};
use crate::krate::{Krate, has_bare_traits};
use crate::model::{Body, Input};
use crate::tokens::has_block;
use crate::validate::validate;

/// The output of `#[derive(Layout)]`.
///
/// A fault in an attribute is reported beside the implementation, so that the user sees that fault
/// and not also the lack of the implementation wherever it is used. A type is added to the registry only where
/// `layout-core` has one, as a call of a macro costs each type something.
pub(crate) fn derive(input: TokenStream, is_registered: bool) -> TokenStream {
    let mut errors = Vec::new();
    let Some(mut input) = Input::read(input, &mut errors) else {
        let message = "expected a struct, an enum or a union";
        errors.push(Error::new(Span::call_site(), message));
        let krate = Krate::new(None, &mut errors);
        return krate.with_import(told_of(&krate, &errors));
    };
    validate(&mut input, &mut errors);
    let mut output = expand(&input);
    if is_registered {
        output.extend(registration::registration(&input));
    }
    output.extend(told_of(&input.krate, &errors));
    input.krate.with_import(output)
}

/// Errors as the compiler is told them, by the macro that `layout_core` passes on: what the user's crate calls
/// `core` may be its own. The path of what passes it on is asked for by its place.
fn told(errors: &[Error], private: impl Fn(Span) -> TokenStream) -> TokenStream {
    let mut calls = TokenStream::new();
    for error in errors.iter().flat_map(Error::clone) {
        calls.extend(private(error.span()));
        // `::core` stands first.
        calls.extend(error.to_compile_error().into_iter().skip(3));
    }
    calls
}

/// The errors of a derive.
fn told_of(krate: &Krate, errors: &[Error]) -> TokenStream {
    told(errors, |place| {
        let mut path = relocated(&krate.of_macro_at(place), place);
        path.extend(quote_spanned!(place=> ::__private));
        path
    })
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
    let Implementation { layout, beside, inherent } = match &input.body {
        _ if input.recursion.is_endless() => recursive::without_size(input),
        Body::Struct(shape, fields) => structure::structure(input, *shape, fields),
        Body::Union(fields) => structure::union(input, fields),
        Body::Enum(variants) => enumeration::enumeration(input, variants),
    };
    let layout = with_allowed(input, layout);
    let mut members = Out::default();
    let mut statements = TokenStream::new();
    let mut items = TokenStream::new();
    if let Some(remote) = &input.remote {
        statements = remote::statements(input, remote);
        items = remote::items(input);
    }
    if checks::run_in_layout(input) {
        statements.extend(checks::statements(input));
    } else {
        items.extend(checks::items(input));
    }
    if statements.is_empty() {
        push_constant(&mut members, input, "LAYOUT", &layout);
    } else {
        push_checked(&mut members, input, &layout, &statements);
    }
    if input.is_locked {
        members.push("const __IS_LOCKED: ");
        members.push_out(&Out::krate(input));
        members.push("::__private::bool = true; ");
    }
    members.push_out(&beside);
    let mut out = Out::text("#[automatically_derived] ");
    let mut of = Out::krate(input);
    of.push("::Layout for ");
    let lints = if inherent.is_empty() { LINTS } else { LINTS_OF_SAMPLES };
    if !inherent.is_empty() && input.body.fields().len() > FEW {
        out.push(LINTS_OF_MANY);
    }
    if has_blocks(input) {
        out.push(LINTS_OF_BLOCKS);
    } else if has_bare_traits() {
        out.push(LINTS_OF_OLD_EDITIONS);
    }
    // SAFETY: sizes, alignments and offsets in it are of the compiler's own making, of the very type
    // and of all of its fields; where it tells none, the expansion has none.
    push_impl(&mut out, input, lints, "unsafe impl", &of, members);
    if !inherent.is_empty() {
        if has_blocks(input) {
            out.push(LINTS_OF_BLOCKS);
        }
        push_impl(&mut out, input, LINTS_OF_MATCH, "impl", &Out::default(), inherent);
    }
    out.push_stream(items);
    out.finish()
}

/// What is said of the user's types and expressions where they stand in source.
const LINTS: &str = "#[allow(deprecated, unused_braces, unused_parens)] ";
/// The same where samples are made too, which may be of variants that cannot be.
const LINTS_OF_SAMPLES: &str =
    "#[allow(deprecated, unreachable_code, unused_braces, unused_parens)] ";

/// What else is said where samples are made of very many fields.
const LINTS_OF_MANY: &str = "#[allow(long_running_const_eval)] ";
/// The number of fields up to which it is not.
const FEW: usize = 1000;
/// What else may be said where statements of the user's stand.
const LINTS_OF_BLOCKS: &str = "#[allow(warnings)] ";
/// What else may be said of types in the editions before 2021.
const LINTS_OF_OLD_EDITIONS: &str = "#[allow(bare_trait_objects)] ";

/// What is said of the user's fields and lifetimes where they are repeated.
const LINTS_OF_MATCH: &str = "#[allow(deprecated, single_use_lifetimes)] ";

/// Whether a block is among what the user wrote and the implementation repeats.
fn has_blocks(input: &Input) -> bool {
    input.body.fields().iter().any(|field| field.type_text.contains('{'))
        || input.body.expressions().into_iter().any(has_block)
}

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

/// `LAYOUT`, which waits for checks: of each instance of a generic type, or that a foreign type is described.
fn push_checked(out: &mut Out, input: &Input, layout: &Out, checks: &TokenStream) {
    let krate = input.krate();
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
    let mut tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    for token in &mut tokens {
        token.set_span(token.span().located_at(place));
    }
    tokens.into_iter().collect()
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
