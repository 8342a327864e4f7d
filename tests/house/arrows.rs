//! Arrows from room to room, and circles among them.

use std::collections::{BTreeMap, BTreeSet};

/// A room that imports another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Arrow {
    pub(crate) from: String,
    pub(crate) to: String,
}

/// The rooms of a circle, of which the last is the first again, if there is one.
pub(crate) fn circle(allowed: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    allowed.keys().find_map(|start| way_back(allowed, start, &mut vec![start.clone()]))
}

/// A way from the last room of `way` back to `start`.
fn way_back(
    allowed: &BTreeMap<String, BTreeSet<String>>,
    start: &str,
    way: &mut Vec<String>,
) -> Option<Vec<String>> {
    let last = way.last().expect("a way has a start").clone();
    for next in allowed.get(&last).into_iter().flatten() {
        let is_back = next == start;
        if !is_back && way.contains(next) {
            continue;
        }
        way.push(next.clone());
        if is_back {
            return Some(way.clone());
        }
        if let Some(circle) = way_back(allowed, start, way) {
            return Some(circle);
        }
        way.pop();
    }
    None
}
