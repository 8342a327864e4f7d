//! Words that `CONTRIBUTING.md` rules out: British spellings, and phrases that a reader has to read twice.

use std::path::Path;
use std::process::Command;

/// British words, each with the American one. A word that contains one is found: `neighbours`, `Colour`.
const BRITISH: [(&str, &str); 36] = [
    ("afterwards", "afterward"),
    ("ageing", "aging"),
    ("aluminium", "aluminum"),
    ("amongst", "among"),
    ("analyse", "analyze"),
    ("artefact", "artifact"),
    ("behaviour", "behavior"),
    ("catalogue", "catalog"),
    ("centre", "center"),
    ("cheque", "check"),
    ("colour", "color"),
    ("defence", "defense"),
    ("dialogue", "dialog"),
    ("endeavour", "endeavor"),
    ("favour", "favor"),
    ("flavour", "flavor"),
    ("grey", "gray"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("judgement", "judgment"),
    ("labelled", "labeled"),
    ("labelling", "labeling"),
    ("labour", "labor"),
    ("learnt", "learned"),
    ("licence", "license"),
    ("manoeuvre", "maneuver"),
    ("modelled", "modeled"),
    ("modelling", "modeling"),
    ("neighbour", "neighbor"),
    ("offence", "offense"),
    ("rumour", "rumor"),
    ("signalled", "signaled"),
    ("signalling", "signaling"),
    ("spelt", "spelled"),
    ("travelled", "traveled"),
    ("whilst", "while"),
];

/// What stands before `ise`, `ised`, `isation` and so on in British words, and before `ize` in American ones.
const STEMS: [&str; 46] = [
    "author",
    "canonical",
    "capital",
    "categor",
    "character",
    "critic",
    "custom",
    "emphas",
    "equal",
    "familiar",
    "final",
    "formal",
    "general",
    "initial",
    "item",
    "local",
    "material",
    "maxim",
    "memor",
    "minim",
    "modern",
    "monomorph",
    "neutral",
    "normal",
    "optim",
    "organ",
    "parallel",
    "parameter",
    "penal",
    "priorit",
    "random",
    "recogn",
    "sanit",
    "serial",
    "special",
    "stabil",
    "standard",
    "summar",
    "symbol",
    "synchron",
    "token",
    "util",
    "vector",
    "virtual",
    "visual",
    "vocal",
];

const ENDINGS: [&str; 8] = ["ise", "ised", "iser", "isers", "ises", "ising", "isable", "isation"];

/// Phrases of translated English, each with what to write.
const PHRASES: [(&str, &str); 18] = [
    ("are to be had", "exist, are available"),
    ("as far as their layout is known", "say what happens where it is not known"),
    ("for all who", "for everyone who"),
    ("go round", "say where it continues"),
    ("goes round", "say where it continues"),
    ("in order to", "to"),
    ("is no plain data", "is not plain data"),
    ("is said so", "say who says it"),
    ("is to be had", "exists, is available"),
    ("it is to be noted", "leave it out"),
    ("not to be had", "is not available"),
    ("of no type of", "no type"),
    ("of some there are", "name the noun"),
    ("seen through", "say what is recognized"),
    ("so many percent", "`percent` %"),
    ("such a one", "name the noun"),
    ("that of which", "name the noun"),
    ("whom that breaks", "whether old and new code can read each other's data"),
];

/// What other programs write or read, or what says which words are wrong: a file, or a folder, and the word in it.
const EXCEPTIONS: [(&str, &str); 3] = [
    ("tests/house/words.rs", ""),
    // What valgrind prints.
    ("tests/plain/valgrind.rs", "uninitialised"),
    // The name of a constant in C that a test renames to.
    ("tests/outputs/c_asserts.rs", "COLOUR_GREEN"),
];

#[test]
fn no_file_has_a_british_word_or_a_phrase_to_read_twice() {
    let mut wrong = Vec::new();
    let mut needed = [false; EXCEPTIONS.len()];
    let files = tracked();
    for file in &files {
        // A file that is removed and not yet committed is still listed.
        let Ok(text) = std::fs::read_to_string(crate::root().join(file)) else { continue };
        for fault in faults(&text) {
            let excepted = EXCEPTIONS.iter().position(|(path, word)| {
                Path::new(file).starts_with(path) && (word.is_empty() || fault.word == *word)
            });
            match excepted {
                Some(index) => needed[index] = true,
                None => wrong.push(format!(
                    "{file}:{}: `{}`; better: {}",
                    fault.line, fault.word, fault.better
                )),
            }
        }
    }
    assert!(files.len() > 500, "only {} files were found", files.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for ((path, word), needed) in EXCEPTIONS.iter().zip(needed) {
        assert!(needed, "the exception of `{word}` in {path} is no longer needed");
    }
}

/// The files of the repository that people write: those that git knows, new ones too.
fn tracked() -> Vec<String> {
    let list = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "--"])
        .args(["*.rs", "*.md", "*.toml", "*.sh", "*.yml", "*.stderr", ".ci/*"])
        .current_dir(crate::root())
        .output()
        .expect("git runs");
    assert!(list.status.success(), "git ls-files: {}", String::from_utf8_lossy(&list.stderr));
    String::from_utf8(list.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

struct Fault {
    line: usize,
    word: String,
    better: String,
}

fn faults(text: &str) -> Vec<Fault> {
    // Most files have none of the words, so that their names need no closer look.
    let lower = text.to_ascii_lowercase();
    let british: Vec<_> = BRITISH.into_iter().filter(|(word, _)| lower.contains(word)).collect();
    let endings: Vec<_> = ENDINGS.into_iter().filter(|ending| lower.contains(ending)).collect();
    let mut faults = Vec::new();
    if !british.is_empty() || !endings.is_empty() {
        for (line, content) in (1..).zip(text.lines()) {
            for word in content.split(|c: char| !c.is_alphanumeric() && c != '_') {
                if let Some(better) = american(word, &british, &endings) {
                    faults.push(Fault { line, word: word.to_owned(), better });
                }
            }
        }
    }
    faults.extend(phrases(text));
    faults
}

/// The American form of the part of a name that is British: one of these words, or one with one of these endings.
fn american(name: &str, british: &[(&str, &str)], endings: &[&str]) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    if let Some((_, better)) = british.iter().find(|(british, _)| lower.contains(british)) {
        return Some((*better).to_owned());
    }
    if !endings.iter().any(|ending| lower.contains(ending)) {
        return None;
    }
    name.split('_').flat_map(parts).find_map(|part| {
        endings.iter().find_map(|ending| {
            // `isations` too.
            let singular = part.strip_suffix('s').unwrap_or(&part);
            let stem = part.strip_suffix(ending).or_else(|| singular.strip_suffix(ending))?;
            let is_british = STEMS.iter().any(|it| stem.ends_with(it));
            is_british.then(|| format!("{stem}{}", ending.replacen('s', "z", 1)))
        })
    })
}

/// The parts of a name such as `OptimisedSize`, in lower case.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if was_lower && c.is_uppercase() {
            parts.push(String::new());
        }
        was_lower = c.is_lowercase();
        parts.last_mut().expect("one is there").extend(c.to_lowercase());
    }
    parts
}

