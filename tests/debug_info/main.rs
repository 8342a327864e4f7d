//! Layouts from debug info, compared with what the programs themselves print.

mod build;
mod compare;
mod derived;
mod elsewhere;
mod errors;
mod findings;
mod formats;
mod futures;
mod gates;
mod linked;
mod listing;
mod mach_o;
mod objects;
mod of_c;
mod programs;
mod traps;
mod truth;
