//! Layouts from debug info, compared with what the programs themselves print.

mod build;
mod derived;
mod errors;
mod findings;
mod formats;
mod listing;
mod objects;
mod of_c;
mod programs;
mod traps;
mod truth;
