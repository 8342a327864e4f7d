//! Two reports compared: what became of each type.

use core::cmp::Reverse;
use core::fmt::{self, Display, Formatter, Write as _};
use std_alloc::collections::{BTreeMap, BTreeSet};
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::{ProgramReport, TypeSummary};
use crate::LayoutRecord;
use crate::const_fns::plural;
use crate::diff::{DiffVerdict, Insides, LayoutDiff, Listed, Niche, compare};
use crate::record::{ShortName, TypeRecord};
use crate::report::Code;

/// The changes between two reports. [`ProgramReport::diff`] returns it.
///
/// `{}` lists the changed types, then what was added and removed. Types whose data older and newer code misread come
/// first. [`to_markdown`](Self::to_markdown) is for pull requests.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProgramDiff {
    /// The types that changed: breaking changes first, then by growth.
    pub changed: Vec<LayoutDiff>,
    /// The names and sizes in bytes of new types.
    pub added: Vec<(String, usize)>,
    /// The names and former sizes in bytes of removed types.
    pub removed: Vec<(String, usize)>,
    /// Names that several types share, so that it is unknown which type became which.
    pub undecided: Vec<String>,
    /// The number of types that were compared.
    pub compared: usize,
}

/// The title of a group of changed types, and which are in it.
type Group = (&'static str, fn(DiffVerdict) -> bool);

const GROUPS: [Group; 3] = [
    ("breaking: older and newer code misread each other's data", DiffVerdict::is_breaking),
    ("cannot tell whether these break", |it| !it.is_breaking() && !it.is_compatible()),
    ("compatible", DiffVerdict::is_compatible),
];

impl ProgramReport {
    /// Compares the report with an older one.
    ///
    /// Types are paired by their full names. A field keeps its type if the type's name is the same, and if that type
    /// did not change in the reports. Changes inside types that are in no report go unnoticed.
    #[must_use]
    pub fn diff(&self, older: &Self) -> ProgramDiff {
        Sides { older: Side::new(older), newer: Side::new(self) }.diff(older, self)
    }
}

/// The types of a report by name.
struct Side {
    types: BTreeMap<String, TypeRecord>,
    /// The names that several types have which differ.
    doubled: BTreeSet<String>,
}

impl Side {
    fn new(report: &ProgramReport) -> Self {
        let mut side = Self { types: BTreeMap::new(), doubled: BTreeSet::new() };
        for summary in report.types() {
            let (name, record) = (summary.name().to_string(), plain(summary));
            let before = side.types.insert(name.clone(), record.clone());
            if before.is_some_and(|before| before != record) {
                side.doubled.insert(name);
            }
        }
        side
    }
}

/// The layout without the places in the source, which are no part of it.
fn plain(summary: &TypeSummary) -> TypeRecord {
    let mut record = summary.record();
    record.declared_at = None;
    for variant in &mut record.variants {
        variant.declared_at = None;
        variant.fields.iter_mut().for_each(|field| field.declared_at = None);
    }
    record.fields.iter_mut().for_each(|field| field.declared_at = None);
    record
}

struct Sides {
    older: Side,
    newer: Side,
}

impl Listed for Sides {
    fn older(&self, name: &str) -> Option<&TypeRecord> {
        self.older.types.get(name)
    }

    fn newer(&self, name: &str) -> Option<&TypeRecord> {
        self.newer.types.get(name)
    }

    fn is_same(&self, older: &str, newer: &str) -> bool {
        older == newer
    }
}

impl Sides {
    fn diff(&self, older: &ProgramReport, newer: &ProgramReport) -> ProgramDiff {
        let doubled: BTreeSet<&String> = self.older.doubled.union(&self.newer.doubled).collect();
        let mut diff = ProgramDiff {
            changed: Vec::new(),
            added: Vec::new(),
            removed: Vec::new(),
            undecided: Vec::new(),
            compared: 0,
        };
        for (name, record) in &self.newer.types {
            match self.older.types.get(name) {
                None => diff.added.push((name.clone(), record.size)),
                Some(_) if doubled.contains(name) => {
                    if is_doubled_otherwise(name, older, newer) {
                        diff.undecided.push(name.clone());
                    }
                }
                Some(before) => {
                    diff.compared += 1;
                    let is_same_target = older.target == newer.target;
                    if before != record || !is_same_target {
                        diff.changed.extend(self.changed((older, before), (newer, record)));
                    }
                }
            }
        }
        for (name, record) in &self.older.types {
            if !self.newer.types.contains_key(name) {
                diff.removed.push((name.clone(), record.size));
            }
        }
        diff.changed.sort_by_key(|it| {
            (Reverse(it.verdict().is_breaking()), Reverse(growth(it)), it.newer.type_name.clone())
        });
        diff
    }

    /// What changed in a type, if anything did that counts.
    fn changed(
        &self,
        (older, before): (&ProgramReport, &TypeRecord),
        (newer, after): (&ProgramReport, &TypeRecord),
    ) -> Option<LayoutDiff> {
        let older = LayoutRecord::of(older.target.clone(), before.clone(), &[]);
        let newer = LayoutRecord::of(newer.target.clone(), after.clone(), &[]);
        let diff = compare(&older, &newer, Insides::Listed(self), Niche::Maybe);
        let is_changed = !diff.changes.is_empty() || before != after;
        is_changed.then_some(diff)
    }
}

/// Whether the types of a name that several have are not those that they were.
fn is_doubled_otherwise(name: &str, older: &ProgramReport, newer: &ProgramReport) -> bool {
    let all = |report: &ProgramReport| {
        let of_name = report.types().iter().filter(|it| it.name() == name);
        let mut all: Vec<String> =
            of_name.map(|it| std_alloc::format!("{:?}", plain(it))).collect();
        all.sort();
        all.dedup();
        all
    };
    all(older) != all(newer)
}

/// How many bytes larger a type is than it was.
fn growth(diff: &LayoutDiff) -> isize {
    let size = |size: usize| isize::try_from(size).unwrap_or(isize::MAX);
    size(diff.newer.size) - size(diff.older.size)
}

impl ProgramDiff {
    /// Returns whether no type changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { changed, added, removed, undecided, .. } = self;
        changed.is_empty() && added.is_empty() && removed.is_empty() && undecided.is_empty()
    }

    /// Returns the number of types whose change makes older or newer code misread the other's data.
    #[must_use]
    pub fn breaking(&self) -> usize {
        self.changed.iter().filter(|it| it.verdict().is_breaking()).count()
    }

    /// `3 types changed (1 breaking), 1 grew, 2 shrank; 1 added, 0 removed; 12 unchanged`
    fn headline(&self) -> String {
        let count = self.changed.len();
        let grew = self.changed.iter().filter(|it| growth(it) > 0).count();
        let shrank = self.changed.iter().filter(|it| growth(it) < 0).count();
        std_alloc::format!(
            "{count} type{} changed ({} breaking), {grew} grew, {shrank} shrank; {} added, {} removed; {} \
             unchanged",
            plural(count),
            self.breaking(),
            self.added.len(),
            self.removed.len(),
            self.compared - count,
        )
    }

    /// The types that changed in one of the [`GROUPS`].
    fn group(&self, is_in: fn(DiffVerdict) -> bool) -> impl Iterator<Item = &LayoutDiff> {
        self.changed.iter().filter(move |it| is_in(it.verdict()))
    }

    /// The lists of names, each with its title.
    fn lists(&self) -> [(&'static str, Vec<String>); 3] {
        let sized = |list: &[(String, usize)]| -> Vec<String> {
            let line = |(name, size): &(String, usize)| std_alloc::format!("{name} (size {size})");
            list.iter().map(line).collect()
        };
        [
            ("added", sized(&self.added)),
            ("removed", sized(&self.removed)),
            ("several types share this name, and changed", self.undecided.clone()),
        ]
    }

    /// Returns the differences as Markdown: a headline, and the changes in a part that readers unfold.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = String::new();
        // Writing to a text does not fail.
        let _ = self.write_markdown(&mut text);
        text
    }

    fn write_markdown(&self, text: &mut String) -> fmt::Result {
        writeln!(text, "**Layouts: {}**", self.headline())?;
        for (title, is_in) in GROUPS {
            let group: Vec<&LayoutDiff> = self.group(is_in).collect();
            if group.is_empty() {
                continue;
            }
            let count = group.len();
            writeln!(text, "\n<details><summary>{title} ({count})</summary>\n")?;
            writeln!(text, "| type | size | was |\n| :-- | --: | --: |")?;
            for it in &group {
                let name = ShortName(&it.newer.type_name).to_string();
                writeln!(text, "| {} | {} | {} |", Code(&name), it.newer.size, it.older.size)?;
            }
            writeln!(text, "\n```text")?;
            for it in &group {
                write!(text, "{it}")?;
            }
            writeln!(text, "```\n\n</details>")?;
        }
        for (title, names) in self.lists() {
            if names.is_empty() {
                continue;
            }
            writeln!(text, "\n{title}:\n")?;
            for name in names {
                writeln!(text, "- {}", Code(&name))?;
            }
        }
        Ok(())
    }
}

