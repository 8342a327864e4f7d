//! `#[repr(...)]` and `#[layout(...)]`, from tokens to values.

use proc_macro2::{Group, Punct, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser, Result};
use syn::{Error, Ident, LitInt, Token, token};

use crate::check::{Check, Scope, parse_checks, skip_to_comma};
use crate::finding::Levels;
use crate::marks::Marks;
use crate::tokens::{Tokens, is_joint, is_punct, next_ident, take_item, unwrapped};
use crate::type_tokens::TypeTokens;
use crate::value::parse_value;

/// An attribute of the user's: `#[name(arguments)]`.
#[derive(Clone)]
pub(crate) struct Attribute {
    pound: TokenTree,
    brackets: Group,
    /// The name without `r#`, if it is no path.
    name: String,
    arguments: Option<Group>,
}

impl Attribute {
    /// Reads the attributes that stand first.
    pub(crate) fn read_all(tokens: &mut Tokens) -> Vec<Self> {
        let mut attributes = Vec::new();
        while let Some(pound) = tokens.next_if(|token| is_punct(Some(token), '#')) {
            if let Some(TokenTree::Group(brackets)) = tokens.next() {
                attributes.push(Self::read(pound, brackets));
            }
        }
        attributes
    }

    fn read(pound: TokenTree, brackets: Group) -> Self {
        let mut tokens = unwrapped(brackets.stream());
        let name = next_ident(&mut tokens).filter(|_| !is_joint(tokens.peek(), ':'));
        let name = name.map(|name| name.unraw().to_string()).unwrap_or_default();
        let arguments = tokens.next().and_then(|token| match token {
            TokenTree::Group(group) => Some(group),
            _ => None,
        });
        Self { pound, brackets, name, arguments }
    }

    /// Whether it has that name.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name == name
    }
}

/// The lints that are allowed of what the user wrote, and so of the expansion, which repeats some of it.
///
/// What the user expects is found at the first place: here it is allowed, and so is what shall be no more
/// than a warning there.
#[derive(Default)]
pub(crate) struct Allows {
    lints: TokenStream,
    /// The lints as text, none of them twice.
    names: Vec<String>,
}

impl Allows {
    /// Adds what attributes say.
    pub(crate) fn add(&mut self, attributes: &[Attribute]) {
        let levels = ["allow", "expect", "warn"];
        for attribute in attributes {
            let is_level = levels.iter().any(|level| attribute.is(level));
            if let Some(arguments) = attribute.arguments.as_ref().filter(|_| is_level) {
                self.add_lints(&mut arguments.stream().into_iter().peekable());
            }
        }
    }

    fn add_lints(&mut self, arguments: &mut Tokens) {
        while arguments.peek().is_some() {
            let lint = take_item(arguments);
            // What is no lint is the reason.
            if lint.iter().any(|token| is_punct(Some(token), '=')) {
                continue;
            }
            let name: String = lint.iter().map(ToString::to_string).collect();
            if !self.names.contains(&name) {
                self.names.push(name);
                self.lints.extend(lint);
                Punct::new(',', Spacing::Alone).to_tokens(&mut self.lints);
            }
        }
    }

    /// The attribute, or nothing.
    pub(crate) fn attribute(self) -> TokenStream {
        let lints = self.lints;
        if lints.is_empty() { lints } else { quote!(#[allow(#lints)]) }
    }
}

impl ToTokens for Attribute {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.pound.to_tokens(tokens);
        self.brackets.to_tokens(tokens);
    }
}

/// What `#[repr(...)]` says of a type. What it cannot say of one is the compiler's to report.
#[derive(Clone, Copy, Default)]
pub(crate) struct Repr {
    pub(crate) base: BaseRepr,
    /// The integer type of an enum's tag.
    pub(crate) int: Option<Int>,
    pub(crate) packed: Option<u32>,
    pub(crate) align: Option<u32>,
}

/// An integer type.
#[derive(Clone, Copy)]
pub(crate) struct Int {
    /// The type's name.
    pub(crate) name: &'static str,
    /// Its variant of `layout_core::layout::IntRepr`.
    pub(crate) variant: &'static str,
}

impl Int {
    const ALL: [Self; 12] = [
        Self { name: "u8", variant: "U8" },
        Self { name: "u16", variant: "U16" },
        Self { name: "u32", variant: "U32" },
        Self { name: "u64", variant: "U64" },
        Self { name: "u128", variant: "U128" },
        Self { name: "usize", variant: "Usize" },
        Self { name: "i8", variant: "I8" },
        Self { name: "i16", variant: "I16" },
        Self { name: "i32", variant: "I32" },
        Self { name: "i64", variant: "I64" },
        Self { name: "i128", variant: "I128" },
        Self { name: "isize", variant: "Isize" },
    ];
}

impl Int {
    pub(crate) fn is_unsigned(self) -> bool {
        self.name.starts_with('u')
    }

