//! Where a shader expects what a program shares with it, by the rules of GLSL and of WGSL.
//!
//! Sources: the OpenGL Specification 4.6, section 7.6.2.2 "Standard Uniform Block Layout", whose rules 1 to 10 are
//! `std140`, and which says below them how `std430` differs; and WGSL, section 14.4 "Memory Layout": "Alignment and
//! Size", "Structure Member Layout" and "Address Space Layout Constraints".

use super::round_up;
use crate::const_fns::const_max;
use crate::layout::{
    AtomicWidth, BaseRepr, FieldLayout, FieldPath, Inside, Kind, Opaque, Primitive, TypeLayout,
};

/// By which rules a shader reads a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShaderRules {
    Std140,
    Std430,
    /// WGSL, in the address space `uniform`.
    Uniform,
    /// WGSL, in the address space `storage`.
    Storage,
}

/// The size of a `vec4`, to which `std140` rounds up and WGSL's `uniform` restricts.
const VEC4: usize = 16;

impl ShaderRules {
    /// The check that asks for them.
    #[inline]
    pub(crate) const fn check(self) -> &'static str {
        match self {
            Self::Std140 => "std140",
            Self::Std430 => "std430",
            Self::Uniform => "wgsl(uniform)",
            Self::Storage => "wgsl(storage)",
        }
    }

    #[inline]
    pub(crate) const fn is_wgsl(self) -> bool {
        matches!(self, Self::Uniform | Self::Storage)
    }

    #[inline]
    const fn is_uniform(self) -> bool {
        matches!(self, Self::Uniform)
    }

    /// The least alignment of arrays, of structs and of the columns of matrices.
    #[inline]
    const fn least_align(self) -> usize {
        match self {
            Self::Std140 => VEC4,
            _ => 1,
        }
    }
}

/// What a shader has in place of a type, and how large it is there.
#[derive(Clone, Copy)]
pub(crate) struct ShaderType {
    pub(crate) size: usize,
    pub(crate) align: usize,
    pub(crate) class: ShaderClass,
}

/// What sort of type a shader has.
#[derive(Clone, Copy)]
pub(crate) enum ShaderClass {
    Scalar,
    /// A scalar that is no component of a vector.
    Atomic,
    Vector {
        rows: usize,
    },
    Matrix {
        columns: usize,
        rows: usize,
    },
    Array {
        len: usize,
    },
    Struct,
    /// An array whose length differs from buffer to buffer.
    RuntimeArray,
    /// A struct that ends in one.
    RuntimeStruct,
}

impl ShaderType {
    #[inline]
    const fn scalar(width: usize) -> Self {
        Self { size: width, align: width, class: ShaderClass::Scalar }
    }

    #[inline]
    const fn vector(rows: usize, width: usize) -> Self {
        let align = if rows == 2 { 2 * width } else { 4 * width };
        Self { size: rows * width, align, class: ShaderClass::Vector { rows } }
    }

    /// How far apart the elements of an array of the type are.
    #[inline]
    const fn stride(self, rules: ShaderRules) -> usize {
        round_up(self.size, const_max(self.align, rules.least_align()))
    }

    /// An array of the type.
    #[inline]
    const fn repeated(self, len: usize, class: ShaderClass, rules: ShaderRules) -> Self {
        let align = const_max(self.align, rules.least_align());
        Self { size: self.stride(rules).saturating_mul(len), align, class }
    }
}

/// Why a type does not lie in memory as a shader expects it, and where that is so.
#[derive(Clone, Copy)]
pub(crate) struct ShaderFault {
    pub(crate) cause: ShaderCause,
    /// The fields that lead to the one to blame, and that one.
    pub(crate) path: FieldPath,
    /// The type of the field to blame, as it is written.
    pub(crate) ty: &'static str,
    /// Whether that type is a parameter of the type that has the field.
    pub(crate) is_by_parameter: bool,
    /// The struct that the field is of, or whose size is to blame.
    pub(crate) within: Option<&'static TypeLayout>,
}

