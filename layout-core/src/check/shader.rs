//! The checks that a type lies in memory as a shader expects it.

use core::marker::PhantomData;

use super::CheckTarget;
use super::message::{OFFSET_WIDTH, SIZE_WIDTH, Text, about, numbered_pads, push_field, push_part};
use crate::const_fns::const_max;
use crate::layout::{BaseRepr, FieldLayout, Kind, Primitive, TypeLayout};
use crate::placement::{
    ShaderCause, ShaderClass, ShaderFault, ShaderPlacing, ShaderRules, ShaderType, member,
    placed_align, round_up, shader_type,
};

/// Where a shader of WGSL finds a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressSpace {
    /// `var<uniform>`
    Uniform,
    /// `var<storage>`
    Storage,
}

/// `std140`: the type lies in memory as a shader of GLSL reads a uniform block.
#[track_caller]
#[inline]
pub const fn std140<S: CheckTarget>(_: PhantomData<S>, name: &str) {
    require(name, &layout!(S), ShaderRules::Std140);
}

/// `std430`: the type lies in memory as a shader of GLSL reads a storage block.
#[track_caller]
#[inline]
pub const fn std430<S: CheckTarget>(_: PhantomData<S>, name: &str) {
    require(name, &layout!(S), ShaderRules::Std430);
}

/// `wgsl(uniform)` and `wgsl(storage)`: the type lies in memory as a shader of WGSL reads it.
#[track_caller]
#[inline]
pub const fn wgsl<S: CheckTarget>(_: PhantomData<S>, name: &str, space: AddressSpace) {
    let rules = match space {
        AddressSpace::Uniform => ShaderRules::Uniform,
        AddressSpace::Storage => ShaderRules::Storage,
    };
    require(name, &layout!(S), rules);
}

#[track_caller]
#[inline]
const fn require(name: &str, layout: &'static TypeLayout, rules: ShaderRules) {
    match shader_type(layout, rules) {
        Ok(found) if !layout.is_sized() || is_as_large(layout.size, found) => {}
        Ok(ShaderType { size, .. }) => {
            let cause = ShaderCause::Size { here: layout.size, there: size };
            fail(name, layout, rules, &ShaderFault::of_whole(cause, layout));
        }
        Err(fault) => fail(name, layout, rules, &fault),
    }
}

/// Of a struct or an array the size must be the shader's, so that several of them lie alike, one behind the other.
#[inline]
const fn is_as_large(here: usize, there: ShaderType) -> bool {
    match there.class {
        ShaderClass::Scalar | ShaderClass::Atomic | ShaderClass::Vector { .. } => {
            here >= there.size
        }
        _ => here == there.size,
    }
}

#[cold]
#[track_caller]
#[inline]
const fn fail(name: &str, layout: &TypeLayout, rules: ShaderRules, fault: &ShaderFault) -> ! {
    let text = push_fault(about(name), layout, fault).str(", required ").str(rules.check());
    let text = push_advice(text, fault, rules);
    let is_of_places = matches!(
        fault.cause,
        ShaderCause::Offset { .. }
            | ShaderCause::Size { .. }
            | ShaderCause::UniformOffset { .. }
            | ShaderCause::UniformNear { .. }
    );
    let text = match fault.within {
        Some(within) if is_of_places && !within.fields().is_empty() => {
            let text = if fault.path.len() > 1 {
                text.str("\n  `").str(within.name).str("`:")
            } else {
                text
            };
            push_both(text, within, rules, fault)
        }
        _ => text,
    };
    panic!("{}", text.as_str())
}

