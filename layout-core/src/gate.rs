//! Rules that types must keep to, whether a derive lists them or debug info does.

use core::fmt::{self, Display, Formatter};
#[cfg(feature = "registry")]
use std::ffi::OsString;
#[cfg(feature = "registry")]
use std::path::PathBuf;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use crate::analysis::Finding;
use crate::analysis::FindingId;
use crate::record::Target;
use crate::types::{Listed, Types};

/// A type that a [`Gate`] can check: one from the derive (feature `registry`), or one from debug info (feature
/// `debug-info`).
pub trait Gated: Listed {
    /// What a gate must know of each, in the order of their names.
    #[doc(hidden)]
    fn subjects(types: &Types<Self>, denied: &[FindingId]) -> Vec<Subject>;

    /// What the types were laid out for.
    #[doc(hidden)]
    fn target(types: &Types<Self>) -> Target;

    /// Why it is not known whether the types have one of these findings; `None` if it is.
    #[doc(hidden)]
    fn undecided(types: &Types<Self>, denied: &[FindingId]) -> Option<String>;
}

/// What a [`Gate`] must know of a type.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Subject {
    pub(crate) name: String,
    /// `file:line`; empty where it is not known.
    pub(crate) place: String,
    pub(crate) size: usize,
    pub(crate) lost: usize,
    /// The findings that were denied, also those that a report leaves out because another one tells them.
    pub(crate) denied: Vec<Finding>,
    /// Why the type is large, a line for each reason.
    pub(crate) reasons: Vec<String>,
}

/// Rules that all types must keep, to check in a test.
///
/// A layout grows worse one field at a time, and nobody looks at it in a review. A gate makes the limits explicit: a
/// test fails with the names of the types that break a rule. For a single rule that panics, use [`Types::deny`],
/// [`Types::max_padding`] or [`Types::max_size`].
///
/// ```
/// # #[cfg(feature = "registry")] mod example {
/// use layout_core::FindingId;
/// use layout_core::registry::{self, Gate};
///
/// #[derive(layout_core::Layout)]
/// #[repr(C)]
/// struct Packet { version: u8, length: u16, checksum: u32 }
///
/// # pub fn run() {
/// let gate = Gate::new().deny(&[FindingId::Reorder]).max_padding(25).max_size(64);
/// gate.check(&registry::all().in_module(module_path!())).unwrap();
/// # }
/// # }
/// # #[cfg(feature = "registry")] example::run();
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    pub(crate) denied: Vec<FindingId>,
    pub(crate) most_padding: Option<u32>,
    pub(crate) most_size: Option<usize>,
    #[cfg(feature = "registry")]
    pub(crate) baseline: Option<BaselineFile>,
    #[cfg(feature = "registry")]
    pub(crate) mode: Option<LockMode>,
}

/// What a test does with a lock file.
#[cfg(feature = "registry")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LockMode {
    /// Compares the types with the file. The mode when `LAYOUT_LOCK` is not set.
    Check,
    /// Writes the types into the file, or into a new one: `LAYOUT_LOCK=update`.
    Update,
    /// Like `Update`, but replaces a file that cannot be read, with only the types of this program for this target:
    /// `LAYOUT_LOCK=overwrite`.
    Overwrite,
}

#[cfg(feature = "registry")]
impl LockMode {
    /// What the value of an environment variable asks for, if the variable is set. The error is the value.
    pub(crate) fn of_value(value: Option<OsString>) -> Result<Self, String> {
        let Some(value) = value else { return Ok(Self::Check) };
        match value.to_str() {
            Some("" | "check") => Ok(Self::Check),
            Some("update") => Ok(Self::Update),
            Some("overwrite") => Ok(Self::Overwrite),
            _ => Err(value.to_string_lossy().into_owned()),
        }
    }
}

/// A file of the breaches that are no fault, and who reads and writes it.
#[cfg(feature = "registry")]
#[derive(Clone, Debug)]
pub(crate) struct BaselineFile {
    pub(crate) path: PathBuf,
    /// Leaves the breaches that the file does not have, or writes it.
    pub(crate) settle: Settle,
}

#[cfg(feature = "registry")]
type Settle =
    fn(&Gate, &BaselineFile, &Target, &[Subject], Vec<Breach>) -> Result<Vec<Breach>, String>;