/// What is wrong.
#[derive(Clone, Copy)]
pub(crate) enum ShaderCause {
    /// The field lies elsewhere. Stable Rust may not tell where it lies here.
    Offset {
        here: Option<usize>,
        there: usize,
    },
    /// The elements of an array lie further apart, or less far.
    Stride {
        here: usize,
        there: usize,
    },
    /// The same of the columns of a matrix.
    Columns {
        here: usize,
        there: usize,
        columns: usize,
        rows: usize,
    },
    /// The whole is of another size.
    Size {
        here: usize,
        there: usize,
    },
    /// No shader has the primitive.
    Primitive(Primitive),
    /// A number of 8 bytes, which WGSL does not have.
    Wide,
    Pointer,
    Enum,
    Union,
    /// The fields of the type are not described; whether this crate describes it, so that the derive is out of place.
    Opaque {
        is_foreign: bool,
    },
    /// A struct of which the shader would have no member.
    NoMembers,
    /// An array without elements.
    NoElements,
    /// The name begins with `_`, and the type may be a shader's.
    MaybePadding {
        there: ShaderType,
    },
    /// An array of `vec2`, or a matrix: in a uniform buffer of WGSL they differ.
    MaybeMatrix {
        columns: usize,
    },
    /// The type is not as large as what `gpu = ...` says that it is: of the `least` size, or the `most`.
    Shape {
        size: usize,
        least: usize,
        most: usize,
    },
    /// `gpu = array` or `gpu = [vec3; 8]` stands where no such array is.
    NoArray,
    /// The tail of an unsized type, of which `gpu = ...` cannot tell how far apart its elements are.
    MarkedTail,
    /// A struct that ends in an array of unknown length, inside of another type.
    NestedTail,
    /// An array of unknown length in a uniform buffer of WGSL.
    UniformTail,
    UniformAtomic,
    /// The elements of an array lie a number of bytes apart that a uniform buffer of WGSL may not have.
    UniformStride {
        stride: usize,
    },
    /// An array or a struct would lie where it may not in a uniform buffer of WGSL.
    UniformOffset {
        there: usize,
    },
    /// What lies behind a struct would be too near to it in a uniform buffer of WGSL.
    UniformNear {
        there: usize,
        least: usize,
    },
}

impl ShaderFault {
    #[inline]
    pub(crate) const fn of(cause: ShaderCause) -> Self {
        Self { cause, path: FieldPath::EMPTY, ty: "", is_by_parameter: false, within: None }
    }

    /// The same, of a type as a whole.
    #[inline]
    pub(crate) const fn of_whole(cause: ShaderCause, layout: &'static TypeLayout) -> Self {
        Self { within: Some(layout), ..Self::of(cause) }
    }

    /// The same, at or inside of a field of a type.
    #[inline]
    const fn inside(mut self, field: &FieldLayout, layout: &'static TypeLayout) -> Self {
        if self.path.is_empty() && self.within.is_none() {
            self.ty = field.ty;
            self.is_by_parameter = field.is_by_parameter();
            self.within = Some(layout);
        }
        Self { path: self.path.within(field.name), ..self }
    }
}

/// `Err` of a cause.
macro_rules! fault {
    ($cause:expr) => {
        Err(ShaderFault::of($cause))
    };
}

/// The kind of a number of 4 bytes, as a pattern.
macro_rules! number {
    () => {
        Kind::Primitive(Primitive::F32 | Primitive::I32 | Primitive::U32)
    };
}

