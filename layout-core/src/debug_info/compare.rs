//! Two files compared by the names of their types: what Rust declares, and what the C compiler says.

mod difference;
mod kinds;
mod members;

use core::fmt::{self, Display, Formatter};
use std::borrow::ToOwned as _;
use std::collections::HashMap;
use std::format;
use std::string::String;
use std::vec::Vec;

pub use difference::{Difference, DifferenceKind};

use self::members::Pair;
use super::program::Program;
use super::types::{DebugType, Types};
use crate::const_fns::plural;

/// Compares Rust types with C types of the same names, from two files.
///
/// Structs, unions and enums are matched by their names without modules. Sizes, alignments, and the offsets, sizes
/// and kinds of all fields must agree. So must the values of enumerators, and the size and sign of the integers that
/// store enums. Each side comes from the debug info of its own compiler, so nothing has to be declared twice.
///
/// Pass whole programs, or types that you choose from them. [`Comparison::rename`] matches names that differ.
///
/// - Rust has no bit-fields. Adjacent bit-fields in C agree with one Rust field that covers all their bytes.
/// - An unnamed struct or union in C is compared where it is used: with a field at its place, or by the names of its
///   own members.
/// - A Rust type with one field that covers all its bytes counts as that field, and so does an `Option` of a
///   pointer.
///
/// ```no_run
/// use layout_core::debug_info;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let rust = debug_info::read("target/debug/libmy_sys.rlib")?;
/// let c = debug_info::read("build/my.o")?;
/// debug_info::compare(rust.types().in_crate("my_sys"), &c)
///     .rename("Packet", "packet_t")
///     .rename("Packet.kind", "packet_t.type")
///     .assert();
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn compare<'r, 'c>(rust: impl Into<Types<'r>>, c: impl Into<Types<'c>>) -> Comparison<'r, 'c> {
    let is_named = |it: &DebugType<'_>| it.is_compound() && !it.is_unnamed();
    let (rust, c) = (rust.into().filter(is_named), c.into().filter(is_named));
    Comparison { rust, c, renames: Vec::new(), result: Outcome::default() }.run()
}

/// Chooses all types of a program.
impl<'p> From<&'p Program> for Types<'p> {
    fn from(program: &'p Program) -> Self {
        program.types()
    }
}

/// The result of comparing the types of two files: returned by [`compare`].
///
/// `{}` lists the types that differ and how, then those that have no counterpart.
#[derive(Clone, Debug)]
pub struct Comparison<'r, 'c> {
    rust: Types<'r>,
    c: Types<'c>,
    renames: Vec<(String, String)>,
    result: Outcome,
}

/// What was found.
#[derive(Clone, Debug, Default)]
struct Outcome {
    types: Vec<ComparedType>,
    /// Why nothing is known of some types.
    undecided: Vec<String>,
    only_in_c: Vec<String>,
    only_in_rust: Vec<String>,
}

/// A Rust type and its counterpart in C.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ComparedType {
    /// The full name in Rust.
    pub rust: String,
    /// The name in C.
    pub c: String,
    /// The differences; empty if both have the same layout.
    pub differences: Vec<Difference>,
}

impl Comparison<'_, '_> {
    /// Matches a type or a member with a different name in C: `rename("Packet", "packet_t")`, `rename("Packet.kind",
    /// "packet_t.type")`, `rename("Color.Red", "COLOR_RED")`.
    ///
    /// Rust types may have their full path. In the second name, you may omit the part before the dot. A name that is
    /// not found makes the comparison [fail](Self::is_same).
    #[must_use]
    pub fn rename(mut self, rust: &str, c: &str) -> Self {
        self.renames.push((rust.into(), c.into()));
        self.run()
    }

    /// Returns the types that were compared, in the order of their names in C.
    #[must_use]
    pub fn types(&self) -> &[ComparedType] {
        &self.result.types
    }

    /// Returns what could not be decided: names that several types have, and renames of unknown names.
    #[must_use]
    pub fn undecided(&self) -> &[String] {
        &self.result.undecided
    }

    /// Returns the C types that have no counterpart in Rust.
    #[must_use]
    pub fn only_in_c(&self) -> &[String] {
        &self.result.only_in_c
    }

    /// Returns the full names of the Rust types that have no counterpart in C.
    #[must_use]
    pub fn only_in_rust(&self) -> &[String] {
        &self.result.only_in_rust
    }

