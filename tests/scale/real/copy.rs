//! The sources of a crate with the derive on its types.

use std::path::{Path, PathBuf};

use super::inject::{Injected, Injection, inject};
use crate::project::Project;

/// Where the sources of a crate lie, and what is done to them.
pub(super) struct Source<'a> {
    /// The name of the crate.
    pub(super) name: &'a str,
    pub(super) directory: &'a Path,
    /// The file of its root module, relative to that.
    pub(super) root: &'a str,
    /// Whether it is of the edition in which paths begin in the crate itself.
    pub(super) is_of_2015: bool,
    pub(super) injection: Injection<'a>,
}

/// What a copy is to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A program that prints the types, with the root module in `src/main.rs`.
    Program,
    /// The library with the derive on its types, and nothing else.
    Derived,
    /// The library as it is.
    Plain,
}

impl Source<'_> {
    /// Copies the crate into a project, but for its manifest. Returns how many types have the derive.
    pub(super) fn copy(&self, project: &Project, role: Role) -> usize {
        let modules = Path::new(self.root).parent().expect("it is a file").join("");
        let mut derived = 0;
        for path in files(self.directory) {
            let relative =
                path.strip_prefix(self.directory).expect("the file is inside of the crate");
            let is_module = relative.starts_with(&modules)
                && relative.extension().is_some_and(|extension| extension == "rs")
                && relative != Path::new("build.rs");
            let relative = relative.to_str().expect("crates have files with UTF-8 names");
            if !is_module || role == Role::Plain {
                project.copy(&path, relative);
                continue;
            }
            let injected = self.injected(&path, role);
            derived += injected.derived;
            if relative == self.root {
                self.write_root(project, role, &injected.text);
            } else {
                project.write(relative, &injected.text);
            }
        }
        derived
    }

    fn injected(&self, path: &Path, role: Role) -> Injected {
        let text = std::fs::read_to_string(path)
            .unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
        let injection = Injection { registers: role == Role::Program, ..self.injection };
        inject(&text, injection).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The root of a library, or the same as that of a program, which has a name of its own.
    fn write_root(&self, project: &Project, role: Role, library: &str) {
        let mut text = library.to_owned();
        if self.is_of_2015 {
            text += "\nextern crate layout_core;\n";
        }
        if role == Role::Derived {
            return project.write(self.root, &text);
        }
        if self.is_of_2015 {
            text += "extern crate scale_support;\n";
        }
        let name = format!("#![crate_name = \"{}\"]", self.name);
        let main = "\nfn main() { ::scale_support::print_registered(); }\n";
        project.write("src/main.rs", &(text.replace(&name, "") + main));
    }
}

/// All that a crate may be built from.
fn files(directory: &Path) -> Vec<PathBuf> {
    const OTHERS: [&str; 3] = ["Cargo.toml", "Cargo.lock", "target"];
    let mut files = Vec::new();
    let mut open = vec![directory.to_owned()];
    while let Some(of) = open.pop() {
        let entries = std::fs::read_dir(&of)
            .unwrap_or_else(|error| panic!("cannot read {}: {error}", of.display()));
        for entry in entries {
            let path = entry.expect("the directory can be read on").path();
            let is_other = of == directory && OTHERS.iter().any(|other| path.ends_with(other));
            if path.is_dir() && !is_other {
                open.push(path);
            } else if !is_other {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