/// What a shader has in place of a type, if all inside it lies where the shader reads it.
#[inline]
pub(crate) const fn shader_type(
    layout: &'static TypeLayout,
    rules: ShaderRules,
) -> Result<ShaderType, ShaderFault> {
    // Most members are one of these, which cost no call here.
    match (layout.kind, layout.element) {
        (number!(), _) => {
            return Ok(ShaderType { size: 4, align: 4, class: ShaderClass::Scalar });
        }
        (Kind::Array { len: rows @ 2..=4 }, Some(TypeLayout { kind: number!(), .. })) => {
            let align = if rows == 2 { 8 } else { 16 };
            return Ok(ShaderType { size: 4 * rows, align, class: ShaderClass::Vector { rows } });
        }
        _ => {}
    }
    let layout = without_wrappers(layout);
    match (layout.kind, layout.element) {
        (Kind::Primitive(primitive), _) => of_primitive(primitive, rules),
        (Kind::Array { len }, Some(element)) => of_array(element, len, rules),
        (Kind::Slice, Some(element)) => of_slice(element, rules),
        (Kind::Struct | Kind::TupleStruct | Kind::UnitStruct | Kind::Tuple, _) => {
            match layout.repr.base {
                BaseRepr::Transparent => of_transparent(layout, rules),
                _ => of_struct(layout, rules),
            }
        }
        (Kind::Pointer, _) => fault!(ShaderCause::Pointer),
        (Kind::Enum, _) => fault!(ShaderCause::Enum),
        (Kind::Union, _) => fault!(ShaderCause::Union),
        (Kind::Opaque, _) if matches!(layout.opaque, Opaque::Atomic(AtomicWidth::Fixed)) => {
            of_atomic(layout.size, rules)
        }
        (Kind::Array { .. } | Kind::Slice | Kind::Opaque, _) => {
            fault!(ShaderCause::Opaque { is_foreign: !layout.name.is_empty() })
        }
    }
}

