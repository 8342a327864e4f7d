//! Assertions in C, so that a C compiler checks its header against the layout in Rust.

mod names;

use core::fmt::{self, Display, Formatter, Write};
use std_alloc::borrow::ToOwned;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use self::names::{BindgenName, cbindgen_identifier, identifier, snake_case};
use super::LayoutReport;
use crate::layout::{BaseRepr, Discriminant, Kind, Repr, Tagging, Tail, VariantKind};
use crate::record::Visible;
use crate::record::{FieldRecord, LayoutRecord, TypeRecord, VariantRecord};

impl LayoutReport {
    /// Turns the layout into assertions in C11, which check a C header.
    ///
    /// If C and Rust share a type, each side declares it, and nothing keeps the two in step. Compile these
    /// assertions with the C header that declares the type: the C compiler rejects the header if it lays the
    /// type out differently.
    ///
    /// The assertions cover
    ///
    /// - the size and the alignment of the type;
    /// - the offset and the size of each field, also inside fields that are `repr(C)` structs or unions. For
    ///   an array of length 0, only the offset is asserted. Other zero-sized fields are left out, because C
    ///   has none;
    /// - for an enum, the values of its constants. If variants have fields, also the offset and the size of
    ///   the tag and of each variant's fields. Their names in C are those that cbindgen gives them: `tag`,
    ///   and the variant's name in snake case (`click.x` for `Click { x }`, `key` for `Key(u8)`).
    ///
    /// # Errors
    ///
    /// Returns [`NotCCompatible`] if C cannot declare a type with this layout.
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
    /// # Ok::<(), layout_core::report::NotCCompatible>(())
    /// ```
    ///
    /// Write the text to a file, and check it with `cc -std=gnu11 -fsyntax-only packet_layout.c`.
    #[inline]
    pub fn to_c_asserts(&self) -> Result<CAsserts, NotCCompatible> {
        self.record().to_c_asserts()
    }
}

impl LayoutRecord {
    /// Turns the layout into assertions in C11: see [`LayoutReport::to_c_asserts`].
    ///
    /// # Errors
    ///
    /// Returns [`NotCCompatible`] if C cannot declare a type with this layout.
    #[inline]
    pub fn to_c_asserts(&self) -> Result<CAsserts, NotCCompatible> {
        let layout = &self.layout;
        let is_declared = layout.kind == Kind::Enum || layout.kind.has_fields();
        let obstacle = if !is_declared {
            Some(Obstacle::NotDeclared)
        } else if layout.kind == Kind::Tuple || !is_defined(layout) {
            Some(Obstacle::Repr(layout.repr))
        } else {
            let tail = layout.tail.filter(|tail| tail.stride.is_none());
            tail.and(layout.fields.last()).map(|field| Obstacle::Tail(field.name.to_string()))
        };
        if let Some(obstacle) = obstacle {
            return Err(NotCCompatible { name: layout.short_name(), obstacle });
        }
        Ok(CAsserts {
            name: default_name(layout),
            record: self.clone(),
            includes: Vec::new(),
            names: Vec::new(),
            skipped: Vec::new(),
            is_bindgen: false,
        })
    }
}

/// Whether the Reference defines the layout, as a C type or through a tag.
#[inline]
fn is_defined(layout: &TypeRecord) -> bool {
    match layout.repr.base {
        BaseRepr::C | BaseRepr::Transparent => true,
        BaseRepr::Rust | BaseRepr::Unknown => layout.repr.int.is_some(),
    }
}

/// The name of the type in C, as cbindgen gives it: with a tag, or without one if the type only renames
/// another.
#[inline]
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
    std_alloc::format!("{tag}{}", identifier(&Visible(&layout.name).to_string()))
}

/// The error of [`LayoutReport::to_c_asserts`]: C cannot declare a type with this layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotCCompatible {
    name: String,
    obstacle: Obstacle,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Obstacle {
    /// The type is not declared at all.
    NotDeclared,
    Repr(Repr),
    /// The last field, which has this name, is unsized and not a slice. So the type's size is not known.
    Tail(String),
}

impl Display for NotCCompatible {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { name, obstacle } = self;
        match obstacle {
            Obstacle::NotDeclared => {
                write!(f, "`{name}` is not a struct, a union or an enum that C can declare")
            }
            Obstacle::Repr(repr) => write!(
                f,
                "`{name}` has no layout that C can declare: it is {repr}, but repr(C) is required"
            ),
            Obstacle::Tail(field) => write!(
                f,
                "the size of `{name}` is unknown: its last field `{}` is unsized, and not a slice that C could \
                 declare as an array",
                Visible(field)
            ),
        }
    }
}

impl core::error::Error for NotCCompatible {}

