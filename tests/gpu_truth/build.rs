//! Generates structs, each as Rust, GLSL and WGSL have it, and as the derives of crevice and encase take it.
//!
//! `LAYOUT_GPU_CASES` says how many (2,500 without it: the compiler takes a gigabyte for them), `LAYOUT_GPU_SEED` which ones.

use std::fmt::Write as _;
use std::{env, fs, path::Path};

/// How many structs stand in one module, which none of another names.
const CHUNK: usize = 250;

/// Each so many structs are also those of crevice and encase, whose derives take longer than all else.
const PEERS: usize = 4;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=LAYOUT_GPU_CASES");
    println!("cargo::rerun-if-env-changed=LAYOUT_GPU_SEED");
    let number = |name: &str, default: u64| match env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name} is a number, and not {text}")),
        Err(_) => default,
    };
    let count = usize::try_from(number("LAYOUT_GPU_CASES", 2_500)).expect("a count");
    let mut random = Random(number("LAYOUT_GPU_SEED", 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut out = String::new();
    let mut table = String::from("pub static CHUNKS: &[Chunk] = &[\n");
    for start in (0..count).step_by(CHUNK) {
        let chunk = Chunk::generate(start, CHUNK.min(count - start), &mut random);
        chunk.write(&mut out);
        let _ = writeln!(table, "    Chunk {{ cases: c{start}::CASES, glsl: c{start}::GLSL }},");
    }
    table.push_str("];\n");
    let path = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("cases.rs");
    fs::write(path, out + &table).expect("the file of the cases");
}

/// A linear congruential generator, of which the upper bits are taken.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % end as u64).expect("less than a number of addresses")
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Number {
    F32,
    I32,
    U32,
    F64,
}

impl Number {
    fn rust(self) -> &'static str {
        ["f32", "i32", "u32", "f64"][self as usize]
    }
    fn glsl(self) -> &'static str {
        ["float", "int", "uint", "double"][self as usize]
    }
    fn prefix(self) -> &'static str {
        ["", "i", "u", "d"][self as usize]
    }
    fn width(self) -> usize {
        if self == Self::F64 { 8 } else { 4 }
    }
}

/// A type as a shader has it.
#[derive(Clone)]
enum Shape {
    Scalar(Number),
    Vector(Number, usize),
    Matrix(Number, usize, usize),
    Array(Box<Shape>, usize),
    Struct(usize),
}

/// A type as Rust has it: its text, and what `gpu = ...` says of it.
struct Spelled {
    rust: String,
    mark: Option<String>,
    /// The size and the alignment, of x86-64.
    size: usize,
    align: usize,
    /// Where its numbers lie, as a constant of the type `Place`.
    place: String,
}

/// A member of a struct, or padding that only Rust has.
struct Member {
    name: String,
    shape: Option<Shape>,
    spelled: Spelled,
}

struct Struct {
    id: usize,
    members: Vec<Member>,
    /// Whether the last member has any length.
    has_tail: bool,
    depth: usize,
    /// The numbers in it.
    leaves: usize,
    is_wide: bool,
    size: usize,
    align: usize,
}

struct Chunk {
    start: usize,
    structs: Vec<Struct>,
}

#[derive(Clone, Copy, PartialEq)]
enum Rules {
    Std140,
    Other,
}

impl Chunk {
    fn generate(start: usize, count: usize, random: &mut Random) -> Self {
        let mut chunk = Self { start, structs: Vec::new() };
        for id in start..start + count {
            let made = chunk.make(id, random);
            chunk.structs.push(made);
        }
        chunk
    }

    fn get(&self, id: usize) -> &Struct {
        &self.structs[id - self.start]
    }

    /// A member's type; `is_wide` allows numbers of 8 bytes.
    fn shape(&self, random: &mut Random, is_wide: bool, depth: usize) -> Shape {
        let number = if is_wide && random.one_in(3) {
            Number::F64
        } else {
            random.of(&[Number::F32, Number::F32, Number::I32, Number::U32])
        };
        let float = if number == Number::F64 { Number::F64 } else { Number::F32 };
        match random.below(12) {
            0..=3 => Shape::Scalar(number),
            4..=7 => Shape::Vector(number, 2 + random.below(3)),
            8 => Shape::Matrix(float, 2 + random.below(3), 2 + random.below(3)),
            9 | 10 if depth < 2 => Shape::Array(
                Box::new(self.element(random, is_wide, depth + 1)),
                1 + random.below(6),
            ),
            _ => match self.nested(random, is_wide) {
                Some(id) => Shape::Struct(id),
                None => Shape::Vector(number, 3),
            },
        }
    }

