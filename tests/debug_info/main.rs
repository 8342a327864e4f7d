//! Layouts from debug info, compared with what the programs themselves print.

mod build;
mod errors;
mod listing;
mod objects;
mod programs;
mod traps;
mod truth;
