use core::fmt;

use super::{CACHE_LINE, DESTRUCTIVE_INTERFERENCE_SIZE};

/// Returns the data cache line size of the machine that the program runs on, in bytes, or `None` if it is not known.
///
/// - Linux, with feature `std`: `coherency_line_size` of the first processor's first-level data cache
///   ([sysfs](https://docs.kernel.org/admin-guide/abi-testing.html), `/sys/devices/system/cpu`).
/// - x86-64 otherwise: the size that `clflush` flushes, from `cpuid` (Intel's manual, volume 2A, CPUID, leaf 01H,
///   EBX bits 15 to 8, in units of 8 bytes).
/// - Elsewhere: `None`.
///
/// It may read files. The result never changes, so keep it if you need it often.
///
/// ```
/// if let Some(line) = layout_core::cache::machine_line() {
///     assert!(line.is_power_of_two());
/// }
/// ```
#[must_use]
#[inline]
pub fn machine_line() -> Option<usize> {
    told_by_system().or_else(told_by_processor).filter(|line| line.is_power_of_two())
}

#[cfg(all(feature = "std", target_os = "linux"))]
#[inline]
fn told_by_system() -> Option<usize> {
    use std::format;
    use std::fs::read_to_string;

    (0..8).find_map(|index| {
        let of_cache = |file: &str| {
            read_to_string(format!("/sys/devices/system/cpu/cpu0/cache/index{index}/{file}")).ok()
        };
        let is_first = of_cache("level")?.trim() == "1";
        let holds_data = of_cache("type")?.trim() != "Instruction";
        let line = of_cache("coherency_line_size")?.trim().parse().ok()?;
        (is_first && holds_data).then_some(line)
    })
}

#[cfg(not(all(feature = "std", target_os = "linux")))]
#[inline]
fn told_by_system() -> Option<usize> {
    None
}

#[cfg(all(target_arch = "x86_64", not(target_env = "sgx")))]
#[inline]
fn told_by_processor() -> Option<usize> {
    // Some compilers mark it `unsafe`, some do not.
    #[allow(unused_unsafe, reason = "not unsafe in newer compilers")]
    // SAFETY: every processor of 64-bit x86 has the instruction.
    let features = unsafe { core::arch::x86_64::__cpuid(1) };
    let line = (features.ebx >> 8 & 0xff) as usize * 8;
    (line > 0).then_some(line)
}

#[cfg(not(all(target_arch = "x86_64", not(target_env = "sgx"))))]
#[inline]
fn told_by_processor() -> Option<usize> {
    None
}

/// Compares the line sizes that the program was compiled for with that of the machine. Print it:
///
/// ```
/// println!("{}", layout_core::cache::LineReport::new());
/// ```
///
/// On a typical x86-64 machine, this prints:
///
/// ```text
/// cache line: 64 bytes compiled in, 64 bytes on this machine
/// kept apart by CacheAligned: 128 bytes
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LineReport {
    /// The machine's line size in bytes: see [`machine_line`].
    pub machine: Option<usize>,
}

impl LineReport {
    /// Reads the machine's line size.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        Self { machine: machine_line() }
    }

    /// Returns whether values that [`CacheAligned`](super::CacheAligned) separates share no line of this machine.
    /// `None` if the line size is not known, or reported as 0.
    #[must_use]
    #[inline]
    pub fn keeps_apart(&self) -> Option<bool> {
        let rest = DESTRUCTIVE_INTERFERENCE_SIZE.checked_rem(self.machine?)?;
        Some(rest == 0)
    }
}

impl Default for LineReport {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for LineReport {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cache line: {CACHE_LINE} bytes compiled in, ")?;
        match self.machine {
            Some(line @ 1..) => writeln!(f, "{line} bytes on this machine")?,
            Some(0) | None => writeln!(f, "unknown on this machine")?,
        }
        write!(f, "kept apart by CacheAligned: {DESTRUCTIVE_INTERFERENCE_SIZE} bytes")?;
        match self.keeps_apart() {
            Some(false) => f.write_str(", which is too little for this machine"),
            _ => Ok(()),
        }
    }
}

#[cfg(all(test, feature = "std", target_os = "linux"))]
mod tests {
    use super::*;

    /// Where the kernel describes the cache, it is asked; where the processor can be asked as well, both
    /// agree.
    #[test]
    fn the_system_and_the_processor_agree() {
        let system = told_by_system();
        let described = std::path::Path::new("/sys/devices/system/cpu/cpu0/cache/index0/level");
        assert_eq!(system.is_some(), described.exists(), "{system:?}");
        let processor = told_by_processor();
        assert_eq!(processor.is_some(), cfg!(target_arch = "x86_64"), "{processor:?}");
        if let (Some(system), Some(processor)) = (system, processor) {
            assert_eq!(system, processor);
        }
    }

    #[test]
    fn lines_that_divide_what_is_kept_apart_are_kept_apart() {
        let apart = DESTRUCTIVE_INTERFERENCE_SIZE;
        for (line, expected) in [(apart / 2, true), (apart, true), (2 * apart, false), (3, false)] {
            let report = LineReport { machine: Some(line) };
            assert_eq!(report.keeps_apart(), Some(expected), "{line} bytes a line");
        }
        // A report may be changed by hand.
        let report = LineReport { machine: Some(0) };
        assert_eq!(report.keeps_apart(), None);
        let text = std::string::ToString::to_string(&report);
        assert!(text.contains("unknown on this machine"), "{text}");
    }
}
