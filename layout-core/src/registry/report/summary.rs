use std_alloc::string::String;
use std_alloc::vec::Vec;

use crate::analysis::{Finding, Severity, findings, tenths_of_percent};
use crate::layout::{Kind, Tagging, TypeLayout};
use crate::registry::Entry;

/// What a report tells of a type.
#[derive(Clone, Debug)]
pub struct TypeSummary {
    entry: &'static Entry,
    name: String,
    lost: usize,
    findings: Vec<Finding>,
}

impl TypeSummary {
    pub(super) fn new(entry: &'static Entry) -> Self {
        let layout = entry.layout();
        Self { entry, name: entry.name(), lost: lost(layout), findings: findings(layout) }
    }

    /// The type.
    #[must_use]
    pub fn entry(&self) -> &'static Entry {
        self.entry
    }

    /// The full name of the type: [`Entry::name`].
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The bytes of the type that no value uses: the padding of a struct; of a union and of an enum, the
    /// bytes that are padding whatever field or variant is in use. Padding within fields counts as that of
    /// their types. 0 where it is not known: of an enum whose tag stable Rust does not tell.
    #[must_use]
    pub fn lost(&self) -> usize {
        self.lost
    }

    /// What is worth a look in the type.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The number of findings that are warnings.
    pub(in crate::registry) fn warnings(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Warning).count()
    }
}

/// What the types of a program, a crate or a module come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[non_exhaustive]
pub struct Totals {
    /// How many types there are.
    pub types: usize,
    /// The sum of the sizes of one value of each.
    pub size: usize,
    /// The sum of the [bytes lost](TypeSummary::lost).
    pub lost: usize,
    /// The number of findings.
    pub findings: usize,
}

impl Totals {
    /// The share of the bytes that are lost, in tenths of a percent.
    pub(super) fn tenths_of_percent(&self) -> usize {
        tenths_of_percent(self.lost, self.size)
    }
}

impl<'a> FromIterator<&'a TypeSummary> for Totals {
    fn from_iter<I: IntoIterator<Item = &'a TypeSummary>>(types: I) -> Self {
        types.into_iter().fold(Self::default(), |totals, summary| Self {
            types: totals.types + 1,
            size: totals.size.saturating_add(summary.entry.layout().size),
            lost: totals.lost.saturating_add(summary.lost),
            findings: totals.findings + summary.findings.len(),
        })
    }
}

fn lost(layout: &TypeLayout) -> usize {
    match (layout.kind, layout.tagging()) {
        (Kind::Enum, Some(Tagging::Tag { size, .. })) => unused_by_variants(layout, size),
        (Kind::Enum, Some(Tagging::Single)) => unused_by_variants(layout, 0),
        _ => layout.padding(),
    }
}

/// The least padding that a variant leaves, all of them having a tag of that size.
fn unused_by_variants(layout: &TypeLayout, tag: usize) -> usize {
    let of_variant = |variant: crate::VariantLayout| {
        let fields = variant.fields().map(|field| field.size).fold(tag, usize::saturating_add);
        layout.size.saturating_sub(fields)
    };
    layout.variants().map(of_variant).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::lost;
    use crate::Layout;

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(u8)]
    #[expect(dead_code, reason = "the layout is what counts")]
    enum Padded {
        A(u32),
        B(u16, u16),
        C { x: u8 },
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(u8)]
    #[expect(dead_code, reason = "the layout is what counts")]
    enum Full {
        A(u8),
        B([u8; 7]),
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(C, align(8))]
    union Either {
        a: u8,
        b: u32,
    }

    /// One variant, which no tag tells.
    #[derive(Layout)]
    #[layout(crate = crate)]
    enum Only {
        One { x: u32, y: u16, z: bool },
    }

    #[test]
    fn what_a_variant_uses_is_not_lost() {
        assert_eq!(lost(&Only::LAYOUT), 1);
        assert_eq!(lost(&Padded::LAYOUT), 3);
        assert_eq!(lost(&Full::LAYOUT), 0);
        assert_eq!(lost(&Either::LAYOUT), 4);
    }
}
