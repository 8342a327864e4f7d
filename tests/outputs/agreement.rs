//! All outputs of one hostile set of types, byte by byte: each says the same of every byte and of padding, and
//! what the layout itself says, which no output is made of.

#![allow(dead_code, reason = "the types are looked at, not used")]
#![allow(clippy::large_stack_arrays, reason = "there are many variants and many types")]

use std::marker::PhantomData;
use std::sync::atomic::AtomicU8;

use layout_core::layout::{Slot, Tagging, TypeLayout, Walk};
use layout_core::{Kind, Layout, LayoutRecord};
use roxmltree::{Document, Node};

use crate::samples::{self, Packet};

/// An array whose length is written with characters that cannot be seen, and markup.
#[derive(Layout)]
#[repr(C)]
struct Hidden {
    a: [u8; "‮⁦<&>|`".len()],
    b: u32,
}

/// A zero-sized field between two runs of padding.
#[derive(Layout)]
#[repr(C)]
struct Between {
    a: u8,
    none: [u16; 0],
    b: u32,
    marker: PhantomData<u64>,
    unit: (),
    c: u8,
    last: [u16; 0],
}

#[derive(Layout)]
#[repr(C, packed)]
struct Tight {
    a: u8,
    b: u64,
    inner: Between,
}

/// Its own padding, that of its fields, and what is not known.
#[derive(Layout)]
#[repr(C)]
struct Nested {
    between: Between,
    choice: Choice,
    either: Either,
    maybe: Option<u16>,
    text: String,
    packets: [Packet; 3],
    grid: [[Between; 2]; 2],
    atomic: AtomicU8,
}

#[derive(Layout)]
#[repr(C)]
union Either {
    none: (),
    wide: u64,
    bytes: [u8; 3],
    packet: std::mem::ManuallyDrop<Packet>,
}

#[derive(Layout)]
#[repr(C, u8)]
enum Tagged {
    A(u8),
    B { x: u32, y: u8 },
    C,
}

#[derive(Layout)]
#[repr(C)]
enum Choice {
    Unit,
    Tuple(u8, u32),
    Struct { a: u16, b: Between },
}

