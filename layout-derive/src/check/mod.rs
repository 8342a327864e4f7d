//! The grammar of checks: `property OP constant` or a word, one after the other with commas.
//!
//! `#[layout(...)]` on a type, on a variant, on a field, and `assert_layout!` are all read here. The table
//! [`CHECKS`] says what there is; a check that is not in it is none.

mod conflict;
mod path;
mod same_as;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Result};
use syn::{Error, Ident, Token, token};

pub(crate) use conflict::drop_contradictions;
use conflict::drop_duplicates;
pub(crate) use path::FieldPath;
use path::{parse_field, parse_fields, parse_operand, parse_variant};
use same_as::parse_same_as;
pub(crate) use same_as::{Names, SameAs};

use crate::nearest::nearest;
use crate::value::{Operator, Value, parse_operator, parse_value};

/// What the table says of a check. Its function in `layout_core::check` is called as its word, or as
/// `word_of_field` or `word_of_variant` where it compares something of these.
#[expect(clippy::struct_excessive_bools, reason = "they are columns of the table")]
pub(crate) struct CheckKind {
    /// The word that it begins with.
    pub(crate) word: &'static str,
    pub(crate) takes: Takes,
    pub(crate) compares: Compares,
    /// Of a whole type: whether it can be checked of an enum.
    pub(crate) of_enums: bool,
    /// Of a whole type: whether it can be checked of a type that is not sized.
    pub(crate) of_unsized: bool,
    /// Whether it can be checked of the future that a function returns.
    of_futures: bool,
    /// Whether it can be checked of a type that is not described, of whose fields the compiler tells those that
    /// are public.
    of_remote: bool,
    /// Whether it can be checked of the type as it is on another target.
    on_targets: bool,
    /// Whether it depends on the size of a cache line.
    pub(crate) is_of_lines: bool,
    /// How the comparison with a literal is made at less cost.
    pub(crate) fast_path: FastPath,
}

/// What stands in the parentheses of a check.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    Nothing,
    /// A field, or nothing: it is asked of both.
    MaybeField,
    Field,
    /// Two fields or more.
    Fields,
    Variant,
    /// Another type.
    Type,
    /// A target, and checks.
    Checks,
    /// A constant, for the checks beside it.
    LineSize,
    /// One of [`ADDRESS_SPACES`].
    AddressSpace,
}

/// What a check compares with a constant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compares {
    /// Nothing: it holds or it does not.
    Nothing,
    /// A number.
    Number,
    /// A number that has no order.
    Hash,
}

/// The functions of `layout_core::check` that end in `_eq`, `_lt` and so on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum FastPath {
    /// There are none.
    None,
    /// They take a number, and the index of the field if it is one of a field.
    Plain,
    /// The same, of types that list fields.
    OfFields,
    /// They take the number of fields, and a number.
    Count,
}

macro_rules! checks {
    ($($word:literal $takes:ident $compares:ident $enums:ident $unsized:ident $futures:ident $remote:ident $targets:ident $lines:ident $fast:ident;)*) => {
        &[$(CheckKind {
            word: $word,
            takes: Takes::$takes,
            compares: Compares::$compares,
            of_enums: yes_or_no!($enums),
            of_unsized: yes_or_no!($unsized),
            of_futures: yes_or_no!($futures),
            of_remote: yes_or_no!($remote),
            on_targets: yes_or_no!($targets),
            is_of_lines: yes_or_no!($lines),
            fast_path: FastPath::$fast,
        },)*]
    };
}

macro_rules! yes_or_no {
    (yes) => {
        true
    };
    (no) => {
        false
    };
}

