//! Names of both kinds in one form, of which the paths are gone: rustc prints those that are visible, and debug info
//! those of definitions.

use std::collections::HashSet;

/// The words and signs of a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Name(Vec<Word>);

/// The last name of a path, with the path; or a sign.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Word {
    text: String,
    path: String,
}

impl PartialEq<str> for Word {
    fn eq(&self, text: &str) -> bool {
        self.text == text
    }
}

/// Of the crate that listed a name, and which names are those of crates.
pub(super) struct Place<'a> {
    pub(super) krate: &'a str,
    pub(super) crates: &'a HashSet<&'a str>,
    /// The modules of the crate that listed it, if the program has that crate.
    pub(super) modules: Option<&'a HashSet<&'a str>>,
}

impl Name {
    pub(super) fn new(name: &str) -> Self {
        let mut it = Words { text: name, words: Vec::new() };
        while it.step() {}
        Self(it.words)
    }

    /// What is the same in all names that may be the same: all words and signs but those that defaults have.
    pub(super) fn key(&self) -> String {
        let words = self.0.iter().map(|word| word.text.as_str());
        words.filter(|word| !DEFAULTS.contains(word)).flat_map(|word| [word, " "]).collect()
    }

    /// Whether a listed name means a type of debug info, whose name has the default arguments too.
    pub(super) fn means(&self, debug: &Self, place: &Place<'_>) -> bool {
        let (mut at, mut other) = (0, 0);
        loop {
            let defaults = match (self.0.get(at), debug.0.get(other)) {
                (None, None) => return true,
                (Some(listed), Some(found)) if listed.text == found.text => {
                    if !place.has(&listed.path, &found.path) {
                        return false;
                    }
                    (at, other) = (at + 1, other + 1);
                    continue;
                }
                (Some(listed), Some(found)) if *listed == *">" && *found == *"," => {
                    other..closing(&debug.0, other)
                }
                // All arguments are defaults.
                (_, Some(found)) if *found == *"<" => other..closing(&debug.0, other + 1) + 1,
                _ => return false,
            };
            let Some(left_out) = debug.0.get(defaults.clone()) else { return false };
            let has_unit = left_out.iter().any(|word| *word == *"(");
            if !left_out.iter().all(|word| DEFAULTS.contains(&word.text.as_str()))
                || has_unit && head(&debug.0[..defaults.start]) != Some("ControlFlow")
            {
                return false;
            }
            other = defaults.end;
        }
    }

    /// Whether several types have the name: closures or trait objects are in it, which it does not tell apart;
    /// functions, of which debug info has those that are values and pointers to them under one name; or a path that
    /// may begin with a crate or with a module.
    pub(super) fn is_vague(&self, place: &Place<'_>) -> bool {
        let is_vague = |Word { text, path }: &Word| {
            let first = path.split_once("::").map_or("", |(first, _)| first);
            let is_module = || place.modules.is_none_or(|modules| modules.contains(first));
            let is_crate = place.crates.contains(first) && !is_std(first);
            is_crate && is_module()
                || text.starts_with('{')
                || text.starts_with("dyn ")
                || text == "fn"
        };
        self.0.iter().any(is_vague)
    }

    /// Whether the name is that of a closure or a future, not of a type with one among its arguments.
    pub(super) fn is_closure(&self) -> bool {
        self.0.first().is_some_and(|word| word.text.starts_with('{'))
    }
}

/// The name whose arguments a text ends within.
fn head(words: &[Word]) -> Option<&str> {
    let mut depth = 0_usize;
    let start = words.iter().rposition(|word| {
        match word.text.as_str() {
            ">" => depth += 1,
            "<" if depth == 0 => return true,
            "<" => depth -= 1,
            _ => {}
        }
        false
    })?;
    words[..start].last().map(|word| word.text.as_str())
}

/// The arguments that a listing leaves out: those which are the defaults of std's types. That of `ControlFlow` is `()`.
const DEFAULTS: [&str; 7] = ["Global", "RandomState", "(", ")", ",", "<", ">"];

/// Paths that are not those of other crates: a re-export by the name of another type, and a module that is called as a
/// crate is.
const MISLEADING: [&str; 2] = ["memchr::memmem::Prefilter", "indexmap::HashValue"];

/// Whether a path that begins so is the standard library's.
fn is_std(name: &str) -> bool {
    ["std", "core", "alloc"].contains(&name)
}

