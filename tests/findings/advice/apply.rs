//! Follows an advice.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::model::{Body, Definition, Field};
use super::program::Found;

/// A type after an advice was followed.
pub(super) struct Applied {
    pub(super) definition: Definition,
    /// The size that it has then, as was said.
    pub(super) promise: Option<usize>,
    /// Of a boxed variant the name.
    variant: Option<String>,
}

impl Applied {
    /// Whether a finding of the same identifier is about the same.
    pub(super) fn is_same(&self, found: &Found) -> bool {
        match &self.variant {
            Some(variant) => {
                found.fields.iter().any(|path| path.starts_with(&format!("{variant}.")))
            }
            None => true,
        }
    }
}

type Places = HashMap<String, (Option<usize>, usize)>;

/// The type with the advice followed, in each way that it names.
pub(super) fn apply(
    definition: &Definition,
    finding: &Found,
    places: &Places,
    name: &str,
) -> Vec<Applied> {
    let mut ways = Vec::new();
    let mut push = |mut changed: Definition, promise: Option<usize>, variant: Option<String>| {
        changed.name = format!("{name}_{}", ways.len());
        ways.push(Applied { definition: changed, promise, variant });
    };
    let mut changed = definition.clone();
    let items = name.to_owned();
    match finding.id.as_str() {
        "reorder" => {
            reorder(&mut changed, &finding.fields);
            push(changed, finding.size_after, None);
        }
        "repr-c-cost" => {
            let int = between(&finding.remedy, "write `repr(", ")`").expect("an integer");
            changed.repr.is_c = false;
            changed.repr.int = Some(int.to_owned());
            push(changed, finding.size_after, None);
        }
        "padding-waste" => {
            fill(&mut changed, &finding.remedy, places);
            push(changed, finding.size_after, None);
        }
        "large-variant" => {
            let variant = variant_of(&finding.fields[0]);
            for (name, fields) in changed.lists() {
                if name.as_deref() == Some(variant) {
                    let boxed = match &fields[..] {
                        [field] => field.ty.clone(),
                        fields => {
                            let list = list(fields);
                            changed.items.push_str(&format!("struct {items} {{ {list} }}\n"));
                            items.clone()
                        }
                    };
                    *lists_of(&mut changed, variant) =
                        vec![Field::new("boxed", format!("Box<{boxed}>"))];
                    break;
                }
            }
            push(changed, finding.size_after, Some(variant.to_owned()));
        }
        "bool-cluster" => {
            pack(&mut changed, finding);
            push(changed, finding.size_after, None);
        }
        "contended-line" => {
            part(&mut changed, finding, &items);
            push(changed, finding.size_after, None);
        }
        "hot-straddle" => {
            widen(&mut changed, &finding.remedy, &items);
            reorder(&mut changed, &finding.fields);
            changed.repr.is_c = true;
            push(changed, finding.size_after, None);
        }
        "hot-cold-mix" if finding.says("declare ") => {
            reorder(&mut changed, &finding.fields);
            changed.repr.is_c = true;
            push(changed, finding.size_after, None);
        }
        "hot-cold-mix" => {
            let moved = remove(&mut changed, &finding.fields);
            if finding.says("behind a `Box`") {
                let mut boxed = changed.clone();
                boxed.items.push_str(&format!("struct {items} {{ {} }}\n", list(&moved)));
                push_field(&mut boxed, Field::new("cold", format!("Box<{items}>")));
                push(boxed, finding.size_after, None);
            }
            if finding.says("`repr(align(") {
                let align = between(&finding.remedy, "repr(align(", "))`").expect("an alignment");
                let size = finding.remedy.rsplit(" for ").next().expect("it says it last");
                let size = size.strip_suffix(" bytes").expect("a size").parse().expect("a number");
                changed.items.push_str(&format!(
                    "#[derive(Layout)]\n#[repr(align({align}))]\nstruct {items}B {{ {} }}\n",
                    list(&moved)
                ));
                let marks = Some("cold".to_owned());
                push_field(
                    &mut changed,
                    Field { marks, ..Field::new("cold", format!("{items}B")) },
                );
                push(changed, Some(size), None);
            }
        }
        "option-niche" => {
            let replace = |definition: &mut Definition, by: &dyn Fn(&str) -> String| {
                for (variant, fields) in definition.lists() {
                    for field in fields {
                        if finding.fields.contains(&path(&variant, field)) {
                            let payload = between(&field.ty, "Option<", ">").expect("an option");
                            let option = format!("Option<{payload}>");
                            field.ty = field.ty.replace(&option, &by(payload));
                        }
                    }
                }
            };
            let mut bits = changed.clone();
            let spared = |payload: &str| {
                let plain = format!("`{payload}`, and let ");
                let others = format!("`{payload}` and ");
                let says = |words: &String| finding.remedy.contains(words.as_str());
                if says(&format!("`Option<NonZero<{payload}>>`")) {
                    format!("Option<NonZero<{payload}>>")
                } else {
                    let is_spared = [plain, others].iter().any(says);
                    assert!(is_spared, "nothing is said of {payload}: {finding}");
                    payload.to_owned()
                }
            };
            replace(&mut changed, &spared);
            push(changed, finding.size_after, None);
            let set = between(&finding.remedy, "a bit of one `", "`")
                .or_else(|| between(&finding.remedy, "let one `", "`"));
            if let Some(set) = set {
                let number = |text: &str| text.parse().expect("a number");
                replace(&mut bits, &|payload| payload.to_owned());
                let mut with_bools = bits.clone();
                push_field(&mut bits, Field::new("bits", set));
                if let Some(size) = between(&finding.remedy, "it is set, for ", " bytes") {
                    push(bits, Some(number(size)), None);
                }
                // The `bool`s beside them may go into the same integer.
                let beside = ["it is set, and other bits hold ", " can be bits of the same field"];
                let mut beside = beside.iter().filter_map(|it| finding.remedy.split_once(it));
                if let Some((_, more)) = beside.next() {
                    let set = between(more, "(then one `", "`").unwrap_or(set);
                    let is_bool = |ty: &str| {
                        ty == "bool" || ty.starts_with("[bool; ") && !ty.ends_with("; 0]")
                    };
                    for (_, fields) in with_bools.lists() {
                        fields.retain(|field| !is_bool(&field.ty));
                    }
                    push_field(&mut with_bools, Field::new("bits", set));
                    let size = between(more, ", for ", " bytes").expect("a size");
                    push(with_bools, Some(number(size)), None);
                }
            }
        }
        "unaligned-field" => {
            for (variant, fields) in changed.lists() {
                for field in fields {
                    let path = path(&variant, field);
                    if finding.fields.contains(&path) {
                        field.ty = format!("[u8; {}]", places[&path].1);
                        field.marks = None;
                    }
                }
            }
            push(changed, finding.size_after, None);
        }
        "target-dependent" => {
            for (variant, fields) in changed.lists() {
                for field in fields {
                    if finding.fields.contains(&path(&variant, field)) {
                        field.ty = instead_of(&finding.remedy, &field.name);
                    }
                }
            }
            paste(&mut changed, &finding.remedy);
            push(changed, finding.size_after, None);
        }
        other => panic!("nobody follows {other}"),
    }
    ways
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split_once(end).map(|it| it.0)
}