/// What is wrong, and where.
#[inline]
const fn push_fault(text: Text, whole: &TypeLayout, fault: &ShaderFault) -> Text {
    match fault.cause {
        ShaderCause::Offset { here: Some(here), there } => push_place(text, fault)
            .str(" lies at offset ")
            .number(here)
            .str(" here and at ")
            .number(there)
            .str(" in the shader"),
        ShaderCause::Offset { here: None, .. } => {
            push_place(text.str("the offset of "), fault).str(" is not known")
        }
        ShaderCause::Stride { here, there } => {
            push_apart(push_place(text.str("the elements of "), fault), here, there)
        }
        ShaderCause::Columns { here, there, .. } => {
            push_apart(push_place(text.str("the columns of "), fault), here, there)
        }
        ShaderCause::Size { here, there } => {
            text.str("size is ").number(here).str(" here and ").number(there).str(" in the shader")
        }
        ShaderCause::Primitive(Primitive::Bool) => push_place(text, fault)
            .str(" cannot be shared with shaders: a bool has 4 bytes in GLSL, and no defined layout in WGSL"),
        ShaderCause::Primitive(Primitive::U8 | Primitive::I8) => {
            push_place(text, fault).str(" is made of single bytes, which no shader reads")
        }
        ShaderCause::Primitive(Primitive::Usize | Primitive::Isize) => {
            push_place(text, fault).str(" is as large as a pointer of this target")
        }
        ShaderCause::Primitive(_) => push_place(text, fault).str(" is a number that no shader has"),
        ShaderCause::Wide => push_place(text, fault).str(" has 8-byte numbers, which WGSL lacks"),
        ShaderCause::Pointer => push_place(text, fault).str(" is a pointer, which a shader cannot follow"),
        ShaderCause::Enum => push_place(text, fault).str(" is an enum, which shaders do not have"),
        ShaderCause::Union => push_place(text, fault).str(" is a union, which shaders do not have"),
        ShaderCause::Opaque { .. } => match (fault.path.len(), whole.kind) {
            (0, Kind::Array { .. } | Kind::Slice) => {
                text.str("what the elements are in a shader is not described")
            }
            _ => push_place(text.str("what "), fault).str(" is in a shader is not described"),
        },
        ShaderCause::NoMembers => {
            push_place(text, fault).str(" has no members, and a shader's struct needs at least one")
        }
        ShaderCause::NoElements => {
            push_place(text, fault).str(" is an array without elements, which shaders do not have")
        }
        ShaderCause::MaybePadding { .. } => {
            push_place(text, fault).str(" may be padding or a member of the shader's struct")
        }
        ShaderCause::MaybeMatrix { .. } => push_place(text, fault)
            .str(" may be a matrix, or an array, which a uniform buffer of WGSL does not take with elements of 8 bytes"),
        ShaderCause::Shape { size, .. } => push_place(text, fault)
            .str(" has ")
            .count(size, "byte")
            .str(", which is not the size of what `gpu` says"),
        ShaderCause::NoArray => push_place(text, fault).str(" is not the array that `gpu` says"),
        ShaderCause::MarkedTail => push_place(text.str("the elements of "), fault)
            .str(" are not described, nor how far apart they are"),
        ShaderCause::NestedTail => push_place(text, fault)
            .str(" ends in an array of any length, which a shader has only at the end of a buffer"),
        ShaderCause::UniformTail => push_place(text, fault)
            .str(" is an array of any length, which a uniform buffer of WGSL does not take"),
        ShaderCause::UniformAtomic => {
            push_place(text, fault).str(" is atomic, which a uniform buffer of WGSL does not take")
        }
        ShaderCause::UniformStride { stride } => push_place(text.str("the elements of "), fault)
            .str(" lie ")
            .count(stride, "byte")
            .str(" apart, and in a uniform buffer of WGSL it must be a multiple of 16"),
        ShaderCause::UniformOffset { there } => push_place(text, fault)
            .str(" is at offset ")
            .number(there)
            .str(" in the shader, and a struct or an array in a uniform buffer of WGSL must be at a multiple of 16"),
        ShaderCause::UniformNear { there, least } => push_place(text, fault)
            .str(" follows a struct at offset ")
            .number(there)
            .str(" in the shader, and in a uniform buffer of WGSL must be at ")
            .number(least)
            .str(" or after that"),
    }
}

#[inline]
const fn push_apart(text: Text, here: usize, there: usize) -> Text {
    text.str(" lie ")
        .count(here, "byte")
        .str(" apart here and ")
        .number(there)
        .str(" in the shader")
}

