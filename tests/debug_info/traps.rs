//! What debug info gets wrong or leaves out, each with what a program says of itself.
//!
//! Each trap, and the tests that fail if the reader falls into it:
//!
//! | trap | tests |
//! | --- | --- |
//! | a captured argument and a local of its name are one entry | `a_captured_argument_and_the_local_of_its_name_are_told_apart` |
//! | locals that shadow each other are one entry | `locals_that_shadow_each_other_have_no_place` |
//! | arguments of one name are one entry, and so are captures | `arguments_of_one_name_have_no_place`, `captures_of_one_name_have_no_place` |
//! | function items and pointers are one type | `a_function_item_has_no_bytes`, `a_function_item_has_no_bytes_where_no_pointer_is` |
//! | an unsized tail has the type of its element, or size 0 | `tails_are_no_fields_of_one_element` |
//! | variants without values look like others | `variants_without_values_are_said_to_be` |
//! | negative tags are cut to a few bytes | `tags_have_their_sign`, `constants_are_extended_from_the_width_of_their_form` |
//! | a variant's size is its enum's | `a_variant_ends_with_its_fields` |
//! | a niche is told by a variant without a value | `a_niche_has_a_place_and_values`, `tags_and_niches_tell_live_values_apart` |
//! | enums without payloads, and those of C, have other entries | `enums_of_c_have_their_tags_in_front` |
//! | `packed`, `align` and `transparent` are not marked | `packed_and_aligned_types_are_told_by_alignments` |
//! | thin boxes and fat pointers are structs or pointers | `pointers_of_one_word_and_of_two_are_pointers` |
//! | a future's states have numbers, its tag may follow its captures | `the_states_of_a_future_hold_locals_and_what_is_awaited` |
//! | captures have prefixes | `what_a_closure_borrows_has_its_own_name` |
//! | DWARF 2 has expressions for offsets | `all_versions_of_dwarf_say_the_same` |
//! | object files of ELF and COFF need their relocations | `objects_of_all_kinds_of_targets_are_read` |
//! | paths are those of definitions, not of re-exports | `what_the_compiler_lists_is_what_debug_info_says` |
//! | closures and futures have numbers for names | `closures_and_futures_are_called_as_people_write_them` |
//! | defaults, lifetimes, `dyn`, tuples of one field are written otherwise | `what_is_printed_is_found_by_what_debug_info_has` |
//! | a character as an argument is a hash | `characters_as_arguments_are_not_taken_for_each_other` |
//! | lines of closures and futures stand at their bodies | `closures_and_futures_are_called_as_people_write_them` |
//! | types of one name differ | `types_of_one_name_are_all_listed` |
//! | types that no code reaches are absent, targets of pointers are there | `types_that_no_code_uses_are_not_there` |
//! | `debug = 1` and less have no types; so have stripped programs | `a_program_without_types_says_what_to_set` |
//! | an rlib keeps its types where programs are stripped | `archives_have_the_types_of_their_members` |
//! | rlibs for the linker's optimization are bitcode | `archives_of_bitcode_say_so` |
//! | optimized units refer to each other | `optimized_programs_say_the_same` |
//! | split programs have skeletons, archives both | `split_debug_info_is_found_where_the_compiler_puts_it`, `split_archives_have_each_type_once` |
//! | units repeat what others have | `units_that_repeat_types_add_none` |

use std::fs;
use std::path::Path;

use layout_core::debug_info::DebugType;
use layout_core::layout::{BaseRepr, Kind, Tagging};
use layout_core::record::{FieldRecord, Stored, TypeRecord, VariantRecord};

use crate::build::{Told, traps};
use crate::truth::layout;

fn only(name: &str) -> TypeRecord {
    let types = traps().program.types().filter(|it| it.raw_name() == name);
    assert_eq!(types.len(), 1, "{name}: {types:?}");
    types.iter().next().expect("one").layout()
}

