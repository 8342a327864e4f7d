//! Which crates, and what it takes to build their copies.

use std::fmt::Write as _;

/// A crate on which the workspace depends, directly or not.
pub(super) struct Real {
    /// Its name in the registry.
    pub(super) name: &'static str,
    /// With what its version begins.
    pub(super) version: &'static str,
    /// The name of the copy.
    pub(super) project: &'static str,
    /// The macros that pass the items and the attributes which they are given through.
    pub(super) macros: &'static [&'static str],
    /// The types that the derive does not take, each with the reason beside it.
    pub(super) without: &'static [&'static str],
    /// The features that are on.
    features: &'static [&'static str],
    /// What it depends on then, and the `Cargo.lock` of the workspace has.
    dependencies: &'static [(&'static str, &'static str)],
}

pub(super) const CRATES: [Real; 4] = [
    // Structs and unions of `repr(C)`.
    Real {
        name: "libc",
        version: "0.2.",
        project: "scale_libc",
        macros: &["s", "s_no_extra_traits", "s_paren"],
        without: &[],
        features: &["default", "std"],
        dependencies: &[],
    },
    // Structs and enums of the default representation, large and recursive.
    Real {
        name: "syn",
        version: "3.",
        project: "scale_syn",
        macros: &["ast_struct", "ast_enum", "ast_enum_of_structs"],
        without: &[],
        features: &[
            "default",
            "derive",
            "parsing",
            "printing",
            "clone-impls",
            "full",
            "visit",
            "extra-traits",
            "proc-macro",
        ],
        dependencies: &[("proc-macro2", "1"), ("quote", "1"), ("unicode-ident", "1")],
    },
    // Many enums.
    Real {
        name: "regex-syntax",
        version: "0.8.",
        project: "scale_regex_syntax",
        macros: &[],
        without: &[],
        features: &["default", "std", "unicode"],
        dependencies: &[],
    },
    // Generic structs with defaults, pointers that are not null, and allocators.
    Real {
        name: "hashbrown",
        version: "0.16.",
        project: "scale_hashbrown",
        macros: &[],
        without: &[],
        features: &["default", "allocator-api2", "default-hasher", "equivalent", "raw-entry"],
        dependencies: &[("allocator-api2", "0.2"), ("equivalent", "1"), ("foldhash", "0.2")],
    },
];

impl Real {
    /// The sections of the copy's manifest, where it is not that of all projects.
    pub(super) fn manifest(&self) -> String {
        let mut text = String::new();
        for (name, version) in self.dependencies {
            let _ = write!(text, "[dependencies.{name}]\nversion = \"{version}\"\n\n");
        }
        text += "[features]\n";
        for feature in self.features.iter().filter(|name| **name != "default") {
            let _ = writeln!(text, "{feature} = []");
        }
        let rest: Vec<_> = self.features.iter().filter(|name| **name != "default").collect();
        text + &format!("default = {rest:?}\n")
    }
}
