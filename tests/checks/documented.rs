//! The derive's table of checks, and what is to agree with it: the functions of the library, and the tables
//! of the documentation and the README.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// A row of the table: what stands in the parentheses of a check, and what it compares.
struct Row {
    takes: String,
    compares: String,
}

fn read(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The table, by the word of each check.
fn checks() -> BTreeMap<String, Row> {
    let source = read("layout-derive/src/check/mod.rs");
    let (_, table) =
        source.split_once("const CHECKS: &[CheckKind] = checks! {").expect("the table");
    let (table, _) = table.split_once("\n};").expect("its end");
    let rows = table.lines().filter_map(|line| line.trim().strip_prefix('"'));
    let rows = rows.map(|row| {
        let (word, rest) = row.split_once('"').expect("a word in quotes");
        let mut cells = rest.split_whitespace().map(str::to_owned);
        let row = Row {
            takes: cells.next().expect("what it takes"),
            compares: cells.next().expect("what it compares"),
        };
        (word.to_owned(), row)
    });
    let rows: Vec<_> = rows.collect();
    let count = rows.len();
    let checks: BTreeMap<_, _> = rows.into_iter().collect();
    assert!(checks.len() == count && count > 15, "{count} rows, {} words", checks.len());
    checks
}

/// How a check is written: its word, with what stands in parentheses.
fn forms(word: &str, takes: &str) -> Vec<String> {
    match takes {
        "Nothing" => vec![word.to_owned()],
        "MaybeField" => vec![word.to_owned(), format!("{word}(f)")],
        "Field" => vec![format!("{word}(f)")],
        "Fields" => vec![format!("{word}(a, b)")],
        "Variant" => vec![format!("{word}(V)")],
        "Type" => vec![format!("{word}(T)")],
        "LineSize" => vec![format!("{word}(n)")],
        "Checks" => vec![format!("{word}(target, ...)")],
        "AddressSpace" => vec![format!("{word}(uniform)"), format!("{word}(storage)")],
        other => panic!("what is `{other}`?"),
    }
}

/// The rows of the table of checks in a text, each with the forms that its first cell names.
fn documented(text: &str, prefix: &str) -> Vec<(Vec<String>, String)> {
    let (_, table) =
        text.split_once(&format!("{prefix}| check | meaning | example |\n")).expect("the table");
    let rows = table.lines().skip(1).map_while(|line| line.strip_prefix(&format!("{prefix}| ")));
    rows.map(|row| {
        let (names, _) = row.split_once(" | ").expect("cells");
        let names = names.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        (names, row.to_owned())
    })
    .collect()
}

/// A text without the links of rustdoc: the words of each remain.
fn without_links(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        let (label, after) = after.split_once(']').expect("a link has an end");
        plain.push_str(label);
        rest = match after.strip_prefix('(') {
            Some(target) => target.split_once(')').expect("a target has an end").1,
            None => after,
        };
    }
    plain + rest
}

#[test]
fn each_check_is_documented() {
    let mut forms: Vec<String> =
        checks().iter().flat_map(|(word, row)| forms(word, &row.takes)).collect();
    let table = documented(&read("layout-core/src/lib.rs"), "//! ");
    let mut named: Vec<String> = table.into_iter().flat_map(|(names, _)| names).collect();
    forms.sort();
    named.sort();
    assert_eq!(named, forms, "left: the documentation of the crate; right: the derive's table");
}

/// The README may say less, and says it in the same words.
#[test]
fn the_readme_says_the_same_of_checks() {
    let documentation = documented(&read("layout-core/src/lib.rs"), "//! ");
    let documentation: Vec<_> = documentation.iter().map(|(_, row)| without_links(row)).collect();
    let readme = documented(&read("README.md"), "");
    assert!(readme.len() > 10, "{} rows", readme.len());
    for (_, row) in readme {
        assert!(
            documentation.contains(&without_links(&row)),
            "no row of the crate's documentation is as that of the README:\n{row}\n{documentation:#?}"
        );
    }
}

/// The derive calls a function of the library by the word of the check.
#[test]
fn each_check_has_a_function() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../layout-core/src/check");
    let files = fs::read_dir(folder).expect("the room of checks");
    let source: String = files
        .map(|file| fs::read_to_string(file.expect("a file").path()).expect("a text"))
        .collect();
    for (word, Row { takes, compares }) in checks() {
        let functions = match (&*takes, &*compares) {
            // No check of its own.
            ("LineSize", _) => continue,
            // As those within it.
            ("Checks", _) => {
                let checks =
                    ["size", "align", "offset_of_field", "size_of_field", "align_of_field"];
                checks.map(|check| format!("{check}_{word}")).into()
            }
            ("MaybeField", _) => vec![word.clone(), format!("{word}_of_field")],
            ("Field", "Number") => vec![format!("{word}_of_field")],
            ("Variant", _) => vec![format!("{word}_of_variant")],
            _ => vec![word],
        };
        for function in functions {
            assert!(
                [format!("pub const fn {function}<"), format!("\n    {function} ")]
                    .iter()
                    .any(|it| source.contains(it)),
                "no `{function}`"
            );
        }
    }
}
