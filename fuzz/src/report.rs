//! Layouts that are true of no type.

use arbitrary::{Result, Unstructured};
use layout_core::__private::{FieldType, LayoutProbe, ProbeFallback as _, with_fields};
use layout_core::alloc::Bump;
use layout_core::layout::TypeLayout;
use layout_core::{Kind, Layout, Repr};

use crate::outputs;
use crate::types::{Message, Packet, Session, TRUE, Tree, Untrue, Word};

const MAX: usize = usize::MAX;

/// The types of fields: true ones, some without a layout, and others.
const FIELDS: [FieldType; 20] = [
    LayoutProbe::<u8>::__FIELD,
    LayoutProbe::<()>::__FIELD,
    LayoutProbe::<bool>::__FIELD,
    LayoutProbe::<u128>::__FIELD,
    LayoutProbe::<Packet>::__FIELD,
    LayoutProbe::<Session>::__FIELD,
    LayoutProbe::<Message>::__FIELD,
    LayoutProbe::<Tree>::__FIELD,
    LayoutProbe::<Word>::__FIELD,
    LayoutProbe::<[Packet; 3]>::__FIELD,
    LayoutProbe::<[u8; 1 << 20]>::__FIELD,
    LayoutProbe::<std::fmt::Arguments<'static>>::__FIELD,
    LayoutProbe::<Untrue<0, 0, 0>>::__FIELD,
    LayoutProbe::<Untrue<0, MAX, MAX>>::__FIELD,
    LayoutProbe::<Untrue<1, 24, 4>>::__FIELD,
    LayoutProbe::<Untrue<1, MAX, 0>>::__FIELD,
    LayoutProbe::<Untrue<2, 1, 3>>::__FIELD,
    LayoutProbe::<Untrue<3, 3, MAX>>::__FIELD,
    LayoutProbe::<Untrue<4, 2, 2>>::__FIELD,
    LayoutProbe::<Untrue<5, MAX, 1>>::__FIELD,
];

/// Layouts to begin with that are true of no type.
const UNTRUE: [TypeLayout; 8] = [
    Untrue::<0, 0, 0>::LAYOUT,
    Untrue::<1, 8, 4>::LAYOUT,
    Untrue::<1, MAX, 0>::LAYOUT,
    Untrue::<2, 0, MAX>::LAYOUT,
    Untrue::<3, 0, 1>::LAYOUT,
    Untrue::<4, MAX, 7>::LAYOUT,
    <[Untrue<0, MAX, 4>; 2]>::LAYOUT,
    <(Untrue<1, 8, 4>, Untrue<2, MAX, 1>)>::LAYOUT,
];

/// Makes the layout that the bytes say, and turns it into everything.
///
/// # Errors
///
/// The bytes are none.
pub fn read(input: &mut Unstructured<'_>) -> Result<()> {
    let memory = Bump::new();
    let mut layout = match input.int_in_range(0..=3)? {
        0 => *input.choose(&TRUE)?,
        1 => *input.choose(&UNTRUE)?,
        _ => of_fields(input, &memory)?,
    };
    while !input.is_empty() && input.ratio(2, 3)? {
        edit(input, &mut layout, &memory)?;
    }
    outputs::of_layout(layout);
    Ok(())
}

/// What a program may change in safe code.
fn edit(input: &mut Unstructured<'_>, layout: &mut TypeLayout, memory: &Bump) -> Result<()> {
    match input.int_in_range(0..=5)? {
        0 => layout.size = number(input)?,
        1 => layout.align = number(input)?,
        2 => layout.kind = kind(input)?,
        3 => {
            layout.repr = *input.choose(&[Repr::C, Repr::RUST, Repr::TRANSPARENT])?;
            layout.repr.packed = option(input)?;
            layout.repr.align = option(input)?;
        }
        4 => layout.name = text(input, memory)?,
        _ => layout.module_path = text(input, memory)?,
    }
    Ok(())
}

