//! The types of the guide. A page shows a module's text, the picture of its type, and its report.

// Each module is shown as it stands here, so that it has its own `use` lines.
#![allow(dead_code, reason = "types are declared for their layouts")]
#![allow(
    clippy::large_enum_variant,
    clippy::struct_excessive_bools,
    reason = "the findings are about these"
)]

use layout_core::analysis::findings;
use layout_core::{FindingId, Layout, LayoutReport};

/// A type that pages show.
pub(super) struct Sample {
    /// As pages and pictures call it: `reorder-before`.
    pub(super) name: &'static str,
    pub(super) report: LayoutReport,
    pub(super) findings: Vec<FindingId>,
}

impl Sample {
    fn of<T: Layout>(name: &'static str) -> Self {
        let findings = findings(&T::LAYOUT).iter().map(|finding| finding.id).collect();
        Self { name, report: T::layout_report(), findings }
    }

    /// The source, the picture and the report.
    pub(super) fn to_markdown(&self) -> String {
        let name = self.name;
        format!(
            "```rust\n{}\n```\n\n![{}: {}][pictures/{name}]\n\n```text\n{:.110}```",
            source(name),
            if name.ends_with("-after") { "After" } else { "The layout" },
            self.report.layout().name,
            self.report,
        )
    }
}

/// What stands in the module of a sample.
fn source(name: &str) -> String {
    let (_, rest) = include_str!("samples.rs")
        .split_once(&format!("\nmod {} {{\n", name.replace('-', "_")))
        .unwrap_or_else(|| panic!("there is no module of the sample {name}"));
    let (inside, _) = rest.split_once("\n}\n").expect("a module ends");
    let lines = inside.lines().map(|line| line.strip_prefix("    ").unwrap_or(line));
    lines.map(|line| line.replace("pub(super) ", "")).collect::<Vec<_>>().join("\n")
}

pub(super) fn named(name: &str) -> Sample {
    let found = all().into_iter().find(|sample| sample.name == name);
    found.unwrap_or_else(|| panic!("there is no sample {name}"))
}

macro_rules! samples {
    ($($name:literal $module:ident::$type:ident;)*) => {
        pub(super) fn all() -> Vec<Sample> {
            vec![$(Sample::of::<$module::$type>($name)),*]
        }
    };
}

samples! {
    "packet" packet::Packet;
    "size" size::Header;
    "padding" padding::Sample;
    "niche" niche::Slot;
    "line" line::Ring;
    "sharing" sharing::Counters;
    "padding-waste-before" padding_waste_before::Job;
    "padding-waste-after" padding_waste_after::Job;
    "reorder-before" reorder_before::Session;
    "reorder-after" reorder_after::Session;
    "repr-c-cost-before" repr_c_cost_before::Event;
    "repr-c-cost-after" repr_c_cost_after::Event;
    "large-variant-before" large_variant_before::Message;
    "large-variant-after" large_variant_after::Message;
    "bool-cluster-before" bool_cluster_before::Options;
    "bool-cluster-after" bool_cluster_after::Options;
    "contended-line-before" contended_line_before::Queue;
    "contended-line-after" contended_line_after::Queue;
    "hot-straddle-before" hot_straddle_before::Entry;
    "hot-straddle-after" hot_straddle_after::Entry;
    "hot-cold-mix-before" hot_cold_mix_before::Session;
    "hot-cold-mix-after" hot_cold_mix_after::Session;
    "option-niche-before" option_niche_before::Row;
    "option-niche-after" option_niche_after::Row;
    "unaligned-field-before" unaligned_field_before::Record;
    "unaligned-field-after" unaligned_field_after::Record;
    "target-dependent-before" target_dependent_before::Section;
    "target-dependent-after" target_dependent_after::Section;
    "target-dependent-pinned-before" target_dependent_pinned_before::Buffer;
    "target-dependent-pinned-after" target_dependent_pinned_after::Buffer;
}

mod packet {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Packet {
        version: u8,
        length: u16,
        checksum: u32,
    }
}

mod size {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Header {
        kind: u16,
        length: u32,
        address: u64,
    }
}

mod padding {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Sample {
        channel: u8,
        time: u64,
        value: f32,
    }
}

mod niche {
    use layout_core::Layout;

    #[derive(Layout)]
    pub(super) enum Slot {
        Free,
        Used(Box<u64>),
    }
}

mod line {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C, align(64))]
    pub(super) struct Ring {
        head: u64,
        tail: u64,
        buffer: [u8; 64],
    }
}

mod sharing {
    use layout_core::Layout;
    use std::sync::atomic::AtomicU64;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Counters {
        #[layout(contended = "reader")]
        read: AtomicU64,
        #[layout(contended = "writer")]
        written: AtomicU64,
    }
}

