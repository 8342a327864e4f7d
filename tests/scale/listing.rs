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

    /// The one type of that name, if lifetimes and blanks do not count; or else if neither does what
    /// kind of type has the function that the type is declared in.
    pub(crate) fn by_plain_name(&self, name: &str) -> Option<&ListedType> {
        let within = || self.by_form(name, |name| without_implementors(&plain(name)));
        self.by_form(name, plain).or_else(within)
    }

    /// The type whose name has the same form. Where several have, they must be alike.
    fn by_form(&self, name: &str, form: impl Fn(&str) -> String) -> Option<&ListedType> {
        let name = form(name);
        let mut types = self.types.iter().filter(|(listed, _)| form(listed) == name);
        let first = types.next()?.1.as_ref()?;
        let is_alike =
            |of: &ListedType| ListedType { name: first.name.clone(), ..of.clone() } == *first;
        types.all(|(_, other)| other.as_ref().is_some_and(is_alike)).then_some(first)
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

/// `::f::B<u8>` for `<A<T> as Tr>::f::B<u8>`, and `A::f::B<u8>` for `A<T>::f::{closure#0}::B<u8>`: by
/// `type_name` such a `T` is `_`, and the closure has another name.
fn without_implementors(name: &str) -> String {
    let mut text = String::new();
    // Where the argument list begins that is the last so far.
    let mut start = 0;
    let (mut lists, mut braces) = (0, 0);
    let mut last = ' ';
    for c in name.chars() {
        match c {
            '<' if lists == 0 => (start, lists) = (text.len(), 1),
            '<' => lists += 1,
            '>' if last != '-' => lists -= 1,
            ':' if lists == 0 && last == '>' => text.truncate(start),
            '{' => braces += 1,
            _ => {}
        }
        if braces == 0 {
            text.push(c);
        }
        braces -= usize::from(c == '}');
        last = c;
    }
    text.replace("::::", "::")
}

#[test]
fn implementors_are_left_out() {
    for (name, expected) in [
        ("A<_>::f::B<u8>", "A::f::B<u8>"),
        ("<A<_>asa::Tr<fn()->u8>>::f::B<u8,A<u8>>", "::f::B<u8,A<u8>>"),
        ("A::f::{{closure}}::B", "A::f::B"),
        ("A::f::{closure#0}::B", "A::f::B"),
        ("a::B<A<u8>>", "a::B<A<u8>>"),
    ] {
        assert_eq!(without_implementors(name), expected);
    }
}

#[test]
fn lifetimes_and_blanks_are_left_out() {
    let names = ["A", "a::A<'_>", "A<'_, '_, u8>", "A<'a>::f::B<'_>", "A<B<'_>, u8>"];
    assert_eq!(names.map(plain), ["A", "a::A", "A<u8>", "A::f::B", "A<B,u8>"]);
}
