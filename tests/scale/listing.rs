//! rustc's listing, by the names of the types.

use std::collections::HashMap;

use layout_tests::type_sizes::{ListedField, ListedType, parse};

pub(crate) struct Listing {
    /// `None` for names that several types share.
    types: HashMap<String, Option<ListedType>>,
}

impl Listing {
    pub(crate) fn parse(text: &str) -> Self {
        let mut types = HashMap::new();
        for listed in parse(text) {
            let name = listed.name.clone();
            types
                .entry(name)
                .and_modify(|known: &mut Option<ListedType>| {
                    if known.as_ref() != Some(&listed) {
                        *known = None;
                    }
                })
                .or_insert(Some(listed));
        }
        Self { types }
    }

    /// The one type of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&ListedType> {
        self.types.get(name)?.as_ref()
    }

    /// The one type of that name, if lifetimes and blanks do not count.
    pub(crate) fn by_plain_name(&self, name: &str) -> Option<&ListedType> {
        let name = plain(name);
        let mut types = self.types.iter().filter(|(listed, _)| plain(listed) == name);
        match (types.next(), types.next()) {
            (Some((_, listed)), None) => listed.as_ref(),
            _ => None,
        }
    }

    /// The field of a struct or of a union.
    pub(crate) fn field(&self, owner: &str, field: &str) -> Option<&ListedField> {
        fields(self.get(owner)?).iter().find(|listed| listed.name == field)
    }
}

/// The fields of a struct or of a union, which is listed as something with one variant.
pub(crate) fn fields(listed: &ListedType) -> &[ListedField] {
    match &listed.variants[..] {
        [only] => &only.fields,
        _ => &listed.fields,
    }
}

/// `Of<u8,u8>` for `Of<'_, u8, u8>`.
fn plain(name: &str) -> String {
    let mut text = String::new();
    let mut rest = name;
    while let Some((before, behind)) = rest.split_once('\'') {
        let len = behind.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(behind.len());
        text.push_str(before);
        rest = behind[len..].trim_start_matches([',', ' ']);
    }
    (text + rest).replace("<>", "").replace(' ', "")
}

#[test]
fn lifetimes_and_blanks_are_left_out() {
    let names = ["A", "a::A<'_>", "A<'_, '_, u8>", "A<'a>::f::B<'_>", "A<B<'_>, u8>"];
    assert_eq!(names.map(plain), ["A", "a::A", "A<u8>", "A::f::B", "A<B,u8>"]);
}
