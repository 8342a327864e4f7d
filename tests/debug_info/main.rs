//! Layouts from debug info, compared with what the programs themselves print.

mod build;
mod errors;
mod futures;
mod objects;
mod traps;
mod truth;
