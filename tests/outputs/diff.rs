//! Differences of types written by hand: what they say, and whom they break.

use layout_core::diff::{ChangeKind, DiffVerdict, Effect, NotComparedReason};
use layout_core::{Layout, LayoutDiff, LayoutRecord};

use crate::samples;

/// The difference of two types: `older => newer`, each with its items.
macro_rules! diff {
    ($(#[$repr:meta])* $kind:ident $name:ident { $($older:tt)* } => { $($newer:tt)* }) => {
        diff!({ $(#[$repr])* #[derive(Layout)] $kind $name { $($older)* } }
            => { $(#[$repr])* #[derive(Layout)] $kind $name { $($newer)* } } of $name)
    };
    ({ $($older:item)* } => { $($newer:item)* } of $name:ty) => {{
        #[allow(dead_code)]
        let older = { $($older)* <$name>::layout_report().record() };
        #[allow(dead_code)]
        let newer = { $($newer)* <$name>::layout_report().record() };
        newer.diff(older)
    }};
}

use Effect::{Breaking, Compatible, Unknown};

#[track_caller]
fn assert_diff(diff: &LayoutDiff, effects: (Effect, Effect), text: &str) {
    assert_eq!(diff.to_string(), text);
    assert_eq!((diff.backward, diff.forward), effects, "{diff}");
    assert_eq!(diff.breaks_new_readers(), effects.0 == Breaking);
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

/// A field without bytes is read and written by nobody.
#[test]
fn a_field_of_no_bytes() {
    let diff = diff!(#[repr(C)] struct Packet { version: u8 } => { version: u8, marker: () });
    let text = "\
Packet: compatible, both ways
  + marker: () at offset 1, 0 bytes, added
";
    assert_diff(&diff, (Compatible, Compatible), text);
    let diff = diff!(#[repr(C)] struct Packet { version: u8, marker: () } => { version: u8 });
    assert_eq!((diff.backward, diff.forward), (Compatible, Compatible), "{diff}");
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
    assert!(diff.breaks_new_readers(), "{diff}");
}

/// The same bytes with the same meaning: a wrapper, an integer as wide.
#[test]
fn another_type_with_the_same_bytes() {
    let diff = diff!({
        #[derive(Layout)] #[repr(C)] struct Packet { id: u32, at: usize }
    } => {
        #[derive(Layout)] #[repr(transparent)] struct Id(u32);
        #[cfg(target_pointer_width = "64")]
        type Word = u64;
        #[cfg(target_pointer_width = "32")]
        type Word = u32;
        #[derive(Layout)] #[repr(C)] struct Packet { id: Id, at: Word }
    } of Packet);
    assert_eq!((diff.backward, diff.forward), (Compatible, Compatible), "{diff}");
    assert!(diff.to_string().contains("~ id: type u32 -> Id, same bytes\n"), "{diff}");
}

#[test]
fn fields_of_fields() {
    let diff = diff!({
        #[derive(Layout)] #[repr(C)] struct Header { kind: u8, len: u16, sum: u16 }
        #[derive(Layout)] #[repr(C)] struct Packet { id: u32, header: Header, rows: [Header; 2] }
    } => {
        #[derive(Layout)] #[repr(C)] struct Header { kind: u8, sum: u16, len: u16 }
        #[derive(Layout)] #[repr(C)] struct Packet { id: u32, header: Header, rows: [Header; 2] }
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
    assert!(diff.changes.is_empty() && !diff.is_empty(), "nothing is known to have changed");
    let paths: Vec<&str> = diff.not_compared.iter().map(|field| field.path.as_str()).collect();
    assert_eq!(paths, ["Some.0", "Some.1"]);
    assert!(diff.not_compared.iter().all(|field| field.reason == NotComparedReason::Place));
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
        #[derive(Layout)] #[repr(C)] struct Word(u64);
    } => {
        #[derive(Layout)] #[repr(C, align(64))] struct Word(u64);
    } of Word);
    let whats: Vec<&ChangeKind> = diff.changes.iter().map(|change| &change.what).collect();
    let aligned = whats.iter().any(|what| matches!(what, ChangeKind::Realigned { newer: 64, .. }));
    assert!(aligned && whats.contains(&&ChangeKind::Resized { older: 8, newer: 64 }), "{whats:?}");
    assert!(diff.to_string().contains("repr(C) -> repr(C, align(64))"), "{diff}");

    let diff = diff!({
        #[derive(Layout)] #[repr(C)] struct Tail { len: u32, items: [u16] }
    } => {
        #[derive(Layout)] #[repr(C)] struct Tail { len: u32, items: [u32] }
    } of Tail);
    assert!(diff.breaks_new_readers());
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
    assert!(diff.breaks_new_readers());
    assert!(diff.to_string().contains("after sparc-"), "{diff}");
    assert!(diff.to_string().contains("big-endian -> little-endian (breaking)"), "{diff}");
}

/// A change that breaks new readers breaks old readers if the two reports are swapped.
#[test]
fn directions_mirror_each_other() {
    for (older, newer) in samples::pairs() {
        let (there, back) = (newer.diff(&older), older.diff(&newer));
        assert_eq!((there.backward, there.forward), (back.forward, back.backward), "{there}{back}");
        assert_eq!(there.changes.len(), back.changes.len(), "{there}{back}");
        assert_eq!(there.changes.is_empty(), older.layout == newer.layout, "{there}");
        assert!(!there.is_empty() || there.verdict() == DiffVerdict::Compatible, "{there}");
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
        #[derive(Layout)] #[repr(u16)] enum Message { Only(u8) }
    } => {
        #[derive(Layout)] #[repr(u8)] enum Message { Only(u8) }
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

/// The kind of a type, by the report of each: of an array the length shows in the size.
#[test]
fn another_kind() {
    #[derive(Layout)]
    #[repr(C)]
    struct Named {
        value: u32,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Numbered(u32);
    #[derive(Layout)]
    #[repr(C)]
    union Either {
        value: u32,
    }
    #[derive(Layout)]
    #[repr(u32)]
    #[allow(dead_code, reason = "its layout is what counts")]
    enum One {
        Value = 1,
    }

    let named = || Named::layout_report().record();
    let numbered = || Numbered::layout_report().record();
    let either = || Either::layout_report().record();
    let one = || One::layout_report().record();
    let (three, four) = (<[u32; 3]>::layout_report(), <[u32; 4]>::layout_report());
    let number = u32::layout_report();
    let same = Some(Compatible);
    let other = Some(Breaking);
    for (older, newer, effect, words) in [
        (named(), named(), None, ""),
        (named(), numbered(), same, "struct -> tuple struct"),
        (numbered(), named(), same, "tuple struct -> struct"),
        (named(), either(), other, "struct -> union"),
        (either(), named(), other, "union -> struct"),
        (either(), either(), None, ""),
        (named(), one(), other, "struct -> enum"),
        (one(), named(), other, "enum -> struct"),
        (three.record(), four.record(), None, ""),
        (number.record(), three.record(), other, "primitive -> array"),
        (three.record(), number.record(), other, "array -> primitive"),
    ] {
        let diff = newer.diff(older);
        let is_kind = |what: &ChangeKind| matches!(what, ChangeKind::Kind { .. });
        let change = diff.changes.iter().find(|change| is_kind(&change.what));
        let effects = change.map(|change| (change.backward, change.forward));
        assert_eq!(effects, effect.map(|effect| (effect, effect)), "{words}: {diff}");
        assert!(diff.to_string().contains(words), "{words}: {diff}");
        // ChangeKind one of them has none of is not compared.
        assert!(!diff.to_string().contains("variant"), "{diff}");
    }
    assert_eq!(
        four.diff(three).to_string(),
        "[u32; 4], which was [u32; 3]: breaking, both ways\n  \
         ~ (the type): grew from 12 to 16 bytes (breaking)\n"
    );
}

/// A field of another type is the same bytes if both wrap one integer, or integers of one sign.
#[test]
fn what_fills_a_field_is_compared_without_its_wrappers() {
    use std::marker::PhantomData;

    #[derive(Layout)]
    #[repr(C)]
    struct Holder<T: Layout>(T);
    #[derive(Layout)]
    #[repr(transparent)]
    struct Id(u32, PhantomData<f32>);
    #[derive(Layout)]
    #[repr(C)]
    struct Outer {
        id: Id,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Two(u16, u16);
    #[derive(Layout)]
    #[repr(C, align(8))]
    struct Wide(u32);

    fn effects<Older: Layout, Newer: Layout>() -> (Effect, Effect) {
        let diff = Holder::<Newer>::layout_report().diff(Holder::<Older>::layout_report());
        assert_eq!(diff.changes.len(), 1 + usize::from(align_of::<Older>() != align_of::<Newer>()));
        (diff.backward, diff.forward)
    }
    for (effects, same, types) in [
        (effects::<Id, u32>(), true, "a wrapper, and what it wraps"),
        (effects::<u32, Outer>(), true, "what is wrapped, and two wrappers"),
        (effects::<Id, f32>(), false, "a wrapper of an integer, and a float"),
        (effects::<Id, i32>(), false, "a wrapper, and an integer of another sign"),
        (effects::<u32, char>(), false, "an integer, and a character"),
        (effects::<f32, char>(), false, "a float, and a character"),
        (effects::<Two, u32>(), false, "two integers, and one as large"),
        (effects::<u32, Two>(), false, "an integer, and two as large"),
        (effects::<isize, [isize; 1]>(), false, "an integer, and an array"),
    ] {
        let expected = if same { Compatible } else { Breaking };
        assert_eq!(effects, (expected, expected), "{types}");
    }
    #[cfg(target_pointer_width = "64")]
    {
        assert_eq!(effects::<isize, i64>(), (Compatible, Compatible));
        assert_eq!(effects::<i64, usize>(), (Breaking, Breaking));
        // Of eight bytes it has a number in four.
        assert_eq!(effects::<Wide, u64>(), (Breaking, Breaking));
        assert_eq!(effects::<u64, Wide>(), (Breaking, Breaking));
    }
}

/// Of an array of another length, or a union in place of a struct, the fields are not looked at.
#[test]
fn only_like_types_are_looked_into() {
    let diff = diff!({
        #[derive(Layout)] #[repr(C)] struct Row { a: u16, b: u16 }
        #[derive(Layout)] #[repr(C)] struct Table { rows: [Row; 2], row: Row }
    } => {
        #[derive(Layout)] #[repr(C)] struct Row { b: u16, a: u16 }
        #[derive(Layout)] #[repr(C)] struct Table { rows: [Row; 3], row: Row }
    } of Table);
    let text = "\
Table: breaking, both ways
  ~ (the type): grew from 12 to 16 bytes (breaking)
  ~ rows: grew from 8 to 12 bytes; type [Row; 2] -> [Row; 3] (breaking)
  ~ row: moved from offset 8 to 12 (breaking)
  ~ row.b: moved from offset 2 to 0 (breaking)
  ~ row.a: moved from offset 0 to 2 (breaking)
";
    assert_diff(&diff, (Breaking, Breaking), text);

    let of_struct_and_union = diff!({
        #[derive(Layout)] #[repr(C)] struct Word { a: u32 }
        #[derive(Layout)] #[repr(C)] struct Holder { word: Word }
    } => {
        #[derive(Layout)] #[repr(C)] union Words { a: u32, b: f32 }
        #[derive(Layout)] #[repr(C)] struct Holder { word: Words }
    } of Holder);
    let text = "Holder: breaking, both ways\n  ~ word: type Word -> Words (breaking)\n";
    assert_diff(&of_struct_and_union, (Breaking, Breaking), text);

    let of_struct_and_enum = diff!({
        #[derive(Layout)] #[repr(C)] struct Word { a: u32 }
        #[derive(Layout)] #[repr(C)] struct Holder { word: Word }
    } => {
        #[derive(Layout)] #[repr(u32)] enum Number { One = 1 }
        #[derive(Layout)] #[repr(C)] struct Holder { word: Number }
    } of Holder);
    let text = "Holder: breaking, both ways\n  ~ word: type Word -> Number (breaking)\n";
    assert_diff(&of_struct_and_enum, (Breaking, Breaking), text);

    let of_wrappers = diff!({
        #[derive(Layout)] #[repr(C)] struct Row(u32);
        #[derive(Layout)] #[repr(C)] struct Holder { row: std::cell::Cell<Row> }
    } => {
        #[derive(Layout)] #[repr(C)] struct Row { a: i32 }
        #[derive(Layout)] #[repr(C)] struct Holder { row: std::cell::Cell<Row> }
    } of Holder);
    let text = "\
Holder: breaking, both ways
  + row.*.a: i32 at offset 0, 4 bytes, added (breaking for newer code)
  - row.*.0: u32 at offset 0, 4 bytes, removed (breaking for older code)
";
    assert_diff(&of_wrappers, (Breaking, Breaking), text);

    let of_numbered = diff!({
        #[derive(Layout)] #[repr(C)] struct Row(u32);
        #[derive(Layout)] #[repr(C)] struct Holder { row: Row }
    } => {
        #[derive(Layout)] #[repr(C)] struct Row { a: u32 }
        #[derive(Layout)] #[repr(C)] struct Holder { row: Row }
    } of Holder);
    let text = "Holder: compatible, both ways\n  ~ row.a: was called 0\n";
    assert_diff(&of_numbered, (Compatible, Compatible), text);

    let of_two_structs = diff!({
        #[derive(Layout)] #[repr(C)] struct Word { a: u32, b: u8 }
        #[derive(Layout)] #[repr(C)] struct Holder { word: Word }
    } => {
        #[derive(Layout)] #[repr(C)] struct Pair { a: u32, c: u8, d: u8 }
        #[derive(Layout)] #[repr(C)] struct Holder { word: Pair }
    } of Holder);
    let text = "\
Holder: newer code reading older bytes: breaking; older code reading newer bytes: compatible
  ~ word: type Word -> Pair
  ~ word.c: was called b
  + word.d: u8 at offset 5, 1 byte, added (breaking for newer code)
";
    assert_diff(&of_two_structs, (Breaking, Compatible), text);
}

/// Modules are not looked at: a new version of a crate may move its types.
#[test]
fn a_type_that_is_declared_elsewhere() {
    macro_rules! version {
        ($name:ident) => {
            mod $name {
                use layout_core::Layout;

                #[derive(Layout)]
                #[repr(C)]
                pub(super) struct Header(u8);
                #[derive(Layout)]
                #[repr(C)]
                pub(super) struct Packet {
                    header: Header,
                }
            }
        };
    }
    version!(one);
    version!(two);
    let diff = two::Packet::layout_report().diff(one::Packet::layout_report());
    assert_diff(&diff, (Compatible, Compatible), "Packet: no change\n");
}

/// Who reads in place needs the alignment that it was compiled with.
#[test]
fn another_alignment() {
    let there = diff!({
        #[derive(Layout)] #[repr(C)] struct Words([u8; 16]);
    } => {
        #[derive(Layout)] #[repr(C, align(16))] struct Words([u8; 16]);
    } of Words);
    let text = "\
Words: newer code reading older bytes: breaking; older code reading newer bytes: compatible
  ~ (the type): alignment 1 -> 16; repr(C) -> repr(C, align(16)) (breaking for newer code)
";
    assert_diff(&there, (Breaking, Compatible), text);
    let back = diff!({
        #[derive(Layout)] #[repr(C, align(16))] struct Words([u8; 16]);
    } => {
        #[derive(Layout)] #[repr(C)] struct Words([u8; 16]);
    } of Words);
    assert_eq!((back.backward, back.forward), (Compatible, Breaking), "{back}");
}

/// A name that is another type now, such as an alias.
#[test]
fn another_type_of_the_same_text() {
    let diff = diff!({
        type Number = u32;
        #[derive(Layout)] #[repr(C)] struct Packet { sum: Number }
    } => {
        type Number = u64;
        #[derive(Layout)] #[repr(C, packed(4))] struct Packet { sum: Number }
    } of Packet);
    let text = "\
Packet: breaking, both ways
  ~ (the type): grew from 4 to 8 bytes; repr(C) -> repr(C, packed(4)) (breaking)
  ~ sum: grew from 4 to 8 bytes; Number is another type (breaking)
";
    assert_diff(&diff, (Breaking, Breaking), text);
    let back = diff!({
        #[derive(Layout)] #[repr(C)] struct Packet { sums: [u8; 4] }
    } => {
        #[derive(Layout)] #[repr(C)] struct Packet { sums: [u8; 1] }
    } of Packet);
    assert!(back.to_string().contains("sums: shrank from 4 to 1 bytes; type"), "{back}");
}

/// With and without one, and one whose elements are not known.
#[test]
fn another_tail() {
    #[derive(Layout)]
    #[repr(C)]
    #[allow(dead_code, reason = "its layout is what counts")]
    struct Object {
        len: u32,
        tail: dyn Send,
    }
    let none = samples::Packet::layout_report().record();
    let words = samples::Tailed::layout_report().record();
    let bytes = <[u8]>::layout_report().record();
    let object = Object::layout_report().record();
    for (older, newer, text) in [
        (&none, &words, "no tail -> a tail of 2 bytes an element"),
        (&words, &bytes, "a tail of 2 bytes an element -> a tail of 1 byte an element"),
        (&bytes, &object, "a tail of 1 byte an element -> a tail that is not a slice"),
        (&object, &none, "a tail that is not a slice -> no tail"),
    ] {
        let diff = newer.diff(older);
        assert!(diff.to_string().contains(text), "{text}: {diff}");
        assert_eq!((diff.backward, diff.forward), (Breaking, Breaking), "{diff}");
    }
}

/// The rule for a new variant is that of the layout which says less.
#[test]
fn variants_that_come_with_another_representation() {
    let added = |diff: LayoutDiff| {
        let is_added = |what: &ChangeKind| matches!(what, ChangeKind::VariantAdded { .. });
        let change = diff.changes.iter().find(|change| is_added(&change.what));
        change.map(|change| (change.backward, change.forward))
    };
    let defined = |text: &str| format!("a variant of an enum that is {text}");
    let diff = diff!({
        #[derive(Layout)] enum Message { Move(u32), Quit }
    } => {
        #[derive(Layout)] #[repr(u8)] enum Message { Move(u32), Quit, Go }
    } of Message);
    assert_eq!(added(diff), Some((Unknown, Breaking)), "{}", defined("repr(u8) now"));
    let diff = diff!({
        #[derive(Layout)] #[repr(u8)] enum Message { Move(u32), Quit }
    } => {
        #[derive(Layout)] enum Message { Move(u32), Quit, Go }
    } of Message);
    assert_eq!(added(diff), Some((Unknown, Breaking)), "{}", defined("repr(u8) no more"));
    let diff = diff!({
        #[derive(Layout)] #[repr(C)] enum Message { Move(u32), Quit }
    } => {
        #[derive(Layout)] #[repr(C)] enum Message { Move(u32), Quit, Go }
    } of Message);
    assert_eq!(added(diff), Some((Compatible, Breaking)), "{}", defined("repr(C)"));
    // One alone has no tag.
    let diff = diff!(enum Message { Only } => { Only, Other });
    assert_eq!(added(diff), Some((Unknown, Breaking)), "{}", defined("the second"));
}

/// What a type of the standard library holds is compared where it is held.
#[test]
#[allow(clippy::items_after_statements, reason = "each holder has types of its own")]
fn what_std_types_hold_is_compared() {
    macro_rules! held {
        ($($holder:ty),*) => {$({
            let diff = diff!({
                #[derive(Layout)] #[repr(C)] struct In { a: u32, b: f32 }
                #[derive(Layout)] #[repr(C)] struct Out { held: $holder }
            } => {
                #[derive(Layout)] #[repr(C)] struct In { b: f32, a: u32 }
                #[derive(Layout)] #[repr(C)] struct Out { held: $holder }
            } of Out);
            let name = stringify!($holder);
            assert_eq!(diff.verdict(), DiffVerdict::BreaksBoth, "{name}: {diff}");
            assert!(diff.to_string().contains("a: moved from offset 0 to 4"), "{name}: {diff}");
            assert!(!diff.is_empty());
            // And nothing where nothing changed.
            #[derive(Layout)]
            #[repr(C)]
            struct In { a: u32, b: f32 }
            #[derive(Layout)]
            #[repr(C)]
            #[allow(dead_code)]
            struct Out { held: $holder }
            let record = Out::layout_report().record();
            let same = record.diff(&record);
            assert!(same.is_empty() && same.verdict() == DiffVerdict::Compatible, "{name}: {same}");
        })*};
    }
    held! {
        Option<In>, std::mem::MaybeUninit<In>, [Option<In>; 2], Result<In, u8>, Result<u8, In>,
        std::cell::RefCell<In>, std::cell::Cell<In>, Option<Option<In>>, (u8, Option<In>),
        std::sync::Mutex<In>, std::ops::Range<In>, std::task::Poll<In>, Option<(u8, [In; 2])>,
        std::sync::OnceLock<Option<In>>, [[Option<In>; 2]; 3], std::num::Wrapping<In>
    }
}

/// A parameter without the bound `Layout`, and types that do not derive it, may have changed within.
#[test]
fn what_is_not_described_is_not_known() {
    struct Foreign(#[allow(dead_code)] u32);
    #[derive(Layout)]
    #[repr(C)]
    struct In {
        a: u32,
        b: f32,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct G<T> {
        value: T,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Out {
        generic: G<In>,
        foreign: Foreign,
        held: Option<Foreign>,
        list: Vec<Foreign>,
        text: String,
        pointer: &'static Foreign,
        nothing: std::marker::PhantomData<Foreign>,
    }
    let _ = In { a: 0, b: 0.0 };
    let record = Out::layout_report().record();
    let diff = record.diff(&record);
    assert_eq!(diff.verdict(), DiffVerdict::Unknown, "{diff}");
    assert!(!diff.is_empty() && diff.changes.is_empty());
    let paths: Vec<&str> = diff.not_compared.iter().map(|field| field.path.as_str()).collect();
    assert_eq!(paths, ["generic.value", "foreign", "held"], "{diff}");
    let text = diff.to_string();
    assert!(text.contains("generic.value: In, foreign: Foreign, held: Option<Foreign>"), "{text}");
    assert!(text.starts_with("Out: newer code reading older bytes: not known;"), "{text}");
}

/// A value that told an `Option` apart is a variant now.
#[test]
fn what_tells_an_option_apart_changes_with_the_enum() {
    let plain = diff!({
        #[derive(Layout)] #[repr(u8)] enum E { A, B }
        #[derive(Layout)] #[repr(C)] struct Out { e: E }
    } => {
        #[derive(Layout)] #[repr(u8)] enum E { A, B, C }
        #[derive(Layout)] #[repr(C)] struct Out { e: E }
    } of Out);
    assert_eq!(plain.verdict(), DiffVerdict::BreaksOldReaders, "{plain}");
    let added = diff!({
        #[derive(Layout)] #[repr(u8)] enum E { A, B }
        #[derive(Layout)] #[repr(C)] struct Out { e: Option<E> }
    } => {
        #[derive(Layout)] #[repr(u8)] enum E { A, B, C }
        #[derive(Layout)] #[repr(C)] struct Out { e: Option<E> }
    } of Out);
    assert_eq!(added.verdict(), DiffVerdict::BreaksBoth, "{added}");
    let renumbered = diff!({
        #[derive(Layout)] #[repr(u8)] enum E { A, B }
        #[derive(Layout)] #[repr(C)] struct Out { e: [Option<E>; 2] }
    } => {
        #[derive(Layout)] #[repr(u8)] enum E { A, B = 7 }
        #[derive(Layout)] #[repr(C)] struct Out { e: [Option<E>; 2] }
    } of Out);
    assert_eq!(renumbered.verdict(), DiffVerdict::BreaksBoth, "{renumbered}");
    // Deeper, whether the tag moves is not known.
    let deeper = diff!({
        #[derive(Layout)] #[repr(u8)] enum E { A, B }
        #[derive(Layout)] #[repr(C)] struct In { n: u32, e: E }
        #[derive(Layout)] #[repr(C)] struct Out { e: Option<In> }
    } => {
        #[derive(Layout)] #[repr(u8)] enum E { A, B, C }
        #[derive(Layout)] #[repr(C)] struct In { n: u32, e: E }
        #[derive(Layout)] #[repr(C)] struct Out { e: Option<In> }
    } of Out);
    assert_eq!((deeper.backward, deeper.forward), (Unknown, Breaking), "{deeper}");
    // Where values leave nothing to be used, there is a byte of its own.
    let cell = diff!({
        #[derive(Layout)] #[repr(u8)] enum E { A, B }
        #[derive(Layout)] #[repr(C)] struct Out { e: std::cell::RefCell<E> }
    } => {
        #[derive(Layout)] #[repr(u8)] enum E { A, B, C }
        #[derive(Layout)] #[repr(C)] struct Out { e: std::cell::RefCell<E> }
    } of Out);
    assert_eq!(cell.verdict(), DiffVerdict::BreaksOldReaders, "{cell}");
}

/// The same bits in a tag are the same variant, whatever number the source gives it.
#[test]
fn a_discriminant_is_what_the_tag_holds() {
    let same = diff!({
        #[derive(Layout)] #[repr(u8)] enum E { A = 255, B = 0 }
    } => {
        #[derive(Layout)] #[repr(i8)] enum E { A = -1, B = 0 }
    } of E);
    assert_eq!(same.verdict(), DiffVerdict::Compatible, "{same}");
    let wider = diff!({
        #[derive(Layout)] #[repr(u16)] enum E { A = 255, B = 0 }
    } => {
        #[derive(Layout)] #[repr(i16)] enum E { A = -1, B = 0 }
    } of E);
    assert_eq!(wider.verdict(), DiffVerdict::BreaksBoth, "{wider}");
}

/// The order of bytes is nothing to a byte.
#[test]
fn another_order_of_bytes() {
    #[derive(Layout)]
    #[repr(u8)]
    #[allow(dead_code, reason = "the layout is what counts")]
    enum Kind {
        A = 1,
        B(u8, [bool; 2]),
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Bytes {
        kind: Kind,
        name: [u8; 8],
        grid: [[i8; 2]; 2],
        pair: (u8, bool),
        flag: std::sync::atomic::AtomicBool,
        cell: std::cell::Cell<[u8; 3]>,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Words {
        name: [u8; 8],
        grid: [[u16; 2]; 2],
    }
    #[derive(Layout)]
    #[repr(u16)]
    #[allow(dead_code, reason = "its layout is what counts")]
    enum Wide {
        A,
    }
    struct Foreign(#[allow(dead_code)] [u8; 4]);
    #[derive(Layout)]
    #[repr(C)]
    struct Holds {
        foreign: Foreign,
    }
    fn verdict<T: Layout>() -> DiffVerdict {
        let newer = T::layout_report().record();
        let mut value = serde_json::to_value(&newer).expect("it has a JSON form");
        value["target"]["endian"] = "big".into();
        let older: LayoutRecord = serde_json::from_value(value).expect("it is a record");
        newer.diff(older).verdict()
    }
    assert_eq!(verdict::<Bytes>(), DiffVerdict::Compatible);
    assert_eq!(verdict::<Words>(), DiffVerdict::BreaksBoth);
    assert_eq!(verdict::<Wide>(), DiffVerdict::BreaksBoth);
    assert_eq!(verdict::<Holds>(), DiffVerdict::Unknown);
    assert_eq!(verdict::<[u8; 4]>(), DiffVerdict::Compatible);
    assert_eq!(verdict::<u32>(), DiffVerdict::BreaksBoth);
    assert_eq!(verdict::<&'static u8>(), DiffVerdict::BreaksBoth);
}

/// Types as a whole, whose elements are others.
#[test]
fn elements_of_a_type_as_a_whole() {
    let diff = <[f32; 3]>::layout_report().diff(<[u32; 3]>::layout_report());
    assert_eq!(diff.verdict(), DiffVerdict::BreaksBoth, "{diff}");
    let diff =
        <std::cell::Cell<f32>>::layout_report().diff(<std::cell::Cell<u32>>::layout_report());
    assert_eq!(diff.verdict(), DiffVerdict::BreaksBoth, "{diff}");
    #[cfg(target_pointer_width = "64")]
    for diff in [
        <[usize; 3]>::layout_report().diff(<[u64; 3]>::layout_report()),
        usize::layout_report().diff(u64::layout_report()),
    ] {
        assert_eq!(diff.verdict(), DiffVerdict::Compatible, "{diff}");
        assert!(!diff.is_empty(), "it is another type");
    }
}
