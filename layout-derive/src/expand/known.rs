use std::fmt::Write;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use super::enumeration::variant_word;
use super::out::{Out, word};
use super::with_names;
use crate::model::may_hold_others;
use crate::model::{Body, Field, Input, Variant};
use crate::std_types::{StdType, is_primitive};
use crate::tokens::is_punct;
use crate::type_tokens::{Arguments, Form, Segment, TypeTokens};

/// The types of fields, as values of `layout_core::__private::FieldType`.
pub(super) struct FieldTypes {
    /// Those whose names are of primitive types, in rows: each as an item of a tuple, for the compiler takes
    /// that at once.
    rows: Vec<String>,
    /// The others, one by one.
    list: Out,
    /// Which of the two each field's is in.
    order: String,
    /// Whether a type may be the user's, so that the list is a constant of its own: see `field` in
    /// `layout_core::__private`.
    pub(super) is_open: bool,
}

/// The most fields in a row, for which `layout_core` has the tuples.
pub(super) const ROW: usize = 16;
/// The fewest that are a row beside others.
const SHORTEST: usize = 4;

impl FieldTypes {
    pub(super) fn new(input: &Input, fields: &[&Field]) -> Self {
        let (mut list, mut order, mut is_open) = (Out::default(), String::new(), false);
        let mut primitives = Vec::new();
        let (name, tail) = (input.name(), input.tail());
        let is_tail = |field: &Field| tail.is_some_and(|tail| std::ptr::eq(tail, field));
        let is_of_row =
            |field: &Field| field.private.is_none() && is_of_row(field, &name) && !is_tail(field);
        let of_row = fields.iter().filter(|field| is_of_row(field)).count();
        let has_rows = of_row >= SHORTEST || of_row == fields.len();
        for field in fields {
            if has_rows && is_of_row(field) {
                order.push('p');
                primitives.push(field.type_text.as_str());
                continue;
            }
            order.push('o');
            let Field { ty, type_text, .. } = *field;
            if field.private.is_some() {
                list.push_out(&known(input, ty, "__PRIVATE"));
                list.push(", ");
                continue;
            }
            // As few types have such a name, to look for it is cheaper than to read them.
            let may_be_empty = StdType::has_empty_in(type_text) && may_be_empty(ty);
            if has_expression(ty) && input.generics.params.is_empty() {
                is_open = true;
                list.push_out(&known_there(input, field, is_tail(field), may_be_empty));
                list.push(", ");
                continue;
            }
            let is_open_itself =
                may_be_empty || may_hold_others(ty) || names_itself(type_text, &name);
            is_open |= is_open_itself;
            match (is_tail(field).then(|| ty.form()), is_open_itself) {
                (Some(Form::Slice(element)), _) => {
                    list.push_out(&known(input, &element, "__SLICE"));
                }
                (Some(_), false) => list.push_out(&known(input, ty, "__TAIL")),
                (Some(_), true) => push_open(&mut list, input, ty, "__tail", may_be_empty),
                // The compiler refuses it, or it is the user's own and sized.
                (None, _) if is_seldom_sized(input, ty) => {
                    list.push_out(&known(input, ty, "__TAIL"));
                }
                (None, false) => list.push_out(&known(input, ty, "__FIELD")),
                (None, true) => push_open(&mut list, input, ty, "__field", may_be_empty),
            }
            list.push(", ");
        }
        let rows = primitives.chunks(ROW).map(row).collect();
        Self { rows, list, order, is_open }
    }

    /// Whether the types are a constant of their own.
    fn is_constant(&self) -> bool {
        self.is_open || self.rows.len() > 1 || !(self.rows.is_empty() || self.list.is_empty())
    }

    /// The types where they are used.
    pub(super) fn push_to(&self, out: &mut Out) {
        if self.is_constant() {
            out.push("__layout_::types::<Self>()");
        } else if let [row] = self.rows.as_slice() {
            out.push(row);
        } else {
            out.push("&");
            out.group(Delimiter::Bracket, self.list.clone());
        }
    }

