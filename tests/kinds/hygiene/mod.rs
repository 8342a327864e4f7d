//! What a user's module may contain, deny and call by the names that the derive's code uses too.
//! That it compiles is most of each test.

mod attributes;
mod lints;
mod local_items;
mod macro_made;
mod names_of_locals;
mod names_of_members;
mod names_of_types;
mod no_prelude;
#[clippy::msrv = "1.50.0"]
mod older_compilers;
mod renamed_crate;
