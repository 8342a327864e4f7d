//! Each relative link of the project's pages leads to a file, and to a heading of it if it names one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::book::{read, root};

/// The pages that a person reads: in these folders, and the guide.
const FOLDERS: [&str; 12] = [
    ".",
    "docs",
    "tests",
    "benches",
    "benches/figures",
    "fuzz",
    "cargo-layout",
    "docs/guide/src",
    ".github/ISSUE_TEMPLATE",
    "layout-core/examples/whole-program",
    "tests/gpu_truth",
    "tests/mutants",
];

fn pages() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|folder| root().join(folder)).collect();
    for entry in fs::read_dir(root().join("docs/guide/src")).expect("the guide") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    let files = folders.iter().flat_map(|folder| {
        let entries =
            fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        entries.map(|entry| entry.expect("a file").path())
    });
    files.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

/// The links of a page, and the anchors of its headings.
struct Marks {
    links: Vec<String>,
    anchors: BTreeSet<String>,
}

fn marks(text: &str) -> Marks {
    let mut marks = Marks { links: Vec::new(), anchors: BTreeSet::new() };
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                marks.links.push(dest_url.into_string());
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                marks.anchors.insert(anchor(&heading.take().expect("it began")));
            }
            _ => {}
        }
    }
    marks
}

/// The anchor of a heading, as hosts of Markdown make it.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    let pages = pages();
    assert!(pages.len() > 50, "only {} pages were found", pages.len());
    let mut count = 0;
    let mut faults = Vec::new();
    for page in &pages {
        let text = read(page);
        for link in marks(&text).links {
            if link.contains(':') {
                continue;
            }
            count += 1;
            let (file, heading) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { page.clone() } else { beside(page, file) };
            if !target.exists() {
                faults.push(format!("{}: {link} leads nowhere", page.display()));
            } else if !heading.is_empty() && !marks(&read(&target)).anchors.contains(heading) {
                faults.push(format!("{}: {link} names no heading", page.display()));
            }
        }
        // A reference without a definition is text.
        for unresolved in text.lines().filter(|line| line.contains("][]")) {
            faults.push(format!("{}: {unresolved}", page.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count > 300, "only {count} links were found");
}

fn beside(page: &Path, file: &str) -> PathBuf {
    page.parent().expect("a folder").join(file)
}

#[test]
fn anchors_are_made_as_hosts_make_them() {
    assert_eq!(anchor("Why not …"), "why-not-");
    assert_eq!(anchor("`no_padding`, and more"), "no_padding-and-more");
    let marks = marks("# A `b` c\n\n[x](y.md#z) ![p][q]\n\n[q]: r.svg\n");
    assert_eq!(marks.links, ["y.md#z", "r.svg"]);
    assert!(marks.anchors.contains("a-b-c"));
}
