//! Debug info beside a listing.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use layout_core::debug_info::{DebugType, Program};
use layout_core::layout::{Kind, Tagging};
use layout_core::record::{FieldRecord, TypeRecord};

use super::names::{Name, Place, line_of};
use super::parse::{Field, Listed, Part};

/// What was compared, and what differs.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// Types with exactly one counterpart.
    pub(crate) pairs: usize,
    /// Types with several counterparts of their name, one of which is as listed.
    pub(crate) of_several: usize,
    pub(crate) sizes: usize,
    pub(crate) alignments: usize,
    pub(crate) offsets: usize,
    pub(crate) tags: usize,
    /// Places that the debug info has lost, which the reader says.
    pub(crate) unknown: usize,
    /// Boxes, of which debug info says no fields.
    pub(crate) pointers: usize,
    pub(crate) kinds: BTreeMap<&'static str, usize>,
    /// What is listed and has no counterpart, by kind.
    pub(crate) missing: BTreeMap<&'static str, usize>,
    pub(crate) differences: Vec<String>,
}

impl Comparison {
    pub(crate) fn facts(&self) -> usize {
        self.sizes + self.alignments + self.offsets + self.tags
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.of_several += other.of_several;
        self.sizes += other.sizes;
        self.alignments += other.alignments;
        self.offsets += other.offsets;
        self.tags += other.tags;
        self.unknown += other.unknown;
        self.pointers += other.pointers;
        for (sum, of) in [(&mut self.kinds, other.kinds), (&mut self.missing, other.missing)] {
            for (kind, count) in of {
                *sum.entry(kind).or_default() += count;
            }
        }
        self.differences.extend(other.differences);
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pairs, of_several, sizes, alignments, offsets, tags, unknown, pointers, .. } =
            self;
        let (types, facts) = (pairs + of_several, self.facts());
        writeln!(
            f,
            "{types} types compared, {of_several} of them with one of several of the name"
        )?;
        writeln!(
            f,
            "{facts} facts: {sizes} sizes, {alignments} alignments, {offsets} offsets, {tags} tags"
        )?;
        writeln!(f, "{unknown} offsets that the debug info has lost")?;
        writeln!(
            f,
            "{pointers} types that are pointers in debug info, by size and alignment alone"
        )?;
        writeln!(f, "compared: {:?}", self.kinds)?;
        writeln!(f, "listed without a counterpart: {:?}", self.missing)?;
        write!(f, "{} differences", self.differences.len())
    }
}

/// Types of one name, or of one line.
struct Group<'p> {
    types: Vec<DebugType<'p>>,
    /// Their different layouts by size and alignment. To make one takes longer than to compare it.
    layouts: OnceCell<HashMap<(usize, usize), Vec<TypeRecord>>>,
}

impl<'p> Group<'p> {
    fn new(types: Vec<DebugType<'p>>) -> Self {
        Self { types, layouts: OnceCell::new() }
    }

    fn layouts(&self) -> &HashMap<(usize, usize), Vec<TypeRecord>> {
        self.layouts.get_or_init(|| {
            let (mut seen, mut layouts) = (HashSet::new(), HashMap::<_, Vec<_>>::new());
            for layout in self.types.iter().map(|it| flat(it.layout())) {
                if seen.insert(format!("{layout:?}")) {
                    layouts.entry((layout.size, layout.align)).or_default().push(layout);
                }
            }
            layouts
        })
    }
}

/// A layout without what lies within the fields, which a listing does not have.
fn flat(mut layout: TypeRecord) -> TypeRecord {
    let of_variants = layout.variants.iter_mut().flat_map(|it| &mut it.fields);
    layout.fields.iter_mut().chain(of_variants).for_each(|field| field.layout = None);
    layout
}

