//! What checks pin to a number that another target may not have.

use super::{Body, Field};
use crate::attr::{BaseRepr, Repr};
use crate::check::{Check, Operand};
use crate::value::{Operator, Value};

/// A check says which size the type has, which alignment, and at which offset a field lies.
const SIZE: char = 's';
const ALIGN: char = 'a';
const OFFSET: char = 'p';

/// Marks the fields that lie at an offset that a check names by its number, and the first field of all if one names
/// the size or the alignment of the type: see `FieldFlags` of `layout_core`. Where the layout is not defined, nobody
/// expects it elsewhere; and who has checks `on` another target knows that it differs.
pub(super) fn mark(body: &mut Body, checks: &[Check], repr: Repr) {
    let is_defined = !matches!(repr.base, BaseRepr::Rust) || repr.int.is_some();
    if checks.is_empty() || !is_defined || checks.iter().any(|check| check.target.is_some()) {
        return;
    }
    let mut fields: Vec<&mut Field> = match body {
        Body::Struct(_, fields) | Body::Union(fields) => fields.iter_mut().collect(),
        Body::Enum(variants) => variants.iter_mut().flat_map(|it| &mut it.fields).collect(),
    };
    for check in checks {
        let Some((Operator::Eq, Value::Literal(..))) = check.comparison else { continue };
        let (letter, field) = match (check.word(), &check.operand) {
            ("size", Operand::Whole) => (SIZE, fields.first_mut()),
            ("align", Operand::Whole) => (ALIGN, fields.first_mut()),
            ("offset", Operand::Field(path)) => {
                (OFFSET, fields.iter_mut().find(|field| field.name == path.text))
            }
            _ => continue,
        };
        if let Some(field) = field {
            field.marks.insert(0, letter);
        }
    }
}
