//! Which field of one declaration is which of the other.

use std_alloc::collections::BTreeMap;
use std_alloc::vec::Vec;

/// The members of two lists that belong together: by name, then by another likeness, each once.
pub(super) struct Pairs<'a, T> {
    /// Those of the newer list in order, each with its counterpart.
    pub(super) newer: Vec<(Option<&'a T>, &'a T)>,
    /// Those of the older list that have none, in order.
    pub(super) removed: Vec<&'a T>,
}

/// Pairs two lists by name, and what is left over by a key of likeness: the first of a name or a key with
/// the first, for a record may have a name twice. A member without a key is like no other.
pub(super) fn pair<'a, T, K: Ord>(
    older: &'a [T],
    newer: &'a [T],
    name: impl Fn(&'a T) -> &'a str,
    likeness: impl Fn(&'a T) -> Option<K>,
) -> Pairs<'a, T> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, member) in older.iter().enumerate().rev() {
        by_name.entry(name(member)).or_default().push(index);
    }
    let mut counterparts: Vec<Option<usize>> =
        newer.iter().map(|member| by_name.get_mut(name(member)).and_then(Vec::pop)).collect();
    let mut is_left = std_alloc::vec![true; older.len()];
    counterparts.iter().flatten().for_each(|index| is_left[*index] = false);

    let mut by_likeness: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for index in (0..older.len()).rev().filter(|index| is_left[*index]) {
        if let Some(key) = likeness(&older[index]) {
            by_likeness.entry(key).or_default().push(index);
        }
    }
    for (counterpart, member) in counterparts.iter_mut().zip(newer) {
        if counterpart.is_none() {
            let alike = likeness(member).and_then(|key| by_likeness.get_mut(&key));
            *counterpart = alike.and_then(Vec::pop);
        }
    }
    counterparts.iter().flatten().for_each(|index| is_left[*index] = false);

    let pairs = counterparts.into_iter().zip(newer);
    Pairs {
        newer: pairs.map(|(index, member)| (index.map(|index| &older[index]), member)).collect(),
        removed: older.iter().zip(is_left).filter_map(|(one, left)| left.then_some(one)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::pair;

    #[test]
    fn members_of_one_name_are_paired_in_order() {
        let (older, newer) = ([("a", 1), ("b", 2), ("a", 3)], [("a", 4), ("a", 5), ("c", 2)]);
        let pairs = pair(&older, &newer, |member| member.0, |member| Some(member.1));
        let numbers = pairs.newer.iter().map(|(old, new)| (old.map(|old| old.1), new.1));
        assert!(numbers.eq([(Some(1), 4), (Some(3), 5), (Some(2), 2)]));
        assert!(pairs.removed.is_empty());
    }
}