/// All checks. To add one, add a row, a function of its name in `layout-core/src/check`, and a row to the
/// table in that crate's documentation, which a test compares with this one.
#[rustfmt::skip]
pub(crate) const CHECKS: &[CheckKind] = checks! {
    // word             takes       compares enums unsized futures remote targets lines fast path
    "size"              MaybeField  Number   yes   no      yes     yes    yes     no    Plain;
    "align"             MaybeField  Number   yes   yes     yes     yes    yes     no    Plain;
    "padding"           Nothing     Number   no    no      no      no     no      no    OfFields;
    "fields"            Nothing     Number   no    yes     no      no     no      no    Count;
    "cache_lines"       Nothing     Number   yes   no      no      yes    no      yes   None;
    "offset"            Field       Number   yes   yes     no      yes    yes     no    Plain;
    "line"              Field       Number   yes   yes     no      no     no      yes   None;
    "discriminant"      Variant     Number   yes   yes     no      no     no      no    None;
    "no_padding"        Nothing     Nothing  yes   no      no      no     no      no    None;
    "no_holes"          Nothing     Nothing  no    no      no      no     no      no    None;
    "niche"             Nothing     Nothing  yes   no      no      yes    no      no    None;
    "same_line"         Fields      Nothing  yes   yes     no      no     no      yes   None;
    "separate_lines"    Fields      Nothing  yes   yes     no      no     no      yes   None;
    "starts_line"       Field       Nothing  yes   yes     no      no     no      yes   None;
    "line_size"         LineSize    Nothing  yes   yes     no      no     no      no    None;
    "portable"          Nothing     Nothing  yes   yes     no      no     no      no    None;
    "on"                Checks      Nothing  yes   yes     no      no     no      no    None;
    "same_as"           Type        Nothing  yes   yes     no      no     no      no    None;
    "fingerprint"       Nothing     Hash     yes   yes     no      no     no      no    None;
    "print"             Nothing     Nothing  yes   yes     no      no     no      no    None;
    "std140"            Nothing     Nothing  yes   yes     no      no     no      no    None;
    "std430"            Nothing     Nothing  yes   yes     no      no     no      no    None;
    "wgsl"              AddressSpace Nothing yes   yes     no      no     no      no    None;
};

/// The address spaces of WGSL that a program shares with a shader, and their variants of
/// `layout_core::check::AddressSpace`.
const ADDRESS_SPACES: [(&str, &str); 2] = [("uniform", "Uniform"), ("storage", "Storage")];

/// What may stand in `#[layout(...)]` beside checks.
struct Setting {
    word: &'static str,
    /// How it is written.
    form: &'static str,
    /// Where it stands.
    place: &'static str,
    on: On,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum On {
    Type,
    Field,
    VariantOrField,
    Assertion,
}

macro_rules! settings {
    ($($word:literal $form:literal $place:literal $on:ident;)*) => {
        &[$(Setting { word: $word, form: $form, place: $place, on: On::$on },)*]
    };
}

#[rustfmt::skip]
const SETTINGS: &[Setting] = settings! {
    "lock"      "lock"                   "must come first, on the type"                     Type;
    "allow"     "allow(finding)"         "must come before the checks, on the type"             Type;
    "deny"      "deny(finding)"          "must come before the checks, on the type"             Type;
    "crate"     "crate = path"           "must come first, on the type"                     Type;
    "remote"    "remote = path"          "must come first, on the type"                     Type;
    "private"   "private"                "must come before the checks, on a field of a `remote` description" Field;
    "hot"       "hot"                    "must come before the checks, on a field"              Field;
    "cold"      "cold"                   "must come before the checks, on a field"              Field;
    "redact"    "redact"                 "must come before the checks, on a field"              Field;
    "fixed"     "fixed"                  "must come before the checks, on a field"              Field;
    "contended" "contended = \"name\"" "must come before the checks, on a field"              Field;
    "gpu"       "gpu = vec3"             "must come before the checks, on a field"              Field;
    "sample"    "sample = expression"    "must come first, on a variant or its field"       VariantOrField;
    "unsized"   "unsized"                "must come first, on the last field of a struct"   Field;
    "async"     "async function"         "must come first in `assert_layout!`"              Assertion;
};

/// One check and the place that is to blame when it fails.
#[derive(Clone)]
pub(crate) struct Check {
    pub(crate) kind: &'static CheckKind,
    pub(crate) operand: Operand,
    /// The operator and the constant of a comparison.
    pub(crate) comparison: Option<(Operator, Value)>,
    pub(crate) extent: Extent,
    /// The `line_size(N)` that stands beside a check of cache lines.
    pub(crate) line_size: Option<TokenStream>,
    /// The other target that it is checked of: `on(target, ...)`.
    pub(crate) target: Option<Ident>,
}

/// What a check speaks of.
#[derive(Clone)]
pub(crate) enum Operand {
    /// The type.
    Whole,
    Field(FieldPath),
    Fields(Vec<FieldPath>),
    /// The variant of that name.
    Variant(FieldPath),
    /// The type, beside another.
    Other(SameAs),
    /// The type in an address space, by its variant of `layout_core::check::AddressSpace`.
    AddressSpace(&'static str),
}

/// The first and the last token of a piece of source.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

impl CheckKind {
    fn named(word: &str) -> Option<&'static Self> {
        CHECKS.iter().find(|kind| kind.word == word)
    }

