use core::fmt::{self, Display, Formatter, Write};
use std_alloc::collections::BTreeMap;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::LayoutReport;
use crate::layout::{BaseRepr, Kind, Repr, Tail};
use crate::record::{FieldRecord, LayoutRecord, TypeRecord};

impl LayoutReport {
    /// The layout as assertions in C11, to be compiled beside the C header that declares the same type:
    /// the compiler refuses the header if it lays the type out otherwise.
    ///
    /// Size, alignment, and the offset and size of each field are asserted, also those of the fields of
    /// `repr(C)` structs within it. Of an enum without fields the values of its constants are, of one with
    /// fields size and alignment. Fields without bytes are left out, as C has none.
    ///
    /// # Errors
    ///
    /// The layout of the type is not one that C can declare: see [`NotC`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use layout_core::Layout;
    /// #[derive(Layout)]
    /// #[repr(C)]
    /// struct Packet {
    ///     version: u8,
    ///     length: u16,
    /// }
    ///
    /// let asserts = Packet::layout_report().to_c_asserts()?.include("packet.h").named("struct packet");
    /// assert!(asserts.to_string().contains("_Static_assert(offsetof(struct packet, length) == 2,"));
    /// # Ok::<(), layout_core::report::NotC>(())
    /// ```
    ///
    /// Written to a file, it is checked by `cc -std=c11 -fsyntax-only packet_layout.c`.
    pub fn to_c_asserts(&self) -> Result<CAsserts, NotC> {
        self.record().to_c_asserts()
    }
}

impl LayoutRecord {
    /// The layout as assertions in C11; as [`LayoutReport::to_c_asserts`].
    ///
    /// # Errors
    ///
    /// The layout of the type is not one that C can declare: see [`NotC`].
    pub fn to_c_asserts(&self) -> Result<CAsserts, NotC> {
        let layout = &self.layout;
        let is_declared = layout.kind == Kind::Enum || layout.kind.has_fields();
        if !is_declared || layout.kind == Kind::Tuple || !is_defined(layout) {
            return Err(NotC {
                name: layout.short_name(),
                repr: is_declared.then_some(layout.repr),
            });
        }
        Ok(CAsserts {
            name: default_name(layout),
            record: self.clone(),
            includes: Vec::new(),
            names: BTreeMap::new(),
        })
    }
}

/// Whether the layout is one that the Reference defines, as that of the C type or of a tag.
fn is_defined(layout: &TypeRecord) -> bool {
    match layout.repr.base {
        BaseRepr::C | BaseRepr::Transparent => true,
        BaseRepr::Rust => layout.repr.int.is_some(),
    }
}

/// What C calls the type, as cbindgen does: by a tag, or if it is but a name for another by that name.
fn default_name(layout: &TypeRecord) -> String {
    let has_fields = layout.variants.iter().any(|variant| !variant.fields.is_empty());
    let tag = match (layout.kind, layout.repr.base) {
        (_, BaseRepr::Transparent) => "",
        (Kind::Union, _) => "union ",
        (Kind::Enum, BaseRepr::C) if has_fields => "struct ",
        (Kind::Enum, BaseRepr::Rust) if has_fields => "union ",
        (Kind::Enum, _) if layout.repr.int.is_some() => "",
        (Kind::Enum, _) => "enum ",
        _ => "struct ",
    };
    std_alloc::format!("{tag}{}", identifier(&layout.name))
}

/// A name of Rust as one of C, as cbindgen has it.
fn identifier(name: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        return std_alloc::format!("_{name}");
    }
    let is_keyword = KEYWORDS.contains(&name);
    std_alloc::format!("{name}{}", if is_keyword { "_" } else { "" })
}

/// The layout of a type is not one that C can declare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotC {
    name: String,
    /// `None` if the type is not declared at all.
    repr: Option<Repr>,
}

impl Display for NotC {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { name, repr } = self;
        match repr {
            Some(repr) => write!(
                f,
                "the layout of `{name}` is not that of a C type: it is {repr}, where repr(C) is needed"
            ),
            None => write!(f, "`{name}` is not a struct, a union or an enum that C can declare"),
        }
    }
}

impl core::error::Error for NotC {}

/// Assertions in C11 about a type: what [`LayoutReport::to_c_asserts`] returns. `{}` prints the file.
#[derive(Clone, Debug)]
pub struct CAsserts {
    record: LayoutRecord,
    name: String,
    includes: Vec<String>,
    /// What C calls a field or a constant, by its path.
    names: BTreeMap<String, String>,
}

impl CAsserts {
    /// Includes a header: `packet.h`, or with its brackets `<packet.h>`.
    #[must_use]
    pub fn include(mut self, header: impl Into<String>) -> Self {
        self.includes.push(header.into());
        self
    }

    /// Calls the type so in C: `struct packet`, or the name of a `typedef`. Otherwise it is called as in
    /// Rust, with `struct`, `union` or `enum` before it where C needs that, and an `_` behind it if it is
    /// a keyword of C.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Calls a field or an enum's constant so in C; `path` is its path in Rust, such as `header.len` or
    /// `Red`.
    ///
    /// Otherwise it is called as in Rust, but for a field `0`, which is `_0`, and for a name that is a
    /// keyword of C, which has an `_` behind it, as cbindgen has it.
    #[must_use]
    pub fn rename(mut self, path: impl Into<String>, name: impl Into<String>) -> Self {
        self.names.insert(path.into(), name.into());
        self
    }