fn variant_of(path: &str) -> &str {
    path.split_once('.').expect("it is of a variant").0
}

fn path(variant: &Option<String>, field: &Field) -> String {
    match variant {
        Some(variant) => format!("{variant}.{}", field.name),
        None => field.name.clone(),
    }
}

fn list(fields: &[Field]) -> String {
    fields.iter().map(|Field { name, ty, .. }| format!("{name}: {ty}, ")).collect()
}

fn lists_of<'a>(definition: &'a mut Definition, variant: &str) -> &'a mut Vec<Field> {
    let mut lists = definition.lists().into_iter();
    lists.find(|it| it.0.as_deref() == Some(variant)).expect("the variant exists").1
}

fn push_field(definition: &mut Definition, field: Field) {
    let Body::Struct(fields) = &mut definition.body else { panic!("a struct is expected") };
    fields.push(field);
}

/// Declares the named fields in that order, in the place that they had.
fn reorder(definition: &mut Definition, order: &[String]) {
    for (variant, fields) in definition.lists() {
        let rank = |field: &Field| order.iter().position(|it| *it == path(&variant, field));
        if fields.iter().any(|field| rank(field).is_some()) {
            assert!(fields.iter().all(|field| rank(field).is_some()), "all are named: {order:?}");
            fields.sort_by_key(|field| rank(field));
        }
    }
}

/// Takes out the named fields.
fn remove(definition: &mut Definition, names: &[String]) -> Vec<Field> {
    let Body::Struct(fields) = &mut definition.body else { panic!("a struct is expected") };
    let (moved, left) = fields.drain(..).partition(|it| names.contains(&it.name));
    *fields = left;
    moved
}

