//! The version of the crate that a unit was compiled from, which the path of its source tells.

use core::str;

use super::names::Name;
use super::raw::Root;

/// What units tell of the version of the crate that declares a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Release {
    /// No unit of a crate of that name has the type, or none tells its version.
    Unknown,
    /// All units of crates of that name that have the type are of this version.
    Is(Name),
    /// They are of several.
    Several,
}

impl Release {
    /// What is known once the type was found in a unit of that version.
    pub(super) fn and(self, version: Name) -> Self {
        match self {
            Self::Unknown => Self::Is(version),
            Self::Is(it) if it == version => self,
            Self::Is(_) | Self::Several => Self::Several,
        }
    }
}

/// The crate that a unit of Rust is of, as paths name it, and its version.
pub(super) fn of<'d>(root: &Root<'d>) -> Option<(&'d str, &'d str)> {
    if !root.is_rust {
        return None;
    }
    let (name, directory) = (str::from_utf8(root.name).ok()?, str::from_utf8(root.directory).ok()?);
    in_paths(directory, name)
}

/// Cargo unpacks a package of a registry into a directory of its name and version:
/// `…/tokio-1.54.1/src/lib.rs/@/tokio.4e7483b24d90660-cgu.0`. Other paths tell no version.
fn in_paths<'d>(directory: &'d str, name: &'d str) -> Option<(&'d str, &'d str)> {
    let (path, unit) = name.split_once("/@/")?;
    let krate = unit.split('.').next()?;
    let directories = [path, directory].into_iter().flat_map(|it| it.rsplit(['/', '\\']));
    let mut versions = directories.filter_map(|it| version_of(it, krate));
    Some((krate, versions.next()?))
}

/// The version in the name of a package's directory, if it is that of a crate.
fn version_of<'d>(directory: &'d str, krate: &str) -> Option<&'d str> {
    let (package, rest) = directory.split_at_checked(krate.len())?;
    let is_same = package.bytes().zip(krate.bytes()).all(|(a, b)| a == b || (a, b) == (b'-', b'_'));
    let version = rest.strip_prefix('-').filter(|_| is_same)?;
    let mut numbers = version.split(['-', '+']).next()?.split('.');
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    let has_numbers = (0..3).all(|_| numbers.next().is_some_and(is_number));
    (has_numbers && numbers.next().is_none()).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::in_paths;

    #[test]
    fn paths_of_a_registry_tell_versions() {
        for (directory, name, found) in [
            (
                "",
                "/r/index.crates.io-1949/tokio-1.54.1/src/lib.rs/@/tokio.4e74-cgu.02",
                Some(("tokio", "1.54.1")),
            ),
            (
                "",
                "/r/futures-core-0.3.34/src/lib.rs/@/futures_core.1-cgu.0",
                Some(("futures_core", "0.3.34")),
            ),
            ("", "/r/a-1.0.0-rc.1+x/src/lib.rs/@/a.1-cgu.0", Some(("a", "1.0.0-rc.1+x"))),
            ("/r/a-1.2.3", "src/lib.rs/@/a.1-cgu.0", Some(("a", "1.2.3"))),
            ("", r"C:\r\a-1.2.3\src\lib.rs/@/a.1-cgu.0", Some(("a", "1.2.3"))),
            // Of another package, of a checkout, of a workspace, of C.
            ("", "/r/md-5-0.10.6/src/lib.rs/@/md5.1-cgu.0", None),
            ("", "/git/checkouts/a-77d1/1b2c3d4/src/lib.rs/@/a.1-cgu.0", None),
            ("/home/a-1.2", "src/lib.rs/@/a.1-cgu.0", None),
            ("/home/b", "src/main.rs/@/b.1-cgu.0", None),
            ("/r/a-1.2.3", "a.c", None),
        ] {
            assert_eq!(in_paths(directory, name), found, "{name}");
        }
    }
}