    /// The type of an array's elements; arrays inside of arrays are none that Rust takes for vectors.
    fn element(&self, random: &mut Random, is_wide: bool, depth: usize) -> Shape {
        match self.shape(random, is_wide, depth) {
            Shape::Array(inner, _) => match *inner {
                scalar @ Shape::Scalar(_) => Shape::Array(Box::new(scalar), 5),
                matrix @ Shape::Matrix(..) => matrix,
                other => Shape::Array(Box::new(other), 2),
            },
            other => other,
        }
    }

    fn nested(&self, random: &mut Random, is_wide: bool) -> Option<usize> {
        let fit = |it: &&Struct| {
            !it.has_tail && it.depth < 2 && it.leaves <= 60 && (is_wide || !it.is_wide)
        };
        let ids: Vec<usize> = self.structs.iter().filter(fit).map(|it| it.id).collect();
        (!ids.is_empty()).then(|| random.of(&ids))
    }

    fn make(&self, id: usize, random: &mut Random) -> Struct {
        let is_wide = random.one_in(6);
        let mut shapes: Vec<Shape> =
            (0..1 + random.below(6)).map(|_| self.shape(random, is_wide, 0)).collect();
        let has_tail = random.one_in(12);
        // What is aligned to the rules of one of them, or to none.
        let rules = random.of(&[None, Some(Rules::Std140), Some(Rules::Other), Some(Rules::Other)]);
        let mut members: Vec<Member> = Vec::new();
        let tail = has_tail.then(|| match shapes.pop().expect("one at least") {
            // Without a mark, which its elements cannot have, it would be a vector.
            Shape::Array(inner, 2..=4) if matches!(*inner, Shape::Scalar(_)) => *inner,
            other => other,
        });
        let (mut end, mut there, mut rust_align, mut shader_align) = (0, 0, 1, 1);
        let pad = |members: &mut Vec<Member>, size: usize, random: &mut Random| {
            // Some is wrong.
            let size = match random.below(20) {
                0 => return 0,
                1 => size + 4,
                _ => size,
            };
            let spelled = if random.one_in(4) {
                Spelled::of(format!("[u32; {}]", size / 4), Some("padding".into()), size / 4 * 4, 4)
            } else {
                Spelled::of(format!("[u8; {size}]"), None, size, 1)
            };
            // It begins at a multiple of 4, as everything else ends at one.
            let size = spelled.size;
            members.push(Member { name: format!("_pad{}", members.len()), shape: None, spelled });
            size
        };
        for shape in shapes {
            let spelled = self.spell(&shape, random, false);
            let (size, align) = rules.map_or((0, 1), |rules| self.extent(&shape, rules));
            there = up(there, align);
            if rules.is_some() && up(end, spelled.align) < there {
                end += pad(&mut members, there - end, random);
            }
            end = up(end, spelled.align) + spelled.size;
            there += size;
            rust_align = rust_align.max(spelled.align);
            shader_align = shader_align.max(align);
            members.push(Member {
                name: format!("m{}", members.len()),
                shape: Some(shape),
                spelled,
            });
        }
        if let Some(shape) = tail {
            let spelled = self.spell(&shape, random, true);
            let (_, align) = rules.map_or((0, 1), |rules| {
                self.extent(&Shape::Array(Box::new(shape.clone()), 1), rules)
            });
            there = up(there, align);
            if rules.is_some() && up(end, spelled.align) < there {
                pad(&mut members, there - end, random);
            }
            members.push(Member {
                name: format!("m{}", members.len()),
                shape: Some(shape),
                spelled,
            });
        } else if let Some(rules) = rules {
            let align = if rules == Rules::Std140 { shader_align.max(16) } else { shader_align };
            let whole = up(there, align);
            if up(end, rust_align) < whole {
                end += pad(&mut members, whole - end, random);
            }
        }
        let shapes = || members.iter().filter_map(|member| member.shape.as_ref());
        let depth = shapes().map(|shape| self.depth(shape)).max().unwrap_or(0);
        let leaves = shapes().map(|shape| self.leaves(shape)).sum();
        let is_wide = shapes().any(|shape| self.is_wide(shape));
        let size = up(end, rust_align);
        Struct { id, members, has_tail, depth, leaves, is_wide, size, align: rust_align }
    }

