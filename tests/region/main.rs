//! Where values lie, against what the linker, the C library and the kernel say of the same addresses.

#![cfg(all(target_os = "linux", target_env = "gnu"))]

mod files;
mod hostile;
mod memory;
mod report;
mod resident;
mod sections;
mod smaps;
mod speed;
mod stacks;

use layout_core::region::{MemoryMap, Region, RegionKind, memory_map};

/// The map as it is now.
fn map() -> MemoryMap {
    memory_map().expect("/proc/self/maps can be read")
}

/// The region of an address, which must be of that kind.
#[track_caller]
fn assert_kind<T: ?Sized>(map: &MemoryMap, address: *const T, kind: RegionKind) -> Region {
    let Some(region) = map.find(address) else {
        panic!("{:#x} is not in the map, expected {kind}:\n{map}", address.addr());
    };
    assert_eq!(region.kind, kind, "{:#x} is in {region:?}:\n{map}", address.addr());
    assert!(region.bounds.contains(address), "{:#x} is in {region:?}", address.addr());
    region.clone()
}