/// What to write instead; where only fields are to be moved, that stands below the table.
#[inline]
const fn push_advice(text: Text, fault: &ShaderFault, rules: ShaderRules) -> Text {
    let text = match fault.cause {
        ShaderCause::Offset { here: Some(_), .. } | ShaderCause::Size { .. } => return text,
        _ => text.str(": "),
    };
    match fault.cause {
        ShaderCause::Offset { .. } | ShaderCause::Size { .. } => {
            text.str("check an instance whose fields have places")
        }
        ShaderCause::Stride { here, there } => push_stride_advice(text, here, there, rules),
        ShaderCause::Columns { there, columns, rows, .. } => text
            .str("write columns of ")
            .count(there, "byte")
            .str(", as in `#[layout(gpu = mat")
            .number(columns)
            .str("x")
            .number(rows)
            .str(")] [[f32; ")
            .number(there / 4)
            .str("]; ")
            .number(columns)
            .str("]`"),
        ShaderCause::Primitive(Primitive::Bool) => text.str("write `u32`"),
        ShaderCause::Primitive(Primitive::U8 | Primitive::I8) => text
            .str("write `u32`; padding has a name that begins with `_`, or `#[layout(gpu = padding)]`"),
        ShaderCause::Primitive(_) => text.str("write `u32`, `i32` or `f32`"),
        ShaderCause::Wide => text.str("write `f32`, `i32` or `u32`"),
        ShaderCause::Pointer => text.str("write an index, `u32`"),
        ShaderCause::Enum => text.str(
            "write its number, `u32`, or mark an enum of 4 bytes with `#[layout(gpu = scalar)]`",
        ),
        ShaderCause::Opaque { is_foreign: false } if fault.is_by_parameter => {
            text.str("require `Layout` of the parameter, or mark the field with what the shader has, as in `#[layout(gpu = vec3)]`")
        }
        ShaderCause::Opaque { is_foreign: false } => text.str(
            "add `#[derive(Layout)]` to the type, or mark the field with what the shader has, as in `#[layout(gpu = vec3)]`",
        ),
        ShaderCause::Union | ShaderCause::Opaque { is_foreign: true } => {
            text.str("mark the field with what the shader has, as in `#[layout(gpu = vec3)]`")
        }
        ShaderCause::NoMembers | ShaderCause::NoElements => text.str("remove it"),
        ShaderCause::MaybePadding { there } => push_named(
            text.str("write `#[layout(gpu = padding)]` if the shader does not declare it, or else "),
            there,
        ),
        ShaderCause::MaybeMatrix { columns } => {
            text.str("write `#[layout(gpu = mat").number(columns).str("x2)]` on the field")
        }
        ShaderCause::Shape { least, most, .. } => {
            let text = text.str("expected ").count(least, "byte");
            if least == most { text } else { text.str(" or ").number(most) }
        }
        ShaderCause::NoArray => {
            text.str("write `#[layout(gpu = [vec3; 8])]` with the length that the array has")
        }
        ShaderCause::MarkedTail => text.str(
            "wrap what they are in a `#[derive(Layout)] #[repr(transparent)]` struct whose field has the mark, and write a slice of that",
        ),
        ShaderCause::NestedTail => text.str("write its fields here"),
        ShaderCause::UniformTail | ShaderCause::UniformAtomic => {
            text.str("check `wgsl(storage)` and declare the buffer `var<storage>`")
        }
        ShaderCause::UniformStride { .. } => text.str(
            "write elements of 16 bytes, such as `[f32; 4]`, in both, or use `wgsl(storage)`",
        ),
        ShaderCause::UniformOffset { .. } | ShaderCause::UniformNear { .. } => {
            text.str("fill the gap with members that both declare, or use `wgsl(storage)`")
        }
    }
}

/// How to say that a field whose name begins with `_` is a member.
#[inline]
const fn push_named(text: Text, there: ShaderType) -> Text {
    let text = match there.class {
        ShaderClass::Scalar | ShaderClass::Atomic => text.str("`#[layout(gpu = scalar"),
        ShaderClass::Vector { rows } => {
            let wide = if there.size == rows * 8 { "d" } else { "" };
            text.str("`#[layout(gpu = ").str(wide).str("vec").number(rows)
        }
        ShaderClass::Array { .. } | ShaderClass::RuntimeArray => text.str("`#[layout(gpu = array"),
        ShaderClass::Matrix { .. } | ShaderClass::Struct | ShaderClass::RuntimeStruct => {
            return text.str("another name");
        }
    };
    text.str(")]`")
}

