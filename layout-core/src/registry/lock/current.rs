//! The types of the program as they would be written in a lock file.

use std_alloc::collections::{BTreeMap, BTreeSet};
use std_alloc::format;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::document::{LockedType, Role, Section};
use crate::layout::{Kind, TypeLayout};
use crate::record::Target;
use crate::registry::name::full_name;
use crate::registry::shallow::shallow;
use crate::registry::{Entry, Types};
use crate::report::ShortName;

/// The types that are locked, and those that lie within them.
pub(super) struct Current {
    /// In the order of a section.
    pub(super) types: Vec<LockedType>,
    /// Where those are declared that are locked themselves.
    places: BTreeMap<String, &'static Entry>,
    /// The crates that types are of: those of others are not this program's to judge.
    crates: BTreeSet<String>,
    scope: Option<String>,
}

/// How a section calls a target: its name, and what layouts depend on.
pub(super) fn name_of(target: &Target) -> String {
    let endian = match target.endian {
        crate::record::Endian::Little => "little",
        crate::record::Endian::Big => "big",
    };
    format!("{target} {}-bit {endian}-endian", target.pointer_size * 8)
}

impl Current {
    pub(super) fn new(types: &Types) -> Self {
        let mut current = Self {
            types: Vec::new(),
            places: BTreeMap::new(),
            crates: BTreeSet::new(),
            scope: types.scope.clone(),
        };
        for entry in types {
            let name = current.add(Role::Type, entry.layout());
            current.crates.insert(crate_of(&name).into());
            current.places.insert(name, entry);
        }
        let roots: BTreeSet<String> = types.iter().map(Entry::name).collect();
        let mut seen = BTreeSet::new();
        for entry in types {
            current.add_within(entry.layout(), &roots, &mut seen);
        }
        current.types.sort_by(|one, other| one.key().cmp(&other.key()));
        current
    }

    /// Where a type is declared that is locked itself.
    pub(super) fn place(&self, name: &str) -> Option<String> {
        self.places.get(name).map(|entry| format!("{}:{}", entry.file(), entry.line()))
    }

    /// Adds a type, and returns its name: types in different blocks of a function may have one name, and
    /// are numbered.
    fn add(&mut self, role: Role, layout: &TypeLayout) -> String {
        let record = shallow(layout);
        let name = record.type_name.clone();
        let numbered = |number: usize| match number {
            1 => name.clone(),
            number => format!("{name} ({number})"),
        };
        let is_free = |name: &String| !self.types.iter().rev().any(|it| it.name == *name);
        let mut names = (1..).map(numbered);
        // Entries come in the order of their names, so that the last ones are those of this name.
        let free = match self.types.last() {
            Some(last) if role == Role::Type && last.record.type_name != name => Some(name.clone()),
            _ => names.find(is_free),
        };
        let name = free.unwrap_or_else(|| name.clone());
        self.types.push(LockedType::new(role, name.clone(), record));
        name
    }

    /// Adds the types that lie within a type and have fields, but for those that are locked themselves.
    fn add_within(
        &mut self,
        layout: &'static TypeLayout,
        roots: &BTreeSet<String>,
        seen: &mut BTreeSet<*const TypeLayout>,
    ) {
        for inner in inside(layout) {
            if !seen.insert(core::ptr::from_ref(inner)) {
                continue;
            }
            let name = full_name(inner.type_name());
            let is_listed = inner.kind.has_fields() || inner.kind == Kind::Enum;
            if is_listed && !roots.contains(&name) && !self.has(&name, inner) {
                self.add(Role::Within, inner);
            }
            self.add_within(inner, roots, seen);
        }
    }

    /// Whether that type is there already: a constant may have several addresses.
    fn has(&self, name: &str, layout: &TypeLayout) -> bool {
        let new = LockedType::new(Role::Within, String::new(), shallow(layout));
        let same_name = self.types.iter().filter(|it| it.record.type_name == name);
        same_name.into_iter().any(|it| it.is_same_layout(&new))
    }

