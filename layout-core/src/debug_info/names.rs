//! Texts that stand for themselves by a number: each is kept once.

use std::collections::HashMap;
use std::string::String;
use std::vec::Vec;

use super::digest::{Digest, Ready};
use super::raw::Text;

/// A text of [`Names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Name(u32);

impl Name {
    /// The text without characters.
    pub(super) const EMPTY: Self = Self(0);

    pub(super) fn is_empty(self) -> bool {
        self == Self::EMPTY
    }
}

#[derive(Debug)]
pub(super) struct Names {
    text: String,
    /// Where each text ends; it begins where the last one ends.
    ends: Vec<usize>,
    by_digest: HashMap<u128, Name, Ready>,
}

impl Default for Names {
    fn default() -> Self {
        let by_digest = HashMap::from_iter([(Digest::of(b""), Name::EMPTY)]);
        Self { text: String::new(), ends: Vec::from([0]), by_digest }
    }
}

impl Names {
    pub(super) fn get(&self, name: Name) -> &str {
        let at = name.0 as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start..self.ends[at]]
    }

    /// The number of a text; what is not UTF-8 in it is replaced.
    pub(super) fn add(&mut self, bytes: &[u8]) -> Name {
        self.add_text(Text::new(bytes))
    }

    /// The same of a text whose digest is known.
    pub(super) fn add_text(&mut self, Text { bytes, digest }: Text<'_>) -> Name {
        if let Some(&name) = self.by_digest.get(&digest) {
            return name;
        }
        match core::str::from_utf8(bytes) {
            Ok(text) => self.text.push_str(text),
            Err(_) => self.text.push_str(&String::from_utf8_lossy(bytes)),
        }
        self.ends.push(self.text.len());
        let name = Name(super::raw::index(self.ends.len() - 1));
        self.by_digest.insert(digest, name);
        name
    }

    /// The number of a text, if it is one of these.
    pub(super) fn find(&self, text: &str) -> Option<Name> {
        self.by_digest.get(&Digest::of(text.as_bytes())).copied()
    }

    /// No text is added any more.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}
