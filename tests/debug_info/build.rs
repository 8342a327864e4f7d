//! Programs that tests compile, to read their debug info.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use layout_core::debug_info::{self, Program};

/// A directory of its own for each call.
pub(crate) fn directory(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("debug_info").join(name);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("the directory can be made");
    directory
}

pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("debug_info/fixtures").join(name)
}

pub(crate) fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    output
}

/// The compiler that compiles these tests.
pub(crate) fn rustc() -> Command {
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.args(["--edition", "2024", "-Awarnings"]);
    command
}

/// The compiler, for the target that these tests are of.
pub(crate) fn native() -> Command {
    let mut command = rustc();
    if cfg!(all(target_arch = "x86", target_os = "linux")) {
        command.args(["--target", "i686-unknown-linux-gnu"]);
    }
    // Enums of 128 bits are younger than the oldest compiler that is supported.
    command.env("RUSTC_BOOTSTRAP", "1");
    command
}

/// The option for a version of DWARF: unstable until it became one of stable Rust.
pub(crate) fn dwarf_version(version: u8) -> String {
    let option = format!("-Cdwarf-version={version}");
    let known = rustc().args([&option, "--print=sysroot"]).output().expect("the compiler runs");
    if known.status.success() { option } else { format!("-Zdwarf-version={version}") }
}

/// Compiles a program and gives the path of what comes of it.
pub(crate) fn compile(source: &str, directory: &Path, options: &[&str]) -> PathBuf {
    let name = Path::new(source).file_stem().expect("a name").to_str().expect("a name in ASCII");
    let path = directory.join(name);
    run(native().arg(fixture(source)).args(options).arg("-o").arg(&path));
    path
}

/// What a program prints of itself, and what its debug info says.
pub(crate) struct Told {
    #[expect(dead_code, reason = "a failure shows it")]
    pub(crate) path: PathBuf,
    pub(crate) facts: Vec<Vec<String>>,
    pub(crate) program: Program,
}

impl Told {
    pub(crate) fn new(source: &str, name: &str, options: &[&str]) -> Self {
        let path = compile(source, &directory(name), options);
        let printed = run(&mut Command::new(&path)).stdout;
        let printed = String::from_utf8(printed).expect("text");
        let words = |line: &str| line.split('\t').map(String::from).collect();
        let program = debug_info::read(&path).unwrap_or_else(|error| panic!("{error}"));
        Self { path, facts: printed.lines().map(words).collect(), program }
    }

    /// The facts of one kind.
    pub(crate) fn of(&self, kind: &str) -> impl Iterator<Item = &[String]> {
        self.facts.iter().filter(move |fact| fact[0] == kind).map(|fact| &fact[1..])
    }
}

/// The program that has all traps, as the profile `dev` builds it.
pub(crate) fn traps() -> &'static Told {
    static TOLD: OnceLock<Told> = OnceLock::new();
    TOLD.get_or_init(|| Told::new("traps.rs", "traps", &["-g"]))
}