impl Place<'_> {
    /// Whether the path of a definition may be meant by a listed one: the same, without the crate if that is
    /// the crate that listed it, or else one by which the type is visible.
    fn has(&self, listed: &str, defined: &str) -> bool {
        if MISLEADING.contains(&listed) {
            return false;
        }
        if listed == defined
            || defined.strip_prefix(self.krate).and_then(|it| it.strip_prefix("::")) == Some(listed)
        {
            return true;
        }
        let Some((krate, listed_path)) = listed.split_once("::") else { return false };
        let (defined_crate, path) = defined.split_once("::").unwrap_or_default();
        let is_crate = krate == defined_crate && self.crates.contains(krate);
        if !(is_crate || is_std(krate) && is_std(defined_crate)) {
            return false;
        }
        let segments = |path| -> Vec<&str> { str::split(path, "::").collect() };
        leaves_out_modules(&segments(listed_path), &segments(path))
            && path.contains("nonpoison") == listed_path.contains("nonpoison")
    }
}

/// Whether a path is another one with modules left out. Two modules may be one whose name has both:
/// `collections::hash_map` for `collections::hash::map`; one is never a part of a name, as `vec` of `vec_deque`.
fn leaves_out_modules(listed: &[&str], defined: &[&str]) -> bool {
    let Some((first, rest)) = listed.split_first() else { return true };
    (0..defined.len()).any(|start| {
        let mut left = Some(*first);
        defined[start..].iter().enumerate().any(|(at, segment)| {
            let Some(joined) = left else { return false };
            let behind = joined.strip_prefix(segment);
            left = behind.and_then(|it| it.strip_prefix('_'));
            behind == Some("") && leaves_out_modules(rest, &defined[start + at + 1..])
        })
    })
}

/// Where the arguments end.
fn closing(words: &[Word], start: usize) -> usize {
    let mut depth = 0_usize;
    let ends = |word: &Word| {
        match word.text.as_str() {
            "<" | "(" | "[" => depth += 1,
            ">" | ")" | "]" if depth == 0 => return true,
            ">" | ")" | "]" => depth -= 1,
            _ => {}
        }
        false
    };
    words[start..].iter().position(ends).map_or(words.len(), |at| start + at)
}

struct Words<'a> {
    text: &'a str,
    words: Vec<Word>,
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

