//! What C calls the things that Rust names.

use std_alloc::string::{String, ToString};

/// A name of Rust as an identifier of C: a tuple's `0` is `_0`, and a keyword of C gets an underscore
/// after it.
#[inline]
pub(super) fn identifier(name: &str) -> String {
    escaped(name, C_KEYWORDS.contains(&name))
}

/// The same of a name that cbindgen chose: it escapes keywords of C++ too, whatever the header's language.
#[inline]
pub(super) fn cbindgen_identifier(name: &str) -> String {
    escaped(name, C_KEYWORDS.contains(&name) || CPP_KEYWORDS.contains(&name))
}

#[inline]
fn escaped(name: &str, is_keyword: bool) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        return std_alloc::format!("_{name}");
    }
    std_alloc::format!("{name}{}", if is_keyword { "_" } else { "" })
}

/// The member of cbindgen's union that holds the fields of a variant: `TwoWords` is `two_words`.
///
/// Source: cbindgen 0.29, which splits words as the crate `heck` does. A digit belongs to the word
/// before it, and the last capital of a run of capitals begins a word if a small letter follows.
#[inline]
pub(super) fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for part in name.split('_').filter(|part| !part.is_empty()) {
        let mut chars = part.chars().peekable();
        let mut mode = Mode::Start;
        let mut is_first = true;
        while let Some(c) = chars.next() {
            let next = chars.peek().copied();
            let begins_word = is_first
                || (mode == Mode::Upper
                    && c.is_uppercase()
                    && next.is_some_and(char::is_lowercase))
                || (mode == Mode::Lower && c.is_uppercase());
            if begins_word && !snake.is_empty() {
                snake.push('_');
            }
            snake.extend(c.to_lowercase());
            mode = match c {
                c if c.is_lowercase() => Mode::Lower,
                c if c.is_uppercase() => Mode::Upper,
                _ => mode,
            };
            is_first = false;
        }
    }
    snake
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Start,
    Lower,
    Upper,
}

/// What a field that bindgen wrote is in the C header.
pub(super) enum BindgenName {
    /// A field of that name.
    Field(String),
    /// A struct or a union without a name, whose fields C finds in the type around it.
    Anonymous,
    /// Nothing: bindgen made it for bit-fields, for padding or for alignment.
    Absent,
}

impl BindgenName {
    /// Source: bindgen 0.73, `codegen/mod.rs` and `ir/context.rs` (`rust_mangle`).
    #[inline]
    pub(super) fn of(name: &str) -> Self {
        let is_numbered = |prefix: &str| {
            name.strip_prefix(prefix)
                .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
        };
        if is_numbered("__bindgen_anon_") {
            return Self::Anonymous;
        }
        let is_made =
            ["_bitfield_", "_bitfield_align_", "__bindgen_padding_"].into_iter().any(is_numbered)
                || ["__bindgen_align", "__bindgen_union_align", "bindgen_union_field", "_address"]
                    .contains(&name);
        if is_made {
            return Self::Absent;
        }
        match name.strip_suffix('_') {
            Some(stem) if RUST_KEYWORDS.contains(&stem) => Self::Field(stem.to_string()),
            _ => Self::Field(name.to_string()),
        }
    }
}

/// The keywords of C that a field of Rust can be called, if need be as a raw identifier: those of C11
/// and C23, and `asm`, which GNU C adds.
///
/// Sources: [C11, 6.4.1](https://www.open-std.org/jtc1/sc22/wg14/www/docs/n1570.pdf);
/// [C23, 6.4.1](https://www.open-std.org/jtc1/sc22/wg14/www/docs/n3220.pdf).
const C_KEYWORDS: &[&str] = &[
    "_Alignas",
    "_Alignof",
    "_Atomic",
    "_BitInt",
    "_Bool",
    "_Complex",
    "_Decimal128",
    "_Decimal32",
    "_Decimal64",
    "_Generic",
    "_Imaginary",
    "_Noreturn",
    "_Static_assert",
    "_Thread_local",
    "alignas",
    "alignof",
    "asm",
    "auto",
    "bool",
    "break",
    "case",
    "char",
    "const",
    "constexpr",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extern",
    "false",
    "float",
    "for",
    "goto",
    "if",
    "inline",
    "int",
    "long",
    "nullptr",
    "register",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "struct",
    "switch",
    "thread_local",
    "true",
    "typedef",
    "typeof",
    "typeof_unqual",
    "union",
    "unsigned",
    "void",
    "volatile",
    "while",
];

/// The keywords of C++ that are none of C and that cbindgen writes an underscore after.
///
/// Source: cbindgen 0.29.4, `reserved.rs`.
const CPP_KEYWORDS: &[&str] = &[
    "catch",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "const_cast",
    "consteval",
    "decltype",
    "delete",
    "dynamic_cast",
    "explicit",
    "export",
    "friend",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "operator",
    "private",
    "protected",
    "public",
    "reinterpret_cast",
    "static_cast",
    "template",
    "this",
    "throw",
    "try",
    "typename",
    "using",
    "virtual",
    "wchar_t",
];

/// What bindgen writes an underscore after: keywords of Rust, and the names of its primitives.
///
/// Source: bindgen 0.73, `BindgenContext::rust_mangle`.
const RUST_KEYWORDS: &[&str] = &[
    "Self", "_", "abstract", "alignof", "as", "async", "await", "become", "bool", "box", "break",
    "const", "continue", "crate", "do", "dyn", "else", "enum", "extern", "f32", "f64", "false",
    "final", "fn", "for", "gen", "i128", "i16", "i32", "i64", "i8", "if", "impl", "in", "isize",
    "let", "loop", "macro", "match", "mod", "move", "mut", "offsetof", "override", "priv", "proc",
    "pub", "pure", "ref", "return", "self", "sizeof", "static", "str", "struct", "super", "trait",
    "true", "try", "type", "typeof", "u128", "u16", "u32", "u64", "u8", "unsafe", "unsized", "use",
    "usize", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::{
        C_KEYWORDS, CPP_KEYWORDS, RUST_KEYWORDS, cbindgen_identifier, identifier, snake_case,
    };

    /// As cbindgen 0.29.4 wrote them.
    #[test]
    fn words_of_variants_are_split_as_cbindgen_does() {
        for (variant, member) in [
            ("HTTPServer", "http_server"),
            ("A1B2", "a1b2"),
            ("V2d", "v2d"),
            ("Int", "int"),
            ("ABC", "abc"),
            ("Ipv4Addr", "ipv4_addr"),
            ("X", "x"),
            ("lower_case", "lower_case"),
            ("IOError2x", "io_error2x"),
            ("Snake_Case", "snake_case"),
            ("_Foo", "foo"),
            ("TwoWords", "two_words"),
        ] {
            assert_eq!(snake_case(variant), member);
        }
    }

    #[test]
    fn keywords_are_listed_once_and_in_order() {
        for keywords in [C_KEYWORDS, CPP_KEYWORDS, RUST_KEYWORDS] {
            assert!(keywords.is_sorted());
        }
        assert!(!CPP_KEYWORDS.iter().any(|keyword| C_KEYWORDS.contains(keyword)));
        assert_eq!((identifier("new"), cbindgen_identifier("new")), ("new".into(), "new_".into()));
        for keyword in ["_Bool", "int", "asm", "nullptr"] {
            assert_eq!(identifier(keyword), std::format!("{keyword}_"));
        }
        assert_eq!(identifier("0"), "_0");
        assert_eq!(identifier("length"), "length");
    }
}
