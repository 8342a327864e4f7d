//! The pages hold the figures of runs, as the files in `figures` have them.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// Ends what is taken from a file.
const END: &str = "<!-- end -->";

fn benches() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The file of `figures` that a line of a page begins a table of.
fn file_of(line: &str) -> Option<&str> {
    line.strip_prefix("<!-- figures: ")?.strip_suffix(" -->")
}

/// The text of a page with the figures of the files.
fn with_figures(page: &str) -> String {
    let mut text = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        text.extend([line, "\n"]);
        let Some(file) = file_of(line) else { continue };
        assert!(lines.any(|line| line == END), "{file}: no `{END}` follows");
        let figures = read(&benches().join("figures").join(file));
        assert!(figures.contains("\n| ") || figures.starts_with("| "), "{file} has no table");
        text.extend(["\n", figures.trim(), "\n\n", END, "\n"]);
    }
    text
}

/// With `UPDATE_EXPECT=1` the pages are written.
#[test]
fn figures_are_those_of_the_files() {
    for page in [benches().join("README.md"), benches().join("../README.md")] {
        let (now, due) = (read(&page), with_figures(&read(&page)));
        assert!(now.lines().any(|line| file_of(line).is_some()), "{} has none", page.display());
        if now == due {
            continue;
        }
        assert!(
            env::var_os("UPDATE_EXPECT").is_some(),
            "{} has other figures than the files; run the test with `UPDATE_EXPECT=1`",
            page.display()
        );
        fs::write(&page, due).unwrap();
    }
}

#[test]
fn every_file_is_on_the_page() {
    let page = read(&benches().join("README.md"));
    for entry in fs::read_dir(benches().join("figures")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(page.contains(&name), "figures/{name} is not on the page");
    }
}

#[test]
fn the_page_is_short() {
    let lines = read(&benches().join("README.md")).lines().count();
    assert!(lines <= 200, "benches/README.md has {lines} lines; what explains goes to NOTES.md");
}

/// The chart is of the run that wrote the table.
#[test]
fn the_chart_has_the_figures_of_the_table() {
    let chart = read(&benches().join("../docs/derive-cost.svg"));
    let table = read(&benches().join("figures/derive-cost.md"));
    let mut rows = 0;
    for line in table.lines().filter(|line| line.starts_with("| ")).skip(2) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let (label, least) = (cells[0], cells[4]);
        let bar = format!("<title>{label}: {least} ms");
        assert!(chart.contains(&bar), "docs/derive-cost.svg has no {bar:?}");
        rows += 1;
    }
    assert_eq!(chart.matches("<title>").count(), rows + 1, "a title, and one for each bar");
}
