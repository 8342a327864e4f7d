//! Crates that a test writes and builds.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A directory with a package in it, that depends on `layout-core`.
///
/// It lies under cargo's target directory and is kept, so that the next run need not build
/// `layout-core` again. The packages of all suites share one target directory.
pub(crate) struct Package {
    directory: PathBuf,
}

impl Package {
    /// The package of that name and edition, with the files of `src` as given. The name is the
    /// directory's too, so that of two packages with names of one length the paths are so too.
    #[allow(
        dead_code,
        reason = "one of the suites that include this file needs dependencies always"
    )]
    pub(crate) fn write(name: &str, edition: &str, files: &[(&str, &str)]) -> Self {
        Self::write_with(name, edition, "", files)
    }

    /// The same with more dependencies, as lines of its manifest. They are some that this workspace
    /// has too, so that they are downloaded already.
    pub(crate) fn write_with(
        name: &str,
        edition: &str,
        dependencies: &str,
        files: &[(&str, &str)],
    ) -> Self {
        let package = Self { directory: packages().join(name) };
        package.write_file("Cargo.toml", &manifest(name, edition, dependencies));
        // The versions that this workspace is tested with, all of them downloaded already.
        let locked = read(&repository().join("Cargo.lock"));
        package.write_file("Cargo.lock", &locked);
        for (path, text) in files {
            package.write_file(&format!("src/{path}"), text);
        }
        package
    }

    /// Calls the dependency on `layout-core` otherwise.
    #[allow(dead_code, reason = "only one of the suites that include this file needs it")]
    pub(crate) fn rename_dependency(&self, name: &str) {
        let manifest = read(&self.directory.join("Cargo.toml"));
        let renamed = format!("{name} = {{ package = \"layout-core\",");
        self.write_file("Cargo.toml", &manifest.replace("layout-core = {", &renamed));
    }

    /// Asks for those features of `layout-core` alone.
    #[allow(dead_code, reason = "only one of the suites that include this file needs it")]
    pub(crate) fn choose_features(&self, features: &[&str]) {
        let manifest = read(&self.directory.join("Cargo.toml"));
        let chosen = format!("layout-core = {{ default-features = false, features = {features:?},");
        self.write_file("Cargo.toml", &manifest.replace("layout-core = {", &chosen));
    }

    fn write_file(&self, path: &str, text: &str) {
        let path = self.directory.join(path);
        let parent = path.parent().expect("a file lies in a directory");
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, text))
            .unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
    }

    /// `cargo COMMAND` in the package.
    pub(crate) fn cargo(&self, command: &[&str]) -> Output {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let (command, arguments) = command.split_first().expect("a command has a name");
        Command::new(cargo)
            .arg(command)
            .args(["--offline", "--color=never"])
            .arg("--target-dir")
            .arg(self.target_directory())
            .args(arguments)
            .current_dir(&self.directory)
            // What a caller asks of this workspace is not asked of the package.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET")
            .output()
            .unwrap_or_else(|error| panic!("cannot run cargo {command}: {error}"))
    }

    /// The same for a command that must succeed.
    pub(crate) fn cargo_succeeds(&self, command: &[&str]) -> Output {
        let output = self.cargo(command);
        assert!(
            output.status.success(),
            "`cargo {}` failed in {}:\n{}",
            command.join(" "),
            self.directory.display(),
            String::from_utf8_lossy(&output.stderr),
        );
        output
    }

    /// One for all packages, so that `layout-core` is built once in each form.
    #[expect(clippy::unused_self, reason = "where it lies is the package's own matter")]
    pub(crate) fn target_directory(&self) -> PathBuf {
        packages().join("target")
    }
}

fn manifest(name: &str, edition: &str, dependencies: &str) -> String {
    let layout_core = repository().join("layout-core");
    format!(
        "[package]\n\
         name = \"{name}\"\n\
         version = \"0.0.0\"\n\
         edition = \"{edition}\"\n\
         \n\
         [dependencies]\n\
         layout-core = {{ path = '{}' }}\n\
         {dependencies}\n\
         \n\
         [profile.dev]\n\
         debug = false\n\
         incremental = false\n\
         \n\
         [workspace]\n",
        layout_core.display()
    )
}

/// Where all packages lie.
fn packages() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages")
}

/// Where this workspace lies.
pub(crate) fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = package.ancestors().find(|directory| directory.join("Cargo.lock").exists());
    workspace.expect("the package lies in the workspace").to_path_buf()
}

pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}
