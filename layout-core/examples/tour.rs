//! A tour of struct layout: every struct of the tutorials, its source and its true layout.
//!
//! `cargo run --example tour`

mod tutorials;

use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    match write_to_stdout() {
        Ok(()) => ExitCode::SUCCESS,
        // The reader has seen enough, as `head` has.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody can be told if this fails too.
            let _ = writeln!(io::stderr(), "tour: cannot write: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write_to_stdout() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    tutorials::write_tour(&mut out)?;
    out.flush()
}