/// Assertions in C11 about a type. [`LayoutReport::to_c_asserts`] returns them.
///
/// `{}` prints the C file. The methods set names that differ between C and Rust.
#[derive(Clone, Debug)]
pub struct CAsserts {
    record: LayoutRecord,
    name: String,
    includes: Vec<String>,
    /// Paths, each with what C calls the field or the constant; the last of a path counts.
    names: Vec<(String, String)>,
    /// The paths that nothing is asserted of.
    skipped: Vec<String>,
    /// Whether bindgen wrote the names of the fields.
    is_bindgen: bool,
}

impl CAsserts {
    /// Adds an `#include` of a header: `packet.h`, or `<packet.h>` with its angle brackets.
    #[must_use]
    #[inline]
    pub fn include(mut self, header: impl Into<String>) -> Self {
        self.includes.push(header.into());
        self
    }

    /// Sets the type's name in C: `struct packet`, or the name of a `typedef`.
    ///
    /// The default is the name in Rust, after `struct`, `union` or `enum` if C needs that word. A keyword of
    /// C gets an underscore at its end.
    #[must_use]
    #[inline]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the name in C of a field or of an enum's constant.
    ///
    /// `path` is the path in Rust, such as `header.len` or `Red`. In an enum with fields, `Click.x` is a
    /// field of a variant, and `tag` is the tag.
    ///
    /// By default a field has the same name in C as in Rust, with two exceptions: `0` becomes `_0`, and a
    /// keyword of C gets an underscore at its end. cbindgen does the same, and escapes keywords of C++ too.
    /// This crate escapes those only inside the variants of an enum; elsewhere, rename such a field:
    /// `rename("class", "class_")`.
    ///
    /// # Panics
    ///
    /// Panics if the type has nothing at that path.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn rename(mut self, path: impl Into<String>, name: impl Into<String>) -> Self {
        let path = path.into();
        self.require(&path);
        self.names.push((path, name.into()));
        self
    }

    /// Leaves out a field, or a variant and its fields.
    ///
    /// Use it for a field that C declares as bit-fields, which have no address. A comment in the C file names
    /// what is left out.
    ///
    /// # Panics
    ///
    /// Panics if the type has nothing at that path.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn skip(mut self, path: impl Into<String>) -> Self {
        let path = path.into();
        self.require(&path);
        self.skipped.push(path);
        self
    }

    /// Translates the field names of a type that bindgen wrote back to the names in C.
    ///
    /// `type_` becomes `type`, and the fields of `__bindgen_anon_1` are looked up in the surrounding type.
    /// Fields that bindgen adds for bit-fields, padding and alignment are left out.
    ///
    /// A name from [`rename`](Self::rename) takes precedence.
    #[must_use]
    #[inline]
    pub fn bindgen(mut self) -> Self {
        self.is_bindgen = true;
        self
    }

    /// What the user calls the field or the constant at a path in C.
    #[inline]
    fn renamed(&self, path: &str) -> Option<&str> {
        let name = self.names.iter().rev().find(|(renamed, _)| renamed == path);
        name.map(|(_, name)| name.as_str())
    }

    #[inline]
    fn is_skipped(&self, path: &str) -> bool {
        self.skipped.iter().any(|skipped| skipped == path)
    }

    #[track_caller]
    #[inline]
    fn require(&self, path: &str) {
        let layout = &self.record.layout;
        assert!(
            has_path(layout, path),
            "`{}` has no field or variant `{path}` that C could know",
            layout.short_name()
        );
    }

    /// The name in C of the field at `path`, whose name is `default` there unless the user or bindgen
    /// renamed it.
    #[inline]
    fn name_of(&self, path: &str, name: &str) -> BindgenName {
        // A record from a file may call a field anything.
        let name = &*Visible(name).to_string();
        match self.renamed(path) {
            Some(name) => BindgenName::Field(name.into()),
            None if self.is_bindgen => BindgenName::of(name),
            None => BindgenName::Field(identifier(name)),
        }
    }

    /// The name in C of a constant, of a tag or of the member that holds a variant's fields.
    #[inline]
    fn constant(&self, path: &str, default: &str) -> String {
        let default = || identifier(&Visible(default).to_string());
        self.renamed(path).map_or_else(default, String::from)
    }

    #[inline]
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

    #[inline]
    fn assert_offset(&self, f: &mut Formatter<'_>, c: &str, offset: usize) -> fmt::Result {
        let expression = std_alloc::format!("offsetof({}, {c})", self.name);
        self.assert(f, &std_alloc::format!("offset of {c}"), &expression, &offset)
    }

    #[inline]
    fn assert_size(&self, f: &mut Formatter<'_>, c: &str, size: usize) -> fmt::Result {
        let expression = std_alloc::format!("sizeof((({} *)0)->{c})", self.name);
        self.assert(f, &std_alloc::format!("size of {c}"), &expression, &size)
    }

    /// Asserts the fields of a type that lies at that place.
    #[inline]
    fn assert_fields(
        &self,
        f: &mut Formatter<'_>,
        layout: &TypeRecord,
        outer: &FieldPath,
    ) -> fmt::Result {
        for (index, field) in layout.fields.iter().enumerate() {
            let tail = layout.tail.filter(|_| index + 1 == layout.fields.len());
            let place = outer.of(field);
            let c_name = self.name_of(&place.path, &field.name);
            self.assert_field(f, field, tail, place, &c_name)?;
        }
        Ok(())
    }

    /// Asserts a field that lies at that place, without its own name in C.
    #[inline]
    fn assert_field(
        &self,
        f: &mut Formatter<'_>,
        field: &FieldRecord,
        tail: Option<Tail>,
        mut place: FieldPath,
        c_name: &BindgenName,
    ) -> fmt::Result {
        if self.is_skipped(&place.path) {
            return left_out(f, &place.path);
        }
        let has_address = field.size > 0 || tail.is_some() || is_array(field);
        match c_name {
            BindgenName::Absent => return left_out(f, &place.path),
            BindgenName::Anonymous => {}
            BindgenName::Field(_) if !has_address => return Ok(()),
            BindgenName::Field(name) => {
                place.c = join(&place.c, name);
                let c = &place.c;
                if let Some(offset) = place.offset {
                    self.assert_offset(f, c, offset)?;
                }
                match tail {
                    None if field.size > 0 => self.assert_size(f, c, field.size)?,
                    Some(Tail { stride: Some(stride), .. }) if field.layout.is_none() => {
                        let expression = std_alloc::format!("sizeof((({} *)0)->{c}[0])", self.name);
                        let what = std_alloc::format!("size of an element of {c}");
                        self.assert(f, &what, &expression, &stride)?;
                    }
                    _ => {}
                }
            }
        }
        match &field.layout {
            Some(layout) if is_struct_of_c(layout) => self.assert_fields(f, layout, &place),
            _ => Ok(()),
        }
    }

    /// Asserts the constants of an enum; and if it has fields, its tag and its variants as cbindgen
    /// declares them.
    #[inline]
    fn assert_variants(&self, f: &mut Formatter<'_>, layout: &TypeRecord) -> fmt::Result {
        let has_fields = layout.variants.iter().any(|variant| !variant.fields.is_empty());
        if let (true, Some(Tagging::Tag { offset, size })) = (has_fields, layout.tagging) {
            if self.is_skipped(TAG) {
                left_out(f, TAG)?;
            } else {
                let tag = self.constant(TAG, TAG);
                self.assert_offset(f, &tag, offset)?;
                self.assert_size(f, &tag, size)?;
            }
        }
        for variant in &layout.variants {
            if self.is_skipped(&variant.name) {
                left_out(f, &variant.name)?;
                continue;
            }
            let constant = self.constant(&variant.name, &variant.name);
            match CConstant::of(variant.discriminant) {
                Some(value) => {
                    let message = std_alloc::format!(
                        "{}: {constant} is {} in Rust",
                        self.name,
                        variant.discriminant
                    );
                    writeln!(f, "_Static_assert({constant} == {value}, {});", Quoted(&message))?;
                }
                None => writeln!(
                    f,
                    "// {constant} is {} in Rust: C has no constants of more than 64 bits",
                    variant.discriminant
                )?,
            }
            self.assert_payload(f, variant)?;
        }
        Ok(())
    }

    /// Asserts the fields of a variant. cbindgen wraps the only field of a tuple in a struct without a
    /// name, and gives the others a struct named for the variant.
    #[inline]
    fn assert_payload(&self, f: &mut Formatter<'_>, variant: &VariantRecord) -> fmt::Result {
        let member = cbindgen_identifier(&snake_case(&Visible(&variant.name).to_string()));
        let is_inlined = variant.kind == VariantKind::Tuple && variant.fields.len() == 1;
        let mut outer = FieldPath { path: variant.name.clone(), c: String::new(), offset: Some(0) };
        if !is_inlined {
            outer.c.clone_from(&member);
        }
        for field in &variant.fields {
            let place = outer.of(field);
            let c_name = match self.name_of(&place.path, &field.name) {
                BindgenName::Field(name) if self.renamed(&place.path).is_none() => {
                    let name = if is_inlined { member.clone() } else { cbindgen_identifier(&name) };
                    BindgenName::Field(name)
                }
                c_name => c_name,
            };
            self.assert_field(f, field, None, place, &c_name)?;
        }
        Ok(())
    }
}

