//! Pictures and pages, read back: every byte is drawn where it lies.

use std::collections::BTreeMap;

use layout_core::{Layout, LayoutRecord, TypeLayout};
use roxmltree::{Document, Node};

use crate::samples::{self, Frame, Message, Number, Packet, Session};

fn parse(svg: &str) -> Document<'_> {
    Document::parse(svg).unwrap_or_else(|error| panic!("{error}\n{svg}"))
}

fn number(node: Node<'_, '_>, name: &str) -> usize {
    let text = node.attribute(name).unwrap_or_else(|| panic!("{node:?} has no {name}"));
    text.parse().unwrap_or_else(|_| panic!("{name} of {node:?}"))
}

/// The bytes of each group, by the text of the group: what its rectangles cover, which are measured by
/// the scale of the grid that they are in.
fn bytes(svg: &str) -> Vec<BTreeMap<String, Vec<usize>>> {
    let document = parse(svg);
    let shapes: Vec<Node<'_, '_>> =
        document.root_element().children().filter(Node::is_element).collect();
    let mut grids: Vec<BTreeMap<String, Vec<usize>>> = Vec::new();
    // The offsets at the left of the rows, by their height.
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    let mut columns = 0;
    for shape in shapes {
        let is_scale = shape.attribute("class") == Some("muted small");
        let text = shape.text().unwrap_or_default();
        match (shape.tag_name().name(), shape.attribute("text-anchor")) {
            ("text", Some("middle")) if is_scale && text == "0" => {
                grids.push(BTreeMap::new());
                rows.clear();
                columns = 1;
            }
            ("text", Some("middle")) if is_scale && text.parse() == Ok(columns) => columns += 1,
            ("text", Some("end")) if is_scale && text.parse::<usize>().is_ok() => {
                rows.insert(number(shape, "y"), text.parse().expect("it is a number"));
            }
            ("g", _) => {
                let title = shape.children().find(|node| node.tag_name().name() == "title");
                let title = title.and_then(|title| title.text()).expect("a group has a title");
                let cells = shape.children().filter(|node| node.tag_name().name() == "rect");
                let covered = cells.flat_map(|cell| {
                    let (x, y, width) =
                        (number(cell, "x"), number(cell, "y"), number(cell, "width"));
                    // A text's height is that of its baseline, which is inside the cell.
                    let (_, offset) =
                        rows.range(y..y + number(cell, "height")).next().expect("a row");
                    let cell = 384 / columns;
                    assert_eq!(((x - 48) % cell, width % cell), (0, 0), "{title}: not whole bytes");
                    let first = offset + (x - 48) / cell;
                    first..first + width / cell
                });
                let covered = covered.collect();
                let grid = grids.last_mut().expect("a scale comes first");
                let before = grid.insert(title.to_owned(), covered);
                assert_eq!(before, None, "{title} is there twice");
            }
            _ => {}
        }
    }
    grids
}

/// The bytes of a leaf, by the metadata.
fn range(layout: &TypeLayout, path: &str) -> Vec<usize> {
    let place = layout.place(path).unwrap_or_else(|| panic!("there is no {path}"));
    let offset = place.offset.expect("it is known");
    (offset..offset + place.size).collect()
}

#[test]
fn every_byte_of_a_struct_is_drawn_where_it_lies() {
    let grids = bytes(&Frame::layout_report().to_svg());
    let [grid] = &grids[..] else { panic!("{} grids", grids.len()) };
    let of = |start: &str| {
        let (_, bytes) = grid
            .iter()
            .find(|(title, _)| title.starts_with(start))
            .unwrap_or_else(|| panic!("{start}"));
        bytes.clone()
    };
    for path in
        ["kind", "packet.version", "packet.length", "packet.checksum", "pair.0", "pair.1", "type"]
    {
        assert_eq!(of(&format!("{path}: ")), range(&Frame::LAYOUT, path), "{path}");
    }
    let mut padding: Vec<usize> =
        Frame::LAYOUT.deep_holes().iter().flat_map(|hole| hole.offset..hole.end()).collect();
    let mut drawn: Vec<usize> = grid
        .iter()
        .filter(|(title, _)| title.starts_with("padding"))
        .flat_map(|(_, bytes)| bytes.clone())
        .collect();
    padding.sort_unstable();
    drawn.sort_unstable();
    assert_eq!(drawn, padding);
    let all: usize = grid.values().map(Vec::len).sum();
    assert_eq!(all, size_of::<Frame>());
}

/// Long fields are shortened, but their ends are drawn, and nothing twice.
#[test]
fn the_ends_of_long_fields_are_drawn() {
    let grids = bytes(&Session::layout_report().to_svg());
    let buffer =
        grids[0].iter().find(|(title, _)| title.starts_with("buffer: ")).expect("it is there").1;
    let whole = range(&Session::LAYOUT, "buffer");
    assert_eq!((buffer.first(), buffer.last()), (whole.first(), whole.last()));
    assert!(buffer.len() < whole.len(), "it is not shortened");
    assert!(buffer.iter().all(|byte| whole.contains(byte)));
}