/// Uses the room that is said to be left.
fn fill(definition: &mut Definition, remedy: &str, places: &Places) {
    let Body::Struct(fields) = &mut definition.body else { panic!("a struct is expected") };
    for (index, room) in remedy.split("a field of up to ").skip(1).enumerate() {
        let (bytes, rest) = room.split_once(" byte").expect("a number of bytes");
        let field = Field::new(format!("room{index}"), format!("[u8; {bytes}]"));
        let place = match rest.split_once(" at ") {
            Some((_, offset)) => {
                let offset: String = offset.chars().take_while(char::is_ascii_digit).collect();
                let offset: usize = offset.parse().expect("an offset");
                let is_before = |it: &Field| {
                    places.get(&it.name).is_some_and(|place| place.0.expect("it is known") < offset)
                        || it.name.starts_with("room")
                };
                fields.iter().take_while(|it| is_before(it)).count()
            }
            None => fields.len(),
        };
        fields.insert(place, field);
    }
}

/// Puts bit sets in place of `bool`s.
fn pack(definition: &mut Definition, finding: &Found) {
    let sets = finding.remedy.split("one `").skip(1).map(|set| {
        let (ty, rest) = set.split_once('`').expect("a type");
        (between(rest, " in `", "`").map(str::to_owned), ty.to_owned())
    });
    let sets: HashMap<Option<String>, String> = sets.collect();
    for (variant, fields) in definition.lists() {
        let mut set = sets.get(&variant);
        let mut packed = Vec::new();
        for field in fields.drain(..) {
            if !finding.fields.contains(&path(&variant, &field)) {
                packed.push(field);
            } else if let Some(ty) = set.take() {
                packed.push(Field::new("bits", ty));
            }
        }
        *fields = packed;
    }
}

/// Wraps what is written in `CacheAligned`.
fn part(definition: &mut Definition, finding: &Found, items: &str) {
    if finding.says("without `packed`") {
        definition.repr.packed = None;
    }
    let mut structs = String::new();
    for (variant, fields) in definition.lists() {
        let mut parted: Vec<Field> = Vec::new();
        for field in fields.iter() {
            if !finding.fields.contains(&path(&variant, field)) {
                parted.push(field.clone());
                continue;
            }
            if let Some(group) = field.group() {
                if parted.iter().any(|it| it.name == group) {
                    continue;
                }
                let name = format!("{items}{}{group}", variant.as_deref().unwrap_or_default());
                let of_group: Vec<Field> = fields
                    .iter()
                    .filter(|it| it.group() == Some(group))
                    .filter(|it| finding.fields.contains(&path(&variant, it)))
                    .cloned()
                    .collect();
                let _ =
                    writeln!(structs, "#[derive(Layout)]\nstruct {name} {{ {} }}", list(&of_group));
                let marks = field.marks.clone();
                parted.push(Field { marks, ..Field::new(group, format!("CacheAligned<{name}>")) });
                continue;
            }
            let ty = match field.ty.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
                Some(array) => {
                    let (element, len) = array.split_once("; ").expect("an array");
                    format!("[CacheAligned<{element}>; {len}]")
                }
                None => format!("CacheAligned<{}>", field.ty),
            };
            parted.push(Field { ty, ..field.clone() });
        }
        *fields = parted;
    }
    definition.items.push_str(&structs);
}

/// Aligns the fields that are said to be in need of it.
fn widen(definition: &mut Definition, remedy: &str, items: &str) {
    let Some(widened) = between(remedy, "align ", " with `cache::Aligned`") else { return };
    let Body::Struct(fields) = &mut definition.body else { panic!("a struct is expected") };
    for (index, one) in widened.split(", ").enumerate() {
        let (name, align) = one.split_once(" to ").expect("an alignment");
        let name = name.trim_matches('`');
        let field = fields.iter_mut().find(|it| it.name == name).expect("the field exists");
        let _ = writeln!(
            definition.items,
            "#[derive(Layout)]\n#[repr(align({align}))]\nstruct {items}W{index}({});",
            field.ty
        );
        field.ty = format!("{items}W{index}");
    }
}

/// The type that is to be written for a field: "write `u64` for `a`, `b`, `i64` for `c`".
fn instead_of(remedy: &str, name: &str) -> String {
    let list = between(remedy, "write ", ", which is").expect("types");
    let mut ty = "";
    let parts: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    for part in parts {
        if list.contains(&format!("`{part}` for")) {
            ty = part;
        } else if part == name {
            return ty.to_owned();
        }
    }
    panic!("no type for {name} in {remedy}")
}

/// Writes the padding as fields.
fn paste(definition: &mut Definition, remedy: &str) {
    let Body::Struct(fields) = &mut definition.body else { return };
    for filler in remedy.split("`_pad").skip(1) {
        let (field, place) = filler.split_once('`').expect("a field");
        let (number, ty) = field.split_once(": ").expect("a type");
        let place = match between(place, " before `", "`") {
            Some(name) => fields.iter().position(|it| it.name == name).expect("the field exists"),
            None => fields.len(),
        };
        fields.insert(place, Field::new(format!("_pad{number}"), ty));
    }
}
