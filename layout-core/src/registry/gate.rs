use core::fmt::{self, Display, Formatter};
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::{ProgramReport, TypeSummary, Types};
use crate::analysis::Finding;
use crate::findings::finding;
use crate::layout::FindingId;

/// Rules that all types must keep to; a test checks them.
///
/// [`Types::deny`], [`Types::max_padding`] and [`Types::max_size`] are rules of one line, which panic.
///
/// ```
/// use layout_core::layout::FindingId;
/// use layout_core::registry::{self, Gate};
///
/// #[derive(layout_core::Layout)]
/// #[repr(C)]
/// struct Packet { version: u8, length: u16, checksum: u32 }
///
/// # fn main() {
/// let gate = Gate::new().deny(&[FindingId::Reorder]).max_padding(25).max_size(64);
/// gate.check(&registry::all().in_module(module_path!())).unwrap();
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    denied: Vec<FindingId>,
    most_padding: Option<u32>,
    most_size: Option<usize>,
}

impl Gate {
    /// Rules that every type keeps to.
    #[must_use]
    pub const fn new() -> Self {
        Self { denied: Vec::new(), most_padding: None, most_size: None }
    }

    /// No type may have one of these findings, but those that allow it: `#[layout(allow(identifier))]`.
    #[must_use]
    pub fn deny(mut self, findings: &[FindingId]) -> Self {
        self.denied.extend_from_slice(findings);
        self
    }

    /// Of no type may more than so many percent of the bytes be [lost](TypeSummary::lost).
    #[must_use]
    pub fn max_padding(self, percent: u32) -> Self {
        Self { most_padding: Some(percent), ..self }
    }

    /// No type may be larger than so many bytes.
    #[must_use]
    pub fn max_size(self, bytes: usize) -> Self {
        Self { most_size: Some(bytes), ..self }
    }

    /// Whether the types keep to the rules.
    ///
    /// # Errors
    ///
    /// Some do not; or there are no types, as when a filter names a module that does not exist.
    pub fn check(&self, types: &Types) -> Result<(), GateError> {
        if types.is_empty() {
            return Err(GateError { scope: types.scope.clone(), breaches: Vec::new() });
        }
        let report = types.report().ranked(super::Rank::Name);
        let breaches = self.breaches(&report);
        if breaches.is_empty() { Ok(()) } else { Err(GateError { scope: None, breaches }) }
    }

    fn breaches(&self, report: &ProgramReport) -> Vec<Breach> {
        let of_type = |summary: &TypeSummary| {
            let rules = self.broken(summary);
            let name = summary.name().into();
            let place = std_alloc::format!("{}:{}", summary.entry().file(), summary.entry().line());
            (!rules.is_empty()).then_some(Breach { name, place, rules })
        };
        report.types().iter().filter_map(of_type).collect()
    }

    /// The rules that a type breaks.
    fn broken(&self, summary: &TypeSummary) -> Vec<Rule> {
        // A report leaves out what another finding tells; who denies it wants to know.
        let found = self.denied.iter().filter_map(|id| finding(summary.entry().layout(), *id));
        let mut rules: Vec<Rule> = found.map(Rule::Denied).collect();
        let (size, lost) = (summary.entry().layout().size, summary.lost());
        let share = |percent: &u32| lost as u128 * 100 > u128::from(*percent) * size as u128;
        rules.extend(self.most_padding.filter(share).map(|percent| Rule::Padding {
            lost,
            size,
            percent,
        }));
        rules.extend(
            self.most_size.filter(|most| size > *most).map(|most| Rule::Size { size, most }),
        );
        rules
    }
}

impl Types {
    /// Asserts that no type has one of these findings, but those that allow it.
    ///
    /// ```
    /// # #[derive(layout_core::Layout)]
    /// # struct Packet { version: u8 }
    /// # fn main() {
    /// use layout_core::layout::FindingId;
    /// use layout_core::registry;
    ///
    /// let types = registry::in_module(module_path!());
    /// types.deny(&[FindingId::Reorder, FindingId::LargeVariant]);
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// Some has; or there are no types.
    #[track_caller]
    pub fn deny(&self, findings: &[FindingId]) {
        pass(&Gate::new().deny(findings), self);
    }

    /// Asserts that of no type more than so many percent of the bytes are [lost](TypeSummary::lost).
    ///
    /// # Panics
    ///
    /// Of some there are; or there are no types.
    #[track_caller]
    pub fn max_padding(&self, percent: u32) {
        pass(&Gate::new().max_padding(percent), self);
    }

    /// Asserts that no type is larger than so many bytes.
    ///
    /// # Panics
    ///
    /// Some is; or there are no types.
    #[track_caller]
    pub fn max_size(&self, bytes: usize) {
        pass(&Gate::new().max_size(bytes), self);
    }
}

#[track_caller]
fn pass(gate: &Gate, types: &Types) {
    if let Err(error) = gate.check(types) {
        panic!("{error}");
    }
}

/// Types that break a rule of a [`Gate`]. `{}` names each, with its place and what is true of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateError {
    /// Where no type was found.
    scope: Option<String>,
    breaches: Vec<Breach>,
}

impl GateError {
    /// The types that break a rule, in the order of their names; none if there was no type to check.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.breaches.iter().map(|breach| breach.name.as_str())
    }
}

/// A type and the rules that it breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Breach {
    name: String,
    place: String,
    rules: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    Denied(Finding),
    Padding { lost: usize, size: usize, percent: u32 },
    Size { size: usize, most: usize },
}

impl Display for Rule {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Denied(finding) => {
                write!(f, "{} is denied: {}; {}", finding.id, finding.message, finding.remedy)
            }
            Self::Padding { lost, size, percent } => {
                write!(f, "{lost} of {size} bytes are lost, {percent} % are allowed")
            }
            Self::Size { size, most } => write!(f, "size is {size}, required <= {most}"),
        }
    }
}

impl Display for GateError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.breaches.is_empty() {
            return NoTypes(self.scope.as_deref()).fmt(f);
        }
        let count = self.breaches.len();
        let (types, verb) = if count == 1 { ("type", "breaks") } else { ("types", "break") };
        write!(f, "{count} {types} {verb} the rules for layouts:")?;
        for Breach { name, place, rules } in &self.breaches {
            write!(f, "\n  {name} ({place})")?;
            for rule in rules {
                write!(f, "\n    {rule}")?;
            }
        }
        Ok(())
    }
}

impl core::error::Error for GateError {}

/// Why a rule of no type is a mistake.
pub(super) struct NoTypes<'a>(pub(super) Option<&'a str>);

impl Display for NoTypes<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("there is no derived type to check")?;
        match self.0 {
            Some(scope) => write!(
                f,
                " in `{scope}`: either it has none, or nothing of that crate is named in this program, so \
                 that it is not linked"
            ),
            None => f.write_str(" in this program, or the filters left none"),
        }
    }
}
