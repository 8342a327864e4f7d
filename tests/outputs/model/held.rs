//! The same of types that hold others: of the standard library, generic, and not described at all. Each byte
//! has the meanings that its values have, and a reader is right if each value that may be written means to
//! it what it meant to the writer.

use std::collections::BTreeMap;

use layout_core::LayoutRecord;
use layout_core::diff::{Effect, LayoutDiff};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

/// Name, size and alignment of the numbers.
const NUMBERS: [(&str, usize); 4] = [("u8", 1), ("u16", 2), ("u32", 4), ("f32", 4)];

/// A struct of two numbers, by their indices.
type Pair = (usize, usize);
/// The variants of an enum: the number of each, by its letter.
type Variants = Vec<(char, u8)>;

#[derive(Clone, Debug, PartialEq)]
enum Ty {
    Number(usize),
    /// `In { x, y }`.
    In(Pair),
    /// `[In; 2]`.
    Array(Pair),
    /// `Option<In>`, `Mutex<In>` and the like: a tag, then the value.
    Held(usize, Pair),
    /// `[Option<In>; 2]`.
    HeldTwice(Pair),
    /// `Cell<In>`.
    Cell(Pair),
    /// An enum of `repr(u8)`.
    Enum(Variants),
    /// `Option` of it.
    Optional(Variants),
    /// `Generic<In>`, which has no bound `Layout`.
    Generic(Pair),
    /// A type that is not described.
    Foreign(Pair),
}

/// Types of the standard library that have a tag before what they hold, for the model.
const HOLDERS: [(&str, &str); 3] = [
    ("core::option::Option", "Option"),
    ("core::task::poll::Poll", "Poll"),
    ("core::cell::RefCell", "RefCell"),
];

/// What the values of a byte mean; none is padding.
type Byte = Option<Meaning>;

#[derive(Clone, Debug, PartialEq)]
enum Meaning {
    /// Any value is one of that byte of that number.
    All(String),
    /// Some values, each of which means something.
    Some(BTreeMap<u8, String>),
}

fn number(name: &str, at: usize) -> Meaning {
    Meaning::All(format!("{name} byte {at}"))
}

/// The fields of a pair, with their offsets; size and alignment.
fn placed((x, y): Pair) -> ([(usize, usize); 2], usize, usize) {
    let (x_size, y_size) = (NUMBERS[x].1, NUMBERS[y].1);
    let align = x_size.max(y_size);
    let at = x_size.next_multiple_of(y_size);
    ([(x, 0), (y, at)], (at + y_size).next_multiple_of(align), align)
}

impl Ty {
    fn size_align(&self) -> (usize, usize) {
        match self {
            Self::Number(index) => (NUMBERS[*index].1, NUMBERS[*index].1),
            Self::In(pair) | Self::Cell(pair) | Self::Generic(pair) | Self::Foreign(pair) => {
                let (_, size, align) = placed(*pair);
                (size, align)
            }
            Self::Array(pair) => (2 * placed(*pair).1, placed(*pair).2),
            Self::Held(_, pair) => (placed(*pair).1 + placed(*pair).2, placed(*pair).2),
            Self::HeldTwice(pair) => {
                let (size, align) = Self::Held(0, *pair).size_align();
                (2 * size, align)
            }
            Self::Enum(_) | Self::Optional(_) => (1, 1),
        }
    }

