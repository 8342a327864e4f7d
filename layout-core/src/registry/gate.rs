use core::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};
use std_alloc::collections::BTreeSet;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::baseline::{self, Known};
use super::{LockMode, ProgramReport, TypeSummary, Types};
use crate::analysis::Finding;
use crate::analysis::FindingId;
use crate::findings::finding;

/// Rules that all types must keep to; a test checks them.
///
/// [`Types::deny`], [`Types::max_padding`] and [`Types::max_size`] are rules of one line, which panic.
///
/// ```
/// use layout_core::FindingId;
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
    baseline: Option<PathBuf>,
    mode: Option<LockMode>,
}

impl Gate {
    /// Rules that every type keeps to.
    #[must_use]
    pub const fn new() -> Self {
        Self { denied: Vec::new(), most_padding: None, most_size: None, baseline: None, mode: None }
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

    /// Types that break a rule as they do in a committed file are no fault, as long as they do not get worse:
    /// grow, lose more bytes, or break another rule. So a rule can be introduced into a program that breaks
    /// it a hundred times.
    ///
    /// `LAYOUT_BASELINE=update cargo test` writes the present state into the file. It is text: a section for
    /// each target, and in it a line for each type.
    ///
    /// ```no_run
    /// use layout_core::FindingId;
    /// use layout_core::registry::{self, Gate};
    ///
    /// let gate = Gate::new().deny(&[FindingId::PaddingWaste]).max_size(4096);
    /// if let Err(error) = gate.baseline("layout-baseline.txt").check(&registry::all()) {
    ///     panic!("{error}");
    /// }
    /// ```
    #[must_use]
    pub fn baseline(self, path: impl AsRef<Path>) -> Self {
        Self { baseline: Some(path.as_ref().into()), ..self }
    }

    /// The same, and the baseline is compared or written as that mode says, whatever `LAYOUT_BASELINE` does.
    #[must_use]
    pub fn baseline_mode(self, mode: LockMode) -> Self {
        Self { mode: Some(mode), ..self }
    }

    /// Whether the types keep to the rules.
    ///
    /// # Errors
    ///
    /// Some do not; there are no types, as when a filter names a module that does not exist; or the baseline
    /// cannot be read or written.
    pub fn check(&self, types: &Types) -> Result<(), GateError> {
        if types.is_empty() {
            return Err(GateError::NoTypes { scope: types.scope.clone() });
        }
        let report = types.report().ranked(super::Rank::Name);
        let mut breaches = self.breaches(&report);
        if let Some(path) = &self.baseline {
            let mode = self.mode.map_or_else(baseline::mode, Ok).map_err(GateError::Baseline)?;
            if mode != LockMode::Check {
                let written = self.update(path, mode, &report, &breaches);
                return written.map_err(GateError::Baseline);
            }
            let known = baseline::read(path).map_err(GateError::Baseline)?;
            breaches.retain_mut(|breach| breach.is_worse_than(known.get(&breach.name)));
        }
        if breaches.is_empty() { Ok(()) } else { Err(GateError::Broken { breaches }) }
    }

    /// Writes the present state of the rules of this gate; what the file has of others stays.
    fn update(
        &self,
        path: &Path,
        mode: LockMode,
        report: &ProgramReport,
        breaches: &[Breach],
    ) -> Result<(), String> {
        let denied = self.denied.iter().map(ToString::to_string);
        let bounds = [(self.most_padding.is_some(), PADDING), (self.most_size.is_some(), SIZE)];
        let bounds = bounds.into_iter().filter(|(is_set, _)| *is_set).map(|(_, name)| name.into());
        let ours: BTreeSet<String> = denied.chain(bounds).collect();
        baseline::update(path, mode, |known| {
            for summary in report.types() {
                if let Some(known) = known.get_mut(summary.name()) {
                    known.rules.retain(|rule| !ours.contains(rule));
                }
            }
            for Breach { name, size, lost, rules, .. } in breaches {
                let known = known.entry(name.clone()).or_default();
                // Of several types of one name the worst counts.
                let is_first = known.rules.is_empty();
                known.size = if is_first { *size } else { known.size.max(*size) };
                known.lost = if is_first { *lost } else { known.lost.max(*lost) };
                known.rules.extend(rules.iter().map(Rule::name));
            }
            known.retain(|_, known| !known.rules.is_empty());
        })
    }

    fn breaches(&self, report: &ProgramReport) -> Vec<Breach> {
        let of_type = |summary: &TypeSummary| {
            let rules = self.broken(summary);
            let name = summary.name().into();
            let place = std_alloc::format!("{}:{}", summary.entry().file(), summary.entry().line());
            let (size, lost) = (summary.entry().layout().size, summary.lost());
            (!rules.is_empty()).then_some(Breach { name, place, size, lost, rules, before: None })
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
    /// use layout_core::FindingId;
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

/// Why a [`Gate`] does not let a program pass. `{}` names each type that breaks a rule, with its place and what
/// is true of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GateError {
    /// Types break a rule.
    #[non_exhaustive]
    Broken {
        /// They, in the order of their names.
        breaches: Vec<Breach>,
    },
    /// There is no type to check.
    NoTypes {
        /// The module or crate that was asked for.
        scope: Option<String>,
    },
    /// The baseline cannot be read or written. The text says why.
    Baseline(String),
}

impl GateError {
    /// The types that break a rule, in the order of their names; none if there was no type to check.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let breaches = match self {
            Self::Broken { breaches } => breaches.as_slice(),
            _ => &[],
        };
        breaches.iter().map(|breach| breach.name.as_str())
    }
}

/// A type and the rules that it breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    name: String,
    place: String,
    size: usize,
    lost: usize,
    rules: Vec<Rule>,
    /// The size and the bytes lost that it had in the baseline.
    before: Option<(usize, usize)>,
}

