//! The program that a command is about: its types, which of them are the package's own, and where they are declared.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use layout_core::FindingId;
use layout_core::analysis::{Finding, Severity};
use layout_core::debug_info::{self, DebugInfoError, DebugType, Program, Types};
use layout_core::registry::{ProgramReport, TypeSummary};

use crate::build::{self, Packages, Source, Turn};
use crate::cli::{Build, Choice};
use crate::declared::{Cfg, Declared};
use crate::failure::Failure;
use crate::many::Many;
use crate::output::{note, some_of};
use crate::progress::Progress;
use crate::search::Search;

/// Why nothing is found in what was built with full debug info.
fn of_build(error: DebugInfoError) -> Failure {
    Failure::Use(match error {
        DebugInfoError::NoDebugInfo | DebugInfoError::NoTypes => "the debug info of the build has no types; \
            if all code of the package is generic or inlined, build code that uses it with `--workspace`, `--example`, `--test` or \
            `--all-targets`; if the manifest sets `debug` for this package, remove that setting"
            .into(),
        error => error.to_string(),
    })
}

/// An error of so many bytes is worth a box: clippy's `result_large_err` warns of it.
const LARGE_ERROR: usize = 128;
/// Enums of less are not worth a box.
const CACHE_LINE: usize = 64;
/// In a collection, enums are to become smaller by this factor,
const MUCH: usize = 4;
/// and to have so many variants, so that the large one is not the usual one.
const MANY_VARIANTS: usize = 8;

/// A program, and what is known of its source.
pub(crate) struct Subject {
    pub(crate) program: Program,
    /// The crates of the packages; none if all types are meant.
    pub(crate) crates: BTreeSet<String>,
    sources: Vec<Source>,
    /// Those of all targets of the packages, built or not.
    all_sources: Vec<Source>,
    workspace: PathBuf,
    cfg: Cfg,
}

impl Subject {
    /// Reads a file, or builds packages for a target and reads them.
    pub(crate) fn load(build: &Build, target: Option<&str>) -> Result<Self, Failure> {
        match &build.binary {
            Some(path) => Self::of_file(path),
            None => Self::of_packages(build, &Packages::find(build)?, target),
        }
    }

    /// Builds packages and reads them.
    pub(crate) fn of_packages(
        build: &Build,
        packages: &Packages,
        target: Option<&str>,
    ) -> Result<Self, Failure> {
        let _turn = Turn::take(&packages.places.target)?;
        let found = build::run(build, packages, target)?;
        let _progress = Progress::new("reading debug info");
        let cfg = Cfg::of(target);
        let program = debug_info::read_all(&found.files).map_err(of_build)?;
        // Object files do not tell it.
        let name = |key| Some(cfg.value(key)).filter(|it| !it.is_empty()).unwrap_or("none");
        let program = program.built_for(name("target_os"), name("target_env"));
        Ok(Self {
            program,
            crates: found.crates,
            sources: found.sources,
            all_sources: packages.sources.clone(),
            workspace: packages.places.workspace.clone(),
            cfg,
        })
    }

    /// Reads a file that is built already. The types of the crate that has its name are its own, or all types if
    /// none has.
    pub(crate) fn of_file(path: &Path) -> Result<Self, Failure> {
        let progress = Progress::new(format!("reading {}", path.display()));
        let program = debug_info::read(path).map_err(|error| Failure::types(path, &error))?;
        drop(progress);
        let is_own = |name: &str| program.types().iter().any(|it| it.crate_name() == name);
        let crates = crate_of(path).filter(|name| is_own(name)).into_iter().collect();
        Ok(Self {
            program,
            crates,
            sources: Vec::new(),
            all_sources: Vec::new(),
            workspace: PathBuf::new(),
            cfg: Cfg::default(),
        })
    }

    /// Whether a type is one of the packages' own.
    fn is_own(&self, it: &DebugType<'_>) -> bool {
        self.crates.is_empty() || self.crates.contains(it.crate_name())
    }

