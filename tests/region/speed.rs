//! Many lookups against one snapshot are fast.

use std::hint::black_box;
use std::time::Duration;

use layout_core::region::RegionKind;

use crate::map;

const LOOKUPS: usize = 100_000;

/// The bar is that of a release build. Without optimization the same takes many times as long.
const BAR: Duration = Duration::from_millis(if cfg!(debug_assertions) { 200 } else { 10 });

/// The time for which a processor has run the calling thread: what else the machine does is not in it.
fn processor_time() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: it writes a time to where the pointer points.
    let answer = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    assert_eq!(answer, 0);
    let whole = u64::try_from(time.tv_sec).expect("time has passed");
    let part = u64::try_from(time.tv_nsec).expect("time has passed");
    Duration::from_secs(whole) + Duration::from_nanos(part)
}

#[test]
fn a_hundred_thousand_lookups_take_less_than_ten_milliseconds() {
    let values: Vec<u64> = (0..LOOKUPS as u64).collect();
    let map = map();
    let round = || {
        let start = processor_time();
        let kinds = values.iter().map(|value| black_box(&map).region_of(value));
        let on_heap =
            kinds.filter(|found| found.is_some_and(|region| region.kind == RegionKind::Heap));
        assert_eq!(on_heap.count(), LOOKUPS);
        processor_time().saturating_sub(start)
    };
    // The least of several: this is not the only program of the machine.
    let best = (0..10).map(|_| round()).min().unwrap_or_default();
    println!("{LOOKUPS} lookups among {} regions: {best:?}", map.regions().len());
    assert!(best < BAR, "{LOOKUPS} lookups took {best:?}, more than {BAR:?}");
}
