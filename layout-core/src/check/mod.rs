//! Checks of a layout, run while the crate that makes them compiles.
//!
//! [`assert_layout!`](crate::assert_layout) and `#[layout(...)]` share one grammar and come down to
//! the functions of this module. Each of them returns if its check holds and otherwise panics, which
//! in a `const` stops the build, with what is true, what was asked, and the table of the type.
//!
//! They are functions, each checking one thing of the type that its first argument names, and look at
//! the type's layout only where a size or an alignment will not do. The compiler interprets them in
//! the user's build, where a call costs some ten microseconds: so they call little unless they fail.

mod denied;
pub(crate) mod failure;
mod lines;
mod member;
mod op;
mod portable;
pub(crate) mod quick;
mod same;
mod table;
mod target;
pub(crate) mod text;
mod whole;

pub use denied::denied;
pub use lines::{cache_lines, line_of_field, same_line, separate_lines, starts_line};
pub use member::{align_of_field, offset_of_field, size_of_field};
pub use op::Op;
pub use portable::portable;
pub use same::{Names, same_as};
pub use whole::{
    Required, align, discriminant_of_variant, fields, fingerprint, integer, niche, no_holes,
    no_padding, padding, size,
};
