//! The suites by name.

/// What cargo is told to build a suite: a package and one of its targets.
pub(crate) fn target(package: &str, suite: &str) -> Vec<String> {
    let of = match suite {
        // All features that a stable compiler takes.
        "lib" if package == "layout-core" => {
            let features = ["--features", "allocator-api2,page,region,registry"];
            return ["-p", package, "--lib"]
                .iter()
                .chain(&features)
                .map(|&arg| arg.to_owned())
                .collect();
        }
        "lib" => return ["-p", package, "--lib"].map(str::to_owned).to_vec(),
        "outputs" => "layout-outputs",
        "registry" => "layout-registry",
        _ => "layout-tests",
    };
    ["-p", of, "--test", suite].map(str::to_owned).to_vec()
}
