//! Pictures and pages as they are kept in `drawn/`, to be looked at when they change: `UPDATE_EXPECT=1 cargo
//! test -p layout-outputs drawn` writes them.
#![cfg(all(target_arch = "x86_64", target_os = "linux"))]

use std::collections::BTreeMap;

use expect_test::{ExpectFile, expect_file};
use layout_core::{Layout, LayoutRecord, LayoutReport};
use serde_json::{Value, json};

use crate::samples::{Command, Forty, Frame, Marker, Number, Page, Session, Tailed, Unplaced};

#[test]
fn pictures() {
    let pictures: [(LayoutRecord, ExpectFile); 8] = [
        // Rows of 16 bytes, of which some are left out, on several cache lines.
        (Session::layout_report().record(), expect_file!["drawn/session.svg"]),
        (Page::layout_report().record(), expect_file!["drawn/page.svg"]),
        (Command::layout_report().record(), expect_file!["drawn/command.svg"]),
        (Number::layout_report().record(), expect_file!["drawn/number.svg"]),
        (Tailed::layout_report().record(), expect_file!["drawn/tailed.svg"]),
        (u64::layout_report().record(), expect_file!["drawn/u64.svg"]),
        // More fields than a legend has lines.
        (Forty::layout_report().record(), expect_file!["drawn/forty.svg"]),
        // Places that are not known, and a name that is too long for its line.
        (
            Unplaced::<[BTreeMap<u128, String>; 3]>::layout_report().record(),
            expect_file!["drawn/unplaced.svg"],
        ),
    ];
    for (record, kept) in pictures {
        kept.assert_eq(&record.to_svg());
    }
}

/// The pages without their style and their script, which are tested in a browser.
#[test]
fn pages() {
    let pages: [(LayoutReport, ExpectFile); 5] = [
        (Frame::layout_report(), expect_file!["drawn/frame.html"]),
        (Session::layout_report(), expect_file!["drawn/session.html"]),
        (Command::layout_report(), expect_file!["drawn/command.html"]),
        (Unplaced::<u64>::layout_report(), expect_file!["drawn/unplaced.html"]),
        (u64::layout_report(), expect_file!["drawn/u64.html"]),
    ];
    for (report, kept) in pages {
        let html = report.to_html();
        let (_, body) = html.split_once("<body").expect("a page has a body");
        let (body, _) = body.split_once("<script>").expect("the script comes last");
        kept.assert_eq(&format!("<body{body}"));
    }
}

#[test]
fn markdown() {
    let texts: [(LayoutReport, ExpectFile); 5] = [
        (Session::layout_report(), expect_file!["drawn/session.md"]),
        (Command::layout_report(), expect_file!["drawn/command.md"]),
        (Number::layout_report(), expect_file!["drawn/number.md"]),
        (Unplaced::<u64>::layout_report(), expect_file!["drawn/unplaced.md"]),
        (u64::layout_report(), expect_file!["drawn/u64.md"]),
    ];
    for (report, kept) in texts {
        kept.assert_eq(&report.to_markdown());
    }
}

/// Fields of eight bytes at these offsets, in a type of that size.
fn fields_at(offsets: impl Iterator<Item = usize>, size: usize) -> LayoutRecord {
    let mut record = serde_json::to_value(Frame::layout_report().record()).expect("it is one");
    let field = |offset: usize| json!({ "name": format!("f{offset}"), "ty": "u64", "type_name": "u64", "offset": offset, "size": 8, "align": 8 });
    record["layout"]["size"] = size.into();
    record["layout"]["fields"] = offsets.map(field).collect::<Vec<Value>>().into();
    record["findings"] = json!([]);
    serde_json::from_value(record).expect("it is a record")
}

/// The rows that are drawn, by the offsets at their left, and what is said of those that are not.
fn rows(record: &LayoutRecord) -> (Vec<usize>, Vec<String>) {
    let svg = record.to_svg();
    let document = roxmltree::Document::parse(&svg).expect("it is XML");
    let texts = document.descendants().filter(|node| node.tag_name().name() == "text");
    let texts: Vec<_> =
        texts.map(|node| (node.attribute("x"), node.text().unwrap_or(""))).collect();
    let at_the_left = texts.iter().filter(|(x, _)| *x == Some("40"));
    let left_out = texts.iter().filter(|(_, text)| text.starts_with('…'));
    (
        at_the_left.filter_map(|(_, text)| text.parse().ok()).collect(),
        left_out.map(|(_, text)| (*text).to_owned()).collect(),
    )
}

