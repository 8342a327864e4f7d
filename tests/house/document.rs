//! The tables of `docs/ARCHITECTURE.md` that say which room may import which.

use std::collections::{BTreeMap, BTreeSet};

/// The rooms that each room of the crate may import: rows `` | `room` | what it is | `a`, `b` | `` below the
/// heading `` ## Rooms of `CRATE` ``.
pub(crate) fn allowed(name: &str) -> BTreeMap<String, BTreeSet<String>> {
    let document = crate::read(&crate::root().join("docs/ARCHITECTURE.md"));
    let heading = format!("## Rooms of `{name}`\n");
    let (_, rest) = document.split_once(&heading).unwrap_or_else(|| panic!("no heading {heading}"));
    let section = rest.split("\n## ").next().unwrap_or_default();
    let mut allowed = BTreeMap::new();
    for row in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        let [rooms, _, imports] = cells[..] else { panic!("a row has three cells: {row}") };
        let imports: BTreeSet<String> = names(imports).map(str::to_owned).collect();
        for room in names(rooms) {
            let row_before = allowed.insert(room.to_owned(), imports.clone());
            assert!(row_before.is_none(), "`{room}` of {name} has two rows");
        }
    }
    assert!(allowed.len() > 10, "few rooms of {name}: {allowed:?}");
    allowed
}

/// What stands in backticks.
fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(|name| name.trim_end_matches('/').trim_end_matches(".rs"))
}
