//! The twins: the same layouts declared in C, by a program that prints what the C compiler makes of
//! them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::catalog::Catalog;
use crate::leaves::{C_TYPES, Twin};
use crate::model::{Base, Body, Const, Definition, Field, Repr, Ty, Use, Variant};
use crate::rust_text::listed_name;

/// The declarations so far.
pub(crate) struct Twins<'a> {
    catalog: &'a Catalog,
    declarations: String,
    statements: String,
    /// The C names of the instances that are declared, by their Rust names.
    names: BTreeMap<String, String>,
}

/// The type of a member: `base` before its name, `dimensions` behind it.
struct Member {
    base: String,
    dimensions: String,
}

impl<'a> Twins<'a> {
    pub(crate) fn new(catalog: &'a Catalog) -> Self {
        let (declarations, statements) = (String::new(), String::new());
        Self { catalog, declarations, statements, names: BTreeMap::new() }
    }

    /// Adds an instance, which has a twin; the program prints it under `key`.
    pub(crate) fn add(&mut self, key: usize, of: &Use) {
        let name = self.declare(of);
        let _ = writeln!(
            self.statements,
            "printf(\"type {key} %zu %zu\\n\", sizeof({name}), _Alignof({name}));"
        );
        let Definition { body, repr, .. } = self.catalog.definition(of);
        match body {
            // In Rust, the fields of size 0 need not lie where C would place them.
            Body::Struct(fields) if repr.base == Base::Transparent => {
                self.print_sizes(&name, &fields.list);
            }
            Body::Struct(fields) => self.print_fields(&name, "", &fields.list),
            Body::Union(fields) => self.print_fields(&name, "", fields),
            Body::Enum(variants) => self.print_variants(&name, variants, of),
        }
    }

    /// The source of the program.
    pub(crate) fn program(&self) -> String {
        let Self { declarations, statements, .. } = self;
        // A function for each type: compilers are slow on very long ones.
        let mut functions = String::new();
        let mut calls = String::new();
        for (index, part) in
            statements.split_inclusive('\n').collect::<Vec<_>>().chunks(100).enumerate()
        {
            let _ = writeln!(functions, "static void part{index}(void) {{\n{}}}", part.concat());
            let _ = writeln!(calls, "part{index}();");
        }
        format!("{C_TYPES}{declarations}{functions}int main(void) {{\n{calls}return 0;\n}}\n")
    }

    fn print_fields(&mut self, name: &str, place: &str, fields: &[Field]) {
        for (index, field) in fields.iter().enumerate() {
            let _ = writeln!(
                self.statements,
                "printf(\"field {} %zu %zu\\n\", offsetof({name}, {place}f{index}), \
                 sizeof((({name} *)0)->{place}f{index}));",
                field.name
            );
        }
    }

    fn print_sizes(&mut self, name: &str, fields: &[Field]) {
        for (index, Field { name: field, .. }) in fields.iter().enumerate() {
            let _ = writeln!(
                self.statements,
                "printf(\"field {field} ? %zu\\n\", sizeof((({name} *)0)->f{index}));",
            );
        }
    }

    fn print_variants(&mut self, name: &str, variants: &[Variant], of: &Use) {
        let is_prefixed = self.catalog.definition(of).repr.base == Base::C;
        for (index, variant) in variants.iter().enumerate() {
            let _ = writeln!(
                self.statements,
                "printf(\"variant {} {}\\n\");",
                variant.name, variant.discriminant
            );
            let place =
                if is_prefixed { format!("payload.v{index}.") } else { format!("v{index}.") };
            self.print_fields(name, &place, &variant.fields.list);
        }
    }

    /// The C name of an instance, which is declared first if it is not yet.
    fn declare(&mut self, of: &Use) -> String {
        let key = listed_name(self.catalog, of);
        if let Some(name) = self.names.get(&key) {
            return name.clone();
        }
        let catalog = self.catalog;
        let definition = catalog.definition(of);
        let body = match &definition.body {
            Body::Struct(fields) => format!("struct {{\n{}}}", self.members(&fields.list, of)),
            Body::Union(fields) => format!("union {{\n{}}}", self.members(fields, of)),
            Body::Enum(variants) => self.enumeration(definition, variants, of),
        };
        let name = format!("t{}", self.names.len());
        self.declarations.push_str(&declaration(&name, &body, definition.repr));
        self.names.insert(key, name.clone());
        name
    }

