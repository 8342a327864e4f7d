use std_alloc::format;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::change::Placed;
use super::meaning::{
    byte_order, is_known_by_name, is_same_full_name, is_same_meaning, is_same_name, unwrapped,
};
use super::pair::{Pairs, pair};
use super::{Change, ChangeKind, DiffSide, Effect, LayoutDiff, NotCompared, NotComparedReason};
use crate::layout::{Discriminant, Kind, Tagging};
use crate::record::ShortName;
use crate::record::{FieldRecord, LayoutRecord, TypeRecord, VariantRecord};

use Effect::{Breaking, Compatible, Unknown};

/// Where the layouts of the types of fields are found.
#[derive(Clone, Copy)]
pub(crate) enum Insides<'a> {
    /// Each field has that of its type.
    Nested,
    /// They are in two lists, by the names of the fields' types. Types of one name are compared on their
    /// own, so that they are no matter of the types that hold them.
    #[cfg_attr(not(feature = "registry"), expect(dead_code, reason = "lock files have lists"))]
    Listed(&'a dyn Listed),
}

/// The types of two lists, by name.
pub(crate) trait Listed {
    /// The older type of that name.
    fn older(&self, name: &str) -> Option<&TypeRecord>;
    /// The newer type of that name.
    fn newer(&self, name: &str) -> Option<&TypeRecord>;
    /// Whether an older and a newer name mean the same entry.
    fn is_same(&self, older: &str, newer: &str) -> bool;
}

/// Whether what is compared lies within a type that is told apart by the values which it leaves unused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Niche {
    /// It does not.
    None,
    /// It may be.
    Maybe,
    /// It is: the holder has no byte besides.
    Used,
}

#[inline]
pub(crate) fn compare(
    older: &LayoutRecord,
    newer: &LayoutRecord,
    insides: Insides<'_>,
    niche: Niche,
) -> LayoutDiff {
    let mut changes = Changes { list: Vec::new(), not_compared: Vec::new(), insides, niche };
    changes.of_endian(older, newer);
    changes.of_type("", &older.layout, &newer.layout);
    let worst = |effect: fn(&Change) -> Effect| {
        let least = if changes.not_compared.is_empty() { Compatible } else { Unknown };
        changes.list.iter().map(effect).fold(least, Effect::max)
    };
    LayoutDiff {
        older: DiffSide::of(older),
        newer: DiffSide::of(newer),
        backward: worst(|change| change.backward),
        forward: worst(|change| change.forward),
        changes: changes.list,
        not_compared: changes.not_compared,
    }
}

impl DiffSide {
    #[inline]
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

struct Changes<'a> {
    list: Vec<Change>,
    not_compared: Vec<NotCompared>,
    insides: Insides<'a>,
    /// What holds the type that is being compared.
    niche: Niche,
}

/// A value of some type: a field, or an element.
#[derive(Clone, Copy)]
struct Value<'a> {
    ty: &'a str,
    type_name: &'a str,
    size: usize,
    layout: Option<&'a TypeRecord>,
}

impl Value<'_> {
    /// Whether it may have some. Of elements in a list no more is known than their names.
    #[inline]
    fn has_bytes(&self) -> bool {
        self.size > 0 || self.layout.is_some()
    }
}

impl<'a> From<&'a FieldRecord> for Value<'a> {
    #[inline]
    fn from(field: &'a FieldRecord) -> Self {
        let layout = field.layout.as_deref();
        Self { ty: &field.ty, type_name: &field.type_name, size: field.size, layout }
    }
}

impl<'a> From<&'a TypeRecord> for Value<'a> {
    #[inline]
    fn from(layout: &'a TypeRecord) -> Self {
        let (ty, type_name) = (layout.name.as_str(), layout.type_name.as_str());
        Self { ty, type_name, size: layout.size, layout: Some(layout) }
    }
}