/// The types of a program by their names, and closures and futures by their lines. All that may be a listed type have
/// one key, so that few others are looked at, however many types there are.
struct Types<'p> {
    by_key: HashMap<String, Vec<(Name, Group<'p>)>>,
    by_line: HashMap<u32, Vec<(String, Group<'p>)>>,
    crates: HashSet<&'p str>,
    /// The modules of each crate.
    modules: HashMap<&'p str, HashSet<&'p str>>,
}

impl<'p> Types<'p> {
    fn new(program: &'p Program) -> Self {
        let crates = program.types().iter().map(|it| it.crate_name()).collect();
        let mut modules: HashMap<_, HashSet<_>> = HashMap::new();
        let mut by_name: HashMap<Name, Vec<DebugType<'p>>> = HashMap::new();
        let mut by_line: HashMap<u32, Vec<_>> = HashMap::new();
        for it in program.types() {
            let path: Vec<&str> = it.module_path().splitn(3, "::").collect();
            modules.entry(path[0]).or_default().extend(path.get(1));
            by_name.entry(Name::new(&it.raw_name())).or_default().push(it);
            if it.is_closure() || it.is_future() {
                if let Some(place) = it.declared_at() {
                    let group = Group::new(Vec::from([it]));
                    by_line.entry(place.line).or_default().push((place.file, group));
                }
            }
        }
        let mut by_key: HashMap<String, Vec<_>> = HashMap::new();
        for (name, types) in by_name {
            by_key.entry(name.key()).or_default().push((name, Group::new(types)));
        }
        Self { by_key, by_line, crates, modules }
    }

    /// Those that may be the listed type, which has that name.
    fn candidates(&self, listed: &Listed, name: &Name, place: &Place<'_>) -> Vec<&Group<'p>> {
        if let Some((file, line)) = line_of(&listed.name) {
            let is_block = listed.name.starts_with("{async block");
            // A file of another crate is relative to that crate's directory.
            let is_there = |(path, group): &&(String, Group<'_>)| {
                let it = group.types[0];
                file.strip_suffix(path.trim_end_matches(".rs")).is_some_and(|start| {
                    let krate = it.crate_name();
                    krate == listed.krate || start.replace('-', "_").contains(krate)
                }) && it.is_future() == is_block
            };
            let on_line = self.by_line.get(&line).into_iter().flatten();
            return on_line.filter(is_there).map(|(_, group)| group).collect();
        }
        if listed.name.starts_with("{closure@") || listed.name.starts_with("{async block") {
            return Vec::new();
        }
        let same = self.by_key.get(&name.key()).into_iter().flatten();
        same.filter(|(it, _)| name.means(it, place)).map(|(_, group)| group).collect()
    }

    /// Those of that name and of all the listed type's numbers, whatever crate declares them.
    fn exported(&self, listed: &Listed, name: &Name) -> Vec<&TypeRecord> {
        let groups = self.by_key.get(&name.key()).into_iter().flatten();
        let layouts = groups.filter_map(|(_, it)| it.layouts().get(&(listed.size, listed.align)));
        let is_equal =
            |it: &&TypeRecord| nearest(listed, [*it]).is_some_and(|it| it.differences.is_empty());
        layouts.flatten().filter(is_equal).collect()
    }
}

/// What a listed type is compared to that differs least from it.
fn nearest<'t>(
    listed: &Listed,
    layouts: impl IntoIterator<Item = &'t TypeRecord>,
) -> Option<Comparison> {
    let compared = layouts.into_iter().map(|layout| {
        let mut one = Comparison::default();
        one.layout(listed, layout);
        one
    });
    compared.min_by_key(|one| one.differences.len())
}

fn kind_of(listed: &Listed) -> &'static str {
    let is_enum = listed.parts.iter().any(|part| part.variant.is_some());
    match listed.name.as_str() {
        name if name.starts_with("{closure@") => "closure",
        name if name.starts_with("{async block") => "async block",
        name if name.starts_with("{async fn") => "async fn",
        name if name.starts_with('{') => "async closure",
        _ if listed.tag.is_some() => "tagged enum",
        _ if is_enum => "enum or union without a tag",
        _ => "struct",
    }
}

