use crate::layout::{FieldLayout, Fields, TypeLayout, Variants};

/// A field of a type, or of a variant of an enum.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    /// The name of the variant.
    pub(super) variant: Option<&'static str>,
    pub(super) field: FieldLayout,
}

impl Member {
    /// The path that leads to it, as in `#[layout(offset(path) == 0)]`.
    #[cfg(feature = "alloc")]
    pub(super) fn path(&self) -> alloc::string::String {
        match self.variant {
            Some(variant) => alloc::format!("{variant}.{}", self.field.name),
            None => self.field.name.into(),
        }
    }
}

/// The fields of a type in the order of their declaration; of an enum, those of one variant after the
/// other.
#[derive(Clone)]
pub(super) struct Members {
    variant: Option<&'static str>,
    fields: Fields,
    variants: Variants,
}

impl Members {
    pub(super) const fn of(layout: &TypeLayout) -> Self {
        Self { variant: None, fields: layout.fields(), variants: layout.variants() }
    }

    /// `Iterator::next` in a `const`.
    pub(super) const fn next(&mut self) -> Option<Member> {
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

impl Iterator for Members {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        self.next()
    }
}
