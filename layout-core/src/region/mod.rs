//! Where in the process's memory a value lies: on a stack, on the heap, in a static, in code, or in a mapped file.
//!
//! ```
//! # #[cfg(target_os = "linux")] {
//! use layout_core::region::{RegionKind, Section, region_of};
//!
//! static LIMIT: u32 = 10;
//! let local = 1;
//! let boxed = Box::new(2);
//!
//! assert_eq!(region_of(&local).kind, RegionKind::Stack);
//! assert_eq!(region_of(&*boxed).kind, RegionKind::Heap);
//! assert_eq!(region_of(&LIMIT).kind, RegionKind::Static(Section::Rodata));
//! assert_eq!(region_of("text").kind, RegionKind::Static(Section::Rodata));
//! # }
//! ```
//!
//! [`memory_map`] takes a snapshot, for many addresses, or to print or draw the whole map.
//!
//! # Where the answers come from
//!
//! On Linux and Android, from the kernel and the C library. Addresses are never guessed:
//!
//! - Mappings: `/proc/thread-self/maps` ([proc(5)](https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html)),
//!   read as bytes, because a file may have any name.
//! - Sections of the program and its libraries: their ELF program headers
//!   ([`dl_iterate_phdr`](https://man7.org/linux/man-pages/man3/dl_iterate_phdr.3.html)), which show where `.data`
//!   ends and `.bss` begins.
//! - The main thread's stack: named by the kernel.
//! - The calling thread's stack and signal stack: the C library
//!   ([`pthread_getattr_np`](https://man7.org/linux/man-pages/man3/pthread_getattr_np.3.html),
//!   [`sigaltstack`](https://man7.org/linux/man-pages/man2/sigaltstack.2.html)).
//! - Other stacks: the C library keeps a thread's record at the top of its stack, and the kernel knows an address in
//!   the record ([`get_robust_list`](https://man7.org/linux/man-pages/man2/get_robust_list.2.html)). A stack extends
//!   down to its guard page. Without a guard page, only the part that a waiting thread uses is known.
//!
//! If it is unclear whether memory is a stack, its kind is [`RegionKind::Unknown`]. On other systems every region is
//! [`RegionKind::Unknown`], and [`memory_map`] returns an error.
//!
//! # Limits
//! - C libraries other than glibc show no record of threads that use no robust mutex. While there are such threads,
//!   memory directly above a guard page is [`RegionKind::Unknown`], unless it contains the caller's own stack. The
//!   same holds where a sandbox denies `get_robust_list`, and where `/proc` belongs to another PID namespace.
//! - A stack that the program allocated, as for a coroutine, is heap, like all memory without a file. While the
//!   *calling* thread runs on such a stack, the memory around it is [`RegionKind::Unknown`]. The signal stacks of
//!   other threads are heap too.
//! - A stack that the program gives to a thread (`pthread_attr_setstack`) may lie directly above an unrelated guard
//!   page. All memory between the two then counts as stack.
//! - A thread-local lies where the C library puts the thread's block. For the main thread, this is anonymous memory,
//!   which is [`RegionKind::Heap`]; for other threads, the mapping of their stack.
//! - The kernel may merge adjacent mappings. On x86 with glibc, the end of a stack is known. Elsewhere a stack may
//!   include what lies directly above it. On 32-bit targets, a stack that the program gave to a thread may include
//!   what lies directly below it.
//! - The kernel lists mappings page by page. Concurrent changes may be missing. What stays mapped is always found.
//! - A child that is forked while another thread loads a library may wait forever in `dl_iterate_phdr`. So may a
//!   child of a C library that locks its heap at a fork. Ask before the fork, or call `exec`. For the same reason,
//!   do not ask from a signal handler that may interrupt an allocation.

mod bounds;
mod kind;
#[cfg(any(target_os = "linux", target_os = "android"))]
mod linux;
mod map;
mod picture;

use std::io;
use std::path::Path;
use std::sync::Arc;

pub use bounds::Bounds;
pub use kind::{Access, RegionKind, Section};
pub use map::MemoryMap;

/// A range of addresses with one kind and one access.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Region {
    /// What the region is used for.
    pub kind: RegionKind,
    /// The range of addresses.
    pub bounds: Bounds,
    /// How the process may access it.
    pub access: Access,
    /// The file that the region is mapped from, or that its section belongs to. The path is exactly what the kernel
    /// reports.
    ///
    /// ` (deleted)` follows the path of a removed file; memory from `memfd_create` is `/memfd:name (deleted)`.
    /// `None` if there is no file, or if the path has a line feed and the kernel's link to it cannot be read.
    #[cfg_attr(feature = "serde", serde(serialize_with = "write_path"))]
    pub file: Option<Arc<Path>>,
    /// The name of the thread, if the region is a stack.
    #[cfg_attr(feature = "serde", serde(serialize_with = "write_name"))]
    pub thread: Option<Arc<str>>,
}

