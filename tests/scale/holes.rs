//! The bytes that belong to no field, and the tag among them.

use layout_tests::type_sizes::{ListedField, ListedType};

use crate::compare::Subject;
use crate::listing::fields;
use crate::table::{Hole, Table, Tagging};

/// Compares the padding: that of a struct or union, or that of each variant.
pub(crate) fn compare_holes(subject: &mut Subject<'_>, listed: &ListedType, table: &Table) {
    if table.variants.is_empty() {
        compare_runs(subject, "", &holes(fields(listed), 0, listed.size), &table.holes);
        return;
    }
    for variant in &table.variants {
        let listed_variant = listed.variants.iter().find(|listed| listed.name == variant.name);
        let (Some(listed_variant), Some(found)) = (listed_variant, &variant.holes) else {
            continue;
        };
        let expected = holes(&listed_variant.fields, listed.tag.unwrap_or(0), listed.size);
        compare_runs(subject, &format!("{}: ", variant.name), &expected, found);
    }
    compare_tagging(subject, listed, table.tagging);
}

fn compare_runs(subject: &mut Subject<'_>, place: &str, expected: &[Hole], found: &[Hole]) {
    let what = format!("{place}(offset, size) of padding");
    subject.check(&what, &format!("{expected:?}"), &format!("{found:?}"));
}

/// rustc lists the size of a tag, and nothing of a niche.
fn compare_tagging(subject: &mut Subject<'_>, listed: &ListedType, stated: Tagging) {
    let expected = match (listed.tag, &listed.variants[..]) {
        (Some(size), _) => Tagging::Tag(size),
        (None, [] | [_]) => Tagging::Single,
        (None, _) => Tagging::Niche,
    };
    // rustc lists nothing of an enum without values, whatever it is declared to be.
    let is_listed = !listed.variants.is_empty() || expected == stated;
    // One variant may be left where the others can never exist, which nobody has to know.
    if is_listed && stated != Tagging::Unknown {
        subject.check("tagging", &format!("{expected:?}"), &format!("{stated:?}"));
    }
}

/// What no field covers of the bytes from `start` to `size`.
fn holes(fields: &[ListedField], start: usize, size: usize) -> Vec<Hole> {
    let mut extents: Vec<_> =
        fields.iter().map(|field| (field.offset, field.offset + field.size)).collect();
    extents.sort_unstable();
    extents.push((size, size));
    let mut end = start;
    let mut holes = Vec::new();
    for (from, to) in extents {
        if from > end {
            holes.push((end, from - end));
        }
        end = end.max(to);
    }
    holes
}

#[test]
fn holes_are_what_no_field_covers() {
    let field = |offset, size| ListedField { name: String::new(), offset, size, align: None };
    let overlapping = [field(4, 4), field(0, 1), field(4, 1), field(6, 3), field(9, 0)];
    assert_eq!(holes(&overlapping, 0, 12), [(1, 3), (9, 3)]);
    assert_eq!(holes(&overlapping[..1], 1, 8), [(1, 3)]);
    assert_eq!(holes(&[], 0, 0), []);
}
