//! The type as the derive sees it, and before that the declaration, split into its parts.

mod pins;
mod recursion;

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::{Error, Lit};

pub(crate) use recursion::{HoldsItself, Recursion, may_hold_others};

use crate::attr::{Allows, Attribute, FieldAttrs, Repr, field_attrs, type_attrs, variant_attrs};
use crate::check::Check;
use crate::finding::Levels;
use crate::generics::Generics;
use crate::krate::Krate;
use crate::tokens::{
    Tokens, as_group, closing, is_punct, is_word, next_ident, take_item, unwrapped,
};
use crate::type_text::type_text;
use crate::type_tokens::{Form, TypeTokens};
use crate::value::take_expression;

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
    /// Whether it or a field is `#[deprecated]`, so that the compiler warns of its name.
    pub(crate) is_deprecated: bool,
    /// What it says of findings.
    pub(crate) levels: Levels,
    /// `#[layout(lock)]`
    pub(crate) is_locked: bool,
    /// `#[layout(remote = path)]`: the type of another crate that this one describes.
    pub(crate) remote: Option<TypeTokens>,
    /// Where `layout_core` is.
    pub(crate) krate: Krate,
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
    /// Where `private` stands.
    pub(crate) private: Option<Span>,
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
    /// Whether the compiler refuses the type, as far as its text shows: two variants, or fields of one, have one
    /// name, a discriminant is no integer, a field that must be sized is a slice or a trait object, or what a
    /// field is of is no type there.
    pub(crate) fn is_refused(&self, generics: &Generics) -> bool {
        if self
            .fields()
            .iter()
            .any(|field| is_no_type(&field.ty, generics) || holds_unsized(&field.ty))
        {
            return true;
        }
        let is_unsized = |field: &Field| is_unsized(&field.ty);
        match self {
            Self::Struct(_, fields) => fields.iter().rev().skip(1).any(is_unsized),
            Self::Union(fields) => fields.iter().any(is_unsized),
            Self::Enum(variants) => {
                have_one_name(&variants.iter().map(Variant::name).collect::<Vec<String>>())
                    || variants.iter().any(|variant| {
                        variant.fields.iter().any(is_unsized)
                            || have_one_name(&names_of(&variant.fields))
                            || variant.discriminant.as_ref().is_some_and(is_no_integer)
                    })
            }
        }
    }

    /// The expressions in it, but those within types.
    pub(crate) fn expressions(&self) -> Vec<&TokenStream> {
        let mut expressions = Vec::new();
        if let Self::Enum(variants) = self {
            for variant in variants {
                expressions.extend(variant.discriminant.as_ref());
                expressions.extend(variant.sample.as_ref());
            }
        }
        for field in self.fields() {
            expressions.extend(field.sample.as_ref());
        }
        expressions
    }

    /// All fields, those of an enum's variants too.
    pub(crate) fn fields(&self) -> Vec<&Field> {
        match self {
            Self::Struct(_, fields) | Self::Union(fields) => fields.iter().collect(),
            Self::Enum(variants) => fields_of(variants),
        }
    }
}

/// Whether a type is seen not to be sized: a slice or a trait object.
fn is_unsized(ty: &TypeTokens) -> bool {
    ty.as_ident().is_none() && matches!(ty.form(), Form::Slice(_) | Form::TraitObject)
}

/// Whether a type without a size is seen where one has to have it: in an array, or in a tuple before others.
fn holds_unsized(ty: &TypeTokens) -> bool {
    if ty.as_ident().is_some() {
        return false;
    }
    match ty.form() {
        Form::Array(element) | Form::Slice(element) => {
            is_unsized(&element) || holds_unsized(&element)
        }
        Form::Tuple(types) => {
            types.iter().rev().skip(1).any(is_unsized) || types.iter().any(holds_unsized)
        }
        _ => false,
    }
}

/// Whether what is written is no type that a field may have: `_`, `impl Trait`, or a reference with a lifetime
/// that is not declared.
fn is_no_type(ty: &TypeTokens, generics: &Generics) -> bool {
    match ty.tokens() {
        [TokenTree::Ident(word), rest @ ..] => {
            word == "impl" && !rest.is_empty() || word == "_" && rest.is_empty()
        }
        [TokenTree::Punct(and), TokenTree::Punct(quote), TokenTree::Ident(name), ..] => {
            and.as_char() == '&'
                && quote.as_char() == '\''
                && name != "static"
                && !generics.has_lifetime(name)
        }
        _ => false,
    }
}

