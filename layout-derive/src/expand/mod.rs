//! From tokens to tokens: what the two macros do, stage by stage.

mod assertion;
mod checks;
mod structure;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Error};

pub(crate) use assertion::assert_layout;

use crate::model::Struct;
use crate::validate::validate;

/// The output of `#[derive(Layout)]`.
///
/// A fault in an attribute is reported beside the implementation, so that the user sees that fault
/// and not also the lack of the implementation wherever it is used.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let mut errors = Vec::new();
    let output = read(input, &mut errors).map(|input| structure::expand(&input));
    let output = output.unwrap_or_else(|error| {
        errors.push(error);
        TokenStream::new()
    });
    with_errors(&output, &errors)
}

fn read(input: TokenStream, errors: &mut Vec<Error>) -> Result<Struct, Error> {
    let input: DeriveInput = syn::parse2(input)?;
    let mut input = Struct::read(input, errors)?;
    validate(&mut input, errors)?;
    Ok(input)
}

fn with_errors(output: &TokenStream, errors: &[Error]) -> TokenStream {
    let errors = errors.iter().map(Error::to_compile_error);
    quote!(#output #(#errors)*)
}
