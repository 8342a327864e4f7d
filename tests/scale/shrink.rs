//! The smallest type that still is what a larger one was found to be, such as laid out otherwise than
//! stated: of what a person has to look at, most has nothing to do with the fault.
//!
//! Nothing here knows what the language accepts. Who asks finds that no compiler takes a candidate, and
//! says that it is not what is looked for.

use std::collections::BTreeSet;

use crate::catalog::Catalog;
use crate::generate::Generated;
use crate::leaves::{PLAINS, Plain};
use crate::model::{
    Base, Body, Const, Definition, Field, Fields, Generics, Repr, Style, Ty, Use, Variant,
};

/// How often is asked: each time takes a compiler about a second.
const MOST_TRIES: usize = 500;

/// What any other type is tried to be replaced by, the simplest first.
const SIMPLEST: [&str; 4] = ["u8", "u16", "u32", "u64"];

/// An instance and all definitions that it is made of.
#[derive(Clone)]
struct Case {
    definitions: Vec<Definition>,
    of: Use,
}

/// The smallest instance that can be made of one by leaving out or simplifying one thing after another, each
/// time so that `is_wanted` of the result, which is the only instance of its program.
pub(crate) fn shrink(
    generated: &Generated,
    number: usize,
    mut is_wanted: impl FnMut(&Generated) -> bool,
) -> Generated {
    let definitions = generated.catalog.definitions.clone();
    let of = generated.instances[number].clone();
    let mut case = Case { definitions, of }.without_unused();
    let mut tries = 0;
    loop {
        let next = case.smaller().map(Case::without_unused).find(|smaller| {
            tries += 1;
            tries <= MOST_TRIES && is_wanted(&smaller.generated())
        });
        match next {
            Some(smaller) => case = smaller,
            None => return case.generated(),
        }
    }
}

impl Case {
    fn generated(&self) -> Generated {
        let mut catalog = Catalog::default();
        self.definitions.iter().cloned().for_each(|definition| catalog.add(definition));
        Generated { catalog, instances: vec![self.of.clone()] }
    }

    /// All that may be tried: the greatest steps first. Each leaves less than there was.
    fn smaller(&self) -> impl Iterator<Item = Self> {
        let with = |index: usize, smaller| {
            let mut case = self.clone();
            case.definitions[index] = smaller;
            case
        };
        let indices = (0..self.definitions.len()).rev();
        let definitions = indices.flat_map(move |index| {
            let smaller = smaller_definitions(&self.definitions[index]);
            smaller.map(move |smaller| with(index, smaller))
        });
        self.parts().into_iter().chain(self.instantiated()).chain(definitions)
    }

    /// The instances that lie in this one, alone.
    fn parts(&self) -> Vec<Self> {
        let mut uses = Vec::new();
        for field in self.definitions[self.of.definition].fields() {
            field.ty.with(&self.of).any(&mut |ty| {
                if let Ty::Generated(of) = ty {
                    uses.push(of.clone());
                }
                false
            });
        }
        uses.into_iter().map(|of| Self { of, ..self.clone() }).collect()
    }

    /// The same without parameters, if there were some.
    fn instantiated(&self) -> Option<Self> {
        let mut case = self.clone();
        let definition = &mut case.definitions[self.of.definition];
        if !definition.generics.has_instances() {
            return None;
        }
        let lifetime = definition.generics.lifetime;
        definition.generics = Generics { lifetime, ..Generics::default() };
        for fields in lists(&mut definition.body) {
            for field in fields {
                field.ty = field.ty.with(&self.of);
            }
        }
        case.of = Use { types: Vec::new(), consts: Vec::new(), ..case.of };
        Some(case)
    }

    /// Without the definitions that the instance is not made of.
    fn without_unused(self) -> Self {
        let mut used = BTreeSet::new();
        let mut next = vec![Ty::Generated(self.of.clone())];
        while let Some(ty) = next.pop() {
            ty.any(&mut |part| {
                let Ty::Generated(of) = part else { return false };
                if used.insert(of.definition) {
                    next.extend(self.definitions[of.definition].fields().map(|f| f.ty.clone()));
                }
                false
            });
        }
        let number = |old: usize| used.range(..old).count();
        let mut definitions: Vec<_> =
            used.iter().map(|&old| self.definitions[old].clone()).collect();
        for fields in definitions.iter_mut().flat_map(|definition| lists(&mut definition.body)) {
            for field in fields {
                renumber(&mut field.ty, &number);
            }
        }
        let mut of = Ty::Generated(self.of);
        renumber(&mut of, &number);
        let Ty::Generated(of) = of else { unreachable!("it is still one") };
        Self { definitions, of }
    }
}

