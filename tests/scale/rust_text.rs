//! Types and definitions as Rust.

use std::fmt::Write as _;

use crate::catalog::Catalog;
use crate::model::{
    Base, Body, Bound, Const, ConstKind, Definition, Field, Fields, Generics, GenericsStyle, Repr,
    Style, Tail, Ty, Use,
};

const TYPE_PARAMETERS: [&str; 2] = ["T", "U"];
const CONST_PARAMETERS: [&str; 2] = ["N", "M"];

/// The names of fields, of which some have to be written with `r#`, are not ASCII, or are words of
/// C, of the derive's attribute and of its output.
pub(crate) const FIELD_NAMES: [&str; 20] = [
    "a", "b", "len", "size", "offset", "align", "type", "match", "größe", "int", "self_", "layout",
    "core", "loop", "Self_", "name", "ty", "__layout", "fields", "_x",
];

/// How types are written in some place.
#[derive(Clone, Copy)]
pub(crate) struct Spelling<'a> {
    pub(crate) catalog: &'a Catalog,
    /// What stands for the lifetime of references.
    pub(crate) lifetime: &'a str,
    /// Whether the last arguments are left out as far as they are the defaults.
    pub(crate) hides_defaults: bool,
}

impl<'a> Spelling<'a> {
    /// For types outside of definitions.
    pub(crate) fn closed(catalog: &'a Catalog) -> Self {
        Self::declaring(catalog, "'static")
    }

    fn declaring(catalog: &'a Catalog, lifetime: &'a str) -> Self {
        Self { catalog, lifetime, hides_defaults: false }
    }

    pub(crate) fn ty(self, ty: &Ty) -> String {
        match ty {
            Ty::Plain(plain) => plain.rust.replace("'a", self.lifetime),
            Ty::Of(constructor, ty) => {
                constructor.rust.replace("'a", self.lifetime).replace("{}", &self.ty(ty))
            }
            Ty::Array(ty, len) => {
                format!("[{}; {}]", self.ty(ty), constant(*len, ConstKind::Usize))
            }
            Ty::Tuple(types) => match &types[..] {
                [ty] => format!("({},)", self.ty(ty)),
                _ => format!("({})", self.list(types)),
            },
            Ty::Slice(ty) => format!("[{}]", self.ty(ty)),
            Ty::Parameter(index) => TYPE_PARAMETERS[*index].to_owned(),
            Ty::Generated(of) => self.instance(of),
        }
    }

    fn list(self, types: &[Ty]) -> String {
        types.iter().map(|ty| self.ty(ty)).collect::<Vec<_>>().join(", ")
    }

    /// A definition with its arguments.
    pub(crate) fn instance(self, of: &Use) -> String {
        let Definition { name, generics, .. } = self.catalog.definition(of);
        let lifetime = generics.lifetime.then(|| self.lifetime.to_owned());
        let types = of.types.iter().map(|ty| self.ty(ty));
        let consts = of.consts.iter().zip(&generics.consts).map(|(of, kind)| constant(*of, *kind));
        let mut arguments: Vec<_> = lifetime.into_iter().chain(types).chain(consts).collect();
        if self.hides_defaults && generics.style == GenericsStyle::Defaults {
            let defaults = defaults(generics);
            let given = arguments.iter().rev();
            let hidden = given.zip(defaults.iter().rev()).take_while(|(of, default)| of == default);
            arguments.truncate(arguments.len() - hidden.count());
        }
        if arguments.is_empty() {
            name.clone()
        } else {
            format!("{name}<{}>", arguments.join(", "))
        }
    }
}

/// The name by which rustc lists an instance. It writes a lifetime as `'_`, and leaves that of a
/// reference out, and arguments that are the defaults too.
pub(crate) fn listed_name(catalog: &Catalog, of: &Use) -> String {
    Spelling { catalog, lifetime: "'_", hides_defaults: true }.instance(of).replace("&'_ ", "&")
}

fn constant(value: Const, kind: ConstKind) -> String {
    match value {
        Const::Parameter(index) => CONST_PARAMETERS[index].to_owned(),
        Const::Value(value) => match kind {
            ConstKind::Usize => value.to_string(),
            ConstKind::Bool => (value % 2 == 1).to_string(),
            ConstKind::Char => format!("'{}'", if value % 2 == 1 { 'x' } else { 'ß' }),
        },
    }
}

