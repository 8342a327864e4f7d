use core::fmt::{self, Display, Formatter};
use std_alloc::boxed::Box;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use crate::analysis::{Finding, FindingId, Severity, findings, tenths_of_percent};
use crate::layout::{Kind, Tagging, TypeLayout};
#[cfg(feature = "debug-info")]
use crate::record::SourcePlace;
use crate::record::TypeRecord;
use crate::registry::Entry;

/// One type in a report. [`ProgramReport::types`](super::ProgramReport::types) lists them.
#[derive(Clone, Debug)]
pub struct TypeSummary {
    origin: Origin,
    name: String,
    cache_lines: usize,
    lost: usize,
    findings: Vec<Finding>,
}

/// Where what is known of a type comes from.
#[derive(Clone, Debug)]
enum Origin {
    Derived(&'static Entry),
    /// A record without what lies within the fields: of debug info, or of a file.
    Recorded(Box<TypeRecord>),
}

/// The place of a declaration.
pub(in crate::registry) struct Declared<'a> {
    pub(in crate::registry) file: &'a str,
    pub(in crate::registry) line: u32,
    /// The columns at which the name begins and ends; debug info has none.
    pub(in crate::registry) columns: Option<(u32, u32)>,
}

impl Display for Declared<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

impl TypeSummary {
    pub(super) fn new(entry: &'static Entry) -> Self {
        let layout = entry.layout();
        Self {
            origin: Origin::Derived(entry),
            name: entry.name(),
            cache_lines: layout.cache_lines(),
            lost: lost(layout),
            findings: findings(layout),
        }
    }

    /// The summary of a type that debug info describes.
    #[cfg(feature = "debug-info")]
    pub(crate) fn of_debug_info(
        name: String,
        mut record: TypeRecord,
        cache_line: usize,
        lost: usize,
        findings: Vec<Finding>,
    ) -> Self {
        let of_variants = record.variants.iter_mut().flat_map(|variant| &mut variant.fields);
        for field in record.fields.iter_mut().chain(of_variants) {
            field.layout = None;
        }
        let cache_lines = record.size.div_ceil(cache_line.max(1));
        Self { origin: Origin::Recorded(record.into()), name, cache_lines, lost, findings }
    }

    /// The summary of a type that a file describes.
    pub(super) fn of_file(
        name: String,
        record: TypeRecord,
        cache_lines: usize,
        lost: usize,
        findings: Vec<Finding>,
    ) -> Self {
        Self { origin: Origin::Recorded(record.into()), name, cache_lines, lost, findings }
    }

    /// Returns the type's entry in the registry, or `None` if the type comes from debug info or a file.
    #[must_use]
    pub fn entry(&self) -> Option<&'static Entry> {
        match &self.origin {
            Origin::Derived(entry) => Some(entry),
            Origin::Recorded(_) => None,
        }
    }

    /// Returns the size in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        match &self.origin {
            Origin::Derived(entry) => entry.layout().size,
            Origin::Recorded(record) => record.size,
        }
    }

    /// Returns the alignment in bytes.
    #[must_use]
    pub fn align(&self) -> usize {
        match &self.origin {
            Origin::Derived(entry) => entry.layout().align,
            Origin::Recorded(record) => record.align,
        }
    }

    /// Returns the number of cache lines that a value covers if it begins at the start of a line.
    #[must_use]
    pub fn cache_lines(&self) -> usize {
        self.cache_lines
    }

    /// Returns the path of the module that declares the type.
    #[must_use]
    pub fn module_path(&self) -> &str {
        match &self.origin {
            Origin::Derived(entry) => entry.layout().module_path,
            Origin::Recorded(record) => &record.module_path,
        }
    }

    /// Returns the crate that declares the type, as paths name it.
    #[must_use]
    pub fn crate_name(&self) -> &str {
        let path = self.module_path();
        path.split_once("::").map_or(path, |(name, _)| name)
    }

    /// The name without module and arguments.
    pub(in crate::registry) fn short_name(&self) -> &str {
        match &self.origin {
            Origin::Derived(entry) => entry.layout().name,
            Origin::Recorded(record) => &record.name,
        }
    }

    /// Where the type is declared. Debug info says it of types of C, of closures and of futures.
    pub(in crate::registry) fn declared(&self) -> Option<Declared<'_>> {
        match &self.origin {
            Origin::Derived(entry) => Some(Declared {
                file: entry.file(),
                line: entry.line(),
                columns: Some((entry.column(), entry.end_column())),
            }),
            Origin::Recorded(record) => {
                let place = record.declared_at.as_ref()?;
                Some(Declared { file: &place.file, line: place.line, columns: None })
            }
        }
    }

    /// The place of a finding: that of its type, or, of a value that a future holds while it waits, the first await
    /// at which it does.
    pub(in crate::registry) fn declared_of(&self, finding: &Finding) -> Option<Declared<'_>> {
        let Origin::Recorded(record) = &self.origin else { return self.declared() };
        let is_of_await =
            matches!(finding.id, FindingId::LargeHeldLocal | FindingId::LargeAwaitedFuture);
        let state = finding.fields.first().filter(|_| is_of_await);
        let state = state.and_then(|path| path.split_once('.'));
        let variant = state.and_then(|(name, _)| record.variants.iter().find(|it| it.name == name));
        match variant.and_then(|it| it.declared_at.as_ref()) {
            Some(place) => Some(Declared { file: &place.file, line: place.line, columns: None }),
            None => self.declared(),
        }
    }

    /// Says where a type is declared of which debug info does not tell it.
    #[cfg(feature = "debug-info")]
    pub(super) fn declare_at(&mut self, place: impl FnOnce(&str) -> Option<SourcePlace>) {
        if let Origin::Recorded(record) = &mut self.origin {
            let path = std_alloc::format!("{}::{}", record.module_path, record.name);
            record.declared_at = record.declared_at.take().or_else(|| place(&path));
        }
    }

    /// The layout without what lies within the fields.
    pub(in crate::registry) fn record(&self) -> TypeRecord {
        match &self.origin {
            Origin::Derived(entry) => TypeRecord::outline(entry.layout()),
            Origin::Recorded(record) => (**record).clone(),
        }
    }

    /// Returns the full name of the type: [`Entry::name`].
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the number of bytes that no value of the type uses.
    ///
    /// For a struct, that is its padding. For a union or an enum, it counts the bytes that are padding whichever
    /// field or variant is in use. Padding inside fields counts for their types. The result is 0 for an enum whose
    /// tag stable Rust cannot determine.
    #[must_use]
    pub fn lost(&self) -> usize {
        self.lost
    }

    /// Returns the findings of the type.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Leaves the findings for which a predicate holds.
    pub(super) fn keep_findings(&mut self, predicate: impl Fn(&Self, &Finding) -> bool) {
        let all = core::mem::take(&mut self.findings);
        self.findings = all.into_iter().filter(|finding| predicate(self, finding)).collect();
    }

    /// The number of findings that are warnings.
    pub(in crate::registry) fn warnings(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Warning).count()
    }
}

/// Totals of a program, a crate or a module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[non_exhaustive]
pub struct Totals {
    /// The number of types.
    pub types: usize,
    /// The sum of the types' sizes in bytes. Each type counts once.
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
            size: totals.size.saturating_add(summary.size()),
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
