//! Measures what the outputs of a large program cost: how long each takes and how many bytes it has.
//!
//! `registry-scale [--types N] [--entries N]` builds a program of so many types (20,000 if not given) in
//! `target/registry-scale`, and of so many entries of other programs in its lock file (100,000).

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The kinds of types of which each module has one.
const KINDS: usize = 10;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("registry-scale: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let (mut types, mut entries) = (20_000_usize, 100_000_usize);
    let mut arguments = std::env::args().skip(1);
    while let Some(option) = arguments.next() {
        let number = match option.as_str() {
            "--types" => &mut types,
            "--entries" => &mut entries,
            _ => return Err(format!("unknown option `{option}`").into()),
        };
        *number = arguments.next().and_then(|it| it.parse().ok()).ok_or("expected a number")?;
    }
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no workspace")?;
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| workspace.join("target"), PathBuf::from);
    let directory = target.join("registry-scale");
    std::fs::create_dir_all(directory.join("src"))?;
    std::fs::write(directory.join("Cargo.toml"), manifest(workspace))?;
    std::fs::copy(workspace.join("Cargo.lock"), directory.join("Cargo.lock"))?;
    std::fs::write(directory.join("src/main.rs"), source(types))?;
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--release", "--quiet", "--offline"])
        .current_dir(&directory)
        .env("CARGO_TARGET_DIR", directory.join("target"))
        .env("ENTRIES", entries.to_string())
        .status()?;
    if status.success() { Ok(()) } else { Err("the program failed".into()) }
}

fn manifest(workspace: &Path) -> String {
    format!(
        "[package]\nname = \"scale\"\nedition = \"2024\"\n\n[workspace]\n\n[profile.release]\n\
         codegen-units = 16\n\n[profile.release.package.scale]\nopt-level = 0\n\n[dependencies]\n\
         layout-core = {{ path = '{}', features = [\"registry\"] }}\n",
        workspace.join("layout-core").display()
    )
}

/// Instances of ten kinds of types, which hold one another.
fn source(types: usize) -> String {
    let mut source = String::from(include_str!("program.rs"));
    for module in 0..types / KINDS {
        use std::fmt::Write;
        let _ = writeln!(source, "instances!({module});");
    }
    source
}
