//! Differences of generated structs, judged by their bytes: each byte is given the name of its field,
//! and a reader is right if every byte it looks at has the name that it expects.

mod held;

use layout_core::LayoutRecord;
use layout_core::diff::Effect;
use proptest::prelude::*;
use serde_json::json;

/// A field: its name and the index of its type.
type Field = (char, usize);

const TYPES: [(&str, usize); 6] =
    [("u8", 1), ("i8", 1), ("u16", 2), ("u32", 4), ("f32", 4), ("u64", 8)];

/// A struct of `repr(C)` as C lays it out.
#[derive(Debug)]
struct Struct {
    size: usize,
    align: usize,
    /// The fields with their offsets.
    fields: Vec<(Field, usize)>,
}

impl Struct {
    fn new(fields: &[Field]) -> Self {
        let (mut end, mut most) = (0_usize, 1);
        let mut placed = Vec::new();
        for &(name, ty) in fields {
            let size = TYPES[ty].1;
            let offset = end.next_multiple_of(size);
            placed.push(((name, ty), offset));
            end = offset + size;
            most = most.max(size);
        }
        Self { size: end.next_multiple_of(most), align: most, fields: placed }
    }

    fn record(&self) -> LayoutRecord {
        let field = |&((name, ty), offset): &(Field, usize)| {
            let (ty, size) = TYPES[ty];
            json!({
                "name": name, "ty": ty, "type_name": ty, "offset": offset, "size": size,
                "align": size, "layout": null,
            })
        };
        let fields: Vec<_> = self.fields.iter().map(field).collect();
        let record = json!({
            "format": 1,
            "target": {
                "arch": "model", "os": "none", "env": "none", "pointer_size": 8, "endian": "little",
                "cache_line": 64,
            },
            "layout": {
                "name": "Model", "module_path": "model", "type_name": "model::Model", "kind": "struct",
                "repr": { "base": "C", "int": null, "packed": null, "align": null },
                "size": self.size, "align": self.align, "tail": null, "fields": fields,
                "variants": [], "tagging": null, "unknown_inside": null, "element": null, "held": [],
            },
            "findings": [],
        });
        serde_json::from_value(record).expect("it is a record")
    }

    fn has(&self, name: char) -> bool {
        self.fields.iter().any(|((other, _), _)| *other == name)
    }

    /// What lies at each byte: the field and which of its bytes, if any.
    fn bytes(&self) -> Vec<Option<(Field, usize)>> {
        let mut bytes = vec![None; self.size];
        for &(field, offset) in &self.fields {
            for index in 0..TYPES[field.1].1 {
                bytes[offset + index] = Some((field, index));
            }
        }
        bytes
    }
}

/// Whether code that was compiled with `reader` understands the bytes that `writer` describes.
fn understands(reader: &Struct, writer: &Struct) -> bool {
    let is_same = |read: Field, written: Field| {
        // A field that is there by one name on one side and by another on the other was renamed.
        let is_renamed = !writer.has(read.0) && !reader.has(written.0);
        read.1 == written.1 && (read.0 == written.0 || is_renamed)
    };
    reader.size == writer.size
        && reader.align <= writer.align
        && reader.bytes().iter().zip(writer.bytes()).all(|(read, written)| match (read, written) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(read), Some(written)) => read.1 == written.1 && is_same(read.0, written.0),
        })
}

fn fields() -> impl Strategy<Value = Vec<Field>> {
    let field = (prop::sample::select(vec!['a', 'b', 'c', 'd', 'e']), 0..TYPES.len());
    prop::collection::vec(field, 0..5).prop_map(|mut fields| {
        let mut seen = Vec::new();
        fields.retain(|(name, _)| {
            let is_new = !seen.contains(name);
            seen.push(*name);
            is_new
        });
        fields
    })
}

/// Two structs, the newer of which is often much like the older.
fn pairs() -> impl Strategy<Value = (Vec<Field>, Vec<Field>)> {
    let edit = (any::<prop::sample::Index>(), 0..5_usize, 0..TYPES.len());
    (fields(), prop::collection::vec(edit, 0..3), fields()).prop_map(|(older, edits, other)| {
        if edits.is_empty() {
            return (older, other);
        }
        let mut newer = older.clone();
        for (at, what, ty) in edits {
            let index = at.index(newer.len() + 1);
            let free = ('a'..='z')
                .find(|name| newer.iter().all(|field| field.0 != *name))
                .expect("one is free");
            match (what, index < newer.len()) {
                (0, true) => drop(newer.remove(index)),
                (1, true) => newer[index].0 = free,
                (2, true) => newer[index].1 = ty,
                (3, true) => newer.swap(0, index),
                _ => newer.insert(index, (free, ty)),
            }
        }
        (older, newer)
    })
}

fn effect(is_understood: bool) -> Effect {
    if is_understood { Effect::Compatible } else { Effect::Breaking }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_said_to_break_breaks((older, newer) in pairs()) {
        let (older, newer) = (Struct::new(&older), Struct::new(&newer));
        let diff = newer.record().diff(older.record());
        prop_assert_eq!(diff.backward, effect(understands(&newer, &older)), "{}", diff);
        prop_assert_eq!(diff.forward, effect(understands(&older, &newer)), "{}", diff);
    }
}