/// As a text: what is no UTF-8 in a path becomes U+FFFD.
#[cfg(feature = "serde")]
#[expect(clippy::ref_option, reason = "it is called with a reference to the field")]
fn write_path<S: serde::Serializer>(
    path: &Option<Arc<Path>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serde::Serialize::serialize(&path.as_ref().map(|path| path.to_string_lossy()), serializer)
}

#[cfg(feature = "serde")]
#[expect(clippy::ref_option, reason = "it is called with a reference to the field")]
fn write_name<S: serde::Serializer>(
    name: &Option<Arc<str>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serde::Serialize::serialize(&name.as_deref(), serializer)
}

impl Region {
    /// An address of which nothing is known.
    fn unknown(address: usize) -> Self {
        Self {
            kind: RegionKind::Unknown,
            bounds: Bounds::new(address, address),
            access: Access::NONE,
            file: None,
            thread: None,
        }
    }

    /// Returns the number of bytes of the region that are in physical memory now: those on pages that were touched,
    /// and not given back or swapped out since. `None` if the system does not say.
    ///
    /// On Linux and Android the kernel is asked for each page (`/proc/self/pagemap`). Pages that were only read
    /// count, even if the kernel backs them all with one page of zeros; `Rss` in `/proc/self/smaps` omits those. If
    /// the region of a snapshot is gone, the result is for what lies at its addresses now.
    ///
    /// ```
    /// # #[cfg(target_os = "linux")] {
    /// use layout_core::region::region_of;
    ///
    /// let values = vec![1_u8; 100_000];
    /// let region = region_of(&values[..]);
    /// if let Some(resident) = region.resident() {
    ///     assert!((100_000..=region.bounds.size()).contains(&resident));
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn resident(&self) -> Option<usize> {
        #[cfg(any(target_os = "linux", target_os = "android"))]
        return linux::resident(self.bounds);
        #[cfg(not(any(target_os = "linux", target_os = "android")))]
        None
    }
}

/// Finds the region of a value, from the address of its first byte.
///
/// For a slice or a `str`, that is the first element, not the reference. The kind is [`RegionKind::Unknown`] and the
/// bounds are empty if nothing is mapped there, as for a dangling reference to a zero-sized value. The same holds if
/// the system does not say, or if it is neither Linux nor Android.
///
/// Each call takes a snapshot of the memory map, which reads files and takes some hundred microseconds. To ask
/// often, use one [`memory_map`].
///
/// ```
/// use layout_core::region::region_of;
///
/// let values = vec![1, 2, 3];
/// println!("{:?}, {}", region_of(&values[..]).kind, region_of(&values[..]).bounds);
/// ```
pub fn region_of<T: ?Sized>(value: &T) -> Region {
    region_at(core::ptr::from_ref(value))
}

/// Finds the region of any address, such as that of a function or of a guard page. The memory is not read.
///
/// Otherwise like [`region_of`].
///
/// ```
/// # #[cfg(target_os = "linux")] {
/// use layout_core::region::{RegionKind, region_at};
///
/// fn answer() -> u32 {
///     42
/// }
///
/// assert_eq!(region_at(answer as fn() -> u32 as *const ()).kind, RegionKind::Code);
/// assert_eq!(region_at(core::ptr::null::<u8>()).kind, RegionKind::Unknown);
/// # }
/// ```
pub fn region_at<T: ?Sized>(address: *const T) -> Region {
    let found = memory_map().ok().and_then(|map| map.find(address).cloned());
    found.unwrap_or_else(|| Region::unknown(address.addr()))
}

/// Takes a snapshot of the process's memory map.
///
/// # Errors
///
/// Fails if `/proc` cannot be read, or lists the mappings of another process. Returns
/// [`Unsupported`](io::ErrorKind::Unsupported) on systems other than Linux and Android.
///
/// ```
/// # fn main() -> std::io::Result<()> {
/// # #[cfg(target_os = "linux")] {
/// let map = layout_core::region::memory_map()?;
/// println!("{map}");
/// std::fs::write(std::env::temp_dir().join("memory.svg"), map.to_svg())?;
/// # }
/// # Ok(())
/// # }
/// ```
pub fn memory_map() -> io::Result<MemoryMap> {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    return linux::regions().map(MemoryMap::new);
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    Err(io::Error::new(io::ErrorKind::Unsupported, "the memory map is read on Linux only"))
}