/// A picture stays one that can be opened, whatever the size of the type.
#[test]
fn a_picture_has_640_rows_at_most() {
    for (count, said) in
        [(640, None), (641, Some("… 16 bytes more …")), (1000, Some("… 5760 bytes more …"))]
    {
        // Two fields in a row of sixteen bytes.
        let record = fields_at((0..2 * count).map(|index| index * 8), count * 16);
        let (offsets, left_out) = rows(&record);
        let expected: Vec<usize> = (0..count.min(640)).map(|row| row * 16).collect();
        assert_eq!(offsets, expected, "of {count} rows");
        assert_eq!(left_out, Vec::from_iter(said), "of {count} rows");
    }
}

/// What is long is shown by its first and its last row, if that leaves out more than two.
#[test]
fn long_fields_are_shortened() {
    for (rows_of_field, shown, said) in [
        (3, vec![0, 8, 16], None),
        (4, vec![0, 8, 16, 24], None),
        (5, vec![0, 32], Some("… 24 bytes more …")),
        (9, vec![0, 64], Some("… 56 bytes more …")),
    ] {
        let mut record = fields_at(std::iter::once(0), rows_of_field * 8);
        record.layout.fields[0].size = rows_of_field * 8;
        let (offsets, left_out) = rows(&record);
        assert_eq!(
            (offsets, left_out),
            (shown, Vec::from_iter(said.map(String::from))),
            "of {rows_of_field} rows"
        );
    }
}

/// A row says on which cache line it is if the line began among the rows that are left out before it.
#[test]
fn lines_that_begin_among_what_is_left_out_are_told() {
    // The size of the first field, in rows of eight bytes: its last row is in the middle of a line.
    for (rows_of_field, said) in
        [(6, "… 32 bytes more …"), (10, "… 64 bytes more, to cache line 1 …")]
    {
        let size = rows_of_field * 8;
        let mut record = fields_at(std::iter::once(0).chain((size..128).step_by(8)), 128);
        record.target.cache_line = 64;
        record.layout.fields[0].size = size;
        assert_eq!(rows(&record).1, [said], "of {rows_of_field} rows");
    }
}

/// What has no bytes has no grid, and a field whose type is not known has its name alone.
#[test]
fn what_is_not_there_is_not_shown() {
    assert!(!Marker::layout_report().to_html().contains("<figure"), "there is nothing to draw");
    let mut record = fields_at(std::iter::once(0), 8);
    record.layout.fields[0].ty = "".into();
    for (text, row) in [
        (record.to_markdown(), "| 0 | 8 | 8 | 0 | `f0` |  |\n"),
        (record.to_html(), "aria-label=\"f0, offset 0, 8 bytes, align 8\""),
        (record.to_svg(), ">f0, offset 0, 8 bytes, align 8<"),
    ] {
        assert!(text.contains(row), "{row:?} is not in\n{text}");
    }
}

/// 32 fields are named, and behind them how many more there are; no line is left empty.
#[test]
fn the_legend_has_a_line_for_each_of_32_fields() {
    for (fields, more) in
        [(31, None), (32, None), (33, Some("and 1 more")), (40, Some("and 8 more"))]
    {
        let svg = fields_at((0..fields).map(|index| index * 8), fields * 8).to_svg();
        let document = roxmltree::Document::parse(&svg).expect("it is XML");
        let texts = document.descendants().filter(|node| node.attribute("x") == Some("30"));
        let texts: Vec<_> = texts.collect();
        assert_eq!(texts.len(), fields.min(32) + usize::from(more.is_some()), "of {fields} fields");
        let last = texts.last().expect("there is one");
        let text = last.text().expect("it says something");
        assert!(more.map_or(text.starts_with('f'), |more| text == more), "of {fields}: {text:?}");
        let number = |node: roxmltree::Node<'_, '_>, name: &str| -> usize {
            node.attribute(name).and_then(|text| text.parse().ok()).expect("a number")
        };
        let room = number(document.root_element(), "height") - number(*last, "y");
        assert_eq!(room, 19, "below the last line of {fields} fields");
    }
}