    fn depth(&self, shape: &Shape) -> usize {
        match shape {
            Shape::Struct(id) => 1 + self.get(*id).depth,
            Shape::Array(inner, _) => self.depth(inner),
            _ => 0,
        }
    }

    fn leaves(&self, shape: &Shape) -> usize {
        match shape {
            Shape::Scalar(_) => 1,
            Shape::Vector(_, rows) => *rows,
            Shape::Matrix(_, columns, rows) => columns * rows,
            Shape::Array(inner, len) => len * self.leaves(inner),
            Shape::Struct(id) => self.get(*id).leaves,
        }
    }

    fn is_wide(&self, shape: &Shape) -> bool {
        match shape {
            Shape::Scalar(number) | Shape::Vector(number, _) | Shape::Matrix(number, ..) => {
                *number == Number::F64
            }
            Shape::Array(inner, _) => self.is_wide(inner),
            Shape::Struct(id) => self.get(*id).is_wide,
        }
    }

    /// Size and alignment in a shader, so that some of the structs agree with it. No test compares with it.
    fn extent(&self, shape: &Shape, rules: Rules) -> (usize, usize) {
        let least = if rules == Rules::Std140 { 16 } else { 1 };
        match shape {
            Shape::Scalar(number) => (number.width(), number.width()),
            Shape::Vector(number, rows) => {
                (rows * number.width(), number.width() * if *rows == 2 { 2 } else { 4 })
            }
            Shape::Matrix(number, columns, rows) => {
                self.extent(&Shape::Array(Box::new(Shape::Vector(*number, *rows)), *columns), rules)
            }
            Shape::Array(inner, len) => {
                let (size, align) = self.extent(inner, rules);
                let align = align.max(least);
                (up(size, align) * len, align)
            }
            Shape::Struct(id) => {
                let (mut end, mut greatest) = (0, least);
                for shape in self.get(*id).members.iter().filter_map(|it| it.shape.as_ref()) {
                    let (size, align) = self.extent(shape, rules);
                    end = up(end, align) + size;
                    greatest = greatest.max(align);
                }
                (up(end, greatest), greatest)
            }
        }
    }

    /// One of the ways in which Rust has it; of an element of a tail, one without a mark.
    fn spell(&self, shape: &Shape, random: &mut Random, is_bare: bool) -> Spelled {
        match shape {
            Shape::Scalar(number) => {
                let width = number.width();
                let rust = number.rust();
                if !is_bare && random.one_in(6) {
                    Spelled::of(format!("Foreign<{rust}>"), Some("scalar".into()), width, width)
                } else {
                    Spelled::of(rust.into(), None, width, width)
                }
            }
            Shape::Vector(number, rows) => {
                let (rust, width) = (number.rust(), number.width());
                let place = format!("Place::Repeated({rows}, {width}, &Place::Number)");
                let wide = if *number == Number::F64 { "d" } else { "" };
                let mark = format!("{wide}vec{rows}");
                let spelled = match random.below(5) {
                    _ if is_bare => {
                        Spelled::of(format!("[{rust}; {rows}]"), None, rows * width, width)
                    }
                    0 => Spelled::of(
                        format!("Foreign<[{rust}; {rows}]>"),
                        Some(mark),
                        rows * width,
                        width,
                    ),
                    1 | 2 if *rows == 3 => {
                        Spelled::of(format!("[{rust}; 4]"), Some(mark), 4 * width, width)
                    }
                    3 if *rows == 3 && width == 4 => {
                        Spelled::of(format!("Aligned<[{rust}; 3]>"), Some(mark), 16, 16)
                    }
                    _ => Spelled::of(format!("[{rust}; {rows}]"), None, rows * width, width),
                };
                spelled.at(place)
            }
            Shape::Matrix(number, columns, rows) => {
                self.spell_matrix(*number, *columns, *rows, random, is_bare)
            }
            Shape::Array(inner, len) => self.spell_array(inner, *len, random, is_bare),
            Shape::Struct(id) => {
                let Struct { size, align, .. } = self.get(*id);
                Spelled::of(format!("S{id}"), None, *size, *align)
                    .at(format!("Place::Struct(&I{id})"))
            }
        }
    }

