use crate::layout::{FieldLayout, Fields, Kind, TypeLayout, Variants, Walk};

/// A field of a type, or of a variant of an enum.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    /// The name of the variant.
    pub(crate) variant: Option<&'static str>,
    pub(crate) field: FieldLayout,
}

impl Member {
    /// The path that leads to it, as in `#[layout(offset(path) == 0)]`.
    #[cfg(feature = "alloc")]
    #[inline]
    pub(crate) fn path(&self) -> std_alloc::string::String {
        match self.variant {
            Some(variant) => std_alloc::format!("{variant}.{}", self.field.name),
            None => self.field.name.into(),
        }
    }
}

/// The fields of a type in the order of their declaration; of an enum, those of one variant after the
/// other.
#[derive(Clone)]
pub(crate) struct Members {
    variant: Option<&'static str>,
    fields: Fields,
    variants: Variants,
}

impl Members {
    #[inline]
    pub(crate) const fn of(layout: &TypeLayout) -> Self {
        Self { variant: None, fields: layout.fields(), variants: layout.variants() }
    }

    /// `Iterator::next` in a `const`.
    #[inline]
    pub(crate) const fn next(&mut self) -> Option<Member> {
        loop {
            if let Some(field) = self.fields.next() {
                return Some(Member { variant: self.variant, field });
            }
            let Some(variant) = self.variants.next() else { return None };
            self.variant = Some(variant.name);
            self.fields = variant.fields();
        }
    }
}

#[cfg(feature = "alloc")]
impl Iterator for Members {
    type Item = Member;

    #[inline]
    fn next(&mut self) -> Option<Member> {
        self.next()
    }
}

/// The walks over fields that lie side by side: one of a struct, one for each variant of an enum, and
/// none of a union, whose fields lie over one another.
pub(crate) struct Walks {
    layout: TypeLayout,
    first: Option<Walk>,
    variants: Variants,
}

impl Walks {
    #[inline]
    pub(crate) const fn of(layout: &TypeLayout) -> Self {
        let first = match layout.kind {
            Kind::Union | Kind::Enum => None,
            _ => Some(layout.walk()),
        };
        Self { layout: *layout, first, variants: layout.variants() }
    }

    /// `Iterator::next` in a `const`, with the name of the variant.
    #[inline]
    pub(crate) const fn next(&mut self) -> Option<(Option<&'static str>, Walk)> {
        if let Some(walk) = self.first.take() {
            return Some((None, walk));
        }
        match self.variants.next() {
            Some(variant) => Some((Some(variant.name), self.layout.walk_variant(&variant))),
            None => None,
        }
    }
}