    /// The constant that holds the types, if it is one.
    pub(super) fn push_constant(&self, input: &Input, out: &mut Out) {
        if !self.is_constant() {
            return;
        }
        let mut ty = Out::krate(input);
        ty.push("::__private::FieldType");
        // By a variable: a value without would be a constant of its own, and each level of nested types would
        // count twice for how deep the compiler goes.
        let mut block = Out::text("let __layout_list = ");
        if self.rows.is_empty() {
            block.group(Delimiter::Bracket, self.list.clone());
        } else {
            // The numbers are written, as not all compilers infer them.
            let (all, others) = (self.order.len(), self.order.replace('p', "").len());
            let _ = write!(block, "__layout_::merged::<{all}, {}, {others}>", self.rows.len());
            let mut arguments =
                Out::text(&format!("{:?}, [{}], ", self.order, self.rows.join(", ")));
            arguments.group(Delimiter::Bracket, self.list.clone());
            block.group(Delimiter::Parenthesis, arguments);
        }
        block.push("; __layout_list");
        let mut list = Out::text("&");
        list.group(Delimiter::Brace, block);
        out.push("const __TYPES: &'static ");
        out.group(Delimiter::Bracket, ty);
        out.push(" = ");
        out.push_out(&with_names(input, &list));
        out.push("; ");
    }
}

/// Whether a type may name the one that it is a part of.
fn names_itself(type_text: &str, name: &str) -> bool {
    type_text.contains(name) || type_text.contains("Self")
}

/// Whether a field's type has the name of a primitive one, which is sized. It may be the user's: if one of a
/// row is not described, none of that row is known to be.
fn is_of_row(field: &Field, name: &str) -> bool {
    let text = field.type_text.as_str();
    is_primitive(text) && text != "str" && !names_itself(text, name)
}

/// The types of a row.
fn row(names: &[&str]) -> String {
    format!("__layout_::row(__layout_::LayoutProbe::<({},)>::__row)", names.join(", "))
}

/// A field of a type that may be the user's.
fn push_open(list: &mut Out, input: &Input, ty: &TypeTokens, item: &str, may_be_empty: bool) {
    let field = called(ty, "field", known(input, ty, item));
    if !may_be_empty {
        list.push_out(&field);
        return;
    }
    let mut arguments = field;
    arguments.push(", ");
    arguments.push_out(&known(input, ty, "__empty"));
    list.push_out(&called(ty, "or_empty", arguments));
}

/// Whether a type is called as one that only the last field of a struct can be, unless it is the user's own or
/// sized by another bound.
pub(super) fn is_seldom_sized(input: &Input, ty: &TypeTokens) -> bool {
    is_str(ty) || ty.as_ident().is_some_and(|ident| input.generics.is_maybe_unsized(ident))
}

/// Whether a type is called as the primitive `str`, which only the last field of a struct can be.
fn is_str(ty: &TypeTokens) -> bool {
    ty.as_ident().is_some_and(|ident| ident == "str")
}

/// Whether an expression that may fail is in a type, such as the length `1 / 0`: one that is more than a name or
/// a number.
fn has_expression(ty: &TypeTokens) -> bool {
    let groups = ty.tokens().iter().filter_map(|token| match token {
        TokenTree::Group(group) => Some(group),
        _ => None,
    });
    let mut groups = groups.peekable();
    groups.peek().is_some() && groups.any(is_or_has_expression)
}

fn is_or_has_expression(group: &Group) -> bool {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let is_array = group.delimiter() == Delimiter::Bracket;
    let length = tokens.iter().rposition(|token| is_punct(Some(token), ';')).filter(|_| is_array);
    let is_plain = |token: &TokenTree| match token {
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
        TokenTree::Punct(mark) => mark.as_char() == ':',
        TokenTree::Group(_) => false,
    };
    let is_expression = length.is_some_and(|at| !tokens[at + 1..].iter().all(is_plain));
    is_expression
        || group.delimiter() == Delimiter::Brace
        || has_expression(&TypeTokens::new(tokens))
}