impl Changes<'_> {
    #[inline]
    fn push(&mut self, path: &str, what: ChangeKind, (backward, forward): Effects) {
        // Whatever holds the type may have its tag elsewhere, unless no byte changed.
        let is_silent = matches!(what, ChangeKind::Renamed { .. } | ChangeKind::Repr { .. })
            // What is within both tells.
            || matches!(what, ChangeKind::Retyped { .. });
        let of_values = matches!(
            what,
            ChangeKind::VariantAdded { .. }
                | ChangeKind::VariantRemoved { .. }
                | ChangeKind::Revalued { .. }
        );
        let least = match self.niche {
            _ if is_silent => Compatible,
            Niche::Used if of_values => Breaking,
            Niche::Used | Niche::Maybe => Unknown,
            Niche::None => Compatible,
        };
        let (backward, forward) = (backward.max(least), forward.max(least));
        self.list.push(Change { path: path.into(), what, backward, forward });
    }

    #[inline]
    fn skip(&mut self, path: &str, type_name: &str, reason: NotComparedReason) {
        let (path, type_name) = (path.into(), type_name.into());
        self.not_compared.push(NotCompared { path, type_name, reason });
    }

    /// Does the work within a type that may be told apart by what it holds leaves unused.
    #[inline]
    fn within(&mut self, niche: Niche, work: impl FnOnce(&mut Self)) {
        let outer = self.niche;
        self.niche = outer.max(niche);
        work(self);
        self.niche = outer;
    }

    #[inline]
    fn of_endian(&mut self, older: &LayoutRecord, newer: &LayoutRecord) {
        let endian = (older.target.endian, newer.target.endian);
        if endian.0 == endian.1 {
            return;
        }
        let effect =
            |layout: &TypeRecord| byte_order(&layout.type_name, layout.size.max(2), Some(layout));
        let effect = effect(&older.layout).max(effect(&newer.layout));
        let what = ChangeKind::Endian { older: endian.0, newer: endian.1 };
        self.push("", what, (effect, effect));
        for field in &newer.layout.fields {
            if byte_order(&field.type_name, field.size, field.layout.as_deref()) == Unknown {
                self.skip(&field.name, &field.type_name, NotComparedReason::ByteOrder);
            }
        }
    }

    #[inline]
    fn of_type(&mut self, path: &str, older: &TypeRecord, newer: &TypeRecord) {
        if older.size != newer.size {
            let what = ChangeKind::Resized { older: older.size, newer: newer.size };
            self.push(path, what, (Breaking, Breaking));
        }
        if older.align != newer.align {
            let what = ChangeKind::Realigned { older: older.align, newer: newer.align };
            let rose = newer.align > older.align;
            self.push(
                path,
                what,
                if rose { (Breaking, Compatible) } else { (Compatible, Breaking) },
            );
        }
        if older.repr != newer.repr {
            let what = ChangeKind::Repr { older: older.repr, newer: newer.repr };
            self.push(path, what, (Compatible, Compatible));
        }
        self.of_kind(path, older, newer);
        if older.tail.map(|tail| tail.stride) != newer.tail.map(|tail| tail.stride) {
            let what = ChangeKind::Tail { older: older.tail, newer: newer.tail };
            self.push(path, what, (Breaking, Breaking));
        }
        if is_opaque(older) && is_opaque(newer) {
            let is_same = is_same_full_name(&older.type_name, &newer.type_name);
            let names = [&older.type_name, &newer.type_name];
            if is_same && !names.into_iter().all(|name| is_known_by_name(name)) {
                self.skip(path, &newer.type_name, NotComparedReason::Inside);
            }
        } else {
            self.of_inside(path, older, newer);
        }
    }

    /// What lies within a type; its size and so on are those of the field that is of it.
    #[inline]
    fn of_inside(&mut self, path: &str, older: &TypeRecord, newer: &TypeRecord) {
        let of = if newer.kind == Kind::Union { Of::Union } else { Of::Struct };
        self.of_fields(path, &older.fields, &newer.fields, of);
        if newer.kind == Kind::Enum && older.kind == Kind::Enum {
            self.of_tagging(path, older, newer);
            self.of_niche(path, older, newer);
            self.of_variants(path, older, newer);
        }
        if let (Some(older), Some(newer)) = (&older.element, &newer.element) {
            self.of_value(&join(path, "*"), (&**older).into(), (&**newer).into());
        }
        self.of_held(path, older, newer);
    }

    /// What a type of the standard library holds.
    #[inline]
    fn of_held(&mut self, path: &str, older: &TypeRecord, newer: &TypeRecord) {
        for (index, (one, other)) in older.held.iter().zip(&newer.held).enumerate() {
            let niche = niche_of_holder(older, one).max(niche_of_holder(newer, other));
            let name = if newer.held.len() == 1 { "*".into() } else { format!("*{index}") };
            self.within(niche, |changes| {
                changes.of_value(&join(path, &name), one.into(), other.into());
            });
        }
    }

    #[inline]
    fn of_kind(&mut self, path: &str, older: &TypeRecord, newer: &TypeRecord) {
        // Of an array the length shows in the size.
        let is_array = |kind: Kind| matches!(kind, Kind::Array { .. });
        if older.kind == newer.kind || is_array(older.kind) && is_array(newer.kind) {
            return;
        }
        let is_struct = |kind: Kind| kind.has_fields() && kind != Kind::Union;
        let is_same_meaning = is_struct(older.kind) && is_struct(newer.kind)
            || is_same_meaning(&older.type_name, &newer.type_name);
        let effect = if is_same_meaning { Compatible } else { Breaking };
        let what = ChangeKind::Kind { older: older.kind, newer: newer.kind };
        self.push(path, what, (effect, effect));
    }

    #[inline]
    fn of_fields(&mut self, path: &str, older: &[FieldRecord], newer: &[FieldRecord], of: Of) {
        let Pairs { newer, removed } = pair(older, newer, |field| &field.name, place_and_type);
        for (counterpart, field) in newer {
            let path = join(path, &field.name);
            let Some(counterpart) = counterpart else {
                self.push(&path, ChangeKind::Added(placed(field)), added(field, of));
                continue;
            };
            if counterpart.name != field.name {
                let (older, newer) = (String::from(&*counterpart.name), String::from(&*field.name));
                self.push(&path, ChangeKind::Renamed { older, newer }, (Compatible, Compatible));
            }
            self.of_field(&path, counterpart, field);
        }
        for field in removed {
            let (forward, backward) = added(field, of);
            let what = ChangeKind::Removed(placed(field));
            self.push(&join(path, &field.name), what, (backward, forward));
        }
    }

    #[inline]
    fn of_field(&mut self, path: &str, older: &FieldRecord, newer: &FieldRecord) {
        match (older.offset, newer.offset) {
            (Some(older), Some(newer)) if older != newer => {
                self.push(path, ChangeKind::Moved { older, newer }, (Breaking, Breaking));
            }
            (Some(_), Some(_)) => {}
            _ => self.skip(path, &newer.type_name, NotComparedReason::Place),
        }
        if older.bits != newer.bits {
            let what = ChangeKind::Bits { older: older.bits, newer: newer.bits };
            self.push(path, what, (Breaking, Breaking));
        }
        self.of_value(path, older.into(), newer.into());
    }

    /// A value that is of one type before and of another one after, or of the same one.
    #[inline]
    fn of_value(&mut self, path: &str, older: Value<'_>, newer: Value<'_>) {
        if older.size != newer.size {
            let what = ChangeKind::Resized { older: older.size, newer: newer.size };
            self.push(path, what, (Breaking, Breaking));
        }
        if self.is_same(older, newer) {
            self.of_same_type(path, older, newer);
        } else {
            self.of_other_type(path, older, newer);
        }
    }

    /// Whether both are of one type, by name.
    #[inline]
    fn is_same(&self, older: Value<'_>, newer: Value<'_>) -> bool {
        match self.insides {
            Insides::Listed(lists) => lists.is_same(older.type_name, newer.type_name),
            Insides::Nested => is_same_name(older.type_name, newer.type_name),
        }
    }

    #[inline]
    fn of_same_type(&mut self, path: &str, older: Value<'_>, newer: Value<'_>) {
        if self.is_compared_elsewhere() {
            return;
        }
        match (self.older_inside(older), self.newer_inside(newer)) {
            (Some(older), Some(newer)) if is_alike(older, newer) => {
                self.of_inside(path, older, newer);
            }
            (Some(older), Some(newer)) => self.of_kind(path, older, newer),
            _ => {
                let names = [older.type_name, newer.type_name];
                if newer.size > 0 && !names.into_iter().all(is_known_by_name) {
                    self.skip(path, newer.type_name, NotComparedReason::Inside);
                }
            }
        }
    }

    /// A value that is of another type now. What is within both tells whether that matters.
    #[inline]
    fn of_other_type(&mut self, path: &str, older: Value<'_>, newer: Value<'_>) {
        let at = self.list.len();
        let not_compared = self.not_compared.len();
        let short = |value: Value<'_>| format!("{}", ShortName(value.type_name));
        let (before, after) = if short(older) == short(newer) {
            (older.type_name, newer.type_name)
        } else {
            (older.ty, newer.ty)
        };
        let what =
            ChangeKind::Retyped { older: before.into(), newer: after.into(), same_bytes: false };
        self.push(path, what, (Compatible, Compatible));

        // A list may have a type within itself.
        let is_deep = path.matches('.').count() > MOST_DEPTH;
        let insides = match (self.older_inside(older), self.newer_inside(newer)) {
            (Some(older), Some(newer)) if is_alike(older, newer) && !is_deep => {
                Some((older, newer))
            }
            _ => None,
        };
        let older_leaf = leaf(older, &|value| self.older_inside(value));
        let newer_leaf = leaf(newer, &|value| self.newer_inside(value));
        let is_unwrapped =
            older_leaf.type_name != older.type_name || newer_leaf.type_name != newer.type_name;
        let is_same_size = older.size == newer.size;
        let is_known = match insides {
            _ if is_unwrapped && is_same_size && self.is_same(older_leaf, newer_leaf) => {
                self.of_same_type(path, older_leaf, newer_leaf);
                true
            }
            Some((older, newer)) => {
                self.of_inside(path, older, newer);
                true
            }
            None => is_same_size && is_same_meaning(older_leaf.type_name, newer_leaf.type_name),
        };
        let is_compatible = |change: &Change| change.backward.max(change.forward) == Compatible;
        let is_same = is_known
            && self.not_compared.len() == not_compared
            && self.list[at + 1..].iter().all(is_compatible);
        let retyped = &mut self.list[at];
        if !is_known {
            (retyped.backward, retyped.forward) = (Breaking, Breaking);
        }
        if let ChangeKind::Retyped { same_bytes, .. } = &mut retyped.what {
            *same_bytes = is_same;
        }
    }

    #[inline]
    fn is_compared_elsewhere(&self) -> bool {
        !matches!(self.insides, Insides::Nested)
    }

    #[inline]
    fn of_tagging(&mut self, path: &str, older: &TypeRecord, newer: &TypeRecord) {
        let (Some(older), Some(newer)) = (older.tagging, newer.tagging) else { return };
        if older != newer {
            let are_tags = [older, newer].iter().all(|one| matches!(one, Tagging::Tag { .. }));
            let effect = if are_tags { Breaking } else { Unknown };
            self.push(path, ChangeKind::Retagged { older, newer }, (effect, effect));
        }
    }

    /// Where the niche lies of an enum that has one, if both sides know.
    #[inline]
    fn of_niche(&mut self, path: &str, older: &TypeRecord, newer: &TypeRecord) {
        if let (Some(older), Some(newer)) = (older.niche, newer.niche) {
            if older != newer {
                self.push(path, ChangeKind::NicheMoved { older, newer }, (Breaking, Breaking));
            }
        }
    }

    #[inline]
    fn of_variants(&mut self, path: &str, older: &TypeRecord, newer: &TypeRecord) {
        let is_defined = has_defined_tag(older) && has_defined_tag(newer);
        // Where the compiler chooses how the variants are told apart, one more may change that.
        let (same, other) = if is_defined { (Compatible, Breaking) } else { (Unknown, Unknown) };
        let niche = niche_of_enum(older).max(niche_of_enum(newer));
        let has_niche = older.niche.is_some() && newer.niche.is_some();
        let tag = tag_size(older).filter(|size| tag_size(newer) == Some(*size));
        let Pairs { newer, removed } =
            pair(&older.variants, &newer.variants, |variant| &variant.name, value_and_fields);
        for (counterpart, variant) in newer {
            let path = join(path, &variant.name);
            let discriminant = variant.discriminant;
            let Some(counterpart) = counterpart else {
                self.push(&path, ChangeKind::VariantAdded { discriminant }, (same, Breaking));
                continue;
            };
            if counterpart.name != variant.name {
                let (older, newer) = (counterpart.name.clone(), variant.name.clone());
                self.push(&path, ChangeKind::Renamed { older, newer }, (Compatible, Compatible));
            }
            if counterpart.discriminant != discriminant {
                let (older, newer) = (counterpart.discriminant, discriminant);
                let is_same_tag =
                    is_defined && tag.is_some_and(|tag| bits(older, tag) == bits(newer, tag));
                let effect = if is_same_tag { Compatible } else { other };
                self.push(&path, ChangeKind::Revalued { older, newer }, (effect, effect));
            }
            if let (true, Some(older), Some(newer)) =
                (has_niche, counterpart.stored, variant.stored)
            {
                if older != newer {
                    self.push(&path, ChangeKind::Stored { older, newer }, (Breaking, Breaking));
                }
            }
            self.within(niche, |changes| {
                changes.of_fields(&path, &counterpart.fields, &variant.fields, Of::Struct);
            });
        }
        for variant in removed {
            let what = ChangeKind::VariantRemoved { discriminant: variant.discriminant };
            self.push(&join(path, &variant.name), what, (Breaking, same));
        }
    }
}