/// An enum of each `repr`, with and without fields.
macro_rules! enums {
    ($($(#[$meta:meta])* $bare:ident $full:ident,)*) => {
        $(
            $(#[$meta])*
            #[derive(Layout)]
            enum $bare { A, B = 7, C }

            $(#[$meta])*
            #[derive(Layout)]
            enum $full { A(u8), B { x: u32, y: u8 }, C, Never(std::convert::Infallible, u16) }
        )*

        fn enums() -> Vec<(TypeLayout, LayoutRecord)> {
            vec![$(of::<$bare>(), of::<$full>(),)*]
        }
    };
}

enums! {
    #[repr(u8)] BareU8 FullU8,
    #[repr(u16)] BareU16 FullU16,
    #[repr(u32)] BareU32 FullU32,
    #[repr(u64)] BareU64 FullU64,
    #[repr(usize)] BareUsize FullUsize,
    #[repr(i8)] BareI8 FullI8,
    #[repr(i16)] BareI16 FullI16,
    #[repr(i32)] BareI32 FullI32,
    #[repr(i64)] BareI64 FullI64,
    #[repr(isize)] BareIsize FullIsize,
    #[repr(C)] BareC FullC,
    #[allow(unused_attributes, reason = "the compiler's choice")] BareRust FullRust,
    #[repr(align(32))] BareAligned FullAligned,
}

/// Nobody can be any of its variants but one.
#[derive(Layout)]
enum Only {
    One(u32),
    Never(std::convert::Infallible),
}

#[derive(Layout)]
enum Empty {}

#[derive(Layout)]
enum Niched {
    None,
    Some(&'static u8),
}

#[derive(Layout)]
#[repr(C)]
struct Tail<T: ?Sized> {
    len: u32,
    kind: u8,
    rest: T,
}

#[derive(Layout)]
struct TupleTail(u8, str);

/// A tuple struct of ten fields for each asterisk.
macro_rules! tuple {
    ($name:ident [$($ty:ty,)*]) => {
        #[derive(Layout)]
        #[repr(C)]
        struct $name($($ty),*);
    };
    ($name:ident [$($ty:ty,)*] * $($rest:tt)*) => {
        tuple! { $name [$($ty,)* u8, u16, u8, u32, bool, [u8; 3], u64, u8, (), i16,] $($rest)* }
    };
}

tuple! { Sixty [] * * * * * * }

/// An enum of that many names.
macro_rules! three_hundred {
    ($($name:ident)*) => {
        #[derive(Layout)]
        #[repr(u16)]
        enum Hundreds {
            $($name(u8, u32),)*
        }
    };
}

include!("agreement/names.rs");

fn of<T: Layout + ?Sized>() -> (TypeLayout, LayoutRecord) {
    (T::LAYOUT, T::layout_report().record())
}

fn all() -> Vec<(TypeLayout, LayoutRecord)> {
    let mut all = enums();
    all.extend([
        of::<Hidden>(),
        of::<Between>(),
        of::<Tight>(),
        of::<Nested>(),
        of::<Either>(),
        of::<Choice>(),
        of::<Tagged>(),
        of::<Only>(),
        of::<Empty>(),
        of::<Niched>(),
        of::<Tail<u8>>(),
        of::<Tail<[u16]>>(),
        of::<Tail<str>>(),
        of::<TupleTail>(),
        of::<Sixty>(),
        of::<Hundreds>(),
        of::<samples::Frame>(),
        of::<samples::Session>(),
        of::<samples::Message>(),
        of::<samples::Command>(),
        of::<samples::Unplaced<u64>>(),
        of::<samples::Number>(),
        of::<samples::Tailed>(),
        of::<samples::Entry>(),
        of::<samples::Handle>(),
        of::<samples::Marker>(),
        of::<samples::Page>(),
        of::<samples::Large>(),
        of::<(u8, Packet, u64)>(),
    ]);
    all
}

/// A stretch of bytes: where it begins, how long it is, and the name of the field or what else it is.
type Stretch = (Option<usize>, usize, String);

/// What an output says of the outermost fields, part by part: a struct is one, an enum has one for each variant,
/// a union one for each field.
type Parts = Vec<Vec<Stretch>>;

/// What the layout says, in the order of memory.
fn parts_of_layout(layout: &TypeLayout) -> Parts {
    let walked = |walk: Walk, between: &str| -> Vec<Stretch> {
        walk.map(|slot| match slot {
            Slot::Field(field) => (field.offset, field.size, shown(field.name)),
            Slot::Padding(hole) => (Some(hole.offset), hole.size, between.to_owned()),
        })
        .collect()
    };
    match layout.kind {
        Kind::Enum => layout
            .variants()
            .map(|variant| {
                let tagging = layout.tagging().expect("it is an enum");
                let mut part = Vec::new();
                if let Tagging::Tag { offset, size } = tagging {
                    part.push((Some(offset), size, "tag".to_owned()));
                }
                let between = match tagging {
                    _ if !variant.is_placed() => "not known",
                    Tagging::Tag { .. } | Tagging::Single => "padding",
                    Tagging::Niche => "niche or padding",
                    _ => "tag, niche or padding",
                };
                part.extend(walked(layout.walk_variant(&variant), between));
                let missing = variant.fields().filter(|field| field.offset.is_none());
                part.extend(missing.map(|field| (None, field.size, shown(field.name))));
                part
            })
            .collect(),
        Kind::Union => layout
            .fields()
            .map(|field| {
                let rest = (Some(field.size), layout.size - field.size, "padding".to_owned());
                let field = (Some(0), field.size, shown(field.name));
                [field].into_iter().chain((rest.1 > 0).then_some(rest)).collect()
            })
            .collect(),
        _ => {
            let mut part = walked(layout.walk(), "padding");
            let missing = layout.fields().filter(|field| field.offset.is_none());
            part.extend(missing.map(|field| (None, field.size, shown(field.name))));
            vec![part]
        }
    }
}

/// Characters that cannot be seen are written out.
fn shown(name: &str) -> String {
    name.escape_debug().to_string()
}

/// Text, taken apart.
struct Text {
    parts: Parts,
    /// For each map its bytes, a character each.
    maps: Vec<String>,
    /// For each map what its letters mean, from the table.
    letters: Vec<Vec<(char, String)>>,
    summary: String,
}

impl Text {
    fn of(layout: &TypeLayout, text: &str) -> Self {
        let mut lines = text.lines().skip(1).peekable();
        let mut parts: Parts = Vec::new();
        let mut letters: Vec<Vec<(char, String)>> = Vec::new();
        let (mut maps, mut tag, mut summary) = (Vec::<String>::new(), None, String::new());
        let field_at = lines.peek().and_then(|line| line.find("field")).unwrap_or(0);
        if layout.kind != Kind::Enum && layout.kind != Kind::Union {
            parts.push(Vec::new());
            letters.push(Vec::new());
        }
        for line in lines.skip(1) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let is_number = |word: Option<&&str>| {
                word.is_some_and(|word| *word == "?" || word.parse::<usize>().is_ok())
            };
            if line.starts_with("  --") {
                continue;
            }
            if is_number(words.first()) && is_number(words.get(1)) && line.len() > field_at {
                let (offset, size) = (words[0].parse().ok(), words[1].parse().unwrap());
                let rest = line[field_at..].trim_start();
                let name = match rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
                    Some(what) => what.to_owned(),
                    None => rest.split(": ").next().unwrap().to_owned(),
                };
                let letter =
                    line[..field_at].trim_end().chars().last().filter(|c| c.is_alphabetic());
                let begins_part = layout.kind == Kind::Union && name != "padding";
                if name == "tag" && layout.kind == Kind::Enum && parts.is_empty() {
                    tag = Some((offset, size, name));
                    continue;
                }
                if begins_part {
                    parts.push(Vec::new());
                    letters.push(Vec::new());
                }
                if let Some(letter) = letter {
                    letters.last_mut().unwrap().push((letter, name.clone()));
                }
                parts.last_mut().unwrap().push((offset, size, name));
            } else if layout.kind == Kind::Enum && line.starts_with(&" ".repeat(field_at)) {
                parts.push(tag.clone().into_iter().collect());
                letters.push(Vec::new());
            } else if line.len() > 10 && line[..8].trim_end().len() == 8 && &line[8..10] == "  " {
                let cells: String =
                    line[10..].split("  ").next().unwrap().split(['|', ' ']).collect();
                let map_at = line[..8].trim();
                if map_at == "0" {
                    maps.push(cells);
                } else if map_at == "*" {
                    let more: usize = words[1].parse().unwrap();
                    let map = maps.last_mut().unwrap();
                    let cell = map.chars().last().unwrap();
                    map.extend(std::iter::repeat_n(cell, more));
                } else {
                    maps.last_mut().unwrap().push_str(&cells);
                }
            } else if line.ends_with("of 64 bytes") || line.ends_with("the length of the tail") {
                line.trim().clone_into(&mut summary);
            }
        }
        Self { parts, maps, letters, summary }
    }
}

/// The parts of the table in Markdown.
fn parts_of_markdown(layout: &TypeLayout, markdown: &str) -> Parts {
    let mut parts: Parts = Vec::new();
    if layout.kind != Kind::Enum && layout.kind != Kind::Union {
        parts.push(Vec::new());
    }
    for line in markdown.lines().filter(|line| line.starts_with("| ")).skip(2) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if cells[4].starts_with("**") {
            parts.push(Vec::new());
            continue;
        }
        let name = cells[4].trim_matches(['`', '*']).to_owned();
        let stretch = (cells[0].parse().ok(), cells[1].parse().unwrap(), name);
        parts.last_mut().unwrap().push(stretch);
    }
    parts
}

fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|it| it.text()).collect()
}

fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.tag_name().name() == name
}

/// The tag or niche of a variant without fields, which is but a line: `no fields; tag, offset 0, 1 byte`.
fn marks_of_line(line: &str) -> Vec<Stretch> {
    let mark = |piece: &str| {
        let (name, place) = piece.split_once(", offset ").expect(piece);
        let (offset, size) = place.split_once(", ").expect(piece);
        let size = size.split(' ').next().unwrap().parse().unwrap();
        (Some(offset.parse().unwrap()), size, name.to_owned())
    };
    line.split_once("no fields").expect(line).1.split("; ").skip(1).map(mark).collect()
}

/// The outermost rows of the tables of a page, and of all rows those that have bytes of their own. The line of a
/// variant without fields says the tag or niche; what else is in it is as `truth` has it.
fn parts_of_page(
    layout: &TypeLayout,
    page: &Document<'_>,
    truth: &Parts,
) -> (Parts, Vec<(usize, usize)>) {
    let (mut parts, mut leaves) = (Parts::new(), Vec::new());
    let is_unit = |node: &Node<'_, '_>| node.attribute("class") == Some("unit");
    for section in page.descendants().filter(|node| is(node, "section") || is_unit(node)) {
        if is_unit(&section) {
            let all = &truth[parts.len()];
            let marks = all.iter().filter(|it| it.2 == "tag" || it.2 == "niche").cloned();
            assert_eq!(marks_of_line(&text_of(section)), marks.collect::<Vec<_>>(), "{all:?}");
            leaves.extend(all.iter().filter(|it| it.1 > 0).map(|it| (it.0.unwrap(), it.1)));
            parts.push(all.clone());
            continue;
        }
        let mut part = Vec::new();
        for row in section.descendants().filter(|node| is(node, "tr")).skip(1) {
            let cells: Vec<Node<'_, '_>> = row.children().filter(|node| is(node, "td")).collect();
            let last = cells.last().unwrap();
            if cells.len() != 5 {
                continue;
            }
            let (offset, size) =
                (text_of(cells[0]).parse().ok(), text_of(cells[1]).parse().unwrap());
            let is_leaf =
                !last.descendants().any(|it| it.attribute("class") == Some("swatch none"));
            if let (true, Some(offset), true) = (is_leaf, offset, size > 0) {
                leaves.push((offset, size));
            }
            if last.attribute("style") == Some("--depth:0") {
                let name = text_of(*last);
                part.push((offset, size, name.split(": ").next().unwrap().to_owned()));
            }
        }
        parts.push(part);
    }
    if parts.is_empty() && layout.kind != Kind::Enum && layout.kind != Kind::Union {
        parts.push(Vec::new());
    }
    (parts, leaves)
}

