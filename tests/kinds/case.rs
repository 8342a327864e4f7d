//! An enum as live values show it, beside what is stated of it.

use layout_core::TypeLayout;
use layout_core::layout::{Slot, Tagging, VariantLayout};
use layout_core::report::ValueReport;

/// An enum and the truth about it.
pub(crate) struct Case {
    /// The enum as it is written, for messages.
    pub(crate) name: String,
    /// What `layout-core` says.
    pub(crate) layout: TypeLayout,
    pub(crate) size: usize,
    pub(crate) align: usize,
    /// The variants that can exist, in the order of their declaration.
    pub(crate) live: Vec<Live>,
}

/// A live value of a variant.
pub(crate) struct Live {
    pub(crate) variant: String,
    /// As `Debug` shows a `core::mem::Discriminant`.
    pub(crate) discriminant: String,
    pub(crate) fields: Vec<Truth>,
    /// The bytes of the tag, if it is stated to have one.
    pub(crate) tag: Option<Vec<u8>>,
    pub(crate) report: ValueReport,
}

/// What the address and the type of a live field say.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Truth {
    pub(crate) name: String,
    pub(crate) offset: usize,
    pub(crate) size: usize,
    pub(crate) align: usize,
}

/// Whether offsets must be stated, or may be left open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    Known,
    Honest,
}

/// Measures a value of each variant: `Enum { Variant { fields } = value; }`.
macro_rules! case {
    ($ty:ty { $($variant:ident { $($field:tt),* $(,)? } = $value:expr;)* }) => {{
        type Measured = $ty;
        $crate::case::Case {
            name: stringify!($ty).to_owned(),
            layout: <Measured as layout_core::Layout>::LAYOUT,
            size: size_of::<Measured>(),
            align: align_of::<Measured>(),
            live: vec![$({
                let value: Measured = $value;
                #[allow(irrefutable_let_patterns, reason = "some enums have one variant")]
                let fields = vec![$({
                    let Measured::$variant { $field: field, .. } = &value else { unreachable!() };
                    $crate::case::Truth::of(stringify!($field), &value, field)
                }),*];
                $crate::case::Live::of(stringify!($variant), &value, fields)
            }),*],
        }
    }};
}
pub(crate) use case;

impl Truth {
    pub(crate) fn of<T, F>(name: &str, value: &T, field: &F) -> Self {
        Self {
            name: unraw(name),
            offset: (&raw const *field).addr() - (&raw const *value).addr(),
            size: size_of::<F>(),
            align: align_of::<F>(),
        }
    }
}

impl Live {
    pub(crate) fn of<T: layout_core::Layout>(variant: &str, value: &T, fields: Vec<Truth>) -> Self {
        let tag = match T::LAYOUT.tagging() {
            Some(Tagging::Tag { offset, size }) => {
                let start = (&raw const *value).cast::<u8>();
                // SAFETY: the bytes lie within the value, and a tag is never uninitialized. If the
                // statement is wrong, valgrind tells.
                Some(unsafe { std::slice::from_raw_parts(start.add(offset), size) }.to_vec())
            }
            _ => None,
        };
        Self {
            variant: unraw(variant),
            discriminant: format!("{:?}", std::mem::discriminant(value)),
            fields,
            tag,
            report: value.layout_report_of(),
        }
    }
}

fn unraw(name: &str) -> String {
    name.strip_prefix("r#").unwrap_or(name).to_owned()
}

