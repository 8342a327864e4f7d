//! Crates of their own, written, built and run by the tests.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Whether the tests themselves run as 32-bit x86 Linux programs, so that compilers have to be
/// asked for that target.
const IS_32_BIT_X86: bool = cfg!(all(target_arch = "x86", target_os = "linux", target_env = "gnu"));

/// The triple of that target.
const TRIPLE_OF_32_BIT_X86: &str = "i686-unknown-linux-gnu";

/// All the crates that are built here, for which the unstable flag is allowed, and for no others:
/// some crates use unstable features where they are allowed to. It is the same list for each, as
/// those would be built anew when it changes.
pub(crate) const NAMES: &str = "scale_generated,scale_shrunk,scale_samples,scale_libc,scale_syn,\
     scale_regex_syntax,scale_hashbrown,scale_named";

/// A crate with one program.
pub(crate) struct Project {
    name: &'static str,
    /// Whether it depends on nothing but what the workspace does.
    is_offline: bool,
    directory: PathBuf,
    target_directory: PathBuf,
}

/// What came out of a build.
pub(crate) struct Built {
    /// rustc's listing of the types of the program.
    pub(crate) listing: String,
    program: PathBuf,
}

impl Project {
    /// An empty one of that name, which is one of [`NAMES`]. Those of one group wait for each other to
    /// be built. Its directory stays the same, so that dependencies are built once, and is not for two
    /// processes at a time.
    pub(crate) fn new(group: &str, name: &'static str) -> Self {
        assert!(NAMES.split(',').any(|known| known == name), "{name} may not use unstable flags");
        let group = root().join(group);
        let (directory, target_directory) = (group.join(name), group.join("target"));
        // What is left of the last run.
        let _ = std::fs::remove_dir_all(&directory);
        let project = Self { name, is_offline: true, directory, target_directory };
        // The same versions of all dependencies as in the workspace, which are there offline.
        project.write("Cargo.lock", include_str!("../../Cargo.lock"));
        project.write_support();
        project
    }

    /// The same, with whatever the registry has.
    pub(crate) fn online(self) -> Self {
        Self { is_offline: false, ..self }
    }

    /// The library by which the program prints layouts.
    fn write_support(&self) {
        let manifest = format!(
            "[package]\nname = \"scale_support\"\nedition = \"2021\"\n\n\
             [lib]\npath = \"lib.rs\"\n\n{}",
            dependency_on_core()
        );
        self.write("support/Cargo.toml", &manifest);
        self.write("support/lib.rs", include_str!("support/lib.rs"));
        self.write("support/dump.rs", include_str!("support/dump.rs"));
        self.write("support/registry.rs", include_str!("support/registry.rs"));
        self.write("support/reports.rs", include_str!("support/reports.rs"));
        self.write("support/variants.rs", include_str!("support/variants.rs"));
    }

    /// Writes a file of the crate.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.directory.join(path);
        let parent = path.parent().expect("it is inside of the directory");
        std::fs::create_dir_all(parent)
            .and_then(|()| std::fs::write(&path, text))
            .unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
    }

    /// Copies a file into the crate.
    pub(crate) fn copy(&self, from: &Path, path: &str) {
        let path = self.directory.join(path);
        let parent = path.parent().expect("it is inside of the directory");
        std::fs::create_dir_all(parent)
            .and_then(|()| std::fs::copy(from, &path).map(drop))
            .unwrap_or_else(|error| panic!("cannot copy {}: {error}", from.display()));
    }

    /// Writes the manifest. Dependencies beside those on our crates stand in `rest`, and other
    /// sections.
    pub(crate) fn write_manifest(&self, rest: &str) {
        let Self { name, .. } = self;
        let core = dependency_on_core();
        let text = format!(
            "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2021\"\n\n\
             [workspace]\n\n\
             [profile.dev]\ndebug = false\nopt-level = 0\nincremental = false\n\n\
             [[bin]]\nname = \"{name}\"\npath = \"src/main.rs\"\n\n\
             [dependencies.scale_support]\npath = \"support\"\n\n{core}\n{rest}"
        );
        self.write("Cargo.toml", &text);
    }

    /// Builds the program, and lists its types at that.
    pub(crate) fn build(&self) -> Built {
        self.build_with(&[], &[])
    }

    /// Builds the program with more arguments of cargo, and more flags of the compiler.
    pub(crate) fn build_with(&self, arguments: &[&str], flags: &[&str]) -> Built {
        let mut command = self.cargo("rustc");
        command.args(["--quiet", "--bin", self.name]).args(arguments).env("RUSTC_BOOTSTRAP", NAMES);
        if IS_32_BIT_X86 {
            command.args(["--target", TRIPLE_OF_32_BIT_X86]);
        }
        command.args(["--", "-Zprint-type-sizes", "--cap-lints=allow"]).args(flags);
        let listing = stdout_of(&mut command);
        let triple = if IS_32_BIT_X86 { TRIPLE_OF_32_BIT_X86 } else { "" };
        let program = self.target_directory.join(triple).join("debug").join(self.name);
        Built { listing, program }
    }

    /// One of cargo's commands about the crate.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .arg(subcommand)
            .args(self.is_offline.then_some("--offline"))
            .current_dir(&self.directory)
            .env("CARGO_TARGET_DIR", &self.target_directory)
            .env_remove("CARGO_BUILD_TARGET");
        command
    }
}

