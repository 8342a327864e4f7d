//! `target-dependent`: a defined layout that is another one on other targets.

use super::members::{Member, Members};
use super::portability::{Fault, measure_field};
use super::sentence::{Names, Sentence};
#[cfg(feature = "alloc")]
use super::{Finding, Severity};
#[cfg(feature = "alloc")]
use crate::layout::FindingId;
use crate::layout::TypeLayout;

/// The fields whose type differs in size between targets, of a type whose layout is defined; of others
/// nobody expects it to be the same.
struct Dependent(Option<Members>);

impl Dependent {
    const fn of(layout: &TypeLayout) -> Self {
        Self(if layout.repr.is_reorderable() { None } else { Some(Members::of(layout)) })
    }

    const fn next(&mut self) -> Option<Member> {
        let Some(members) = &mut self.0 else { return None };
        while let Some(member) = members.next() {
            if let Err(breach) = measure_field(&member.field) {
                if matches!(breach.fault, Fault::Word { .. } | Fault::Pointer | Fault::Named(_)) {
                    return Some(member);
                }
            }
        }
        None
    }
}

#[cfg(feature = "alloc")]
impl Iterator for Dependent {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        self.next()
    }
}

pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    let mut names = Names::new();
    let mut dependent = Dependent::of(layout);
    while let Some(member) = dependent.next() {
        names.add(member);
    }
    if names.count == 0 {
        return None;
    }
    let mut text = Sentence::new();
    text.verb(&names, "the size of ", "the sizes of ")
        .names(&names)
        .verb(&names, " differs", " differ")
        .str(" between targets");
    Some(text)
}

#[cfg(feature = "alloc")]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    let message = examine(layout)?;
    let remedy = "use integers of a fixed size where files, peers or other targets read the bytes";
    let members = Dependent::of(layout);
    Some(Finding::new(FindingId::TargetDependent, Severity::Note, &message, remedy, members))
}
