//! The FFI twins against a C compiler: `twins.c` declares them once more, and says how it lays them
//! out.

use std::path::Path;
use std::process::{Command, Output};

use crate::measured::subjects;
use crate::table::{Row, Source, Table, assert_none, differences};
use crate::{IS_32_BIT_X86, scratch_directory};

const TWINS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/truth/twins.c");

const INSTALL: &str = "This test needs a C compiler, gcc or the one that the environment variable \
    CC names. On Debian: apt-get install gcc libc6-dev, and gcc-multilib for the 32-bit target.";

#[test]
fn twins_are_laid_out_alike() {
    let twins = parse(&run_twins("compared"));
    let mut all = Vec::new();
    for subject in &subjects() {
        let stated = Table::stated(&subject.stated);
        match twins.iter().find(|twin| twin.name == stated.name) {
            Some(twin) => all.extend(differences(
                Source { who: "the C compiler", table: twin },
                Source { who: "LAYOUT", table: &stated },
            )),
            None if subject.stated.repr.is_reorderable() => {}
            None => all.push(format!("{}: no twin in {TWINS}", stated.name)),
        }
    }
    assert_none(&all);
}

/// A twin that nothing is compared with would pass unseen.
#[test]
fn each_twin_has_a_struct() {
    let subjects = subjects();
    for twin in parse(&run_twins("counted")) {
        let is_known = subjects.iter().any(|subject| subject.measured.name == twin.name);
        assert!(is_known, "twins.c has a struct {}, which structs.rs has not", twin.name);
    }
}

/// Compiles the twins and returns what they print; `purpose` names the test's own directory.
fn run_twins(purpose: &str) -> String {
    let directory = scratch_directory(&format!("twins-{purpose}"));
    let program = directory.join("twins");
    compile(&program);
    let output = run(&mut Command::new(&program), "the compiled twins.c cannot be run");
    let _ = std::fs::remove_dir_all(&directory);
    String::from_utf8(output.stdout).expect("twins.c prints ASCII")
}

/// The C compiler.
pub(crate) fn command() -> Command {
    let compiler = std::env::var("CC").unwrap_or_default();
    let mut words = compiler.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or("gcc"));
    command.args(words);
    command
}

fn compile(program: &Path) {
    let mut command = command();
    command.args(["-std=c11", "-Wall", "-Wextra"]);
    if IS_32_BIT_X86 {
        command.arg("-m32");
    }
    command.arg("-o").arg(program).arg(TWINS);
    run(&mut command, INSTALL);
}

/// Runs a command that must succeed.
fn run(command: &mut Command, advice: &str) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}\n{advice}"));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{stderr}{advice}", output.status);
    output
}

/// Reads lines `struct NAME SIZE ALIGN`, each followed by lines `field NAME OFFSET SIZE ALIGN`.
fn parse(text: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for line in text.lines() {
        let words: Vec<_> = line.split(' ').collect();
        let number = |index: usize| -> usize {
            words[index].parse().unwrap_or_else(|_| panic!("twins.c printed {line:?}"))
        };
        let name = words[1].to_owned();
        match (words[0], tables.last_mut()) {
            ("struct", _) => {
                tables.push(Table { name, size: number(2), align: number(3), rows: Vec::new() });
            }
            ("field", Some(table)) => table.rows.push(Row {
                name,
                offset: number(2),
                size: number(3),
                align: Some(number(4)),
            }),
            _ => panic!("twins.c printed {line:?}"),
        }
    }
    tables
}
