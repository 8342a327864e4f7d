use core::fmt;

/// A range of addresses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Bounds {
    // Numbers, so that a snapshot can be sent to another thread; `start <= end`.
    start: usize,
    end: usize,
}

impl Bounds {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Returns the first address. You cannot read memory through it.
    #[must_use]
    pub const fn start(self) -> *const u8 {
        core::ptr::without_provenance(self.start)
    }

    /// Returns the address just past the last one.
    #[must_use]
    pub const fn end(self) -> *const u8 {
        core::ptr::without_provenance(self.end)
    }

    /// Returns the number of bytes.
    #[must_use]
    pub const fn size(self) -> usize {
        self.end - self.start
    }

    /// Returns whether the range contains an address.
    #[must_use]
    pub fn contains<T: ?Sized>(self, address: *const T) -> bool {
        self.has(place_of(address))
    }

    pub(super) const fn has(self, address: usize) -> bool {
        self.start <= address && address < self.end
    }

    pub(super) const fn first(self) -> usize {
        self.start
    }

    pub(super) const fn behind(self) -> usize {
        self.end
    }
}

/// The address that a pointer leads to, without what the processor ignores.
///
/// On aarch64 the upper byte of a pointer may hold a tag, as in all that Android's heap returns
/// ([tagged address ABI](https://docs.kernel.org/arch/arm64/tagged-address-abi.html)). No process has memory there.
pub(super) fn place_of<T: ?Sized>(pointer: *const T) -> usize {
    let is_tagged =
        cfg!(all(target_arch = "aarch64", any(target_os = "linux", target_os = "android")));
    if is_tagged { pointer.addr() & (usize::MAX >> 8) } else { pointer.addr() }
}

/// Shows `0x7ffc98b69000..0x7ffc98b8a000`.
impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#x}..{:#x}", self.start, self.end)
    }
}

impl fmt::Debug for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use std::format;

    use super::Bounds;

    #[test]
    fn the_first_address_is_within_and_the_one_behind_the_last_is_not() {
        let bounds = Bounds::new(0x1000, 0x3000);
        let at = core::ptr::without_provenance::<u64>;
        for (address, is_within) in
            [(0xfff, false), (0x1000, true), (0x2fff, true), (0x3000, false), (0, false)]
        {
            assert_eq!(bounds.contains(at(address)), is_within, "{address:#x} in {bounds}");
        }
        assert_eq!(
            (bounds.start().addr(), bounds.end().addr(), bounds.size()),
            (0x1000, 0x3000, 0x2000)
        );
        assert_eq!(format!("{bounds}, {bounds:?}"), "0x1000..0x3000, 0x1000..0x3000");
        assert_eq!(Bounds::new(0x3000, 0x1000).size(), 0, "of what ends before it begins");
    }
}
