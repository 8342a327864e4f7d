//! The check that two types lie in memory alike.

use core::marker::PhantomData;

use super::failure::{about, undescribed};
use super::subject::{Subject, layout};
use super::table::{HEADING, push_row, push_variant};
use super::text::Text;
use crate::layout::{FieldLayout, Fields, Kind, Slot, TypeLayout, VariantLayout, Walk};

/// `same_as(Other)`: size, alignment, and the fields' offsets and sizes agree.
///
/// Their names need not, nor need their types, and fields without bytes do not count. Of enums the
/// discriminants must agree too.
#[track_caller]
pub const fn same_as<S: Subject, O: Subject>(
    _: PhantomData<S>,
    name: &str,
    _: PhantomData<O>,
    other: &str,
) {
    require_described::<S>(name, name);
    require_described::<O>(name, other);
    if !are_same(&layout!(S), &layout!(O)) {
        differ(&layout!(S), name, &layout!(O), other);
    }
}

#[track_caller]
const fn require_described<S: Subject>(name: &str, described: &str) {
    if let Kind::Opaque = layout!(S).kind {
        undescribed::<S>(about(name).str("`same_as`"), described);
    }
}

const fn are_same(one: &TypeLayout, two: &TypeLayout) -> bool {
    if one.size != two.size || one.align != two.align {
        return false;
    }
    match (one.kind, two.kind) {
        (Kind::Enum, Kind::Enum) => have_same_variants(one, two),
        (Kind::Enum, _) | (_, Kind::Enum) => false,
        _ => Rows::of(one).are_same(Rows::of(two)),
    }
}

const fn have_same_variants(one: &TypeLayout, two: &TypeLayout) -> bool {
    let (mut ones, mut twos) = (one.variants(), two.variants());
    loop {
        match (ones.next(), twos.next()) {
            (None, None) => return true,
            (Some(one), Some(two)) if are_same_variants(&one, &two) => {}
            _ => return false,
        }
    }
}

const fn are_same_variants(one: &VariantLayout, two: &VariantLayout) -> bool {
    one.discriminant.bits() == two.discriminant.bits()
        && Rows::Declared(one.fields()).are_same(Rows::Declared(two.fields()))
}

/// Fields, in the order in which those of two types are compared.
enum Rows {
    /// In the order of memory.
    Placed(Walk),
    /// In the order of the declaration.
    Declared(Fields),
}

impl Rows {
    const fn of(layout: &TypeLayout) -> Self {
        // The walk over a union, whose fields all begin at its start, is in the order of the declaration.
        Self::Placed(layout.walk())
    }

    /// The next field that has bytes.
    const fn next(&mut self) -> Option<FieldLayout> {
        loop {
            let field = match self {
                Self::Declared(fields) => fields.next(),
                Self::Placed(walk) => match walk.next() {
                    Some(Slot::Field(field)) => Some(field),
                    Some(Slot::Padding(_)) => continue,
                    None => None,
                },
            };
            match field {
                Some(field) if field.size == 0 => {}
                field => return field,
            }
        }
    }

    const fn are_same(mut self, mut other: Self) -> bool {
        loop {
            match (self.next(), other.next()) {
                (None, None) => return true,
                (Some(one), Some(two)) if is_same_place(&one, &two) => {}
                _ => return false,
            }
        }
    }
}

const fn is_same_place(one: &FieldLayout, two: &FieldLayout) -> bool {
    // Two places that are not known may differ.
    one.size == two.size && matches!((one.offset, two.offset), (Some(one), Some(two)) if one == two)
}

/// Panics with what differs.
#[cold]
#[track_caller]
const fn differ(one: &TypeLayout, name: &str, two: &TypeLayout, other: &str) -> ! {
    let text = about(name);
    let text = match (one.size == two.size, one.align == two.align) {
        (false, _) => push_numbers(text.str("size"), one.size, other, two.size),
        (_, false) => push_numbers(text.str("align"), one.align, other, two.align),
        _ => {
            let is_enum = matches!((one.kind, two.kind), (Kind::Enum, Kind::Enum));
            let what = if is_enum { "the variants are" } else { "the fields lie" };
            text.str(what).str(" otherwise than in `").str(other).str("`")
        }
    };
    let text = text.str(", required same_as(").str(other).str(")");
    let text = text.str(HEADING).str("  (- of `").str(other).str("`, + of `").str(name).str("`)");
    let text = match (one.kind, two.kind) {
        (Kind::Enum, Kind::Enum) => push_variants(text, one, two),
        _ => push_fields(text, Rows::of(one), Rows::of(two)),
    };
    panic!("{}", text.as_str())
}

/// ` is 8 and of `Other` 12`
const fn push_numbers(text: Text, one: usize, other: &str, two: usize) -> Text {
    text.str(" is ").number(one).str(" and of `").str(other).str("` ").number(two)
}

/// The fields of both, side by side where they are the same.
const fn push_fields(mut text: Text, mut ones: Rows, mut twos: Rows) -> Text {
    let (mut one, mut two) = (ones.next(), twos.next());
    loop {
        // Of two fields the one that lies first is written first.
        let (writes_one, writes_two) = match (&one, &two) {
            (None, None) => return text,
            (Some(_), None) => (true, false),
            (None, Some(_)) => (false, true),
            (Some(one), Some(two)) => match (one.offset, two.offset) {
                (Some(one), Some(two)) => (one <= two, two <= one),
                _ => (true, true),
            },
        };
        text = match (&one, &two) {
            (Some(one), Some(two)) if is_same_place(one, two) => push_row(text.str("\n"), *one),
            (_, Some(two)) if writes_two => push_row(text.str("\n-"), *two),
            _ => text,
        };
        text = match (&one, &two) {
            (Some(one), Some(two)) if is_same_place(one, two) => text,
            (Some(one), _) if writes_one => push_row(text.str("\n+"), *one),
            _ => text,
        };
        one = if writes_one { ones.next() } else { one };
        two = if writes_two { twos.next() } else { two };
    }
}

const fn push_variants(mut text: Text, one: &TypeLayout, two: &TypeLayout) -> Text {
    let (mut ones, mut twos) = (one.variants(), two.variants());
    loop {
        text = match (ones.next(), twos.next()) {
            (None, None) => return text,
            (Some(one), Some(two)) if are_same_variants(&one, &two) => push_all(text, "\n", &one),
            (one, two) => {
                let text = match two {
                    Some(two) => push_all(text, "\n-", &two),
                    None => text,
                };
                match one {
                    Some(one) => push_all(text, "\n+", &one),
                    None => text,
                }
            }
        };
    }
}

/// A variant and its fields, each behind a mark.
const fn push_all(text: Text, mark: &str, variant: &VariantLayout) -> Text {
    let mut text = push_variant(text.str(mark), variant);
    let mut fields = variant.fields();
    while let Some(field) = fields.next() {
        text = push_row(text.str(mark), field);
    }
    text
}