    /// Whether the type has that number, as far as it is the same on every target.
    pub(crate) fn has(self, number: i128) -> bool {
        let is_fixed = self.name[1..].parse::<u32>().is_ok();
        let least = u128::from(number < 0);
        let is_possible = number >= 0 || !self.is_unsigned();
        !is_fixed || is_possible && number.unsigned_abs() - least <= self.greatest()
    }

    /// The greatest number of the type on every target.
    pub(crate) fn greatest(self) -> u128 {
        let bits = self.name[1..].parse().unwrap_or(16);
        u128::MAX >> (128 + u32::from(!self.is_unsigned()) - bits)
    }
}

/// The rule by which fields are placed.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum BaseRepr {
    #[default]
    Rust,
    C,
    Transparent,
}

/// What a type's attributes say.
#[derive(Default)]
pub(crate) struct TypeAttrs {
    pub(crate) repr: Repr,
    /// `#[layout(crate = path)]`
    pub(crate) krate: Option<TokenStream>,
    /// `#[layout(remote = path)]`
    pub(crate) remote: Option<TypeTokens>,
    /// `#[layout(lock)]`
    pub(crate) is_locked: bool,
    pub(crate) checks: Vec<Check>,
    /// `#[layout(allow(...), deny(...))]`
    pub(crate) levels: Levels,
}

/// Reads the attributes of a type.
pub(crate) fn type_attrs(attrs: &[Attribute], errors: &mut Vec<Error>) -> TypeAttrs {
    let mut found = TypeAttrs::default();
    for attr in attrs {
        if attr.is("repr") {
            if let Some(arguments) = &attr.arguments {
                // An attribute that is not well formed is the compiler's to report.
                let _ =
                    (|input: ParseStream<'_>| found.repr.parse(input)).parse2(arguments.stream());
            }
        } else if attr.is("layout") {
            parse_layout(attr, errors, |input, errors| {
                parse_crate(input, &mut found.krate, errors);
                parse_remote(input, &mut found.remote, errors);
                found.is_locked |= parse_word("lock", input, errors);
                found.levels.parse(input, errors);
                found.is_locked |= parse_word("lock", input, errors);
                parse_checks(input, Scope::Type, &mut found.checks, errors);
            });
        }
    }
    found
}

/// What a field's attributes say.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    pub(crate) checks: Vec<Check>,
    /// `#[layout(sample = expression)]`
    pub(crate) sample: Option<TokenStream>,
    /// `#[layout(unsized)]`, for a tail that does not show it.
    pub(crate) is_unsized: bool,
    /// `#[layout(hot)]` and the like.
    pub(crate) marks: Marks,
}

/// Reads the attributes of the field at the end of a path.
pub(crate) fn field_attrs(attrs: &[Attribute], path: &str, errors: &mut Vec<Error>) -> FieldAttrs {
    let mut found = FieldAttrs::default();
    for attr in attrs.iter().filter(|attr| attr.is("layout")) {
        parse_layout(attr, errors, |input, errors| {
            parse_sample(input, &mut found.sample, errors);
            found.is_unsized |= parse_word("unsized", input, errors);
            found.marks.parse(input, errors);
            parse_checks(input, Scope::Field(path), &mut found.checks, errors);
        });
    }
    found
}

/// What a variant's attributes say.
#[derive(Default)]
pub(crate) struct VariantAttrs {
    pub(crate) checks: Vec<Check>,
    /// `#[layout(sample = expression)]`
    pub(crate) sample: Option<TokenStream>,
}

/// Reads the attributes of the variant of that name.
pub(crate) fn variant_attrs(
    attrs: &[Attribute],
    name: &Ident,
    errors: &mut Vec<Error>,
) -> VariantAttrs {
    let mut found = VariantAttrs::default();
    for attr in attrs.iter().filter(|attr| attr.is("layout")) {
        parse_layout(attr, errors, |input, errors| {
            parse_sample(input, &mut found.sample, errors);
            let name = name.unraw().to_string();
            parse_checks(input, Scope::Variant(&name), &mut found.checks, errors);
        });
    }
    found
}

/// Reads what stands between the parentheses of `#[layout(...)]`.
fn parse_layout(
    attr: &Attribute,
    errors: &mut Vec<Error>,
    mut parse: impl FnMut(ParseStream<'_>, &mut Vec<Error>),
) {
    let Some(arguments) = &attr.arguments else {
        errors.push(Error::new_spanned(attr, "expected checks: `#[layout(size == 8)]`"));
        return;
    };
    if arguments.stream().is_empty() {
        let message = "this attribute is empty: write checks in it, as in `#[layout(size == 8)]`, or remove it";
        errors.push(Error::new_spanned(attr, message));
    }
    let parser = |input: ParseStream<'_>| {
        parse(input, errors);
        // What is left of a fault is not a second one.
        while input.parse::<TokenStream>().is_ok_and(|rest| !rest.is_empty()) {}
        Ok(())
    };
    if let Err(error) = parser.parse2(arguments.stream()) {
        errors.push(error);
    }
}

