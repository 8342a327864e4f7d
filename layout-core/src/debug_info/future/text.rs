//! A future as text: what it holds at each await point, the largest path down, and the findings.

use core::fmt::{self, Display, Formatter};
use std::format;
use std::string::String;

use super::{
    AwaitPoint, FutureReport, HeldField, HeldRole, States, holds_future, inside, is_function,
};
use crate::const_fns::plural;
use crate::debug_info::human::full_name as human_name;
use crate::record::{FieldRecord, TypeRecord};
use crate::report::{Out, Role, write_finding};

impl Display for FutureReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut out = Out::new(f, false);
        self.put(&mut out, f.alternate());
        out.finish(f)
    }
}

impl FutureReport {
    fn put(&self, out: &mut Out, is_deep: bool) {
        let layout = &self.record().layout;
        let count = self.await_points().len();
        out.start(Role::Title);
        out.visible(&self.name());
        out.stop();
        let TypeRecord { size, align, .. } = layout;
        let points = format!("{count} await point{}", plural(count));
        out.push(&format!(": size {size}, align {align}, {points}\n  "));
        out.visible(self.raw_name());
        match &layout.declared_at {
            Some(place) => out.push(&format!(" ({place})\n")),
            None => out.push(" (its place is not known)\n"),
        }
        let mut table = Table { width: Columns::of(*size), out, is_deep };
        table.heading();
        table.captures(layout, self.captures());
        table.points(self.await_points(), 0, 0);
        write_path(out, self);
        self.findings().iter().for_each(|finding| write_finding(out, finding));
    }
}

/// The widths of the columns.
struct Columns {
    offset: usize,
    size: usize,
}

impl Columns {
    fn of(size: usize) -> Self {
        let digits = size.checked_ilog10().map_or(1, |log| log as usize + 1);
        Self { offset: 8.max(2 + digits), size: 6.max(2 + digits) }
    }

    /// Where names begin.
    fn name(&self) -> usize {
        self.offset + self.size + "  align  ".len()
    }
}

struct Table<'o> {
    out: &'o mut Out,
    width: Columns,
    /// Whether the await points of awaited futures are shown.
    is_deep: bool,
}

impl Table<'_> {
    fn heading(&mut self) {
        self.out.start(Role::Title);
        self.out.right("offset", self.width.offset);
        self.out.right("size", self.width.size);
        self.out.push("  align  held");
        self.out.stop();
        self.out.push("\n");
    }

    /// What the future holds in all states.
    fn captures(&mut self, layout: &TypeRecord, captures: &[FieldRecord]) {
        if captures.is_empty() {
            return;
        }
        let what = if is_function(layout) { "arguments" } else { "captures" };
        self.title(0, &format!("{what}, in every state"));
        for field in captures {
            self.row(field, 0, 2, &named(field));
        }
    }

    /// The await points of a future that begins at an offset of the outermost one.
    fn points(&mut self, points: &[AwaitPoint], base: usize, indent: usize) {
        for point in points {
            let place = match &point.place {
                Some(place) => format!("await at {place}"),
                None => format!("await, its place is not known ({})", point.state),
            };
            let bytes = point.bytes();
            let bytes = match bytes {
                Some(bytes) => format!("{bytes} byte{}", plural(bytes)),
                None => "bytes not known".into(),
            };
            let unused: usize = point.unused.iter().map(|field| field.size).sum();
            let unused = match unused {
                0 => String::new(),
                bytes => format!(", {bytes} of arguments no longer used"),
            };
            self.title(indent, &format!("{place}: {bytes}{unused}"));
            for held in &point.held {
                self.held(held, base, indent + 2);
            }
        }
    }

    fn held(&mut self, held: &HeldField, base: usize, indent: usize) {
        let HeldField { field, role } = held;
        let words = match role {
            HeldRole::Awaited => format!("awaits {}", human_name(&field.type_name)),
            HeldRole::Temporary => format!("(temporary): {}", type_words(field)),
            HeldRole::Moved => format!("{}, moved from above", named(field)),
            HeldRole::Local => named(field),
            HeldRole::Shadowed => {
                format!("{}, or a local of that name that it shadows", named(field))
            }
        };
        if *role == HeldRole::Shadowed {
            return self.unknown_row(indent, &words);
        }
        self.row(field, base, indent, &words);
        if self.is_deep {
            let base = field.offset.and_then(|offset| base.checked_add(offset));
            if let (Some(base), Some(layout)) = (base, inside(field)) {
                self.within(layout, base, indent + 2);
            }
        }
    }

    /// The await points of what lies in a field: a future, or a type that holds some.
    fn within(&mut self, layout: &TypeRecord, base: usize, indent: usize) {
        if let Some(states) = States::of(layout) {
            for capture in &states.captures {
                self.row(capture, base, indent, &named(capture));
            }
            return self.points(&states.points, base, indent);
        }
        let of_variants = layout.variants.iter().flat_map(|variant| &variant.fields);
        for field in layout.fields.iter().chain(of_variants) {
            let Some((inner, offset)) = inside(field).zip(field.offset) else { continue };
            if holds_future(inner) {
                self.row(field, base, indent, &named(field));
                self.within(inner, base.saturating_add(offset), indent + 2);
            }
        }
    }

    fn title(&mut self, indent: usize, text: &str) {
        self.out.blanks(2 + indent);
        self.out.wrap(2 + indent, 6 + indent, text);
        self.out.push("\n");
    }

    fn unknown_row(&mut self, indent: usize, words: &str) {
        self.out.right("?", self.width.offset);
        self.out.right("?", self.width.size);
        self.out.right("?", "  align".len());
        self.words(indent, words);
    }

    fn row(&mut self, field: &FieldRecord, base: usize, indent: usize, words: &str) {
        match field.offset.and_then(|offset| base.checked_add(offset)) {
            Some(offset) => self.out.number(offset, self.width.offset),
            None => self.out.right("?", self.width.offset),
        }
        self.out.number(field.size, self.width.size);
        self.out.number(field.align, "  align".len());
        self.words(indent, words);
    }

    fn words(&mut self, indent: usize, words: &str) {
        self.out.blanks(2 + indent);
        self.out.cut(self.width.name() + indent, &[words]);
        self.out.push("\n");
    }
}

/// `buffer: [u8; 2048]`
pub(super) fn named(field: &FieldRecord) -> String {
    format!("{}: {}", field.name, type_words(field))
}

/// The type of a field: without modules, but for futures and closures, which have no name without them.
fn type_words(field: &FieldRecord) -> String {
    if field.type_name.contains("_env#") {
        human_name(&field.type_name)
    } else {
        String::from(&*field.ty)
    }
}

fn write_path(out: &mut Out, future: &FutureReport) {
    let path = future.largest_path();
    if path.len() < 2 {
        return;
    }
    out.push("  largest path down\n");
    for (depth, step) in path.iter().enumerate() {
        let indent = 2 * depth.min(12);
        let words = if depth == 0 { step.type_name.clone() } else { step.words() };
        let place = step.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        out.number(step.size, 8);
        out.blanks(2 + indent);
        out.cut(10 + indent, &[&words, &place]);
        out.push("\n");
    }
}
