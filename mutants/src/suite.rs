//! The suites by name.

/// What cargo is told to build a suite: a package and one of its targets.
pub(crate) fn target(package: &str, suite: &str) -> Vec<String> {
    let of = match suite {
        "lib" => return ["-p", package, "--lib", "--all-features"].map(str::to_owned).to_vec(),
        "outputs" => "layout-outputs",
        "registry" => "layout-registry",
        _ => "layout-tests",
    };
    ["-p", of, "--test", suite].map(str::to_owned).to_vec()
}