fn numbers<const N: usize>(fact: &[String]) -> [usize; N] {
    let numbers = fact.iter().filter_map(|word| word.parse().ok()).collect::<Vec<usize>>();
    numbers.try_into().unwrap_or_else(|_| panic!("{fact:?}"))
}

fn field<'a>(fields: &'a [FieldRecord], name: &str) -> &'a FieldRecord {
    fields.iter().find(|field| field.name == name).unwrap_or_else(|| panic!("{name}: {fields:#?}"))
}

fn tail(layout: &TypeRecord) -> Option<(Option<usize>, Option<usize>)> {
    layout.tail.map(|tail| (tail.offset, tail.stride))
}

fn future(name: &str) -> TypeRecord {
    let layout = only(&format!("traps::{name}::{{async_fn_env#0}}"));
    let fact = traps().of("future").find(|fact| fact[0] == name).expect("it is printed");
    assert_eq!([layout.size, layout.align], numbers(fact), "{name}");
    layout
}

fn state<'a>(future: &'a TypeRecord, name: &str) -> &'a VariantRecord {
    future.variants.iter().find(|it| it.name == name).expect("the state")
}

/// Trap 1: the argument and the local that it is moved to have one name, and one entry.
#[test]
fn a_captured_argument_and_the_local_of_its_name_are_told_apart() {
    for (name, arguments) in [("moved", &["n"][..]), ("shadow", &["n", "text"])] {
        let future = future(name);
        let first = state(&future, "Unresumed");
        let waiting = state(&future, "Suspend0");
        for argument in arguments {
            let captured = field(&first.fields, argument).offset;
            let both: Vec<_> = waiting.fields.iter().filter(|it| it.name == *argument).collect();
            assert_eq!(both.len(), 2, "{name}.{argument}: {waiting:#?}");
            let places: Vec<_> = both.iter().map(|it| it.offset).collect();
            assert!(places.contains(&captured), "{name}.{argument}: {places:?}, {captured:?}");
            assert_ne!(places[0], places[1], "{name}.{argument}");
        }
    }
}

/// Trap 1: of locals that shadow each other no place is given that is another's.
#[test]
fn locals_that_shadow_each_other_have_no_place() {
    let future = future("shadowed");
    let waiting = state(&future, "Suspend0");
    let shadowed: Vec<_> = waiting.fields.iter().filter(|it| it.name == "x").collect();
    assert_eq!(shadowed.len(), 2, "{waiting:#?}");
    assert!(shadowed.iter().all(|it| it.offset.is_none()), "{waiting:#?}");
    assert_eq!(future.unknown_inside.as_deref(), Some("Suspend0.x"));
    assert_eq!(future.deep_padding(), None);
}

/// Trap 1 again: of arguments that are all called `_`, the entry of one stands for each.
#[test]
fn arguments_of_one_name_have_no_place() {
    let future = future("unnamed");
    for name in ["Unresumed", "Suspend0", "Returned"] {
        let state = state(&future, name);
        let unnamed: Vec<_> = state.fields.iter().filter(|it| it.name == "_").collect();
        assert_eq!(unnamed.len(), 2, "{state:#?}");
        assert!(unnamed.iter().all(|it| it.offset.is_none()), "{state:#?}");
        assert!(field(&state.fields, "n").offset.is_some(), "{state:#?}");
    }
    assert_eq!(future.unknown_inside.as_deref(), Some("Unresumed._"));
    assert_eq!(future.deep_padding(), None);
}

