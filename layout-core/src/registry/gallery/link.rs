//! Where the types are on the page.

use core::fmt::Write;
use std_alloc::collections::{BTreeMap, BTreeSet};
use std_alloc::format;
use std_alloc::string::String;
use std_alloc::vec::Vec;

/// The anchors of the types.
pub(super) struct Links {
    /// In the order of the page.
    ids: Vec<String>,
    /// The type of a name; of several of one name, the first.
    by_name: BTreeMap<String, usize>,
}

impl Links {
    /// Those of types of these names, in the order of the page.
    pub(super) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut links = Self { ids: Vec::new(), by_name: BTreeMap::new() };
        let mut taken = BTreeSet::new();
        for (index, name) in names.into_iter().enumerate() {
            links.by_name.entry(name.into()).or_insert(index);
            // An anchor has no blank in it.
            let plain: String = name.chars().filter(|c| !c.is_whitespace()).collect();
            let numbered = (2..).map(|number| format!("{plain}-{number}"));
            let mut ids = core::iter::once(plain.clone()).chain(numbered);
            let id = ids.find(|id| !taken.contains(id)).unwrap_or_else(|| plain.clone());
            taken.insert(id.clone());
            links.ids.push(id);
        }
        links
    }

    /// The anchor of a type.
    pub(super) fn id(&self, index: usize) -> &str {
        &self.ids[index]
    }

    /// The URL of a type.
    pub(super) fn to(&self, index: usize) -> String {
        fragment(&self.ids[index])
    }

    /// The URL of a type, or of the first that its name holds, as that of `Vec<Packet>`; none that leads to
    /// `from`.
    pub(super) fn url(&self, name: &str, from: usize) -> Option<String> {
        let whole = self.by_name.get(name);
        let target = whole.or_else(|| words(name).find_map(|word| self.by_name.get(word)))?;
        (*target != from).then(|| self.to(*target))
    }
}

/// The paths in the name of a type.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).filter(|it| !it.is_empty())
}

/// A URL of an anchor on the same page.
///
/// Source: [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986), section 3.5.
fn fragment(id: &str) -> String {
    let mut url = String::from("#");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte) {
            url.push(char::from(byte));
        } else {
            // Writing to a text does not fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::Links;

    #[test]
    fn anchors_differ_and_are_found_by_name() {
        let links = Links::new(["a::f::L", "a::f::L", "a::Ring<u8, 4>", "a::f::L-2", "a::P"]);
        let ids: std::vec::Vec<_> = (0..5).map(|index| links.id(index)).collect();
        assert_eq!(ids, ["a::f::L", "a::f::L-2", "a::Ring<u8,4>", "a::f::L-2-2", "a::P"]);
        assert_eq!(links.url("a::Ring<u8, 4>", 0).unwrap(), "#a::Ring%3Cu8%2C4%3E");
        assert_eq!(links.url("alloc::vec::Vec<a::P>", 0).unwrap(), "#a::P");
        assert_eq!(links.url("[a::P; 3]", 4), None);
        assert_eq!(links.url("b::a::P", 0), None);
    }
}
