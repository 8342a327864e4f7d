//! What records count, against the layouts that they are made of.
#![allow(dead_code, reason = "the types are looked at, not used")]

use layout_core::record::TypeRecord;
use layout_core::{Layout, LayoutRecord, TypeLayout};

use crate::samples::{
    Command, Entry, Forty, Frame, Generic, Handle, Marker, Message, Number, Packet, Page, Session,
    Tailed, Unplaced, Wide,
};

#[derive(Layout)]
#[repr(C)]
union Parts {
    packet: std::mem::ManuallyDrop<Packet>,
    bytes: [u8; 3],
    words: [u64; 2],
}

/// Its fields together have fewer bytes than are left beside the larger.
#[derive(Layout)]
#[repr(C)]
union Aligned {
    byte: u8,
    word: u16,
    align: [u128; 0],
}

#[derive(Layout)]
enum Single {
    Only(u8, Packet),
}

#[derive(Layout)]
#[repr(C)]
struct Holder {
    parts: [Parts; 2],
    command: Command,
    single: Single,
    seen: std::cell::Cell<Packet>,
    text: String,
}

fn layouts() -> [TypeLayout; 25] {
    [
        Command::LAYOUT,
        Entry::LAYOUT,
        Forty::LAYOUT,
        Frame::LAYOUT,
        Generic::<'static, Packet, 3>::LAYOUT,
        Handle::LAYOUT,
        Marker::LAYOUT,
        Message::LAYOUT,
        Number::LAYOUT,
        Packet::LAYOUT,
        Page::LAYOUT,
        Session::LAYOUT,
        Tailed::LAYOUT,
        Unplaced::<u64>::LAYOUT,
        Wide::LAYOUT,
        Parts::LAYOUT,
        Aligned::LAYOUT,
        Single::LAYOUT,
        Holder::LAYOUT,
        <[Parts; 3]>::LAYOUT,
        <std::cell::Cell<Packet>>::LAYOUT,
        <(u8, Packet, u64)>::LAYOUT,
        <Option<Packet>>::LAYOUT,
        <[Packet]>::LAYOUT,
        u64::LAYOUT,
    ]
}

/// The record of a type and those inside it, each with the layout that it is of.
fn assert_counts(layout: &TypeLayout, record: &TypeRecord) {
    let name = layout.type_name();
    assert_eq!(record.padding(), layout.padding(), "padding of {name}");
    assert_eq!(record.least_deep_padding(), layout.least_deep_padding(), "deep padding of {name}");
    for (field, of_record) in layout.fields().zip(&record.fields) {
        assert_eq!(of_record.end(), field.end(), "end of `{}` of {name}", field.name);
        if let (Some(layout), Some(record)) = (field.layout(), &of_record.layout) {
            assert_counts(layout, record);
        }
    }
    if let (Some(layout), Some(record)) = (layout.element(), &record.element) {
        assert_counts(layout, record);
    }
}

#[test]
fn padding_is_that_of_the_layout() {
    let layouts = layouts();
    for layout in &layouts {
        assert_counts(layout, &LayoutRecord::new(layout).layout);
    }
    // Each way to count comes up.
    let deep = |name: &str| {
        let of_name = layouts.iter().filter(|layout| layout.name == name);
        of_name.map(TypeLayout::least_deep_padding).max().unwrap_or(0)
    };
    for name in ["Packet", "Parts", "Single", "Command", "array", "Cell", "Holder"] {
        assert!(deep(name) > 0, "nothing is padding in `{name}`");
    }
}

/// What has nothing inside that the field does not tell, or no bytes, is left out.
#[test]
fn only_what_has_insides_is_kept_of_a_field() {
    #[derive(Layout)]
    struct Nothing {
        none: (),
    }
    #[derive(Layout)]
    struct Fields {
        number: u32,
        nothing: Nothing,
        bytes: [u8; 4],
        packet: Packet,
        packets: [Packet; 2],
        none: [Packet; 0],
        command: Command,
        cell: std::cell::Cell<Packet>,
        option: Option<Packet>,
        number_or_none: Option<u32>,
    }
    #[derive(Layout)]
    struct Ends {
        len: u8,
        packets: [Packet],
    }

    let record = Fields::layout_report().record();
    let kept: Vec<&str> = record
        .layout
        .fields
        .iter()
        .filter(|field| field.layout.is_some())
        .map(|field| field.name.as_ref())
        .collect();
    assert_eq!(kept, ["packet", "packets", "command", "cell", "option"]);
    let tail = &Ends::layout_report().record().layout.fields[1];
    assert!(tail.layout.is_some(), "a tail has no bytes, but its elements have");
}
