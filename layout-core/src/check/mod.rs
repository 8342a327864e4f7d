//! Checks of a layout, run while the crate that makes them compiles.
//!
//! [`assert_layout!`](crate::assert_layout) and `#[layout(...)]` share one grammar and come down to
//! the functions of [`Subject`], each of which stops the build with a message that says what is
//! true, what was asked, and the table of the type.

#[cfg(feature = "derive")]
mod assert_layout;
mod op;
mod subject;
mod table;
mod text;

pub use op::Op;
pub use subject::Subject;
