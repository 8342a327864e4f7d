//! Measures what 1,000 lines of `assert_layout!` with 3 checks each cost at compile time, against the
//! same checks as lines of `const _: () = assert!(...)`.
//!
//! `cargo run --release -p layout-benches --bin assert-cost [-- --rounds R] [-- --max-ratio X]`

#[path = "derive-cost/cpu.rs"]
mod cpu;

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

/// The lines about the type of that index.
type Lines = fn(usize) -> String;

/// The lines, each about a type of its own.
const LINES: usize = 1000;

/// What the crates have behind each type, all of which derive `Layout`.
const VARIANTS: [(&str, Lines); 3] = [
    ("none", |_| String::new()),
    ("plain", |index| {
        format!(
            "const _: () = assert!(size_of::<S{index}>() == 8);\n\
             const _: () = assert!(align_of::<S{index}>() == 4);\n\
             const _: () = assert!(core::mem::offset_of!(S{index}, checksum) == 4);\n"
        )
    }),
    ("layout", |index| {
        format!("assert_layout!(S{index}, size == 8, align == 4, offset(checksum) == 4);\n")
    }),
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("assert-cost: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let rounds = option("--rounds")?.unwrap_or(7.0);
    let times = measure(rounds)?;
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    let [none, plain, layout] = times.map(milliseconds);
    println!("CPU time of `cargo check`, the least of {rounds} rounds, {LINES} lines of 3 checks:");
    for ((name, _), time) in VARIANTS.iter().zip([none, plain, layout]) {
        println!("  {name:<8}{time:>6.0} ms");
    }
    let ratio = layout / plain;
    println!("ratio of the crates: {ratio:.2}");
    println!("ratio of what the lines add: {:.2}", (layout - none) / (plain - none));
    match option("--max-ratio")? {
        Some(most) if ratio > most => Err(format!("the ratio is above {most}").into()),
        _ => Ok(()),
    }
}

/// The number behind an option.
fn option(name: &str) -> Result<Option<f64>, Box<dyn Error>> {
    let mut arguments = env::args().skip_while(|argument| argument != name).skip(1);
    match arguments.next() {
        Some(value) => Ok(Some(value.parse().map_err(|_| format!("{name} takes a number"))?)),
        None => Ok(None),
    }
}

/// The least CPU time of each crate, of rounds that check one after the other, so that what disturbs
/// the machine disturbs all.
fn measure(rounds: f64) -> Result<[Duration; 3], Box<dyn Error>> {
    let mut least = [Duration::MAX; 3];
    let mut round = 0.0;
    // The first round builds what the crates depend on, and is not measured.
    while round <= rounds {
        for (index, (name, line)) in VARIANTS.into_iter().enumerate() {
            let directory = write(name, line, round)?;
            let before = cpu::children()?;
            check(&directory)?;
            let time = cpu::children()?.saturating_sub(before);
            if round > 0.0 {
                least[index] = least[index].min(time);
            }
        }
        round += 1.0;
    }
    Ok(least)
}

/// Writes a crate, with a comment that makes the next check compile it again.
fn write(name: &str, line: Lines, round: f64) -> Result<PathBuf, Box<dyn Error>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no workspace")?;
    let directory = workspace.join("target/assert-cost").join(name);
    fs::create_dir_all(directory.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"assert-cost-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nlayout-core = {{ path = '{}' }}\n\n[workspace]\n",
        workspace.join("layout-core").display()
    );
    fs::write(directory.join("Cargo.toml"), manifest)?;
    let mut source = String::from("use layout_core::{Layout, assert_layout};\n");
    source.push_str("assert_layout!(u8, size == 1);\n");
    for index in 0..LINES {
        write!(
            source,
            "#[derive(Layout)]\n#[repr(C)]\n\
             pub struct S{index} {{ pub version: u8, pub length: u16, pub checksum: u32 }}\n{}",
            line(index)
        )?;
    }
    writeln!(source, "// round {round}")?;
    fs::write(directory.join("src/lib.rs"), source)?;
    Ok(directory)
}

fn check(directory: &Path) -> Result<(), Box<dyn Error>> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--quiet", "--target-dir", "target"])
        .current_dir(directory)
        .env("CARGO_INCREMENTAL", "0")
        // What builds this program is not what builds the crates.
        .env_remove("RUSTFLAGS")
        .output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
}