    fn spell_matrix(
        &self,
        number: Number,
        columns: usize,
        rows: usize,
        random: &mut Random,
        is_bare: bool,
    ) -> Spelled {
        let (rust, width) = (number.rust(), number.width());
        // As many rows as it has, or as many as a shader steps over. Without a mark it is an array of vectors.
        let stored = if is_bare { rows } else { random.of(&[rows, 4, 4]) };
        let wide = if number == Number::F64 { "d" } else { "" };
        let mark = (!is_bare).then(|| format!("{wide}mat{columns}x{rows}"));
        let place = format!(
            "Place::Repeated({columns}, {}, &Place::Repeated({rows}, {width}, &Place::Number))",
            stored * width
        );
        let text = format!("[[{rust}; {stored}]; {columns}]");
        Spelled::of(text, mark, stored * columns * width, width).at(place)
    }

    fn spell_array(
        &self,
        inner: &Shape,
        len: usize,
        random: &mut Random,
        is_bare: bool,
    ) -> Spelled {
        let element = self.spell(inner, random, is_bare);
        let is_number = matches!(inner, Shape::Scalar(_));
        let (mark, element) = match element.mark {
            Some(mark) => {
                // Marks of arrays of arrays are left out.
                if mark == "array" || mark.starts_with('[') || mark == "padding" {
                    let element = self.spell(inner, random, true);
                    (None, element)
                } else {
                    (Some(format!("[{mark}; {len}]")), Spelled { mark: None, ..element })
                }
            }
            None if is_number && (2..=4).contains(&len) => (Some("array".into()), element),
            None => (None, element),
        };
        // In a tail `[[f32; 3]; 2]` is what it is, and `[f32; 3]` a vector.
        let mark = if is_bare { None } else { mark };
        let place = format!("Place::Repeated({len}, {}, &{})", element.size, element.place);
        Spelled::of(format!("[{}; {len}]", element.rust), mark, element.size * len, element.align)
            .at(place)
    }

    fn write(&self, out: &mut String) {
        let start = self.start;
        let mut glsl = String::from("#version 450\n");
        let mut cases = String::new();
        let _ = writeln!(out, "pub mod c{start} {{\n    use super::*;");
        for it in &self.structs {
            self.write_rust(it, out);
            self.write_glsl(it, &mut glsl);
            self.write_case(it, out, &mut cases);
        }
        glsl.push_str("void main() {}\n");
        let _ = writeln!(out, "    pub static GLSL: &str = {glsl:?};");
        let _ = writeln!(out, "    pub static CASES: &[Case] = &[\n{cases}    ];\n}}");
    }

    fn rust_text(&self, it: &Struct) -> String {
        let mut out = String::new();
        let _ =
            writeln!(out, "    #[derive(Layout)]\n    #[repr(C)]\n    pub struct S{} {{", it.id);
        for (index, Member { name, spelled, .. }) in it.members.iter().enumerate() {
            if let Some(mark) = &spelled.mark {
                let _ = writeln!(out, "        #[layout(gpu = {mark})]");
            }
            let is_tail = it.has_tail && index + 1 == it.members.len();
            let ty = if is_tail { format!("[{}]", spelled.rust) } else { spelled.rust.clone() };
            let _ = writeln!(out, "        pub {name}: {ty},");
        }
        out.push_str("    }\n");
        out
    }

    fn write_rust(&self, it: &Struct, out: &mut String) {
        let id = it.id;
        out.push_str(&self.rust_text(it));
        let size = if it.has_tail { "0".into() } else { format!("size_of::<S{id}>()") };
        // `offset_of!` does not tell where a tail lies: another struct has two elements in its place.
        let measured = if it.has_tail { format!("T{id}") } else { format!("S{id}") };
        if it.has_tail {
            let _ = write!(out, "    #[repr(C)]\n    pub struct T{id} {{");
            for (index, Member { name, spelled, .. }) in it.members.iter().enumerate() {
                let ty = &spelled.rust;
                let ty =
                    if index + 1 == it.members.len() { format!("[{ty}; 2]") } else { ty.clone() };
                let _ = write!(out, " pub {name}: {ty},");
            }
            out.push_str(" }\n");
        }
        let _ = write!(out, "    pub static I{id}: Info = Info {{ size: {size}, members: &[");
        for (index, Member { name, shape, spelled }) in it.members.iter().enumerate() {
            if shape.is_none() {
                continue;
            }
            let is_tail = it.has_tail && index + 1 == it.members.len();
            let place = if is_tail {
                format!("Place::Repeated(2, {}, &{})", spelled.size, spelled.place)
            } else {
                spelled.place.clone()
            };
            let _ = write!(out, "({name:?}, offset_of!({measured}, {name}), {place}), ");
        }
        out.push_str("] };\n");
    }