/// A type of any fields at any offsets.
fn of_fields(input: &mut Unstructured<'_>, memory: &Bump) -> Result<TypeLayout> {
    let mut entries = String::new();
    let (mut types, mut offsets) = (Vec::new(), Vec::new());
    for _ in 0..input.int_in_range(0..=12)? {
        let marks = *input.choose(&["", "", "h", "c", "r", "ga", "hgb", "gc"])?;
        let entry = format!("{}:{marks} {}", name(input)?, text(input, memory)?);
        let len = u32::try_from(entry.len()).expect("it is short");
        entries.extend(char::from_u32(len));
        entries.push_str(&entry);
        types.push(*input.choose(&FIELDS)?);
        offsets.push(number(input)?);
    }
    let (entries, types, offsets) = (
        forever(memory.alloc_str(&entries)),
        forever(memory.alloc_slice_copy(&types)),
        forever(memory.alloc_slice_copy(&offsets)),
    );
    let repr = *input.choose(&[Repr::C, Repr::RUST])?;
    Ok(match input.int_in_range(0..=3)? {
        0 | 1 => with_fields::<Packet>(Kind::Struct, "Made", "made", repr, entries, types, offsets),
        2 => with_fields::<[u64; 9]>(
            Kind::TupleStruct,
            "Made",
            "made",
            repr,
            entries,
            types,
            offsets,
        ),
        _ => with_fields::<u64>(Kind::Union, "Made", "made", repr, entries, types, offsets),
    })
}

/// The reference with any lifetime.
fn forever<T: ?Sized>(value: &T) -> &'static T {
    // SAFETY: what is made of it is not used after `read`, in which the memory is freed.
    unsafe { &*std::ptr::from_ref(value) }
}

fn name(input: &mut Unstructured<'_>) -> Result<&'static str> {
    const NAMES: [&str; 12] =
        ["a", "b", "c", "len", "0", "1", "head", "<b>", "\"\n|`", "ä\u{202e}", "int", ""];
    input.choose(&NAMES).copied()
}

fn text(input: &mut Unstructured<'_>, memory: &Bump) -> Result<&'static str> {
    if input.ratio(1, 4)? {
        let len = input.int_in_range(0..=40)?;
        let bytes = input.bytes(len)?;
        return Ok(forever(memory.alloc_str(&String::from_utf8_lossy(bytes))));
    }
    Ok(*input.choose(&[
        "u8",
        "Vec<u8>",
        "",
        "a::b::C",
        "</script>",
        "]]>",
        "\\\n",
        "*/",
        "::",
        "<>>,",
    ])?)
}

fn kind(input: &mut Unstructured<'_>) -> Result<Kind> {
    Ok(match input.int_in_range(0..=10)? {
        0 => Kind::Struct,
        1 => Kind::TupleStruct,
        2 => Kind::UnitStruct,
        3 => Kind::Union,
        4 => Kind::Enum,
        5 => Kind::Tuple,
        6 => Kind::Primitive(layout_core::layout::Primitive::U64),
        7 => Kind::Array { len: number(input)? },
        8 => Kind::Slice,
        9 => Kind::Pointer,
        _ => Kind::Opaque,
    })
}

fn option(input: &mut Unstructured<'_>) -> Result<Option<usize>> {
    Ok(if input.arbitrary()? { Some(number(input)?) } else { None })
}

/// Numbers at the edges are likely.
fn number(input: &mut Unstructured<'_>) -> Result<usize> {
    Ok(match input.int_in_range(0..=7)? {
        0 => 0,
        1 => input.int_in_range(0..=130)?,
        2 => input.int_in_range(0..=16)?,
        3 => 1 << input.int_in_range(0..=63)?,
        4 => MAX - input.int_in_range(0..=70)?,
        5 => isize::MAX as usize - input.int_in_range(0..=2)? + 1,
        6 => input.int_in_range(0..=5_000)?,
        _ => input.arbitrary()?,
    })
}
