//! Types of every kind beside plain structs: enums, unions, unsized structs, what is nested in them,
//! and the types of the standard library. What `LAYOUT` states is compared with live values, in which
//! the places of fields are measured by their addresses.

#![allow(clippy::needless_raw_string_hashes, reason = "as `expect-test` writes them")]

mod case;
mod const_use;
mod discriminants;
mod expressions;
mod hygiene;
mod leaves;
mod live_values;
mod many;
mod measured;
mod nesting;
mod payloads;
mod printed;
mod representations;
mod run_time;
mod samples;
mod shapes;
mod tails;
mod taken;
mod uninhabited;
mod unions;
