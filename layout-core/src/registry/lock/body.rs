//! A layout as the lines of a lock file, and back.

use core::fmt::{self, Display, Formatter};
use std_alloc::boxed::Box;
use std_alloc::format;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use crate::layout::{BaseRepr, Discriminant, IntRepr, Kind, Repr, Tagging, Tail, VariantKind};
use crate::record::{
    BitField, FieldRecord, NichePlace, ShortName, Stored, TypeRecord, VariantRecord,
};

/// The lines of a type: a head, then fields and variants. Fields stand in the order of their offsets: that
/// of the declaration is no matter of the layout. Types are named as the record names them.
pub(super) fn lines(record: &TypeRecord) -> Vec<String> {
    let mut lines = Vec::from([format!("  {}", Head(record))]);
    let element = record.element.as_ref();
    lines.extend(element.map(|it| format!("  element: {}", it.type_name)));
    lines.extend(record.held.iter().map(|it| format!("  holds: {}", it.type_name)));
    lines.extend(field_lines(&record.fields, 8));
    for variant in &record.variants {
        let list = match variant.kind {
            VariantKind::Unit => "",
            VariantKind::Tuple => "()",
            VariantKind::Struct => "{}",
        };
        let stored = match variant.stored.filter(|_| record.tagging == Some(Tagging::Niche)) {
            Some(Stored::Value(value)) => format!(", stored {value}"),
            Some(Stored::Others) => ", stored others".into(),
            None => String::new(),
        };
        lines.push(format!("  variant {}{list} = {}{stored}", variant.name, variant.discriminant));
        lines.extend(field_lines(&variant.fields, 10));
    }
    lines
}

/// A line for each field, the first column of which is so wide.
fn field_lines(fields: &[FieldRecord], width: usize) -> Vec<String> {
    let mut order: Vec<&FieldRecord> = fields.iter().collect();
    order.sort_by_key(|field| field.offset.unwrap_or(usize::MAX));
    let line = |field: &FieldRecord| {
        let FieldRecord { name, type_name, size, .. } = field;
        let bits = match field.bits {
            Some(BitField { offset, size }) => format!("{BITS}{offset}+{size}"),
            None => String::new(),
        };
        format!("{:>width$} {size:>5}  {name}: {type_name}{bits}", Number(field.offset))
    };
    order.into_iter().map(line).collect()
}

/// What stands behind the type of a bit-field, and before its first bit and how many it has.
const BITS: &str = ", bits ";

/// What tells each line from the others of a type: the field or the variant that it is of.
pub(super) fn subjects<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut variant = "";
    let mut subject = |line: &'a str| {
        let line = line.trim_start();
        if let Some(rest) = line.strip_prefix("variant ") {
            variant = rest.split([' ', '(', '{']).next().unwrap_or(rest);
            return format!("{variant}.");
        }
        match field_parts(line) {
            Some((_, _, name, _)) => format!("{variant}.{name}"),
            None => String::new(),
        }
    };
    lines.into_iter().map(&mut subject).collect()
}

struct Head<'a>(&'a TypeRecord);

impl Display for Head<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let TypeRecord { kind, size, align, tagging, tail, repr, .. } = self.0;
        match kind {
            Kind::Array { len } => write!(f, "array of {len}")?,
            Kind::Primitive(_) => write!(f, "primitive {}", self.0.type_name)?,
            kind => f.write_str(kind.words())?,
        }
        write!(f, ", size {size}, align {align}")?;
        match tagging {
            Some(Tagging::Tag { offset, size }) => write!(f, ", tag {offset}+{size}")?,
            Some(Tagging::Niche) => match self.0.niche {
                Some(NichePlace { offset, size }) => write!(f, ", niche {offset}+{size}")?,
                None => f.write_str(", niche")?,
            },
            Some(Tagging::Single) => f.write_str(", no tag")?,
            Some(Tagging::Unknown) => f.write_str(", tag ?")?,
            None => {}
        }
        if let Some(Tail { offset, stride }) = tail {
            write!(f, ", tail {}+{}", Number(*offset), Number(*stride))?;
        }
        write!(f, ", {repr}")
    }
}

/// A number that may not be known.
struct Number(Option<usize>);

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(number) => number.fmt(f),
            None => f.pad("?"),
        }
    }
}

