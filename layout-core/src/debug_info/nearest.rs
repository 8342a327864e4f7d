//! The types that a person means by a part of a name, or by one that is misspelt.

use std::string::{String, ToString as _};
use std::vec::Vec;

use super::human;
use super::lookup::Wanted;
use super::types::Types;
use crate::record::ShortName;
use crate::record::name::full_name;

impl Types<'_> {
    /// Those whose path ends with that one: `wire::Packet` finds `my_app::wire::Packet`. The modules of
    /// generic arguments may be left out, and so may all arguments: `Ring<u8>` and `Ring` find
    /// `my_app::Ring<u8>`.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let program = layout_core::debug_info::read("target/debug/my_app")?;
    /// for it in program.types().ending_with("wire::Packet").iter() {
    ///     println!("{}", it.record());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn ending_with(self, path: &str) -> Self {
        let ending = Ending::new(path);
        self.filter(|it| ending.is_of(&it.raw_name()))
    }

    /// The full names most like that one, the nearest first: what a person may have meant by a name that no type
    /// has. At most so many; none if nothing is near.
    #[must_use]
    pub fn nearest(&self, name: &str, most: usize) -> Vec<String> {
        let wanted = last_of(name).to_lowercase();
        let far = (wanted.chars().count() / 3).max(1);
        let mut near = Vec::new();
        for it in self.iter().filter(|it| !it.is_unnamed()) {
            let full = it.name();
            let last = last_of(&full).to_lowercase();
            let apart = distance(&wanted, &last, far);
            let is_part = wanted.len() >= 3 && last.contains(&wanted);
            if let Some(apart) = apart.or(is_part.then_some(far)) {
                near.push((apart, full));
            }
        }
        near.sort();
        near.dedup();
        near.into_iter().take(most).map(|(_, name)| name).collect()
    }
}

/// The end of a path.
struct Ending {
    path: String,
    wanted: Wanted,
    /// The last name in the path, by which others are told quickly.
    word: String,
}

impl Ending {
    fn new(path: &str) -> Self {
        let path = full_name(path.trim().trim_start_matches("::"));
        let word = last_of(&path).into();
        Self { wanted: Wanted::new(&path), word, path }
    }

    fn is_of(&self, raw: &str) -> bool {
        let human = human::full_name(raw);
        human.contains(&self.word)
            && (self.is_end_of(&human)
                || self.is_end_of(without_arguments(&human))
                || self.wanted.is(raw)
                || self.wanted.is(&ShortName(raw).to_string()))
    }

    fn is_end_of(&self, name: &str) -> bool {
        let before = name.strip_suffix(&self.path);
        before.is_some_and(|before| before.is_empty() || before.ends_with("::"))
    }
}

/// The path without the arguments of the type that it names.
fn without_arguments(name: &str) -> &str {
    if !name.ends_with('>') {
        return name;
    }
    let mut depth = 0_usize;
    for (at, sign) in name.char_indices().rev() {
        match sign {
            // The arrow of a function.
            '>' if name[..at].ends_with('-') => {}
            '>' => depth += 1,
            '<' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &name[..at];
        }
    }
    name
}

/// The name of the type without module and arguments.
fn last_of(name: &str) -> &str {
    let path = without_arguments(name.trim());
    path.rsplit("::").next().unwrap_or(path)
}

/// The number of insertions, deletions, substitutions and swaps of neighbors between two words, if it is at most
/// `most`: the optimal string alignment distance.
fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let (mut before, mut above) = (Vec::new(), (0..=other.len()).collect::<Vec<usize>>());
    for (i, a) in one.iter().enumerate() {
        let mut row = Vec::with_capacity(above.len());
        row.push(i + 1);
        for (j, b) in other.iter().enumerate() {
            let substituted = above[j] + usize::from(a != b);
            let mut best = substituted.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = core::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|&apart| apart <= most)
}

#[cfg(test)]
mod tests {
    use super::{Ending, distance, last_of, without_arguments};

    #[test]
    fn a_part_of_a_name_finds_the_type() {
        for (path, raw) in [
            ("Packet", "app::wire::Packet"),
            ("wire::Packet", "app::wire::Packet"),
            ("app::wire::Packet", "app::wire::Packet"),
            ("::Packet", "app::wire::Packet"),
            ("Ring", "app::Ring<u8, alloc::alloc::Global>"),
            ("Ring<u8>", "app::Ring<u8, alloc::alloc::Global>"),
            ("Ring<Packet>", "app::Ring<app::wire::Packet>"),
            ("serve::{async fn}", "app::serve::{async_fn_env#0}"),
            ("Box<dyn Shape>", "alloc::boxed::Box<dyn app::Shape, alloc::alloc::Global>"),
            ("Call<fn(u8) -> u8>", "app::Call<fn(u8) -> u8>"),
            ("Call", "app::Call<fn(u8) -> u8>"),
        ] {
            assert!(Ending::new(path).is_of(raw), "{path} and {raw}");
        }
        for (path, raw) in [
            ("acket", "app::wire::Packet"),
            ("other::Packet", "app::wire::Packet"),
            ("Ring<u16>", "app::Ring<u8>"),
            ("Packet", "app::Ring<app::wire::Packet>"),
            ("serve", "app::serve::{async_fn_env#0}"),
        ] {
            assert!(!Ending::new(path).is_of(raw), "{path} and {raw}");
        }
    }

    #[test]
    fn names_are_taken_apart() {
        for (name, path, last) in [
            ("a::B<c::D>", "a::B", "B"),
            ("a::B<fn() -> c::D>", "a::B", "B"),
            ("a::B", "a::B", "B"),
            ("<", "<", "<"),
            (">", ">", ">"),
        ] {
            assert_eq!((without_arguments(name), last_of(name)), (path, last), "{name}");
        }
    }

    #[test]
    fn words_are_near_or_not() {
        for (one, other, apart) in [
            ("packet", "packet", Some(0)),
            ("paket", "packet", Some(1)),
            ("pakcet", "packet", Some(1)),
            ("session", "packet", None),
            ("", "ab", Some(2)),
        ] {
            assert_eq!(distance(one, other, 2), apart, "{one} {other}");
        }
    }
}
