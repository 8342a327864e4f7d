//! The compiler that lays out the types of this program.

use std_alloc::format;
use std_alloc::string::String;

use rustc_version_runtime::{VersionMeta, version_meta};

/// Its name and version, and of one that is made each night the date: `rustc 1.95.0`.
pub(super) fn this_compiler() -> String {
    let VersionMeta { semver, commit_date, .. } = version_meta();
    match commit_date.filter(|_| !semver.pre.is_empty()) {
        Some(date) => format!("rustc {semver} ({date})"),
        None => format!("rustc {semver}"),
    }
}
