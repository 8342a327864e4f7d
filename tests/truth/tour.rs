//! What the tour prints, and how it ends.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use crate::measured::{Subject, subjects};
use crate::table::{Row, Source, Table, assert_none, differences};
use crate::tutorials::text::Style;
use crate::tutorials::{self, chapters, structs};
use crate::{IS_32_BIT_X86, TRIPLE_OF_32_BIT_X86};

/// The chapters with these names, as the example prints them; without what is measured.
fn text_of(names: &[&str]) -> String {
    let book = tutorials::book(names).expect("all that is shown has a source");
    let entries = book.entries.iter().filter(|entry| !entry.measured);
    let mut text = Vec::new();
    tutorials::text::write(&mut text, entries, Style { colors: false })
        .expect("a Vec takes all that is written");
    String::from_utf8(text).expect("the tour is UTF-8")
}

fn tour() -> String {
    text_of(&[])
}

#[test]
fn each_struct_is_shown_with_its_source() {
    let tour = tour();
    for Subject { measured, .. } in &subjects() {
        let declaration = format!("    pub struct {}", measured.name);
        assert!(tour.contains(&declaration), "{declaration:?} is not in the tour");
    }
    let others = 10; // of `kinds.rs`, and 2 of `counters.rs`
    assert_eq!(tour.matches("    #[derive(Layout").count(), subjects().len() + others + 2);
}

#[test]
fn each_struct_is_shown_with_its_true_layout() {
    let tour = tour();
    let mut all = Vec::new();
    for Subject { written, measured, .. } in &subjects() {
        match printed_table(&tour, written) {
            Some(table) => all.extend(differences(
                Source { who: "size_of, align_of and offset_of!", table: measured },
                Source { who: "the tour", table: &table },
            )),
            None => all.push(format!("{written}: no table in the tour")),
        }
    }
    assert_none(&all);
}

/// Reads the table below the line `NAME: size S, align A, …`, which ends at an empty line. A field's
/// row has offset, size, alignment, line and letter, then its name and a colon.
fn printed_table(tour: &str, written: &str) -> Option<Table> {
    let heading = format!("\n    {written}: size ");
    let (_, text) = tour.split_once(&heading)?;
    let (table, _) = text.split_once("\n\n")?;
    let (size, rest) = table.split_once(", align ")?;
    let align = rest.split(',').next()?;
    Some(Table {
        name: written.to_owned(),
        size: size.parse().ok()?,
        align: align.parse().ok()?,
        rows: table.lines().filter_map(printed_row).collect(),
    })
}

fn printed_row(line: &str) -> Option<Row> {
    let words: Vec<_> = line.split_whitespace().collect();
    // A field of no bytes has no letter in the map.
    let (offset, size, align, name) = match words[..] {
        [offset, size, align, _, name, ..] if name.ends_with(':') => (offset, size, align, name),
        [offset, size, align, _, _, name, ..] => (offset, size, align, name),
        _ => return None,
    };
    Some(Row {
        name: name.strip_suffix(':')?.to_owned(),
        offset: offset.parse().ok()?,
        size: size.parse().ok()?,
        align: Some(align.parse().ok()?),
    })
}

#[test]
fn what_is_often_said_is_told_from_what_is_true() {
    let prose = tour().split_whitespace().collect::<Vec<_>>().join(" ");
    for (what, claimed, actual) in [
        ("alignment of u128", 8, align_of::<u128>()),
        ("size of Person", 24, size_of::<structs::Person>()),
        ("size of AlignedStruct", 8, size_of::<structs::AlignedStruct>()),
        ("size of PackedStruct", 8, size_of::<structs::PackedStruct>()),
        ("size of either", 40, size_of::<structs::CacheFriendly>()),
        ("size of Large", 24, size_of::<structs::Large>()),
    ] {
        let expected = format!(
            "You will often read that the {what} is {claimed} bytes. On this target, it is {actual}."
        );
        assert!(prose.contains(&expected), "not in the tour: {expected}");
    }
}

#[test]
fn the_tour_fits_a_terminal() {
    for line in tour().lines() {
        assert!(line.chars().count() <= 100, "too long: {line:?}");
        assert_eq!(line, line.trim_end(), "blanks at the end");
    }
}

/// An example, as a user runs it, for the target of this test.
fn example(name: &str) -> Command {
    static EXAMPLES: OnceLock<PathBuf> = OnceLock::new();
    let mut command = Command::new(EXAMPLES.get_or_init(build_examples).join(name));
    command.arg("--without-measured").stderr(Stdio::piped());
    command
}