/// Gives the definitions in a type other numbers.
fn renumber(ty: &mut Ty, number: &impl Fn(usize) -> usize) {
    match ty {
        Ty::Plain(_) | Ty::Parameter(_) => {}
        Ty::Of(_, ty) | Ty::Array(ty, _) | Ty::Slice(ty) => renumber(ty, number),
        Ty::Tuple(types) => types.iter_mut().for_each(|ty| renumber(ty, number)),
        Ty::Generated(of) => {
            of.definition = number(of.definition);
            of.types.iter_mut().for_each(|ty| renumber(ty, number));
        }
    }
}

/// The lists of fields: one for each variant.
fn lists(body: &mut Body) -> Vec<&mut Vec<Field>> {
    match body {
        Body::Struct(fields) => vec![&mut fields.list],
        Body::Union(fields) => vec![fields],
        Body::Enum(variants) => variants.iter_mut().map(|it| &mut it.fields.list).collect(),
    }
}

fn smaller_definitions(definition: &Definition) -> impl Iterator<Item = Definition> {
    let steps: [fn(&Body) -> Vec<Body>; 3] =
        [with_fewer_variants, with_fewer_fields, with_simpler_types];
    let bodies = steps.into_iter().flat_map(|step| step(&definition.body));
    let bodies = bodies.map(|body| Definition { body, ..definition.clone() });
    let reprs = simpler_reprs(definition.repr);
    let reprs = reprs.into_iter().map(|repr| Definition { repr, ..definition.clone() });
    let generics = definition.generics.lifetime.then(|| {
        let generics = Generics { lifetime: false, ..definition.generics.clone() };
        Definition { generics, ..definition.clone() }
    });
    bodies.chain(reprs).chain(generics)
}

/// Ranges of so many things to be left out: all of them, each half, each quarter, and at last each alone.
fn ranges(count: usize) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut len = count;
    while len > 0 {
        ranges.extend((0..count).step_by(len).map(|start| start..(start + len).min(count)));
        len /= 2;
    }
    ranges
}

fn with_fewer_variants(body: &Body) -> Vec<Body> {
    let Body::Enum(variants) = body else { return Vec::new() };
    let without = |range: std::ops::Range<usize>| {
        let mut left = variants.clone();
        left.drain(range);
        Body::Enum(numbered(left))
    };
    let mut all: Vec<_> = ranges(variants.len()).into_iter().map(without).collect();
    if variants.iter().any(|variant| variant.written.is_some()) {
        let unwritten = variants.iter().map(|of| Variant { written: None, ..of.clone() });
        all.push(Body::Enum(numbered(unwritten.collect())));
    }
    all
}

/// Gives each variant that writes no discriminant the next one.
fn numbered(mut variants: Vec<Variant>) -> Vec<Variant> {
    let mut next = 0;
    for variant in &mut variants {
        if variant.written.is_none() {
            variant.discriminant = next;
        }
        next = variant.discriminant.wrapping_add(1);
    }
    variants
}

fn with_fewer_fields(body: &Body) -> Vec<Body> {
    let mut all = Vec::new();
    let counts: Vec<usize> = lists(&mut body.clone()).iter().map(|list| list.len()).collect();
    for (list, count) in counts.into_iter().enumerate() {
        for range in ranges(count) {
            let mut body = body.clone();
            lists(&mut body)[list].drain(range);
            number_tuples(&mut body);
            all.push(body);
        }
    }
    all
}

/// The fields of a tuple are called by their place.
fn number_tuples(body: &mut Body) {
    let number = |Fields { style, list }: &mut Fields| {
        if *style == Style::Tuple {
            list.iter_mut().enumerate().for_each(|(index, field)| field.name = index.to_string());
        }
    };
    match body {
        Body::Struct(fields) => number(fields),
        Body::Enum(variants) => variants.iter_mut().for_each(|it| number(&mut it.fields)),
        Body::Union(_) => {}
    }
}

