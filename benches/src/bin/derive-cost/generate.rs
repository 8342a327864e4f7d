//! The crates which are checked.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::args::Options;
use crate::variant::Variant;

/// A crate on disk with one derive on each of its types.
pub(crate) struct GeneratedCrate {
    pub(crate) variant: Variant,
    pub(crate) directory: PathBuf,
    source: String,
}

impl GeneratedCrate {
    /// Writes the crate. Its `Cargo.lock` and target directory are left from
    /// earlier runs, so that only the first has to download and build peers.
    pub(crate) fn create(
        workspace: &Path,
        variant: Variant,
        options: &Options,
    ) -> io::Result<Self> {
        let directory = workspace.join("target").join("derive-cost").join(variant.name());
        fs::create_dir_all(directory.join("src"))?;
        fs::write(directory.join("Cargo.toml"), manifest(variant, workspace).as_bytes())?;
        let created = Self { variant, directory, source: source(variant, options) };
        created.touch("warm-up")?;
        Ok(created)
    }

    /// Rewrites the source with another comment at its end, which makes the
    /// next check compile it again.
    pub(crate) fn touch(&self, comment: &str) -> io::Result<()> {
        let source = format!("{}// {comment}\n", self.source);
        fs::write(self.directory.join("src").join("lib.rs"), source)
    }

    /// Deletes all that has been built, dependencies too.
    pub(crate) fn forget_builds(&self) -> io::Result<()> {
        fs::remove_dir_all(self.directory.join("target"))
    }

    /// The size in bytes of what the last check or build left for dependent crates: an `rmeta` or an
    /// `rlib`.
    pub(crate) fn size_of(&self, extension: &str) -> io::Result<u64> {
        let prefix = format!("libderive_cost_{}-", self.variant.name().replace('-', "_"));
        let newest = fs::read_dir(self.directory.join("target").join("debug").join("deps"))?
            .filter_map(Result::ok)
            .filter(|entry| {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                name.starts_with(&prefix) && name.ends_with(extension)
            })
            .filter_map(|entry| entry.metadata().ok())
            .max_by_key(|metadata| metadata.modified().ok());
        newest.map(|metadata| metadata.len()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// The version of the package which provides the derive, known once a
    /// check has written `Cargo.lock`.
    pub(crate) fn package_version(&self) -> io::Result<Option<String>> {
        let Some(package) = self.variant.package() else {
            return Ok(None);
        };
        let lock = fs::read_to_string(self.directory.join("Cargo.lock"))?;
        Ok(locked_version(&lock, package).map(str::to_owned))
    }
}

/// The empty `[workspace]` keeps the crate out of the workspace above it.
fn manifest(variant: Variant, workspace: &Path) -> String {
    let mut toml = format!(
        "[package]\n\
         name = \"derive-cost-{}\"\n\
         version = \"0.0.0\"\n\
         edition = \"2024\"\n\
         publish = false\n\
         \n\
         [workspace]\n",
        variant.name()
    );
    if let (Some(package), Some(requirement)) = (variant.package(), variant.requirement(workspace))
    {
        let _ = write!(toml, "\n[dependencies]\n{package} = {requirement}\n");
    }
    toml
}

fn source(variant: Variant, options: &Options) -> String {
    let attributes = attributes(variant, options);
    let mut source = String::new();
    for index in 0..options.structs {
        source.push_str(&attributes);
        options.kind.write(&mut source, index as usize, options.fields);
    }
    source
}

/// What precedes each type.
fn attributes(variant: Variant, options: &Options) -> String {
    let mut attributes = String::new();
    if let Some(derive) = variant.derive() {
        let _ = writeln!(attributes, "#[derive({derive})]");
    }
    if variant == Variant::Layout && options.checks > 0 {
        let checks = checks(options.fields, options.checks).join(", ");
        let _ = writeln!(attributes, "#[layout({checks})]");
    }
    attributes
}

/// Checks which hold for every generated struct, no two of them the same.
fn checks(fields: usize, count: usize) -> Vec<String> {
    let check = |index: usize| {
        let round = index / 5;
        match index % 5 {
            0 => format!("size <= {}", 8192 + round),
            1 => format!("align <= {}", 16 + round),
            2 => format!("padding <= {}", 8192 + round),
            3 if round == 0 => "offset(f0) == 0".to_owned(),
            3 => format!("offset(f0) < {round}"),
            _ => format!("fields < {}", fields + 1 + round),
        }
    };
    (0..count).map(check).collect()
}

/// Finds a package in a `Cargo.lock`, where the version follows the name.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_by_two(checks: usize) -> Options {
        Options { structs: 2, fields: 2, checks, ..Options::default() }
    }

    #[test]
    fn each_type_has_the_attributes() {
        assert_eq!(
            source(Variant::Debug, &two_by_two(0)),
            "#[derive(Debug)]\n#[repr(C)]\npub struct S0 {\n    pub f0: u8,\n    pub f1: u16,\n}\n\n\
             #[derive(Debug)]\n#[repr(C)]\npub struct S1 {\n    pub f0: u16,\n    pub f1: u8,\n}\n\n"
        );
    }

    #[test]
    fn checks_are_on_the_layout_variant_only() {
        let options = two_by_two(6);
        assert_eq!(
            attributes(Variant::Layout, &options),
            "#[derive(layout_core::Layout)]\n\
             #[layout(size <= 8192, align <= 16, padding <= 8192, \
             offset(f0) == 0, fields < 3, size <= 8193)]\n"
        );
        assert_eq!(attributes(Variant::Debug, &options), "#[derive(Debug)]\n");
    }

    #[test]
    fn manifest_depends_on_the_peer() {
        let workspace = Path::new("/w");
        assert!(!manifest(Variant::Debug, workspace).contains("[dependencies]"));
        assert!(
            manifest(Variant::TypeLayout, workspace)
                .ends_with("[workspace]\n\n[dependencies]\ntype-layout = \"0.2\"\n")
        );
    }

    #[test]
    fn lock_file_tells_versions() {
        let lock = "[[package]]\nname = \"bytemuck_derive\"\nversion = \"1.2.0\"\n\n\
                    [[package]]\nname = \"bytemuck\"\nversion = \"1.3.0\"\n";
        assert_eq!(locked_version(lock, "bytemuck"), Some("1.3.0"));
        assert_eq!(locked_version(lock, "zerocopy"), None);
    }
}
