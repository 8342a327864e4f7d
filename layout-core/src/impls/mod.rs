//! [`Layout`](crate::Layout) for types that are not ours to derive it on.

mod compound;
mod objects;
mod pointers;
mod primitives;
mod std_types;

use crate::layout::Sample;

/// A type with a sample that is a constant of its own. Another constant can refer to no other sample.
trait HasSample {
    /// The sample.
    const SAMPLE: Sample;
}