    /// Returns whether types were compared, all of them agree, nothing is undecided, and every C type has a
    /// counterpart.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let Outcome { types, undecided, only_in_c, .. } = &self.result;
        !types.is_empty()
            && undecided.is_empty()
            && only_in_c.is_empty()
            && types.iter().all(|it| it.differences.is_empty())
    }

    /// Asserts that [all types agree](Self::is_same).
    ///
    /// Rust types without a counterpart in C are fine. To leave out C types, filter them: `c.types().filter(|it|
    /// !it.name().starts_with("_IO_"))`.
    ///
    /// # Panics
    ///
    /// Panics with a list of all differences.
    #[track_caller]
    pub fn assert(&self) {
        assert!(self.is_same(), "{self}");
    }

    /// Compares all types.
    fn run(mut self) -> Self {
        self.result = Outcome::default();
        let rust: Vec<Named<'_>> = self.rust.iter().map(Named::new).collect();
        let c: Vec<Named<'_>> = self.c.iter().map(Named::new).collect();
        let renames = self.renames.clone();
        let names = Names { renames: &renames };
        self.result.undecided.extend(names.not_found(&rust, &c));
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, it) in rust.iter().enumerate() {
            if let Some(name) = names.of_type(it) {
                by_name.entry(name).or_default().push(index);
            }
        }
        let mut pairs = Vec::new();
        let mut is_matched = std::vec![false; rust.len()];
        for c in &c {
            let of_name = [&*c.full, &*c.short].map(|name| by_name.get(name));
            let found = of_name.into_iter().flatten().next().map_or(&[][..], |found| found);
            for &index in found {
                is_matched[index] = true;
            }
            match *found {
                [] => self.result.only_in_c.push(alone(c, &rust)),
                [index] => pairs.push(Pair { rust: rust[index].it, c: c.it }),
                _ => {
                    let full = found.iter().map(|&index| format!("`{}`", rust[index].full));
                    let full: Vec<String> = full.collect();
                    self.result.undecided.push(format!(
                        "`{}` may be one of {} types of Rust: {}; choose by `rename` with the full path, or \
                         by a filter",
                        c.full,
                        full.len(),
                        full.join(", ")
                    ));
                }
            }
        }
        self.refuse_doubles(&mut pairs);
        self.refuse_targets(&pairs);
        self.result.types = pairs.iter().map(|pair| pair.compared(&pairs, names)).collect();
        let alone = rust.iter().zip(is_matched).filter(|(_, is_matched)| !is_matched);
        self.result.only_in_rust = alone.map(|(it, _)| it.full.clone()).collect();
        self
    }

    /// Types of one name in C have different layouts, so that it is not known which is meant.
    fn refuse_doubles(&mut self, pairs: &mut Vec<Pair<'_, '_>>) {
        let names: Vec<String> = pairs.iter().map(|pair| pair.c.name()).collect();
        let is_double = |name: &String| names.iter().filter(|it| *it == name).count() > 1;
        pairs.retain(|pair| !is_double(&pair.c.name()));
        let mut doubles: Vec<String> =
            names.iter().filter(|name| is_double(name)).cloned().collect();
        doubles.dedup();
        self.result.undecided.extend(
            doubles.into_iter().map(|name| format!("C has several types `{name}`, which differ")),
        );
    }

    /// Files for machines that differ have nothing to say of each other.
    fn refuse_targets(&mut self, pairs: &[Pair<'_, '_>]) {
        let Some((rust, c)) = pairs.first().map(Pair::target) else { return };
        if (&rust.arch, rust.pointer_size, rust.endian) != (&c.arch, c.pointer_size, c.endian) {
            self.result.undecided.push(format!(
                "the files are built for different targets: {} in Rust, {} in C",
                rust.arch, c.arch
            ));
        }
    }
}

/// A type with its names.
struct Named<'p> {
    it: DebugType<'p>,
    full: String,
    short: String,
}

impl<'p> Named<'p> {
    fn new(it: DebugType<'p>) -> Self {
        Self { it, full: it.name(), short: it.short_name() }
    }

    fn is(&self, name: &str) -> bool {
        name == self.full || name == self.short
    }
}

