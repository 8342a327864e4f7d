//! Which type a field gets.

use super::Generator;
use crate::catalog::Catalog;
use crate::leaves::{
    BYTE, CONSTRUCTORS, MANUALLY_DROP, NOTHING, NOTHINGS, PLAINS, Twin, UNINHABITED, VECTORS,
};
use crate::model::{Bound, Const, ConstKind, Generics, Ty, Use};

/// What is asked of a type.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each stands for a rule of its own")]
pub(super) struct Wants<'a> {
    /// The parameters that it may use.
    pub(super) generics: &'a Generics,
    /// It is to lie in a packed type.
    pub(super) packed: bool,
    /// It is to lie in a union.
    pub(super) copy: bool,
    /// C can declare it too.
    pub(super) twin: bool,
    /// It has size 0 and alignment 1.
    pub(super) nothing: bool,
    /// rustc prints it as it is written here.
    pub(super) argument: bool,
    /// It may be without a value.
    pub(super) uninhabited: bool,
}

impl<'a> Wants<'a> {
    pub(super) fn new(generics: &'a Generics) -> Self {
        Self {
            generics,
            packed: false,
            copy: false,
            twin: false,
            nothing: false,
            argument: false,
            uninhabited: false,
        }
    }
}

impl Generator {
    pub(super) fn ty(&mut self, wants: &Wants<'_>) -> Ty {
        if wants.nothing {
            return Ty::Plain(self.random.pick(&NOTHINGS));
        }
        let limit = self.limit();
        for _ in 0..30 {
            let ty = self.candidate(wants, 0);
            if self.fits(&ty, wants, limit) {
                return ty;
            }
            let dropped = Ty::Of(&MANUALLY_DROP, Box::new(ty));
            if wants.copy && self.is_field_of_union(&dropped, wants, limit) {
                return dropped;
            }
        }
        Ty::Plain(&BYTE)
    }

    /// The greatest size of a type. Large ones are rare: they are in the way of deep ones.
    fn limit(&mut self) -> usize {
        match self.random.below(100) {
            0..80 => 128,
            80..95 => 1024,
            95..99 => 16 << 10,
            _ => 64 << 10,
        }
    }

    /// `ManuallyDrop` of anything may be a field of a union.
    fn is_field_of_union(&self, ty: &Ty, wants: &Wants<'_>, limit: usize) -> bool {
        self.fits(ty, &Wants { copy: false, ..*wants }, limit)
    }

    fn fits(&self, ty: &Ty, wants: &Wants<'_>, limit: usize) -> bool {
        let catalog = &self.catalog;
        let has_parameter = || ty.any(&mut |part| matches!(part, Ty::Parameter(_)));
        (!wants.packed || !catalog.is_aligned(ty))
            && (!wants.copy || Catalog::is_copy(ty, wants.generics))
            && (!wants.twin || catalog.has_twin(ty))
            && (!wants.argument || is_argument(ty))
            && (wants.uninhabited || catalog.is_inhabited(ty))
            // `&'static T` would ask for a bound.
            && (wants.generics.lifetime || !has_parameter() || !catalog.has_lifetime(ty))
            && catalog.extent(ty).size <= limit
    }

    /// Any type, whether it fits or not; `depth` counts how far inside another one it stands.
    fn candidate(&mut self, wants: &Wants<'_>, depth: usize) -> Ty {
        if !wants.generics.types.is_empty() && self.random.chance(40) {
            return Ty::Parameter(self.random.below(wants.generics.types.len()));
        }
        match self.random.below(100) {
            0..40 => self.plain(wants),
            _ if depth > 2 => self.plain(wants),
            40..58 => self.constructed(wants, depth),
            58..70 => {
                let ty = self.candidate(wants, depth + 1);
                Ty::Array(Box::new(ty), self.length(wants))
            }
            70..75 if !wants.twin => {
                let count = self.random.below(5);
                Ty::Tuple((0..count).map(|_| self.candidate(wants, depth + 1)).collect())
            }
            _ => self.generated(wants, depth),
        }
    }

    fn plain(&mut self, wants: &Wants<'_>) -> Ty {
        if wants.uninhabited && self.random.chance(5) {
            return Ty::Plain(self.random.pick(&UNINHABITED));
        }
        if !VECTORS.is_empty() && !wants.twin && self.random.chance(2) {
            return Ty::Plain(self.random.pick(VECTORS));
        }
        if self.random.chance(1) {
            return Ty::Plain(&NOTHING);
        }
        Ty::Plain(self.random.pick(PLAINS))
    }

    fn constructed(&mut self, wants: &Wants<'_>, depth: usize) -> Ty {
        let mut constructor = self.random.pick(CONSTRUCTORS);
        for _ in 0..10 {
            if !wants.twin || constructor.c != Twin::None {
                break;
            }
            constructor = self.random.pick(CONSTRUCTORS);
        }
        Ty::Of(constructor, Box::new(self.candidate(wants, depth + 1)))
    }

    fn length(&mut self, wants: &Wants<'_>) -> Const {
        let lengths: Vec<_> = wants.generics.consts.iter().enumerate().collect();
        let length = lengths.iter().find(|(_, kind)| **kind == ConstKind::Usize);
        match length {
            Some((index, _)) if self.random.chance(70) => Const::Parameter(*index),
            _ => Const::Value(*self.random.pick(&[0, 1, 2, 2, 3, 3, 4, 5, 7, 8, 16, 33])),
        }
    }

    /// An earlier definition, a late one if possible, so that types become deep.
    fn generated(&mut self, wants: &Wants<'_>, depth: usize) -> Ty {
        let count = self.catalog.definitions.len().min(self.first_unsized);
        if count == 0 {
            return Ty::Plain(&BYTE);
        }
        let reach = if self.random.chance(60) { count.min(40) } else { count };
        let definition = count - 1 - self.random.below(reach);
        Ty::Generated(self.use_of(definition, wants, depth + 1))
    }

    /// A definition with arguments.
    pub(super) fn use_of(&mut self, definition: usize, wants: &Wants<'_>, depth: usize) -> Use {
        let Generics { types, consts, .. } = self.catalog.definitions[definition].generics.clone();
        let is_packed = self.catalog.definitions[definition].repr.packed.is_some();
        let types = types.iter().map(|parameter| {
            if parameter.bound == Bound::MaybeUnsized {
                return self.unsized_argument();
            }
            let wants = Wants {
                copy: parameter.bound == Bound::Copy,
                packed: is_packed || wants.packed,
                argument: true,
                uninhabited: false,
                ..*wants
            };
            self.argument(&wants, depth)
        });
        let types = types.collect();
        let consts = consts.iter().map(|kind| match kind {
            ConstKind::Usize => self.length(wants),
            ConstKind::Bool | ConstKind::Char => Const::Value(self.random.below(2)),
        });
        Use { definition, types, consts: consts.collect() }
    }

    fn argument(&mut self, wants: &Wants<'_>, depth: usize) -> Ty {
        for _ in 0..10 {
            let ty = self.candidate(wants, depth + 1);
            if self.fits(&ty, wants, 256) {
                return ty;
            }
        }
        Ty::Plain(&BYTE)
    }
}

fn is_argument(ty: &Ty) -> bool {
    !ty.any(&mut |part| matches!(part, Ty::Plain(plain) if !plain.is_argument))
}
