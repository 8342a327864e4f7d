use core::mem::ManuallyDrop;

use super::Aligned;
use super::wrapper::impl_wrapper;

/// The alignment in bytes at which a page starts on every machine of the target: the largest page size that its ABI
/// allows. [`PageAligned`] has this alignment.
///
/// The pages of a machine may be smaller: see `alloc::page::page_size`, with the feature `page`.
///
/// | target | bytes | source |
/// | --- | --- | --- |
/// | x86, x86-64, arm, riscv, s390x | 4096 | the only size there is; arm: binutils, `ELF_MAXPAGESIZE` in `elf32-arm.c` |
/// | aarch64 of Apple | 16384 | `sysctl hw.pagesize` on its machines |
/// | aarch64, powerpc64, mips, mips64, loongarch64 | 65536 | binutils, `ELF_MAXPAGESIZE` in `elfnn-aarch64.c`, `elf64-ppc.c`, `elfxx-mips.c`, `elfnn-loongarch.c` |
/// | sparc64 | 8192 | Linux, `arch/sparc/include/asm/page_64.h` |
/// | wasm32, wasm64 | 65536 | [WebAssembly, memory instances](https://webassembly.github.io/spec/core/exec/runtime.html#memory-instances) |
/// | any other | 65536 | an assumption |
pub const PAGE_ALIGN: usize = if cfg!(any(
    target_arch = "x86",
    target_arch = "x86_64",
    target_arch = "arm",
    target_arch = "riscv32",
    target_arch = "riscv64",
    target_arch = "s390x",
)) {
    4096
} else if cfg!(target_arch = "sparc64") {
    8192
} else if cfg!(all(target_arch = "aarch64", target_vendor = "apple")) {
    16384
} else {
    65536
};

/// A value that starts a page and shares its pages with nothing else, wherever it lies.
///
/// Use it for memory that you lock, protect, or share with a device or another process. It has the layout of a
/// `#[repr(C, align(N))]` struct with the field `value`, where `N` is [`PAGE_ALIGN`]. `alloc::page::PageBox` (feature
/// `page`) takes pages from the system instead.
///
/// ```
/// use layout_core::cache::{PAGE_ALIGN, PageAligned};
///
/// static TABLE: PageAligned<[u32; 256]> = PageAligned::new([0; 256]);
/// assert_eq!(TABLE.as_ptr().align_offset(PAGE_ALIGN), 0);
/// assert_eq!(size_of::<PageAligned<u8>>(), PAGE_ALIGN);
/// ```
///
/// A function with a local variable of this type aligns its stack frame, which can take up to two more pages.
#[repr(transparent)]
pub struct PageAligned<T: ?Sized> {
    value: Aligned<T, PAGE_ALIGN>,
}

impl<T> PageAligned<T> {
    const MIN_ALIGN: usize = PAGE_ALIGN;

    /// Puts a value on its own pages.
    #[inline]
    pub const fn new(value: T) -> Self {
        Self { value: Aligned::new(value) }
    }

    /// Returns the value.
    #[inline]
    pub const fn into_inner(self) -> T {
        // The wrapper has no destructor, but what it wraps may have one, so it is moved out by hand.
        let this = ManuallyDrop::new(self);
        // SAFETY: `repr(transparent)` is the same as its field, which is moved out once.
        let value = unsafe {
            core::mem::transmute_copy::<ManuallyDrop<Self>, Aligned<T, PAGE_ALIGN>>(&this)
        };
        value.into_inner()
    }
}

impl_wrapper!(PageAligned<T>, "PageAligned");
