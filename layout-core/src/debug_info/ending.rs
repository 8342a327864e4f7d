//! The types that a person means by the end of a path.

use std::string::{String, ToString as _};

use super::human;
use super::lookup::Wanted;
use crate::choice;
use crate::record::ShortName;
use crate::record::name::full_name;

/// The end of a path.
pub(super) struct Ending {
    path: String,
    wanted: Wanted,
    /// The last name in the path, by which others are told quickly.
    word: String,
}

impl Ending {
    pub(super) fn new(path: &str) -> Self {
        let path = full_name(path.trim().trim_start_matches("::"));
        let word = choice::last_of(&path).into();
        Self { wanted: Wanted::new(&path), word, path }
    }

    pub(super) fn is_of(&self, raw: &str) -> bool {
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
