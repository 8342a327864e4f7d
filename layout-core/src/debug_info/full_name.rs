//! Names of types as a person reads them.

use std::borrow::Cow;
use std::format;
use std::string::String;

use super::graph::{Graph, NodeId};
use super::raw::{NONE, RawKind};

impl Graph {
    /// The full name of a type: its path and its generic arguments, as the debug info has them.
    pub(super) fn full_name(&self, id: NodeId) -> Cow<'_, str> {
        self.name_of(id, 0)
    }

    /// The parts of the full name of a type, one behind the other: most are not written together for it.
    pub(super) fn name_parts(&self, id: NodeId) -> [Cow<'_, str>; 3] {
        let node = self.node(id);
        if node.name.is_empty() {
            return [self.full_name(id), "".into(), "".into()];
        }
        let colons = if node.module.is_empty() { "" } else { "::" };
        [self.text(node.module).into(), colons.into(), self.text(node.name).into()]
    }

    fn name_of(&self, id: NodeId, depth: usize) -> Cow<'_, str> {
        let Some(id) = id.some() else { return "()".into() };
        let node = self.node(id);
        let (module, name) = (self.text(node.module), self.text(node.name));
        if !name.is_empty() {
            return if module.is_empty() {
                name.into()
            } else {
                format!("{module}::{name}").into()
            };
        }
        if depth > 16 {
            return "_".into();
        }
        let target = || self.name_of(node.target, depth + 1);
        match node.kind {
            RawKind::Array if node.count == NONE => format!("[{}]", target()).into(),
            RawKind::Array => format!("[{}; {}]", target(), node.count).into(),
            RawKind::Pointer if node.target.some().is_none() => "*void".into(),
            RawKind::Pointer | RawKind::MemberPointer => format!("*{}", target()).into(),
            RawKind::Alias => target(),
            RawKind::Function => "fn".into(),
            RawKind::Struct => "{struct}".into(),
            RawKind::Union => "{union}".into(),
            RawKind::Enumeration => "{enum}".into(),
            RawKind::Base(_) | RawKind::Unspecified => "{type}".into(),
        }
    }

    /// The name of a type without its module and its generic arguments.
    pub(super) fn short_name(&self, id: NodeId) -> String {
        let node = self.node(id);
        if node.name.is_empty() {
            return self.full_name(id).into_owned();
        }
        let name = self.text(node.name);
        let is_path = name.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '{');
        match name.find('<') {
            Some(at) if is_path && at > 0 => name[..at].into(),
            _ => name.into(),
        }
    }
}
