//! Layouts in the one form in which all sources of truth can be compared.

use std::collections::BTreeSet;

use layout_core::TypeLayout;

/// The size and the alignment of a struct, and where its fields lie.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) size: usize,
    pub(crate) align: usize,
    pub(crate) rows: Vec<Row>,
}

/// One field.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) offset: usize,
    pub(crate) size: usize,
    /// `None` where the source does not say it.
    pub(crate) align: Option<usize>,
}

impl Table {
    /// What `T::LAYOUT` states.
    pub(crate) fn stated(layout: &TypeLayout) -> Self {
        let rows = layout.fields().map(|field| Row {
            name: field.name.to_owned(),
            offset: field.offset.unwrap_or_else(|| {
                panic!(
                    "{}.{}: a struct's offsets are known, and this is not",
                    layout.name, field.name
                )
            }),
            size: field.size,
            align: Some(field.align),
        });
        Self {
            name: layout.name.to_owned(),
            size: layout.size,
            align: layout.align,
            rows: rows.collect(),
        }
    }

    fn row(&self, name: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.name == name)
    }

    fn field_names(&self) -> BTreeSet<&str> {
        self.rows.iter().map(|row| row.name.as_str()).collect()
    }
}

/// A table and who says so.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) who: &'a str,
    pub(crate) table: &'a Table,
}

/// What is different in two sources, a line each; the order of the fields does not matter.
pub(crate) fn differences(truth: Source<'_>, other: Source<'_>) -> Vec<String> {
    let name = &truth.table.name;
    let mut lines = Vec::new();
    let mut compare = |what: String, expected: Option<usize>, found: Option<usize>| {
        if let (Some(expected), Some(found)) = (expected, found) {
            if expected != found {
                let (truth, other) = (truth.who, other.who);
                lines.push(format!("{what} is {expected} by {truth}, but {found} by {other}"));
            }
        }
    };
    compare(format!("{name}: size"), Some(truth.table.size), Some(other.table.size));
    compare(format!("{name}: alignment"), Some(truth.table.align), Some(other.table.align));
    compare(
        format!("{name}: count of fields"),
        Some(truth.table.rows.len()),
        Some(other.table.rows.len()),
    );
    for row in &truth.table.rows {
        let Some(found) = other.table.row(&row.name) else { continue };
        let field = format!("{name}.{}", row.name);
        compare(format!("{field}: offset"), Some(row.offset), Some(found.offset));
        compare(format!("{field}: size"), Some(row.size), Some(found.size));
        compare(format!("{field}: alignment"), row.align, found.align);
    }
    let (expected, found) = (truth.table.field_names(), other.table.field_names());
    for field in expected.difference(&found) {
        lines.push(format!("{name}.{field}: known to {}, not to {}", truth.who, other.who));
    }
    for field in found.difference(&expected) {
        lines.push(format!("{name}.{field}: known to {}, not to {}", other.who, truth.who));
    }
    lines
}

/// Fails with all differences at once.
pub(crate) fn assert_none(differences: &[String]) {
    assert!(differences.is_empty(), "layouts differ:\n  {}", differences.join("\n  "));
}

/// The comparison itself must be able to fail.
#[test]
fn each_difference_is_named() {
    let row = |name: &str, offset| Row { name: name.to_owned(), offset, size: 1, align: Some(1) };
    let table = |size, rows| Table { name: "T".to_owned(), size, align: 1, rows };
    let truth = table(2, vec![row("a", 0), row("b", 1)]);
    let other = table(3, vec![row("c", 2), row("b", 2)]);
    let found =
        differences(Source { who: "gcc", table: &truth }, Source { who: "LAYOUT", table: &other });
    let expected = [
        "T: size is 2 by gcc, but 3 by LAYOUT",
        "T.b: offset is 1 by gcc, but 2 by LAYOUT",
        "T.a: known to gcc, not to LAYOUT",
        "T.c: known to LAYOUT, not to gcc",
    ];
    assert_eq!(found, expected);
}
