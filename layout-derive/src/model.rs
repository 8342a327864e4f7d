//! The type as the derive sees it.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;
use syn::{Attribute, Data, DeriveInput, Error, Expr, Generics, Ident, Member, Path, Type};

use crate::attr::{FieldAttrs, Repr, field_attrs, type_attrs, variant_attrs};
use crate::check::Check;
use crate::finding::Levels;
use crate::recursion::Recursion;
use crate::type_text::type_text;

/// A type whose layout is to be described.
pub(crate) struct Input {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) repr: Repr,
    pub(crate) body: Body,
    pub(crate) recursion: Recursion,
    /// The checks of the type, then those of its fields.
    pub(crate) checks: Vec<Check>,
    /// The `#[allow(...)]` of the type.
    pub(crate) allows: Vec<Attribute>,
    /// What it says of findings.
    pub(crate) levels: Levels,
    /// `#[layout(lock)]`
    pub(crate) is_locked: bool,
    krate: Option<Path>,
}

/// What a type is made of.
pub(crate) enum Body {
    Struct(Shape, Vec<Field>),
    Union(Vec<Field>),
    Enum(Vec<Variant>),
}

/// How a struct or a variant lists its fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Named,
    Tuple,
    Unit,
}

/// A field of a struct, of a union or of a variant.
pub(crate) struct Field {
    pub(crate) member: Member,
    /// The member as text, without `r#`.
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) type_text: String,
    /// The marks as text.
    pub(crate) marks: String,
    /// `#[layout(sample = expression)]`
    pub(crate) sample: Option<TokenStream>,
    /// `#[layout(unsized)]`
    pub(crate) is_unsized: bool,
}

/// A variant of an enum.
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) shape: Shape,
    pub(crate) fields: Vec<Field>,
    /// What stands behind the `=`.
    pub(crate) discriminant: Option<Expr>,
    /// `#[layout(sample = expression)]`
    pub(crate) sample: Option<TokenStream>,
}

impl Body {
    /// All fields, those of an enum's variants too.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> {
        let (own, variants) = match self {
            Self::Struct(_, fields) | Self::Union(fields) => (fields.as_slice(), [].as_slice()),
            Self::Enum(variants) => ([].as_slice(), variants.as_slice()),
        };
        own.iter().chain(variants.iter().flat_map(|variant: &Variant| &variant.fields))
    }
}

impl Input {
    /// Reads a derive's input. Faults of attributes are added to `errors`, and the rest stays usable.
    pub(crate) fn read(input: DeriveInput, errors: &mut Vec<Error>) -> Self {
        let attrs = type_attrs(&input.attrs, errors);
        let mut reader = FieldReader { prefix: String::new(), checks: attrs.checks, errors };
        let body = match input.data {
            Data::Struct(data) => {
                let shape = Shape::of(&data.fields);
                Body::Struct(shape, reader.read_all(data.fields))
            }
            Data::Union(data) => Body::Union(reader.read_all(data.fields.named)),
            Data::Enum(data) => {
                Body::Enum(data.variants.into_iter().map(|it| reader.read_variant(it)).collect())
            }
        };
        Self {
            recursion: Recursion::of(&input.ident, &input.generics, &body),
            ident: input.ident,
            generics: input.generics,
            repr: attrs.repr,
            body,
            checks: reader.checks,
            allows: attrs.allows,
            levels: attrs.levels,
            is_locked: attrs.is_locked,
            krate: attrs.krate,
        }
    }

    /// The type's name, without `r#`.
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }

    /// The path of `layout-core` in the user's crate.
    pub(crate) fn krate(&self) -> TokenStream {
        self.krate_at(Span::call_site())
    }

    /// The same as if it stood at a place of the user's source.
    pub(crate) fn krate_at(&self, place: Span) -> TokenStream {
        match &self.krate {
            Some(path) => path.to_token_stream(),
            None => quote_spanned!(place=> ::layout_core),
        }
    }
}

impl Shape {
    fn of(fields: &syn::Fields) -> Self {
        match fields {
            syn::Fields::Named(_) => Self::Named,
            syn::Fields::Unnamed(_) => Self::Tuple,
            syn::Fields::Unit => Self::Unit,
        }
    }
}

impl Variant {
    /// Whether the user gives the sample of the variant, or of some of its fields.
    pub(crate) fn has_given_samples(&self) -> bool {
        self.sample.is_some() || self.fields.iter().any(|field| field.sample.is_some())
    }

    /// The variant's name, without `r#`.
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }
}

/// Reads fields, and gathers the checks that stand on them.
struct FieldReader<'a> {
    /// What a check's path to a field begins with: nothing, or `Variant.`.
    prefix: String,
    checks: Vec<Check>,
    errors: &'a mut Vec<Error>,
}

impl FieldReader<'_> {
    fn read_all(&mut self, fields: impl IntoIterator<Item = syn::Field>) -> Vec<Field> {
        fields.into_iter().enumerate().map(|(index, field)| self.read(index, field)).collect()
    }

    fn read(&mut self, index: usize, field: syn::Field) -> Field {
        let (member, name) = match field.ident {
            Some(ident) => {
                let name = ident.unraw().to_string();
                (Member::Named(ident), name)
            }
            None => (Member::from(index), index.to_string()),
        };
        let mut attrs = FieldAttrs::default();
        if !field.attrs.is_empty() {
            let path = format!("{}{name}", self.prefix);
            attrs = field_attrs(&field.attrs, &path, self.errors);
            self.checks.append(&mut attrs.checks);
        }
        let FieldAttrs { sample, is_unsized, marks, .. } = attrs;
        Field {
            member,
            name,
            type_text: type_text(&field.ty),
            marks: marks.encoded(),
            ty: field.ty,
            sample,
            is_unsized,
        }
    }

    fn read_variant(&mut self, variant: syn::Variant) -> Variant {
        self.prefix = format!("{}.", variant.ident.unraw());
        let mut attrs = variant_attrs(&variant.attrs, &variant.ident, self.errors);
        self.checks.append(&mut attrs.checks);
        Variant {
            shape: Shape::of(&variant.fields),
            sample: attrs.sample,
            fields: self.read_all(variant.fields),
            discriminant: variant.discriminant.map(|(_, value)| value),
            ident: variant.ident,
        }
    }
}
