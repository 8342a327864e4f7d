//! Parameters of definitions, their use, and the instances to compare.

use super::Generator;
use super::types::Wants;
use crate::leaves::{LIFETIME, PHANTOM};
use crate::model::{
    Base, Body, Bound, ConstKind, Definition, Fields, Generics, GenericsStyle, Style, Ty,
    TypeParameter, Use,
};

impl Generator {
    /// Three of ten definitions have parameters.
    pub(super) fn generics(&mut self) -> Generics {
        if !self.random.chance(30) {
            return Generics::default();
        }
        let count = *self.random.pick(&[0, 1, 1, 1, 2]);
        let bound = if self.random.chance(25) { Bound::Copy } else { Bound::None };
        let types = (0..count).map(|_| TypeParameter { bound });
        let consts = match self.random.below(8) {
            0..3 => vec![ConstKind::Usize],
            3 => vec![ConstKind::Bool, ConstKind::Usize],
            4 => vec![ConstKind::Char],
            _ => vec![],
        };
        Generics {
            lifetime: self.random.chance(40),
            types: types.collect(),
            consts,
            style: match self.random.below(6) {
                0 => GenericsStyle::Where,
                1 => GenericsStyle::Defaults,
                _ => GenericsStyle::Plain,
            },
        }
    }

    /// The fields that make use of what `fields` leaves unused, which the language forbids
    /// (error E0392).
    pub(super) fn unused(&self, generics: &Generics, fields: &Fields) -> Vec<Ty> {
        let uses = |test: &mut dyn FnMut(&Ty) -> bool| {
            fields.list.iter().any(|field| field.ty.any(&mut |part| test(part)))
        };
        let mut unused = Vec::new();
        for index in 0..generics.types.len() {
            if !uses(&mut |part| matches!(part, Ty::Parameter(of) if *of == index)) {
                unused.push(Ty::Of(&PHANTOM, Box::new(Ty::Parameter(index))));
            }
        }
        if generics.lifetime && !fields.list.iter().any(|f| self.catalog.has_lifetime(&f.ty)) {
            unused.push(Ty::Plain(&LIFETIME));
        }
        unused
    }

    /// Adds the fields that the parameters ask for.
    pub(super) fn use_parameters(&self, generics: &Generics, fields: &mut Fields) {
        for (index, ty) in self.unused(generics, fields).into_iter().enumerate() {
            fields.push(&format!("unused{index}"), ty);
        }
    }

    /// The instances of a definition to compare: one without parameters, else up to three.
    pub(super) fn instances(&mut self, index: usize) -> Vec<Use> {
        let definition = &self.catalog.definitions[index];
        let count = if definition.generics.has_instances() { 1 + index % 3 } else { 1 };
        let closed = Generics::default();
        let twin = is_like_c(definition);
        let wants = Wants { twin, ..Wants::new(&closed) };
        (0..count).map(|_| self.use_of(index, &wants, 0)).collect()
    }
}

/// Whether a comparison with C is worth a choice of arguments that C knows.
fn is_like_c(definition: &Definition) -> bool {
    matches!(definition.repr.base, Base::C | Base::Transparent) || definition.repr.tag.is_some()
}

impl Fields {
    pub(super) fn unit() -> Self {
        Self { style: Style::Unit, list: Vec::new() }
    }

    /// As a struct's body.
    pub(super) fn into_struct(self) -> Body {
        Body::Struct(self)
    }
}