/// The path of an enum's tag, and cbindgen's name for it.
const TAG: &str = "tag";

/// Says that nothing is asserted of what lies at a path.
#[inline]
fn left_out(f: &mut Formatter<'_>, path: &str) -> fmt::Result {
    writeln!(f, "// left out: {}", OneLine(path))
}

/// Whether a field without bytes is an array, which C knows as one of length 0 or of no length. bindgen
/// has a type of its own for the latter.
#[inline]
fn is_array(field: &FieldRecord) -> bool {
    let mut element = &*field.type_name;
    let name = element.split('<').next().unwrap_or_default();
    if name.rsplit("::").next() == Some("__IncompleteArrayField") {
        return true;
    }
    let mut has_length_0 = false;
    while let Some((inner, len)) =
        element.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')?.rsplit_once("; "))
    {
        has_length_0 |= len == "0";
        element = inner;
    }
    has_length_0
}

/// Whether the type has a field, a variant or a tag at that path, as far as C knows it.
#[inline]
fn has_path(layout: &TypeRecord, path: &str) -> bool {
    let has_field = |fields: &[FieldRecord], path: &str| {
        let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
        let field = fields.iter().find(|field| field.name == first);
        field.is_some_and(|field| match (rest, &field.layout) {
            (None, _) => true,
            (Some(rest), Some(layout)) => is_struct_of_c(layout) && has_path(layout, rest),
            (Some(_), None) => false,
        })
    };
    if layout.kind != Kind::Enum {
        return has_field(&layout.fields, path);
    }
    let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
    let variant = layout.variants.iter().find(|variant| variant.name == first);
    match (variant, rest) {
        (Some(variant), Some(rest)) => has_field(&variant.fields, rest),
        (Some(_), None) => true,
        (None, _) => path == TAG && layout.variants.iter().any(|it| !it.fields.is_empty()),
    }
}