/// Whether two of the names are one.
fn have_one_name(names: &[String]) -> bool {
    // Sorted as the paths of a check are, so that one sort is compiled for both.
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_unstable();
    names.windows(2).any(|pair| pair[0] == pair[1])
}

fn names_of(fields: &[Field]) -> Vec<String> {
    fields.iter().map(|field| field.name.clone()).collect()
}

/// The fields of all variants. A list, not an iterator: what is done with that would be compiled once more.
pub(crate) fn fields_of(variants: &[Variant]) -> Vec<&Field> {
    let mut fields = Vec::new();
    for variant in variants {
        for field in &variant.fields {
            fields.push(field);
        }
    }
    fields
}

/// Whether an expression is a literal that is no integer.
fn is_no_integer(expression: &TokenStream) -> bool {
    let mut tokens = expression.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Literal(literal)), None) => {
            !matches!(Lit::new(literal), Lit::Int(_) | Lit::Byte(_))
        }
        (Some(TokenTree::Ident(word)), None) => word == "true" || word == "false",
        _ => false,
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
        let (prefix, generics) = (String::new(), &item.generics);
        let is_deprecated = is_deprecated(&item.attributes);
        let mut reader =
            FieldReader { prefix, checks: attrs.checks, generics, allows, is_deprecated, errors };
        let mut body = match item.body {
            ItemBody::Struct(shape, fields) => Body::Struct(shape, reader.read_all(fields)),
            ItemBody::Union(fields) => Body::Union(reader.read_all(fields)),
            ItemBody::Enum(variants) => {
                Body::Enum(variants.into_iter().map(|it| reader.read_variant(it)).collect())
            }
        };
        let (checks, allows) = (reader.checks, reader.allows.attribute());
        let is_deprecated = reader.is_deprecated;
        pins::mark(&mut body, &checks, attrs.repr);
        let krate = Krate::new(attrs.krate, reader.errors);
        Some(Self {
            recursion: Recursion::of(&item.ident, &item.generics, &body),
            ident: item.ident,
            generics: item.generics,
            repr: attrs.repr,
            body,
            checks,
            allows,
            is_deprecated,
            levels: attrs.levels,
            is_locked: attrs.is_locked,
            remote: attrs.remote,
            krate,
        })
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
        self.krate.at(place)
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
    generics: &'a Generics,
    allows: Allows,
    /// Whether the type is, or a field.
    is_deprecated: bool,
    errors: &'a mut Vec<Error>,
}

