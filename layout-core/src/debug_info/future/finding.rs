//! What is worth a look in a future.

use std::format;
use std::string::{String, ToString as _};
use std::vec::Vec;

use super::storage::Storage;
use super::{AwaitPoint, HeldField, HeldRole, States, Unknown, is_function, is_number};
use crate::analysis::{Finding, FindingId, Severity};
use crate::debug_info::human;
use crate::record::{FieldRecord, ShortName, TypeRecord};

/// What is held is large if it has at least so many bytes: a box costs an allocation.
const LARGE: usize = 128;
/// And at least one of so many bytes of the future; as much must be saved.
const ONE_OF: usize = 4;
/// An argument is held twice to some cost if it has at least so many bytes.
const LEAST_TWICE: usize = 32;
/// A future of so many bytes is worth a warning. Tokio boxes a task of more by itself, and clippy's `large_futures`
/// warns of it. What a smaller one awaits has to be somewhere, in a box as well.
const WEIGHTY: usize = 16 * 1024;
/// An array of so many bytes that is held is worth a warning in a future of any size: it is a buffer, which is as large
/// as its longest use. So are bytes that a value takes twice.
const BUFFER: usize = 1024;

/// What is worth a look in a type that has these states.
pub(in crate::debug_info) fn findings(
    layout: &TypeRecord,
    pointer_size: usize,
    states: &States,
) -> Vec<Finding> {
    let storage = Storage::new(layout, states);
    let future = Future { layout, pointer_size, states, storage };
    let local = future.large_local().or_else(|| future.large_shadowed());
    [local, future.large_awaited(), future.held_twice()].into_iter().flatten().collect()
}

/// A value that is held at an await point.
struct Large<'a> {
    point: &'a AwaitPoint,
    field: &'a FieldRecord,
}

struct Future<'a> {
    layout: &'a TypeRecord,
    pointer_size: usize,
    states: &'a States,
    /// `None` if a place is not known, and so the size that is left without it.
    storage: Option<Storage<'a>>,
}

impl<'a> Future<'a> {
    fn size(&self) -> usize {
        self.layout.size
    }

    /// A note, unless there is a reason for a warning.
    fn severity_if(&self, is_costly: bool) -> Severity {
        if is_costly || self.size() >= WEIGHTY { Severity::Warning } else { Severity::Note }
    }

