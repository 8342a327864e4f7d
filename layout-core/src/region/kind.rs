use core::fmt;

/// What a region is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub enum RegionKind {
    /// The stack of a thread.
    Stack,
    /// The heap: what `brk` gives, and memory without a file, which allocators take for what is large,
    /// and for what threads allocate.
    Heap,
    /// Statics, literals and other constants of the program or a library.
    Static(Section),
    /// Machine code.
    Code,
    /// A mapped file, or memory shared with another process.
    Mapped,
    /// Memory that must not be touched: a guard page, or addresses that are held in reserve.
    Guard,
    /// Pages that the kernel lends to the process, as those from which it tells the time.
    Kernel,
    /// Nothing is mapped there, or the system does not tell.
    Unknown,
}

/// The section of a static.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum Section {
    /// What is never written: literals, constants, statics without interior mutability. With it counts
    /// what holds addresses and is written by the loader alone (`.data.rel.ro`).
    Rodata,
    /// What may be written, and does not begin as zeros.
    Data,
    /// What may be written and begins as zeros: it takes no room in the file.
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

/// What a process may do with the memory of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct Access {
    /// Read it.
    pub read: bool,
    /// Write to it.
    pub write: bool,
    /// Run what is there.
    pub execute: bool,
    /// What is written is seen by others who map the same.
    pub shared: bool,
}

impl Access {
    pub(super) const NONE: Self = Self { read: false, write: false, execute: false, shared: false };

    #[cfg(any(target_os = "linux", target_os = "android"))]
    pub(super) const fn is_none(self) -> bool {
        !(self.read || self.write || self.execute)
    }
}

/// As `/proc/self/maps` writes it: `rw-p`.
impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.read { "r" } else { "-" })?;
        f.write_str(if self.write { "w" } else { "-" })?;
        f.write_str(if self.execute { "x" } else { "-" })?;
        f.write_str(if self.shared { "s" } else { "p" })
    }
}
