//! How long it takes to report all types of a large program.

use serde_json::Value;

use crate::project::{Project, repository};

/// The files of `linux-raw-sys` that are taken: the types of the kernel's interface.
const MODULES: [&str; 5] = ["general", "net", "netlink", "btrfs", "io_uring"];

/// How long all outputs together may take, in milliseconds.
const PATIENCE: f64 = 1000.0;

#[test]
fn all_outputs_of_five_hundred_types_take_less_than_a_second() {
    let project = Project::new("speed");
    let core = repository().join("layout-core");
    project.write(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"speed\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [profile.release]\nlto = \"off\"\n\n[dependencies]\nserde_json = \"1\"\n\
             layout-core = {{ path = '{}', features = [\"registry\"] }}\n",
            core.display()
        ),
    );
    let sources = sources();
    for module in MODULES {
        let path = sources.join(format!("src/x86_64/{module}.rs"));
        let source = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        project.write(&format!("src/{module}.rs"), &derived(&source));
    }
    project.write("src/main.rs", include_str!("speed/main.rs"));
    let output = project.succeed(&["cargo", "run", "--release", "--quiet"]);
    let figures = output.lines().find(|line| line.starts_with('{')).expect("it prints figures");
    println!("{figures}");
    let figures: Value = serde_json::from_str(figures).expect("they are JSON");
    let types = figures["types"].as_u64().expect("it is a number");
    assert!(types >= 500, "{figures}");
    let total: f64 = ["list", "text", "markdown", "json", "sarif", "gallery", "lock"]
        .map(|name| figures[name].as_f64().unwrap_or_else(|| panic!("{name} in {figures}")))
        .iter()
        .sum();
    assert!(total < PATIENCE, "{total} ms: {figures}");
}

/// The source with the derive on each type: all of them have a `repr`, in lines of their own.
fn derived(source: &str) -> String {
    let mut text = String::new();
    let mut is_behind_repr = false;
    for line in source.lines() {
        let is_repr = line.starts_with("#[repr(");
        if is_repr && !is_behind_repr {
            text.push_str("#[derive(layout_core::Layout)]\n");
        }
        is_behind_repr = is_repr;
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// Where cargo keeps the crate.
fn sources() -> std::path::PathBuf {
    let project = Project::new("speed-metadata");
    let manifest = repository().join("Cargo.toml").display().to_string();
    let rustc = project.succeed(&["rustc", "-vV"]);
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).expect("there is a host");
    let mut command = project.command(&["cargo", "metadata", "--format-version=1"]);
    // What other platforms need is not downloaded for a build.
    command.args(["--filter-platform", host, "--manifest-path", &manifest]);
    let output = command.output().expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo metadata: {errors}");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let package = packages.iter().find(|package| package["name"] == "linux-raw-sys");
    let manifest = package.expect("the workspace depends on it")["manifest_path"].as_str();
    let manifest = std::path::Path::new(manifest.expect("a path is text"));
    manifest.parent().expect("a file lies in a directory").to_path_buf()
}
