//! The generator: a seed and a count in, definitions and their instances out.

mod enums;
mod generics;
mod structs;
mod tails;
mod types;
mod unions;

use crate::catalog::Catalog;
use crate::model::{Definition, Field, Fields, Repr, Style, Use};
use crate::random::Random;
use crate::rust_text::FIELD_NAMES;
use types::Wants;

/// The definitions, and the instances of them to compare.
#[derive(Clone)]
pub(crate) struct Generated {
    pub(crate) catalog: Catalog,
    pub(crate) instances: Vec<Use>,
}

/// Makes `count` definitions and at least one instance of each. Which they are also depends on whether
/// the compiler has tags of 128 bits and C integers of them.
pub(crate) fn generate(seed: u64, count: usize, has_wide_tags: bool) -> Generated {
    let first_unsized = count - count / 25;
    let random = Random::new(seed);
    let mut generator = Generator {
        random,
        catalog: Catalog::default(),
        made: [0; 3],
        first_unsized,
        has_wide_tags,
    };
    let mut instances = Vec::new();
    for index in 0..count {
        let definition = match index.checked_sub(first_unsized) {
            Some(nth) => generator.tailed(index, nth),
            None => generator.definition(index),
        };
        generator.catalog.add(definition);
        instances.extend(generator.instances(index));
    }
    Generated { catalog: generator.catalog, instances }
}

struct Generator {
    random: Random,
    catalog: Catalog,
    /// How many structs, unions and enums there are.
    made: [usize; 3],
    /// The index of the first struct that is not sized. They come last, as nothing can be made of them
    /// but others of their kind.
    first_unsized: usize,
    /// Whether enums may have tags of 128 bits.
    has_wide_tags: bool,
}

impl Generator {
    /// Of ten definitions five are structs, two unions and three enums.
    fn definition(&mut self, index: usize) -> Definition {
        let kind = match index % 10 {
            3 | 7 => 1,
            1 | 4 | 8 => 2,
            _ => 0,
        };
        let nth = self.made[kind];
        self.made[kind] += 1;
        match kind {
            1 => self.union(index, nth),
            2 => self.enumeration(index, nth),
            _ => self.structure(index, nth),
        }
    }

    /// The representations by turns, so that each has its share.
    fn repr(choices: &[Repr], nth: usize) -> Repr {
        choices[nth % choices.len()]
    }

    /// Few fields are likely, many are possible.
    fn count_of_fields(&mut self) -> usize {
        match self.random.below(200) {
            0 => self.random.between(40, 150),
            1..8 => self.random.between(10, 24),
            8..40 => self.random.between(5, 9),
            40..50 => 0,
            _ => self.random.between(1, 4),
        }
    }

    /// Fields with names of any kind.
    fn named_fields(&mut self, count: usize, wants: &Wants<'_>) -> Vec<Field> {
        let mut names: Vec<String> = Vec::new();
        while names.len() < count {
            let name = if self.random.chance(40) {
                (*self.random.pick(&FIELD_NAMES)).to_owned()
            } else {
                format!("f{}", names.len())
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.into_iter().map(|name| Field { name, ty: self.ty(wants) }).collect()
    }

    fn numbered_fields(&mut self, count: usize, wants: &Wants<'_>) -> Vec<Field> {
        (0..count).map(|index| Field { name: index.to_string(), ty: self.ty(wants) }).collect()
    }

    fn fields(&mut self, style: Style, wants: &Wants<'_>) -> Fields {
        let count = self.count_of_fields();
        let list = match style {
            Style::Named => self.named_fields(count, wants),
            Style::Tuple => self.numbered_fields(count, wants),
            Style::Unit => Vec::new(),
        };
        Fields { style, list }
    }
}

impl Fields {
    /// Adds a field with a name of its own.
    fn push(&mut self, name: &str, ty: crate::model::Ty) {
        if self.style == Style::Unit {
            self.style = Style::Tuple;
        }
        let name = match self.style {
            Style::Named => name.to_owned(),
            Style::Tuple | Style::Unit => self.list.len().to_string(),
        };
        self.list.push(Field { name, ty });
    }
}

#[test]
fn a_seed_always_means_the_same() {
    let text = |seed| {
        let Generated { catalog, .. } = generate(seed, 200, true);
        let definitions = catalog.definitions.iter();
        definitions.map(|d| crate::rust_text::definition(&catalog, d)).collect::<String>()
    };
    assert_eq!(text(1), text(1));
    assert_ne!(text(1), text(2));
}