#[inline]
const fn push_stride_advice(text: Text, here: usize, there: usize, rules: ShaderRules) -> Text {
    let text = text.str("write elements of ").count(there, "byte");
    let text = match (here, there) {
        (12, 16) => text.str(
            ", as in `#[layout(gpu = [vec3; 8])] [[f32; 4]; 8]`, or a struct with its padding",
        ),
        (..16, 16) => text.str(", such as `[f32; 4]`, in both"),
        _ => text.str(", in both"),
    };
    match rules {
        ShaderRules::Std140 if here < 16 && here != 12 => {
            text.str(", or `std430`, which does not round up to 16")
        }
        _ => text,
    }
}

/// The field that is to blame, or the type itself.
#[inline]
const fn push_place(text: Text, fault: &ShaderFault) -> Text {
    push_part(text, &fault.path, fault.ty)
}

/// The most fields that a table shows.
const MOST_ROWS: usize = 40;

/// The width of the column of the offsets in the shader.
const THERE_WIDTH: usize = 6;

/// The table of a struct with the offsets here and in the shader, and what would make them agree.
#[inline]
const fn push_both(
    text: Text,
    layout: &TypeLayout,
    rules: ShaderRules,
    fault: &ShaderFault,
) -> Text {
    let mut text = text.str("\n    here there size  field");
    let mut placing = ShaderPlacing::new(rules);
    let mut is_known = true;
    let mut fields = layout.fields();
    let mut rows = 0;
    while let Some(field) = fields.next() {
        rows += 1;
        if rows > MOST_ROWS {
            return text.str("\n  (").count(layout.fields().len(), "field").str(" in all)");
        }
        let is_tail = !layout.is_sized() && fields.is_empty();
        text = text.str("\n");
        text = match field.offset {
            Some(here) => text.column(here, OFFSET_WIDTH),
            None => text.spaces(OFFSET_WIDTH - 1).str("?"),
        };
        let found = member(&field, is_tail, rules);
        let there = match &found {
            Ok(Some(found)) if is_known => placing.place(*found),
            _ => Err(ShaderCause::NoMembers),
        };
        text = match (&found, there) {
            (Ok(None), _) => text.spaces(THERE_WIDTH - 1).str("-"),
            (_, Ok(there)) => text.column(there, THERE_WIDTH),
            (_, Err(_)) => {
                is_known = false;
                text.spaces(THERE_WIDTH - 1).str("?")
            }
        };
        text = push_field(text.str(" ").column(field.size, SIZE_WIDTH), &field);
        text = match found {
            Ok(None) if field.size > 0 => text.str("  (padding)"),
            Ok(Some(ShaderType { class, .. })) => push_class(text, class),
            _ => text,
        };
    }
    match (placing.finish(), layout.is_sized()) {
        (Some(whole), true) if is_known => {
            text = text.str("\n").column(layout.size, OFFSET_WIDTH);
            text = text.column(whole.size, THERE_WIDTH).spaces(SIZE_WIDTH + 3).str("(end)");
        }
        _ => {}
    }
    match fault.cause {
        ShaderCause::Offset { here: Some(_), .. } | ShaderCause::Size { .. } if is_known => {
            push_array_hint(push_padding(text, layout, rules), layout, fault)
        }
        _ => text,
    }
}

/// How to say that an array is none of the vectors of a shader, below a fault of one.
#[inline]
const fn push_array_hint(text: Text, layout: &TypeLayout, fault: &ShaderFault) -> Text {
    let Some(name) = fault.path.innermost() else { return text };
    let Some(field) = layout.field(name) else { return text };
    match (field.layout(), field.shader_shape()) {
        (Some(TypeLayout { kind: Kind::Array { len: 2..=4 }, element: Some(element), .. }), None)
            if matches!(element.kind, Kind::Primitive(_)) =>
        {
            text.str("\n  an array of ")
                .number(field.size / element.size)
                .str(" numbers is a vector: if the shader has an array there, mark it `#[layout(gpu = array)]`")
        }
        _ => text,
    }
}

