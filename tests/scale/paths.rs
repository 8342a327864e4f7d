//! Paths into nested types, such as `header.rows.2.len`.

use crate::catalog::Catalog;
use crate::listing::Listing;
use crate::model::{Body, Const, Field, Ty, Use};
use crate::rust_text::listed_name;

/// A path, and by which steps rustc's listing leads to its end.
#[derive(Clone)]
pub(crate) struct Path {
    pub(crate) text: String,
    steps: Vec<Step>,
}

#[derive(Clone)]
enum Step {
    /// To a field of a type, both by name.
    Field(String, String),
    /// To an element of an array of that type.
    Element(usize, String),
}

/// What lies at the end of a path.
pub(crate) struct End {
    pub(crate) offset: usize,
    pub(crate) size: usize,
    /// Where the listing tells it.
    pub(crate) align: Option<usize>,
}

/// The paths beyond the fields of a struct or union, not all if they are many.
pub(crate) fn paths(catalog: &Catalog, of: &Use) -> Vec<Path> {
    const MOST: usize = 12;
    let mut found = Vec::new();
    let root = Path { text: String::new(), steps: Vec::new() };
    let mut open = vec![(root, of.clone())];
    // The widest first, so that no part of the type takes all the places.
    while found.len() < MOST && !open.is_empty() {
        let (path, of) = open.remove(0);
        for field in fields(catalog, &of) {
            let owner = listed_name(catalog, &of);
            let path = path.extended(&field.name, Step::Field(owner, field.name.clone()));
            follow(catalog, &path, &field.ty, &of, &mut open);
            if path.steps.len() > 1 {
                found.push(path);
            }
        }
    }
    found.truncate(MOST);
    found
}

/// Adds the type that a field leads to, if its fields can be reached. Through a parameter they cannot:
/// it is not known to have a layout.
fn follow(catalog: &Catalog, path: &Path, ty: &Ty, of: &Use, open: &mut Vec<(Path, Use)>) {
    match ty {
        Ty::Generated(inner) => {
            if let Ty::Generated(inner) = Ty::Generated(inner.clone()).with(of) {
                open.push((path.clone(), inner));
            }
        }
        Ty::Array(element, len) => {
            let (Ty::Generated(inner), Const::Value(len @ 1..)) = (&**element, len.with(of)) else {
                return;
            };
            let name = listed_name(catalog, &with(inner, of));
            let path = path.extended(&(len - 1).to_string(), Step::Element(len - 1, name));
            follow(catalog, &path, element, of, open);
        }
        Ty::Plain(_) | Ty::Of(..) | Ty::Tuple(_) | Ty::Slice(_) | Ty::Parameter(_) => {}
    }
}

fn with(inner: &Use, of: &Use) -> Use {
    match Ty::Generated(inner.clone()).with(of) {
        Ty::Generated(inner) => inner,
        _ => unreachable!("arguments change nothing but arguments"),
    }
}

/// The fields of a struct or union; none of an enum.
fn fields<'a>(catalog: &'a Catalog, of: &Use) -> &'a [Field] {
    match &catalog.definition(of).body {
        Body::Struct(fields) => &fields.list,
        Body::Union(fields) => fields,
        Body::Enum(_) => &[],
    }
}

impl Path {
    fn extended(&self, name: &str, step: Step) -> Self {
        let dot = if self.text.is_empty() { "" } else { "." };
        let mut steps = self.steps.clone();
        steps.push(step);
        Self { text: format!("{}{dot}{name}", self.text), steps }
    }

    /// What lies at the end by rustc's listing.
    pub(crate) fn end(&self, listing: &Listing) -> Option<End> {
        let mut end = End { offset: 0, size: 0, align: None };
        for step in &self.steps {
            match step {
                Step::Field(owner, field) => {
                    let field = listing.field(owner, field)?;
                    let offset = end.offset + field.offset;
                    end = End { offset, size: field.size, align: field.align };
                }
                Step::Element(index, of) => {
                    let element = listing.get(of)?;
                    let offset = end.offset + index * element.size;
                    end = End { offset, size: element.size, align: Some(element.align) };
                }
            }
        }
        Some(end)
    }
}
