//! The Markdown as a parser of it reads it.

use layout_core::{Layout, LayoutRecord};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::samples::{self, Command, Packet, Session};

/// What a parser finds: the cells of the table row by row, and all text that is not in it.
#[derive(Debug, Default)]
struct Read {
    rows: Vec<Vec<String>>,
    text: String,
    /// HTML, links, pictures: what nobody asked for.
    strange: Vec<String>,
}

fn read(markdown: &str) -> Read {
    let mut read = Read::default();
    let mut in_table = false;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => in_table = true,
            Event::End(TagEnd::Table) => in_table = false,
            Event::Start(Tag::TableHead | Tag::TableRow) => read.rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => {
                read.rows.last_mut().expect("a cell is in a row").push(String::new());
            }
            Event::Text(text) | Event::Code(text) if in_table => {
                let row = read.rows.last_mut().expect("a text is in a row");
                row.last_mut().expect("a text is in a cell").push_str(&text);
            }
            Event::Text(text) | Event::Code(text) => read.text += &text,
            Event::SoftBreak | Event::HardBreak => read.text += " ",
            Event::Start(
                Tag::Heading { .. }
                | Tag::Paragraph
                | Tag::List(_)
                | Tag::Item
                | Tag::Strong
                | Tag::Emphasis,
            )
            | Event::End(_) => {}
            other => read.strange.push(format!("{other:?}")),
        }
    }
    read
}

#[test]
fn a_struct() {
    let expected = "\
### `Packet`

size 8, align 4, repr(C).

| offset | size | align | line | field | type |
| --: | --: | --: | --: | :-- | :-- |
| 0 | 1 | 1 | 0 | `version` | `u8` |
| 1 | 1 |  | 0 | *padding* |  |
| 2 | 2 | 2 | 0 | `length` | `u16` |
| 4 | 4 | 4 | 0 | `checksum` | `u32` |

1 of 8 bytes is padding (12.5 %), in 1 hole; 1 cache line of 64 bytes.
";
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    assert_eq!(Packet::layout_report().to_markdown(), expected);
    assert_eq!(read(expected).rows.len(), 5);
}

/// Each field of the metadata is in its row, with its place.
#[test]
fn every_field_has_a_row() {
    let read = read(&Session::layout_report().to_markdown());
    assert_eq!(read.strange, [""; 0]);
    for field in Session::LAYOUT.fields() {
        let row = read
            .rows
            .iter()
            .find(|row| row[4] == field.name)
            .unwrap_or_else(|| panic!("{field:?}"));
        let offset = field.offset.expect("it is known");
        let expected = [offset.to_string(), field.size.to_string(), field.align.to_string()];
        assert_eq!((&row[..3], row[5].as_str()), (&expected[..], field.ty));
    }
    for hole in Session::LAYOUT.holes() {
        let expected = [hole.offset.to_string(), hole.size.to_string(), String::new()];
        assert!(
            read.rows.iter().any(|row| row[..3] == expected && row[4] == "padding"),
            "{hole:?}"
        );
    }
    let fields = Session::LAYOUT.fields().len() + Session::LAYOUT.holes().count();
    assert_eq!(read.rows.len(), 1 + fields);
}

#[test]
fn variants_head_their_fields() {
    let read = read(&Command::layout_report().to_markdown());
    let names: Vec<&str> = read.rows.iter().map(|row| row[4].as_str()).collect();
    assert_eq!(names[..4], ["field", "Stop = 1", "tag", "padding"]);
    for name in ["Go = 5", "Turn = 9", "speed", "packet"] {
        assert!(names.contains(&name), "{names:?}");
    }
}

#[test]
fn findings_are_told_with_their_remedy() {
    let report = Session::layout_report();
    let record = report.record();
    assert!(!record.findings.is_empty());
    let read = read(&report.to_markdown());
    for finding in &record.findings {
        let plain = |text: &str| text.replace('`', "");
        let expected =
            format!("{}: {}; {}", finding.id, plain(&finding.message), plain(&finding.remedy));
        assert!(read.text.contains(&expected), "{expected:?} is not in {:?}", read.text);
    }
}

/// Whatever a type is called, it is text and nothing else.
#[test]
fn names_are_no_markup() {
    let names = [
        "a|b",
        "*a*",
        "`",
        "``x",
        "x`",
        "<b>",
        "a_b_c",
        "[a](b)",
        "![a](b)",
        "\\",
        "a\\|b",
        "&amp;",
        " a ",
        "https://example.org",
        "# a",
        "fn(&'a [u8]) -> *const T",
        "a\nb",
        "a\u{7}b",
        "a\u{202e}b",
    ];
    for name in names {
        let mut value =
            serde_json::to_value(Packet::layout_report().record()).expect("it has a JSON form");
        value["layout"]["type_name"] = name.into();
        value["layout"]["fields"][1]["name"] = name.into();
        value["layout"]["fields"][1]["ty"] = name.into();
        value["findings"] = serde_json::json!([{
            "id": "reorder", "severity": "note", "message": name, "remedy": name, "fields": [],
        }]);
        let record: LayoutRecord = serde_json::from_value(value).expect("it is a record");
        // What cannot be seen is written out.
        let name =
            &name.replace('\n', "\\n").replace('\u{7}', "\\u{7}").replace('\u{202e}', "\\u{202e}");
        let markdown = record.to_markdown();
        let read = read(&markdown);
        assert_eq!(read.strange, [""; 0], "{markdown}");
        assert_eq!(read.rows.len(), 5, "{markdown}");
        assert_eq!(read.rows[3].len(), 6, "{markdown}");
        // Blanks at the ends of code are not kept by every reader.
        assert_eq!(
            (read.rows[3][4].trim(), read.rows[3][5].trim()),
            (name.trim(), name.trim()),
            "{markdown}"
        );
        let is_whole = |line: &str| line.is_empty() || line.starts_with(['#', 's', '|', '1', '-']);
        assert!(markdown.lines().all(is_whole), "{markdown}");
        let plain =
            if name.matches('`').count() > 1 { name.replace('`', "") } else { name.clone() };
        assert!(read.text.contains(plain.trim()), "{markdown}");
    }
}

#[test]
fn every_kind_is_read_without_surprise() {
    for record in samples::all() {
        let markdown = record.to_markdown();
        let read = read(&markdown);
        assert_eq!(read.strange, [""; 0], "{markdown}");
        assert!(read.rows.iter().all(|row| row.len() == 6), "{markdown}");
    }
}
