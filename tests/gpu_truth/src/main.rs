//! The checks `std140`, `std430` and `wgsl(...)` of generated structs, beside what others say of the same structs:
//! glslang and naga of each, crevice and encase of those that they can have.
//!
//! For each struct, the numbers in it are listed with their offsets in Rust, which rustc tells, and with their
//! offsets in the shader, which the others tell. The check must hold if both lists and the sizes are the same, and
//! if naga takes the struct in that address space; otherwise it must fail, and the offsets in its message
//! must be those of the others. `--golden FILE` writes a few structs as a table for the ordinary tests.

mod golden;
mod math;
mod shaders;

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::mem::offset_of;
use std::panic::{self, catch_unwind};

use crevice::std140::AsStd140;
use crevice::std430::AsStd430;
use encase::{ShaderSize, ShaderType};
use layout_core::__private::{AddressSpace, Tailed, std140, std430, wgsl};
use layout_core::Layout;

use shaders::{Found, Glslang};

/// A type that nothing describes.
#[allow(dead_code)]
#[repr(transparent)]
pub struct Foreign<T>(T);

/// The same, with the alignment of a vector of the processor.
#[allow(dead_code)]
#[repr(C, align(16))]
pub struct Aligned<T>(T);

/// Where the numbers of a type lie in Rust, in the order in which a shader has them.
pub enum Place {
    Number,
    /// So many of them, so many bytes apart.
    Repeated(usize, usize, &'static Place),
    Struct(&'static Info),
}

/// A struct: its size, and of each member that a shader has the name, the offset and what is in it.
pub struct Info {
    size: usize,
    members: &'static [(&'static str, usize, Place)],
}

/// What crevice or encase say.
pub struct Peer {
    offsets: &'static [usize],
    size: usize,
}

pub struct Case {
    name: &'static str,
    id: usize,
    info: &'static Info,
    rust: &'static str,
    wgsl: &'static str,
    has_tail: bool,
    /// Whether there are numbers of 8 bytes in it.
    is_wide: bool,
    /// In the order of [`RULES`].
    checks: [fn(); 4],
    crevice: Option<[Peer; 2]>,
    encase: Option<(Peer, fn())>,
}

pub struct Chunk {
    cases: &'static [Case],
    glsl: &'static str,
}

pub const RULES: [&str; 4] = ["std140", "std430", "wgsl(uniform)", "wgsl(storage)"];

/// The types of encase, whose own are those of other crates.
mod peers {
    macro_rules! vectors {
        ($($name:ident $rows:literal),*) => { $(
            #[allow(dead_code)]
            pub struct $name<T>([T; $rows]);
            encase::impl_vector!($rows, $name<T>);
        )* };
    }
    macro_rules! matrices {
        ($($name:ident $columns:literal $rows:literal),*) => { $(
            #[allow(dead_code)]
            pub struct $name<T>([[T; $rows]; $columns]);
            encase::impl_matrix!($columns, $rows, $name<T>);
        )* };
    }
    vectors!(V2 2, V3 3, V4 4);
    matrices!(M22 2 2, M23 2 3, M24 2 4, M32 3 2, M33 3 3, M34 3 4, M42 4 2, M43 4 3, M44 4 4);
}
#[allow(unused_imports)]
use peers::*;

include!(concat!(env!("OUT_DIR"), "/cases.rs"));

impl Place {
    /// Adds the offsets of the numbers of a type that lies at an offset.
    fn list(&self, at: usize, leaves: &mut Vec<usize>) {
        match self {
            Self::Number => leaves.push(at),
            Self::Repeated(count, stride, of) => {
                (0..*count).for_each(|index| of.list(at + index * stride, leaves));
            }
            Self::Struct(info) => info.list(at, leaves),
        }
    }
}

impl Info {
    fn list(&self, at: usize, leaves: &mut Vec<usize>) {
        for (_, offset, place) in self.members {
            place.list(at + offset, leaves);
        }
    }
}

/// What the check says; `None` if it holds.
pub fn said(check: fn()) -> Option<String> {
    let payload = catch_unwind(check).err()?;
    Some(*payload.downcast::<String>().expect("a message put together by the check"))
}