fn with_simpler_types(body: &Body) -> Vec<Body> {
    let mut all = Vec::new();
    let fields: Vec<Vec<Field>> =
        lists(&mut body.clone()).into_iter().map(|it| it.clone()).collect();
    for (list, fields) in fields.iter().enumerate() {
        for (index, field) in fields.iter().enumerate() {
            for ty in simpler(&field.ty) {
                let mut body = body.clone();
                lists(&mut body)[list][index].ty = ty;
                all.push(body);
            }
        }
    }
    all
}

/// The simplest types that are simpler than this one, then its parts, and then the same with simpler parts.
fn simpler(ty: &Ty) -> Vec<Ty> {
    let rank = match ty {
        Ty::Plain(plain) => SIMPLEST.iter().position(|rust| *rust == plain.rust),
        _ => None,
    };
    let simplest = &SIMPLEST[..rank.unwrap_or(SIMPLEST.len())];
    let mut all: Vec<Ty> = simplest.iter().map(|rust| Ty::Plain(plain(rust))).collect();
    let parts = parts(ty);
    all.extend(parts.iter().cloned());
    if let Ty::Array(part, Const::Parameter(_) | Const::Value(2..)) = ty {
        all.push(Ty::Array(part.clone(), Const::Value(1)));
    }
    for (index, part) in parts.iter().enumerate() {
        all.extend(simpler(part).into_iter().map(|part| with_part(ty, index, part)));
    }
    all
}

/// The types that a type is written with.
fn parts(ty: &Ty) -> Vec<Ty> {
    match ty {
        Ty::Plain(_) | Ty::Parameter(_) => Vec::new(),
        Ty::Of(_, part) | Ty::Array(part, _) | Ty::Slice(part) => vec![(**part).clone()],
        Ty::Tuple(parts) => parts.clone(),
        Ty::Generated(of) => of.types.clone(),
    }
}

/// The same type with another one of its parts.
fn with_part(ty: &Ty, index: usize, other: Ty) -> Ty {
    let mut ty = ty.clone();
    match &mut ty {
        Ty::Plain(_) | Ty::Parameter(_) => {}
        Ty::Of(_, part) | Ty::Array(part, _) | Ty::Slice(part) => **part = other,
        Ty::Tuple(parts) => parts[index] = other,
        Ty::Generated(of) => of.types[index] = other,
    }
    ty
}

fn plain(rust: &str) -> &'static Plain {
    PLAINS.iter().find(|plain| plain.rust == rust).expect("it is one of them")
}

/// Each part of it left out.
fn simpler_reprs(repr: Repr) -> Vec<Repr> {
    let mut all = Vec::new();
    if repr.base != Base::Rust {
        all.push(Repr { base: Base::Rust, ..repr });
    }
    if repr.tag.is_some() {
        all.push(Repr { tag: None, ..repr });
    }
    if repr.packed.is_some() {
        all.push(Repr { packed: None, ..repr });
    }
    if repr.align.is_some() {
        all.push(Repr { align: None, ..repr });
    }
    if repr.is_split {
        all.push(Repr { is_split: false, ..repr });
    }
    all
}

mod tests {
    use super::{MOST_TRIES, ranges, shrink};
    use crate::generate::{Generated, generate};
    use crate::model::{Base, Body, Definition, Ty};
    use crate::rust_text::{Spelling, definition};

    /// The smallest cases that can be made of all instances which are wanted.
    fn smallest(is_wanted: impl Fn(&Generated, usize) -> bool) -> Vec<Generated> {
        let generated = generate(5, 2000, true);
        let found = (0..generated.instances.len()).filter(|&at| is_wanted(&generated, at));
        let smallest = found.take(6).map(|number| {
            let mut tries = 0;
            let small = shrink(&generated, number, |small| {
                tries += 1;
                is_wanted(small, 0)
            });
            assert!(tries < MOST_TRIES, "it took {tries} tries");
            small
        });
        let smallest: Vec<_> = smallest.collect();
        assert!(smallest.len() > 5, "only {} of the types are wanted", smallest.len());
        smallest
    }