    /// Whether it stands alone: a word without parentheses and without an operator.
    fn is_word(&self) -> bool {
        self.takes == Takes::Nothing && self.compares == Compares::Nothing
    }

    /// Whether it may be written on a field, which is implied then.
    fn is_of_fields(&self) -> bool {
        matches!(
            self.takes,
            Takes::MaybeField | Takes::Field | Takes::Fields | Takes::LineSize | Takes::Checks
        )
    }
}

impl Check {
    /// The word that begins the check.
    pub(crate) fn word(&self) -> &'static str {
        self.kind.word
    }

    /// The name of the function of `layout_core::check`.
    pub(crate) fn function(&self) -> String {
        let word = self.kind.word;
        let mut function = match self.operand {
            Operand::Field(_) if self.comparison.is_some() => format!("{word}_of_field"),
            Operand::Variant(_) => format!("{word}_of_variant"),
            _ => word.to_owned(),
        };
        if self.target.is_some() {
            function.push_str("_on");
        }
        function
    }

    /// Whether it compares with a literal, or with nothing, so that it holds no expression.
    pub(crate) fn is_plain(&self) -> bool {
        match (&self.operand, &self.comparison) {
            (Operand::Variant(_), _) => false,
            (_, Some((_, value))) => matches!(value, Value::Literal(..)),
            _ => true,
        }
    }

    /// The paths of the fields that the check speaks of.
    pub(crate) fn fields(&self) -> &[FieldPath] {
        match &self.operand {
            Operand::Field(path) => std::slice::from_ref(path),
            Operand::Fields(paths) => paths,
            Operand::Whole | Operand::Variant(_) | Operand::Other(_) | Operand::AddressSpace(_) => {
                &[]
            }
        }
    }
}