#[cfg(feature = "registry")]
impl PartialEq for BaselineFile {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

#[cfg(feature = "registry")]
impl Eq for BaselineFile {}

impl Gate {
    /// Creates a gate without rules.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self {
            denied: Vec::new(),
            most_padding: None,
            most_size: None,
            #[cfg(feature = "registry")]
            baseline: None,
            #[cfg(feature = "registry")]
            mode: None,
        }
    }

    /// Forbids these findings, except on types that allow them: `#[layout(allow(identifier))]`.
    #[must_use]
    #[inline]
    pub fn deny(mut self, findings: &[FindingId]) -> Self {
        self.denied.extend_from_slice(findings);
        self
    }

    /// Sets the maximum share of wasted bytes to `percent` %. A byte is wasted if it is padding in every value.
    #[must_use]
    #[inline]
    pub fn max_padding(self, percent: u32) -> Self {
        Self { most_padding: Some(percent), ..self }
    }

    /// Sets the maximum size of a type to `bytes` bytes.
    #[must_use]
    #[inline]
    pub fn max_size(self, bytes: usize) -> Self {
        Self { most_size: Some(bytes), ..self }
    }

    /// Checks whether the types keep all rules.
    ///
    /// # Errors
    ///
    /// Fails if a type breaks a rule, or if there are no types, as when a filter names an unknown module. It also fails
    /// if debug info cannot tell whether types have a denied finding, or if the baseline cannot be read or written.
    #[inline]
    pub fn check<T: Gated>(&self, types: &Types<T>) -> Result<(), GateError> {
        let subjects = T::subjects(types, &self.denied);
        if subjects.is_empty() {
            let [scope, missing] = [types.scope(), types.missing()].map(|it| it.map(String::from));
            return Err(GateError::NoTypes { scope, missing });
        }
        if let Some(reason) = T::undecided(types, &self.denied) {
            return Err(GateError::Undecided { reason });
        }
        let breaches = self.breaches(&subjects);
        #[cfg(feature = "registry")]
        let breaches = match &self.baseline {
            Some(file) => (file.settle)(self, file, &T::target(types), &subjects, breaches)
                .map_err(GateError::Baseline)?,
            None => breaches,
        };
        if breaches.is_empty() { Ok(()) } else { Err(GateError::Broken { breaches }) }
    }

    #[inline]
    fn breaches(&self, subjects: &[Subject]) -> Vec<Breach> {
        let of_type = |subject: &Subject| {
            let rules = self.broken(subject);
            let Subject { name, place, size, lost, reasons, .. } = subject.clone();
            let is_large = rules.iter().any(|rule| matches!(rule, Rule::Size { .. }));
            let reasons = if is_large { reasons } else { Vec::new() };
            (!rules.is_empty()).then_some(Breach {
                name,
                place,
                size,
                lost,
                rules,
                reasons,
                before: None,
            })
        };
        subjects.iter().filter_map(of_type).collect()
    }

    /// The rules that a type breaks.
    #[inline]
    pub(crate) fn broken(&self, subject: &Subject) -> Vec<Rule> {
        let mut rules: Vec<Rule> = subject.denied.iter().cloned().map(Rule::Denied).collect();
        let Subject { size, lost, .. } = *subject;
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

impl<T: Gated> Types<T> {
    /// Asserts that no type has one of these findings, except types that allow it with
    /// `#[layout(allow(identifier))]`.
    ///
    /// Debug info records neither the marks of fields (`hot-straddle`, `hot-cold-mix`) nor the `repr`
    /// (`repr-c-cost`, `target-dependent`), so denying these findings always fails there. It does not record what a
    /// type allows either: choose the types with filters.
    ///
    /// # Panics
    ///
    /// Panics if a type has one of the findings, or if there are no types.
    #[track_caller]
    pub fn deny(&self, findings: &[FindingId]) {
        self.pass(&Gate::new().deny(findings));
    }

    /// Asserts that no type wastes more than `percent` % of its bytes.
    ///
    /// A byte is wasted if it is padding in every value of the type.
    ///
    /// # Panics
    ///
    /// Panics if a type wastes more, or if there are no types.
    #[track_caller]
    pub fn max_padding(&self, percent: u32) {
        self.pass(&Gate::new().max_padding(percent));
    }

    /// Asserts that no type is larger than `bytes` bytes.
    ///
    /// For a future, the message shows the path to its largest part.
    ///
    /// # Panics
    ///
    /// Panics if a type is larger, or if there are no types. A filter that names a module that does not exist is a
    /// mistake, and this finds it.
    #[track_caller]
    pub fn max_size(&self, bytes: usize) {
        self.pass(&Gate::new().max_size(bytes));
    }

    /// Panics with what the gate does not let pass.
    #[track_caller]
    fn pass(&self, gate: &Gate) {
        if let Err(error) = gate.check(self) {
            panic!("{error}");
        }
    }
}

/// Why a [`Gate`] failed. `{}` names each type that breaks a rule, with its place and what breaks the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GateError {
    /// Types break a rule.
    #[non_exhaustive]
    Broken {
        /// The types, in the order of their names.
        breaches: Vec<Breach>,
    },
    /// There is no type to check.
    NoTypes {
        /// The module or crate that was chosen.
        scope: Option<String>,
        /// Advice, such as similar names, if no type has the name that was chosen.
        missing: Option<String>,
    },
    /// It is not known whether the types have a finding.
    #[non_exhaustive]
    Undecided {
        /// The finding, and why it cannot be decided.
        reason: String,
    },
    /// The baseline cannot be read or written. The text says why.
    Baseline(String),
}

