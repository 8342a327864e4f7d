//! The largest and the smallest.

use layout_core::{CACHE_LINE, Layout};

#[test]
fn an_empty_struct_has_nothing_but_an_alignment() {
    #[derive(Layout)]
    struct Unit;

    #[derive(Layout)]
    #[repr(align(64))]
    struct Named {}

    for (layout, align) in [(Unit::LAYOUT, 1), (Named::LAYOUT, 64)] {
        assert_eq!((layout.size, layout.align), (0, align));
        assert_eq!(
            (layout.padding(), layout.least_deep_padding(), layout.trailing_padding()),
            (0, 0, 0)
        );
        assert_eq!(layout.cache_lines(), 0);
        assert!(layout.walk().next().is_none());
        assert_eq!(layout.padding_mask(), [false; 0]);
    }
}

#[test]
fn a_page_aligned_byte_is_followed_by_padding() {
    #[derive(Layout)]
    #[repr(C, align(4096))]
    struct Page(u8);

    #[derive(Layout)]
    #[repr(C)]
    struct Pages {
        before: u8,
        page: Page,
        after: u8,
    }

    assert_eq!(Page::LAYOUT.trailing_padding(), 4095);
    assert_eq!(Page::LAYOUT.padding_mask::<4096>().iter().filter(|byte| **byte).count(), 4095);
    assert_eq!(Pages::LAYOUT.offset("page.0"), Some(4096));
    assert_eq!((Pages::LAYOUT.size, Pages::LAYOUT.align), (3 * 4096, 4096));
    assert_eq!((Pages::LAYOUT.padding(), Pages::LAYOUT.least_deep_padding()), (8190, 8190 + 4095));
    assert_eq!(Pages::LAYOUT.cache_lines(), 3 * 4096 / CACHE_LINE);
}

#[test]
fn a_field_may_be_far_aligned() {
    #[derive(Layout)]
    #[repr(align(536_870_912))]
    struct Farthest;

    #[derive(Layout)]
    #[repr(C)]
    struct Holder(u8, Farthest);

    assert_eq!(Farthest::LAYOUT.align, 1 << 29);
    assert_eq!(Holder::LAYOUT.offset("1"), Some(1 << 29));
    assert_eq!(Holder::LAYOUT.padding(), (1 << 29) - 1);
}

#[cfg(target_pointer_width = "64")]
#[test]
fn a_terabyte_is_counted_and_not_walked_byte_by_byte() {
    const TERABYTE: usize = 1 << 40;

    #[derive(Layout)]
    #[repr(C)]
    struct Row {
        key: u8,
        value: u16,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Huge {
        first: u8,
        bytes: [u8; TERABYTE],
        last: u32,
        rows: [Row; TERABYTE],
    }

    let layout = Huge::LAYOUT;
    assert_eq!(layout.size, size_of::<Huge>());
    assert_eq!(layout.size, 1 + TERABYTE + 3 + 4 + 4 * TERABYTE);
    assert_eq!(layout.offset("bytes.1099511627775"), Some(TERABYTE));
    assert_eq!(layout.offset("bytes.1099511627776"), None);
    let last_row = std::mem::offset_of!(Huge, rows) + 4 * (TERABYTE - 1);
    assert_eq!(layout.offset("rows.1099511627775.value"), Some(last_row + 2));
    assert_eq!((layout.padding(), layout.least_deep_padding()), (3, 3 + TERABYTE));
    assert_eq!(layout.walk().count(), 5);
    assert_eq!(layout.cache_lines(), layout.size.div_ceil(CACHE_LINE));
    let text = format!("{:#}", Huge::layout_report());
    assert!(text.contains("1099511627780 "), "{text}");
}

/// A type of the largest size that there is: nothing overflows on the way.
#[cfg(target_pointer_width = "64")]
#[test]
fn the_largest_type_is_described() {
    const MOST: usize = (1 << 61) - 1;

    #[derive(Layout)]
    #[repr(C)]
    struct Row(u8, u16);

    #[derive(Layout)]
    struct Largest([Row; MOST / 4]);

    #[derive(Layout)]
    #[repr(C)]
    struct Far([u8; MOST - 3], u8, u8);

    assert_eq!(Far::LAYOUT.offset("2"), Some(MOST - 2));
    assert_eq!(Largest::LAYOUT.size, MOST / 4 * 4);
    assert_eq!(Largest::LAYOUT.least_deep_padding(), MOST / 4);
    assert!(Largest::layout_report().to_string().contains("of padding inside fields"));
}

#[test]
fn a_debug_text_ends_though_types_refer_to_themselves() {
    #[derive(Layout)]
    struct Node {
        next: Option<Box<Node>>,
        text: &'static str,
    }

    let text = format!("{:?}", Node::LAYOUT);
    assert!(text.contains("Node") && text.contains("next") && text.len() < 2_000, "{text}");
}
