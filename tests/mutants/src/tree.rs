//! A copy of the workspace, whose files have their mutants in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::Result;
use crate::args::Args;
use crate::hook;
use crate::list::Mutant;
use crate::switch::{OfLines, switch};

pub(crate) struct Tree {
    pub(crate) root: PathBuf,
    /// Where the hook goes: the roots of the crates that the changed files are compiled into.
    roots: Vec<&'static str>,
}

/// The mutants of each line of each file.
pub(crate) type Lines = BTreeMap<String, OfLines>;

impl Tree {
    /// The files that git knows, in the workspace of the current directory.
    pub(crate) fn copy(args: &Args) -> Result<Self> {
        let root = args.out.join("tree");
        let listed = Command::new("git").args(["ls-files", "-z"]).output()?;
        for file in String::from_utf8(listed.stdout)?.split('\0').filter(|file| !file.is_empty()) {
            let to = root.join(file);
            fs::create_dir_all(to.parent().unwrap_or(&root))?;
            if fs::symlink_metadata(file)?.is_symlink() {
                let _ = fs::remove_file(&to);
                std::os::unix::fs::symlink(fs::read_link(file)?, &to)?;
            } else {
                write_if_changed(&to, &fs::read(file)?)?;
            }
        }
        let roots = match args.package.as_str() {
            "layout-core" => vec!["layout-core/src/lib.rs"],
            // The suite compiles the derive's modules itself.
            "layout-derive" => vec!["layout-derive/src/lib.rs", "tests/golden/main.rs"],
            other => return Err(format!("no package of that name has mutants: {other}").into()),
        };
        Ok(Self { root, roots })
    }

    /// Writes the files with those mutants that compile. One whose place is not found does not.
    pub(crate) fn write(&self, mutants: &mut [Mutant]) -> Result<Lines> {
        let mut files: BTreeMap<String, Vec<&Mutant>> = BTreeMap::new();
        for mutant in mutants.iter() {
            let of_file = files.entry(mutant.file.clone()).or_default();
            of_file.extend(mutant.compiles.then_some(mutant));
        }
        for root in &self.roots {
            files.entry((*root).to_owned()).or_default();
        }
        let (mut lines, mut found) = (Lines::new(), Vec::new());
        for (file, mutants) in &files {
            let switched = switch(&fs::read_to_string(file)?, mutants)
                .map_err(|error| format!("{file}: {error}"))?;
            let (mut text, mut of_lines) = (switched.text, switched.lines);
            if self.roots.contains(&file.as_str()) {
                let added = hook::FEATURES.lines().count();
                of_lines = of_lines.into_iter().map(|(line, of)| (line + added, of)).collect();
                // The hook calls the C library.
                let text_of_root = text.replace("#![forbid(unsafe_code)]", "");
                text = format!("{}{text_of_root}{}", hook::FEATURES, hook::FUNCTION);
            }
            write_if_changed(&self.root.join(file), text.as_bytes())?;
            lines.insert(file.clone(), of_lines);
            found.extend(switched.found);
        }
        for mutant in mutants.iter_mut().filter(|mutant| mutant.compiles) {
            if !found.contains(&mutant.id) {
                println!("not found: {}", mutant.name);
                mutant.compiles = false;
            }
        }
        Ok(lines)
    }
}

/// Keeps the time of a file that stays as it is, so that cargo does not build it anew.
fn write_if_changed(path: &PathBuf, text: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    Ok(fs::write(path, text)?)
}
