/// The size of a cache line of the target, in bytes: the unit in which `cache_lines` counts.
///
/// It is what one line of the target's usual processors holds; a program's actual machine may
/// differ. Sources: the line sizes that Go's runtime pads for
/// ([`internal/cpu`](https://github.com/golang/go/tree/master/src/internal/cpu), `CacheLinePadSize`
/// by architecture) and, for Apple's 128 bytes, `sysctl hw.cachelinesize` on its machines.
pub const CACHE_LINE: usize = if cfg!(target_arch = "s390x") {
    256
} else if cfg!(any(
    target_arch = "powerpc64",
    all(target_arch = "aarch64", target_vendor = "apple"),
)) {
    128
} else if cfg!(any(
    target_arch = "arm",
    target_arch = "mips",
    target_arch = "mips64",
    target_arch = "riscv32",
)) {
    32
} else {
    64
};
