use super::{FieldLayout, Kind, TypeLayout};

/// How many values of a type's bytes are no value of the type, so that an enum may use them in place
/// of a tag: those that are found in one place, which rustc calls the largest niche.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Niches {
    /// As many at least.
    pub(crate) least: u8,
    /// Whether there are no more.
    pub(crate) is_exact: bool,
    /// The bytes that they take: those of one integer or pointer. 0 if that is not known.
    pub(crate) bytes: u8,
}

impl Niches {
    pub(crate) const NONE: Self = Self { least: 0, is_exact: true, bytes: 0 };
    pub(crate) const UNKNOWN: Self = Self { least: 0, is_exact: false, bytes: 0 };
    /// The null of a pointer.
    #[expect(clippy::cast_possible_truncation, reason = "a pointer has no more than 8 bytes")]
    pub(crate) const NULL: Self =
        Self { least: 1, is_exact: true, bytes: size_of::<*const ()>() as u8 };

    /// Those of a field's type.
    #[inline]
    pub(crate) const fn of(field: &FieldLayout) -> Self {
        match field.layout() {
            Some(layout) => Self::of_type(layout),
            None => Self::UNKNOWN,
        }
    }

    #[inline]
    pub(crate) const fn of_type(layout: &TypeLayout) -> Self {
        match (layout.kind, layout.element()) {
            (Kind::Array { len: 0 } | Kind::Union | Kind::UnitStruct, _) => return Self::NONE,
            (Kind::Array { .. }, Some(element)) => return Self::of_type(element),
            (Kind::Struct | Kind::TupleStruct | Kind::Tuple, _) => {}
            _ => return layout.niches,
        }
        let mut all = Self::NONE;
        let mut fields = layout.fields();
        while let Some(field) = fields.next() {
            all = all.or(Self::of(&field));
        }
        all
    }

    /// The greater of those of two fields.
    #[inline]
    pub(crate) const fn or(self, other: Self) -> Self {
        let greater = if self.least >= other.least { self } else { other };
        Self { is_exact: self.is_exact && other.is_exact, ..greater }
    }
}
