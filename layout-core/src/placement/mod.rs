//! Where fields lie, and where they would lie: in another order, on another target, on cache lines, or with
//! other fields. These are pure functions of a [`TypeLayout`](crate::layout::TypeLayout), most of them
//! `const`.

/// Stands in for `?` on a `Result`: a `const fn` cannot use `?`.
macro_rules! attempt {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => return Err(error),
        }
    };
}

#[expect(clippy::result_large_err, reason = "as of `portability`")]
mod elsewhere;
mod enum_size;
mod lines;
mod members;
mod order;
mod place;
#[expect(clippy::result_large_err, reason = "a breach is made once, while a build fails")]
mod portability;
mod reorder;
mod residency;
#[cfg(feature = "alloc")]
mod room;
#[expect(clippy::result_large_err, reason = "a fault is made once, while a build fails")]
mod shader;
mod spelling;
#[expect(clippy::result_large_err, reason = "as of `portability`")]
mod target;

pub(crate) use elsewhere::{Elsewhere, is_pointer};
pub(crate) use enum_size::{EnumSize, Payload, Promise};
pub(crate) use lines::Lines;
pub(crate) use members::{Member, Members, Walks};
pub(crate) use order::Order;
pub(crate) use place::{Placing, align_of_integer, placed_align, round_up};
pub(crate) use portability::{Breach, Fault, measure_field, portability, portability_of};
pub use reorder::{Reordering, reorder};
pub use residency::{Residencies, Residency, residency};
#[cfg(feature = "alloc")]
pub(crate) use room::{Gap, fillers, rooms};
pub(crate) use shader::{
    ShaderCause, ShaderClass, ShaderFault, ShaderPlacing, ShaderRules, ShaderType, member,
    shader_type,
};
pub use target::{TARGETS, Target, targets};
