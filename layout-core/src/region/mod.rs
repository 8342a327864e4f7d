//! Where in the memory of the process a value lies: on a stack, on the heap, among the statics, in the
//! code, in a mapped file.
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
//! [`memory_map`] takes a snapshot, to ask many addresses and to print or draw the whole.
//!
//! # How it is known
//!
//! On Linux and Android, from the kernel and the C library, with no guess at addresses:
//!
//! - the mappings, from `/proc/thread-self/maps`
//!   ([proc(5)](https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html)), read as bytes: a file may have
//!   any name;
//! - the sections of the program and its libraries, from their ELF program headers
//!   ([`dl_iterate_phdr`](https://man7.org/linux/man-pages/man3/dl_iterate_phdr.3.html)), which tell where
//!   `.data` ends and `.bss` begins;
//! - the main thread's stack, which the kernel names;
//! - the calling thread's stack and its signal stack, from the C library
//!   ([`pthread_getattr_np`](https://man7.org/linux/man-pages/man3/pthread_getattr_np.3.html),
//!   [`sigaltstack`](https://man7.org/linux/man-pages/man2/sigaltstack.2.html));
//! - the other stacks: the C library keeps a thread's record at the top of its stack, and the kernel knows an
//!   address in it ([`get_robust_list`](https://man7.org/linux/man-pages/man2/get_robust_list.2.html)). A
//!   stack reaches down to its guard page. Without one, it is known as far as a waiting thread uses it.
//!
//! What may be a stack or not is [`RegionKind::Unknown`]. On other systems every region is
//! [`RegionKind::Unknown`], and [`memory_map`] is an error.
//!
//! # Limits
//!
//! - C libraries other than glibc tell no record of threads that use no robust mutex. While there are such
//!   threads, memory directly above a guard page is [`RegionKind::Unknown`] unless the caller's own stack is
//!   there. The same holds where a sandbox denies `get_robust_list`, and where `/proc` is one of another
//!   PID namespace.
//! - A stack that the program has made, as for a coroutine, is heap, as all memory without a file.
//!   While the *calling* thread runs on one, the memory around it is [`RegionKind::Unknown`].
//!   The signal stacks of other threads are heap too.
//! - A stack that the program gives to a thread (`pthread_attr_setstack`) may lie directly above an unrelated
//!   guard page. Whatever lies between the two is taken for part of the stack.
//! - A thread-local lies where the C library puts the thread's block: of the main thread in
//!   anonymous memory, which is [`RegionKind::Heap`]; of the others in the mapping of their stack.
//! - Two mappings that touch each other may be one to the kernel. On x86 with glibc, the end of a stack is
//!   known. Elsewhere a stack may be told too large by what lies directly above it. On targets of 32 bits a
//!   stack that the program gave to a thread may be told too large by what lies directly below it.
//! - The kernel lists mappings page by page. What others map and unmap meanwhile may be missing, or be told as
//!   it was. What stays mapped is always found.
//! - A child that is forked while another thread loads a library may wait forever in `dl_iterate_phdr`, as may
//!   one that is forked by a C library whose heap is locked. Ask before the fork, or call `exec`. For
//!   the same reason, do not ask from a signal handler that may interrupt an allocation.

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

/// A run of addresses of one kind, with one access.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Region {
    /// What it is for.
    pub kind: RegionKind,
    /// From where to where it extends.
    pub bounds: Bounds,
    /// What the process may do there.
    pub access: Access,
    /// The file that it is mapped from, or that its section belongs to, with the bytes that the kernel has.
    /// Of a file that has been removed, ` (deleted)` follows the path; memory that `memfd_create` made is
    /// `/memfd:name (deleted)`. `None` also where the path has a line feed and the kernel's link to it
    /// cannot be read.
    #[cfg_attr(feature = "serde", serde(serialize_with = "write_path"))]
    pub file: Option<Arc<Path>>,
    /// The name of the thread whose stack it is.
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

    /// How many of its bytes are in the machine's memory now: on pages that have been touched, and not been given
    /// back or swapped out since. `None` if the system does not tell.
    ///
    /// On Linux and Android the kernel is asked of each page (`/proc/self/pagemap`). A page counts that was only
    /// read, also if the kernel lends the same page of zeros for all of those; `Rss` of `/proc/self/smaps` leaves
    /// those out. A region of a snapshot may be gone: then this tells of what lies at its addresses now.
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

/// The region that a value lies in: the one of its first byte.
///
/// For a slice or a `str` the elements count, not the reference. [`RegionKind::Unknown`], with empty
/// bounds, if nothing is mapped there (as a dangling reference to a value without size), if the
/// system does not tell, or if it is no Linux.
///
/// Takes a snapshot of the memory map each time, which reads files: some hundred microseconds. To ask
/// often, take one [`memory_map`].
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

/// The region that an address lies in, which need not be one of a value: of a function, of a page that
/// must not be touched. The memory is not read.
///
/// As [`region_of`] otherwise.
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

/// The memory map of the process, as it is now.
///
/// # Errors
///
/// What the system answers when `/proc` cannot be read, or if it lists the mappings of another process;
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
