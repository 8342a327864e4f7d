//! Cuts a type out of the text that declares it.

/// A type as its source has it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// The text of its doc comment, as one paragraph.
    pub(crate) doc: String,
    /// Its attributes and its declaration.
    pub(crate) code: String,
}

/// The struct, enum or union called `name` in a source in rustfmt's form, where each attribute fills one line.
pub(crate) fn cut(source: &str, name: &str) -> Option<Item> {
    let lines: Vec<&str> = source.lines().collect();
    let declaration = lines.iter().position(|line| declares(line, name))?;
    let above = lines[..declaration].iter().rev().take_while(|line| belongs_below(line)).count();
    let below = lines[declaration..].iter().position(|line| ends_item(line))?;
    let item = &lines[declaration - above..=declaration + below];
    let (docs, code): (Vec<&str>, Vec<&str>) =
        item.iter().partition(|line| line.starts_with("///"));
    let docs: Vec<_> = docs.iter().map(|line| line.trim_start_matches('/').trim()).collect();
    Some(Item { doc: docs.join(" "), code: code.join("\n") })
}

fn declares(line: &str, name: &str) -> bool {
    let item = line.strip_prefix("pub ").unwrap_or(line);
    ["struct ", "enum ", "union "]
        .iter()
        .find_map(|keyword| item.strip_prefix(keyword)?.strip_prefix(name))
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

fn belongs_below(line: &str) -> bool {
    line.starts_with("///") || line.starts_with("#[")
}

/// Fields are indented: what ends at the margin ends the item.
fn ends_item(line: &str) -> bool {
    !line.starts_with(' ') && (line.ends_with(';') || line.ends_with('}'))
}

#[cfg(test)]
mod tests {
    use super::{Item, cut};

    const SOURCE: &str = "\
//! A module.
use std::fmt;

/// Longer
/// than a line.
#[derive(Debug)]
#[repr(C)]
pub struct Pair {
    pub a: [u8; 2],
    /// Of the field.
    pub b: u8,
}

pub struct PairOf<T>(pub T);

enum Choice {
    A { x: u8 },
    B(u16),
}

/// Nothing.
pub struct Unit;
pub struct Empty {}
";

    fn item(doc: &str, code: &str) -> Item {
        Item { doc: doc.to_owned(), code: code.to_owned() }
    }

    #[test]
    fn the_item_comes_with_its_attributes_and_its_doc_apart() {
        let code = "#[derive(Debug)]\n#[repr(C)]\npub struct Pair {\n    pub a: [u8; 2],\n    \
                    /// Of the field.\n    pub b: u8,\n}";
        assert_eq!(cut(SOURCE, "Pair"), Some(item("Longer than a line.", code)));
    }

    #[test]
    fn each_item_ends_where_it_ends() {
        assert_eq!(cut(SOURCE, "PairOf"), Some(item("", "pub struct PairOf<T>(pub T);")));
        let choice = "enum Choice {\n    A { x: u8 },\n    B(u16),\n}";
        assert_eq!(cut(SOURCE, "Choice"), Some(item("", choice)));
        assert_eq!(cut(SOURCE, "Unit"), Some(item("Nothing.", "pub struct Unit;")));
        assert_eq!(cut(SOURCE, "Empty"), Some(item("", "pub struct Empty {}")));
    }

    #[test]
    fn a_name_is_found_whole_or_not_at_all() {
        for name in ["Pai", "air", "PairOfs", "fmt", ""] {
            assert_eq!(cut(SOURCE, name), None, "{name:?}");
        }
    }

    #[test]
    fn an_item_that_never_ends_is_none() {
        assert_eq!(cut("pub struct Open {\n    pub a: u8,\n", "Open"), None);
    }
}