    fn bytes(&self) -> Vec<Byte> {
        let of_pair = |pair: Pair| {
            let (fields, size, _) = placed(pair);
            let mut bytes: Vec<Byte> = vec![None; size];
            for (name, (index, offset)) in ["x", "y"].into_iter().zip(fields) {
                for at in 0..NUMBERS[index].1 {
                    bytes[offset + at] = Some(number(&format!("{name}: {}", NUMBERS[index].0), at));
                }
            }
            bytes
        };
        let held = |holder: usize, pair: Pair| {
            let tag = Some(number(&format!("tag of {}", HOLDERS[holder].1), 0));
            let padding = vec![None; placed(pair).2 - 1];
            [vec![tag], padding, of_pair(pair)].concat()
        };
        let of_variants = |variants: &Variants| {
            variants.iter().map(|(name, value)| (*value, name.to_string())).collect()
        };
        match self {
            Self::Number(index) => {
                let (name, size) = NUMBERS[*index];
                (0..size).map(|at| Some(number(name, at))).collect()
            }
            Self::In(pair) | Self::Cell(pair) | Self::Generic(pair) | Self::Foreign(pair) => {
                of_pair(*pair)
            }
            Self::Array(pair) => [of_pair(*pair), of_pair(*pair)].concat(),
            Self::Held(holder, pair) => held(*holder, *pair),
            Self::HeldTwice(pair) => [held(0, *pair), held(0, *pair)].concat(),
            Self::Enum(variants) => vec![Some(Meaning::Some(of_variants(variants)))],
            Self::Optional(variants) => {
                let mut values: BTreeMap<u8, String> = of_variants(variants);
                // As rustc does: the value behind the greatest.
                let most = *values.keys().last().expect("it has a variant");
                values.insert(most.wrapping_add(1), "None".into());
                vec![Some(Meaning::Some(values))]
            }
        }
    }

    /// The name, and whether a field keeps the record of the type.
    fn record(&self) -> (String, Option<Value>) {
        let (size, align) = self.size_align();
        let of = |name: &str, type_name: &str, kind: Value, more: &[(&str, Value)]| {
            let mut record = json!({
                "name": name, "module_path": "m", "type_name": type_name, "kind": kind,
                "repr": { "base": "C", "int": null, "packed": null, "align": null },
                "size": size, "align": align, "tail": null, "fields": [], "variants": [],
                "tagging": null, "unknown_inside": null, "element": null, "held": [],
            });
            for (key, value) in more {
                record[*key] = value.clone();
            }
            record
        };
        let inner = |pair: Pair| Self::In(pair).record().1.expect("it has fields");
        match self {
            Self::Number(index) => (NUMBERS[*index].0.into(), None),
            Self::In(pair) => {
                let (fields, ..) = placed(*pair);
                let fields: Vec<Value> = ["x", "y"]
                    .into_iter()
                    .zip(fields)
                    .map(|(name, (index, offset))| field(name, &Self::Number(index), offset))
                    .collect();
                (
                    "m::In".into(),
                    Some(of("In", "m::In", json!("struct"), &[("fields", json!(fields))])),
                )
            }
            Self::Array(pair) => {
                let element = [("element", inner(*pair))];
                let record = of("array", "[m::In; 2]", json!({ "array": { "len": 2 } }), &element);
                ("[m::In; 2]".into(), Some(record))
            }
            Self::Held(holder, pair) => {
                let (path, name) = HOLDERS[*holder];
                let path = format!("{path}<m::In>");
                let record = of(name, &path, json!("opaque"), &[("held", json!([inner(*pair)]))]);
                (path, Some(record))
            }
            Self::HeldTwice(pair) => {
                let name = "[core::option::Option<m::In>; 2]";
                let element = Self::Held(0, *pair).record().1.expect("it holds a struct");
                let kind = json!({ "array": { "len": 2 } });
                (name.into(), Some(of("array", name, kind, &[("element", element)])))
            }
            Self::Cell(pair) => {
                let name = "core::cell::Cell<m::In>";
                (name.into(), Some(of("Cell", name, json!("opaque"), &[("element", inner(*pair))])))
            }
            Self::Enum(variants) => {
                let variants: Vec<Value> = variants
                    .iter()
                    .map(|(name, value)| {
                        json!({ "name": name, "kind": "unit", "discriminant": value, "is_uninhabited": false, "fields": [] })
                    })
                    .collect();
                let more = [
                    ("variants", json!(variants)),
                    ("tagging", json!({ "tag": { "offset": 0, "size": 1 } })),
                    ("repr", json!({ "base": "Rust", "int": "u8", "packed": null, "align": null })),
                ];
                ("m::E".into(), Some(of("E", "m::E", json!("enum"), &more)))
            }
            Self::Optional(variants) => {
                let name = "core::option::Option<m::E>";
                let held = Self::Enum(variants.clone()).record().1;
                (name.into(), Some(of("Option", name, json!("opaque"), &[("held", json!([held]))])))
            }
            // A field of an undescribed type, within a struct.
            Self::Generic(pair) => {
                let value = field("value", &Self::Foreign(*pair), 0);
                let mut value = value;
                value["type_name"] = json!("m::In");
                let name = "m::Generic<m::In>";
                (
                    name.into(),
                    Some(of("Generic", name, json!("struct"), &[("fields", json!([value]))])),
                )
            }
            Self::Foreign(_) => ("m::Foreign".into(), None),
        }
    }

