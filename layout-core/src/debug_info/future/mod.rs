//! Async state machines: what each holds at each of its await points, and what makes it large.

mod finding;
mod path;
mod storage;
mod text;
mod tree;

use std::string::String;
use std::vec::Vec;

pub(super) use finding::findings;
pub use path::PathStep;
pub use tree::FutureTree;

use super::human;
use crate::layout::Tagging;
use crate::record::{FieldRecord, FindingRecord, LayoutRecord, SourcePlace, TypeRecord};

/// A report on an async state machine. [`DebugType::future`](super::DebugType::future) returns it.
///
/// A future keeps everything that lives across an `.await`: its arguments or captures, locals, temporaries, and the
/// future that it waits for, which lies inside it. States share bytes, so the largest state determines the size.
///
/// `{}` shows what each await point holds, the path to the largest value, and the findings. `{:#}` also shows the
/// await points of awaited futures, with offsets from the start of the outermost one. `{:.80}` keeps lines within 80
/// characters where words allow it.
///
/// ```no_run
/// use layout_core::debug_info;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let program = debug_info::read("target/debug/my_app")?;
/// for future in program.futures().in_crate("my_app").iter().filter_map(|it| it.future()).take(3) {
///     println!("{future:.80}");
///     for point in future.await_points() {
///         println!("{:?} bytes are held at {:?}", point.bytes(), point.place);
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FutureReport {
    record: LayoutRecord,
    states: States,
}

/// The states of a future.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct States {
    pub(crate) captures: Vec<FieldRecord>,
    pub(crate) points: Vec<AwaitPoint>,
}

/// An await point of a future, and what the future holds there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AwaitPoint {
    /// The name of the state in the debug info, such as `Suspend0`.
    pub state: String,
    /// The place of the `.await` in the source, if debug info records it.
    pub place: Option<SourcePlace>,
    /// What is held here, except captures, which every state holds.
    pub held: Vec<HeldField>,
    /// Arguments of an `async fn` whose bytes are wasted here. The body moves each argument to a local when it first
    /// runs, and that local is not held here.
    pub unused: Vec<FieldRecord>,
}

impl AwaitPoint {
    /// Returns the awaited future, or `None` if the debug info does not have it.
    #[must_use]
    pub fn awaited(&self) -> Option<&FieldRecord> {
        let awaited = self.held.iter().find(|held| held.role == HeldRole::Awaited);
        awaited.map(|held| &held.field)
    }

    /// Returns the number of bytes held here, without captures: the sum of the sizes. `None` if
    /// [shadowed](HeldRole::Shadowed) locals are among them.
    #[must_use]
    pub fn bytes(&self) -> Option<usize> {
        let is_known = self.held.iter().all(|held| held.role != HeldRole::Shadowed);
        is_known
            .then(|| self.held.iter().map(|held| held.field.size).fold(0, usize::saturating_add))
    }
}

/// A value that a future holds at an [`AwaitPoint`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeldField {
    /// The name, type, place and size.
    pub field: FieldRecord,
    /// The role of the value.
    pub role: HeldRole,
}

/// The role of a [`HeldField`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HeldRole {
    /// A local variable.
    Local,
    /// A value that has no name in the source.
    Temporary,
    /// A local with the name and type of a capture that was moved into it. Both have their own bytes.
    Moved,
    /// The awaited future.
    Awaited,
    /// One of several locals with one name, where later ones shadow earlier ones. The compiler merges their entries, so
    /// the offset is unknown, and type, size and alignment may belong to another of them.
    Shadowed,
}

impl FutureReport {
    /// Creates the report on a record, or `None` if the record does not describe a future.
    #[must_use]
    pub fn new(record: &LayoutRecord) -> Option<Self> {
        let states = States::of(&record.layout)?;
        let mut record = record.clone();
        let found = findings(&record.layout, record.target.pointer_size, &states);
        record.findings = found.into_iter().map(FindingRecord::from).collect();
        Some(Self { record, states })
    }

    /// Returns the full name for people: `my_app::serve::{async fn}`.
    #[must_use]
    pub fn name(&self) -> String {
        human::full_name(self.raw_name())
    }

    /// Returns the full name in the debug info: `my_app::serve::{async_fn_env#0}`.
    #[must_use]
    pub fn raw_name(&self) -> &str {
        &self.record.layout.type_name
    }

    /// Returns the size in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.record.layout.size
    }

    /// Returns the layout as a record, like that of any other type, with the findings of this report.
    #[must_use]
    pub fn record(&self) -> &LayoutRecord {
        &self.record
    }

    /// Returns the arguments of an `async fn`, or the captures of an async block. They keep their bytes in all
    /// states, even after they were moved elsewhere.
    #[must_use]
    pub fn captures(&self) -> &[FieldRecord] {
        &self.states.captures
    }

    /// Returns the await points, in the order of the debug info, which is that of the source.
    #[must_use]
    pub fn await_points(&self) -> &[AwaitPoint] {
        &self.states.points
    }

    /// Returns the path from this future to what makes it large. Each step is the largest value that is held, down
    /// to a value without futures.
    #[must_use]
    pub fn largest_path(&self) -> Vec<PathStep> {
        path::largest(&self.record.layout)
    }

    /// Returns the findings: large locals that are held, large futures that are awaited in place, arguments that are
    /// held twice.
    #[must_use]
    pub fn findings(&self) -> &[FindingRecord] {
        &self.record.findings
    }
}

