//! All that a layout or a record is turned into: it ends, without a panic, and is of bearable size.

use layout_core::analysis::findings;
use layout_core::layout::TypeLayout;
use layout_core::{LayoutRecord, LayoutReport};

use crate::types;

/// The bytes that no output exceeds, but for what the texts in the layout take.
const MOST: usize = 8 << 20;

/// All that a program may ask of a layout. Its pictures and pages are those of its record.
pub(crate) fn of_layout(layout: TypeLayout) {
    let report = LayoutReport::new(layout);
    let texts = [
        report.to_string(),
        format!("{report:#}"),
        format!("{report:.80}"),
        format!("{report:#.20}"),
        report.styled().colored(true).to_string(),
        format!("{layout:?}"),
    ];
    for text in &texts {
        assert!(text.len() < MOST, "{} bytes", text.len());
    }
    let holes = layout.holes().map(|hole| hole.size).fold(0, usize::wrapping_add);
    // They are as many as the elements of arrays.
    let is_small = layout.size < 1 << 16;
    let deep_holes = is_small.then(|| layout.deep_holes().iter().map(|hole| hole.end()).max());
    let walked = layout.walk().count();
    let variants = layout.variants().map(|variant| layout.walk_variant(&variant).count());
    let sums = (holes, deep_holes, walked, variants.sum::<usize>());
    let masks = (layout.padding_mask::<64>(), layout.deep_padding_mask::<64>());
    let bytes = (layout.padding(), layout.trailing_padding(), layout.least_deep_padding());
    let whole = (layout.tail(), layout.tagging(), layout.cache_lines(), layout.fingerprint());
    let places =
        ["a", "0", "Move.x", "rows.3.x", "18446744073709551615", ""].map(|path| layout.place(path));
    let findings = findings(&layout);
    std::hint::black_box((sums, masks, bytes, whole, places, findings));
    of_record(&report.record());
}

/// All that a program may ask of a record.
pub(crate) fn of_record(record: &LayoutRecord) {
    let json = serde_json::to_string(record).expect("a record has a JSON form");
    let most = MOST + 8 * json.len();
    let other = types::packet().record();
    let texts = [
        record.to_svg(),
        record.to_html(),
        record.to_markdown(),
        record.to_c_asserts().map(|asserts| asserts.to_string()).unwrap_or_default(),
        record.diff(&other).to_string(),
        other.diff(record).to_string(),
        serde_json::to_string(&record.diff(&other)).expect("a difference has a JSON form"),
    ];
    for text in &texts {
        assert!(text.len() < most, "{} bytes", text.len());
    }
    // What has no known place, or is not described, cannot be compared.
    assert!(record.diff(record).changes.is_empty(), "a record differs from itself:\n{json}");
    let layout = &record.layout;
    std::hint::black_box((layout.padding(), layout.least_deep_padding(), layout.short_name()));
    let back: LayoutRecord = serde_json::from_str(&json).expect("what was written can be read");
    assert_eq!(&back, record, "a record came back as another one");
}
