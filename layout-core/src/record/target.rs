use core::fmt::{self, Display, Formatter};
use std_alloc::string::String;

use crate::layout::CACHE_LINE;

/// The target that a layout is for, as far as stable Rust knows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Target {
    /// The architecture, as `cfg(target_arch)` names it, such as `x86_64`. `unknown` if this crate does not
    /// know it.
    pub arch: String,
    /// The operating system, as `cfg(target_os)` names it, such as `linux`. `none` if there is none.
    pub os: String,
    /// The ABI or C library, as `cfg(target_env)` names it, such as `gnu`. `none` if there is none.
    pub env: String,
    /// The size of a pointer, in bytes.
    pub pointer_size: usize,
    /// The byte order of integers.
    pub endian: Endian,
    /// The size of a cache line, in bytes.
    pub cache_line: usize,
}

/// The byte order of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Endian {
    /// The least significant byte comes first.
    Little,
    /// The most significant byte comes first.
    Big,
}

/// The one of the names for which the `cfg` of that key holds.
macro_rules! configured {
    ($key:ident: $($name:literal)*, $otherwise:literal) => {
        $(if cfg!($key = $name) { $name } else)* { $otherwise }
    };
}

#[allow(unexpected_cfgs, reason = "an older compiler does not know all targets")]
const ARCH: &str = configured!(target_arch:
    "x86_64" "x86" "aarch64" "arm64ec" "arm" "riscv64" "riscv32" "powerpc64" "powerpc" "s390x"
    "mips64" "mips64r6" "mips" "mips32r6" "loongarch64" "loongarch32" "sparc64" "sparc" "wasm64"
    "wasm32" "m68k" "msp430" "avr" "hexagon" "csky" "xtensa" "bpf" "nvptx64", "unknown");

#[allow(unexpected_cfgs, reason = "an older compiler does not know all targets")]
const OS: &str = configured!(target_os:
    "linux" "android" "windows" "macos" "ios" "tvos" "watchos" "visionos" "freebsd" "netbsd"
    "openbsd" "dragonfly" "illumos" "solaris" "fuchsia" "redox" "hurd" "haiku" "aix" "hermit"
    "uefi" "wasi" "emscripten" "horizon" "vita" "psp" "nto" "vxworks" "espidf" "cygwin", "none");

#[allow(unexpected_cfgs, reason = "an older compiler does not know all targets")]
const ENV: &str = configured!(target_env:
    "gnu" "musl" "msvc" "uclibc" "ohos" "newlib" "relibc" "sgx" "p1" "p2" "macabi" "sim", "none");

impl Target {
    /// Returns the target that this program was compiled for.
    #[must_use]
    #[inline]
    pub fn this() -> Self {
        Self {
            arch: ARCH.into(),
            os: OS.into(),
            env: ENV.into(),
            pointer_size: size_of::<*const ()>(),
            endian: if cfg!(target_endian = "big") { Endian::Big } else { Endian::Little },
            cache_line: CACHE_LINE,
        }
    }
}

/// Prints a name without spaces: `x86_64-linux-gnu`.
impl Display for Target {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(&std_alloc::format!("{}-{}-{}", self.arch, self.os, self.env))
    }
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::Target;

    #[test]
    fn the_target_is_what_the_compiler_says() {
        let target = Target::this();
        assert_eq!(target.arch, std::env::consts::ARCH);
        assert_eq!(target.os, std::env::consts::OS);
        assert_eq!(target.pointer_size * 8, usize::BITS as usize);
        assert!(target.to_string().starts_with(std::env::consts::ARCH));
    }
}