    fn is_described(&self) -> bool {
        !matches!(self, Self::Generic(_) | Self::Foreign(_))
    }
}

fn field(name: &str, ty: &Ty, offset: usize) -> Value {
    let ((size, align), (type_name, layout)) = (ty.size_align(), ty.record());
    json!({
        "name": name, "ty": type_name, "type_name": type_name, "offset": offset, "size": size,
        "align": align, "layout": layout,
    })
}

/// A struct of one field of the type, before and after a byte.
fn outer(ty: &Ty) -> (LayoutRecord, Vec<Byte>, usize) {
    let (size, align) = ty.size_align();
    let mut bytes = vec![Some(number("first: u8", 0))];
    bytes.resize(align, None);
    bytes.extend(ty.bytes());
    bytes.resize((align + size).next_multiple_of(align), None);
    let record = json!({
        "format": 1,
        "target": {
            "arch": "model", "os": "none", "env": "none", "pointer_size": 8, "endian": "little",
            "cache_line": 64,
        },
        "layout": {
            "name": "Outer", "module_path": "m", "type_name": "m::Outer", "kind": "struct",
            "repr": { "base": "C", "int": null, "packed": null, "align": null },
            "size": bytes.len(), "align": align, "tail": null,
            "fields": [field("first", &Ty::Number(0), 0), field("value", ty, align)],
            "variants": [], "tagging": null, "unknown_inside": null, "element": null, "held": [],
        },
        "findings": [],
    });
    (serde_json::from_value(record).expect("it is a record"), bytes, align)
}

fn understands(
    reader: &(LayoutRecord, Vec<Byte>, usize),
    writer: &(LayoutRecord, Vec<Byte>, usize),
) -> bool {
    let is_right = |read: &Byte, written: &Byte| match (read, written) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(Meaning::Some(read)), Some(Meaning::Some(written))) => {
            written.iter().all(|(value, meaning)| read.get(value) == Some(meaning))
        }
        (Some(read), Some(written)) => read == written,
    };
    reader.1.len() == writer.1.len()
        && reader.2 <= writer.2
        && reader.1.iter().zip(&writer.1).all(|(read, written)| is_right(read, written))
}

fn pair() -> impl Strategy<Value = Pair> {
    (0..NUMBERS.len(), 0..NUMBERS.len())
}

fn variants() -> impl Strategy<Value = Variants> {
    (1..4_usize, 0..3_u8, any::<bool>()).prop_map(|(count, gap, is_late)| {
        let first = u8::from(is_late) * gap;
        let number = |at: usize| u8::try_from(at).expect("it is small");
        ('A'..='Z').take(count).enumerate().map(|(at, name)| (name, number(at) + first)).collect()
    })
}

