//! The derive's table of checks, and what is to agree with it: the functions of the library, and the guide.

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
        "Checks" => vec![format!("{word}(target, …)")],
        "AddressSpace" => vec![format!("{word}(uniform)"), format!("{word}(storage)")],
        other => panic!("what is `{other}`?"),
    }
}

/// The forms that the first cells of the table of checks name.
fn documented(text: &str) -> Vec<String> {
    let (_, table) = text.split_once("| check | meaning | example |\n").expect("the table");
    let rows = table.lines().skip(1).map_while(|line| line.strip_prefix("| "));
    let cells = rows.map(|row| row.split_once(" | ").expect("cells").0);
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn each_check_is_documented() {
    let mut forms: Vec<String> =
        checks().iter().flat_map(|(word, row)| forms(word, &row.takes)).collect();
    let mut named = documented(&read("docs/guide/src/checks/index.md"));
    forms.sort();
    named.sort();
    assert_eq!(named, forms, "left: the guide's table of checks; right: the derive's table");
}

/// With a message that `tests/ui` has too: the test `outputs guide` compares them.
#[test]
fn each_check_has_a_page() {
    for word in checks().keys() {
        let page = read(&format!("docs/guide/src/checks/{word}.md"));
        assert!(page.starts_with(&format!("# `{word}`\n")), "{word}.md begins with another title");
        for part in ["## Example\n\n```rust\n", "## When it fails\n\n<!-- case: ", "## Fix\n"] {
            assert!(page.contains(part), "{word}.md has no {part:?}");
        }
        let (_, message) = page.split_once("<!-- case: ").expect("it is there");
        assert!(message.contains(word), "the message of {word}.md is that of another check");
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
