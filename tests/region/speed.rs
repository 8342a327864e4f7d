//! Many lookups against one snapshot are fast.

use std::hint::black_box;
use std::time::{Duration, Instant};

use layout_core::region::RegionKind;

use crate::map;

const LOOKUPS: usize = 100_000;

/// The bar is that of a release build. Without optimisation the same takes several times as long.
const BAR: Duration = Duration::from_millis(if cfg!(debug_assertions) { 100 } else { 10 });

#[test]
fn a_hundred_thousand_lookups_take_less_than_ten_milliseconds() {
    let values: Vec<u64> = (0..LOOKUPS as u64).collect();
    let map = map();
    let round = || {
        let start = Instant::now();
        let kinds = values.iter().map(|value| black_box(&map).region_of(value));
        let on_heap =
            kinds.filter(|found| found.is_some_and(|region| region.kind == RegionKind::Heap));
        assert_eq!(on_heap.count(), LOOKUPS);
        start.elapsed()
    };
    // The least of several: this is not the only program of the machine.
    let best = (0..10).map(|_| round()).min().unwrap_or_default();
    println!("{LOOKUPS} lookups among {} regions: {best:?}", map.regions().len());
    assert!(best < BAR, "{LOOKUPS} lookups took {best:?}, more than {BAR:?}");
}
