//! Memory in whole pages, from the system.
//!
//! | to … | use |
//! | --- | --- |
//! | know the size of a page | [`page_size`] |
//! | keep one value on pages of its own: to share it, lock it, or change its protection | [`PageBox`] |
//! | have zeroed bytes that grow, without copying them on Linux, perhaps before a guard page | [`PageBuf`] |
//!
//! Pages come from `mmap` on Unix and from `VirtualAlloc` on Windows, elsewhere from the global allocator. Memory
//! that is not there is a [`PageError`], not the end of the program. Each mapping costs some system calls and
//! at least a page: for small values take `Box`, or a bump allocator.

mod error;
mod options;
mod page_box;
mod page_buf;
mod pages;
mod read_only;
#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
#[cfg_attr(not(any(unix, windows)), path = "other.rs")]
mod system;

pub use error::PageError;
pub use options::PageOptions;
pub use page_box::{PageBox, Zeroable};
pub use page_buf::PageBuf;
pub use read_only::ReadOnlyPageBuf;

/// The size of a page of the machine, in bytes; a power of two.
///
/// The system is asked once: by `sysconf(_SC_PAGESIZE)` or the auxiliary vector on Unix, by `GetSystemInfo` on
/// Windows. Elsewhere it is [`PAGE_ALIGN`](crate::cache::PAGE_ALIGN).
///
/// ```
/// use layout_core::alloc::page::page_size;
///
/// assert!(page_size().is_power_of_two());
/// ```
#[must_use]
pub fn page_size() -> usize {
    system::page_size()
}
