//! Layouts in the form in which programs print them and in which they are compared.

use std::collections::BTreeMap;

/// A type as one source describes it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) size: usize,
    pub(crate) align: usize,
    pub(crate) fields: Vec<Row>,
    /// The padding of a type that is not an enum: offset and size of each run of it.
    pub(crate) holes: Vec<Hole>,
    /// How the variants of an enum are told apart.
    pub(crate) tagging: Tagging,
    pub(crate) variants: Vec<Variant>,
    /// What lies at the ends of paths through nested fields.
    pub(crate) paths: Vec<Row>,
}

#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) discriminant: String,
    pub(crate) fields: Vec<Row>,
    /// The padding, if the source tells it from what tells the variants apart.
    pub(crate) holes: Option<Vec<Hole>>,
}

/// The offset and size of a run of padding.
pub(crate) type Hole = (usize, usize);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tagging {
    /// By a tag of that size.
    Tag(usize),
    Niche,
    /// There is one variant, or none.
    Single,
    #[default]
    Unknown,
}

/// A field. `None` stands for what the source does not tell.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) offset: Option<usize>,
    pub(crate) size: Option<usize>,
    pub(crate) align: Option<usize>,
}

/// Reads lines `type KEY SIZE ALIGN`, each followed by lines `field NAME OFFSET SIZE ALIGN`,
/// `hole OFFSET SIZE`, `tagging SIZE` (or `niche`, `single`), `variant NAME DISCRIMINANT` with lines of
/// fields, `padding` and lines of holes if they are known, and `path PATH OFFSET SIZE ALIGN`. What is
/// not known is `?` or missing at the end of the line.
pub(crate) fn parse(text: &str) -> BTreeMap<String, Table> {
    let mut tables = BTreeMap::new();
    let mut last: Option<(String, Table)> = None;
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let word = |index: usize| words.get(index).copied().unwrap_or_default();
        let number = |index: usize| word(index).parse().ok();
        let row = || Row {
            name: word(1).to_owned(),
            offset: number(2),
            size: number(3),
            align: number(4),
        };
        match (word(0), &mut last) {
            ("type", _) => {
                tables.extend(last.take());
                let expect =
                    |index| number(index).unwrap_or_else(|| panic!("{line:?} was printed"));
                let table = Table { size: expect(2), align: expect(3), ..Table::default() };
                last = Some((word(1).to_owned(), table));
            }
            ("variant", Some((_, table))) => table.variants.push(Variant {
                name: word(1).to_owned(),
                discriminant: word(2).to_owned(),
                fields: Vec::new(),
                holes: None,
            }),
            ("field", Some((_, table))) => match table.variants.last_mut() {
                Some(variant) => variant.fields.push(row()),
                None => table.fields.push(row()),
            },
            ("padding", Some((_, table))) => {
                let variant = table.variants.last_mut().expect("it stands below a variant");
                variant.holes = Some(Vec::new());
            }
            ("hole", Some((_, table))) => {
                let last = table.variants.last_mut().and_then(|variant| variant.holes.as_mut());
                last.unwrap_or(&mut table.holes).extend(number(1).zip(number(2)));
            }
            ("tagging", Some((_, table))) => {
                table.tagging = match word(1) {
                    "niche" => Tagging::Niche,
                    "single" => Tagging::Single,
                    _ => number(1).map_or(Tagging::Unknown, Tagging::Tag),
                }
            }
            ("path", Some((_, table))) => table.paths.push(row()),
            _ => panic!("{line:?} was printed"),
        }
    }
    tables.extend(last);
    tables
}
