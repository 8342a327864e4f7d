//! The type as the derive sees it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Data, DataStruct, DeriveInput, Error, Fields, Generics, Ident, Member, Path, Type};

use crate::attr::{Repr, field_checks, type_attrs};
use crate::check::Check;
use crate::type_text::type_text;

/// A struct whose layout is to be described.
pub(crate) struct Struct {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) repr: Repr,
    pub(crate) shape: Shape,
    pub(crate) fields: Vec<Field>,
    /// The checks of the type, then those of its fields.
    pub(crate) checks: Vec<Check>,
    krate: Option<Path>,
}

/// How a struct lists its fields.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    Named,
    Tuple,
    Unit,
}

/// A field of a struct.
pub(crate) struct Field {
    pub(crate) member: Member,
    /// The member as text, without `r#`.
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) type_text: String,
}

impl Struct {
    /// Reads a derive's input. Faults of attributes are added to `errors`, and the rest stays usable.
    ///
    /// # Errors
    ///
    /// The input is not a struct.
    pub(crate) fn read(input: DeriveInput, errors: &mut Vec<Error>) -> Result<Self, Error> {
        let attrs = type_attrs(&input.attrs, errors);
        let DataStruct { fields, .. } = match input.data {
            Data::Struct(data) => data,
            Data::Enum(_) => return Err(unsupported(&input.ident, "enums")),
            Data::Union(_) => return Err(unsupported(&input.ident, "unions")),
        };
        let shape = match fields {
            Fields::Named(_) => Shape::Named,
            Fields::Unnamed(_) => Shape::Tuple,
            Fields::Unit => Shape::Unit,
        };
        let mut checks = attrs.checks;
        let fields = fields
            .into_iter()
            .enumerate()
            .map(|(index, field)| Field::read(index, field, &mut checks, errors))
            .collect();
        Ok(Self {
            ident: input.ident,
            generics: input.generics,
            repr: attrs.repr,
            shape,
            fields,
            checks,
            krate: attrs.krate,
        })
    }

    /// The type's name, without `r#`.
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }

    /// The path of `layout-core` in the user's crate.
    pub(crate) fn krate(&self) -> TokenStream {
        self.krate.as_ref().map_or_else(|| quote!(::layout_core), ToTokens::to_token_stream)
    }
}

fn unsupported(ident: &Ident, kind: &str) -> Error {
    Error::new(ident.span(), format!("`Layout` cannot be derived for {kind} yet"))
}

impl Field {
    fn read(
        index: usize,
        field: syn::Field,
        checks: &mut Vec<Check>,
        errors: &mut Vec<Error>,
    ) -> Self {
        let (member, name) = match field.ident {
            Some(ident) => {
                let name = ident.unraw().to_string();
                (Member::Named(ident), name)
            }
            None => (Member::from(index), index.to_string()),
        };
        if !field.attrs.is_empty() {
            checks.extend(field_checks(&field.attrs, &name, errors));
        }
        Self { member, name, type_text: type_text(&field.ty), ty: field.ty }
    }
}
