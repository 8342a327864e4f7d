//! What the expansion asks of a field, by the text of its type: each word of it has a reason, and where that is not
//! given the word does not stand.

use crate::{assert_says, assert_says_not};

/// A struct with a field of that type, which is not the last.
fn holder(ty: &str) -> String {
    format!("struct Holder {{ field: {ty}, last: u8 }}")
}

/// `str` may be the user's own, and sized, anywhere but in the last field.
#[test]
fn a_field_called_str_is_asked_as_a_tail_is() {
    assert_says(&holder("str"), "LayoutProbe::<str>::__TAIL");
    assert_says(&holder("u16"), "(u16, u8,)");
    assert_says(&holder("String"), "LayoutProbe::<String>::__FIELD");
}

/// What is wrong with an expression is told once if the place of the field is asked.
#[test]
fn a_type_with_an_expression_is_told_by_the_place_of_the_field() {
    for ty in [
        "[u8; 1 / 0]",
        "[u8; N + 1]",
        "[u8; (3)]",
        "[u8; -1]",
        "[[u8; 1 / 0]; 2]",
        "(u8, [u8; 1 / 0])",
        "Option<[u8; size()]>",
        "[u8; { 4 }]",
        "Ring<{ 4 }>",
        "(Ring<{ 4 }>,)",
    ] {
        assert_says(&holder(ty), "|__layout_it: *const Self| unsafe");
        assert_says(&holder(ty), "&raw const (*__layout_it).field");
        assert_says(&holder(ty), ".__field_there()");
    }
    for ty in [
        "[u8; 4]",
        "[u8; N]",
        "[u8; sizes::N]",
        "[(u8, u16); 4]",
        "(u8, [u8; 4])",
        "[[u8; 2]; 4]",
        "Ring<N>",
        "fn(u8, [u8; 2])",
        "&'static [u8]",
    ] {
        assert_says_not(&holder(ty), "__layout_it");
        assert_says_not(&holder(ty), "_there()");
    }
    // The length may depend on a parameter of the type, of which the place tells nothing.
    assert_says_not("struct Holder<T> { field: [u8; 1 / 0], last: T }", "_there()");
    assert_says("struct Holder { first: u8, field: Ring<{ 4 }> }", ".__tail_there()");
}

#[test]
fn the_place_of_a_variants_field_is_found_by_its_pattern() {
    let source = "enum Holder { First { word: u8 }, Second(u8, [u8; 1 / 0]) }";
    assert_says(source, "Self::Second { 1: __layout_0, .. } => &raw const *__layout_0");
    assert_says_not(source, "Self::First { word: __layout_0, .. } => &raw");
}

/// An empty value of a type of `std` is a sample where the parameter may not be described.
#[test]
fn an_empty_value_is_asked_for_where_the_parameter_may_lack_a_layout() {
    for ty in [
        "Option<Foreign>",
        "[Option<Foreign>; 2]",
        "my::Option<Foreign>",
        "MaybeUninit<Foreign>",
        "OnceCell<Foreign>",
        "Option<(u8,)>",
        "Option<Cell<Foreign>>",
        "Option<Box<dyn Trait>>",
        "Option<Box<[u8]>>",
        "Option<&'static [u8]>",
        "Option<&'static dyn Trait>",
        "Option<[Foreign; 2]>",
    ] {
        assert_says(&holder(ty), "__layout_::or_empty(__layout_::field(");
        assert_says(&holder(ty), "::__empty)");
    }
    for ty in [
        "Foreign<Option<Foreign>>",
        "Cell<Option<Foreign>>",
        "(Option<Foreign>, u8)",
        "Foreign",
        "Option<u32>",
        "Option<bool>",
        "Option<String>",
        "Option<[u8; 2]>",
        "Option<Box<Foreign>>",
        "Option<Vec<foreign::Foreign>>",
        "Option<&'static Foreign>",
        "Option<*const foreign::Foreign>",
        "&'static Option<Foreign>",
    ] {
        assert_says_not(&holder(ty), "or_empty");
        assert_says_not(&holder(ty), "__empty");
    }
    let in_place = holder("Option<[Foreign; 1 / 0]>");
    assert_says(&in_place, "__layout_::or_empty(__layout_::field(|| __layout_::there(");
    assert_says(&in_place, ".__empty_there()");
    assert_says_not(&holder("[u8; 1 / 0]"), "__empty_there");
}

