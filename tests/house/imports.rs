//! Which rooms of a crate the source of each room names. A room is a module of the crate's root.
//!
//! What is for tests alone does not count, nor what a macro writes into another crate, by `$crate`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item, Meta, UseTree};

use crate::arrows::Arrow;

/// The sources of a crate.
pub(crate) struct Crate {
    rooms: Vec<String>,
    /// The files that import, by arrow.
    arrows: BTreeMap<Arrow, BTreeSet<String>>,
}

impl Crate {
    pub(crate) fn read(name: &str) -> Self {
        let source = crate::root().join(name).join("src");
        let mut files = Vec::new();
        walk(source.join("lib.rs"), &[], &mut files);
        let lib = files.pop().expect("the root comes last").source;
        let mut rooms = Vec::new();
        let mut exports = BTreeMap::new();
        for item in lib.items.iter().filter(|item| !is_for_tests(attributes(item))) {
            match item {
                Item::Mod(room) => rooms.push(room.ident.to_string()),
                Item::Use(import) => add_exports(&import.tree, None, &mut exports),
                _ => {}
            }
        }
        add_macros(&files, &mut exports);
        let mut arrows: BTreeMap<Arrow, BTreeSet<String>> = BTreeMap::new();
        for File { path, module, source: file } in &files {
            let from = &module[0];
            for to in imports_of(file, module, &rooms, &exports) {
                let shown = path.strip_prefix(&source).unwrap_or(path).display().to_string();
                arrows.entry(Arrow { from: from.clone(), to }).or_default().insert(shown);
            }
        }
        assert!(files.len() > rooms.len() / 2 && !arrows.is_empty(), "{name} was not read");
        Self { rooms, arrows }
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.rooms.iter().map(String::as_str)
    }

    pub(crate) fn arrows(&self) -> impl Iterator<Item = (&Arrow, &BTreeSet<String>)> {
        self.arrows.iter()
    }
}

/// A file and the path of its module.
struct File {
    path: PathBuf,
    module: Vec<String>,
    source: syn::File,
}

/// The module's file, and those of the modules that it declares.
fn walk(path: PathBuf, module: &[String], files: &mut Vec<File>) {
    let source = parse(&path);
    for item in source.items.iter().filter(|item| !is_for_tests(attributes(item))) {
        let Item::Mod(inner) = item else { continue };
        if inner.content.is_none() {
            let module = [module, &[inner.ident.to_string()]].concat();
            for file in files_of(&path, inner) {
                walk(file, &module, files);
            }
        }
    }
    files.push(File { path, module: module.to_vec(), source });
}

/// The files of a module that another file declares: several, if an attribute chooses among them.
fn files_of(declared_in: &Path, module: &syn::ItemMod) -> Vec<PathBuf> {
    let parent = declared_in.parent().expect("a file lies in a directory");
    let is_root = declared_in.ends_with("mod.rs") || declared_in.ends_with("lib.rs");
    let base = if is_root { parent.to_path_buf() } else { declared_in.with_extension("") };
    let base = base.join(module.ident.to_string());
    let own = [base.join("mod.rs"), base.with_extension("rs")];
    let mut files: Vec<PathBuf> = own.into_iter().filter(|file| file.exists()).collect();
    for attribute in &module.attrs {
        files.extend(paths(attribute.to_token_stream()).into_iter().map(|path| parent.join(path)));
    }
    files.sort();
    files.dedup();
    assert!(!files.is_empty(), "{}: no file of `{}`", declared_in.display(), module.ident);
    files
}

/// The texts of `path = "..."`.
fn paths(tokens: TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut paths = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match (token, tokens.get(index + 2)) {
            (TokenTree::Group(group), _) => paths.extend(self::paths(group.stream())),
            (TokenTree::Ident(word), Some(TokenTree::Literal(text))) if word == "path" => {
                paths.push(text.to_string().trim_matches('"').to_owned());
            }
            _ => {}
        }
    }
    paths
}

/// What the root exports, by name: the room that it comes from.
fn add_exports(tree: &UseTree, room: Option<&str>, exports: &mut BTreeMap<String, String>) {
    match (tree, room) {
        (UseTree::Path(path), room) => {
            let first = path.ident.to_string();
            add_exports(&path.tree, Some(room.unwrap_or(&first)), exports);
        }
        (UseTree::Group(group), room) => {
            group.items.iter().for_each(|tree| add_exports(tree, room, exports));
        }
        (UseTree::Name(name), Some(room)) => {
            exports.insert(name.ident.to_string(), room.to_owned());
        }
        (UseTree::Rename(rename), Some(room)) => {
            exports.insert(rename.rename.to_string(), room.to_owned());
        }
        _ => {}
    }
}