    /// In a block of each kind, twice, so that the distance of both shows the size.
    fn write_glsl(&self, it: &Struct, out: &mut String) {
        let id = it.id;
        let members = |out: &mut String| {
            for member in &it.members {
                if let Some(shape) = &member.shape {
                    let (ty, dimensions) = self.glsl(shape);
                    let is_tail =
                        it.has_tail && std::ptr::eq(member, it.members.last().expect("one"));
                    let tail = if is_tail { "[]" } else { "" };
                    let _ = write!(out, " {ty} {}{tail}{dimensions};", member.name);
                }
            }
        };
        if it.has_tail {
            for (rules, letter) in [("std140", 'U'), ("std430", 'B')] {
                let _ = write!(out, "layout({rules}) buffer {letter}{id} {{");
                members(out);
                let _ = writeln!(out, " }} {}{id};", letter.to_lowercase());
            }
            return;
        }
        let _ = write!(out, "struct S{id} {{");
        members(out);
        out.push_str(" };\n");
        let _ = writeln!(out, "layout(std140) uniform U{id} {{ S{id} x[2]; }} u{id};");
        let _ = writeln!(out, "layout(std430) buffer B{id} {{ S{id} x[2]; }} b{id};");
    }

    fn glsl(&self, shape: &Shape) -> (String, String) {
        match shape {
            Shape::Scalar(number) => (number.glsl().into(), String::new()),
            Shape::Vector(number, rows) => (format!("{}vec{rows}", number.prefix()), String::new()),
            Shape::Matrix(number, columns, rows) => {
                (format!("{}mat{columns}x{rows}", number.prefix()), String::new())
            }
            Shape::Array(inner, len) => {
                let (ty, dimensions) = self.glsl(inner);
                (ty, format!("[{len}]{dimensions}"))
            }
            Shape::Struct(id) => (format!("S{id}"), String::new()),
        }
    }

    fn wgsl(&self, shape: &Shape) -> String {
        match shape {
            Shape::Scalar(number) => number.rust().into(),
            Shape::Vector(number, rows) => format!("vec{rows}<{}>", number.rust()),
            Shape::Matrix(number, columns, rows) => {
                format!("mat{columns}x{rows}<{}>", number.rust())
            }
            Shape::Array(inner, len) => format!("array<{}, {len}>", self.wgsl(inner)),
            Shape::Struct(id) => format!("S{id}"),
        }
    }

    /// A struct of WGSL, behind those that it names.
    fn wgsl_struct(&self, it: &Struct, done: &mut Vec<usize>, out: &mut String) {
        fn named(shape: &Shape, ids: &mut Vec<usize>) {
            match shape {
                Shape::Array(inner, _) => named(inner, ids),
                Shape::Struct(id) => ids.push(*id),
                _ => {}
            }
        }
        let mut ids = Vec::new();
        for member in &it.members {
            member.shape.iter().for_each(|shape| named(shape, &mut ids));
        }
        for id in ids {
            if !done.contains(&id) {
                self.wgsl_struct(self.get(id), done, out);
            }
        }
        done.push(it.id);
        let _ = write!(out, "struct S{} {{", it.id);
        for (index, member) in it.members.iter().enumerate() {
            if let Some(shape) = &member.shape {
                let is_tail = it.has_tail && index + 1 == it.members.len();
                let ty = self.wgsl(shape);
                let ty = if is_tail { format!("array<{ty}>") } else { ty };
                let _ = write!(out, " {}: {ty},", member.name);
            }
        }
        out.push_str(" }\n");
    }

