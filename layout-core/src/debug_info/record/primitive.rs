//! Numbers, characters and truth values.

use crate::layout::{Kind, Primitive};

/// The kind of a type that is no compound, by its name in Rust, or by its encoding and size.
pub(super) fn kind(name: &str, encoding: u8, size: usize) -> Kind {
    let primitive = match name {
        "()" => return Kind::Tuple,
        "usize" => Primitive::Usize,
        "isize" => Primitive::Isize,
        _ => match (gimli::DwAte(encoding), size) {
            (gimli::DW_ATE_boolean, 1) => Primitive::Bool,
            // In Rust a character; of C++ the UTF-32 one has numbers that are none.
            (gimli::DW_ATE_UTF, 4) if name == "char" => Primitive::Char,
            (gimli::DW_ATE_float, 4) => Primitive::F32,
            (gimli::DW_ATE_float, 8) => Primitive::F64,
            (gimli::DW_ATE_unsigned | gimli::DW_ATE_unsigned_char | gimli::DW_ATE_UTF, _) => {
                match size {
                    1 => Primitive::U8,
                    2 => Primitive::U16,
                    4 => Primitive::U32,
                    8 => Primitive::U64,
                    16 => Primitive::U128,
                    _ => return Kind::Opaque,
                }
            }
            (gimli::DW_ATE_signed | gimli::DW_ATE_signed_char, _) => match size {
                1 => Primitive::I8,
                2 => Primitive::I16,
                4 => Primitive::I32,
                8 => Primitive::I64,
                16 => Primitive::I128,
                _ => return Kind::Opaque,
            },
            _ => return Kind::Opaque,
        },
    };
    Kind::Primitive(primitive)
}
