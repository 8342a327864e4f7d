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

/// The distance, in bytes, at which two values can be written by two threads without slowing each
/// other down: `std::hardware_destructive_interference_size` of C++17. The alignment of
/// [`CacheAligned`](crate::cache::CacheAligned).
///
/// It can be more than a [`CACHE_LINE`], where processors fetch lines in pairs or some of them
/// have longer lines.
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
/// The numbers are those of `crossbeam_utils::CachePadded`.
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

/// The number of bytes that are fetched together for certain, if they begin at a multiple of it:
/// `std::hardware_constructive_interference_size` of C++17. What is used together should fit it.
///
/// It is one [`CACHE_LINE`], whose table tells where the numbers come from.
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