/// How deep types may lie within each other: a list may be wrong, and have one within itself.
const MOST_DEPTH: usize = 64;

impl<'a> Changes<'a> {
    #[inline]
    fn older_inside<'b>(&self, value: Value<'b>) -> Option<&'b TypeRecord>
    where
        'a: 'b,
    {
        match self.insides {
            Insides::Listed(lists) => lists.older(value.type_name).filter(|_| value.has_bytes()),
            Insides::Nested => value.layout.filter(|layout| !is_opaque(layout)),
        }
    }

    #[inline]
    fn newer_inside<'b>(&self, value: Value<'b>) -> Option<&'b TypeRecord>
    where
        'a: 'b,
    {
        match self.insides {
            Insides::Listed(lists) => lists.newer(value.type_name).filter(|_| value.has_bytes()),
            Insides::Nested => value.layout.filter(|layout| !is_opaque(layout)),
        }
    }
}

/// What fills a value, without the wrappers around it.
#[inline]
fn leaf<'a>(
    mut value: Value<'a>,
    inside: &dyn Fn(Value<'a>) -> Option<&'a TypeRecord>,
) -> Value<'a> {
    for _ in 0..MOST_DEPTH {
        let Some(layout) = inside(value) else {
            return Value { type_name: unwrapped(value.type_name), ..value };
        };
        if let (Kind::Opaque, Some(element)) = (layout.kind, &layout.element) {
            value = (&**element).into();
            continue;
        }
        let mut filled = layout.fields.iter().filter(|field| field.size > 0);
        match (layout.kind, filled.next(), filled.next()) {
            (Kind::Struct | Kind::TupleStruct | Kind::Tuple, Some(field), None)
                if field.size == layout.size =>
            {
                value = field.into();
            }
            _ => return value,
        }
    }
    value
}

