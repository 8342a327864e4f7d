//! A lock file as its parts, with the comments before each.

use core::fmt::{self, Display, Formatter, Write};
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::body;
use crate::record::TypeRecord;

/// The first line: what tells a lock file from others, and the version of its form.
const MAGIC: &str = "layout-lock";
const VERSION: &str = "1";
/// The last line, without which the file is not whole.
const END: &str = "end";

/// What a file begins with that is written for the first time.
const PREAMBLE: [&str; 6] = [
    "# The layouts of the types of this program, by target. A test compares them with the true ones;",
    "# `LAYOUT_LOCK=update cargo test` writes the file anew when a change is meant.",
    "#",
    "# A field is `offset size name: type`, in bytes; `within` are types that lie within others.",
    "# A line that begins with `#` is a comment; it stays with the line that follows it.",
    "",
];

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
    /// In the order of their names.
    pub(super) types: Vec<LockedType>,
}

/// The layout of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LockedType {
    comments: Comments,
    pub(super) role: Role,
    pub(super) name: String,
    pub(super) record: TypeRecord,
    lines: Vec<Line>,
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
    pub(super) fn new(role: Role, name: String, record: TypeRecord) -> Self {
        let line = |text| Line { comments: Comments::new(), text };
        let lines = body::lines(&record).into_iter().map(line).collect();
        Self { comments: Comments::new(), role, name, record, lines }
    }

    /// Whether both have the same layout.
    pub(super) fn is_same_layout(&self, other: &Self) -> bool {
        self.texts().eq(other.texts())
    }

    /// The lines of the layout.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| line.text.as_str())
    }

    /// The same with the comments of an older state: each stays with its field, or where that is gone,
    /// with the type.
    pub(super) fn with_comments_of(mut self, older: Self) -> Self {
        self.comments = older.comments;
        let subjects = body::subjects(self.lines.iter().map(|line| line.text.as_str()));
        let older_subjects = body::subjects(older.lines.iter().map(|line| line.text.as_str()));
        for (Line { comments, .. }, subject) in older.lines.into_iter().zip(older_subjects) {
            let heir = subjects.iter().position(|it| *it == subject);
            heir.map_or(&mut self.comments, |at| &mut self.lines[at].comments).extend(comments);
        }
        self
    }

    /// Where the type stands among the others.
    pub(super) fn key(&self) -> (Role, &str) {
        (self.role, &self.name)
    }
}

impl Document {
    /// A file that is written for the first time.
    pub(super) fn new() -> Self {
        let head = PREAMBLE.map(String::from).to_vec();
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
                self.sections.insert(at, Section { comments, target, types: Vec::new() });
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
            return Err(Fault::Line(number, "nothing stands behind `end`"));
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
        close(document, self.open.take())?;
        if line == END {
            document.tail = comments;
            self.has_ended = true;
        } else if let Some(target) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            if document.section(target).is_some() {
                return Err(Fault::Line(number, "the target has a section already"));
            }
            trim(&mut comments);
            let target = target.into();
            document.sections.push(Section { comments, target, types: Vec::new() });
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
        VERSION => Ok(Document { head: Comments::new(), ..Document::new() }),
        _ => Err(Fault::Version),
    }
}

fn parse_type(line: &str) -> Option<LockedType> {
    let (word, name) = line.split_once(' ')?;
    let role = [Role::Type, Role::Within].into_iter().find(|role| role.word() == word)?;
    let name = name.trim();
    let record = body::empty(name);
    Some(LockedType {
        comments: Comments::new(),
        role,
        name: name.into(),
        record,
        lines: Vec::new(),
    })
}

/// Adds a type of which all lines are read.
fn close(document: &mut Document, open: Option<Open>) -> Result<(), Fault> {
    let (Some(open), Some(section)) = (open, document.sections.last_mut()) else {
        return Ok(());
    };
    let Open { locked: mut new, number, numbers } = open;
    let texts: Vec<&str> = new.texts().collect();
    let record = body::parse(&new.name, &texts).map_err(|(index, what)| {
        Fault::Line(numbers.get(index).copied().unwrap_or(number), what)
    })?;
    if section.types.iter().any(|it| it.name == new.name) {
        return Err(Fault::Line(number, "the type is there already"));
    }
    // However the file was edited, it is compared as it would be written.
    let canonical = LockedType::new(new.role, core::mem::take(&mut new.name), record);
    section.types.push(canonical.with_comments_of(new));
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
            for locked in &section.types {
                f.write_char('\n')?;
                write_comments(f, "", &locked.comments)?;
                writeln!(f, "{} {}", locked.role.word(), locked.name)?;
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