/// The layout of what lies in memory as the type does, such as the `u32` of a `Wrapping<u32>`.
#[inline]
const fn without_wrappers(mut layout: &'static TypeLayout) -> &'static TypeLayout {
    while let (Inside::AsElement, Some(element)) = (layout.inside(), layout.element) {
        layout = element;
    }
    layout
}

#[inline]
const fn of_primitive(primitive: Primitive, rules: ShaderRules) -> Result<ShaderType, ShaderFault> {
    match primitive {
        Primitive::F32 | Primitive::I32 | Primitive::U32 => Ok(ShaderType::scalar(4)),
        Primitive::F64 => scalar(8, rules),
        other => fault!(ShaderCause::Primitive(other)),
    }
}

#[inline]
const fn scalar(width: usize, rules: ShaderRules) -> Result<ShaderType, ShaderFault> {
    if width == 8 && rules.is_wgsl() {
        fault!(ShaderCause::Wide)
    } else {
        Ok(ShaderType::scalar(width))
    }
}

#[inline]
const fn of_atomic(size: usize, rules: ShaderRules) -> Result<ShaderType, ShaderFault> {
    match (size, rules) {
        (4, ShaderRules::Uniform) => fault!(ShaderCause::UniformAtomic),
        (4, _) => Ok(ShaderType { class: ShaderClass::Atomic, ..ShaderType::scalar(4) }),
        _ => fault!(ShaderCause::Opaque { is_foreign: true }),
    }
}

/// An array of two to four scalars is a vector, and every other one an array.
#[inline]
const fn of_array(
    element: &'static TypeLayout,
    len: usize,
    rules: ShaderRules,
) -> Result<ShaderType, ShaderFault> {
    let inner = attempt!(shader_type(element, rules));
    match (inner.class, len) {
        (ShaderClass::Scalar, 2..=4) => Ok(ShaderType::vector(len, inner.size)),
        (ShaderClass::Vector { rows: 2 }, 2..=4) if rules.is_uniform() => {
            fault!(ShaderCause::MaybeMatrix { columns: len })
        }
        _ => array(inner, element.size, len, rules),
    }
}

/// An array whose elements lie `here` bytes apart.
#[inline]
const fn array(
    element: ShaderType,
    here: usize,
    len: usize,
    rules: ShaderRules,
) -> Result<ShaderType, ShaderFault> {
    let there = element.stride(rules);
    match len {
        0 => return fault!(ShaderCause::NoElements),
        1 => {}
        _ if here != there => return fault!(ShaderCause::Stride { here, there }),
        _ => {}
    }
    if rules.is_uniform() && there % VEC4 != 0 {
        return fault!(ShaderCause::UniformStride { stride: there });
    }
    Ok(element.repeated(len, ShaderClass::Array { len }, rules))
}

/// An array of any length.
#[inline]
const fn of_slice(
    element: &'static TypeLayout,
    rules: ShaderRules,
) -> Result<ShaderType, ShaderFault> {
    if rules.is_uniform() {
        return fault!(ShaderCause::UniformTail);
    }
    let inner = attempt!(shader_type(element, rules));
    let there = inner.stride(rules);
    if element.size != there {
        return fault!(ShaderCause::Stride { here: element.size, there });
    }
    Ok(inner.repeated(0, ShaderClass::RuntimeArray, rules))
}

/// The one field that has bytes stands for the whole.
#[inline]
const fn of_transparent(
    layout: &'static TypeLayout,
    rules: ShaderRules,
) -> Result<ShaderType, ShaderFault> {
    let mut fields = layout.fields();
    while let Some(field) = fields.next() {
        let is_tail = !layout.is_sized() && fields.is_empty();
        match member(&field, is_tail, rules) {
            Ok(Some(member)) => return Ok(member),
            Ok(None) => {}
            Err(fault) => return Err(fault.inside(&field, layout)),
        }
    }
    Err(ShaderFault::of_whole(ShaderCause::NoMembers, layout))
}

#[inline]
const fn of_struct(
    layout: &'static TypeLayout,
    rules: ShaderRules,
) -> Result<ShaderType, ShaderFault> {
    let list = layout.fields;
    let mut placing = ShaderPlacing::new(rules);
    let (mut index, mut at) = (0, 0);
    while index < list.types.len() {
        let ty = &list.types[index];
        let here = list.offsets[index];
        index += 1;
        let is_tail = !layout.is_sized && index == list.types.len();
        let (next, is_placeholder, has_flags) = list.glance(at);
        at = next;
        let found = if has_flags {
            match list.iter().seek(index - 1) {
                Some(field) => member(&field, is_tail, rules),
                None => Ok(None),
            }
        } else {
            unmarked(ty.layout(), ty.size, is_placeholder, is_tail, rules)
        };
        let placed = match found {
            Ok(Some(member)) => match placing.place(member) {
                Ok(there) if there == here => continue,
                Ok(there) => {
                    ShaderFault::of(ShaderCause::Offset { here: list.offset(index - 1), there })
                }
                Err(cause) => ShaderFault::of(cause),
            },
            Ok(None) => continue,
            Err(fault) => fault,
        };
        return Err(match list.iter().seek(index - 1) {
            Some(field) => placed.inside(&field, layout),
            None => placed,
        });
    }
    match placing.finish() {
        Some(whole) => Ok(whole),
        None => Err(ShaderFault::of_whole(ShaderCause::NoMembers, layout)),
    }
}

/// A shader's struct whose members are being placed.
pub(crate) struct ShaderPlacing {
    rules: ShaderRules,
    /// The end of the members so far.
    end: usize,
    /// The greatest alignment of the members so far; 0 if there are none.
    align: usize,
    /// Whether the last member is an array of any length.
    is_open: bool,
    /// How far off the next member must be, if the last one is a struct in a uniform buffer of WGSL.
    least: usize,
}

impl ShaderPlacing {
    #[inline]
    pub(crate) const fn new(rules: ShaderRules) -> Self {
        Self { rules, end: 0, align: 0, is_open: false, least: 0 }
    }

    /// Where the next member lies.
    #[inline]
    pub(crate) const fn place(&mut self, member: ShaderType) -> Result<usize, ShaderCause> {
        // As `round_up` does, without a call where nothing is to be rounded.
        let there = if self.end & (member.align - 1) == 0 {
            self.end
        } else {
            round_up(self.end, member.align)
        };
        if let ShaderRules::Uniform = self.rules {
            let is_compound =
                matches!(member.class, ShaderClass::Array { .. } | ShaderClass::Struct);
            if is_compound && there % VEC4 != 0 {
                return Err(ShaderCause::UniformOffset { there });
            }
            if there < self.least {
                return Err(ShaderCause::UniformNear { there, least: self.least });
            }
            self.least = match member.class {
                ShaderClass::Struct => there.saturating_add(round_up(member.size, VEC4)),
                _ => 0,
            };
        }
        match member.class {
            ShaderClass::RuntimeStruct => return Err(ShaderCause::NestedTail),
            ShaderClass::RuntimeArray => self.is_open = true,
            _ => {}
        }
        if self.align < member.align {
            self.align = member.align;
        }
        self.end = if member.size > usize::MAX - there { usize::MAX } else { there + member.size };
        Ok(there)
    }

    /// The whole, unless it has no members.
    #[inline]
    pub(crate) const fn finish(&self) -> Option<ShaderType> {
        if self.align == 0 {
            return None;
        }
        let align = const_max(self.align, self.rules.least_align());
        let class = if self.is_open { ShaderClass::RuntimeStruct } else { ShaderClass::Struct };
        Some(ShaderType { size: round_up(self.end, align), align, class })
    }
}

/// What a shader has in place of a field; `None` if it has nothing there.
#[inline]
pub(crate) const fn member(
    field: &FieldLayout,
    is_tail: bool,
    rules: ShaderRules,
) -> Result<Option<ShaderType>, ShaderFault> {
    if let Some(shape) = field.shader_shape() {
        return of_shape(shape.as_bytes(), field, is_tail, rules);
    }
    let is_placeholder = matches!(field.name.as_bytes(), [b'_', ..]);
    unmarked(field.layout(), field.size, is_placeholder, is_tail, rules)
}

/// The same of a field without a mark; whether it is a placeholder by its name.
#[inline]
const fn unmarked(
    layout: Option<&'static TypeLayout>,
    size: usize,
    is_placeholder: bool,
    is_tail: bool,
    rules: ShaderRules,
) -> Result<Option<ShaderType>, ShaderFault> {
    if size == 0 && !is_tail {
        return match layout {
            Some(TypeLayout { kind: Kind::Array { .. }, .. }) if !is_placeholder => {
                fault!(ShaderCause::NoElements)
            }
            _ => Ok(None),
        };
    }
    let Some(layout) = layout else {
        return fault!(ShaderCause::Opaque { is_foreign: false });
    };
    if is_placeholder && is_bytes(layout) {
        return Ok(None);
    }
    match shader_type(layout, rules) {
        Ok(there) if is_placeholder => fault!(ShaderCause::MaybePadding { there }),
        Ok(found) => Ok(Some(found)),
        Err(fault) => Err(fault),
    }
}

/// Whether it is an array of bytes, which no shader has.
#[inline]
const fn is_bytes(layout: &'static TypeLayout) -> bool {
    match (layout.kind, layout.element) {
        (Kind::Array { .. }, Some(TypeLayout { kind: Kind::Primitive(primitive), .. })) => {
            matches!(primitive, Primitive::U8)
        }
        (Kind::Array { .. }, Some(element)) => {
            matches!(without_wrappers(element).kind, Kind::Primitive(Primitive::U8))
        }
        _ => false,
    }
}

/// What `gpu = ...` says of a field, as the derive writes it.
#[inline]
const fn of_shape(
    shape: &[u8],
    field: &FieldLayout,
    is_tail: bool,
    rules: ShaderRules,
) -> Result<Option<ShaderType>, ShaderFault> {
    let layout = match field.layout() {
        Some(layout) => Some(without_wrappers(layout)),
        None => None,
    };
    let found = match (shape, layout) {
        ([b'P'], _) => return Ok(None),
        ([b'A'], Some(TypeLayout { kind: Kind::Array { len }, element: Some(element), .. })) => {
            let inner = attempt!(shader_type(element, rules));
            array(inner, element.size, *len, rules)
        }
        ([b'A'], Some(TypeLayout { kind: Kind::Slice, element: Some(element), .. })) => {
            of_slice(element, rules)
        }
        ([b'A'], _) => fault!(ShaderCause::NoArray),
        _ if is_tail => fault!(ShaderCause::MarkedTail),
        ([b'L', rest @ ..], Some(TypeLayout { kind: Kind::Array { len }, .. }))
            if *len != number(rest).0 =>
        {
            fault!(ShaderCause::NoArray)
        }
        _ => sized_shape(shape, field.size, rules),
    };
    match found {
        Ok(found) => Ok(Some(found)),
        Err(fault) => Err(fault),
    }
}

/// What is said to be in so many bytes.
#[inline]
const fn sized_shape(
    shape: &[u8],
    size: usize,
    rules: ShaderRules,
) -> Result<ShaderType, ShaderFault> {
    match shape {
        [b'S'] if size == 4 || size == 8 => scalar(size, rules),
        [b'S'] => fault!(ShaderCause::Shape { size, least: 4, most: 8 }),
        [letter @ (b'V' | b'W'), rows] => {
            let (rows, width) = (digit(*rows), width(*letter, b'W'));
            attempt!(scalar(width, rules));
            let least = rows * width;
            // As `Vec3A` of glam has it.
            let most = if rows == 3 { 4 * width } else { least };
            if size == least || size == most {
                Ok(ShaderType::vector(rows, width))
            } else {
                fault!(ShaderCause::Shape { size, least, most })
            }
        }
        [letter @ (b'M' | b'N'), columns, rows] => {
            matrix(digit(*columns), digit(*rows), width(*letter, b'N'), size, rules)
        }
        [b'L', rest @ ..] => {
            let (len, element) = number(rest);
            if len == 0 {
                return fault!(ShaderCause::NoElements);
            }
            if size % len != 0 {
                return fault!(ShaderCause::NoArray);
            }
            let inner = attempt!(sized_shape(element, size / len, rules));
            array(inner, size / len, len, rules)
        }
        _ => fault!(ShaderCause::NoArray),
    }
}

#[inline]
const fn matrix(
    columns: usize,
    rows: usize,
    width: usize,
    size: usize,
    rules: ShaderRules,
) -> Result<ShaderType, ShaderFault> {
    attempt!(scalar(width, rules));
    let column = ShaderType::vector(rows, width);
    let (here, there) = (size / columns, column.stride(rules));
    if size % columns != 0 || here < column.size {
        let least = columns * column.size;
        return fault!(ShaderCause::Shape { size, least, most: columns * there });
    }
    if here != there {
        return fault!(ShaderCause::Columns { here, there, columns, rows });
    }
    Ok(column.repeated(columns, ShaderClass::Matrix { columns, rows }, rules))
}

/// The size of the components, by the letter of those of 8 bytes.
#[inline]
const fn width(letter: u8, wide: u8) -> usize {
    if letter == wide { 8 } else { 4 }
}

#[inline]
const fn digit(digit: u8) -> usize {
    (digit - b'0') as usize
}

/// The number that stands first, and what stands behind it.
#[inline]
const fn number(mut text: &[u8]) -> (usize, &[u8]) {
    let mut value: usize = 0;
    while let [first @ b'0'..=b'9', rest @ ..] = text {
        value = value.saturating_mul(10).saturating_add(digit(*first));
        text = rest;
    }
    (value, text)
}
