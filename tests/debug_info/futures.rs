//! Reports of futures: what they hold at each await, and advice that is followed and measured.

use std::panic::catch_unwind;
use std::sync::OnceLock;

use layout_core::debug_info::{AwaitPoint, FutureReport, HeldRole};
use layout_core::record::{FieldRecord, FindingRecord};

use crate::build::Told;

const SOURCE: &str = include_str!("fixtures/futures.rs");

fn told() -> &'static Told {
    static TOLD: OnceLock<Told> = OnceLock::new();
    TOLD.get_or_init(|| Told::new("futures.rs", "futures", &["-g"]))
}

/// The size that the program prints of a future.
fn size(name: &str) -> usize {
    let fact = told().of("future").find(|fact| fact[0] == name).expect("it is printed");
    fact[1].parse().expect("a number")
}

/// The report of the future of a function, whose size is that which the program prints.
fn report(name: &str) -> FutureReport {
    let types = told().program.futures().named(&format!("futures::{name}::{{async fn}}"));
    assert_eq!(types.len(), 1, "{name}: {types:?}");
    let report = types.iter().next().and_then(|it| it.future()).expect("a future");
    assert_eq!(report.size(), size(name), "{name}");
    report
}

fn held<'a>(point: &'a AwaitPoint, name: &str) -> (&'a FieldRecord, HeldRole) {
    let held = point.held.iter().find(|held| held.field.name == name);
    let held = held.unwrap_or_else(|| panic!("{name}: {point:#?}"));
    (&held.field, held.role)
}

/// The line of the source that a point names.
fn line(point: &AwaitPoint) -> &'static str {
    let place = point.place.as_ref().expect("its place");
    assert!(place.file.ends_with("futures.rs"), "{place}");
    SOURCE.lines().nth(place.line as usize - 1).expect("the line")
}

fn finding<'a>(report: &'a FutureReport, id: &str) -> &'a FindingRecord {
    let found = report.findings().iter().find(|finding| finding.id == id);
    found.unwrap_or_else(|| panic!("{id}: {report}"))
}

/// The size that a finding promises.
fn promised(finding: &FindingRecord) -> usize {
    let (_, rest) = finding.remedy.split_once("at most ").unwrap_or_else(|| panic!("{finding}"));
    rest.split(' ').next().and_then(|number| number.parse().ok()).expect("a number")
}

#[test]
fn each_await_tells_its_line_and_what_is_held() {
    let report = report("handle");
    let lines: Vec<&str> = report.await_points().iter().map(|point| line(point).trim()).collect();
    let expected = [
        "let first = read(connection).await;",
        "Ready.await;",
        "let last = Box::pin(read(connection)).await;",
    ];
    assert_eq!(lines, expected);
    let names: Vec<_> = report.captures().iter().map(|field| &*field.name).collect();
    assert_eq!(names, ["request", "connection"]);

    let [first, second, third] = report.await_points() else { panic!("{report}") };
    let (request, role) = held(first, "request");
    assert_eq!(role, HeldRole::Moved);
    let fact = told().of("size").next().expect("it is printed");
    assert_eq!(request.size.to_string(), fact[1]);
    let capture = &report.captures()[0];
    assert_ne!(request.offset, capture.offset);
    assert_eq!(request.size, capture.size);
    let awaited = first.awaited().expect("what is awaited");
    assert_eq!(awaited.size, size("read"));
    assert_eq!(awaited.type_name, "futures::read::{async_fn_env#0}");
    assert!(first.unused.is_empty(), "{report}");

    // The argument has been moved on, and its bytes are still there.
    assert_eq!(held(second, "copy").1, HeldRole::Local);
    assert!(second.held.iter().all(|held| held.field.name != "request"), "{report}");
    assert_eq!(second.unused, std::slice::from_ref(capture));
    assert_eq!(third.awaited().expect("a box").size, size_of::<usize>());

    // No two values of one state share bytes.
    for point in report.await_points() {
        let fields = point.held.iter().map(|held| &held.field).chain(report.captures());
        let mut places: Vec<_> = fields
            .filter(|field| field.size > 0)
            .map(|field| (field.offset.expect("a place"), field.end().expect("an end")))
            .collect();
        places.sort_unstable();
        assert!(places.is_sorted_by(|one, next| one.1 <= next.0), "{places:?} {report}");
        assert!(places.last().is_some_and(|last| last.1 <= report.size()), "{report}");
    }
}

