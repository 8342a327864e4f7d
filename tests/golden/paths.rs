//! By which path the expansion finds `layout_core`, and what the calls of checks name.

use crate::{assert_says, assert_says_not, asserted, without_spaces};

/// A path that may lead nowhere is imported, so that the compiler says so once. `self` and `super` cannot be.
#[test]
fn a_given_path_is_imported_if_it_can_be() {
    for path in ["crate::layout", "layout", "::renamed"] {
        let source = format!("#[layout(crate = {path})] struct Holder(u8);");
        assert_says(&source, &format!("use {path} as __layout_krate;"));
        assert_says(&source, "unsafe impl __layout_krate::Layout for Holder");
        assert_says_not(&source, &format!("{path}::"));
    }
    for path in ["self", "super", "super::super"] {
        let source = format!("#[layout(crate = {path})] struct Holder(u8);");
        assert_says(&source, &format!("unsafe impl {path}::Layout for Holder"));
        assert_says_not(&source, "__layout_krate");
    }
    assert_says("struct Holder(u8);", "unsafe impl ::layout_core::Layout for Holder");
}

/// What the user's crate calls `core` may be its own.
#[test]
fn errors_are_told_by_a_macro_of_layout_core() {
    let fault = "#[layout(nothing)] struct Holder(u8);";
    assert_says(fault, "::layout_core::__private::compile_error!");
    let renamed = "#[layout(crate = crate::layout, nothing)] struct Holder(u8);";
    assert_says(renamed, "__layout_krate::__private::compile_error!");
}

/// That a call of `assert_layout!` expands to that, among other things.
#[track_caller]
fn assert_call_says(call: &str, part: &str) {
    let call = format!("assert_layout!({call})");
    let parsed: syn::Macro = syn::parse_str(&call).expect(&call);
    let output = without_spaces(&asserted(&parsed).to_string());
    assert!(output.contains(&without_spaces(part)), "`{part}` is not in {output}");
}

#[test]
fn checks_of_futures_are_of_what_a_function_returns() {
    assert_call_says("async serve, size <= 2048", "returned(&serve).__layout_future()");
    assert_call_says("async serve, size <= 2048", "(__layout_::size_of_future)(__layout_future");
    assert_call_says("async serve::<u8>, align == 8", "(__layout_::align_of_future)");
    assert_call_says("async a::<u8>::serve, size == 8", "returned(&a::<u8>::serve)");
    assert_call_says(
        "async <A<fn() -> u8>>::serve, size == 8",
        "returned(&<A<fn() -> u8>>::serve)",
    );
    assert_call_says("Packet, size <= 2048", "(__layout_::size)(__layout_::LayoutProbe::<Packet>");
}

#[test]
fn what_is_no_path_of_a_function_is_told() {
    const EXPECTED: &str = "compile_error!{\"expected the path of a function after `async`";
    const BARE: &str = "compile_error!{\"write `::` before the arguments of a path";
    for call in ["async move {}, size == 8", "async fn(u8), size == 8", "async {}, size == 8"] {
        assert_call_says(call, EXPECTED);
    }
    assert_call_says("async, size == 8", EXPECTED);
    for path in ["serve<u8>", "a::<u8>::serve<u8>", "a::<fn() -> u8>::serve<u8>", "a<u8>::b"] {
        assert_call_says(&format!("async {path}, size == 8"), BARE);
    }
}

/// No item knows what `Self` is.
#[test]
fn checks_of_self_stand_in_the_length_of_an_array() {
    for call in ["Self, size == 8", "(u8, [Self; 2]), size == 8", "async Self::serve, size == 8"] {
        assert_call_says(call, "let _: [(); {");
    }
    for call in ["Selfish, size == 8", "async serve, size == 8"] {
        assert_call_says(call, "const _: () = {");
    }
}

#[test]
fn paths_of_fields_are_written_as_tokens() {
    assert_call_says(
        "remote foreign::Packet, offset(header.0.len) == 8",
        "of_remote!(offset foreign::Packet, header.0.len)",
    );
    assert_call_says("remote foreign::Packet, offset(r#type) == 8", ", r#type)");
}

/// An integer's type that is written stays.
#[test]
fn literals_without_a_type_are_of_the_widest() {
    for (value, widest) in [
        ("5", "5i128"),
        ("-5", "-5i128"),
        ("0xff", "0xffi128"),
        ("5u8", "5u8"),
        ("-5i8", "-5i8"),
        ("340282366920938463463374607431768211455", "340282366920938463463374607431768211455u128"),
        ("N", "N"),
        ("b'a'", "b'a'"),
    ] {
        let call = format!("Kind, discriminant(First) == {value}");
        assert_call_says(&call, &format!("__layout_::integer({widest})"));
    }
}