    /// The types that are chosen.
    pub(crate) fn types(&self, choice: &Choice) -> Types<'_> {
        let types = self.program.types().filter(|it| {
            it.is_compound()
                && it.size() >= choice.min_size
                && (choice.all_crates || self.is_own(it))
        });
        match &choice.filter {
            Some(filter) => types.matching(filter.as_str()),
            None => types,
        }
    }

    /// The chosen types that a person declares: no closures and no futures, whose fields the compiler chooses.
    pub(crate) fn declared_types(&self, choice: &Choice) -> Types<'_> {
        self.types(choice).filter(|it| !it.is_closure() && !it.is_future())
    }

    /// The chosen types that a lock file has: those of all sizes.
    pub(crate) fn locked_types(&self, choice: &Choice) -> Types<'_> {
        self.declared_types(&Choice { min_size: 0, ..choice.clone() })
    }

    /// What a lock file is compared with.
    pub(crate) fn search(&self, choice: &Choice) -> Search {
        let mut crates = self.crates.clone();
        if choice.all_crates {
            crates.extend(self.program.types().iter().map(|it| it.crate_name().to_owned()));
        }
        let sources: Vec<Source> = self.sources.iter().chain(&self.all_sources).cloned().collect();
        let declared = Declared::read(&sources, &self.workspace, None);
        Search::new(crates, choice.filter.clone(), &declared)
    }

    pub(crate) fn declared(&self) -> Declared {
        Declared::read(&self.sources, &self.workspace, Some(&self.cfg))
    }

    /// Says which of the chosen public types are not there, as no code of the build uses them.
    pub(crate) fn note_unused(&self, declared: &Declared, choice: &Choice) {
        let all = self.program.types();
        let found: BTreeSet<String> =
            all.iter().filter(|it| self.crates.contains(it.crate_name())).map(path_of).collect();
        let is_chosen = |path: &&str| choice.filter.as_ref().is_none_or(|it| it.is_match(path));
        let public: Vec<&str> = declared.public().filter(is_chosen).collect();
        let unused: Vec<&str> =
            public.iter().copied().filter(|path| !found.contains(*path)).collect();
        if unused.is_empty() {
            return;
        }
        let named = some_of(&unused);
        let (are, them) = if unused.len() == 1 { ("is", "it") } else { ("are", "them") };
        note(&format!(
            "{} of {} public types {are} not in the debug info, because no code in this build uses {them}: {named}; \
             to see {them}, build code that uses {them} with `--workspace`, `--example`, `--test` or `--all-targets`",
            unused.len(),
            public.len(),
        ));
    }
}

/// The report on chosen types, with the places where the source declares them, and the number of the findings
/// that it leaves out.
pub(crate) fn report(
    subject: &Subject,
    types: &Types<'_>,
    choice: &Choice,
    declared: &Declared,
) -> (ProgramReport, usize) {
    let report = types.report().ranked(choice.sort.rank());
    let report = report.declared_at(|path| declared.place(path));
    if choice.notes {
        return (report, 0);
    }
    let all = report.totals().findings;
    let many = Many::of(&subject.program);
    let report = report.keep_findings(|summary, finding| is_weighty(summary, finding, &many));
    let left_out = all - report.totals().findings;
    (report, left_out)
}

/// Whether a finding is listed without being asked for. In real crates, most notes are of locks that lie side by side
/// on purpose. Fields are unaligned because the author wrote `packed`, and the compiler refuses what is wrong with
/// them. An order is the author's where he wrote `repr(C)`: it is listed only where many values are kept. What a generic
/// enum holds is the choice of those who use it.
///
/// How many values are of the large variant is not known. An error is seldom made, and what makes it large makes each
/// `Result` as large. In a collection a box is worth it if the others are small and many.
fn is_weighty(summary: &TypeSummary, finding: &Finding, many: &Many<'_>) -> bool {
    let (name, size) = (summary.name(), summary.size());
    match finding.id {
        FindingId::UnalignedField => false,
        FindingId::Reorder => many.are_in_collections(name),
        FindingId::LargeVariant if finding.severity == Severity::Note || name.ends_with('>') => {
            false
        }
        FindingId::LargeVariant => {
            let after = finding.size_after.unwrap_or(size);
            let is_among_others = many.variants_of(name) >= MANY_VARIANTS;
            let is_much = size >= CACHE_LINE && after <= size / MUCH;
            size >= LARGE_ERROR && after < LARGE_ERROR && many.are_in_errors(name)
                || is_much && is_among_others && many.are_in_collections(name)
        }
        _ => finding.severity == Severity::Warning,
    }
}

/// The path of a type without its arguments.
fn path_of(it: DebugType<'_>) -> String {
    let name = it.name();
    name.split('<').next().unwrap_or(&name).to_owned()
}

/// The crate that a file is named after: `target/debug/my-app`, `libmy_lib.rlib`, `deps/my_app-0123456789abcdef`.
fn crate_of(path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_str()?;
    let is_library = path.extension().is_some_and(|it| it != "exe" && it != "wasm");
    let name = if is_library { stem.strip_prefix("lib").unwrap_or(stem) } else { stem };
    let name = match name.rsplit_once('-') {
        Some((name, hash)) if hash.len() == 16 && hash.bytes().all(|it| it.is_ascii_hexdigit()) => {
            name
        }
        _ => name,
    };
    Some(build::crate_name(name))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::crate_of;

    #[test]
    fn files_are_named_after_crates() {
        for (path, name) in [
            ("target/debug/my-app", "my_app"),
            ("target/debug/libmy_lib.rlib", "my_lib"),
            ("target/debug/deps/my_app-0123456789abcdef", "my_app"),
            ("target/debug/deps/libmy_lib-0123456789abcdef.rlib", "my_lib"),
            ("my-app.exe", "my_app"),
            ("library", "library"),
        ] {
            assert_eq!(crate_of(Path::new(path)).as_deref(), Some(name), "{path}");
        }
    }
}
