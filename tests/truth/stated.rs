//! `T::LAYOUT` against the measured layouts.

use layout_core::Hole;

use crate::measured::{Subject, subjects};
use crate::table::{Source, Table, assert_none, differences};

#[test]
fn layouts_state_what_is_measured() {
    let mut all = Vec::new();
    for Subject { measured, stated, .. } in &subjects() {
        let stated = Table::stated(stated);
        all.extend(differences(
            Source { who: "size_of, align_of and offset_of!", table: measured },
            Source { who: "LAYOUT", table: &stated },
        ));
    }
    assert_none(&all);
}

#[test]
fn fields_come_in_the_order_of_their_declaration() {
    for Subject { written, measured, stated } in &subjects() {
        let declared: Vec<_> = measured.rows.iter().map(|row| row.name.as_str()).collect();
        let found: Vec<_> = stated.fields().map(|field| field.name).collect();
        assert_eq!(found, declared, "{written}");
    }
}

#[test]
fn holes_are_the_bytes_that_no_field_covers() {
    for Subject { written, measured, stated } in &subjects() {
        let mut uncovered = vec![true; measured.size];
        for row in &measured.rows {
            uncovered[row.offset..][..row.size].fill(false);
        }
        let mut holes = vec![false; measured.size];
        for hole in stated.holes() {
            assert!(hole.size > 0, "{written}: {hole:?} is empty");
            assert!(!holes[hole.offset], "{written}: {hole:?} overlaps another");
            holes[hole.offset..hole.end()].fill(true);
        }
        assert_eq!(holes, uncovered, "{written}: which bytes are padding");
        let padding = uncovered.iter().filter(|byte| **byte).count();
        assert_eq!(stated.padding(), padding, "{written}: bytes of padding");
    }
}

#[test]
fn a_hole_is_trailing_if_no_field_follows_it() {
    for Subject { written, measured, stated } in &subjects() {
        let end = measured.rows.iter().map(|row| row.offset + row.size).max().unwrap_or(0);
        assert_eq!(stated.trailing_padding(), measured.size - end, "{written}: trailing padding");
        let is_internal = |hole: &Hole| hole.offset < end;
        for hole in stated.holes() {
            assert_eq!(hole.is_internal(), is_internal(&hole), "{written}: {hole:?}");
        }
    }
}
