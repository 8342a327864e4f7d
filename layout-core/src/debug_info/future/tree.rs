//! Futures as a tree: what each awaits and holds, the largest first.

use core::cmp::Reverse;
use core::fmt::{self, Display, Formatter};
use std::collections::HashSet;
use std::format;
use std::string::String;
use std::vec::Vec;

use super::text::named;
use super::{FutureReport, HeldRole, States, findings, holds_future, inside, is_future, parts};
use crate::analysis::Severity;
use crate::const_fns::plural;
use crate::debug_info::human::written;
use crate::debug_info::{DebugType, Types};
use crate::record::{FieldRecord, SourcePlace, TypeRecord};
use crate::report::{Out, Role};

/// The futures that a future awaits or holds are shown to this depth.
const DEEPEST: usize = 4;
/// Of what a future holds, the largest are shown, so many.
const WIDEST: usize = 3;

/// A tree of async state machines: returned by [`Types::tree`].
///
/// `{}` lists the futures that no other future in the tree awaits, the largest first. Each is followed by the largest
/// values that it holds across awaits and the futures that it awaits, each with its first warning. `{:.80}` keeps lines within
/// 80 characters.
#[derive(Clone, Debug)]
pub struct FutureTree<'p> {
    futures: Types<'p>,
    most: usize,
}

impl<'p> Types<'p> {
    /// Arranges the futures among these types as a tree.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let program = layout_core::debug_info::read("target/debug/my_app")?;
    /// println!("{:.80}", program.futures().in_crate("my_app").tree().top(10));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn tree(&self) -> FutureTree<'p> {
        let futures = self.clone().filter(DebugType::is_future).by_size();
        FutureTree { futures, most: usize::MAX }
    }
}

impl FutureTree<'_> {
    /// Shows at most `most` futures, and twice as many lines for their contents.
    #[must_use]
    pub fn top(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// Returns the tree as Markdown.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let text = format!("{self:.100}");
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        if rest.is_empty() {
            return format!("{first}\n");
        }
        // Names hold no backticks.
        format!("{first}\n\n```text\n{}```\n", rest.trim_start_matches('\n'))
    }
}

impl Display for FutureTree<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut out = Out::new(f, false);
        let reports: Vec<FutureReport> = self.futures.iter().filter_map(|it| it.future()).collect();
        let count = reports.len();
        out.push(&format!("{count} future{}\n", plural(count)));
        if count == 0 {
            return out.finish(f);
        }
        let awaited: HashSet<&str> =
            reports.iter().flat_map(|it| within(&it.record().layout)).collect();
        let roots: Vec<&FutureReport> =
            reports.iter().filter(|it| !awaited.contains(it.raw_name())).collect();
        out.start(Role::Title);
        out.push("\n    size  awaits  future");
        out.stop();
        out.push("\n");
        let lines = self.most.saturating_mul(2);
        let mut tree = Tree { out: &mut out, left: lines, pointer_size: 0 };
        for report in roots.iter().take(self.most) {
            tree.pointer_size = report.record().target.pointer_size;
            tree.root(report);
        }
        let more = roots.len().saturating_sub(self.most);
        if more > 0 {
            out.push(&format!("and {more} more\n"));
        }
        out.finish(f)
    }
}

/// The names of the futures within a type, itself left out.
fn within(layout: &TypeRecord) -> Vec<&str> {
    let mut names = Vec::new();
    for inner in parts(layout).filter_map(|(_, field)| inside(field)) {
        if is_future(inner) {
            names.push(&*inner.type_name);
        }
        names.extend(within(inner));
    }
    names
}

/// What a future holds.
struct Branch<'a> {
    field: &'a FieldRecord,
    words: String,
    place: Option<&'a SourcePlace>,
    /// The future that the field is or has in it.
    future: Option<&'a TypeRecord>,
}

struct Tree<'o> {
    out: &'o mut Out,
    /// The lines that are left for what is in the futures.
    left: usize,
    pointer_size: usize,
}