impl<'a> Words<'a> {
    fn take(&mut self, len: usize) -> &'a str {
        let (taken, rest) = self.text.split_at(len);
        self.text = rest;
        taken
    }

    fn take_word(&mut self) -> &'a str {
        self.take(self.text.find(|c| !is_word(c)).unwrap_or(self.text.len()))
    }

    fn last_is(&self, word: &str) -> bool {
        self.words.last().is_some_and(|last| *last == *word)
    }

    fn push(&mut self, word: impl Into<String>) {
        self.words.push(Word { text: word.into(), path: String::new() });
    }

    fn step(&mut self) -> bool {
        self.text = self.text.trim_start();
        let Some(first) = self.text.chars().next() else { return false };
        match first {
            '\'' => self.quote(),
            '{' => self.braces(),
            ':' if self.text.starts_with("::") => {
                self.take(2);
                self.push("::");
            }
            '-' if self.text.starts_with("->") => {
                self.take(2);
                self.push("->");
            }
            '>' if self.last_is("<") => {
                self.take(1);
                self.words.pop();
            }
            ')' if self.last_is(",") => {
                self.words.pop();
            }
            _ if is_word(first) => self.word(),
            _ => {
                let sign = self.take(first.len_utf8());
                self.push(sign);
            }
        }
        true
    }

    /// A lifetime says nothing; a character is a constant, whose value debug info lacks.
    fn quote(&mut self) {
        let rest = &self.text[1..];
        let length = rest.chars().next().map_or(0, char::len_utf8);
        if rest.starts_with('\\') || rest[length..].starts_with('\'') {
            let start = 1 + usize::from(rest.starts_with('\\'));
            let start = start + self.text[start..].chars().next().map_or(0, char::len_utf8);
            let end = self.text[start..].find('\'').map_or(self.text.len(), |at| start + at + 1);
            self.take(end);
            return self.push("{const}");
        }
        self.take(1);
        self.take_word();
        if let Some(rest) = self.text.strip_prefix(", ") {
            self.text = rest;
        }
    }

    /// The last name of a path stands for it; what is before that.
    fn pop_path(&mut self) -> String {
        if !self.last_is("::") {
            return String::new();
        }
        self.words.pop();
        self.pop_arguments();
        let Word { text, path } = self.words.pop().unwrap_or_default();
        if path.is_empty() { format!("{text}::") } else { format!("{path}::") }
    }

    fn pop_arguments(&mut self) {
        if !self.last_is(">") {
            return;
        }
        let mut depth = 0;
        while let Some(word) = self.words.pop() {
            match word.text.as_str() {
                ">" => depth += 1,
                "<" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }

    fn word(&mut self) {
        match self.take_word() {
            "dyn" => self.object(),
            "for" if self.text.starts_with('<') => {
                let end = self.text.find('>').map_or(self.text.len(), |at| at + 1);
                self.take(end);
            }
            word => {
                let path = self.pop_path() + word;
                self.words.push(Word { text: word.into(), path });
            }
        }
    }

    /// Of a trait object its first trait: both write the others in their own way.
    fn object(&mut self) {
        let mut depth = 0_usize;
        let mut before = ' ';
        let end = self.text.find(|c| {
            let arrow = c == '>' && before == '-';
            before = c;
            match c {
                '<' | '(' | '[' | '{' => depth += 1,
                '>' if arrow => {}
                '>' | ')' | ']' | '}' if depth == 0 => return true,
                '>' | ')' | ']' | '}' => depth -= 1,
                ',' => return depth == 0,
                _ => {}
            }
            false
        });
        let text = self.take(end.unwrap_or(self.text.len()));
        let mut text = text.trim_start();
        if text.starts_with("for<") {
            text = text.split_once('>').map_or("", |it| it.1);
        }
        let ends = text.find(|c: char| !is_word(c) && c != ':' && c != ' ').unwrap_or(text.len());
        let path = text[..ends].trim();
        let path = path.split(' ').next().unwrap_or_default();
        let name = path.rsplit("::").next().unwrap_or_default();
        if self.last_is("(") && self.text.starts_with(')') {
            self.words.pop();
            self.take(1);
        }
        self.push(format!("dyn {name}"));
    }

    fn braces(&mut self) {
        let mut depth = 0;
        let end = self.text.find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        });
        let text = self.take(end.map_or(self.text.len(), |at| at + 1));
        let inside = text.trim_matches(['{', '}']);
        let is_segment = self.last_is("::") || self.text.starts_with("::");
        if let Some(path) = inside.strip_prefix("async fn body of ") {
            let path = path.strip_suffix("()").unwrap_or(path);
            let name = Name::new(path).0.into_iter().next().unwrap_or_default().text;
            self.push(format!("{{async fn {name}}}"));
        } else if inside.starts_with("async_fn_env#") {
            self.words.pop();
            self.pop_arguments();
            let name = self.words.pop().unwrap_or_default().text;
            self.pop_path();
            self.push(format!("{{async fn {name}}}"));
            self.skip_arguments();
        } else if let Some(kind) = kind_of(inside) {
            self.pop_path();
            self.push(kind);
            self.skip_arguments();
        } else if inside.starts_with("CONST#") {
            self.push("{const}");
        } else if is_segment {
            let path = self.pop_path() + text;
            self.words.push(Word { text: text.into(), path });
        }
        // Else the name of a function item, which has the type of a pointer.
    }

    /// Those of a closure, which the listing has within it.
    fn skip_arguments(&mut self) {
        if !self.text.starts_with('<') {
            return;
        }
        let mut depth = 0;
        let mut before = ' ';
        let end = self.text.find(|c| {
            depth += i32::from(c == '<') - i32::from(c == '>' && before != '-');
            before = c;
            depth == 0
        });
        self.take(end.map_or(self.text.len(), |at| at + 1));
    }
}

fn kind_of(inside: &str) -> Option<&'static str> {
    let kinds = [
        ("closure@", "{closure}"),
        ("closure_env#", "{closure}"),
        ("async block@", "{async block}"),
        ("async_block_env#", "{async block}"),
        ("async closure body@", "{async closure body}"),
        ("async closure@", "{async closure}"),
        ("async_closure_env#", "{async closure body}"),
        ("coroutine_closure_env#", "{async closure}"),
    ];
    kinds.iter().find(|(start, _)| inside.starts_with(start)).map(|(_, kind)| *kind)
}

/// The file and the line of a listed closure or async block.
pub(super) fn line_of(name: &str) -> Option<(&str, u32)> {
    let place = name.strip_prefix("{closure@").or_else(|| name.strip_prefix("{async block@"))?;
    let (file, rest) = place.split_once(".rs:")?;
    let line = rest.split(':').next()?.parse().ok()?;
    (!file.contains(['<', '{'])).then_some((file, line))
}