/// `crate = path`, which stands first.
fn parse_crate(input: ParseStream<'_>, krate: &mut Option<TokenStream>, errors: &mut Vec<Error>) {
    if !input.peek(Token![crate]) {
        return;
    }
    let place = input.span();
    match parse_setting(input, "crate = path", parse_path) {
        Ok(_) if krate.is_some() => errors.push(Error::new(place, "`crate` is set twice")),
        Ok(path) => *krate = Some(path),
        Err(error) => errors.push(error),
    }
}

/// `remote = path`, which stands first.
fn parse_remote(input: ParseStream<'_>, remote: &mut Option<TypeTokens>, errors: &mut Vec<Error>) {
    if !input.fork().parse::<Ident>().is_ok_and(|word| word == "remote") {
        return;
    }
    let place = input.span();
    match parse_setting(input, "remote = path", TypeTokens::parse) {
        Ok(_) if remote.is_some() => errors.push(Error::new(place, "`remote` is set twice")),
        Ok(ty) => *remote = Some(ty),
        Err(error) => errors.push(error),
    }
}

/// A path without arguments.
fn parse_path(input: ParseStream<'_>) -> Result<TokenStream> {
    let mut path = TokenStream::new();
    loop {
        if let Some(separator) = input.parse::<Option<Token![::]>>()? {
            separator.to_tokens(&mut path);
        }
        input.call(Ident::parse_any)?.to_tokens(&mut path);
        if !input.peek(Token![::]) {
            return Ok(path);
        }
    }
}

/// `sample = expression`, which stands first.
fn parse_sample(input: ParseStream<'_>, sample: &mut Option<TokenStream>, errors: &mut Vec<Error>) {
    if !input.fork().parse::<Ident>().is_ok_and(|word| word == "sample") {
        return;
    }
    let place = input.span();
    let value = |input: ParseStream<'_>| Ok(parse_value(input, place, |_| false)?.0);
    match parse_setting(input, "sample = expression", value) {
        Ok(_) if sample.is_some() => errors.push(Error::new(place, "`sample` is set twice")),
        Ok(expression) => *sample = Some(expression),
        Err(error) => errors.push(error),
    }
}

/// A word that stands first and alone, and the comma behind it.
fn parse_word(word: &str, input: ParseStream<'_>, errors: &mut Vec<Error>) -> bool {
    if !input.fork().call(Ident::parse_any).is_ok_and(|next| next == word) {
        return false;
    }
    let _ = input.call(Ident::parse_any);
    if !input.is_empty() && !input.peek(Token![,]) {
        errors.push(input.error(format!("`{word}` takes no value")));
        skip_to_comma(input);
    }
    let _ = input.parse::<Option<Token![,]>>();
    true
}

/// `word = value`, of the form that `form` shows, and the comma behind it. A fault costs all up to the
/// next comma.
fn parse_setting<T>(
    input: ParseStream<'_>,
    form: &str,
    value: impl FnOnce(ParseStream<'_>) -> Result<T>,
) -> Result<T> {
    let word = input.call(Ident::parse_any)?;
    let result = if input.peek(Token![=]) && !input.peek(Token![==]) {
        input.parse::<Token![=]>()?;
        let place = if input.is_empty() { word.span() } else { input.span() };
        value(input).map_err(|_| Error::new(place, format!("expected `{form}`")))
    } else {
        Err(Error::new(word.span(), format!("expected `{form}`")))
    };
    if result.is_err() {
        skip_to_comma(input);
    }
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    result
}

impl Repr {
    /// Adds what stands between the parentheses of one `#[repr(...)]`.
    fn parse(&mut self, input: ParseStream<'_>) -> Result<()> {
        while !input.is_empty() {
            let word = input.call(Ident::parse_any)?;
            let number = if input.peek(token::Paren) {
                let inner;
                syn::parenthesized!(inner in input);
                Some(inner.parse::<LitInt>()?.base10_parse()?)
            } else {
                None
            };
            self.add(&word.unraw().to_string(), number);
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    }

    /// Whether the compiler takes the numbers in it.
    pub(crate) fn has_valid_numbers(self) -> bool {
        [self.packed, self.align]
            .into_iter()
            .flatten()
            .all(|number| number.is_power_of_two() && number <= 1 << 29)
    }

    fn add(&mut self, word: &str, number: Option<u32>) {
        match word {
            "C" => self.base = BaseRepr::C,
            "transparent" => self.base = BaseRepr::Transparent,
            "packed" => self.packed = Some(number.unwrap_or(1)),
            "align" => self.align = self.align.max(number),
            _ => self.int = Int::ALL.into_iter().find(|int| int.name == word).or(self.int),
        }
    }
}
