use std_alloc::format;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::change::Placed;
use super::leaf::{is_same_leaf, is_same_type};
use super::pair::{Pairs, pair};
use super::{Change, Effect, LayoutDiff, Subject, What};
use crate::layout::{Kind, Tagging};
use crate::record::{FieldRecord, LayoutRecord, TypeRecord, VariantRecord};
use crate::report::ShortName;

use Effect::{Breaking, Compatible, Unknown};

pub(super) fn compare(older: &LayoutRecord, newer: &LayoutRecord) -> LayoutDiff {
    let mut changes = Changes::default();
    let endian = (older.target.endian, newer.target.endian);
    if endian.0 != endian.1 {
        changes.push("", What::Endian { older: endian.0, newer: endian.1 }, (Breaking, Breaking));
    }
    changes.of_type("", &older.layout, &newer.layout);
    let worst = |effect: fn(&Change) -> Effect| {
        let least = if changes.unplaced.is_empty() { Compatible } else { Unknown };
        changes.list.iter().map(effect).fold(least, Effect::max)
    };
    LayoutDiff {
        older: Subject::of(older),
        newer: Subject::of(newer),
        backward: worst(|change| change.backward),
        forward: worst(|change| change.forward),
        changes: changes.list,
        unplaced: changes.unplaced,
    }
}

impl Subject {
    fn of(record: &LayoutRecord) -> Self {
        Self {
            type_name: record.layout.type_name.clone(),
            target: record.target.clone(),
            size: record.layout.size,
        }
    }
}

/// What a change does backward and forward.
type Effects = (Effect, Effect);

/// What a list of fields is of, which decides what it means that one is added or removed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// All fields are in use at once.
    Struct,
    /// One field is in use.
    Union,
}

#[derive(Default)]
struct Changes {
    list: Vec<Change>,
    unplaced: Vec<String>,
}

impl Changes {
    fn push(&mut self, path: &str, what: What, (backward, forward): Effects) {
        self.list.push(Change { path: path.into(), what, backward, forward });
    }

    fn of_type(&mut self, path: &str, older: &TypeRecord, newer: &TypeRecord) {
        if older.size != newer.size {
            let what = What::Resized { older: older.size, newer: newer.size };
            self.push(path, what, (Breaking, Breaking));
        }
        if older.align != newer.align {
            let what = What::Realigned { older: older.align, newer: newer.align };
            let rose = newer.align > older.align;
            self.push(
                path,
                what,
                if rose { (Breaking, Compatible) } else { (Compatible, Breaking) },
            );
        }
        if older.repr != newer.repr {
            let what = What::Repr { older: older.repr, newer: newer.repr };
            self.push(path, what, (Compatible, Compatible));
        }
        self.of_kind(path, older, newer);
        if older.tail.map(|tail| tail.stride) != newer.tail.map(|tail| tail.stride) {
            let what = What::Tail { older: older.tail, newer: newer.tail };
            self.push(path, what, (Breaking, Breaking));
        }
        self.of_inside(path, older, newer);
    }

    /// What lies within a type; its size and so on are those of the field that is of it.
    fn of_inside(&mut self, path: &str, older: &TypeRecord, newer: &TypeRecord) {
        let of = if newer.kind == Kind::Union { Of::Union } else { Of::Struct };
        self.of_fields(path, &older.fields, &newer.fields, of);
        if newer.kind == Kind::Enum && older.kind == Kind::Enum {
            self.of_tagging(path, older, newer);
            self.of_variants(path, older, newer);
        }
        if let (Some(older), Some(newer)) = (&older.element, &newer.element) {
            self.of_inside(&join(path, "*"), older, newer);
        }
    }

    fn of_kind(&mut self, path: &str, older: &TypeRecord, newer: &TypeRecord) {
        // Of an array the length shows in the size.
        let is_array = |kind: Kind| matches!(kind, Kind::Array { .. });
        if older.kind == newer.kind || is_array(older.kind) && is_array(newer.kind) {
            return;
        }
        let is_struct = |kind: Kind| kind.has_fields() && kind != Kind::Union;
        let effect =
            if is_struct(older.kind) && is_struct(newer.kind) { Compatible } else { Breaking };
        self.push(path, What::Kind { older: older.kind, newer: newer.kind }, (effect, effect));
    }

    fn of_fields(&mut self, path: &str, older: &[FieldRecord], newer: &[FieldRecord], of: Of) {
        let Pairs { newer, removed } = pair(older, newer, |field| &field.name, place_and_type);
        for (counterpart, field) in newer {
            let path = join(path, &field.name);
            let Some(counterpart) = counterpart else {
                self.push(&path, What::Added(placed(field)), added(field, of));
                continue;
            };
            if counterpart.name != field.name {
                let (older, newer) = (counterpart.name.clone(), field.name.clone());
                self.push(&path, What::Renamed { older, newer }, (Compatible, Compatible));
            }
            self.of_field(&path, counterpart, field);
        }
        for field in removed {
            let (forward, backward) = added(field, of);
            let what = What::Removed(placed(field));
            self.push(&join(path, &field.name), what, (backward, forward));
        }
    }

