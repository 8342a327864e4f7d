//! What several rules stand on.

pub(super) mod hot_order;
pub(super) mod line_conflicts;
pub(super) mod sentence;
pub(super) mod shared_state;