impl Breach {
    /// The full name of the type.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Leaves the rules that the type broke less before, and says whether there are some.
    fn is_worse_than(&mut self, before: Option<&Known>) -> bool {
        let Some(before) = before else { return true };
        let has_grown = self.size > before.size;
        let (size, lost) = (self.size, self.lost);
        self.rules.retain(|rule| {
            let is_worse = match rule {
                Rule::Denied(_) => has_grown || lost > before.lost,
                Rule::Size { .. } => has_grown,
                Rule::Padding { .. } => {
                    lost as u128 * before.size as u128 > before.lost as u128 * size as u128
                }
            };
            is_worse || !before.rules.contains(&rule.name())
        });
        self.before = Some((before.size, before.lost));
        !self.rules.is_empty()
    }
}

/// What a baseline calls the rules of [`Gate::max_padding`] and [`Gate::max_size`].
const PADDING: &str = "max-padding";
const SIZE: &str = "max-size";

#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    Denied(Finding),
    Padding { lost: usize, size: usize, percent: u32 },
    Size { size: usize, most: usize },
}

impl Rule {
    /// What a baseline calls the rule.
    fn name(&self) -> String {
        match self {
            Self::Denied(finding) => finding.id.to_string(),
            Self::Padding { .. } => PADDING.into(),
            Self::Size { .. } => SIZE.into(),
        }
    }
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
        let breaches = match self {
            Self::Broken { breaches } => breaches,
            Self::NoTypes { scope } => return NoTypes(scope.as_deref()).fmt(f),
            Self::Baseline(text) => return f.write_str(text),
        };
        let count = breaches.len();
        let (types, verb) = if count == 1 { ("type", "breaks") } else { ("types", "break") };
        write!(f, "{count} {types} {verb} the rules for layouts:")?;
        for Breach { name, place, size, lost, rules, before } in breaches {
            write!(f, "\n  {name} ({place})")?;
            for rule in rules {
                write!(f, "\n    {rule}")?;
            }
            if let Some((old_size, old_lost)) = before {
                write!(
                    f,
                    "\n    the baseline has size {old_size} and {old_lost} bytes lost, now it is size {size} and \
                     {lost} lost"
                )?;
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