/// Both names of a future are told, and the list begins with the largest.
#[test]
fn futures_are_listed_by_size_with_both_names() {
    let futures = told().program.futures().in_crate("futures");
    let sizes: Vec<_> = futures.iter().map(|it| it.size()).collect();
    assert!(sizes.len() >= 13 && sizes.is_sorted_by(|one, next| one >= next), "{sizes:?}");
    let block = futures
        .iter()
        .find(|it| it.raw_name().ends_with("serve::{async_fn#0}::{async_block_env#0}"));
    let block = block.expect("the block").future().expect("a future");
    assert_eq!(block.name(), "futures::serve::{async fn}::{async block}");
    assert!(block.await_points()[0].unused.is_empty(), "a block uses captures where they are");
    let text = futures.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[2].contains("futures::serve::{async fn}"), "{text}");
    assert!(lines[3].contains("futures.rs:"), "{text}");
    assert!(lines[4].contains("large-awaited-future"), "{text}");
}

#[test]
fn advice_that_is_followed_leads_to_the_size_that_it_promises() {
    for (name, id, after) in [
        ("read", "large-held-local", "read_after"),
        ("handle", "large-awaited-future", "handle_after_boxing"),
        ("serve", "large-awaited-future", "serve_after"),
        ("moved", "argument-held-twice", "moved_after"),
        ("both", "large-awaited-future", "both_after"),
        ("both", "large-held-local", "both_after"),
    ] {
        let report = report(name);
        let finding = finding(&report, id);
        let (promised, is) = (promised(finding), size(after));
        assert!(is <= promised, "{after} has {is} bytes: {finding}");
        assert!(promised - is <= 40, "{after} has {is} bytes: {finding}");
        assert!(promised < report.size(), "{finding}");
        assert!(finding.remedy.contains(&format!("instead of {}", report.size())), "{finding}");
    }
}

/// A buffer that is held is a cost in any future; what a small future awaits has to be somewhere.
#[test]
fn a_warning_has_a_reason() {
    for (name, id, severity) in [
        ("read", "large-held-local", "warning"),
        ("both", "large-held-local", "warning"),
        ("serve", "large-awaited-future", "note"),
        ("both", "large-awaited-future", "note"),
        ("moved", "argument-held-twice", "warning"),
        ("shadowed", "large-held-local", "note"),
    ] {
        let report = report(name);
        assert!(report.size() < 16 * 1024, "{report}");
        assert_eq!(finding(&report, id).severity, severity, "{report}");
    }
}

#[test]
fn findings_name_the_values_and_where_they_are_held() {
    let report = report("read");
    let finding = finding(&report, "large-held-local");
    let place = report.await_points()[0].place.as_ref().expect("its place").to_string();
    assert!(finding.message.contains("`buffer` (2048 bytes, held at"), "{finding}");
    assert!(finding.message.contains(&place), "{finding}");
    assert_eq!(finding.fields, ["Suspend0.buffer"]);
}

/// A block uses its captures where they are, unless it moves them itself.
#[test]
fn a_block_that_moves_a_capture_is_told() {
    let name = "futures::captured::{async block}";
    let types = told().program.futures().named(name);
    let report =
        types.iter().next().and_then(|it| it.future()).unwrap_or_else(|| panic!("{types}"));
    assert_eq!(report.size(), size("captured"));
    let finding = finding(&report, "argument-held-twice");
    assert!(finding.message.contains("as the capture and as the local"), "{finding}");
    assert!(
        finding.remedy.starts_with("use it directly, without a local of that name: "),
        "{finding}"
    );
    // Without the local it is the future that `moved_after` makes.
    let (promised, is) = (promised(finding), size("moved_after"));
    assert!(is <= promised && promised - is <= 40, "{is}: {finding}");
}

#[test]
fn futures_with_nothing_to_say_have_no_findings() {
    for name in ["small", "read_after", "both_after"] {
        let report = report(name);
        assert!(report.findings().is_empty(), "{report}");
    }
}

/// Locals that shadow each other have one entry, of which the type may be the other's: nothing is said of
/// them that is not known.
#[test]
fn locals_that_shadow_each_other_are_told_as_unknown() {
    let report = report("shadowed");
    let [point] = report.await_points() else { panic!("{report}") };
    assert_eq!(held(point, "x").1, HeldRole::Shadowed);
    assert_eq!(point.bytes(), None);
    let finding = finding(&report, "large-held-local");
    let reference = size_of::<usize>();
    let most = size("shadowed") - 1 - reference;
    assert!(finding.message.contains(&format!("`x`, take up to {most} bytes")), "{finding}");
    assert!(finding.remedy.contains("is not known"), "{finding}");
    let last = report.largest_path().pop().expect("a step");
    assert_eq!((last.field.as_deref(), last.size), (Some("x"), most), "{report}");
    let text = report.to_string();
    let row = text.lines().find(|line| line.contains("x: ")).expect("the row");
    assert_eq!(row.split_whitespace().take(3).collect::<Vec<_>>(), ["?", "?", "?"], "{text}");
    assert!(text.contains(": bytes not known"), "{text}");
}

