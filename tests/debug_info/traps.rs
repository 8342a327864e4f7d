//! What debug info gets wrong or leaves out, each with what a program says of itself.

use layout_core::debug_info::DebugType;
use layout_core::layout::{BaseRepr, Kind, Tagging};
use layout_core::record::{FieldRecord, Stored, TypeRecord, VariantRecord};

use crate::build::traps;
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

#[test]
fn the_states_of_a_future_hold_locals_and_what_is_awaited() {
    let future = future("twice");
    assert_eq!(future.kind, Kind::Enum);
    assert!(matches!(future.tagging, Some(Tagging::Tag { size: 1, .. })), "{future:#?}");
    let names: Vec<_> = future.variants.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Unresumed", "Returned", "Panicked", "Suspend0", "Suspend1"]);
    let first = state(&future, "Suspend0");
    assert_eq!(field(&first.fields, "big").size, 100);
    let leaf = only("traps::leaf::{async_fn_env#0}");
    let awaited = field(&first.fields, "__awaitee");
    assert_eq!((awaited.size, &awaited.type_name), (leaf.size, &leaf.type_name));
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
}

/// Trap 10: thin and fat pointers are pointers, though fat ones are structs.
#[test]
fn pointers_of_two_words_are_pointers() {
    for (name, size) in [("&str", 2), ("&dyn core::ops::function::Fn(u8) -> u8", 2)] {
        let layout = layout(&traps().program, name, size * size_of::<usize>());
        assert_eq!(layout.kind, Kind::Pointer, "{layout:#?}");
    }
}

/// Equal names of types that differ.
#[test]
fn types_of_one_name_are_all_listed() {
    let locals = traps().program.types().named("traps::locals::Local");
    let sizes: Vec<_> = locals.iter().map(|it| it.size()).collect();
    assert_eq!(sizes, [1, 8], "{locals:?}");
    let error = traps().program.named("traps::locals::Local").expect_err("there are two");
    assert!(error.to_string().contains("2 different types `traps::locals::Local`"), "{error}");
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
