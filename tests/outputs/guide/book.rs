//! The pages of the guide, and the parts of them that are written by a test.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Ends a part that a test writes.
const END: &str = "<!-- end -->";
/// Begins the link definitions, which end the page.
const LINKS: &str = "<!-- links -->";

pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(super) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A page by its path below `docs/guide/src`, without `.md`.
pub(super) struct Page {
    pub(super) path: String,
    pub(super) text: String,
}

/// The pages that `SUMMARY.md` lists, in its order.
pub(super) fn pages() -> Vec<Page> {
    let source = root().join("docs/guide/src");
    let summary = read(&source.join("SUMMARY.md"));
    let targets = summary.split("](").skip(1).map(|rest| rest.split_once(')').expect("`)`").0);
    let pages = targets.map(|target| Page {
        path: target.strip_suffix(".md").expect("a page is Markdown").to_owned(),
        text: read(&source.join(target)),
    });
    pages.collect()
}

/// Compares a file with what it should hold. With `UPDATE_EXPECT=1` the file is written.
pub(super) fn hold(path: &Path, due: &str) {
    if fs::read_to_string(path).is_ok_and(|now| now == due) {
        return;
    }
    assert!(
        env::var_os("UPDATE_EXPECT").is_some(),
        "{} is not what the test writes; `UPDATE_EXPECT=1 cargo test -p layout-outputs guide` writes it",
        path.display()
    );
    fs::write(path, due).expect("the file can be written");
}

/// The page with its written parts anew. `part` makes one from what its first line asks for, such as `sample` and
/// `reorder-before`.
pub(super) fn written(page: &Page, part: impl Fn(&str, &str) -> String) -> String {
    let mut text = String::new();
    let mut lines = page.text.lines();
    while let Some(line) = lines.next() {
        if line == LINKS {
            break;
        }
        text.extend([line, "\n"]);
        let ask = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->"));
        let Some((kind, name)) = ask.and_then(|ask| ask.split_once(": ")) else { continue };
        assert!(lines.any(|line| line == END), "{}: no `{END}` after `{line}`", page.path);
        write!(text, "\n{}\n\n{END}\n", part(kind, name).trim()).expect("text takes all");
    }
    let text = format!("{}\n", text.trim_end());
    let labels = labels(&text);
    if labels.is_empty() {
        return text;
    }
    let up = "../".repeat(page.path.matches('/').count());
    let definitions: String =
        labels.iter().map(|label| format!("[{label}]: {up}{}\n", file_of(label))).collect();
    format!("{text}\n{LINKS}\n\n{definitions}")
}

/// The file that a label such as `findings/reorder#fix` leads to.
fn file_of(label: &str) -> String {
    let (page, anchor) = label
        .split_once('#')
        .map_or((label, String::new()), |(page, anchor)| (page, format!("#{anchor}")));
    let extension = if page.starts_with("pictures/") { "svg" } else { "md" };
    format!("{page}.{extension}{anchor}")
}

/// The labels of links to pages and pictures: `findings/reorder` in `[text][findings/reorder]`.
pub(super) fn labels(text: &str) -> BTreeSet<String> {
    let mut labels = BTreeSet::new();
    let mut is_code = false;
    for line in text.lines() {
        is_code ^= line.starts_with("```");
        for rest in line.split("][").skip(1).filter(|_| !is_code) {
            let Some((label, _)) = rest.split_once(']') else { continue };
            let is_path = |c: char| c.is_ascii_alphanumeric() || "/_-#".contains(c);
            assert!(label.chars().all(is_path), "`[{label}]` is no label of a page");
            labels.insert(label.to_owned());
        }
    }
    labels
}

/// What stands before a page in rustdoc: the first definition of a label is the one that holds, so that links lead to
/// modules there, and pictures need no file.
pub(super) fn definitions_for_rustdoc(labels: &BTreeSet<String>) -> String {
    let mut text = String::new();
    for label in labels {
        let target = if let Some(picture) = label.strip_prefix("pictures/") {
            format!("<{}>", data_uri(&picture_path(picture)))
        } else {
            let (page, anchor) = label.split_once('#').unwrap_or((label, ""));
            let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
            format!("crate::guide{}{anchor}", module_path(page))
        };
        writeln!(text, "[{label}]: {target}").expect("text takes all");
    }
    text
}

pub(super) fn picture_path(name: &str) -> PathBuf {
    root().join(format!("docs/guide/src/pictures/{name}.svg"))
}

fn data_uri(path: &Path) -> String {
    let mut uri = String::from("data:image/svg+xml,");
    for c in read(path).chars() {
        match c {
            '<' => uri.push_str("%3C"),
            '>' => uri.push_str("%3E"),
            '#' => uri.push_str("%23"),
            '%' => uri.push_str("%25"),
            '\n' => {}
            _ => uri.push(c),
        }
    }
    uri
}

/// `::findings::hot_straddle` of `findings/hot-straddle`, and `::findings` of `findings/index`.
fn module_path(page: &str) -> String {
    let page = page.strip_suffix("index").unwrap_or(page);
    let parts = page.split('/').filter(|part| !part.is_empty());
    parts.map(|part| format!("::{}", part.replace('-', "_"))).collect()
}

/// `guide.rs` of `layout-core`: a module for each page.
pub(super) fn modules(pages: &[Page]) -> String {
    let mut children: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for page in pages {
        let path = page.path.as_str();
        let parent = match path.rsplit_once('/') {
            Some((folder, "index")) => {
                children.entry(folder).or_default();
                ""
            }
            Some((folder, _)) => folder,
            None => "",
        };
        if path != "index" {
            children.entry(parent).or_default().push(path);
        }
    }
    let mut text = String::from(
        "// The pages of `docs/guide`. The test `outputs guide` writes this file: change `SUMMARY.md`.\n\
         #![doc = include_str!(\"../guide/index.links\")]\n\
         #![doc = include_str!(\"../guide/index.md\")]\n",
    );
    for page in &children[""] {
        let (name, inner) = match page.strip_suffix("/index") {
            Some(folder) => (folder, children[folder].as_slice()),
            None => (*page, [].as_slice()),
        };
        text.push('\n');
        module(&mut text, "", page, name);
        if inner.is_empty() {
            text.push_str(" {}\n");
            continue;
        }
        text.push_str(" {\n");
        for (index, page) in inner.iter().enumerate() {
            if index > 0 {
                text.push('\n');
            }
            module(&mut text, "    ", page, page.rsplit_once('/').expect("a folder").1);
            text.push_str(" {}\n");
        }
        text.push_str("}\n");
    }
    text
}

fn module(text: &mut String, indent: &str, page: &str, name: &str) {
    let name = name.replace('-', "_");
    for extension in ["links", "md"] {
        writeln!(text, "{indent}#[doc = include_str!(\"../guide/{page}.{extension}\")]")
            .expect("text takes all");
    }
    write!(text, "{indent}pub mod {name}").expect("text takes all");
}