/// Trap 1 in closures: a field that is captured alone, and a local that has the name which the compiler gives it.
#[test]
fn captures_of_one_name_have_no_place() {
    let [size, _] = numbers(traps().of("doubled").next().expect("it is printed"));
    let closures =
        traps().program.types().in_module("traps::doubled").filter(DebugType::is_closure);
    assert_eq!(closures.len(), 1, "{closures:?}");
    let layout = closures.iter().next().expect("one").layout();
    assert_eq!((layout.size, layout.fields.len()), (size, 3), "{layout:#?}");
    let places: Vec<_> = layout.fields.iter().map(|it| (&*it.name, it.offset.is_some())).collect();
    assert_eq!(places, [("plain__a", false), ("plain__a", false), ("other", true)]);
    assert_eq!(layout.deep_padding(), None);
    // Nor is it known of what holds the closure.
    let holders =
        traps().program.types().filter(|it| it.raw_name().contains("Holds<traps::doubled::"));
    for holder in &holders {
        assert_eq!(holder.layout().deep_padding(), None, "{holder:?}");
    }
    assert_eq!(holders.len(), 1);
}

#[test]
fn the_states_of_a_future_hold_locals_and_what_is_awaited() {
    let future = future("twice");
    assert_eq!(future.kind, Kind::Enum);
    assert!(matches!(future.tagging, Some(Tagging::Tag { size: 1, .. })), "{future:#?}");
    let names: Vec<_> = future.variants.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["Unresumed", "Returned", "Panicked", "Suspend0", "Suspend1"]);
    let first = state(&future, "Suspend0");
    assert_eq!(field(&first.fields, "big").size, 100);
    let leaf = only("traps::leaf::{async_fn_env#0}");
    let awaited = field(&first.fields, "__awaitee");
    assert_eq!((awaited.size, &*awaited.type_name), (leaf.size, &*leaf.type_name));
    assert_eq!(field(&state(&future, "Suspend1").fields, "len").size, size_of::<usize>());
    // Each waits at a line of its own.
    let lines: Vec<_> = ["Suspend0", "Suspend1"]
        .map(|name| state(&future, name).declared_at.as_ref().expect("its line").line)
        .into();
    let source = include_str!("fixtures/traps.rs");
    for line in &lines {
        let text = source.lines().nth(*line as usize - 1).expect("the line");
        assert!(text.contains(".await"), "{line}: {text}");
    }
    assert_eq!(lines[1] - lines[0], 2);
    let start = future.declared_at.as_ref().expect("where it is declared");
    assert!(start.file.ends_with("traps.rs"), "{start}");
    assert!(source.lines().nth(start.line as usize - 1).expect("it").contains("async fn twice"));
}

/// Trap 2: a function item and a pointer to a function have one type in the debug info.
#[test]
fn a_function_item_has_no_bytes() {
    for (kind, function) in [("item", 0), ("pointer", size_of::<fn()>())] {
        let fact = traps().of(kind).next().expect("it is printed");
        let [size, small] = numbers(fact);
        let types = traps()
            .program
            .types()
            .filter(|it| it.raw_name().starts_with("traps::Wrap<") && it.size() == size);
        assert_eq!(types.len(), 1, "{types:?}");
        let layout = types.iter().next().expect("one").layout();
        assert_eq!(field(&layout.fields, "function").size, function, "{layout:#?}");
        assert_eq!(field(&layout.fields, "small").offset, Some(small), "{layout:#?}");
        let uses: usize = layout.fields.iter().map(|it| it.size).sum();
        assert_eq!(layout.padding(), size - uses);
    }
}

/// Trap 2 again: where no member is a pointer to such a function, nothing but other pointers tells that one differs.
#[test]
fn a_function_item_has_no_bytes_where_no_pointer_is() {
    let told = Told::new("functions.rs", "functions", &["-g"]);
    for (name, others) in [("Call", 4), ("Nothing", 0)] {
        let fact = told.of(name).next().expect("it is printed");
        let size: usize = fact[0].parse().expect("a number");
        let start = format!("functions::{name}<");
        let types = told.program.types().filter(|it| it.raw_name().starts_with(&start));
        assert_eq!(types.len(), 1, "{types:?}");
        let layout = types.iter().next().expect("one").layout();
        assert_eq!((layout.size, size), (others, others), "{layout:#?}");
        let function = layout.fields.iter().find(|it| ["function", "0"].contains(&&*it.name));
        assert_eq!(function.expect("the field").size, 0, "{layout:#?}");
        assert_eq!(layout.padding(), 0, "{layout:#?}");
        if let Some(count) = fact.get(1) {
            let offset = count.parse().expect("a number");
            assert_eq!(field(&layout.fields, "count").offset, Some(offset));
        }
    }
}

