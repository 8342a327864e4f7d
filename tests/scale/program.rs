//! The program that prints the layouts of the generated types.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::generate::Generated;
use crate::model::{Tail, Ty, Use};
use crate::paths::paths;
use crate::rust_text::{Spelling, definition};

/// The structs by which rustc lists the size and alignment of types that it would not list itself,
/// as tuples: transparent ones around each of them. By the texts of the types, their numbers.
pub(crate) struct Probes {
    numbers: BTreeMap<String, usize>,
}

impl Probes {
    /// For the types of all fields.
    pub(crate) fn new(generated: &Generated) -> Self {
        let Generated { catalog, instances } = generated;
        let mut numbers = BTreeMap::new();
        for of in instances {
            for ty in sized_parts(generated, of) {
                let next = numbers.len();
                numbers.entry(Spelling::closed(catalog).ty(&ty)).or_insert(next);
            }
        }
        Self { numbers }
    }

    pub(crate) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The name of the struct around a type. Types that are not sized have none.
    pub(crate) fn name(&self, ty: &str) -> Option<String> {
        self.numbers.get(ty).map(|number| format!("Probe{number}"))
    }

    fn source(&self) -> String {
        let mut text = String::new();
        let mut sizes = String::new();
        for (ty, number) in &self.numbers {
            let _ = writeln!(text, "#[repr(transparent)]\npub struct Probe{number}({ty});");
            let _ = writeln!(sizes, "    size_of::<Probe{number}>(),");
        }
        format!("{text}pub static SIZES: &[usize] = &[\n{sizes}];\n")
    }
}

/// The types of an instance's fields; of a slice, that of its elements.
fn sized_parts(generated: &Generated, of: &Use) -> Vec<Ty> {
    let definition = generated.catalog.definition(of);
    let types = definition.fields().map(|field| field.ty.with(of));
    let mut parts: Vec<Ty> = types.collect();
    if generated.catalog.tail(definition) == Tail::None {
        return parts;
    }
    if let Some(Ty::Slice(element)) = parts.pop() {
        parts.push(*element);
    }
    parts
}

/// The text of the program. It prints each instance under its number.
pub(crate) fn source(generated: &Generated, probes: &Probes) -> String {
    let Generated { catalog, instances } = generated;
    let mut text = "#![allow(warnings)]\n\n".to_owned();
    text.extend(catalog.definitions.iter().map(|of| definition(catalog, of)));
    text.push_str(&probes.source());
    text.push_str("\nstatic SUBJECTS: &[(&layout_core::TypeLayout, &[&str])] = &[\n");
    for of in instances {
        let name = Spelling::closed(catalog).instance(of);
        let paths: Vec<_> = paths(catalog, of).into_iter().map(|path| path.text).collect();
        let _ = writeln!(text, "    (&<{name} as layout_core::Layout>::LAYOUT, &{paths:?}),");
    }
    text + MAIN
}

const MAIN: &str = "\
];

fn main() {
    let mut text = String::new();
    for (key, (layout, paths)) in SUBJECTS.iter().enumerate() {
        scale_support::describe(&mut text, &key.to_string(), layout, paths);
    }
    print!(\"{text}\");
}
";
