//! What findings say of 32-bit x86, against the compiler for it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use layout_tests::skip::skip_without;

use super::generate::generate;
use super::model::Definition;
use super::program::{Found, describe, items};

const TRIPLE: &str = "i686-unknown-linux-gnu";

/// What a message says of the other target, as expressions that are true there.
fn claims(definition: &Definition, message: &str) -> Vec<String> {
    let name = &definition.name;
    let Some((before, rest)) = message.split_once(" here and ") else { return Vec::new() };
    let (number, moved) = rest.split_once(" on 32-bit x86").expect("it is that target");
    let offset =
        |field: &str, number: &str| format!("core::mem::offset_of!({name}, {field}) == {number}");
    let mut claims = Vec::new();
    if let Some((before, _)) = before.split_once("` lies at offset ") {
        let field = before.rsplit('`').next().expect("its name");
        claims.push(offset(field, number));
    } else if before.contains("the type has ") {
        claims.push(format!("size_of::<{name}>() == {number}"));
    }
    // ``, where `a` lies at 4, `b` at 8, and 2 more fields move``
    let parts: Vec<&str> = moved.split('`').skip(1).collect();
    for pair in parts.chunks_exact(2) {
        let (_, number) = pair[1].split_once("at ").expect("its offset");
        let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        claims.push(offset(pair[0], &number[..end]));
    }
    claims
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
        let claims = claims(definition, message);
        if claims.is_empty() {
            continue;
        }
        let mut plain = definition.clone();
        for (_, fields) in plain.lists() {
            fields.iter_mut().for_each(|field| field.marks = None);
        }
        let plain = plain.to_string().replace("#[derive(Layout)]\n", "");
        let _ = writeln!(text, "{plain}");
        for claim in &claims {
            let _ = writeln!(text, "const _: () = assert!({claim}, {message:?});");
        }
        count += claims.len();
    }
    assert!(count > 60, "{count} are too few");
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
