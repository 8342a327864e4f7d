//! What is unsafe in both crates: counted, and each file explained in `SOUNDNESS.md`.

mod count;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use count::{Counts, Site};

/// The committed counts.
const LIST: &str = "soundness/unsafe.txt";

/// The words above the list.
const HEAD: &str = "\
# Unsafe code by file: blocks, implementations, functions, traits. In macros and in what the derive
# writes it is counted where it is written down. Kept by the test `soundness`, which says how.
";

/// A file of a crate, by its path from the root of the workspace.
struct File {
    path: String,
    sites: Vec<Site>,
}

#[test]
fn unsafe_code_is_where_the_list_says() {
    let files = files();
    let found = text(&files);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(LIST);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &found).expect("the list can be written");
    }
    let listed = fs::read_to_string(&path).expect("the list can be read");
    let listed: Vec<&str> = listed.lines().collect();
    let mut wrong = String::new();
    for File { path, sites } in &files {
        let line = line(path, sites);
        if !listed.contains(&line.as_str()) {
            let _ = writeln!(wrong, "{line}");
            for Site { line, kind } in sites {
                let _ = writeln!(wrong, "    {path}:{line}: {kind}");
            }
        }
    }
    for gone in listed.iter().filter(|line| !found.lines().any(|found| found == **line)) {
        let _ = writeln!(wrong, "listed: {gone}");
    }
    assert!(
        wrong.is_empty(),
        "unsafe code is not as {LIST} has it. If it is meant: say why it is sound where it stands and in \
         SOUNDNESS.md, then write the list anew by\n    UPDATE_EXPECT=1 cargo test -p layout-tests --test \
         soundness\nfound:\n{wrong}"
    );
}

/// Each folder or file with unsafe code has its place in the document.
#[test]
fn all_unsafe_files_are_explained() {
    let document = fs::read_to_string(root().join("SOUNDNESS.md")).expect("it is there");
    for File { path, .. } in files() {
        let named = path.split_once("/src/").expect("all are in `src`").1;
        let parts = || named.match_indices('/').map(|(at, _)| &named[..=at]).chain([named]);
        assert!(
            parts().any(|part| document.contains(&format!("`{part}`"))),
            "{path} has unsafe code, but SOUNDNESS.md names neither `{named}` nor a folder it is in"
        );
    }
}

/// What the document names exists.
#[test]
fn the_document_names_no_file_that_is_gone() {
    let document = fs::read_to_string(root().join("SOUNDNESS.md")).expect("it is there");
    let named = document.split('`').skip(1).step_by(2);
    for file in named.filter(|it| is_source(Path::new(it)) || it.ends_with('/')) {
        let places = ["layout-core/src", "layout-derive/src", "."];
        assert!(
            places.iter().any(|place| root().join(place).join(file).exists()),
            "SOUNDNESS.md names `{file}`, which there is not"
        );
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The files of both crates that have unsafe code, by their paths.
fn files() -> Vec<File> {
    let mut files = Vec::new();
    for name in ["layout-core/src", "layout-derive/src"] {
        read(&root().join(name), name, &mut files);
    }
    assert!(files.len() > 40, "only {} files were read", files.len());
    files.retain(|file| !file.sites.is_empty());
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

fn read(directory: &Path, name: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(directory).expect("the directory can be read") {
        let path = entry.expect("the entry can be read").path();
        let last = path.file_name().and_then(|it| it.to_str()).expect("names are UTF-8");
        let name = format!("{name}/{last}");
        if path.is_dir() {
            read(&path, &name, files);
        } else if is_source(&path) {
            let source = fs::read_to_string(&path).expect("the file can be read");
            let sites = count::sites(&source).unwrap_or_else(|error| panic!("{name}: {error}"));
            files.push(File { path: name, sites });
        }
    }
}

fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

fn line(path: &str, sites: &[Site]) -> String {
    let Counts { blocks, impls, functions, traits } = Counts::of(sites);
    format!("{blocks:6} {impls:5} {functions:3} {traits:6}  {path}")
}

fn text(files: &[File]) -> String {
    let mut text = format!("{HEAD}blocks impls fns traits  file\n");
    for File { path, sites } in files {
        let _ = writeln!(text, "{}", line(path, sites));
    }
    let all: Vec<Site> = files.iter().flat_map(|file| file.sites.iter().copied()).collect();
    let _ = writeln!(text, "{}", line("all", &all));
    text
}
