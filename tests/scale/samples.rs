//! The samples of the standard library's types, of which the offsets in enums are told, against the
//! compiler's own idea of what a value is.

use std::fmt::Write as _;

use crate::leaves::{CONSTRUCTORS, PLAINS};
use crate::project::Project;
use crate::table::{Table, parse};

/// Their values cannot be made in a constant, whatever the lifetimes stand for.
const WITHOUT: &[&str] = &["for<'x> fn(&'x u8) -> &'x u8"];

#[test]
fn samples_are_values_for_the_language() {
    let types = types();
    let project = Project::new("generated", "scale_samples");
    project.write_manifest("");
    project.write("src/main.rs", &source(&types));
    // Each value that a constant moves is looked at, down to its last byte.
    let built = project.build_with(&[], &["-Zextra-const-ub-checks"]);
    let tables = parse(&built.run());
    let Table { variants, .. } = &tables["Each"];
    assert_eq!(variants.len(), types.len());
    let unknown: Vec<_> = types
        .iter()
        .zip(variants)
        .filter(|(_, variant)| variant.fields[0].offset.is_none())
        .map(|(ty, _)| ty.as_str())
        .collect();
    assert_eq!(unknown, WITHOUT, "the types that have no sample");
}

/// All types of the library, with something simple for their parameters.
fn types() -> Vec<String> {
    let plains = PLAINS.iter().map(|plain| plain.rust.to_owned());
    let constructed = CONSTRUCTORS.iter().map(|of| of.rust.replace("{}", "(u8, char)"));
    plains.chain(constructed).collect()
}

/// An enum with a variant of each.
fn source(types: &[String]) -> String {
    let mut text = "#[derive(layout_core::Layout)]\npub enum Each<'a> {\n".to_owned();
    for (number, ty) in types.iter().enumerate() {
        let _ = writeln!(text, "    V{number}({ty}),");
    }
    text + "}\n\nfn main() {\n    \
            let layout = &<Each<'static> as layout_core::Layout>::LAYOUT;\n    \
            let mut text = String::new();\n    \
            scale_support::describe(&mut text, \"Each\", layout, &[]);\n    \
            print!(\"{text}\");\n}\n"
}
