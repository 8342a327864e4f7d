//! The target that an object file is for.

use object::read::{Architecture, Object, ReadRef};
use object::{BinaryFormat, Endianness};

use crate::record::{Endian, Target};

/// The target of an object file, as far as the file tells it: the operating system of ELF is `unknown`.
pub(super) fn of<'d, R: ReadRef<'d>>(file: &object::File<'d, R>) -> Target {
    let arch = arch(file.architecture());
    let (os, env) = match file.format() {
        BinaryFormat::MachO => ("macos", "none"),
        BinaryFormat::Coff | BinaryFormat::Pe => ("windows", "unknown"),
        BinaryFormat::Wasm => ("unknown", "none"),
        _ => ("unknown", "unknown"),
    };
    let is_apple = file.format() == BinaryFormat::MachO;
    Target {
        arch: arch.into(),
        os: os.into(),
        env: env.into(),
        pointer_size: if file.is_64() { 8 } else { 4 },
        endian: match file.endianness() {
            Endianness::Little => Endian::Little,
            Endianness::Big => Endian::Big,
        },
        cache_line: cache_line(arch, is_apple),
    }
}

/// The architecture, as `cfg(target_arch)` names it.
pub(super) fn arch(architecture: Architecture) -> &'static str {
    match architecture {
        Architecture::Aarch64 | Architecture::Aarch64_Ilp32 => "aarch64",
        Architecture::Arm => "arm",
        Architecture::Avr => "avr",
        Architecture::Bpf => "bpf",
        Architecture::Csky => "csky",
        Architecture::I386 => "x86",
        Architecture::X86_64 | Architecture::X86_64_X32 => "x86_64",
        Architecture::Hexagon => "hexagon",
        Architecture::LoongArch32 => "loongarch32",
        Architecture::LoongArch64 => "loongarch64",
        Architecture::M68k => "m68k",
        Architecture::Mips => "mips",
        Architecture::Mips64 | Architecture::Mips64_N32 => "mips64",
        Architecture::Msp430 => "msp430",
        Architecture::PowerPc => "powerpc",
        Architecture::PowerPc64 => "powerpc64",
        Architecture::Riscv32 => "riscv32",
        Architecture::Riscv64 => "riscv64",
        Architecture::S390x => "s390x",
        Architecture::Sparc | Architecture::Sparc32Plus => "sparc",
        Architecture::Sparc64 => "sparc64",
        Architecture::Wasm32 => "wasm32",
        Architecture::Wasm64 => "wasm64",
        Architecture::Xtensa => "xtensa",
        _ => "unknown",
    }
}

/// The size of a cache line, by the table of [`CACHE_LINE`](crate::CACHE_LINE).
fn cache_line(arch: &str, is_apple: bool) -> usize {
    match arch {
        "s390x" => 256,
        "powerpc64" => 128,
        "aarch64" if is_apple => 128,
        "arm" | "mips" | "mips64" | "sparc" | "hexagon" => 32,
        "m68k" => 16,
        _ => 64,
    }
}

#[cfg(test)]
mod tests {
    use super::cache_line;
    use crate::record::Target;

    #[test]
    fn the_table_is_that_of_the_constant() {
        let this = Target::this();
        assert_eq!(cache_line(&this.arch, cfg!(target_vendor = "apple")), this.cache_line);
    }

    /// The names are those of `cfg(target_arch)`, of which a new architecture has none here.
    #[test]
    fn architectures_are_called_as_the_compiler_does() {
        use object::Architecture as A;

        for (architecture, name) in [
            (A::Aarch64_Ilp32, "aarch64"),
            (A::Avr, "avr"),
            (A::Bpf, "bpf"),
            (A::Csky, "csky"),
            (A::Hexagon, "hexagon"),
            (A::I386, "x86"),
            (A::LoongArch32, "loongarch32"),
            (A::LoongArch64, "loongarch64"),
            (A::M68k, "m68k"),
            (A::Mips, "mips"),
            (A::Mips64, "mips64"),
            (A::Mips64_N32, "mips64"),
            (A::Msp430, "msp430"),
            (A::Riscv64, "riscv64"),
            (A::Sparc, "sparc"),
            (A::Sparc32Plus, "sparc"),
            (A::Sparc64, "sparc64"),
            (A::Wasm64, "wasm64"),
            (A::X86_64_X32, "x86_64"),
            (A::Xtensa, "xtensa"),
            (A::Unknown, "unknown"),
        ] {
            assert_eq!(super::arch(architecture), name, "{architecture:?}");
        }
        let this = super::arch(if cfg!(target_arch = "x86") { A::I386 } else { A::X86_64 });
        if cfg!(any(target_arch = "x86", target_arch = "x86_64")) {
            assert_eq!(this, std::env::consts::ARCH);
        }
    }
}
