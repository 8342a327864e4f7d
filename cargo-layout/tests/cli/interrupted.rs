//! Ctrl-C and signals to terminate, at any moment.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{command, copy, has_tool, program, scratch};

/// How long anything may take that is to happen soon: a machine that does much else at the same time took more than
/// a minute.
const PATIENCE: Duration = Duration::from_secs(600);

fn send(signal: &str, process: u32) {
    let sent = Command::new("kill").arg(signal).arg(process.to_string()).status();
    assert!(sent.unwrap().success(), "{signal} is not sent");
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "waited in vain: {what}");
        sleep(Duration::from_millis(10));
    }
}

/// A cargo that never ends a build. It writes its process into the file before it begins to wait.
fn endless_cargo(directory: &Path) -> (PathBuf, PathBuf) {
    let (script, process) = (directory.join("cargo"), directory.join("process"));
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let text = format!(
        "#!/bin/sh\nif [ \"$1\" = build ]; then echo $$ > '{0}.new'; mv '{0}.new' '{0}'; exec sleep 600; fi\n\
         exec '{cargo}' \"$@\"\n",
        process.display()
    );
    fs::write(&script, text).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    (script, process)
}

/// Waits until the build has begun, and interrupts it.
fn interrupt(mut child: Child, process: &Path, signal: &str) -> Output {
    wait_until("for the build", || process.exists() || child.try_wait().unwrap().is_some());
    if !process.exists() {
        let output = child.wait_with_output().unwrap();
        panic!("it did not come to a build: {}", String::from_utf8_lossy(&output.stderr));
    }
    let cargo: u32 = fs::read_to_string(process).unwrap().trim().parse().unwrap();
    send(signal, child.id());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{signal}: {said}");
    assert!(!said.contains("panicked"), "{said}");
    // A process that has ended and is nobody's child is gone.
    let is_gone = || {
        let stat = fs::read_to_string(format!("/proc/{cargo}/stat"));
        stat.map_or(true, |it| it.contains(") Z "))
    };
    wait_until("for the end of cargo", is_gone);
    output
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap().map(|it| it.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|it| it.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn an_interrupted_build_leaves_nothing() {
    let directory = copy("an interrupted build");
    let tools = scratch("endless cargo");
    let (cargo, process) = endless_cargo(&tools);
    // Where an earlier run of the tests was, there is a target directory.
    let sources = || names(&directory).into_iter().filter(|it| it != "target").collect::<Vec<_>>();
    let before = sources();
    for signal in ["-INT", "-TERM", "-HUP"] {
        for words in [&["-o", "list.txt"][..], &["lock"], &["html", "-o", "page.html"]] {
            let _ = fs::remove_file(&process);
            let mut command = command(&directory);
            command.args(["-p", "plain"]).args(words).env("CARGO", &cargo);
            let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            let output = interrupt(child, &process, signal);
            assert!(output.stdout.is_empty());
            assert_eq!(sources(), before, "{signal} {words:?}");
        }
    }
}

#[test]
fn an_interrupted_diff_leaves_no_work_tree() {
    if !has_tool("git", &["--version"]) {
        return;
    }
    let directory = copy("an interrupted diff");
    let _ = fs::remove_dir_all(directory.join(".git"));
    let git = |words: &[&str]| {
        let mut git = Command::new("git");
        git.arg("-C").arg(&directory).args(["-c", "user.name=a", "-c", "user.email=a@b"]);
        let output = git.args(words).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "one"]);
    let (cargo, process) = endless_cargo(&scratch("endless cargo of a diff"));
    for signal in ["-INT", "-TERM"] {
        let _ = fs::remove_file(&process);
        let mut command = command(&directory);
        command.args(["-p", "plain", "diff", "HEAD"]).env("CARGO", &cargo);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        interrupt(child, &process, signal);
        assert_eq!(git(&["worktree", "list"]).lines().count(), 1, "{signal}");
        assert_eq!(names(&directory.join("target/layout/revisions")), [""; 0], "{signal}");
    }
}

/// Whenever the signal comes, the file is whole or as it was.
#[test]
fn an_interrupted_read_leaves_whole_files() {
    let program = program();
    let directory = scratch("interrupted reads");
    let page = directory.join("page.html");
    let (mut ended, mut finished) = (0, 0);
    for step in 0..40 {
        fs::write(&page, "as it was").unwrap();
        let mut command = command(&directory);
        command.arg("--binary").arg(&program).args(["--all-crates", "html", "-o", "page.html"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // The first steps are within the start of the process, which a signal ends at once.
        sleep(Duration::from_millis(20 + step * step));
        send(if step % 2 == 0 { "-INT" } else { "-TERM" }, child.id());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("panicked"), "{said}");
        let text = fs::read_to_string(&page).unwrap();
        match output.status.code() {
            Some(0) => {
                finished += 1;
                assert!(text.ends_with("</html>\n"), "at step {step}");
            }
            _ => {
                ended += 1;
                assert!(text == "as it was" || text.ends_with("</html>\n"), "at step {step}");
            }
        }
        assert_eq!(names(&directory), ["page.html"], "at step {step}");
        if finished == 3 {
            break;
        }
    }
    println!("{ended} were interrupted, {finished} were done before");
    assert!(ended > 0, "none was interrupted");
}
