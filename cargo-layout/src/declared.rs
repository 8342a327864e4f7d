//! Where the source declares types. Debug info does not tell it of Rust's, and it does not have those that no code
//! uses.

mod cfg;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use layout_core::record::SourcePlace;
use syn::{Attribute, Expr, Item, ItemMod, Lit, Meta, Visibility};

pub(crate) use self::cfg::Cfg;
use crate::build::Source;

/// The types that the sources declare, by their paths: `my_app::wire::Packet`.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    types: BTreeMap<String, Declaration>,
}

#[derive(Debug)]
struct Declaration {
    place: SourcePlace,
    /// Whether a library declares it as public.
    is_public: bool,
}

impl Declared {
    /// The types of some sources. Files are named from a directory. What cannot be read has none: the compiler
    /// has read it, or has told why not. Without conditions that are set, all that any of them asks for is read.
    pub(crate) fn read(sources: &[Source], from: &Path, cfg: Option<&Cfg>) -> Self {
        let mut declared = Self::default();
        for source in sources {
            let directory = source.root.parent().unwrap_or(Path::new("")).to_owned();
            let mut reader =
                Reader { declared: &mut declared, source, from, cfg, is_open: Vec::new() };
            reader.file(&source.root, &directory, &source.name);
        }
        declared
    }

    /// Where a type of that path is declared.
    pub(crate) fn place(&self, path: &str) -> Option<SourcePlace> {
        self.types.get(path).map(|it| it.place.clone())
    }

    /// The paths of all types.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.types.keys().map(String::as_str)
    }

    /// The paths of the types that libraries declare as public.
    pub(crate) fn public(&self) -> impl Iterator<Item = &str> {
        self.types.iter().filter(|(_, it)| it.is_public).map(|(path, _)| path.as_str())
    }
}

/// Reads the files of a crate.
struct Reader<'a> {
    declared: &'a mut Declared,
    source: &'a Source,
    from: &'a Path,
    cfg: Option<&'a Cfg>,
    /// The files that are read just now: one may name itself.
    is_open: Vec<PathBuf>,
}

impl Reader<'_> {
    /// Reads a file whose modules are in a directory.
    fn file(&mut self, path: &Path, modules: &Path, module: &str) {
        if self.is_open.iter().any(|open| open == path) {
            return;
        }
        let Ok(text) = std::fs::read_to_string(path) else { return };
        let Ok(file) = syn::parse_file(&text) else { return };
        self.is_open.push(path.to_owned());
        self.items(&file.items, path, modules, module);
        self.is_open.pop();
    }

    fn items(&mut self, items: &[Item], file: &Path, modules: &Path, module: &str) {
        for item in items {
            let (name, visibility, attributes) = match item {
                Item::Struct(it) => (&it.ident, &it.vis, &it.attrs),
                Item::Enum(it) => (&it.ident, &it.vis, &it.attrs),
                Item::Union(it) => (&it.ident, &it.vis, &it.attrs),
                Item::Mod(it) => {
                    if self.is_compiled(&it.attrs) {
                        self.module(it, file, modules, module);
                    }
                    continue;
                }
                _ => continue,
            };
            if !self.is_compiled(attributes) {
                continue;
            }
            let is_public = self.source.is_library && matches!(visibility, Visibility::Public(_));
            let line = u32::try_from(name.span().start().line).unwrap_or(u32::MAX);
            let shown = file.strip_prefix(self.from).unwrap_or(file);
            let place = SourcePlace::new(shown.to_string_lossy(), line);
            let name = name.to_string();
            let path = format!("{module}::{}", name.trim_start_matches("r#"));
            self.declared.types.entry(path).or_insert(Declaration { place, is_public });
        }
    }

    fn module(&mut self, item: &ItemMod, file: &Path, modules: &Path, module: &str) {
        let name = item.ident.to_string();
        let name = name.trim_start_matches("r#");
        let module = format!("{module}::{name}");
        let inside = modules.join(name);
        if let Some((_, items)) = &item.content {
            return self.items(items, file, &inside, &module);
        }
        if let Some(path) = item.attrs.iter().find_map(path_in) {
            let path = file.parent().unwrap_or(Path::new("")).join(path);
            let directory = path.parent().unwrap_or(Path::new("")).to_owned();
            return self.file(&path, &directory, &module);
        }
        let beside = modules.join(format!("{name}.rs"));
        let path = if beside.is_file() { beside } else { inside.join("mod.rs") };
        self.file(&path, &inside, &module);
    }

    fn is_compiled(&self, attributes: &[Attribute]) -> bool {
        let Some(cfg) = self.cfg else { return true };
        let conditions = attributes.iter().filter(|it| it.path().is_ident("cfg"));
        conditions
            .filter_map(|it| it.parse_args::<Meta>().ok())
            .all(|condition| cfg.holds(&condition, &self.source.features))
    }
}

/// The path of `#[path = "…"]`.
fn path_in(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    match &pair.value {
        Expr::Lit(value) if pair.path.is_ident("path") => match &value.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