impl Display for ProgramDiff {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.headline())?;
        for (title, is_in) in GROUPS {
            let mut group = self.group(is_in).peekable();
            if group.peek().is_some() {
                writeln!(f, "\n{title}")?;
            }
            for it in group {
                for line in it.to_string().lines() {
                    writeln!(f, "  {line}")?;
                }
            }
        }
        for (title, names) in self.lists() {
            if !names.is_empty() {
                writeln!(f, "\n{title}")?;
            }
            for name in names {
                writeln!(f, "  {}", crate::record::Visible(&name))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std_alloc::string::{String, ToString as _};
    use std_alloc::vec::Vec;

    use super::{ProgramDiff, ProgramReport};
    use crate::Layout;
    use crate::layout::TypeLayout;
    use crate::record::{Target, TypeRecord};
    use crate::registry::{Rank, TypeSummary};

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(C)]
    struct Before {
        id: u32,
        flag: bool,
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(C)]
    struct Grown {
        id: u32,
        flag: bool,
        count: u32,
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(C)]
    struct Renamed {
        id: u32,
        open: bool,
    }

    fn report(types: &[(&str, TypeLayout)]) -> ProgramReport {
        let summary = |(name, layout): &(&str, TypeLayout)| {
            let mut record = TypeRecord::from(layout);
            record.type_name = String::from(*name);
            TypeSummary::of_file(String::from(*name), record, 1, 0, Vec::new())
        };
        let types = types.iter().map(summary).collect();
        ProgramReport { target: Target::this(), types, rank: Rank::Lost, most: usize::MAX }
    }

    fn diff(older: &[(&str, TypeLayout)], newer: &[(&str, TypeLayout)]) -> ProgramDiff {
        report(newer).diff(&report(older))
    }

    #[test]
    fn breaking_changes_come_first() {
        let diff = diff(
            &[("a::A", Before::LAYOUT), ("a::B", Before::LAYOUT), ("a::C", Before::LAYOUT)],
            &[("a::A", Renamed::LAYOUT), ("a::B", Grown::LAYOUT), ("a::D", Before::LAYOUT)],
        );
        let names: Vec<&str> = diff.changed.iter().map(|it| &*it.newer.type_name).collect();
        assert_eq!(names, ["a::B", "a::A"]);
        assert_eq!((diff.breaking(), diff.compared), (1, 2));
        assert_eq!(diff.added, [(String::from("a::D"), 8)]);
        assert_eq!(diff.removed, [(String::from("a::C"), 8)]);
        assert!(diff.to_markdown().contains("| `B` | 12 | 8 |"), "{}", diff.to_markdown());
    }

    #[test]
    fn of_several_types_of_one_name_it_is_not_said_which_changed() {
        let both = [("a::A", Before::LAYOUT), ("a::A", Grown::LAYOUT)];
        assert!(diff(&both, &[both[1], both[0]]).is_empty());
        let one = diff(&both, &[both[0]]);
        assert_eq!(one.undecided, ["a::A"]);
        assert!(!one.is_empty() && one.changed.is_empty());
    }

    #[test]
    fn a_report_is_read_back() {
        let written = report(&[("a::A", Before::LAYOUT), ("a::B", Grown::LAYOUT)]);
        let read = ProgramReport::from_json(&written.to_json()).unwrap();
        assert_eq!(read.to_json(), written.clone().ranked(Rank::Lost).to_json());
        assert!(written.diff(&read).is_empty());
        for text in ["", "{}", "[]", "{\"format\":2,\"target\":null,\"types\":[]}"] {
            assert!(ProgramReport::from_json(text).is_err(), "{text}");
        }
        let newer = written.to_json().replacen("\"format\":1", "\"format\":2", 1);
        let error = ProgramReport::from_json(&newer).unwrap_err();
        assert!(error.to_string().contains("format is 2"), "{error}");
    }

    #[test]
    fn a_difference_is_shown_in_groups() {
        let diff = diff(
            &[("a::A", Before::LAYOUT), ("a::B", Before::LAYOUT), ("a::C", Before::LAYOUT)],
            &[("a::A", Renamed::LAYOUT), ("a::B", Grown::LAYOUT), ("a::D", Before::LAYOUT)],
        );
        let text = diff.to_string();
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("  ")).collect();
        assert_eq!(
            lines[0],
            "2 types changed (1 breaking), 1 grew, 0 shrank; 1 added, 1 removed; 0 unchanged"
        );
        assert!(text.contains("\nadded\n  a::D (size 8)\n\nremoved\n  a::C (size 8)\n"), "{text}");
        assert!(!text.contains("several types"), "{text}");
        assert!(text.contains("`flag`") || text.contains("flag"), "{text}");

        let both = [("a::A", Before::LAYOUT), ("a::A", Grown::LAYOUT)];
        let one = self::diff(&both, &[both[0]]).to_string();
        let undecided = "\nseveral types share this name, and changed\n  a::A\n";
        assert!(one.ends_with(undecided), "{one}");
    }

    /// Where types and their fields are declared is no part of the difference.
    #[test]
    fn places_in_the_source_do_not_differ() {
        #[derive(Layout)]
        #[layout(crate = crate)]
        #[repr(u8)]
        enum Kind {
            #[allow(dead_code, reason = "its layout is what counts")]
            Word { word: u32 },
        }
        use crate::record::SourcePlace;

        let here = report(&[("a::K", Kind::LAYOUT), ("a::A", Before::LAYOUT)]);
        let mut moved = here.clone();
        moved.types = here
            .types()
            .iter()
            .map(|summary| {
                let mut record = summary.record();
                let place = |line| Some(SourcePlace::new("a.rs", line));
                record.declared_at = place(1);
                record.fields.iter_mut().for_each(|field| field.declared_at = place(2));
                for variant in &mut record.variants {
                    variant.declared_at = place(3);
                    variant.fields.iter_mut().for_each(|field| field.declared_at = place(4));
                }
                TypeSummary::of_file(String::from(summary.name()), record, 1, 0, Vec::new())
            })
            .collect();
        assert!(moved.diff(&here).is_empty());
    }
}