#[test]
fn the_largest_path_leads_to_the_cause() {
    let names = |name: &str| -> Vec<String> {
        let steps = report(name).largest_path();
        assert!(steps.iter().map(|step| step.size).is_sorted_by(|one, next| one >= next));
        steps.into_iter().map(|step| step.field.unwrap_or(step.type_name)).collect()
    };
    let [serve, handle, read] =
        ["serve", "handle", "read"].map(|name| format!("futures::{name}::{{async fn}}"));
    assert_eq!(names("serve"), [&*serve, &handle, &read, "buffer"]);
    let wrapped = names("wrapped");
    assert!(wrapped[1].starts_with("futures::Timeout<"), "{wrapped:?}");
    assert_eq!(wrapped[2..], ["future", "buffer"]);
}

/// The futures that are awaited are shown with places in the outermost one.
#[test]
fn the_deep_form_shows_awaited_futures() {
    let report = report("serve");
    let (short, deep) = (format!("{report:.80}"), format!("{report:#.80}"));
    assert!(!short.contains("buffer: [u8; 2048]\n"), "{short}");
    let handle = report.await_points()[0].awaited().expect("it").offset.expect("a place");
    let inner = self::report("handle").await_points()[0].awaited().expect("it").offset.expect("it");
    let read = self::report("read");
    let buffer = held(&read.await_points()[0], "buffer").0.offset.expect("a place");
    let row = deep.lines().find(|line| line.ends_with("buffer: [u8; 2048]")).expect("the buffer");
    let offset = row.split_whitespace().next().and_then(|it| it.parse::<usize>().ok());
    assert_eq!(offset, Some(handle + inner + buffer), "{deep}");
    for text in [short, deep] {
        let is_path = |line: &str| line.contains("futures.rs:") || line.contains("{async");
        let wide = |line: &&str| line.chars().count() > 80 && !is_path(line);
        assert_eq!(text.lines().find(wide), None, "{text}");
    }
}

#[test]
fn a_gate_names_the_largest_path() {
    let futures = || told().program.futures().in_crate("futures");
    futures().max_size(size("serve"));
    let most = size("serve") - 1;
    let panic = catch_unwind(|| futures().max_size(most)).expect_err("one is larger");
    let text = panic.downcast_ref::<String>().expect("a text");
    assert!(text.starts_with("1 type breaks layout rules:"), "{text}");
    assert!(text.contains(&format!("required <= {most}\n")), "{text}");
    for part in [
        "futures::serve::{async fn} (",
        "required <= ",
        "awaits futures::handle",
        "buffer: [u8; 2048]",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let panic = catch_unwind(|| told().program.futures().in_crate("nowhere").max_size(1));
    assert!(panic.is_err(), "no type is no pass");
}

/// The futures of the program's own functions.
fn tree() -> layout_core::debug_info::FutureTree<'static> {
    told().program.futures().in_crate("futures").tree()
}

/// The lines below a future in a tree, up to the next one that no other awaits; and its own.
fn branch<'t>(text: &'t str, name: &str) -> (&'t str, Vec<&'t str>) {
    let name = format!("  {name}::{{async fn}} (");
    let mut lines = text.lines().skip_while(|line| !(is_root(line) && line.contains(&name)));
    let root = lines.next().unwrap_or_else(|| panic!("{name}: {text}"));
    (root, lines.take_while(|line| !is_root(line)).collect())
}

/// Whether a line is that of a future that no other awaits: the names of what is in it stand further right.
fn is_root(line: &&str) -> bool {
    line.get(..8).is_some_and(|size| size.trim().parse::<usize>().is_ok())
        && line.get(18..19).is_some_and(|start| start != " ")
}

/// The size and the count of awaits that a line of a tree tells.
fn numbers(line: &str) -> (usize, Option<usize>) {
    let number = |text: &str| text.trim().parse().ok();
    (number(&line[..8]).unwrap_or_else(|| panic!("{line}")), number(&line[8..16]))
}