/// Trap 3: a tail has the type of its element, or no bytes at all.
#[test]
fn tails_are_no_fields_of_one_element() {
    for fact in traps().of("tail") {
        let [offset, stride] = numbers(fact);
        let types = traps().program.types().named(&fact[0]);
        assert_eq!(types.len(), 1, "{types:?}");
        let layout = types.iter().next().expect("one").layout();
        assert_eq!(tail(&layout), Some((Some(offset), Some(stride))), "{layout:#?}");
    }
    let object = only("traps::Generic<dyn core::fmt::Debug>");
    assert_eq!(tail(&object), Some((None, None)));
    assert_eq!(field(&object.fields, "tail").size, 0);
}

/// Trap 4: variants that can never be are listed as others are.
#[test]
fn variants_without_values_are_said_to_be() {
    let never = only("traps::Never");
    assert_eq!(never.tagging, Some(Tagging::Single));
    let is_never: Vec<_> = never.variants.iter().map(|it| it.is_uninhabited).collect();
    assert_eq!(is_never, [false, true]);
    let tagged = only("traps::NeverTagged");
    let is_never: Vec<_> = tagged.variants.iter().map(|it| it.is_uninhabited).collect();
    assert_eq!(is_never, [false, false, true]);
    let empty = only("traps::Empty");
    assert_eq!((empty.kind, empty.variants.len(), empty.size), (Kind::Enum, 0, 0));
}

/// Trap 5: negative tags stand in as many bytes as they have.
#[test]
fn tags_have_their_sign() {
    let discriminants = |name: &str| -> Vec<String> {
        only(name).variants.iter().map(|it| it.discriminant.to_string()).collect()
    };
    assert_eq!(discriminants("traps::Signed"), ["-1", "5"]);
    assert_eq!(discriminants("traps::SignedPayload"), ["-2", "300"]);
    assert_eq!(discriminants("traps::Wide"), ["1", &(1_u128 << 100).to_string()]);
}

/// Trap 6: a variant is as large as its enum, whatever is in it.
#[test]
fn a_variant_ends_with_its_fields() {
    let data = only("traps::Data");
    let int = &data.variants[0];
    assert_eq!(int.name, "Int");
    let end = int.fields.iter().filter_map(FieldRecord::end).max();
    assert!(end.is_some_and(|end| end < data.size), "{int:#?}");
}

/// Trap 7: a niche, and what it holds.
#[test]
fn a_niche_has_a_place_and_values() {
    let niched = only("traps::Niched");
    assert_eq!(niched.tagging, Some(Tagging::Niche));
    let niche = niched.niche.expect("its place");
    assert_eq!(niche.size, size_of::<usize>());
    assert_eq!(niched.variants[0].stored, Some(Stored::Others));
    assert!(niched.variants[1..].iter().all(|it| matches!(it.stored, Some(Stored::Value(_)))));
    let discriminants: Vec<_> =
        niched.variants.iter().map(|it| it.discriminant.as_i128()).collect();
    assert_eq!(discriminants, [Some(0), Some(1), Some(2)]);
    assert_eq!(
        niched.deep_padding(),
        Some(niched.size - niche.size),
        "of a variant without fields"
    );
}

