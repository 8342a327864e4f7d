//! Which lints the expansion allows of what it repeats: those that the user allowed, and those that would speak
//! of the user's own source a second time.

use crate::{assert_says, assert_says_not};

#[test]
fn what_is_allowed_of_a_part_is_allowed_of_the_expansion() {
    for source in [
        "#[allow(dead_code)] struct Holder(u8);",
        "#[expect(dead_code)] struct Holder(u8);",
        "#[warn(dead_code)] struct Holder(u8);",
        "#[allow(dead_code, reason = \"a, b\")] struct Holder(u8);",
        "#[allow(dead_code)] #[allow(dead_code)] struct Holder(#[allow(dead_code)] u8);",
        "struct Holder(#[allow(dead_code)] u8);",
        "struct Holder<#[allow(dead_code)] T>(T);",
        "enum Holder { #[allow(dead_code)] First(u8) }",
        "enum Holder { First { #[allow(dead_code)] field: u8 } }",
    ] {
        assert_says(source, "#[allow(dead_code,)] unsafe impl");
    }
    for source in [
        "struct Holder(u8);",
        "#[deny(dead_code)] struct Holder(u8);",
        "#[allow(reason = \"none\")] struct Holder(u8);",
        "#[cfg_attr(a, b)] struct Holder(u8);",
    ] {
        assert_says(source, "#[allow(deprecated, unused_braces, unused_parens)] unsafe impl");
    }
    assert_says(
        "#[allow(clippy::pedantic, dead_code)] struct Holder(u8);",
        "#[allow(clippy::pedantic, dead_code,)] unsafe impl",
    );
}

/// Anything may be said of a block: it holds statements.
#[test]
fn all_is_allowed_where_a_block_is_repeated() {
    for source in [
        "struct Holder([u8; { 4 }]);",
        "enum Holder { First = { 4 } }",
        "enum Holder { First = size({ 4 }) }",
        "enum Holder { #[layout(sample = Self::First({ 4 }))] First(u8) }",
        "enum Holder { First(#[layout(sample = { 4 })] u8) }",
        "enum Holder { First(#[layout(sample = [size({ 4 })])] u8) }",
    ] {
        assert_says(source, "#[allow(warnings)]");
    }
    for source in [
        "struct Holder([u8; 4]);",
        "enum Holder { First = size(4) }",
        "enum Holder { First(#[layout(sample = [4, 5][0])] u8) }",
        "enum Holder { First { field: u8 } }",
    ] {
        assert_says_not(source, "#[allow(warnings)]");
    }
}

/// The compiler tells of a constant that takes long, as that of the samples of very many fields does.
#[test]
fn long_evaluation_is_allowed_where_many_samples_are_made() {
    const ALLOWED: &str = "#[allow(long_running_const_eval)]";
    let types = |count: usize| vec!["u8"; count].join(", ");
    assert_says(&format!("enum Many {{ First({}) }}", types(1001)), ALLOWED);
    assert_says_not(&format!("enum Many {{ First({}) }}", types(1000)), ALLOWED);
    assert_says_not(&format!("struct Many({});", types(1001)), ALLOWED);
}
