//! What a program prints of its types, and what its debug info says of them.

use layout_core::debug_info::Program;
use layout_core::layout::Tagging;
use layout_core::record::{Stored, TypeRecord};

use crate::build::{Told, traps};

/// The layout of a type by the name that `type_name` prints, and by its size where several have the name.
pub(crate) fn layout(program: &Program, name: &str, size: usize) -> TypeRecord {
    let types = program.types().named(name).filter(|it| it.size() == size);
    let mut layouts: Vec<TypeRecord> = types.iter().map(|it| it.layout()).collect();
    layouts.dedup();
    assert_eq!(layouts.len(), 1, "{name} of {size} bytes: {layouts:#?}");
    layouts.pop().expect("one")
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| panic!("{text}"))
}

/// Compares all that a program prints.
pub(crate) fn compare(told: &Told) {
    let mut sizes = std::collections::HashMap::new();
    for fact in told.of("size") {
        let [name, size, align] = fact else { panic!("{fact:?}") };
        let layout = layout(&told.program, name, number(size));
        assert_eq!(layout.align, number(align), "{name}");
        sizes.insert(name.clone(), layout);
    }
    for fact in told.of("field") {
        let [name, field, offset] = fact else { panic!("{fact:?}") };
        let field_of = |it: &&layout_core::record::FieldRecord| it.name == *field;
        let found =
            sizes[name].fields.iter().find(field_of).unwrap_or_else(|| panic!("{name}.{field}"));
        assert_eq!(found.offset, Some(number(offset)), "{name}.{field}");
    }
    for fact in told.of("payload") {
        let [name, variant, field, offset] = fact else { panic!("{fact:?}") };
        let layout = of_enum(told, name);
        let of_variant =
            layout.variants.iter().find(|it| it.name == *variant).expect("the variant");
        let found = of_variant.fields.iter().find(|it| it.name == *field).expect("the field");
        assert_eq!(found.offset, Some(number(offset)), "{name}::{variant}.{field}");
    }
    for fact in told.of("value") {
        let [name, variant, bytes] = fact else { panic!("{fact:?}") };
        let layout = of_enum(told, name);
        assert_eq!(variant_of(&layout, &bytes_of(bytes)), variant, "{name}: {layout:#?}");
    }
}

fn bytes_of(text: &str) -> Vec<u8> {
    let bytes = text.trim_matches(['[', ']']).split(", ");
    bytes.map(|byte| u8::from_str_radix(byte, 16).expect("a byte")).collect()
}

fn of_enum(told: &Told, name: &str) -> TypeRecord {
    let bytes =
        told.of("value").find(|fact| fact[0] == name).expect("a value")[2].split(", ").count();
    layout(&told.program, name, bytes)
}

/// The variant of a value, by the bytes of its tag or niche.
fn variant_of<'a>(layout: &'a TypeRecord, bytes: &[u8]) -> &'a str {
    let (offset, size) = match (layout.tagging, layout.niche) {
        (Some(Tagging::Tag { offset, size }), None) => (offset, size),
        (Some(Tagging::Niche), Some(niche)) => (niche.offset, niche.size),
        (Some(Tagging::Single), None) => {
            let mut possible = layout.variants.iter().filter(|it| !it.is_uninhabited);
            let only = possible.next().expect("a variant");
            assert!(possible.next().is_none(), "{layout:#?}");
            return &only.name;
        }
        it => panic!("{it:?}"),
    };
    let mut wide = [0; 16];
    let place = &bytes[offset..offset + size];
    if cfg!(target_endian = "big") {
        wide[16 - size..].copy_from_slice(place);
    } else {
        wide[..size].copy_from_slice(place);
    }
    let value = u128::from_ne_bytes(wide);
    let mask = u128::MAX >> (128 - 8 * size);
    let is_it = |stored: Option<Stored>| match stored {
        #[expect(clippy::cast_sign_loss, reason = "the bits are compared")]
        Some(Stored::Value(it)) => {
            it.as_u128().or(it.as_i128().map(|it| it as u128)).map(|it| it & mask) == Some(value)
        }
        _ => false,
    };
    let found = layout.variants.iter().find(|it| is_it(it.stored));
    let found =
        found.or_else(|| layout.variants.iter().find(|it| it.stored == Some(Stored::Others)));
    &found.expect("the value is of a variant").name
}

#[test]
fn what_a_program_prints_is_what_its_debug_info_says() {
    compare(traps());
}

/// The program prints the bytes of values of each variant. What the record says of the tag or the niche finds
/// the variant again.
#[test]
fn tags_and_niches_tell_live_values_apart() {
    let (mut tags, mut niches) = (0, 0);
    for fact in traps().of("value") {
        let [name, variant, bytes] = fact else { panic!("{fact:?}") };
        let layout = of_enum(traps(), name);
        assert_eq!(variant_of(&layout, &bytes_of(bytes)), variant, "{name}: {layout:#?}");
        match layout.tagging {
            Some(Tagging::Tag { .. }) => tags += 1,
            Some(Tagging::Niche) => niches += 1,
            _ => {}
        }
    }
    assert!(tags >= 15 && niches >= 12, "{tags} values with tags, {niches} with niches");
}
