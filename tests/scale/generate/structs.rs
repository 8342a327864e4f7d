//! Structs.

use super::Generator;
use super::types::Wants;
use crate::model::{Base, Definition, Fields, Generics, Repr, Style};

const REPRS: [Repr; 36] = [
    Repr::RUST,
    Repr::C,
    Repr::RUST.packed(1),
    Repr::TRANSPARENT,
    Repr::RUST.aligned(1),
    Repr::C.packed(1),
    Repr::RUST,
    Repr::C.aligned(8),
    Repr::RUST.packed(2),
    Repr::C,
    Repr::RUST.aligned(2),
    Repr::C.packed(2),
    Repr::EXPLICIT_RUST,
    Repr::RUST.packed(4),
    Repr::C,
    Repr::RUST.aligned(4),
    Repr::C.packed(4),
    Repr::RUST,
    Repr::C.aligned(2).split(),
    Repr::RUST.packed(8),
    Repr::TRANSPARENT,
    Repr::RUST.aligned(8),
    Repr::C.packed(8),
    Repr::RUST,
    Repr::C,
    Repr::RUST.aligned(16),
    Repr::C.packed(2).split(),
    Repr::EXPLICIT_RUST.packed(4).split(),
    Repr::C,
    Repr::RUST.aligned(64),
    Repr::RUST,
    Repr::C.aligned(64),
    Repr::RUST.packed(16),
    Repr::RUST,
    Repr::C.aligned(1),
    Repr::RUST.aligned(32),
];

/// Large alignments, which would make all types large if they were frequent.
const LARGE: [u32; 6] = [128, 256, 512, 1024, 2048, 4096];

impl Generator {
    pub(super) fn structure(&mut self, index: usize, nth: usize) -> Definition {
        let repr = Self::struct_repr(nth);
        let generics = self.generics();
        let mut fields = match repr.base {
            Base::Transparent => self.transparent_fields(&generics),
            _ => self.struct_fields(&generics, repr),
        };
        self.use_parameters(&generics, &mut fields);
        Definition { name: format!("S{index}"), generics, repr, body: fields.into_struct() }
    }

    fn struct_repr(nth: usize) -> Repr {
        let repr = Self::repr(&REPRS, nth);
        if repr.align.is_some() && nth % 11 == 0 {
            return repr.aligned(LARGE[(nth / 11) % LARGE.len()]);
        }
        repr
    }

    fn struct_fields(&mut self, generics: &Generics, repr: Repr) -> Fields {
        let twin = repr.base == Base::C && self.random.chance(75);
        let uninhabited = self.random.chance(4);
        let packed = repr.packed.is_some();
        let wants = Wants { packed, twin, uninhabited, ..Wants::new(generics) };
        let style = self.style();
        self.fields(style, &wants)
    }

    pub(super) fn style(&mut self) -> Style {
        match self.random.below(100) {
            0..60 => Style::Named,
            60..95 => Style::Tuple,
            _ => Style::Unit,
        }
    }

    /// One field of any size at most; the others have size 0 and alignment 1 (error E0690).
    pub(super) fn transparent_fields(&mut self, generics: &Generics) -> Fields {
        let twin = self.random.chance(60);
        let any = Wants { twin, ..Wants::new(generics) };
        let nothing = Wants { nothing: true, ..any };
        let mut fields = Fields::unit();
        fields.style = if self.random.chance(50) { Style::Named } else { Style::Tuple };
        for index in 0..self.random.below(3) {
            let ty = self.ty(&nothing);
            fields.push(&format!("nothing{index}"), ty);
        }
        if self.random.chance(95) {
            let ty = self.ty(&any);
            fields.push("one", ty);
        }
        if self.random.chance(30) {
            let ty = self.ty(&nothing);
            fields.push("last", ty);
        }
        fields
    }
}