/// What the checks speak of.
#[derive(Clone, Copy)]
pub(crate) enum Scope<'a> {
    /// A type: every check applies.
    Type,
    /// A type in `assert_layout!`, where nothing but checks may stand.
    Assertion,
    /// The future that a function returns, in `assert_layout!`.
    Future,
    /// A type that is not described, in `assert_layout!`.
    Remote,
    /// The variant of that name, implied in each check.
    Variant(&'a str),
    /// The field at the end of that path, implied in each check.
    Field(&'a str),
}

impl Scope<'_> {
    /// Whether a check may be written here.
    fn takes(self, kind: &CheckKind) -> bool {
        match self {
            Self::Type | Self::Assertion => true,
            Self::Future => kind.of_futures,
            Self::Remote => kind.of_remote,
            Self::Variant(_) => kind.takes == Takes::Variant,
            Self::Field(_) => kind.is_of_fields(),
        }
    }

    /// Whether a setting may be written here.
    fn has(self, setting: &Setting) -> bool {
        match self {
            Self::Type => setting.on == On::Type,
            Self::Assertion | Self::Future | Self::Remote => false,
            Self::Variant(_) => setting.on == On::VariantOrField,
            Self::Field(_) => matches!(setting.on, On::Field | On::VariantOrField),
        }
    }

    fn knows(self, word: &Ident) -> bool {
        CHECKS.iter().any(|kind| word == kind.word && self.takes(kind))
    }

    /// What is wrong with a word that no check begins with here.
    fn unknown(self, word: &str) -> String {
        if let Some(Setting { form, place, .. }) = SETTINGS.iter().find(|it| it.word == word) {
            return format!("`{form}` {place}");
        }
        if let Some(kind) = CheckKind::named(word) {
            return match self {
                Self::Future => {
                    format!("`{word}` cannot be checked of a future: check `size` or `align`")
                }
                Self::Remote => format!(
                    "`{word}` cannot be checked of a type that is not described: put `#[derive(Layout)]` and \
                     `#[layout(remote = path)]` on a description of it"
                ),
                Self::Variant(_) if kind.is_of_fields() => {
                    format!("`{word}` is a check of a type or of a field: a variant has none")
                }
                Self::Field(_) if kind.takes == Takes::Variant => {
                    format!("`{word}` is a check of a variant: write it there")
                }
                _ => format!("`{word}` is a check of a whole type: write it on the type"),
            };
        }
        let known = self.words(Self::takes, Self::has);
        // Of words that are as near, one that stands here comes first.
        let mut all = known.clone();
        all.append(&mut self.words(|_, _| true, |_, _| true));
        // Words are compared as we write ours: `SIZE`, `r#size` and `no-padding` are near.
        let plain = word.strip_prefix("r#").unwrap_or(word).to_lowercase();
        if let Some(near) = nearest(&plain, &all) {
            let message = format!("unknown check `{word}`, did you mean `{near}`?");
            return if known.contains(&near) {
                message
            } else {
                format!("{message} {}", self.unknown(near))
            };
        }
        let list = format!("unknown check `{word}`, expected one of: {}", known.join(", "));
        match self {
            Self::Type => {
                let on_field = Scope::Field("").words(|_, _| false, Scope::has);
                format!("{list}; on a field also: {}", on_field.join(", "))
            }
            _ => list,
        }
    }

    /// The words of some checks, then of some settings.
    fn words(
        self,
        is_meant: fn(Self, &CheckKind) -> bool,
        is_set: fn(Self, &Setting) -> bool,
    ) -> Vec<&'static str> {
        let mut words = Vec::new();
        for kind in CHECKS {
            if is_meant(self, kind) {
                words.push(kind.word);
            }
        }
        for setting in SETTINGS {
            if is_set(self, setting) {
                words.push(setting.word);
            }
        }
        words
    }
}

/// Reads checks up to the end of the input. A fault costs its own check only: the others are read on.
pub(crate) fn parse_checks(
    input: ParseStream<'_>,
    scope: Scope<'_>,
    checks: &mut Vec<Check>,
    errors: &mut Vec<Error>,
) {
    let mut list = List { scope, checks: Vec::new(), line_size: None };
    while !input.is_empty() {
        if let Err(error) = list.read(input) {
            errors.push(error);
            skip_to_comma(input);
        }
        if input.is_empty() {
            break;
        }
        if let Err(error) = input.parse::<Token![,]>() {
            errors.push(error);
            skip_to_comma(input);
            let _ = input.parse::<Option<Token![,]>>();
        }
    }
    errors.extend(list.set_line_size().err());
    drop_duplicates(&mut list.checks, errors);
    checks.append(&mut list.checks);
}

/// A list of checks that is being read.
struct List<'a> {
    scope: Scope<'a>,
    checks: Vec<Check>,
    /// `line_size(N)`, and the place of the word.
    line_size: Option<(TokenStream, Span)>,
}