/// Macros with `#[macro_export]` are at the root too.
fn add_macros(files: &[File], exports: &mut BTreeMap<String, String>) {
    for File { module, source, .. } in files {
        for item in &source.items {
            let Item::Macro(item) = item else { continue };
            let is_exported = item.attrs.iter().any(|it| it.path().is_ident("macro_export"));
            if let (true, Some(name), Some(room)) = (is_exported, &item.ident, module.first()) {
                exports.insert(name.to_string(), room.clone());
            }
        }
    }
}

/// The rooms that the source of a module names, but its own.
pub(crate) fn imports_of(
    source: &syn::File,
    module: &[String],
    rooms: &[String],
    exports: &BTreeMap<String, String>,
) -> BTreeSet<String> {
    let mut reader = Reader { rooms, exports, found: BTreeSet::new() };
    reader.items(&source.items, module);
    reader.found.remove(&module[0]);
    reader.found
}

struct Reader<'a> {
    rooms: &'a [String],
    exports: &'a BTreeMap<String, String>,
    found: BTreeSet<String>,
}

impl Reader<'_> {
    fn items(&mut self, items: &[Item], module: &[String]) {
        for item in items.iter().filter(|item| !is_for_tests(attributes(item))) {
            match item {
                Item::Mod(inner) => {
                    let Some((_, items)) = &inner.content else { continue };
                    self.items(items, &[module, &[inner.ident.to_string()]].concat());
                }
                item => self.tokens(item.to_token_stream(), module),
            }
        }
    }

    /// Looks for paths in what may be the input of a macro as well.
    fn tokens(&mut self, tokens: TokenStream, module: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            let is_first = index == 0 || !is_punct(&tokens[index - 1], [':', '$']);
            match token {
                TokenTree::Group(group) => self.tokens(group.stream(), module),
                TokenTree::Ident(word) if is_first && word == "crate" => {
                    self.path(&tokens[index + 1..], &[]);
                }
                TokenTree::Ident(word) if is_first && word == "super" => {
                    let Some((_, parent)) = module.split_last() else { continue };
                    self.path(&tokens[index + 1..], parent);
                }
                _ => {}
            }
        }
    }

    /// What follows `crate` or `super`, which is the module `base`. One below the root is in its own room.
    fn path(&mut self, tokens: &[TokenTree], base: &[String]) {
        let [first, second, next, rest @ ..] = tokens else { return };
        if !(is_punct(first, [':']) && is_punct(second, [':'])) {
            return;
        }
        match (next, base) {
            (TokenTree::Ident(word), [parent @ .., _]) if word == "super" => {
                self.path(rest, parent);
            }
            (TokenTree::Ident(word), []) => self.name(&word.to_string()),
            (TokenTree::Group(group), []) if group.delimiter() == Delimiter::Brace => {
                self.group(group.stream());
            }
            _ => {}
        }
    }

    /// The first name of each path in the braces of a `use`.
    fn group(&mut self, tokens: TokenStream) {
        let mut is_start = true;
        for token in tokens {
            if let (TokenTree::Ident(word), true) = (&token, is_start) {
                self.name(&word.to_string());
            }
            is_start = is_punct(&token, [',']);
        }
    }

    fn name(&mut self, name: &str) {
        if self.rooms.iter().any(|room| room == name) {
            self.found.insert(name.to_owned());
        } else if let Some(room) = self.exports.get(name).filter(|room| self.rooms.contains(room)) {
            self.found.insert(room.clone());
        }
    }
}

fn is_punct<const N: usize>(token: &TokenTree, marks: [char; N]) -> bool {
    matches!(token, TokenTree::Punct(punct) if marks.contains(&punct.as_char()))
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::ExternCrate(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Macro(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Union(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => &[],
    }
}

/// Whether the item is compiled for tests alone.
pub(crate) fn is_for_tests(attributes: &[Attribute]) -> bool {
    let is_cfg = |attribute: &&Attribute| attribute.path().is_ident("cfg");
    attributes.iter().filter(is_cfg).any(|attribute| {
        attribute.parse_args::<Meta>().is_ok_and(|condition| needs_test(&condition))
    })
}

/// Whether the condition holds for tests alone.
fn needs_test(condition: &Meta) -> bool {
    match condition {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) => {
            let parts = syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated;
            let parts = list.parse_args_with(parts).unwrap_or_default();
            match list.path.get_ident().map(ToString::to_string).as_deref() {
                Some("all") => parts.iter().any(needs_test),
                Some("any") => parts.iter().all(needs_test),
                _ => false,
            }
        }
        Meta::NameValue(_) => false,
    }
}

fn parse(path: &Path) -> syn::File {
    syn::parse_file(&crate::read(path))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