fn types() -> impl Strategy<Value = Ty> {
    prop_oneof![
        (0..NUMBERS.len()).prop_map(Ty::Number),
        pair().prop_map(Ty::In),
        pair().prop_map(Ty::Array),
        (0..HOLDERS.len(), pair()).prop_map(|(holder, pair)| Ty::Held(holder, pair)),
        pair().prop_map(Ty::HeldTwice),
        pair().prop_map(Ty::Cell),
        variants().prop_map(Ty::Enum),
        variants().prop_map(Ty::Optional),
        pair().prop_map(Ty::Generic),
        pair().prop_map(Ty::Foreign),
    ]
}

/// The same type again, with something within it that is another; or one that has nothing to do with it.
fn pairs() -> impl Strategy<Value = (Ty, Ty)> {
    (types(), types(), pair(), variants(), 0..8_usize).prop_map(|(older, other, pair, of, what)| {
        let newer = match (&older, what) {
            (_, 0) => other,
            (_, 1) => older.clone(),
            (Ty::In((x, y)), 2..5) => Ty::In((*y, *x)),
            (Ty::Array((x, y)), 2..5) => Ty::Array((*y, *x)),
            (Ty::Held(holder, (x, y)), 2..5) => Ty::Held(*holder, (*y, *x)),
            (Ty::HeldTwice((x, y)), 2..5) => Ty::HeldTwice((*y, *x)),
            (Ty::Cell((x, y)), 2..5) => Ty::Cell((*y, *x)),
            (Ty::Generic((x, y)), 2..5) => Ty::Generic((*y, *x)),
            (Ty::Foreign((x, y)), 2..5) => Ty::Foreign((*y, *x)),
            (Ty::Number(_), _) => Ty::Number(pair.0),
            (Ty::In(_), _) => Ty::In(pair),
            (Ty::Array(_), _) => Ty::Array(pair),
            (Ty::Held(holder, _), _) => Ty::Held(*holder, pair),
            (Ty::HeldTwice(_), _) => Ty::HeldTwice(pair),
            (Ty::Cell(_), _) => Ty::Cell(pair),
            (Ty::Enum(_), _) => Ty::Enum(of),
            (Ty::Optional(_), _) => Ty::Optional(of),
            (Ty::Generic(_), _) => Ty::Generic(pair),
            (Ty::Foreign(_), _) => Ty::Foreign(pair),
        };
        (older, newer)
    })
}

/// No change is missed, few are called breaking that are none, and what is described is known.
#[test]
fn what_holds_others_is_judged_by_what_it_holds() {
    const PAIRS: usize = 3000;
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]),
    );
    let (mut directions, mut compatible, mut false_breaking, mut unknown) = (0, 0, 0, 0);
    for _ in 0..PAIRS {
        let (older, newer) = pairs().new_tree(&mut runner).expect("there are pairs").current();
        let (before, after) = (outer(&older), outer(&newer));
        let diff: LayoutDiff = after.0.diff(&before.0);
        let is_described = older.is_described() && newer.is_described();
        for (effect, is_right) in [
            (diff.backward, understands(&after, &before)),
            (diff.forward, understands(&before, &after)),
        ] {
            directions += 1;
            match effect {
                Effect::Compatible => {
                    compatible += 1;
                    assert!(is_right, "{older:?} and {newer:?} are called compatible: {diff}");
                    // Of what is not described it is luck.
                    assert!(is_described, "{older:?} and {newer:?} cannot be known to be: {diff}");
                }
                Effect::Breaking => false_breaking += usize::from(is_right),
                Effect::Unknown => {
                    unknown += usize::from(is_described);
                    assert!(!diff.not_compared.is_empty() || is_described, "{diff}");
                }
            }
        }
    }
    println!(
        "of {directions} directions {compatible} are compatible, {false_breaking} called breaking without need, \
         {unknown} not known though all is described"
    );
    assert!(compatible > directions / 10, "{compatible} of {directions} tell nothing");
    assert!(100 * false_breaking <= directions, "{false_breaking} of {directions}");
    assert!(100 * unknown <= directions, "{unknown} of {directions}");
}