/// Builds the examples, as `cargo test --workspace` has done before, and returns the directory where they
/// are.
fn build_examples() -> PathBuf {
    // Where this test was built, so that nothing is built twice.
    let target_directory = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    let target_directory =
        target_directory.expect("the directory of a target directory has a parent");
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(["build", "--quiet", "--offline", "--workspace", "--examples"])
        .arg("--target-dir")
        .arg(target_directory)
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    let mut built = target_directory.to_path_buf();
    if IS_32_BIT_X86 {
        command.args(["--target", TRIPLE_OF_32_BIT_X86]);
        built.push(TRIPLE_OF_32_BIT_X86);
    }
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    built.join("debug/examples")
}

/// Waits for the example to end; returns that, and what it wrote to stderr.
fn end_of(mut command: Command) -> (Output, String) {
    let child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let output = child.wait_with_output().expect("its output can be read");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, stderr)
}

/// What the example of that name prints.
fn printed_by(name: &str) -> String {
    let mut command = example(name);
    command.stdout(Stdio::piped());
    let (output, stderr) = end_of(command);
    assert!(output.status.success(), "{name}: {}\n{stderr}", output.status);
    String::from_utf8(output.stdout).expect("an example prints UTF-8")
}

#[test]
fn the_example_prints_the_tour() {
    assert_eq!(printed_by("tour"), tour());
}

#[test]
fn each_chapter_is_an_example() {
    for chapter in &chapters::ALL {
        assert_eq!(printed_by(chapter.name), text_of(&[chapter.name]), "{}", chapter.name);
    }
}

/// The page is well-formed, holds the text, leads to each chapter, and needs nothing from elsewhere.
#[test]
fn the_page_holds_the_tour() {
    let book = tutorials::book(&[]).expect("all that is shown has a source");
    let page = tutorials::html::write(&book);
    let (_, xml) = page.split_once('\n').expect("the first line is the doctype");
    let document =
        roxmltree::Document::parse(xml).unwrap_or_else(|error| panic!("{error}\n{page}"));
    let has_id = |id: &str| document.descendants().any(|node| node.attribute("id") == Some(id));
    for chapter in &chapters::ALL {
        assert!(has_id(chapter.name), "no chapter {}", chapter.name);
        assert!(
            page.contains(&format!("href=\"#{}\"", chapter.name)),
            "no way to {}",
            chapter.name
        );
    }
    let text: String = document.descendants().filter_map(|node| node.text()).collect();
    for Subject { written, .. } in &subjects() {
        assert!(text.contains(&format!("{written}: size ")), "no table of {written}");
    }
    assert!(!page.replace("http://www.w3.org/2000/svg", "").contains("://"), "{page}");
    #[cfg(target_os = "linux")]
    assert!(document.descendants().any(|node| node.has_tag_name("svg")), "no picture");
}

/// The page lies where cargo built the tour, and nowhere else, whatever directory the tour is run from.
#[test]
fn the_page_lies_in_the_target_directory() {
    let elsewhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tour_elsewhere");
    std::fs::create_dir_all(&elsewhere).expect("cargo's directory can be written");
    let program = PathBuf::from(example("tour").get_program());
    let target = program.ancestors().nth(3).and_then(|target| target.canonicalize().ok());
    let mut command = Command::new(&program);
    command.current_dir(&elsewhere).stdout(Stdio::piped()).stderr(Stdio::piped());
    let (output, stderr) = end_of(command);
    assert!(output.status.success(), "{}\n{stderr}", output.status);
    let text = String::from_utf8(output.stdout).expect("the tour is UTF-8");
    let told = text.lines().last().and_then(|line| line.strip_prefix("The same with pictures: "));
    let page =
        PathBuf::from(told.unwrap_or_else(|| panic!("the end does not tell the page:\n{text}")));
    assert!(page.is_file(), "{} is not there", page.display());
    assert_eq!(page.parent(), target.as_deref());
    let left = std::fs::read_dir(&elsewhere).expect("the directory can be read").count();
    assert_eq!(left, 0, "the tour left files in {}", elsewhere.display());
}

/// The end of a pipe to write to, whose other end was the stdin of a process that has ended.
#[cfg(unix)]
fn pipe_without_reader() -> Stdio {
    let mut reader = Command::new("true").stdin(Stdio::piped()).spawn().expect("`true` can run");
    let writer = reader.stdin.take().expect("its stdin is a pipe");
    reader.wait().expect("`true` ends");
    writer.into()
}

#[cfg(unix)]
#[test]
fn the_example_ends_quietly_if_nobody_reads_on() {
    let mut command = example("tour");
    command.stdout(pipe_without_reader());
    let (output, stderr) = end_of(command);
    assert!(output.status.success(), "{}\n{stderr}", output.status);
    assert!(!stderr.contains("tour:") && !stderr.contains("panicked"), "{stderr}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_example_says_so_if_it_cannot_write() {
    let full = File::options().write(true).open("/dev/full").expect("Linux has a full device");
    let mut command = example("tour");
    command.stdout(full);
    let (output, stderr) = end_of(command);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("tour: cannot write: "), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
}
