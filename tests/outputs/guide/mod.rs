//! The guide in `docs/guide`: each sample, picture and message on its pages is what the program draws and prints, each
//! finding and each check has a page, and each link leads somewhere.

mod book;
mod links;
mod samples;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use layout_core::FindingId;

use book::{hold, pages, picture_path, read, root};
use samples::Sample;

/// What a page asks for.
fn part(kind: &str, name: &str) -> String {
    match kind {
        "sample" => samples::named(name).to_markdown(),
        "case" => case(name),
        "file" => format!("```text\n{}\n```", read(&root().join(name)).trim_end()),
        other => panic!("what is a `{other}`?"),
    }
}

/// A case of `tests/ui`, with the message that it has there.
fn case(name: &str) -> String {
    let read = |extension| read(&root().join(format!("tests/ui/{name}.{extension}")));
    let source = read("rs");
    let message = read("stderr").replace(&format!("{name}.rs"), "src/main.rs");
    format!("```rust,ignore\n{}\n```\n\n```text\n{}\n```", source.trim(), message.trim_end())
}

/// With `UPDATE_EXPECT=1` the pages, the pictures and `guide.rs` are written.
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
#[test]
fn the_pages_have_what_the_program_draws_and_prints() {
    for sample in samples::all() {
        hold(&picture_path(sample.name), &sample.report.to_svg());
    }
    let pages = pages();
    for page in &pages {
        let source = root().join("docs/guide/src");
        let text = book::written(page, part);
        hold(&source.join(format!("{}.md", page.path)), &text);
        let definitions = book::definitions_for_rustdoc(&book::labels(&text));
        hold(&source.join(format!("{}.links", page.path)), &definitions);
    }
    hold(&root().join("layout-core/src/guide.rs"), &book::modules(&pages));
}

#[test]
fn every_page_is_listed_once_and_every_picture_is_shown() {
    let pages = pages();
    let listed: BTreeSet<String> = pages.iter().map(|page| page.path.clone()).collect();
    assert_eq!(listed.len(), pages.len(), "SUMMARY.md lists a page twice");
    let mut found = BTreeSet::new();
    let source = root().join("docs/guide/src");
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let path = path.strip_prefix(&source).expect("it is in there").with_extension("");
                found.insert(path.to_str().expect("a name").replace('\\', "/"));
            }
        }
    }
    found.remove("SUMMARY");
    assert_eq!(found, listed, "left: the files; right: SUMMARY.md");
    let shown: BTreeSet<String> = pages.iter().flat_map(|page| book::labels(&page.text)).collect();
    for Sample { name, .. } in samples::all() {
        assert!(shown.contains(&format!("pictures/{name}")), "no page shows the sample {name}");
    }
}

/// Cause, fix, and how to allow it, with a picture or a listing before and after.
#[test]
fn each_finding_has_a_page() {
    let pages = pages();
    for id in FindingId::ALL {
        let path = format!("findings/{id}");
        let page = pages.iter().find(|page| page.path == path);
        let text = &page.unwrap_or_else(|| panic!("there is no page {path}.md")).text;
        assert!(text.starts_with(&format!("# `{id}`\n")), "{path}.md begins with another title");
        for heading in ["## Cause", "## Fix", "## Allow it"] {
            assert!(text.contains(&format!("\n{heading}\n")), "{path}.md has no `{heading}`");
        }
        if id.is_of_futures() {
            assert!(text.contains(id.as_str()) && text.contains("```text\n"), "{path}.md");
            continue;
        }
        let has_finding =
            |name: &str| samples::named(&format!("{id}-{name}")).findings.contains(id);
        assert!(has_finding("before"), "the sample {id}-before does not have the finding");
        assert!(!has_finding("after"), "the sample {id}-after has the finding");
        for name in ["before", "after"] {
            assert!(text.contains(&format!("<!-- sample: {id}-{name} -->")), "{path}.md: {name}");
        }
        assert!(text.contains(&format!("allow({id})")), "{path}.md says not how to allow it");
    }
    let index = &pages.iter().find(|page| page.path == "findings/index").expect("an index").text;
    for id in FindingId::ALL {
        assert!(index.contains(&format!("[`{id}`][findings/{id}]")), "findings/index.md: {id}");
    }
}

/// The README shows what its first example prints.
#[test]
fn the_readme_shows_the_report_and_the_message() {
    let readme = read(&root().join("README.md"));
    assert!(readme.contains(&format!("```text\n{}```\n", samples::named("packet").report)));
    let source = read(&root().join("tests/ui/checks/fail_rustc/readme.rs"));
    let example = source.replace("length: u32", "length: u16");
    assert!(readme.contains(&format!("```rust\n{example}```\n")), "{example}");
    let message = read(&root().join("tests/ui/checks/fail_rustc/readme.stderr"));
    let first = message.split("\n\n").next().expect("a message");
    let first = first.replace("checks/fail_rustc/readme.rs", "src/main.rs");
    assert!(readme.contains(&format!("```text\n{first}\n```\n")), "{first}");
    let lines = readme.lines().count();
    assert!(lines <= 300, "README.md has {lines} lines; what explains goes to the guide");
}

/// The patterns of the page on messages: code in its tables, where `…` stands for anything.
fn patterns() -> Vec<String> {
    let page = read(&root().join("docs/guide/src/troubleshooting.md"));
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.map(|row| row[2..].split(" | ").next().expect("a cell").to_owned());
    let codes = cells.flat_map(|cell| {
        let fence = if cell.starts_with("``") { "``" } else { "`" };
        let codes = cell.split(fence).skip(1).step_by(2);
        codes.map(|code| code.trim().to_owned()).collect::<Vec<_>>()
    });
    codes.collect()
}

fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('…');
    let Some(mut rest) = text.strip_prefix(parts.next().expect("a part")) else { return false };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.is_empty()
}

/// Each message of the macros, and each of a check that does not hold, is found on the page by its text.
#[test]
fn each_message_is_explained() {
    let patterns = patterns();
    assert!(patterns.len() > 80, "only {} patterns", patterns.len());
    let mut count = 0;
    let mut used = vec![false; patterns.len()];
    for subject in fs::read_dir(root().join("tests/ui")).expect("the suite") {
        for (kind, prefix) in
            [("fail", "error: "), ("fail_rustc", "error[E0080]: evaluation panicked: ")]
        {
            let folder = subject.as_ref().expect("a subject").path().join(kind);
            for case in fs::read_dir(folder).into_iter().flatten() {
                let case = case.expect("a case").path();
                if case.extension().is_none_or(|extension| extension != "stderr") {
                    continue;
                }
                let text = read(&case);
                for message in text.lines().filter_map(|line| line.strip_prefix(prefix)) {
                    let found = patterns.iter().position(|pattern| matches(pattern, message));
                    let found = found.unwrap_or_else(|| {
                        panic!("troubleshooting.md explains no `{message}`, of {}", case.display())
                    });
                    used[found] = true;
                    count += 1;
                }
            }
        }
    }
    assert!(count > 250, "only {count} messages were found");
    assert!(used.iter().filter(|used| **used).count() > 50, "{used:?}");
}

/// The sentences of the `Display` of errors in a source file: the strings of four words or more that begin a message.
fn sentences(source: &str) -> Vec<String> {
    let others = ["NotCCompatible", "NoTypes", "Rule"];
    let mut sentences = Vec::new();
    for block in source.split("Display for ").skip(1) {
        let name = block.split(|c: char| !c.is_alphanumeric()).next().expect("a part");
        if !name.ends_with("Error") && !others.contains(&name) {
            continue;
        }
        let block = block.split("\n}\n").next().expect("a part");
        // What is escaped is no end of a string.
        let block = block.replace("\\\"", "'");
        for text in block.split('"').skip(1).step_by(2) {
            let mut lines = text.split("\\\n");
            let first = lines.next().expect("a part").to_owned();
            let text = lines.fold(first, |text, line| text + line.trim_start());
            let is_word = |word: &&str| word.chars().all(char::is_alphabetic);
            let words = text.split_whitespace().filter(is_word);
            if words.count() >= 4 && !text.starts_with([',', ':', ' ']) {
                sentences.push(text);
            }
        }
    }
    sentences
}

/// The sentences of the failures of `cargo layout` in a source file: the strings of three words or more in a call of
/// `Failure::Use` and its kin.
fn failures(source: &str) -> Vec<String> {
    let mut failures = Vec::new();
    for kind in ["Use", "Check", "Cargo"] {
        for call in ["Failure::", "Self::"] {
            for rest in source.split(&format!("{call}{kind}(")).skip(1) {
                failures.extend(strings_of_call(rest));
            }
        }
    }
    failures.retain(|text| {
        text.split(' ').filter(|word| word.chars().all(char::is_alphabetic)).count() >= 2
    });
    failures
}

/// The strings before the end of a call, whose arguments begin there.
fn strings_of_call(source: &str) -> Vec<String> {
    let (mut strings, mut depth) = (Vec::new(), 1_u32);
    let mut rest = source.chars();
    while let (Some(c), 1..) = (rest.next(), depth) {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '"' => {
                let mut text = String::new();
                while let Some(c) = rest.next().filter(|c| *c != '"') {
                    match (c, c == '\\') {
                        // A line that goes on.
                        (_, true) if rest.as_str().starts_with('\n') => {
                            rest = rest.as_str().trim_start().chars();
                        }
                        (_, true) => text.extend(rest.next()),
                        (c, false) => text.push(c),
                    }
                }
                strings.push(text);
            }
            _ => {}
        }
    }
    strings
}

/// The source files of a folder and of those in it.
fn source_files(folder: &str) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![root().join(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("a file").path();
            if path.is_dir() { &mut folders } else { &mut files }.push(path);
        }
    }
    files
}

/// Each error of the library and of the command is on the page, by the longest part of its text that does not vary.
#[test]
fn each_error_of_the_library_and_the_command_is_explained() {
    let longest = |pattern: String| {
        let parts = pattern.split('…').map(|part| part.trim_matches([' ', ';', ',', ':', '`']));
        // Of equal ones the first.
        parts.rev().max_by_key(|part| part.len()).map(str::to_owned)
    };
    let known: Vec<String> = patterns().into_iter().filter_map(longest).collect();
    let known: Vec<&String> = known.iter().filter(|part| part.len() >= 10).collect();
    let mut wrong = Vec::new();
    let mut hold = |folder: &str, least: usize, sentences: fn(&str) -> Vec<String>| {
        let mut count = 0;
        for path in source_files(folder) {
            for text in sentences(&read(&path)) {
                count += 1;
                // The differences of a lock file are one of its rows.
                if !text.contains("{diff}") && !known.iter().any(|part| text.contains(*part)) {
                    wrong.push(format!("{}: {text}", path.display()));
                }
            }
        }
        assert!(count > least, "only {count} messages were found in {folder}");
    };
    hold("layout-core/src", 30, sentences);
    hold("cargo-layout/src", 20, failures);
    assert!(wrong.is_empty(), "troubleshooting.md does not explain:\n{}", wrong.join("\n"));
}

#[test]
fn patterns_match_as_they_should() {
    assert!(matches("a … c", "a b c") && matches("…c", "abc") && matches("a…", "a"));
    assert!(!matches("a … c", "a b d") && !matches("a", "ab") && !matches("a…b", "ac"));
}