    fn members(&mut self, fields: &[Field], of: &Use) -> String {
        let mut text = String::new();
        for (index, field) in fields.iter().enumerate() {
            let Member { base, dimensions } = self.member(&field.ty.with(of));
            let _ = writeln!(text, "{base} f{index}{dimensions};");
        }
        text
    }

    /// An enum of `repr(C)` is a tag before a union of payloads; one with an integer's repr is a
    /// union of structs that begin with the tag:
    /// <https://doc.rust-lang.org/reference/type-layout.html#reprc-enums-with-fields>.
    fn enumeration(&mut self, definition: &Definition, variants: &[Variant], of: &Use) -> String {
        let is_prefixed = definition.repr.base == Base::C;
        let fields: Vec<_> =
            variants.iter().map(|variant| self.members(&variant.fields.list, of)).collect();
        let tag = match definition.repr.tag {
            Some(integer) => c_integer(integer).to_owned(),
            // Only after the fields, whose types take names too.
            None => self.constants(variants),
        };
        let mut payloads = String::new();
        for (index, fields) in fields.iter().enumerate() {
            let first = if is_prefixed { String::new() } else { format!("{tag} tag;\n") };
            let _ = writeln!(payloads, "struct {{\n{first}{fields}}} v{index};");
        }
        if is_prefixed {
            format!("struct {{\n{tag} tag;\nunion {{\n{payloads}}} payload;\n}}")
        } else {
            format!("union {{\n{payloads}}}")
        }
    }

    /// The enum of C with the same values. Its constants share one name space with all others, and
    /// have no use.
    fn constants(&self, variants: &[Variant]) -> String {
        let number = self.names.len();
        let values = variants
            .iter()
            .enumerate()
            .map(|(index, variant)| format!("c{number}_{index} = {}", variant.discriminant));
        format!("enum {{ {} }}", values.collect::<Vec<_>>().join(", "))
    }

    fn member(&mut self, ty: &Ty) -> Member {
        let simple = |base: &str| Member { base: base.to_owned(), dimensions: String::new() };
        match ty {
            Ty::Plain(plain) => simple(plain.c.expect("the type has a twin")),
            Ty::Of(constructor, ty) => match constructor.c {
                Twin::Argument => self.member(ty),
                Twin::Pointer => simple("pointer"),
                Twin::Nothing => simple("nothing"),
                Twin::None => unreachable!("the type has a twin"),
            },
            Ty::Array(ty, Const::Value(len)) => {
                let Member { base, dimensions } = self.member(ty);
                Member { base, dimensions: format!("[{len}]{dimensions}") }
            }
            Ty::Generated(of) => simple(&self.declare(of)),
            Ty::Array(..) | Ty::Tuple(_) | Ty::Slice(_) | Ty::Parameter(_) => {
                unreachable!("the type has a twin, and no parameter")
            }
        }
    }
}

fn declaration(name: &str, body: &str, repr: Repr) -> String {
    let (keyword, rest) = body.split_once(' ').expect("`struct` or `union` comes first");
    let attribute = repr
        .align
        .map(|minimum| format!(" __attribute__((aligned({minimum})))"))
        .unwrap_or_default();
    let text = format!("typedef {keyword}{attribute} {rest} {name};\n");
    match repr.packed {
        Some(limit) => format!("#pragma pack(push, {limit})\n{text}#pragma pack(pop)\n"),
        None => text,
    }
}

fn c_integer(rust: &str) -> &'static str {
    match rust {
        "u8" => "uint8_t",
        "u16" => "uint16_t",
        "u32" => "uint32_t",
        "u64" => "uint64_t",
        "usize" => "uintptr_t",
        "u128" => "uint128",
        "i128" => "int128",
        "i8" => "int8_t",
        "i16" => "int16_t",
        "i32" => "int32_t",
        "i64" => "int64_t",
        "isize" => "intptr_t",
        _ => unreachable!("no enum is declared with {rust}"),
    }
}