/// What it does that a field is there which was not. That it was removed does the same the other way.
#[inline]
fn added(field: &FieldRecord, of: Of) -> Effects {
    match of {
        _ if field.size == 0 => (Compatible, Compatible),
        Of::Struct => (Breaking, Compatible),
        Of::Union => (Compatible, Breaking),
    }
}

/// Whether the tag holds the discriminant: that of a `repr`, and of an enum without fields.
#[inline]
fn has_defined_tag(layout: &TypeRecord) -> bool {
    let has_fields = layout.variants.iter().any(|variant| !variant.fields.is_empty());
    matches!(layout.tagging, Some(Tagging::Tag { .. }))
        && !(has_fields && layout.repr.is_reorderable())
}

#[inline]
fn tag_size(layout: &TypeRecord) -> Option<usize> {
    match layout.tagging {
        Some(Tagging::Tag { size, .. }) => Some(size),
        _ => None,
    }
}

/// What a tag of that size holds.
#[expect(clippy::cast_sign_loss, reason = "the bits are what a tag has")]
#[inline]
fn bits(discriminant: Discriminant, size: usize) -> u128 {
    let bits = discriminant.as_u128();
    let bits = bits.or_else(|| discriminant.as_i128().map(|value| value as u128)).unwrap_or(0);
    match size {
        0..=15 => bits & ((1 << (8 * size)) - 1),
        _ => bits,
    }
}

