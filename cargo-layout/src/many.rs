//! The types of which a program may keep many values.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use layout_core::Kind;
use layout_core::debug_info::{DebugType, Program};
use layout_core::record::{FieldRecord, TypeRecord};

/// The types that hold many values of their arguments, by the last name of their paths.
const CONTAINERS: &[&str] = &[
    "ArrayVec",
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "HashMap",
    "HashSet",
    "IndexMap",
    "IndexSet",
    "LinkedList",
    "RawTable",
    "RawVec",
    "Receiver",
    "Sender",
    "Slab",
    "SmallVec",
    "Vec",
    "VecDeque",
];

/// The types that make the elements of a collection or of an array large; and those that make the error of a `Result`
/// large, where the error is what makes the `Result` large. In an error, the first enum is the one with a variant to
/// box: a value that a variant of it holds may be what the program works with.
pub(crate) struct Many<'p> {
    program: &'p Program,
    found: OnceCell<Found>,
}

struct Found {
    in_collections: BTreeSet<String>,
    in_errors: BTreeSet<String>,
}

impl<'p> Many<'p> {
    pub(crate) fn of(program: &'p Program) -> Self {
        Self { program, found: OnceCell::new() }
    }

    pub(crate) fn are_in_collections(&self, name: &str) -> bool {
        self.found().in_collections.contains(name)
    }

    pub(crate) fn are_in_errors(&self, name: &str) -> bool {
        self.found().in_errors.contains(name)
    }

    /// The number of variants of the type of that name.
    pub(crate) fn variants_of(&self, name: &str) -> usize {
        let types = self.program.types().named(name);
        types.iter().map(|it| it.record().layout.variants.len()).max().unwrap_or(0)
    }

    fn found(&self) -> &Found {
        self.found.get_or_init(|| {
            let types = self.program.types();
            let by_name: ByName<'_> = types.iter().map(|it| (it.name(), it)).collect();
            let roots = |of: fn(DebugType<'_>) -> Vec<String>| {
                by_name.values().flat_map(|it| of(*it)).collect()
            };
            Found {
                in_collections: within(&by_name, roots(|it| elements(&it.name())), |_| true),
                in_errors: within(&by_name, roots(large_errors), |kind| kind != Kind::Enum),
            }
        })
    }
}

type ByName<'p> = BTreeMap<String, DebugType<'p>>;

/// Some types, and what makes each of them large: the parts that take half of it or more, of the kinds that are looked
/// into.
fn within(
    by_name: &ByName<'_>,
    mut left: Vec<String>,
    is_looked_into: fn(Kind) -> bool,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    while let Some(name) = left.pop() {
        let element = element_of_array(&name).map(str::to_owned);
        left.extend(element);
        let Some(it) = by_name.get(&name) else { continue };
        let record = &it.record().layout;
        if found.insert(name) && is_looked_into(record.kind) {
            let parts = fields(record).filter(|field| field.size >= record.size / 2);
            left.extend(parts.map(|field| field.type_name.to_string()));
        }
    }
    found
}

/// The fields of a type and of its variants.
fn fields(record: &TypeRecord) -> impl Iterator<Item = &FieldRecord> {
    let of_variants = record.variants.iter().flat_map(|variant| &variant.fields);
    record.fields.iter().chain(of_variants)
}

/// The types of which a value of the type of that name holds many.
fn elements(name: &str) -> Vec<String> {
    if let Some(slice) = ["&[", "&mut ["].iter().find_map(|start| name.strip_prefix(start)) {
        return slice.strip_suffix(']').map(str::to_owned).into_iter().collect();
    }
    let Some((path, arguments)) = name.split_once('<') else { return Vec::new() };
    let last = path.rsplit("::").next().unwrap_or(path);
    let arguments = arguments_of(arguments.strip_suffix('>').unwrap_or(arguments));
    match last {
        "Box" | "Rc" | "Arc" => {
            arguments.iter().filter_map(|it| element_of_array(it)).map(str::to_owned).collect()
        }
        _ if CONTAINERS.contains(&last) => arguments,
        _ => Vec::new(),
    }
}

/// The type of the error of a `Result`, if what else the `Result` may hold is at most half as large. A generic error,
/// such as that of a channel, gives back what was to be used.
fn large_errors(it: DebugType<'_>) -> Vec<String> {
    if !it.name().starts_with("core::result::Result<") {
        return Vec::new();
    }
    let record = it.record();
    let held = |name: &str| {
        let variant = record.layout.variants.iter().find(|variant| variant.name == name);
        variant.and_then(|variant| variant.fields.first())
    };
    let value = held("Ok").map_or(0, |field| field.size);
    let is_large =
        |field: &&FieldRecord| value <= field.size / 2 && !field.type_name.ends_with('>');
    let error = held("Err").filter(is_large);
    error.map(|field| field.type_name.to_string()).into_iter().collect()
}

/// `T` of `[T; 4]` and of `[T]`.
fn element_of_array(name: &str) -> Option<&str> {
    let inside = name.strip_prefix('[')?.strip_suffix(']')?;
    Some(inside.rsplit_once("; ").map_or(inside, |(element, _)| element))
}

/// The arguments of a generic type, without the commas of theirs.
fn arguments_of(text: &str) -> Vec<String> {
    let (mut depth, mut start, mut arguments) = (0_i32, 0, Vec::new());
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '<' | '(' | '[' => depth += 1,
            // The arrow of a function is no bracket.
            '>' if before != '-' => depth -= 1,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                arguments.push(text[start..at].trim().to_owned());
                start = at + 1;
            }
            _ => {}
        }
        before = c;
    }
    arguments.push(text[start..].trim().to_owned());
    arguments
}

#[cfg(test)]
mod tests {
    use super::elements;

    #[test]
    fn containers_hold_their_arguments() {
        for (name, held) in [
            ("alloc::vec::Vec<a::B, alloc::alloc::Global>", &["a::B", "alloc::alloc::Global"][..]),
            ("&[a::B<u8, u16>]", &["a::B<u8, u16>"]),
            ("alloc::boxed::Box<[a::B], alloc::alloc::Global>", &["a::B"]),
            (
                "hashbrown::HashMap<fn(u8, u8) -> a::B, [a::C; 2]>",
                &["fn(u8, u8) -> a::B", "[a::C; 2]"],
            ),
            ("alloc::boxed::Box<a::B>", &[]),
            ("core::option::Option<a::B>", &[]),
            ("a::Vec", &[]),
        ] {
            assert_eq!(elements(name), held, "{name}");
        }
    }
}