    /// Large values of some roles, each once.
    fn large(&self, roles: &[HeldRole]) -> Vec<Large<'a>> {
        let least = LARGE.max(self.size().div_ceil(ONE_OF));
        let mut large: Vec<Large<'a>> = Vec::new();
        for point in &self.states.points {
            for held in &point.held {
                let field = &held.field;
                let is_known = large.iter().any(|it| {
                    field.name != "__awaitee"
                        && (&it.field.name, &it.field.type_name, it.field.offset)
                            == (&field.name, &field.type_name, field.offset)
                });
                if roles.contains(&held.role) && field.size >= least && !is_known {
                    large.push(Large { point, field });
                }
            }
        }
        large
    }

    /// How large the future is at most if values of these roles are in boxes. Of several values that share
    /// bytes one alone would save nothing.
    fn boxed(&self, roles: &[HeldRole]) -> After {
        let Some(storage) = &self.storage else { return After::Unknown };
        let large = self.large(roles);
        let after = storage.size_with(|field| {
            let is_boxed = large.iter().any(|it| {
                (&it.field.name, &it.field.type_name, it.field.offset)
                    == (&field.name, &field.type_name, field.offset)
            });
            if is_boxed { self.pointer_size } else { field.size }
        });
        match self.size().saturating_sub(after) {
            saved if saved >= LARGE.max(self.size().div_ceil(ONE_OF)) => After::AtMost(after),
            _ => After::NoBetter,
        }
    }

    /// The size after some are boxed, or, if those alone save nothing, all that are large: in words and, if it is
    /// known, as a number.
    fn after(&self, roles: &[HeldRole]) -> Option<(String, Option<usize>)> {
        match self.boxed(roles) {
            After::AtMost(after) => {
                let size = self.size();
                let words = format!(
                    "with a box the future would be at most {after} bytes instead of {size}"
                );
                Some((words, Some(after)))
            }
            After::Unknown => Some((
                "the size with a box is not known, because the debug info does not place every local"
                    .into(),
                None,
            )),
            After::NoBetter => match self.boxed(&ANY) {
                After::AtMost(after) => {
                    let words = format!(
                        "with boxes for this and for what else is large at an await the future would be at most \
                         {after} bytes instead of {}",
                        self.size()
                    );
                    Some((words, Some(after)))
                }
                _ => None,
            },
        }
    }

    fn large_local(&self) -> Option<Finding> {
        let large = self.large(&LOCAL);
        let (after, size) = (!large.is_empty()).then(|| self.after(&LOCAL)).flatten()?;
        let names = list(&large, |it| {
            let name = if is_number(&it.field.name) {
                "a temporary".into()
            } else {
                format!("`{}`", it.field.name)
            };
            format!("{name} ({} bytes, held{})", it.field.size, place(it.point))
        });
        let is_buffer = large.iter().any(|it| it.field.size >= BUFFER && is_array(it.field));
        Some(finding(
            FindingId::LargeHeldLocal,
            self.severity_if(is_buffer),
            format!("{} in the future while it waits", lies(&names, large.len())),
            format!("end its scope before the await, or box it: {after}"),
            size,
            &large,
        ))
    }

    /// Locals that shadow each other, if most of the future may be theirs.
    fn large_shadowed(&self) -> Option<Finding> {
        let unknown = self.states.unknown(self.layout)?;
        let Unknown { point, names, bytes } = unknown;
        let least = LARGE.max(self.size().div_ceil(ONE_OF));
        let of_names = |held: &&HeldField| names.contains(&&*held.field.name);
        let held = point.held.iter().filter(of_names);
        let large: Vec<_> = held.map(|held| Large { point, field: &held.field }).collect();
        let names = list(&names, |name| format!("`{name}`"));
        (bytes >= least).then(|| {
            finding(
                FindingId::LargeHeldLocal,
                self.severity_if(false),
                format!(
                    "locals of one name, {names}, take up to {bytes} bytes in the future while it waits{}, and \
                     the debug info does not tell which of them is how large",
                    place(point)
                ),
                "give each a name of its own to see which is large; end its scope before the await, or box \
                 it: the size after is not known"
                    .into(),
                None,
                &large,
            )
        })
    }

    fn large_awaited(&self) -> Option<Finding> {
        let large = self.large(&AWAITED);
        let (after, size) = (!large.is_empty()).then(|| self.after(&AWAITED)).flatten()?;
        let names = list(&large, |it| {
            let name = human::full_name(&it.field.type_name);
            format!("`{name}` ({} bytes, awaited{})", it.field.size, place(it.point))
        });
        Some(finding(
            FindingId::LargeAwaitedFuture,
            self.severity_if(false),
            format!("{} in the future that awaits it", lies(&names, large.len())),
            format!("make it smaller, or await `Box::pin(…)` of it: {after}"),
            size,
            &large,
        ))
    }

    fn held_twice(&self) -> Option<Finding> {
        let mut twice: Vec<Large<'a>> = Vec::new();
        for point in &self.states.points {
            for held in point.held.iter().filter(|held| held.role == HeldRole::Moved) {
                let is_known = twice.iter().any(|it| it.field.name == held.field.name);
                if held.field.size >= LEAST_TWICE && !is_known {
                    twice.push(Large { point, field: &held.field });
                }
            }
        }
        let bytes: usize = twice.iter().map(|it| it.field.size).sum();
        let after = self.storage.as_ref().map(|storage| {
            storage.size_with(|field| {
                let is_twice = |it: &Large<'_>| {
                    (&it.field.name, &it.field.type_name) == (&field.name, &field.type_name)
                };
                if twice.iter().any(is_twice) { 0 } else { field.size }
            })
        });
        let size = after;
        let after = match after {
            _ if twice.is_empty() => return None,
            Some(after) if after < self.size() => {
                format!("the future would be at most {after} bytes instead of {}", self.size())
            }
            // Another state is as large.
            Some(_) => return None,
            None => {
                "the size after is not known, because the debug info does not place every local"
                    .into()
            }
        };
        let names = list(&twice, |it| {
            let ty = ShortName(&it.field.type_name).to_string();
            format!("`{}: {ty}`", it.field.name)
        });
        let (verb, them) = if twice.len() == 1 { ("is", "it") } else { ("are", "them") };
        let (what, remedy) = if is_function(self.layout) {
            (
                "argument",
                format!(
                    "pass {them} by reference or in a box, or write `fn … -> impl Future` with an \
                     `async move` block, which stores each capture once"
                ),
            )
        } else {
            ("capture", format!("use {them} directly, without a local of that name"))
        };
        let saved = size.map_or(0, |size| self.size().saturating_sub(size));
        Some(finding(
            FindingId::ArgumentHeldTwice,
            self.severity_if(saved >= BUFFER),
            format!(
                "{names} {verb} in the future twice, as the {what} and as the local that it is moved to \
                 ({bytes} bytes)"
            ),
            format!("{remedy}: {after}"),
            size,
            &twice,
        ))
    }
}

/// What a change leads to.
enum After {
    AtMost(usize),
    NoBetter,
    Unknown,
}

const LOCAL: [HeldRole; 2] = [HeldRole::Local, HeldRole::Temporary];
const AWAITED: [HeldRole; 1] = [HeldRole::Awaited];
const ANY: [HeldRole; 3] = [HeldRole::Local, HeldRole::Temporary, HeldRole::Awaited];

fn finding(
    id: FindingId,
    severity: Severity,
    message: String,
    remedy: String,
    size_after: Option<usize>,
    large: &[Large<'_>],
) -> Finding {
    let path = |it: &Large<'_>| format!("{}.{}", it.point.state, it.field.name);
    let fields = large.iter().map(path).collect();
    Finding { id, severity, message, remedy, fields, size_after }
}

fn place(point: &AwaitPoint) -> String {
    point.place.as_ref().map_or_else(String::new, |place| format!(" at {place}"))
}

/// Whether a value is an array, which may not be initialized yet.
fn is_array(field: &FieldRecord) -> bool {
    let name = field.type_name.trim_start_matches("core::mem::maybe_uninit::MaybeUninit<");
    name.starts_with('[')
}

/// `a lies`, or `a and b lie`.
fn lies(names: &str, count: usize) -> String {
    format!("{names} {}", if count == 1 { "lies" } else { "lie" })
}

/// `a`, `a and b`, or `a, b and c`.
fn list<T>(all: &[T], words: impl Fn(&T) -> String) -> String {
    let words: Vec<String> = all.iter().map(words).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
