//! Memory in whole pages, from the system.
//!
//! | to … | use |
//! | --- | --- |
//! | know the size of a page | [`page_size`] |
//! | keep one value on its own pages: to share it, lock it, or change its protection | [`PageBox`] |
//! | have zeroed bytes that can grow, and do so without copying on Linux; with a guard page if you like | [`PageBuf`] |
//!
//! Pages come from `mmap` on Unix, from `VirtualAlloc` on Windows, and from the global allocator elsewhere. If there
//! are none, you get a [`PageError`], and the program goes on. Each mapping costs some system calls and at least one
//! page. For small values use `Box` or an [arena](crate::alloc).

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

/// Returns the page size of the machine, in bytes. It is a power of two.
///
/// It is read once: from `sysconf(_SC_PAGESIZE)` or the auxiliary vector on Unix, from `GetSystemInfo` on Windows.
/// Elsewhere it is [`PAGE_ALIGN`](crate::cache::PAGE_ALIGN).
///
/// ```
/// use layout_core::alloc::page::page_size;
///
/// assert!(page_size().is_power_of_two());
/// ```
#[doc(alias = "getpagesize")]
#[doc(alias = "sysconf")]
#[must_use]
pub fn page_size() -> usize {
    system::page_size()
}