    fn of_field(&mut self, path: &str, older: &FieldRecord, newer: &FieldRecord) {
        match (older.offset, newer.offset) {
            (Some(older), Some(newer)) if older != newer => {
                self.push(path, What::Moved { older, newer }, (Breaking, Breaking));
            }
            (Some(_), Some(_)) => {}
            _ => self.unplaced.push(path.into()),
        }
        if older.size != newer.size {
            let what = What::Resized { older: older.size, newer: newer.size };
            self.push(path, what, (Breaking, Breaking));
        }
        // Of two types with fields, these tell what is another.
        let both_inside = match (&older.layout, &newer.layout) {
            (Some(older), Some(newer)) if is_alike(older, newer) => Some((older, newer)),
            _ => None,
        };
        if !is_same_type(older, newer) {
            let is_same_bytes = both_inside.is_some() || is_same_leaf(older, newer);
            let effect = if is_same_bytes { Compatible } else { Breaking };
            let what = What::Retyped { older: older.ty.clone(), newer: newer.ty.clone() };
            self.push(path, what, (effect, effect));
        }
        if let Some((older, newer)) = both_inside {
            self.of_inside(path, older, newer);
        }
    }

    fn of_tagging(&mut self, path: &str, older: &TypeRecord, newer: &TypeRecord) {
        let (Some(older), Some(newer)) = (older.tagging, newer.tagging) else { return };
        if older != newer {
            let are_tags = [older, newer].iter().all(|one| matches!(one, Tagging::Tag { .. }));
            let effect = if are_tags { Breaking } else { Unknown };
            self.push(path, What::Retagged { older, newer }, (effect, effect));
        }
    }

    fn of_variants(&mut self, path: &str, older: &TypeRecord, newer: &TypeRecord) {
        let is_defined = has_defined_tag(older) && has_defined_tag(newer);
        // Where the compiler chooses how the variants are told apart, one more may change that.
        let (same, other) = if is_defined { (Compatible, Breaking) } else { (Unknown, Unknown) };
        let Pairs { newer, removed } =
            pair(&older.variants, &newer.variants, |variant| &variant.name, value_and_fields);
        for (counterpart, variant) in newer {
            let path = join(path, &variant.name);
            let discriminant = variant.discriminant;
            let Some(counterpart) = counterpart else {
                self.push(&path, What::VariantAdded { discriminant }, (same, Breaking));
                continue;
            };
            if counterpart.name != variant.name {
                let (older, newer) = (counterpart.name.clone(), variant.name.clone());
                self.push(&path, What::Renamed { older, newer }, (Compatible, Compatible));
            }
            if counterpart.discriminant != discriminant {
                let what = What::Revalued { older: counterpart.discriminant, newer: discriminant };
                self.push(&path, what, (other, other));
            }
            self.of_fields(&path, &counterpart.fields, &variant.fields, Of::Struct);
        }
        for variant in removed {
            let what = What::VariantRemoved { discriminant: variant.discriminant };
            self.push(&join(path, &variant.name), what, (Breaking, same));
        }
    }
}

/// What it does that a field is there which was not. That it was removed does the same the other way.
fn added(field: &FieldRecord, of: Of) -> Effects {
    match of {
        _ if field.size == 0 => (Compatible, Compatible),
        Of::Struct => (Breaking, Compatible),
        Of::Union => (Compatible, Breaking),
    }
}

/// Whether the tag holds the discriminant: that of a `repr`, and of an enum without fields.
fn has_defined_tag(layout: &TypeRecord) -> bool {
    let has_fields = layout.variants.iter().any(|variant| !variant.fields.is_empty());
    matches!(layout.tagging, Some(Tagging::Tag { .. }))
        && !(has_fields && layout.repr.is_reorderable())
}

/// Whether both have insides of the same sort, so that these can be compared.
fn is_alike(older: &TypeRecord, newer: &TypeRecord) -> bool {
    match (older.kind, newer.kind) {
        (Kind::Array { len: older }, Kind::Array { len: newer }) => older == newer,
        (older, newer) if older.has_fields() && newer.has_fields() => {
            (older == Kind::Union) == (newer == Kind::Union)
        }
        (older_kind, newer_kind) => {
            older_kind == newer_kind && older.element.is_some() == newer.element.is_some()
        }
    }
}

fn placed(field: &FieldRecord) -> Placed {
    Placed { offset: field.offset, size: field.size, ty: field.ty.clone() }
}

fn place_and_type(field: &FieldRecord) -> Option<(usize, usize, String)> {
    Some((field.offset?, field.size, format!("{}", ShortName(&field.type_name))))
}

fn value_and_fields(variant: &VariantRecord) -> Option<(String, String)> {
    let fields: Option<Vec<_>> = variant.fields.iter().map(place_and_type).collect();
    Some((format!("{}", variant.discriminant), format!("{:?}", fields?)))
}

/// The path of a member of what lies at a path.
fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.into() } else { format!("{path}.{name}") }
}
