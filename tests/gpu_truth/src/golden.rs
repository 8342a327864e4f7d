//! The table for the ordinary tests: a few of the structs, with what the compilers of shaders found.

use std::fmt::Write as _;
use std::process::Command;

use crate::shaders::Found;
use crate::{Case, RULES};

/// The structs of the table, so many from the first on.
const MOST: usize = 80;

#[derive(Default)]
pub struct Rows {
    text: String,
    /// The structs that are in the table, and so may be named by others.
    ids: Vec<usize>,
}

impl Rows {
    /// Adds a struct with what was found, and whether Rust has it so. Not one that names another which is not in the
    /// table, or ends in an array of any length.
    pub fn add(&mut self, case: &Case, found: &[(Found, bool); 4]) {
        let known = |id: &str| self.ids.iter().any(|it| it.to_string() == id);
        let words = case.rust.split(|c: char| !c.is_alphanumeric());
        let named = words.filter_map(|word| word.strip_prefix('S'));
        let mut others = named.filter(|id| *id != case.id.to_string());
        let has_foreign = ["Foreign", "Aligned"].iter().any(|name| case.rust.contains(name));
        if self.ids.len() == MOST || case.has_tail || has_foreign || !others.all(known) {
            return;
        }
        self.ids.push(case.id);
        let fields = case.rust.split_once('{').expect("a struct").1;
        let fields = fields.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "}");
        let _ = writeln!(self.text, "    {} {{", case.name);
        fields.for_each(|field| {
            let _ = writeln!(self.text, "        {}", field.replace("pub ", ""));
        });
        let _ = writeln!(self.text, "    }} [");
        for (rules, (found, agrees)) in RULES.iter().zip(found) {
            let verdict = match (found.is_valid, agrees) {
                (false, _) => "invalid",
                (true, true) => "holds",
                (true, false) => "differs",
            };
            let offsets: Vec<usize> = found.members.iter().map(|(_, offset)| *offset).collect();
            let _ =
                writeln!(self.text, "        {rules:?} {verdict:?} {offsets:?} {};", found.size);
        }
        let _ = writeln!(self.text, "    ]");
    }

    pub fn text(&self) -> String {
        let mut text = HEAD.replace("GLSLANG", &glslang());
        text.push_str(&self.text);
        text.push_str("}\n");
        text
    }
}

/// The first words of what `glslangValidator --version` prints.
fn glslang() -> String {
    let output =
        Command::new("glslangValidator").arg("--version").output().expect("glslangValidator");
    let text = String::from_utf8(output.stdout).expect("a text");
    text.lines().next().expect("a line").to_lowercase()
}

const HEAD: &str = "\
// Written by `cargo run --manifest-path tests/gpu_truth/Cargo.toml -- --golden tests/checks/shader_golden.rs`, not
// by hand. What stands there of GLSL is of glslang (`GLSLANG`), what of WGSL is of naga 30.0.2; crevice 0.20.1
// and encase 0.13.0 agree where they can have the struct. The offsets are those of the members, then comes the size.
golden! {
";