/// What is asked of a type: of a part of it that may be at fault, by a name for the same.
fn known_of(ty: &str) -> String {
    let same = if ty.starts_with('(') { format!("__layout_::Same<{ty}>") } else { ty.to_owned() };
    format!("LayoutProbe::<{same}>::")
}

/// What the user wrote of a type may be for `'static` only, where the layout is the same for all lifetimes.
#[test]
fn lifetimes_of_the_type_are_static_where_no_type_may_live_for_less() {
    for (ty, known) in [
        ("Foreign<'a>", "Foreign<'static>"),
        ("Foreign<'a, 'b>", "Foreign<'static, 'static>"),
        ("(u8, Foreign<'a>)", "(u8, Foreign<'static>)"),
        ("Foreign<'a, a>", "Foreign<'static, a>"),
        ("for<'c> fn(&'c u8, &'b u8)", "for<'c> fn(&'c u8, &'static u8)"),
    ] {
        let source = format!("struct Holder<'a, 'b> {{ field: {ty}, last: u8 }}");
        assert_says(&source, &known_of(known));
    }
    for (params, ty, clause) in [
        ("<'a, T>", "Foreign<'a>", ""),
        ("<'a, const N: usize>", "Foreign<'a, N>", ""),
        ("<'a>", "Foreign<'a>", "where 'a: 'static"),
        ("<'a, 'b: 'a, T>", "Foreign<'a>", "where 'a: 'b + 'a, 'b: 'a,"),
    ] {
        let source = format!("struct Holder{params} {clause} {{ field: {ty}, last: u8 }}");
        assert_says(&source, &known_of(&ty.replace("'a", "'static")));
    }
    for (params, ty, clause) in [
        ("<'a, T>", "Foreign<'a, T>", ""),
        ("<'a>", "Foreign<'a>", "where &'a u8: Trait"),
        ("<'a, T>", "Foreign<'a>", "where T: Trait<'a>"),
        ("<'a>", "Foreign<'a, Box<Self>>", ""),
        ("<'a>", "(Foreign<'a>, *const (Self, u8))", ""),
    ] {
        let source = format!("struct Holder{params} {clause} {{ field: {ty}, last: u8 }}");
        assert_says(&source, &known_of(ty));
        assert_says_not(&source, "Foreign<'static");
    }
}

/// A label is no lifetime.
#[test]
fn labels_in_lengths_stay_as_they_are() {
    let source = "struct Holder<'a> { field: &'a [u8; 'a: loop { break 'a 3 }], last: u8 }";
    assert_says(source, "&'static [u8; 'a: loop { break 'a 3 }]");
}

/// The compiler says once what a field's type lacks if the offsets are measured in another way.
#[test]
fn offsets_are_measured_otherwise_where_a_type_may_lack_something() {
    for ty in ["Ring<Foreign>", "<T as Trait>::Item", "foreign!()", "str"] {
        assert_says(&holder(ty), "::__private::offsets_of!(; field last)");
    }
    for ty in ["Foreign", "foreign::Foreign", "Option<Foreign>", "(u8, Foreign)", "u8"] {
        assert_says(&holder(ty), "::__private::offsets_of!(field last)");
    }
}

/// An offset is unknown of a trait object, and of what may hold one.
#[test]
fn tails_that_may_be_trait_objects_are_told_apart() {
    let tail = |ty: &str| format!("struct Holder<T, U: ?Sized, const N: usize>(T, {ty});");
    let unsized_mark = "struct Holder(u8, #[layout(unsized)] Path);";
    let is_object = |word: &str| format!("offsets_of_tailed!(1 {word} 0)");
    for ty in ["dyn Trait", "U", "Cell<dyn Trait>", "(u8, Cell<dyn Trait>)", "Cell<(u8, U)>"] {
        assert_says(&tail(ty), &is_object("offset_of"));
    }
    for ty in ["[u8]", "Path", "str", "Cell<T>", "(u8, [u8])", "Cell<[u8]>"] {
        assert_says(&tail(ty), &is_object("unknown"));
    }
    assert_says(unsized_mark, &is_object("offset_of"));
}