#[test]
fn variants_and_the_fields_of_unions_have_a_grid_each() {
    let grids = bytes(&Message::layout_report().to_svg());
    assert_eq!(grids.len(), Message::LAYOUT.variants().count());
    let words = "y: i32, offset";
    let (_, y) = grids[1].iter().find(|(title, _)| title.starts_with(words)).expect("it is there");
    assert_eq!(y, &range(&Message::LAYOUT, "Move.y"));

    let grids = bytes(&Number::layout_report().to_svg());
    assert_eq!(grids.len(), 3);
    for (grid, field) in grids.iter().zip(Number::LAYOUT.fields()) {
        let (title, bytes) =
            grid.iter().find(|(title, _)| !title.starts_with("padding")).expect("it is there");
        assert!(title.starts_with(field.name));
        assert_eq!(bytes.len(), field.size);
    }
}

/// The number behind a word in the text of a group.
fn said(title: &str, word: &str) -> usize {
    let (_, rest) = title.rsplit_once(word).unwrap_or_else(|| panic!("no {word}in {title}"));
    rest.split(',').next().and_then(|number| number.parse().ok()).expect("it is a number")
}

/// In every picture whatever is drawn lies within it, and no byte of a grid is drawn twice.
#[test]
fn nothing_overlaps_and_nothing_leaves_the_picture() {
    for record in samples::all() {
        let name = &record.layout.type_name;
        let svg = record.to_svg();
        let document = parse(&svg);
        let root = document.root_element();
        let (width, height) = (number(root, "width"), number(root, "height"));
        for shape in root
            .descendants()
            .filter(|node| node.tag_name().name() == "rect" && node.has_attribute("x"))
        {
            let (x, y) = (number(shape, "x"), number(shape, "y"));
            assert!(x + number(shape, "width") <= width, "{name}: {shape:?}");
            assert!(y + number(shape, "height") <= height, "{name}: {shape:?}");
        }
        for grid in bytes(&svg) {
            for (title, drawn) in &grid {
                assert_eq!(drawn.first(), Some(&said(title, "offset ")), "{name}: {title}");
                if !title.contains("as long as the tail is") && !svg.contains("bytes more") {
                    let size =
                        title.split(", ").find_map(|part| part.split_once(" byte")?.0.parse().ok());
                    assert_eq!(Some(drawn.len()), size, "{name}: {title}");
                }
            }
            let mut all: Vec<usize> = grid.values().flatten().copied().collect();
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "{name}: a byte is drawn twice: {grid:?}");
        }
    }
}

#[test]
fn cache_lines_are_ruled() {
    let lines = |record: LayoutRecord| record.to_svg().matches("cache line ").count();
    let other = |record: &LayoutRecord| usize::from(record.layout.size <= record.target.cache_line);
    let packet = Packet::layout_report().record();
    // In the line above the picture only.
    assert_eq!(lines(packet.clone()), other(&packet));
    let session = Session::layout_report().record();
    let count = session.layout.size.div_ceil(session.target.cache_line);
    assert!(count > 2);
    // Where rows are left out, what follows them says on which line it is.
    for line in [0, count - 1] {
        assert!(session.to_svg().contains(&format!("cache line {line}")), "{line}");
    }
}

/// The page is one file: it names no other, and forbids itself to load one.
#[test]
fn pages_are_whole() {
    for record in samples::all() {
        let html = record.to_html();
        let body = html.strip_prefix("<!DOCTYPE html>\n").expect("it is HTML");
        // It is written so that a reader of XML can check it. The script is text without markup.
        let (head, script) = body.split_once("<script>").expect("there is a script");
        let (script, end) = script.split_once("</script>").expect("it ends");
        let document = format!("{head}{end}");
        let document = parse(&document);
        for node in document.descendants() {
            for name in ["src", "href", "action", "data"] {
                assert!(!node.has_attribute(name), "{node:?}");
            }
        }
        for word in ["url(", "@import", "fetch(", "XMLHttpRequest", "import("] {
            assert!(!body.contains(word), "{word}");
        }
        assert!(!script.contains("innerHTML"));
        assert_eq!(
            body.matches("http").count(),
            body.matches("http://www.w3.org/2000/svg").count() + 1
        );
        assert!(body.contains("default-src 'none'"));
    }
}

/// The rows of a page come in the order of memory, which is that of the text.
#[test]
fn rows_come_in_the_order_of_memory() {
    for record in samples::all() {
        let markdown = record.to_markdown();
        let offset = |line: &str| line.strip_prefix("| ")?.split(' ').next()?.parse::<usize>().ok();
        let offsets = markdown.lines().filter_map(offset);
        // A union and an enum begin anew with each field or variant.
        if record.layout.variants.is_empty() && !markdown.contains("**as ") {
            assert!(offsets.is_sorted(), "{markdown}");
        }
    }
}