    /// Whether a type of a lock file would be among these if it still was in the program.
    fn is_ours(&self, locked: &LockedType) -> bool {
        let is_in_scope = |scope: &String| {
            locked.name.strip_prefix(scope.as_str()).is_some_and(|rest| rest.starts_with("::"))
        };
        self.crates.contains(crate_of(&locked.name)) && self.scope.as_ref().is_none_or(is_in_scope)
    }

    /// The types of a section that are not this program's to judge: those of other crates, and what lies
    /// within them.
    pub(super) fn others<'a>(&self, section: &'a Section) -> Vec<&'a LockedType> {
        let own: BTreeSet<&str> = self.types.iter().map(|it| it.name.as_str()).collect();
        let (mut others, mut rest): (Vec<_>, Vec<_>) = section
            .types
            .iter()
            .filter(|locked| !own.contains(locked.name.as_str()))
            .partition(|locked| locked.role == Role::Type && !self.is_ours(locked));
        rest.retain(|locked| locked.role == Role::Within);
        let mut next = 0;
        while next < others.len() {
            let holder = others[next];
            let (within, left) = rest.into_iter().partition(|it| is_within(it, holder));
            let _: &Vec<&LockedType> = &within;
            others.extend(within);
            rest = left;
            next += 1;
        }
        others
    }
}

/// Whether the lines of a type name another one.
fn is_within(inner: &LockedType, holder: &LockedType) -> bool {
    let name = format!("{}", ShortName(&inner.name));
    holder.texts().any(|line| line.contains(&name))
}

/// The layouts that are known to lie within a type.
fn inside(layout: &'static TypeLayout) -> impl Iterator<Item = &'static TypeLayout> {
    let of_variants = layout.variants().flat_map(|variant| variant.fields());
    let of_fields = layout.fields().chain(of_variants).filter_map(|field| field.layout());
    of_fields.chain(layout.element())
}

/// The crate that a full name begins with.
fn crate_of(name: &str) -> &str {
    name.split_once("::").map_or(name, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use std_alloc::boxed::Box;
    use std_alloc::collections::BTreeSet;
    use std_alloc::vec::Vec;

    use super::{Current, Role};
    use crate::Layout;
    use crate::layout::TypeLayout;
    use crate::registry;

    #[derive(Layout)]
    #[layout(crate = crate)]
    struct Outer {
        pair: (u8, u32),
        triple: (u8, u8, u8),
    }

    fn names(current: &Current) -> Vec<&str> {
        current.types.iter().map(|locked| locked.name.as_str()).collect()
    }

    /// The compiler may give a constant several addresses, so that a type is not known by its own.
    #[test]
    fn a_type_within_others_is_there_once_whatever_its_address() {
        let types = registry::in_module("layout_core::registry::lock::current::tests");
        let mut current = Current::new(&types);
        let outer = "layout_core::registry::lock::current::tests::Outer";
        let expected = [outer, "(u8, u32)", "(u8, u8, u8)"];
        assert_eq!(names(&current), expected);

        let again: &'static TypeLayout = Box::leak(Box::new(Outer::LAYOUT));
        current.add_within(again, &BTreeSet::from([outer.into()]), &mut BTreeSet::new());
        assert_eq!(names(&current), expected);
        let _ = Outer { pair: (1, 2), triple: (1, 2, 3) }.pair;
    }

    /// Whatever stands between them: names tell types in the file.
    #[test]
    fn types_of_one_name_are_numbered() {
        let mut current = Current::new(&registry::in_module("no::module"));
        let (pair, single) = (<(u8, u64)>::LAYOUT, <(u64,)>::LAYOUT);
        let names = [&pair, &single, &pair, &pair].map(|layout| current.add(Role::Within, layout));
        assert_eq!(names, ["(u8, u64)", "(u64,)", "(u8, u64) (2)", "(u8, u64) (3)"]);
    }
}