impl List<'_> {
    /// Reads one check, or a setting of the others.
    fn read(&mut self, input: ParseStream<'_>) -> Result<()> {
        let word = input.call(Ident::parse_any).map_err(|_| {
            input.error("expected a check such as `size == 8`: the property comes first")
        })?;
        let first = word.span();
        let kind = CheckKind::named(&word.to_string()).filter(|kind| self.scope.takes(kind));
        let Some(kind) = kind else {
            return Err(Error::new(first, self.scope.unknown(&word.to_string())));
        };
        match kind.takes {
            Takes::LineSize => return self.read_line_size(first, input),
            Takes::Checks => return self.read_on(first, input),
            _ => {}
        }
        let (operand, mut last) = parse_operands(kind, first, input, self.scope)?;
        let mut comparison = None;
        if kind.compares == Compares::Nothing {
            expect_end(kind, input, self.scope)?;
        } else {
            let (operator, value, end) = parse_comparison(kind, first, input, self.scope)?;
            (comparison, last) = (Some((operator, value)), end);
        }
        let extent = Extent { first, last };
        let (line_size, target) = (None, None);
        self.checks.push(Check { kind, operand, comparison, extent, line_size, target });
        Ok(())
    }

    /// The `(target, checks)` of `on(target, checks)`.
    fn read_on(&mut self, place: Span, input: ParseStream<'_>) -> Result<()> {
        const EXPECTED: &str = "`on` takes a target and checks: `on(i686, size == 16)`";
        if !input.peek(token::Paren) {
            return Err(Error::new(place, EXPECTED));
        }
        let (mut checks, _) = parse_operand(input, EXPECTED, |inner| {
            let target = inner.call(Ident::parse_any).map_err(|_| inner.error(EXPECTED))?;
            if let Some(message) = unknown_target(&target.to_string()) {
                return Err(Error::new(target.span(), message));
            }
            let mut list = List { scope: self.scope, checks: Vec::new(), line_size: None };
            while !inner.is_empty() {
                inner.parse::<Token![,]>().map_err(|_| inner.error(EXPECTED))?;
                if !inner.is_empty() {
                    list.read_on_target(inner)?;
                }
            }
            if list.checks.is_empty() {
                return Err(Error::new(target.span(), EXPECTED));
            }
            list.checks.iter_mut().for_each(|check| check.target = Some(target.clone()));
            Ok(list.checks)
        })?;
        if !at_end_of_check(input) {
            return Err(input.error("expected `,` between checks"));
        }
        self.checks.append(&mut checks);
        Ok(())
    }

    /// A check that can be made of another target.
    fn read_on_target(&mut self, input: ParseStream<'_>) -> Result<()> {
        let word = input.fork().call(Ident::parse_any);
        let kind = word.as_ref().ok().and_then(|word| CheckKind::named(&word.to_string()));
        match (word, kind) {
            (Ok(word), Some(kind)) if !kind.on_targets => {
                let targets = CHECKS.iter().filter(|kind| kind.on_targets);
                let words: Vec<_> = targets.map(|kind| format!("`{}`", kind.word)).collect();
                let message = format!(
                    "`{word}` cannot be checked of another target: check {}",
                    words.join(", ")
                );
                Err(Error::new(word.span(), message))
            }
            _ => self.read(input),
        }
    }

    /// The `(128)` of `line_size(128)`.
    fn read_line_size(&mut self, place: Span, input: ParseStream<'_>) -> Result<()> {
        const EXPECTED: &str = "`line_size` takes a constant in parentheses: `line_size(128)`";
        if !input.peek(token::Paren) {
            return Err(Error::new(place, EXPECTED));
        }
        let (size, _) = parse_operand(input, EXPECTED, |inner| {
            let (size, _) = parse_value(inner, place, |_| false)?;
            if inner.is_empty() { Ok(size) } else { Err(inner.error(EXPECTED)) }
        })?;
        if !at_end_of_check(input) {
            return Err(input.error(
                "`line_size(128)` takes no operator: write it beside checks of cache lines",
            ));
        }
        if self.line_size.is_some() {
            return Err(Error::new(place, "`line_size` is set twice"));
        }
        self.line_size = Some((size, place));
        Ok(())
    }

    /// Tells the checks of lines how large a line is.
    fn set_line_size(&mut self) -> Result<()> {
        let Some((size, place)) = self.line_size.take() else { return Ok(()) };
        let checks = self.checks.iter_mut();
        let mut checks = checks.filter(|check| check.kind.is_of_lines).peekable();
        if checks.peek().is_none() {
            let message = "`line_size` needs a check of cache lines beside it: `cache_lines`, `line`, \
                           `starts_line`, `same_line`, `separate_lines`";
            return Err(Error::new(place, message));
        }
        checks.for_each(|check| check.line_size = Some(size.clone()));
        Ok(())
    }
}

/// The targets of `on(target, ...)`. A test compares them with those of `layout_core`.
pub(crate) const TARGETS: &[&str] = &[
    "i686",
    "i686_windows",
    "x86_64",
    "aarch64",
    "armv7",
    "thumb",
    "riscv32",
    "riscv64",
    "wasm32",
];

