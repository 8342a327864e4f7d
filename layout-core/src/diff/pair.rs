//! Which field of one declaration is which of the other.

use std_alloc::vec::Vec;

use crate::sorted::sorted;

/// The members of two lists that belong together: by name, then by another likeness, each once.
pub(super) struct Pairs<'a, T> {
    /// Those of the newer list in order, each with its counterpart.
    pub(super) newer: Vec<(Option<&'a T>, &'a T)>,
    /// Those of the older list that have none, in order.
    pub(super) removed: Vec<&'a T>,
}

/// Pairs two lists by name, and what is left over by a key of likeness: the first of a name or a key with
/// the first, for a record may have a name twice. A member without a key is like no other.
#[inline]
pub(super) fn pair<'a, T, K: Ord>(
    older: &'a [T],
    newer: &'a [T],
    name: impl Fn(&'a T) -> &'a str,
    likeness: impl Fn(&'a T) -> Option<K>,
) -> Pairs<'a, T> {
    let names: Vec<&str> = older.iter().map(&name).collect();
    let mut by_name = Queues::new(names.len(), &|one, other| names[one] < names[other]);
    let by_name = |wanted: &str| {
        by_name.take(&|index| names[index] < wanted, &|index| names[index] == wanted)
    };
    let mut counterparts: Vec<Option<usize>> = newer.iter().map(&name).map(by_name).collect();
    let mut is_left = std_alloc::vec![true; older.len()];
    counterparts.iter().flatten().for_each(|index| is_left[*index] = false);

    // Those that are left over, as far as they are like any.
    let keys = older.iter().enumerate().filter(|(index, _)| is_left[*index]);
    let keys: Vec<(K, usize)> =
        keys.filter_map(|(index, member)| Some((likeness(member)?, index))).collect();
    let mut by_likeness = Queues::new(keys.len(), &|one, other| keys[one].0 < keys[other].0);
    for (counterpart, member) in counterparts.iter_mut().zip(newer) {
        let None = counterpart else { continue };
        let Some(wanted) = likeness(member) else { continue };
        let alike =
            by_likeness.take(&|index| keys[index].0 < wanted, &|index| keys[index].0 == wanted);
        *counterpart = alike.map(|index| keys[index].1);
    }
    counterparts.iter().flatten().for_each(|index| is_left[*index] = false);

    let pairs = counterparts.into_iter().zip(newer);
    Pairs {
        newer: pairs.map(|(index, member)| (index.map(|index| &older[index]), member)).collect(),
        removed: older.iter().zip(is_left).filter_map(|(one, left)| left.then_some(one)).collect(),
    }
}

/// Indices in the order of their keys, each of which is taken once.
struct Queues {
    order: Vec<usize>,
    /// Of the first index of each key, how many of the key are taken.
    taken: Vec<usize>,
}

impl Queues {
    #[inline]
    fn new(len: usize, is_before: &dyn Fn(usize, usize) -> bool) -> Self {
        Self { order: sorted(len, is_before), taken: std_alloc::vec![0; len] }
    }

    /// The next index of the key that `is_wanted`; `is_before` holds for those of lesser keys.
    #[inline]
    fn take(
        &mut self,
        is_before: &dyn Fn(usize) -> bool,
        is_wanted: &dyn Fn(usize) -> bool,
    ) -> Option<usize> {
        let first = self.order.partition_point(|index| is_before(*index));
        let taken = self.taken.get_mut(first)?;
        let next = self.order.get(first + *taken).copied().filter(|index| is_wanted(*index))?;
        *taken += 1;
        Some(next)
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