impl Built {
    /// What the program prints.
    pub(crate) fn run(&self) -> String {
        stdout_of(&mut Command::new(&self.program))
    }
}

/// Where all that is written here goes.
fn root() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("scale")
}

/// The section of a manifest.
pub(crate) fn dependency_on_core() -> String {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../layout-core");
    format!("[dependencies.layout-core]\npath = {:?}\n", directory.display().to_string())
}

/// The C compilers to ask, with their arguments: those of `LAYOUT_SCALE_CC`, with commas between them, or
/// else the one of `CC`, or else gcc.
pub(crate) fn c_compilers() -> Vec<String> {
    let named = ["LAYOUT_SCALE_CC", "CC"].into_iter().find_map(|name| std::env::var(name).ok());
    let compilers = named.as_deref().unwrap_or("gcc").split(',').map(str::trim);
    compilers.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Compiles a C program and returns what it prints.
pub(crate) fn run_c(compiler: &str, name: &str, source: &str) -> String {
    let directory = root();
    let (file, program) = (directory.join(format!("{name}.c")), directory.join(name));
    std::fs::create_dir_all(&directory)
        .and_then(|()| std::fs::write(&file, source))
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", file.display()));
    let mut words = compiler.split_whitespace();
    let mut command = Command::new(words.next().expect("it has a name"));
    command.args(words).args(["-std=gnu11", "-O0", "-w"]);
    if IS_32_BIT_X86 {
        command.arg("-m32");
    }
    run(command.arg("-o").arg(&program).arg(&file));
    stdout_of(&mut Command::new(&program))
}

/// The target for which the tests are built.
pub(crate) fn triple() -> String {
    if IS_32_BIT_X86 {
        return TRIPLE_OF_32_BIT_X86.to_owned();
    }
    version("host: ")
}

/// The `N` of the compiler's version 1.N.
pub(crate) fn minor_version() -> u32 {
    let release = version("release: ");
    let minor = release.split('.').nth(1).and_then(|minor| minor.parse().ok());
    minor.unwrap_or_else(|| panic!("rustc has version {release:?}"))
}

/// What stands behind a label in the compiler's account of itself.
fn version(label: &str) -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let account = stdout_of(Command::new(rustc).arg("-vV"));
    let value = account.lines().find_map(|line| line.strip_prefix(label));
    value.unwrap_or_else(|| panic!("rustc names no {label:?} in {account}")).to_owned()
}

/// What a command prints that must succeed.
pub(crate) fn stdout_of(command: &mut Command) -> String {
    String::from_utf8(run(command).stdout).expect("it prints UTF-8")
}

/// Runs a command that must succeed.
fn run(command: &mut Command) -> Output {
    let mut output = command.output();
    // What was just written may still be open in a process that another thread is starting.
    for _ in 0..100 {
        if !matches!(&output, Err(error) if error.kind() == ErrorKind::ExecutableFileBusy) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
        output = command.output();
    }
    let output = output.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}",
        output.status,
        stderr.lines().take(200).collect::<Vec<_>>().join("\n")
    );
    output
}
