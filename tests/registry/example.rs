//! The example project: its lock is true, a change of a field fails its test, and what its CI recipe runs
//! can be run.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::project::{Project, outcome, repository, target_directory};

const TEST: [&str; 6] = ["cargo", "test", "--package", "app", "--test", "layouts"];

fn example(name: &str) -> Project {
    let project = Project::new(name);
    project.copy(&repository().join("layout-core/examples/whole-program"), "");
    let core = repository().join("layout-core").display().to_string();
    project.edit("Cargo.toml", "path = \"../..\"", &format!("path = '{core}'"));
    project
}

/// What a test holds while it builds a copy of the example: cargo takes copies for one another, as they
/// have one target directory.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The example as a user works with it: a field is changed by mistake, then on purpose.
#[test]
fn a_changed_field_fails_the_test_until_it_is_reverted_or_blessed() {
    let _turn = turn();
    let project = example("whole-program");
    project.succeed(&TEST);
    let (lock, source) = (project.read("layout.lock"), project.read("wire/src/lib.rs"));

    project.edit("wire/src/lib.rs", "pub kind: u8,", "pub kind: u32,");
    let (passed, output) = project.run(&TEST);
    assert!(!passed);
    let place = source.lines().position(|line| line.contains("struct Header")).unwrap() + 1;
    for line in [
        "../layout.lock: 2 layout changes for ",
        &format!("~ wire::Header (wire/src/lib.rs:{place})\n"),
        "    Header: breaking, both ways\n",
        "      ~ kind: moved from offset 1 to 4; grew from 1 to 4 bytes; type u8 -> u32 (breaking)\n",
        "      ~ length: moved from offset 2 to 8 (breaking)\n",
        "~ wire::Sample (wire/src/lib.rs:",
        "`LAYOUT_LOCK=update cargo test`",
    ] {
        assert!(output.contains(line), "{line:?} is not in\n{output}");
    }
    project.write("wire/src/lib.rs", &source);
    project.succeed(&TEST);
    assert_eq!(project.read("layout.lock"), lock);

    project.edit("wire/src/lib.rs", "pub kind: u8,", "pub kind: i8,");
    assert!(!project.run(&TEST).0);
    let (passed, output) = outcome(project.command(&TEST).env("LAYOUT_LOCK", "update"));
    assert!(passed, "{output}");
    project.succeed(&TEST);
    let blessed = project.read("layout.lock");
    let changed: Vec<_> =
        lock.lines().zip(blessed.lines()).filter(|(old, new)| old != new).collect();
    assert_eq!(changed, [("       1     1  kind: u8", "       1     1  kind: i8")]);
}

/// Every command of the recipe that is not GitHub's own, as a shell runs it there.
#[test]
fn the_recipe_runs() {
    let _turn = turn();
    let project = example("recipe");
    let recipe = project.read(".github/workflows/layouts.yml");
    let commands: Vec<&str> = recipe
        .lines()
        .filter_map(|line| line.trim_start_matches([' ', '-']).strip_prefix("run: "))
        .collect();
    assert_eq!(commands.len(), 3, "{recipe}");
    let summary = project.path("summary.md");
    // The directory of the recipe, which cargo is told to put elsewhere here.
    for command in commands {
        let (succeeded, output) = outcome(
            project.command(&["sh", "-e", "-c", command]).env("GITHUB_STEP_SUMMARY", &summary),
        );
        assert!(succeeded, "{command}:\n{output}");
    }
    assert!(project.read("summary.md").contains("| `wire::Request` | `wire/src/lib.rs:"));
    assert!(project.read("target/layouts/layouts.sarif").contains("\"version\": \"2.1.0\""));
    assert!(project.read("target/layouts/layouts.html").contains("id=\"wire::Sample\""));
    assert!(project.read("target/layouts/layouts.json").contains("\"name\":\"app::Session\""));
}

/// Without the feature nothing of the registry is in a program: no constructor, and no layout.
#[test]
fn a_program_without_the_feature_has_none_of_it() {
    let project = Project::new("feature");
    let manifest = |features: &str| {
        let core = repository().join("layout-core");
        format!(
            "[package]\nname = \"program\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             layout-core = {{ path = '{}', features = [{features}] }}\n",
            core.display()
        )
    };
    let size = |features: &str, source: &str| {
        project.write("Cargo.toml", &manifest(features));
        project.write("src/main.rs", source);
        project.succeed(&["cargo", "build", "--quiet"]);
        // Without names and debug info, and from the build of the library that the other projects have.
        let program = target_directory().join("debug/program");
        let stripped = project.path("stripped");
        let words = ["strip", "-o", stripped.to_str().unwrap(), program.to_str().unwrap()];
        project.succeed(&words);
        std::fs::metadata(stripped).expect("it was written").len()
    };
    let with = "#[derive(layout_core::Layout)]\n#[allow(dead_code)]\n\
                struct VeryMuchOnItsOwn { a: u8, b: u64 }\n\
                struct Instance<T>(T);\n\
                unsafe impl<T> Send for Instance<T> {}\n\
                layout_core::register_layout!(VeryMuchOnItsOwn);\nfn main() {}\n";
    let bare = size("", "fn main() {}\n");
    assert_eq!(size("", with), bare);
    // With it, the type is there: the sizes tell the two apart.
    assert!(size("\"registry\"", with) > bare);
}