fn is_deprecated(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| it.is("deprecated"))
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
            self.is_deprecated |= is_deprecated(&field.attributes);
        }
        let FieldAttrs { sample, is_unsized, mut marks, .. } = attrs;
        marks.set_parameters(self.generics.parameters_in(&field.ty));
        Field {
            member: field.member,
            name,
            type_text: type_text(&field.ty),
            marks: marks.encoded(),
            private: marks.private,
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

/// The declaration of a struct, union or enum. The compiler has read it before and found no fault.
struct Item {
    attributes: Vec<Attribute>,
    ident: Ident,
    generics: Generics,
    body: ItemBody,
}

enum ItemBody {
    Struct(Shape, Vec<ItemField>),
    Union(Vec<ItemField>),
    Enum(Vec<ItemVariant>),
}

/// The declaration of a field.
struct ItemField {
    attributes: Vec<Attribute>,
    /// Its name or index.
    member: TokenTree,
    ty: TypeTokens,
}

/// The declaration of a variant.
struct ItemVariant {
    attributes: Vec<Attribute>,
    ident: Ident,
    shape: Shape,
    fields: Vec<ItemField>,
    discriminant: Option<TokenStream>,
}

impl Item {
    /// Splits a declaration. What is none, or of another kind, has no parts.
    fn read(declaration: TokenStream) -> Option<Self> {
        let mut tokens = unwrapped(declaration);
        let attributes = Attribute::read_all(&mut tokens);
        skip_visibility(&mut tokens);
        let keyword = next_ident(&mut tokens)?.to_string();
        let ident = next_ident(&mut tokens)?;
        let rest: Vec<TokenTree> = tokens.collect();
        let (params, rest) = if is_punct(rest.first(), '<') {
            let end = closing(&rest)?;
            (rest[1..end].iter().cloned().collect(), &rest[end + 1..])
        } else {
            (TokenStream::new(), rest.as_slice())
        };
        let (last, rest) = rest.split_last()?;
        let (body, where_clause) = match (keyword.as_str(), last) {
            ("struct", TokenTree::Punct(_)) => match as_group(rest.first(), Delimiter::Parenthesis)
            {
                Some(group) => (ItemBody::Struct(Shape::Tuple, unnamed(group)), &rest[1..]),
                None => (ItemBody::Struct(Shape::Unit, Vec::new()), rest),
            },
            ("struct", TokenTree::Group(group)) => {
                (ItemBody::Struct(Shape::Named, named(group)), rest)
            }
            ("union", TokenTree::Group(group)) => (ItemBody::Union(named(group)), rest),
            ("enum", TokenTree::Group(group)) => (ItemBody::Enum(variants(group)), rest),
            _ => return None,
        };
        let generics = Generics::read(params, where_clause.to_vec());
        Some(Self { attributes, ident, generics, body })
    }
}

/// Passes over `pub`, `pub(super)` and the like, and over what a macro was given as such.
fn skip_visibility(tokens: &mut Tokens) {
    let is_given = as_group(tokens.peek(), Delimiter::None).is_some_and(|group| {
        let first = group.stream().into_iter().next();
        first.is_none() || is_word(first.as_ref(), "pub")
    });
    if is_given {
        tokens.next();
    } else if is_word(tokens.peek(), "pub") {
        tokens.next();
        // As well the type of a tuple's field may stand in parentheses.
        if as_group(tokens.peek(), Delimiter::Parenthesis).is_some_and(is_restriction) {
            tokens.next();
        }
    }
}

/// Whether parentheses behind `pub` say where what is declared is visible.
fn is_restriction(group: &Group) -> bool {
    let mut inner = group.stream().into_iter();
    let first = inner.next();
    is_word(first.as_ref(), "in")
        || (["crate", "self", "super"].iter().any(|word| is_word(first.as_ref(), word))
            && inner.next().is_none())
}

/// The fields between braces.
fn named(group: &Group) -> Vec<ItemField> {
    let mut tokens = group.stream().into_iter().peekable();
    let mut fields = Vec::new();
    while tokens.peek().is_some() {
        let attributes = Attribute::read_all(&mut tokens);
        skip_visibility(&mut tokens);
        let Some(name) = next_ident(&mut tokens) else {
            take_item(&mut tokens);
            continue;
        };
        // The colon.
        tokens.next();
        let ty = TypeTokens::new(take_item(&mut tokens));
        fields.push(ItemField { attributes, member: name.into(), ty });
    }
    fields
}

/// The fields between parentheses.
fn unnamed(group: &Group) -> Vec<ItemField> {
    let mut tokens = group.stream().into_iter().peekable();
    let mut fields = Vec::new();
    while tokens.peek().is_some() {
        let attributes = Attribute::read_all(&mut tokens);
        skip_visibility(&mut tokens);
        let member = Literal::usize_unsuffixed(fields.len()).into();
        let ty = TypeTokens::new(take_item(&mut tokens));
        fields.push(ItemField { attributes, member, ty });
    }
    fields
}

fn variants(group: &Group) -> Vec<ItemVariant> {
    let mut tokens = group.stream().into_iter().peekable();
    let mut variants = Vec::new();
    while tokens.peek().is_some() {
        let attributes = Attribute::read_all(&mut tokens);
        skip_visibility(&mut tokens);
        let Some(ident) = next_ident(&mut tokens) else {
            take_item(&mut tokens);
            continue;
        };
        let (shape, fields) = match tokens.next_if(|token| matches!(token, TokenTree::Group(_))) {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                (Shape::Named, named(&group))
            }
            Some(TokenTree::Group(group)) => (Shape::Tuple, unnamed(&group)),
            _ => (Shape::Unit, Vec::new()),
        };
        let discriminant = tokens.next_if(|token| is_punct(Some(token), '='));
        let discriminant = discriminant.map(|_| take_expression(&mut tokens));
        // The comma, which an expression leaves.
        take_item(&mut tokens);
        variants.push(ItemVariant { attributes, ident, shape, fields, discriminant });
    }
    variants
}