/// A line that is none of a type: its number among those of the type, and what is wrong.
pub(super) type Fault = (usize, &'static str);

/// The layout of which these are the lines.
pub(super) fn parse(name: &str, lines: &[&str]) -> Result<TypeRecord, Fault> {
    let Some((head, rest)) = lines.split_first() else {
        return Err((0, "the type has no lines"));
    };
    let mut record = parse_head(name, head.trim()).map_err(|what| (0, what))?;
    for (index, line) in rest.iter().enumerate() {
        let line = line.trim();
        parse_line(&mut record, line).map_err(|what| (index + 1, what))?;
    }
    Ok(record)
}

fn parse_line(record: &mut TypeRecord, line: &str) -> Result<(), &'static str> {
    if let Some(element) = line.strip_prefix("element: ") {
        record.element = Some(Box::new(empty(element)));
    } else if let Some(held) = line.strip_prefix("holds: ") {
        record.held.push(empty(held));
    } else if let Some(variant) = line.strip_prefix("variant ") {
        record.variants.push(parse_variant(variant)?);
    } else {
        let (offset, size, name, ty) = field_parts(line)
            .ok_or("expected a field such as `4 2 length: u16`, or `variant Name = 0`")?;
        let (ty, bits) = match parse_bits(ty) {
            Some((ty, bits)) => (ty, Some(bits)),
            None => (ty, None),
        };
        let field = FieldRecord {
            name: String::from(name).into(),
            ty: "".into(),
            type_name: String::from(ty).into(),
            offset,
            size,
            align: 1,
            layout: None,
            bits,
            declared_at: None,
        };
        match record.variants.last_mut() {
            Some(variant) => variant.fields.push(field),
            None => record.fields.push(field),
        }
    }
    Ok(())
}

/// Offset, size, name and type of a field.
fn field_parts(line: &str) -> Option<(Option<usize>, usize, &str, &str)> {
    let (offset, rest) = line.split_once(' ')?;
    let (size, rest) = rest.trim_start().split_once(' ')?;
    let (name, ty) = rest.trim_start().split_once(": ")?;
    Some((parse_number(offset)?, size.parse().ok()?, name, ty))
}

/// A type and the bits of a field that is of some.
fn parse_bits(text: &str) -> Option<(&str, BitField)> {
    let (ty, bits) = text.rsplit_once(BITS)?;
    let (offset, size) = bits.split_once('+')?;
    Some((ty, BitField { offset: offset.parse().ok()?, size: size.parse().ok()? }))
}

/// What stands before the type that a line names, and that type.
pub(super) fn type_in(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let inner = line.strip_prefix("element: ").or_else(|| line.strip_prefix("holds: "));
    let ty = match inner {
        Some(inner) => inner,
        None => field_parts(line)?.3,
    };
    Some((&line[..line.len() - ty.len()], ty))
}

/// A number or `?`; `None` if it is neither.
#[expect(clippy::option_option, reason = "a number that is not known is no fault")]
fn parse_number(text: &str) -> Option<Option<usize>> {
    if text == "?" { Some(None) } else { text.parse().ok().map(Some) }
}

fn parse_variant(text: &str) -> Result<VariantRecord, &'static str> {
    const EXPECTED: &str = "expected a variant such as `variant Name = 0`";
    let (text, stored) = match text.split_once(", stored ") {
        Some((text, "others")) => (text, Some(Stored::Others)),
        Some((text, value)) => {
            let value = serde_json::from_value(value.into()).map_err(|_| EXPECTED)?;
            (text, Some(Stored::Value(value)))
        }
        None => (text, None),
    };
    let (name, value) = text.split_once(" = ").ok_or(EXPECTED)?;
    let (name, kind) = if let Some(name) = name.strip_suffix("()") {
        (name, VariantKind::Tuple)
    } else if let Some(name) = name.strip_suffix("{}") {
        (name, VariantKind::Struct)
    } else {
        (name, VariantKind::Unit)
    };
    let discriminant: Discriminant = serde_json::from_value(value.into()).map_err(|_| EXPECTED)?;
    let (name, is_uninhabited) = (name.into(), false);
    Ok(VariantRecord {
        name,
        kind,
        discriminant,
        is_uninhabited,
        fields: Vec::new(),
        stored,
        declared_at: None,
    })
}

fn parse_head(name: &str, line: &str) -> Result<TypeRecord, &'static str> {
    const EXPECTED: &str = "expected a type such as `struct, size 8, align 4, repr(C)`";
    let (properties, repr) = line.split_once(", repr(").ok_or(EXPECTED)?;
    let mut record = empty(name);
    record.repr = parse_repr(repr).ok_or(EXPECTED)?;
    let mut properties = properties.split(", ");
    record.kind = properties.next().and_then(parse_kind).ok_or(EXPECTED)?;
    for property in properties {
        parse_property(&mut record, property).ok_or(EXPECTED)?;
    }
    Ok(record)
}

