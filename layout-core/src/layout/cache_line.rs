/// The size of a cache line on the target, in bytes. The check `cache_lines` counts in this unit.
///
/// This is the line size of the target's usual processors. The machine that runs the program may differ:
/// [`cache::machine_line`](crate::cache::machine_line) asks it. To keep two values from slowing each other
/// down, some targets need a greater distance:
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

/// The distance, in bytes, at which two threads can write two values without slowing each other down.
///
/// [`CacheAligned`](crate::cache::CacheAligned) aligns its value to this number. C++17 calls it
/// `std::hardware_destructive_interference_size`.
///
/// It can be more than one [`CACHE_LINE`]: some processors fetch lines in pairs, and on some targets the line
/// size differs between processors.
///
/// | target | bytes | source |
/// | --- | --- | --- |
/// | x86-64 | 128 | Intel's optimization manual: the L2 spatial prefetcher completes pairs of lines of 64 bytes (since Sandy Bridge); folly's `Align.h` measures the same |
/// | aarch64, arm64ec | 128 | lines of 64 and 128 bytes meet in one big.LITTLE system (Mono's [account](https://www.mono-project.com/news/2016/09/12/arm64-icache/)); Apple's are 128 |
/// | powerpc64 | 128 | Linux, `arch/powerpc/include/asm/cache.h` |
/// | s390x | 256 | Linux, `arch/s390/include/asm/cache.h` |
/// | arm, mips, mips64, sparc, hexagon | 32 | as for [`CACHE_LINE`] |
/// | m68k | 16 | as for [`CACHE_LINE`] |
/// | any other | 64 | as for [`CACHE_LINE`] |
///
/// `crossbeam_utils::CachePadded` uses the same numbers.
///
/// ```
/// use layout_core::cache::{CacheAligned, DESTRUCTIVE_INTERFERENCE_SIZE};
///
/// assert_eq!(align_of::<CacheAligned<u8>>(), DESTRUCTIVE_INTERFERENCE_SIZE);
/// ```
pub const DESTRUCTIVE_INTERFERENCE_SIZE: usize = if cfg!(any(
    target_arch = "x86_64",
    target_arch = "aarch64",
    target_arch = "arm64ec",
    target_arch = "powerpc64",
)) {
    128
} else {
    CACHE_LINE
};

/// The number of bytes that a processor is sure to fetch together if they begin at a multiple of this number.
///
/// Keep data that is used together within this size. C++17 calls it
/// `std::hardware_constructive_interference_size`. It equals [`CACHE_LINE`], which lists the sources.
///
/// ```
/// use layout_core::cache::CONSTRUCTIVE_INTERFERENCE_SIZE;
/// use layout_core::{Layout, assert_layout};
///
/// #[derive(Layout)]
/// struct Particle {
///     position: [f32; 3],
///     velocity: [f32; 3],
/// }
///
/// assert_layout!(Particle, size <= CONSTRUCTIVE_INTERFERENCE_SIZE);
/// ```
pub const CONSTRUCTIVE_INTERFERENCE_SIZE: usize = CACHE_LINE;

const _: () = assert!(
    CONSTRUCTIVE_INTERFERENCE_SIZE <= DESTRUCTIVE_INTERFERENCE_SIZE
        && DESTRUCTIVE_INTERFERENCE_SIZE % CACHE_LINE == 0,
    "what is kept apart does not share a line"
);