/// What is said of a target that is none of them.
fn unknown_target(given: &str) -> Option<String> {
    if TARGETS.contains(&given) {
        return None;
    }
    let lower = given.to_lowercase();
    let is_begun = |target: &&&str| lower.starts_with(**target);
    // As in `thumbv7em` and `wasm32_unknown_unknown`.
    let begun = TARGETS.iter().filter(is_begun).max_by_key(|target| target.len());
    Some(match begun.copied().or_else(|| nearest(&lower, TARGETS)) {
        Some(near) => format!("unknown target `{given}`, did you mean `{near}`?"),
        None => format!("unknown target `{given}`: the targets are `{}`", TARGETS.join("`, `")),
    })
}

/// What a check speaks of, and the place of its last token.
fn parse_operands(
    kind: &CheckKind,
    place: Span,
    input: ParseStream<'_>,
    scope: Scope<'_>,
) -> Result<(Operand, Span)> {
    let word = kind.word;
    match kind.takes {
        _ if kind.is_word() => return Ok((Operand::Whole, place)),
        Takes::Fields => {
            let (paths, last) = parse_together(word, place, input, scope)?;
            return Ok((Operand::Fields(paths), last));
        }
        Takes::Type => {
            let (same, last) = parse_same_as(input, place)?;
            return Ok((Operand::Other(same), last));
        }
        Takes::AddressSpace => {
            let (space, last) = parse_address_space(word, place, input)?;
            return Ok((Operand::AddressSpace(space), last));
        }
        _ => {}
    }
    let (path, last) = parse_path_of(kind, place, input, scope)?;
    let operand = match (path, kind.takes) {
        (Some(path), Takes::Variant) => Operand::Variant(path),
        (Some(path), Takes::Nothing) => {
            return Err(Error::new(path.span, format!("`{word}` takes no field")));
        }
        (Some(path), _) => Operand::Field(path),
        (None, Takes::Nothing | Takes::MaybeField) => Operand::Whole,
        (None, takes) => {
            let (needed, example) = match takes {
                Takes::Variant => ("variant", "Variant"),
                _ => ("field", "field"),
            };
            let comparison = match (kind.compares, word) {
                (Compares::Nothing, _) => "",
                (_, "offset") => " == 4",
                (_, "line") => " == 0",
                _ => " == 1",
            };
            let message = format!("`{word}` needs a {needed}: `{word}({example}){comparison}`");
            return Err(Error::new(place, message));
        }
    };
    Ok((operand, last))
}

/// The `(uniform)` behind `wgsl`.
fn parse_address_space(
    word: &str,
    place: Span,
    input: ParseStream<'_>,
) -> Result<(&'static str, Span)> {
    const EXPECTED: &str =
        "`wgsl` needs the address space of the buffer: `wgsl(uniform)` or `wgsl(storage)`";
    if !input.peek(token::Paren) {
        return Err(Error::new(place, EXPECTED));
    }
    parse_operand(input, EXPECTED, |inner| {
        let Ok(name) = inner.call(Ident::parse_any) else { return Err(inner.error(EXPECTED)) };
        if !inner.is_empty() {
            return Err(inner.error(EXPECTED));
        }
        let given = name.to_string();
        if let Some((_, variant)) = ADDRESS_SPACES.iter().find(|(space, _)| *space == given) {
            return Ok(*variant);
        }
        let spaces: Vec<&str> = ADDRESS_SPACES.iter().map(|(space, _)| *space).collect();
        let message = match nearest(&given.to_lowercase(), &spaces) {
            Some(near) => {
                format!("unknown address space `{given}`, did you mean `{word}({near})`?")
            }
            None => EXPECTED.to_owned(),
        };
        Err(Error::new(name.span(), message))
    })
}

