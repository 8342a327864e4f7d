use core::fmt::{self, Display, Formatter};

use super::{ProgramReport, Totals, TypeSummary};
use crate::const_fns::plural;

impl Display for ProgramReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if f.precision().is_some() {
            return self.styled().colored(false).fmt(f);
        }
        writeln!(f, "{}", Headline(self))?;
        if self.types.is_empty() {
            return Ok(());
        }
        writeln!(f, "\n    lost    size  align  lines  findings  type, by {}", self.rank.words())?;
        for summary in self.types.iter().take(self.most) {
            write_type(f, summary)?;
        }
        if self.left_out() > 0 {
            writeln!(f, "    and {} more", self.left_out())?;
        }
        write_groups(f, "crate", &self.crates(), self.most)?;
        write_groups(f, "module", &self.modules(), self.most)
    }
}

fn write_type(f: &mut Formatter<'_>, summary: &TypeSummary) -> fmt::Result {
    write!(
        f,
        "{:>8}{:>8}{:>7}{:>7}{:>10}  {}",
        summary.lost(),
        summary.size(),
        summary.align(),
        summary.cache_lines(),
        summary.findings().len(),
        summary.name(),
    )?;
    if let Some(place) = summary.declared() {
        write!(f, " ({place})")?;
    }
    for (index, finding) in summary.findings().iter().enumerate() {
        write!(f, "{}{}", if index == 0 { ": " } else { ", " }, finding.id)?;
    }
    writeln!(f)
}

fn write_groups(
    f: &mut Formatter<'_>,
    of: &str,
    groups: &[(impl Display, Totals)],
    most: usize,
) -> fmt::Result {
    writeln!(f, "\n    lost    size  types         findings  {of}")?;
    for (name, totals) in groups.iter().take(most) {
        let Totals { types, size, lost, findings } = totals;
        writeln!(f, "{lost:>8}{size:>8}{types:>7}{findings:>17}  {name}")?;
    }
    match groups.len().saturating_sub(most) {
        0 => Ok(()),
        more => writeln!(f, "    and {more} more"),
    }
}

/// `3 types of 1 crate: 64 bytes, of which 11 are lost (17.2 %); 4 findings`
pub(in crate::registry) struct Headline<'a>(pub(in crate::registry) &'a ProgramReport);

impl Display for Headline<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let totals = self.0.totals();
        let Totals { types, size, lost, findings } = totals;
        let crates = self.0.crates().len();
        let tenths = totals.tenths_of_percent();
        write!(
            f,
            "{types} type{} of {crates} crate{}: {size} byte{}, of which {lost} {} lost ({}.{} %); \
             {findings} finding{}",
            plural(types),
            plural(crates),
            plural(size),
            if lost == 1 { "is" } else { "are" },
            tenths / 10,
            tenths % 10,
            plural(findings),
        )
    }
}
