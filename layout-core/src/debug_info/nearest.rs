//! The types that a person means by a part of a name, or by one that is misspelled.

use std::string::{String, ToString as _};
use std::vec::Vec;

use super::human;
use super::lookup::Wanted;
use super::types::Types;
use crate::choice;
use crate::record::ShortName;
use crate::record::name::full_name;

impl Types<'_> {
    /// Chooses the types whose path ends with `path`: `wire::Packet` finds `my_app::wire::Packet`.
    ///
    /// You may omit the modules of generic arguments, or all arguments: `Ring<u8>` and `Ring` find `my_app::Ring<u8>`.
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

    /// Returns up to `most` similar full names, the nearest first, for a name that no type has. Empty if nothing is
    /// similar.
    #[must_use]
    pub fn nearest(&self, name: &str, most: usize) -> Vec<String> {
        // A pointer, a tuple or an array is called by what it is of.
        let is_declared = |name: &String| !name.starts_with(['&', '*', '(', '[']);
        let named = self.iter().filter(|it| !it.is_unnamed()).map(|it| it.name());
        choice::nearest(named.filter(is_declared), name, most)
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
        let word = choice::last_of(&path).into();
        Self { wanted: Wanted::new(&path), word, path }
    }

    fn is_of(&self, raw: &str) -> bool {
        let human = human::full_name(raw);
        human.contains(&self.word)
            && (choice::is_end_of(&self.path, &human)
                || self.wanted.is(raw)
                || self.wanted.is(&ShortName(raw).to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::Ending;

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
}