/// Whether an enum may be told apart by what its fields leave unused.
#[inline]
fn niche_of_enum(layout: &TypeRecord) -> Niche {
    match layout.tagging {
        Some(Tagging::Niche | Tagging::Unknown) => Niche::Maybe,
        _ => Niche::None,
    }
}

/// Types of the standard library that have no tag, or one in bytes of its own: whatever values the type that
/// they hold leaves unused, theirs stay the same.
///
/// Source: `UnsafeCell` and `MaybeUninit` [hide niches][cell]; the ranges have no tag.
///
/// [cell]: https://doc.rust-lang.org/core/cell/struct.UnsafeCell.html#memory-layout
const UNTAGGED: [&str; 10] = [
    "Mutex",
    "MaybeUninit",
    "OnceLock",
    "Range",
    "RangeFrom",
    "RangeInclusive",
    "RangeTo",
    "RangeToInclusive",
    "RefCell",
    "RwLock",
];

/// Whether a type of the standard library is told apart by what the type that it holds leaves unused.
#[inline]
pub(crate) fn niche_of_holder(holder: &TypeRecord, held: &TypeRecord) -> Niche {
    match holder.name.as_str() {
        name if UNTAGGED.contains(&name) => Niche::None,
        _ if holder.size == held.size && held.kind == Kind::Enum => Niche::Used,
        _ => Niche::Maybe,
    }
}

