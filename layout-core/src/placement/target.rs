//! The targets that a check may name, and what a type is there.

use super::elsewhere::{Elsewhere, X86, X86_64};
use super::portability::{Breach, Fault};
use super::spelling;
use crate::layout::{BaseRepr, Kind, TypeLayout};

/// A target that a check may name.
#[derive(Clone, Copy)]
pub struct Target {
    elsewhere: Elsewhere,
    /// Whether it is the one that is compiled for, where the compiler tells all.
    pub(crate) is_here: bool,
}

macro_rules! targets {
    ($($(#[$doc:meta])* $name:ident if $is_here:expr => $elsewhere:expr;)*) => {
        /// The targets by the words of checks.
        pub mod targets {
            use super::*;

            $($(#[$doc])*
            #[expect(non_upper_case_globals, reason = "it is a word of a check")]
            pub const $name: Target = Target {
                elsewhere: Elsewhere {
                    word_of_check: stringify!($name),
                    is_strict: true,
                    ..$elsewhere
                },
                is_here: $is_here,
            };)*
        }

        /// All of them.
        #[doc(hidden)]
        pub const TARGETS: &[Target] = &[$(targets::$name),*];
    };
}

/// 64 bits, of which the size of `c_long` is not known: it has 4 bytes on Windows.
const BITS_64: Elsewhere = Elsewhere { long: None, ..X86_64 };
/// 32 bits, with integers aligned to their size. Those of 16 bytes are aligned as `rustc` and LLVM see fit: what
/// they say of 32-bit x86 changed with Rust 1.77, and of others it may still change.
const BITS_32: Elsewhere = Elsewhere { align_of_8: 8, align_of_16: None, ..X86 };

// To add one, add a row, a line to the table in the documentation of the crate, and the target's triple to the
// test `checks on`, which asks the compiler for it. Each number is of the target's data layout:
// `rustc -Zunstable-options --print target-spec-json --target ...`.
targets! {
    /// 32-bit x86 but on Windows.
    i686 if cfg!(all(target_arch = "x86", not(target_os = "windows"), not(target_os = "uefi"))) => X86;
    /// 32-bit x86 on Windows.
    i686_windows if cfg!(all(target_arch = "x86", target_os = "windows")) => {
        Elsewhere { align_of_16: Some(16), ..BITS_32 }
    };
    /// 64-bit x86.
    x86_64 if cfg!(all(target_arch = "x86_64", target_pointer_width = "64")) => BITS_64;
    /// 64-bit Arm.
    aarch64 if cfg!(all(target_arch = "aarch64", target_pointer_width = "64")) => BITS_64;
    /// 32-bit Arm with an operating system.
    armv7 if cfg!(all(target_arch = "arm", not(target_os = "none"))) => BITS_32;
    /// 32-bit Arm without one, where the tag of a `repr(C)` enum may be smaller than an `int`.
    thumb if cfg!(all(target_arch = "arm", target_os = "none")) => Elsewhere { tag: None, ..BITS_32 };
    /// 32-bit RISC-V.
    riscv32 if cfg!(target_arch = "riscv32") => BITS_32;
    /// 64-bit RISC-V.
    riscv64 if cfg!(target_arch = "riscv64") => Elsewhere { long: Some(8), ..BITS_64 };
    /// 32-bit WebAssembly.
    wasm32 if cfg!(target_arch = "wasm32") => BITS_32;
}

/// The offset of a field or an element, its size and alignment, and its layout.
type Step = (usize, (usize, usize), Option<&'static TypeLayout>);

impl Target {
    /// How checks call it.
    #[must_use]
    #[inline]
    pub const fn word(self) -> &'static str {
        self.elsewhere.word_of_check
    }

    /// The size and the alignment of a type that is called by that text, unless it is the type's own check.
    #[inline]
    pub(crate) const fn extent(
        self,
        text: Option<&str>,
        layout: &TypeLayout,
    ) -> Result<(usize, usize), Breach> {
        let extent = attempt!(self.elsewhere.measure(layout));
        match spelling::of_type(text, layout) {
            Some(fault) => Err(Breach::of(fault)),
            None => Ok(extent),
        }
    }

    /// The offset, and the size and the alignment, of what lies at the end of a path that leads somewhere here.
    #[inline]
    pub(crate) const fn place(
        self,
        text: Option<&str>,
        layout: &TypeLayout,
        path: &str,
    ) -> Result<(usize, (usize, usize)), Breach> {
        if let Some(fault) = spelling::of_type(text, layout) {
            return Err(Breach::of(fault));
        }
        let (mut layout, mut rest) = (*layout, path.as_bytes());
        let mut start: usize = 0;
        loop {
            let (step, behind) = split_at_dot(rest);
            let (offset, extent, next) = attempt!(self.step(&layout, step));
            start = start.saturating_add(offset);
            match next {
                _ if behind.is_empty() => return Ok((start, extent)),
                Some(next) => layout = *next,
                None => return Err(Breach::of(Fault::Opaque { is_foreign: false })),
            }
            rest = behind;
        }
    }

    /// The same of a field or an element of a type, and its layout.
    #[inline]
    const fn step(self, layout: &TypeLayout, step: &[u8]) -> Result<Step, Breach> {
        match (layout.kind, layout.element()) {
            (Kind::Array { .. }, Some(element)) => {
                let extent = attempt!(self.elsewhere.measure(element));
                return Ok((number(step).saturating_mul(extent.0), extent, Some(element)));
            }
            (Kind::Struct | Kind::TupleStruct | Kind::Union, _) => {}
            (Kind::Enum, _) => return Err(Breach::of(Fault::Variant)),
            _ => return Err(Breach::of(Fault::Order)),
        }
        if matches!(layout.repr.base, BaseRepr::Rust) {
            return Err(Breach::of(Fault::Order));
        }
        let mut fields = layout.fields();
        let mut index = 0;
        while let Some(field) = fields.next() {
            if is_same(field.name.as_bytes(), step) {
                let (offset, extent) = attempt!(self.elsewhere.place_of(layout, index));
                return Ok((offset, extent, field.layout()));
            }
            index += 1;
        }
        Err(Breach::of(Fault::Variant))
    }
}

/// The part of a path before the first dot, and what stands behind that.
#[inline]
const fn split_at_dot(path: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    while at < path.len() {
        if path[at] == b'.' {
            let (head, behind) = path.split_at(at);
            return (head, behind.split_at(1).1);
        }
        at += 1;
    }
    (path, &[])
}

#[inline]
const fn number(mut digits: &[u8]) -> usize {
    let mut number: usize = 0;
    while let [digit @ b'0'..=b'9', rest @ ..] = digits {
        number = number.saturating_mul(10).saturating_add((*digit - b'0') as usize);
        digits = rest;
    }
    number
}

#[inline]
const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([first, rest @ ..], [letter, behind @ ..]) = (one, other) {
        if *first != *letter {
            return false;
        }
        (one, other) = (rest, behind);
    }
    one.is_empty() && other.is_empty()
}