/// Trap 9: alignments are those of types; what is packed or aligned is seen by them alone.
#[test]
fn packed_and_aligned_types_are_told_by_alignments() {
    let packed = only("traps::Packed");
    assert_eq!((packed.repr.base, packed.repr.packed), (BaseRepr::Unknown, Some(2)));
    assert_eq!(field(&packed.fields, "b").align, 4);
    let aligned = only("traps::Aligned");
    assert_eq!((aligned.repr.align, aligned.size, aligned.align), (Some(64), 64, 64));
    let plain = only("traps::Plain");
    assert_eq!((plain.repr.packed, plain.repr.align), (None, None));
    assert_eq!(plain.repr.to_string(), "repr(?)");
    let transparent = only("traps::Transparent");
    assert_eq!((transparent.repr.base, transparent.size), (BaseRepr::Unknown, 4));
}

/// Trap 8: enums without payloads have an entry of their own, and those of C with payloads have a tag that C
/// has too.
#[test]
fn enums_of_c_have_their_tags_in_front() {
    for (name, size) in [
        ("traps::Letters", 1),
        ("traps::Signed", 1),
        ("traps::Wide", 16),
        ("traps::OfC", size_of::<std::ffi::c_int>()),
        ("traps::OfCByte", 1),
    ] {
        let layout = only(name);
        assert_eq!(layout.kind, Kind::Enum, "{name}");
        assert_eq!(layout.tagging, Some(Tagging::Tag { offset: 0, size }), "{name}");
        assert!(layout.variants.iter().all(|it| it.stored.is_some()), "{layout:#?}");
    }
    let discriminants: Vec<_> =
        only("traps::OfC").variants.iter().map(|it| it.discriminant.as_i128()).collect();
    assert_eq!(discriminants, [Some(0), Some(1)]);
}

/// Trap 10: a thin box is a pointer that is called a box, and fat pointers are structs.
#[test]
fn pointers_of_one_word_and_of_two_are_pointers() {
    for (name, words) in [
        ("&str", 2),
        ("&dyn core::ops::function::Fn(u8) -> u8", 2),
        ("alloc::boxed::Box<traps::Plain>", 1),
    ] {
        let layout = layout(&traps().program, name, words * size_of::<usize>());
        assert_eq!(layout.kind, Kind::Pointer, "{layout:#?}");
    }
}

/// Trap 11: what is captured by reference has a prefix.
#[test]
fn what_a_closure_borrows_has_its_own_name() {
    let [size, align] = numbers(traps().of("borrows").next().expect("it is printed"));
    let closures = traps().program.types().in_module("traps::main").filter(DebugType::is_closure);
    let borrows = closures.iter().map(|it| it.layout()).find(|it| it.size == size);
    let borrows = borrows.expect("the closure");
    assert_eq!(borrows.align, align);
    let names: Vec<_> = borrows.fields.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["text"]);
}

/// A character as an argument is a hash in the debug info: the types stay two, and neither is taken for the
/// other.
#[test]
fn characters_as_arguments_are_not_taken_for_each_other() {
    let lettered = |it: &DebugType<'_>| it.raw_name().starts_with("traps::Lettered<");
    assert_eq!(traps().program.types().filter(lettered).len(), 2);
    for name in ["traps::Lettered<'x'>", "traps::Lettered<'y'>", "traps::Lettered<'z'>"] {
        let named = traps().program.types().named(name);
        assert!(named.len() < 2, "{named:?}");
    }
    assert!(traps().program.types().named("traps::Lettered<'z'>").is_empty());
}

/// Types that are known by their sizes alone are absent, and the error says why.
#[test]
fn types_that_no_code_uses_are_not_there() {
    assert!(traps().of("unused").next().is_some(), "its size is printed");
    let missing = traps().program.named("traps::Unused").expect_err("it is not there");
    assert!(missing.to_string().contains("only types that the program uses"), "{missing}");
    let behind = only("traps::Behind");
    assert_eq!(behind.size, 4, "{behind:#?}");
}

