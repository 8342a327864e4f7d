//! Declarations of types as data, free of the language they are written in.

use crate::leaves::{Constructor, Plain};

/// A struct, union or enum.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    pub(crate) name: String,
    pub(crate) generics: Generics,
    pub(crate) repr: Repr,
    pub(crate) body: Body,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    Struct(Fields),
    Union(Vec<Field>),
    Enum(Vec<Variant>),
}

/// The fields of a struct or of a variant.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) style: Style,
    pub(crate) list: Vec<Field>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Named,
    Tuple,
    Unit,
}

#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// Without `r#`; an index as text in a tuple.
    pub(crate) name: String,
    pub(crate) ty: Ty,
}

#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) fields: Fields,
    /// The value of its discriminant.
    pub(crate) discriminant: i128,
    /// The expression by which the declaration says so.
    pub(crate) written: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Generics {
    /// Whether there is a lifetime parameter.
    pub(crate) lifetime: bool,
    pub(crate) types: Vec<TypeParameter>,
    pub(crate) consts: Vec<ConstKind>,
    pub(crate) style: GenericsStyle,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct TypeParameter {
    pub(crate) bound: Bound,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    None,
    Copy,
    /// `?Sized`, which takes one away.
    MaybeUnsized,
}

/// How a type ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tail {
    /// As all sized types.
    None,
    /// With a slice, whose place is known.
    Slice,
    /// With something whose place depends on the value, or cannot be known.
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ConstKind {
    Usize,
    Bool,
    Char,
}

/// In which way parameters are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum GenericsStyle {
    #[default]
    Plain,
    /// With the bounds in a `where` clause.
    Where,
    /// With a default for each.
    Defaults,
}

/// What `#[repr(...)]` says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Repr {
    pub(crate) base: Base,
    /// The integer type of an enum's tag.
    pub(crate) tag: Option<&'static str>,
    pub(crate) packed: Option<u32>,
    pub(crate) align: Option<u32>,
    /// Whether each part is written as an attribute of its own.
    pub(crate) is_split: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    Rust,
    /// `repr(Rust)`, which says the same as nothing.
    ExplicitRust,
    C,
    Transparent,
}

/// The type of a field.
#[derive(Clone, Debug)]
pub(crate) enum Ty {
    Plain(&'static Plain),
    Of(&'static Constructor, Box<Ty>),
    Array(Box<Ty>, Const),
    Tuple(Vec<Ty>),
    Slice(Box<Ty>),
    /// The type parameter of that index.
    Parameter(usize),
    Generated(Use),
}

/// A definition with its arguments.
#[derive(Clone, Debug)]
pub(crate) struct Use {
    /// Its index in the catalog.
    pub(crate) definition: usize,
    pub(crate) types: Vec<Ty>,
    pub(crate) consts: Vec<Const>,
}

/// The length of an array or a constant argument.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Const {
    Value(usize),
    /// The constant parameter of that index.
    Parameter(usize),
}

impl Repr {
    pub(crate) const RUST: Self =
        Self { base: Base::Rust, tag: None, packed: None, align: None, is_split: false };
    pub(crate) const EXPLICIT_RUST: Self = Self { base: Base::ExplicitRust, ..Self::RUST };
    pub(crate) const C: Self = Self { base: Base::C, ..Self::RUST };
    pub(crate) const TRANSPARENT: Self = Self { base: Base::Transparent, ..Self::RUST };

    pub(crate) const fn packed(self, limit: u32) -> Self {
        Self { packed: Some(limit), ..self }
    }

    pub(crate) const fn aligned(self, minimum: u32) -> Self {
        Self { align: Some(minimum), ..self }
    }

    pub(crate) const fn tagged(self, tag: &'static str) -> Self {
        Self { tag: Some(tag), ..self }
    }

    pub(crate) const fn split(self) -> Self {
        Self { is_split: true, ..self }
    }

    /// Whether the compiler is free to place the fields, and an enum's tag.
    pub(crate) fn is_default(self) -> bool {
        matches!(self.base, Base::Rust | Base::ExplicitRust) && self.tag.is_none()
    }
}

impl Generics {
    /// Whether there is a parameter.
    pub(crate) fn is_empty(&self) -> bool {
        !self.lifetime && self.types.is_empty() && self.consts.is_empty()
    }

    /// Whether there is a type or constant parameter, so that there are several instances.
    pub(crate) fn has_instances(&self) -> bool {
        !self.types.is_empty() || !self.consts.is_empty()
    }
}

impl Definition {
    /// All fields; those of an enum variant by variant.
    pub(crate) fn fields(&self) -> Box<dyn Iterator<Item = &Field> + '_> {
        match &self.body {
            Body::Struct(fields) => Box::new(fields.list.iter()),
            Body::Union(fields) => Box::new(fields.iter()),
            Body::Enum(variants) => Box::new(variants.iter().flat_map(|v| &v.fields.list)),
        }
    }
}

impl Ty {
    /// This type with arguments in the place of parameters.
    pub(crate) fn with(&self, arguments: &Use) -> Self {
        match self {
            Self::Plain(plain) => Self::Plain(plain),
            Self::Of(constructor, ty) => Self::Of(constructor, Box::new(ty.with(arguments))),
            Self::Array(ty, len) => Self::Array(Box::new(ty.with(arguments)), len.with(arguments)),
            Self::Tuple(types) => Self::Tuple(types.iter().map(|ty| ty.with(arguments)).collect()),
            Self::Slice(ty) => Self::Slice(Box::new(ty.with(arguments))),
            Self::Parameter(index) => arguments.types[*index].clone(),
            Self::Generated(inner) => Self::Generated(Use {
                definition: inner.definition,
                types: inner.types.iter().map(|ty| ty.with(arguments)).collect(),
                consts: inner.consts.iter().map(|value| value.with(arguments)).collect(),
            }),
        }
    }

    /// Whether the test holds for this type or one of which it is written.
    pub(crate) fn any(&self, test: &mut impl FnMut(&Self) -> bool) -> bool {
        if test(self) {
            return true;
        }
        match self {
            Self::Plain(_) | Self::Parameter(_) => false,
            Self::Of(_, ty) | Self::Array(ty, _) | Self::Slice(ty) => ty.any(test),
            Self::Tuple(types) => types.iter().any(|ty| ty.any(test)),
            Self::Generated(inner) => inner.types.iter().any(|ty| ty.any(test)),
        }
    }
}

impl Const {
    pub(crate) fn with(self, arguments: &Use) -> Self {
        match self {
            Self::Value(_) => self,
            Self::Parameter(index) => arguments.consts[index],
        }
    }
}