/// What the shader has in place of a field, if its type does not say it in the same word.
#[inline]
const fn push_class(text: Text, class: ShaderClass) -> Text {
    match class {
        ShaderClass::Vector { rows } => text.str("  (vec").number(rows).str(")"),
        ShaderClass::Matrix { columns, rows } => {
            text.str("  (mat").number(columns).str("x").number(rows).str(")")
        }
        ShaderClass::Array { len } => text.str("  (array of ").number(len).str(")"),
        ShaderClass::RuntimeArray => text.str("  (array)"),
        ShaderClass::Scalar
        | ShaderClass::Atomic
        | ShaderClass::Struct
        | ShaderClass::RuntimeStruct => text,
    }
}

/// The fields to insert so that all others lie where the shader has them; or what is in the way.
#[inline]
const fn push_padding(text: Text, layout: &TypeLayout, rules: ShaderRules) -> Text {
    if !matches!(layout.repr.base, BaseRepr::C) {
        return text.str("\n  add `#[repr(C)]`: without it the compiler orders the fields");
    }
    let mut text = text;
    let mut pads = Pads { number: numbered_pads(layout), count: 0, end: 0, align: 1 };
    let mut placing = ShaderPlacing::new(rules);
    let mut fields = layout.fields();
    while let Some(field) = fields.next() {
        let is_tail = !layout.is_sized() && fields.is_empty();
        let align = placed_align(&field, layout.repr);
        let here = round_up(pads.end, align);
        let there = match member(&field, is_tail, rules) {
            Ok(Some(member)) => match placing.place(member) {
                Ok(there) => there,
                Err(_) => return text,
            },
            _ => here,
        };
        if here > there || there % align != 0 {
            return push_too_far(text, &pads, &field, there);
        }
        if here < there {
            text = pads.push(text, there, layout).str(" before `").str(field.name).str("`");
        }
        pads.end = there.saturating_add(field.size);
        pads.align = const_max(pads.align, align);
    }
    match placing.finish() {
        Some(whole) if layout.is_sized() => push_end(text, &mut pads, whole, layout),
        _ => text,
    }
}

/// The padding at the end.
#[inline]
const fn push_end(text: Text, pads: &mut Pads, whole: ShaderType, layout: &TypeLayout) -> Text {
    let least = match layout.repr.align {
        Some(least) => const_max(least, pads.align),
        None => pads.align,
    };
    let size = round_up(pads.end, least);
    if size > whole.size {
        return text
            .str("\n  the type has ")
            .count(size - whole.size, "byte")
            .str(" more than in the shader: remove them, or declare them there");
    }
    if size == whole.size {
        return text;
    }
    let is_rounded = round_up(pads.end, whole.align) == whole.size && layout.repr.packed.is_none();
    let text = pads.push(text, whole.size, layout).str(" at the end");
    if is_rounded {
        text.str(", or `align(").number(whole.align).str(")` in its `repr`")
    } else {
        text
    }
}

/// Why a field cannot be moved to where the shader has it.
#[inline]
const fn push_too_far(text: Text, pads: &Pads, field: &FieldLayout, there: usize) -> Text {
    let text = text.str("\n  `").str(field.name);
    if pads.end > there {
        return text
            .str("` comes after ")
            .count(pads.end - there, "byte")
            .str(" that the shader does not have: remove them, or declare them there");
    }
    text.str("` has a greater alignment than in the shader: use a type with less alignment, or declare padding there")
}

/// The padding that is inserted into a struct, field by field.
struct Pads {
    /// The number of the next one.
    number: usize,
    count: usize,
    /// The end of the fields so far, with what was inserted.
    end: usize,
    /// The greatest alignment of the fields so far.
    align: usize,
}

impl Pads {
    /// Inserts padding up to an offset.
    #[inline]
    const fn push(&mut self, text: Text, there: usize, layout: &TypeLayout) -> Text {
        let text = text.str(if self.count == 0 { "\n  insert `" } else { ", `" });
        let text = match layout.kind {
            Kind::Struct => text.str("_pad").number(self.number).str(": "),
            _ => text.str("#[layout(gpu = padding)] "),
        };
        self.count += 1;
        self.number += 1;
        text.str("[u8; ").number(there - self.end).str("]`")
    }
}