#[test]
fn names_of_both_kinds_are_told_to_be_the_same() {
    let crates = HashSet::from(["a", "b", "cookie"]);
    let modules = HashSet::from(["cookie"]);
    let place = Place { krate: "own", crates: &crates, modules: Some(&modules) };
    for (listed, debug) in [
        ("std::option::Option<item::Item>", "core::option::Option<own::item::Item>"),
        ("std::vec::Vec<u8>", "alloc::vec::Vec<u8, alloc::alloc::Global>"),
        (
            "map::Map<std::vec::Vec<u8>, u8>",
            "own::map::Map<alloc::vec::Vec<u8, alloc::alloc::Global>, u8, std::hash::random::RandomState>",
        ),
        ("a::Iter<'_, u8>", "a::Iter<u8>"),
        ("a::Span<'_>", "a::Span"),
        ("a::Wrap<(u8,)>", "a::Wrap<(u8)>"),
        // A module may be called as a crate is.
        ("cookie::Cookie", "own::cookie::Cookie"),
        ("cookie::Cookie", "cookie::Cookie"),
        ("std::ops::ControlFlow<u8>", "core::ops::control_flow::ControlFlow<u8, ()>"),
        ("std::collections::hash_map::Iter<'_, u8>", "std::collections::hash::map::Iter<u8>"),
        (
            "std::collections::btree_map::OccupiedEntry<'_, u8, u8>",
            "alloc::collections::btree::map::entry::OccupiedEntry<u8, u8, alloc::alloc::Global>",
        ),
        (
            "std::collections::vec_deque::Drain<'_, u8>",
            "alloc::collections::vec_deque::drain::Drain<u8, alloc::alloc::Global>",
        ),
        ("module::Map<Root>", "own::module::Map<own::Root>"),
        (
            "a::Wrap<&dyn std::ops::Fn(u8) -> u8>",
            "a::Wrap<&dyn core::ops::function::Fn<(u8), Output=u8>>",
        ),
        (
            "a::Wrap<std::boxed::Box<dyn A + std::marker::Send>>",
            "a::Wrap<alloc::boxed::Box<(dyn b::A + core::marker::Send), alloc::alloc::Global>>",
        ),
        ("a::Wrap<for<'a> fn(&'a u8) -> u8 {a::callee}>", "a::Wrap<fn(&u8) -> u8>"),
        ("{async fn body of axum::serve<T>()}", "axum::{impl#3}::serve::{async_fn_env#0}<T>"),
        ("a::Map<{closure@a/b.rs:1:2: 1:9}, 'x'>", "a::Map<a::f::{closure_env#0}<u8>, {CONST#1}>"),
        ("a::f::{closure#0}::Local<u8>", "a::f::{closure#0}::Local<u8>"),
    ] {
        let (listed, debug) = (Name::new(listed), Name::new(debug));
        assert!(listed.means(&debug, &place), "{listed:?} {debug:?}");
        assert_eq!(listed.key(), debug.key());
    }
    for (listed, debug) in [
        ("a::Map<u8>", "a::Map<u16>"),
        ("a::Map<u8>", "a::Map"),
        ("A", "B<A>"),
        // A word in the name of a module is not that module.
        (
            "std::vec::Drain<'_, u8>",
            "alloc::collections::vec_deque::drain::Drain<u8, alloc::alloc::Global>",
        ),
        ("std::map::Iter<u8>", "std::collections::hash_map::Iter<u8>"),
        ("a::set::Iter", "a::hash_set::Iter"),
        // What is left out is the default, which `()` seldom is.
        ("a::Scheme", "a::Scheme<()>"),
        ("a::Map<u8>", "a::Map<u8, ()>"),
    ] {
        assert!(!Name::new(listed).means(&Name::new(debug), &place), "{listed} {debug}");
    }
    for (name, is_vague) in [
        ("a::Map<cookie::Cookie>", true),
        ("a::Map<{closure@std::f}>", true),
        ("a::Map<&dyn a::T>", true),
        ("a::Map<fn(u8) -> u8 {a::callee}>", true),
        ("a::Map<b::Cookie>", false),
    ] {
        assert_eq!(Name::new(name).is_vague(&place), is_vague, "{name}");
    }
    assert_eq!(line_of("{closure@src/a.rs:12:3: 13:4}"), Some(("src/a", 12)));
    assert_eq!(line_of("{closure@std::f::{closure#0}}"), None);
}