impl GateError {
    /// Returns the types that break a rule, in the order of their names. Empty if there was no type to check.
    #[inline]
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
    pub(crate) name: String,
    place: String,
    pub(crate) size: usize,
    pub(crate) lost: usize,
    pub(crate) rules: Vec<Rule>,
    reasons: Vec<String>,
    /// The size and the bytes lost that it had in the baseline.
    pub(crate) before: Option<(usize, usize)>,
}

impl Breach {
    /// Returns the full name of the type.
    #[must_use]
    #[inline]
    pub fn name(&self) -> &str {
        &self.name
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    Denied(Finding),
    Padding { lost: usize, size: usize, percent: u32 },
    Size { size: usize, most: usize },
}

impl Display for Rule {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Denied(finding) => {
                write!(f, "{} is denied: {}; {}", finding.id, finding.message, finding.remedy)
            }
            Self::Padding { lost, size, percent } => {
                write!(f, "padding takes {lost} of {size} bytes, required <= {percent} %")
            }
            Self::Size { size, most } => write!(f, "size is {size}, required <= {most}"),
        }
    }
}

impl Display for GateError {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let breaches = match self {
            Self::Broken { breaches } => breaches,
            Self::NoTypes { scope, missing } => {
                return NoTypes { scope: scope.as_deref(), missing: missing.as_deref() }.fmt(f);
            }
            Self::Undecided { reason: text } | Self::Baseline(text) => return f.write_str(text),
        };
        let count = breaches.len();
        let (types, verb) = if count == 1 { ("type", "breaks") } else { ("types", "break") };
        write!(f, "{count} {types} {verb} layout rules:")?;
        for Breach { name, place, size, lost, rules, reasons, before } in breaches {
            write!(f, "\n  {name}")?;
            if !place.is_empty() {
                write!(f, " ({place})")?;
            }
            for rule in rules {
                write!(f, "\n    {rule}")?;
            }
            for reason in reasons {
                write!(f, "\n      {reason}")?;
            }
            if let Some((old_size, old_lost)) = before {
                write!(
                    f,
                    "\n    it is worse than in the baseline: size was {old_size} with {old_lost} bytes lost, and is now \
                     {size} with {lost} lost"
                )?;
            }
        }
        Ok(())
    }
}

impl core::error::Error for GateError {}

/// Why a rule of no type is a mistake.
pub(crate) struct NoTypes<'a> {
    pub(crate) scope: Option<&'a str>,
    pub(crate) missing: Option<&'a str>,
}

impl Display for NoTypes<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("no types to check")?;
        match (self.missing, self.scope) {
            (Some(missing), _) => write!(f, ": {missing}"),
            (None, Some(scope)) => write!(
                f,
                " in `{scope}`: it has none, or this program uses nothing of that crate, so the crate is not \
                 linked"
            ),
            (None, None) => {
                f.write_str(": the program has none, or the filters exclude all of them")
            }
        }
    }
}

#[cfg(all(test, feature = "registry"))]
mod tests {
    use std::string::ToString as _;

    use super::LockMode;

    #[test]
    fn the_environment_says_what_is_done_with_a_file() {
        let mode = |value: &str| LockMode::of_value(Some(value.into()));
        assert_eq!(LockMode::of_value(None), Ok(LockMode::Check));
        assert_eq!((mode(""), mode("check")), (Ok(LockMode::Check), Ok(LockMode::Check)));
        assert_eq!(mode("update"), Ok(LockMode::Update));
        assert_eq!(mode("overwrite"), Ok(LockMode::Overwrite));
        for wrong in ["Update", "updat", " check", "1"] {
            assert_eq!(mode(wrong), Err(wrong.to_string()));
        }
    }

    /// What is no text is no mode either.
    #[cfg(unix)]
    #[test]
    fn a_value_that_is_no_text_is_refused() {
        use std::os::unix::ffi::OsStringExt as _;

        let value = std::ffi::OsString::from_vec(b"update\xff".to_vec());
        assert_eq!(LockMode::of_value(Some(value)), Err("update\u{fffd}".to_string()));
    }
}