/// Whether a record is one of an async state machine.
pub(crate) fn is_future(layout: &TypeRecord) -> bool {
    matches!(&*layout.name, "{async fn}" | "{async block}" | "{async closure}")
}

/// Whether a future is that of an `async fn`, which moves each argument to a local when it first runs.
pub(crate) fn is_function(layout: &TypeRecord) -> bool {
    layout.name == "{async fn}"
}

/// Whether there is a future in a type.
pub(crate) fn holds_future(layout: &TypeRecord) -> bool {
    is_future(layout) || parts(layout).any(|(_, field)| inside(field).is_some_and(holds_future))
}

pub(crate) fn inside(field: &FieldRecord) -> Option<&TypeRecord> {
    field.layout.as_deref()
}

/// The fields of a type and of its variants, each with the place of its variant.
fn parts(layout: &TypeRecord) -> impl Iterator<Item = (Option<&SourcePlace>, &FieldRecord)> {
    let of_variants = layout.variants.iter().flat_map(|variant| {
        variant.fields.iter().map(|field| (variant.declared_at.as_ref(), field))
    });
    layout.fields.iter().map(|field| (None, field)).chain(of_variants)
}

/// The most bytes that shadowed locals of one state can take, with their names.
pub(super) struct Unknown<'a> {
    pub(super) point: &'a AwaitPoint,
    pub(super) names: Vec<&'a str>,
    pub(super) bytes: usize,
}

impl States {
    /// The state in which what is known leaves most bytes to shadowed locals.
    pub(super) fn unknown(&self, layout: &TypeRecord) -> Option<Unknown<'_>> {
        let tag = match layout.tagging {
            Some(Tagging::Tag { size, .. }) => size,
            _ => 0,
        };
        let captures = self.captures.iter().map(|it| it.size).fold(tag, usize::saturating_add);
        let unknown = self.points.iter().filter_map(|point| {
            let AwaitPoint { held, .. } = point;
            let (shadowed, known): (Vec<_>, Vec<_>) =
                held.iter().partition(|it| it.role == HeldRole::Shadowed);
            let known = known.iter().map(|it| it.field.size).fold(captures, usize::saturating_add);
            let mut names: Vec<&str> = shadowed.iter().map(|it| &*it.field.name).collect();
            names.sort_unstable();
            names.dedup();
            let bytes = layout.size.saturating_sub(known);
            (!names.is_empty() && bytes > 0).then_some(Unknown { point, names, bytes })
        });
        unknown.max_by_key(|unknown| unknown.bytes)
    }

    pub(crate) fn of(layout: &TypeRecord) -> Option<Self> {
        if !is_future(layout) {
            return None;
        }
        let first = layout.variants.iter().find(|variant| variant.name == "Unresumed");
        let captures = first.map_or_else(Vec::new, |first| first.fields.clone());
        let points = layout.variants.iter().filter(|variant| variant.name.starts_with("Suspend"));
        let is_function = is_function(layout);
        let points = points.map(|variant| {
            let (held, has_captures) = held(&variant.fields, &captures);
            let is_unused = |capture: &&FieldRecord| {
                !held.iter().any(|HeldField { field, role }| {
                    is_same(field, capture)
                        || *role == HeldRole::Shadowed && field.name == capture.name
                })
            };
            let unused = captures.iter().filter(|_| is_function && has_captures);
            AwaitPoint {
                state: variant.name.clone(),
                place: variant.declared_at.clone(),
                unused: unused.filter(is_unused).cloned().collect(),
                held,
            }
        });
        Some(Self { points: points.collect(), captures })
    }
}

/// What a state holds besides the captures, and whether it has all of these: they come after all else.
fn held(fields: &[FieldRecord], captures: &[FieldRecord]) -> (Vec<HeldField>, bool) {
    let (own, last) = fields.split_at(fields.len().saturating_sub(captures.len()));
    let has_captures =
        last.len() == captures.len() && last.iter().zip(captures).all(|(a, b)| a.name == b.name);
    let own = if has_captures { own } else { fields };
    let is_capture = |field: &FieldRecord| {
        captures.iter().any(|capture| capture.offset == field.offset && is_same(capture, field))
    };
    let own: Vec<_> = own.iter().filter(|field| has_captures || !is_capture(field)).collect();
    let is_doubled = |name: &str| own.iter().filter(|field| field.name == name).count() > 1;
    let held = own.iter().copied().map(|field| {
        let role = match &*field.name {
            "__awaitee" => HeldRole::Awaited,
            name if field.offset.is_none() && is_doubled(name) => HeldRole::Shadowed,
            name if is_number(name) => HeldRole::Temporary,
            _ if captures.iter().any(|capture| is_same(capture, field)) => HeldRole::Moved,
            _ => HeldRole::Local,
        };
        HeldField { field: field.clone(), role }
    });
    (held.collect(), has_captures)
}

/// Whether two fields are of one name and one type.
fn is_same(one: &FieldRecord, other: &FieldRecord) -> bool {
    one.name == other.name && one.type_name == other.type_name
}

/// Whether the name of a field is a number.
fn is_number(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}
