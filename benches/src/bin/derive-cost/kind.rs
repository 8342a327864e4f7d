//! The kinds of types which are generated.

use std::fmt::Write as _;

/// Types which every derive compared accepts, none larger than eight bytes.
const TYPES: [&str; 12] =
    ["u8", "u16", "u32", "u64", "i32", "f32", "f64", "usize", "i8", "i16", "i64", "isize"];

/// What the types of a crate are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Structs of `repr(C)`.
    Struct,
    /// Structs of `repr(C)` with a type parameter, which is the type of the
    /// first field.
    Generic,
    /// Enums, with unit, tuple and struct variants in turn.
    Enum,
    /// The same with `repr(u16)`.
    EnumU16,
}

impl Kind {
    pub(crate) const ALL: [Self; 4] = [Self::Struct, Self::Generic, Self::Enum, Self::EnumU16];

    /// The name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Struct => "struct",
            Self::Generic => "generic",
            Self::Enum => "enum",
            Self::EnumU16 => "enum-u16",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What many of them are called in tables.
    pub(crate) fn plural(self) -> &'static str {
        match self {
            Self::Struct => "structs",
            Self::Generic => "structs with a parameter",
            Self::Enum => "enums",
            Self::EnumU16 => "enums of `repr(u16)`",
        }
    }

    /// What a type has so many of, by `--fields`.
    pub(crate) fn parts(self) -> &'static str {
        match self {
            Self::Struct | Self::Generic => "fields",
            Self::Enum | Self::EnumU16 => "variants",
        }
    }

    /// The type of that index, with so many fields or variants.
    pub(crate) fn write(self, source: &mut String, index: usize, count: usize) {
        let (repr, parameter) = match self {
            Self::Struct => ("#[repr(C)]\n", ""),
            Self::Generic => ("#[repr(C)]\n", "<T>"),
            Self::Enum => ("", ""),
            Self::EnumU16 => ("#[repr(u16)]\n", ""),
        };
        let word = if self.parts() == "fields" { "struct" } else { "enum" };
        let _ = writeln!(source, "{repr}pub {word} S{index}{parameter} {{");
        for part in 0..count {
            let ty = field_type(index, part, count);
            let _ = match (self, part % 3) {
                (Self::Generic, _) if part == 0 => writeln!(source, "    pub f0: T,"),
                (Self::Struct | Self::Generic, _) => writeln!(source, "    pub f{part}: {ty},"),
                (_, 0) => writeln!(source, "    V{part},"),
                (_, 1) => writeln!(source, "    V{part}({ty}),"),
                (_, _) => writeln!(source, "    V{part} {{ a: {ty}, b: u32 }},"),
            };
        }
        source.push_str("}\n\n");
    }
}

/// Rotates the types from one type to the next, so that layouts differ while
/// each has the same mixture.
fn field_type(index: usize, field: usize, fields: usize) -> &'static str {
    TYPES[(index + field) % fields % TYPES.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(kind: Kind, index: usize, count: usize) -> String {
        let mut source = String::new();
        kind.write(&mut source, index, count);
        source
    }

    #[test]
    fn structs_rotate_one_mixture_of_types() {
        assert_eq!(
            written(Kind::Struct, 0, 2),
            "#[repr(C)]\npub struct S0 {\n    pub f0: u8,\n    pub f1: u16,\n}\n\n"
        );
        assert_eq!(
            written(Kind::Generic, 1, 2),
            "#[repr(C)]\npub struct S1<T> {\n    pub f0: T,\n    pub f1: u8,\n}\n\n"
        );
    }

    #[test]
    fn enums_have_variants_of_each_shape() {
        assert_eq!(
            written(Kind::EnumU16, 0, 3),
            "#[repr(u16)]\npub enum S0 {\n    V0,\n    V1(u16),\n    V2 { a: u32, b: u32 },\n}\n\n"
        );
        assert!(written(Kind::Enum, 0, 3).starts_with("pub enum S0 {"));
    }

    #[test]
    fn names_round_trip() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.name()), Some(kind));
        }
        assert_eq!(Kind::from_name("Struct"), None);
    }
}
