//! The way from a future to what makes it large.

use core::fmt::{self, Display, Formatter};
use std::format;
use std::string::String;
use std::vec::Vec;

use super::{States, holds_future, inside, is_future, is_number, parts};
use crate::debug_info::human;
use crate::record::{FieldRecord, SourcePlace, TypeRecord, Visible};

/// A step of [`FutureReport::largest_path`](super::FutureReport::largest_path).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PathStep {
    /// The name of the field; `None` for the future itself, and for an awaited future.
    pub field: Option<String>,
    /// The name of its type, for people.
    pub type_name: String,
    /// The size in bytes.
    pub size: usize,
    /// The await across which the previous step holds it, if there is one and the debug info says where.
    pub place: Option<SourcePlace>,
}

/// Shows `5192 bytes: awaits my_app::handle::{async fn} (src/main.rs:18)`.
impl Display for PathStep {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { size, .. } = self;
        write!(f, "{size} byte{}: {}", if *size == 1 { "" } else { "s" }, self.words())?;
        match &self.place {
            Some(place) => write!(f, " ({place})"),
            None => Ok(()),
        }
    }
}

impl PathStep {
    /// What the step leads to, without its size and place.
    pub(crate) fn words(&self) -> String {
        let text = match &self.field {
            None => format!("awaits {}", self.type_name),
            Some(name) if is_number(name) => self.type_name.clone(),
            Some(name) => format!("{name}: {}", self.type_name),
        };
        format!("{}", Visible(&text))
    }
}

/// The steps from a future down, itself first.
pub(super) fn largest(layout: &TypeRecord) -> Vec<PathStep> {
    let mut steps = Vec::from([PathStep {
        field: None,
        type_name: human::full_name(&layout.type_name),
        size: layout.size,
        place: None,
    }]);
    let mut at = layout;
    while is_future(at) || holds_future(at) {
        let part = largest_part(at);
        let states = States::of(at);
        let unknown = states.as_ref().and_then(|states| states.unknown(at));
        let size = part.map_or(0, |(_, field)| field.size);
        if let Some(unknown) = unknown.filter(|unknown| unknown.bytes > size) {
            steps.push(PathStep {
                field: Some(unknown.names.join(", ")),
                type_name: "not known, as locals of one name shadow each other".into(),
                size: unknown.bytes,
                place: unknown.point.place.clone(),
            });
            break;
        }
        let Some((place, field)) = part else { break };
        steps.push(PathStep {
            field: (field.name != "__awaitee").then(|| String::from(&*field.name)),
            type_name: human::full_name(&field.type_name),
            size: field.size,
            place: place.cloned(),
        });
        let Some(inner) = inside(field) else { break };
        at = inner;
    }
    steps
}

/// The largest field of a type, or of one of its variants, if it has bytes.
fn largest_part(layout: &TypeRecord) -> Option<(Option<&SourcePlace>, &FieldRecord)> {
    // Of equal ones the first: arguments are named before the locals that they are moved to.
    let (place, field) =
        parts(layout).reduce(|best, next| if next.1.size > best.1.size { next } else { best })?;
    let is_first = layout.variants.first().is_some_and(|first| {
        is_future(layout) && first.fields.iter().any(|it| core::ptr::eq(it, field))
    });
    // Captures are held from the start, across no await in particular.
    let place = place.filter(|_| is_future(layout) && !is_first);
    (field.size > 0).then_some((place, field))
}
