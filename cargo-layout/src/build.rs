//! Has cargo build what is asked for, with full debug info, in a target directory of its own.

mod packages;
mod turn;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{ChildStderr, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use cargo_metadata::{Artifact, Message, Target, TargetKind};

use crate::cli::Build;
use crate::failure::Failure;
use crate::interrupt::Undone;
use crate::linker;
use crate::output::note;
use crate::progress::Progress;
pub(crate) use packages::{Packages, Places};
pub(crate) use turn::Turn;

/// What was built.
#[derive(Debug, Default)]
pub(crate) struct Built {
    /// The files with the debug info of the packages.
    pub(crate) files: Vec<PathBuf>,
    /// The crates of the packages, as paths name them.
    pub(crate) crates: BTreeSet<String>,
    /// The sources that were compiled.
    pub(crate) sources: Vec<Source>,
}

/// The source of a crate.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// The name of the crate, as paths have it.
    pub(crate) name: String,
    /// Its first file.
    pub(crate) root: PathBuf,
    /// The features that are enabled.
    pub(crate) features: Vec<String>,
    pub(crate) is_library: bool,
}

/// Builds packages for a target, which is the host if none is named.
pub(crate) fn run(
    build: &Build,
    packages: &Packages,
    target: Option<&str>,
) -> Result<Built, Failure> {
    let command = command(build, packages, target);
    let artifacts = artifacts(command, build.verbose, target)?;
    let own: Vec<Artifact> = artifacts.into_iter().filter(|it| packages.is_own(it)).collect();
    let is_macro = |it: &Artifact| it.target.kind.contains(&TargetKind::ProcMacro);
    let mut found = Built::default();
    for artifact in own.iter().filter(|it| is_code(&it.target) && !is_macro(it)) {
        found.crates.insert(crate_name(&artifact.target.name));
        found.sources.push(Source {
            name: crate_name(&artifact.target.name),
            root: artifact.target.src_path.clone().into(),
            features: artifact.features.clone(),
            is_library: !is_program(&artifact.target),
        });
        if is_chosen(build, artifact) {
            found.files.extend(file_of(artifact));
        }
    }
    for artifact in own.iter().filter(|it| is_macro(it)) {
        note(&format!(
            "`{}` is a proc-macro crate: it runs in the compiler, so no program contains its types",
            artifact.target.name
        ));
    }
    found.files.sort();
    found.files.dedup();
    if found.files.is_empty() {
        return Err(nothing(build, &own));
    }
    Ok(found)
}

/// Why nothing that was built has types.
fn nothing(build: &Build, own: &[Artifact]) -> Failure {
    let is_only_macros = !own.is_empty()
        && own
            .iter()
            .all(|it| it.target.kind.contains(&TargetKind::ProcMacro) || !is_code(&it.target));
    Failure::Use(if is_only_macros {
        "a proc-macro crate has no types to show; choose a crate that uses it with `--package`"
            .into()
    } else if build.lib {
        "the package has no library; remove `--lib`".into()
    } else {
        "cargo built no library or program of the selected packages; select others with `--package`, or try \
         `--all-targets`"
            .into()
    })
}

/// The command that builds.
fn command(build: &Build, packages: &Packages, target: Option<&str>) -> Command {
    let mut command = Command::new(cargo());
    command.arg("build").arg("--message-format=json-render-diagnostics");
    command.arg("--manifest-path").arg(&packages.places.manifest);
    command.arg("--target-dir").arg(&packages.places.target);
    command.arg("--profile").arg(build.profile());
    for spec in &build.package {
        command.arg("--package").arg(spec);
    }
    for (option, names) in
        [("--bin", &build.bin), ("--example", &build.example), ("--test", &build.test)]
    {
        for name in names {
            command.arg(option).arg(name);
        }
    }
    for features in &build.features {
        command.arg("--features").arg(features);
    }
    for (is_set, switch) in [
        (build.workspace, "--workspace"),
        (build.lib, "--lib"),
        (build.all_targets, "--all-targets"),
        (build.all_features, "--all-features"),
        (build.no_default_features, "--no-default-features"),
    ] {
        if is_set {
            command.arg(switch);
        }
    }
    shared(build, &mut command);
    if let Some(target) = target {
        command.arg("--target").arg(target);
        linker::stand_in(&mut command, target);
    }
    full_debug_info(build.profile(), &mut command);
    command
}

/// The options that every command of cargo takes.
pub(super) fn shared(build: &Build, command: &mut Command) {
    for (is_set, switch) in [(build.locked, "--locked"), (build.offline, "--offline")] {
        if is_set {
            command.arg(switch);
        }
    }
}

