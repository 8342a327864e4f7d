use core::fmt::{self, Display, Formatter};
use std::string::String;
use std::vec::Vec;

use super::bounds::place_of;
use super::picture::{self, Bytes, RegionWords};
use super::{Region, RegionKind};

/// The memory map of the process at the moment of a call to [`memory_map`](super::memory_map).
///
/// `{}` prints a table, from the highest address to the lowest. Later changes, such as new mappings and threads, do not
/// appear in it. With the feature `serde`, it serializes as the list of its regions.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct MemoryMap {
    // In the order of their addresses; none overlaps another.
    regions: Vec<Region>,
}

impl MemoryMap {
    #[cfg(any(target_os = "linux", target_os = "android", test))]
    pub(super) fn new(mut regions: Vec<Region>) -> Self {
        regions.sort_by_key(|region| region.bounds);
        Self { regions }
    }

    /// Returns the regions, in the order of their addresses.
    #[must_use]
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// Finds the region of an address, if something was mapped there. The memory is not read.
    ///
    /// Takes some tens of nanoseconds: a binary search.
    pub fn find<T: ?Sized>(&self, address: *const T) -> Option<&Region> {
        let address = place_of(address);
        let behind = self.regions.partition_point(|region| region.bounds.first() <= address);
        let region = self.regions.get(behind.checked_sub(1)?)?;
        region.bounds.has(address).then_some(region)
    }

    /// Finds the region of a value's first byte, if something was mapped there.
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// # #[cfg(target_os = "linux")] {
    /// use layout_core::region::{RegionKind, memory_map};
    ///
    /// let numbers = vec![1; 1000];
    /// let map = memory_map()?;
    /// assert!(map.region_of(&numbers).is_some_and(|region| region.kind == RegionKind::Stack));
    /// assert!(map.region_of(&numbers[7]).is_some_and(|region| region.kind == RegionKind::Heap));
    /// # }
    /// # Ok(())
    /// # }
    /// ```
    pub fn region_of<T: ?Sized>(&self, value: &T) -> Option<&Region> {
        self.find(core::ptr::from_ref(value))
    }

    /// Returns the total size of the regions of a kind, in bytes of addresses. Not all of them need to take memory.
    #[must_use]
    pub fn size_of_kind(&self, kind: RegionKind) -> usize {
        self.regions
            .iter()
            .filter(|region| region.kind == kind)
            .map(|region| region.bounds.size())
            .sum()
    }

    /// Draws the map as an SVG document, with the highest address at the top. Widths and gaps are not to scale. The
    /// picture shows file paths and addresses.
    #[must_use]
    pub fn to_svg(&self) -> String {
        picture::draw(self).into_document()
    }

    /// Returns an HTML page with the picture and the table. It needs no other file.
    #[must_use]
    pub fn to_html(&self) -> String {
        picture::page(self)
    }
}

impl Display for MemoryMap {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let digits = 2 * size_of::<usize>();
        writeln!(f, "{:>width$}  {:>10}  access  what", "start", "size", width = digits + 2)?;
        for region in self.regions.iter().rev() {
            let Region { bounds, access, .. } = region;
            writeln!(
                f,
                "{:#0width$x}  {:>10}  {access}    {}",
                bounds.first(),
                Bytes(bounds.size()),
                RegionWords(region),
                width = digits + 2,
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Access, Bounds};
    use super::*;

    /// The names of the fields are what readers depend on.
    #[cfg(feature = "serde")]
    #[test]
    fn a_map_is_written_as_its_regions() {
        let map = MemoryMap::new(Vec::from([Region {
            kind: RegionKind::Static(crate::region::Section::Bss),
            bounds: Bounds::new(16, 32),
            access: Access::NONE,
            file: Some(std::sync::Arc::from(std::path::Path::new("/bin/app"))),
            thread: None,
        }]));
        let text = serde_json::to_string(&map).expect("it is written");
        let access = r#"{"read":false,"write":false,"execute":false,"shared":false}"#;
        let bounds = r#"{"start":16,"end":32}"#;
        let expected = std::format!(
            r#"[{{"kind":{{"Static":"Bss"}},"bounds":{bounds},"access":{access},"file":"/bin/app","thread":null}}]"#
        );
        assert_eq!(text, expected);
    }

    #[test]
    fn values_are_in_the_region_of_their_first_byte() {
        let values = [0_u64; 2];
        let [first, second] =
            [&values[0], &values[1]].map(|value| core::ptr::from_ref(value).addr());
        let region = |kind, start, end| Region {
            kind,
            bounds: Bounds::new(start, end),
            access: Access::NONE,
            file: None,
            thread: None,
        };
        let (low, high) = (RegionKind::Stack, RegionKind::Heap);
        let map = MemoryMap::new(Vec::from([
            region(high, second, second + 8),
            region(low, first - 8, first + 1),
        ]));
        let kind = |region: Option<&Region>| region.map(|region| region.kind);
        assert_eq!(kind(map.region_of(&values)), Some(low));
        assert_eq!(kind(map.region_of(&values[1..])), Some(high));
        assert_eq!(kind(map.find(core::ptr::without_provenance::<u8>(first + 1))), None);
        assert_eq!((map.size_of_kind(low), map.size_of_kind(high)), (9, 8));
        assert_eq!(map.size_of_kind(RegionKind::Code), 0);
    }
}
