//! Structs that are not sized.

use super::Generator;
use super::types::Wants;
use crate::leaves::{OBJECT, STR};
use crate::model::{
    Body, Bound, Definition, Generics, GenericsStyle, Repr, Style, Tail, Ty, TypeParameter, Use,
};

const REPRS: [Repr; 7] = [
    Repr::RUST,
    Repr::C,
    Repr::RUST.aligned(16),
    Repr::RUST.packed(1),
    Repr::C.aligned(4),
    Repr::RUST,
    Repr::C.packed(2),
];

impl Generator {
    /// A struct with a tail.
    pub(super) fn tailed(&mut self, index: usize, nth: usize) -> Definition {
        let repr = Self::repr(&REPRS, nth);
        let mut generics = self.generics();
        let is_packed = repr.packed.is_some();
        if !is_packed && nth % 5 == 0 {
            generics = Generics {
                types: vec![TypeParameter { bound: Bound::MaybeUnsized }],
                style: GenericsStyle::Plain,
                ..Generics::default()
            };
        }
        let has_unsized = generics.types.iter().any(|ty| ty.bound == Bound::MaybeUnsized);
        // The prefix must not use an unsized parameter, and what is packed must not need drop. Nothing
        // here is without a value: rustc 1.85 takes such a struct for a sized one, and panics.
        let sized = Generics::default();
        let wants = Wants {
            packed: is_packed,
            copy: is_packed,
            ..Wants::new(if has_unsized { &sized } else { &generics })
        };
        let style = if self.random.chance(60) { Style::Named } else { Style::Tuple };
        let mut fields = self.fields(style, &wants);
        let tail = if has_unsized { Ty::Parameter(0) } else { self.tail(&wants) };
        if !has_unsized {
            self.use_parameters(&generics, &mut fields);
        }
        // The tail may use the lifetime or the parameter too; that makes no fault.
        fields.push("tail", tail);
        Definition { name: format!("D{index}"), generics, repr, body: Body::Struct(fields) }
    }

    fn tail(&mut self, wants: &Wants<'_>) -> Ty {
        match self.random.below(10) {
            0 => Ty::Plain(&STR),
            1 if !wants.packed => Ty::Plain(&OBJECT),
            2..5 if !wants.packed => match self.inner() {
                Some(inner) => Ty::Generated(inner),
                None => Ty::Plain(&STR),
            },
            _ => Ty::Slice(Box::new(self.ty(wants))),
        }
    }

    /// One of the structs before that end in a slice, and have no parameters.
    fn inner(&mut self) -> Option<Use> {
        let definitions = self.catalog.definitions.iter().enumerate().skip(self.first_unsized);
        let known: Vec<usize> = definitions
            .filter(|(_, of)| self.catalog.tail(of) == Tail::Slice && of.generics.is_empty())
            .map(|(index, _)| index)
            .collect();
        let definition = *known.get(self.random.below(known.len().max(1)))?;
        Some(Use { definition, types: Vec::new(), consts: Vec::new() })
    }

    /// What stands for a parameter that is `?Sized`.
    pub(super) fn unsized_argument(&mut self) -> Ty {
        match self.random.below(4) {
            0 => Ty::Plain(&STR),
            1 => Ty::Plain(&OBJECT),
            2 => Ty::Slice(Box::new(Ty::Plain(&crate::leaves::BYTE))),
            _ => Ty::Plain(&crate::leaves::BYTE),
        }
    }
}
