//! What happens when the system does not do what is asked of it: memory that is refused at each call, a
//! system without `/proc`, outputs that take nothing.

#[path = "../pools/support/failing.rs"]
mod failing;
mod memory;
#[cfg(target_os = "linux")]
mod no_proc;
#[cfg(target_os = "linux")]
mod output;
