//! [`Layout`](crate::Layout) for types that are not ours to derive it on.

mod compound;
mod objects;
mod pointers;
mod primitives;
mod std_types;

use crate::layout::Sample;

/// A type of which there is a sample, as a constant of its own: only such a one can be referred to in
/// another constant.
trait HasSample {
    /// The sample.
    const SAMPLE: Sample;
}
