//! The map as text, SVG and HTML.

use std::fs::read_to_string;

use layout_core::region::{MemoryMap, Region};

use crate::map;

/// Every mapping of the kernel's list is in the map from its first to its last byte, and regions do not
/// overlap.
#[test]
fn the_map_covers_what_the_kernel_lists() {
    let map = map();
    for pair in map.regions().windows(2) {
        assert!(pair[0].bounds.end() <= pair[1].bounds.start(), "{pair:?}");
    }
    // Mapped by other threads, or unmapped, between the two readings: a few may differ.
    let list = read_to_string("/proc/self/maps").expect("it can be read");
    let missing = list.lines().filter(|line| !is_covered(&map, line)).count();
    assert!(missing <= 4, "{missing} of the mappings are not in the map:\n{list}\n{map}");
    assert!(list.lines().count() > 20, "too few to tell:\n{list}");
}

fn is_covered(map: &MemoryMap, line: &str) -> bool {
    let (start, rest) = line.split_once('-').expect("addresses come first");
    let (end, _) = rest.split_once(' ').expect("access comes next");
    let number = |text| usize::from_str_radix(text, 16).expect("addresses are hexadecimal");
    let (mut at, end) = (number(start), number(end));
    while at < end {
        match map.find(std::ptr::without_provenance::<u8>(at)) {
            Some(region) => at = region.bounds.end().addr(),
            None => return false,
        }
    }
    true
}

#[test]
fn the_text_has_a_line_for_each_region() {
    let map = map();
    let text = map.to_string();
    assert_eq!(text.lines().count(), map.regions().len() + 1, "{text}");
    let width = 2 * size_of::<usize>() + 2;
    let of = |region: &Region| format!("{:#0width$x}", region.bounds.start().addr());
    for region in map.regions() {
        assert!(text.contains(&of(region)), "{region:?} is not in\n{text}");
    }
    for expected in ["stack of main", "heap", "static (bss)", "static (rodata)", "code"] {
        assert!(text.contains(expected), "{expected:?} is not in\n{text}");
    }
}

#[test]
fn the_pictures_are_well_formed() {
    let map = map();
    let (svg, html) = (map.to_svg(), map.to_html());
    let document =
        roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "svg");
    let bars = |text: &str| text.matches("class=\"bar").count();
    assert_eq!(
        bars(&svg),
        map.regions().len() + 9,
        "a bar for each region, and nine in the legend"
    );
    assert_within(&root);
    let (doctype, page) = html.split_once('\n').expect("the first line is the doctype");
    assert_eq!(doctype, "<!DOCTYPE html>");
    let page = roxmltree::Document::parse(page).unwrap_or_else(|error| panic!("{error}\n{html}"));
    let rows = page.descendants().filter(|node| node.has_tag_name("tr")).count();
    assert_eq!(rows, map.regions().len() + 1);
    // Nothing is fetched from elsewhere.
    assert!(!html.replace("http://www.w3.org/2000/svg", "").contains("://"), "{html}");
}

/// What is drawn lies within the picture.
fn assert_within(root: &roxmltree::Node<'_, '_>) {
    let number = |node: &roxmltree::Node<'_, '_>, name| {
        node.attribute(name).map_or(0, |text| text.parse::<u32>().expect("a number"))
    };
    let (width, height) = (number(root, "width"), number(root, "height"));
    for node in root.descendants().filter(roxmltree::Node::is_element) {
        let right = number(&node, "x") + number(&node, "width");
        let bottom = number(&node, "y") + number(&node, "height");
        assert!(right <= width && bottom <= height, "{node:?} sticks out");
    }
}