/// What is known of a field's type, by the place of the field.
fn known_there(input: &Input, field: &Field, is_tail: bool, may_be_empty: bool) -> Out {
    let place = place(input, field);
    let there = |item: &str| {
        let mut probe = Out::text("|| __layout_::there");
        probe.group(Delimiter::Parenthesis, place.clone());
        let _ = write!(probe, ".{item}()");
        probe
    };
    let call = |function: &str, arguments: Out| {
        let mut call = Out::text(&format!("__layout_::{function}"));
        call.group(Delimiter::Parenthesis, arguments);
        call
    };
    let known = call("field", there(if is_tail { "__tail_there" } else { "__field_there" }));
    if !may_be_empty {
        return known;
    }
    let mut arguments = known;
    arguments.push(", ");
    arguments.push_out(&there("__empty_there"));
    call("or_empty", arguments)
}

/// A function that makes the place of a field of that of a value. It is not called.
fn place(input: &Input, field: &Field) -> Out {
    let member = word(&field.member);
    let Body::Enum(variants) = &input.body else {
        // SAFETY: (of the expansion) nobody can call the function: it has no name, and `there` only takes its type.
        return Out::text(&format!(
            "|__layout_it: *const Self| unsafe {{ &raw const (*__layout_it).{member} }}"
        ));
    };
    let has_field = |variant: &&Variant| variant.fields.iter().any(|it| std::ptr::eq(it, field));
    let variant = variants.iter().find(has_field).map_or_else(String::new, variant_word);
    // SAFETY: (of the expansion) as above.
    Out::text(&format!(
        "|__layout_it: *const Self| match unsafe {{ &*__layout_it }} {{ \
         Self::{variant} {{ {member}: __layout_0, .. }} => &raw const *__layout_0, _ => loop {{}} }}"
    ))
}