mod padding_waste_before {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(align(16))]
    pub(super) struct Job {
        id: u64,
    }
}

mod padding_waste_after {
    use layout_core::Layout;

    #[derive(Layout)]
    pub(super) struct Job {
        id: u64,
    }
}

mod reorder_before {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Session {
        open: bool,
        id: u64,
        retries: u8,
        port: u16,
    }
}

mod reorder_after {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Session {
        id: u64,
        port: u16,
        open: bool,
        retries: u8,
    }
}

mod repr_c_cost_before {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) enum Event {
        Key(u8),
        Click { x: u8, y: u8 },
    }
}

mod repr_c_cost_after {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(u8)]
    pub(super) enum Event {
        Key(u8),
        Click { x: u8, y: u8 },
    }
}

mod large_variant_before {
    use layout_core::Layout;

    #[derive(Layout)]
    pub(super) enum Message {
        Ping,
        Ack(u32),
        Data([u8; 256]),
    }
}

mod large_variant_after {
    use layout_core::Layout;

    #[derive(Layout)]
    pub(super) enum Message {
        Ping,
        Ack(u32),
        Data(Box<[u8; 256]>),
    }
}

mod bool_cluster_before {
    use layout_core::Layout;

    #[derive(Layout)]
    pub(super) struct Options {
        id: u64,
        read: bool,
        write: bool,
        append: bool,
        truncate: bool,
        create: bool,
        create_new: bool,
        exclusive: bool,
        direct: bool,
        nonblocking: bool,
    }
}

mod bool_cluster_after {
    use layout_core::Layout;

    #[derive(Layout)]
    pub(super) struct Options {
        id: u64,
        flags: u16, // a bit for each; the crate `bitflags` names them
    }
}

mod contended_line_before {
    use layout_core::Layout;
    use std::sync::atomic::AtomicU64;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Queue {
        #[layout(contended = "consumer")]
        head: AtomicU64,
        #[layout(contended = "producer")]
        tail: AtomicU64,
    }
}

mod contended_line_after {
    use layout_core::Layout;
    use layout_core::cache::CacheAligned;
    use std::sync::atomic::AtomicU64;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Queue {
        #[layout(contended = "consumer")]
        head: CacheAligned<AtomicU64>,
        #[layout(contended = "producer")]
        tail: CacheAligned<AtomicU64>,
    }
}

mod hot_straddle_before {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Entry {
        #[layout(hot)]
        key: u64,
        name: [u8; 64],
        #[layout(hot)]
        value: u64,
    }
}

mod hot_straddle_after {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Entry {
        #[layout(hot)]
        key: u64,
        #[layout(hot)]
        value: u64,
        name: [u8; 64],
    }
}

mod hot_cold_mix_before {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Session {
        #[layout(hot)]
        state: u64,
        #[layout(cold)]
        name: [u8; 24],
        body: [u8; 64],
        #[layout(cold)]
        notes: [u8; 24],
    }
}

mod hot_cold_mix_after {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Session {
        #[layout(hot)]
        state: u64,
        body: [u8; 64],
        #[layout(cold)]
        name: [u8; 24],
        #[layout(cold)]
        notes: [u8; 24],
    }
}

mod option_niche_before {
    use layout_core::Layout;

    #[derive(Layout)]
    pub(super) struct Row {
        parent: Option<u64>,
        next: Option<u64>,
        line: Option<u32>,
    }
}

mod option_niche_after {
    use layout_core::Layout;
    use std::num::NonZero;

    #[derive(Layout)]
    pub(super) struct Row {
        parent: Option<NonZero<u64>>,
        next: Option<NonZero<u64>>,
        line: Option<NonZero<u32>>,
    }
}

mod unaligned_field_before {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C, packed)]
    pub(super) struct Record {
        kind: u8,
        length: u32,
    }
}

mod unaligned_field_after {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Record {
        kind: u8,
        length: [u8; 4], // read it with `u32::from_le_bytes`
    }
}

mod target_dependent_before {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Section {
        kind: u32,
        length: usize,
    }
}

mod target_dependent_after {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    #[layout(portable, no_padding)]
    pub(super) struct Section {
        kind: u32,
        reserved: u32,
        length: u64,
    }
}

mod target_dependent_pinned_before {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    #[layout(size == 24)]
    pub(super) struct Buffer {
        start: *const u8,
        #[layout(offset == 8)]
        time: u64,
        length: u32,
        capacity: u32,
    }
}

mod target_dependent_pinned_after {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    #[cfg_attr(target_pointer_width = "64", layout(size == 24, offset(time) == 8))]
    #[layout(on(i686, size == 20, offset(time) == 4))]
    pub(super) struct Buffer {
        start: *const u8,
        time: u64,
        length: u32,
        capacity: u32,
    }
}
