/// The size of a cache line of the target, in bytes: the unit in which `cache_lines` counts.
///
/// It is what one line of the target's usual processors holds; a program's actual machine may
/// differ, and [`cache::machine_line`](crate::cache::machine_line) asks it. Two values that must not
/// slow each other down need more distance on some targets:
/// [`cache::DESTRUCTIVE_INTERFERENCE_SIZE`](crate::cache::DESTRUCTIVE_INTERFERENCE_SIZE).
///
/// | target | bytes | source |
/// | --- | --- | --- |
/// | s390x | 256 | Linux, `arch/s390/include/asm/cache.h` |
/// | powerpc64 | 128 | Linux, `arch/powerpc/include/asm/cache.h` |
/// | aarch64 of Apple | 128 | `sysctl hw.cachelinesize` on its machines |
/// | arm, mips, mips64 | 32 | Go, `CacheLinePadSize` in [`internal/cpu`](https://github.com/golang/go/tree/master/src/internal/cpu) |
/// | sparc, hexagon | 32 | Linux, `arch/{sparc,hexagon}/include/asm/cache.h` |
/// | m68k | 16 | Linux, `arch/m68k/include/asm/cache.h` |
/// | x86, x86-64, wasm, loongarch64, riscv64 | 64 | Go, as above |
/// | any other | 64 | an assumption |
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
    target_arch = "mips32r6",
    target_arch = "mips64",
    target_arch = "mips64r6",
    target_arch = "sparc",
    target_arch = "hexagon",
)) {
    32
} else if cfg!(target_arch = "m68k") {
    16
} else {
    64
};
