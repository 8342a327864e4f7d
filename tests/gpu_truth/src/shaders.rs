//! What compilers of shaders say of a struct.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use naga::proc::Layouter;
use naga::valid::{Capabilities, ValidationFlags, Validator};
use naga::{ArraySize, Handle, Module, Type, TypeInner};

/// A struct as a shader has it.
#[derive(Debug, Default)]
pub struct Found {
    /// Whether the shader may have it there.
    pub is_valid: bool,
    pub members: Vec<(String, usize)>,
    /// The offsets of all numbers, of an array of any length those of two elements.
    pub leaves: Vec<usize>,
    pub size: usize,
}

impl Found {
    pub fn offset(&self, name: &str) -> Option<usize> {
        self.members.iter().find(|(it, _)| it == name).map(|(_, offset)| *offset)
    }
}

/// What naga says of a struct of WGSL in an address space.
pub fn naga(source: &str, name: &str, space: &str) -> Found {
    let source = format!("{source}@group(0) @binding(0) var<{space}> buffer: {name};\n");
    let module =
        naga::front::wgsl::parse_str(&source).unwrap_or_else(|error| panic!("{source}\n{error}"));
    let is_valid =
        Validator::new(ValidationFlags::all(), Capabilities::empty()).validate(&module).is_ok();
    assert!(is_valid || space == "uniform", "naga takes it in storage\n{source}");
    let (ty, _) =
        module.types.iter().find(|(_, ty)| ty.name.as_deref() == Some(name)).expect("the struct");
    let mut layouter = Layouter::default();
    layouter.update(module.to_ctx()).expect("a layout");
    let TypeInner::Struct { members, span } = &module.types[ty].inner else { panic!("a struct") };
    let members: Vec<_> = members
        .iter()
        .map(|member| (member.name.clone().expect("a name"), member.offset as usize))
        .collect();
    let mut leaves = Vec::new();
    list(&module, &layouter, ty, 0, &mut leaves);
    Found { is_valid, members, leaves, size: *span as usize }
}

fn list(
    module: &Module,
    layouter: &Layouter,
    ty: Handle<Type>,
    at: usize,
    leaves: &mut Vec<usize>,
) {
    match &module.types[ty].inner {
        TypeInner::Scalar(_) => leaves.push(at),
        TypeInner::Vector { size, scalar } => {
            leaves.extend((0..*size as usize).map(|index| at + index * scalar.width as usize));
        }
        TypeInner::Matrix { columns, rows, scalar } => {
            let stride = layouter[ty].size as usize / *columns as usize;
            for column in 0..*columns as usize {
                let rows = 0..*rows as usize;
                leaves.extend(rows.map(|row| at + column * stride + row * scalar.width as usize));
            }
        }
        TypeInner::Array { base, size, stride } => {
            let count = match size {
                ArraySize::Constant(count) => count.get(),
                _ => 2,
            };
            for index in 0..count {
                list(module, layouter, *base, at + (index * stride) as usize, leaves);
            }
        }
        TypeInner::Struct { members, .. } => {
            for member in members {
                list(module, layouter, member.ty, at + member.offset as usize, leaves);
            }
        }
        other => panic!("{other:?}"),
    }
}

/// The blocks of a module of SPIR-V, as glslang writes it.
pub struct Glslang {
    types: BTreeMap<u32, Spirv>,
    names: BTreeMap<String, u32>,
    member_names: BTreeMap<(u32, u32), String>,
    offsets: BTreeMap<(u32, u32), usize>,
    matrix_strides: BTreeMap<(u32, u32), usize>,
    array_strides: BTreeMap<u32, usize>,
    constants: BTreeMap<u32, usize>,
}

enum Spirv {
    Number(usize),
    Vector(u32, usize),
    Matrix(u32, usize),
    Array(u32, u32),
    RuntimeArray(u32),
    Struct(Vec<u32>),
}

