//! What changed since then.

use std::fs;
use std::path::Path;
use std::process::Command;

use snapbox::assert_data_eq;

use crate::support::{Run, command, copy, has_tool, layout, program, scratch, snapshot};

fn git(directory: &Path, words: &[&str]) {
    let mut git = Command::new("git");
    git.arg("-C").arg(directory).args(["-c", "user.name=a", "-c", "user.email=a@b"]).args(words);
    let output = git.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn layout_in(directory: &Path, words: &[&str]) -> Run {
    command(directory).args(words).output().unwrap().into()
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn a_branch_is_compared_with_a_revision_and_a_saved_report() {
    if !has_tool("git", &["--version"]) {
        return;
    }
    let directory = copy("repository of git");
    let _ = fs::remove_dir_all(directory.join(".git"));
    git(&directory, &["init", "--quiet"]);
    git(&directory, &["add", "."]);
    git(&directory, &["commit", "--quiet", "-m", "one"]);
    let saved = scratch("saved").join("old.json");
    let saved = saved.to_str().unwrap();
    layout_in(&directory, &["-p", "plain", "--message-format", "json", "-o", saved]).succeeds();

    let (library, wire) = (directory.join("plain/src/lib.rs"), directory.join("plain/src/wire.rs"));
    replace(&library, "pub retries: u16,\n}", "pub retries: u32,\n    pub last: u64,\n}");
    replace(&library, "pub struct Sorted {", "pub struct Ordered {");
    replace(&library, "-> Sorted", "-> Ordered");
    replace(&library, "Sorted::default", "Ordered::default");
    replace(&wire, "pub checksum", "pub sum");
    replace(&wire, "checksum: 0", "sum: 0");

    let run = layout_in(&directory, &["-p", "plain", "diff", "HEAD"]);
    assert_data_eq!(run.succeeds(), snapshot("diff.txt"));
    let of_file = layout_in(&directory, &["-p", "plain", "diff", saved]);
    assert_eq!(of_file.succeeds(), run.stdout);
    let markdown =
        layout_in(&directory, &["-p", "plain", "diff", saved, "--message-format", "markdown"]);
    assert_data_eq!(markdown.succeeds(), snapshot("diff.md"));
    let same = layout_in(&directory, &["-p", "plain", "diff", "HEAD", saved]);
    assert!(same.succeeds().starts_with("0 types changed"), "{}", same.stdout);

    // The work tree is gone, and git knows of none.
    let revisions = directory.join("target/layout/revisions");
    assert_eq!(fs::read_dir(revisions).unwrap().count(), 0);
    assert_eq!(fs::read_dir(directory.join(".git/worktrees")).map_or(0, Iterator::count), 0);

    let said = layout_in(&directory, &["-p", "plain", "diff", "no-branch"]).fails(2);
    assert!(said.contains("neither a file nor a git revision"), "{said}");
}

#[test]
fn two_files_are_compared() {
    let program = program();
    let path = program.to_str().unwrap();
    let run = layout(["diff", path, path]);
    assert!(run.succeeds().contains("0 added, 0 removed"), "{}", run.stdout);
    let broken = scratch("broken").join("report.json");
    fs::write(&broken, "{\"format\":1").unwrap();
    let said = layout(["diff", broken.to_str().unwrap(), path]).fails(2);
    assert!(said.contains("not a report on the types of a program"), "{said}");
    assert!(said.contains("`cargo layout --message-format json`"), "{said}");
}

/// A file was compared with itself, in place of the revision.
#[test]
fn a_revision_is_not_compared_with_a_file() {
    let program = program();
    let said = layout(["--binary", program.to_str().unwrap(), "diff", "HEAD"]).fails(2);
    assert!(said.contains("no file `HEAD`") && said.contains("remove `--binary`"), "{said}");
}

/// Of futures only sizes are compared, and a saved report does not have them.
#[test]
fn futures_are_compared_by_size() {
    let directory = scratch("futures of two files");
    let build = |name: &str, held: usize, other: &str| {
        let source = format!(
            "async fn pause() {{ std::future::pending().await }}
             async fn serve() -> u8 {{ let held = [1_u8; {held}]; pause().await; held[0] }}
             async fn same() {{ pause().await }}
             async fn {other}() {{ pause().await; pause().await }}
             fn main() {{ drop((serve(), same(), {other}())); }}"
        );
        let path = directory.join(name).join("app");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path.with_extension("rs"), source).unwrap();
        let mut rustc = Command::new("rustc");
        rustc.args(["--edition=2021", "-g", "-o"]).arg(&path).arg(path.with_extension("rs"));
        let output = rustc.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        path.to_str().unwrap().to_owned()
    };
    let (old, new) = (build("old", 100, "gone"), build("new", 300, "came"));
    let run = layout(["diff", &old, &new]);
    let text = run.succeeds();
    let (types, futures) = text.split_once("futures that changed size").expect(&text);
    assert!(types.starts_with("0 types changed"), "{types}");
    let lines: Vec<&str> = futures.lines().skip(1).map(str::trim).collect();
    assert!(lines.contains(&"102 -> 302  app::serve::{async fn}"), "{futures}");
    assert!(lines.iter().any(|it| it.starts_with("- -> ") && it.contains("came")), "{futures}");
    assert!(lines.iter().any(|it| it.contains("-> -  ") && it.contains("gone")), "{futures}");
    assert!(!futures.contains("same"), "{futures}");
    let markdown = layout(["diff", &old, &new, "--message-format", "markdown"]).succeeds();
    assert!(markdown.contains("| `app::serve::{async fn}` | 302 | 102 |"), "{markdown}");
    assert!(!layout(["diff", &old, &old]).succeeds().contains("futures"));

    let saved = directory.join("saved.json");
    let saved = saved.to_str().unwrap();
    layout(["--binary", &old, "--message-format", "json", "-o", saved]).succeeds();
    let run = layout(["diff", saved, &new]);
    assert!(run.succeeds().starts_with("0 types changed"), "{}", run.stdout);
    assert!(run.stderr.contains("futures are not compared"), "{}", run.stderr);
}