/// The fields of a check that needs several, of which a field's own attribute implies one.
fn parse_together(
    word: &str,
    place: Span,
    input: ParseStream<'_>,
    scope: Scope<'_>,
) -> Result<(Vec<FieldPath>, Span)> {
    let implied = match scope {
        Scope::Field(path) => Some(FieldPath { text: path.to_owned(), span: place }),
        _ => None,
    };
    let example = if implied.is_some() { "(other)" } else { "(one, other)" };
    let needed = 2 - usize::from(implied.is_some());
    let too_few = |at| {
        let fields = if needed == 1 { "another field" } else { "two fields" };
        Error::new(at, format!("`{word}` needs {fields}: `{word}{example}`"))
    };
    if !input.peek(token::Paren) {
        return Err(too_few(place));
    }
    let (paths, last) = parse_fields(input)?;
    match paths.as_slice() {
        [path, ..] if paths.len() < needed => return Err(too_few(path.span)),
        _ => {}
    }
    if let (Some(implied), Some((variant, _))) =
        (&implied, implied.as_ref().and_then(|implied| implied.text.split_once('.')))
    {
        // Beside a variant's field, its siblings are named alone.
        let mut all = vec![implied.clone()];
        for path in paths {
            let text = format!("{variant}.{}", path.text);
            all.push(FieldPath { text, ..path });
        }
        return distinct(all, last);
    }
    let mut all: Vec<FieldPath> = implied.into_iter().collect();
    all.extend(paths);
    distinct(all, last)
}

/// The paths, unless the implied one is named again.
fn distinct(paths: Vec<FieldPath>, last: Span) -> Result<(Vec<FieldPath>, Span)> {
    let again = paths.iter().skip(1).find(|path| path.text == paths[0].text);
    match again {
        Some(path) => {
            let message = format!("`{}` is the field itself: name another", path.text);
            Err(Error::new(path.span, message))
        }
        None => Ok((paths, last)),
    }
}

/// The path behind a word, or the one that is implied; and the place of the last token.
fn parse_path_of(
    kind: &CheckKind,
    place: Span,
    input: ParseStream<'_>,
    scope: Scope<'_>,
) -> Result<(Option<FieldPath>, Span)> {
    let word = kind.word;
    let given = if !input.peek(token::Paren) {
        None
    } else if kind.takes == Takes::Variant {
        Some(parse_variant(input)?)
    } else {
        Some(parse_field(input)?)
    };
    match (given, scope) {
        (Some((path, _)), Scope::Future) => {
            let message = format!("a future has no fields to name: write `{word}` alone");
            Err(Error::new(path.span, message))
        }
        (Some((path, _)), Scope::Field(_) | Scope::Variant(_)) => {
            let what = if matches!(scope, Scope::Field(_)) { "field" } else { "variant" };
            let message = format!("the {what} is implied here: write `{word}` alone");
            Err(Error::new(path.span, message))
        }
        (None, Scope::Field(path) | Scope::Variant(path)) => {
            Ok((Some(FieldPath { text: path.to_owned(), span: place }), place))
        }
        (Some((path, last)), Scope::Type | Scope::Assertion | Scope::Remote) => {
            Ok((Some(path), last))
        }
        (None, Scope::Type | Scope::Assertion | Scope::Future | Scope::Remote) => Ok((None, place)),
    }
}

/// `OP value`, and the place of the last token.
fn parse_comparison(
    kind: &CheckKind,
    before: Span,
    input: ParseStream<'_>,
    scope: Scope<'_>,
) -> Result<(Operator, Value, Span)> {
    let (operator, place) = parse_operator(input, before)?;
    if kind.compares == Compares::Hash && !operator.is_equality() {
        let message = format!("a {} has no order: use `==` or `!=`", kind.word);
        return Err(Error::new(place, message));
    }
    let (value, last) = Value::parse(input, place, |word| scope.knows(word))?;
    Ok((operator, value, last))
}

/// Finds what stands behind a check that is not a comparison.
fn expect_end(kind: &CheckKind, input: ParseStream<'_>, scope: Scope<'_>) -> Result<()> {
    if at_end_of_check(input) {
        return Ok(());
    }
    let word = kind.word;
    let is_check = input.fork().parse::<Ident>().is_ok_and(|word| scope.knows(&word));
    Err(input.error(if is_check || input.peek(Token![;]) {
        "expected `,` between checks".to_owned()
    } else if kind.is_word() {
        format!("`{word}` takes no field and no operator")
    } else {
        format!("`{word}` takes no operator: it holds or it does not")
    }))
}

fn at_end_of_check(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![,])
}

/// Passes over what is left of a faulty check.
pub(crate) fn skip_to_comma(input: ParseStream<'_>) {
    while !at_end_of_check(input) {
        if input.parse::<TokenTree>().is_err() {
            return;
        }
    }
}