    /// What C calls a field of what it calls `outer`.
    fn member(&self, path: &str, name: &str) -> String {
        self.names.get(path).cloned().unwrap_or_else(|| identifier(name))
    }

    fn assert(
        &self,
        f: &mut Formatter<'_>,
        what: &str,
        expression: &str,
        value: &dyn Display,
    ) -> fmt::Result {
        let message = std_alloc::format!("{}: {what} is {value} in Rust", self.name);
        writeln!(f, "_Static_assert({expression} == {value}, {});", Quoted(&message))
    }

    /// Asserts the fields of a type that lies at that place.
    fn assert_fields(
        &self,
        f: &mut Formatter<'_>,
        layout: &TypeRecord,
        outer: &Place,
    ) -> fmt::Result {
        let name = &self.name;
        for (index, field) in layout.fields.iter().enumerate() {
            let tail = layout.tail.filter(|_| index + 1 == layout.fields.len());
            if field.size == 0 && tail.is_none() {
                continue;
            }
            let place = outer.of(field, |path| self.member(path, &field.name));
            let c = &place.c;
            if let Some(offset) = place.offset {
                let expression = std_alloc::format!("offsetof({name}, {c})");
                self.assert(f, &std_alloc::format!("offset of {c}"), &expression, &offset)?;
            }
            match tail {
                None => {
                    let expression = std_alloc::format!("sizeof((({name} *)0)->{c})");
                    self.assert(f, &std_alloc::format!("size of {c}"), &expression, &field.size)?;
                }
                Some(Tail { stride: Some(stride), .. }) if field.layout.is_none() => {
                    let expression = std_alloc::format!("sizeof((({name} *)0)->{c}[0])");
                    let what = std_alloc::format!("size of an element of {c}");
                    self.assert(f, &what, &expression, &stride)?;
                }
                Some(_) => {}
            }
            match &field.layout {
                Some(layout) if is_struct_of_c(layout) => self.assert_fields(f, layout, &place)?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Whether C knows the fields within a field of that type.
fn is_struct_of_c(layout: &TypeRecord) -> bool {
    matches!(layout.kind, Kind::Struct | Kind::TupleStruct | Kind::Union)
        && layout.repr.base == BaseRepr::C
}

/// Where a field lies, and what it is called.
#[derive(Default)]
struct Place {
    path: String,
    c: String,
    offset: Option<usize>,
}

impl Place {
    fn start() -> Self {
        Self { offset: Some(0), ..Self::default() }
    }

    fn of(&self, field: &FieldRecord, c_name: impl Fn(&str) -> String) -> Self {
        let join = |outer: &str, inner: &str| match outer {
            "" => inner.to_string(),
            outer => std_alloc::format!("{outer}.{inner}"),
        };
        let path = join(&self.path, &field.name);
        let c = join(&self.c, &c_name(&path));
        let offset =
            self.offset.zip(field.offset).and_then(|(outer, inner)| outer.checked_add(inner));
        Self { path, c, offset }
    }
}

impl Display for CAsserts {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { record, name, includes, .. } = self;
        let LayoutRecord { layout, target, .. } = record;
        writeln!(f, "// The layout of {} in Rust, for {target}.", OneLine(&layout.type_name))?;
        writeln!(
            f,
            "// Written by layout-core; checked by: cc -std=c11 -fsyntax-only THIS_FILE\n"
        )?;
        writeln!(f, "#include <stddef.h>")?;
        for include in includes {
            let quote = if include.starts_with('<') { "" } else { "\"" };
            writeln!(f, "#include {quote}{}{quote}", OneLine(include))?;
        }
        let message = std_alloc::format!("these assertions hold for {target}");
        writeln!(
            f,
            "\n_Static_assert(sizeof(void *) == {}, {});",
            target.pointer_size,
            Quoted(&message)
        )?;
        self.assert(f, "size", &std_alloc::format!("sizeof({name})"), &layout.size)?;
        self.assert(f, "alignment", &std_alloc::format!("_Alignof({name})"), &layout.align)?;
        if layout.repr.base != BaseRepr::Transparent {
            self.assert_fields(f, layout, &Place::start())?;
        }
        if layout.variants.iter().all(|variant| variant.fields.is_empty()) {
            for variant in &layout.variants {
                let c = self.member(&variant.name, &variant.name);
                self.assert(f, &c, &c, &variant.discriminant)?;
            }
        }
        Ok(())
    }
}

/// A text as a string literal of C.
struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' | '\\' => write!(f, "\\{c}")?,
                c if c.is_control() => f.write_char(' ')?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}

/// A text without what would end a line, or go on with it on the next.
struct OneLine<'a>(&'a str);

impl Display for OneLine<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let is_safe = |c: &char| !c.is_control() && *c != '\\';
        self.0.chars().filter(is_safe).try_for_each(|c| f.write_char(c))
    }
}

/// The keywords of C11 that are none in Rust, and those that a raw identifier may be.
///
/// Source: [C11, 6.4.1](https://www.open-std.org/jtc1/sc22/wg14/www/docs/n1570.pdf).
const KEYWORDS: [&str; 34] = [
    "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else",
    "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long", "register",
    "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef",
    "union", "unsigned", "void", "volatile", "while",
];