impl Tree<'_> {
    fn root(&mut self, report: &FutureReport) {
        let layout = &report.record().layout;
        let place = layout.declared_at.as_ref();
        self.line(
            layout.size,
            Some(report.await_points().len()),
            0,
            &written(report.raw_name()),
            place,
        );
        let found = report.findings().iter().map(|it| (&*it.id, it.known_severity(), &*it.remedy));
        let told = self.warning(found, "", 0);
        self.branches(layout, 1, told);
    }

    /// The first warning, unless it is of that identifier, which is told of the future that awaits this one. Its
    /// identifier, or the other.
    fn warning<'a>(
        &mut self,
        mut found: impl Iterator<Item = (&'a str, Option<Severity>, &'a str)>,
        told: &'a str,
        depth: usize,
    ) -> &'a str {
        let warning =
            found.find(|it| it.1 == Some(Severity::Warning)).filter(|(id, ..)| *id != told);
        let Some((id, _, remedy)) = warning else { return told };
        let start = 8 + 2 * depth;
        self.out.blanks(start);
        self.out.start(Role::Warning);
        self.out.push(id);
        self.out.stop();
        self.out.cut(start + id.len(), &[": ", remedy]);
        self.out.push("\n");
        id
    }

    fn branches(&mut self, layout: &TypeRecord, depth: usize, told: &str) {
        if depth > DEEPEST {
            return;
        }
        let Some(states) = States::of(layout) else { return };
        for Branch { field, words, place, future } in branches(layout, &states) {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            let points = future.and_then(States::of).map(|states| states.points.len());
            self.line(field.size, points, depth, &words, place);
            let Some((future, states)) = future.and_then(|it| Some((it, States::of(it)?))) else {
                continue;
            };
            let found = findings(future, self.pointer_size, &states);
            let found = found.iter().map(|it| (it.id.as_str(), Some(it.severity), &*it.remedy));
            let told = self.warning(found, told, depth);
            self.branches(future, depth + 1, told);
        }
    }

    fn line(
        &mut self,
        size: usize,
        points: Option<usize>,
        depth: usize,
        words: &str,
        place: Option<&SourcePlace>,
    ) {
        self.out.number(size, 8);
        match points {
            Some(points) => self.out.number(points, "  awaits".len()),
            None => self.out.blanks("  awaits".len()),
        }
        let start = 2 * depth + 2;
        self.out.blanks(start);
        let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
        self.out.cut(16 + start, &[words, &place]);
        self.out.push("\n");
    }
}

/// The largest values that a future holds, and the futures that it awaits: each once.
fn branches<'a>(layout: &'a TypeRecord, states: &'a States) -> Vec<Branch<'a>> {
    let mut branches: Vec<Branch<'a>> = Vec::new();
    let mut add = |field: &'a FieldRecord, words: String, place| {
        let future = inside(field).and_then(first_future);
        // What is small is no reason.
        let counts = future.is_some() || field.size.saturating_mul(8) >= layout.size;
        if field.size > 0 && counts && !branches.iter().any(|it| it.words == words) {
            branches.push(Branch { field, words, place, future });
        }
    };
    for field in &states.captures {
        add(field, format!("holds {}", named(field)), None);
    }
    for point in &states.points {
        for held in &point.held {
            let words = match held.role {
                HeldRole::Awaited => format!("awaits {}", written(&held.field.type_name)),
                HeldRole::Local => format!("holds {}", named(&held.field)),
                HeldRole::Temporary => format!("holds a temporary: {}", held.field.ty),
                HeldRole::Moved | HeldRole::Shadowed => continue,
            };
            add(&held.field, words, point.place.as_ref());
        }
    }
    branches.sort_by_key(|it| Reverse(it.field.size));
    branches.truncate(WIDEST);
    branches
}

/// The first future in a type, or the type if it is one.
fn first_future(layout: &TypeRecord) -> Option<&TypeRecord> {
    if is_future(layout) {
        return Some(layout);
    }
    let mut inner = parts(layout).filter_map(|(_, field)| inside(field));
    inner.find(|it| holds_future(it)).and_then(first_future)
}
