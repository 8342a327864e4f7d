//! Which entry of a lock file is which type of the program.

use std_alloc::collections::BTreeMap;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::current::CurrentType;
use super::document::LockedType;
use super::{body, reference};

/// The entries of both sides that belong together.
pub(super) struct Pairing {
    /// By the number of the newer one.
    pub(super) older_of: Vec<Option<usize>>,
    /// By the number of the older one.
    pub(super) newer_of: Vec<Option<usize>>,
}

impl Pairing {
    /// Pairs entries of one name. Where there are several of it, those of one release of their crate belong
    /// together, then those of one layout, then the first with the first.
    pub(super) fn new(older: &[LockedType], newer: &[CurrentType]) -> Self {
        let mut groups: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (index, locked) in older.iter().enumerate() {
            groups.entry(&locked.name.base).or_default().0.push(index);
        }
        for (index, current) in newer.iter().enumerate() {
            groups.entry(&current.locked.name.base).or_default().1.push(index);
        }
        let mut pairing = Self {
            older_of: std_alloc::vec![None; newer.len()],
            newer_of: std_alloc::vec![None; older.len()],
        };
        for (of_older, of_newer) in groups.into_values() {
            if of_older.len() > 1 || of_newer.len() > 1 {
                let release_of_newer =
                    |it: usize| release(&newer[it].locked).or_else(|| newer[it].release());
                pairing.pair_by(&of_older, &of_newer, |it| release(&older[it]), release_of_newer);
                let layout_of_newer = |it: usize| Some(layout(&newer[it].locked));
                pairing.pair_by(
                    &of_older,
                    &of_newer,
                    |it| Some(layout(&older[it])),
                    layout_of_newer,
                );
            }
            pairing.pair_by(&of_older, &of_newer, |_| Some(String::new()), |_| Some(String::new()));
        }
        pairing
    }

    /// Pairs those that have no counterpart yet and have one key, the first with the first.
    fn pair_by(
        &mut self,
        older: &[usize],
        newer: &[usize],
        key_of_older: impl Fn(usize) -> Option<String>,
        key_of_newer: impl Fn(usize) -> Option<String>,
    ) {
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for &index in older.iter().rev().filter(|&&index| self.newer_of[index].is_none()) {
            if let Some(key) = key_of_older(index) {
                by_key.entry(key).or_default().push(index);
            }
        }
        for &index in newer {
            if self.older_of[index].is_some() {
                continue;
            }
            let key = key_of_newer(index);
            if let Some(older) = key.and_then(|key| by_key.get_mut(&key)?.pop()) {
                self.older_of[index] = Some(older);
                self.newer_of[older] = Some(index);
            }
        }
    }
}

/// The lines of a type, without what tells types of one name apart.
fn layout(locked: &LockedType) -> String {
    let mut text = String::new();
    for line in locked.texts() {
        match body::type_in(line) {
            Some((before, ty)) => {
                text.push_str(before);
                text.push_str(&reference::read(ty).0);
            }
            None => text.push_str(line),
        }
        text.push('\n');
    }
    text
}

/// The release of a crate that tells an entry from others of its name.
fn release(locked: &LockedType) -> Option<String> {
    locked.name.label.clone().filter(|label| label.starts_with('v'))
}
