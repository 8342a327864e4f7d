//! How a line names the type of a field where several types have that name.
//!
//! The name alone does not tell then which of them the field holds, so that the line has it:
//! `wire::Header (v2)`, or `Option<wire::Header> with wire::Header (v2)`.

use std_alloc::format;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::document::LockedName;

const WITH: &str = " with ";

/// A name and which types are meant by it.
pub(super) fn write(name: &str, labeled: &[LockedName]) -> String {
    match labeled {
        [] => name.into(),
        [one] if one.base == name => one.to_string(),
        several => {
            let list: Vec<String> = several.iter().map(ToString::to_string).collect();
            format!("{name}{WITH}{}", list.join(" and "))
        }
    }
}

/// The name, and which types are meant by it.
pub(super) fn read(text: &str) -> (String, Vec<LockedName>) {
    if let Some((name, list)) = text.split_once(WITH) {
        return (name.into(), list.split(" and ").map(LockedName::parse).collect());
    }
    let name = LockedName::parse(text);
    let base = name.base.clone();
    (base, if name.label.is_some() { Vec::from([name]) } else { Vec::new() })
}