/// A definition with the derive.
pub(crate) fn definition(catalog: &Catalog, definition: &Definition) -> String {
    let Definition { name, generics, repr, body } = definition;
    let spelling = Spelling::declaring(catalog, if generics.lifetime { "'a" } else { "'static" });
    let parameters = parameters(generics);
    let bounds = where_clause(generics);
    let attributes = attributes(*repr);
    let keyword = match body {
        Body::Struct(_) => "struct",
        Body::Union(_) => "union",
        Body::Enum(_) => "enum",
    };
    let rest = match body {
        Body::Struct(Fields { style: Style::Named, list }) => {
            format!("{bounds} {}", named(spelling, list))
        }
        Body::Struct(Fields { style: Style::Tuple, list }) => {
            format!("{}{bounds};", tuple(spelling, list))
        }
        Body::Struct(Fields { style: Style::Unit, .. }) => format!("{bounds};"),
        Body::Union(list) => format!("{bounds} {}", named(spelling, list)),
        Body::Enum(variants) => {
            let mut text = format!("{bounds} {{\n");
            for variant in variants {
                let value = variant.written.iter().map(|value| format!(" = {value}"));
                let fields = match variant.fields.style {
                    Style::Named => format!(" {}", named(spelling, &variant.fields.list)),
                    Style::Tuple => tuple(spelling, &variant.fields.list),
                    Style::Unit => String::new(),
                };
                let _ =
                    writeln!(text, "    {}{fields}{},", variant.name, value.collect::<String>());
            }
            text + "}"
        }
    };
    format!("#[derive(layout_core::Layout)]\n{attributes}pub {keyword} {name}{parameters}{rest}\n")
}

fn named(spelling: Spelling<'_>, fields: &[Field]) -> String {
    let fields = fields.iter().map(|Field { name, ty }| {
        format!("{}{}: {}", attribute(spelling, ty), identifier(name), spelling.ty(ty))
    });
    format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
}

fn tuple(spelling: Spelling<'_>, fields: &[Field]) -> String {
    let fields = fields
        .iter()
        .map(|Field { ty, .. }| format!("{}{}", attribute(spelling, ty), spelling.ty(ty)));
    format!("({})", fields.collect::<Vec<_>>().join(", "))
}

/// What the derive has to be told of a field: that its type is not sized, where that cannot be seen.
fn attribute(spelling: Spelling<'_>, ty: &Ty) -> &'static str {
    let Ty::Generated(of) = ty else { return "" };
    match spelling.catalog.tail(spelling.catalog.definition(of)) {
        Tail::None => "",
        Tail::Slice | Tail::Unknown => "#[layout(unsized)] ",
    }
}

fn identifier(name: &str) -> String {
    match name {
        "type" | "match" | "loop" => format!("r#{name}"),
        _ => name.to_owned(),
    }
}

fn attributes(repr: Repr) -> String {
    let base = match repr.base {
        Base::Rust => None,
        Base::ExplicitRust => Some("Rust".to_owned()),
        Base::C => Some("C".to_owned()),
        Base::Transparent => Some("transparent".to_owned()),
    };
    let tag = repr.tag.map(str::to_owned);
    let packed = repr.packed.map(|limit| match limit {
        1 => "packed".to_owned(),
        _ => format!("packed({limit})"),
    });
    let align = repr.align.map(|minimum| format!("align({minimum})"));
    let mut parts: Vec<_> = base.into_iter().chain(tag).chain(packed).chain(align).collect();
    match (parts.is_empty(), repr.is_split) {
        (true, _) => String::new(),
        (false, false) => format!("#[repr({})]\n", parts.join(", ")),
        (false, true) => {
            parts.reverse();
            format!("#[repr({})]\n", parts.join(")]\n#[repr("))
        }
    }
}

/// The default arguments of all type and constant parameters.
fn defaults(generics: &Generics) -> Vec<String> {
    let types = generics.types.iter().map(|_| "u8".to_owned());
    let consts = generics.consts.iter().map(|kind| constant(Const::Value(1), *kind));
    types.chain(consts).collect()
}

fn parameters(generics: &Generics) -> String {
    if generics.is_empty() {
        return String::new();
    }
    let lifetime = generics.lifetime.then(|| "'a".to_owned());
    let types = generics.types.iter().zip(TYPE_PARAMETERS).map(|(parameter, name)| {
        match bound(parameter.bound) {
            Some(bound) if generics.style != GenericsStyle::Where => format!("{name}: {bound}"),
            _ => name.to_owned(),
        }
    });
    let consts = generics.consts.iter().zip(CONST_PARAMETERS).map(|(kind, name)| {
        let ty = match kind {
            ConstKind::Usize => "usize",
            ConstKind::Bool => "bool",
            ConstKind::Char => "char",
        };
        format!("const {name}: {ty}")
    });
    let with_default = types.chain(consts).zip(defaults(generics)).map(|(text, default)| {
        if generics.style == GenericsStyle::Defaults { format!("{text} = {default}") } else { text }
    });
    let all: Vec<_> = lifetime.into_iter().chain(with_default).collect();
    format!("<{}>", all.join(", "))
}

fn bound(bound: Bound) -> Option<&'static str> {
    match bound {
        Bound::None => None,
        Bound::Copy => Some("Copy"),
        Bound::MaybeUnsized => Some("?Sized"),
    }
}

fn where_clause(generics: &Generics) -> String {
    if generics.style != GenericsStyle::Where {
        return String::new();
    }
    let bounds = generics.types.iter().zip(TYPE_PARAMETERS).map(|(parameter, name)| {
        format!(" {name}: {},", bound(parameter.bound).unwrap_or("Sized"))
    });
    let bounds: String = bounds.collect();
    if bounds.is_empty() { bounds } else { format!(" where{bounds}") }
}
