//! Types as a program can change them.

use std::fmt::{self, Display, Formatter};

/// A definition of a struct or an enum.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    pub(super) name: String,
    pub(super) repr: Repr,
    pub(super) body: Body,
    /// What belongs to it: whole items.
    pub(super) items: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Repr {
    pub(super) is_c: bool,
    pub(super) int: Option<String>,
    pub(super) packed: Option<u32>,
    pub(super) align: Option<u32>,
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    Struct(Vec<Field>),
    Enum(Vec<Variant>),
}

#[derive(Clone, Debug)]
pub(super) struct Variant {
    pub(super) name: String,
    pub(super) fields: Vec<Field>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) marks: Option<String>,
}

impl Field {
    pub(super) fn new(name: impl Into<String>, ty: impl Into<String>) -> Self {
        Self { name: name.into(), ty: ty.into(), marks: None }
    }

    /// The group of `contended = "group"`.
    pub(super) fn group(&self) -> Option<&str> {
        self.marks.as_deref()?.strip_prefix("contended = \"")?.strip_suffix('"')
    }
}

impl Definition {
    /// The lists of fields, each with the name of its variant.
    pub(super) fn lists(&mut self) -> Vec<(Option<String>, &mut Vec<Field>)> {
        match &mut self.body {
            Body::Struct(fields) => vec![(None, fields)],
            Body::Enum(variants) => {
                variants.iter_mut().map(|it| (Some(it.name.clone()), &mut it.fields)).collect()
            }
        }
    }
}

impl Display for Repr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if self.is_c {
            parts.push("C".to_owned());
        }
        parts.extend(self.int.clone());
        parts.extend(self.packed.map(|limit| format!("packed({limit})")));
        parts.extend(self.align.map(|minimum| format!("align({minimum})")));
        if parts.is_empty() { Ok(()) } else { write!(f, "#[repr({})]\n", parts.join(", ")) }
    }
}

struct Fields<'a>(&'a [Field]);

impl Display for Fields<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("{ ")?;
        for Field { name, ty, marks } in self.0 {
            if let Some(marks) = marks {
                write!(f, "#[layout({marks})] ")?;
            }
            write!(f, "{name}: {ty}, ")?;
        }
        f.write_str("}")
    }
}

/// As Rust.
impl Display for Definition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { name, repr, body, items } = self;
        write!(f, "{items}#[derive(Layout)]\n{repr}")?;
        match body {
            Body::Struct(fields) => writeln!(f, "struct {name} {}", Fields(fields)),
            Body::Enum(variants) => {
                writeln!(f, "enum {name} {{")?;
                for Variant { name, fields } in variants {
                    match &fields[..] {
                        [] => writeln!(f, "    {name},")?,
                        fields => writeln!(f, "    {name} {},", Fields(fields))?,
                    }
                }
                writeln!(f, "}}")
            }
        }
    }
}
