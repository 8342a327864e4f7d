//! A lock file as its parts, with the comments before each.

use core::fmt::{self, Display, Formatter, Write};
use std_alloc::collections::{BTreeMap, BTreeSet};
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::body;
use crate::record::TypeRecord;
use crate::record::name::crate_of;

/// The first line: what tells a lock file from others, and the version of its form.
const MAGIC: &str = "layout-lock";
const VERSION: &str = "2";
/// The last line, without which the file is not whole.
const END: &str = "end";

/// What a file begins with that is written for the first time, after what it is.
const PREAMBLE: [&str; 4] = [
    "#",
    "# A field is `offset size name: type`, in bytes. A `within` entry is a type that lies within others.",
    "# A line that begins with `#` is a comment. It stays with the line that follows it.",
    "",
];

/// What stands between the name of a type and the crate that registered it, where its path does not tell.
const OWNER: &str = ", registered by ";
/// What stands between that and the compiler, where it is not the one of the section.
const WRITER: &str = ", laid out by ";
/// What the line begins with that names the compiler of a section.
const COMPILER: &str = "rustc ";

/// A lock file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Document {
    /// The comments before the first line.
    head: Comments,
    /// In the order of their targets.
    pub(super) sections: Vec<Section>,
    /// The comments before the last line, and behind it.
    tail: Comments,
}

/// The layouts of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    comments: Comments,
    pub(super) target: String,
    /// The compiler that laid out the types, as `rustc 1.95.0`.
    pub(super) compiler: Option<String>,
    /// In the order of their names.
    pub(super) types: Vec<LockedType>,
}

/// The layout of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LockedType {
    comments: Comments,
    pub(super) role: Role,
    pub(super) name: LockedName,
    /// The crates that registered the type, if it is not the one that the name begins with.
    owners: Vec<String>,
    /// The compiler that laid out the type, if it is not the one of the section.
    pub(super) compiler: Option<String>,
    pub(super) record: TypeRecord,
    lines: Vec<Line>,
}

/// The name of an entry: that of its type, and where several types have it, what tells them apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LockedName {
    pub(super) base: String,
    /// `v2` of a type of the second version of a crate, else a number.
    pub(super) label: Option<String>,
}

impl LockedName {
    /// Reads `base` or `base (label)`.
    pub(super) fn parse(text: &str) -> Self {
        let (base, label) = Self::split(text);
        Self { base: base.into(), label: label.map(String::from) }
    }

    /// The name without a label.
    pub(super) fn base_of(text: &str) -> &str {
        Self::split(text).0
    }

    fn split(text: &str) -> (&str, Option<&str>) {
        let labeled = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
        match labeled.filter(|(_, label)| is_label(label)) {
            Some((base, label)) => (base, Some(label)),
            None => (text, None),
        }
    }
}

/// Whether a text is a number, `v` and a version, or both.
fn is_label(text: &str) -> bool {
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let is_start = is_number(text.strip_prefix('v').unwrap_or(text));
    is_start && text[1..].chars().all(|c| c.is_ascii_digit() || ".#".contains(c))
}

impl Display for LockedName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.base)?;
        self.label.as_ref().map_or(Ok(()), |label| write!(f, " ({label})"))
    }
}

/// The crate that a name begins with; empty for a type of C.
fn declaring_crate(name: &str) -> &str {
    let path = name.split('<').next().unwrap_or(name);
    if path.contains("::") { crate_of(path) } else { "" }
}

/// Why a type is in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// It is locked itself.
    Type,
    /// It lies within one that is.
    Within,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    comments: Comments,
    text: String,
}

/// Lines that begin with `#`, and the empty lines between them.
type Comments = Vec<String>;

impl Role {
    const fn word(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Within => "within",
        }
    }
}

impl LockedType {
    pub(super) fn new(role: Role, name: LockedName, record: TypeRecord) -> Self {
        let line = |text| Line { comments: Comments::new(), text };
        let lines = body::lines(&record).into_iter().map(line).collect();
        Self {
            comments: Comments::new(),
            role,
            name,
            owners: Vec::new(),
            compiler: None,
            record,
            lines,
        }
    }

    /// The crates that decide whether the type is in a program.
    pub(super) fn owners(&self) -> impl Iterator<Item = &str> {
        let declared_by = self.owners.is_empty().then(|| declaring_crate(&self.name.base));
        self.owners.iter().map(String::as_str).chain(declared_by)
    }

    pub(super) fn set_owners(&mut self, owners: BTreeSet<&str>) {
        let is_plain = owners.len() == 1 && owners.contains(declaring_crate(&self.name.base));
        let owners = if is_plain { BTreeSet::new() } else { owners };
        self.owners = owners.into_iter().map(String::from).collect();
    }

