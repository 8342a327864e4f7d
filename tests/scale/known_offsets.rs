//! Of how many enum variants the offsets of the payload are known though the compiler is free to
//! choose them: how honest metadata is, the comparison shows; how much there is of it, this does.

use std::collections::BTreeMap;
use std::fmt;

use crate::catalog::Catalog;
use crate::model::{Field, Ty};
use crate::rust_text::Spelling;
use crate::table::Row;

/// Counts of the variants that have fields, of enums of the default representation.
#[derive(Default)]
pub(crate) struct KnownOffsets {
    /// Those whose types are all concrete, and have values.
    concrete: Share,
    /// Those with a type parameter of the enum.
    generic: Share,
    /// Those that can never exist.
    uninhabited: Share,
    /// The concrete ones by the types of their fields.
    by_type: BTreeMap<String, Share>,
}

/// So many of all.
#[derive(Clone, Copy, Default)]
pub(crate) struct Share {
    known: usize,
    all: usize,
}

impl Share {
    pub(crate) fn add(&mut self, is_known: bool) {
        self.known += usize::from(is_known);
        self.all += 1;
    }

    pub(crate) fn print(self, what: &str) {
        println!("  {self} {what}");
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { known, all } = self;
        let permille = (known * 1000).checked_div(*all).unwrap_or(1000);
        write!(f, "{known} of {all} ({}.{} %)", permille / 10, permille % 10)
    }
}

impl KnownOffsets {
    /// Counts a variant by its declaration and by what is stated of it.
    pub(crate) fn add(&mut self, catalog: &Catalog, declared: &[Field], stated: &[Row]) {
        if declared.is_empty() {
            return;
        }
        let is_known = stated.iter().all(|row| row.offset.is_some());
        let is_generic = |field: &Field| field.ty.any(&mut |ty| matches!(ty, Ty::Parameter(_)));
        if declared.iter().any(|field| !catalog.is_inhabited(&field.ty)) {
            self.uninhabited.add(is_known);
        } else if declared.iter().any(is_generic) {
            self.generic.add(is_known);
        } else {
            self.concrete.add(is_known);
            for field in declared {
                let ty = Spelling::closed(catalog).ty(&field.ty);
                self.by_type.entry(ty).or_default().add(is_known);
            }
        }
    }

    /// Fails where less is known than has been promised.
    pub(crate) fn assert_enough(&self) {
        let Share { known, all } = self.concrete;
        assert!(known * 10 >= all * 9, "the offsets of {known} of {all} variants are known");
    }

    pub(crate) fn print(&self) {
        println!("variants with a payload of default-repr enums of which all offsets are known:");
        self.concrete.print("of library types, derived types, and what is made of them");
        self.generic.print("with a type parameter");
        self.uninhabited.print("without values");
        let mut unknown: Vec<_> =
            self.by_type.iter().filter(|(_, share)| share.known == 0).collect();
        unknown.sort_by_key(|(ty, share)| (usize::MAX - share.all, ty.len()));
        println!("types with which they are never known, the most frequent first:");
        for (ty, Share { all, .. }) in unknown.iter().take(25) {
            println!("  {all} times {ty}");
        }
    }
}
