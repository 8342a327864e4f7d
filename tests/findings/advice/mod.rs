//! The advice of findings against the compiler: generated types, what is found in them, the same types
//! with each advice followed by program, and the sizes that the compiler gives those.
//!
//! `LAYOUT_ADVICE_SEED` and `LAYOUT_ADVICE_COUNT` choose other types.

mod apply;
mod elsewhere;
mod generate;
mod model;
mod program;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use apply::{Applied, apply};
use generate::generate;
use model::{Body, Definition, Field, Variant};
use program::{Described, Found, describe};

fn variable(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect("a number"))
}

/// Every promise of a size is kept, to the byte unless it says `at most`, and what was followed is not
/// found again.
#[test]
fn every_advice_does_what_it_says_and_is_not_given_again() {
    let seed = variable("LAYOUT_ADVICE_SEED", 1);
    let count = usize::try_from(variable("LAYOUT_ADVICE_COUNT", 1000)).expect("few");
    let types = generate(seed, count);
    let described = describe("advice_given", &types);

    let mut followed: Vec<(&Definition, &Found, Applied)> = Vec::new();
    for (definition, Described { found, fields, .. }) in types.iter().zip(&described) {
        for finding in found {
            for applied in apply(definition, finding, fields, &format!("A{}", followed.len())) {
                followed.push((definition, finding, applied));
            }
        }
    }
    let renamed: Vec<Definition> = followed.iter().map(|it| it.2.definition.clone()).collect();
    let after = describe("advice_followed", &renamed);

    let mut faults = String::new();
    let mut counts: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for ((definition, finding, applied), after) in followed.iter().zip(&after) {
        let (all, exact, faulty) = counts.entry(&finding.id).or_default();
        *all += 1;
        let says_most = finding.says("at most");
        let is_kept = match applied.promise {
            Some(size) if says_most => after.size <= size,
            Some(size) => after.size == size,
            None => false,
        };
        *exact += usize::from(!says_most && is_kept);
        let again = after.found.iter().find(|it| it.id == finding.id && applied.is_same(it));
        if !is_kept || again.is_some() {
            *faulty += 1;
            let _ = writeln!(
                faults,
                "{definition}  {finding}\n  followed, it has {} bytes where {:?} were promised:\n{}{}",
                after.size,
                applied.promise,
                applied.definition,
                again.map(|it| format!("  found again: {it}\n")).unwrap_or_default()
            );
        }
    }
    for (id, (all, exact, faulty)) in &counts {
        println!("{id}: {all} followed, {exact} exact, {faulty} faults");
    }
    assert!(faults.is_empty(), "{faults}");
    // A finding of which no type gives an example is not tested.
    let all = layout_core::analysis::FindingId::ALL;
    for id in all.iter().filter(|id| !id.is_of_futures()) {
        let all = counts.get(id.as_str()).map_or(0, |it| it.0);
        assert!(all >= count / 100, "{id} is found {all} times: too seldom");
    }
}

/// One advice after the other is followed, until there is none: none takes back what another gave.
#[test]
fn advice_comes_to_an_end() {
    const MOST: usize = 8;
    let mut types = generate(variable("LAYOUT_ADVICE_SEED", 1) + 100, 240);
    let mut told: Vec<String> = vec![String::new(); types.len()];
    for round in 0..MOST {
        let described = describe("advice_in_turn", &types);
        let mut left = Vec::new();
        for ((definition, Described { found, fields, size }), told) in
            types.iter().zip(&described).zip(told)
        {
            // The last finding first, as the test above begins with the first alone.
            let Some(finding) = found.last() else { continue };
            let name = format!("R{round}N{}", left.len());
            let way = apply(definition, finding, fields, &name).swap_remove(0);
            let told = format!("{told}{size} bytes: {definition}  {finding}\n");
            left.push((way, told));
        }
        println!("round {round}: {} of {} go on", left.len(), types.len());
        if left.is_empty() {
            return;
        }
        (types, told) = left.into_iter().map(|(way, told)| (way.definition, told)).unzip();
    }
    panic!("{} types have findings after {MOST} rounds:\n{}", types.len(), told.join("\n"));
}

/// The types with a niche whose place in them is known, which an enum may count on.
const WITH_KNOWN_NICHE: &[&str] = &[
    "&'static u8",
    "Box<u32>",
    "NonZeroU32",
    "Option<Box<u8>>",
    "Option<bool>",
    "bool",
    "char",
    "fn(u8)",
];

/// Whether a type uses all values of its bytes: a number, or an array of numbers.
fn is_plain(ty: &str) -> bool {
    let element = ty.trim_start_matches('[').split(';').next().unwrap_or(ty);
    let rest = element.strip_prefix(['u', 'i', 'f']).unwrap_or(element);
    ty == "()" || rest == "size" || element.starts_with('*') || rest.parse::<u8>().is_ok()
}

/// Without the niches of the variants whose greatest niche may be at a place that is not known: with these the compiler
/// may make an enum smaller than anybody can promise. Of a field of several words it is not known in which of them the
/// niche is.
fn without_unknown_niches(enum_: &mut Definition, boxed: &str) {
    for (variant, fields) in enum_.lists() {
        let is_known = |it: &Field| {
            let ty = it.ty.as_str();
            WITH_KNOWN_NICHE.contains(&ty) || is_plain(ty)
        };
        if variant.is_some_and(|it| it == boxed) || fields.iter().all(is_known) {
            continue;
        }
        for field in fields {
            field.ty = format!("core::mem::MaybeUninit<{}>", field.ty);
        }
    }
}

/// Of an enum in which no variant is found large, none is: to box the largest is not sure to save half.
#[test]
fn no_large_variant_is_missed() {
    let types = generate(variable("LAYOUT_ADVICE_SEED", 1) + 200, 1200).into_iter().enumerate();
    let types: Vec<Definition> = types.filter(|it| it.0 % 12 > 8).map(|it| it.1).collect();
    let described = describe("advice_enums", &types);
    let mut boxed = Vec::new();
    for (definition, described) in types.iter().zip(&described) {
        let variants = match &definition.body {
            Body::Enum(variants) if variants.len() > 1 => variants,
            _ => continue,
        };
        if described.found.iter().any(|it| it.id == "large-variant") {
            continue;
        }
        let bytes = |variant: &Variant| -> usize {
            let path = |field: &Field| format!("{}.{}", variant.name, field.name);
            variant.fields.iter().map(|field| described.fields[&path(field)].1).sum()
        };
        let largest = variants.iter().rev().max_by_key(|it| bytes(it)).expect("there are some");
        let found = Found {
            id: "large-variant".to_owned(),
            size_after: None,
            fields: vec![format!("{}.", largest.name)],
            message: String::new(),
            remedy: String::new(),
        };
        let name = format!("B{}", boxed.len());
        let mut way = apply(definition, &found, &described.fields, &name).swap_remove(0);
        without_unknown_niches(&mut way.definition, &largest.name);
        boxed.push((definition, described.size, way.definition));
    }
    let after: Vec<Definition> = boxed.iter().map(|it| it.2.clone()).collect();
    let after = describe("advice_boxed", &after);
    let missed: Vec<String> = boxed
        .iter()
        .zip(&after)
        .filter(|((_, size, _), after)| {
            let saved = size.saturating_sub(after.size);
            saved >= 32 && saved >= size.div_ceil(2)
        })
        .map(|((definition, size, _), after)| format!("{size} -> {}: {definition}", after.size))
        .collect();
    println!("{} of {} are missed", missed.len(), boxed.len());
    assert!(boxed.len() > types.len() / 4, "{} of {}", boxed.len(), types.len());
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