    fn declared(generated: &Generated, number: usize) -> &Definition {
        generated.catalog.definition(&generated.instances[number])
    }

    /// The types of the fields as texts.
    fn types(generated: &Generated, definition: &Definition) -> Vec<String> {
        let spelling = Spelling::closed(&generated.catalog);
        definition.fields().map(|field| spelling.ty(&field.ty)).collect()
    }

    /// Its source, for a failure's message, having found that nothing is left but one definition.
    fn only(small: &Generated) -> String {
        let Generated { catalog, .. } = small;
        let source = catalog.definitions.iter().map(|of| definition(catalog, of)).collect();
        assert_eq!(catalog.definitions.len(), 1, "{source}");
        assert!(declared(small, 0).generics.is_empty(), "{source}");
        source
    }

    /// A field of two bytes somewhere behind one of a single byte.
    #[test]
    fn fields_that_do_not_matter_are_left_out() {
        let is_of = |ty: &Ty, size| matches!(ty, Ty::Plain(plain) if plain.size == size);
        let has_pair = |generated: &Generated, number| {
            let definition = declared(generated, number);
            let mut fields = definition.fields();
            matches!(definition.body, Body::Struct(_))
                && fields.any(|field| is_of(&field.ty, 1))
                && fields.any(|field| is_of(&field.ty, 2))
        };
        for small in smallest(has_pair) {
            let source = only(&small);
            assert_eq!(types(&small, declared(&small, 0)), ["u8", "u16"], "{source}");
            let repr = declared(&small, 0).repr;
            assert!(repr.base == Base::Rust && !source.contains("repr"), "{source}");
        }
    }

    #[test]
    fn what_matters_of_an_enum_is_kept() {
        let has_large = |generated: &Generated, number| {
            let definition = declared(generated, number);
            let Body::Enum(variants) = &definition.body else { return false };
            definition.repr.tag.is_some()
                && variants.len() > 1
                && types(generated, definition).iter().any(|ty| ty == "u64")
        };
        for small in smallest(has_large) {
            let source = only(&small);
            let Body::Enum(variants) = &declared(&small, 0).body else { unreachable!("{source}") };
            assert_eq!(variants.len(), 2, "{source}");
            assert_eq!(types(&small, declared(&small, 0)), ["u64"], "{source}");
            assert!(declared(&small, 0).repr.tag.is_some(), "{source}");
        }
    }

    /// The fault may lie in a type that is nested in the one that shows it.
    #[test]
    fn what_is_nested_comes_out() {
        let is_array = |ty: &Ty| matches!(ty, Ty::Array(..));
        let has_array = |definition: &Definition| {
            matches!(definition.body, Body::Union(_))
                && definition.fields().any(|f| is_array(&f.ty))
        };
        // In another definition than that of the instance.
        let any = |generated: &Generated, number: usize| {
            let used = &generated.catalog.definitions;
            let mut is_inside = has_array(declared(generated, number));
            for field in declared(generated, number).fields() {
                is_inside |= field.ty.any(
                    &mut |ty| matches!(ty, Ty::Generated(of) if has_array(&used[of.definition])),
                );
            }
            is_inside
        };
        for small in smallest(any) {
            let source = only(&small);
            assert_eq!(types(&small, declared(&small, 0)), ["[u8; 1]"], "{source}");
        }
    }

    #[test]
    fn nothing_is_left_out_where_all_matters() {
        let generated = generate(5, 200, true);
        let small = shrink(&generated, 150, |_| false);
        let text = |of: &Generated, number: usize| {
            Spelling::closed(&of.catalog).instance(&of.instances[number])
        };
        assert_eq!(text(&small, 0), text(&generated, 150));
        let source = |of: &Generated, number| definition(&of.catalog, declared(of, number));
        assert_eq!(source(&small, 0), source(&generated, 150));
    }

    #[test]
    fn large_parts_are_tried_first() {
        assert_eq!(ranges(0), []);
        assert_eq!(ranges(3), [0..3, 0..1, 1..2, 2..3]);
        assert_eq!(ranges(4), [0..4, 0..2, 2..4, 0..1, 1..2, 2..3, 3..4]);
    }
}
