//! What the generator remembers of its definitions, so that the language accepts those that it adds.

use crate::leaves::{Copying, OBJECT, Plain, STR, Twin};
use crate::model::{Base, Body, Bound, Const, Definition, Generics, Repr, Tail, Ty, Use};

/// All definitions, each made of earlier ones only.
#[derive(Clone, Default)]
pub(crate) struct Catalog {
    pub(crate) definitions: Vec<Definition>,
    /// For each definition.
    facts: Vec<Facts>,
}

/// What is known of a definition whatever its arguments are.
#[derive(Clone)]
struct Facts {
    is_aligned: bool,
    has_twin: bool,
    is_inhabited: bool,
    depth: usize,
    /// Of a definition without parameters.
    extent: Option<Extent>,
}

/// What no target exceeds; only to keep types from growing without end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    pub(crate) size: usize,
    align: usize,
}

impl Catalog {
    pub(crate) fn add(&mut self, definition: Definition) {
        let types = || definition.fields().map(|field| &field.ty);
        let facts = Facts {
            is_aligned: definition.repr.align.is_some() || types().any(|ty| self.is_aligned(ty)),
            has_twin: is_like_c(&definition)
                && self.tail(&definition) == Tail::None
                && types().all(|ty| self.has_twin(ty)),
            is_inhabited: self.is_definition_inhabited(&definition),
            depth: 1 + types().map(|ty| self.depth(ty)).max().unwrap_or(0),
            extent: None,
        };
        self.definitions.push(definition);
        self.facts.push(facts);
        let last = self.definitions.len() - 1;
        if !self.definitions[last].generics.has_instances() {
            let alone = Use { definition: last, types: Vec::new(), consts: Vec::new() };
            self.facts[last].extent = Some(self.extent_of_use(&alone));
        }
    }

    pub(crate) fn definition(&self, of: &Use) -> &Definition {
        &self.definitions[of.definition]
    }

    /// How deeply definitions are nested in a type, by value.
    pub(crate) fn depth(&self, ty: &Ty) -> usize {
        match ty {
            Ty::Plain(_) | Ty::Parameter(_) => 0,
            Ty::Of(_, ty) | Ty::Array(ty, _) | Ty::Slice(ty) => self.depth(ty),
            Ty::Tuple(types) => types.iter().map(|ty| self.depth(ty)).max().unwrap_or(0),
            Ty::Generated(of) => {
                let arguments = of.types.iter().map(|ty| self.depth(ty)).max().unwrap_or(0);
                self.facts[of.definition].depth + arguments
            }
        }
    }

