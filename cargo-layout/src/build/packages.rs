//! The packages that a command is about, and where they are.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cargo_metadata::{Artifact, Metadata, MetadataCommand, Package, Target};

use super::{Source, cargo, crate_name, is_code, is_program};
use crate::cli::Build;
use crate::failure::Failure;

/// The packages whose types are shown.
#[derive(Debug)]
pub(crate) struct Packages {
    /// Those of the workspace, by their identifiers.
    ids: BTreeSet<String>,
    /// Those that the workspace only depends on, by their names.
    names: BTreeSet<String>,
    pub(crate) places: Places,
    /// The sources of all their targets, built or not.
    pub(crate) sources: Vec<Source>,
}

/// Where things are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    pub(crate) manifest: PathBuf,
    pub(crate) workspace: PathBuf,
    /// The target directory of this command.
    pub(crate) target: PathBuf,
}

impl Packages {
    pub(crate) fn find(build: &Build) -> Result<Self, Failure> {
        let manifest = match &build.manifest_path {
            Some(path) => absolute(path)?,
            None => nearest_manifest()?,
        };
        let metadata = metadata(build, &manifest)?;
        let places = Places {
            workspace: metadata.workspace_root.clone().into(),
            target: match &build.target_dir {
                Some(path) => absolute(path)?,
                None => metadata.target_directory.join("layout").into(),
            },
            manifest,
        };
        let (ids, names, sources) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
        let mut chosen = Self { ids, names, places, sources };
        chosen.choose(build, &metadata);
        chosen.sources = chosen.sources_in(&metadata);
        Ok(chosen)
    }

    fn choose(&mut self, build: &Build, metadata: &Metadata) {
        let members = metadata.workspace_packages();
        let id = |package: &Package| package.id.repr.clone();
        if build.workspace {
            self.ids = members.into_iter().map(id).collect();
            return;
        }
        for spec in &build.package {
            let name = spec.rsplit(['/', '#']).next().unwrap_or(spec);
            let name = name.split('@').next().unwrap_or(name);
            match members.iter().find(|package| *package.name == *name) {
                Some(package) => self.ids.insert(id(package)),
                None => self.names.insert(name.into()),
            };
        }
        if !build.package.is_empty() {
            return;
        }
        let here = members
            .iter()
            .find(|it| is_same_file(it.manifest_path.as_std_path(), &self.places.manifest));
        self.ids = match here {
            Some(package) => BTreeSet::from([id(package)]),
            None => metadata.workspace_default_packages().into_iter().map(id).collect(),
        };
    }

    fn sources_in(&self, metadata: &Metadata) -> Vec<Source> {
        let packages = metadata.packages.iter().filter(|it| self.ids.contains(&it.id.repr));
        let targets = packages.flat_map(|it| &it.targets).filter(|it| is_code(it));
        let source = |target: &Target| Source {
            name: crate_name(&target.name),
            root: target.src_path.clone().into(),
            features: Vec::new(),
            is_library: !is_program(target),
        };
        targets.map(source).collect()
    }

    /// Whether an artifact is one of these packages'.
    pub(crate) fn is_own(&self, artifact: &Artifact) -> bool {
        let id = &artifact.package_id.repr;
        self.ids.contains(id) || self.names.contains(name_in(id))
    }
}

/// The name of a package in its identifier: `registry+https://…#regex@1.10.0`, or `path+file:///home/regex#1.10.0`.
fn name_in(id: &str) -> &str {
    let (path, fragment) = id.rsplit_once('#').unwrap_or((id, ""));
    match fragment.split_once('@') {
        Some((name, _)) => name,
        None => path.rsplit('/').next().unwrap_or(path),
    }
}

fn metadata(build: &Build, manifest: &Path) -> Result<Metadata, Failure> {
    let mut command = MetadataCommand::new();
    command.cargo_path(cargo()).manifest_path(manifest).no_deps();
    let mut options = Vec::new();
    for (is_set, switch) in [(build.locked, "--locked"), (build.offline, "--offline")] {
        if is_set {
            options.push(switch.to_owned());
        }
    }
    command.other_options(options);
    command.exec().map_err(|error| match error {
        cargo_metadata::Error::CargoMetadata { stderr } => Failure::Cargo(stderr),
        error => Failure::Cargo(format!("cargo metadata failed: {error}")),
    })
}

/// The manifest in this directory, or in the nearest one above.
fn nearest_manifest() -> Result<PathBuf, Failure> {
    let here = std::env::current_dir()
        .map_err(|error| Failure::Use(format!("cannot find the current directory: {error}")))?;
    let manifest = here.ancestors().map(|it| it.join("Cargo.toml")).find(|it| it.is_file());
    manifest.ok_or_else(|| {
        Failure::Use(format!(
            "could not find `Cargo.toml` in `{}` or any parent directory; name one with `--manifest-path`, or read a \
             built file with `--binary`",
            here.display()
        ))
    })
}

fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(path).map_err(|error| Failure::file("find", path, &error))
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    one == other
        || match (one.canonicalize(), other.canonicalize()) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::name_in;

    #[test]
    fn identifiers_have_names() {
        for (id, name) in [
            ("registry+https://github.com/rust-lang/crates.io-index#regex@1.10.0", "regex"),
            ("path+file:///home/me/regex#1.10.0", "regex"),
            ("path+file:///home/me/checkout#regex@1.10.0", "regex"),
            ("git+https://example.org/regex?rev=1#1.10.0", "regex?rev=1"),
            ("", ""),
        ] {
            assert_eq!(name_in(id), name, "{id}");
        }
    }
}
