use core::fmt;

/// What a region is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub enum RegionKind {
    /// The stack of a thread.
    Stack,
    /// The heap: memory from `brk`, and mappings without a file, which allocators use for large allocations and for
    /// threads.
    Heap,
    /// Statics, literals and other constants of the program or a library.
    Static(Section),
    /// Machine code.
    Code,
    /// A mapped file, or memory shared with another process.
    Mapped,
    /// Memory that must not be accessed: a guard page, or reserved addresses.
    Guard,
    /// Pages that the kernel shares with the process, such as those that hold the time.
    Kernel,
    /// Nothing is mapped there, or the system does not say.
    Unknown,
}

/// The section of a static.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum Section {
    /// Read-only data: literals, constants, and statics without interior mutability. Includes `.data.rel.ro`, addresses
    /// that only the loader writes.
    Rodata,
    /// Writable data with an initial value that is not all zeros.
    Data,
    /// Writable data that starts as zeros and takes no room in the file.
    Bss,
}

impl fmt::Display for RegionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Stack => "stack",
            Self::Heap => "heap",
            Self::Static(Section::Rodata) => "static (rodata)",
            Self::Static(Section::Data) => "static (data)",
            Self::Static(Section::Bss) => "static (bss)",
            Self::Code => "code",
            Self::Mapped => "mapped file",
            Self::Guard => "guard",
            Self::Kernel => "kernel",
            Self::Unknown => "unknown",
        })
    }
}

/// How a process may access the memory of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct Access {
    /// The memory may be read.
    pub read: bool,
    /// The memory may be written.
    pub write: bool,
    /// The memory may be executed.
    pub execute: bool,
    /// Writes are visible to other processes that map the same memory.
    pub shared: bool,
}

impl Access {
    pub(super) const NONE: Self = Self { read: false, write: false, execute: false, shared: false };

    #[cfg(any(target_os = "linux", target_os = "android"))]
    pub(super) const fn is_none(self) -> bool {
        !(self.read || self.write || self.execute)
    }
}

/// Shows the access as `/proc/self/maps` does: `rw-p`.
impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.read { "r" } else { "-" })?;
        f.write_str(if self.write { "w" } else { "-" })?;
        f.write_str(if self.execute { "x" } else { "-" })?;
        f.write_str(if self.shared { "s" } else { "p" })
    }
}
