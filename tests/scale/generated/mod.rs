//! The generated types.

mod c;
mod rustc;
mod smallest;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::generate::{Generated, generate};
use crate::known_offsets::KnownOffsets;
use crate::listing::Listing;
use crate::model::{Body, Definition, Tail, Use};
use crate::program::{Probes, source};
use crate::project::{Project, c_compilers, minor_version};
use crate::rust_text::{Spelling, definition};
use crate::table::{Table, parse};

/// Which types there are if the environment does not say it.
const SEED: u64 = 0x006c_6179_6f75_7421;
const COUNT: usize = 2200;

/// The types with what their program says of them.
struct Stated {
    generated: Generated,
    probes: Probes,
    listing: Listing,
    tables: BTreeMap<String, Table>,
}

#[test]
fn generated_types_are_laid_out_as_stated() {
    let (seed, count) = (variable("SEED").unwrap_or(SEED), count());
    println!("LAYOUT_SCALE_SEED={seed:#x} LAYOUT_SCALE_COUNT={count}");
    // Tags of 128 bits came with Rust 1.89.
    let stated = Stated::new("scale_generated", generate(seed, count, minor_version() >= 89));
    stated.print();
    let by_rustc = stated.compare_with_rustc();
    println!("facts equal to rustc's: {}", by_rustc.facts - by_rustc.differences.len());
    let known = stated.known_offsets();
    known.print();
    let mut differences = by_rustc.differences;
    for compiler in c_compilers() {
        let (twins, by_c) = stated.compare_with_c(&compiler);
        let equal = by_c.facts - by_c.differences.len();
        println!("facts equal to {compiler}'s, of {twins} twins: {equal}");
        differences.extend(by_c.differences);
    }
    known.assert_enough();
    stated.assert_none(seed, differences);
}

fn count() -> usize {
    variable("COUNT").map_or(COUNT, |count| usize::try_from(count).expect("not that many"))
}

/// The number that an environment variable of this test holds, decimal or hexadecimal.
fn variable(name: &str) -> Option<u64> {
    let name = format!("LAYOUT_SCALE_{name}");
    let text = std::env::var(&name).ok()?;
    let number = match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16),
        None => text.parse(),
    };
    Some(number.unwrap_or_else(|error| panic!("{name} is {text:?}: {error}")))
}

impl Stated {
    /// Builds and runs the program of the types, in the crate of that name.
    fn new(name: &'static str, generated: Generated) -> Self {
        let probes = Probes::new(&generated);
        let project = Project::new("generated", name);
        project.write_manifest("");
        project.write("src/main.rs", &source(&generated, &probes));
        let built = project.build();
        let tables = parse(&built.run());
        Self { generated, probes, listing: Listing::parse(&built.listing), tables }
    }

    fn print(&self) {
        let Generated { catalog, instances } = &self.generated;
        let mut kinds = [0; 3];
        for definition in &catalog.definitions {
            kinds[match definition.body {
                Body::Struct(_) => 0,
                Body::Union(_) => 1,
                Body::Enum(_) => 2,
            }] += 1;
        }
        let [structs, unions, enums] = kinds;
        let is_unsized = |of: &&Definition| catalog.tail(of) != Tail::None;
        let tailed = catalog.definitions.iter().filter(is_unsized).count();
        let (count, depth) = (instances.len(), catalog.greatest_depth());
        println!(
            "{structs} structs ({tailed} not sized), {unions} unions, {enums} enums, up to {depth} deep;"
        );
        println!("{count} instances of them, {} types of fields", self.probes.len());
    }

    /// An instance by its number: how Rust writes it, and what its program says of it.
    fn instance(&self, number: usize) -> (String, &Use, &Table) {
        let of = &self.generated.instances[number];
        let name = Spelling::closed(&self.generated.catalog).instance(of);
        let table = self.tables.get(&number.to_string());
        let table = table.unwrap_or_else(|| panic!("the program printed nothing of {name}"));
        (name, of, table)
    }

    /// Of how many variants the offsets are known though nobody defines them.
    fn known_offsets(&self) -> KnownOffsets {
        let mut known = KnownOffsets::default();
        for number in 0..self.generated.instances.len() {
            let (_, of, table) = self.instance(number);
            let Definition { body, repr, .. } = self.generated.catalog.definition(of);
            let Body::Enum(declared) = body else { continue };
            if !repr.is_default() {
                continue;
            }
            for (variant, stated) in declared.iter().zip(&table.variants) {
                known.add(&self.generated.catalog, &variant.fields.list, &stated.fields);
            }
        }
        known
    }

    /// Fails with all differences at once, each type's with its source, and what is left of some when all
    /// is left out that does not matter.
    fn assert_none(&self, seed: u64, differences: Vec<(usize, String)>) {
        const MOST: usize = 40;
        const MOST_SMALLEST: usize = 3;
        let Generated { catalog, instances } = &self.generated;
        let mut by_type: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (number, line) in differences {
            by_type.entry(number).or_default().push(line);
        }
        let count = by_type.len();
        let mut text = String::new();
        for (nth, (number, lines)) in by_type.into_iter().take(MOST).enumerate() {
            let source = definition(catalog, catalog.definition(&instances[number]));
            let _ = write!(text, "\n{}\n{source}", lines.join("\n"));
            if nth < MOST_SMALLEST {
                text.push_str(&smallest::report(&self.generated, number));
            }
        }
        assert!(
            count == 0,
            "{count} types are laid out otherwise than stated; with LAYOUT_SCALE_SEED={seed:#x} \
             LAYOUT_SCALE_COUNT={} the first {MOST} of them are:\n{text}",
            catalog.definitions.len(),
        );
    }
}
