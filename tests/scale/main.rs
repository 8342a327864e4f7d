//! Layouts at scale: of thousands of generated types, and of the types of well-known crates, what
//! `LAYOUT` states against rustc's own listing and against C compilers.
//!
//! Run it with `--nocapture` to see what was compared. Two environment variables choose other types:
//! `LAYOUT_SCALE_SEED` and `LAYOUT_SCALE_COUNT`; `LAYOUT_SCALE_CC` the compilers, such as `gcc,clang`.

mod c_text;
mod catalog;
mod compare;
mod generate;
mod generated;
mod holes;
mod known_offsets;
mod leaves;
mod listing;
mod model;
mod paths;
mod program;
mod project;
mod random;
mod real;
mod rust_text;
mod samples;
mod shrink;
mod table;
