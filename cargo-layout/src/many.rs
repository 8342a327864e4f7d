//! The types of which a program may keep many values.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use layout_core::debug_info::{DebugType, Program};
use layout_core::record::TypeRecord;

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

/// The types that lie in a collection or in an array, and those that lie in the error of a `Result`, which makes all
/// that a function returns as large: each with the types within them.
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

    fn found(&self) -> &Found {
        self.found.get_or_init(|| {
            let types = self.program.types();
            let by_name: ByName<'_> = types.iter().map(|it| (it.name(), it)).collect();
            Found {
                in_collections: within(&by_name, elements),
                in_errors: within(&by_name, errors),
            }
        })
    }
}

type ByName<'p> = BTreeMap<String, DebugType<'p>>;

/// The types that some types hold as `roots` says, and those within them.
fn within(by_name: &ByName<'_>, roots: fn(&str) -> Vec<String>) -> BTreeSet<String> {
    let mut left: Vec<String> = by_name.keys().flat_map(|name| roots(name)).collect();
    let mut found = BTreeSet::new();
    while let Some(name) = left.pop() {
        let element = element_of_array(&name).map(str::to_owned);
        left.extend(element);
        let Some(it) = by_name.get(&name) else { continue };
        if found.insert(name) {
            left.extend(held(&it.record().layout));
        }
    }
    found
}

/// The types of the fields.
fn held(record: &TypeRecord) -> Vec<String> {
    let of_variants = record.variants.iter().flat_map(|variant| &variant.fields);
    record.fields.iter().chain(of_variants).map(|field| field.type_name.to_string()).collect()
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

/// The type of the error of a `Result` of that name.
fn errors(name: &str) -> Vec<String> {
    let arguments = name.strip_prefix("core::result::Result<").and_then(|it| it.strip_suffix('>'));
    arguments.map(arguments_of).into_iter().flatten().skip(1).collect()
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
    use super::{elements, errors};

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
        assert_eq!(errors("core::result::Result<(a::B, u8), a::Error>"), ["a::Error"]);
        assert_eq!(errors("a::Result<u8, u16>"), [""; 0]);
    }
}
