//! Unions.

use super::Generator;
use super::types::Wants;
use crate::model::{Base, Body, Definition, Fields, Repr, Style};

const REPRS: [Repr; 12] = [
    Repr::RUST,
    Repr::C,
    Repr::C,
    Repr::RUST.packed(1),
    Repr::C.packed(1),
    Repr::RUST.aligned(8),
    Repr::C.aligned(16),
    Repr::RUST.packed(2),
    Repr::C.packed(2),
    Repr::RUST,
    Repr::C.packed(4),
    Repr::RUST.aligned(128),
];

impl Generator {
    /// A union has at least one field.
    pub(super) fn union(&mut self, index: usize, nth: usize) -> Definition {
        let repr = Self::repr(&REPRS, nth);
        let generics = self.generics();
        let twin = repr.base == Base::C && self.random.chance(75);
        let packed = repr.packed.is_some();
        let uninhabited = self.random.chance(4);
        let wants = Wants { packed, twin, uninhabited, copy: true, ..Wants::new(&generics) };
        let count = self.count_of_fields().max(1);
        let list = self.named_fields(count, &wants);
        let mut fields = Fields { style: Style::Named, list };
        self.use_parameters(&generics, &mut fields);
        Definition { name: format!("U{index}"), generics, repr, body: Body::Union(fields.list) }
    }
}