/// Which fields are of a parameter's type, and which arrays of as many elements as a parameter says.
#[test]
fn parameters_are_marked() {
    for (ty, mark) in [
        ("T", "t"),
        ("[T; 4]", "t"),
        ("[u8; N]", "n"),
        ("[T; N]", "tn"),
        ("[[u8; N]; 4]", "n"),
        ("[[T; 4]; N]", "tn"),
        ("[T; M]", "t"),
        ("[u8; M]", ""),
        ("[T; N + 1]", "t"),
        ("[[u8; N]; { 4 }]", ""),
        ("[[u8; M]; N]", ""),
        ("[u8; T]", ""),
        ("N", ""),
        ("Option<T>", ""),
    ] {
        let source = format!("struct Holder<T, const N: usize> {{ field: {ty}, last: u8 }}");
        assert_eq!(marks(&source), mark, "{source}");
    }
}

#[test]
fn marks_are_written_by_letters() {
    for (attribute, letters) in [
        ("hot", "h"),
        ("cold", "c"),
        ("redact", "r"),
        ("fixed", "f"),
        ("redact, fixed, hot", "hrf"),
        ("gpu = mat3", "M33"),
        ("gpu = dmat4x2", "N42"),
        ("gpu = [vec3; 8], hot", "hL8V3"),
        ("cold, contended = \"a\"", "cga"),
    ] {
        let source = format!("struct Holder {{ #[layout({attribute})] field: u8, last: u8 }}");
        assert_eq!(marks(&source), letters, "{source}");
    }
    for shape in ["mat1", "mat5", "mat", "mat22", "vec5", "vec", "mat5x2", "mat2x5", "dvec1"] {
        let source = format!("struct Holder {{ #[layout(gpu = {shape})] field: u8, last: u8 }}");
        assert_says(&source, "compile_error!");
    }
}

/// The marks of the first field.
fn marks(source: &str) -> String {
    let input = source.parse().unwrap_or_else(|error| panic!("{source}: {error}"));
    let input = crate::model::Input::read(input, &mut Vec::new()).expect(source);
    input.body.fields()[0].marks.clone()
}

/// Parentheses behind `pub` may be a type.
#[test]
fn visibility_is_told_from_types() {
    for (field, ty) in [
        ("pub u8", "u8"),
        ("pub(crate) u8", "u8"),
        ("pub(in crate::a) u8", "u8"),
        ("pub (u8)", "(u8)"),
        ("pub (u8, u16)", "(u8, u16)"),
        ("pub (crate::A)", "(crate::A)"),
        ("pub (crate::A, u8)", "(crate::A, u8)"),
        ("pub (super::A)", "(super::A)"),
        ("pub(super) (u8)", "(u8)"),
        ("pub(self) Self", "Self"),
    ] {
        let source = format!("struct Holder({field});");
        let input = source.parse().unwrap_or_else(|error| panic!("{source}: {error}"));
        let input = crate::model::Input::read(input, &mut Vec::new()).expect(&source);
        assert_eq!(input.body.fields()[0].type_text, ty, "{source}");
    }
}

/// A field may be called as a word of a later edition.
#[test]
fn words_of_later_editions_are_raw() {
    for name in ["async", "await", "dyn", "gen", "try"] {
        let source = format!("struct Holder {{ {name}: u8, last: u8 }}");
        assert_says(&source, &format!("offsets_of!(r#{name} last)"));
    }
    assert_says("struct Holder { union: u8, last: u8 }", "offsets_of!(union last)");
}

/// The name of the derive's own import, and no other that is like it, is refused in a type.
#[test]
fn the_derives_own_name_is_reserved() {
    for ty in ["__layout_::Foreign", "Option<__layout_>", "[u8; __layout_::N]"] {
        assert_says(&holder(ty), "compile_error!");
    }
    for ty in ["__layout_thing", "my__layout_", "___layout_::Foreign", "Option<__layout_2>"] {
        assert_says_not(&holder(ty), "compile_error!");
    }
}