/// The offsets in the shader that the table of a message names, by the field; and the size.
fn told(message: &str) -> BTreeMap<String, usize> {
    let rows = message.lines().skip_while(|line| line.trim() != "here there size  field").skip(1);
    let mut told = BTreeMap::new();
    for row in rows {
        let mut cells = row.split_whitespace();
        let (Some(_), Some(there), Some(third)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        let Ok(there) = there.parse() else { continue };
        let name = if third == "(end)" {
            third
        } else {
            cells.next().unwrap_or_default().trim_end_matches(':')
        };
        told.insert(name.to_owned(), there);
    }
    told
}

#[derive(Default)]
struct Counts {
    cases: usize,
    held: [usize; 4],
    failed: [usize; 4],
    undecided: usize,
    tables: usize,
    crevice: usize,
    encase: usize,
    errors: usize,
}

impl Counts {
    fn error(&mut self, case: &Case, rules: &str, what: &str) {
        self.errors += 1;
        if self.errors <= 20 {
            println!("{rules}: {what}\n{}{}", case.rust, case.wgsl);
        }
    }

    /// Compares what a check says with what the shader's compiler found, if it has the struct; and whether Rust has
    /// it so.
    fn compare(&mut self, case: &Case, index: usize, found: Option<&Found>) -> bool {
        let mut here = Vec::new();
        case.info.list(0, &mut here);
        let agrees = found.is_some_and(|found| {
            found.is_valid
                && found.leaves == here
                && (case.has_tail || found.size == case.info.size)
        });
        let message = said(case.checks[index]);
        match (&message, agrees) {
            (None, true) => self.held[index] += 1,
            (Some(_), false) => self.failed[index] += 1,
            (Some(message), true) if message.contains("may be a matrix") => self.undecided += 1,
            (Some(message), true) => {
                self.error(case, RULES[index], &format!("they agree, and {message}"))
            }
            (None, false) => {
                let text = format!("holds, but here\n{here:?}, {}\n{found:?}", case.info.size);
                self.error(case, RULES[index], &text);
            }
        }
        // A table of a struct inside of it has other fields.
        let (Some(message), Some(found)) = (message, found) else { return agrees };
        if message.contains("\n  `S") {
            return agrees;
        }
        let told = told(&message);
        self.tables += usize::from(!told.is_empty());
        for (name, there) in told {
            let expected = match name.as_str() {
                "(end)" => Some(found.size),
                name => found.offset(name),
            };
            if expected != Some(there) {
                self.error(case, RULES[index], &format!("{name} at {expected:?}, and {message}"));
            }
        }
        agrees
    }

    /// Compares a peer with the shader's compiler.
    fn peer(&mut self, case: &Case, rules: &str, peer: &Peer, found: &Found) {
        let offsets: Vec<usize> = found.members.iter().map(|(_, offset)| *offset).collect();
        if (peer.offsets, peer.size) != (offsets.as_slice(), found.size) {
            let text = format!("a peer has {:?}, {}, and {found:?}", peer.offsets, peer.size);
            self.error(case, rules, &text);
        }
    }
}

fn main() {
    panic::set_hook(Box::new(|_| {}));
    math::holds();
    let mut counts = Counts::default();
    let mut rows = golden::Rows::default();
    for chunk in CHUNKS {
        let glslang = Glslang::read(chunk.glsl);
        for case in chunk.cases {
            counts.cases += 1;
            let mut found = Vec::new();
            for (letter, index) in [("U", 0), ("B", 1)] {
                let block = glslang.block(&format!("{letter}{}", case.id), case.has_tail);
                let agrees = counts.compare(case, index, Some(&block));
                if let Some(peers) = &case.crevice {
                    counts.crevice += 1;
                    counts.peer(case, RULES[index], &peers[index], &block);
                }
                found.push((block, agrees));
            }
            if case.is_wide {
                counts.compare(case, 2, None);
                counts.compare(case, 3, None);
                continue;
            }
            for (space, index) in [("uniform", 2), ("storage", 3)] {
                let buffer = shaders::naga(case.wgsl, case.name, space);
                let agrees = counts.compare(case, index, Some(&buffer));
                found.push((buffer, agrees));
            }
            let found = <[(Found, bool); 4]>::try_from(found).expect("four");
            if let Some((peer, assert_uniform)) = &case.encase {
                counts.encase += 1;
                counts.peer(case, RULES[3], peer, &found[3].0);
                let is_valid = catch_unwind(*assert_uniform).is_ok();
                if is_valid != found[2].0.is_valid {
                    let text = format!("encase says {is_valid}, naga {:?}", found[2].0);
                    counts.error(case, RULES[2], &text);
                }
            }
            rows.add(case, &found);
        }
    }
    let Counts { cases, held, failed, undecided, tables, crevice, encase, errors } = counts;
    println!("{cases} structs; the checks hold {held:?} and fail {failed:?} times, of {RULES:?}");
    println!(
        "{tables} tables compared, {undecided} undecided; crevice {crevice}, encase {encase} times"
    );
    let mut arguments = std::env::args().skip(1);
    if let (Some("--golden"), Some(path)) = (arguments.next().as_deref(), arguments.next()) {
        std::fs::write(&path, rows.text()).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    assert!(errors == 0, "{errors} differ");
    assert!(held.iter().all(|held| held * 20 > cases), "too few hold to tell anything");
}
