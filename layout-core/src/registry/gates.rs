//! The rules of a [`Gate`] for the derived types of a program, and the baseline of any gate.

use std::path::Path;
use std_alloc::collections::{BTreeMap, BTreeSet};
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::baseline::{self, Known};
use super::{Entry, Rank, TypeSummary, Types};
use crate::analysis::FindingId;
use crate::findings::finding;
use crate::gate::{BaselineFile, Breach, Gate, GateError, Gated, LockMode, Rule, Subject};
use crate::record::Target;

impl Gated for &'static Entry {
    fn subjects(types: &Types, denied: &[FindingId]) -> Vec<Subject> {
        let report = types.report().ranked(Rank::Name);
        let subject = |summary: &TypeSummary| {
            let layout = summary.entry().map(Entry::layout);
            Subject {
                name: summary.name().into(),
                place: summary.declared().map(|place| place.to_string()).unwrap_or_default(),
                size: summary.size(),
                lost: summary.lost(),
                denied: denied.iter().filter_map(|id| finding(layout?, *id)).collect(),
                reasons: Vec::new(),
            }
        };
        report.types().iter().map(subject).collect()
    }

    fn target(_: &Types) -> Target {
        Target::this()
    }

    fn undecided(_: &Types, _: &[FindingId]) -> Option<String> {
        None
    }
}

/// Breaches that the baseline of a gate does not have; none if it is written.
fn settle(
    gate: &Gate,
    file: &BaselineFile,
    target: &Target,
    subjects: &[Subject],
    mut breaches: Vec<Breach>,
) -> Result<Vec<Breach>, String> {
    let mode = gate.mode.map_or_else(baseline::mode, Ok)?;
    if mode != LockMode::Check {
        gate.update(&file.path, mode, target, subjects, &breaches)?;
        return Ok(Vec::new());
    }
    let known = baseline::read(&file.path, target)?;
    breaches.retain_mut(|breach| breach.is_worse_than(known.get(&breach.name)));
    Ok(breaches)
}

impl Gate {
    /// Returns the names of the types that are better than the [baseline](Self::baseline) has them: they are smaller,
    /// lose fewer bytes, or keep a rule that they broke. Write the file again, and they must stay so. Empty if the
    /// gate has no baseline.
    ///
    /// # Errors
    ///
    /// Fails if the baseline cannot be read.
    pub fn better_than_baseline<T: Gated>(
        &self,
        types: &crate::types::Types<T>,
    ) -> Result<Vec<String>, GateError> {
        let Some(file) = &self.baseline else { return Ok(Vec::new()) };
        let known = baseline::read(&file.path, &T::target(types)).map_err(GateError::Baseline)?;
        let ours = self.rule_names();
        let mut now: BTreeMap<String, Known> = BTreeMap::new();
        for subject in T::subjects(types, &self.denied) {
            // Of several types of one name the worst counts.
            let worst = now.entry(subject.name.clone()).or_default();
            worst.size = worst.size.max(subject.size);
            worst.lost = worst.lost.max(subject.lost);
            worst.rules.extend(self.broken(&subject).iter().map(Rule::name));
        }
        let is_better = |name: &String, now: &Known| {
            let Some(before) = known.get(name) else { return false };
            // What another gate wrote is that gate's to write again.
            let is_ours = before.rules.is_subset(&ours);
            let is_worse = now.size > before.size || now.lost > before.lost;
            let is_smaller = now.size < before.size || now.lost < before.lost;
            is_ours && !is_worse && (is_smaller || !before.rules.is_subset(&now.rules))
        };
        Ok(now.into_iter().filter(|(name, now)| is_better(name, now)).map(|it| it.0).collect())
    }

    /// What a baseline calls the rules of this gate.
    fn rule_names(&self) -> BTreeSet<String> {
        let denied = self.denied.iter().map(ToString::to_string);
        let bounds = [(self.most_padding.is_some(), PADDING), (self.most_size.is_some(), SIZE)];
        let bounds = bounds.into_iter().filter(|(is_set, _)| *is_set).map(|(_, name)| name.into());
        denied.chain(bounds).collect()
    }

    /// Accepts the types that break a rule today, as a committed file lists them.
    ///
    /// A listed type must not get worse: it must not grow, lose more bytes, or break another rule. So you can
    /// introduce a rule into a program that breaks it a hundred times.
    ///
    /// `LAYOUT_BASELINE=update cargo test` writes the present state into the file. The file is text, with a section
    /// for each target and a line for each type.
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
        let file = BaselineFile { path: path.as_ref().into(), settle };
        Self { baseline: Some(file), ..self }
    }

    /// Like [`baseline`](Self::baseline), but `mode` decides whether to compare or write, in place of
    /// `LAYOUT_BASELINE`.
    #[must_use]
    pub fn baseline_mode(self, mode: LockMode) -> Self {
        Self { mode: Some(mode), ..self }
    }

    /// Writes the present state of the rules of this gate; what the file has of others stays.
    fn update(
        &self,
        path: &Path,
        mode: LockMode,
        target: &Target,
        subjects: &[Subject],
        breaches: &[Breach],
    ) -> Result<(), String> {
        let ours = self.rule_names();
        baseline::update(path, mode, target, |known| {
            for subject in subjects {
                if let Some(known) = known.get_mut(&subject.name) {
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
}

impl Breach {
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
