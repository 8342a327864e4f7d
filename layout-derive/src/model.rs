//! The type as the derive sees it.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use syn::Error;
use syn::ext::IdentExt;

use crate::attr::{Allows, FieldAttrs, Repr, field_attrs, type_attrs, variant_attrs};
use crate::check::Check;
use crate::finding::Levels;
use crate::generics::Generics;
use crate::item::{Item, ItemBody, ItemField, ItemVariant};
use crate::recursion::Recursion;
use crate::type_text::type_text;
use crate::type_tokens::TypeTokens;

/// A type whose layout is to be described.
pub(crate) struct Input {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) repr: Repr,
    pub(crate) body: Body,
    pub(crate) recursion: Recursion,
    /// The checks of the type, then those of its fields.
    pub(crate) checks: Vec<Check>,
    /// What is allowed, or expected, of the type, its parameters, variants and fields: the `#[allow(...)]`
    /// for what repeats the user's tokens.
    pub(crate) allows: TokenStream,
    /// What it says of findings.
    pub(crate) levels: Levels,
    /// `#[layout(lock)]`
    pub(crate) is_locked: bool,
    krate: Option<TokenStream>,
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
    /// Its name or index.
    pub(crate) member: TokenTree,
    /// The member as text, without `r#`.
    pub(crate) name: String,
    pub(crate) ty: TypeTokens,
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
    pub(crate) discriminant: Option<TokenStream>,
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
    /// Reads a derive's input, unless it is no type. Faults of attributes are added to `errors`, and the
    /// rest stays usable.
    pub(crate) fn read(declaration: TokenStream, errors: &mut Vec<Error>) -> Option<Self> {
        let item = Item::read(declaration)?;
        let attrs = type_attrs(&item.attributes, errors);
        let mut allows = Allows::default();
        allows.add(&item.attributes);
        item.generics.params.iter().for_each(|param| allows.add(&param.attributes));
        let mut reader =
            FieldReader { prefix: String::new(), checks: attrs.checks, allows, errors };
        let body = match item.body {
            ItemBody::Struct(shape, fields) => Body::Struct(shape, reader.read_all(fields)),
            ItemBody::Union(fields) => Body::Union(reader.read_all(fields)),
            ItemBody::Enum(variants) => {
                Body::Enum(variants.into_iter().map(|it| reader.read_variant(it)).collect())
            }
        };
        Some(Self {
            recursion: Recursion::of(&item.ident, &item.generics, &body),
            ident: item.ident,
            generics: item.generics,
            repr: attrs.repr,
            body,
            checks: reader.checks,
            allows: reader.allows.attribute(),
            levels: attrs.levels,
            is_locked: attrs.is_locked,
            krate: attrs.krate,
        })
    }

    /// The type's name, without `r#`.
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }

    /// The path of `layout-core` in the user's crate, where it is written.
    pub(crate) fn given_krate(&self) -> Option<&TokenStream> {
        self.krate.as_ref()
    }

    /// The path of `layout-core` in the user's crate.
    pub(crate) fn krate(&self) -> TokenStream {
        self.krate_at(Span::call_site())
    }

    /// The same as if it stood at a place of the user's source.
    pub(crate) fn krate_at(&self, place: Span) -> TokenStream {
        match &self.krate {
            Some(path) => path.clone(),
            None => quote_spanned!(place=> ::layout_core),
        }
    }
}

impl Variant {
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
    allows: Allows,
    errors: &'a mut Vec<Error>,
}

impl FieldReader<'_> {
    fn read_all(&mut self, fields: Vec<ItemField>) -> Vec<Field> {
        fields.into_iter().map(|field| self.read(field)).collect()
    }

    fn read(&mut self, field: ItemField) -> Field {
        let mut name = field.member.to_string();
        if name.starts_with("r#") {
            name.drain(..2);
        }
        let mut attrs = FieldAttrs::default();
        if !field.attributes.is_empty() {
            let path = format!("{}{name}", self.prefix);
            attrs = field_attrs(&field.attributes, &path, self.errors);
            self.checks.append(&mut attrs.checks);
            self.allows.add(&field.attributes);
        }
        let FieldAttrs { sample, is_unsized, marks, .. } = attrs;
        Field {
            member: field.member,
            name,
            type_text: type_text(&field.ty),
            marks: marks.encoded(),
            ty: field.ty,
            sample,
            is_unsized,
        }
    }

    fn read_variant(&mut self, variant: ItemVariant) -> Variant {
        self.prefix = format!("{}.", variant.ident.unraw());
        let mut attrs = variant_attrs(&variant.attributes, &variant.ident, self.errors);
        self.allows.add(&variant.attributes);
        self.checks.append(&mut attrs.checks);
        Variant {
            shape: variant.shape,
            sample: attrs.sample,
            fields: self.read_all(variant.fields),
            discriminant: variant.discriminant,
            ident: variant.ident,
        }
    }
}
