//! What findings say of 32-bit x86, against the compiler for it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use layout_tests::skip::skip_without;

use super::generate::generate;
use super::model::Definition;
use super::program::{Found, describe, items};

const TRIPLE: &str = "i686-unknown-linux-gnu";

/// What a message says of the other target, as an expression that is true there.
fn claim(definition: &Definition, message: &str) -> Option<String> {
    let name = &definition.name;
    let (before, rest) = message.split_once(" here and ")?;
    let number = rest.strip_suffix(" on 32-bit x86").expect("it ends so");
    if let Some((field, _)) = before.split_once("` lies at offset ") {
        let field = field.strip_prefix('`').expect("it begins so");
        return Some(format!("core::mem::offset_of!({name}, {field}) == {number}"));
    }
    before.contains("the type has ").then(|| format!("size_of::<{name}>() == {number}"))
}

#[test]
#[cfg(target_arch = "x86_64")]
fn numbers_of_another_target_are_those_of_its_compiler() {
    if !has_target() {
        return skip_without(&format!("target {TRIPLE}"), &format!("rustup target add {TRIPLE}"));
    }
    // Those of types that differ, and of others.
    let types = generate(7, 1800).into_iter().enumerate();
    let types = types.filter(|(index, _)| matches!(index % 12, 0 | 8)).map(|it| it.1);
    let types: Vec<Definition> = types.collect();
    let described = describe("advice_elsewhere", &types);
    let mut text = format!("{}\nfn main() {{}}\n", items());
    let mut count = 0;
    for (definition, described) in types.iter().zip(&described) {
        let Some(found) = described.found.iter().find(|it| it.id == "target-dependent") else {
            continue;
        };
        let Found { message, .. } = found;
        let Some(claim) = claim(definition, message) else { continue };
        let mut plain = definition.clone();
        for (_, fields) in plain.lists() {
            fields.iter_mut().for_each(|field| field.marks = None);
        }
        let plain = plain.to_string().replace("#[derive(Layout)]\n", "");
        let _ = writeln!(text, "{plain}const _: () = assert!({claim}, {message:?});");
        count += 1;
    }
    assert!(count > 30, "{count} are too few");
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("findings_elsewhere.rs");
    std::fs::write(&path, text).expect("the directory can be written");
    let output = rustc(&path).output().expect("rustc can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn rustc(path: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.args(["--edition=2021", "--emit=metadata", "--target", TRIPLE, "--out-dir"]);
    command.arg(env!("CARGO_TARGET_TMPDIR")).arg(path);
    command
}

fn has_target() -> bool {
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let output = command.args(["--print=target-libdir", "--target", TRIPLE]).output();
    let directory = output.expect("rustc can be run").stdout;
    Path::new(String::from_utf8_lossy(&directory).trim()).exists()
}
