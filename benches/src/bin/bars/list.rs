//! What was asked for.

use crate::bar::{Bar, Rule};
use crate::values::Measure::{self, Instructions, Time};

/// Workloads of the bump allocators; which of ours counts, the best or the one that is named; and which of
/// the others it is held against: all, or those that do the very same.
const BUMP: [(&str, &str, &[&str]); 9] = [
    ("u64, warm arena", "*", &[]),
    ("24-byte struct by closure", "*", &[]),
    ("slice copy of 64 bytes", "*", &[]),
    ("str of 12 bytes", "*", &[]),
    ("mixed sizes and alignments by Layout", "*", &[]),
    ("Vec<u64> grown to 1,000, per push", "layout", VECTORS),
    ("Vec<u64> grown to 1,000, per push", "layout, BumpVec", &[]),
    ("values with drop (String)", "layout", BOXES),
    ("values with drop (String)", "layout, TypedBump", &[]),
];

/// The vectors of `allocator-api2` in the arenas of others, which ours in an arena is held against.
const VECTORS: &[&str] = &["bumpalo", "bumpalo min-align 8", "bump-scope"];

/// Those with a box for each value, which may be dropped before the others.
const BOXES: &[&str] = &["bumpalo", "bump-scope"];

const HOT: &str = "insert and remove 64 bytes";
const REUSED: &str = "reuse an object of 64 bytes";
const SHUFFLED: &str = "1000 live, removed shuffled";
const TREE: &str = "tree of 1,000,000 nodes";
const ALONE: &str = "1 thread, hot";
const TOGETHER: [&str; 3] = ["2 threads, hot", "4 threads, hot", "8 threads, hot"];

/// All bars, in the order of the table.
pub(crate) fn bars() -> Vec<Bar> {
    let mut bars = Vec::new();
    let mut bar = |measure: Measure, workload, ours, rule| {
        bars.push(Bar { measure, workload, ours, rule });
    };
    for (measure, part) in [(Instructions, 1.0), (Time, 1.03)] {
        for (workload, ours, others) in BUMP {
            bar(measure, workload, ours, Rule::OfOthers(part, others));
        }
    }
    bar(Instructions, HOT, "layout Pool", Rule::AtMost(32.0));
    bar(Instructions, SHUFFLED, "layout Pool", Rule::AtMost(45.0));
    bar(Instructions, REUSED, "layout ObjectPool", Rule::AtMost(32.0));
    bar(Instructions, ALONE, "layout SyncPool", Rule::AtMost(50.0));
    bar(Instructions, ALONE, "layout SyncObjectPool", Rule::AtMost(50.0));
    for pool in ["layout SyncPool", "layout SyncObjectPool"] {
        bar(Time, TOGETHER[0], pool, Rule::OfOthers(1.0, &[]));
    }
    for pool in ["layout Pool", "layout Pool, kept", "layout Pool, leaked nodes"] {
        bar(Time, TREE, pool, Rule::OfOthers(0.5, &["Box"]));
        bar(Time, TREE, pool, Rule::OfOthers(0.5, &["Box of mimalloc"]));
    }
    for pool in ["layout SyncPool", "layout SyncObjectPool"] {
        for workload in TOGETHER {
            bar(Time, workload, pool, Rule::AsIn(ALONE));
        }
    }
    bars
}