/// The stretches of a picture: those of the groups that are read aloud, but for tails, which have no end.
fn leaves_of_picture(picture: &Document<'_>) -> Vec<(usize, usize)> {
    let titles = picture.descendants().filter(|node| node.attribute("class") == Some("slot"));
    let titles = titles.map(|slot| text_of(slot.first_element_child().unwrap()));
    let number = |text: &str, before: &str| {
        let at = text.rfind(before)? + before.len();
        let digits = text[at..].split(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse::<usize>().ok()
    };
    titles
        .filter(|title| !title.contains("as long as the tail"))
        .map(|title| {
            let rest = title.rsplit_once(", offset ").unwrap().1;
            let offset = rest.split(',').next().unwrap().parse().unwrap();
            (
                offset,
                number(rest, ", ").or(number(rest.split(", align").next().unwrap(), ", ")).unwrap(),
            )
        })
        .collect()
}

fn check(layout: &TypeLayout, record: &LayoutRecord) {
    let text = record.to_string();
    let context = format!("{}\n{text}", layout.type_name());
    let truth = parts_of_layout(layout);
    let read = Text::of(layout, &text);
    assert_eq!(read.parts, truth, "the text of {context}");
    let markdown = record.to_markdown();
    assert_eq!(parts_of_markdown(layout, &markdown), truth, "{markdown}\n{context}");

    let html = record.to_html();
    let (head, rest) = html.split_once("<script>").unwrap();
    let body = format!("{head}{}", rest.split_once("</script>").unwrap().1);
    let page = Document::parse(body.strip_prefix("<!DOCTYPE html>").unwrap()).unwrap();
    let (parts, leaves) = parts_of_page(layout, &page, &truth);
    assert_eq!(parts, truth, "the page of {context}");
    let svg = record.to_svg();
    let picture = Document::parse(&svg).unwrap();
    let tail = layout.tail().and_then(|tail| tail.offset).unwrap_or(usize::MAX);
    // A tail covers the padding behind its start, which is there if it is empty.
    let leaves: Vec<_> = leaves.into_iter().filter(|(offset, _)| *offset < tail).collect();
    let drawn: Vec<_> =
        leaves_of_picture(&picture).into_iter().filter(|(offset, _)| *offset < tail).collect();
    assert_eq!(drawn, leaves, "the picture of {context}");

    check_maps(layout, &read, &truth, &context);
    check_padding(layout, record, &read, &truth, &context);
    let said = read.summary.replace('\'', "&#39;").replace('<', "&lt;").replace('>', "&gt;");
    let plain = html.replace("<code>", "`").replace("</code>", "`");
    assert!(plain.contains(&format!("<br/>{said}<br/>")), "{said}\n{html}");
    assert!(markdown.contains(&format!("\n{}.\n", read.summary)), "{markdown}\n{context}");
    for clause in said.split("; ").filter(|clause| clause.len() < 60) {
        assert!(svg.contains(clause), "{clause}\n{svg}");
    }
}

/// Each byte of a map is that of the table.
fn check_maps(layout: &TypeLayout, read: &Text, truth: &Parts, context: &str) {
    // The fields before a tail whose place is not known have places.
    let end = |(offset, size, _): &Stretch| offset.map(|offset| offset + size);
    let fields = truth.iter().flatten().filter_map(end).max().unwrap_or(0);
    // Bytes behind the start of a tail that is not a slice are nobody's: it may be longer.
    let is_open = layout.tail().is_some_and(|tail| tail.stride.is_none() && tail.offset.is_some());
    let len = if is_open { fields } else { fields.max(layout.size) };
    let is_fieldless = layout.variants().all(|variant| variant.fields().is_empty());
    let parts: Vec<usize> = match layout.kind {
        Kind::Enum if is_fieldless => (0..truth.len().min(1)).collect(),
        Kind::Union => (0..truth.len()).filter(|index| truth[*index][0].1 > 0).collect(),
        _ if len == 0 => Vec::new(),
        _ => (0..truth.len()).collect(),
    };
    assert_eq!(read.maps.len(), parts.len(), "the maps of {context}");
    for (map, part) in read.maps.iter().zip(parts) {
        let mut bytes = vec![None; len];
        for (offset, size, name) in &truth[part] {
            let Some(offset) = offset else { continue };
            let letter = read.letters[part].iter().find(|(_, field)| field == name);
            let cell = match (name.as_str(), letter) {
                (_, Some((letter, _))) => *letter,
                ("padding", None) => '.',
                ("tag", None) => '#',
                _ => '?',
            };
            bytes[*offset..offset + size].fill(Some(cell));
        }
        let bytes: String = bytes.into_iter().map(|cell| cell.unwrap_or('!')).collect();
        assert_eq!(*map, bytes, "a map of {context}");
    }
}

/// What is said of padding is what the layout and the record count, and the rows.
fn check_padding(
    layout: &TypeLayout,
    record: &LayoutRecord,
    read: &Text,
    truth: &Parts,
    context: &str,
) {
    let own = &record.layout;
    assert_eq!(own.padding(), layout.padding(), "{context}");
    assert_eq!(own.deep_padding(), layout.deep_padding(), "{context}");
    assert_eq!(own.least_deep_padding(), layout.least_deep_padding(), "{context}");
    if !layout.kind.has_fields() {
        assert!(!read.summary.contains("padding"), "{context}");
        return;
    }
    let padding = layout.padding();
    let said = format!("{padding} of {} bytes", layout.size);
    assert_eq!(read.summary.starts_with(&said), padding > 0, "{context}");
    if layout.kind != Kind::Union {
        let of_rows: usize = truth[0].iter().filter(|it| it.2 == "padding").map(|it| it.1).sum();
        assert_eq!(of_rows, padding, "{context}");
    }
    let holes = layout.holes().count();
    let plural = if holes == 1 { "" } else { "s" };
    let said = format!("in {holes} hole{plural}");
    assert_eq!(read.summary.contains(&said), padding > 0, "{said} in {context}");
    let is_clean = layout.deep_padding() == Some(0);
    assert_eq!(read.summary.contains("no padding"), is_clean, "{context}");
    assert_eq!(
        read.summary.contains("padding unknown"),
        layout.deep_padding().is_none(),
        "{context}"
    );
}

#[test]
fn every_output_says_the_same_of_every_byte() {
    for (layout, record) in all() {
        check(&layout, &record);
    }
}

/// A record that was read back, and one that is compared with itself.
#[test]
fn data_is_what_was_written() {
    for (_, record) in all() {
        let json = serde_json::to_string(&record).unwrap();
        let read: LayoutRecord = serde_json::from_str(&json).unwrap();
        assert_eq!(read, record);
        assert_eq!(read.to_string(), record.to_string());
        assert!(record.diff(&read).changes.is_empty());
    }
}

/// Every field that C can know is asserted where the layout has it.
#[test]
fn c_says_the_same_of_every_field() {
    let mut count = 0;
    for (layout, record) in all() {
        let Ok(asserts) = record.to_c_asserts() else { continue };
        // What is transparent is but a name for another type.
        let is_name = layout.repr.base == layout_core::layout::BaseRepr::Transparent;
        if is_name || !matches!(layout.kind, Kind::Struct | Kind::TupleStruct | Kind::Union) {
            continue;
        }
        let text = asserts.named("t").to_string();
        assert!(text.contains(&format!("(sizeof(t) == {}, ", layout.size)), "{text}");
        for field in layout.fields().filter(|field| field.size > 0) {
            let is_number = field.name.starts_with(|c: char| c.is_ascii_digit());
            let name = format!("{}{}", if is_number { "_" } else { "" }, field.name);
            let Some(offset) = field.offset else { continue };
            let says = |name: &str| text.contains(&format!("(offsetof(t, {name}) == {offset}, "));
            // A keyword of C has an underscore after it.
            assert!(says(&name) || says(&format!("{name}_")), "{name}: {text}");
            count += 1;
        }
    }
    assert!(count > 60, "{count} fields are few");
}

/// The map of a live value is that of its type.
#[test]
fn values_say_the_same_of_every_byte() {
    fn maps(text: &str) -> Vec<&str> {
        let is_map = |line: &&str| {
            line.len() > 10
                && &line[8..10] == "  "
                && !line.trim_start().starts_with("offset")
                && line[10..].trim().split(' ').all(|word| word.parse::<usize>().is_err())
        };
        text.lines().filter(is_map).collect()
    }
    let between =
        || Between { a: 1, none: [], b: 2, marker: PhantomData, unit: (), c: 3, last: [] };
    let tight = Tight { a: 1, b: 2, inner: between() };
    let of_type = Tight::layout_report().to_string();
    assert_eq!(maps(&tight.layout_report_of().to_string()), maps(&of_type), "{of_type}");
    let of_type = Between::layout_report().to_string();
    let text = between().layout_report_of().to_string();
    assert_eq!(maps(&text), maps(&of_type), "{text}{of_type}");
    for value in [Choice::Unit, Choice::Tuple(1, 2), Choice::Struct { a: 1, b: between() }] {
        let report = value.layout_report_of();
        let text = report.to_string();
        let index =
            Choice::LAYOUT.variants().position(|it| it.name == report.variant().unwrap().name);
        let of_type = Choice::layout_report().to_string();
        let map = maps(&of_type)[index.unwrap()];
        let cells = map.rsplit_once("  ").map_or(map, |(cells, _)| cells).trim_end();
        assert_eq!(maps(&text), [cells], "{text}{of_type}");
    }
}