/// Whether a type is called as one of std that has an [empty value](StdType::has_empty), of a parameter that may not
/// be described; or an array of such.
fn may_be_empty(ty: &TypeTokens) -> bool {
    let is_empty = |ident: &Ident| StdType::called(ident).is_some_and(|ty| ty.has_empty);
    if let [
        TokenTree::Ident(_),
        TokenTree::Punct(_),
        TokenTree::Ident(argument),
        TokenTree::Punct(_),
    ] = ty.tokens()
    {
        // `Option<u32>`, without more ado.
        if is_primitive(&argument.to_string()) {
            return false;
        }
    }
    match ty.form() {
        Form::Array(element) => may_be_empty(&element),
        Form::Path(path) => match path.segments.last() {
            Some(Segment { ident, arguments: Arguments::Angles(arguments) }) if is_empty(ident) => {
                !matches!(arguments.first(), Some(Some(ty)) if is_described(ty))
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether a type is called as a primitive or as a common pointer to a sized type, and so is described.
fn is_described(ty: &TypeTokens) -> bool {
    if let Some(ident) = ty.as_ident() {
        let name = ident.to_string();
        return is_primitive(&name) || name == "String";
    }
    let is_path = |ty: &TypeTokens| ty.as_ident().is_some() || matches!(ty.form(), Form::Path(_));
    match ty.form() {
        Form::Pointer(pointee) => is_path(&pointee),
        Form::Array(element) => is_described(&element),
        Form::Path(path) => match path.segments.last() {
            Some(Segment { ident, arguments: Arguments::Angles(arguments) }) => {
                StdType::called(ident).is_some_and(StdType::is_described)
                    && matches!(arguments.first(), Some(Some(ty)) if is_path(ty))
            }
            _ => false,
        },
        _ => false,
    }
}

/// What is known of a field's type: an item of `layout_core::__private::LayoutProbe`.
///
/// Where a parameter of that type lacks what the type asks of it, the compiler says so of this place too:
/// once, if both places are one.
pub(super) fn known(input: &Input, ty: &TypeTokens, item: &str) -> Out {
    let mut known = Out::default();
    if let Some(ident) = ty.as_ident() {
        known.push("__layout_::LayoutProbe::<");
        let name = ident.to_string();
        if is_primitive(&name) {
            known.push(&name);
        } else {
            known.push_tokens([ident.clone().into()]);
        }
        known.push(">::");
        known.push(item);
        return known;
    }
    let (tokens, (start, end)) = at_place_of_fault(ty);
    let item = Ident::new(item, end);
    known.push_stream(quote_spanned!(start=> __layout_::LayoutProbe::<));
    known.push_stream(for_all_lifetimes(input, tokens));
    known.push_stream(quote_spanned!(end=> >::#item));
    known
}

/// A type with `'static` in place of the lifetimes of the type that it is part of. Layouts are the same for all
/// lifetimes, but what is written of one may be for `'static` only.
///
/// Not where a parameter is named, which may live for less, nor where the type is so for some lifetimes only.
fn for_all_lifetimes(input: &Input, tokens: TokenStream) -> TokenStream {
    let generics = &input.generics;
    if generics.has_no_lifetime()
        || !generics.has_where_of_lifetimes()
        || names_parameter(input, tokens.clone())
    {
        return tokens;
    }
    with_static(input, tokens)
}

fn with_static(input: &Input, tokens: TokenStream) -> TokenStream {
    let mut replaced: Vec<TokenTree> = tokens.into_iter().collect();
    for at in 0..replaced.len() {
        let (before, rest) = replaced.split_at_mut(at);
        let follows_mark = is_punct(before.last(), '\'');
        let Some((token, behind)) = rest.split_first_mut() else { break };
        match token {
            // Before a colon it is a label, in the length of an array.
            TokenTree::Ident(ident)
                if follows_mark
                    && input.generics.has_lifetime(ident)
                    && !is_punct(behind.first(), ':') =>
            {
                *ident = Ident::new("static", ident.span());
            }
            // In a block none of the lifetimes can be named, but labels can.
            TokenTree::Group(group) if group.delimiter() != Delimiter::Brace => {
                let mut inner = Group::new(group.delimiter(), with_static(input, group.stream()));
                inner.set_span(group.span());
                *group = inner;
            }
            _ => {}
        }
    }
    replaced.into_iter().collect()
}

/// Whether a parameter that is a type, or `Self`, whose lifetimes are the type's, is among tokens.
fn names_parameter(input: &Input, tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "Self" || input.generics.has_type(&ident),
        TokenTree::Group(group) => names_parameter(input, group.stream()),
        _ => false,
    })
}

/// The variable that samples are taken from.
pub(super) const FOUND: &str = "__layout_found";

/// The sample of an enum's field as an expression.
pub(super) fn sampled(ty: &TypeTokens, index: usize) -> Out {
    called(ty, "sampled", Out::text(&format!("{FOUND}, {index}")))
}

/// A call of a function of `layout_core::__private` that makes something of a type. It stands, as [`known`]
/// does, where the type does, if that may ask something of its parameters.
fn called(ty: &TypeTokens, function: &str, arguments: Out) -> Out {
    if !may_lack_something(ty) {
        let mut call = Out::text(&format!("__layout_::{function}"));
        call.group(Delimiter::Parenthesis, arguments);
        return call;
    }
    let (start, end) = at_place_of_fault(ty).1;
    let function = Ident::new(function, end);
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments.finish());
    arguments.set_span(end);
    let mut call = Out::default();
    call.push_stream(quote_spanned!(start=> __layout_::));
    call.push_stream(quote!(#function #arguments));
    call
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

/// Whether the compiler may find that a part of a type lacks what another asks of it.
pub(super) fn may_lack_something(ty: &TypeTokens) -> bool {
    let mut suspects = Vec::new();
    find_suspects(ty, &mut suspects);
    !suspects.is_empty()
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