impl Glslang {
    /// Compiles a shader, and reads what the compiler decorates its types with.
    pub fn read(source: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("layout-gpu-truth-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let (input, output) = (folder.join("blocks.comp"), folder.join("blocks.spv"));
        fs::write(&input, source).expect("the source");
        let run = Command::new("glslangValidator")
            .args(["-G", "--auto-map-bindings", "-o"])
            .args([&output, &input])
            .output()
            .expect("glslangValidator, of the package glslang-tools");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
        let bytes = fs::read(&output).expect("what it wrote");
        fs::remove_dir_all(&folder).expect("the folder");
        let words = bytes
            .chunks_exact(4)
            .map(|word| u32::from_le_bytes(word.try_into().expect("four bytes")));
        Self::parse(&words.collect::<Vec<_>>())
    }

    /// The instructions by their numbers, from the specification of SPIR-V, section 3.
    fn parse(words: &[u32]) -> Self {
        const ARRAY_STRIDE: u32 = 6;
        const MATRIX_STRIDE: u32 = 7;
        const OFFSET: u32 = 35;
        let mut module = Self {
            types: BTreeMap::new(),
            names: BTreeMap::new(),
            member_names: BTreeMap::new(),
            offsets: BTreeMap::new(),
            matrix_strides: BTreeMap::new(),
            array_strides: BTreeMap::new(),
            constants: BTreeMap::new(),
        };
        let mut rest = &words[5..];
        while let [first, ..] = rest {
            let (instruction, after) = rest.split_at((first >> 16) as usize);
            rest = after;
            match (first & 0xffff, &instruction[1..]) {
                (5, [id, name @ ..]) => {
                    module.names.insert(text(name), *id);
                }
                (6, [id, member, name @ ..]) => {
                    module.member_names.insert((*id, *member), text(name));
                }
                (21 | 22, [id, width, ..]) => {
                    module.types.insert(*id, Spirv::Number(*width as usize / 8));
                }
                (23, [id, of, count]) => {
                    module.types.insert(*id, Spirv::Vector(*of, *count as usize));
                }
                (24, [id, of, count]) => {
                    module.types.insert(*id, Spirv::Matrix(*of, *count as usize));
                }
                (28, [id, of, len]) => {
                    module.types.insert(*id, Spirv::Array(*of, *len));
                }
                (29, [id, of]) => {
                    module.types.insert(*id, Spirv::RuntimeArray(*of));
                }
                (30, [id, members @ ..]) => {
                    module.types.insert(*id, Spirv::Struct(members.to_vec()));
                }
                (43, [_, id, value, ..]) => {
                    module.constants.insert(*id, *value as usize);
                }
                (71, [id, ARRAY_STRIDE, stride]) => {
                    module.array_strides.insert(*id, *stride as usize);
                }
                (72, [id, member, OFFSET, offset]) => {
                    module.offsets.insert((*id, *member), *offset as usize);
                }
                (72, [id, member, MATRIX_STRIDE, stride]) => {
                    module.matrix_strides.insert((*id, *member), *stride as usize);
                }
                _ => {}
            }
        }
        module
    }

    /// The struct that a block holds twice, or the block itself if it has a tail.
    pub fn block(&self, name: &str, has_tail: bool) -> Found {
        let block = self.names[name];
        let (ty, size) = match &self.types[&block] {
            Spirv::Struct(members) if !has_tail => match &self.types[&members[0]] {
                Spirv::Array(of, _) => (*of, self.array_strides[&members[0]]),
                _ => panic!("a block of two"),
            },
            _ => (block, 0),
        };
        let Spirv::Struct(members) = &self.types[&ty] else { panic!("a struct") };
        let indices = 0..u32::try_from(members.len()).expect("few members");
        let members = indices
            .map(|index| (self.member_names[&(ty, index)].clone(), self.offsets[&(ty, index)]))
            .collect();
        let mut leaves = Vec::new();
        self.list(ty, 0, 0, &mut leaves);
        Found { is_valid: true, members, leaves, size }
    }

    /// The columns of matrices are as far apart as the member says that they are in.
    fn list(&self, ty: u32, matrix_stride: usize, at: usize, leaves: &mut Vec<usize>) {
        match &self.types[&ty] {
            Spirv::Number(_) => leaves.push(at),
            Spirv::Vector(of, count) => {
                let Spirv::Number(width) = self.types[of] else { panic!("a vector of numbers") };
                leaves.extend((0..*count).map(|index| at + index * width));
            }
            Spirv::Matrix(of, count) => {
                for column in 0..*count {
                    self.list(*of, 0, at + column * matrix_stride, leaves);
                }
            }
            Spirv::Array(of, len) => {
                for index in 0..self.constants[len] {
                    self.list(*of, matrix_stride, at + index * self.array_strides[&ty], leaves);
                }
            }
            Spirv::RuntimeArray(of) => {
                for index in 0..2 {
                    self.list(*of, matrix_stride, at + index * self.array_strides[&ty], leaves);
                }
            }
            Spirv::Struct(members) => {
                for (member, index) in members.iter().zip(0..) {
                    let stride = self.matrix_strides.get(&(ty, index)).copied().unwrap_or_default();
                    self.list(*member, stride, at + self.offsets[&(ty, index)], leaves);
                }
            }
        }
    }
}

fn text(words: &[u32]) -> String {
    let bytes = words.iter().flat_map(|word| word.to_le_bytes()).take_while(|byte| *byte != 0);
    String::from_utf8(bytes.collect()).expect("a name")
}