    /// The lines of the layout.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| line.text.as_str())
    }

    /// The same with the comments of an older state: each stays with its field, or where that is gone,
    /// with the type.
    pub(super) fn with_comments_of(mut self, older: &Self) -> Self {
        self.comments.clone_from(&older.comments);
        if older.lines.iter().all(|line| line.comments.is_empty()) {
            return self;
        }
        let subjects = body::subjects(self.texts());
        let mut heirs = BTreeMap::new();
        for (index, subject) in subjects.into_iter().enumerate() {
            heirs.entry(subject).or_insert(index);
        }
        for (line, subject) in older.lines.iter().zip(body::subjects(older.texts())) {
            let heir = heirs.get(&subject);
            let comments = match heir {
                Some(&at) => &mut self.lines[at].comments,
                None => &mut self.comments,
            };
            comments.extend_from_slice(&line.comments);
        }
        self
    }

    /// Where the type stands among the others: of several with one name, in the order of their numbers.
    pub(super) fn key(&self) -> (Role, &str, usize, &str) {
        let label = self.name.label.as_deref().unwrap_or_default();
        (self.role, &self.name.base, label.len(), label)
    }
}

impl Document {
    /// A file that is written for the first time, by this command or else by a test.
    pub(super) fn new(writer: Option<&str>) -> Self {
        let what = "# The layouts of the types of this program, by target.";
        let what = match writer {
            Some(_) => what.into(),
            None => std_alloc::format!("{what} A test compares them with the true ones."),
        };
        let writer = writer.unwrap_or("LAYOUT_LOCK=update cargo test");
        let again =
            std_alloc::format!("# If a change is intended, write the file again: `{writer}`");
        let rest = PREAMBLE.map(String::from);
        let head = [what, again].into_iter().chain(rest).collect();
        Self { head, sections: Vec::new(), tail: Comments::new() }
    }

    /// The section of a target.
    pub(super) fn section(&self, target: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.target == target)
    }

    /// The section of a target, which is added if there is none.
    pub(super) fn section_mut(&mut self, target: &str) -> &mut Section {
        let index = match self.sections.iter().position(|section| section.target == target) {
            Some(index) => index,
            None => {
                let at = self.sections.partition_point(|section| *section.target < *target);
                let comments = Comments::new();
                let target = String::from(target);
                let new = Section { comments, target, compiler: None, types: Vec::new() };
                self.sections.insert(at, new);
                at
            }
        };
        &mut self.sections[index]
    }
}

/// Why a text is no lock file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It does not begin as one.
    Foreign,
    /// It is of a version of the form that is not known.
    Version,
    /// It has no end.
    Truncated,
    /// It has the marks of a merge, the first on that line.
    Conflict(usize),
    /// That line is wrong.
    Line(usize, &'static str),
}

impl Document {
    /// Reads a lock file.
    pub(super) fn parse(text: &str) -> Result<Self, Fault> {
        if let Some(line) = conflict(text) {
            return Err(Fault::Conflict(line));
        }
        let mut parser = Parser::default();
        for (index, line) in text.lines().enumerate() {
            parser.read(index + 1, line.trim_end())?;
        }
        parser.finish()
    }
}

/// The line on which the marks of a merge begin. A line of a lock file begins with no such mark.
fn conflict(text: &str) -> Option<usize> {
    let is_mark = |line: &str| {
        ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark))
    };
    let at = text.lines().position(is_mark)?;
    text.contains(MAGIC).then_some(at + 1)
}

#[derive(Default)]
struct Parser {
    comments: Comments,
    document: Option<Document>,
    open: Option<Open>,
    has_ended: bool,
    targets: BTreeSet<String>,
    /// The names of the types of the section that is being read.
    names: BTreeSet<String>,
}

/// The type that is being read.
struct Open {
    locked: LockedType,
    /// The number of its first line.
    number: usize,
    /// Those of the lines of its layout.
    numbers: Vec<usize>,
}