fn parse_property(record: &mut TypeRecord, property: &str) -> Option<()> {
    let (word, value) = property.split_once(' ').unwrap_or((property, ""));
    match (word, value) {
        ("size", value) => record.size = value.parse().ok()?,
        ("align", value) => record.align = value.parse().ok()?,
        ("niche", place) => {
            record.tagging = Some(Tagging::Niche);
            if !place.is_empty() {
                let (offset, size) = place.split_once('+')?;
                let (offset, size) = (offset.parse().ok()?, size.parse().ok()?);
                record.niche = Some(NichePlace { offset, size });
            }
        }
        ("no", "tag") => record.tagging = Some(Tagging::Single),
        ("tag", "?") => record.tagging = Some(Tagging::Unknown),
        ("tag", value) => {
            let (offset, size) = value.split_once('+')?;
            let (offset, size) = (offset.parse().ok()?, size.parse().ok()?);
            record.tagging = Some(Tagging::Tag { offset, size });
        }
        ("tail", value) => {
            let (offset, stride) = value.split_once('+')?;
            let (offset, stride) = (parse_number(offset)?, parse_number(stride)?);
            record.tail = Some(Tail { offset, stride });
        }
        _ => return None,
    }
    Some(())
}

fn parse_kind(text: &str) -> Option<Kind> {
    const PLAIN: [Kind; 9] = [
        Kind::Struct,
        Kind::TupleStruct,
        Kind::UnitStruct,
        Kind::Union,
        Kind::Enum,
        Kind::Tuple,
        Kind::Slice,
        Kind::Pointer,
        Kind::Opaque,
    ];
    if let Some(len) = text.strip_prefix("array of ") {
        return Some(Kind::Array { len: len.parse().ok()? });
    }
    if let Some(name) = text.strip_prefix("primitive ") {
        return serde_json::from_value(name.into()).ok().map(Kind::Primitive);
    }
    PLAIN.into_iter().find(|kind| kind.words() == text)
}

/// A representation without `repr(` before it.
fn parse_repr(text: &str) -> Option<Repr> {
    let mut repr = Repr::RUST;
    for word in text.strip_suffix(')')?.split(", ") {
        let number = |word: &str, name: &str| {
            word.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')')?.parse::<usize>().ok()
        };
        if let Some(limit) = number(word, "packed") {
            repr = repr.packed(limit);
        } else if let Some(minimum) = number(word, "align") {
            repr = repr.aligned(minimum);
        } else {
            match word {
                "Rust" => {}
                "C" => repr.base = BaseRepr::C,
                "?" => repr.base = BaseRepr::Unknown,
                "transparent" => repr.base = BaseRepr::Transparent,
                word => repr.int = Some(parse_int(word)?),
            }
        }
    }
    Some(repr)
}

fn parse_int(name: &str) -> Option<IntRepr> {
    serde_json::from_value(name.into()).ok()
}

/// The fields of a struct or union, and of the variants of an enum.
pub(super) fn fields(record: &TypeRecord) -> impl Iterator<Item = &FieldRecord> {
    record.fields.iter().chain(record.variants.iter().flat_map(|variant| &variant.fields))
}

/// The fields of a struct or union, and of the variants of an enum, to change them.
pub(super) fn fields_mut(record: &mut TypeRecord) -> impl Iterator<Item = &mut FieldRecord> {
    record.fields.iter_mut().chain(record.variants.iter_mut().flat_map(|it| &mut it.fields))
}

/// Gives each field the text of its type that a person reads.
pub(super) fn shorten(record: &mut TypeRecord) {
    for field in fields_mut(record) {
        field.ty = ShortName(&field.type_name).to_string().into();
    }
}

/// A type of which nothing but the name is known.
pub(super) fn empty(name: &str) -> TypeRecord {
    TypeRecord {
        name: ShortName(name).to_string(),
        module_path: String::new(),
        type_name: name.into(),
        kind: Kind::Opaque,
        repr: Repr::RUST,
        size: 0,
        align: 1,
        tail: None,
        fields: Vec::new(),
        variants: Vec::new(),
        tagging: None,
        unknown_inside: None,
        more_unknown_inside: Vec::new(),
        element: None,
        held: Vec::new(),
        niche: None,
        generics: Vec::new(),
        declared_at: None,
    }
}