/// Whether nothing is described within a type.
#[inline]
fn is_opaque(layout: &TypeRecord) -> bool {
    layout.kind == Kind::Opaque && layout.element.is_none() && layout.held.is_empty()
}

/// Whether both have insides of the same sort, so that these can be compared.
#[inline]
fn is_alike(older: &TypeRecord, newer: &TypeRecord) -> bool {
    match (older.kind, newer.kind) {
        (Kind::Array { len: older }, Kind::Array { len: newer }) => older == newer,
        (older, newer) if older.has_fields() && newer.has_fields() => {
            (older == Kind::Union) == (newer == Kind::Union)
        }
        (Kind::Primitive(older), Kind::Primitive(newer)) => older == newer,
        (Kind::Opaque, Kind::Opaque) => {
            older.name == newer.name && older.held.len() == newer.held.len()
        }
        (older_kind, newer_kind) => {
            older_kind == newer_kind && older.element.is_some() == newer.element.is_some()
        }
    }
}

#[inline]
fn placed(field: &FieldRecord) -> Placed {
    Placed { offset: field.offset, size: field.size, ty: String::from(&*field.ty) }
}

#[inline]
fn place_and_type(field: &FieldRecord) -> Option<(usize, usize, String)> {
    Some((field.offset?, field.size, format!("{}", ShortName(&field.type_name))))
}

#[inline]
fn value_and_fields(variant: &VariantRecord) -> Option<(String, String)> {
    let fields: Option<Vec<_>> = variant.fields.iter().map(place_and_type).collect();
    Some((format!("{}", variant.discriminant), format!("{:?}", fields?)))
}

/// The path of a member of what lies at a path.
#[inline]
fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.into() } else { format!("{path}.{name}") }
}
