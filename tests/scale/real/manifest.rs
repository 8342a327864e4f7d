//! The manifest of a crate of the registry, and those of its copies.

/// What cargo wrote when the crate was published: its sections in a fixed form.
pub(super) struct Manifest {
    text: String,
}

impl Manifest {
    pub(super) fn new(text: String) -> Self {
        Self { text }
    }

    /// The file of the library's root module.
    pub(super) fn root(&self) -> &str {
        self.value("[lib]", "path").unwrap_or("src/lib.rs")
    }

    pub(super) fn is_of_2015(&self) -> bool {
        self.value("[package]", "edition").is_none_or(|edition| edition == "2015")
    }

    /// That of a copy, without what is not built of it, and with more sections.
    pub(super) fn of_copy(&self, is_library: bool, rest: &str) -> String {
        let others = [
            "[[bench]]",
            "[[bin]]",
            "[[example]]",
            "[[test]]",
            "[profile",
            "[badges",
            "[workspace",
        ];
        let is_kept = |section: &&str| {
            let is_other = others.iter().any(|other| section.starts_with(other));
            !is_other && (is_library || !section.starts_with("[lib]"))
        };
        let kept: String = self.sections().filter(is_kept).collect();
        format!("{kept}\n[workspace]\n\n{rest}")
    }

    /// The sections, each with its heading.
    fn sections(&self) -> impl Iterator<Item = &str> {
        let mut rest = self.text.as_str();
        std::iter::from_fn(move || {
            let end = rest.get(1..)?.find("\n[").map_or(rest.len(), |at| at + 2);
            let (section, behind) = rest.split_at(end);
            rest = behind;
            Some(section)
        })
    }

    /// The text that a key of a section has.
    fn value(&self, heading: &str, key: &str) -> Option<&str> {
        let section = self.sections().find(|section| section.starts_with(heading))?;
        let value = section.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))?;
        Some(value.trim_matches('"'))
    }
}

#[test]
fn a_copy_keeps_what_is_built_of_it() {
    let manifest = Manifest::new(
        "# By cargo.\n[package]\nname = \"a\"\nedition = \"2018\"\nfiles = [\n    \"[x]\",\n]\n\n\
         [lib]\npath = \"a.rs\"\n\n[[bench]]\nname = \"b\"\n\n[dependencies.c]\nversion = \"1\"\n\n\
         [target.\"cfg(x)\".dependencies.e]\nversion = \"1\"\n\n[profile.dev]\ndebug = true\n"
            .to_owned(),
    );
    assert_eq!((manifest.root(), manifest.is_of_2015()), ("a.rs", false));
    let headings = |text: &str| {
        let lines = text.lines().filter(|line| line.starts_with('['));
        lines.map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    let program = manifest.of_copy(false, "[more]");
    let kept = "[dependencies.c] [target.\"cfg(x)\".dependencies.e] [workspace] [more]";
    assert_eq!(headings(&program), format!("[package] {kept}"));
    let library = manifest.of_copy(true, "[more]");
    assert_eq!(headings(&library), format!("[package] [lib] {kept}"));
}