/// Sets a profile to full debug info, and to no step that takes it away. Layouts do not depend on link-time
/// optimization, which leaves archives without debug info.
fn full_debug_info(profile: &str, command: &mut Command) {
    // A test and a bench inherit from these, and may be set otherwise.
    for name in [profile, "test", "bench"] {
        let name = name.to_uppercase().replace('-', "_");
        for (key, value) in [("DEBUG", "2"), ("STRIP", "none"), ("LTO", "off")] {
            command.env(format!("CARGO_PROFILE_{name}_{key}"), value);
        }
    }
}

/// Runs cargo, and takes what it says that it built.
fn artifacts(
    mut command: Command,
    is_verbose: bool,
    target: Option<&str>,
) -> Result<Vec<Artifact>, Failure> {
    let what = match target {
        Some(target) => format!("building for {target}"),
        None => "building".into(),
    };
    let progress = Progress::new(what.clone());
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    command.stderr(if is_verbose { Stdio::inherit() } else { Stdio::piped() });
    let failed = |error: std::io::Error| Failure::start(Path::new(&cargo()), &error);
    let mut child = command.spawn().map_err(failed)?;
    let streams = (child.stdout.take(), child.stderr.take());
    let child = Arc::new(Mutex::new(child));
    let ended = Undone::child(&child);
    let (artifacts, said) = listen(streams, |line| {
        if let Some(("Compiling", name)) = line.trim_start().split_once(' ') {
            let name = name.split(" (").next().unwrap_or(name);
            progress.say(&format!("{what}: {name}"));
        }
    });
    let status = child.lock().unwrap_or_else(PoisonError::into_inner).wait().map_err(failed)?;
    drop((ended, progress));
    if status.success() {
        return Ok(artifacts);
    }
    Err(Failure::Cargo(match said.trim() {
        "" => format!("cargo failed: {status}"),
        said => said.to_owned(),
    }))
}

/// Reads both streams of cargo to their ends: what was built, and what was said.
fn listen(
    (stdout, stderr): (Option<ChildStdout>, Option<ChildStderr>),
    mut hear: impl FnMut(&str) + Send,
) -> (Vec<Artifact>, String) {
    thread::scope(|scope| {
        let said = scope.spawn(move || {
            let mut said = String::new();
            let stream: Box<dyn Read> = match stderr {
                Some(stream) => Box::new(stream),
                None => Box::new(std::io::empty()),
            };
            let mut lines = BufReader::new(stream);
            let mut line = Vec::new();
            while lines.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
                let text = String::from_utf8_lossy(&line);
                hear(&text);
                said.push_str(&text);
                line.clear();
            }
            said
        });
        let messages = stdout.into_iter().flat_map(|it| Message::parse_stream(BufReader::new(it)));
        let artifacts = messages.filter_map(|message| match message {
            Ok(Message::CompilerArtifact(artifact)) => Some(artifact),
            _ => None,
        });
        (artifacts.collect(), said.join().unwrap_or_default())
    })
}

/// Cargo itself, which says where it is to the commands that it runs.
pub(super) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The name of a crate as paths have it.
pub(crate) fn crate_name(target: &str) -> String {
    target.replace('-', "_")
}

/// Whether a target is code of the package, and no script of its build.
pub(super) fn is_code(target: &Target) -> bool {
    !target.kind.contains(&TargetKind::CustomBuild)
}

pub(super) fn is_program(target: &Target) -> bool {
    let kinds = [TargetKind::Bin, TargetKind::Example, TargetKind::Test, TargetKind::Bench];
    target.kind.iter().any(|kind| kinds.contains(kind))
}

/// Whether an artifact is of a target that was asked for; all are if none was.
fn is_chosen(build: &Build, artifact: &Artifact) -> bool {
    let Target { name, kind, .. } = &artifact.target;
    if !build.chooses() || build.all_targets {
        return true;
    }
    if artifact.profile.test {
        return build.test.contains(name);
    }
    match kind.first() {
        Some(TargetKind::Bin) => build.bin.contains(name),
        Some(TargetKind::Example) => build.example.contains(name),
        Some(TargetKind::Test) => build.test.contains(name),
        _ => build.lib,
    }
}

/// The file of an artifact that has its debug info.
fn file_of(artifact: &Artifact) -> Option<PathBuf> {
    if let Some(executable) = &artifact.executable {
        return Some(executable.clone().into());
    }
    let of = |extension: &str| {
        artifact.filenames.iter().find(|path| path.extension() == Some(extension))
    };
    let kinds = ["rlib", "so", "dylib", "dll", "wasm", "exe", "a", "lib", "elf"];
    let found = kinds.into_iter().find_map(of).or_else(|| {
        // A program for a target without extensions.
        artifact.filenames.iter().find(|path| path.extension().is_none())
    });
    found.map(|path| path.clone().into())
}