/// What is said of a type of C that Rust does not have: where it is declared, and what it may be called.
fn alone(c: &Named<'_>, rust: &[Named<'_>]) -> String {
    let place = c.it.declared_at().map_or_else(String::new, |place| format!(" ({place})"));
    let like = rust.iter().find(|it| plain(&it.short) == plain(&c.short));
    let advice = like.map_or_else(String::new, |it| {
        format!(": if it is `{}`, add `.rename({:?}, {:?})`", it.full, it.short, c.full)
    });
    format!("{}{place}{advice}", c.full)
}

/// A name without what conventions add to it.
fn plain(name: &str) -> String {
    let name = name.strip_suffix("_t").unwrap_or(name);
    let letters = name.chars().filter(|c| *c != '_');
    letters.flat_map(char::to_lowercase).collect()
}

/// How members are called in C.
#[derive(Clone, Copy)]
struct Names<'a> {
    renames: &'a [(String, String)],
}

impl Names<'_> {
    /// What a type of Rust is called in C; `None` if another type is called so.
    fn of_type<'n>(&'n self, rust: &'n Named<'_>) -> Option<&'n str> {
        let mut types = self.renames.iter().filter(|(name, _)| !name.contains('.'));
        match types.clone().find(|(name, _)| rust.is(name)) {
            Some((_, to)) => Some(to),
            None => types.all(|(_, to)| *to != rust.short).then_some(&rust.short),
        }
    }

    /// What a member of a type of Rust is called in C.
    fn of_member(self, rust: &DebugType<'_>, member: &str) -> String {
        let (full, short) = (rust.name(), rust.short_name());
        let is_it = |path: &str| {
            path.rsplit_once('.')
                .is_some_and(|(name, it)| it == member && (name == full || name == short))
        };
        let found = self.renames.iter().find(|(rust, _)| is_it(rust));
        let name = found.map_or(member, |(_, to)| to.rsplit('.').next().unwrap_or(to));
        name.to_owned()
    }

    /// What is said of each rename of a type or a member that is not there.
    fn not_found(self, rust: &[Named<'_>], c: &[Named<'_>]) -> Vec<String> {
        let is_found = |(from, to): &(String, String)| match from.rsplit_once('.') {
            Some((name, member)) => {
                rust.iter().any(|it| it.is(name) && members::has_member(it.it, member))
            }
            None => rust.iter().any(|it| it.is(from)) && c.iter().any(|it| it.is(to)),
        };
        let lost = self.renames.iter().filter(|rename| !is_found(rename));
        lost.map(|(from, to)| {
            format!("`rename({from:?}, {to:?})` names a type or field that does not exist")
        })
        .collect()
    }
}

impl Display for Comparison<'_, '_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Outcome { types, undecided, only_in_c, only_in_rust } = &self.result;
        let differing: Vec<_> = types.iter().filter(|it| !it.differences.is_empty()).collect();
        let verb = if differing.len() == 1 { "differs" } else { "differ" };
        writeln!(f, "{} compared, {} {verb}", count(types.len(), "type"), differing.len())?;
        if types.is_empty() {
            writeln!(f, "no C type has a counterpart in Rust, so nothing was compared")?;
        }
        for ComparedType { rust, c, differences } in differing {
            writeln!(f, "{rust} and {c} of C: {}", count(differences.len(), "difference"))?;
            differences.iter().try_for_each(|difference| writeln!(f, "  {difference}"))?;
        }
        undecided.iter().try_for_each(|text| writeln!(f, "not decided: {text}"))?;
        write_list(f, "only in C", only_in_c, usize::MAX)?;
        write_list(f, "only in Rust", only_in_rust, MOST)
    }
}

/// So many types that Rust has more are listed: a program has all those of the standard library.
const MOST: usize = 16;

fn write_list(f: &mut Formatter<'_>, title: &str, names: &[String], most: usize) -> fmt::Result {
    if names.is_empty() {
        return Ok(());
    }
    writeln!(f, "{title}: {}", count(names.len(), "type"))?;
    names.iter().take(most).try_for_each(|name| writeln!(f, "  {name}"))?;
    match names.len().saturating_sub(most) {
        0 => Ok(()),
        more => writeln!(f, "  and {more} more"),
    }
}

fn count(number: impl TryInto<usize> + Copy + Display, of: &str) -> String {
    format!("{number} {of}{}", plural(number.try_into().unwrap_or(usize::MAX)))
}