/// Compares what is listed of crates with the types of a program that has them.
pub(crate) fn compare(listed: &[Listed], program: &Program) -> Comparison {
    let types = Types::new(program);
    let mut all = Comparison::default();
    let mut seen = HashSet::new();
    let mut alike: HashMap<Name, HashSet<&str>> = HashMap::new();
    for it in listed {
        alike.entry(Name::new(&it.name)).or_default().insert(&it.name);
    }
    for it in listed {
        if !seen.insert(it) {
            continue;
        }
        let name = Name::new(&it.name);
        let modules = types.modules.get(&*it.krate);
        let place = Place { krate: &it.krate, crates: &types.crates, modules };
        let candidates = types.candidates(it, &name, &place);
        let count: usize = candidates.iter().map(|group| group.types.len()).sum();
        // One of the name alone is the type, unless the name hides another version's or another closure's.
        let is_one = count == 1 && alike[&name].len() == 1 && name.is_closure();
        let is_told = is_one || !name.is_vague(&place) && !it.has_versions;
        let of_size =
            candidates.iter().filter_map(|group| group.layouts().get(&(it.size, it.align)));
        let mut layouts: Vec<&TypeRecord> = of_size.flatten().collect();
        if layouts.is_empty() && is_told {
            layouts =
                candidates.iter().flat_map(|group| group.layouts().values().flatten()).collect();
        }
        let best = nearest(it, layouts).filter(|one| one.differences.is_empty() || is_told);
        // The crate may have the name of another one's type that it exports, beside its own.
        let best = best.map(|one| match one.differences.len() {
            0 => one,
            _ => nearest(it, types.exported(it, &name)).unwrap_or(one),
        });
        let Some(mut best) = best else {
            *all.missing.entry(kind_of(it)).or_default() += 1;
            continue;
        };
        *(if count == 1 { &mut best.pairs } else { &mut best.of_several }) = 1;
        best.kinds.insert(kind_of(it), 1);
        all.add(best);
    }
    all
}

impl Comparison {
    fn is(&mut self, listed: usize, found: usize, what: impl FnOnce() -> String) {
        if listed != found {
            self.differences.push(format!("{}: listed {listed}, found {found}", what()));
        }
    }

    fn layout(&mut self, listed: &Listed, found: &TypeRecord) {
        let name = format!("{}: {}", listed.krate, listed.name);
        self.sizes += 1;
        self.is(listed.size, found.size, || format!("{name}: size"));
        self.alignments += 1;
        self.is(listed.align, found.align, || format!("{name}: alignment"));
        // A `Box` is a pointer in debug info, and has no fields.
        let is_listed = |name| found.fields.iter().any(|it| it.name == name);
        let is_fat = is_listed("pointer") && is_listed("vtable")
            || is_listed("data_ptr") && is_listed("length");
        if found.kind == Kind::Pointer
            || found.type_name.starts_with("alloc::boxed::Box<") && is_fat
        {
            return self.pointers += 1;
        }
        if found.kind == Kind::Enum {
            let tag = match found.tagging {
                Some(Tagging::Tag { size, .. }) => size,
                _ => 0,
            };
            self.tags += 1;
            self.is(listed.tag.unwrap_or(0), tag, || format!("{name}: tag"));
        }
        for part in &listed.parts {
            self.part(&name, part, found);
        }
    }

    fn part(&mut self, name: &str, part: &Part, found: &TypeRecord) {
        let fields = match (&part.variant, found.kind) {
            (Some(variant), Kind::Enum) => {
                let it = found.variants.iter().find(|it| it.name == *variant);
                let Some(it) = it else {
                    return self.differences.push(format!("{name}: no variant {variant}"));
                };
                &it.fields
            }
            _ => &found.fields,
        };
        // Fields of one name are paired in the order of memory.
        let mut fields: Vec<&FieldRecord> = fields.iter().collect();
        fields.sort_by_key(|it| (it.offset, it.size));
        for field in &part.fields {
            self.field(name, part, field, &mut fields);
        }
        for extra in fields {
            let variant = part.variant.as_deref().unwrap_or_default();
            self.differences.push(format!("{name} {variant}: `{}` is not listed", extra.name));
        }
    }

    fn field(&mut self, name: &str, part: &Part, field: &Field, fields: &mut Vec<&FieldRecord>) {
        let of = format!("{name} {} .{}", part.variant.as_deref().unwrap_or_default(), field.name);
        // What has no name has a number, which differs.
        let unnamed = field.name.starts_with(".coroutine_field");
        let is_number = |name: &str| name.bytes().all(|it| it.is_ascii_digit());
        let same = |it: &&FieldRecord| it.name == field.name || unnamed && is_number(&it.name);
        let exact = |it: &&FieldRecord| same(it) && it.offset == Some(field.offset);
        let at = fields.iter().position(exact).or_else(|| fields.iter().position(same));
        let Some(at) = at else {
            return self.differences.push(format!("{of} is not found"));
        };
        let found = fields.remove(at);
        // Which of several of the name it is has been lost.
        let Some(offset) = found.offset else { return self.unknown += 1 };
        self.offsets += 1;
        self.is(field.offset, offset, || format!("{of}: offset"));
        self.sizes += 1;
        self.is(field.size, found.size, || format!("{of}: size"));
        if let Some(align) = field.align {
            self.alignments += 1;
            self.is(align, found.align, || format!("{of}: alignment"));
        }
    }
}
