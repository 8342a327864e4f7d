//! The command line.

use std::path::PathBuf;

use crate::Result;

const USAGE: &str = "usage: layout-mutants --package layout-core|layout-derive --out DIRECTORY \
                     --suites lib,checks,... [--file GLOB]... [--skip WORD]... [--jobs N]";

pub(crate) struct Args {
    /// The crate that is changed.
    pub(crate) package: String,
    /// Where the copy of the workspace, its target directory and the results go.
    pub(crate) out: PathBuf,
    /// `lib`, for the crate's own tests, and suites of `layout-tests`, `layout-outputs` or `layout-registry`.
    pub(crate) suites: Vec<String>,
    /// Which files to change, as `cargo mutants` takes them; all of the crate if there are none.
    pub(crate) files: Vec<String>,
    /// Tests with one of these in their name do not run.
    pub(crate) skip: Vec<String>,
    /// How many mutants run at a time.
    pub(crate) jobs: usize,
}

impl Args {
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let (mut package, mut out, mut suites) = (None, None, Vec::new());
        let (mut files, mut skip, mut jobs) = (Vec::new(), Vec::new(), 2);
        while let Some(word) = words.next() {
            let value = words.next().ok_or(USAGE)?;
            match word.as_str() {
                "--package" => package = Some(value),
                "--out" => out = Some(PathBuf::from(value)),
                "--suites" => suites = value.split(',').map(str::to_owned).collect(),
                "--file" => files.push(value),
                "--skip" => skip.push(value),
                "--jobs" => jobs = value.parse()?,
                _ => return Err(USAGE.into()),
            }
        }
        let (Some(package), Some(out), false) = (package, out, suites.is_empty()) else {
            return Err(USAGE.into());
        };
        std::fs::create_dir_all(&out)?;
        Ok(Self { package, out: out.canonicalize()?, suites, files, skip, jobs })
    }
}