#[test]
fn a_tree_begins_with_the_futures_that_no_other_awaits() {
    let text = tree().to_string();
    let count = told().program.futures().in_crate("futures").len();
    assert!(text.starts_with(&format!("{count} futures\n\n    size  awaits  future\n")), "{text}");
    let roots: Vec<&str> = text.lines().filter(is_root).collect();
    let sizes: Vec<usize> = roots.iter().map(|line| numbers(line).0).collect();
    assert!(sizes.is_sorted_by(|one, next| one >= next), "{text}");
    let has = |name: &str| roots.iter().any(|it| it.contains(&format!("  {name}::{{async fn}} (")));
    for name in ["serve", "both", "moved", "wrapped", "small", "shadowed", "read_after"] {
        assert!(has(name), "{name}: {text}");
        let (line, _) = branch(&text, name);
        assert_eq!(numbers(line), (size(name), Some(report(name).await_points().len())), "{line}");
    }
    // Others await them, one of them in a `Timeout`; and a block is part of its function.
    for name in ["read", "handle"] {
        assert!(!has(name), "{name}: {text}");
    }
    assert!(!roots.iter().any(|it| it.contains("{async_fn#0}::{async block}")), "{text}");
}

#[test]
fn a_tree_shows_what_is_held_and_awaited_the_largest_first() {
    let text = tree().to_string();
    let (_, below) = branch(&text, "serve");
    // What it awaits, level by level, and warnings where the cause is: the future itself has but notes.
    assert!(below[1].starts_with("          argument-held-twice: "), "{text}");
    assert!(below[3].starts_with("            large-held-local: "), "{text}");
    for (line, words, bytes, awaits, depth) in [
        (below[0], "awaits handle::{async fn} (", size("handle"), Some(3), 1),
        (below[2], "awaits read::{async fn} (", size("read"), Some(1), 2),
        (below[4], "holds buffer: [u8; 2048] (", 2048, None, 3),
    ] {
        assert!(line[16..].starts_with(&format!("{}{words}", "  ".repeat(depth + 1))), "{text}");
        assert_eq!(numbers(line), (bytes, awaits), "{line}");
        assert!(line.contains("futures.rs:"), "{line}");
    }
    // What is small beside its future is left out, unless it is a future.
    assert!(below.iter().all(|line| !line.contains("holds connection")), "{text}");

    let (_, below) = branch(&text, "moved");
    let request = told().of("size").next().expect("it is printed")[1].clone();
    let held: Vec<_> = below.iter().filter(|line| line.contains("holds request")).collect();
    assert_eq!(held.len(), 1, "the capture and the local have the same words: {text}");
    assert_eq!(numbers(held[0]).0.to_string(), request, "{text}");

    let (_, below) = branch(&text, "wrapped");
    let timeout = below.iter().find(|line| line.contains("awaits Timeout<"));
    assert_eq!(timeout.map(|line| numbers(line).1), Some(Some(1)), "of the future in it: {text}");

    // A note is not shown, though there is one.
    finding(&report("shadowed"), "large-held-local");
    let (_, below) = branch(&text, "shadowed");
    assert!(below.iter().all(|line| !line.contains("large-held-local")), "{text}");
}

#[test]
fn a_tree_is_cut_where_it_is_told_to() {
    let whole = tree().to_string();
    let roots = whole.lines().filter(is_root).count();

    let text = tree().top(2).to_string();
    assert_eq!(text.lines().filter(is_root).count(), 2, "{text}");
    assert_eq!(text.lines().last(), Some(&*format!("and {} more", roots - 2)), "{text}");
    // Twice as many lines for what is in them.
    let below = |line: &&str| line.contains("  awaits ") || line.contains("  holds ");
    assert_eq!(text.lines().skip(3).filter(below).count(), 4, "{text}");
    assert_eq!(tree().top(roots).to_string().lines().filter(is_root).count(), roots);
    assert!(!tree().top(roots).to_string().contains(" more\n"));

    let narrow = format!("{:.80}", tree());
    assert_eq!(narrow.lines().find(|line| line.chars().count() > 80), None, "{narrow}");
    assert_eq!(narrow.lines().count(), whole.lines().count());
}

#[test]
fn a_tree_is_markdown_too() {
    let text = tree().top(1).to_markdown();
    let wide = format!("{:.100}", tree().top(1));
    let (first, rest) = wide.split_once("\n\n").expect("two parts");
    assert_eq!(text, format!("{first}\n\n```text\n{rest}```\n"));

    let none = told().program.futures().in_crate("nowhere").tree();
    assert_eq!(
        (none.to_string(), none.to_markdown()),
        ("0 futures\n".into(), "0 futures\n".into())
    );
}