/// Each test that the table above names is one.
#[test]
fn each_trap_has_its_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = String::new();
    for directory in
        ["debug_info", "../layout-core/src/debug_info", "../layout-core/src/debug_info/record"]
    {
        for entry in fs::read_dir(root.join(directory)).expect("the sources") {
            let path = entry.expect("a file").path();
            if path.extension().is_some_and(|it| it == "rs") {
                sources += &fs::read_to_string(path).expect("it is read");
            }
        }
    }
    let rows = include_str!("traps.rs").lines().filter_map(|line| line.strip_prefix("//! | "));
    let mut named = 0;
    for row in rows.skip(2) {
        let (_, tests) = row.split_once(" | ").expect("two columns");
        let mut tests = tests.split('`').skip(1).step_by(2).peekable();
        assert!(tests.peek().is_some(), "{row}");
        for test in tests {
            assert!(
                sources.contains(&format!("#[test]\nfn {test}()"))
                    || sources.contains(&format!("#[test]\n    fn {test}()")),
                "{test}"
            );
            named += 1;
        }
    }
    assert!(named >= 28, "{named}");
}

/// Equal names of types that differ.
#[test]
fn types_of_one_name_are_all_listed() {
    let locals = traps().program.types().named("traps::locals::Local");
    let sizes: Vec<_> = locals.iter().map(|it| it.size()).collect();
    assert_eq!(sizes, [1, 8], "{locals:?}");
    let error = traps().program.named("traps::locals::Local").expect_err("there are two");
    assert!(
        error.to_string().contains("2 different types called `traps::locals::Local`"),
        "{error}"
    );
    let [one, other] = [1, 8].map(|size| format!("\n  traps::locals::Local (size {size}, align "));
    assert!(error.to_string().contains(&one) && error.to_string().contains(&other), "{error}");
}

#[test]
fn closures_and_futures_are_called_as_people_write_them() {
    let closures = traps().program.types().in_crate("traps").filter(DebugType::is_closure);
    let [size, align] = numbers(traps().of("closure").next().expect("it is printed"));
    let closure = closures.iter().find(|it| it.size() == size).expect("the closure");
    assert_eq!((closure.name(), closure.align()), ("traps::main::{closure}".into(), align));
    assert_eq!(closure.raw_name(), "traps::main::{closure_env#0}");
    let layout = closure.layout();
    assert_eq!(
        (field(&layout.fields, "x").size, field(&layout.fields, "y").size),
        (1, size_of::<String>())
    );
    let line = layout.declared_at.expect("the line of its body").line;
    let source = include_str!("fixtures/traps.rs");
    assert!(source.lines().nth(line as usize - 1).expect("it").contains("move |z: u64|"));
    let futures = traps().program.futures().in_crate("traps");
    let names: Vec<_> = futures.iter().map(|it| it.name()).collect();
    assert!(names.contains(&"traps::twice::{async fn}".into()), "{names:?}");
    assert!(futures.iter().all(|it| it.is_future() && !it.is_closure()));
}

#[test]
fn generic_arguments_crates_and_modules_are_told() {
    let vector = layout(&traps().program, "alloc::vec::Vec<u8>", 3 * size_of::<usize>());
    assert_eq!(vector.module_path, "alloc::vec");
    assert_eq!(vector.name, "Vec");
    let generics: Vec<_> =
        vector.generics.iter().map(|it| (it.name.as_str(), it.value.as_str())).collect();
    assert_eq!(generics, [("T", "u8"), ("A", "alloc::alloc::Global")]);
    let types = traps().program.types();
    let all = types.len();
    let ours = types.in_crate("traps");
    assert!(ours.len() > 20 && ours.len() < all);
    assert!(ours.iter().all(|it| it.crate_name() == "traps" && it.is_rust()));
    let inner = traps().program.types().in_module("traps::two");
    assert_eq!(inner.len(), 1, "{inner:?}");
    let missing = traps().program.named("traps::Missing").expect_err("there is none");
    assert!(missing.to_string().contains("has no type `traps::Missing`"), "{missing}");
}
