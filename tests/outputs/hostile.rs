//! Records that no program wrote: whatever a file holds that can be read as a record, every output of it
//! ends, is of bearable size and well-formed.

use layout_core::{Layout, LayoutRecord};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::samples::{self, Command, Session};

/// Numbers at the edges, and texts that are markup in one of the outputs.
fn replacements() -> impl Strategy<Value = Value> {
    prop_oneof![
        prop::sample::select(vec![
            0,
            1,
            2,
            7,
            63,
            64,
            65,
            1 << 20,
            1 << 32,
            i64::MAX as u64,
            u64::MAX
        ])
        .prop_map(|number| json!(number)),
        prop::sample::select(vec![
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
        ])
        .prop_map(|text| json!(text)),
        Just(Value::Null),
        Just(json!({ "array": { "len": usize::MAX } })),
        Just(json!({ "tag": { "offset": usize::MAX, "size": usize::MAX } })),
        Just(json!({ "offset": usize::MAX, "stride": usize::MAX })),
        prop::sample::select(vec!["struct", "union", "enum", "opaque", "slice", "tuple"])
            .prop_map(|kind| json!(kind)),
        prop::sample::select(vec!["C", "Rust", "transparent"]).prop_map(|base| json!(base)),
    ]
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
    let edits = prop::collection::vec((prop::sample::select(paths), replacements()), 1..6);
    edits.prop_map(move |edits| {
        let mut value = value.clone();
        for (path, replacement) in edits {
            if let Some(place) = value.pointer_mut(&path) {
                *place = replacement;
            }
        }
        value
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn records_of_structs(value in mutated(Session::layout_report().record())) {
        if let Ok(record) = serde_json::from_value::<LayoutRecord>(value) {
            exhaust(&record);
        }
    }

    #[test]
    fn records_of_enums(value in mutated(Command::layout_report().record())) {
        if let Ok(record) = serde_json::from_value::<LayoutRecord>(value) {
            exhaust(&record);
        }
    }
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
