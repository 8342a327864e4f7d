//! [`Layout`](crate::Layout) for types that are not ours to derive it on.

mod compound;
mod opaque;
mod pointers;
mod primitives;
