//! No output says that there is no padding where there may be some.
#![allow(dead_code, reason = "the types are looked at, not used")]

use std::time::Duration;

use layout_core::Layout;

struct Foreign(u8, u32);

#[derive(Layout)]
#[repr(C)]
struct Stamp {
    id: u64,
    after: Duration,
}

#[derive(Layout)]
#[repr(C)]
struct Nested {
    id: u64,
    stamp: Stamp,
}

#[derive(Layout)]
#[repr(C)]
struct Padded {
    id: u8,
    foreign: Foreign,
}

#[derive(Layout)]
enum Untagged {
    A(u8),
    B(u32),
}

#[derive(Layout)]
struct Holder {
    untagged: [Untagged; 2],
}

#[derive(Layout)]
#[repr(C)]
struct Tail<T: ?Sized> {
    id: u64,
    #[layout(unsized)]
    tail: T,
}

#[derive(Layout)]
#[repr(C)]
struct Known {
    id: u64,
    all: [Option<&'static Foreign>; 2],
}

/// All outputs of a report, as text.
fn outputs<T: Layout + ?Sized>() -> Vec<(&'static str, String)> {
    let report = T::layout_report();
    let record = report.record();
    let json = serde_json::to_string(&record).unwrap();
    // A record that was read back says the same.
    let read: layout_core::LayoutRecord = serde_json::from_str(&json).unwrap();
    assert_eq!(read, record);
    vec![
        ("text", report.to_string()),
        ("Markdown", record.to_markdown()),
        ("SVG", record.to_svg()),
        // What is code there is between backticks elsewhere.
        ("HTML", record.to_html().replace("<code>", "`").replace("</code>", "`")),
        ("Markdown of JSON", read.to_markdown()),
    ]
}

#[test]
fn padding_that_is_not_known_is_said_in_every_output() {
    let cases = [
        ("after", outputs::<Stamp>(), Stamp::LAYOUT),
        ("stamp.after", outputs::<Nested>(), Nested::LAYOUT),
        ("foreign", outputs::<Padded>(), Padded::LAYOUT),
        ("untagged", outputs::<Holder>(), Holder::LAYOUT),
        ("tail", outputs::<Tail<[Foreign]>>(), Tail::<[Foreign]>::LAYOUT),
        ("tail", outputs::<Tail<dyn Send>>(), Tail::<dyn Send>::LAYOUT),
    ];
    for (path, outputs, layout) in cases {
        for (output, text) in outputs {
            assert!(
                text.contains(&format!("padding unknown inside `{path}`")),
                "{output} of {}:\n{text}",
                layout.name
            );
            assert!(!text.contains("no padding"), "{output} of {}:\n{text}", layout.name);
        }
        assert_eq!(layout.deep_padding(), None);
    }
    for (output, text) in outputs::<Known>() {
        assert!(
            text.contains("no padding") && !text.contains("padding unknown"),
            "{output}:\n{text}"
        );
    }
}

#[derive(Layout)]
#[repr(C)]
struct Several {
    a: Option<u64>,
    b: u64,
    c: Stamp,
    d: Option<u32>,
    e: [Option<u16>; 4],
    f: Option<u8>,
}

#[derive(Layout)]
#[repr(C)]
struct Mixed {
    a: Foreign,
    b: Duration,
}

#[derive(Layout)]
#[repr(C)]
struct Foreigners {
    a: Foreign,
    b: [Foreign; 2],
}

/// The first three fields are named and the others counted, and what would tell more is said.
#[test]
fn fields_that_are_not_known_inside_are_named_with_what_tells_of_them() {
    let derive = |types: &str| {
        format!("(derive `Layout` for {types}, or use `cargo layout show`, which reads debug info)")
    };
    let show = "(`cargo layout show` reads it from debug info)".to_owned();
    for (fields, remedy, outputs) in [
        ("`a`, `c.after`, `d` and 2 more", show.clone(), outputs::<Several>()),
        ("`a` and `b`", derive("the types that are yours"), outputs::<Mixed>()),
        ("`a` and `b`", derive("their types"), outputs::<Foreigners>()),
        ("`foreign`", derive("its type"), outputs::<Padded>()),
        ("`untagged`", show, outputs::<Holder>()),
    ] {
        for (output, text) in outputs {
            // A picture breaks it into lines.
            let is_said = text.contains(&format!("padding unknown inside {fields} {remedy}"));
            assert!(is_said || output == "SVG", "{output}: {text}");
        }
    }
    // Nothing tells what a tail holds.
    for (output, text) in outputs::<Tail<[Foreign]>>() {
        assert!(!text.contains("cargo layout"), "{output}: {text}");
    }
}

/// An unsized type of which nothing is known.
struct Bytes([u8]);

#[derive(Layout)]
#[repr(C, align(16))]
struct Message {
    id: u8,
    #[layout(unsized)]
    text: Bytes,
}

#[derive(Layout)]
#[repr(C)]
struct Stamped {
    time: u64,
    #[layout(unsized)]
    message: Message,
}

/// The bytes behind the start of a tail are the tail's where it is longer, and what it is made of is not known.
#[test]
fn bytes_of_a_tail_that_is_not_known_are_not_called_padding() {
    for (path, outputs, layout, holes) in [
        ("text", outputs::<Message>(), Message::LAYOUT, 0),
        ("message.text", outputs::<Stamped>(), Stamped::LAYOUT, 1),
    ] {
        assert_eq!(layout.tail().map(|tail| tail.stride), Some(None), "{}", layout.name);
        assert_eq!(layout.holes().count(), holes, "{layout:?}");
        let record = layout_core::record::TypeRecord::from(&layout);
        assert_eq!(record.padding(), layout.padding());
        assert_eq!(record.least_deep_padding(), layout.least_deep_padding());
        assert!(layout.least_deep_padding() <= 8, "{layout:?}");
        for (output, text) in outputs {
            let is_said = text.contains(&format!("padding unknown inside `{path}`"));
            assert!(is_said && !text.contains("15 "), "{output} of {}:\n{text}", layout.name);
        }
    }
    assert_eq!((Message::LAYOUT.padding(), Message::LAYOUT.trailing_padding()), (0, 0));
    // A slice is known: the size is that of an empty one.
    assert_eq!(Tail::<u8>::LAYOUT.padding(), Tail::<u8>::LAYOUT.trailing_padding());
}

#[test]
fn records_tell_programs() {
    let record = |layout| layout_core::record::TypeRecord::from(&layout);
    assert_eq!(record(Nested::LAYOUT).unknown_inside.as_deref(), Some("stamp.after"));
    assert_eq!(record(Untagged::LAYOUT).unknown_inside.as_deref(), Some(""));
    assert_eq!(record(Known::LAYOUT).unknown_inside, None);
    let json = serde_json::to_string(&Known::layout_report().record()).unwrap();
    let older = json.replacen("\"unknown_inside\":null,", "", 1);
    assert_ne!(json, older);
    let error = serde_json::from_str::<layout_core::LayoutRecord>(&older).unwrap_err();
    assert!(error.to_string().contains("unknown_inside"), "{error}");
}
