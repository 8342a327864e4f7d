//! Types of Rust beside those of C.

use std::path::PathBuf;
use std::process::Command;

use snapbox::assert_data_eq;

use crate::support::{has_tool, layout, scratch, snapshot};

/// An object file with the debug info of these declarations.
fn object(name: &str, text: &str) -> PathBuf {
    let directory = scratch(name);
    let (source, object) = (directory.join("a.c"), directory.join("a.o"));
    std::fs::write(&source, text).unwrap();
    let mut gcc = Command::new("gcc");
    let status = gcc.args(["-g", "-c", "-o"]).arg(&object).arg(&source).status().unwrap();
    assert!(status.success());
    object
}

#[test]
fn the_compiler_of_c_is_asked() {
    if !has_tool("gcc", &["--version"]) {
        return;
    }
    let same = object(
        "c-same",
        "#include <stdio.h>\n#include <stdint.h>\n\
         struct Packet { uint8_t kind; uint16_t length; uint32_t checksum; } a;\nFILE *b;\n",
    );
    let path = same.to_str().unwrap();
    let run = layout(["-p", "plain", "compare", path]);
    assert!(run.succeeds().starts_with("1 type compared, 0 differ"), "{}", run.stdout);
    assert!(run.stderr.contains("add `--system`"), "{}", run.stderr);
    layout(["-p", "plain", "compare", path, "--system"]).fails(1);

    let other = object(
        "c-other",
        "#include <stdint.h>\nstruct packet_t { uint8_t type; uint32_t length; uint32_t checksum; } a;\n",
    );
    let path = other.to_str().unwrap();
    let run = layout(["-p", "plain", "compare", path]);
    run.fails(1);
    assert!(run.stdout.contains("--rename Packet=packet_t"), "{}", run.stdout);
    let run = layout([
        "-p",
        "plain",
        "compare",
        path,
        "--rename",
        "Packet=packet_t",
        "--rename",
        "Packet.kind=packet_t.type",
    ]);
    assert_data_eq!(run.stdout.clone(), snapshot("compare.txt"));
    run.fails(1);
}
