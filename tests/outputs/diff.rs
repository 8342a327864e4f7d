//! Differences of types written by hand: what they say, and whom they break.

use layout_core::diff::{Effect, What};
use layout_core::{Layout, LayoutDiff, LayoutRecord};

use crate::samples;

/// The difference of two types: `older => newer`, each with its items.
macro_rules! diff {
    ($(#[$repr:meta])* $kind:ident $name:ident { $($older:tt)* } => { $($newer:tt)* }) => {
        diff!({ $(#[$repr])* #[derive(Layout)] #[allow(dead_code)] $kind $name { $($older)* } }
            => { $(#[$repr])* #[derive(Layout)] #[allow(dead_code)] $kind $name { $($newer)* } } of $name)
    };
    ({ $($older:item)* } => { $($newer:item)* } of $name:ty) => {{
        let older = { $($older)* <$name>::layout_report().record() };
        let newer = { $($newer)* <$name>::layout_report().record() };
        newer.diff(older)
    }};
}

use Effect::{Breaking, Compatible, Unknown};

#[track_caller]
fn assert_diff(diff: &LayoutDiff, effects: (Effect, Effect), text: &str) {
    assert_eq!(diff.to_string(), text);
    assert_eq!((diff.backward, diff.forward), effects, "{diff}");
    assert_eq!(diff.is_breaking(), effects.0 == Breaking);
}

#[test]
fn nothing_changed() {
    let diff = diff!(#[repr(C)] struct Packet { version: u8, length: u16 } => { version: u8, length: u16 });
    assert!(diff.is_empty());
    assert_diff(&diff, (Compatible, Compatible), "Packet: no change\n");
}

/// Each change names the field, its old and its new place.
#[test]
fn fields_that_move_grow_come_and_go() {
    let diff = diff!(#[repr(C)] struct Packet { version: u8, length: u16, checksum: u32, old: [u8; 4] }
        => { version: u8, flags: u8, checksum: u32, length: u32, size: u64 });
    let text = "\
Packet: breaking, both ways
  ~ (the type): grew from 12 to 24 bytes; alignment 4 -> 8 (breaking)
  + flags: u8 at offset 1, 1 byte, added (breaking for newer code)
  ~ length: moved from offset 2 to 8; grew from 2 to 4 bytes; type u16 -> u32 (breaking)
  + size: u64 at offset 16, 8 bytes, added (breaking for newer code)
  - old: [u8; 4] at offset 8, 4 bytes, removed (breaking for older code)
";
    #[cfg(target_pointer_width = "64")]
    assert_diff(&diff, (Breaking, Breaking), text);
    let _ = (diff, text);
}

#[test]
fn a_field_in_former_padding() {
    let diff = diff!(#[repr(C)] struct Packet { version: u8, length: u16 } => { version: u8, flags: u8, length: u16 });
    let text = "\
Packet: newer code reading older bytes: breaking; older code reading newer bytes: compatible
  + flags: u8 at offset 1, 1 byte, added (breaking for newer code)
";
    assert_diff(&diff, (Breaking, Compatible), text);
}

#[test]
fn a_field_that_became_padding() {
    let diff = diff!(#[repr(C)] struct Packet { version: u8, flags: u8, length: u16 } => { version: u8, length: u16 });
    let text = "\
Packet: newer code reading older bytes: compatible; older code reading newer bytes: breaking
  - flags: u8 at offset 1, 1 byte, removed (breaking for older code)
";
    assert_diff(&diff, (Compatible, Breaking), text);
}

#[test]
fn another_name() {
    let diff =
        diff!(#[repr(C)] struct Packet { version: u8, length: u16 } => { version: u8, len: u16 });
    let text = "Packet: compatible, both ways\n  ~ len: was called length\n";
    assert_diff(&diff, (Compatible, Compatible), text);
}

#[test]
fn another_type_of_the_same_size() {
    let diff = diff!(#[repr(C)] struct Packet { sum: u32 } => { sum: f32 });
    assert_diff(
        &diff,
        (Breaking, Breaking),
        "Packet: breaking, both ways\n  ~ sum: type u32 -> f32 (breaking)\n",
    );
    let diff = diff!(#[repr(C)] struct Packet { sum: u32 } => { sum: i32 });
    assert!(diff.is_breaking(), "{diff}");
}

/// The same bytes with the same meaning: a wrapper, an integer as wide.
#[test]
fn another_type_with_the_same_bytes() {
    let diff = diff!({
        #[derive(Layout)] #[repr(C)] #[allow(dead_code)] struct Packet { id: u32, at: usize }
    } => {
        #[derive(Layout)] #[repr(transparent)] #[allow(dead_code)] struct Id(u32);
        #[cfg(target_pointer_width = "64")]
        type Word = u64;
        #[cfg(target_pointer_width = "32")]
        type Word = u32;
        #[derive(Layout)] #[repr(C)] #[allow(dead_code)] struct Packet { id: Id, at: Word }
    } of Packet);
    assert_eq!((diff.backward, diff.forward), (Compatible, Compatible), "{diff}");
    assert!(diff.to_string().contains("~ id: type u32 -> Id\n"), "{diff}");
}

#[test]
fn fields_of_fields() {
    let diff = diff!({
        #[derive(Layout)] #[repr(C)] #[allow(dead_code)] struct Header { kind: u8, len: u16, sum: u16 }
        #[derive(Layout)] #[repr(C)] #[allow(dead_code)] struct Packet { id: u32, header: Header, rows: [Header; 2] }
    } => {
        #[derive(Layout)] #[repr(C)] #[allow(dead_code)] struct Header { kind: u8, sum: u16, len: u16 }
        #[derive(Layout)] #[repr(C)] #[allow(dead_code)] struct Packet { id: u32, header: Header, rows: [Header; 2] }
    } of Packet);
    let text = "\
Packet: breaking, both ways
  ~ header.sum: moved from offset 4 to 2 (breaking)
  ~ header.len: moved from offset 2 to 4 (breaking)
  ~ rows.*.sum: moved from offset 4 to 2 (breaking)
  ~ rows.*.len: moved from offset 2 to 4 (breaking)
";
    assert_diff(&diff, (Breaking, Breaking), text);
}

#[test]
fn variants_of_a_defined_layout() {
    let diff = diff!(#[repr(u8)] enum Message { Quit = 0, Move(i32) = 1, Old = 7 }
        => { Quit = 0, Move(i32) = 2, New { id: u16 } = 3 });
    let text = "\
Message: breaking, both ways
  ~ Move: discriminant 1 -> 2 (breaking)
  + New: variant = 3, added (breaking for older code)
  - Old: variant = 7, removed (breaking for newer code)
";
    assert_diff(&diff, (Breaking, Breaking), text);

    let diff = diff!(#[repr(u8)] enum Message { Quit, Move(i32) } => { Quit, Move(i32), New });
    assert_eq!((diff.backward, diff.forward), (Compatible, Breaking), "{diff}");
    let diff = diff!(#[repr(u8)] enum Message { Quit, Move(i32) } => { Stop, Move(i32) });
    assert_diff(
        &diff,
        (Compatible, Compatible),
        "Message: compatible, both ways\n  ~ Stop: was called Quit\n",
    );
    let diff = diff!(#[repr(u8)] enum Message { Quit, Move(i32, i8) } => { Quit, Move(i32, u8) });
    assert!(diff.to_string().contains("~ Move.1: type i8 -> u8 (breaking)"), "{diff}");
}

/// How the compiler tells them apart may change with one more.
#[test]
fn variants_of_a_layout_that_is_not_defined() {
    let diff = diff!(enum Message { Quit, Move(u32) } => { Quit, Move(u32), Go });
    assert_eq!((diff.backward, diff.forward), (Unknown, Breaking), "{diff}");
    let diff = diff!(enum Plain { A, B } => { A, B, C });
    assert_eq!((diff.backward, diff.forward), (Compatible, Breaking), "{diff}");
}

#[test]
fn places_that_are_not_known_are_not_compared() {
    let record = samples::Unplaced::<u64>::layout_report().record();
    let diff = record.diff(&record);
    assert_eq!((diff.backward, diff.forward), (Unknown, Unknown), "{diff}");
    assert!(diff.is_empty());
    assert_eq!(diff.unplaced, ["Some.0", "Some.1"]);
    assert!(
        diff.to_string()
            .contains("not compared, as stable Rust does not tell the place: Some.0, Some.1")
    );
}

/// A field of a union is one of several readings, as a variant is.
#[test]
fn unions() {
    let diff = diff!(#[repr(C)] union Number { int: u32 } => { int: u32, float: f32 });
    assert_eq!((diff.backward, diff.forward), (Compatible, Breaking), "{diff}");
}

#[test]
fn the_type_as_a_whole() {
    let diff = diff!({
        #[derive(Layout)] #[repr(C)] #[allow(dead_code)] struct Word(u64);
    } => {
        #[derive(Layout)] #[repr(C, align(64))] #[allow(dead_code)] struct Word(u64);
    } of Word);
    let whats: Vec<&What> = diff.changes.iter().map(|change| &change.what).collect();
    let aligned = whats.iter().any(|what| matches!(what, What::Realigned { newer: 64, .. }));
    assert!(aligned && whats.contains(&&What::Resized { older: 8, newer: 64 }), "{whats:?}");
    assert!(diff.to_string().contains("repr(C) -> repr(C, align(64))"), "{diff}");

    let diff = diff!({
        #[derive(Layout)] #[repr(C)] #[allow(dead_code)] struct Tail { len: u32, items: [u16] }
    } => {
        #[derive(Layout)] #[repr(C)] #[allow(dead_code)] struct Tail { len: u32, items: [u32] }
    } of Tail);
    assert!(diff.is_breaking());
    assert!(
        diff.to_string().contains("a tail of 2 bytes an element -> a tail of 4 bytes an element"),
        "{diff}"
    );
}

#[test]
fn another_target() {
    let newer = samples::Packet::layout_report().record();
    let mut value = serde_json::to_value(&newer).expect("it has a JSON form");
    value["target"]["arch"] = "sparc".into();
    value["target"]["endian"] = "big".into();
    let older: LayoutRecord = serde_json::from_value(value).expect("it is a record");
    let diff = newer.diff(&older);
    assert!(diff.is_breaking());
    assert!(diff.to_string().contains("after sparc-"), "{diff}");
    assert!(diff.to_string().contains("big-endian -> little-endian (breaking)"), "{diff}");
}

/// What breaks in one direction is what breaks in the other of the difference turned round.
#[test]
fn directions_mirror_each_other() {
    for (older, newer) in samples::pairs() {
        let (there, back) = (newer.diff(&older), older.diff(&newer));
        assert_eq!((there.backward, there.forward), (back.forward, back.backward), "{there}{back}");
        assert_eq!(there.changes.len(), back.changes.len(), "{there}{back}");
        assert_eq!(there.is_empty(), older.layout == newer.layout, "{there}");
    }
}

/// In words, of each way into another.
#[test]
fn how_variants_are_told_apart() {
    let words = |diff: &LayoutDiff| {
        let text = diff.to_string();
        let start =
            text.find("told apart by ").unwrap_or_else(|| panic!("nothing of it in {text}"));
        let end = text[start..].find([';', '(', '\n']).map_or(text.len(), |end| start + end);
        text[start..end].trim().to_owned()
    };
    let diff = diff!(enum Message { Only(u8) } => { Only(u8), Other });
    assert_eq!(words(&diff), "told apart by a tag or a niche, was by nothing");
    let diff = diff!(enum Message { Only(&'static u8) } => { Only(&'static u8), Other });
    assert_eq!(words(&diff), "told apart by a niche, was by nothing");
    let diff = diff!({
        #[derive(Layout)] #[allow(dead_code)] #[repr(u16)] enum Message { Only(u8) }
    } => {
        #[derive(Layout)] #[allow(dead_code)] #[repr(u8)] enum Message { Only(u8) }
    } of Message);
    assert_eq!(words(&diff), "told apart by a tag of 1 byte, was by a tag of 2 bytes");
}

#[test]
fn one_primitive_after_another() {
    let diff = u32::layout_report().diff(f32::layout_report());
    let text = "\
u32, which was f32: breaking, both ways
  ~ (the type): another primitive (breaking)
";
    assert_diff(&diff, (Breaking, Breaking), text);
}
