//! What an object pool tells about itself.

/// What an object pool has done, and what it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ObjectStatistics {
    /// How often an idle object was lent.
    pub hits: u64,
    /// How often one had to be made to be lent.
    pub misses: u64,
    /// How many objects are lent.
    pub live: usize,
    /// How many are kept to be lent.
    pub idle: usize,
    /// The most objects that were lent at once; of a pool for threads, the most that there were at once,
    /// idle ones included.
    pub high_water: usize,
}