/// The phrases in the text, also where a line breaks within one. Signs of comments are no words.
fn phrases(text: &str) -> Vec<Fault> {
    let sign = |c: char| !c.is_alphanumeric();
    let mut words: Vec<(usize, &str)> = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        let content = content.trim_start().trim_start_matches(['/', '!', '#', '|', '>']);
        words.extend(content.split_whitespace().map(|word| (line, word.trim_start_matches(sign))));
    }
    let mut faults = Vec::new();
    let firsts = PHRASES.map(|(phrase, _)| phrase.split(' ').next().expect("a word"));
    for (index, (line, first)) in words.iter().enumerate() {
        for ((phrase, better), begins) in PHRASES.iter().zip(firsts) {
            if !begins.eq_ignore_ascii_case(first) {
                continue;
            }
            let len = phrase.split(' ').count();
            let Some(words) = words.get(index..index + len) else { continue };
            // A sign within ends a phrase.
            let said = words.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
            if said.trim_end_matches(sign).eq_ignore_ascii_case(phrase) {
                let (word, better) = ((*phrase).to_owned(), (*better).to_owned());
                faults.push(Fault { line: *line, word, better });
            }
        }
    }
    faults
}

/// A word that is planted is found, and one that only looks like it is not.
#[test]
fn planted_words_are_found() {
    for (text, line, word) in [
        ("fn f() {}\n/// The behaviour.", 2, "behaviour"),
        ("let neighbours = 1;", 1, "neighbours"),
        ("const COLOUR_GREEN: u8 = 1;", 1, "COLOUR_GREEN"),
        ("uninitialised", 1, "uninitialised"),
        ("it summarises", 1, "summarises"),
        ("# Optimisations", 1, "Optimisations"),
        ("is_normalised()", 1, "is_normalised"),
        ("struct SerialisedLayout;", 1, "SerialisedLayout"),
        ("// What is not\n    /// to be had, is.", 1, "not to be had"),
        ("It goes round.", 1, "goes round"),
    ] {
        let found = faults(text);
        let found = found.iter().map(|it| (it.line, it.word.as_str())).collect::<Vec<_>>();
        assert!(found.contains(&(line, word)), "{text}: {found:?}");
    }
    for text in [
        "initialize, organism, optimistic, promise, precise, otherwise, exercise, raised, realistic",
        "the program goes; round the size up",
        "label, model, a license, a color, a gray cell",
    ] {
        let found = faults(text);
        assert!(found.is_empty(), "{text}: {}", found[0].word);
    }
}