    fn write_case(&self, it: &Struct, out: &mut String, cases: &mut String) {
        let id = it.id;
        let ty = if it.has_tail { format!("Tailed<S{id}>") } else { format!("S{id}") };
        let mut wgsl = String::new();
        if !it.is_wide {
            self.wgsl_struct(it, &mut Vec::new(), &mut wgsl);
        }
        let crevice = if self.is_of_crevice(it) {
            self.write_crevice(it, out);
            let offsets = |rules: &str| {
                let output = format!("<V{id} as As{rules}>::Output");
                let names = it.members.iter().filter(|it| it.shape.is_some()).map(|it| &it.name);
                let offsets: Vec<_> =
                    names.map(|it| format!("offset_of!({output}, {it})")).collect();
                format!(
                    "Peer {{ offsets: &[{}], size: size_of::<{output}>() }}",
                    offsets.join(", ")
                )
            };
            format!("Some([{}, {}])", offsets("Std140"), offsets("Std430"))
        } else {
            "None".into()
        };
        let encase = if self.is_of_encase(it) {
            self.write_encase(it, out);
            let count = it.members.iter().filter(|it| it.shape.is_some()).count();
            let offsets: Vec<_> = (0..count)
                .map(|index| format!("E{id}::METADATA.offset({index}) as usize"))
                .collect();
            format!(
                "Some((Peer {{ offsets: &[{}], size: E{id}::SHADER_SIZE.get() as usize }}, E{id}::assert_uniform_compat))",
                offsets.join(", ")
            )
        } else {
            "None".into()
        };
        let text = self.rust_text(it);
        let _ = writeln!(
            cases,
            "        Case {{ name: \"S{id}\", id: {id}, info: &I{id}, rust: {text:?}, wgsl: {wgsl:?}, has_tail: {}, is_wide: {},\n\
             \x20           checks: [|| std140(PhantomData::<{ty}>, \"S{id}\"), || std430(PhantomData::<{ty}>, \"S{id}\"), \
             || wgsl(PhantomData::<{ty}>, \"S{id}\", AddressSpace::Uniform), || wgsl(PhantomData::<{ty}>, \"S{id}\", AddressSpace::Storage)],\n\
             \x20           crevice: {crevice}, encase: {encase} }},",
            it.has_tail, it.is_wide
        );
    }

    /// crevice has no arrays, and of matrices the square ones.
    fn is_of_crevice(&self, it: &Struct) -> bool {
        it.id % PEERS < 2
            && !it.has_tail
            && it.members.iter().filter_map(|it| it.shape.as_ref()).all(|shape| match shape {
                Shape::Array(..) => false,
                Shape::Matrix(_, columns, rows) => columns == rows,
                Shape::Struct(id) => self.is_of_crevice(self.get(*id)),
                _ => true,
            })
    }

    fn write_crevice(&self, it: &Struct, out: &mut String) {
        let _ = write!(out, "    #[derive(AsStd140, AsStd430)]\n    pub struct V{} {{", it.id);
        for member in &it.members {
            let Some(shape) = &member.shape else { continue };
            let ty = match shape {
                Shape::Vector(number, rows) => format!("mint::Vector{rows}<{}>", number.rust()),
                Shape::Matrix(number, columns, _) => {
                    format!("mint::ColumnMatrix{columns}<{}>", number.rust())
                }
                Shape::Struct(id) => format!("V{id}"),
                Shape::Scalar(number) => number.rust().into(),
                Shape::Array(..) => unreachable!("crevice has none"),
            };
            let _ = write!(out, " pub {}: {ty},", member.name);
        }
        out.push_str(" }\n");
    }

    fn is_of_encase(&self, it: &Struct) -> bool {
        it.id % PEERS < 2
            && !it.has_tail
            && !it.is_wide
            && it
                .members
                .iter()
                .filter_map(|it| it.shape.as_ref())
                .all(|shape| self.has_encase(shape))
    }

    fn has_encase(&self, shape: &Shape) -> bool {
        match shape {
            Shape::Array(inner, _) => self.has_encase(inner),
            Shape::Struct(id) => self.is_of_encase(self.get(*id)),
            _ => true,
        }
    }

    fn write_encase(&self, it: &Struct, out: &mut String) {
        fn text(shape: &Shape) -> String {
            match shape {
                Shape::Scalar(number) => number.rust().into(),
                Shape::Vector(number, rows) => format!("V{rows}<{}>", number.rust()),
                Shape::Matrix(_, columns, rows) => format!("M{columns}{rows}<f32>"),
                Shape::Array(inner, len) => format!("[{}; {len}]", text(inner)),
                Shape::Struct(id) => format!("E{id}"),
            }
        }
        let _ = write!(out, "    #[derive(ShaderType)]\n    pub struct E{} {{", it.id);
        for member in &it.members {
            if let Some(shape) = &member.shape {
                let _ = write!(out, " pub {}: {},", member.name, text(shape));
            }
        }
        out.push_str(" }\n");
    }
}

impl Spelled {
    fn of(rust: String, mark: Option<String>, size: usize, align: usize) -> Self {
        Self { rust, mark, size, align, place: "Place::Number".into() }
    }

    fn at(self, place: String) -> Self {
        Self { place, ..self }
    }
}

fn up(offset: usize, align: usize) -> usize {
    offset.next_multiple_of(align)
}