/// Fails with all that is wrong in any of the cases.
#[track_caller]
pub(crate) fn assert_true(cases: &[Case], expected: Expected) {
    let problems: Vec<_> = cases.iter().flat_map(|case| case.problems(expected)).collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

impl Case {
    /// What the metadata and the reports say otherwise than the values.
    pub(crate) fn problems(&self, expected: Expected) -> Vec<String> {
        let mut problems = Problems { of: self.name.clone(), found: Vec::new() };
        let layout = &self.layout;
        problems.compare("size", layout.size, self.size);
        problems.compare("align", layout.align, self.align);
        for live in &self.live {
            problems.of = format!("{}::{}", self.name, live.variant);
            match layout.variant(&live.variant) {
                Some(variant) => self.check_variant(&variant, live, expected, &mut problems),
                None => problems.found.push(format!("{}: no such variant", problems.of)),
            }
        }
        problems.found
    }

    fn check_variant(
        &self,
        variant: &VariantLayout,
        live: &Live,
        expected: Expected,
        problems: &mut Problems,
    ) {
        problems.compare(
            "discriminant",
            format!("Discriminant({})", variant.discriminant),
            live.discriminant.clone(),
        );
        if let (Some(bytes), Some(value)) = (&live.tag, variant.discriminant.as_u128()) {
            problems.compare("tag", value.to_le_bytes()[..bytes.len()].to_vec(), le(bytes));
        }
        let stated: Vec<_> = variant.fields().map(|field| field.name.to_owned()).collect();
        let named: Vec<_> = live.fields.iter().map(|truth| truth.name.clone()).collect();
        problems.compare("fields", stated, named);
        for truth in &live.fields {
            self.check_field(variant, truth, expected, problems);
        }
        check_report(live, problems);
        check_walk(&self.layout, variant, problems);
    }

    fn check_field(
        &self,
        variant: &VariantLayout,
        truth: &Truth,
        expected: Expected,
        problems: &mut Problems,
    ) {
        let Some(field) = variant.field(&truth.name) else { return };
        let what = |property| format!("{property} of {}", truth.name);
        problems.compare(&what("size"), field.size, truth.size);
        problems.compare(&what("align"), field.align, truth.align);
        if expected == Expected::Known || field.offset.is_some() {
            problems.compare(&what("offset"), field.offset, Some(truth.offset));
        }
        let path = format!("{}.{}", variant.name, truth.name);
        problems.compare(&what("path"), self.layout.offset(&path), field.offset);
    }
}

/// The bytes of a tag from the least to the most significant.
fn le(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if cfg!(target_endian = "big") {
        bytes.reverse();
    }
    bytes
}

/// The report of the live value tells its variant, and its fields with their places.
fn check_report(live: &Live, problems: &mut Problems) {
    let name = live.report.variant().map(|variant| variant.name.to_owned());
    problems.compare("variant of the live report", name, Some(live.variant.clone()));
    let stated: Vec<_> = live
        .report
        .fields()
        .map(|field| (field.name.to_owned(), field.offset, field.size))
        .collect();
    let measured: Vec<_> = live
        .fields
        .iter()
        .map(|truth| (truth.name.clone(), Some(truth.offset), truth.size))
        .collect();
    problems.compare("fields of the live report", stated, measured);
    let heading = live.report.to_string();
    let heading = heading.lines().next().unwrap_or_default();
    if !heading.contains(&format!("::{}: size ", live.variant)) {
        problems.found.push(format!("{}: heading `{heading}`", problems.of));
    }
}

/// The walk over a variant whose fields are placed covers each byte behind the tag once.
fn check_walk(layout: &TypeLayout, variant: &VariantLayout, problems: &mut Problems) {
    if !variant.is_placed() {
        return;
    }
    let start = match layout.tagging() {
        Some(Tagging::Tag { size, .. }) => size,
        _ => 0,
    };
    let mut cursor = start;
    let mut fields = 0;
    for slot in layout.walk_variant(variant) {
        let (offset, size) = match slot {
            Slot::Field(field) => {
                fields += 1;
                (field.offset.unwrap_or(usize::MAX), field.size)
            }
            Slot::Padding(hole) => (hole.offset, hole.size),
        };
        problems.compare("start of a slot", offset, cursor);
        cursor = offset + size;
    }
    problems.compare("end of the walk", cursor, layout.size);
    problems.compare("fields of the walk", fields, variant.fields().len());
}

struct Problems {
    /// What is looked at.
    of: String,
    found: Vec<String>,
}

impl Problems {
    #[expect(clippy::needless_pass_by_value, reason = "a call reads better without borrows")]
    fn compare<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, stated: T, truth: T) {
        if stated != truth {
            self.found.push(format!("{}: {what}: stated {stated:?}, is {truth:?}", self.of));
        }
    }
}
