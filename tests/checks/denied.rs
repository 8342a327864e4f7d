//! `deny(finding)`: what is found is told as in a report.
#![cfg(target_pointer_width = "64")]

use std::sync::atomic::AtomicU8;

use layout_core::Layout;
use layout_core::analysis::{Finding, FindingId, findings};

use crate::said;

#[derive(Layout)]
#[repr(C)]
struct Loose {
    a: bool,
    b: u64,
    c: bool,
    d: u64,
    e: [bool; 8],
    length: usize,
    first: AtomicU8,
    second: AtomicU8,
}

#[derive(Layout)]
#[repr(u8)]
#[allow(clippy::large_enum_variant, reason = "it is what is looked for")]
enum Message {
    Quit,
    Raw([u8; 256]),
}

#[derive(Layout)]
#[repr(C, align(64))]
struct Hot {
    before: [u8; 56],
    #[layout(hot)]
    key: [u64; 2],
    #[layout(cold)]
    after: [u8; 32],
}

#[derive(Layout)]
#[repr(C, packed)]
struct Packed {
    a: u8,
    b: u32,
}

/// Whether the cause of a finding is that of a better order, which a report tells instead.
fn told_by_reorder(found: &[Finding], id: FindingId) -> bool {
    let is_ordered_badly = found.iter().any(|found| found.id == FindingId::Reorder);
    is_ordered_badly && id == FindingId::PaddingWaste
}

/// Denies each finding, and returns how many were found.
fn deny_each<T: Layout>() -> usize {
    let name = T::LAYOUT.name;
    let found = findings(&T::LAYOUT);
    for &id in FindingId::ALL {
        let said =
            said(|| layout_core::__private::denied(core::marker::PhantomData::<T>, name, id));
        let line = said.lines().next().expect("a line");
        match found.iter().find(|found| found.id == id) {
            Some(found) => {
                let message = &found.message;
                assert_eq!(line, format!("layout of `{name}`: {message}, required deny({id})"));
            }
            // A report tells one cause once, and `deny` looks for what it is asked.
            None if told_by_reorder(&found, id) => assert_ne!(line, "holds", "{id} of {name}"),
            None => assert_eq!(line, "holds", "{id} of {name}"),
        }
    }
    found.len()
}

#[test]
fn each_finding_is_denied_where_it_is_found() {
    assert_eq!(deny_each::<u32>(), 0);
    assert_eq!(deny_each::<Loose>(), 4);
    assert_eq!(deny_each::<Message>(), 1);
    assert_eq!(deny_each::<Hot>(), 2);
    assert_eq!(deny_each::<Packed>(), 1);
}
