//! Running `cargo check`.

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::args::{Dependencies, Options};
use crate::cpu;
use crate::generate::GeneratedCrate;

/// Measures every crate in each round. Returns the times of each crate, in the
/// order of `crates`.
pub(crate) fn run(
    crates: &[GeneratedCrate],
    options: &Options,
) -> Result<Vec<Vec<Duration>>, Box<dyn Error>> {
    let (rounds, command) = (options.rounds, command(options));
    let built = options.dependencies == Dependencies::Built;
    for generated in crates.iter().filter(|_| !built) {
        eprintln!("building: {}", generated.variant.name());
        // Online, for the first run. With a lock file and the packages at hand,
        // cargo does not use the network.
        compile(generated, command, options.dependencies, &[])?;
    }
    let mut times = vec![Vec::with_capacity(rounds); crates.len()];
    for round in 0..rounds {
        eprintln!("round {} of {rounds}", round + 1);
        // Each round starts with another crate, so that none is always measured
        // after the same neighbor.
        for position in 0..crates.len() {
            let index = (round + position) % crates.len();
            if options.dependencies == Dependencies::BuiltAnew {
                crates[index].forget_builds()?;
            }
            times[index].push(measure(&crates[index], command, options.dependencies, round)?);
        }
    }
    Ok(times)
}

/// What cargo is asked to do.
pub(crate) fn command(options: &Options) -> &'static str {
    if options.build { "build" } else { "check" }
}

fn measure(
    generated: &GeneratedCrate,
    command: &str,
    dependencies: Dependencies,
    round: usize,
) -> Result<Duration, Box<dyn Error>> {
    generated.touch(&format!("round {round}"))?;
    let before = cpu::children()?;
    compile(generated, command, dependencies, &["--offline"])?;
    Ok(cpu::children()?.saturating_sub(before))
}

fn compile(
    generated: &GeneratedCrate,
    command: &str,
    dependencies: Dependencies,
    arguments: &[&str],
) -> Result<(), Box<dyn Error>> {
    let output = cargo(dependencies)
        .args([command, "--quiet", "--target-dir", "target"])
        .args(arguments)
        .current_dir(&generated.directory)
        .stdout(Stdio::null())
        .output()
        .map_err(|error| format!("cargo did not start: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!(
        "cargo {command} of the variant {} failed, in {}:\n{}",
        generated.variant.name(),
        generated.directory.display(),
        String::from_utf8_lossy(&output.stderr).trim_end()
    )
    .into())
}

/// A cargo with the default dev profile, whatever the environment says, but
/// for incremental compilation.
fn cargo(dependencies: Dependencies) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    for (name, _) in env::vars_os().filter(|(name, _)| changes_builds(name)) {
        command.env_remove(name);
    }
    // It would skip work for an unchanged source, and its cache would vary from
    // round to round.
    command.env("CARGO_INCREMENTAL", "0");
    if dependencies == Dependencies::BuiltAnew {
        // As cargo does for each package of a registry: what is built from a path is searched for lints.
        command.env("RUSTFLAGS", "--cap-lints allow");
    }
    command
}

/// Whether an environment variable makes cargo compile in another way.
pub(crate) fn changes_builds(name: &OsString) -> bool {
    let name = name.to_string_lossy();
    matches!(
        &*name,
        "RUSTFLAGS" | "CARGO_ENCODED_RUSTFLAGS" | "RUSTC_WRAPPER" | "RUSTC_WORKSPACE_WRAPPER"
    ) || ["CARGO_BUILD_", "CARGO_PROFILE_", "CARGO_TARGET_"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

/// What `rustc --version` says, of the compiler which the checks use.
pub(crate) fn rustc_version() -> Result<String, Box<dyn Error>> {
    let program = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(program).arg("--version").output()?;
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}