    /// Whether something of `repr(align)` may lie in a value, so that a packed type may not contain
    /// it (error E0588; the compiler does not see all of them).
    pub(crate) fn is_aligned(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Plain(plain) => plain.is_aligned,
            Ty::Of(constructor, ty) => {
                constructor.is_aligned || constructor.is_inline && self.is_aligned(ty)
            }
            Ty::Array(ty, _) | Ty::Slice(ty) => self.is_aligned(ty),
            Ty::Tuple(types) => types.iter().any(|ty| self.is_aligned(ty)),
            Ty::Parameter(_) => false,
            Ty::Generated(of) => {
                self.facts[of.definition].is_aligned
                    || of.types.iter().any(|ty| self.is_aligned(ty))
            }
        }
    }

    /// Whether C can declare a type of the same layout. A parameter can stand for one that has it.
    pub(crate) fn has_twin(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Plain(plain) => has_c_type(plain),
            Ty::Of(constructor, ty) => match constructor.c {
                Twin::None => false,
                Twin::Argument => self.has_twin(ty),
                Twin::Pointer | Twin::Nothing => true,
            },
            Ty::Array(ty, _) => self.has_twin(ty),
            Ty::Tuple(_) | Ty::Slice(_) => false,
            Ty::Parameter(_) => true,
            Ty::Generated(of) => {
                self.facts[of.definition].has_twin && of.types.iter().all(|ty| self.has_twin(ty))
            }
        }
    }

    /// Whether a type is `Copy`. None of the definitions is.
    pub(crate) fn is_copy(ty: &Ty, generics: &Generics) -> bool {
        match ty {
            Ty::Plain(plain) => plain.is_copy,
            Ty::Of(constructor, ty) => match constructor.is_copy {
                Copying::Always => true,
                Copying::Argument => Self::is_copy(ty, generics),
                Copying::Never => false,
            },
            Ty::Array(ty, _) | Ty::Slice(ty) => Self::is_copy(ty, generics),
            Ty::Tuple(types) => types.iter().all(|ty| Self::is_copy(ty, generics)),
            Ty::Parameter(index) => generics.types[*index].bound == Bound::Copy,
            Ty::Generated(_) => false,
        }
    }

    /// How a definition ends, whatever its arguments are.
    pub(crate) fn tail(&self, definition: &Definition) -> Tail {
        let Body::Struct(fields) = &definition.body else { return Tail::None };
        match fields.list.last().map(|field| &field.ty) {
            Some(Ty::Slice(_)) => Tail::Slice,
            Some(Ty::Plain(plain)) if plain.rust == STR.rust => Tail::Slice,
            Some(Ty::Plain(plain)) if plain.rust == OBJECT.rust => Tail::Unknown,
            Some(Ty::Parameter(index)) => match definition.generics.types[*index].bound {
                Bound::MaybeUnsized => Tail::Unknown,
                Bound::None | Bound::Copy => Tail::None,
            },
            Some(Ty::Generated(of)) => self.tail(self.definition(of)),
            _ => Tail::None,
        }
    }

    /// How an instance ends: where a parameter is sized, it is as all sized types are.
    pub(crate) fn tail_of(&self, of: &Use) -> Tail {
        let definition = self.definition(of);
        let tail = self.tail(definition);
        let last = definition.fields().last().map(|field| field.ty.with(of));
        match last {
            Some(Ty::Plain(plain)) if ![STR.rust, OBJECT.rust].contains(&plain.rust) => Tail::None,
            _ => tail,
        }
    }

    /// Whether a lifetime has to be named to write the type down.
    pub(crate) fn has_lifetime(&self, ty: &Ty) -> bool {
        ty.any(&mut |part| match part {
            Ty::Plain(plain) => plain.rust.contains("'a"),
            Ty::Of(constructor, _) => constructor.rust.contains("'a"),
            Ty::Generated(of) => self.definition(of).generics.lifetime,
            Ty::Array(..) | Ty::Tuple(_) | Ty::Slice(_) | Ty::Parameter(_) => false,
        })
    }

    /// Whether a value can exist, as far as the types generated here may lack one.
    pub(crate) fn is_inhabited(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Plain(plain) => plain.rust != "std::convert::Infallible",
            Ty::Of(constructor, ty) => !constructor.is_full || self.is_inhabited(ty),
            Ty::Slice(_) | Ty::Parameter(_) => true,
            Ty::Array(ty, len) => matches!(len, Const::Value(0)) || self.is_inhabited(ty),
            Ty::Tuple(types) => types.iter().all(|ty| self.is_inhabited(ty)),
            Ty::Generated(of) => self.facts[of.definition].is_inhabited,
        }
    }

    fn is_definition_inhabited(&self, definition: &Definition) -> bool {
        let all = |fields: &[crate::model::Field]| fields.iter().all(|f| self.is_inhabited(&f.ty));
        match &definition.body {
            Body::Struct(fields) => all(&fields.list),
            Body::Union(_) => true,
            Body::Enum(variants) => variants.iter().any(|variant| all(&variant.fields.list)),
        }
    }

    /// No value of the type is larger. Parameters count as nothing.
    pub(crate) fn extent(&self, ty: &Ty) -> Extent {
        match ty {
            Ty::Plain(plain) => Extent { size: plain.size, align: plain.align },
            Ty::Of(constructor, ty) => {
                let own = Extent { size: constructor.size, align: 8 };
                if constructor.is_inline {
                    let ty = self.extent(ty);
                    // Some align their argument to at least a word.
                    own.followed_by(ty).followed_by(Extent { size: 1, align: 1 }).rounded()
                } else {
                    own
                }
            }
            Ty::Array(ty, len) => {
                let Extent { size, align } = self.extent(ty).rounded();
                let len = if let Const::Value(len) = len { *len } else { 1 };
                Extent { size: size.saturating_mul(len), align }
            }
            Ty::Tuple(types) => self.extent_of_all(types.iter()),
            Ty::Parameter(_) | Ty::Slice(_) => Extent::NOTHING,
            Ty::Generated(of) => {
                self.facts[of.definition].extent.unwrap_or_else(|| self.extent_of_use(of))
            }
        }
    }

    fn extent_of_all<'a>(&self, types: impl Iterator<Item = &'a Ty>) -> Extent {
        types.fold(Extent::NOTHING, |all, ty| all.followed_by(self.extent(ty))).rounded()
    }

    fn extent_of_use(&self, of: &Use) -> Extent {
        let definition = self.definition(of);
        let types: Vec<Ty> = definition.fields().map(|field| field.ty.with(of)).collect();
        let tag = Extent { size: 16, align: 16 };
        let Extent { size, align } = match definition.body {
            Body::Enum(_) => tag.followed_by(self.extent_of_all(types.iter())),
            Body::Struct(_) | Body::Union(_) => self.extent_of_all(types.iter()),
        };
        let minimum = definition.repr.align.unwrap_or(1) as usize;
        Extent { size, align: align.max(minimum) }.rounded()
    }

    pub(crate) fn greatest_depth(&self) -> usize {
        self.facts.iter().map(|facts| facts.depth).max().unwrap_or(0)
    }
}

impl Extent {
    const NOTHING: Self = Self { size: 0, align: 1 };

    /// With a field of another extent behind it, and padding of the worst kind.
    fn followed_by(self, next: Self) -> Self {
        let size = self.size.saturating_add(next.size).saturating_add(next.align - 1);
        Self { size, align: self.align.max(next.align) }
    }

    fn rounded(self) -> Self {
        let size = self.size.checked_next_multiple_of(self.align).unwrap_or(usize::MAX);
        Self { size, align: self.align }
    }
}

/// Whether C has integers of 128 bits.
const HAS_INT_128: bool = cfg!(target_pointer_width = "64");

fn has_c_type(plain: &Plain) -> bool {
    let is_wide = matches!(plain.c, Some("int128" | "uint128"));
    plain.c.is_some() && (!is_wide || HAS_INT_128)
}

/// Whether the layout is one that C declarations have, if the fields' are.
fn is_like_c(definition: &Definition) -> bool {
    let Repr { base, tag, .. } = definition.repr;
    match definition.body {
        Body::Struct(_) => matches!(base, Base::C | Base::Transparent),
        Body::Union(_) => base == Base::C,
        // C has no enum without a constant.
        Body::Enum(ref variants) if variants.is_empty() => false,
        Body::Enum(_) => match tag {
            Some("u128" | "i128") => HAS_INT_128,
            Some(_) => true,
            None => base == Base::C,
        },
    }
}