impl Parser {
    fn read(&mut self, number: usize, line: &str) -> Result<(), Fault> {
        let is_comment = line.trim_start().starts_with('#');
        if is_comment || line.trim_start().is_empty() {
            // An empty line counts between comments, not before them.
            if is_comment || self.comments.last().is_some_and(|last| !last.is_empty()) {
                self.comments.push(line.trim_start().into());
            }
            return Ok(());
        }
        let Some(document) = &mut self.document else {
            self.document =
                Some(Document { head: core::mem::take(&mut self.comments), ..parse_magic(line)? });
            return Ok(());
        };
        if self.has_ended {
            return Err(Fault::Line(number, "unexpected text after `end`"));
        }
        let mut comments = core::mem::take(&mut self.comments);
        if line.starts_with(' ') {
            let Some(open) = &mut self.open else {
                return Err(Fault::Line(number, "expected `type`, `[target]` or `end`"));
            };
            trim(&mut comments);
            open.numbers.push(number);
            open.locked.lines.push(Line { comments, text: line.trim_start().into() });
            return Ok(());
        }
        close(document, &mut self.names, self.open.take())?;
        if line == END {
            document.tail = comments;
            self.has_ended = true;
        } else if let Some(target) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            if !self.targets.insert(target.into()) {
                return Err(Fault::Line(number, "the target already has a section"));
            }
            trim(&mut comments);
            let target = target.into();
            let new = Section { comments, target, compiler: None, types: Vec::new() };
            document.sections.push(new);
            self.names.clear();
        } else if line.starts_with(COMPILER) {
            let section = document.sections.last_mut();
            let section = section.filter(|it| it.compiler.is_none() && it.types.is_empty());
            let section = section.ok_or(Fault::Line(
                number,
                "the compiler must come once, before the types of a section",
            ))?;
            section.compiler = Some(line.into());
            section.comments.append(&mut comments);
            trim(&mut section.comments);
        } else {
            let mut new = parse_type(line)
                .filter(|_| !document.sections.is_empty())
                .ok_or(Fault::Line(number, "expected `type`, `[target]` or `end`"))?;
            trim(&mut comments);
            new.comments = comments;
            self.open = Some(Open { locked: new, number, numbers: Vec::new() });
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Document, Fault> {
        let Some(mut document) = self.document.take() else {
            return Err(Fault::Foreign);
        };
        if !self.has_ended {
            return Err(Fault::Truncated);
        }
        document.tail.append(&mut self.comments);
        trim(&mut document.tail);
        document.sections.sort_by(|one, other| one.target.cmp(&other.target));
        for section in &mut document.sections {
            section.types.sort_by(|one, other| one.key().cmp(&other.key()));
        }
        Ok(document)
    }
}

/// Takes the empty lines at the end away.
fn trim(comments: &mut Comments) {
    while comments.last().is_some_and(String::is_empty) {
        comments.pop();
    }
}

fn parse_magic(line: &str) -> Result<Document, Fault> {
    let version = line.strip_prefix(MAGIC).and_then(|rest| rest.strip_prefix(' '));
    match version.ok_or(Fault::Foreign)? {
        VERSION => Ok(Document { head: Comments::new(), ..Document::new(None) }),
        _ => Err(Fault::Version),
    }
}

fn parse_type(line: &str) -> Option<LockedType> {
    let (word, rest) = line.split_once(' ')?;
    let role = [Role::Type, Role::Within].into_iter().find(|role| role.word() == word)?;
    let (rest, compiler) = split_off(rest, WRITER);
    let (name, owners) = split_off(rest, OWNER);
    let owners = owners.iter().flat_map(|list| list.split(", ")).map(String::from).collect();
    let name = LockedName::parse(name.trim());
    let record = body::empty(&name.base);
    let comments = Comments::new();
    Some(LockedType { comments, role, name, owners, compiler, record, lines: Vec::new() })
}

/// What stands before a mark, and what stands behind it, if it is there.
fn split_off<'a>(text: &'a str, mark: &str) -> (&'a str, Option<String>) {
    match text.rsplit_once(mark) {
        Some((text, rest)) => (text, Some(rest.trim().into())),
        None => (text, None),
    }
}

/// Adds a type of which all lines are read.
fn close(
    document: &mut Document,
    names: &mut BTreeSet<String>,
    open: Option<Open>,
) -> Result<(), Fault> {
    let (Some(open), Some(section)) = (open, document.sections.last_mut()) else {
        return Ok(());
    };
    let Open { locked: new, number, numbers } = open;
    let texts: Vec<&str> = new.texts().collect();
    let record = body::parse(&new.name.base, &texts).map_err(|(index, what)| {
        Fault::Line(numbers.get(index).copied().unwrap_or(number), what)
    })?;
    if !names.insert(new.name.to_string()) {
        return Err(Fault::Line(number, "the type is listed twice"));
    }
    // However the file was edited, it is compared as it would be written.
    let canonical = LockedType::new(new.role, new.name.clone(), record);
    let (owners, compiler) = (new.owners.clone(), new.compiler.clone());
    section.types.push(LockedType { owners, compiler, ..canonical.with_comments_of(&new) });
    Ok(())
}

impl Display for Document {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_comments(f, "", &self.head)?;
        writeln!(f, "{MAGIC} {VERSION}")?;
        for section in &self.sections {
            f.write_char('\n')?;
            write_comments(f, "", &section.comments)?;
            writeln!(f, "[{}]", section.target)?;
            if let Some(compiler) = &section.compiler {
                writeln!(f, "{compiler}")?;
            }
            for locked in &section.types {
                f.write_char('\n')?;
                write_comments(f, "", &locked.comments)?;
                write!(f, "{} {}", locked.role.word(), locked.name)?;
                if !locked.owners.is_empty() {
                    write!(f, "{OWNER}{}", locked.owners.join(", "))?;
                }
                if let Some(compiler) = &locked.compiler {
                    write!(f, "{WRITER}{compiler}")?;
                }
                f.write_char('\n')?;
                for line in &locked.lines {
                    write_comments(f, "  ", &line.comments)?;
                    writeln!(f, "{}", line.text)?;
                }
            }
        }
        f.write_char('\n')?;
        write_comments(f, "", &self.tail)?;
        writeln!(f, "{END}")
    }
}

fn write_comments(f: &mut Formatter<'_>, indentation: &str, comments: &Comments) -> fmt::Result {
    for comment in comments {
        if comment.is_empty() {
            f.write_char('\n')?;
        } else {
            writeln!(f, "{indentation}{comment}")?;
        }
    }
    Ok(())
}
