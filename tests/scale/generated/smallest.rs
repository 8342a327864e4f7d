//! What is left of a type that is laid out otherwise than stated when all is left out that does not
//! matter.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Stated;
use crate::generate::{Generated, generate};
use crate::model::{Body, Field, Fields, Ty, Use};
use crate::project::c_compilers;
use crate::rust_text::definition;
use crate::shrink::shrink;

/// The smallest types of which one still differs, and how it does.
pub(super) fn report(generated: &Generated, number: usize) -> String {
    report_with(generated, number, |stated| differences(&stated))
}

fn report_with(
    generated: &Generated,
    number: usize,
    differences: impl Fn(Stated) -> Vec<String>,
) -> String {
    let differences = |types: &Generated| {
        // Of a candidate that no compiler takes nothing is stated.
        let ask = || differences(Stated::new("scale_shrunk", types.clone()));
        catch_unwind(AssertUnwindSafe(ask)).unwrap_or_default()
    };
    let small = shrink(generated, number, |types| !differences(types).is_empty());
    let mut text = format!("the smallest that differs:\n{}\n", differences(&small).join("\n"));
    for of in &small.catalog.definitions {
        let _ = write!(text, "{}", definition(&small.catalog, of));
    }
    text
}

fn differences(stated: &Stated) -> Vec<String> {
    let mut all = stated.compare_with_rustc().differences;
    for compiler in c_compilers() {
        all.extend(stated.compare_with_c(&compiler).1.differences);
    }
    all.into_iter().map(|(_, line)| line).collect()
}

/// As if what has two bytes, and lies behind what has one, were stated to lie a byte further.
fn falsified(mut stated: Stated) -> Vec<String> {
    let fields = &mut stated.tables.get_mut("0").expect("it is the one").fields;
    let first = fields.iter().position(|row| row.size == Some(1)).unwrap_or(fields.len());
    if let Some(row) = fields[first..].iter_mut().find(|row| row.size == Some(2)) {
        row.offset = row.offset.map(|offset| offset + 1);
    }
    differences(&stated)
}

/// With the compilers, of which each has to take what it is asked about.
#[test]
fn a_type_that_differs_is_made_small() {
    let generated = generate(5, 2000, false);
    let is_of = |field: &Field, size| matches!(field.ty, Ty::Plain(plain) if plain.size == size);
    let is_small = |of: &&Use| match &generated.catalog.definition(of).body {
        Body::Struct(Fields { list, .. }) if (4..10).contains(&list.len()) => {
            let mut fields = list.iter();
            fields.any(|field| is_of(field, 1)) && fields.any(|field| is_of(field, 2))
        }
        _ => false,
    };
    let number = generated.instances.iter().position(|of| is_small(&of)).expect("there is one");
    let report = report_with(&generated, number, falsified);
    let source = report.rsplit_once("Layout)]\n").expect("there is a type").1;
    let types: Vec<_> =
        source.split(['(', ')', ' ', ',', '}']).filter(|it| it.starts_with('u')).collect();
    assert_eq!(types, ["u8", "u16"], "{report}");
    assert!(report.contains("offset is 0 by rustc, but 1 by LAYOUT"), "{report}");
}