/// The checks that another type of the same layout is compared by: options, and where a comma may stand.
#[test]
fn options_of_same_as() {
    for options in ["", ",", ", positional", ", positional,", ", rename(a = b)", ", rename(a = b),"]
    {
        let check = format!("#[layout(same_as(Other{options}))] struct Holder {{ a: u8 }}");
        assert_says_not(&check, "compile_error");
        assert_says(&check, "same_as");
    }
    for options in [" positional", ", positional positional", ", u8", ",,", ", rename"] {
        let check = format!("#[layout(same_as(Other{options}))] struct Holder {{ a: u8 }}");
        assert_says(&check, "compile_error");
    }
}

/// A field of a variant, or a variant, may have another name.
#[test]
fn names_of_same_as_may_be_of_variants_and_their_fields() {
    let kind = |renamed: &str| {
        format!(
            "#[layout(same_as(Other, rename({renamed})))] #[repr(u8)] enum Kind {{ A {{ x: u8 }}, B }}"
        )
    };
    for renamed in ["A.x = y", "A = C", "B = C, A.x = y"] {
        assert_says_not(&kind(renamed), "compile_error");
    }
    for renamed in ["A.y = x", "C = A", "C.x = y"] {
        assert_says(&kind(renamed), "compile_error");
    }
}

/// A setting stands where it has a meaning.
#[test]
fn settings_are_told_from_checks_by_where_they_stand() {
    const TWICE: &str = "compile_error";
    assert_says_not("enum Kind { #[layout(sample = Self::A(1))] A(u8) }", TWICE);
    for source in [
        "enum Kind { #[layout(lock)] A(u8) }",
        "enum Kind { #[layout(hot)] A(u8) }",
        "enum Kind { #[layout(unsized)] A(u8) }",
        "#[layout(sample = 1)] struct Holder(u8);",
    ] {
        assert_says(source, TWICE);
    }
}

/// A check that is called as a field's, and compares nothing, is called by its word.
#[test]
fn functions_of_checks_are_called_by_word_and_operand() {
    for (check, function) in [
        ("size == 8", "size)"),
        ("size(a) == 1", "size_of_field)"),
        ("offset(a) == 0", "offset_of_field)"),
        ("starts_line(a)", "starts_line)"),
        ("line(a) == 0", "line_of_field)"),
        ("no_padding", "no_padding)"),
        ("same_line(a, b)", "same_line)"),
    ] {
        let source = format!("#[layout({check})] struct Holder {{ a: N, b: M }}");
        let source =
            source.replace("== 8", "== N * 8").replace("== 1", "== N").replace("== 0", "== N");
        assert_says(&source, &format!("(__layout_::{function}"));
    }
}

/// A check of a variant's field is no check of the enum as a whole.
#[test]
fn fields_of_variants_are_checked_of_enums() {
    let kind = |check: &str| {
        format!("#[repr(u8)] #[layout({check})] enum Kind {{ A(u8), B {{ x: u8 }} }}")
    };
    for check in ["offset(A.0) == 1", "size(B.x) == 1", "starts_line(A.0)"] {
        assert_says_not(&kind(check), "compile_error");
    }
    for check in ["padding == 0", "no_holes", "fields == 2", "offset(A) == 1", "offset(C.0) == 1"] {
        assert_says(&kind(check), "compile_error");
    }
}

/// A check of a sized field is no check of what is not sized.
#[test]
fn sizes_of_fields_are_checked_of_unsized_types() {
    let tailed = |check: &str| format!("#[layout({check})] struct Holder {{ a: u8, b: [u8] }}");
    for check in ["size(a) == 1", "align(a) == 1", "offset(b) == 1", "align == 1"] {
        assert_says_not(&tailed(check), "compile_error");
    }
    for check in ["size == 8", "no_padding", "padding == 0", "niche"] {
        assert_says(&tailed(check), "compile_error");
    }
}

/// Where no word is near, those are listed that may stand there.
#[test]
fn words_that_may_stand_there_are_listed() {
    let of_type = "#[layout(zzzzzz)] struct Holder(u8);";
    assert_says(of_type, "expected one of: size, align,");
    assert_says(
        of_type,
        ", wgsl, lock, allow, deny, crate, remote; on a field also: private, hot,",
    );
    let of_variant = "enum Kind { #[layout(zzzzzz)] First(u8) }";
    assert_says(of_variant, "expected one of: discriminant, sample\"");
    let of_field = "struct Holder(#[layout(zzzzzz)] u8);";
    assert_says(of_field, ", private, hot, cold, redact, fixed, contended, gpu, sample, unsized\"");
}
