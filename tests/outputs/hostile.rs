//! Records that no program wrote: whatever a file holds that can be read as a record, every output of it
//! ends, is of bearable size and well-formed.

use std::cell::Cell;

use layout_core::{Layout, LayoutRecord};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::samples::{self, Command, Session};

/// Numbers at the edges.
const NUMBERS: [u64; 11] = [0, 1, 2, 7, 63, 64, 65, 1 << 20, 1 << 32, i64::MAX as u64, u64::MAX];

/// Texts that are markup in one of the outputs, or that a terminal obeys.
const TEXTS: [&str; 12] = [
    "",
    "]]>",
    "</script><script>",
    "<!--",
    "\"'<>&",
    "|`*_",
    "\u{0}\u{7f}\u{85}",
    "*/",
    "\\\n",
    "ä\u{202e}",
    "\u{2066}\u{200b}\u{feff}\u{2028}",
    "first\nsecond\r\tthird",
];

/// The members that hold one of a few words, and the words.
const WORDS: [(&str, &[&str]); 5] = [
    ("kind", &["struct", "union", "enum", "opaque", "slice", "tuple", "unit"]),
    ("base", &["C", "Rust", "transparent"]),
    ("int", &["u8", "i64", "usize"]),
    ("endian", &["little", "big"]),
    ("severity", &["note", "warning"]),
];

/// What stands in the place of `old`, the member of that name: what has the same type, but for one in ten.
fn replacement(name: &str, old: &Value, choice: usize) -> Value {
    let objects = [
        json!({ "array": { "len": usize::MAX } }),
        json!({ "tag": { "offset": usize::MAX, "size": usize::MAX } }),
        json!({ "offset": usize::MAX, "stride": usize::MAX }),
        Value::Null,
    ];
    let object = |choice: usize| objects[choice % objects.len()].clone();
    let (is_typed, choice) = (choice % 10 != 0, choice / 10);
    let words = WORDS.iter().find(|(member, _)| *member == name).map(|(_, words)| *words);
    match old {
        Value::Number(_) if is_typed => json!(NUMBERS[choice % NUMBERS.len()]),
        Value::String(_) if is_typed => {
            let words = words.unwrap_or(&TEXTS);
            json!(words[choice % words.len()])
        }
        Value::Null | Value::Object(_) if is_typed => match name {
            "tagging" => [object(1), Value::Null][choice % 2].clone(),
            "kind" => object(0),
            "tail" => [object(2), Value::Null][choice % 2].clone(),
            "int" => json!("u8"),
            "unknown_inside" => json!(TEXTS[choice % TEXTS.len()]),
            _ => Value::Null,
        },
        _ => match choice % 3 {
            0 => json!(NUMBERS[choice / 3 % NUMBERS.len()]),
            1 => json!(TEXTS[choice / 3 % TEXTS.len()]),
            _ => object(choice / 3),
        },
    }
}

/// The pointers to what is neither a list nor an object, and to what may be null.
fn places(value: &Value, base: &str, into: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let path = format!("{base}/{name}");
                if ["kind", "tagging", "tail", "layout", "element"].contains(&name.as_str()) {
                    into.push(path.clone());
                }
                places(member, &path, into);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{base}/{index}"), into);
            }
        }
        _ => into.push(base.to_owned()),
    }
}

/// Whether a character cannot be seen, or changes the order in which others are shown.
fn is_format(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Turns a record into everything.
fn exhaust(record: &LayoutRecord) {
    // So much, and in proportion to what there is to tell.
    let most = (8 << 20) + 8 * serde_json::to_string(record).expect("it has a JSON form").len();
    let svg = record.to_svg();
    roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
    let html = record.to_html();
    assert_eq!(html.matches("<script").count(), 1, "{html}");
    let (head, rest) = html.split_once("<script>").expect("there is one");
    let (_, end) = rest.split_once("</script>").expect("it ends");
    let body = format!("{head}{end}");
    let body = body.strip_prefix("<!DOCTYPE html>").expect("it is HTML");
    roxmltree::Document::parse(body).unwrap_or_else(|error| panic!("{error}\n{body}"));
    let markdown = record.to_markdown();
    let c = record.to_c_asserts().map(|asserts| asserts.to_string()).unwrap_or_default();
    let other = samples::Packet::layout_report().record();
    let diff = format!("{}{}", record.diff(&other), other.diff(record));
    let text = record.to_string();
    for text in [&svg, &html, &markdown, &c, &text, &diff] {
        let hidden = text.chars().find(|c| *c != '\n' && (c.is_control() || is_format(*c)));
        assert_eq!(hidden, None, "{text}");
    }
    for line in c.lines() {
        let starts = ["", "//", "#include ", "_Static_assert("];
        let is_known = starts.iter().any(|start| match *start {
            "" => line.is_empty(),
            start => line.starts_with(start),
        });
        assert!(is_known && !line.ends_with('\\'), "{line:?} in\n{c}");
    }
    for text in [svg, html, markdown, c, diff] {
        assert!(text.len() < most, "{} bytes", text.len());
    }
}

fn mutated(record: LayoutRecord) -> impl Strategy<Value = Value> {
    let value = serde_json::to_value(record).expect("it has a JSON form");
    let mut paths = Vec::new();
    places(&value, "", &mut paths);
    // The version of the form is not the matter here.
    paths.retain(|path| path != "/format");
    let edits = prop::collection::vec((prop::sample::select(paths), 0..10_000_usize), 1..6);
    edits.prop_map(move |edits| {
        let mut value = value.clone();
        for (path, choice) in edits {
            if let Some(place) = value.pointer_mut(&path) {
                let (_, name) = path.rsplit_once('/').expect("a pointer begins with a slash");
                *place = replacement(name, place, choice);
            }
        }
        value
    })
}

/// How many records are mutated. At least half of them can still be read as records, or this suite would
/// look at little.
const CASES: u32 = 1500;

/// Turns into everything what can be read of mutated copies of a record.
fn exhaust_mutated(record: LayoutRecord) {
    let config =
        ProptestConfig { cases: CASES, source_file: Some(file!()), ..ProptestConfig::default() };
    let read = Cell::new(0);
    let result = TestRunner::new(config).run(&mutated(record), |value| {
        if let Ok(record) = serde_json::from_value::<LayoutRecord>(value) {
            read.set(read.get() + 1);
            exhaust(&record);
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let read = read.get();
    println!("{read} of {CASES} mutated records can be read");
    assert!(read >= CASES / 2, "only {read} of {CASES} mutated records can be read");
}

#[test]
fn records_of_structs() {
    exhaust_mutated(Session::layout_report().record());
}

#[test]
fn records_of_enums() {
    exhaust_mutated(Command::layout_report().record());
}

#[test]
fn records_of_every_kind() {
    for record in samples::all() {
        exhaust(&record);
    }
}

/// A struct of two structs of two structs and so on, none of which has a byte.
#[test]
fn towers() {
    let record =
        serde_json::to_value(samples::Packet::layout_report().record()).expect("it has one");
    let mut layout = record["layout"].clone();
    for _ in 0..14 {
        let field = json!({
            "name": "a", "ty": "T", "type_name": "T", "offset": 0, "size": 8, "align": 4, "layout": layout,
        });
        layout["fields"] = json!([field, field]);
    }
    let mut record = record;
    record["layout"] = layout;
    exhaust(&serde_json::from_value(record).expect("it is a record"));
}
