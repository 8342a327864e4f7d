//! Several processes with one file, and the environment variable by which they are told what to do.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use layout_core::registry::{Lock, LockMode};

use super::File;
use crate::types_of;

const FILE: &str = "LAYOUT_TEST_FILE";
const MODULE: &str = "LAYOUT_TEST_MODULE";

/// What the processes run.
#[test]
#[ignore = "the tests of this file run it, and say in variables what it does"]
fn child() {
    let [file, module] = [FILE, MODULE].map(|name| std::env::var(name).expect("a test sets it"));
    let types = types_of(&module);
    for _ in 0..4 {
        types.check_lock(&file);
    }
}

fn start(file: &Path, module: &str, mode: Option<&str>) -> Child {
    let mut command = Command::new(std::env::current_exe().expect("it runs"));
    command
        .args(["--ignored", "--exact", "locks::processes::child"])
        .env(FILE, file)
        .env(MODULE, module);
    match mode {
        Some(mode) => command.env("LAYOUT_LOCK", mode),
        None => command.env_remove("LAYOUT_LOCK"),
    };
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the test can be run again")
}

/// What a process printed, and whether it passed.
fn end(child: Child) -> (bool, String) {
    let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
    let output = String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned();
    assert!(output.contains("running 1 test"), "the process runs no test:\n{output}");
    (status.success(), output)
}

#[test]
fn the_variable_says_what_to_do() {
    let file = File::new("variable");
    let run = |mode| end(start(&file.0, "zoo::wire", mode));
    let (passed, output) = run(None);
    assert!(!passed && output.contains("there is no lock file"), "{output}");
    let (passed, output) = run(Some("yes"));
    assert!(!passed && output.contains("LAYOUT_LOCK is `yes`; set it to"), "{output}");
    assert!(file.neighbors().is_empty());
    assert!(run(Some("update")).0);
    assert!(run(None).0 && run(Some("check")).0 && run(Some("")).0);

    file.edit("2     2  length: u16", "4     2  length: u16");
    let (passed, output) = run(None);
    assert!(
        !passed && output.contains("~ length: moved from offset 4 to 2 (breaking)"),
        "{output}"
    );
    // The failure is the test's that asked, not the library's.
    assert!(output.contains("locks/processes.rs:"), "{output}");
    assert!(run(Some("update")).0 && run(None).0);
    file.write("not a lock");
    assert!(!run(Some("update")).0 && run(Some("overwrite")).0 && run(None).0);
}

/// Each process writes the types of a module of its own, several times, while others read.
#[test]
fn processes_at_once_lose_nothing() {
    let first = types_of("zoo");
    let file = File::of("at_once", &first);
    let modules: Vec<String> = (0..8).map(|number| format!("many::m{number}")).collect();
    let writers: Vec<Child> =
        modules.iter().map(|module| start(&file.0, module, Some("update"))).collect();
    let readers: Vec<Child> = (0..4).map(|_| start(&file.0, "zoo", None)).collect();
    for child in writers.into_iter().chain(readers) {
        let (passed, output) = end(child);
        assert!(passed, "{output}");
    }
    for module in modules.iter().map(String::as_str).chain(["zoo"]) {
        let checked = file.check(&types_of(module)).unwrap();
        assert!(checked.diff.types >= 16, "{module}");
    }
    assert_eq!(file.neighbors(), ["layout.lock"]);
}

#[test]
fn threads_at_once_lose_nothing() {
    let file = File::new("threads");
    let modules: Vec<String> = (0..10).map(|number| format!("many::m9::n{number}")).collect();
    std::thread::scope(|scope| {
        for module in &modules {
            let lock = Lock::at(&file.0).mode(LockMode::Update);
            scope.spawn(move || lock.check(&types_of(module)).unwrap());
        }
    });
    assert_eq!(file.check(&types_of("many::m9")).unwrap().diff.types, 100);
}