/// The value of a discriminant as a constant expression of C.
enum CConstant {
    /// The decimal digits mean the same in C.
    Plain(i64),
    /// Above `i64::MAX`: without a suffix the compiler warns.
    Unsigned(u64),
    /// `i64::MIN`: its digits without the sign are too large for a signed type.
    Least,
}

impl CConstant {
    #[inline]
    fn of(value: Discriminant) -> Option<Self> {
        if let Some(value) = value.as_i128().and_then(|value| i64::try_from(value).ok()) {
            return Some(if value == i64::MIN { Self::Least } else { Self::Plain(value) });
        }
        let value = value.as_u128().and_then(|value| u64::try_from(value).ok());
        value.map(Self::Unsigned)
    }
}

impl Display for CConstant {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(value) => value.fmt(f),
            Self::Unsigned(value) => write!(f, "{value}u"),
            Self::Least => write!(f, "(-{} - 1)", i64::MAX),
        }
    }
}

/// Whether C knows the fields within a field of that type.
#[inline]
fn is_struct_of_c(layout: &TypeRecord) -> bool {
    matches!(layout.kind, Kind::Struct | Kind::TupleStruct | Kind::Union)
        && layout.repr.base == BaseRepr::C
}

/// Where a field lies, and what it is called.
#[derive(Default)]
struct FieldPath {
    /// Its path in Rust.
    path: String,
    /// Its path in C; while a field's name in C is not known, that of the type around it.
    c: String,
    offset: Option<usize>,
}

impl FieldPath {
    #[inline]
    fn start() -> Self {
        Self { offset: Some(0), ..Self::default() }
    }

    /// The place of a field of what lies here.
    #[inline]
    fn of(&self, field: &FieldRecord) -> Self {
        let offset =
            self.offset.zip(field.offset).and_then(|(outer, inner)| outer.checked_add(inner));
        Self { path: join(&self.path, &field.name), c: self.c.clone(), offset }
    }
}

#[inline]
fn join(outer: &str, inner: &str) -> String {
    match outer {
        "" => inner.to_owned(),
        outer => std_alloc::format!("{outer}.{inner}"),
    }
}

impl Display for CAsserts {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { record, name, includes, .. } = self;
        let LayoutRecord { layout, target, .. } = record;
        let text =
            std_alloc::format!("// The layout of {} in Rust, for {target}.", layout.type_name);
        writeln!(f, "{}", OneLine(&text))?;
        writeln!(
            f,
            "// Written by layout-core. Check it with: cc -std=gnu11 -fsyntax-only THIS_FILE\n"
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
            self.assert_fields(f, layout, &FieldPath::start())?;
        }
        self.assert_variants(f, layout)
    }
}

/// A text as a string literal of C.
struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in Visible(self.0).to_string().chars() {
            if matches!(c, '"' | '\\') {
                f.write_char('\\')?;
            }
            f.write_char(c)?;
        }
        f.write_char('"')
    }
}

/// A text on one line that the next line does not continue: C joins lines at a backslash.
struct OneLine<'a>(&'a str);

impl Display for OneLine<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = Visible(self.0).to_string();
        f.write_str(&text)?;
        if text.ends_with('\\') { f.write_char('.') } else { Ok(()) }
    }
}
