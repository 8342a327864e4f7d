//! The map of a report against who owns each byte, read back from the text.

use layout_core::layout::Slot;
use layout_core::{CACHE_LINE, Layout, LayoutReport, TypeLayout};
use proptest::prelude::*;

use crate::shapes;

/// The cells of a map, its rows of `*` written out; of a report with one map.
fn cells(text: &str) -> Vec<char> {
    let mut cells: Vec<char> = Vec::new();
    let mut last = ' ';
    for line in text.lines() {
        let Some(row) = line.get(10..) else { continue };
        let (offset, row) = (line[..8].trim(), row.trim_end());
        if let (Some(count), "*") = (row.strip_suffix(" more"), offset) {
            cells.extend(std::iter::repeat_n(last, count.parse().expect("a count of bytes")));
            continue;
        }
        let is_map = line.as_bytes()[8..10] == *b"  "
            && offset.parse() == Ok(cells.len())
            && row.starts_with(|c: char| c.is_alphabetic() || "#.?".contains(c));
        if !is_map {
            continue;
        }
        for (column, c) in row.chars().filter(|c| *c != ' ').enumerate() {
            if c == '|' {
                assert_eq!(cells.len() % CACHE_LINE, 0, "a bar within a line:\n{text}");
                continue;
            }
            let begins_line = cells.len() % CACHE_LINE == 0 && column > 0;
            assert!(!begins_line || row.contains('|'), "no bar at the end of a line:\n{text}");
            cells.push(c);
            last = c;
        }
    }
    cells
}

/// The letter of each field by its place in the declaration; of a field without bytes none.
fn letters(layout: &TypeLayout) -> Vec<Option<char>> {
    let mut letters = vec![None; layout.fields().len()];
    let alphabet = ('a'..='z').chain('A'..='Z').cycle();
    let fields = layout.walk().filter_map(|slot| match slot {
        Slot::Field(field) if field.size > 0 => Some(field.name),
        _ => None,
    });
    for (name, letter) in fields.zip(alphabet) {
        let index = layout.fields().position(|field| field.name == name);
        letters[index.expect("a field of the walk is declared")] = Some(letter);
    }
    letters
}

#[test]
fn each_byte_has_one_cell_which_is_its_owners() {
    for shape in shapes::all() {
        let text = LayoutReport::new(shape.layout).to_string();
        let letters = letters(&shape.layout);
        let owned = shape.owners();
        let expected = owned.iter().map(|owner| owner.map_or('.', |it| letters[it].unwrap()));
        assert_eq!(cells(&text), expected.collect::<Vec<_>>(), "{}\n{text}", shape.name);
    }
}

#[test]
fn the_table_has_the_letter_of_each_field() {
    for shape in shapes::all() {
        let text = LayoutReport::new(shape.layout).to_string();
        for (field, letter) in shape.layout.fields().zip(letters(&shape.layout)) {
            let row = format!("   {}   {}: {}", letter.unwrap_or(' '), field.name, field.ty);
            assert!(text.lines().any(|line| line.ends_with(&row)), "{row:?} is not in\n{text}");
        }
    }
}

proptest! {
    /// However narrow the report is, every byte has its cell, and no row of the map is too wide.
    #[test]
    fn a_narrow_map_is_complete(shape: prop::sample::Index, width in 30_usize..120) {
        let shapes = shapes::all();
        let shape = shape.get(&shapes);
        let wide = LayoutReport::new(shape.layout).to_string();
        let text = format!("{:.width$}", LayoutReport::new(shape.layout));
        prop_assert_eq!(cells(&text), cells(&wide), "{}", &text);
        let widest = text.lines().filter(|line| line.contains("more") || line.ends_with('|'));
        for row in widest {
            prop_assert!(row.chars().count() <= width, "{row:?} in {text}");
        }
    }
}

#[derive(Layout)]
#[repr(C)]
struct Lines {
    first: [u8; 100],
    second: [u32; 1000],
    third: u8,
}

#[test]
fn rows_that_repeat_are_counted() {
    let text = Lines::layout_report().to_string();
    let cells = cells(&text);
    assert_eq!(cells.len(), size_of::<Lines>());
    let count = |letter| cells.iter().filter(|cell| **cell == letter).count();
    assert_eq!([count('a'), count('b'), count('c'), count('.')], [100, 4000, 1, 3]);
    assert!(text.lines().count() < 20, "{text}");
}

/// More fields than there are letters: neighbors still differ.
#[test]
fn letters_are_used_again() {
    macro_rules! big {
        ($($field:ident)*) => {
            #[derive(Layout)]
            #[repr(C)]
            struct Big { $($field: [u16; 100]),* }
        };
    }
    big! {
        a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9
        d0 d1 d2 d3 d4 d5 d6 d7 d8 d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9
    }

    let cells = cells(&Big::layout_report().to_string());
    assert_eq!(cells.len(), 60 * 200);
    let fields: Vec<char> = cells.chunks(200).map(|bytes| bytes[0]).collect();
    assert!(fields.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(cells.chunks(200).all(|bytes| bytes.iter().all(|cell| *cell == bytes[0])));
}
