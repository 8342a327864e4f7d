//! The table of findings, and what is derived from it.

use std::collections::BTreeSet;

use layout_core::Layout;
use layout_core::analysis::{FindingId, findings};

/// The derive cannot depend on the library, and has a list of its own.
#[test]
fn the_derive_knows_the_same_findings() {
    let source = include_str!("../../layout-derive/src/finding.rs");
    let (_, list) = source.split_once("const FINDINGS: &[Finding] = &[").expect("the list");
    let (list, _) = list.split_once("];").expect("its end");
    let texts: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    let derive: Vec<(&str, &str)> = texts.chunks(2).map(|it| (it[0], it[1])).collect();
    let of_types: Vec<_> = FindingId::ALL.iter().filter(|id| !id.is_of_futures()).collect();
    let names: Vec<_> = of_types.iter().map(|id| format!("{id:?}")).collect();
    let table: Vec<_> =
        of_types.iter().zip(&names).map(|(id, name)| (id.as_str(), &**name)).collect();
    assert_eq!(derive, table);
    let (_, list) = source.split_once("const OF_FUTURES: &[&str] = &[").expect("the other list");
    let (list, _) = list.split_once("];").expect("its end");
    let of_futures = FindingId::ALL.iter().filter(|id| id.is_of_futures());
    assert!(list.split('"').skip(1).step_by(2).eq(of_futures.map(|id| id.as_str())), "{list}");
}

/// Each has a file of the same name.
#[test]
fn each_finding_has_a_file() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../layout-core/src/findings");
    for id in FindingId::ALL.iter().filter(|id| !id.is_of_futures()) {
        let file = format!("{folder}/{}.rs", id.as_str().replace('-', "_"));
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(text.starts_with(&format!("//! `{id}`: ")), "{file} says what it looks for");
    }
}

#[test]
fn identifiers_summaries_and_severities() {
    let texts: BTreeSet<_> = FindingId::ALL.iter().map(|id| id.as_str()).collect();
    assert_eq!(texts.len(), FindingId::ALL.len());
    for id in FindingId::ALL {
        assert_eq!(id.as_str().parse(), Ok(*id));
        assert!(id.summary().len() > 20 && id.summary().ends_with('.'), "{}", id.summary());
        assert!(id.found_where().len() > 20, "{}", id.found_where());
    }
    assert_eq!(FindingId::ALL[0], FindingId::PaddingWaste);
}

/// A list in a program that is read, and no finding above the severity that the table says.
#[test]
fn severities_are_at_most_that_of_the_table() {
    #[derive(Layout)]
    #[repr(C)]
    struct Padded(u8, u64, bool, bool, usize);

    let found = findings(&Padded::LAYOUT);
    assert!(found.len() > 1, "{found:?}");
    assert!(found.iter().all(|found| found.severity <= found.id.severity()), "{found:?}");
}
