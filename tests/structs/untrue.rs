//! Layouts that are true of no type, as safe code can make them by writing to the public fields: all that
//! is asked of them ends, without a panic.

use layout_core::analysis::findings;
use layout_core::layout::TypeLayout;
use layout_core::{Kind, Layout, LayoutReport};

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u32,
}

#[derive(Layout)]
#[repr(u8)]
#[allow(dead_code, reason = "its layout is what counts")]
enum Message {
    Quit,
    Move { x: i32 },
    Write([Packet; 2]),
}

#[derive(Layout)]
struct Frame {
    head: [Packet; 3],
    body: [Packet],
}

const NUMBERS: [usize; 7] = [0, 1, 3, 64, 1 << 20, isize::MAX as usize, usize::MAX];

fn layouts() -> Vec<TypeLayout> {
    const TRUE: [TypeLayout; 6] = [
        Packet::LAYOUT,
        Message::LAYOUT,
        Frame::LAYOUT,
        <[[Packet; 3]; 2]>::LAYOUT,
        <[Packet]>::LAYOUT,
        <std::cell::Cell<Packet>>::LAYOUT,
    ];
    let mut all = Vec::new();
    for layout in TRUE {
        all.extend(NUMBERS.map(|size| {
            let mut layout = layout;
            layout.size = size;
            layout
        }));
        all.extend(NUMBERS.map(|align| {
            let mut layout = layout;
            layout.align = align;
            layout
        }));
        let kinds = [Kind::Struct, Kind::Union, Kind::Enum, Kind::Tuple, Kind::Slice, Kind::Opaque];
        let arrays = NUMBERS.map(|len| Kind::Array { len });
        for kind in kinds.into_iter().chain(arrays) {
            let mut layout = layout;
            layout.kind = kind;
            all.push(layout);
        }
    }
    all
}

#[test]
fn reports_end() {
    for layout in layouts() {
        let report = LayoutReport::new(layout);
        let record = report.record();
        let c = record.to_c_asserts().map(|asserts| asserts.to_string());
        let texts = [
            report.to_string(),
            format!("{report:#}"),
            record.to_svg(),
            record.to_html(),
            record.to_markdown(),
            c.unwrap_or_default(),
            record.diff(Packet::layout_report().record()).to_string(),
        ];
        let most = texts.iter().map(String::len).max();
        assert!(most < Some(4 << 20), "{most:?} bytes for {layout:?}");
        let _ = findings(&layout);
    }
}

#[test]
fn questions_have_an_answer() {
    for layout in layouts() {
        let masks = (layout.padding_mask::<16>(), layout.deep_padding_mask::<16>());
        let bytes = (layout.padding(), layout.trailing_padding(), layout.least_deep_padding());
        let whole = (layout.tail(), layout.tagging(), layout.cache_lines(), layout.fingerprint());
        let places = ["length", "1.version", "Write.0.1.length", "body"].map(|it| layout.place(it));
        assert!(layout.holes().all(|hole| hole.offset < hole.end()), "{layout:?}");
        if layout.size < 1 << 16 {
            let deep = layout.deep_holes();
            assert!(deep.iter().all(|hole| hole.offset < layout.size), "{deep:?} in {layout:?}");
        }
        std::hint::black_box((masks, bytes, whole, places));
    }
}

/// Only the constructors of the derive make fields at such places.
#[test]
fn fields_at_the_end_of_the_address_space() {
    use layout_core::__private::{FieldType, Kind, LayoutProbe, with_fields};
    const TYPES: [FieldType; 1] = [LayoutProbe::<[Packet; 2]>::__FIELD];
    const OFFSETS: [[usize; 1]; 3] = [[usize::MAX - 1], [usize::MAX - 15], [isize::MAX as usize]];
    for offsets in &OFFSETS {
        let (repr, entries) = (Packet::LAYOUT.repr, "\u{5}a: u8");
        let layout =
            with_fields::<Packet>(Kind::Struct, "Far", "far", repr, entries, &TYPES, offsets);
        for text in [
            format!("{:#}", LayoutReport::new(layout)),
            LayoutReport::new(layout).to_svg(),
            LayoutReport::new(layout).to_html(),
        ] {
            assert!(text.len() < 1 << 20, "{} bytes", text.len());
        }
        std::hint::black_box((layout.deep_padding_mask::<16>(), layout.deep_holes()));
    }
}

/// One of which the first lies behind the second.
#[test]
fn contended_fields_anywhere() {
    use layout_core::__private::{FieldType, Kind, LayoutProbe, with_fields};
    const TYPES: [FieldType; 2] = [
        LayoutProbe::<[u8; 1 << 20]>::__FIELD,
        LayoutProbe::<std::sync::atomic::AtomicU64>::__FIELD,
    ];
    const OFFSETS: [[usize; 2]; 4] =
        [[0, 8], [64, 100], [usize::MAX - 64, 0], [usize::MAX - 64, usize::MAX - 64]];
    for offsets in &OFFSETS {
        let (repr, entries) = (Packet::LAYOUT.repr, "\u{7}a:ga u8\u{8}b:gb u64");
        for align in NUMBERS {
            let mut layout =
                with_fields::<Packet>(Kind::Struct, "Far", "far", repr, entries, &TYPES, offsets);
            layout.align = align;
            std::hint::black_box((findings(&layout), LayoutReport::new(layout).to_string()));
        }
    }
}
