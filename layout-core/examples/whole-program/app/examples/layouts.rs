//! Writes what there is to know of the program's layouts: `cargo run --example layouts -- DIRECTORY`.

use std::io::Write as _;
use std::path::PathBuf;
use std::{env, fs, io};

use app as _;
use layout_core::registry;
use wire as _;

fn main() -> io::Result<()> {
    let directory = PathBuf::from(env::args_os().nth(1).unwrap_or_else(|| "target/layouts".into()));
    fs::create_dir_all(&directory)?;
    let report = registry::all().report();
    fs::write(directory.join("layouts.md"), report.clone().top(50).to_markdown())?;
    fs::write(directory.join("layouts.json"), report.to_json())?;
    fs::write(directory.join("layouts.sarif"), report.to_sarif())?;
    fs::write(directory.join("layouts.html"), report.to_html())?;
    writeln!(io::stdout(), "{}", report.top(10))
}
